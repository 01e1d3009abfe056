//! What the upper half of the reader says: clauses that cannot be read, and clauses that could be read in two ways.

mod process;
mod slips;
mod steps;

pub(super) use process::{counts_from_elsewhere, counts_from_what, length_too_long, not_a_length, not_heads, review_in_months};
pub(super) use slips::{
    bare_point, brackets_missing, clause_behind_brace, colon_missing, column_behind_comma, currency_sign, foreign_sign, leading_plus,
    not_a_column_name, order_and_list, single_quotes, text_behind_options, two_numbers,
};
pub(super) use steps::{
    EachTexts, below_what, cap_under_change, cap_verb_alone, cap_verb_of_other_line, draw_without_recovery, not_the_step, unit_of_points,
    which_steps,
};

use super::parser::Rule;
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;

/// A cap under a line without one.
pub(super) const WHICH_CAP: &str = "E159";
/// Every line of one block may have the same fault; the first is enough to say.
pub(super) const MINUS_OR_COLUMN: &str = "E160";

/// A file without a single clause.
pub(super) fn empty(span: Span) -> Diagnostic {
    Diagnostic::error("E150", Text::new("the file holds no clause", "文件里没有任何条款"))
        .label(span, Text::new("nothing to read here", "这里没有可读的内容"))
        .help(Text::new("begin with `policy \"Name of the plan\" { … }`", "请从 `制度 \"制度名称\" { … }` 写起"))
}

/// The first word of a clause is none that may stand there. `near` is what was likely meant, `block` where it stands.
pub(super) fn unknown_word(word: &str, near: Option<&str>, block: Option<&Text>, span: Span) -> Diagnostic {
    let (en, zh) = match block {
        Some(block) => (format!("in {}", block.en), format!("{}里", block.zh)),
        None => ("here".to_string(), "这里".to_string()),
    };
    let problem = Diagnostic::error("E151", Text::new(format!("the word `{word}` is not known {en}"), format!("{zh}没有“{word}”这个词")));
    match near {
        Some(near) => problem
            .label(span, Text::new(format!("did you mean `{near}`?"), format!("是不是“{near}”？")))
            .help(Text::new(format!("write `{near}`"), format!("请写成“{near}”")))
            .guess(span, near),
        None => problem
            .label(span, Text::new("no clause begins with this word here", "这里没有以这个词开头的条款"))
            .help(Text::new("`merit explain E151` lists the words of every block", "`merit explain E151` 列出每种块里可用的词")),
    }
}

/// A clause in a block where it cannot stand; `home` is where it can.
pub(super) fn word_elsewhere(word: &str, home: &Text, block: Option<&Text>, span: Span) -> Diagnostic {
    let (en, zh) = match block {
        Some(block) => (format!("in {}", block.en), format!("{}里", block.zh)),
        None => ("outside a block".to_string(), "块的外面".to_string()),
    };
    Diagnostic::error("E151", Text::new(format!("`{word}` cannot stand {en}"), format!("“{word}”不能写在{zh}")))
        .label(span, Text::new(format!("belongs in {}", home.en), format!("应写在{}里", home.zh)))
        .help(Text::new(
            format!("move it to {}; if it stands there already, see whether a `}}` closes the block too early", home.en),
            format!("请移到{}里；如果本来就在那里，请看前面是不是多了一个 `}}`", home.zh),
        ))
}

/// A Chinese word of the language written together with a name.
pub(super) fn glued_word(word: &str, parted: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E151", Text::new(format!("the word `{word}` is not known here"), format!("这里没有“{word}”这个词")))
        .label(span, Text::new("a word of the language and a name without a blank between them?", "关键词和名称之间是不是少了空格？"))
        .help(Text::new(format!("write `{parted}`"), format!("请写成“{parted}”")))
        .guess(span, parted)
}

/// A clause that stops making sense at `found`.
pub(super) fn not_understood(found: &str, expected: Option<Text>, near: Option<&str>, span: Span) -> Diagnostic {
    let label = match &expected {
        Some(expected) => Text::new(format!("expected here: {}", expected.en), format!("这里应为：{}", expected.zh)),
        None => Text::new("the clause cannot be read from here on", "从这里起读不懂"),
    };
    let found = found.trim_matches(['"', '\u{201C}', '\u{201D}']);
    let problem =
        Diagnostic::error("E152", Text::new(format!("`{found}` does not fit here"), format!("“{found}”不能放在这里"))).label(span, label);
    match near {
        Some(near) => problem.help(Text::new(format!("did you mean `{near}`?"), format!("是不是“{near}”？"))).guess(span, near),
        None => problem,
    }
}

/// `from 60% to 100%`: whether the upper end is in is not said.
pub(super) fn range_word(word: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "E152",
        Text::new(format!("`{word}` does not say whether the upper end is in"), format!("“{word}”没有说明上限算不算在内")),
    )
    .label(span, Text::new("in or out?", "算在内，还是不算在内？"))
    .help(Text::new(
        "write `below` where the upper end is out (`from 80 below 100`), `up to` where it is in (`from 80 up to 100`)",
        "上限不算在内写“80以上不满100”，算在内写“80以上且不超过100”",
    ))
}

/// A clause that ends before it is complete.
pub(super) fn not_finished(expected: Option<Text>, span: Span) -> Diagnostic {
    let label = match &expected {
        Some(expected) => Text::new(format!("expected behind this: {}", expected.en), format!("后面应为：{}", expected.zh)),
        None => Text::new("something is missing behind this", "后面缺少内容"),
    };
    Diagnostic::error("E152", Text::new("this clause is not finished", "这一条没有写完")).label(span, label)
}

/// A block that is never closed. `head` is the line that opens it.
pub(super) fn brace_missing(head: Span, brace: Span) -> Diagnostic {
    Diagnostic::error("E153", Text::new("this block is never closed", "这个块没有结束"))
        .label(brace, Text::new("opened here; its `}` is missing", "在这里开始，缺少对应的 `}`"))
        .label(head, Text::new("the block it belongs to", "它所属的块"))
        .help(Text::new("write a `}` on a line of its own behind the block's last line", "请在这个块最后一行的下面单独写一行 `}`"))
}

/// A `}` that closes nothing. `last` is the line that opened the block closed before it.
pub(super) fn brace_extra(span: Span, last: Option<Span>) -> Diagnostic {
    let problem = Diagnostic::error("E154", Text::new("this `}` closes nothing", "这个 `}` 没有对应的开头"))
        .label(span, Text::new("one `}` too many", "多了一个 `}`"))
        .help(Text::new("remove it", "请删去"))
        .guess(span, "");
    match last {
        Some(last) => problem.label(last, Text::new("the block that begins here is already closed", "从这里开始的块已经结束")),
        None => problem,
    }
}

/// A `}` behind lines that belong to no block; `first` is the first of them.
pub(super) fn block_without_head(brace: Span, first: Span) -> Diagnostic {
    Diagnostic::error("E154", Text::new("these lines stand in no block, yet a `}` closes one", "这几行不在任何块里，后面却有一个 `}`"))
        .label(first, Text::new("the line that opens the block is missing above this", "这一行上面缺少块的开头一行"))
        .label(brace, Text::new("closes nothing", "没有对应的开头"))
        .help(Text::new(
            "write the head of the block above them, for example `kpi name \"Title\" {`",
            "请在上面补写块的开头，例如 `指标 名称 \"标题\" {`",
        ))
}

/// The head of a block without its opening brace.
pub(super) fn brace_not_opened(span: Span) -> Diagnostic {
    Diagnostic::error("E153", Text::new("this block has no `{`", "这个块缺少 `{`"))
        .label(span, Text::new("a `{` belongs at the end of this line", "这一行末尾应有 `{`"))
        .help(Text::new("write ` {` at the end of the line", "请在行末写上 ` {`"))
}

/// Rows of an example without their opening brace; `span` is the name of their input.
pub(super) fn rows_not_opened(span: Span) -> Diagnostic {
    Diagnostic::error("E153", Text::new("these rows have no `{`", "这些行缺少 `{`"))
        .label(span, Text::new("a `{` belongs behind this name", "这个名称后面应有 `{`"))
        .help(Text::new("write ` {` behind the name", "请在名称后面写上 ` {`"))
}

/// A line of a block said twice.
pub(super) fn line_twice(_line: Rule, first: Span, second: Span) -> Diagnostic {
    Diagnostic::error("E155", Text::new("this line stands twice in one block", "同一个块里这一行写了两次"))
        .label(second, Text::new("said again here", "这里又写了一次"))
        .label(first, Text::new("said here first", "第一次写在这里"))
        .help(Text::new("keep the one that holds and remove the other", "请保留正确的一行，删去另一行"))
}

/// An `allow` that does not say why.
pub(super) fn allow_without_reason(said: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E164", Text::new("this exception does not say why", "这条“允许”没有写理由"))
        .label(span, Text::new("`because` and a reason are missing behind this", "后面缺少“理由”"))
        .help(Text::new(
            format!("write `{said} because \"…\"`, with the reason a reader of the plan would ask for"),
            format!("请写成 `{said} 理由 \"…\"`，写明为什么可以这样"),
        ))
}

/// A part of a line said twice.
pub(super) fn part_twice(first: Span, second: Span) -> Diagnostic {
    Diagnostic::error("E155", Text::new("this is said twice on one line", "同一行里这一项写了两次"))
        .label(second, Text::new("said again here", "这里又写了一次"))
        .label(first, Text::new("said here first", "第一次写在这里"))
        .help(Text::new("keep the one that holds and remove the other", "请保留正确的一项，删去另一项"))
}

/// A row of a sheet that is none.
pub(super) fn not_a_row(span: Span) -> Diagnostic {
    Diagnostic::error("E171", Text::new("this is no row of a sheet", "这不是工作表的行号"))
        .label(span, Text::new("a whole number from 1", "须为 1 以上的整数"))
        .help(Text::new("rows are counted from 1: write `header row 3`", "行号从 1 数起：写成 `表头行 3`"))
}

/// Two of full, started and pro rata.
pub(super) fn two_countings(first: Span, second: Span) -> Diagnostic {
    Diagnostic::error("E157", Text::new("this says in two ways which steps count", "步数的算法说了两种"))
        .label(second, Text::new("and otherwise here", "这里又是另一种"))
        .label(first, Text::new("one way here", "这里是一种"))
        .help(Text::new("keep one of full, started and pro rata", "请在“满”“不足…按…计”“按比例计”中只留一种"))
}

/// `pro rata` where nothing is counted in steps.
pub(super) fn counting_without_each(span: Span) -> Diagnostic {
    Diagnostic::error("E157", Text::new("there are no steps here to count", "这里没有可以计步的内容"))
        .label(span, Text::new("says how to count steps", "这里说的是怎样计步"))
        .help(Text::new("remove it, or write `for each 1% below target` before it", "请删去，或在前面写“每低于目标值 1%”"))
}

/// Tiers that do not say how they pay.
pub(super) fn which_tiers(span: Span) -> Diagnostic {
    Diagnostic::error("E158", Text::new("these tiers do not say how they pay", "没有说明累进的算法"))
        .label(span, Text::new("marginal or whole?", "超额累进还是全额累进？"))
        .drawing(Text::new(
            "up to 20,000 at 1%, above at 2%; for 30,000:\n    marginal   each slice at its own rate        200 + 200 = 400\n    whole      everything at the rate reached    600",
            "2万以内 1%，超过部分 2%；3万时：\n    超额累进   各段按各自的比例    200 + 200 = 400\n    全额累进   全部按达到的比例    600",
        ))
        .help(Text::new("write `tiers marginal on …` or `tiers whole on …`", "请写“按 … 超额累进”或“按 … 全额累进”"))
}

/// `at most 120` in a block before the amount it would bound.
pub(super) fn step_before_amount(span: Span) -> Diagnostic {
    Diagnostic::error("E161", Text::new("there is no amount yet that this line could change", "前面还没有可以由这一行调整的数额"))
        .label(span, Text::new("acts on what the lines above it have made", "它作用于上面各行算出的数额"))
        .help(Text::new("write it under the `score` or `pay` line", "请写在“计分”或“计发”那一行的下面"))
}

/// `veto … : score 10`
pub(super) fn veto_not_zero(span: Span) -> Diagnostic {
    Diagnostic::error("E162", Text::new("a veto can only set this to 0", "一票否决只能把它定为 0"))
        .label(span, Text::new("not 0", "不是 0"))
        .help(Text::new(
            "write `score 0`, `KPI 0`, `grade D` or `grade at most C`; to take some points off write an `adjust`",
            "请写“总分 0”“指标 0”“等级 D”或“等级 不超过 C”；只扣一部分分数请用“加减分”",
        ))
}

/// `let a.b.c = …`
pub(super) fn let_too_deep(span: Span) -> Diagnostic {
    Diagnostic::error("E163", Text::new("a name has one dot at most here", "这里的名称最多有一个点"))
        .label(span, Text::new("more than one dot", "不止一个点"))
        .help(Text::new(
            "write `let name = …`, or `let deals.name = …` for every row of `deals`",
            "请写“设 名称 = …”，或“设 订单.名称 = …”（每一行订单）",
        ))
}

/// `base -500` as the result of a band.
pub(super) fn name_minus_number(name: &str, number: &str, span: Span) -> Diagnostic {
    let number = number.trim_start_matches(['-', '\u{FF0D}', '\u{2212}']).trim_start();
    Diagnostic::error(MINUS_OR_COLUMN, Text::new("this can be read in two ways", "这里有两种读法"))
        .label(
            span,
            Text::new(
                format!("`{name}` minus {number}, or the column `{name}` with the value −{number}?"),
                format!("“{name}”减 {number}，还是列“{name}”等于负 {number}？"),
            ),
        )
        .help(Text::new(
            format!("for the difference write `{name} - {number}`, for the column `{name} (-{number})`"),
            format!("相减请写 `{name} - {number}`，作为列请写 `{name} (-{number})`"),
        ))
}

/// `start -500, share 1%`: a difference could not stand there without a column of its own.
pub(super) fn columns_minus_number(name: &str, number: &str, span: Span) -> Diagnostic {
    let number = number.trim_start_matches(['-', '\u{FF0D}', '\u{2212}']).trim_start();
    name_minus_number(name, number, span).help(Text::new(
        format!("for the column write `{name} (-{number})`; a difference stands behind the name of its column: `column {name} - {number}`"),
        format!("作为列请写 `{name} (-{number})`；相减请在前面写明列名：`列名 {name} - {number}`"),
    ))
}

/// A Chinese run of names and words of the language; `parted` is the same with its blanks.
pub(super) fn glued_run(run: &str, parted: &str, span: Span) -> Diagnostic {
    Diagnostic::error(
        "E151",
        Text::new(
            format!("names and words of the language stand in “{run}” without blanks"),
            format!("“{run}”里的名称和关键词之间没有空格"),
        ),
    )
    .label(span, Text::new("a name ends only at a blank", "名称要用空格与别的词分开"))
    .help(Text::new(format!("write `{parted}`"), format!("请写成“{parted}”")))
    .guess(span, parted)
}
