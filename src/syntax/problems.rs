//! What is said about numbers, dates, names and expressions that cannot be read, and about a text as a whole.

mod bounds;
mod periods;

pub(super) use bounds::{CapWord, Ends, bound_word_in_value, comparison_chain, ends_not_said, where_needs_brackets};

pub(super) use periods::{
    how_much_back, more_than_there_are, not_a_number_of_periods, not_months, periods_without_value, where_over_periods, which_periods,
};

use super::ast::{Function, Side};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::value::Date;

fn said(code: &'static str, span: Span, message: Text, here: Text) -> Diagnostic {
    Diagnostic::error(code, message).label(span, here)
}

fn two_readings(code: &'static str, span: Span, what: Text, first: &str, second: &str) -> Diagnostic {
    said(code, span, what, Text::new("two ways to read this", "此处有两种读法"))
        .help(Text::new(format!("write `{first}` or `{second}`, whichever is meant"), format!("按本意写成 `{first}` 或 `{second}`")))
}

// ---- the text as a whole ----------------------------------------------------------------------------------------

pub(super) fn file_too_large(span: Span) -> Diagnostic {
    said(
        "E100",
        span,
        Text::new("the policy file is larger than 8 MiB", "制度文件超过 8 MiB"),
        Text::new("the file begins here", "文件从这里开始"),
    )
    .help(Text::new("split it with `use`, or keep data in data files", "用 `引用` 拆成几个文件，数据放进数据文件"))
}

/// Nobody reads more messages than these at once. `span` is the first clause that was not read.
pub(super) fn too_many_mistakes(span: Span, most: usize) -> Diagnostic {
    said(
        "E107",
        span,
        Text::new(format!("{most} places could not be understood"), format!("已有 {most} 处无法读懂")),
        Text::new("the rest, from here on, has not been read", "从这里往后没有再读"),
    )
    .help(Text::new(
        "correct the messages above and check again; where nearly every line is one, this may not be a policy file",
        "请先改正上面的错误，再检查一次；如果几乎每一行都出错，这可能不是制度文件",
    ))
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    said(
        "E101",
        span,
        Text::new("brackets stand more than 128 deep in each other", "括号嵌套超过 128 层"),
        Text::new("this bracket is too deep", "这个括号嵌套过深"),
    )
    .help(Text::new("give parts of the calculation a name with `let`", "用 `设` 给计算的各部分取名"))
}

pub(super) fn too_many_operands(span: Span) -> Diagnostic {
    said(
        "E102",
        span,
        Text::new("one calculation has more than 4,096 parts", "一个算式超过 4096 项"),
        Text::new("too long from here on", "从这里起过长"),
    )
    .help(Text::new("give parts of it a name with `let`, or sum over an input", "用 `设` 给各部分取名，或对数据求合计"))
}

pub(super) fn too_many_prefixes(span: Span) -> Diagnostic {
    said(
        "E102",
        span,
        Text::new("more than 32 minus signs or `not` stand in a row", "连续的负号或 `非` 超过 32 个"),
        Text::new("here", "在这里"),
    )
    .help(Text::new("one of them, or none, is enough", "保留一个，或一个也不要"))
}

pub(super) fn line_too_long(span: Span) -> Diagnostic {
    said("E103", span, Text::new("a line is longer than 64 KiB", "一行超过 64 KiB"), Text::new("this line", "这一行"))
        .help(Text::new("break the line behind a comma or an operator", "在逗号或运算符后换行"))
}

pub(super) fn control_character(span: Span, character: char) -> Diagnostic {
    let code = u32::from(character);
    said(
        "E104",
        span,
        Text::new(format!("a control character stands in the text (U+{code:04X})"), format!("文本中有控制字符（U+{code:04X}）")),
        Text::new("it does not show, but it is here", "看不见，但在这里"),
    )
    .help(Text::new("delete it; save the file as UTF-8 text", "删去它；文件存为 UTF-8 文本"))
}

pub(super) fn invisible_character(span: Span, character: char) -> Diagnostic {
    let code = u32::from(character);
    said(
        "E105",
        span,
        Text::new(
            format!("a character that does not show stands in the text (U+{code:04X})"),
            format!("文本中有看不见的字符（U+{code:04X}）"),
        ),
        Text::new("two names could look the same and differ here", "两个名称可能看似相同，却在此处不同"),
    )
    .help(Text::new("delete it and type the word again", "删去它，把这个词重新输入一遍"))
    .fix(span, "")
}

pub(super) fn unclosed_quote(span: Span, close: char) -> Diagnostic {
    let (en, zh, mark_en, mark_zh) = if close == '`' {
        (
            "this backtick is not closed by another one on the same line".to_string(),
            "这个反引号在同一行内没有配对".to_string(),
            "another backtick".to_string(),
            "另一个反引号".to_string(),
        )
    } else {
        (
            format!("this quotation mark is not closed by its own mate {close} on the same line"),
            format!("这个引号在同一行内没有配对的 {close}"),
            close.to_string(),
            format!(" {close}"),
        )
    };
    said("E106", span, Text::new(en, zh), Text::new("opened here", "从这里开始"))
        .help(Text::new(format!("write {mark_en} where the text ends"), format!("在文字末尾写上{mark_zh}")))
}

// ---- numbers and dates ------------------------------------------------------------------------------------------

pub(super) fn comma_in_number(span: Span, digits: &str) -> Diagnostic {
    let joined = digits.replace(',', "_");
    let listed = digits.replace(',', ", ");
    let groups: Vec<&str> = digits.split(',').collect();
    let thousands = groups.iter().skip(1).all(|group| group.split('.').next().is_some_and(|whole| whole.len() == 3));
    let problem = said(
        "E110",
        span,
        Text::new("a comma separates two numbers; it does not group digits", "逗号用来分隔两个数，不能给数字分节"),
        Text::new("one number or several?", "是一个数，还是几个数？"),
    );
    if thousands {
        let wan = in_ten_thousands(&joined);
        let or = wan.map_or(String::new(), |wan| format!(" or {wan}"));
        let zh_or = if or.is_empty() { String::new() } else { or.replace(" or ", " 或 ") };
        return problem.help(Text::new(
            format!("write {joined}{or} for one number; for a list put a blank behind the comma: {listed}"),
            format!("一个数写成 {joined}{zh_or}；几个数则在逗号后加空格：{listed}"),
        ));
    }
    problem.help(Text::new(
        format!("put a blank behind the comma: {listed}; in one number no comma stands"),
        format!("在逗号后加空格：{listed}；同一个数里不写逗号"),
    ))
}

/// `100_000` as `10万`, where that is shorter.
fn in_ten_thousands(joined: &str) -> Option<String> {
    let plain = joined.replace('_', "");
    let head = plain.strip_suffix("0000")?;
    (!head.is_empty() && head.bytes().all(|byte| byte.is_ascii_digit())).then(|| format!("{head}万"))
}

pub(super) fn not_a_number(span: Span, digits: &str) -> Diagnostic {
    said(
        "E111",
        span,
        Text::new(format!("`{digits}` is not a number"), format!("`{digits}` 不是数")),
        Text::new("cannot be read", "无法读出"),
    )
    .help(Text::new(
        "write digits with one point at most; single underscores may group them: 1_234.5",
        "只写数字，最多一个小数点；可用单个下划线分节：1_234.5",
    ))
}

pub(super) fn letters_on_number(span: Span, letters: &str) -> Diagnostic {
    said(
        "E111",
        span,
        Text::new(format!("`{letters}` means nothing behind a number"), format!("数字后的 `{letters}` 没有含义")),
        Text::new("letters glued to a number", "数字后紧跟字母"),
    )
    .help(Text::new(
        "behind a number may stand k, thousand, million, billion, 万, 亿, % or ‰, and a unit: days, months, 元, 分, 天, 次, 个, 人, 件, 单, 户; a name that begins with a digit stands in backticks",
        "数字后可写 万、亿、k、million、%、‰，以及单位 元、分、天、个月、次、个、人、件、单、户；以数字开头的名称要放在反引号里",
    ))
}

pub(super) fn too_many_digits(span: Span) -> Diagnostic {
    said(
        "E112",
        span,
        Text::new("a number has at most 64 digits before and 64 behind the point", "一个数在小数点前后各不超过 64 位"),
        Text::new("too many digits", "位数过多"),
    )
    .help(Text::new("write it shorter", "请写得短一些"))
}

pub(super) fn short_date(span: Span, date: Date) -> Diagnostic {
    let written = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    said(
        "E113",
        span,
        Text::new("a date has two digits for the month and two for the day", "日期的月、日各写两位"),
        Text::new("a date?", "这是日期吗？"),
    )
    .help(Text::new(
        format!("write {written}; a subtraction has blanks around its minus signs"),
        format!("写成 {written}；若是减法，在减号两边加空格"),
    ))
    .fix(span, written)
}

pub(super) fn foreign_date(span: Span, date: Date) -> Diagnostic {
    let written = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
    said(
        "E113",
        span,
        Text::new("a date is written with hyphens", "日期要用连字符写"),
        Text::new("a date as spreadsheets show it", "这是表格里的日期写法"),
    )
    .help(Text::new(format!("write {written}"), format!("请写成 {written}")))
    .fix(span, written)
}

pub(super) fn no_such_date(span: Span, text: &str) -> Diagnostic {
    said(
        "E113",
        span,
        Text::new(format!("there is no day {text}"), format!("没有 {text} 这一天")),
        Text::new("not in the calendar", "日历上没有"),
    )
    .help(Text::new("write year, month, day: 2026-02-28", "按年-月-日写：2026-02-28"))
}

pub(super) fn no_such_period(span: Span, text: &str) -> Diagnostic {
    said(
        "E115",
        span,
        Text::new(format!("`{text}` is not a period"), format!("`{text}` 不是考核周期")),
        Text::new("no such period", "没有这个周期"),
    )
    .help(Text::new("write 2026-03, 2026-Q1, 2026-H1 or 2026", "写 2026-03、2026-Q1、2026-H1 或 2026"))
}

/// What a text with a minus sign in it may be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum PeriodLike {
    /// 2026-Q1
    Only,
    /// 2026-03
    OrDifference,
    /// 2026-3
    Short,
}

pub(super) fn period_or_difference(span: Span, text: &str, like: PeriodLike) -> Diagnostic {
    let here = "a period stands only where a clause expects one, as in `period 2026-Q1` of an example";
    let zh_here = "周期只能写在要写周期的地方，例如示例里的 `周期 2026-Q1`";
    if like == PeriodLike::Only {
        return said(
            "E114",
            span,
            Text::new(format!("`{text}` is a period; a period cannot be calculated with"), format!("`{text}` 是周期；周期不能参与计算")),
            Text::new("a period in a calculation", "算式里写了周期"),
        )
        .help(Text::new(
            format!("{here}; for a day write a whole date: 2026-03-31"),
            format!("{zh_here}；某一天要写完整日期：2026-03-31"),
        ));
    }
    let (year, rest) = text.split_once(['-', '－', '−']).unwrap_or((text, ""));
    let short = if like == PeriodLike::Short { format!(" (a month has two digits: {year}-0{rest})") } else { String::new() };
    let zh_short = if like == PeriodLike::Short { format!("（月份写两位：{year}-0{rest}）") } else { String::new() };
    said(
        "E114",
        span,
        Text::new(
            format!("`{text}` could be a period or a subtraction; a period cannot be calculated with"),
            format!("`{text}` 可能是周期，也可能是减法；周期不能参与计算"),
        ),
        Text::new("two ways to read this", "此处有两种读法"),
    )
    .help(Text::new(
        format!("for the subtraction write `{year} - {rest}`; for a day write a whole date: 2026-03-31; {here}{short}"),
        format!("减法写成 `{year} - {rest}`；某一天要写完整日期：2026-03-31；{zh_here}{zh_short}"),
    ))
}

pub(super) fn months_here(span: Span) -> Diagnostic {
    said(
        "E116",
        span,
        Text::new("a number of months cannot stand here", "这里不能写几个月"),
        Text::new("a length in months", "以月计的时长"),
    )
    .help(Text::new("months are added to a date: hired + 2 months", "月数只能加在日期上：入职日期 之后2个月"))
}

pub(super) fn working_days_here(span: Span) -> Diagnostic {
    said(
        "E116",
        span,
        Text::new("a number of working days cannot stand here", "这里不能写几个工作日"),
        Text::new("a length in working days", "以工作日计的时长"),
    )
    .help(Text::new("working days are added to a date: 5 working days after notified", "工作日只能加在日期上：通知日期 之后5个工作日"))
}

pub(super) fn percent_with_unit(span: Span) -> Diagnostic {
    said(
        "E116",
        span,
        Text::new("a percent has no unit behind it", "百分数后面不能再写单位"),
        Text::new("percent and unit", "百分号与单位并列"),
    )
    .help(Text::new("keep the % or the unit", "百分号与单位只留一个"))
}

pub(super) fn missing_day_without_months(span: Span) -> Diagnostic {
    said(
        "E116",
        span,
        Text::new("`last day` and `next day` stand only behind a number of months", "`取月末`、`取次日` 只能写在月数后面"),
        Text::new("no months before it", "前面没有月数"),
    )
    .help(Text::new("write: hired + 2 months last day", "写成：入职日期 之后2个月取月末"))
}

pub(super) fn share_without_percent(span: Span) -> Diagnostic {
    said(
        "E117",
        span,
        Text::new("only a percent is taken of something", "只有百分数才能取某数的几成"),
        Text::new("not a percent", "不是百分数"),
    )
    .help(Text::new("write `5% of x`; a plain number multiplies: `5 * x`", "写成 `x 的 5%`；普通的数用乘号：`5 × x`"))
}

// ---- bounds and comparisons -------------------------------------------------------------------------------------

pub(super) fn same_side_twice(first: Span, second: Span, side: Side) -> Diagnostic {
    let (en, zh) = match side {
        Side::Low => ("lower", "下限"),
        Side::High => ("upper", "上限"),
    };
    said(
        "E121",
        second,
        Text::new(format!("two {en} ends stand here"), format!("这里有两个{zh}")),
        Text::new(format!("a second {en} end"), format!("第二个{zh}")),
    )
    .label(first, Text::new("the first", "第一个"))
    .help(Text::new("keep one; the other end says `below`, `up to`, `above` or `from`", "保留一个；另一端用 不满、不超过、超过、不低于"))
}

pub(super) fn and_or_mixed(or: Span, and: Span, parts: (&str, &str, &str), words: (&str, &str)) -> Diagnostic {
    let (left, middle, right) = parts;
    let (one, two) = words;
    let zh = |word: &str| if word == "and" { "且" } else { "或" };
    said(
        "E124",
        or,
        Text::new("`and` and `or` stand side by side; it is not said which holds together", "`且` 与 `或` 并列，没有说明哪两个先结合"),
        Text::new("`or` here", "这里是 `或`"),
    )
    .label(and, Text::new("`and` here", "这里是 `且`"))
    .help(Text::new(
        format!("write `({left} {one} {middle}) {two} {right}` or `{left} {one} ({middle} {two} {right})`"),
        format!("写成 `（{left} {a} {middle}）{b} {right}` 或 `{left} {a} （{middle} {b} {right}）`", a = zh(one), b = zh(two)),
    ))
}

// ---- how far a word reaches -------------------------------------------------------------------------------------

pub(super) fn where_without_over(span: Span, filter: Span) -> Diagnostic {
    said(
        "E130",
        filter,
        Text::new("`where` chooses rows, but it is not said of what", "有筛选条件，却没有说对什么求和"),
        Text::new("a condition on which rows?", "筛选哪里的行？"),
    )
    .label(span, Text::new("no `over` here", "这里缺少 `over`"))
    .help(Text::new("write `sum of amount over deals where …`", "写成 `订单（其中 …）的 金额 合计`"))
}

pub(super) fn running_over_everyone(span: Span) -> Diagnostic {
    said(
        "E131",
        span,
        Text::new("a running sum goes along the rows of an input, not along people", "累计只能沿某个数据的行进行，不能对全员累计"),
        Text::new("not the rows of an input", "不是数据的行"),
    )
    .help(Text::new("write `running sum of amount over deals by closed`", "写成 `订单 的 金额 按 成交日期 累计`"))
}

pub(super) fn postfix_behind_row(span: Span, parts: (&str, &str, &str)) -> Diagnostic {
    let (head, last, word) = parts;
    two_readings(
        "E126",
        span,
        Text::new(
            format!("`{word}` could act on `{last}` alone or on everything before it"),
            format!("`{word}` 可能只管 `{last}`，也可能管前面全部"),
        ),
        &format!("({head} {last}) {word}"),
        &format!("{head} ({last} {word})"),
    )
}

pub(super) fn postfix_behind_minus(span: Span, value: &str, word: &str) -> Diagnostic {
    let plain = value.trim_start_matches(['-', '－', '−', ' ']);
    two_readings(
        "E126",
        span,
        Text::new(format!("`{word}` could act before or after the minus sign"), format!("`{word}` 可能在取负之前，也可能在取负之后")),
        &format!("({value}) {word}"),
        &format!("-({plain} {word})"),
    )
}

pub(super) fn if_beside_operator(span: Span) -> Diagnostic {
    said(
        "E127",
        span,
        Text::new("behind an operator it is not clear where this `if` ends", "运算符后面的 `如果` 到哪里为止不清楚"),
        Text::new("ends where?", "到哪里为止？"),
    )
    .help(Text::new("put it in brackets: `base * (if … then … else …)`", "加上括号：`基数 ×（如果 … 那么 … 否则 …）`"))
}

pub(super) fn shape_on_row(span: Span, shape: &str, parts: (&str, &str)) -> Diagnostic {
    let (first, rest) = parts;
    two_readings(
        "E128",
        span,
        Text::new(
            format!("`{shape} on` could take `{first}` alone or the whole calculation"),
            format!("`{shape} on` 可能只取 `{first}`，也可能取整个算式"),
        ),
        &format!("{shape} on ({first} {rest})"),
        &format!("({shape} on {first}) {rest}"),
    )
}

/// Behind `by` stands one value, since what follows it could be meant for the part.
pub(super) fn share_by_row(span: Span, parts: (&str, &str)) -> Diagnostic {
    let (first, rest) = parts;
    two_readings(
        "E128",
        span,
        Text::new(
            format!("the pool could be shared by `{first}` alone or by the whole calculation"),
            format!("可能只按 `{first}` 分配，也可能按整个算式分配"),
        ),
        &format!("by ({first} {rest})"),
        &format!("(share … by {first}) {rest}"),
    )
}

pub(super) fn arguments(span: Span, name: &str, function: Function) -> Diagnostic {
    let (en, zh) = match function {
        Function::Min | Function::Max => ("two values or more", "两个以上的值"),
        Function::Abs | Function::Floor | Function::Ceil => ("one value", "一个值"),
    };
    said(
        "E129",
        span,
        Text::new(format!("`{name}` takes {en}"), format!("`{name}` 要{zh}")),
        Text::new("wrong number of values", "值的个数不对"),
    )
    .help(Text::new(format!("write {en} between the brackets, parted by commas"), format!("括号里写{zh}，用逗号分开")))
}
