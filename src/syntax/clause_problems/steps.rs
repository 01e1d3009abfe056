//! What is said about the lines that change an amount: which steps count, and what a cap bounds.

use super::WHICH_CAP;
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::syntax::ast::{Counting, Direction, Expr, ExprKind, Sign};
use crate::value::{Number, show};

/// A line like `less 2 for each 1% below target` in its author's words.
pub(in crate::syntax) struct EachTexts {
    pub sign: Sign,
    pub amount: String,
    pub step: String,
    pub direction: Direction,
    pub against: Option<String>,
}

impl EachTexts {
    fn verbs(&self) -> (&'static str, &'static str) {
        match self.sign {
            Sign::Minus => ("less", "扣"),
            Sign::Plus => ("plus", "加"),
        }
    }

    fn sides(&self) -> (&'static str, &'static str) {
        match self.direction {
            Direction::Above => ("above", "高于"),
            Direction::Below => ("below", "低于"),
        }
    }

    /// 每低于目标值 满1% 扣2分
    fn zh(&self, step: &str, behind: &str) -> String {
        let target = self.against.as_deref().unwrap_or("目标值");
        let target =
            if target.is_ascii() && target != "target" { format!("{target} ") } else { target.replace("target", "目标值") + " " };
        format!("每{}{target}{step} {}{}{behind}", self.sides().1, self.verbs().1, self.amount)
    }

    /// less 2 for each full 1% below target
    fn en(&self, counting: &str, behind: &str) -> String {
        let target = self.against.as_deref().unwrap_or("target").replace("目标值", "target");
        format!("{} {} for each {counting}{} {} {target}{behind}", self.verbs().0, self.amount, self.step, self.sides().0)
    }

    /// The three readings of six and a half steps, each with the words that say it.
    fn drawing(&self, amount: &Expr) -> Text {
        let times = |steps: i128, scale: u32| match &amount.kind {
            ExprKind::Number(literal) => literal.value.mul(&Number::from_parts(steps, scale)).ok().map(|value| show::exact(&value)),
            _ => None,
        };
        let (verb_en, verb_zh) = match self.sign {
            Sign::Minus => ("off", "扣"),
            Sign::Plus => ("on", "加"),
        };
        let reading = |steps: &str, value: Option<String>| match value {
            Some(value) => (format!("{steps} steps, {value} {verb_en}"), format!("{steps} 步，{verb_zh} {value}")),
            None => (format!("{steps} steps"), format!("{steps} 步")),
        };
        let step = &self.step;
        let rows = [
            (self.en("full ", ""), self.zh(&format!("满{step}"), ""), reading("6", times(6, 0))),
            (self.en("started ", ""), self.zh(step, &format!("，不足{step}按{step}计")), reading("7", times(7, 0))),
            (self.en("", ", pro rata"), self.zh(step, "，按比例计"), reading("6.5", times(65, 1))),
        ];
        let (en, zh) = self.sides();
        let line = |words: &str, reading: &str| format!("\n    {words}: {reading}");
        let zh_line = |words: &str, reading: &str| format!("\n    {words}：{reading}");
        Text::new(
            rows.iter().fold(format!("6.5 steps {en}:"), |all, (words, _, (reading, _))| all + &line(words, reading)),
            rows.iter().fold(format!("{zh} 6.5 步时："), |all, (_, words, (_, reading))| all + &zh_line(words, reading)),
        )
    }
}

/// `less 2 for each 1% below target` without the word that says which steps count.
pub(in crate::syntax) fn which_steps(texts: &EachTexts, amount: &Expr, span: Span) -> Diagnostic {
    let step = &texts.step;
    Diagnostic::error("E156", Text::new("this does not say which steps count", "没有说明不足一步时怎么算"))
        .label(span, Text::new("full steps, started steps, or in proportion?", "按整步、不足一步按一步，还是按比例？"))
        .drawing(texts.drawing(amount))
        .help(Text::new(
            format!("write `for each full {step}`, `for each started {step}`, or put `, pro rata` behind it"),
            format!("请写“满{step}”，或在后面加“，不足{step}按{step}计”，或加“，按比例计”"),
        ))
}

/// 每低1%扣2分: neither below what nor which steps.
pub(in crate::syntax) fn below_what(texts: &EachTexts, amount: &Expr, span: Span) -> Diagnostic {
    let (en, zh) = texts.sides();
    Diagnostic::error("E156", Text::new(format!("this does not say {en} what"), format!("没有说明{zh}什么")))
        .label(span, Text::new(format!("{en} the target, or another value?"), format!("{zh}目标值，还是别的数？")))
        .drawing(texts.drawing(amount))
        .help(Text::new(
            format!("write for example `{}`", texts.en("full ", "")),
            format!("请写明与什么相比，例如“{}”", texts.zh(&format!("满{}", texts.step), "")),
        ))
}

/// 不足5%按5%计 behind a step of 1%.
pub(in crate::syntax) fn not_the_step(step: &str, counting: Counting, span: Span, place: Span) -> Diagnostic {
    let right = match counting {
        Counting::Full => format!("不足{step}不计"),
        Counting::Started | Counting::ProRata => format!("不足{step}按{step}计"),
    };
    Diagnostic::error("E157", Text::new("this speaks of another step than its own line", "这里说的一步与本行的一步不同"))
        .label(span, Text::new(format!("the step is {step}"), format!("一步是 {step}")))
        .label(place, Text::new("the step of this line", "本行的一步"))
        .help(Text::new(format!("write `{right}`"), format!("请写成“{right}”")))
        .guess(span, right)
}

/// A cap on a line of its own straight under an uncapped change; both in their author's words.
pub(in crate::syntax) fn cap_under_change((line, change): (&str, Span), (limit, cap): (&str, Span)) -> Diagnostic {
    let word = limit.trim_end_matches(|c: char| !c.is_alphabetic() || "分元万亿".contains(c)).trim_end();
    let word = if limit.starts_with("at ") { limit.get(.."at least".len()).unwrap_or(limit).trim_end() } else { word };
    let comma = if limit.is_ascii() { ", " } else { "，" };
    let floor = if line.is_ascii() { "at least 0" } else { "最低0" };
    Diagnostic::error(
        WHICH_CAP,
        Text::new(
            format!("this `{word}` could bound the line above it or everything above it"),
            format!("这个“{word}”可能只限上一行，也可能限到此为止的总数"),
        ),
    )
    .label(cap, Text::new("only the line above, or the whole?", "只限上一行，还是限总数？"))
    .label(change, Text::new("this line has no limit of its own", "这一行自己没有限额"))
    .help(Text::new(
        format!("for the line alone write `{line}{comma}{limit}`; for the whole write `{line}{comma}{floor}` and keep `{limit}` under it"),
        format!("只限上一行，写成 `{line}{comma}{limit}`；限总数，上一行写成 `{line}{comma}{floor}`，下一行仍写 `{limit}`"),
    ))
}

/// 最多扣 where nothing is taken off by the same line.
pub(in crate::syntax) fn cap_verb_alone(word: &str, span: Span) -> Diagnostic {
    let plain = word.trim_end_matches(['扣', '加', '减']);
    Diagnostic::error(
        WHICH_CAP,
        Text::new(
            format!("“{word}” bounds what a line adds or takes off; this line does neither"),
            format!("“{word}”限的是本行扣或加的数，而这里没有扣也没有加"),
        ),
    )
    .label(span, Text::new("bounds what?", "限的是什么？"))
    .help(Text::new(
        format!("behind the comma of a line it bounds that line; for several lines together bound what is left, with “{plain}” or its opposite: 100 points of which 40 at most may go end with a line `at least 60`, and the line above it with `, at least 0`"),
        format!("限某一行扣或加的数，请写在那一行的逗号后面；几行合计的，请限结果，写“{plain}”或“保底”：100分最多共扣40分，就在最后写一行 `保底60分`，并在它的上一行末尾写 `，最低0`"),
    ))
}

/// 扣2分，最多加4分
pub(in crate::syntax) fn cap_verb_of_other_line(word: &str, sign: Sign, span: Span) -> Diagnostic {
    let plain = word.trim_end_matches(['扣', '加', '减']);
    let verb = match sign {
        Sign::Minus => "扣",
        Sign::Plus => "加",
    };
    Diagnostic::error(
        WHICH_CAP,
        Text::new(format!("“{word}” does not fit a line with “{verb}”"), format!("“{word}”与本行的“{verb}”不一致")),
    )
    .label(span, Text::new("bounds what?", "限的是什么？"))
    .help(Text::new(format!("write “{plain}{verb}”"), format!("请写成“{plain}{verb}”")))
}

/// 扣2人 in a score.
pub(in crate::syntax) fn unit_of_points(text: &str, span: Span) -> Diagnostic {
    let number = text.trim_end_matches(|c: char| !c.is_numeric());
    Diagnostic::error("E116", Text::new(format!("a score is in points, not in “{text}”"), format!("这里计的是分，不能写“{text}”")))
        .label(span, Text::new("points are meant here", "这里应为分数"))
        .help(Text::new(format!("write `{number}` or `{number}分`"), format!("请写“{number}分”")))
}

/// A draw of which nobody says what becomes of it.
pub(in crate::syntax) fn draw_without_recovery(text: &str, span: Span) -> Diagnostic {
    let zh = text.contains("预支");
    let (one, two) = if zh {
        (format!("{text}，以后超出部分的100%收回"), format!("{text}，不收回"))
    } else {
        (format!("{text}, recoverable from 100% of later surplus"), format!("{text}, not recoverable"))
    };
    Diagnostic::error(
        "E165",
        Text::new("it is not said whether this draw is taken back from later pay", "没有写明这笔预支以后是否从收入中收回"),
    )
    .label(span, Text::new("two ways to read this", "此处有两种读法"))
    .help(Text::new(format!("write `{one}` or `{two}`"), format!("写成 `{one}` 或 `{two}`")))
}
