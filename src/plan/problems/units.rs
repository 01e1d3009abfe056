//! Types and units: what was found, what its place needs, and how to write it.

mod places;

pub(in crate::plan) use places::{
    adjustment, as_of, baseline, bound, cap, carry_starting, days_between, declared, default_value, due, excepted, expected, figure, given,
    in_points, joint_words, key, pay, pool, prorate_factor, rate, rate_day, rounding, rubric_level, score, share, starting, step, stretch,
    target, weight,
};

use super::{declared_here, names_listed, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::types::Joint;
use crate::source::Span;
use crate::syntax::ast::Sign;
use crate::value::{Number, Type};

/// An expression as it was written.
pub(in crate::plan) struct Written {
    pub span: Span,
    pub text: String,
    /// Its value, where it is nothing but a number.
    pub number: Option<Number>,
}

pub(in crate::plan) fn type_words(ty: Type) -> Text {
    match ty {
        Type::Money => t("an amount of money", "金额"),
        Type::Foreign(code) => t(format!("an amount in {}", code.as_str()), format!("{} 金额", code.as_str())),
        Type::Percent => t("a percent", "百分比"),
        Type::Number => t("a number", "数值"),
        Type::Count => t("a count", "整数"),
        Type::Date => t("a date", "日期"),
        Type::Days => t("a number of days", "天数"),
        Type::Text => t("a text", "文本"),
        Type::Flag => t("a yes or no", "是或否"),
        Type::Choice(_) => t("one of a list of options", "选项"),
    }
}

fn this_is(words: &Text) -> Text {
    t(format!("this is {}", words.en), format!("这是{}", words.zh))
}

/// A plain number where a percent is needed: almost always a forgotten sign.
pub(in crate::plan) fn percent_sign(written: &Written, other: Option<Span>, place: &Text) -> Diagnostic {
    let text = written.text.trim();
    let message = t(
        format!("{} must be a percent, but {} is a plain number", place.en, q(text)),
        format!("{}必须是百分比，而{}是普通的数", place.zh, q(text)),
    );
    let mut problem = Diagnostic::error("E220", message).label(written.span, t("a plain number", "普通的数"));
    if let Some(other) = other {
        problem = problem.label(other, t("this is a percent", "这是百分比"));
    }
    let Some(number) = &written.number else {
        let help = t("write percents with `%`: 80 per cent is `80%`", "百分比要写百分号：百分之八十写 `80%`");
        return problem.help(help);
    };
    let with_sign = format!("{text}%");
    let size = number.abs();
    if size.is_zero() || size >= Number::from_i64(2) {
        let help = t(format!("write `{with_sign}`"), format!("请写 `{with_sign}`"));
        return problem.help(help).guess(written.span, with_sign);
    }
    // Between 0 and 2 a ratio may be meant as well as a percent.
    let ratio = crate::value::show::percent(number);
    problem.help(t(
        format!("write `{ratio}` if {text} means a ratio, or `{with_sign}` if it means so many per cent"),
        format!("如果{text}指比率，请写 `{ratio}`；如果指百分之{text}，请写 `{with_sign}`"),
    ))
}

/// One percent where all the others are bare numbers.
pub(in crate::plan) fn percent_among_numbers(written: &Written, more: &[Written], other: Option<Span>) -> Diagnostic {
    let text = written.text.trim();
    let message = t(
        format!("{} is a percent, but the other results are plain numbers", q(text)),
        format!("{}是百分比，其他结果却是普通的数", q(text)),
    );
    let mut problem = Diagnostic::error("E220", message).label(written.span, t("a percent", "百分比"));
    for one in more {
        problem = problem.label(one.span, t("a percent too", "也是百分比"));
    }
    if let Some(other) = other {
        problem = problem.label(other, t("a plain number", "普通的数"));
    }
    let ratio = written.number.as_ref().map_or(String::new(), crate::value::show::exact);
    problem.help(t(format!("write `{ratio}`, or all of them with `%`"), format!("请写 `{ratio}`，或全部写成百分比")))
}

pub(in crate::plan) fn not_of_type(written: &Written, found: &Text, want: &Text, (has, needs): (Type, Type), place: &Text) -> Diagnostic {
    let message = t(
        format!("{} must be {}, but this is {}", place.en, want.en, found.en),
        format!("{}必须是{}，这里却是{}", place.zh, want.zh, found.zh),
    );
    let problem = Diagnostic::error("E203", message).label(written.span, this_is(found));
    match (has, needs) {
        (Type::Percent, Type::Number) => {
            problem.help(t("add `in points` to turn a percent into points: 85% becomes 85", "加上 `折成分` 把百分比变成分数：85% 变成 85"))
        }
        (Type::Number | Type::Count, Type::Percent) => problem.help(t(
            "divide it by a number of the same kind to get a percent, or write it with `%`",
            "请除以同类的数得到百分比，或写上百分号",
        )),
        (Type::Percent, Type::Money) => problem.help(t(
            "a percent of what? multiply it with an amount of money: `5% of revenue`",
            "是什么的百分之几？请乘以一个金额，例如 `回款额 的 5%`",
        )),
        (Type::Money, Type::Number | Type::Count | Type::Percent) => {
            problem.help(t("divide it by an amount of money first", "请先除以一个金额"))
        }
        (Type::Number | Type::Count, Type::Money) => {
            problem.help(t("multiply it with an amount of money per piece", "请乘以每一个对应的金额"))
        }
        (Type::Days, Type::Percent | Type::Number) => {
            problem.help(t("divide it by a number of days, for example `days in period`", "请除以天数，例如 `期内天数`"))
        }
        (Type::Text, Type::Date) => problem.help(t("write a date without quotation marks: `2026-01-31`", "日期不加引号：`2026-01-31`")),
        (Type::Text, Type::Flag) => problem.help(t("write `yes` or `no` without quotation marks", "请写 `是` 或 `否`，不加引号")),
        (_, _) => problem.help(t(format!("write {} here", want.en), format!("请在这里写{}", want.zh))),
    }
}

/// `measure / target * 100` as a score: the percent is to become points.
pub(in crate::plan) fn percent_times_hundred(span: Span) -> Diagnostic {
    let message = t(
        "a score is in points, and a percent times 100 is still a percent: 85% becomes 8,500%",
        "得分以“分”计，而百分比乘以 100 仍是百分比：85% 会变成 8,500%",
    );
    let help = t(
        "write `attainment in points`, which turns 85% into 85; or `(…) in points` around the percent, without `* 100`",
        "请写 `完成率 折成分`，85% 就是 85 分；或写 `(…) 折成分`，去掉 `× 100`",
    );
    Diagnostic::error("E203", message).label(span, this_is(&type_words(Type::Percent))).help(help)
}

/// `(measure / target * 100) in points`: a hundred times too much.
pub(in crate::plan) fn hundred_twice(hundred: Span) -> Diagnostic {
    let message = t(
        "`in points` already turns 85% into 85; times 100 it would be 8,500 points",
        "“折成分”已经把 85% 变成 85 分；再乘以 100 就成了 8,500 分",
    );
    let help = t("leave out the 100", "请去掉这个 100");
    Diagnostic::error("E203", message).label(hundred, t("a hundred times too much", "多乘了一百")).help(help)
}

/// Two things that stand together and have different units.
pub(in crate::plan) fn do_not_fit(one: (Span, &Text, Type), two: (Span, &Text, Type), joint: Joint) -> Diagnostic {
    let (at, first, anchor) = one;
    let (span, second, found) = two;
    let message = match joint {
        Joint::Sum => {
            t(format!("{} and {} cannot be added or subtracted", first.en, second.en), format!("{}与{}不能相加减", first.zh, second.zh))
        }
        Joint::Compare => t(format!("{} cannot be compared with {}", first.en, second.en), format!("{}不能与{}比较", first.zh, second.zh)),
        Joint::Results => {
            t(format!("one result is {}, another {}", first.en, second.en), format!("一个结果是{}，另一个却是{}", first.zh, second.zh))
        }
    };
    let problem = Diagnostic::error("E203", message).label(span, this_is(second)).label(at, this_is(first));
    match (anchor, found) {
        (Type::Percent, Type::Number | Type::Count) | (Type::Number | Type::Count, Type::Percent) => problem.help(t(
            "make both percents (`80%`), or turn the percent into points with `in points`",
            "请都写成百分比（如 `80%`），或用 `折成分` 把百分比变成分数",
        )),
        (Type::Money, _) | (_, Type::Money) if joint == Joint::Sum => problem.help(t(
            "only money can be added to money; a percent of an amount is `5% of amount`",
            "金额只能与金额相加减；金额的百分之几写作 `金额 的 5%`",
        )),
        (Type::Money, Type::Percent) | (Type::Percent, Type::Money) => problem.help(t(
            "write the percent of an amount (`5% of amount`), or divide the money by an amount to get a percent",
            "请写某个金额的百分之几（如 `金额 的 5%`），或把金额除以一个金额得到百分比",
        )),
        (Type::Money, Type::Number | Type::Count) | (Type::Number | Type::Count, Type::Money) => problem.help(t(
            "write both as money: multiply the number with an amount per piece; or divide the money by an amount",
            "请把两边都写成金额：数值乘以单价；或把金额除以一个金额",
        )),
        (Type::Date, Type::Text) | (Type::Text, Type::Date) => {
            problem.help(t("write a date without quotation marks: `2026-01-31`", "日期不加引号：`2026-01-31`"))
        }
        (Type::Flag, Type::Text) | (Type::Text, Type::Flag) => {
            problem.help(t("write `yes` or `no` without quotation marks", "请写 `是` 或 `否`，不加引号"))
        }
        (_, _) => problem.help(t("bring both to the same kind of value", "请把两边换成同一类的值")),
    }
}

/// A product whose unit means nothing.
pub(in crate::plan) fn product(span: Span, money: i32, days: i32, parts: &[(Span, Type)]) -> Diagnostic {
    let message = match (money, days) {
        (2.., _) => t("money multiplied by money means nothing", "金额乘以金额没有意义"),
        (..0, _) => {
            t("something divided by money, with no money above the line, means nothing", "除以金额、而被除的不是金额，这样没有意义")
        }
        (_, 2..) => t("days multiplied by days mean nothing", "天数乘以天数没有意义"),
        (_, ..0) => t("something divided by days, with no days above the line, means nothing", "除以天数、而被除的不是天数，这样没有意义"),
        (_, _) => t("these units cannot be multiplied", "这些单位不能相乘"),
    };
    let mut problem = Diagnostic::error("E221", message);
    let mut labelled = false;
    for (at, ty) in parts.iter().filter(|(_, ty)| matches!(ty, Type::Money | Type::Foreign(_) | Type::Days | Type::Percent)).take(4) {
        problem = problem.label(*at, this_is(&type_words(*ty)));
        labelled = true;
    }
    if !labelled {
        problem = problem.label(span, t("this product", "这个乘积"));
    }
    problem.help(t(
        "money goes with numbers, counts and percents; money divided by money is a percent",
        "金额可以与数值、整数、百分比相乘；金额除以金额得百分比",
    ))
}

pub(in crate::plan) fn not_a_number(span: Span, found: &Text) -> Diagnostic {
    let message = t(format!("{} cannot be computed with", found.en), format!("{}不能参与计算", found.zh));
    let help = t("write a value that is a number, an amount of money or a percent", "请写数值、金额或百分比");
    Diagnostic::error("E222", message).label(span, this_is(found)).help(help)
}

pub(in crate::plan) fn not_a_condition(span: Span, found: &Text) -> Diagnostic {
    let message = t(
        format!("here stands a condition, which is yes or no, but this is {}", found.en),
        format!("这里要写条件（结果为是或否），却写了{}", found.zh),
    );
    let help = t("compare it with something, for example `revenue > 0`", "请把它与某个值比较，例如 `回款额 > 0`");
    Diagnostic::error("E223", message).label(span, this_is(found)).help(help)
}

pub(in crate::plan) fn unknown_option(span: Span, text: &str, options: &[String], declared: Option<Span>) -> Diagnostic {
    let message = t(format!("{} is not one of the options", q(text)), format!("{}不在可选的取值之内", q(text)));
    let mut problem = Diagnostic::error("E224", message).label(span, t("not an option", "没有这个选项"));
    if let Some(declared) = declared {
        problem = problem.label(declared, t("the options are declared here", "选项在这里定义"));
    }
    match crate::diagnostic::text::nearest(text, options.iter().map(String::as_str)) {
        Some(guess) => problem.help(t(format!("did you mean {}?", q(guess)), format!("是不是想写{}？", q(guess)))),
        None => {
            let listed = names_listed(options);
            problem.help(t(format!("write {}", listed.en), format!("请写{}", listed.zh)))
        }
    }
}

pub(in crate::plan) fn no_order(span: Span, found: &Text) -> Diagnostic {
    let message =
        t(format!("{} has no order, so “more” and “less” mean nothing here", found.en), format!("{}没有大小之分，不能比较大小", found.zh));
    let help = t(
        "compare with `=` or `in (…)`, or declare the options in order: `one of \"junior\" < \"senior\"`",
        "请用 `=` 或 `属于（…）`；如果选项有高低，请按次序定义：`取值 \"初级\" < \"高级\"`",
    );
    Diagnostic::error("E225", message).label(span, t("compared by size", "这里比较大小")).help(help)
}

/// A name without a type of its own that two places need as different things.
pub(in crate::plan) fn two_types(name: &str, place: Span, one: (Span, &Text), two: (Span, &Text)) -> Diagnostic {
    let message = t(
        format!("{} is used as {} and as {}", q(name), one.1.en, two.1.en),
        format!("{}一处当作{}，另一处当作{}", q(name), one.1.zh, two.1.zh),
    );
    let help = t(
        format!("say what it is where it is declared, for example `{name} : money = …`, or use two names"),
        format!("请在定义处写明类型，例如 `{name}：金额 = …`，或分成两个名称"),
    );
    Diagnostic::error("E226", message)
        .label(two.0, t(format!("here as {}", two.1.en), format!("这里当作{}", two.1.zh)))
        .label(one.0, t(format!("here as {}", one.1.en), format!("这里当作{}", one.1.zh)))
        .label(place, declared_here())
        .help(help)
}

pub(in crate::plan) fn not_a_count(span: Span, place: &Text) -> Diagnostic {
    let message = t(format!("{} must be a whole number, zero or more", place.en), format!("{}必须是不小于零的整数", place.zh));
    let help = t("write a whole number, or declare the value as `number`", "请写整数，或把类型定义为 `数值`");
    Diagnostic::error("E227", message).label(span, t("not a whole number", "不是整数")).help(help)
}

pub(in crate::plan) fn broken_count(span: Span) -> Diagnostic {
    not_a_count(span, &t("what is counted in pieces", "按个数计的量"))
}

pub(in crate::plan) fn months_alone(span: Span) -> Diagnostic {
    let message = t("months can only be added to a date or taken from one", "“几个月”只能与日期相加减");
    let help = t("write for example `hired + 3 months`", "例如写 `入职日期 + 3个月`");
    Diagnostic::error("E228", message).label(span, t("months without a date", "没有可加减的日期")).help(help)
}

pub(in crate::plan) fn date_sum(span: Span, whole: Span) -> Diagnostic {
    let message = t("dates can only be subtracted, or shifted by days or months", "日期只能相减，或加减若干天、若干个月");
    let help =
        t("`closed - hired` is a number of days, `hired + 30 days` a date", "`到账日期 - 入职日期` 得天数，`入职日期 + 30天` 得日期");
    Diagnostic::error("E228", message)
        .label(span, t("does not fit a date", "与日期不相配"))
        .label(whole, t("in this sum", "在这个式子里"))
        .help(help)
}

pub(in crate::plan) fn days_missing(written: &Written) -> Diagnostic {
    let text = written.text.trim();
    let message = t(format!("{} of what is to be added to the date?", q(text)), format!("日期要加减{}个什么？", q(text)));
    let problem = Diagnostic::error("E228", message).label(written.span, t("a plain number", "普通的数"));
    match written.number {
        Some(_) => problem.help(t(format!("write `{text} days` or `{text} months`"), format!("请写 `{text}天` 或 `{text}个月`"))),
        None => problem.help(t("multiply it with `1 days`", "请乘以 `1天`")),
    }
}

pub(in crate::plan) fn empty_range(span: Span, (low, high): (Span, Span)) -> Diagnostic {
    let message = t("no value lies in this range, so the condition never holds", "没有任何值在这个范围之内，条件永远不成立");
    let help = t("write the smaller end first", "请先写较小的一端");
    Diagnostic::error("E235", message)
        .label(span, t("an empty range", "空的范围"))
        .label(low, t("from here", "从这里"))
        .label(high, t("to here", "到这里"))
        .help(help)
}

pub(in crate::plan) fn divided_by_zero(span: Span) -> Diagnostic {
    let message = t("nothing can be divided by 0", "不能除以 0");
    let help = t("write another divisor, or a column of the data", "请写别的除数，或写数据的列");
    Diagnostic::error("E236", message).label(span, t("always 0", "总是 0")).help(help)
}

pub(in crate::plan) fn rounding_unit(span: Span) -> Diagnostic {
    let message = t("the unit of rounding must be above 0", "取整的单位必须大于 0");
    let help = t("write for example `0.01`, `1` or `100`", "例如写 `0.01`、`1` 或 `100`");
    Diagnostic::error("E229", message).label(span, t("not above 0", "不大于 0")).help(help)
}

/// Spreadsheets round to a number of decimals, Merit to a multiple of a unit.
pub(in crate::plan) fn decimals_for_unit(span: Span, written: &str) -> Diagnostic {
    let message = t(
        format!("rounding to {written} gives multiples of {written}, and nobody rounds so; are {written} decimals meant?"),
        format!("按 {written} 取整会得到 {written} 的倍数，没有人这样取整；是否指保留 {written} 位小数？"),
    );
    let help = t(
        "write the smallest amount that is left: `0.01` for two decimals, `1` for whole numbers",
        "请写保留的最小单位：两位小数写 `0.01`，取整数写 `1`",
    );
    Diagnostic::error("E238", message).label(span, t("the unit of rounding", "取整的单位")).help(help)
}

/// Whether a unit of rounding reads like a number of decimals. People round to 0.05, 0.25, 5, 50, never to 2, 3 or 4.
pub(in crate::plan) fn like_decimals(unit: &Number) -> bool {
    [2, 3, 4].into_iter().any(|digits| *unit == Number::from_i64(digits))
}

/// `less -5` would add, and a cap below 0 behind it would turn what is taken into a gift.
pub(in crate::plan) fn change_below_zero(sign: Sign, written: &str, span: Span) -> Diagnostic {
    let positive = written.trim().trim_start_matches(['-', '\u{2212}', '－']).trim_start().to_string();
    let message = match sign {
        Sign::Minus => t(
            format!("what is taken off is written without a minus; {written} would add instead"),
            format!("扣减的数不写负号；写 {written} 反而会增加"),
        ),
        Sign::Plus => {
            t(format!("what is added is above 0; {written} would take off instead"), format!("增加的数应大于 0；写 {written} 反而会减少"))
        }
    };
    let help = t(format!("write `{positive}`"), format!("请写 `{positive}`"));
    Diagnostic::error("E239", message).label(span, t("below 0", "小于 0")).help(help).guess(span, positive)
}

/// Proration gives a share of the whole, never more than it.
pub(in crate::plan) fn prorate_above_one(span: Span) -> Diagnostic {
    let message =
        t("proration only makes an amount smaller: its factor lies from 0% up to 100%", "折算只会减少金额：折算系数在 0% 到 100% 之间");
    let help = t(
        "write for example `prorate days employed in period / days in period`; to multiply an amount, use `*` in the line above",
        "例如写 `折算 期内在职天数 ÷ 期内天数`；要乘以倍数，请在上一行用 `×`",
    );
    Diagnostic::error("E241", message).label(span, t("outside 0% to 100%", "不在 0% 到 100% 之间")).help(help)
}

pub(in crate::plan) fn step_unit(span: Span) -> Diagnostic {
    let message = t("a step must be above 0", "每一档的大小必须大于 0");
    let help = t("write for example `for each full 1%`", "例如写 `满1%`");
    Diagnostic::error("E229", message).label(span, t("not above 0", "不大于 0")).help(help)
}

pub(in crate::plan) fn over_missing(span: Span) -> Diagnostic {
    let message = t("over whose rows?", "取谁的、哪些行？");
    let help = t("write for example `sum of amount over deals`", "例如写 `订单 的 金额 合计`");
    Diagnostic::error("E230", message).label(span, t("`over …` is missing", "没有写范围")).help(help)
}

pub(in crate::plan) fn value_missing(span: Span) -> Diagnostic {
    let message = t("of what? Only a count can do without a value", "取什么的值？只有计数可以不写");
    let help = t("write for example `sum of amount over deals`", "例如写 `订单 的 金额 合计`");
    Diagnostic::error("E230", message).label(span, t("`of …` is missing", "没有写取哪个值")).help(help)
}

pub(in crate::plan) fn count_of_condition(span: Span) -> Diagnostic {
    let message = t(
        "a count of a yes or no has two readings: all rows, or only those where it is yes",
        "对“是或否”计数有两种读法：全部的行，或只数为“是”的行",
    );
    let help =
        t("to count the rows where it is yes write `count over deals where paid`", "只数为“是”的行，请写 `订单（其中 已付）的 计数`");
    Diagnostic::error("E230", message).label(span, t("two readings", "两种读法")).help(help)
}

pub(in crate::plan) fn rule_without_each(span: Span) -> Diagnostic {
    let message = t("a rule on the data that sums over rows must say which rows belong together", "跨行的数据规则要写明哪些行是一组");
    let help = t(
        "begin the rule with `each`, for example `each deal_id : sum of portion = 100%`",
        "请以 `每个` 开头，例如 `每个 订单号：份额 合计 = 100%`",
    );
    Diagnostic::error("E230", message).label(span, t("sum of which rows?", "哪些行的合计？")).help(help)
}

pub(in crate::plan) fn running_sum_place(span: Span, over: &str) -> Diagnostic {
    let message =
        t("a running sum is a value of each row, so it stands only in a row's own `let`", "累计值是每一行的值，只能写在行的“设”里");
    let help = t(format!("write `let {over}.so_far = running sum of … over {over} by …`"), format!("请写 `设 {over}.累计 = …`"));
    Diagnostic::error("E230", message).label(span, t("not in a row", "这里不是某一行")).help(help)
}

pub(in crate::plan) fn no_employed_clause(span: Span, people: Option<Span>) -> Diagnostic {
    let message = t("nothing says when a person was employed", "没有写明人员何时在职");
    let help = t(
        "add to the input of people: `employed from hired to left, first day counts`",
        "请在人员数据里加一行：`在职自 入职日期 至 离职日期，首日计入`",
    );
    let problem = Diagnostic::error("E232", message).label(span, t("needs the time of employment", "这里要用到在职时间"));
    let problem = match people {
        Some(people) => problem.label(people, t("no `employed` line in this input", "这份数据里没有“在职”一行")),
        None => problem,
    };
    problem.help(help)
}

pub(in crate::plan) fn whole_percent(span: Span) -> Diagnostic {
    let message = t(
        "a whole percent has two readings: 85.7% as 85%, or as 0% because 0.857 is less than 1",
        "百分比取整有两种读法：85.7% 取为 85%，或因 0.857 不足 1 而取为 0%",
    );
    let help = t("write `round x to 1% down`, or `floor(x in points)`", "请写 `x 舍去到 1%`，或 `向下取整(x 折成分)`");
    Diagnostic::error("E233", message).label(span, t("two readings", "两种读法")).help(help)
}

pub(in crate::plan) fn each_without_value(span: Span) -> Diagnostic {
    let message = t("what is above or below? Only inside a KPI is it the measure", "是什么高于或低于？只有在指标里才默认指实际值");
    let help = t(
        "write it out: `less 1 for each full 1% that overdue / quota is above 5%`",
        "请写明，例如 `逾期金额 ÷ 回款目标 每高于5% 满1% 扣1分`",
    );
    Diagnostic::error("E234", message).label(span, t("of what?", "指什么？")).help(help)
}

pub(in crate::plan) fn percent_step(span: Span, difference: Span, want: &Text) -> Diagnostic {
    let message = t(format!("a percent of what? The difference is {}", want.en), format!("是什么的百分之几？两者之差是{}", want.zh));
    let help = t(
        "write the step in the unit of the difference, or measure a ratio: `that overdue / quota is above 5%`",
        "请用差额的单位写每档大小，或改用比率，例如 `逾期金额 ÷ 回款目标 每高于5%`",
    );
    Diagnostic::error("E234", message)
        .label(span, t("this is a percent", "这是百分比"))
        .label(difference, t(format!("the difference is {}", want.en), format!("差额是{}", want.zh)))
        .help(help)
}
