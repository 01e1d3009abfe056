//! What a call of `merit appeal` may say.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::commands::history::HistoryArguments;
use crate::commands::reading::ReadingArguments;

#[derive(Args, Debug)]
pub(crate) struct AppealArguments {
    /// The policy file
    #[arg(value_name = "POLICY")]
    pub(crate) policy: PathBuf,
    /// The cases: a JSON file, as the page on appeals describes it
    #[arg(long, value_name = "FILE")]
    pub(crate) cases: PathBuf,
    /// The data of the contested results: a folder whose files bear the inputs' names, a workbook whose sheets do, or one file as INPUT=FILE (may be repeated)
    #[arg(long, value_name = "FOLDER|INPUT=FILE")]
    pub(crate) data: Vec<String>,
    /// The period of cases that say none: 2026-03, 2026-Q1, 2026-H1 or 2026; or several in order, of which the last is contested
    #[arg(long, requires = "data", value_name = "PERIOD")]
    pub(crate) period: Option<String>,
    #[command(flatten)]
    pub(crate) history: HistoryArguments,
    #[command(flatten)]
    pub(crate) reading: ReadingArguments,
    /// The day as of which deadlines are judged; later events are left out. Without it, the day of the last event
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
    /// Only this case, by its id
    #[arg(long, value_name = "ID")]
    pub(crate) case: Option<String>,
    /// Write the letter that each case calls for, or the one that is named
    #[arg(long, value_enum, num_args = 0..=1, default_missing_value = "due", value_name = "LETTER")]
    pub(crate) letter: Option<WhichLetter>,
    /// How to write the cases or the letters
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = AppealFormat::Text)]
    pub(crate) format: AppealFormat,
    /// Write to this file instead of the terminal; letters go into this folder, one file a case
    #[arg(long, value_name = "FILE|FOLDER")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum WhichLetter {
    /// The one that is owed next, else that of what was done last
    Due,
    Acknowledgement,
    Completion,
    Refusal,
    Ruling,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum AppealFormat {
    Text,
    Json,
    Csv,
    Markdown,
    Html,
}
