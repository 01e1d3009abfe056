//! Amendments: whether each can hold, what it replaces, and the stretches of days with the same amendments in force.

use super::During;
use super::clauses::{self, Called, Found, Place};
use super::extents;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::text::nearest;
use crate::format::told_of;
use crate::plan::ir;
use crate::plan::problems::changes::{self as problems, Lacks};
use crate::plan::problems::names;
use crate::source::Sources;
use crate::syntax::ast::{self, Amend, File, Item, Policy};
use crate::value::{Date, Period};

/// An amendment whose clauses have been found, each at its place.
pub(super) struct Amending<'f> {
    pub ast: &'f Amend,
    /// The number of its file and of its clause in the file.
    at: (usize, usize),
    from: Date,
    to: Option<Date>,
    pub places: Vec<Place>,
}

/// The amendments of a policy in the order of the text, and what is to be said of them.
pub(super) struct Checked<'f> {
    pub amends: Vec<Amending<'f>>,
    pub problems: Vec<Diagnostic>,
}

impl Amending<'_> {
    pub fn during(&self) -> During {
        During { from: Some(self.from), to: self.to }
    }

    pub fn dates(&self) -> (Date, Option<Date>) {
        (self.from, self.to)
    }

    fn same_time(&self, other: &Amending<'_>) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }

    /// As explanations tell it.
    pub fn ir(&self, sources: &Sources, files: &[File]) -> Option<ir::Amendment> {
        let (because, approved) = (self.ast.terms.because.as_ref()?, self.ast.terms.approved.as_ref()?);
        let replaced = self.ast.clauses.iter().zip(&self.places).enumerate().filter_map(|(number, (clause, place))| {
            Some(ir::Replaced {
                name: clauses::called_in_amendment(clause).text(),
                now: extents::of_amended(sources, files, self.at, number)?,
                before: extents::of_replaced(sources, files, *place, clause)?,
            })
        });
        Some(ir::Amendment {
            title: self.ast.title.text.clone(),
            from: self.from,
            to: self.to,
            because: because.text.clone(),
            approved: approved.text.clone(),
            replaced: replaced.collect(),
            span: self.ast.span,
        })
    }
}

/// Finds what each amendment replaces.
pub(super) fn check(files: &[File]) -> Checked<'_> {
    let mut checked = Checked { amends: Vec::new(), problems: Vec::new() };
    let header =
        files.iter().flat_map(|file| &file.items).find_map(|item| if let Item::Policy(header) = item { Some(header) } else { None });
    let broken = files.iter().any(|file| !file.broken.is_empty());
    for (number, file) in files.iter().enumerate() {
        for (item, found) in file.items.iter().enumerate() {
            let Item::Amend(ast) = found else { continue };
            let is_broken = file.broken.iter().any(|broken| broken.block == Some(ast.span));
            let dates = terms(ast, header, &mut checked.problems);
            if ast.clauses.is_empty() && !is_broken {
                checked.problems.push(problems::amends_nothing(&ast.title.text, ast.span));
            }
            let places = places(files, ast, broken, &mut checked.problems);
            let (Some((from, to)), Some(places)) = (dates, places) else { continue };
            let amending = Amending { ast, at: (number, item), from, to, places };
            if !broken {
                said_nothing_new(files, &amending, &mut checked.problems);
            }
            gaps(&amending, &mut checked.problems);
            forgets(files, &amending, &mut checked.problems);
            clashes(&checked.amends, &amending, &mut checked.problems);
            checked.amends.push(amending);
        }
    }
    let mut titles: Vec<&Amend> = Vec::new();
    for ast in files.iter().flat_map(|file| &file.items).filter_map(|item| if let Item::Amend(ast) = item { Some(ast) } else { None }) {
        match titles.iter().find(|other| other.title.text == ast.title.text) {
            Some(before) => checked.problems.push(names::twice(&ast.title.text, before.title.span, ast.title.span)),
            None => titles.push(ast),
        }
    }
    checked.problems.sort_by_key(|problem| problem.labels.first().map(|label| (label.span.file, label.span.start)));
    checked
}

/// From when to when an amendment holds.
fn terms(ast: &Amend, header: Option<&Policy>, problems: &mut Vec<Diagnostic>) -> Option<(Date, Option<Date>)> {
    let terms = &ast.terms;
    let lacks =
        [(terms.from.is_none(), Lacks::Start), (terms.because.is_none(), Lacks::Reason), (terms.approved.is_none(), Lacks::Approval)];
    problems.extend(lacks.into_iter().filter(|(missing, _)| *missing).map(|(_, lack)| problems::lacks(lack, ast.span)));
    let from = terms.from?;
    if let Some(to) = terms.to.filter(|(to, _)| *to < from.0) {
        problems.push(problems::backwards(from, to));
        return None;
    }
    let kind = header.and_then(|header| header.period).map(|(kind, _)| kind);
    if let Some(problem) = problems::never_holds((from, terms.to), kind, header.and_then(|header| header.effective.as_ref())) {
        problems.push(problem);
        return None;
    }
    Some((from.0, terms.to.map(|(to, _)| to)))
}

/// Where the clauses stand that an amendment replaces; nothing where one of them is not to be found.
fn places(files: &[File], ast: &Amend, broken: bool, problems: &mut Vec<Diagnostic>) -> Option<Vec<Place>> {
    let mut places: Vec<(Place, Called)> = Vec::new();
    let mut all_found = true;
    for clause in &ast.clauses {
        let called = clauses::called_in_amendment(clause);
        match clauses::find(files, clause) {
            Found::At(place) => {
                // Of one KPI the weight and the target may be replaced each by itself, and nothing beside the whole of it.
                let apart = |other: &Called| other.word != called.word && other.is_line() && called.is_line();
                let same = |other: &&(Place, Called)| other.0.meets(place) && (other.0 != place || !apart(&other.1));
                match places.iter().find(same) {
                    Some((_, before)) => problems.push(problems::amended_twice(&called.text(), (before.place, called.place))),
                    None => places.push((place, called)),
                }
            }
            Found::Several(all) => problems.push(problems::which_part(&called.text(), called.place, &all)),
            // It may be the one that could not be read.
            Found::None(_) if broken => all_found = false,
            Found::None(known) => {
                let guess = nearest(&called.name, known.iter().map(String::as_str)).map(str::to_string);
                problems.push(problems::amends_unknown(&called.text(), called.place, (called.word, guess), &known));
            }
        }
    }
    (all_found && places.len() == ast.clauses.len()).then(|| places.into_iter().map(|(place, _)| place).collect())
}

/// An amendment that says what the policy says anyway.
fn said_nothing_new(files: &[File], amending: &Amending<'_>, problems: &mut Vec<Diagnostic>) {
    for (clause, place) in amending.ast.clauses.iter().zip(&amending.places) {
        let alone = Amend { clauses: vec![clause.clone()], ..amending.ast.clone() };
        let after = clauses::amended(files, &[(&alone, &[*place])]);
        let told = |files: &[File]| {
            let item = files.get(place.file).and_then(|file| file.items.get(place.item)).cloned();
            told_of(&File { items: item.into_iter().collect(), ..File::default() })
        };
        if told(files) == told(&after) {
            let called = clauses::called_in_amendment(clause);
            problems.push(problems::amended_alike(&called.text(), called.place, clauses::place_of(files, *place)));
        }
    }
}

/// A param that has no value when its amendment begins: neither the old one nor a new one would hold.
fn gaps(amending: &Amending<'_>, problems: &mut Vec<Diagnostic>) {
    for clause in &amending.ast.clauses {
        let Some(param) = clauses::param_in(clause) else { continue };
        let starts = param.values.iter().map(|value| value.from).collect::<Option<Vec<_>>>();
        let first = starts.and_then(|starts| starts.into_iter().min_by_key(|(from, _)| *from));
        if let Some((first, place)) = first.filter(|(first, _)| *first > amending.from) {
            problems.push(problems::amended_gap(&clauses::called_in_amendment(clause).text(), (amending.from, first), place));
        }
    }
}

/// A payout that defers or advances and for a time does not: what waits would not be paid, what is open would not be taken back.
fn forgets(files: &[File], amending: &Amending<'_>, problems: &mut Vec<Diagnostic>) {
    for (clause, place) in amending.ast.clauses.iter().zip(&amending.places) {
        let before = files.get(place.file).and_then(|file| file.items.get(place.item));
        let (ast::Amendment::Item(now), Some(Item::Payout(before))) = (clause, before) else { continue };
        let Item::Payout(now) = now.as_ref() else { continue };
        // When the amendment ends, the policy's own clause follows on it.
        let follows = [Some((before, now)), amending.to.map(|_| (now, before))];
        for (earlier, later) in follows.into_iter().flatten() {
            let name = &now.name;
            if let (Some(deferral), None) = (&earlier.terms.deferral, &later.terms.deferral) {
                problems.push(problems::forgets(problems::Forgotten::Deferral, &name.text, name.span, deferral.span));
            }
            let recovered = earlier.terms.draw.as_ref().filter(|draw| draw.recovery.is_some());
            if let (Some(draw), None) = (recovered, later.terms.draw.as_ref().filter(|draw| draw.recovery.is_some())) {
                problems.push(problems::forgets(problems::Forgotten::Draw, &name.text, name.span, draw.span));
            }
        }
    }
}

/// On one clause no two amendments may be in force at a time.
fn clashes(before: &[Amending<'_>], amending: &Amending<'_>, problems: &mut Vec<Diagnostic>) {
    for other in before.iter().filter(|other| other.same_time(amending)) {
        for (clause, place) in amending.ast.clauses.iter().zip(&amending.places) {
            let met = other.ast.clauses.iter().zip(&other.places).find(|(_, first)| first.meets(*place));
            let Some((first, _)) = met else { continue };
            let (called, first) = (clauses::called_in_amendment(clause), clauses::called_in_amendment(first));
            let titles = (other.ast.title.text.as_str(), amending.ast.title.text.as_str());
            let since = other.from.max(amending.from);
            problems.push(problems::amendments_clash(&called.text(), titles, (called.place, first.place), since));
        }
    }
}

/// The stretches of days with the same amendments in force, in order; those in which no period of the plan ends are left out.
pub(super) fn stretches(files: &[File], amends: &[Amending<'_>]) -> Vec<During> {
    let header =
        files.iter().flat_map(|file| &file.items).find_map(|item| if let Item::Policy(header) = item { Some(header) } else { None });
    let mut starts: Vec<Date> =
        amends.iter().flat_map(|amend| [Some(amend.from), amend.to.and_then(|to| to.add_days(1))]).flatten().collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().map(|start| start.add_days(-1)).chain([None]);
    let all = std::iter::once(None).chain(starts.iter().copied().map(Some)).zip(ends).map(|(from, to)| During { from, to });
    let is_used = |during: &During| match header.and_then(|header| header.period) {
        Some((kind, _)) => {
            let effective = header.and_then(|header| header.effective.as_ref());
            let first = during.from.into_iter().chain(effective.map(|effective| effective.from)).max();
            let last = during.to.into_iter().chain(effective.map(|effective| effective.to)).min();
            // The last day of the first period that ends on or after the first day.
            first.is_none_or(|first| last.is_none_or(|last| Period::containing(kind, first).end() <= last))
        }
        None => true,
    };
    let used: Vec<During> = all.filter(is_used).collect();
    if used.is_empty() { vec![During::ALWAYS] } else { used }
}
