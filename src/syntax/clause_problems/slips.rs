//! What is said about everyday slips: signs of other languages, a colon left out, a name that is none.

use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;

fn slip(message: Text, span: Span, label: Text, help: Text) -> Diagnostic {
    Diagnostic::error("E152", message).label(span, label).help(help)
}

/// `==`, `=>`, `**`
pub(in crate::syntax) fn foreign_sign(sign: &str, right: &str, span: Span) -> Diagnostic {
    let help = Text::new(format!("write `{right}`"), format!("请写成“{right}”"));
    let problem = slip(
        Text::new(format!("Merit has no sign `{sign}`"), format!("没有“{sign}”这个符号")),
        span,
        Text::new("a sign of another language", "这是别处的写法"),
        help,
    );
    if right.contains(' ') || right.contains('(') {
        return problem;
    }
    // The two signs of a comparison in the wrong order say which; `<<` may have been meant as something else.
    if right.chars().all(|sign| sign == '=') || right.chars().count() == 2 { problem.fix(span, right) } else { problem.guess(span, right) }
}

pub(in crate::syntax) fn single_quotes(text: &str, span: Span) -> Diagnostic {
    slip(
        Text::new("a text stands in double quotation marks", "文字要放在双引号里"),
        span,
        Text::new("single quotation marks", "这是单引号"),
        Text::new(format!("write \"{text}\""), format!("请写成“{text}”")),
    )
    .fix(span, format!("\"{text}\""))
}

pub(in crate::syntax) fn currency_sign(sign: char, number: &str, span: Span) -> Diagnostic {
    slip(
        Text::new("a number stands without a currency sign", "数字前面不写货币符号"),
        span,
        Text::new(format!("the sign {sign}"), format!("符号 {sign}")),
        Text::new(
            format!("write {number}; the currency is said once, in the policy's header"),
            format!("请写成 {number}；货币在制度开头写一次即可"),
        ),
    )
    // The sign may be of another currency than the policy's.
    .guess(span, "")
}

pub(in crate::syntax) fn bare_point(number: &str, span: Span) -> Diagnostic {
    slip(
        Text::new("a number begins with a digit", "数要以数字开头"),
        span,
        Text::new("no digit before the point", "小数点前没有数字"),
        Text::new(format!("write 0.{number}"), format!("请写成 0.{number}")),
    )
    .fix(span, format!("0.{number}"))
}

pub(in crate::syntax) fn leading_plus(span: Span) -> Diagnostic {
    slip(
        Text::new("no plus sign stands before a single number", "单个数前面不写加号"),
        span,
        Text::new("nothing before it to add to", "前面没有可加的数"),
        Text::new("leave it out", "请删去"),
    )
}

pub(in crate::syntax) fn brackets_missing(word: &str, value: &str, span: Span) -> Diagnostic {
    slip(
        Text::new(format!("what `{word}` acts on stands in brackets"), format!("“{word}”所取的值要放在括号里")),
        span,
        Text::new("no brackets around it", "缺少括号"),
        Text::new(format!("write `{word}({value})`"), format!("请写成“{word}({value})”")),
    )
}

pub(in crate::syntax) fn two_numbers(one: &str, two: &str, span: Span) -> Diagnostic {
    slip(
        Text::new("two numbers stand side by side", "两个数并排写在一起"),
        span,
        Text::new("one number or two?", "是一个数，还是两个？"),
        Text::new(
            format!("write `{one}{two}` for one number; of two numbers say what becomes of them: `{one} + {two}`"),
            format!("一个数写成“{one}{two}”；两个数要写明怎样算，例如“{one} + {two}”"),
        ),
    )
}

/// A second clause behind a `}` on its line.
pub(in crate::syntax) fn clause_behind_brace(word: &str, span: Span) -> Diagnostic {
    slip(
        Text::new(
            format!("`{word}` begins a new clause on the line of another one"),
            format!("“{word}”是另一条的开头，却与上一条写在同一行"),
        ),
        span,
        Text::new("a new clause begins here", "从这里开始是另一条"),
        Text::new("begin a new line here, or put `;` before it", "请在这里换行，或在前面写“；”"),
    )
}

/// `1月销售额：金额`
pub(in crate::syntax) fn not_a_column_name(name: &str, span: Span) -> Diagnostic {
    slip(
        Text::new(
            format!("“{name}” is no name as it stands: a name begins with a letter and holds letters, digits and `_`"),
            format!("“{name}”不能直接作名称：名称以文字开头，只含文字、数字和下划线"),
        ),
        span,
        Text::new("the name of a column?", "这是列名吗？"),
        Text::new(
            format!(
                "write it in backticks everywhere: `` `{name}` ``; or give the column a plain name and say `column \"{name}\"` behind its type"
            ),
            format!("请处处用反引号括起来：`` `{name}` ``；或另取一个名称，在类型后面写 `列 \"{name}\"`"),
        ),
    )
}

/// `a money`
pub(in crate::syntax) fn colon_missing(name: &str, ty: &str, span: Span, at: Span) -> Diagnostic {
    slip(
        Text::new("the `:` between the name and the type is missing", "名称和类型之间缺少“：”"),
        span,
        Text::new("a column?", "这是列吗？"),
        Text::new(format!("write `{name} : {ty}`"), format!("请写成“{name} ：{ty}”")),
    )
    .fix(at, " :")
}

pub(in crate::syntax) fn column_behind_comma(name: &str, span: Span) -> Diagnostic {
    slip(
        Text::new("columns are not parted by a comma", "各列之间不用逗号"),
        span,
        Text::new(format!("the column `{name}` begins here"), format!("从这里开始是列“{name}”")),
        Text::new("begin a new line here, or write `;` for the comma", "请在这里换行，或把逗号改成“；”"),
    )
}

/// `one of "a" "b"`; `written` joins them with the comma that may be missing.
pub(in crate::syntax) fn text_behind_options(name: &str, written: &str, text: &str, span: Span) -> Diagnostic {
    slip(
        Text::new("a text behind the options could be one more option or the title", "选项后面的文字可能是又一个选项，也可能是标题"),
        span,
        Text::new("option or title?", "是选项，还是标题？"),
        Text::new(
            format!("for an option write `{written}`; a title stands before the colon: `{name} {text} : …`"),
            format!("若是选项，写成 `{written}`；若是标题，写在冒号前面：`{name} {text} ：…`"),
        ),
    )
}

/// `one of "a" < "b", "c"`
pub(in crate::syntax) fn order_and_list(options: &str, text: &str, span: Span) -> Diagnostic {
    let listed = options.replace(" < ", ", ").replace('<', ",");
    slip(
        Text::new("options are parted by `<` or by commas, not by both", "选项之间要么都用“<”，要么都用逗号"),
        span,
        Text::new("a comma behind `<`", "前面是“<”，这里是逗号"),
        Text::new(
            format!("with an order write `{options} < {text}`, without one `{listed}, {text}`"),
            format!("有高低之分写成 `{options} < {text}`，没有则写成 `{listed}, {text}`"),
        ),
    )
}
