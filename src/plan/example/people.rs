//! Several people in one example: who they are, and of whom a name or an error speaks.

use super::{Common, Person, spelled};
use crate::plan::ir::{DefId, ErrorOf, PEOPLE, TableId};
use crate::plan::planner::Planner;
use crate::plan::problems::{examples, names};
use crate::source::Span;
use crate::syntax::ast::{self, ExampleName, Given, Path, Quoted};
use crate::value::Value;

/// What is given of one person, or outside of `people { }` of all of them.
#[derive(Clone, Default)]
pub(super) struct GivenOf {
    pub values: Vec<(DefId, Value)>,
    pub rows: Vec<GivenRow>,
}

/// A row of a child input.
#[derive(Clone)]
pub(super) struct GivenRow {
    pub table: TableId,
    pub values: Vec<(DefId, Value)>,
    /// Where the rows of the input stand.
    pub span: Span,
}

/// A name of an example without the person it speaks of.
pub(super) struct Named {
    /// The number of the person.
    pub whose: u32,
    pub path: Path,
}

impl Common {
    /// Whether it is one person without a key; of others, a name must say of whom it speaks.
    pub(super) fn is_one(&self) -> bool {
        self.people.iter().all(|person| person.key.is_none())
    }

    fn keys(&self) -> Vec<String> {
        self.people.iter().filter_map(|person| person.key.as_ref().map(|key| key.text.clone())).collect()
    }

    pub(super) fn number(&self, key: &str) -> Option<u32> {
        let own = |person: &Person| person.key.as_ref().is_some_and(|own| own.text == key);
        self.people.iter().position(own).and_then(|at| u32::try_from(at).ok())
    }
}

impl<'a> Planner<'a> {
    /// Everybody of an example with what is given of them: those of `people { }`, or one person without a key.
    pub(super) fn people(&mut self, ast: &'a ast::Example) -> Vec<Person> {
        let mut people: Vec<Person> = Vec::new();
        let mut keys: Vec<(&str, Span)> = Vec::new();
        let (outside, given_outside) = self.given_of(&ast.given, &[]);
        let mut is_several = false;
        for given in &ast.given {
            let Given::People { population, people: several, span } = given else { continue };
            if !is_several {
                self.check_keys_not_given(ast, *span);
            }
            is_several = true;
            if self.table_named(&population.text) != Some(PEOPLE) {
                let own = self.inputs().into_iter().next();
                self.report(examples::not_the_population(&population.text, population.span, own.as_deref()));
            }
            for person in several {
                match keys.iter().find(|(other, _)| *other == person.key.text) {
                    Some((_, before)) => {
                        let before = *before;
                        self.report(names::twice(&person.key.text, before, person.key.span));
                        continue;
                    }
                    None => keys.push((&person.key.text, person.key.span)),
                }
                let (own, _) = self.given_of(&person.given, &given_outside);
                let values = outside.values.iter().cloned().chain(own.values).collect();
                let rows = outside.rows.iter().cloned().chain(own.rows).collect();
                let given = GivenOf { values, rows };
                people.push(Person { key: Some(person.key.clone()), given });
            }
        }
        if !is_several {
            people.push(Person { key: None, given: outside });
        }
        people
    }

    /// What stands behind `given`, and where the values of the person stand; `before` are those of everybody.
    fn given_of(&mut self, all: &'a [Given], before: &[(&'a str, Span)]) -> (GivenOf, Vec<(&'a str, Span)>) {
        let mut found = GivenOf::default();
        let mut seen: Vec<(&str, Span)> = before.to_vec();
        for given in all {
            match given {
                Given::Value(pair) => {
                    if self.once(&mut seen, &pair.name) {
                        found.values.extend(self.given(PEOPLE, pair));
                    }
                }
                Given::Rows { input, rows, span } => {
                    let Some(table) = self.given_table(input) else { continue };
                    for row in rows {
                        let mut seen: Vec<(&str, Span)> = Vec::new();
                        let mut values = Vec::with_capacity(row.len());
                        for pair in row {
                            if self.once(&mut seen, &pair.name) {
                                values.extend(self.given(table, pair));
                            }
                        }
                        found.rows.push(GivenRow { table, values, span: *span });
                    }
                }
                Given::People { .. } => {}
            }
        }
        (found, seen)
    }

    /// The key of each of several people stands before the brace; given once more it could say something else.
    fn check_keys_not_given(&mut self, ast: &'a ast::Example, people: Span) {
        let Some(key) = self.tables.first().and_then(|people| people.key) else { return };
        let mut places = Vec::new();
        for given in &ast.given {
            match given {
                Given::Value(pair) => places.extend([&pair.name]),
                Given::People { people, .. } => {
                    let own = people.iter().flat_map(|person| &person.given);
                    places.extend(own.filter_map(|given| match given {
                        Given::Value(pair) => Some(&pair.name),
                        Given::Rows { .. } | Given::People { .. } => None,
                    }));
                }
                Given::Rows { .. } => {}
            }
        }
        places.retain(|name| self.column(PEOPLE, &name.text) == Some(key));
        for name in places {
            self.report(examples::key_given(&name.text, name.span, people));
        }
    }

    /// Of whom a name speaks, and the name without them.
    pub(super) fn whose(&mut self, common: &Common, name: &ExampleName) -> Option<Named> {
        if common.is_one() {
            return match &name.whose {
                None => Some(Named { whose: 0, path: name.path.clone() }),
                Some(key) => {
                    self.report(examples::one_person(&key.text, key.span));
                    None
                }
            };
        }
        let (key, path) = match (&name.whose, name.path.parts.as_slice()) {
            (Some(key), _) => (key.clone(), name.path.clone()),
            (None, [first, rest @ ..]) if !rest.is_empty() => {
                let start = rest.first().map_or(name.path.span.start, |part| part.span.start);
                let path = Path { parts: rest.to_vec(), span: Span { start, ..name.path.span } };
                (Quoted { text: first.text.clone(), span: first.span }, path)
            }
            (None, _) => {
                self.report(examples::of_whom(&spelled(&name.path), name.span, &common.keys()));
                return None;
            }
        };
        let found = common.number(&key.text);
        if found.is_none() {
            self.unknown_person(common, name, &key);
        }
        found.map(|whose| Named { whose, path })
    }

    /// `sales.score` of several people lacks the person, `C.score` names one that is not there.
    fn unknown_person(&mut self, common: &Common, name: &ExampleName, key: &Quoted) {
        let keys = common.keys();
        if name.whose.is_none() && self.find_def(&name.path).is_some() {
            self.report(examples::of_whom(&spelled(&name.path), name.span, &keys));
            return;
        }
        let guess = self.guess(&key.text, &keys);
        self.report(examples::unknown_person(&key.text, key.span, (&keys, guess)));
    }

    /// The person of an expected error, or anybody; nothing where nobody is so called, which has been reported.
    pub(super) fn whose_error(&mut self, common: &Common, whose: Option<&Quoted>) -> Option<ErrorOf> {
        let Some(key) = whose else { return Some(ErrorOf::Anybody) };
        if common.is_one() {
            self.report(examples::one_person(&key.text, key.span));
            return None;
        }
        let found = common.number(&key.text);
        if found.is_none() {
            let keys = common.keys();
            let guess = self.guess(&key.text, &keys);
            self.report(examples::unknown_person(&key.text, key.span, (&keys, guess)));
        }
        found.map(ErrorOf::Person)
    }
}
