//! The wording of what is wrong with ranges of periods and with the results of earlier ones.

use super::{in_file, quoted};
use crate::diagnostic::text::sanitise;
use crate::diagnostic::{Diagnostic, Text};
use crate::value::Period;

pub(crate) fn range_backwards(from: Period, to: Period) -> Diagnostic {
    Diagnostic::error("E680", Text::new(format!("--period: {from} lies after {to}"), format!("--period：{from} 晚于 {to}")))
        .help(Text::new(format!("write the earlier period first: {to}..{from}"), format!("请把较早的周期写在前面：{to}..{from}")))
}

/// A command that looks at one period.
pub(crate) fn one_period(said: &str) -> Diagnostic {
    let said = sanitise(said);
    let message = Text::new(format!("--period {said}: this command looks at one period"), format!("--period {said}：此命令只看一个周期"));
    Diagnostic::error("E680", message).help(Text::new("name one of them, such as 2026-Q4", "请只写其中一个，例如 2026-Q4"))
}

fn not_results_of(name: &str, why: Text) -> Diagnostic {
    let file = quoted(name);
    in_file(Diagnostic::error("E681", Text::new(format!("{} {}", file.en, why.en), format!("{}{}", file.zh, why.zh))), name).help(
        Text::new(
            "give the file that `merit run … --format json --out results.json` wrote for the period before",
            "请给出上一期用 `merit run … --format json --out results.json` 写出的文件",
        ),
    )
}

pub(crate) fn results_are_folder(name: &str) -> Diagnostic {
    not_results_of(name, Text::new("is a folder and no file of results", "是文件夹，不是结果文件"))
}

pub(crate) fn results_missing(name: &str) -> Diagnostic {
    not_results_of(name, Text::new("is not there", "不存在"))
}

pub(crate) fn results_not_json(name: &str, line: usize) -> Diagnostic {
    not_results_of(
        name,
        Text::new(format!("is no JSON: it cannot be read from line {line} on"), format!("不是 JSON：从第 {line} 行起无法读取")),
    )
}

pub(crate) fn not_results(name: &str) -> Diagnostic {
    not_results_of(name, Text::new("holds no results of `merit run`", "不是 `merit run` 写出的结果"))
}

pub(crate) fn results_period(name: &str, period: &str) -> Diagnostic {
    let period = sanitise(period);
    not_results_of(name, Text::new(format!("says the period \"{period}\", which is none"), format!("中的周期“{period}”不是周期")))
}

/// Somebody twice.
pub(crate) fn results_twice(name: &str, period: Period, person: &str) -> Diagnostic {
    let person = quoted(person);
    not_results_of(name, Text::new(format!("has {} twice in {period}", person.en), format!("中 {} 在 {period} 出现了两次", person.zh)))
}

/// A value that others have.
pub(crate) fn results_lack(name: &str, period: Period, person: &str, value: &str) -> Diagnostic {
    let (person, value) = (quoted(person), sanitise(value));
    not_results_of(
        name,
        Text::new(
            format!("does not say the {value} of {} in {period}, which it says of others", person.en),
            format!("没有 {} 在 {period} 的 {value}，而别人都有", person.zh),
        ),
    )
}

/// Another currency.
pub(crate) fn results_currency(name: &str, currency: &str) -> Diagnostic {
    let currency = sanitise(currency);
    not_results_of(name, Text::new(format!("is in {currency}, and this policy is not"), format!("以 {currency} 计，而本制度不是")))
}

/// Months for a plan of quarters.
pub(crate) fn results_of_other_periods(name: &str, found: Period, wanted: Period) -> Diagnostic {
    not_results_of(
        name,
        Text::new(
            format!("is of {found}, and the periods of this policy are like {wanted}"),
            format!("是 {found} 的结果，而本制度的周期形如 {wanted}"),
        ),
    )
}

/// Nothing in it lies before what is computed.
pub(crate) fn results_of_later(name: &str, found: Period, first: Period) -> Diagnostic {
    let file = quoted(name);
    let message = Text::new(
        format!("--previous: {} is of {found}, which does not lie before {first}", file.en),
        format!("--previous：{} 是 {found} 的结果，不在 {first} 之前", file.zh),
    );
    in_file(Diagnostic::error("E680", message), name).help(Text::new(
        "give the results of the period before the first one that is computed, or of that period itself to see what changes",
        "请给出所算第一期的上一期的结果；要看重算后的差额，则给出该期原来的结果",
    ))
}

/// The results say that they are of another plan: it may have been renamed.
pub(crate) fn results_of(name: &str, found: &str, plan: &str) -> Diagnostic {
    let (file, found, plan) = (quoted(name), quoted(found), quoted(plan));
    let message = Text::new(
        format!("{} holds results of {}, and this policy is {}", file.en, found.en, plan.en),
        format!("{} 是 {} 的结果，而本制度是 {}", file.zh, found.zh, plan.zh),
    );
    in_file(Diagnostic::warning("W680", message), name).help(Text::new(
        "that is right where the plan has another name since; else give the results of this policy: what they say was paid is taken as paid",
        "制度改过名称时没有问题；否则请给出本制度的结果：其中写明已付的，都按已付计算",
    ))
}

/// A value of another kind than the clause has now: the file is of another plan, or was changed by hand.
pub(crate) fn results_value(name: &str, period: Period, person: &str, value: &str) -> Diagnostic {
    let (file, person, value) = (quoted(name), quoted(person), sanitise(value));
    let message = Text::new(
        format!("{}: the {value} of {} in {period} is not what {value} can be in this policy", file.en, person.en),
        format!("{}：{} 在 {period} 的 {value} 不是本制度中 {value} 可能的值", file.zh, person.zh),
    );
    in_file(Diagnostic::error("E682", message), name).help(Text::new(
        "give results of this policy, as they were written; where the clause became of another kind, give it another name",
        "请给出本制度的、未经改动的结果；如果该条款换了类型，请为它另取名字",
    ))
}

/// People named in one message.
const MOST_PEOPLE: usize = 6;

/// A period that is computed again gives people less than its earlier results paid.
pub(crate) fn less_than_paid(period: Period, people: &[String], by: &str) -> Diagnostic {
    let listed: Vec<String> = people.iter().take(MOST_PEOPLE).map(|person| sanitise(person)).collect();
    let (more_en, more_zh) = match people.len().saturating_sub(MOST_PEOPLE) {
        0 => (String::new(), String::new()),
        more => (format!(" and {more} more"), format!(" 等，另有 {more} 人")),
    };
    let message = Text::new(
        format!("for {period} less is due now than was paid, {by} in all: {}{more_en}", listed.join(", ")),
        format!("{period} 现应发少于原已发，合计少 {by}：{}{more_zh}", listed.join("、")),
    );
    Diagnostic::warning("W580", message).help(Text::new(
        "what was earned by the plan of the time is taken back: let the change begin with the next period, or say in an exception what people keep",
        "这等于追溯减少按当时制度应得的报酬：请让变更自下一期起生效，或用特批写明保留的金额",
    ))
}

/// Somebody whom the earlier results paid and who is not in the data now.
pub(crate) fn paid_and_gone(period: Period, person: &str, paid: &str) -> Diagnostic {
    let person = quoted(person);
    let message = Text::new(
        format!("{} was paid {paid} for {period} and is not in the data now", person.en),
        format!("{} 在 {period} 已发 {paid}，现在的数据里却没有此人", person.zh),
    );
    Diagnostic::error("E581", message).help(Text::new(
        "add the person's row of that period, so that what is due now can be computed",
        "请补上此人该期的数据行，才能算出现在应发多少",
    ))
}
