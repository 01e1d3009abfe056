//! What a plan computes, told without places, numbers of the tree, titles and reasons: two plans that are told alike compute alike.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{Body, Def, DefId, Expr, LookupBody, Plan, Table};
use crate::value::ChoiceId;

/// Something with a meaning of its own.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Part {
    /// A line of the header: `period`, `rounding`.
    Header(&'static str),
    Input(String),
    Param(String),
    Lookup(String),
    Def(String),
}

/// What every part of a plan computes.
#[derive(Clone, PartialEq, Debug)]
pub struct Meaning(IndexMap<Part, String>);

impl Meaning {
    /// Of all versions of a plan, where amendments change it.
    pub fn of(plan: &Plan) -> Meaning {
        let mut all = Meaning::of_version(plan);
        for version in &plan.versions {
            for (part, told) in Meaning::of_version(&version.plan).0 {
                all.0.entry(part).or_default().push_str(&format!(" from {}: {told}", version.from));
            }
        }
        all
    }

    fn of_version(plan: &Plan) -> Meaning {
        let teller = Teller { plan };
        let mut parts = IndexMap::new();
        let header = [
            ("period", format!("{:?}", plan.period)),
            ("currency", format!("{:?}", plan.currency)),
            ("effective", format!("{:?}", plan.effective)),
            ("calendar", plan.calendar.as_ref().map_or(String::new(), |calendar| calendar.days.told())),
            (
                "foreign rounding",
                plan.foreign
                    .iter()
                    .map(|foreign| format!("{:?} {:?} {:?}", foreign.currency, foreign.rounding.unit, foreign.rounding.mode))
                    .collect(),
            ),
            ("rounding", plan.rounding.as_ref().map_or(String::new(), |rounding| format!("{:?} {:?}", rounding.unit, rounding.mode))),
        ];
        parts.extend(header.map(|(name, told)| (Part::Header(name), told)));
        parts.extend(plan.tables.iter().map(|table| (Part::Input(table.name.clone()), teller.input(table))));
        parts.extend(plan.params.iter().map(|param| {
            let told = format!("{:?} {:?}", param.ty, param.values);
            (Part::Param(param.name.clone()), teller.plain(&told))
        }));
        parts.extend(plan.lookups.iter().map(|lookup| {
            let told = format!("{:?} {:?} {:?}", lookup.ty, lookup.by, lookup.body);
            (Part::Lookup(lookup.name.clone()), teller.plain(&told))
        }));
        parts.extend(
            plan.defs.iter().zip(0_u32..).map(|(def, id)| (Part::Def(def.name.clone()), teller.def(def) + &excepted(plan, DefId(id)))),
        );
        Meaning(parts)
    }

    /// The parts that the two do not have alike, those that only one has among them.
    pub fn differing(&self, other: &Meaning) -> BTreeSet<Part> {
        let all = self.0.keys().chain(other.0.keys());
        all.filter(|part| self.0.get(*part) != other.0.get(*part)).cloned().collect()
    }
}

/// Whether two plans read the same data alike: data read for the one are data of the other, column by column.
pub fn same_inputs(one: &Plan, other: &Plan) -> bool {
    let told_of = |plan: &Plan| -> Vec<(Part, String)> {
        let teller = Teller { plan };
        let tables = plan.tables.iter().map(|table| {
            let told = teller.input(table) + &teller.plain(&format!(" {:?}", table.origin));
            (Part::Input(table.name.clone()), told)
        });
        let columns = plan.defs.iter().filter_map(|def| {
            let Body::Column(column) = &def.body else { return None };
            Some((Part::Def(def.name.clone()), format!("{} {:?}", teller.def(def), column.also)))
        });
        let lookups = plan.lookups.iter().filter(|lookup| matches!(lookup.body, LookupBody::Data));
        let lookups = lookups.map(|lookup| (Part::Lookup(lookup.name.clone()), format!("{:?} {:?}", lookup.ty, lookup.by)));
        tables.chain(columns).chain(lookups).collect()
    };
    told_of(one) == told_of(other)
}

/// What one expression computes.
pub fn told(plan: &Plan, expr: &Expr) -> String {
    Teller { plan }.plain(&format!("{expr:?}"))
}

/// What is approved for people instead of a value.
fn excepted(plan: &Plan, id: DefId) -> String {
    let own = plan.exceptions.iter().flat_map(|exception| {
        let values = exception.values.iter().filter(|value| value.def == id);
        values.map(|value| format!(" except {} from {} to {}: {:?}", exception.person, exception.from, exception.to, value.value))
    });
    own.collect()
}

struct Teller<'a> {
    plan: &'a Plan,
}

impl Teller<'_> {
    fn input(&self, table: &Table) -> String {
        let rules: Vec<_> = table.rules.iter().map(|rule| &rule.condition).collect();
        let named = table.columns.iter().filter_map(|id| self.plan.defs.get(id.0 as usize));
        let mut columns: Vec<&str> = named.map(|def| def.name.as_str()).collect();
        columns.sort_unstable();
        let told = format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {rules:?} {columns:?}",
            table.key, table.parent_key, table.period_column, table.dated, table.employed, table.credited
        );
        self.plain(&told)
    }

    fn def(&self, def: &Def) -> String {
        let body = match &def.body {
            Body::Column(column) => format!(
                "{} {:?} {:?} {:?} {:?} {:?}",
                column.header, column.low, column.high, column.presence, column.unit, column.names_person
            ),
            Body::Expr(expr) => format!("{expr:?}"),
        };
        let table = self.plan.tables.get(def.table.0 as usize).map_or("", |table| table.name.as_str());
        self.plain(&format!("{table} {:?} {:?} {body}", def.ty, def.role))
    }

    /// A tree as it prints itself, with names in place of numbers and without what says nothing of the value.
    fn plain(&self, told: &str) -> String {
        let mut out = String::with_capacity(told.len());
        let mut rest = told;
        while let Some((mark, at)) = next_mark(rest) {
            let (before, behind) = rest.split_at(at);
            out.push_str(before);
            let behind = behind.get(mark.text().len()..).unwrap_or_default();
            rest = self.instead(mark, behind, &mut out);
        }
        out + rest
    }

    /// Writes what stands for a mark, and gives the text behind it.
    fn instead<'t>(&self, mark: Mark, behind: &'t str, out: &mut String) -> &'t str {
        let (inside, after) = match mark {
            Mark::Span => behind.split_once('}').unwrap_or(("", behind)),
            Mark::Title | Mark::Reason => return after_text(behind),
            Mark::Expr | Mark::Def | Mark::Param | Mark::Lookup | Mark::Table | Mark::Choice => {
                behind.split_once(')').unwrap_or(("", behind))
            }
        };
        let at: usize = inside.parse().unwrap_or(usize::MAX);
        let name = match mark {
            Mark::Span | Mark::Expr | Mark::Title | Mark::Reason => None,
            Mark::Def => self.plan.defs.get(at).map(|def| def.name.clone()),
            Mark::Param => self.plan.params.get(at).map(|param| param.name.clone()),
            Mark::Lookup => self.plan.lookups.get(at).map(|lookup| lookup.name.clone()),
            Mark::Table => self.plan.tables.get(at).map(|table| table.name.clone()),
            Mark::Choice => u32::try_from(at).ok().map(|at| self.options(ChoiceId(at))),
        };
        if let Some(name) = name {
            out.push_str(&format!("{mark:?} {name}"));
        }
        after
    }

    fn options(&self, choice: ChoiceId) -> String {
        self.plan.choices.get(choice.0 as usize).map_or(String::new(), |choice| format!("{:?} {:?}", choice.options, choice.order))
    }
}

/// What is told otherwise than a tree prints it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    Span,
    Expr,
    Def,
    Param,
    Lookup,
    Table,
    Choice,
    Title,
    Reason,
}

impl Mark {
    const ALL: [Mark; 9] =
        [Mark::Span, Mark::Expr, Mark::Def, Mark::Param, Mark::Lookup, Mark::Table, Mark::Choice, Mark::Title, Mark::Reason];

    fn text(self) -> &'static str {
        match self {
            Mark::Span => "Span {",
            Mark::Expr => "ExprId(",
            Mark::Def => "DefId(",
            Mark::Param => "ParamId(",
            Mark::Lookup => "LookupId(",
            Mark::Table => "TableId(",
            Mark::Choice => "ChoiceId(",
            Mark::Title => "title: ",
            Mark::Reason => "because: ",
        }
    }
}

fn next_mark(text: &str) -> Option<(Mark, usize)> {
    Mark::ALL.into_iter().filter_map(|mark| text.find(mark.text()).map(|at| (mark, at))).min_by_key(|(_, at)| *at)
}

/// What stands behind a quoted text or `Some("…")`, or behind `None`.
fn after_text(behind: &str) -> &str {
    let Some(rest) = behind.strip_prefix("Some(").unwrap_or(behind).strip_prefix('"') else { return behind };
    let mut escaped = false;
    for (at, character) in rest.char_indices() {
        match character {
            '\\' if !escaped => escaped = true,
            '"' if !escaped => return rest.get(at.saturating_add(1)..).unwrap_or_default(),
            _ => escaped = false,
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::plan;
    use crate::source::{SourceFile, Sources};
    use crate::syntax::parse;

    const HEADER: &str = "policy \"Sample\" {\n  period quarter\n  currency USD\n  effective 2026-01-01 to 2026-12-31\n  rounding money half up to 0.01\n}\n";

    fn told(rest: &str) -> Meaning {
        Meaning::of(&made(rest))
    }

    fn made(rest: &str) -> Plan {
        let text = format!("{HEADER}{rest}");
        let mut sources = Sources::new();
        let file = sources.add(SourceFile::new("sample.merit", text.as_str()));
        let (tree, found) = parse(file, &text);
        assert!(found.is_empty(), "{found:?}");
        let (made, problems) = plan(&[tree], &sources);
        made.unwrap_or_else(|| panic!("{problems:?}"))
    }

    #[test]
    fn layout_language_spelling_and_titles_say_nothing() {
        let one = told("input people by id {\n  sales : money at least 0\n}\npayout commission \"Commission\" {\n  pay 2% of sales\n}\n");
        let two = told(
            "\n数据 people 按 id {\n  sales：金额 不低于0 来源 \"CRM\"\n}\n# A comment\n发放 commission \"提成\" {\n  计发 sales 的 2.0%\n} 理由 \"约定\"\n",
        );
        assert_eq!(one.differing(&two), BTreeSet::new());
    }

    #[test]
    fn what_computes_otherwise_is_named() {
        let plan = |rate: &str, low: &str| {
            told(&format!(
                "param rate : percent = {rate}\ninput people by id {{\n  sales : money {low} 0\n}}\npayout commission {{\n  pay rate * sales\n}}\n"
            ))
        };
        let (old, new) = (plan("2%", "at least"), plan("3%", "at least"));
        assert_eq!(old.differing(&new), [Part::Param("rate".to_string())].into());
        assert_eq!(old.differing(&plan("2%", "above")), [Part::Def("sales".to_string())].into());
    }

    #[test]
    fn what_is_said_of_files_is_read_otherwise_and_computes_alike() {
        let input = |head: &str| format!("input people by id {head} {{ sales : money }}\npayout commission {{ pay 2% of sales }}\n");
        let [plain, from] = ["", "from zoho zone \"UTC\" sheet \"A\" header row 3"].map(|head| made(&input(head)));
        assert_eq!(Meaning::of(&plain).differing(&Meaning::of(&from)), BTreeSet::new());
        assert!(!same_inputs(&plain, &from));
        let other = made("input people by id { sales : money column \"sales\" or \"Sales\" }\npayout commission { pay 2% of sales }\n");
        assert_eq!(Meaning::of(&plain).differing(&Meaning::of(&other)), BTreeSet::new());
        assert!(!same_inputs(&plain, &other));
        assert!(same_inputs(&from, &made(&input("\n来自 zoho 时区 \"UTC\" 工作表 \"A\" 表头行 3"))));
    }

    #[test]
    fn calendars_are_told_by_their_days() {
        let plan = |days: &str| told(&format!("{days}\ninput people by id {{ hired : date }}\nlet due = 5 working days after hired\n"));
        let year = "covers 2026-01-01 to 2026-12-31";
        let old = plan(&format!("calendar \"A\" {{ {year}; weekend saturday, sunday; holiday 2026-01-01 }}"));
        let same = plan(&format!("日历 \"B\" {{ {year}; 周末 周六、周日; 放假 2026-01-01 }}"));
        assert_eq!(old.differing(&same), BTreeSet::new());
        let other = plan(&format!("calendar \"A\" {{ {year}; weekend sunday; holiday 2026-01-01 }}"));
        assert_eq!(old.differing(&other), [Part::Header("calendar")].into());
    }
}
