//! Reads and runs every mutant, and finds what notices it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::Mutant;
use crate::cases::{self, coverage::Count};
use crate::plan::edited::edited;
use crate::plan::ir::Plan;
use crate::source::Sources;
use crate::typical::Typical;
use crate::typical::apart::{Apart, Witness, apart_in_force, people_in_force};

/// A plan is read and computed on a stack that has room for deep expressions.
const STACK: usize = 64 * 1024 * 1024;

/// What became of a mutant.
#[derive(Clone, Debug)]
pub enum Fate {
    /// The check refuses it, with this code.
    Check(&'static str),
    /// An example does not hold any more, by number.
    Example(usize),
    /// Somebody's stored result differs.
    Population,
    /// Every result is the same: it is no mutant.
    Same,
    /// Nothing notices it. The input at which a result differs, where one was found.
    Left(Option<Box<Witness>>),
}

#[derive(Clone, Debug)]
pub struct Judged {
    pub mutant: Mutant,
    pub fate: Fate,
}

/// What is being done, of how many mutants how many are done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// The examples are run.
    Examples,
    /// It is asked whether what no example notices pays otherwise at all.
    Apart,
}

/// What the mutants are of, and what may notice them beside the examples.
pub struct Asked<'a> {
    pub plan: &'a Plan,
    pub sources: &'a Sources,
    /// Whether some stored result of a population differs under a plan.
    pub differs: Option<&'a (dyn Fn(&Plan) -> bool + Sync)>,
    /// Told as the work goes on.
    pub progress: &'a (dyn Fn(Stage, usize, usize) + Sync),
}

/// All mutants with their fates, in the order they came, and the people on whom plans were compared.
#[derive(Clone, Debug)]
pub struct Judgement {
    pub judged: Vec<Judged>,
    pub people: Vec<Typical>,
}

/// So many mutants came to this.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    pub check: usize,
    pub examples: usize,
    pub population: usize,
    pub same: usize,
    pub left: usize,
}

impl Tally {
    pub fn of<'j>(judged: impl Iterator<Item = &'j Judged>) -> Tally {
        let mut tally = Tally::default();
        for one in judged {
            let count = match one.fate {
                Fate::Check(_) => &mut tally.check,
                Fate::Example(_) => &mut tally.examples,
                Fate::Population => &mut tally.population,
                Fate::Same => &mut tally.same,
                Fate::Left(_) => &mut tally.left,
            };
            *count = count.saturating_add(1);
        }
        tally
    }

    /// Those that were noticed, of all that pay otherwise.
    pub fn score(self) -> Count {
        let caught = self.check.saturating_add(self.examples).saturating_add(self.population);
        Count { covered: caught, total: caught.saturating_add(self.left) }
    }
}

/// What is known of a mutant once its examples have been run.
enum Ran {
    Done(Fate),
    Unnoticed,
}

/// Judges every mutant. An example that does not hold on the plan itself notices nothing.
pub fn judge(asked: &Asked<'_>, mutants: Vec<Mutant>) -> Judgement {
    let holding: Vec<usize> = (0..asked.plan.all_examples().len()).filter(|at| holds(asked.plan, *at)).collect();
    let ran = spread(&mutants, Stage::Examples, asked, vec![(); helpers()], |(), mutant| run(asked, mutant, &holding));
    let open: Vec<usize> = ran.iter().enumerate().filter(|(_, ran)| matches!(ran, Ran::Unnoticed)).map(|(at, _)| at).collect();
    let people = if open.is_empty() { Vec::new() } else { people_in_force(asked.plan) };
    let found = spread(&open, Stage::Apart, asked, vec![people.clone(); helpers()], |people, at| {
        mutants.get(*at).map_or(Fate::Same, |mutant| compared(asked, mutant, people))
    });
    let mut found = found.into_iter();
    let fates = ran.into_iter().map(|ran| match ran {
        Ran::Done(fate) => fate,
        Ran::Unnoticed => found.next().unwrap_or(Fate::Left(None)),
    });
    let judged = mutants.iter().cloned().zip(fates).map(|(mutant, fate)| Judged { mutant, fate }).collect();
    Judgement { judged, people }
}

fn holds(plan: &Plan, example: usize) -> bool {
    plan.all_examples().get(example).is_some_and(|example| cases::holds(plan, example))
}

/// Checks a mutant, then runs its examples up to the first that does not hold.
fn run(asked: &Asked<'_>, mutant: &Mutant, holding: &[usize]) -> Ran {
    let made = edited(asked.sources, &mutant.edits);
    let Some(plan) = &made.plan else {
        let code = made.problems.iter().find(|problem| problem.is_error()).map_or("", |problem| problem.code);
        return Ran::Done(Fate::Check(code));
    };
    if let Some(example) = holding.iter().find(|example| !holds(plan, **example)) {
        return Ran::Done(Fate::Example(*example));
    }
    match asked.differs {
        Some(differs) if differs(plan) => Ran::Done(Fate::Population),
        Some(_) | None => Ran::Unnoticed,
    }
}

/// Whether what nothing noticed pays otherwise.
fn compared(asked: &Asked<'_>, mutant: &Mutant, people: &[Typical]) -> Fate {
    let Some(plan) = edited(asked.sources, &mutant.edits).plan else { return Fate::Left(None) };
    match apart_in_force(asked.plan, &plan, people, &str::to_string) {
        Apart::Same => Fate::Same,
        Apart::At(witness) => Fate::Left(Some(witness)),
        Apart::Unsure => Fate::Left(None),
    }
}

/// As many as the machine runs at once.
fn helpers() -> usize {
    thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// Does the same work on every item, on several threads; the results come in the order of the items. Each thread has a state of its
/// own, and this one works too, so that the work is done even where no other can be had.
fn spread<I: Sync, S: Send, R: Send>(
    items: &[I],
    stage: Stage,
    asked: &Asked<'_>,
    mut states: Vec<S>,
    work: impl Fn(&S, &I) -> R + Sync,
) -> Vec<R> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let worker = |state: S| {
        let mut found = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(at) else { return found };
            found.push((at, work(&state, item)));
            (asked.progress)(stage, done.fetch_add(1, Ordering::Relaxed).saturating_add(1), items.len());
        }
    };
    let mut found = thread::scope(|scope| {
        let own = states.pop();
        let others: Vec<_> = states
            .into_iter()
            .filter_map(|state| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, || worker(state)).ok())
            .collect();
        let mut found = own.map_or_else(Vec::new, worker);
        for other in others {
            match other.join() {
                Ok(more) => found.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        found
    });
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, result)| result).collect()
}
