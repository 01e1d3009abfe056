//! `merit test` with the cases of `merit.toml`: snapshots that are new, the same, changed, accepted, damaged.

use std::path::Path;

use crate::support::{Run, Sandbox};

const TOML: &str = "[[plan]]\npolicy = \"plan.merit\"\ndata = \"data\"\nperiod = \"2026-Q1\"\n";
const SNAP: &str = "snapshots/plan__2026-Q1.snap";
const PENDING: &str = "snapshots/plan__2026-Q1.snap.new";

/// The body of the snapshot of the small plan.
const BODY: &str = concat!(
    "Small plan, version 1, 2026-Q1\n\n",
    "A  score=50  bonus=10.00  payout=10.00\n",
    "B  score=66.666667 (200/3)  bonus=0.11  payout=0.11\n\n",
    "people: 2\ntotal bonus: 10.11\ntotal payout: 10.11\n",
);

fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("merit.toml", TOML);
    sandbox
}

/// With a snapshot that somebody has accepted.
fn accepted() -> Sandbox {
    let sandbox = project();
    sandbox.merit(&["test", "--accept"]).says(0, &["  kept  2026-Q1, 2 people: new", "1 snapshot, 1 accepted\n"]);
    sandbox
}

fn there(sandbox: &Sandbox, name: &str) -> bool {
    sandbox.path(name).exists()
}

fn change(sandbox: &Sandbox, name: &str, from: &str, to: &str) {
    let text = sandbox.read(name);
    assert!(text.contains(from), "{name} has no {from:?}");
    sandbox.write(name, text.replace(from, to));
}

#[test]
fn a_first_snapshot_waits_to_be_looked_at() {
    let sandbox = project();
    let run = sandbox.merit(&["test"]);
    run.says(1, &["1 example, 1 passed", "  NEW   2026-Q1, 2 people", "1 snapshot, 1 new", "merit test --review"]);
    assert!(!there(&sandbox, SNAP));
    let pending = sandbox.read(PENDING);
    let (header, body) = pending.split_at(pending.rfind("---\n").unwrap() + 4);
    assert_eq!(body, BODY);
    let expected = "---\nsource: \"plan.merit\"\nexpression: \"merit run plan.merit --data data --period 2026-Q1\"\ninfo:\n  title: \"Small plan\"\n  version: \"1\"\n  meaning: \"";
    assert!(header.starts_with(expected), "{header}");
    for unstable in [sandbox.path("").to_str().unwrap(), "甲", "=1+1"] {
        assert!(!pending.contains(unstable), "{pending}");
    }
    sandbox.merit(&["test", "--accept"]).says(0, &["2 people: new", "1 accepted"]);
    assert_eq!(sandbox.read(SNAP), pending);
    assert!(!there(&sandbox, PENDING));
    let run = sandbox.merit(&["test", "plan.merit"]);
    run.says(0, &["  pass  2026-Q1, 2 people\n", "1 snapshot, 1 passed\n"]);
    assert!(run.err.is_empty(), "{}", run.err);
}

#[test]
fn the_reader_and_the_place_of_the_call_do_not_count() {
    let sandbox = accepted();
    let was = sandbox.read(SNAP);
    std::fs::create_dir(sandbox.path("below")).unwrap();
    let mut below = sandbox.command(&["test", "--lang", "zh", "--accept"]);
    below.current_dir(sandbox.path("below"));
    crate::support::run(below).says(0, &["  通过  2026-Q1，2 人\n", "1 个快照，1 个通过\n"]);
    assert_eq!(sandbox.read(SNAP), was);
    std::fs::remove_file(sandbox.path(SNAP)).unwrap();
    let mut below = sandbox.command(&["test", "--lang", "zh", "--accept"]);
    below.current_dir(sandbox.path("below"));
    crate::support::run(below).says(0, &["  接受  2026-Q1，2 人：新快照\n"]);
    assert_eq!(sandbox.read(SNAP), was);
}

#[test]
fn what_differs_is_shown_by_person_and_payout() {
    let sandbox = accepted();
    let was = sandbox.read(SNAP);
    change(&sandbox, "plan.merit", "1% of sold", "2% of sold");
    change(&sandbox, "data/people.csv", "B,=1+1,200,300,4", "C,丙,300,300,4");
    let run = sandbox.merit(&["test"]);
    let shown = concat!(
        "  FAIL  2026-Q1, 2 people: 1 differs from the snapshot, 1 is new, 1 is gone\n",
        "        A  bonus   10.00 → 20.00\n",
        "           payout  10.00 → 20.00\n",
        "        B  is gone:  score 66.666667 (200/3)  bonus 0.11  payout 0.11\n",
        "        C  is new:  score 100  bonus 0.00  payout 0.00\n",
        "        errors of nobody  none → E413 ×1\n",
        "        total bonus       10.11 → 20.00\n",
        "        total payout      10.11 → 20.00\n",
    );
    assert!(run.out.contains(shown), "{}", run.out);
    run.says(1, &["1 snapshot, 1 changed; `merit test --review`"]);
    assert_eq!(sandbox.read(SNAP), was);
    assert!(sandbox.read(PENDING).contains("\nA  score=50  bonus=20.00  payout=20.00\n"));
    let run = sandbox.merit(&["test", "--lang", "zh"]);
    run.says(
        1,
        &[
            "  不符  2026-Q1，2 人：1 人与快照不同，1 人新出现，1 人不再出现\n",
            "C  新出现：  总分 100",
            "应发合计  10.00 → 20.00",
            "不属于任何人的错误  无 →",
        ],
    );
    // Back to what it was: nothing waits any more.
    change(&sandbox, "plan.merit", "2% of sold", "1% of sold");
    change(&sandbox, "data/people.csv", "C,丙,300,300,4", "B,=1+1,200,300,4");
    sandbox.merit(&["test"]).says(0, &["1 passed"]);
    assert!(!there(&sandbox, PENDING));
}

#[test]
fn the_first_twenty_people_are_shown() {
    let sandbox = project();
    let people: String = (10..35).map(|number| format!("P{number},x,{number},100,\n")).collect();
    sandbox.write("data/people.csv", format!("id,name,revenue,quota,csat\n{people}"));
    sandbox.write("data/deals.csv", "deal_id,id,amount\n");
    sandbox.merit(&["test", "--accept"]).says(0, &["25 people: new"]);
    change(&sandbox, "plan.merit", "at most 120", "at most 5");
    let run = sandbox.merit(&["test", "plan.merit"]);
    run.says(1, &["25 people: 25 differ", "P29  score  29 → 5", "        and 5 people more\n"]);
    assert!(!run.out.contains("P30"), "{}", run.out);
}

#[test]
fn servers_write_nothing() {
    for served in [Served::ByOption, Served::BySurroundings] {
        let sandbox = project();
        let test = |sandbox: &Sandbox| -> Run {
            match served {
                Served::ByOption => sandbox.merit(&["test", "--ci"]),
                Served::BySurroundings => {
                    let mut command = sandbox.command(&["test"]);
                    command.env("CI", "true");
                    crate::support::run(command)
                }
            }
        };
        test(&sandbox).says(1, &["  NEW   2026-Q1, 2 people", "1 snapshot, 1 new\n"]);
        assert!(!there(&sandbox, "snapshots"));
        sandbox.merit(&["test", "--accept"]);
        test(&sandbox).says(0, &["1 passed"]);
        change(&sandbox, "plan.merit", "1% of sold", "2% of sold");
        test(&sandbox).says(1, &["2 people: 2 differ", "1 snapshot, 1 changed\n"]);
        assert!(!there(&sandbox, PENDING));
        sandbox.write(PENDING, "not looked at");
        change(&sandbox, "plan.merit", "2% of sold", "1% of sold");
        test(&sandbox).says(0, &["1 passed"]);
        assert!(there(&sandbox, PENDING));
    }
}

#[derive(Clone, Copy)]
enum Served {
    ByOption,
    BySurroundings,
}

#[test]
fn the_plan_changes_and_the_numbers_do_not() {
    let sandbox = accepted();
    let was = sandbox.read(SNAP);
    change(&sandbox, "plan.merit", "let sold", "# Whatever is sold.\nlet sold");
    sandbox.merit(&["test"]).says(0, &["  pass  2026-Q1, 2 people\n"]);
    change(&sandbox, "plan.merit", "at most 120", "at most 125");
    change(&sandbox, "plan.merit", "\"1\"", "\"2\"");
    sandbox
        .merit(&["test"])
        .says(0, &["  pass  2026-Q1, 2 people; the plan has changed and the numbers have not (--accept notes the plan)"]);
    assert_eq!(sandbox.read(SNAP), was);
    sandbox.merit(&["test", "--accept"]).says(0, &["  kept  2026-Q1, 2 people: the same numbers"]);
    let now = sandbox.read(SNAP);
    assert!(now.contains("version 2, 2026-Q1\n") && now.contains("  version: \"2\"\n") && now != was, "{now}");
    sandbox.merit(&["test"]).says(0, &["  pass  2026-Q1, 2 people\n"]);
    // In Chinese it is the same plan.
    sandbox.merit(&["fmt", "--lang", "zh", "plan.merit"]);
    assert!(sandbox.read("plan.merit").contains("计分卡"));
    sandbox.merit(&["test"]).says(0, &["  pass  2026-Q1, 2 people\n"]);
}

#[test]
fn line_ends_of_windows() {
    let sandbox = accepted();
    let was = sandbox.read(SNAP).replace('\n', "\r\n");
    sandbox.write(SNAP, &was);
    sandbox.merit(&["test", "--accept"]).says(0, &["1 snapshot, 1 passed"]);
    assert_eq!(sandbox.read(SNAP), was);
}

#[test]
fn people_in_error_are_part_of_it() {
    let sandbox = project();
    change(&sandbox, "data/people.csv", "A,甲,50,100,", "A,甲,x,100,");
    let run = sandbox.merit(&["test"]);
    run.says(1, &["  NEW   2026-Q1, 2 people", "error[E4"]);
    assert!(sandbox.read(PENDING).contains("\nA  score=error E4"), "{}", sandbox.read(PENDING));
    assert!(sandbox.read(PENDING).contains("\npeople: 2\npeople with errors: 1\n"));
    // Accepted is what could be computed; that somebody could not is said as elsewhere.
    sandbox.merit(&["test", "--accept"]).says(3, &["1 accepted"]);
    let run = sandbox.merit(&["test"]);
    run.says(0, &["  pass  2026-Q1, 2 people\n"]);
    assert!(run.err.is_empty(), "{}", run.err);
}

#[test]
fn nonsense_replaces_nothing_and_is_not_replaced() {
    let sandbox = accepted();
    let good = sandbox.read(SNAP);
    for (damaged, said) in [
        (good.replace("\nB  score", "\n<<<<<<< HEAD\nB  score"), "two versions of the snapshot were merged here"),
        (good.replace("\nB  score", "\nB: score"), "error[E670] “B: score=66"),
        (good.replace("\nB  score", "\nA  score"), "“A” stands twice in the snapshot"),
        (good.replace("people: 2", ""), "ends before the number of its people"),
        ("nonsense".to_string(), "its header between two lines"),
    ] {
        sandbox.write(SNAP, &damaged);
        let run = sandbox.merit(&["test"]);
        run.says(2, &["error[E670]", said, SNAP, "  FAIL  2026-Q1: the snapshot is damaged", "1 snapshot, 1 cannot be judged"]);
        sandbox.merit(&["test", "--accept"]).says(2, &["error[E670]"]);
        assert_eq!(sandbox.read(SNAP), damaged);
        assert_eq!(sandbox.read(PENDING), good);
    }
    sandbox.write(SNAP, b"---\nsource: x\n---\n\xff\xfe");
    sandbox.merit(&["test", "--lang", "zh"]).says(2, &["错误[E670]", "不是 UTF-8 文本"]);
}

#[test]
fn totals_that_are_not_those_of_the_people() {
    let sandbox = accepted();
    change(&sandbox, SNAP, "total bonus: 10.11", "total bonus: 10.12");
    sandbox.merit(&["test"]).says(
        1,
        &["  FAIL  2026-Q1, 2 people: the totals of the snapshot are not those of its people", "        total bonus  10.12 → 10.11\n"],
    );
    sandbox.merit(&["test", "--accept"]).says(0, &["0"]);
    assert!(sandbox.read(SNAP).contains("total bonus: 10.11"));
}

#[test]
fn snapshots_of_no_case() {
    let sandbox = accepted();
    std::fs::rename(sandbox.path(SNAP), sandbox.path("snapshots/plan__2025-Q4.snap")).unwrap();
    // What other tools keep there is theirs.
    sandbox.write("snapshots/other__test.snap", "---\nsource: src/lib.rs\n---\ntext\n");
    sandbox.merit(&["test", "--accept"]);
    let run = sandbox.merit(&["test"]);
    run.says(0, &["note[W603]", "snapshots/plan__2025-Q4.snap", "add the [[plan]]"]);
    assert!(!run.err.contains("other__test"), "{}", run.err);
}

#[test]
fn cases_of_one_period_are_told_apart_by_their_data() {
    let sandbox = Sandbox::new();
    for (folder, revenue) in [("north", "10"), ("south", "20")] {
        sandbox.write(&format!("{folder}/people.csv"), format!("id,name,revenue,quota,csat\nA,x,{revenue},100,\n"));
        sandbox.write(&format!("{folder}/deals.csv"), "deal_id,id,amount\n");
    }
    let plan = |data: &str| format!("[[plan]]\npolicy = \"plan.merit\"\ndata = {data}\nperiod = \"2026-Q1\"\n");
    let files = "{ people = \"south/people.csv\", deals = \"south/deals.csv\" }";
    sandbox.write(
        "merit.toml",
        plan("\"north\"") + &plan("\"south\"") + &plan("\"north\"") + "[[plan]]\npolicy = \"plan.merit\"\nperiod = \"2026-Q2\"\n",
    );
    let run = sandbox.merit(&["test", "--accept"]);
    run.says(0, &["  kept  2026-Q1-north, 1 person: new", "  kept  2026-Q1-south, 1 person: new", "2 snapshots, 2 accepted"]);
    assert!(sandbox.read("snapshots/plan__2026-Q1-south.snap").contains("\nA  score=20  "));
    sandbox.write("merit.toml", plan("\"north\"") + &plan(files));
    sandbox.merit(&["test", "--ci"]).says(0, &["2 snapshots, 2 passed\n"]);
}

#[test]
fn a_case_without_its_data() {
    let sandbox = accepted();
    std::fs::remove_file(sandbox.path("data/deals.csv")).unwrap();
    sandbox.merit(&["test"]).says(2, &["error[E618]", "  FAIL  2026-Q1: the data cannot be read", "1 example, 1 passed"]);
    assert!(sandbox.read(SNAP).ends_with(BODY));
}

#[test]
fn a_project_that_cannot_be_used() {
    let sandbox = accepted();
    sandbox.write("merit.toml", "nonsense");
    sandbox.merit(&["test", "plan.merit"]).says(2, &["error[E650]", "1 example, 1 passed"]);
}

#[test]
fn calls_that_contradict_themselves() {
    let sandbox = project();
    for pair in [["--accept", "--review"], ["--accept", "--ci"], ["--review", "--watch"], ["--watch", "--accept"]] {
        sandbox.merit(&[&["test"], &pair[..]].concat()).says(2, &["cannot be used with"]);
        sandbox.merit(&[&["test", "--lang", "zh"], &pair[..]].concat()).says(2, &["不能与", "同用"]);
    }
    sandbox.merit(&["test", "--review"]).says(2, &["error[E671]", "--accept"]);
    sandbox.merit(&["test", "--review", "--lang", "zh"]).says(2, &["错误[E671]", "请在终端中运行"]);
    assert!(!there(&sandbox, "snapshots"));
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written() {
    let sandbox = project();
    sandbox.write("snapshots", "a file where the folder should be");
    sandbox.merit(&["test"]).says(2, &["error[E670]", "a part of the path is not a folder", "error[E630]"]);
}

/// The project files of the two pages are project files with cases.
#[test]
fn the_pages_show_what_can_be_read() {
    for page in ["docs/snapshots.md", "docs/快照.md"] {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let (_, rest) = text.split_once("```toml\n").unwrap();
        let (toml, _) = rest.split_once("```").unwrap();
        let sandbox = Sandbox::new();
        sandbox.write("merit.toml", toml);
        for name in toml.split('"').filter(|name| name.ends_with(".merit")) {
            sandbox.write(name, sandbox.read("plan.merit"));
        }
        for folder in toml.lines().filter_map(|line| line.strip_prefix("data")).filter_map(|line| line.split('"').nth(1)) {
            for file in ["people.csv", "deals.csv"] {
                sandbox.write(&format!("{folder}/{file}"), sandbox.read(&format!("data/{file}")));
            }
        }
        sandbox.merit(&["test"]).says(1, &["2 snapshots, 2 new"]);
    }
}
