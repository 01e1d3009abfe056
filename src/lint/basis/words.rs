//! How findings speak of inputs and amounts.

use crate::diagnostic::Text;
use crate::plan::ir::{Body, DefId, Plan};
use crate::value::{Number, Type, show};

/// Digits shown of a number that does not end.
const MOST_PLACES: u32 = 6;

/// A column as its policy names it.
pub(in crate::lint) fn cell_name(plan: &Plan, column: DefId) -> Text {
    let Some(def) = plan.defs.get(column.0 as usize) else { return Text::default() };
    match &def.body {
        Body::Column(_) | Body::Expr(_) => Text::new(def.name.clone(), format!("“{}”", def.name)),
    }
}

pub(in crate::lint) fn pay_name() -> Text {
    Text::new("payout", "应发合计")
}

/// An amount as people read it: money with its sign, a percent, a number; every digit where there are few.
pub(in crate::lint) fn amount(plan: &Plan, value: &Number, ty: Type) -> String {
    match ty {
        Type::Money | Type::Foreign(_) => plan.show_money(value, ty, plan.places_of(ty)),
        Type::Percent => show::percent(value),
        Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_) => {
            show::number(value, MOST_PLACES)
        }
    }
}

/// The same with the exact value beside it where its digits do not end: `¥38,566.67 (exactly 115700/3)`.
pub(in crate::lint) fn amount_exact(plan: &Plan, value: &Number, ty: Type) -> String {
    let shown = amount(plan, value, ty);
    match (ty, value.places()) {
        (Type::Money | Type::Foreign(_), Some(own)) if own <= plan.places_of(ty) => shown,
        (Type::Money | Type::Foreign(_), _) => format!("{shown} ({})", value.exact_text()),
        (Type::Percent | Type::Number | Type::Count | Type::Days | Type::Date | Type::Text | Type::Flag | Type::Choice(_), Some(_)) => {
            shown
        }
        (_, None) => format!("{shown} ({})", value.exact_text()),
    }
}

/// Why a lint about the people of the data is silent.
pub(in crate::lint) fn no_data() -> Text {
    Text::new("no data were given: add --data and --period", "没有给出数据：请加上 --data 和 --period")
}
