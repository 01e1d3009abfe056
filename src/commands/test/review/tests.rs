//! Reviews with answers that were written before.

use std::collections::VecDeque;

use super::asking::{Flow, Reader, Review};
use crate::cases::snapshot::{Decision, Decisions, Snapshot, taken};
use crate::commands::problems;
use crate::data::{Format, Reading, SourceBytes, Supplied, read};
use crate::diagnostic::Language;
use crate::plan::ir::Plan;
use crate::plan::plan;
use crate::source::{SourceFile, Sources};
use crate::syntax::parse;
use crate::value::Period;

const PLAN: &str = r#"
policy "Small" { period quarter; currency USD; rounding money half up to 0.01 }
input people by id { revenue : money; quota : money above 0 }
scorecard sales { kpi attain { measure revenue; target quota; weight 100%; score attainment in points } }
payout commission { pay 1% of revenue }
payout bonus { pay 10 }
"#;

const OLD: &str = "id,revenue,quota\nA,100,100\nB,200,100\nC,300,100\nD,400,100\n";
const NEW: &str = "id,revenue,quota\nA,200,100\nB,100,100\nC,300,100\nE,500,100\n";

fn made(text: &str) -> Plan {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new("plan.merit", text));
    plan(&[parse(id, text).0], &sources).0.unwrap()
}

fn snapshot(plan: &Plan, people: &str) -> Snapshot {
    let period = Period::parse("2026-Q1").unwrap();
    let bytes = SourceBytes { name: "people.csv".to_string(), bytes: people.as_bytes().into(), format: Format::Csv };
    let supplied = Supplied::new(plan, vec![("people".to_string(), bytes)], &Reading::default()).unwrap();
    taken(plan, read(plan, &supplied, period).unwrap(), period)
}

/// Answers until none is left, and keeps what was shown.
struct Script {
    answers: VecDeque<String>,
    shown: String,
}

impl Reader for Script {
    fn show(&mut self, text: &str) {
        self.shown.push_str(text);
    }

    fn answer(&mut self) -> Option<String> {
        let answer = self.answers.pop_front()?;
        self.shown.push_str(&format!("{answer}\n"));
        Some(format!("{answer}\n"))
    }
}

/// What a review with these answers shows, how it goes on, what is kept, and what waits.
struct Reviewed {
    shown: String,
    flow: Flow,
    kept: String,
    pending: Option<String>,
    /// Changes accepted, rejected, open.
    counts: [usize; 3],
}

fn reviewed(policy: &str, (old, new): (&str, &str), language: Language, answers: &[&str]) -> Reviewed {
    let (before, after) = (made(PLAN), made(policy));
    let (old, new) = (snapshot(&before, old), snapshot(&after, new));
    let mut decisions = Decisions::new(&old, &new);
    let mut script = Script { answers: answers.iter().map(ToString::to_string).collect(), shown: String::new() };
    let flow = Review { plan: &after, language, reader: &mut script }.changed("plan.merit, 2026-Q1", &mut decisions);
    let counts = [Decision::Accepted, Decision::Rejected, Decision::Open].map(|decision| decisions.count(decision));
    assert_eq!(script.answers, VecDeque::<String>::new(), "not asked for:\n{}", script.shown);
    Reviewed { shown: script.shown, flow, kept: decisions.kept().text(), pending: decisions.pending().map(|rest| rest.text()), counts }
}

fn english(answers: &[&str]) -> Reviewed {
    reviewed(PLAN, (OLD, NEW), Language::English, answers)
}

fn old() -> String {
    snapshot(&made(PLAN), OLD).text()
}

fn new() -> String {
    snapshot(&made(PLAN), NEW).text()
}

#[test]
fn what_changes_is_summed_up_first() {
    let review = english(&["s"]);
    let summary = concat!(
        "\nplan.merit, 2026-Q1\n",
        "  2 people differ, 1 new, 1 gone\n",
        "  score: 2 people, 1 more, 1 less, 0 in all\n",
        "  commission: 2 people, 1 more, 1 less, 0.00 in all\n",
        "  payout: 2 people, 1 more, 1 less, 0.00 in all\n",
        "    total commission  10.00 → 11.00\n",
        "    total payout      50.00 → 51.00\n",
        "accept (a), reject (r), skip (s), by payout (p), by employee (e), quit (q), help (?): s\n",
    );
    assert_eq!(review.shown, summary);
    assert_eq!((review.flow, review.kept, review.pending), (Flow::On, old(), Some(new())));
}

#[test]
fn as_a_whole() {
    let accepted = english(&["a"]);
    assert_eq!((accepted.flow, accepted.kept, accepted.pending), (Flow::On, new(), None));
    let rejected = english(&["r"]);
    assert_eq!((rejected.flow, rejected.kept, rejected.pending), (Flow::On, old(), None));
    for answers in [&["q"][..], &[], &["p", "q", "q"], &["e", "b", "q"]] {
        let left = english(answers);
        assert_eq!((left.flow, left.kept, left.pending), (Flow::Quit, old(), Some(new())), "{answers:?}");
    }
}

#[test]
fn by_payout() {
    let review = english(&["p", "s", "a", "r", "s"]);
    for shown in [
        "\n  score: 2 people, 1 more, 1 less, 0 in all\n    A  100 → 200\n    B  200 → 100\n",
        "\n  commission: 2 people, 1 more, 1 less, 0.00 in all\n    A  1.00 → 2.00\n    B  2.00 → 1.00\n",
        "\n  new or gone: 2 people\n    D  is gone:  score 400  commission 4.00  bonus 10.00  payout 14.00\n    E  is new:",
        "  2 changes accepted, 2 rejected, 2 open\n",
    ] {
        assert!(review.shown.contains(shown), "{}", review.shown);
    }
    // The sum follows, and is not asked about.
    assert!(!review.shown.contains("\n  payout: 2 people, 1 more, 1 less, 0.00 in all\n    A"), "{}", review.shown);
    assert!(review.kept.contains("\nA  score=100  commission=2.00  bonus=10.00  payout=12.00\n"), "{}", review.kept);
    assert!(review.kept.contains("\nD  ") && !review.kept.contains("\nE  "), "{}", review.kept);
    let pending = review.pending.unwrap();
    assert!(pending.contains("\nA  score=200  commission=2.00") && pending.contains("\nD  "), "{pending}");
}

#[test]
fn by_employee() {
    let review = english(&["e", "a", "r", "s", "a", "s"]);
    for shown in [
        "\n    A  score       100 → 200\n       commission  1.00 → 2.00\n       payout      11.00 → 12.00\n",
        "\n    D  is gone:  score 400",
        "\n    E  is new:  score 500",
        "  3 changes accepted, 2 rejected, 1 open\n",
    ] {
        assert!(review.shown.contains(shown), "{}", review.shown);
    }
    assert!(review.kept.contains("\nA  score=200") && review.kept.contains("\nB  score=200"), "{}", review.kept);
    assert!(review.kept.contains("\npeople: 5\n"), "{}", review.kept);
    assert!(review.pending.unwrap().contains("\npeople: 4\n"));
    // Nothing is left to ask about.
    let all = english(&["e", "r", "A"]);
    assert_eq!((all.flow, all.counts), (Flow::On, [4, 2, 0]));
    let both = english(&["e", "a", "b", "p", "R"]);
    assert_eq!((both.flow, both.counts), (Flow::On, [2, 4, 0]));
}

#[test]
fn help_and_nonsense() {
    let review = english(&["?", "x", "", "s"]);
    assert_eq!(review.shown.matches("  a  the results are right").count(), 3, "{}", review.shown);
}

#[test]
fn in_chinese() {
    let review = reviewed(PLAN, (OLD, NEW), Language::Chinese, &["p", "?", "接受", "跳过", "返回", "退出"]);
    for shown in [
        "  2 人有变化，新增 1 人，减少 1 人\n",
        "  总分：2 人，1 人增加，1 人减少，合计 0\n",
        "    应发合计 总额    50.00 → 51.00\n",
        "接受 (a)、拒绝 (r)、跳过 (s)、按项目 (p)、按人员 (e)、退出 (q)、说明 (?)：p\n",
        "  a  结果正确：成为新的快照\n",
        "  新增或减少的人员：2 人\n    D  不再出现：  总分 400",
        "  已接受 2 处变化，拒绝 0 处，未定 4 处\n",
    ] {
        assert!(review.shown.contains(shown), "{shown}\nis not in\n{}", review.shown);
    }
}

/// Of a case that is new there is nothing to take apart.
#[test]
fn a_first_snapshot() {
    let plan = made(PLAN);
    let (nothing, today) = (Snapshot::empty(), snapshot(&plan, OLD));
    for (answers, flow, kept) in [(vec!["p", "a"], Flow::On, true), (vec!["r"], Flow::On, false), (vec![], Flow::Quit, false)] {
        let mut decisions = Decisions::new(&nothing, &today);
        let mut script = Script { answers: answers.iter().map(ToString::to_string).collect(), shown: String::new() };
        let went = Review { plan: &plan, language: Language::English, reader: &mut script }.unknown("plan.merit", &mut decisions);
        assert_eq!((went, decisions.is_whole()), (flow, kept), "{}", script.shown);
        assert!(
            script.shown.contains("  4 people, of whom there is no snapshot\n    A  is new:  score 100  commission 1.00"),
            "{}",
            script.shown
        );
    }
}

/// A payout that the plan no longer has.
#[test]
fn a_payout_is_gone() {
    let review = reviewed(&PLAN.replace("payout bonus { pay 10 }", ""), (OLD, OLD), Language::English, &["p", "a"]);
    assert!(review.shown.contains("\n  bonus: 4 people\n    A  10.00 → none\n"), "{}", review.shown);
    assert_eq!(review.counts, [4, 0, 0]);
    assert!(review.kept.contains("\nA  score=100  commission=1.00  payout=1.00\n"), "{}", review.kept);
}

#[test]
fn what_cannot_be_watched() {
    let problem = problems::cannot_watch("data", "no space left on device");
    assert_eq!((problem.code, problem.message.zh.as_str()), ("E672", "无法监视“data”：no space left on device"));
}
