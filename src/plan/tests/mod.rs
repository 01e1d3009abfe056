//! From text to plan. What each code looks like stands in the suite of policies; here stand meanings a message cannot show.

mod broken;
mod faults;
mod meaning;

use crate::diagnostic::Diagnostic;
use crate::plan::ir::{DefId, Plan};
use crate::source::{SourceFile, Sources};
use crate::value::Type;

const HEAD: &str = r#"policy "Sample" {
  version "1"
  period quarter
  currency USD
  effective 2026-01-01 to 2026-12-31
  rounding money half up to 0.01
}
input people by id {
  role    : one of "AE", "SDR"
  team    : text
  hired   : date
  revenue : money at least 0
  quota   : money above 0
  logos   : count
  csat    : number from 1 up to 5
  rate    : percent at least 0%
}
input deals by deal_id of people by id dated closed {
  amount : money at least 0
  closed : date
}
"#;

/// Reads and checks a policy: the common head, then the text.
fn check(text: &str) -> (Option<Plan>, Vec<Diagnostic>, Sources) {
    let text = format!("{HEAD}{text}");
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new("sample.merit", text.as_str()));
    let (file, mut problems) = crate::syntax::parse(id, &text);
    let (plan, more) = super::plan(&[file], &sources);
    problems.extend(more);
    (plan, problems, sources)
}

#[track_caller]
fn planned(text: &str) -> Plan {
    let (plan, problems, _) = check(text);
    assert_eq!(problems, Vec::new(), "no message for {text}");
    plan.unwrap()
}

fn codes(problems: &[Diagnostic]) -> Vec<&'static str> {
    problems.iter().map(|problem| problem.code).collect()
}

#[track_caller]
fn find(plan: &Plan, name: &str) -> DefId {
    let at = plan.defs.iter().position(|def| def.name == name);
    DefId(u32::try_from(at.unwrap_or_else(|| panic!("no {name}"))).unwrap())
}

#[track_caller]
fn type_of(plan: &Plan, name: &str) -> Type {
    plan.defs[find(plan, name).0 as usize].ty
}
