//! The mutants as people read them: a table by kind of slip, then those that nothing notices.

use super::changes::{Lines, lines};
use super::{Mutated, witness, words};
use crate::cases::coverage::percent;
use crate::diagnostic::Language;
use crate::diagnostic::text::{sanitise, wrap};
use crate::mutation::Slip;
use crate::mutation::judge::{Fate, Tally};
use crate::report::table::layout::{Align, Column, draw};

/// The table of one policy, and under it every mutant that is left, as the lines that change and the input at which it pays otherwise.
pub fn write(mutated: &Mutated<'_>, width: usize, language: Language) -> String {
    let mut out = table(mutated, width, language);
    let all = mutated.tally();
    if all.same > 0 {
        let one = all.same == 1;
        out.push_str(&match language {
            Language::English if one => "\n1 change pays everybody the same and is not counted.\n".to_string(),
            Language::English => format!("\n{} changes pay everybody the same and are not counted.\n", all.same),
            Language::Chinese => format!("\n另有 {} 处改动对任何人都没有影响，不计在内。\n", all.same),
        });
    }
    let left = mutated.judgement.judged.iter().filter(|judged| matches!(judged.fate, Fate::Left(_)));
    let mut left = left.peekable();
    out.push_str(match (left.peek().is_some(), language) {
        (true, Language::English) => "\nNot noticed:\n",
        (true, Language::Chinese) => "\n未被发现：\n",
        (false, Language::English) => "\nEvery change is noticed.\n",
        (false, Language::Chinese) => "\n每处改动都会被发现。\n",
    });
    let mut before: Option<Vec<(String, usize, Vec<String>)>> = None;
    for judged in left {
        let changes = lines(&judged.mutant, mutated.sources);
        // Changes of the same lines stand under them together.
        let old: Vec<_> = changes.iter().map(|lines| (lines.file.clone(), lines.line, lines.old.clone())).collect();
        let again = matches!(changes.as_slice(), [_]) && before.as_ref() == Some(&old);
        before = Some(old);
        out.push_str(&changed(&changes, if again { Shown::New } else { Shown::Both }));
        out.push_str(&told(mutated, &judged.fate, width, language));
    }
    out
}

/// Whether the old lines are shown, or stand above already.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Both,
    New,
}

fn table(mutated: &Mutated<'_>, width: usize, language: Language) -> String {
    let say = |en: &str, zh: &str| match language {
        Language::English => en.to_string(),
        Language::Chinese => zh.to_string(),
    };
    let of = |slip: Slip| Tally::of(mutated.judgement.judged.iter().filter(|judged| judged.mutant.slip == slip));
    let rows: Vec<(Slip, Tally)> =
        Slip::ALL.into_iter().map(|slip| (slip, of(slip))).filter(|(_, tally)| tally.score().total > 0).collect();
    let all = mutated.tally();
    let figures = |heading: String, figure: &dyn Fn(&Tally) -> String| Column {
        heading,
        align: Align::Right,
        cells: rows.iter().map(|(_, tally)| figure(tally)).collect(),
        total: figure(&all),
    };
    let mut columns = vec![
        Column {
            heading: say("what", "改动"),
            align: Align::Left,
            cells: rows.iter().map(|(slip, _)| words::slip_name(*slip).get(language).to_string()).collect(),
            total: say("in all", "合计"),
        },
        figures(say("changes", "数量"), &|tally| tally.score().total.to_string()),
        figures(say("by check", "检查发现"), &|tally| tally.check.to_string()),
        figures(say("by examples", "示例发现"), &|tally| tally.examples.to_string()),
    ];
    if all.population > 0 {
        columns.push(figures(say("by snapshots", "快照发现"), &|tally| tally.population.to_string()));
    }
    columns.push(figures(say("not noticed", "未发现"), &|tally| tally.left.to_string()));
    columns.push(figures(say("score", "得分"), &|tally| percent(&tally.score().share())));
    draw(&columns, width)
}

/// `plan.merit:12`, and under it the lines as they are and as they would be.
fn changed(changes: &[Lines], shown: Shown) -> String {
    // An empty line says nothing to somebody who looks for what changed.
    let marked = |mark: &str, texts: &[String]| -> String {
        texts.iter().filter(|text| !text.is_empty()).map(|text| format!("    {mark} {text}\n")).collect()
    };
    let of = |lines: &Lines| {
        let new = marked("+", &lines.new);
        match shown {
            Shown::Both => format!("\n  {}:{}\n{}{new}", sanitise(&lines.file), lines.line, marked("-", &lines.old)),
            // A line that is gone for good is shown as none.
            Shown::New if new.is_empty() => "    +\n".to_string(),
            Shown::New => new,
        }
    };
    changes.iter().map(of).collect()
}

/// What the change does, under its lines.
fn told(mutated: &Mutated<'_>, fate: &Fate, width: usize, language: Language) -> String {
    let told = match fate {
        Fate::Left(Some(found)) => witness::told(mutated, found).get(language).to_string(),
        Fate::Left(None) | Fate::Check(_) | Fate::Example(_) | Fate::Population | Fate::Same => match language {
            Language::English => "no input was found at which it pays otherwise, nor is it sure that there is none".to_string(),
            Language::Chinese => "没有找到结果会不同的情况，但也不能确定没有".to_string(),
        },
    };
    format!("{}\n", wrap(&told, width, "      ", "      "))
}
