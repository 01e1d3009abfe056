//! What is being done, for whoever waits longer than a second at a terminal.

use std::io::{self, Write};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::terminal::Terminal;
use crate::diagnostic::{Language, Text};

const PATIENCE: Duration = Duration::from_secs(1);
const TICK: Duration = Duration::from_millis(200);

/// A line that names the stage, and is gone when this is dropped.
pub(crate) struct Progress {
    stages: Option<Sender<String>>,
    writer: Option<JoinHandle<()>>,
    language: Language,
}

impl Progress {
    /// Shows nothing where nobody watches.
    pub(crate) fn new(terminal: &Terminal) -> Progress {
        if !terminal.watched {
            return Progress { stages: None, writer: None, language: terminal.language };
        }
        let (stages, received) = mpsc::channel::<String>();
        let writer = thread::spawn(move || {
            let (began, mut stage, mut drawn) = (Instant::now(), String::new(), false);
            loop {
                match received.recv_timeout(TICK) {
                    Ok(next) => stage = next,
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if began.elapsed() >= PATIENCE && !stage.is_empty() {
                    draw(&format!("\r\u{1b}[2K{stage} … {} s", began.elapsed().as_secs()));
                    drawn = true;
                }
            }
            if drawn {
                draw("\r\u{1b}[2K");
            }
        });
        Progress { stages: Some(stages), writer: Some(writer), language: terminal.language }
    }

    /// Says which stage begins.
    pub(crate) fn stage(&self, name: &Text) {
        if let Some(stages) = &self.stages {
            // The writer lives as long as this does.
            let _ = stages.send(name.get(self.language).to_string());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.stages = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

fn draw(text: &str) {
    let mut err = io::stderr().lock();
    let _ = err.write_all(text.as_bytes()).and_then(|()| err.flush());
}
