//! A server of a few lines, a folder, and the binary.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

/// What must appear nowhere but in the header of a request.
pub const TOKEN: &str = "Secret!Token.0123456789_abc";

/// A request as the server heard it.
#[derive(Clone, Debug)]
pub struct Heard {
    /// `GET /place?query`
    pub line: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

/// A server on this machine; it answers each request and closes the connection.
pub struct Server {
    pub url: String,
    heard: Arc<Mutex<Vec<Heard>>>,
    done: Arc<AtomicBool>,
    worker: Option<JoinHandle<()>>,
}

impl Server {
    /// Answers the first request with the first text, and so on; then with 500.
    pub fn saying(answers: Vec<Vec<u8>>) -> Server {
        Server::new(move |number, _| answers.get(number).cloned().unwrap_or_else(|| status(500, "", "")))
    }

    /// Answers with the bytes that are made from the number of the request, from 0, and the request.
    pub fn new(mut answer: impl FnMut(usize, &Heard) -> Vec<u8> + Send + 'static) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (heard, done) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (told, over) = (Arc::clone(&heard), Arc::clone(&done));
        let worker = thread::spawn(move || {
            for stream in listener.incoming() {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let Ok(mut stream) = stream else { continue };
                let Some(request) = read(&stream) else { continue };
                let number = told.lock().unwrap().len();
                told.lock().unwrap().push(request.clone());
                // Whoever has heard enough, may hang up.
                let _ = stream.write_all(&answer(number, &request)).and_then(|()| stream.flush());
            }
        });
        Server { url, heard, done, worker: Some(worker) }
    }

    pub fn heard(&self) -> Vec<Heard> {
        self.heard.lock().unwrap().clone()
    }

    /// The first lines of the requests.
    pub fn lines(&self) -> Vec<String> {
        self.heard().into_iter().map(|request| request.line).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.done.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.url.trim_start_matches("http://"));
        if let Some(worker) = self.worker.take() {
            let _ = worker.join();
        }
    }
}

fn read(stream: &TcpStream) -> Option<Heard> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut headers = BTreeMap::new();
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).ok()?;
        let Some((name, value)) = header.trim_end().split_once(':') else { break };
        headers.insert(name.to_lowercase(), value.trim().to_string());
    }
    let length = headers.get("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let line = line.trim_end().strip_suffix(" HTTP/1.1")?.to_string();
    Some(Heard { line, headers, body: String::from_utf8(body).unwrap() })
}

/// An answer with further headers, each on its line.
pub fn status(status: u16, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n{headers}\r\n{body}"
    )
    .into_bytes()
}

pub fn ok(body: &str) -> Vec<u8> {
    status(200, "", body)
}

/// An answer that ends before its end.
pub fn cut(body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len() + 10).into_bytes()
}

/// How a run ended.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// Fails unless the run ended with this code and its messages hold every one of these texts.
    #[track_caller]
    pub fn says(&self, code: i32, texts: &[&str]) {
        // Long lines are broken; what is looked for may stand on two.
        let whole = format!("{} {}", self.out, self.err).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(self.code, code, "\nout: {}\nerr: {}", self.out, self.err);
        for text in texts {
            assert!(whole.contains(text), "no {text:?} in\nout: {}\nerr: {}", self.out, self.err);
        }
    }
}

/// A folder that is gone when this is dropped.
pub struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    pub fn new() -> Sandbox {
        Sandbox { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// All files of `data`, hidden ones too, with what they hold.
    pub fn data(&self) -> Vec<(String, String)> {
        let Ok(entries) = fs::read_dir(self.path("data")) else { return Vec::new() };
        let mut files: Vec<(String, String)> = entries
            .map(|entry| {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                (name, fs::read_to_string(&path).unwrap_or_else(|_| "no file".to_string()))
            })
            .collect();
        files.sort();
        files
    }

    /// The binary with the token of every service, and quick repetitions.
    pub fn command(&self, service: &str, url: &str, further: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_merit"));
        for name in [
            "LC_ALL",
            "LC_MESSAGES",
            "LANG",
            "NO_COLOR",
            "COLUMNS",
            "TERM",
            "HTTP_PROXY",
            "http_proxy",
            "ALL_PROXY",
            "HTTPS_PROXY",
            "https_proxy",
        ] {
            command.env_remove(name);
        }
        for name in ["MERIT_SALESFORCE_TOKEN", "MERIT_ZOHO_TOKEN", "MERIT_JIANDAOYUN_TOKEN"] {
            command.env(name, TOKEN);
        }
        let own: &[&str] = match service {
            "salesforce" => &["--query", "SELECT Id FROM Opportunity"],
            "zoho" => &["--module", "Deals", "--fields", "Amount,Closing_Date"],
            _ => &["--app", "app1", "--entry", "entry1"],
        };
        let common = ["pull", service, "--url", url, "--out", "data", "--as", "deals"];
        let language = if further.contains(&"--lang") { &[][..] } else { &["--lang", "en"] };
        let wait = if further.contains(&"--wait") { &[][..] } else { &["--wait", "0"] };
        command.current_dir(self.folder.path()).args(common).args(own).args(further).args(language).args(wait).stdin(Stdio::null());
        command
    }

    /// Runs it, and looks for the token where it must not be.
    #[track_caller]
    pub fn pull(&self, service: &str, url: &str, further: &[&str]) -> Run {
        self.ended(self.command(service, url, further))
    }

    #[track_caller]
    pub fn ended(&self, mut command: Command) -> Run {
        let output = command.output().unwrap();
        let run = Run {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        };
        let files = self.data();
        for text in files.iter().flat_map(|(name, text)| [name, text]).chain([&run.out, &run.err]) {
            assert!(!text.contains(TOKEN), "the token is in {text}");
        }
        assert!(!files.iter().any(|(name, _)| name.starts_with('.')), "left behind: {files:?}");
        run
    }
}

/// File names and what is in them, to compare with [`Sandbox::data`].
pub fn files(files: &[(&str, &str)]) -> Vec<(String, String)> {
    files.iter().map(|(name, text)| (name.to_string(), text.to_string())).collect()
}

/// Pages of Salesforce: each leads to the next.
pub fn salesforce(number: usize, last: usize) -> String {
    let then = if number == last {
        "\"done\":true".to_string()
    } else {
        format!("\"done\":false,\"nextRecordsUrl\":\"/services/data/v65.0/query/01g-{number}\"")
    };
    format!(
        "{{\"totalSize\":{last},{then},\"records\":[{{\"Id\":\"00{number}\",\"Amount\":1.50,\"Count\":{number},\"Change\":-2,\"Won\":false,\"Note\":null}}]}}\n"
    )
}
