//! The field-sales plan over scaled sample data, stage by stage: `cargo bench`.
//!
//! The argument of a benchmark is how many times the sample is taken: 29 make some 10,000 people, 285 some 100,000.

use divan::Bencher;
use merit::data::{self, Format, Reading, SourceBytes, Supplied};
use merit::diagnostic::Language;
use merit::diff::impact::{Runs, impact};
use merit::diff::{Version, compare};
use merit::engine::table::Dataset;
use merit::engine::trace::Watch;
use merit::engine::{Results, evaluate};
use merit::lint::settings::Settings;
use merit::lint::{Subject, lint};
use merit::plan::edited::{Edit, edited};
use merit::plan::ir::Plan;
use merit::report::{Report, csv};
use merit::review;
use merit::source::{FileId, SourceFile, Sources, Span};
use merit::syntax::ast::File;
use merit::value::Period;

mod scaled;

const POLICY: &str = include_str!("../policies/field-sales/field-sales.merit");
const COPIES: [usize; 3] = [3, 29, 285];

fn main() {
    divan::main();
}

/// The plan of the bundled policy, which has no errors.
fn read_policy() -> (Plan, Sources) {
    let (plan, sources, _) = read_with_tree();
    (plan, sources)
}

fn read_with_tree() -> (Plan, Sources, File) {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new("field-sales.merit", POLICY));
    let (file, _) = merit::syntax::parse(id, POLICY);
    let (plan, problems) = merit::plan::plan(std::slice::from_ref(&file), &sources);
    (plan.unwrap_or_else(|| panic!("the bundled policy is right: {problems:?}")), sources, file)
}

fn quarter() -> Period {
    Period::parse("2026-Q3").expect("a period")
}

fn files(plan: &Plan, copies: usize) -> Supplied {
    let files = scaled::field_sales(copies).expect("the sample data can be read");
    let file = |(name, text): (&str, String)| {
        (name.to_string(), SourceBytes { name: format!("{name}.csv"), bytes: text.into_bytes().into(), format: Format::Csv })
    };
    Supplied::new(plan, files.into_iter().map(file).collect(), &Reading::default())
        .unwrap_or_else(|problems| panic!("the sample data are right: {problems:?}"))
}

fn dataset(plan: &Plan, copies: usize) -> Dataset {
    data::read(plan, &files(plan, copies), quarter()).unwrap_or_else(|problems| panic!("the sample data are right: {problems:?}"))
}

fn results(plan: &Plan, copies: usize) -> Results {
    evaluate(plan, dataset(plan, copies), quarter(), Watch::Nothing)
}

#[divan::bench]
fn policy_to_plan(bencher: Bencher<'_, '_>) {
    bencher.bench(read_policy);
}

/// Every lint that needs no data, the exact curves of pay over every input among them.
#[divan::bench(sample_count = 10)]
fn plan_to_findings(bencher: Bencher<'_, '_>) {
    let (plan, sources, file) = read_with_tree();
    let settings = Settings::default();
    let files = [file];
    bencher.bench(|| lint(&Subject::new(&files, &sources, &plan, &settings, None)));
}

#[divan::bench(args = COPIES, sample_count = 5)]
fn data_to_tables(bencher: Bencher<'_, '_>, copies: usize) {
    let (plan, _) = read_policy();
    bencher.with_inputs(|| files(&plan, copies)).bench_values(|files| data::read(&plan, &files, quarter()));
}

#[divan::bench(args = COPIES, sample_count = 5)]
fn tables_to_results(bencher: Bencher<'_, '_>, copies: usize) {
    let (plan, _) = read_policy();
    bencher.with_inputs(|| dataset(&plan, copies)).bench_values(|data| evaluate(&plan, data, quarter(), Watch::Nothing));
}

#[divan::bench(args = COPIES, sample_count = 5)]
fn results_to_csv(bencher: Bencher<'_, '_>, copies: usize) {
    let (plan, sources) = read_policy();
    let results = results(&plan, copies);
    bencher.bench(|| csv::write(&Report { plan: &plan, results: &results, sources: &sources }));
}

/// The plan as it is, and with one threshold and one rate written otherwise.
fn revised() -> (Plan, Sources) {
    let (_, sources) = read_policy();
    let edit = |from: &str, to: &str| {
        let at = POLICY.find(from).expect("the bundled policy says so");
        Edit { span: Span::new(FileId(0), at, at.saturating_add(from.len())), text: to.to_string() }
    };
    let edits =
        [edit("below 60% : 0\n      from 60% ", "below 70% : 0\n      from 70% "), edit("up to 300_000 : 3%", "up to 300_000 : 3.5%")];
    let made = edited(&sources, &edits);
    (made.plan.unwrap_or_else(|| panic!("the revised policy is right: {:?}", made.problems)), made.sources)
}

/// Which clauses differ, and which of them compute otherwise.
#[divan::bench(sample_count = 10)]
fn plans_to_changes(bencher: Bencher<'_, '_>) {
    let ((old, old_texts), (new, new_texts)) = (read_policy(), revised());
    let versions = (Version { sources: &old_texts, plan: &old }, Version { sources: &new_texts, plan: &new });
    bencher.bench(|| compare(versions.0, versions.1, Language::English));
}

/// Both plans and each of the two changes alone, over everybody; the data have been read.
#[divan::bench(args = COPIES, sample_count = 5)]
fn tables_to_impact(bencher: Bencher<'_, '_>, copies: usize) {
    let ((old, old_texts), (new, new_texts)) = (read_policy(), revised());
    let versions = (Version { sources: &old_texts, plan: &old }, Version { sources: &new_texts, plan: &new });
    let comparison = compare(versions.0, versions.1, Language::English);
    let data = dataset(&old, copies);
    bencher.bench(|| {
        let run = |plan: &Plan| evaluate(plan, data.clone(), quarter(), Watch::Nothing);
        let (before, after) = (run(&old), run(&new));
        let runs = Runs { old: versions.0, new: versions.1, old_results: &before, new_results: &after, period: quarter() };
        impact(&comparison, &runs, &data, &|_| None, &[])
    });
}

/// Everything that a review says, one run for each clause of the plan among it; the period itself has been computed.
#[divan::bench(args = [3, 29], sample_count = 3)]
fn results_to_review(bencher: Bencher<'_, '_>, copies: usize) {
    let (plan, sources, file) = read_with_tree();
    let (telling, data) = (plan.telling(), dataset(&plan, copies));
    let results = evaluate(&telling, data.clone(), quarter(), Watch::Nothing);
    let (settings, files) = (Settings::default(), [file]);
    let asked = review::Asked {
        report: Report { plan: &telling, results: &results, sources: &sources },
        earlier: None,
        whole: &plan,
        files: &files,
        settings: &settings,
        records: None,
        cases: None,
        data: &data,
        top: 10,
        language: Language::English,
    };
    bencher.bench(|| review::json(&asked, &review::review(&asked)));
}
