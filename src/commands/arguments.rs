//! What the command line may say.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

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
    /// Write policies in their one layout; with --lang also translate them
    Fmt(FormatArguments),
    /// Compute everybody
    Run(RunArguments),
    /// Where one person's numbers come from, down to the clause and the cell
    Why(WhyArguments),
    /// What an error code means; without a code, the list of all codes
    Explain(ExplainArguments),
    /// Do the policy's own examples hold?
    Test(TestArguments),
    /// The completion script for a shell
    Completions(CompletionArguments),
}

#[derive(Args, Debug)]
pub(crate) struct CheckArguments {
    /// Policy files, each a policy of its own
    #[arg(required = true, value_name = "POLICY")]
    pub(crate) policies: Vec<PathBuf>,
    /// Print the messages as JSON
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TextFormat::Text)]
    pub(crate) format: TextFormat,
}

#[derive(Args, Debug)]
pub(crate) struct FormatArguments {
    /// Policy files, rewritten in place; `-` reads standard input and writes standard output
    #[arg(required = true, value_name = "POLICY")]
    pub(crate) policies: Vec<PathBuf>,
    /// Write nothing; name the files that would change, and end with exit code 1 if there are any
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Args, Debug)]
pub(crate) struct TestArguments {
    /// Policy files, each a policy of its own
    #[arg(required = true, value_name = "POLICY")]
    pub(crate) policies: Vec<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum TextFormat {
    Text,
    Json,
}

/// Where the data are, and which period is meant.
#[derive(Args, Debug)]
pub(crate) struct DataArguments {
    /// A folder whose files bear the inputs' names, or one file as INPUT=FILE (may be repeated)
    #[arg(long, required = true, value_name = "FOLDER|INPUT=FILE")]
    pub(crate) data: Vec<String>,
    /// The period to compute: 2026-03, 2026-Q1, 2026-H1 or 2026
    #[arg(long, value_name = "PERIOD")]
    pub(crate) period: String,
}

#[derive(Args, Debug)]
pub(crate) struct RunArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    #[command(flatten)]
    pub(crate) data: DataArguments,
    /// How to write the results
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = RunFormat::Table)]
    pub(crate) format: RunFormat,
    /// Write to this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// With --format json: also print the rows of each person
    #[arg(long)]
    pub(crate) rows: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum RunFormat {
    Table,
    Json,
    Csv,
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
pub(crate) struct ExplainArguments {
    /// A code, such as E203
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
}

#[derive(Args, Debug)]
pub(crate) struct CompletionArguments {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}
