//! Running the binary, and small folders to run it in.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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
        assert_eq!(self.code, code, "\nout: {}\nerr: {}", self.out, self.err);
        for text in texts {
            assert!(self.err.contains(text) || self.out.contains(text), "no {text:?} in\nout: {}\nerr: {}", self.out, self.err);
        }
    }
}

/// The binary, without what the surroundings may say about language and colour.
pub fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_merit"));
    for name in ["LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "COLUMNS", "TERM", "CI"] {
        command.env_remove(name);
    }
    command.current_dir(folder).args(arguments).stdin(Stdio::null());
    command
}

pub fn run(mut command: Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the binary in the project's own folder.
pub fn merit(arguments: &[&str]) -> Run {
    run(command(Path::new(env!("CARGO_MANIFEST_DIR")), arguments))
}

/// A folder with a small policy and its data, which is gone when this is dropped.
pub struct Sandbox {
    folder: tempfile::TempDir,
}

const POLICY: &str = r#"policy "Small plan" {
  version    "1"
  period     quarter
  currency   USD
  effective  2026-01-01 to 2026-12-31
  rounding   money half up to 0.01
}
input people by id { name : text; revenue : money at least 0; quota : money above 0; csat : number optional }
input deals by deal_id of people by id undated { amount : money at least 0 }
let sold = sum of amount over deals
scorecard sales {
  kpi attain { measure revenue; target quota; weight 100%; score attainment in points, at most 120 }
}
payout bonus { pay 1% of sold }
example "On target" { period 2026-Q1; given revenue 100, quota 100; expect score = 100 }
"#;

impl Sandbox {
    pub fn new() -> Sandbox {
        let sandbox = Sandbox { folder: tempfile::tempdir().unwrap() };
        sandbox.write("plan.merit", POLICY);
        sandbox.write("data/people.csv", "id,name,revenue,quota,csat\nA,甲,50,100,\nB,=1+1,200,300,4\n");
        sandbox.write("data/deals.csv", "deal_id,id,amount\nD1,A,1000\nD2,B,0.5\nD3,B,10\n");
        sandbox
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn command(&self, arguments: &[&str]) -> Command {
        command(self.folder.path(), arguments)
    }

    pub fn merit(&self, arguments: &[&str]) -> Run {
        run(self.command(arguments))
    }

    /// `merit run plan.merit --data data --period 2026-Q1` with further arguments.
    pub fn run(&self, further: &[&str]) -> Run {
        self.merit(&[&["run", "plan.merit", "--data", "data", "--period", "2026-Q1"], further].concat())
    }
}

/// Runs a command that reads `text` from standard input.
pub fn piped(mut command: Command, text: &str) -> Run {
    use std::io::Write;
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
