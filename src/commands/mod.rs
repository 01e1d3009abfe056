//! The command line: the only room that touches files, the terminal and the environment, and with the feature
//! `pull` the network. One file a command.
//!
//! Exit codes: 0 fine; 1 findings (an example does not hold, a result differs from its snapshot, a lint finds what is an error, a file is
//! not in its layout, a change of a plan goes beyond its limits); 2 the policy or the call is wrong, or a file cannot be read or written;
//! 3 some people could not be computed, the others are written; 70 a fault of Merit itself.

mod appeal;
mod arguments;
mod check;
mod chinese;
mod completions;
mod curve;
mod diff;
mod doc;
mod explain;
mod feedback;
mod files;
mod findings;
mod fixing;
mod fmt;
mod history;
mod lint;
mod output;
mod policy;
mod problems;
mod progress;
mod project;
#[cfg(feature = "pull")]
mod pull;
mod reading;
mod review;
mod rollout;
mod run;
mod statement;
mod supply;
mod targets;
mod terminal;
mod test;
mod timeline;
mod why;

use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::thread;

use clap::{CommandFactory, FromArgMatches};

use crate::diagnostic::Language;
use arguments::{Command, Invocation};
use terminal::Terminal;

/// Deep expressions are computed on a stack that has room for them.
const STACK: usize = 64 * 1024 * 1024;

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Ending {
    Fine,
    /// An example does not hold, a result differs from its snapshot, a lint finds what is an error, or a file is not in its layout.
    Findings,
    /// The policy or the call is wrong, or a file cannot be read or written.
    Refused,
    /// Some people, or nobody, could be computed.
    Partly,
    /// Whoever read the output has closed it; there is nobody left to tell anything.
    NobodyReads,
    /// A fault of Merit itself.
    OwnFault,
}

impl Ending {
    fn code(self) -> u8 {
        match self {
            Ending::Fine | Ending::NobodyReads => 0,
            Ending::Findings => 1,
            Ending::Refused => 2,
            Ending::Partly => 3,
            Ending::OwnFault => 70,
        }
    }

    /// Where several hold: what Merit did wrong, then a wrong call, then findings, then people left out.
    fn worse(self, other: Ending) -> Ending {
        let rank = |ending: Ending| match ending {
            Ending::OwnFault => 5,
            Ending::Refused => 4,
            Ending::Findings => 3,
            Ending::Partly => 2,
            Ending::Fine => 1,
            Ending::NobodyReads => 0,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

/// Reads the command line, does what it says, and gives the exit code.
pub fn main() -> ExitCode {
    let invocation = match invocation() {
        Ok(invocation) => invocation,
        Err(code) => return code,
    };
    let terminal = Terminal::new(&invocation);
    let story = Arc::new(Mutex::new(String::new()));
    let told = Arc::clone(&story);
    panic::set_hook(Box::new(move |info| {
        if let Ok(mut story) = told.lock() {
            *story = info.to_string();
        }
    }));
    let worker = thread::Builder::new()
        .stack_size(STACK)
        .spawn(move || panic::catch_unwind(AssertUnwindSafe(|| dispatch(&invocation.command, &terminal))));
    let ending = match worker.map(thread::JoinHandle::join) {
        Ok(Ok(Ok(ending))) => ending,
        Ok(Ok(Err(_)) | Err(_)) => {
            let story = story.lock().map(|story| story.clone()).unwrap_or_default();
            terminal.complain(problems::own_fault(&story).get(terminal.language));
            Ending::OwnFault
        }
        Err(error) => {
            terminal.complain(problems::own_fault(&error.to_string()).get(terminal.language));
            Ending::OwnFault
        }
    };
    ExitCode::from(ending.code())
}

/// Reads the command line, in the language in which it will be answered.
///
/// # Errors
/// The exit code where help was asked for or the call is wrong; what is to be said has been said.
fn invocation() -> Result<Invocation, ExitCode> {
    let arguments: Vec<OsString> = env::args_os().collect();
    let language = terminal::asked_language(&arguments);
    let read = match language {
        Language::English => Invocation::command().try_get_matches_from(arguments),
        Language::Chinese => chinese::command().try_get_matches_from(chinese::rewritten(arguments)),
    };
    read.and_then(|matches| Invocation::from_arg_matches(&matches)).map_err(|error| {
        let complaint = match language {
            Language::English => None,
            Language::Chinese => chinese::complaint(&error),
        };
        // A closed pipe is no reason to complain; there is nobody to complain to.
        let _ = match complaint {
            Some(complaint) => io::stderr().lock().write_all(complaint.as_bytes()),
            None => error.print(),
        };
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
    })
}

fn dispatch(command: &Command, terminal: &Terminal) -> Ending {
    match command {
        Command::Check(arguments) => check::check(arguments, terminal),
        Command::Lint(arguments) => lint::lint(arguments, terminal),
        Command::Fmt(arguments) => fmt::fmt(arguments, terminal),
        Command::Run(arguments) => run::run(arguments, terminal),
        Command::Why(arguments) => why::why(arguments, terminal),
        Command::Curve(arguments) => curve::curve(arguments, terminal),
        Command::Diff(arguments) => diff::diff(arguments, terminal),
        Command::Feedback(arguments) => feedback::feedback(arguments, terminal),
        Command::Review(arguments) => review::review(arguments, terminal),
        Command::Rollout(arguments) => rollout::rollout(arguments, terminal),
        Command::Appeal(arguments) => appeal::appeal(arguments, terminal),
        Command::Statement(arguments) => statement::statement(arguments, terminal),
        Command::Doc(arguments) => doc::doc(arguments, terminal),
        Command::Timeline(arguments) => timeline::timeline(arguments, terminal),
        Command::Explain(arguments) => explain::explain(arguments, terminal),
        Command::Test(arguments) => test::test(arguments, terminal),
        #[cfg(feature = "pull")]
        Command::Pull(arguments) => pull::pull(arguments, terminal),
        Command::Completions(arguments) => completions::completions(arguments, terminal),
    }
}
