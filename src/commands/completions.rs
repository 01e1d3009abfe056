//! `merit completions`: the completion script for a shell.

use clap::CommandFactory;

use super::Ending;
use super::arguments::{CompletionArguments, Invocation};
use super::terminal::Terminal;

pub(crate) fn completions(arguments: &CompletionArguments, terminal: &Terminal) -> Ending {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Invocation::command(), "merit", &mut script);
    terminal.print(&String::from_utf8_lossy(&script))
}
