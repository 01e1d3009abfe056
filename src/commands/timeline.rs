//! `merit timeline`: how each clause changes while the policy is in force.

use super::Ending;
use super::arguments::{TextFormat, TimelineArguments};
use super::run::sound;
use super::terminal::Terminal;
use crate::report::timeline::{self, Told};

pub(crate) fn timeline(arguments: &TimelineArguments, terminal: &Terminal) -> Ending {
    let (loaded, plan) = match sound(&arguments.policy, terminal) {
        Ok(sound) => sound,
        Err(ending) => return ending,
    };
    let told = Told { plan: &plan, sources: &loaded.sources };
    terminal.print(&match arguments.format {
        TextFormat::Text => timeline::text(&told, terminal.output.width, terminal.language),
        TextFormat::Json => timeline::json(&told),
    })
}
