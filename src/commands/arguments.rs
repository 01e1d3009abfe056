//! What the command line may say.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::appeal::arguments::AppealArguments;
use super::doc::DocArguments;
use super::history::HistoryArguments;
use super::reading::ReadingArguments;
use super::rollout::RolloutArguments;
use super::statement::StatementArguments;
use super::test::measure::MeasureArguments;

/// A policy engine for sales performance management: check a plan, run it on data, and see where every number comes from.
#[derive(Parser, Debug)]
#[command(name = "merit", version, about, max_term_width = 100)]
pub(crate) struct Invocation {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// Language of the messages: en or zh (中文). Without it, the language of the system. `fmt` translates into it where it is given
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE")]
    pub(crate) lang: Option<Lang>,
    /// When to use colour
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = Colour::Auto)]
    pub(crate) color: Colour,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Lang {
    En,
    Zh,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Is the policy right? Reads it and reports every mistake
    Check(CheckArguments),
    /// What may the plan get wrong, though it is well written? Cliffs, dead zones, unclear pay
    Lint(LintArguments),
    /// Write policies in their one layout; with --lang also translate them
    Fmt(FormatArguments),
    /// Compute everybody
    Run(RunArguments),
    /// Where one person's numbers come from, down to the clause and the cell
    Why(WhyArguments),
    /// One value over one input, exactly: where it rises, jumps, stays and falls
    #[command(
        override_usage = "merit curve <POLICY> --of <NAME> --vary <COLUMN> [from A] [up to B] (--at <GIVEN> | --example <TITLE> | --data <FOLDER> --who <KEY> --period <PERIOD>)"
    )]
    Curve(CurveArguments),
    /// What changes between two versions of a plan, and for whom: who gains, who loses, and by which clause
    Diff(DiffArguments),
    /// Who is told what by the feedback and consequence clauses: why now, what is missing, what is to be done by when
    Feedback(FeedbackArguments),
    /// What came of the plan after a period, and what to look at first: goals, KPIs, what clauses cost people, fairness, norms
    Review(super::review::ReviewArguments),
    /// Who was not consulted, trained or has not signed, and whether questions were answered in time
    Rollout(RolloutArguments),
    /// Where each appeal stands: admissible or not, what is due by when, what a ruling changes; and its letters
    Appeal(AppealArguments),
    /// A page a person: results, how they came about, where the person stands, how to appeal
    #[command(override_usage = "merit statement <POLICY> --data <FOLDER> --period <PERIOD> (--who <KEY> | --all --out <FOLDER>)")]
    Statement(StatementArguments),
    /// The plan as a handbook for the people it is for: goals, KPIs, grades, pay, examples, appeals
    Doc(DocArguments),
    /// How each clause changes while the policy is in force: dated params, amendments, exceptions
    Timeline(TimelineArguments),
    /// What an error code or a lint means; without either, the list of all of them
    Explain(ExplainArguments),
    /// Do the policy's own examples hold, have the results of everybody changed, and what would nobody notice?
    Test(TestArguments),
    /// Fetch records from a CRM into files: every page, or none
    #[cfg(feature = "pull")]
    Pull(super::pull::arguments::PullArguments),
    /// The completion script for a shell
    Completions(CompletionArguments),
}

#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// Policy files, folders with policies, patterns such as 'policies/*/*.merit', or - for standard input. Without any, the policies of merit.toml
    #[arg(value_name = "POLICY")]
    pub(crate) policies: Vec<PathBuf>,
    /// How to print the messages: for people, or for a code host or a server of continuous integration
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = FindingFormat::Text)]
    pub(crate) format: FindingFormat,
    #[command(flatten)]
    pub(crate) fixing: FixArguments,
}

/// How a command prints what it finds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum FindingFormat {
    Text,
    Json,
    Sarif,
    Github,
    Junit,
}

/// Which changes a command makes of those its messages carry.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct FixArguments {
    /// Correct in the files what can only be meant one way, and check again
    #[arg(long)]
    pub(crate) fix: bool,
    /// Also make the corrections that are guesses or change what the policy says: they are shown first, and each file is asked about
    #[arg(long)]
    pub(crate) unsafe_fixes: bool,
    /// With --unsafe-fixes: write without asking
    #[arg(long, requires = "unsafe_fixes")]
    pub(crate) yes: bool,
}

impl FixArguments {
    pub(crate) fn is_wanted(&self) -> bool {
        self.fix || self.unsafe_fixes
    }
}

#[derive(Args, Debug)]
pub(crate) struct LintArguments {
    /// Policy files, folders with policies, patterns such as 'policies/*/*.merit', or - for standard input. Without any, the policies of merit.toml
    #[arg(value_name = "POLICY")]
    pub(crate) policies: Vec<PathBuf>,
    /// Data to judge by: a folder whose files bear the inputs' names, a workbook whose sheets do, or one file as INPUT=FILE (may be repeated)
    #[arg(long, requires = "period", value_name = "FOLDER|INPUT=FILE")]
    pub(crate) data: Vec<String>,
    /// The period of the data: 2026-03, 2026-Q1, 2026-H1 or 2026; or several in order: 2026-Q1..2026-Q4, of which the last is judged
    #[arg(long, requires = "data", value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    #[command(flatten)]
    pub(crate) history: HistoryArguments,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
    /// Also say what was allowed, and which lints had nothing to judge by
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// How to print the findings: for people, or for a code host or a server of continuous integration
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = FindingFormat::Text)]
    pub(crate) format: FindingFormat,
    #[command(flatten)]
    pub(crate) fixing: FixArguments,
}

#[derive(Args, Debug)]
pub(crate) struct FormatArguments {
    /// Policy files, folders with policies or patterns, rewritten in place; - reads standard input and writes standard output. Without any, the policies of merit.toml
    #[arg(value_name = "POLICY")]
    pub(crate) policies: Vec<PathBuf>,
    /// Write nothing; name the files that would change, and end with exit code 1 if there are any
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Args, Debug)]
pub(crate) struct TestArguments {
    /// Policy files, folders with policies, patterns such as 'policies/*/*.merit', or - for standard input. Without any, the policies of merit.toml
    #[arg(value_name = "POLICY")]
    pub(crate) policies: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) measure: MeasureArguments,
    /// Run only the examples whose title contains this text
    #[arg(long, conflicts_with = "measure", value_name = "TEXT")]
    pub(crate) filter: Option<String>,
    /// Accept all results of the cases of merit.toml that are new or differ from their snapshots
    #[arg(long, conflicts_with_all = ["measure", "filter"])]
    pub(crate) accept: bool,
    /// Look at the results that are new or differ, and accept or reject them: as a whole, by payout or by employee
    #[arg(long, conflicts_with_all = ["measure", "filter", "accept"])]
    pub(crate) review: bool,
    /// Write nothing: a result that is new or differs is a failure. So it is, too, where the variable CI is set to true
    #[arg(long, conflicts_with_all = ["accept", "review"])]
    pub(crate) ci: bool,
    /// Stay, and test again what a saved file affects; Ctrl-C ends
    #[arg(long, conflicts_with_all = ["measure", "accept", "review"])]
    pub(crate) watch: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum TextFormat {
    Text,
    Json,
}

/// Where the data are, and which period is meant.
#[derive(Args, Clone, Debug)]
pub(crate) struct DataArguments {
    /// A folder whose files bear the inputs' names, a workbook whose sheets do, or one file as INPUT=FILE (may be repeated)
    #[arg(long, required = true, value_name = "FOLDER|INPUT=FILE")]
    pub(crate) data: Vec<String>,
    /// The period to compute: 2026-03, 2026-Q1, 2026-H1 or 2026; or several in order: 2026-Q1..2026-Q4
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: String,
    #[command(flatten)]
    pub(crate) history: HistoryArguments,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
}

#[derive(Args, Debug)]
pub(crate) struct RunArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// How to write the results: table, json, ndjson (an object a line), csv, xlsx (a workbook, with --out), markdown, html (a page)
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RunFormat::Table)]
    pub(crate) format: RunFormat,
    /// Write to this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// With --format json or ndjson: also print the rows of each person. A workbook has them always
    #[arg(long)]
    pub(crate) rows: bool,
    /// With --format csv: whether the text begins with a byte order mark, by which Excel knows UTF-8. auto: in a file that is not all ASCII [default: auto]
    #[arg(long, value_enum, value_name = "WHEN")]
    pub(crate) bom: Option<Bom>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum RunFormat {
    Table,
    Json,
    Ndjson,
    Csv,
    Xlsx,
    Markdown,
    Html,
}

/// When a CSV text begins with a byte order mark; by itself, in a file that is not all ASCII.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub(crate) enum Bom {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Args, Debug)]
pub(crate) struct WhyArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// The key of the person, as the data have it
    #[arg(long, value_name = "KEY")]
    pub(crate) who: String,
    /// The values to explain, such as score, sales.attainment, or deals.net for each row of the person. Without them: the score, the grade and every payout
    #[arg(value_name = "NAME")]
    pub(crate) names: Vec<String>,
    /// How to write the explanation
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TextFormat::Text)]
    pub(crate) format: TextFormat,
}

#[derive(Args, Debug)]
pub(crate) struct CurveArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    /// The value, such as payout, score, sales.score, grade, or deals.credit of the row that is varied
    #[arg(long, value_name = "NAME")]
    pub(crate) of: String,
    /// The input that is varied, and its range: --vary revenue from 0 up to 5_000_000, --vary deals.amount. Without a range: what
    /// the column allows, else from 0 up to three times what is given
    #[arg(long, required = true, num_args = 1.., allow_negative_numbers = true, value_name = "COLUMN")]
    pub(crate) vary: Vec<String>,
    /// One person, as an example would give them: "quota 1_000_000, role \"AE\", deals { amount 5_000 }"
    #[arg(long, value_name = "GIVEN")]
    pub(crate) at: Option<String>,
    /// The person of one of the policy's own examples
    #[arg(long, value_name = "TITLE")]
    pub(crate) example: Option<String>,
    /// A person of the data, with --who: a folder whose files bear the inputs' names, a workbook whose sheets do, or INPUT=FILE (may be repeated)
    #[arg(long, value_name = "FOLDER|INPUT=FILE")]
    pub(crate) data: Vec<String>,
    /// The key of that person, as the data have it
    #[arg(long, value_name = "KEY")]
    pub(crate) who: Option<String>,
    /// The key of the row that is varied. Without it, the first row of the person
    #[arg(long, value_name = "KEY")]
    pub(crate) row: Option<String>,
    /// The period: 2026-03, 2026-Q1, 2026-H1 or 2026. With --at the first one the policy is effective in, unless another is said
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    #[command(flatten)]
    pub(crate) history: HistoryArguments,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
    /// How to write the curve
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = CurveFormat::Text)]
    pub(crate) format: CurveFormat,
    /// Write to this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum CurveFormat {
    Text,
    Json,
    Svg,
}

#[derive(Args, Debug)]
pub(crate) struct DiffArguments {
    /// The policy as it was
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The policy as it is to be
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    /// The people the change will hit: a folder whose files bear the inputs' names, a workbook whose sheets do, or one file as INPUT=FILE (may be repeated). Without it, the data that merit.toml names for the policy
    #[arg(long, requires = "period", value_name = "FOLDER|INPUT=FILE")]
    pub(crate) data: Vec<String>,
    /// The period of the data: 2026-03, 2026-Q1, 2026-H1 or 2026; of several, 2026-Q1..2026-Q3, those before the last are as the old plan made them. Without --data, which of the periods that merit.toml names
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    #[command(flatten)]
    pub(crate) history: HistoryArguments,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
    /// Also count people by this column (may be repeated). Without it, by teams and by the choices the plan asks about
    #[arg(long, value_name = "COLUMN")]
    pub(crate) by: Vec<String>,
    /// How to write it: text, json, csv (everybody who changes), markdown (to paste into an approval), html (a page with drawings)
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    /// Write to this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// End with exit code 1 where the two do not say the same
    #[arg(long)]
    pub(crate) exit_code: bool,
    /// End with exit code 1 where a figure is too much, such as 'losers > 0' or 'cost > 2%' (may be repeated)
    #[arg(long, value_name = "LIMIT")]
    pub(crate) fail_if: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Json,
    Csv,
    Markdown,
    Html,
}

#[derive(Args, Debug)]
pub(crate) struct FeedbackArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// Only for the person with this key
    #[arg(long, value_name = "KEY")]
    pub(crate) who: Option<String>,
    /// Inside the period: measure people against the plan to this day. Deadlines count from it; without it, from the last day of the period
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// How to write it: text, json, csv, or markdown and html, a page a person
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = FeedbackFormat::Text)]
    pub(crate) format: FeedbackFormat,
    /// Write to this file instead of the terminal; with markdown and html a folder, in which each person has a file
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum FeedbackFormat {
    Text,
    Json,
    Csv,
    Markdown,
    Html,
}

#[derive(Args, Debug)]
pub(crate) struct TimelineArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    /// How to write the timeline
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TextFormat::Text)]
    pub(crate) format: TextFormat,
}

#[derive(Args, Debug)]
pub(crate) struct ExplainArguments {
    /// A code or a name, such as E203 or kpi-count
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct CompletionArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}
