//! Calendars and working days.

use super::{first_here, names_listed, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::syntax::ast::Effective;
use crate::value::Date;

// ---- which calendar -------------------------------------------------------------------------------------------------

pub(in crate::plan) fn no_calendar(span: Span, header: Option<Span>) -> Diagnostic {
    let message = t(
        "working days are counted, but the policy has no calendar: which days are off is not known",
        "这里要数工作日，制度却没有日历：不知道哪些天休息",
    );
    let help = t(
        "add `calendar \"China\"` or `calendar \"weekends\"` to the header, or a clause `calendar \"…\" { … }` of your own",
        "请在制度开头加 `日历 \"中国\"` 或 `日历 \"双休\"`，或自己写一条 `日历 \"…\" { … }`",
    );
    let problem = Diagnostic::error("E290", message).label(span, t("counted here", "在这里数工作日"));
    match header {
        Some(header) => problem.label(header, t("no calendar here", "这里没有写日历")).help(help),
        None => problem.help(help),
    }
}

pub(in crate::plan) fn unknown_calendar(name: &str, span: Span, own: &[String], guess: Option<String>) -> Diagnostic {
    let message = t(format!("there is no calendar called {}", q(name)), format!("没有名为{}的日历", q(name)));
    let problem = Diagnostic::error("E291", message).label(span, t("not known", "没有这个名称"));
    if let Some(guess) = guess {
        return problem
            .help(t(format!("did you mean `calendar \"{guess}\"`?"), format!("是不是想写 `日历 \"{guess}\"`？")))
            .guess(span, format!("\"{guess}\""));
    }
    let own = names_listed(own);
    let (also_en, also_zh) = if own.en.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("; this policy has {}", own.en), format!("；本制度另有{}", own.zh))
    };
    problem.help(t(
        format!(
            "“China” (mainland China, 2025 and 2026) and “weekends” (saturdays and sundays off) come with Merit{also_en}; any other is a clause `calendar \"…\" {{ … }}`"
        ),
        format!("内置的有“中国”（中国大陆 2025、2026 年）和“双休”（周六、周日休息）{also_zh}；其他日历请写 `日历 \"…\" {{ … }}`"),
    ))
}

pub(in crate::plan) fn which_calendar(header: Option<Span>, names: &[String], places: &[Span]) -> Diagnostic {
    let message = t(
        format!("the policy has {} calendars, and the header does not say which of them holds", names.len()),
        format!("制度有 {} 份日历，开头却没有写用哪一份", names.len()),
    );
    let first = names.first().map_or("", String::as_str);
    let help = t(format!("add a line `calendar \"{first}\"` to the header"), format!("请在制度开头加一行 `日历 \"{first}\"`"));
    let mut problem = Diagnostic::error("E292", message);
    if let Some(header) = header {
        problem = problem.label(header, t("no calendar here", "这里没有写日历"));
    }
    places.iter().fold(problem, |problem, place| problem.label(*place, t("one of them", "其中一份"))).help(help)
}

// ---- the lines of a calendar ----------------------------------------------------------------------------------------

pub(in crate::plan) fn no_weekend(span: Span) -> Diagnostic {
    let message = t("the calendar does not say which days of the week are off", "日历没有写每周哪几天休息");
    let help = t(
        "add a line `weekend saturday, sunday`; where no day of the week is off, `weekend none`",
        "请加一行 `周末 周六、周日`；没有固定休息日的写 `周末 无`",
    );
    Diagnostic::error("E380", message).label(span, t("in this calendar", "在这份日历里")).help(help)
}

pub(in crate::plan) fn no_covers(span: Span) -> Diagnostic {
    let message = t("the calendar does not say from when to when it holds", "日历没有写涵盖哪段日期");
    let help = t("add a line such as `covers 2026-01-01 to 2026-12-31`", "请加一行，例如 `涵盖 2026-01-01 至 2026-12-31`");
    Diagnostic::error("E380", message).label(span, t("in this calendar", "在这份日历里")).help(help)
}

pub(in crate::plan) fn days_backwards(span: Span, from: Date, to: Date) -> Diagnostic {
    let message = t(format!("these days end on {to}, before they begin on {from}"), format!("这段日期 {to} 止，却在 {from} 才开始"));
    let help = t(format!("write `{to} to {from}`"), format!("请写 `{to} 至 {from}`"));
    Diagnostic::error("E381", message).label(span, t("ends before it begins", "止于开始之前")).help(help)
}

pub(in crate::plan) fn day_not_covered(span: Span, covers: Span, (first, last): (Date, Date)) -> Diagnostic {
    let message = t(
        format!("the calendar names a day that it does not cover: it covers {first} to {last}"),
        format!("日历写了涵盖范围以外的日期：它只涵盖 {first} 至 {last}"),
    );
    let help = t("correct the date, or let the calendar cover it", "请更正日期，或扩大涵盖的范围");
    Diagnostic::error("E381", message)
        .label(span, t("not among the days it covers", "不在涵盖的日期内"))
        .label(covers, t("what it covers", "涵盖的日期"))
        .help(help)
}

pub(in crate::plan) fn off_and_worked(day: Date, off: Span, worked: Span) -> Diagnostic {
    let message = t(format!("{day} is off and worked at once"), format!("{day} 既放假又上班"));
    let help = t("remove one of the two", "请删去一处");
    Diagnostic::error("E382", message).label(worked, t("worked here", "这里上班")).label(off, t("off here", "这里放假")).help(help)
}

pub(in crate::plan) fn off_twice(day: Date, before: Span, again: Span) -> Diagnostic {
    let message = t(format!("{day} is a holiday twice"), format!("{day} 写了两次放假"));
    let help = t("one of the two is most likely another day: correct it, or remove it", "其中一处多半是另一天：请更正，或删去");
    Diagnostic::error("E382", message).label(again, t("again here", "这里又写了一次")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn weekend_twice(before: Span, again: Span) -> Diagnostic {
    let message = t("a day of the week stands twice", "同一个星期几写了两次");
    let help = t("remove one of the two", "请删去一处");
    Diagnostic::error("E382", message).label(again, t("again here", "这里又写了一次")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn worked_anyway(day: Date, span: Span) -> Diagnostic {
    let message =
        t(format!("{day} is no day of the weekend: it would be worked without this line"), format!("{day} 不是周末，不写这一行也要上班"));
    let help = t("a make-up workday lies on a weekend: check the date", "调休上班的日子应在周末，请核对日期");
    Diagnostic::warning("W511", message).label(span, t("says nothing new", "这一处没有作用")).help(help)
}

pub(in crate::plan) fn short_calendar((name, place): (&str, Span), (first, last): (Date, Date), effective: &Effective) -> Diagnostic {
    let message = t(
        format!("the plan holds from {} to {}, its calendar {} only from {first} to {last}", effective.from, effective.to, q(name)),
        format!("制度有效期是 {} 至 {}，日历{}却只涵盖 {first} 至 {last}", effective.from, effective.to, q(name)),
    );
    let help = t(
        "working days outside of these dates are an error on the person: add the missing days in a calendar of your own",
        "这段日期以外的工作日算不出来，会按人报错：请自己写一份日历补上",
    );
    Diagnostic::warning("W512", message)
        .label(effective.span, t("how long the plan holds", "制度的有效期"))
        .label(place, t("this calendar", "这份日历"))
        .help(help)
}

// ---- working days in expressions ------------------------------------------------------------------------------------

pub(in crate::plan) fn working_days_alone(span: Span) -> Diagnostic {
    let message = t("working days can only be added to a date or taken from one", "“几个工作日”只能与日期相加减");
    let help = t("write for example `notified + 5 working days`", "例如写 `通知日期 之后5个工作日`");
    Diagnostic::error("E228", message).label(span, t("working days without a date", "没有可加减的日期")).help(help)
}

pub(in crate::plan) fn part_of_a_working_day(span: Span) -> Diagnostic {
    let message = t("working days are added whole", "工作日只能整天相加");
    let help = t("write a whole number of working days", "请写整数个工作日");
    Diagnostic::error("E228", message).label(span, t("not a whole number", "不是整数")).help(help)
}

pub(in crate::plan) fn working_as_days(span: Span) -> Diagnostic {
    let message = t(
        "a count of working days is added to a date as if weekends and holidays were among them",
        "把工作日数当作日历天数加到日期上，会把周末和假日也算进去",
    );
    let help = t(
        "a fixed number of working days is added as `d + 5 working days`; a length in days as `d + 7 days`",
        "加固定几个工作日写 `日期 之后5个工作日`；按日历天数写 `日期 之后7天`",
    );
    Diagnostic::error("E293", message).label(span, t("working days", "这是工作日数")).help(help)
}

pub(in crate::plan) fn mixed_days(working: Span, calendar: Span) -> Diagnostic {
    let message = t("working days are set against days of the calendar", "工作日数与日历天数混在一起相除");
    let help = t(
        "write both with the same word: `working days employed in period / working days in period`, or both in days",
        "两边请用同一种天数：`期内在职工作日数 ÷ 期内工作日数`，或两边都用日历天数",
    );
    Diagnostic::warning("W510", message)
        .label(working, t("working days", "工作日数"))
        .label(calendar, t("days of the calendar", "日历天数"))
        .help(help)
}

/// What rolls to the next working day.
pub(in crate::plan) fn rolling() -> Text {
    t("what rolls to the next working day", "遇休假日顺延的")
}
