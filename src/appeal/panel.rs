//! Whether those who decide may decide: how many they are, where they come from, and what they are to the appellant.

use super::case::{Member, Panel, Relation};
use super::judge::{Known, Rules};
use super::problems::{self, At, Slip};
use crate::diagnostic::Diagnostic;
use crate::syntax::ast::Excluded;

/// Who decided at one instance.
#[derive(Clone, Copy, Debug)]
pub struct Sitting<'a> {
    pub instance: u32,
    pub panel: &'a Panel,
}

/// Members by their keys or names, each once.
fn distinct(panel: &Panel) -> Vec<&Member> {
    let mut members: Vec<&Member> = Vec::new();
    for member in &panel.members {
        if !members.iter().any(|other| other.called() == member.called()) {
            members.push(member);
        }
    }
    members
}

/// What of the panel of an instance breaks the clause; `before` are the panels of the instances before it.
pub fn check(at: At<'_>, rules: &Rules<'_>, known: &Known, sitting: Sitting<'_>, before: &[Sitting<'_>]) -> Vec<Diagnostic> {
    let members = distinct(sitting.panel);
    let mut found: Vec<Diagnostic> = members.iter().flat_map(|member| unfit(at, rules, known, member)).collect();
    if sitting.instance == 1 {
        found.extend(first_instance(at, rules, &members));
        return found;
    }
    for member in &members {
        let sat = before.iter().any(|other| other.panel.members.iter().any(|earlier| same(earlier, member)));
        if sat {
            found.push(problems::panel(at, rules, &Slip::SatBefore(member.spoken())));
        }
    }
    found
}

fn first_instance(at: At<'_>, rules: &Rules<'_>, members: &[&Member]) -> Vec<Diagnostic> {
    let clause = rules.clause;
    let mut found = Vec::new();
    if let Some(quorum) = clause.quorum
        && u32::try_from(members.len()).is_ok_and(|count| count < quorum)
    {
        found.push(problems::panel(at, rules, &Slip::TooFew { members: members.len(), quorum }));
    }
    if clause.panel.is_empty() {
        return found;
    }
    for member in members {
        match &member.department {
            None => found.push(problems::panel(at, rules, &Slip::NoDepartment(member.spoken()))),
            Some(department) if !clause.panel.contains(department) => {
                found.push(problems::panel(at, rules, &Slip::OtherDepartment(member.spoken(), department)));
            }
            Some(_) => {}
        }
    }
    let departments: Vec<&str> = members.iter().filter_map(|member| member.department.as_deref()).collect();
    if let [first, rest @ ..] = departments.as_slice()
        && clause.panel.len() > 1
        && !rest.is_empty()
        && rest.iter().all(|other| other == first)
    {
        found.push(problems::panel(at, rules, &Slip::OneDepartment(first)));
    }
    found
}

/// Whether two members are one person: by key where both have one, else by name.
fn same(one: &Member, other: &Member) -> bool {
    match (&one.key, &other.key) {
        (Some(one), Some(other)) => one == other,
        (None, _) | (_, None) => one.name.is_some() && one.name == other.name,
    }
}

/// Whether a member is the appellant, or somebody whom the clause excludes.
fn unfit(at: At<'_>, rules: &Rules<'_>, known: &Known, member: &Member) -> Option<Diagnostic> {
    let key = member.key.as_deref();
    let is = |other: &str| key == Some(other) || member.name.as_deref() == Some(other);
    let excludes = |who: Excluded| rules.clause.excluding.contains(&who);
    if is(&known.who) || known.name.as_deref().is_some_and(is) {
        return Some(problems::panel(at, rules, &Slip::Appellant(member.spoken())));
    }
    let manages = member.relation == Some(Relation::Manager) || known.managers.iter().flatten().any(|manager| is(manager));
    if excludes(Excluded::Manager) && manages {
        return Some(problems::panel(at, rules, &Slip::Manager(member.spoken())));
    }
    let rates = member.relation == Some(Relation::Rater) || known.raters.iter().flatten().any(|rater| is(rater));
    (excludes(Excluded::Rater) && rates).then(|| problems::panel(at, rules, &Slip::Rater(member.spoken())))
}
