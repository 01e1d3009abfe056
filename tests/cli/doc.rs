//! `merit doc`: the plan as a document for employees.

use merit::cases::computed;
use merit::diagnostic::Language;
use merit::document::{Block, Cell, Document};
use merit::engine::trace::Watch;
use merit::handbook::{Asked, handbook};
use merit::plan::ir::{Expect, Plan};
use merit::source::{SourceFile, Sources};
use merit::value::{Number, Period, RoundMode, Value};
use snapbox::{assert_data_eq, file};

use crate::support::{Sandbox, merit};

/// The policies that come with Merit and stand alone.
fn bundled() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut found = Vec::new();
    for folder in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let text = path.extension().filter(|ending| *ending == "merit").map(|_| std::fs::read_to_string(&path).unwrap());
            if text.is_some_and(|text| text.lines().any(|line| line.starts_with("policy ") || line.starts_with("制度 "))) {
                found.push(path.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    assert!(found.len() >= 6, "{found:?}");
    found
}

fn plan() -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/handbook.merit")).unwrap()
}

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", plan());
    sandbox
}

#[test]
fn a_small_plan_with_every_construct() {
    let sandbox = sandbox();
    let run = sandbox.merit(&["doc", "plan.merit", "--lang", "en"]);
    run.says(0, &[]);
    assert_eq!(run.err, "");
    assert_data_eq!(run.out, file!["expected/handbook-en.md"].raw());
    let run = sandbox.merit(&["doc", "plan.merit", "--lang", "zh"]);
    run.says(0, &[]);
    assert_data_eq!(run.out, file!["expected/handbook-zh.md"].raw());
}

#[test]
fn one_role_has_what_concerns_it() {
    let sandbox = sandbox();
    let run = sandbox.merit(&["doc", "plan.merit", "--role", "SDR", "--lang", "en"]);
    run.says(0, &["For SDR", "Meeting fee"]);
    assert!(!run.out.contains("Revenue attainment"), "{}", run.out);
    assert!(!run.out.contains("Account executive"), "{}", run.out);
    let run = sandbox.merit(&["doc", "plan.merit", "--role", "AE", "--lang", "en"]);
    run.says(0, &["Account executive"]);
    assert!(!run.out.contains("Meeting fee"), "{}", run.out);
}

#[test]
fn roles_that_are_none() {
    let sandbox = sandbox();
    sandbox.merit(&["doc", "plan.merit", "--role", "Ae", "--lang", "en"]).says(2, &["E731", "the roles are AE, SDR"]);
    sandbox.merit(&["doc", "plan.merit", "--role", "经理", "--lang", "zh"]).says(2, &["E731", "可用的有：AE、SDR"]);
    let small = Sandbox::new();
    small.merit(&["doc", "plan.merit", "--role", "AE", "--lang", "en"]).says(2, &["E731", "leave out --role"]);
    let text = plan().replace("  conduct_signed ", "  unit           : one of \"AE\", \"B\"\n  conduct_signed ");
    let text = text.replace("payout bonus \"Quarterly bonus\" {", "payout bonus \"Quarterly bonus\" for unit = \"AE\" {");
    sandbox.write("two.merit", text);
    sandbox.merit(&["doc", "two.merit", "--role", "AE", "--lang", "en"]).says(2, &["E732", "role, unit"]);
}

#[test]
fn the_period_picks_the_version() {
    let sandbox = sandbox();
    let first = sandbox.merit(&["doc", "plan.merit", "--lang", "en"]);
    first.says(0, &["told as it stands in the first quarter of 2026", "$6,000 in the first quarter of 2026"]);
    let third = sandbox.merit(&["doc", "plan.merit", "--lang", "en", "--period", "2026-Q3"]);
    third.says(0, &["told as it stands in the third quarter of 2026", "$6,500 in the third quarter of 2026"]);
    sandbox.merit(&["doc", "plan.merit", "--period", "2027-Q1", "--lang", "en"]).says(2, &["E612"]);
    sandbox.write("endless.merit", sandbox.read("plan.merit").replace("  effective  2026-01-01 to 2026-12-31\n", ""));
    let run = Sandbox::new();
    run.write("endless.merit", run.read("plan.merit").replace("  effective  2026-01-01 to 2026-12-31\n", ""));
    run.merit(&["doc", "endless.merit", "--lang", "en"]).says(2, &["E730", "--period 2026-Q1"]);
    run.merit(&["doc", "endless.merit", "--lang", "en", "--period", "2026-Q1"]).says(0, &["# Small plan"]);
}

#[test]
fn a_page_escapes_what_comes_from_the_plan() {
    let sandbox = sandbox();
    let text = plan().replace("Revenue attainment", "<script>alert(1)</script>").replace("One-to-one coaching", "<b>x</b>");
    sandbox.write("hostile.merit", text);
    let run = sandbox.merit(&["doc", "hostile.merit", "--format", "html", "--lang", "en"]);
    run.says(0, &["&lt;script&gt;", "<thead>", "@page", "<figure>", "<desc id="]);
    assert!(!run.out.contains("<script") && !run.out.contains("<b>x"), "{}", run.out);
}

#[test]
fn a_file_is_written_whole_and_never_over_the_plan() {
    let sandbox = sandbox();
    let run = sandbox.merit(&["doc", "plan.merit", "--format", "html", "--out", "handbook.html", "--lang", "en"]);
    run.says(0, &[]);
    assert_eq!(run.out, "");
    assert!(sandbox.read("handbook.html").ends_with("</html>\n"));
    sandbox.merit(&["doc", "plan.merit", "--out", "plan.merit", "--lang", "en"]).says(2, &["E631"]);
    sandbox.merit(&["doc", "plan.merit", "--out", "nowhere/h.md", "--lang", "en"]).says(2, &["E630"]);
    assert_eq!(sandbox.read("plan.merit"), plan());
}

#[cfg(not(feature = "pdf"))]
#[test]
fn without_pdf_the_call_says_how_to_get_it() {
    let sandbox = sandbox();
    sandbox.merit(&["doc", "plan.merit", "--format", "pdf", "--out", "h.pdf", "--lang", "en"]).says(2, &["E733", "--features pdf"]);
    sandbox.merit(&["doc", "plan.merit", "--format", "pdf", "--out", "h.pdf", "--lang", "zh"]).says(2, &["E733", "--format html"]);
    assert!(!sandbox.path("h.pdf").exists());
}

#[cfg(feature = "pdf")]
#[test]
fn a_pdf_needs_a_file_and_a_font_with_every_letter() {
    let sandbox = sandbox();
    let pdf = |further: &[&str]| sandbox.merit(&[&["doc", "plan.merit", "--format", "pdf"], further].concat());
    let font = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/boxes.ttf");
    pdf(&["--font", font, "--lang", "en"]).says(2, &["E734", "--out"]);
    pdf(&["--out", "h.pdf", "--lang", "en"]).says(2, &["E735", "--font"]);
    pdf(&["--out", "h.pdf", "--font", "nothing.ttf", "--lang", "en"]).says(2, &["E736"]);
    pdf(&["--out", "h.pdf", "--font", "plan.merit", "--lang", "en"]).says(2, &["E736"]);
    pdf(&["--out", "h.pdf", "--font", font, "--lang", "zh"]).says(2, &["E737", "思源黑体"]);
    assert!(!sandbox.path("h.pdf").exists());
    pdf(&["--out", "h.pdf", "--font", font, "--lang", "en"]).says(0, &[]);
    assert!(std::fs::read(sandbox.path("h.pdf")).unwrap().starts_with(b"%PDF-"));
}

/// A word that only a program would write: `new_customers`, `sales.attainment`.
fn is_raw(word: &str) -> bool {
    let letters = |part: &str| part.len() > 1 && part.chars().all(|c| c.is_ascii_lowercase());
    let parts = |mark: char| {
        let parts: Vec<&str> = word.split(mark).collect();
        parts.len() > 1 && parts.iter().all(|part| letters(part))
    };
    parts('_') || parts('.')
}

#[test]
fn no_handbook_of_a_bundled_plan_has_a_raw_name_or_an_empty_cell() {
    for policy in bundled() {
        for language in ["en", "zh"] {
            let run = merit(&["doc", &policy, "--lang", language]);
            run.says(0, &[]);
            let (told, sheet) = run.out.rsplit_once("\n## ").unwrap();
            for line in told.lines() {
                let words = line.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '.' || c == '\\'));
                let words: Vec<String> = words.map(|word| word.replace('\\', "").trim_matches('.').to_string()).collect();
                assert!(!words.iter().any(|word| is_raw(word)), "{policy} {language}: {line}");
                assert!(!line.contains("|  |") && !line.contains(":** \n") && !line.ends_with(":**"), "{policy} {language}: {line}");
                for code in ["DefId", "Kind::", "E5", "ParamId", "None", "Some("] {
                    let stands = line.contains(code) && code != "E5" || code == "E5" && words.iter().any(|word| word.starts_with("E5"));
                    assert!(!stands, "{policy} {language}: {line}");
                }
            }
            assert!(sheet.starts_with("Sign-off sheet") || sheet.starts_with("签收表"), "{sheet}");
        }
    }
}

/// A bundled plan that uses no other file, with its handbook.
fn told(policy: &str, language: Language) -> Option<(Plan, Document)> {
    let text = std::fs::read_to_string(policy).unwrap();
    if text.lines().any(|line| line.starts_with("use ") || line.starts_with("引用 ")) {
        return None;
    }
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("plan.merit", text.as_str()));
    let (tree, found) = merit::syntax::parse(file, &text);
    assert!(found.is_empty(), "{found:?}");
    let files = [tree];
    let (plan, _) = merit::plan::plan(&files, &sources);
    let plan = plan.unwrap();
    let period = Period::containing(plan.period, plan.effective.unwrap().0);
    let document = handbook(Asked { plan: &plan, files: &files, sources: &sources, period, language, role: None });
    Some((plan, document))
}

/// A number as it is shown: without its sign of currency, its groups and its mark of rounding.
fn read(shown: &str) -> Option<Number> {
    let digits: String = shown.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    let number = Number::parse(&digits).ok()?;
    if shown.ends_with('%') { number.div(&Number::from_i64(100)).ok() } else { Some(number) }
}

#[test]
fn every_number_of_an_example_is_that_of_the_run() {
    let mut seen = 0;
    for policy in bundled() {
        let Some((plan, document)) = told(&policy, Language::English) else { continue };
        for example in plan.all_examples().into_iter().filter(|example| example.row.is_none()) {
            let results = computed(&plan, example, Watch::Nothing);
            let title = example.title.trim();
            let begins =
                document.blocks.iter().position(|block| matches!(block, Block::Heading { level: 2, text } if text == title)).unwrap();
            let table = document.blocks[begins..].iter().find_map(|block| match block {
                Block::Table(table) if table.columns[0].text == "What comes out" => Some(table),
                _ => None,
            });
            let rows: Vec<&Vec<Cell>> = table.unwrap().rows.iter().collect();
            assert_eq!(rows.len(), example.expect.len(), "{policy}: {title}");
            for (row, expect) in rows.into_iter().zip(&example.expect) {
                let Expect::Value { whose, def, .. } = expect else { continue };
                let slot = results.tables[0].slot(*def, *whose).unwrap();
                let merit::engine::table::Slot::Value(Value::Number(number)) = slot else { continue };
                let shown = read(row[1].text()).unwrap();
                // What does not end is shown to so many places.
                let rounded = |places| number.round_to(&Number::from_parts(1, places), RoundMode::HalfUp).unwrap();
                let same = shown == *number || row[1].text().starts_with('≈') && shown == rounded(6);
                assert!(same, "{policy}: {title}: {} is not {number:?}", row[1].text());
                seen += 1;
            }
        }
    }
    assert!(seen > 40, "{seen}");
}
