//! The clauses of a policy that a ruling may rest on, by their names and titles.

use crate::diagnostic::Language;
use crate::plan::ir::{Body, Def, Plan, Role};
use crate::report::names::{called, titled};
use crate::source::{Sources, Span};

/// A clause that a ruling names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clause {
    pub title: String,
    pub span: Span,
}

/// The clause of that name or title, called as readers of the language call it.
pub fn find(plan: &Plan, said: &str, language: Language) -> Option<Clause> {
    let wanted = said.trim();
    let (name, title, span) = all(plan).find(|(name, title, _)| name == wanted || title.as_deref() == Some(wanted))?;
    // What the language itself names is found by its name in either language.
    let spoken = plan.defs.iter().find(|def| def.span == span && (def.name == name || def.spoken(Language::Chinese) == name));
    let title = spoken
        .filter(|_| title.is_none())
        .map_or_else(|| titled(title.as_deref(), &name), |def| called(plan, def, language).label(language));
    Some(Clause { title, span })
}

/// The names of all of them.
pub fn names(plan: &Plan) -> Vec<String> {
    let mut names: Vec<String> = all(plan).map(|(name, _, _)| name).collect();
    names.dedup();
    names
}

fn all(plan: &Plan) -> impl Iterator<Item = (String, Option<String>, Span)> {
    let kpis = plan.defs.iter().filter(|def| def.role == Role::KpiScore).filter_map(|def| {
        // A KPI is called by its own name, its score by that with a point.
        let (name, _) = def.name.rsplit_once('.')?;
        Some((name.to_string(), def.title.clone(), def.span))
    });
    // What the language itself names has a name in either language.
    let defs = plan.defs.iter().filter(|def| is_clause(def)).flat_map(|def| {
        let spoken = Some(def.spoken(Language::Chinese)).filter(|name| *name != def.name);
        let title = || def.title.clone();
        [Some((def.name.clone(), title(), def.span)), spoken.map(|name| (name, title(), def.span))].into_iter().flatten()
    });
    let params = plan.params.iter().map(|param| (param.name.clone(), None, param.span));
    let cards = plan.scorecards.iter().map(|card| (card.name.clone(), card.title.clone(), card.span));
    let lookups = plan.lookups.iter().map(|lookup| (lookup.name.clone(), None, lookup.span));
    let inputs = plan.tables.iter().map(|table| (table.name.clone(), None, table.span));
    let appeal = plan.process.appeal.iter().flat_map(|appeal| {
        let own = ("appeal".to_string(), Some(appeal.title.clone()), appeal.span);
        let grounds = appeal.grounds.iter().map(|ground| (ground.name.clone(), ground.title.clone(), ground.span));
        [own].into_iter().chain(grounds)
    });
    kpis.chain(defs).chain(params).chain(cards).chain(inputs).chain(lookups).chain(appeal)
}

fn is_clause(def: &Def) -> bool {
    match def.role {
        Role::Covered | Role::Told | Role::Said | Role::Earlier | Role::Credit | Role::Figure(_) => false,
        Role::Column
        | Role::Let
        | Role::Carry
        | Role::Slice
        | Role::Term(_)
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiAttainment
        | Role::KpiScore
        | Role::KpiWeighted
        | Role::Adjust
        | Role::Score
        | Role::Grade
        | Role::GradeColumn
        | Role::Payout
        | Role::PayoutTotal => matches!(def.body, Body::Expr(_) | Body::Column(_)),
    }
}

/// The longest clause that is quoted whole.
const LONGEST: usize = 400;

/// The words of a clause on one line, as its author has them: with its block where that is short, else its head.
pub fn words(sources: &Sources, span: Span) -> String {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let head = one_line(sources.slice(span));
    let Some(file) = sources.get(span.file) else { return head };
    let rest = file.text().get(span.start as usize..).unwrap_or_default();
    match block_end(rest, (span.end.saturating_sub(span.start)) as usize) {
        Some(end) if end <= LONGEST => rest.get(..end).map_or(head, lines_joined),
        Some(_) | None => head,
    }
}

/// Where the block ends that a head of this length opens on its own line; nothing where it opens none.
fn block_end(text: &str, head: usize) -> Option<usize> {
    let (mut depth, mut quoted) = (0_u32, false);
    for (at, c) in text.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '“' => quoted = true,
            '”' => quoted = false,
            '\n' if depth == 0 && at >= head => return None,
            '{' | '｛' if !quoted => depth = depth.saturating_add(1),
            '}' | '｝' if !quoted => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at.saturating_add(c.len_utf8()));
                }
            }
            _ => {}
        }
    }
    None
}

/// Lines parted as they would be on one line.
fn lines_joined(text: &str) -> String {
    let chinese = text.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let parted = if chinese { "；" } else { "; " };
    let mut out = String::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let opens = out.is_empty() || out.ends_with(['{', '｛', ';', '；', ',', '，']);
        let closes = line.starts_with(['}', '｝']);
        if !out.is_empty() {
            out.push_str(if opens || closes { " " } else { parted });
        }
        out.push_str(&line.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    out
}
