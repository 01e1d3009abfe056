//! `merit test --watch`: what is tested again when a file is saved.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::support::Sandbox;

/// Nothing takes as long; a machine with much to do may.
const PATIENCE: Duration = Duration::from_secs(60);

/// A run that stays, and the lines it has written.
struct Watching {
    child: Child,
    lines: Receiver<String>,
}

impl Watching {
    fn new(sandbox: &Sandbox) -> Watching {
        let mut child = sandbox.command(&["test", "--watch"]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        let (tell, lines) = mpsc::channel();
        thread::spawn(move || out.lines().map_while(Result::ok).all(|line| tell.send(line).is_ok()));
        Watching { child, lines }
    }

    /// The lines up to the one that begins like this.
    fn up_to(&self, beginning: &str) -> Vec<String> {
        let (began, mut lines) = (Instant::now(), Vec::new());
        while let Some(left) = PATIENCE.checked_sub(began.elapsed()) {
            let Ok(line) = self.lines.recv_timeout(left) else { break };
            let last = line.starts_with(beginning);
            lines.push(line);
            if last {
                return lines;
            }
        }
        panic!("no line begins with {beginning:?}: {lines:?}");
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_saved_file_is_tested_again() {
    let sandbox = Sandbox::new();
    sandbox.write("other.merit", sandbox.read("plan.merit"));
    sandbox.write(
        "merit.toml",
        "[[plan]]\npolicy = \"plan.merit\"\ndata = \"data\"\nperiod = \"2026-Q1\"\n[[plan]]\npolicy = \"other.merit\"\n",
    );
    sandbox.merit(&["test", "--accept"]).says(0, &["1 accepted"]);
    let mut watching = Watching::new(&sandbox);
    let first = watching.up_to("1 snapshot, ");
    assert!(first.contains(&"plan.merit".to_string()) && first.contains(&"other.merit".to_string()), "{first:?}");
    sandbox.write("data/deals.csv", "deal_id,id,amount\nD1,A,2000\n");
    let second = watching.up_to("1 snapshot, ");
    assert!(
        second.iter().any(|line| line.starts_with("—— changed: “data/deals.csv”") || line == "—— changed: data/deals.csv ——"),
        "{second:?}"
    );
    assert!(second.iter().any(|line| line.contains("10.00 → 20.00")) && !second.contains(&"other.merit".to_string()), "{second:?}");
    sandbox.write("other.merit", sandbox.read("plan.merit").replace("expect score = 100", "expect score = 99"));
    let third = watching.up_to("1 example, ");
    assert!(third.iter().any(|line| line.contains("FAIL")) && !third.contains(&"plan.merit".to_string()), "{third:?}");
    ended(&mut watching);
}

/// Ctrl-C is how it is meant to end.
fn ended(watching: &mut Watching) {
    if cfg!(unix) {
        let id = watching.child.id().to_string();
        assert!(std::process::Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        assert_eq!(watching.child.wait().unwrap().code(), Some(0));
    }
}
