//! L301 unused-name: a number that is collected or named, and that no rule reads.

use super::basis::clauses::{What, clauses};
use super::basis::uses::{Uses, uses};
use super::{Found, Lint, Subject, note, warning};
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::ir::{Def, DefId, PEOPLE, Role, TableId};
use crate::source::Span;
use crate::value::Type;

pub(super) const LINT: Lint = Lint { code: "L301", name: "unused-name", thresholds: &[], check };

fn check(subject: &Subject<'_>, found: &mut Found) {
    let uses = uses(subject);
    let plan = subject.plan;
    let idle = idle_inputs(subject, &uses, found);
    for (at, def) in plan.defs.iter().enumerate() {
        let id = DefId(u32::try_from(at).unwrap_or(u32::MAX));
        let read = uses.defs.contains(&id) || uses.words.contains(&def.name);
        if read || idle.contains(&def.table) {
            continue;
        }
        if let Some(finding) = unread(def, uses.expected.contains(&id)) {
            found.report(finding);
        }
    }
    for (at, param) in plan.params.iter().enumerate() {
        let id = crate::plan::ir::ParamId(u32::try_from(at).unwrap_or(u32::MAX));
        if !uses.params.contains(&id) && !uses.words.contains(&param.name) {
            found.report(nothing_reads(&param.name, param.place, Thing::Param));
        }
    }
    for (at, lookup) in plan.lookups.iter().enumerate() {
        let id = crate::plan::ir::LookupId(u32::try_from(at).unwrap_or(u32::MAX));
        if !uses.lookups.contains(&id) {
            found.report(nothing_reads(&lookup.name, lookup.place, Thing::Table));
        }
    }
    for clause in clauses(subject.files).iter().filter(|clause| !uses.shapes.contains(clause.name)) {
        match clause.what {
            What::Bands => found.report(nothing_reads(clause.name, clause.span, Thing::Bands)),
            What::Tiers => found.report(nothing_reads(clause.name, clause.span, Thing::Tiers)),
            What::Rule | What::Param | What::Weight | What::Data | What::Example => {}
        }
    }
}

/// Child inputs of which nothing is read at all: one finding an input.
fn idle_inputs(subject: &Subject<'_>, uses: &Uses, found: &mut Found) -> Vec<TableId> {
    let mut idle = Vec::new();
    for (at, table) in subject.plan.tables.iter().enumerate() {
        let id = TableId(u32::try_from(at).unwrap_or(u32::MAX));
        if id != PEOPLE && !uses.tables.contains(&id) && table.rules.is_empty() {
            idle.push(id);
            found.report(nothing_reads(&table.name, table.span, Thing::Input));
        }
    }
    idle
}

/// What is said of a definition nothing reads; nothing where it is a result by itself, or says who somebody is.
fn unread(def: &Def, expected: bool) -> Option<Diagnostic> {
    match def.role {
        Role::Column => match def.ty {
            // Names, teams, dates and people tell rows apart; flags have a lint of their own.
            Type::Text | Type::Date | Type::Flag => None,
            Type::Money | Type::Foreign(_) | Type::Percent | Type::Number | Type::Count | Type::Days | Type::Choice(_) => {
                Some(nothing_reads(&def.name, def.place, Thing::Column))
            }
        },
        Role::GradeColumn => Some(nothing_reads(&def.name, def.place, Thing::GradeColumn)),
        Role::Let | Role::Slice if !expected => Some(decides_nothing(def)),
        Role::Credit
        | Role::Let
        | Role::Carry
        | Role::Term(_)
        | Role::Earlier
        | Role::Slice
        | Role::GoalMet
        | Role::GoalAttainment
        | Role::GoalGap
        | Role::GoalAchievable
        | Role::Covered
        | Role::Told
        | Role::Said
        | Role::KpiMeasure
        | Role::KpiTarget
        | Role::KpiAttainment
        | Role::KpiScore
        | Role::KpiWeighted
        | Role::Adjust
        | Role::Score
        | Role::Grade
        | Role::Payout
        | Role::PayoutTotal
        | Role::Figure(_) => None,
    }
}

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Thing {
    Column,
    GradeColumn,
    Param,
    Table,
    Bands,
    Tiers,
    Input,
}

impl Thing {
    fn words(self) -> Text {
        match self {
            Thing::Column => Text::new("column", "列"),
            Thing::GradeColumn => Text::new("value beside the grades", "等级所附的值"),
            Thing::Param => Text::new("param", "参数"),
            Thing::Table => Text::new("table", "对照表"),
            Thing::Bands => Text::new("bands", "分档"),
            Thing::Tiers => Text::new("tiers", "累进"),
            Thing::Input => Text::new("input", "数据"),
        }
    }

    fn help(self) -> Text {
        match self {
            Thing::Column => Text::new(
                "write the rule that was to read it, or leave the column out: figures about people that decide nothing need not be collected",
                "请写上本该用到它的规则，或删去这一列：不影响结果的个人数据不必收集",
            ),
            Thing::GradeColumn => Text::new(
                "use it in a payout, as in `pay base * coefficient`, or delete it: as it stands, the grade changes no pay through it",
                "请在发放中使用它，例如 `计发 基数 × 系数`，否则请删去：照现在的写法，它不会让等级影响任何收入",
            ),
            Thing::Param | Thing::Table | Thing::Bands | Thing::Tiers => Text::new(
                "use it in the rule it was written for, or delete it: who reads the plan takes it for a rule",
                "请在本该用到它的规则中使用，或删去：读制度的人会以为它有效",
            ),
            Thing::Input => Text::new(
                "read it in a rule, as in `count over …`, or delete the input: nobody need supply the file",
                "请在规则中使用它，例如 `… 的 计数`，或删去这个数据：不必让人提供这份文件",
            ),
        }
    }
}

fn nothing_reads(name: &str, place: Span, thing: Thing) -> Diagnostic {
    let words = thing.words();
    let message = Text::new(format!("no rule reads the {} `{name}`", words.en), format!("没有任何规则用到{} `{name}`", words.zh));
    warning(&LINT, message).label(place, Text::new("read nowhere", "没有用到")).help(thing.help())
}

fn decides_nothing(def: &Def) -> Diagnostic {
    let name = &def.name;
    note(
        &LINT,
        Text::new(
            format!("`{name}` is computed and printed, but decides nothing"),
            format!("`{name}` 只计算、只列在结果里，不影响任何结果"),
        ),
    )
    .label(def.place, Text::new("no rule and no example reads it", "没有规则或示例用到它"))
    .help(Text::new(
        "use it in a rule; if it is only to be seen among the results, expect it in an example; else delete it",
        "请在规则中使用；如果只是要列在结果里，请在示例的 `应为` 中写上它；否则请删去",
    ))
}
