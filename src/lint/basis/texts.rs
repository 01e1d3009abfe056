//! The texts in which a plan speaks to people: titles, rubrics and reasons, with their place in the file.

use super::clauses::items;
use super::wording::{q, t};
use crate::diagnostic::Text;
use crate::source::{Sources, Span};
use crate::syntax::ast::{File, Gate, Item, Kpi, Name, Quoted, Scorecard, Veto};

/// What a text is to its readers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::lint) enum Use {
    /// It names a clause, which says in figures what is meant.
    Title,
    /// It is itself the criterion.
    Rubric,
}

/// A text of a plan, and how a message calls it.
pub(in crate::lint) struct Spoken<'a> {
    pub quoted: &'a Quoted,
    pub use_as: Use,
    pub called: Text,
}

/// A text between its quotation marks as it stands in the file, and where it begins there.
pub(in crate::lint) fn raw<'s>(sources: &'s Sources, quoted: &Quoted) -> (&'s str, u32) {
    let whole = sources.slice(quoted.span);
    let mut inner = whole.chars();
    let open = inner.next().map_or(0, char::len_utf8);
    inner.next_back();
    (inner.as_str(), quoted.span.start.saturating_add(u32::try_from(open).unwrap_or(0)))
}

/// The place of some bytes of a raw text.
pub(in crate::lint) fn place(quoted: &Quoted, start: u32, range: &std::ops::Range<usize>) -> Span {
    let at = |byte: usize| (start as usize).saturating_add(byte);
    Span::new(quoted.span.file, at(range.start), at(range.end))
}

/// Titles and criteria of all files; the reasons behind clauses explain and promise nothing.
pub(in crate::lint) fn titles_and_criteria(files: &[File]) -> Vec<Spoken<'_>> {
    let mut found = Vec::new();
    for item in items(files) {
        match item {
            Item::Policy(policy) => found.push(title(&policy.title, t("the title of the policy", "制度的标题"))),
            Item::Goal(goal) => found.extend(named(goal.title.as_ref(), ("goal", "绩效目标"), &goal.name)),
            Item::Scorecard(card) => of_card(card, &mut found),
            Item::Payout(payout) => {
                found.extend(named(payout.title.as_ref(), ("payout", "发放项"), &payout.name));
                found.extend(payout.gates.iter().map(of_gate));
            }
            Item::Gate(gate) => found.push(of_gate(gate)),
            Item::Input(_)
            | Item::Param(_)
            | Item::Let(_)
            | Item::Carry(_)
            | Item::Grade(_)
            | Item::Limit(_)
            | Item::Tiers(_)
            | Item::Bands(_)
            | Item::Table(_)
            | Item::Example(_)
            | Item::Calendar(_)
            | Item::Amend(_)
            | Item::Exception(_)
            | Item::Feedback(_)
            | Item::Consequence(_)
            | Item::Appeal(_)
            | Item::Review(_)
            | Item::Rollout(_)
            | Item::Support(_)
            | Item::Exchange(_)
            | Item::Use(_) => {}
        }
    }
    found
}

fn of_card<'a>(card: &'a Scorecard, found: &mut Vec<Spoken<'a>>) {
    for kpi in &card.kpis {
        found.extend(named(kpi.title.as_ref(), ("KPI", "指标"), &kpi.name));
        found.extend(rubric(kpi));
        found.extend(kpi.gates.iter().map(of_gate));
        found.extend(kpi.vetoes.iter().flat_map(of_veto));
    }
    for adjust in &card.adjusts {
        found.extend(named(adjust.title.as_ref(), ("adjustment", "加减分"), &adjust.name));
    }
    found.extend(card.vetoes.iter().flat_map(of_veto));
    found.extend(card.gates.iter().map(of_gate));
}

pub(in crate::lint) fn rubric(kpi: &Kpi) -> impl Iterator<Item = Spoken<'_>> {
    kpi.rubric.iter().map(|line| Spoken {
        quoted: &line.text,
        use_as: Use::Rubric,
        called: t(format!("the rubric of {}", q(&kpi.name.text)), format!("{}的评分细则", q(&kpi.name.text))),
    })
}

fn of_gate(gate: &Gate) -> Spoken<'_> {
    title(&gate.title, t("the title of the gate", "门槛的标题"))
}

fn of_veto(veto: &Veto) -> Option<Spoken<'_>> {
    named(veto.title.as_ref(), ("veto", "一票否决"), &veto.name)
}

fn named<'a>(text: Option<&'a Quoted>, (en, zh): (&str, &str), name: &Name) -> Option<Spoken<'a>> {
    let called = t(format!("the title of the {en} {}", q(&name.text)), format!("{zh}{}的标题", q(&name.text)));
    text.map(|text| title(text, called))
}

fn title(quoted: &Quoted, called: Text) -> Spoken<'_> {
    Spoken { quoted, use_as: Use::Title, called }
}
