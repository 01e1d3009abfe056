//! `merit appeal`: where each appeal stands under its clause, what a ruling changes, and the letters about it.

pub(super) mod arguments;
mod letters;
mod problems;
mod recompute;

use std::path::Path;

use super::Ending;
use super::arguments::DataArguments;
use super::files::{self, ReadFault};
use super::output::{self, Content};
use super::policy::Loaded;
use super::problems as general;
use super::progress::Progress;
use super::run::sound;
use super::terminal::Terminal;
use crate::appeal::problems::{self as wording, At};
use crate::appeal::{self, Account, Book, Case, Day, Rules};
use crate::data;
use crate::diagnostic::{Diagnostic, Severity, Text};
use crate::document::words::Words;
use crate::document::{html, markdown, text};
use crate::plan::ir::Plan;
use crate::value::{Date, Period};
use arguments::{AppealArguments, AppealFormat};
use recompute::{Reckoner, Year, year};

/// A file of cases larger than this is refused rather than filling the memory.
const LARGEST_CASES: u64 = 64 * 1024 * 1024;

pub(crate) fn appeal(arguments: &AppealArguments, terminal: &Terminal) -> Ending {
    let progress = Progress::new(terminal);
    progress.stage(&general::stage_policy());
    let (loaded, plan) = match sound(&arguments.policy, terminal) {
        Ok(sound) => sound,
        Err(ending) => return ending,
    };
    progress.stage(&problems::stage_judging());
    match judged(arguments, (&loaded, &plan), terminal, progress) {
        Ok(ending) => ending,
        Err(wrong) => {
            terminal.report(&data::fold(wrong), &loaded.sources);
            Ending::Refused
        }
    }
}

fn judged(
    arguments: &AppealArguments,
    (loaded, plan): (&Loaded, &Plan),
    terminal: &Terminal,
    progress: Progress,
) -> Result<Ending, Vec<Diagnostic>> {
    if arguments.letter.is_some() && matches!(arguments.format, AppealFormat::Csv | AppealFormat::Json) {
        return Err(vec![problems::letters_are_documents()]);
    }
    let file = arguments.cases.to_string_lossy().into_owned();
    let all = cases_of(&arguments.cases)?;
    let (as_of, day) = as_of(arguments, &all)?;
    let wanted = wanted(arguments, &all)?;
    let asked = arguments.period.as_ref().map(|period| data_arguments(arguments, period));
    let mut years: Vec<Year<'_>> = Vec::new();
    if let Some(asked) = &asked {
        years.push(year(plan, asked)?);
    }
    let usual = years.first().map(|year| year.period);
    let general = plan_of(plan, usual.or_else(|| wanted.iter().find_map(|case| case.period)));
    let Some(clause) = &general.process.appeal else { return Err(vec![problems::no_appeal()]) };
    let words = Words { language: terminal.language };
    let mut accounts: Vec<Account<'_>> = Vec::new();
    for case in wanted {
        let period = case.period.or(usual);
        let version = plan_of(plan, period);
        let rules = Rules { plan: version, clause: version.process.appeal.as_ref().unwrap_or(clause), file: &file, as_of };
        let reckoner = Reckoner { rules, sources: &loaded.sources, words: &words };
        accounts.push(account(&reckoner, case, period, (arguments, plan, &mut years)));
    }
    let rules = Rules { plan: general, clause, file: &file, as_of };
    let book = Book { rules, sources: &loaded.sources, accounts: &accounts, day };
    drop(progress);
    let mut told: Vec<Diagnostic> = years.iter().flat_map(|year| &year.remarks).cloned().collect();
    told.extend(of_clause(&book));
    told.extend(accounts.iter().flat_map(|account| account.judged.findings.iter().chain(&account.judged.unjudged)).cloned());
    terminal.report(&told, &loaded.sources);
    let inputs = loaded.paths.iter().chain(years.iter().flat_map(|year| &year.paths)).chain([&arguments.cases]);
    if let Some(refused) = output::is_input(arguments.out.as_deref(), inputs.map(|path| path.as_path()), terminal) {
        return Ok(refused);
    }
    let written = match arguments.letter {
        Some(which) => {
            // Named among all cases, so that the letter of one bears the name that it bears among all.
            let all = output::file_names(all.iter().map(|case| (case.id.as_str(), case.number)));
            let of = |account: &Account<'_>| account.judged.case.number.checked_sub(1).and_then(|at| usize::try_from(at).ok());
            let names: Vec<String> = accounts.iter().filter_map(|account| all.get(of(account)?).cloned()).collect();
            letters::write(arguments, which, (&book, &names), &words, terminal)
        }
        None => deliver(arguments, &book, &words, terminal),
    };
    Ok(written.worse(verdict(&accounts)))
}

/// The version of the plan for a period; without one that nothing comes after.
fn plan_of(plan: &Plan, period: Option<Period>) -> &Plan {
    period.map_or_else(|| plan.latest(), |period| plan.in_force(period))
}

/// Reads a file of cases.
///
/// # Errors
/// It cannot be read, or something in it is wrong.
pub(super) fn cases_of(path: &Path) -> Result<Vec<Case>, Vec<Diagnostic>> {
    let file = &*path.to_string_lossy();
    let bytes = files::read(path, LARGEST_CASES).map_err(|fault| {
        let why = match fault {
            ReadFault::Missing => Text::new("there is no such file", "没有这个文件"),
            ReadFault::Folder => Text::new("it is a folder", "它是文件夹"),
            ReadFault::TooLarge => Text::new("it is too large", "文件过大"),
            ReadFault::Other(error) => Text::same(error.to_string()),
        };
        vec![problems::cases_unreadable(file, &why)]
    })?;
    appeal::cases(file, &bytes)
}

/// The day as of which is judged: as said, else the last one that anything happened on.
fn as_of(arguments: &AppealArguments, cases: &[Case]) -> Result<(Date, Day), Vec<Diagnostic>> {
    if let Some(said) = &arguments.as_of {
        let date = Date::parse(said).ok_or_else(|| vec![general::no_date(said)])?;
        return Ok((date, Day::Said));
    }
    let days = cases.iter().flat_map(|case| case.events.iter().map(|event| event.on).chain([case.filed]));
    Ok((days.max().unwrap_or(Date::MIN), Day::LastEvent))
}

fn wanted<'c>(arguments: &AppealArguments, all: &'c [Case]) -> Result<Vec<&'c Case>, Vec<Diagnostic>> {
    let Some(id) = &arguments.case else { return Ok(all.iter().collect()) };
    let found: Vec<&Case> = all.iter().filter(|case| case.id == *id).collect();
    if found.is_empty() {
        let known: Vec<String> = all.iter().map(|case| case.id.clone()).collect();
        return Err(vec![problems::unknown_case(id, &known)]);
    }
    Ok(found)
}

fn data_arguments(arguments: &AppealArguments, period: &str) -> DataArguments {
    DataArguments {
        data: arguments.data.clone(),
        period: period.to_string(),
        history: arguments.history.clone(),
        reading: arguments.reading.clone(),
    }
}

/// A case, computed where there are data of its period.
fn account<'c, 'p>(
    reckoner: &Reckoner<'c>,
    case: &'c Case,
    period: Option<Period>,
    (arguments, plan, years): (&AppealArguments, &'p Plan, &mut Vec<Year<'p>>),
) -> Account<'c> {
    let at = At { file: reckoner.rules.file, case: Some(&case.id), number: case.number, language: case.language };
    if arguments.data.is_empty() {
        let mut account = reckoner.without_data(case, period);
        if !case.corrections.is_empty() {
            account.judged.findings.push(wording::not_recomputed(at));
        }
        return account;
    }
    let Some(own) = period else {
        let mut account = reckoner.without_data(case, None);
        account.judged.unjudged.push(wording::period_unknown(at));
        return account;
    };
    let failed = |wrong: Vec<Diagnostic>| {
        let mut account = reckoner.without_data(case, Some(own));
        account.judged.unjudged.extend(wrong);
        account
    };
    if !years.iter().any(|year| year.period == own) {
        match year(plan, &data_arguments(arguments, &own.to_string())) {
            Ok(year) => years.push(year),
            Err(wrong) => return failed(wrong),
        }
    }
    let Some(year) = years.iter_mut().find(|year| year.period == own) else { return failed(Vec::new()) };
    reckoner.with_data(case, year).unwrap_or_else(failed)
}

/// What the clause itself leaves out.
fn of_clause(book: &Book<'_>) -> Vec<Diagnostic> {
    let (plan, clause) = (book.rules.plan, book.rules.clause);
    let alone = clause.support.is_empty() && plan.process.support.is_empty();
    let support = alone.then(|| wording::no_support(clause.span));
    let hearing = clause.hear.is_none().then(|| wording::no_hearing(clause.span));
    support.into_iter().chain(hearing).collect()
}

fn verdict(accounts: &[Account<'_>]) -> Ending {
    let found = accounts.iter().flat_map(|account| &account.judged.findings).any(|finding| finding.severity == Severity::Error);
    let partly = accounts.iter().any(|account| account.judged.unjudged.iter().any(|problem| problem.severity == Severity::Error));
    let findings = if found { Ending::Findings } else { Ending::Fine };
    findings.worse(if partly { Ending::Partly } else { Ending::Fine })
}

fn deliver(arguments: &AppealArguments, book: &Book<'_>, words: &Words, terminal: &Terminal) -> Ending {
    let document = || appeal::document(book, words);
    let written = match arguments.format {
        AppealFormat::Text => text(&document(), terminal.output.width),
        AppealFormat::Markdown => markdown(&document()),
        AppealFormat::Html => html(&document()),
        AppealFormat::Json => appeal::json(book),
        AppealFormat::Csv => appeal::csv(book, words),
    };
    output::deliver(arguments.out.as_deref(), &written, Content::of(arguments.format, AppealFormat::Csv), terminal)
}
