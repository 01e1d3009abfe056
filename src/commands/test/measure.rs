//! What `merit test` measures of the examples, and where the report goes.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cases::coverage::{Count, percent};
use crate::commands::Ending;
use crate::commands::output;
use crate::commands::policy::Loaded;
use crate::commands::terminal::Terminal;
use crate::diagnostic::Text;
use crate::value::Number;

#[derive(Args, Debug)]
pub(crate) struct MeasureArguments {
    /// How much of the plan the examples touch: lines, rows, branches, gates, caps, steps, and every edge exactly
    #[arg(long, group = "measure")]
    pub(crate) coverage: bool,
    /// Change the plan in every way people get it wrong, and show the changes that no example and no snapshot notices
    #[arg(long, group = "measure")]
    pub(crate) mutate: bool,
    /// With --coverage or --mutate: how to write the report; lcov is for code hosts and editors, and of the coverage only
    #[arg(long, requires = "measure", value_enum, value_name = "FORMAT", default_value_t = MeasureFormat::Text)]
    pub(crate) format: MeasureFormat,
    /// Write the report to this file instead of the terminal
    #[arg(long, requires = "measure", value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// End with exit code 1 where a policy has less than this, such as 90%
    #[arg(long, requires = "measure", value_name = "PERCENT", value_parser = least)]
    pub(crate) min: Option<Number>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum MeasureFormat {
    Text,
    Json,
    Lcov,
}

/// A percent from 0% to 100%.
fn least(said: &str) -> Result<Number, String> {
    let wrong = || "write a percent, such as 90%".to_string();
    let digits = said.trim().strip_suffix(['%', '％']).ok_or_else(wrong)?;
    let percent = Number::parse(digits.trim()).map_err(|_| wrong())?;
    let share = percent.div(&Number::from_i64(100)).map_err(|_| wrong())?;
    if share.is_negative() || share > Number::ONE { Err(wrong()) } else { Ok(share) }
}

/// Writes a report where the call wants it: what the examples did stands before it, or, where a program reads the report, on standard
/// error.
pub(super) fn deliver(measure: &MeasureArguments, (examples, report): (&str, &str), loaded: &[&Loaded], terminal: &Terminal) -> Ending {
    let for_people = measure.format == MeasureFormat::Text;
    let Some(out) = &measure.out else {
        if for_people {
            return terminal.print(&format!("{examples}\n{report}"));
        }
        terminal.complain(examples);
        return terminal.print(report);
    };
    let told = terminal.print(examples);
    let inputs = loaded.iter().flat_map(|loaded| &loaded.paths).map(|path| path.as_path());
    if let Some(refused) = output::is_input(Some(out), inputs, terminal) {
        return refused;
    }
    told.worse(output::write(out, report.as_bytes(), terminal))
}

/// How the wording of a share that falls short is made: the policy, its share and the least, what lacks, and how many more would do.
pub(super) type Short = fn(&str, (&str, &str), &Number, usize) -> Text;

/// Says by how much a policy is below the least that the call asks for, if it is.
pub(super) fn judged(measure: &MeasureArguments, (name, count): (&str, Count), short: Short, terminal: &Terminal) -> Ending {
    let Some(least) = measure.min.as_ref().filter(|least| count.share() < **least) else { return Ending::Fine };
    let lacking = least.sub(&count.share()).unwrap_or_else(|_| least.clone());
    let said = short(name, (&percent(&count.share()), &percent(least)), &lacking, count.lacks(least));
    terminal.complain(&format!("{}\n", said.get(terminal.language)));
    Ending::Findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_percents() {
        assert_eq!(least("90%"), Ok(Number::from_parts(9, 1)));
        assert_eq!(least(" 62.5 ％"), Ok(Number::from_parts(625, 3)));
        for wrong in ["90", "0.9", "-1%", "101%", "%", "nine%"] {
            assert!(least(wrong).is_err(), "{wrong}");
        }
    }
}
