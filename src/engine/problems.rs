//! What this room says when something is wrong: a person's number that cannot be computed. Codes E500–E599.

mod among;
mod earlier;
mod exceptions;
mod left_behind;
mod people;

pub(super) use exceptions::exception_of_nobody;
pub(super) use left_behind::left_behind;

pub(super) use among::{left_out, negative_share, pools_differ, share_of_zero};
pub(crate) use earlier::EARLIER_UNKNOWN;
pub(super) use earlier::{BLANK_THEN, FAILED_THEN, blank_then, condition_blank_then, earlier_unknown, failed_then};
pub(super) use people::{MOST_OF_A_CIRCLE, circle, credited_nobody, negative_credit, rater_missing, shares_not_whole};

use crate::diagnostic::text::quote;
use crate::diagnostic::{Diagnostic, Language, Severity, Text};
use crate::plan::ir::DefId;
use crate::source::Span;
use crate::syntax::ast::{AggregateFunction, Sign};
use crate::value::calendar::Outside;
use crate::value::{Date, Period, Type};

/// People of the period whom their own dates put outside it: what is prorated is 0 for them, and nobody would notice.
pub(super) fn not_employed(first: &str, others: usize, period: Period, span: Span) -> Diagnostic {
    let message = match others {
        0 => Text::new(
            format!("{} has a row for {period}, but was not employed on any day of it", q(first)),
            format!("{} 在 {period} 有数据，但按入离职日期本期一天都不在职", q(first)),
        ),
        others => Text::new(
            format!("{} and {others} more have rows for {period}, but were not employed on any day of it", q(first)),
            format!("{} 等 {} 人在 {period} 有数据，但按入离职日期本期一天都不在职", q(first), others.saturating_add(1)),
        ),
    };
    Diagnostic::new("W500", Severity::Warning, message).label(span, Text::new("the dates of employment", "入离职日期")).help(Text::new(
        "what is prorated is 0 for them; correct the dates, or take the rows out of the data",
        "凡按在职时间折算的都为 0；请更正日期，或从数据中去掉这些行",
    ))
}

pub(super) const DIVISION: &str = "E500";
pub(super) const MISSING: &str = "E501";
pub(super) const NOT_APPLICABLE: &str = "E502";
pub(super) const NO_ROWS: &str = "E503";
pub(super) const NO_BAND: &str = "E504";
pub(super) const TWO_BANDS: &str = "E505";
pub(super) const TIER_ENDS: &str = "E506";
pub(super) const OUTSIDE_TIERS: &str = "E507";
pub(super) const REFUSED: &str = "E508";
pub(super) const NO_ROW: &str = "E509";
pub(super) const TWO_SCORECARDS: &str = "E511";
pub(super) const NO_SCORECARD: &str = "E512";
pub(super) const ALL_MISSING: &str = "E513";
pub(super) const NEGATIVE_PAYOUT: &str = "E514";
pub(super) const NOT_WHOLE: &str = "E515";
pub(super) const TOO_LARGE: &str = "E516";
pub(super) const DATE_RANGE: &str = "E517";
pub(super) const MISSING_DAY: &str = "E518";
pub(super) const NOT_IN_FORCE: &str = "E519";
pub(super) const STEP: &str = "E520";
pub(super) const FALLING: &str = "E527";
pub(super) const ROUNDING_UNIT: &str = "E522";
pub(super) const EMPLOYED: &str = "E523";
pub(super) const KPI_MISSING: &str = "E524";
pub(super) const RULE: &str = "E525";
pub(super) const NO_LENGTH: &str = "E526";
pub(super) const POOLS_DIFFER: &str = "E550";
pub(super) const NEGATIVE_SHARE: &str = "E551";
pub(super) const SHARE_OF_ZERO: &str = "E552";
pub(super) const CIRCLE: &str = "E570";
pub(super) const RATER: &str = "E571";
pub(super) const CREDIT: &str = "E572";
pub(super) const CREDITED_NOBODY: &str = "E573";
pub(super) const OUTSIDE: &str = "E560";
pub(super) const NO_RATE_YET: &str = "E561";
pub(super) const UNEXPECTED: &str = "E599";

/// What a value is needed for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Use {
    Condition,
    /// The value an aggregate runs over.
    Aggregate,
    /// The column that says which rows belong together.
    Group,
    /// A share of a row.
    Credit,
    /// The kind of a rater.
    Rater,
    /// The order of a running sum.
    Order,
    /// What people are ranked by.
    Rank,
    /// What is shared, or by what.
    Pool,
    Score,
    Adjustment,
    Grade,
    Payout,
    Lookup,
    /// Bands or tiers: the number itself, an end or a rate.
    Line,
    /// A step under a value: its amount, its size, what it is held against, a cap.
    Step,
}

impl Use {
    fn words(self) -> Text {
        match self {
            Use::Condition => t("this condition", "此条件"),
            Use::Aggregate => t("this sum over rows", "此项汇总"),
            Use::Group => t("this group", "此分组"),
            Use::Credit => t("this credit", "此项计入"),
            Use::Rater => t("this mean of raters", "此项评分"),
            Use::Order => t("the order of this running sum", "此累计合计的顺序"),
            Use::Rank => t("this rank among people", "此排名"),
            Use::Pool => t("this share among people", "此项分配"),
            Use::Score => t("this score", "此项计分"),
            Use::Adjustment => t("this adjustment", "此项加减分"),
            Use::Grade => t("this grade", "此等级"),
            Use::Payout => t("this payout", "此项发放"),
            Use::Lookup => t("this table", "此对照表"),
            Use::Line => t("this set of bands or tiers", "此分档或累进"),
            Use::Step => t("this step", "此加减或封顶"),
        }
    }
}

fn t(en: impl Into<String>, zh: impl Into<String>) -> Text {
    Text::new(en, zh)
}

/// A name or a text of the author's, in quotation marks.
fn q(text: &str) -> String {
    quote(text, Language::English)
}

fn needed_here() -> Text {
    t("needed here", "此处需要")
}

pub(super) fn division(span: Span, divisor: Span, over: &str, name: Option<&Text>) -> Diagnostic {
    let (en, zh) =
        name.map_or((String::new(), String::new()), |name| (format!(": {} is 0", q(&name.en)), format!("：{} 为 0", q(&name.zh))));
    Diagnostic::error(DIVISION, t(format!("{over} cannot be divided by 0{en}"), format!("{over} 不能除以 0{zh}")))
        .label(divisor, t("this is 0", "此处为 0"))
        .label(span, t("the division", "除法在这里"))
        .help(t(
            "correct the cell, or say what holds then: `if … = 0 then … else …`",
            "请更正该单元格，或写明此时如何计算：`如果 … = 0 那么 … 否则 …`",
        ))
}

pub(super) fn missing(what: Use, span: Span, column: &str, ty: Type) -> Diagnostic {
    let (en, zh) = match ty {
        Type::Money | Type::Foreign(_) | Type::Number | Type::Count => ("0", "0"),
        Type::Percent => ("0%", "0%"),
        Type::Date => ("2026-01-01", "2026-01-01"),
        Type::Days => ("0 days", "0天"),
        Type::Text | Type::Choice(_) => ("\"…\"", "\"…\""),
        Type::Flag => ("no", "否"),
    };
    let words = what.words();
    Diagnostic::error(
        MISSING,
        t(format!("{} needs {}, which is blank", words.en, q(column)), format!("{}需要 {}，而它是空白", words.zh, q(column))),
    )
    .label(span, needed_here())
    .help(t(
        format!("fill the cell, or say what holds without it: `{column} otherwise {en}`"),
        format!("请填写该单元格，或写明缺失时取什么：`{column} 无则 {zh}`"),
    ))
}

pub(super) fn not_applicable(span: Span, name: &Text, place: Span) -> Diagnostic {
    Diagnostic::error(
        NOT_APPLICABLE,
        t(
            format!("{} does not apply to this person, so it has no value here", q(&name.en)),
            format!("{} 不适用于此人，因此没有值", q(&name.zh)),
        ),
    )
    .label(span, t("read here", "在此处引用"))
    .label(place, t("defined here, for other people", "在这里定义，适用于其他人员"))
    .help(t(
        "limit the clause to the people who have it (`for …`), or write `if … then … else …`",
        "请用“适用于 …”把该条款限定在适用的人员，或写 `如果 … 那么 … 否则 …`",
    ))
}

pub(super) fn no_rows(span: Span, function: AggregateFunction) -> Diagnostic {
    let (en, zh) = match function {
        AggregateFunction::Average => ("an average", "平均"),
        AggregateFunction::Min => ("a smallest value", "最小值"),
        AggregateFunction::Max => ("a greatest value", "最大值"),
        AggregateFunction::Median => ("a median", "中位数"),
        AggregateFunction::Sum => ("a sum", "合计"),
        AggregateFunction::Count => ("a count", "计数"),
    };
    Diagnostic::error(NO_ROWS, t(format!("there is no row to take {en} of"), format!("没有可用于计算{zh}的行")))
        .label(span, t("no row is left here", "此处没有任何行"))
        .help(t(
            "say what holds without rows: `if (count over …) = 0 then … else …`",
            "请写明没有行时如何计算：`如果 （… 计数） = 0 那么 … 否则 …`",
        ))
}

pub(super) fn no_band(span: Span, on: Span, value: &str) -> Diagnostic {
    Diagnostic::error(NO_BAND, t(format!("{value} lies in none of the lines"), format!("{value} 不在任何一档之内")))
        .label(on, t(format!("this is {value}"), format!("此处为 {value}")))
        .label(span, t("no line here holds it", "这里没有包含它的档"))
        .help(t("write a line for it, or correct the data", "请为它写一档，或更正数据"))
}

pub(super) fn two_bands(one: Span, two: Span, value: &str) -> Diagnostic {
    Diagnostic::error(TWO_BANDS, t(format!("{value} lies in two lines at once"), format!("{value} 同时落在两档之内")))
        .label(one, t("in this line", "在这一档"))
        .label(two, t("and in this one", "也在这一档"))
        .help(t(
            "the ends are computed and overlap for this person: write the ends so that each begins where the one before ends",
            "两端是计算得出的，对此人发生重叠：请让每一档从前一档的终点开始",
        ))
}

pub(super) fn tier_ends(line: Span, tiers: Span, before: &str, own: &str) -> Diagnostic {
    Diagnostic::error(
        TIER_ENDS,
        t(
            format!("the ends of the tiers do not ascend: after {before} comes {own}"),
            format!("累进各档的终点没有递增：{before} 之后是 {own}"),
        ),
    )
    .label(line, t("this line ends below the one before", "这一档低于前一档"))
    .label(tiers, t("in these tiers", "在此累进中"))
    .help(t(
        "correct the data the ends are computed from, or hold an end up: `up to max(…, …)`",
        "请更正计算终点所用的数据，或给终点设下限：`不超过 最大(…, …)`",
    ))
}

pub(super) fn outside_tiers(span: Span, on: Span, (value, sign): (&str, Sign)) -> Diagnostic {
    let help = match sign {
        Sign::Minus => t(
            "an amount below 0 needs a line of its own: `below 0 : 0%`; or `max(…, 0)` where it stands",
            "低于 0 的金额需要单独一档：`低于0：0%`；或在该处写 `最大(…, 0)`",
        ),
        Sign::Plus => t("write a last line without an end: `above … : 5%`", "请写一个没有上限的末档：`超过 …：5%`"),
    };
    Diagnostic::error(OUTSIDE_TIERS, t(format!("{value} lies in none of the tiers"), format!("{value} 不在任何一档累进之内")))
        .label(on, t(format!("it reaches {value}"), format!("此处达到 {value}")))
        .label(span, t("no tier here holds it", "这里没有包含它的档"))
        .help(help)
}

pub(super) fn falling((before, higher): (Span, &str), (after, lower): (Span, &str)) -> Diagnostic {
    Diagnostic::error(FALLING, t(format!("the rate falls from {higher} to {lower}"), format!("比例从 {higher} 降到 {lower}")))
        .label(after, t(format!("here {lower}"), format!("此档 {lower}")))
        .label(before, t(format!("here {higher}"), format!("此档 {higher}")))
        .help(t(
            "correct the rates in the data; if a higher tier may pay less, the plan says `tiers … decelerating on …`",
            "请更正数据中的比例；如果更高一档确实可以更低，制度里要写 `超额累进 递减`",
        ))
}

pub(super) fn refused(span: Span, reason: &str) -> Diagnostic {
    let reason = crate::diagnostic::text::sanitise(reason);
    Diagnostic::error(REFUSED, t(format!("the plan does not compute this: {reason}"), format!("制度规定不予计算：{reason}")))
        .label(span, t("refused here", "在此处报错"))
        .help(t("the plan's owner decides what holds for this person", "此人如何处理，由制度责任人决定"))
}

pub(super) fn no_table_row(span: Span, table: Span, name: &str, keys: &str) -> Diagnostic {
    Diagnostic::error(NO_ROW, t(format!("table {} has no row for {keys}", q(name)), format!("对照表 {} 中没有 {keys} 的行", q(name))))
        .label(span, t("looked up here", "在此处查表"))
        .label(table, t("the table", "对照表"))
        .help(t("add the row, or correct the data", "请补上该行，或更正数据"))
}

pub(super) fn two_scorecards(span: Span, cards: &[(DefId, String, Span)]) -> Diagnostic {
    let names: Vec<String> = cards.iter().map(|(_, name, _)| q(name)).collect();
    let problem = Diagnostic::error(
        TWO_SCORECARDS,
        t(format!("two scorecards cover this person: {}", names.join(" and ")), format!("此人同时适用两张计分卡：{}", names.join(" 和 "))),
    );
    let problem = problem.label(span, t("covers this person", "适用于此人"));
    let others = cards.iter().filter(|(_, _, place)| *place != span);
    others
        .fold(problem, |problem, (_, _, place)| problem.label(*place, t("and so does this one", "这一张也适用")))
        .help(t("write the `for` conditions so that nobody is under two", "请修改“适用于”条件，使任何人只适用一张"))
}

pub(super) fn no_scorecard(cards: &[(DefId, String, Span)]) -> Diagnostic {
    let problem = Diagnostic::error(NO_SCORECARD, t("no scorecard covers this person", "没有计分卡适用于此人"));
    cards
        .iter()
        .fold(problem, |problem, (_, _, place)| problem.label(*place, t("not for this person", "不适用于此人")))
        .help(t("correct the data, or write a scorecard for these people", "请更正数据，或为这类人员写一张计分卡"))
}

pub(super) fn all_missing(span: Span) -> Diagnostic {
    Diagnostic::error(ALL_MISSING, t("every KPI of this person is missing, so there is no score", "此人的所有指标都缺失，因此没有总分"))
        .label(span, t("nothing is left to weigh", "没有可加权的指标"))
        .help(t("fill at least one of the cells, or say `when missing zero`", "请至少填写其中一个单元格，或写“缺失时 计零”"))
}

pub(super) fn negative_payout(span: Span, amount: Span, name: &str, value: &str) -> Diagnostic {
    Diagnostic::error(
        NEGATIVE_PAYOUT,
        t(format!("{} would be {value}; a payout cannot be below 0", q(name)), format!("{} 为 {value}；发放不能低于 0", q(name))),
    )
    .label(amount, t(format!("this makes {value}"), format!("此处得出 {value}")))
    .label(span, t("the payout", "该项发放"))
    .help(t("write `at least 0` under `pay`, or say `may be negative`", "请在“计发”下写“保底 0”，或写“可以为负”"))
}

pub(super) fn not_whole(span: Span, value: &str) -> Diagnostic {
    Diagnostic::error(NOT_WHOLE, t(format!("{value} is not a whole number of days"), format!("{value} 不是整数天")))
        .label(span, t("whole days are needed here", "此处需要整数天"))
        .help(t("round it first: `round … to 1`, `floor(…)` or `ceil(…)`", "请先取整：`… 四舍五入到1`、`向下取整(…)` 或 `向上取整(…)`"))
}

pub(super) fn too_large(span: Span) -> Diagnostic {
    Diagnostic::error(TOO_LARGE, t("the number becomes too large: it has more than 64 digits", "数字过大：超过 64 位"))
        .label(span, t("computed here", "在此处计算"))
        .help(t("look for a wrong cell or for a factor too many", "请检查是否有错误的单元格或多乘的因数"))
}

pub(super) fn date_range(span: Span, start: &str) -> Diagnostic {
    Diagnostic::error(
        DATE_RANGE,
        t(
            format!("counted from {start}, the date is not within the years 1 to 9999"),
            format!("从 {start} 起算，日期超出公元 1 至 9999 年"),
        ),
    )
    .label(span, t("computed here", "在此处计算"))
    .help(t("look for a wrong cell", "请检查是否有错误的单元格"))
}

pub(super) fn outside_calendar(span: Span, calendar: Span, outside: &Outside) -> Diagnostic {
    let (name, first, last) = (q(&outside.calendar), outside.first, outside.last);
    let message = match outside.date {
        Some(date) => t(
            format!("{date} is outside the calendar {name}, which covers {first} to {last}"),
            format!("{date} 不在日历{name}的范围内，它只涵盖 {first} 至 {last}"),
        ),
        None => t(
            format!("the day looked for lies outside the calendar {name}, which covers {first} to {last}"),
            format!("要找的那一天不在日历{name}的范围内，它只涵盖 {first} 至 {last}"),
        ),
    };
    Diagnostic::error(OUTSIDE, message)
        .label(span, t("counted here", "在此处数工作日"))
        .label(calendar, t(format!("ends on {last}"), format!("到 {last} 为止")))
        .help(t(
            "check the date; for other years write a calendar of your own that covers them",
            "请核对日期；要用到其他年份，请自己写一份涵盖它的日历",
        ))
}

pub(super) fn missing_day(span: Span, start: &str, months: i64) -> Diagnostic {
    Diagnostic::error(
        MISSING_DAY,
        t(
            format!("{months} month{} from {start}, the month lacks that day", if months == 1 { "" } else { "s" }),
            format!("从 {start} 起 {months} 个月后的那个月没有这一天"),
        ),
    )
    .label(span, t("which day is meant is not said", "没有写明取哪一天"))
    .help(t("say `last day` or `next day` behind the months", "请在月数后写明 `取月末` 或 `取次日`"))
}

pub(super) fn not_in_force(name: &str, span: Span, param: Span, end: &str, earliest: Option<&str>) -> Diagnostic {
    let (en, zh) =
        earliest.map_or((String::new(), String::new()), |from| (format!("; its first is from {from}"), format!("；最早自 {from} 起")));
    Diagnostic::error(NOT_IN_FORCE, t(format!("{} has no value on {end}{en}", q(name)), format!("{} 在 {end} 没有生效的值{zh}", q(name))))
        .label(span, t("read here", "在此处引用"))
        .label(param, t("the param", "该参数"))
        .help(t("write an earlier value: `= … from …`", "请写上更早的值：`= … 自 … 起`"))
}

pub(super) fn no_rate_yet(name: &str, span: Span, rate: Span, day: Date, earliest: Option<&str>) -> Diagnostic {
    let (en, zh) =
        earliest.map_or((String::new(), String::new()), |from| (format!("; its first is from {from}"), format!("；最早自 {from} 起")));
    Diagnostic::error(NO_RATE_YET, t(format!("there is no rate {name} on {day}{en}"), format!("{day} 没有 {name} 汇率{zh}")))
        .label(span, t("converted here", "在此处换算"))
        .label(rate, t("the rate", "该汇率"))
        .help(t("write an earlier rate, `= … from …`, or correct the date", "请写上更早的汇率：`= … 自 … 起`，或更正日期"))
}

pub(super) fn step(span: Span, each: Span, value: &str) -> Diagnostic {
    Diagnostic::error(STEP, t(format!("a step must be above 0; here it is {value}"), format!("每一级必须大于 0；此处为 {value}")))
        .label(span, t("the size of a step", "每一级的大小"))
        .label(each, t("counted here", "在此处计数"))
        .help(t("correct the cell it is computed from, or the clause", "请更正用于计算它的单元格，或修改条款"))
}

pub(super) fn rounding_unit(span: Span, value: &str) -> Diagnostic {
    Diagnostic::error(ROUNDING_UNIT, t(format!("a number cannot be rounded to {value}"), format!("不能舍入到 {value}")))
        .label(span, t("must be above 0", "必须大于 0"))
        .help(t("write a unit such as 1, 0.01 or 100", "请写 1、0.01 或 100 这样的单位"))
}

pub(super) fn not_hired(span: Span, clause: Span, column: &str) -> Diagnostic {
    Diagnostic::error(
        EMPLOYED,
        t(
            format!("how long this person was employed is not known: {} is blank", q(column)),
            format!("无法得知此人在职多久：{} 是空白", q(column)),
        ),
    )
    .label(span, needed_here())
    .label(clause, t("employed from and to", "在职起止"))
    .help(t("fill the cell", "请填写该单元格"))
}

pub(super) fn left_before_hired(span: Span, clause: Span, hired: (&str, &str), left: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        EMPLOYED,
        t(
            format!("{} {} lies before {} {}", q(left.0), left.1, q(hired.0), hired.1),
            format!("{} {} 早于 {} {}", q(left.0), left.1, q(hired.0), hired.1),
        ),
    )
    .label(span, needed_here())
    .label(clause, t("employed from and to", "在职起止"))
    .help(t("correct one of the two dates", "请更正两个日期之一"))
}

pub(super) fn kpi_missing(span: Span, measure: Span, name: &Text, column: &str) -> Diagnostic {
    Diagnostic::error(
        KPI_MISSING,
        t(format!("{} has no value: {} is blank", q(&name.en), q(column)), format!("{} 没有值：{} 是空白", q(&name.zh), q(column))),
    )
    .label(span, t("this KPI stops where its measure is missing", "此指标在实际值缺失时报错"))
    .label(measure, t("the measure", "实际值"))
    .help(t("fill the cell, or say `when missing reweight` or `when missing zero`", "请填写该单元格，或写“缺失时 重新分配”或“缺失时 计零”"))
}

/// `sides` are the two sides of a comparison that does not hold, as they came out.
pub(super) fn rule(condition: Span, key: Option<(&str, &str)>, sides: Option<(&str, &str)>, because: Option<&str>) -> Diagnostic {
    let (en, zh) = match key {
        Some((name, value)) => {
            (format!("the rows of {} {value} break a rule of the data", q(name)), format!("{} {value} 的各行不符合数据规则", q(name)))
        }
        None => ("this row breaks a rule of the data".to_string(), "此行不符合数据规则".to_string()),
    };
    let because = because.map_or(String::new(), |because| format!(" ({})", crate::diagnostic::text::sanitise(because)));
    Diagnostic::error(RULE, t(format!("{en}{because}"), format!("{zh}{because}")))
        .label(
            condition,
            sides.map_or(t("does not hold", "不成立"), |(left, right)| {
                t(format!("the left side is {left}, the right side {right}"), format!("左边是 {left}，右边是 {right}"))
            }),
        )
        .help(t("correct the rows; nothing is computed with them until then", "请更正这些行；在此之前不用它们计算"))
}

pub(super) fn no_length(span: Span, at: &str) -> Diagnostic {
    Diagnostic::error(
        NO_LENGTH,
        t(format!("a straight line needs two ends that differ; both are {at}"), format!("线性需要两个不同的端点；两端都是 {at}")),
    )
    .label(span, t("begins and ends at one value", "起点与终点相同"))
    .help(t(
        "correct the data the ends are computed from, or write a value instead of `linear`",
        "请更正计算端点所用的数据，或用固定值代替“线性”",
    ))
}

pub(super) fn unexpected(span: Span) -> Diagnostic {
    Diagnostic::error(UNEXPECTED, t("the value here is not of the kind the plan says", "此处的值与制度规定的类型不符"))
        .label(span, t("computed here", "在此处计算"))
        .help(t(
            "the data were not read by this plan's input blocks; read them again, and report it if that does not help",
            "数据不是按本制度的数据块读取的；请重新读取，若仍然如此请报告",
        ))
}
