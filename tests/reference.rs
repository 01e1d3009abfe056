//! The engine against a plain evaluator: the bundled policies with their data, and generated policies with generated data.
//!
//! Every value of every person and every row has to agree to the last digit, and every error in its code. `MERIT_CASES` sets how many
//! cases are generated, `MERIT_CURVES` of how many the curves are held against the engine; `MERIT_FROM` is the number of the first, so
//! that one case can be looked at alone.

#[path = "curves/compare.rs"]
mod curves;
#[path = "reference/mod.rs"]
mod reference;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use merit::value::Period;

use merit::diagnostic::Language;
use merit::format::{Names, format};
use reference::census::{Census, wanted};
use reference::compare::{check, compare, compare_in_order, dataset};
use reference::generate::history::{Chain, chain};
use reference::generate::{Case, case};
use reference::told::Told;

/// The policy, the files of its inputs.
type Bundled = (&'static str, &'static [(&'static str, &'static str)]);

const QUARTERS: [&str; 3] = ["2026-Q1", "2026-Q2", "2026-Q3"];

const BUNDLED: &[Bundled] = &[
    ("first-steps/first-steps.merit", &[("people", "first-steps/people.csv"), ("deals", "first-steps/deals.csv")]),
    ("field-sales/field-sales.merit", &[("people", "field-sales/data/people.csv"), ("deals", "field-sales/data/deals.csv")]),
    (
        "销售绩效管理制度/销售绩效管理制度.merit",
        &[("人员", "销售绩效管理制度/data/人员.csv"), ("回款单", "销售绩效管理制度/data/回款单.csv")],
    ),
];

/// Generated cases of a usual run. The census below is made for no fewer.
const CASES: u64 = 900;
/// Threads that share the generated cases.
const THREADS: u64 = 2;
/// A usual run has each wanted construct and error so often at least.
const LEAST: usize = 3;
/// Failing cases named in a message.
const SHOWN: usize = 100;

fn text(path: &str) -> String {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies").join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn bundled_policies_agree() {
    let mut compared = 0;
    for (policy, inputs) in BUNDLED {
        let checked = check(&text(policy)).unwrap_or_else(|problems| panic!("{policy}:\n{problems}"));
        let files: BTreeMap<String, String> = inputs.iter().map(|(name, path)| ((*name).to_string(), text(path))).collect();
        for period in QUARTERS {
            let period = Period::parse(period).expect("a period");
            let outcome = compare(&checked, &files, period).unwrap_or_else(|problem| panic!("{policy} {period}: {problem}"));
            assert!(outcome.differences.is_empty(), "{policy} {period}:\n{}", outcome.differences.join("\n"));
            compared += outcome.compared;
        }
    }
    assert!(compared > 20_000, "only {compared} values were compared");
}

/// What a number of generated cases came to.
#[derive(Default)]
struct Tally {
    census: Census,
    compared: usize,
    errors: usize,
    /// Policies that divide by a written 0.
    by_zero: u64,
    failures: Vec<String>,
}

impl Tally {
    fn judge(&mut self, number: u64) {
        let Case { text, files, period } = case(number);
        let tell = |what: &str| format!("case {number}, {period}: {what}\n\n{text}\n{files:#?}\n");
        let checked = match check(&text) {
            Ok(checked) => checked,
            // A divisor may come out as a written 0, which is rightly refused.
            Err(problems) if problems.matches("error[").count() == problems.matches("error[E236]").count() => return self.by_zero += 1,
            Err(problems) => return self.failures.push(tell(&format!("refused\n{problems}"))),
        };
        self.census.policy(&checked.file);
        self.census.languages(&text);
        match compare(&checked, &files, period) {
            Ok(outcome) => {
                self.compared += outcome.compared;
                for (code, times) in outcome.errors {
                    self.census.errors(code, times);
                    self.errors += times;
                }
                if !outcome.differences.is_empty() {
                    self.failures.push(tell(&outcome.differences.join("\n")));
                }
            }
            Err(problem) => self.failures.push(tell(&problem)),
        }
    }

    fn add(&mut self, other: Tally) {
        self.census.add(other.census);
        self.compared += other.compared;
        self.errors += other.errors;
        self.by_zero += other.by_zero;
        self.failures.extend(other.failures);
    }
}

fn number(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn generated_policies_agree() {
    let (from, cases) = (number("MERIT_FROM", 0), number("MERIT_CASES", CASES));
    let tally = std::thread::scope(|scope| {
        let share = |thread: u64| {
            move || {
                let mut tally = Tally::default();
                (from..from + cases).filter(|number| number % THREADS == thread).for_each(|number| tally.judge(number));
                tally
            }
        };
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(share(thread))).collect();
        threads.into_iter().fold(Tally::default(), |mut all, thread| {
            all.add(thread.join().expect("no case breaks either evaluator"));
            all
        })
    });
    let Tally { census, compared, errors, by_zero, failures } = tally;
    println!("{cases} cases, {compared} values, {errors} of them errors");
    let heads: Vec<String> = failures.iter().take(SHOWN).map(|failure| failure.lines().take(2).collect::<Vec<_>>().join(" ")).collect();
    assert!(failures.is_empty(), "{} of {cases} cases fail:\n{}\n\n{}", failures.len(), heads.join("\n"), failures[0]);
    assert!(by_zero * 20 <= cases, "{by_zero} of {cases} policies divide by a written 0");
    if cases >= CASES {
        let lacking = census.lacking(wanted::CONSTRUCTS, LEAST);
        assert!(lacking.is_empty(), "the generator hardly reaches:\n{}", lacking.join("\n"));
        let lacking = census.lacking(wanted::ERRORS, LEAST);
        assert!(lacking.is_empty(), "hardly an error of these came up:\n{}", lacking.join("\n"));
        let unasked: Vec<String> = census.unasked(&[wanted::CONSTRUCTS, wanted::ERRORS].concat());
        assert!(unasked.is_empty(), "the lists of the wanted lack:\n{}", unasked.join("\n"));
        assert!(compared > 100_000 && errors < compared / 4, "{errors} errors among {compared} values say too little");
    }
}

/// Generated policies that look back, in a usual run; `MERIT_CHAINS` sets another number.
const CHAINS: u64 = 200;

#[test]
fn generated_histories_agree() {
    let (from, cases) = (number("MERIT_FROM", 0), number("MERIT_CHAINS", CHAINS));
    let (mut compared, mut failures) = (0, Vec::new());
    let mut census = Census::default();
    for number in from..from + cases {
        let Chain { mut text, files, periods } = chain(number);
        if number % 2 == 1 {
            let mut names = Names::default();
            names.add(&text);
            text = format(merit::source::FileId(0), &text, Some(Language::Chinese), &names).expect("a policy that can be read").text;
        }
        let tell = |what: &str| format!("chain {number}: {what}\n\n{text}\n{}\n{}\n", files["people"], files["deals"]);
        let checked = match check(&text) {
            Ok(checked) => checked,
            Err(problems) => {
                failures.push(tell(&format!("refused\n{problems}")));
                continue;
            }
        };
        census.policy(&checked.file);
        match compare_in_order(&checked, &files, &periods) {
            Ok(outcome) => {
                compared += outcome.compared;
                outcome.errors.iter().for_each(|(code, times)| census.errors(code, *times));
                if !outcome.differences.is_empty() {
                    failures.push(tell(&outcome.differences.join("\n")));
                }
            }
            Err(problem) => failures.push(tell(&problem)),
        }
    }
    println!("{cases} chains, {compared} values");
    assert!(failures.is_empty(), "{} of {cases} chains fail; the first:\n{}", failures.len(), failures[0]);
    if cases >= CHAINS {
        let lacking = census.lacking(wanted::HISTORY, LEAST);
        assert!(lacking.is_empty(), "the generator hardly reaches:\n{}", lacking.join("\n"));
    }
}

/// Generated cases whose curves are held against the engine in a usual run; `MERIT_CURVES` sets another number.
const CURVES: u64 = 16;
/// Values looked at over one cell.
const VALUES: usize = 6;

#[test]
fn generated_curves_agree() {
    let (from, cases) = (number("MERIT_FROM", 0), number("MERIT_CURVES", CURVES));
    let (mut compared, mut failures) = (0, Vec::new());
    for number in from..from + cases {
        let Case { text, files, period } = case(number);
        let Ok(checked) = check(&text) else { continue };
        let plan = &checked.plan;
        let data = dataset(plan, &files, period).unwrap_or_else(|problem| panic!("case {number}: {problem}"));
        for (varied, from, to) in curves::cells(plan, &data) {
            let case = curves::Case { plan, data: &data, period, varied };
            let every = plan.order.len() / VALUES + 1;
            for of in plan.order.iter().copied().skip(varied.column.0 as usize % every).step_by(every) {
                match curves::compare(&case, of, (&from, &to)) {
                    Ok(points) => compared += points,
                    Err(problem) => failures.push(format!("case {number}, {period}: {problem}\n\n{text}")),
                }
            }
        }
    }
    println!("{cases} cases, {compared} values on curves");
    assert!(failures.is_empty(), "{} values differ; the first:\n{}", failures.len(), failures[0]);
    assert!(compared as u64 > cases * 100, "only {compared} values were compared");
}

/// Generated cases whose notices are tried in a usual run; `MERIT_TOLD` sets another number.
const TOLD: u64 = 80;
/// Ways tried of one case.
const WAYS: usize = 6;

#[test]
fn what_people_are_told_is_so() {
    let (from, cases) = (number("MERIT_FROM", 0), number("MERIT_TOLD", TOLD));
    let (mut tried, mut compared, mut failures) = (0, 0, Vec::new());
    for number in from..from + cases {
        let Case { text, files, period } = case(number);
        let Ok(checked) = check(&text) else { continue };
        let plan = checked.plan.in_force(period).telling();
        let data = dataset(&plan, &files, period).unwrap_or_else(|problem| panic!("case {number}: {problem}"));
        let told = Told { plan: &plan, data: &data, period };
        match told.ways(WAYS).and_then(|ways| Ok((ways, told.whole_at_the_end()?))) {
            Ok((ways, values)) => (tried, compared) = (tried + ways, compared + values),
            Err(problem) => failures.push(format!("case {number}, {period}: {problem}\n\n{text}")),
        }
    }
    println!("{cases} cases, {tried} ways, {compared} values at the end of the period");
    assert!(failures.is_empty(), "{} cases fail; the first:\n{}", failures.len(), failures[0]);
    assert!(cases < TOLD || (tried >= 15 && compared > 1_000), "only {tried} ways were tried");
}
