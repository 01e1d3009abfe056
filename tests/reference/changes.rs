//! What changes while a policy is in force: clauses that amendments put in place of others, exceptions, params on another day.

use merit::syntax::ast::{AmendedKpi, Amendment, ChangeTerms, Expr, ExprKind, File, Item, Param, Part, Scorecard};
use merit::value::{Date, Period};

use super::value::{R, V};
use super::{Place, World, data};

/// The clauses of a policy on the last day of a period. Those of amendments live as long as the test.
pub fn in_force(policy: &File, period: Period) -> Vec<&Item> {
    let mut items: Vec<&Item> = policy.items.iter().collect();
    for item in &policy.items {
        let Item::Amend(amend) = item else { continue };
        if !holds(&amend.terms, period.end()) {
            continue;
        }
        for clause in &amend.clauses {
            if let Amendment::Item(instead) = clause {
                let at = items.iter().position(|item| name(item) == name(instead)).expect("the clause is there");
                items[at] = instead;
                continue;
            }
            let (Amendment::Kpi(part, _) | Amendment::Adjust(part, _) | Amendment::Lines(part, _)) = clause else { continue };
            let at = items.iter().position(|item| has(item, part)).expect("a scorecard has the part");
            let Item::Scorecard(card) = items[at] else { continue };
            items[at] = Box::leak(Box::new(Item::Scorecard(with(card.clone(), part, clause))));
        }
    }
    items
}

fn holds(terms: &ChangeTerms, day: Date) -> bool {
    terms.from.is_some_and(|(from, _)| from <= day) && terms.to.is_none_or(|(to, _)| day <= to)
}

/// The word of a clause and its name.
fn name(item: &Item) -> Option<(&'static str, &str)> {
    match item {
        Item::Param(it) => Some(("param", &it.name.text)),
        Item::Let(it) => Some(("let", &it.name.text)),
        Item::Goal(it) => Some(("goal", &it.name.text)),
        Item::Payout(it) => Some(("payout", &it.name.text)),
        Item::Scorecard(it) => Some(("scorecard", &it.name.text)),
        _ => None,
    }
}

fn has(item: &Item, part: &Part) -> bool {
    let Item::Scorecard(card) = item else { return false };
    let kpi = card.kpis.iter().any(|kpi| kpi.name.text == part.name.text);
    let adjust = card.adjusts.iter().any(|adjust| adjust.name.text == part.name.text);
    part.card.as_ref().is_none_or(|name| name.text == card.name.text) && (kpi || adjust)
}

fn with(mut card: Scorecard, part: &Part, clause: &Amendment) -> Scorecard {
    for kpi in card.kpis.iter_mut().filter(|kpi| kpi.name.text == part.name.text) {
        match clause {
            Amendment::Kpi(_, instead) => *kpi = (**instead).clone(),
            Amendment::Lines(_, AmendedKpi::Weight { weight, points_rounded, .. }) => {
                kpi.weight = Some(weight.clone());
                kpi.points_rounded.clone_from(points_rounded);
            }
            Amendment::Lines(_, AmendedKpi::Target { target, .. }) => kpi.target = Some(target.clone()),
            Amendment::Item(_) | Amendment::Adjust(..) => {}
        }
    }
    if let Amendment::Adjust(_, instead) = clause {
        for adjust in card.adjusts.iter_mut().filter(|adjust| adjust.name.text == part.name.text) {
            *adjust = instead.clone();
        }
    }
    card
}

/// One spelling for the names of the language.
fn plain(part: &str) -> &str {
    match part {
        "总分" | "综合得分" | "得分" => "score",
        "等级" => "grade",
        "实际值" | "衡量" => "measure",
        "目标值" | "目标" => "target",
        "完成率" => "attainment",
        "加权得分" => "weighted",
        "达成" => "met",
        "差距" => "gap",
        "可实现" => "achievable",
        other => other,
    }
}

impl World<'_> {
    /// What has been approved for a person instead of a value. Of somebody whose row is wrong nothing is.
    pub fn excepted(&self, wanted: &str, person: usize) -> Option<R> {
        self.row_is_sound(0, person).ok()?;
        let key = &self.rows[0][person].key;
        let same = |parts: &[merit::syntax::ast::Name]| {
            let own = parts.iter().map(|part| plain(&part.text)).collect::<Vec<_>>().join(".");
            own == wanted.split('.').map(plain).collect::<Vec<_>>().join(".")
        };
        self.items.iter().find_map(|item| {
            let Item::Exception(exception) = item else { return None };
            if exception.person.text != *key || !holds(&exception.terms, self.period.end()) {
                return None;
            }
            let value = exception.values.iter().find(|value| same(&value.path.parts))?;
            Some(self.eval(&value.value, &Place { person, ..Place::default() }))
        })
    }

    /// A param on another day: by the clause that is in force then.
    pub fn as_of(&self, of: &Expr, day: &Expr, place: &Place) -> R {
        let day = match self.eval(day, place)? {
            V::Date(day) => day,
            V::Missing => return Ok(V::Missing),
            other => panic!("{other:?} is no date"),
        };
        let ExprKind::Name(path) = &of.kind else { panic!("a param has a name") };
        let name = &path.parts[0].text;
        let named = |item: &Item| if let Item::Param(param) = item { param.name.text == *name } else { false };
        let amended = self.policy.items.iter().find_map(|item| {
            let Item::Amend(amend) = item else { return None };
            amend.clauses.iter().filter(|_| holds(&amend.terms, day)).find_map(|clause| {
                let Amendment::Item(item) = clause else { return None };
                named(item).then_some(&**item)
            })
        });
        let own = || self.policy.items.iter().find(|item| named(item)).expect("the param is there");
        let Item::Param(param) = amended.unwrap_or_else(own) else { panic!("a param") };
        self.param_on(param, day)
    }

    pub fn param_on(&self, param: &Param, day: Date) -> R {
        let started = param.values.iter().filter(|value| value.from.is_none_or(|(from, _)| from <= day));
        match started.max_by_key(|value| value.from.map(|(from, _)| from)) {
            Some(value) => match (self.eval(&value.value, &Place::default())?, &param.ty) {
                (V::Num(value, _), Some(ty)) => Ok(V::Num(value, data::unit_of(&ty.kind))),
                (value, _) => Ok(value),
            },
            None => Err("E519"),
        }
    }
}
