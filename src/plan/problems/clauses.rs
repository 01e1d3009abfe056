//! Whole clauses: the header, what a clause lacks, params, grades, examples.

use super::{declared_here, first_here, names_listed, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::value::{Date, Period, PeriodKind};

// ---- the header -----------------------------------------------------------------------------------------------------

pub(in crate::plan) fn no_header(span: Span) -> Diagnostic {
    let message = t("the policy has no header", "制度没有开头部分");
    let help = t(
        "begin with `policy \"Name\" { version \"1\"; period quarter; currency USD }`",
        "请以 `制度 \"名称\" { 版本 \"1\"；周期 季度；货币 CNY }` 开头",
    );
    Diagnostic::error("E240", message).label(span, t("begins here", "从这里开始")).help(help)
}

pub(in crate::plan) fn two_headers(before: Span, span: Span) -> Diagnostic {
    let message = t("a policy has one header", "一份制度只能有一个开头部分");
    let help = t("remove one of the two; files brought in by `use` have none", "请删去一个；用 `引用` 引入的文件不写开头部分");
    Diagnostic::error("E242", message).label(span, t("a second one", "这是第二个")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn line_twice(line: &str, before: Span, span: Span) -> Diagnostic {
    let message = t(format!("the line {} stands twice", q(line)), format!("{}这一行写了两次", q(line)));
    let help = t("remove one of the two", "请删去一行");
    Diagnostic::error("E242", message).label(span, t("again here", "这里又写了一次")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn no_period(span: Span) -> Diagnostic {
    let message = t("the header does not say how long a period is", "制度开头没有写考核周期");
    let help = t(
        "add `period month`, `period quarter`, `period half year` or `period year`",
        "请加 `周期 月度`、`周期 季度`、`周期 半年度` 或 `周期 年度`",
    );
    Diagnostic::error("E243", message).label(span, t("in this header", "在这个开头部分")).help(help)
}

pub(in crate::plan) fn effective_backwards(from: Date, to: Date, span: Span) -> Diagnostic {
    let message = t(format!("the policy ends on {to}, before it begins on {from}"), format!("制度 {to} 止，却在 {from} 才开始"));
    let help = t(format!("write `effective {to} to {from}`"), format!("请写 `有效期 {to} 至 {from}`"));
    Diagnostic::error("E244", message).label(span, t("ends before it begins", "止于开始之前")).help(help)
}

pub(in crate::plan) fn money_rounding_unit(span: Span) -> Diagnostic {
    let message = t("money is rounded to an amount above 0", "金额的尾数单位必须是大于 0 的金额");
    let help = t("write for example `rounding money half up to 0.01`", "例如写 `尾数 金额 四舍五入到 0.01`");
    Diagnostic::error("E229", message).label(span, t("not such an amount", "不是这样的金额")).help(help)
}

pub(in crate::plan) fn no_currency(header: Span, name: &str, span: Span) -> Diagnostic {
    let message = t(
        format!("{} is an amount of money, but the header names no currency", q(name)),
        format!("{}是金额，制度开头却没有写货币", q(name)),
    );
    let help = t("add a line `currency CNY`", "请加一行 `货币 CNY`");
    Diagnostic::error("E246", message).label(header, t("no currency here", "这里没有写货币")).label(span, t("money", "金额")).help(help)
}

pub(in crate::plan) fn no_such_currency(name: &str, span: Span) -> Diagnostic {
    let message = t(format!("{} is not the code of a currency", q(name)), format!("{}不是货币代码", q(name)));
    let help = t("write its three letters, such as `currency USD`", "请写三个字母的代码，例如 `货币 CNY`（人民币）");
    Diagnostic::error("E246", message).label(span, t("which currency?", "哪种货币？")).help(help)
}

pub(in crate::plan) fn no_rounding(header: Span, name: &str, span: Span) -> Diagnostic {
    let message = t(
        format!("{} is paid out, but the header does not say how money is rounded", q(name)),
        format!("{}要发放，制度开头却没有写金额尾数怎么处理", q(name)),
    );
    let help = t("add a line `rounding money half up to 0.01`", "请加一行 `尾数 金额 四舍五入到 0.01`");
    Diagnostic::error("E247", message)
        .label(header, t("no rounding here", "这里没有写尾数"))
        .label(span, t("paid here", "在这里发放"))
        .help(help)
}

// ---- what a clause lacks --------------------------------------------------------------------------------------------

/// A line of a clause: its word in both languages.
fn line_words(line: &str) -> Text {
    let zh = match line {
        "measure" => "实际值",
        "target" => "目标值",
        "weight" => "权重",
        "score" => "计分",
        "pay" => "计发",
        "period" => "周期",
        "expect" => "应为",
        other => other,
    };
    t(line, zh)
}

fn lacks(what: Text, name: &str, line: &str, span: Span) -> Diagnostic {
    let line = line_words(line);
    let message =
        t(format!("the {} {} has no `{}` line", what.en, q(name), line.en), format!("{}{}缺少 `{}` 一行", what.zh, q(name), line.zh));
    let help = t(format!("add a line `{} …`", line.en), format!("请加一行 `{} …`", line.zh));
    Diagnostic::error("E343", message).label(span, t("incomplete", "不完整")).help(help)
}

pub(in crate::plan) fn goal_lacks(name: &str, line: &str, span: Span) -> Diagnostic {
    lacks(t("goal", "绩效目标"), name, line, span)
}

pub(in crate::plan) fn kpi_lacks(name: &str, line: &str, span: Span) -> Diagnostic {
    lacks(t("KPI", "指标"), name, line, span)
}

pub(in crate::plan) fn payout_lacks_pay(name: &str, span: Span) -> Diagnostic {
    lacks(t("payout", "发放项"), name, "pay", span)
}

pub(in crate::plan) fn example_lacks(title: &str, line: &str, span: Span) -> Diagnostic {
    let words = line_words(line);
    let message = t(format!("the example {} has no `{}`", q(title), words.en), format!("示例{}没有写 `{}`", q(title), words.zh));
    let help = match line {
        "period" => t("add the period it speaks of, for example `period 2026-Q1`", "请写明是哪一期，例如 `周期 2026-Q1`"),
        _ => t("add what must come out, for example `expect score = 100`", "请写明结果应为多少，例如 `应为 总分 = 100`"),
    };
    Diagnostic::error("E343", message).label(span, t("incomplete", "不完整")).help(help)
}

pub(in crate::plan) fn card_without_kpi(name: &str, span: Span) -> Diagnostic {
    let message = t(format!("the scorecard {} has no KPI", q(name)), format!("计分卡{}里没有指标", q(name)));
    let help = t("add at least one `kpi … { … }`", "请至少加一个 `指标 … { … }`");
    Diagnostic::error("E343", message).label(span, t("nothing to score", "没有可计分的")).help(help)
}

pub(in crate::plan) fn adjust_without_steps(name: &str, span: Span) -> Diagnostic {
    let message = t(format!("the adjustment {} changes nothing", q(name)), format!("加减分{}没有写加减什么", q(name)));
    let help = t("add a line such as `less 5` or `plus 2 for each full 1% …`", "请加一行，例如 `扣5分` 或 `每高于… 满1% 加2分`");
    Diagnostic::error("E343", message).label(span, t("empty", "内容为空")).help(help)
}

pub(in crate::plan) fn floor_in_adjust(span: Span) -> Diagnostic {
    let message = t(
        "“until zero” has two readings here: until the adjustment is zero, which is where it begins, or until the score is",
        "“扣完为止”在这里有两种读法：扣到加减分为零（它本来就从零开始），或扣到总分为零",
    );
    let help = t(
        "say how much it may take: `less 2 for each …, at most 20`; for a score that does not fall below 0 write `at least 0` on a line of its own in the scorecard",
        "请写明最多扣多少：`…扣2分，最多扣20分`；如果总分不得低于0，请在计分卡里另起一行写 `保底 0`",
    );
    Diagnostic::error("E346", message).label(span, t("two readings", "两种读法")).help(help)
}

pub(in crate::plan) fn grade_without_lines(span: Span) -> Diagnostic {
    let message = t("there is no grade in this clause", "这一条里没有写任何等级");
    let help = t("add lines such as `A from 90` and `B below 90`", "请加上例如 `A 90以上` 和 `B 不满90`");
    Diagnostic::error("E343", message).label(span, t("empty", "内容为空")).help(help)
}

pub(in crate::plan) fn which_kpi(span: Span) -> Diagnostic {
    let message = t("which KPI becomes 0?", "哪个指标计 0？");
    let help = t(
        "outside a KPI write the name of one of the scorecard's KPIs instead, followed by 0, or strike the whole score with `: score 0`",
        "在指标之外请写本计分卡某个指标的名称，再写 0；整张计分卡计零请写 `：得分 0`",
    );
    Diagnostic::error("E209", message).label(span, t("not inside a KPI", "这里不在指标内")).help(help)
}

pub(in crate::plan) fn gate_without_payout(span: Span) -> Diagnostic {
    let message = t("a gate outside every clause holds back payouts, and there are none", "写在最外层的门槛管的是发放，可本制度没有发放项");
    let help = t("move it into the KPI or scorecard it belongs to, or add a `payout`", "请把它移到所属的指标或计分卡里，或加一项 `发放`");
    Diagnostic::error("E210", message).label(span, t("holds back nothing", "没有可管的发放")).help(help)
}

// ---- grades ---------------------------------------------------------------------------------------------------------

pub(in crate::plan) fn two_grades(before: Span, span: Span) -> Diagnostic {
    let message = t("a policy has one `grade` clause", "一份制度只能有一条“等级”");
    let help = t("put all lines into one clause", "请把各行合在一条里");
    Diagnostic::error("E242", message).label(span, t("a second one", "这是第二条")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn unknown_grade(name: &str, span: Span, known: &[String], guess: Option<String>) -> Diagnostic {
    let message = t(format!("there is no grade {}", q(name)), format!("没有等级{}", q(name)));
    let problem = Diagnostic::error("E224", message).label(span, t("not a grade", "没有这个等级"));
    match guess {
        Some(guess) => problem.help(t(format!("did you mean {}?", q(&guess)), format!("是不是想写{}？", q(&guess)))),
        None => {
            let known = names_listed(known);
            problem.help(t(
                format!("the grades are {}", known.en.replace(" or ", " and ")),
                format!("等级有{}", known.zh.replace(" 或 ", "、")),
            ))
        }
    }
}

// ---- params ---------------------------------------------------------------------------------------------------------

pub(in crate::plan) fn param_without_value(name: &str, span: Span) -> Diagnostic {
    let message = t(format!("the param {} has no value", q(name)), format!("参数{}没有写值", q(name)));
    let help = t(format!("write `param {name} = …`"), format!("请写 `参数 {name} = …`"));
    Diagnostic::error("E265", message).label(span, t("no value", "没有值")).help(help)
}

pub(in crate::plan) fn param_dates(name: &str, date: Option<Date>, before: Span, span: Span) -> Diagnostic {
    let message = match date {
        Some(date) => t(format!("{} has two values from {date}", q(name)), format!("参数{}自 {date} 起有两个值", q(name))),
        None => t(format!("{} has two values without a date", q(name)), format!("参数{}有两个没有写日期的值", q(name))),
    };
    let help = t(
        "give each value its own first day: `300 from 2026-01-01, 400 from 2026-07-01`",
        "请给每个值写各自的起始日期：`300 自 2026-01-01，400 自 2026-07-01`",
    );
    Diagnostic::error("E265", message).label(span, t("the other one", "另一个")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn param_never(name: &str, (first, place): (Date, Span), (end, effective): (Date, Span)) -> Diagnostic {
    let message = t(
        format!("{} has no value before {first}, and the policy ends on {end}", q(name)),
        format!("参数{}自 {first} 才有值，而制度 {end} 止", q(name)),
    );
    let help = t("let the first value begin with the policy", "请让第一个值从制度生效时开始");
    Diagnostic::error("E265", message).label(place, t("begins here", "从这里开始")).label(effective, t("effective", "有效期")).help(help)
}

// ---- examples -------------------------------------------------------------------------------------------------------

fn kind_words(kind: PeriodKind) -> Text {
    match kind {
        PeriodKind::Month => t("a month", "月度"),
        PeriodKind::Quarter => t("a quarter", "季度"),
        PeriodKind::HalfYear => t("a half year", "半年度"),
        PeriodKind::Year => t("a year", "年度"),
    }
}

pub(in crate::plan) fn example_period_kind(period: Period, span: Span, kind: PeriodKind, place: Span) -> Diagnostic {
    let (found, want) = (kind_words(period.kind), kind_words(kind));
    let message = t(
        format!("{period} is {}, but the period of this policy is {}", found.en, want.en),
        format!("{period} 是{}，而本制度按{}考核", found.zh, want.zh),
    );
    let shape = Period::containing(kind, period.start());
    let help = t(format!("write for example `period {shape}`"), format!("例如写 `周期 {shape}`"));
    Diagnostic::error("E271", message)
        .label(span, t(format!("this is {}", found.en), format!("这是{}", found.zh)))
        .label(place, declared_here())
        .help(help)
}

pub(in crate::plan) fn example_period_outside(period: Period, span: Span, (from, to): (Date, Date), place: Span) -> Diagnostic {
    let message = t(
        format!("the policy holds from {from} to {to}, and {period} lies outside"),
        format!("制度的有效期为 {from} 至 {to}，{period} 不在其内"),
    );
    let help = t("choose a period inside the effective dates", "请选有效期内的一期");
    Diagnostic::error("E271", message).label(span, t("outside", "不在有效期内")).label(place, t("effective", "有效期")).help(help)
}

pub(in crate::plan) fn given_outside(name: &str, span: Span, bound: Span) -> Diagnostic {
    let message = t(format!("the given {} is a value the data may not have", q(name)), format!("已知的{}是数据里不允许的值", q(name)));
    let help = t("give a valid value, or change the bound", "请写合法的值，或修改界限");
    Diagnostic::error("E273", message)
        .label(span, t("this value", "这个值"))
        .label(bound, t("lies beyond this bound", "超出这个界限"))
        .help(help)
}

pub(in crate::plan) fn unknown_lint(said: &str, span: Span, guess: Option<String>) -> Diagnostic {
    let message = t(format!("there is no lint {}", q(said)), format!("没有名为{}的检查项", q(said)));
    let problem = Diagnostic::error("E274", message).label(span, t("not known", "没有这个检查项"));
    match guess {
        Some(guess) => problem.help(t(format!("did you mean `{guess}`?"), format!("是不是想写 `{guess}`？"))).fix(span, guess),
        None => problem.help(t("`merit explain` lists the lints, each with its name", "`merit explain` 列出所有检查项的名称")),
    }
}

pub(in crate::plan) fn unknown_code(code: &str, span: Span, guess: Option<String>) -> Diagnostic {
    let message = t(format!("there is no error {}", q(code)), format!("没有编号为{}的错误", q(code)));
    let problem = Diagnostic::error("E272", message).label(span, t("not known", "没有这个编号"));
    match guess {
        Some(guess) => problem.help(t(format!("did you mean `{guess}`?"), format!("是不是想写 `{guess}`？"))),
        None => problem.help(t("write the code that a run prints, such as `E501`", "请写运行时显示的编号，例如 `E501`")),
    }
}

/// What an example says of earlier periods must lie before its own.
pub(in crate::plan) fn not_earlier(period: Period, span: Span, own: Option<Period>) -> Diagnostic {
    let own = own.map_or(String::new(), |own| own.to_string());
    Diagnostic::error(
        "E266",
        t(format!("{period} is no period before the example's own, {own}"), format!("{period} 不是示例周期 {own} 之前的周期")),
    )
    .label(span, t("not earlier", "不在其前"))
    .help(t(format!("write a period before {own}"), format!("请写 {own} 之前的周期")))
}
