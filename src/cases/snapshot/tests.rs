//! Snapshots of a small population: what they say, how they are read back, and what a part of a change leaves.

use crate::cases::snapshot::{Damage, Decision, Decisions, Difference, Header, Kept, Snapshot, changes, differ, taken};
use crate::data::{Format, Reading, SourceBytes, Supplied, read};
use crate::engine::evaluate;
use crate::engine::table::Dataset;
use crate::engine::trace::Watch;
use crate::plan::ir::Plan;
use crate::plan::plan;
use crate::source::{SourceFile, Sources};
use crate::syntax::parse;
use crate::value::Period;

const PLAN: &str = r#"
policy "Small" { version "1"; period quarter; currency USD; rounding money half up to 0.01 }
input people by id { name : text; revenue : money; quota : money at least 0; csat : number optional; role : one of "AE", "SDR" }
goal grow { measure revenue; target quota }
let unused = 1 / quota
scorecard sales { kpi attain { measure revenue; target quota; weight 100%; score attainment in points, at most 120 } }
grade by score { A from 100 : coefficient 1; "so so" below 100 : coefficient 0.5 }
payout commission for role = "AE" { pay 1% of revenue }
payout bonus { pay 100 * coefficient }
"#;

const PEOPLE: &str = "id,name,revenue,quota,csat,role\nB,乙,200,300,4,AE\nA,甲,150,100,,AE\n\"x  =\",丙,90,100,,SDR\nC,丁,1,0,,SDR\n";

fn made(text: &str) -> Plan {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new("plan.merit", text));
    let (file, mut problems) = parse(id, text);
    let (made, more) = plan(&[file], &sources);
    problems.extend(more);
    made.unwrap_or_else(|| panic!("{problems:?}"))
}

fn period() -> Period {
    Period::parse("2026-Q1").unwrap()
}

fn data(plan: &Plan, people: &str) -> Dataset {
    let bytes = SourceBytes { name: "people.csv".to_string(), bytes: people.as_bytes().into(), format: Format::Csv };
    read(plan, &Supplied::new(plan, vec![("people".to_string(), bytes)], &Reading::default()).unwrap(), period()).unwrap()
}

fn snapshot(policy: &str, people: &str) -> Snapshot {
    let plan = made(policy);
    taken(&plan, data(&plan, people), period())
}

fn header() -> Header {
    Header {
        source: "plan \"one\".merit".to_string(),
        expression: "merit run plan.merit --data data --period 2026-Q1".to_string(),
        title: "Small: 小\n制度".to_string(),
        version: Some("1".to_string()),
        meaning: "00ff".to_string(),
    }
}

/// The line of a person in a text.
fn line<'t>(text: &'t str, key: &str) -> &'t str {
    text.lines().find(|line| line.starts_with(&format!("{key}  "))).unwrap_or_else(|| panic!("no {key} in\n{text}"))
}

#[test]
fn what_it_says() {
    let expected = concat!(
        "Small, version 1, 2026-Q1\n",
        "\n",
        "\"x \\u{20}=\"  score=90  grade=\"so so\"  grow.met=no  commission=-  bonus=50.00  payout=50.00\n",
        "A  score=120  grade=A  grow.met=yes  commission=1.50  bonus=100.00  payout=101.50\n",
        "B  score=66.666667 (200/3)  grade=\"so so\"  grow.met=no  commission=2.00  bonus=50.00  payout=52.00\n",
        "C  score=error E500  grade=error E500  grow.met=yes  commission=-  bonus=error E500  payout=error E500\n",
        "\n",
        "people: 4\n",
        "people with errors: 1\n",
        "total commission: 3.50\n",
        "total bonus: 200.00\n",
        "total payout: 203.50\n",
    );
    assert_eq!(snapshot(PLAN, PEOPLE).text(), expected);
}

#[test]
fn nothing_depends_on_the_order_of_the_data() {
    let mut lines: Vec<&str> = PEOPLE.lines().collect();
    lines[1..].reverse();
    assert_eq!(snapshot(PLAN, &(lines.join("\n") + "\n")).text(), snapshot(PLAN, PEOPLE).text());
}

#[test]
fn errors_that_no_value_bears_and_errors_of_nobody() {
    let people = PEOPLE.replace("x  =", "").replace("B,乙,200", "B,乙,x");
    let text = snapshot(&PLAN.replace("measure revenue; target quota }\nlet", "measure csat; target 5 }\nlet"), &people).text();
    assert!(line(&text, "C").contains("E5"), "{text}");
    assert!(
        text.contains("\npeople: 3\n") && text.contains("\npeople with errors: 2\n") && text.contains("\nerrors of nobody: E"),
        "{text}"
    );
    let without_card = "policy \"S\" { period quarter; currency USD; rounding money half up to 0.01 }\ninput people by id { revenue : money; quota : money }\nlet rate = 1 / quota\npayout p { pay revenue }\n";
    let text = snapshot(without_card, "id,revenue,quota\nA,1,0\n").text();
    assert_eq!(line(&text, "A"), "A  p=1.00  payout=1.00  error E500");
    assert_eq!(Kept::read(&header().with(&text)).unwrap().snapshot.text(), text);
}

#[test]
fn a_plan_that_pays_nobody_shows_its_names() {
    let plan = "policy \"S\" { period quarter; currency USD }\ninput people by id { revenue : money }\nlet third = revenue / 3\n";
    let text = snapshot(plan, "id,revenue\nA,1\n").text();
    assert_eq!(line(&text, "A"), "A  third=0.333333 (1/3)");
    let plan = "policy \"S\" { period quarter; currency USD }\ninput people by id { revenue : money }\n";
    let text = snapshot(plan, "id,revenue\nA,1\n").text();
    assert_eq!(text, "S, 2026-Q1\n\nA  -\n\npeople: 1\n");
    assert_eq!(Kept::read(&header().with(&text)).unwrap().snapshot.text(), text);
}

#[test]
fn what_is_written_is_read_back() {
    let new = snapshot(PLAN, PEOPLE);
    let file = header().with(&new.text());
    let kept = Kept::read(&file).unwrap();
    assert_eq!(kept.meaning.as_deref(), Some("00ff"));
    assert_eq!(kept.snapshot.text(), new.text());
    assert!(changes(&kept.snapshot, &new).is_empty());
    for same in [
        file.replace('\n', "\r\n"),
        format!("\u{feff}{file}"),
        file.trim_end().to_string(),
        file.replace("total bonus: 200.00", "total bonus: 200"),
    ] {
        assert!(changes(&Kept::read(&same).unwrap().snapshot, &new).is_empty(), "{same}");
    }
    let is_current = |file: &str, header: &Header| Kept::read(file).unwrap().is_current(header, &new);
    assert!(is_current(&file, &header()) && is_current(&file.replace('\n', "\r\n"), &header()) && is_current(file.trim_end(), &header()));
    assert!(!is_current(&file.replace("A  score", "A   score"), &header()));
    assert!(!is_current(&file, &Header { meaning: "0100".to_string(), ..header() }));
    assert_eq!(kept.with(&kept.snapshot), file);
    assert!(Header::is_ours(&file) && !Header::is_ours("---\nsource: a\n---\nx\n") && !Header::is_ours(""));
}

/// The crate whose format it is reads the same from it.
#[test]
fn insta_reads_it() {
    let new = snapshot(PLAN, PEOPLE);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan__2026-Q1.snap");
    std::fs::write(&path, header().with(&new.text())).unwrap();
    let read = insta::Snapshot::from_file(&path).unwrap();
    assert_eq!(read.as_text().map(ToString::to_string).as_deref(), Some(new.text().trim_end()));
    assert_eq!(read.snapshot_name(), Some("2026-Q1"));
    assert_eq!(read.metadata().source(), Some("plan \"one\".merit"));
    assert_eq!(read.metadata().expression(), Some("merit run plan.merit --data data --period 2026-Q1"));
    let info = format!("{:?}", read.metadata().private_info());
    for said in ["Small: 小\\n制度", "\"version\"", "\"1\"", "\"meaning\"", "\"00ff\""] {
        assert!(info.contains(said), "{info}");
    }
}

#[test]
fn what_is_damaged() {
    let file = header().with(&snapshot(PLAN, PEOPLE).text());
    let damage = |text: &str| Kept::read(text).unwrap_err();
    assert_eq!(damage(""), Damage::NoHeader);
    assert_eq!(damage("nonsense\n"), Damage::NoHeader);
    assert_eq!(damage("---\nsource: x\n"), Damage::NoHeader);
    assert_eq!(damage("---\nsource: x\n---\n"), Damage::CutOff);
    assert_eq!(damage(file.split_once("people: ").unwrap().0), Damage::CutOff);
    assert_eq!(damage(&file.replace("A  score", "=======\nA  score")), Damage::Merge { line: 12 });
    for nonsense in ["garbage", "A", "B  score", "B  =3", "B  score=", " B  score=1"] {
        let damaged = file.replace("\nB  score", &format!("\n{nonsense}\nB  score"));
        assert_eq!(damage(&damaged), Damage::Line { line: 13, text: nonsense.to_string() }, "{nonsense}");
    }
    assert_eq!(damage(&file.replace("\nB  score", "\nA  score")), Damage::KeyTwice { line: 13, key: "A".to_string() });
    assert_eq!(damage(&file.replace("total bonus: ", "total bonus ")), Damage::Line { line: 19, text: "total bonus 200.00".to_string() });
    let without_hash = file.replace("meaning", "other");
    assert_eq!(Kept::read(&without_hash).unwrap().meaning, None);
}

#[test]
fn what_differs() {
    let old = snapshot(PLAN, PEOPLE);
    let new = snapshot(&PLAN.replace("1% of", "2% of"), &PEOPLE.replace("C,丁,1,0,,SDR", "D,丁,1,1,,SDR"));
    let found = changes(&old, &new);
    let told: Vec<String> =
        found.people.iter().map(|person| format!("{} {:?} {}", person.key, person.difference, person.values.len())).collect();
    assert_eq!(told, ["A Values 2", "B Values 2", "C Went 6", "D Came 6"]);
    assert_eq!(found.names().iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["commission", "payout"]);
    let net = found.net("commission").unwrap();
    assert_eq!((net.more, net.less, net.sum.as_str()), (2, 0, "3.50"));
    assert_eq!(found.net("grade"), None);
    assert_eq!((found.count(Difference::Came), found.count(Difference::Went), found.count(Difference::Values)), (1, 1, 2));
    let footer: Vec<(&str, Option<&str>, Option<&str>)> =
        found.footer.iter().map(|line| (line.name.as_str(), line.old.as_deref(), line.new.as_deref())).collect();
    assert_eq!(
        footer,
        [
            ("total commission", Some("3.50"), Some("7.00")),
            ("total bonus", Some("200.00"), Some("300.00")),
            ("total payout", Some("203.50"), Some("307.00")),
            ("people with errors", Some("1"), None),
        ]
    );
}

#[test]
fn a_mutant_is_noticed() {
    let kept = snapshot(PLAN, PEOPLE);
    let notices = |policy: &str| {
        let plan = made(policy);
        differ(&plan, &evaluate(&plan, data(&plan, PEOPLE), period(), Watch::Nothing), &kept)
    };
    assert!(!notices(PLAN));
    assert!(!notices(&PLAN.replace("version \"1\"", "version \"2\"").replace("let unused = 1 / quota", "let unused = 1")));
    assert!(notices(&PLAN.replace("120", "119.99")));
    assert!(notices(&PLAN.replace("from 100 :", "from 90 :").replace("below 100 :", "below 90 :")));
}

/// Two payouts change for two people; somebody comes, somebody goes.
fn reviewed() -> (Snapshot, Snapshot) {
    let old = snapshot(PLAN, PEOPLE);
    let policy = PLAN.replace("1% of", "2% of").replace("100 * coefficient", "200 * coefficient");
    (old, snapshot(&policy, &PEOPLE.replace("C,丁,1,0,,SDR", "D,丁,1,1,,SDR")))
}

#[test]
fn one_person_is_accepted() {
    let (old, new) = reviewed();
    let mut review = Decisions::new(&old, &new);
    let keys: Vec<&str> = review.changes().people.iter().map(|person| person.key.as_str()).collect();
    assert_eq!(keys[1..], ["A", "B", "C", "D"]);
    assert_eq!(review.count(Decision::Open), 7);
    review.person(1, Decision::Accepted);
    review.person(2, Decision::Rejected);
    review.person(4, Decision::Accepted);
    assert!(review.is_open(3) && !review.is_open(1));
    let kept = review.kept().text();
    let (was, is) = (old.text(), new.text());
    assert_eq!(line(&kept, "A"), line(&is, "A"));
    assert_eq!(line(&kept, "B"), line(&was, "B"));
    assert_eq!(line(&kept, "C"), line(&was, "C"));
    assert_eq!(line(&kept, "D"), line(&is, "D"));
    assert!(
        kept.contains("\npeople: 5\npeople with errors: 1\ntotal commission: 5.00\ntotal bonus: 500.00\ntotal payout: 505.00\n"),
        "{kept}"
    );
    let pending = review.pending().unwrap().text();
    assert_eq!(line(&pending, "B"), line(&was, "B"));
    assert!(!pending.contains("\nC  ") && pending.contains("\npeople: 4\ntotal commission: 5.00\n"), "{pending}");
    // What is kept in part is a snapshot, and differs from today's in nothing but the rest.
    let read = Kept::read(&header().with(&kept)).unwrap().snapshot;
    let rest: Vec<String> = changes(&read, &new).people.into_iter().map(|person| person.key).collect();
    assert_eq!(rest, ["\"x \\u{20}=\"", "B", "C"]);
}

#[test]
fn one_payout_is_accepted() {
    let (old, new) = reviewed();
    let mut review = Decisions::new(&old, &new);
    assert_eq!(review.names().iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["commission", "bonus"]);
    review.value("commission", Decision::Accepted);
    let kept = review.kept().text();
    assert_eq!(line(&kept, "A"), "A  score=120  grade=A  grow.met=yes  commission=3.00  bonus=100.00  payout=103.00");
    assert!(
        kept.contains("\npeople: 4\npeople with errors: 1\ntotal commission: 7.00\ntotal bonus: 200.00\ntotal payout: 207.00\n"),
        "{kept}"
    );
    assert!(review.is_open(1));
    review.value("bonus", Decision::Accepted);
    assert!(!review.is_open(1) && !review.is_whole());
    review.comers_and_goers(Decision::Accepted);
    assert!(review.is_whole() && review.pending().is_none());
    assert_eq!(review.kept(), new);
}

#[test]
fn what_is_rejected_is_pending_no_longer() {
    let (old, new) = reviewed();
    let mut review = Decisions::new(&old, &new);
    for person in 0..5 {
        review.person(person, Decision::Rejected);
    }
    assert!(review.pending().is_none() && !review.is_whole());
    assert_eq!(review.kept().text(), old.text());
}

/// A payout is new in the plan: those of whom it is accepted have it.
#[test]
fn a_new_payout_for_some() {
    let old = snapshot(PLAN, PEOPLE);
    let new = snapshot(&format!("{PLAN}payout extra {{ pay 7 }}\n"), PEOPLE);
    let mut review = Decisions::new(&old, &new);
    assert_eq!(review.names().iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["extra"]);
    review.person(1, Decision::Accepted);
    let kept = review.kept().text();
    assert_eq!(line(&kept, "A"), line(&new.text(), "A"));
    assert_eq!(line(&kept, "B"), line(&old.text(), "B"));
    assert!(kept.contains("\ntotal extra: 7.00\n") && kept.contains("\ntotal payout: 210.50\n"), "{kept}");
    // And the other way round: a payout that is taken away from one.
    let mut back = Decisions::new(&new, &old);
    back.person(1, Decision::Accepted);
    assert!(back.kept().text().contains("\ntotal extra: 21.00\n"), "{}", back.kept().text());
}
