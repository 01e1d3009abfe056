//! The messages about the shape of bands, tiers and tables: E300 to E319.

use super::Integers;
use super::cut::Range;
use super::line::{End, Line};
use super::words::{Which, Words, end_text};
use crate::diagnostic::text::{quote, truncate};
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::source::Span;
use crate::value::{Number, show};

/// What the lines are called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    Bands,
    Tiers,
}

/// On which side of the lines something is missing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    Below,
    Above,
}

impl Of {
    fn one(self) -> &'static str {
        match self {
            Of::Bands => "band",
            Of::Tiers => "tier",
        }
    }
}

/// What a line gives, in quotation marks.
fn name(line: &Line<'_>) -> String {
    let label = line.ends.label.trim();
    quote(&truncate(if label.is_empty() { "…" } else { label }, 30), Language::English)
}

/// `“D” ends at 60%, which is not in it`.
fn label_of(words: &Words<'_>, which: Which, line: &Line<'_>) -> Text {
    let end = match which {
        Which::Low => &line.low,
        Which::High => &line.high,
    };
    let name = name(line);
    let Some((inclusive, number)) = end.as_ref().and_then(|end| Some((end.bound.inclusive, end.number.as_ref()?))) else {
        return Text::same(name);
    };
    let shown = words.number(number);
    match (which, inclusive) {
        (Which::Low, true) => {
            Text::new(format!("{name} begins at {shown}, and {shown} belongs to it"), format!("{name}从 {shown} 起，含 {shown}"))
        }
        (Which::Low, false) => {
            Text::new(format!("{name} begins above {shown}, and {shown} is not in it"), format!("{name}从 {shown} 起，不含 {shown}"))
        }
        (Which::High, true) => {
            Text::new(format!("{name} ends at {shown}, and {shown} belongs to it"), format!("{name}到 {shown} 止，含 {shown}"))
        }
        (Which::High, false) => {
            Text::new(format!("{name} ends below {shown}, and {shown} is not in it"), format!("{name}到 {shown} 止，不含 {shown}"))
        }
    }
}

/// The cure of a gap and of an overlap: one of the two lines takes its end from the other.
fn meet_help(words: &Words<'_>, high: Option<&End>, low: Option<&End>, (one, two): (&Line<'_>, &Line<'_>)) -> Option<Text> {
    let left = low.and_then(|low| words.neighbour(Which::High, low));
    let right = high.and_then(|high| words.neighbour(Which::Low, high));
    let (one, two) = (name(one), name(two));
    match (left, right) {
        (Some(left), Some(right)) => Some(Text::new(
            format!("write `{}` in the line {one}, or `{}` in the line {two}", left.en, right.en),
            format!("把{one}一行改为 `{}`，或把{two}一行改为 `{}`", left.zh, right.zh),
        )),
        (Some(left), None) => Some(Text::new(format!("write `{}` in the line {one}", left.en), format!("把{one}一行改为 `{}`", left.zh))),
        (None, Some(right)) => {
            Some(Text::new(format!("write `{}` in the line {two}", right.en), format!("把{two}一行改为 `{}`", right.zh)))
        }
        (None, None) => None,
    }
}

fn with_help(problem: Diagnostic, help: Option<Text>) -> Diagnostic {
    match help {
        Some(help) => problem.help(help),
        None => problem,
    }
}

/// Values between two lines that belong to neither.
pub fn gap(words: &Words<'_>, of: Of, (one, two): (&Line<'_>, &Line<'_>), gap: &Range) -> Diagnostic {
    let (values, example) = (words.values(gap), words.example(gap));
    let (be, be_zh) = be(words, gap);
    let problem = Diagnostic::error(
        "E300",
        Text::new(
            format!("{} {be} in no {}{}", values.en, of.one(), example.en),
            format!("{}{be_zh}不属于任何一档{}", values.zh, example.zh),
        ),
    )
    .label(one.ends.span, label_of(words, Which::High, one))
    .label(two.ends.span, label_of(words, Which::Low, two));
    with_help(problem, meet_help(words, one.high.as_ref(), two.low.as_ref(), (one, two)))
}

/// `is` for a single value.
fn be(words: &Words<'_>, range: &Range) -> (&'static str, &'static str) {
    match range.single(words.integers) {
        Some(_) => ("is", ""),
        None => ("are", ""),
    }
}

/// Both lines leave out the value of an expression they share.
pub fn shared_gap(of: Of, one: &Line<'_>, two: &Line<'_>) -> Diagnostic {
    Diagnostic::error(
        "E300",
        Text::new(
            format!("a value that is exactly at the end these two lines share is in no {}: both leave it out", of.one()),
            "恰好等于这两行共同端点的值不属于任何一档：两行都不含它",
        ),
    )
    .label(one.ends.span, Text::new(format!("{} ends below it", name(one)), format!("{}到此为止，不含此值", name(one))))
    .label(two.ends.span, Text::new(format!("{} begins above it", name(two)), format!("{}从此开始，不含此值", name(two))))
    .help(Text::new(
        format!("write `up to …` in the line {}, or `from …` in the line {}", name(one), name(two)),
        format!("把{}一行改为 `不超过…`，或把{}一行改为 `不低于…`", name(one), name(two)),
    ))
}

/// Values that two lines claim.
pub fn overlap(words: &Words<'_>, of: Of, (one, two): (&Line<'_>, &Line<'_>), common: &Range) -> Diagnostic {
    let (values, example) = (words.values(common), words.example(common));
    let verb = match common.single(words.integers) {
        Some(_) => "lies",
        None => "lie",
    };
    let problem = Diagnostic::error(
        "E301",
        Text::new(
            format!("{} {verb} in two {}s, {} and {}{}", values.en, of.one(), name(one), name(two), example.en),
            format!("{}同时属于{}和{}两档{}", values.zh, name(one), name(two), example.zh),
        ),
    );
    let cut = |end: &Option<End>| end.as_ref().and_then(|end| end.cut.clone());
    let apart = match (cut(&one.low), cut(&two.low), cut(&one.high), cut(&two.high)) {
        (Some(first), Some(second), _, _) if first >= second => false,
        (_, _, Some(first), Some(second)) if first >= second => false,
        (_, _, _, _) => true,
    };
    if apart {
        let problem =
            problem.label(one.ends.span, label_of(words, Which::High, one)).label(two.ends.span, label_of(words, Which::Low, two));
        return with_help(problem, meet_help(words, one.high.as_ref(), two.low.as_ref(), (one, two)));
    }
    let range = |line: &Line<'_>| {
        let said = words.typed_range(&line.range()).unwrap_or_default();
        Text::new(format!("{}: {}", name(line), said.en), format!("{}：{}", name(line), said.zh))
    };
    problem.label(one.ends.span, range(one)).label(two.ends.span, range(two)).help(Text::new(
        "correct the ends so that each line has values of its own, or delete one of the two lines",
        "请改正端点，使每一行各有自己的取值；或删去其中一行",
    ))
}

/// Both lines claim the value of an expression they share.
pub fn shared_overlap(of: Of, one: &Line<'_>, two: &Line<'_>) -> Diagnostic {
    Diagnostic::error(
        "E301",
        Text::new(
            format!("a value that is exactly at the end these two lines share lies in two {}s", of.one()),
            "恰好等于这两行共同端点的值同时属于两档",
        ),
    )
    .label(one.ends.span, Text::new(format!("{} ends with it", name(one)), format!("{}到此为止，含此值", name(one))))
    .label(two.ends.span, Text::new(format!("{} begins with it", name(two)), format!("{}从此开始，含此值", name(two))))
    .help(Text::new(
        format!("write `below …` in the line {}, or `above …` in the line {}", name(one), name(two)),
        format!("把{}一行改为 `不满…`，或把{}一行改为 `超过…`", name(one), name(two)),
    ))
}

/// Lines that first go one way and then the other.
pub fn order(words: &Words<'_>, lines: &[Line<'_>], one: usize, two: usize) -> Diagnostic {
    let problem = Diagnostic::error(
        "E302",
        Text::new("the lines go neither from low to high nor from high to low", "各行既不是从低到高，也不是从高到低"),
    );
    let mut problem = problem;
    if let Some(line) = lines.get(two) {
        problem = problem.label(
            line.ends.span,
            place(words, line).map_or(
                Text::new(format!("with {} the order turns", name(line)), format!("从{}起次序反了过来", name(line))),
                |said| {
                    Text::new(
                        format!("with {}, {}, the order turns", name(line), said.en),
                        format!("从{}（{}）起次序反了过来", name(line), said.zh),
                    )
                },
            ),
        );
    }
    if let Some(line) = lines.get(one) {
        let said = place(words, line).unwrap_or_default();
        problem = problem
            .label(line.ends.span, Text::new(format!("after {}: {}", name(line), said.en), format!("前一行{}：{}", name(line), said.zh)));
    }
    with_help(problem, sorted(lines))
}

/// The ends of a line as far as they are numbers.
fn place(words: &Words<'_>, line: &Line<'_>) -> Option<Text> {
    let low = line.low.as_ref().and_then(|end| Some(end_text(Which::Low, end.bound.inclusive, &words.number(end.number.as_ref()?))));
    let high = line.high.as_ref().and_then(|end| Some(end_text(Which::High, end.bound.inclusive, &words.number(end.number.as_ref()?))));
    match (low, high) {
        (Some(low), Some(high)) => Some(Text::new(format!("{} {}", low.en, high.en), format!("{}{}", low.zh, high.zh))),
        (Some(only), None) | (None, Some(only)) => Some(only),
        (None, None) => None,
    }
}

fn sorted(lines: &[Line<'_>]) -> Option<Text> {
    let mut keyed = Vec::new();
    for line in lines {
        // Of `below 60` and `from 60` the one that ends there comes first.
        let key = match (line.low_cut(), line.high_cut()) {
            (Some(low), _) => (low, 1),
            (None, Some(high)) => (high, 0),
            (None, None) => return None,
        };
        keyed.push((key, name(line)));
    }
    keyed.sort();
    let names: Vec<String> = keyed.into_iter().map(|(_, name)| name).collect();
    Some(Text::new(
        format!("check the numbers; from low to high the lines are {}", names.join(", ")),
        format!("请检查数字；从低到高的次序是：{}", names.join("、")),
    ))
}

/// Tiers that go from high to low.
pub fn falling(words: &Words<'_>, lines: &[Line<'_>], last: usize) -> Diagnostic {
    let mut problem = Diagnostic::error(
        "E302",
        Text::new("tiers count up from 0, but these lines go from high to low", "累进从 0 往上计，但这些行是从高到低写的"),
    );
    for (at, en, zh) in [(0, "the highest stands first", "最高的写在最前"), (last, "the lowest stands last", "最低的写在最后")]
    {
        if let Some(line) = lines.get(at) {
            let said = place(words, line).map_or(Text::default(), |said| Text::new(format!(" ({})", said.en), format!("（{}）", said.zh)));
            problem = problem.label(line.ends.span, Text::new(format!("{en}{}", said.en), format!("{zh}{}", said.zh)));
        }
    }
    problem.help(Text::new("write the lines in the opposite order, the lowest first", "请把各行倒过来写，最低的在最前"))
}

/// A line no value can lie in, whatever the input.
pub fn empty(words: &Words<'_>, of: Of, line: &Line<'_>) -> Diagnostic {
    let said = place(words, line).unwrap_or_default();
    let whole = match (&line.low, &line.high) {
        (Some(low), Some(high)) => words.integers == Integers::Yes && low.number < high.number,
        (Some(_) | None, Some(_) | None) => false,
    };
    let message = if whole {
        Text::new(format!("no whole number lies in the {} {}", of.one(), name(line)), format!("没有整数属于{}这一档", name(line)))
    } else if line.low.as_ref().map(|end| &end.number) == line.high.as_ref().map(|end| &end.number) {
        Text::new(
            format!("no value lies in the {} {}: it ends where it begins, without that value", of.one(), name(line)),
            format!("没有值属于{}这一档：上限和下限相同，又不含这个值", name(line)),
        )
    } else {
        Text::new(
            format!("no value lies in the {} {}: it ends before it begins", of.one(), name(line)),
            format!("没有值属于{}这一档：它的上限低于下限", name(line)),
        )
    };
    let help = match (line.low.as_ref().and_then(|end| end.number.as_ref()), line.high.as_ref().and_then(|end| end.number.as_ref())) {
        (Some(low), Some(high)) if low > high => {
            let (low, high) = (words.end(Which::High, false, low), words.end(Which::Low, true, high));
            Text::new(
                format!("check the two numbers; the other way round it would be `{} {}`", high.en, low.en),
                format!("请检查两个数字；对调后是 `{}{}`", high.zh, low.zh),
            )
        }
        (Some(low), Some(high)) if low == high => {
            let both = Text::new(
                format!("{} {}", words.end(Which::Low, true, low).en, words.end(Which::High, true, low).en),
                format!("{}{}", words.end(Which::Low, true, low).zh, words.end(Which::High, true, low).zh),
            );
            Text::new(
                format!("for exactly that value write `{}`; else delete the line", both.en),
                format!("如果只指这一个值，请写 `{}`；否则删去这一行", both.zh),
            )
        }
        (Some(_) | None, Some(_) | None) => Text::new("correct one of its ends, or delete the line", "请改正它的一个端点，或删去这一行"),
    };
    Diagnostic::error("E303", message).label(line.ends.span, said).help(help)
}

/// A line the input never reaches.
pub fn unreachable(words: &Words<'_>, line: &Line<'_>, domain: &Range) -> Diagnostic {
    let allowed = words.values(domain);
    let said = place(words, line).unwrap_or_default();
    Diagnostic::error(
        "E304",
        Text::new(
            format!("nobody can reach {}: what is looked at can only take {}", name(line), allowed.en),
            format!("谁也到不了{}这一档：所看的值只可能是{}", name(line), allowed.zh.trim_end()),
        ),
    )
    .label(line.ends.span, said)
    .help(Text::new(
        "correct the number, delete the line, or widen what the input allows",
        "请改正数字、删去这一行，或放宽数据中允许的范围",
    ))
}

/// A part of what the input allows that lies below the first or above the last line.
pub fn uncovered(words: &Words<'_>, of: Of, line: &Line<'_>, side: Side, rest: &Range, head: Span) -> Diagnostic {
    let (values, example) = (words.values(rest), words.example(rest));
    let (be, _) = be(words, rest);
    let (which, end) = match side {
        Side::Below => (Which::Low, &line.low),
        Side::Above => (Which::High, &line.high),
    };
    let problem = Diagnostic::error(
        "E305",
        Text::new(
            format!("{} {be} in no {}, but can occur{}", values.en, of.one(), example.en),
            format!("{}有可能出现，但不属于任何一档{}", values.zh, example.zh),
        ),
    )
    .label(line.ends.span, label_of(words, which, line))
    .label(head, Text::new(format!("these {}s must cover every value", of.one()), "这里的各档须覆盖所有可能的值"));
    let other = match side {
        Side::Below => Which::High,
        Side::Above => Which::Low,
    };
    let own = end.as_ref().and_then(|end| Some(words.end(which, end.bound.inclusive, end.number.as_ref()?)));
    let next = end.as_ref().and_then(|end| words.neighbour(other, end));
    let help = own.zip(next).map(|(own, next)| match of {
        Of::Bands => Text::new(
            format!(
                "leave `{}` out of the line {}, add a line `{}`, or say at the input that such values cannot occur",
                own.en,
                name(line),
                next.en
            ),
            format!("把{}一行的 `{}` 去掉，或另加一行 `{}`，或在数据中写明不会有这样的值", name(line), own.zh, next.zh),
        ),
        Of::Tiers => Text::new(
            format!("leave `{}` out of the line {}, or add a line `{}` with its rate or with `refuse \"…\"`", own.en, name(line), next.en),
            format!("把{}一行的 `{}` 去掉，或另加一行 `{}`，写明比率或 `报错 \"…\"`", name(line), own.zh, next.zh),
        ),
    });
    with_help(problem, help)
}

/// The first tier begins above 0.
pub fn tier_start(words: &Words<'_>, line: &Line<'_>, rest: &Range, head: Span) -> Diagnostic {
    let values = words.values(rest);
    let problem = Diagnostic::error(
        "E306",
        Text::new(
            format!("the part of an amount {} is in no tier: tiers count from 0", values.en.trim_start_matches("values ")),
            format!("{}那一部分不属于任何一档：累进从 0 算起", values.zh.trim_end_matches("的值")),
        ),
    )
    .label(line.ends.span, label_of(words, Which::Low, line))
    .label(head, Text::new("the first line must count from 0", "第一行须从 0 算起"));
    let next = line.low.as_ref().and_then(|low| words.neighbour(Which::High, low));
    let help = next.map(|next| {
        Text::new(
            format!("write a line `{}` before it, with its rate (0% where nothing is paid) or with `refuse \"…\"`", next.en),
            format!("在它前面加一行 `{}`，写明比率（不计发则写 0%）或 `报错 \"…\"`", next.zh),
        )
    });
    with_help(problem, help)
}

/// A tier that begins or ends below 0.
pub fn tier_below_zero(words: &Words<'_>, line: &Line<'_>) -> Diagnostic {
    Diagnostic::error(
        "E306",
        Text::new("tiers count from 0: no line may begin or end below 0", "累进从 0 算起：任何一行的端点都不能低于 0"),
    )
    .label(line.ends.span, place(words, line).unwrap_or_default())
    .help(Text::new(
        "for amounts below 0 write one first line `below 0`; it takes all of them",
        "负数请用第一行 `不满0` 表示，所有负数都归它",
    ))
}

/// Two neighbours that both leave out the end between them.
pub fn no_end(of: Of, one: &Line<'_>, two: &Line<'_>) -> Diagnostic {
    Diagnostic::error(
        "E307",
        Text::new(
            format!("nothing says where the {} {} ends and {} begins", of.one(), name(one), name(two)),
            format!("没有写明{}到哪里为止、{}从哪里开始", name(one), name(two)),
        ),
    )
    .label(one.ends.span, Text::new("no upper end here", "这里没有写上限"))
    .label(two.ends.span, Text::new("and no lower end here", "这里没有写下限"))
    .help(Text::new(
        format!("write the end once: `below …` in the line {}, or `from …` in the line {}", name(one), name(two)),
        format!("写明其中一处即可：在{}一行写 `不满…`，或在{}一行写 `不低于…`", name(one), name(two)),
    ))
}

/// Bands or tiers without a line.
pub fn no_lines(of: Of, head: Span) -> Diagnostic {
    Diagnostic::error(
        "E308",
        Text::new(format!("these {}s have no line, so no value has a result", of.one()), "这里一行都没有，任何值都没有结果"),
    )
    .label(head, Text::new("write at least one line here", "请在这里至少写一行"))
    .help(match of {
        Of::Bands => Text::new("for example `below 60% : 0` and `from 60% : 100`", "例如 `不满60%：0` 和 `60%以上：100`"),
        Of::Tiers => {
            Text::new("for example `up to 100_000 : 2%` and `above 100_000 : 3%`", "例如 `不超过100_000：2%` 和 `超过100_000：3%`")
        }
    })
}

/// Combinations of keys that find no row, in the notation of a row; `more` counts those not shown.
pub fn table_missing(table: &str, head: Span, shown: &[Text], more: usize) -> Diagnostic {
    let first = shown.first().cloned().unwrap_or_default();
    let quoted = quote(table, Language::English);
    let mut en: Vec<String> = shown.iter().map(|combination| format!("  {}   ?", combination.en)).collect();
    let mut zh: Vec<String> = shown.iter().map(|combination| format!("  {}   ?", combination.zh)).collect();
    if more > 0 {
        en.push(format!("  … and {more} more"));
        zh.push(format!("  … 另有 {more} 种"));
    }
    Diagnostic::error(
        "E310",
        Text::new(format!("the table {quoted} has no row for `{}`", first.en), format!("对照表{quoted}里没有 `{}` 这种情况", first.zh)),
    )
    .label(head, Text::new("every combination must find a row", "每种组合都须有对应的一行"))
    .drawing(Text::new(en.join("\n"), zh.join("\n")))
    .help(Text::new(
        "add the rows with their value or with `refuse \"…\"`, or end the table with a row for `any`",
        "补上这些行，写明结果或 `报错 \"…\"`；或在最后加一行 `任意`",
    ))
}

/// A row whose every combination is taken by rows above it.
pub fn table_unreachable(row: Span, taken: &[Span], more: usize) -> Diagnostic {
    let mut problem = Diagnostic::error(
        "E311",
        Text::new(
            "nothing can reach this row: the first row that fits decides, and rows above it take every case",
            "这一行永远用不到：自上而下以第一个符合的行为准，它的每种情况都已被上面的行占去",
        ),
    )
    .label(row, Text::new("never reached", "永远用不到"));
    let last = taken.len().saturating_sub(1);
    for (at, span) in taken.iter().enumerate() {
        let said = if more > 0 && at == last {
            Text::new(format!("takes a part of it, as do {more} more rows"), format!("占去一部分，另有 {more} 行也占去一部分"))
        } else if taken.len() == 1 {
            Text::new("takes all of it", "全部被这一行占去")
        } else {
            Text::new("takes a part of it", "占去一部分")
        };
        problem = problem.label(*span, said);
    }
    problem.help(Text::new(
        "move the row above them, narrow their cells, or delete it",
        "把这一行移到它们上面，或缩小上面各行的范围，或删去这一行",
    ))
}

/// A row with a cell that holds no value the input allows.
pub fn table_outside(row: Span, position: usize, allowed: &Text) -> Diagnostic {
    Diagnostic::error(
        "E311",
        Text::new(
            format!("nothing can reach this row: its cell {position} lies outside what the input allows"),
            format!("这一行永远用不到：第 {position} 格超出了数据允许的范围"),
        ),
    )
    .label(row, Text::new(format!("the input allows only {}", allowed.en), format!("数据只允许{}", allowed.zh.trim_end())))
    .help(Text::new("correct the cell, delete the row, or widen what the input allows", "请改正这一格、删去这一行，或放宽数据允许的范围"))
}

/// A table with more combinations than can be looked through.
pub fn table_too_large(table: &str, head: Span, limit: usize) -> Diagnostic {
    let quoted = quote(table, Language::English);
    let limit = show::number(&Number::from_i64(i64::try_from(limit).unwrap_or(i64::MAX)), 0);
    Diagnostic::error(
        "E312",
        Text::new(
            format!("the table {quoted} has too many combinations to check: more than {limit}"),
            format!("对照表{quoted}的组合太多，无法逐一检查：超过 {limit} 种"),
        ),
    )
    .label(head, Text::new("this table", "这个对照表"))
    .help(Text::new(
        "take its rows `from data`, or split it into two tables with fewer keys",
        "改为从数据文件取行，或拆成两个键较少的对照表",
    ))
}
