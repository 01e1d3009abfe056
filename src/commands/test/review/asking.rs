//! The questions of a review. They do not care who answers.

use std::io::{self, BufRead};

use super::super::shown::{MOST, View};
use crate::cases::snapshot::{Decision, Decisions, Difference};
use crate::commands::problems;
use crate::commands::terminal::Terminal;
use crate::diagnostic::text::sanitise;
use crate::diagnostic::{Language, Text};
use crate::plan::ir::Plan;

/// Where the lines of a review begin.
const INDENT: &str = "    ";

/// Whoever reads and answers.
pub(super) trait Reader {
    fn show(&mut self, text: &str);
    /// Nothing where there will be no answer any more.
    fn answer(&mut self) -> Option<String>;
}

/// Somebody at the terminal.
pub(super) struct Person<'a> {
    pub(super) terminal: &'a Terminal,
}

impl Reader for Person<'_> {
    fn show(&mut self, text: &str) {
        self.terminal.complain(text);
    }

    fn answer(&mut self) -> Option<String> {
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line);
        read.is_ok_and(|bytes| bytes > 0).then_some(line)
    }
}

/// Whether the review goes on behind this case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flow {
    On,
    Quit,
}

/// What a question may be answered with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Decided(Decision),
    /// This and everything that follows.
    AllDecided(Decision),
    Skip,
    ByPayout,
    ByEmployee,
    Back,
    Quit,
}

impl Answer {
    fn read(line: &str) -> Option<Answer> {
        Some(match line.trim() {
            "a" | "接受" => Answer::Decided(Decision::Accepted),
            "r" | "拒绝" => Answer::Decided(Decision::Rejected),
            "A" => Answer::AllDecided(Decision::Accepted),
            "R" => Answer::AllDecided(Decision::Rejected),
            "s" | "S" | "跳过" => Answer::Skip,
            "p" | "P" => Answer::ByPayout,
            "e" | "E" => Answer::ByEmployee,
            "b" | "B" | "返回" => Answer::Back,
            "q" | "Q" | "退出" => Answer::Quit,
            _ => return None,
        })
    }
}

pub(super) struct Review<'a> {
    pub(super) plan: &'a Plan,
    pub(super) language: Language,
    pub(super) reader: &'a mut dyn Reader,
}

/// A value of everybody, or those who came and went.
enum Part {
    Value(String),
    Comers,
}

impl Review<'_> {
    /// A case of which nothing is kept.
    pub(super) fn unknown(&mut self, title: &str, decisions: &mut Decisions<'_>) -> Flow {
        let view = self.view();
        let count = decisions.changes().people.len();
        self.show(&format!("\n{title}\n{}\n{}", problems::review_new(count).get(self.language), view.changes(decisions.changes())));
        self.whole(decisions)
    }

    /// A case whose results differ from what is kept.
    pub(super) fn changed(&mut self, title: &str, decisions: &mut Decisions<'_>) -> Flow {
        self.show(&format!("\n{title}\n{}", self.summary(decisions)));
        if decisions.changes().people.is_empty() {
            return self.whole(decisions);
        }
        loop {
            match self.ask(&problems::ask_case()) {
                Answer::Decided(decision) | Answer::AllDecided(decision) => {
                    decisions.rest(decision);
                    return Flow::On;
                }
                Answer::Skip => return Flow::On,
                Answer::Quit => return Flow::Quit,
                Answer::ByPayout => self.by_payout(decisions),
                Answer::ByEmployee => self.by_employee(decisions),
                Answer::Back => {}
            }
            let open = decisions.count(Decision::Open);
            if open == 0 {
                return Flow::On;
            }
            let (accepted, rejected) = (decisions.count(Decision::Accepted), decisions.count(Decision::Rejected));
            self.say(&problems::review_so_far(accepted, rejected, open));
        }
    }

    /// Asks about everything at once.
    fn whole(&mut self, decisions: &mut Decisions<'_>) -> Flow {
        loop {
            match self.ask(&problems::ask_whole()) {
                Answer::Decided(decision) | Answer::AllDecided(decision) => {
                    decisions.rest(decision);
                    return Flow::On;
                }
                Answer::Skip => return Flow::On,
                Answer::Quit => return Flow::Quit,
                Answer::ByPayout | Answer::ByEmployee | Answer::Back => {}
            }
        }
    }

    /// Who changes, and what each value comes to.
    fn summary(&self, decisions: &Decisions<'_>) -> String {
        let (changes, view) = (decisions.changes(), self.view());
        let differ = changes.count(Difference::Values);
        let counted = problems::review_changed(differ, changes.count(Difference::Came), changes.count(Difference::Went));
        let mut out = format!("{}\n", counted.get(self.language));
        for name in changes.names() {
            let line = problems::review_value(&view.name(&name), changes.of(&name).count(), changes.net(&name).as_ref());
            out.push_str(&format!("{}\n", line.get(self.language)));
        }
        out + &view.footer(changes)
    }

    fn by_payout(&mut self, decisions: &mut Decisions<'_>) {
        let mut parts: Vec<Part> = decisions.names().iter().map(|name| Part::Value(name.to_string())).collect();
        parts.push(Part::Comers);
        let mut all: Option<Decision> = None;
        for part in parts {
            let open = Review::open_people(&part, decisions);
            if open.is_empty() {
                continue;
            }
            let decision = match all {
                Some(decision) => Some(decision),
                None => {
                    self.show(&self.part(&part, &open, decisions));
                    match self.ask(&problems::ask_part()) {
                        Answer::Decided(decision) => Some(decision),
                        Answer::AllDecided(decision) => {
                            all = Some(decision);
                            all
                        }
                        Answer::Skip | Answer::ByPayout | Answer::ByEmployee => None,
                        Answer::Back | Answer::Quit => return,
                    }
                }
            };
            match (decision, part) {
                (Some(decision), Part::Value(name)) => decisions.value(&name, decision),
                (Some(decision), Part::Comers) => decisions.comers_and_goers(decision),
                (None, Part::Value(_) | Part::Comers) => {}
            }
        }
    }

    /// The people of a part on whom nothing has been decided.
    fn open_people(part: &Part, decisions: &Decisions<'_>) -> Vec<usize> {
        let people = decisions.changes().people.iter().enumerate();
        let open = people.filter(|(at, person)| match part {
            Part::Value(name) => decisions.is_value_open(*at, name),
            Part::Comers => person.difference != Difference::Values && decisions.is_open(*at),
        });
        open.map(|(at, _)| at).collect()
    }

    /// Whom a part changes for.
    fn part(&self, part: &Part, open: &[usize], decisions: &Decisions<'_>) -> String {
        let (changes, view) = (decisions.changes(), self.view());
        let heading = match part {
            Part::Value(name) => problems::review_value(&view.name(name), open.len(), changes.net(name).as_ref()),
            Part::Comers => problems::review_comers(open.len()),
        };
        let mut out = format!("\n{}\n", heading.get(self.language));
        for person in open.iter().take(MOST).filter_map(|at| changes.people.get(*at)) {
            match part {
                Part::Value(name) => {
                    let change = person.values.iter().find(|value| value.name.as_ref() == name);
                    let arrow = change.map(|change| view.arrow(change)).unwrap_or_default();
                    out.push_str(&format!("{INDENT}{}  {arrow}\n", sanitise(&person.key)));
                }
                Part::Comers => out.push_str(&view.person(person)),
            }
        }
        out + &view.more(open.len().saturating_sub(MOST))
    }

    fn by_employee(&mut self, decisions: &mut Decisions<'_>) {
        let mut all: Option<Decision> = None;
        for at in 0..decisions.changes().people.len() {
            if !decisions.is_open(at) {
                continue;
            }
            if let Some(decision) = all {
                decisions.person(at, decision);
                continue;
            }
            let shown = decisions.changes().people.get(at).map(|person| self.view().person(person));
            self.show(&format!("\n{}", shown.unwrap_or_default()));
            match self.ask(&problems::ask_part()) {
                Answer::Decided(decision) => decisions.person(at, decision),
                Answer::AllDecided(decision) => {
                    all = Some(decision);
                    decisions.person(at, decision);
                }
                Answer::Skip | Answer::ByPayout | Answer::ByEmployee => {}
                Answer::Back | Answer::Quit => return,
            }
        }
    }

    /// Asks until there is an answer; help is none.
    fn ask(&mut self, question: &Text) -> Answer {
        loop {
            self.show(question.get(self.language));
            let Some(line) = self.reader.answer() else {
                self.show("\n");
                return Answer::Quit;
            };
            match Answer::read(&line) {
                Some(answer) => return answer,
                None => self.show(problems::review_help().get(self.language)),
            }
        }
    }

    fn view(&self) -> View<'_> {
        View { plan: self.plan, language: self.language, indent: INDENT }
    }

    fn say(&mut self, line: &Text) {
        let line = format!("{}\n", line.get(self.language));
        self.show(&line);
    }

    fn show(&mut self, text: &str) {
        self.reader.show(text);
    }
}
