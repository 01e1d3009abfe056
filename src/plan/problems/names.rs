//! Names: unknown, said twice, of the wrong kind, out of place, in a circle.

use super::{declared_here, first_here, names_listed, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::plan::ir::Figure;
use crate::plan::planner::Value;
use crate::source::Span;

/// What a name that cannot stand where it was written belongs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::plan) enum Kind {
    Input,
    Kpi,
    Payout,
    Goal,
    Bands,
    Table,
    Shape,
    Scorecard,
    Grade,
}

impl Kind {
    fn words(self) -> Text {
        match self {
            Kind::Input => t("an input", "一份数据"),
            Kind::Kpi => t("a KPI", "一个指标"),
            Kind::Payout => t("a payout", "一个发放项"),
            Kind::Goal => t("a goal", "一个绩效目标"),
            Kind::Bands => t("a set of bands with several columns", "一组带多列的分档"),
            Kind::Table => t("a table", "一张对照表"),
            Kind::Shape => t("a set of tiers or bands", "一组累进或分档"),
            Kind::Scorecard => t("a scorecard", "一张计分卡"),
            Kind::Grade => t("a grade", "一个等级"),
        }
    }
}

/// The code of a name that is not known.
pub(in crate::plan) const UNKNOWN: &str = "E201";

/// Further places of a name that are shown; the others are counted.
const MOST_USES: usize = 3;

/// Another place where the same unknown name stands; `more` places have been added with it.
pub(in crate::plan) fn also_here(problem: &mut Diagnostic, span: Span, more: usize) {
    if more <= MOST_USES {
        problem.labels.push(crate::diagnostic::Label { span, text: t("also here", "这里也用到") });
    } else if let Some(last) = problem.labels.last_mut() {
        let others = more.saturating_sub(MOST_USES);
        let places = if others == 1 { "place" } else { "places" };
        last.text = t(format!("also here, and in {others} further {places}"), format!("这里也用到，另有 {others} 处"));
    }
}

/// A run of names and words without blanks, and the same with its blanks.
pub(in crate::plan) fn glued(run: &str, parted: &str, span: Span) -> Diagnostic {
    let message =
        t(format!("names and words of the language stand in {} without blanks", q(run)), format!("{}里的名称和关键词之间没有空格", q(run)));
    Diagnostic::error(UNKNOWN, message)
        .label(span, t("a name ends only at a blank", "名称要用空格与别的词分开"))
        .help(t(format!("write `{parted}`"), format!("请写成“{parted}”")))
        .guess(span, parted)
}

/// `abs -3`: a calculation without its brackets.
pub(in crate::plan) fn brackets_missing(name: &str, span: Span) -> Diagnostic {
    let message = t(format!("what {} acts on stands in brackets", q(name)), format!("{}所取的值要放在括号里", q(name)));
    Diagnostic::error(UNKNOWN, message)
        .label(span, t("no brackets behind it", "后面缺少括号"))
        .help(t(format!("write `{name}(…)`"), format!("请写成 `{name}(…)`")))
}

/// `within` says in Chinese where it was looked for; in English that stands behind `what`.
fn unknown_of(name: &str, span: Span, guess: Option<String>, what: Text, within: &str) -> Diagnostic {
    let message = t(format!("there is no {} called {}", what.en, q(name)), format!("{within}没有叫{}的{}", q(name), what.zh));
    let problem = Diagnostic::error(UNKNOWN, message).label(span, t("not known", "没有这个名称"));
    match guess {
        Some(guess) => problem.help(t(format!("did you mean {}?", q(&guess)), format!("是不是想写{}？", q(&guess)))).guess(span, guess),
        None => problem.help(t("check the spelling, or declare it in the policy", "请检查写法；如果确实需要它，请先在制度里定义")),
    }
}

pub(in crate::plan) fn unknown(name: &str, span: Span, guess: Option<String>) -> Diagnostic {
    unknown_of(name, span, guess, t("value", "数据项或名称"), "")
}

pub(in crate::plan) fn unknown_input(name: &str, span: Span, guess: Option<String>) -> Diagnostic {
    unknown_of(name, span, guess, t("input of rows that belong to people", "归人员所有的数据"), "")
}

pub(in crate::plan) fn unknown_column(name: &str, span: Span, guess: Option<String>) -> Diagnostic {
    unknown_of(name, span, guess, t("column of this input", "列"), "这份数据里")
}

pub(in crate::plan) fn unknown_table(name: &str, span: Span, guess: Option<String>) -> Diagnostic {
    unknown_of(name, span, guess, t("table", "对照表"), "")
}

pub(in crate::plan) fn unknown_key(name: &str, span: Span, guess: Option<String>) -> Diagnostic {
    unknown_of(name, span, guess, t("value to look up by", "可用来查表的数据项"), "")
}

pub(in crate::plan) fn unknown_goal(name: &str, span: Span, guess: Option<String>) -> Diagnostic {
    unknown_of(name, span, guess, t("goal", "绩效目标"), "")
}

pub(in crate::plan) fn unknown_strategy(name: &str, span: Span, guess: Option<String>) -> Diagnostic {
    unknown_of(name, span, guess, t("strategy in the header", "战略"), "制度开头里")
}

pub(in crate::plan) fn unknown_kpi(name: &str, span: Span, card: &str, guess: Option<String>) -> Diagnostic {
    unknown_of(name, span, guess, t(format!("KPI in the scorecard {}", q(card)), "指标"), &format!("计分卡{}里", q(card)))
}

pub(in crate::plan) fn unknown_part(
    first: &str,
    part: &str,
    span: Span,
    place: Span,
    guess: Option<String>,
    parts: &[String],
) -> Diagnostic {
    let message = t(format!("{} has nothing called {}", q(first), q(part)), format!("{}没有叫{}的部分", q(first), q(part)));
    let parts = names_listed(parts);
    let help = match guess {
        Some(guess) => t(format!("did you mean `{first}.{guess}`?"), format!("是不是想写 `{first}.{guess}`？")),
        None => t(format!("behind the dot may stand {}", parts.en), format!("点号后面可以写{}", parts.zh)),
    };
    Diagnostic::error("E202", message).label(span, t("not known", "没有这个名称")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn lacks_part(first: &str, part: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(format!("{} has no {}", q(first), q(part)), format!("{}没有{}", q(first), q(part)));
    let help = t(
        "a KPI has a target and an attainment only if it has a `target` line; a goal has `achievable` only if it has a baseline and a stretch",
        "指标写了“目标值”才有目标值和完成率；绩效目标写了基准值和挑战幅度才有“可实现”",
    );
    Diagnostic::error("E202", message).label(span, t("read here", "在这里读取")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn has_no_parts(first: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(
        format!("{} is a single value, so nothing can stand behind a dot", q(first)),
        format!("{}只是一个值，后面不能再加点号", q(first)),
    );
    let help = t(format!("write `{first}`"), format!("请只写 `{first}`"));
    Diagnostic::error("E202", message).label(span, t("read here", "在这里读取")).label(place, declared_here()).help(help).guess(span, first)
}

pub(in crate::plan) fn too_many_dots(span: Span) -> Diagnostic {
    let message = t("a name has at most one dot", "一个名称里最多有一个点号");
    let help = t("write for example `sales.attainment` or `deals.amount`", "例如写成 `回款完成.完成率` 或 `订单.金额`");
    Diagnostic::error("E202", message).label(span, t("more than one dot", "点号多于一个")).help(help)
}

/// A person's row held against itself.
pub(in crate::plan) fn own_person(span: Span) -> Diagnostic {
    let message = t(
        "both sides are read in one row, so this asks whether somebody is their own manager",
        "两边取的是同一行的值，等于问某人是不是自己的上级",
    );
    let help = t(
        "to add up the people somebody manages, write `over reports`, or `over all reports` down the tree",
        "要汇总某人的下属，请写 `下属 的 … 合计`；连同下属的下属，请写 `全部下属 的 … 合计`",
    );
    Diagnostic::error("E237", message).label(span, t("compares a row with itself", "与同一行比较")).help(help)
}

pub(in crate::plan) fn twice(name: &str, before: Span, span: Span) -> Diagnostic {
    let message = t(format!("{} is declared twice", q(name)), format!("{}定义了两次", q(name)));
    let help = t("give one of the two another name, or remove it", "请给其中一个换个名称，或删去一个");
    Diagnostic::error("E204", message).label(span, t("declared again here", "在这里又定义了一次")).label(before, first_here()).help(help)
}

pub(in crate::plan) fn taken(name: &str, place: Span, clause: Span) -> Diagnostic {
    let message = t(
        format!("{} is the name of a result this policy makes by itself", q(name)),
        format!("{}是本制度自动产生的结果的名称，不能再作他用", q(name)),
    );
    let help = t(
        "choose another name; a column of the data may be renamed with `column \"…\"`",
        "请换一个名称；数据里的列可以用 `列 \"…\"` 另起名称",
    );
    Diagnostic::error("E205", message)
        .label(place, t("this name is taken", "这个名称已被占用"))
        .label(clause, t("this clause makes the result", "这一条产生该结果"))
        .help(help)
}

pub(in crate::plan) fn own_name(name: &str, span: Span) -> Diagnostic {
    let message = t(
        format!("{} always means the KPI's own one inside a KPI, so no `let` or `param` may be called that", q(name)),
        format!("在指标里，{}总是指该指标自己的那一项，所以不能用“设”或“参数”给它另作定义", q(name)),
    );
    let help = t(format!("choose a longer name, such as `total_{name}`"), format!("请换一个更具体的名称，例如 `全部{name}`"));
    Diagnostic::error("E205", message).label(span, t("this name is taken", "这个名称已被占用")).help(help)
}

pub(in crate::plan) fn always(name: &str, span: Span) -> Diagnostic {
    let message = t(
        format!("{} means something by itself wherever it stands, so it cannot be a name too", q(name)),
        format!("{}本身就有固定的含义，不能再作名称", q(name)),
    );
    let help = t(
        format!(
            "choose another name (a column keeps its header with `column \"{name}\"`), or write `` `{name}` `` in backticks everywhere"
        ),
        format!("请换一个名称（数据里的列可以用 `列 \"{name}\"` 保留原来的表头），或处处写成带反引号的 `` `{name}` ``"),
    );
    Diagnostic::error("E205", message).label(span, t("two readings", "两种读法")).help(help)
}

/// `target target`: the line that defines a KPI's own part reads that same part.
pub(in crate::plan) fn own_in_itself(name: &str, span: Span, column: Option<Span>) -> Diagnostic {
    let message = t(
        format!("inside a KPI {} is the KPI's own one, which this line itself defines", q(name)),
        format!("在指标里，{}指该指标自己的那一项，而这一行正是在定义它", q(name)),
    );
    let problem = Diagnostic::error("E206", message).label(span, t("reads itself", "用到了自己"));
    match column {
        Some(column) => problem.label(column, t("the other value of this name", "同名的另一个值")).help(t(
            format!("for the other value write `` `{name}` `` in backticks"),
            format!("如果指同名的那个值，请加反引号：`` `{name}` ``"),
        )),
        None => problem.help(t("write a column or a value here", "请在这里写一个列或一个值")),
    }
}

/// A circle is printed with no more steps than this.
const MOST_STEPS: usize = 12;

/// The names of a circle, each with the place where it reads the next.
pub(in crate::plan) fn circle(steps: &[(String, Span)]) -> Diagnostic {
    let mut walk: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).filter(|name| !name.is_empty()).collect();
    if walk.len() > MOST_STEPS {
        walk.truncate(MOST_STEPS);
        walk.push("…");
    }
    if let Some(first) = walk.first().copied() {
        walk.push(first);
    }
    let arrows = walk.join(" → ");
    let first = steps.first().map_or("", |(name, _)| name.as_str());
    let message = t(format!("{} needs itself before it can be computed", q(first)), format!("{}循环了：要算出它，先得有它自己", q(first)));
    let mut problem = Diagnostic::error("E206", message);
    for (at, (name, span)) in steps.iter().enumerate().take(MOST_STEPS) {
        let next = steps.get(at.saturating_add(1)).or(steps.first()).map_or("", |(name, _)| name.as_str());
        problem = problem.label(*span, t(format!("{} reads {} here", q(name), q(next)), format!("{}在这里用到{}", q(name), q(next))));
    }
    let help = t("take one of the steps out of the circle", "请去掉其中一步，使它不再绕回来");
    problem.drawing(crate::diagnostic::Text::same(format!("    {arrows}"))).help(help)
}

pub(in crate::plan) fn clash(
    name: &str,
    span: Span,
    (row, mine): (&str, Span),
    (people, theirs): (&str, Span),
    value: Value,
) -> Diagnostic {
    let message = t(
        format!("{} could be the value of the row or that of the person", q(name)),
        format!("{}有两种读法：可能是这一行的，也可能是这个人的", q(name)),
    );
    let help = match value {
        Value::Def(_) => t(
            format!("write `{row}.{name}` for the row or `{people}.{name}` for the person"),
            format!("指这一行写 `{row}.{name}`，指这个人写 `{people}.{name}`"),
        ),
        Value::Param(_) => t(
            format!("write `{row}.{name}` for the row, or give the param another name"),
            format!("指这一行写 `{row}.{name}`；指参数的话，请给参数换个名称"),
        ),
    };
    Diagnostic::error("E207", message)
        .label(span, t("two readings", "两种读法"))
        .label(mine, t(format!("in {}", q(row)), format!("在{}里", q(row))))
        .label(theirs, t("and this one", "还有这一个"))
        .help(help)
}

pub(in crate::plan) fn grade_or_value(name: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(
        format!("{} could be the grade or the value of that name", q(name)),
        format!("{}有两种读法：可能是等级，也可能是同名的值", q(name)),
    );
    let help = t(
        format!("write `\"{name}\"` for the grade or `` `{name}` `` for the value"),
        format!("指等级写 `\"{name}\"`，指那个值写 `` `{name}` ``"),
    );
    Diagnostic::error("E207", message).label(span, t("two readings", "两种读法")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn wrong_kind(name: &str, span: Span, kind: Kind, part: Option<&str>, place: Span) -> Diagnostic {
    let words = kind.words();
    let message = t(format!("{} is {}, not a value", q(name), words.en), format!("{}是{}，不是一个值", q(name), words.zh));
    let part = part.unwrap_or("score");
    let help = match kind {
        Kind::Kpi | Kind::Payout | Kind::Goal | Kind::Bands => t(
            format!("write which part of it you mean, for example `{name}.{part}`"),
            format!("请写明是它的哪一部分，例如 `{name}.{part}`"),
        ),
        Kind::Input => t(
            format!("write what of its rows you mean, for example `count over {name}`"),
            format!("请写明取它的什么，例如 `{name} 的 计数`"),
        ),
        Kind::Table => t(format!("write what to look up in brackets: `{name}(…)`"), format!("请在括号里写明按什么查：`{name}(…)`")),
        Kind::Shape => t(format!("write what it is applied to: `{name} on …`"), format!("请写明用在哪个值上：`{name}(…)`")),
        Kind::Scorecard => t("write `score` for its total, or name one of its KPIs", "总分请写 `总分`，或写其中某个指标"),
        Kind::Grade => t(format!("a grade stands beside a comparison: `grade = {name}`"), format!("等级要写在比较里：`等级 = {name}`")),
    };
    Diagnostic::error("E208", message).label(span, t("a value is needed here", "这里需要一个值")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn not_a_table(name: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(format!("{} is a value, not a table", q(name)), format!("{}是一个值，不是对照表", q(name)));
    let help = t(
        format!("for a multiplication write `{name} * (…)`; only tables take what to look up in brackets"),
        format!("如果想相乘，请写 `{name} × (…)`；只有对照表后面才能用括号写查什么"),
    );
    Diagnostic::error("E208", message).label(span, t("used like a table", "这里当作对照表用了")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn option_without_marks(name: &str, span: Span) -> Diagnostic {
    let message = t(
        format!("{} is one of the options of that column, and options are texts", q(name)),
        format!("{}是该列的一个选项，选项要写成文本", q(name)),
    );
    let marked = format!("\"{name}\"");
    Diagnostic::error("E201", message)
        .label(span, t("without quotation marks", "没有加引号"))
        .help(t(format!("write `{marked}`"), format!("请写 `{marked}`")))
        .fix(span, marked)
}

/// 得分 alone: the total, or a KPI's.
pub(in crate::plan) fn which_score(span: Span, kpi: Option<&str>) -> Diagnostic {
    let message = t("得分 alone may be the total or the score of a KPI", "单独写“得分”有两种读法：总分，或某个指标的得分");
    let kpi = kpi.unwrap_or("指标");
    let help = t(format!("write `总分` for the total, or `{kpi}.得分` for a KPI"), format!("指总分写 `总分`，指某个指标写 `{kpi}.得分`"));
    Diagnostic::error("E209", message).label(span, t("whose score?", "谁的得分？")).help(help)
}

pub(in crate::plan) fn own_part_outside(text: &str, part: &str, span: Span, kpi: Option<&str>) -> Diagnostic {
    let message = t(format!("{} by itself means something only inside a KPI", q(text)), format!("单独写{}，只有在指标里才有意义", q(text)));
    let kpi = kpi.unwrap_or("kpi_name");
    let help = t(format!("write whose: `{kpi}.{part}`"), format!("请写明是哪个指标的：`{kpi}.{text}`"));
    Diagnostic::error("E209", message).label(span, t("of which KPI?", "哪个指标的？")).help(help)
}

pub(in crate::plan) fn no_target(kpi: &str, span: Span, place: Span) -> Diagnostic {
    let message =
        t(format!("the KPI {} has no target, so it has no attainment either", q(kpi)), format!("指标{}没有目标值，也就没有完成率", q(kpi)));
    let help = t("add a line `target …` to the KPI, or score by `measure`", "请在指标里加一行 `目标值 …`，或改用 `实际值` 计分");
    Diagnostic::error("E209", message).label(span, t("needs a target", "这里需要目标值")).label(place, t("this KPI", "这个指标")).help(help)
}

pub(in crate::plan) fn no_scorecard(text: &str, span: Span) -> Diagnostic {
    let message = t(
        format!("{} is the total of a scorecard, and this policy has no scorecard", q(text)),
        format!("{}是计分卡的总分，可本制度没有计分卡", q(text)),
    );
    let help = t("add a `scorecard`, or give this value a name with `let`", "请加一张 `计分卡`，或用 `设` 定义这个值");
    Diagnostic::error("E210", message).label(span, t("nothing to read", "没有可读的值")).help(help)
}

pub(in crate::plan) fn no_grade(span: Span) -> Diagnostic {
    let message = t("this policy has no grades", "本制度没有划分等级");
    let help = t("add a clause `grade by score { … }`", "请加一条 `等级 按 总分 { … }`");
    Diagnostic::error("E210", message).label(span, t("needs grades", "这里需要等级")).help(help)
}

pub(in crate::plan) fn no_payout(text: &str, span: Span) -> Diagnostic {
    let message = t(
        format!("{} is the sum of all payouts, and this policy has none", q(text)),
        format!("{}是各项发放的合计，可本制度没有发放项", q(text)),
    );
    let help = t("add a `payout`, or give this value a name with `let`", "请加一项 `发放`，或用 `设` 定义这个值");
    Diagnostic::error("E210", message).label(span, t("nothing to read", "没有可读的值")).help(help)
}

pub(in crate::plan) fn row_value(full: &str, table: &str, span: Span, place: Span) -> Diagnostic {
    let bare = full.rsplit_once('.').map_or(full, |(_, bare)| bare);
    let message = t(
        format!("{} has a value for every row of {}, not one for the person", q(bare), q(table)),
        format!("{}是{}里每一行都有的值，一个人可能有许多个", q(bare), q(table)),
    );
    let help = t(
        format!(
            "say what to make of the rows, for example `sum of {bare} over {table}`; or compute row by row: `let {table}.… = {bare} …`"
        ),
        format!("请写明怎样汇总，例如 `{table} 的 {bare} 合计`；要逐行计算，请写 `设 {table}.… = {bare} …`"),
    );
    Diagnostic::error("E211", message).label(span, t("which of the rows?", "取哪一行？")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn expected_row_value(full: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(
        format!("{} has a value for every row; an example expects values of the person", q(full)),
        format!("{}每一行都有一个值；示例只能写这个人的值应为多少", q(full)),
    );
    let help = t("expect a sum or a count over the rows instead", "请改为写各行的合计或计数应为多少");
    Diagnostic::error("E211", message).label(span, t("a value of rows", "这是行的值")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn not_constant(name: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(
        format!("{} differs from person to person; here stands a value that is the same for everybody", q(name)),
        format!("{}因人而异；这里要写对所有人都一样的值", q(name)),
    );
    let help = t("write a number, or the name of a `param`", "请写一个数，或一个 `参数` 的名称");
    Diagnostic::error("E212", message).label(span, t("differs from person to person", "因人而异")).label(place, declared_here()).help(help)
}

/// A figure of the company that is another one for each person.
pub(in crate::plan) fn not_of_the_company(said: &str, figure: Figure, span: Span) -> Diagnostic {
    let message = t(
        format!("{} differs from person to person; the {} of the header is one amount for the company", q(said), figure.english()),
        format!("{}因人而异；制度开头的{}是整个公司的一个数", q(said), figure.chinese()),
    );
    let help = t(
        format!("write a `param`, an amount, or `sum of {said} over everyone`"),
        format!("请写一个 `参数`、一个金额，或 `全员 的 {said} 合计`"),
    );
    Diagnostic::error("E212", message).label(span, t("differs from person to person", "因人而异")).help(help)
}

pub(in crate::plan) fn not_a_constant(span: Span, place: &Text) -> Diagnostic {
    let message = t(format!("{} must be a fixed value", place.en), format!("{}必须是一个固定的值", place.zh));
    let help = t("write the number, date or text itself", "请直接写出这个数、日期或文本");
    Diagnostic::error("E212", message).label(span, t("not fixed", "这个值不固定")).help(help)
}

pub(in crate::plan) fn needs_rows(span: Span) -> Diagnostic {
    let message = t("people's data cannot be read here", "这里不能读取人员的数据");
    let help = t(
        "give it a name with `let` and use that name in a KPI, a payout or another `let`",
        "请用 `设` 给它起名，再在指标、发放或别的 `设` 里使用",
    );
    Diagnostic::error("E212", message).label(span, t("needs the data of people", "这要用到人员的数据")).help(help)
}

pub(in crate::plan) fn not_a_column(name: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(
        format!("{} is computed by the policy; a rule on the data reads columns only", q(name)),
        format!("{}是制度算出来的；数据规则只能读取数据的列", q(name)),
    );
    let help = t("write the rule with the columns of the input", "请直接用这份数据的列来写规则");
    Diagnostic::error("E213", message).label(span, t("not a column", "这不是列")).label(place, declared_here()).help(help)
}

pub(in crate::plan) fn given_not_a_column(name: &str, span: Span, place: Span) -> Diagnostic {
    let message = t(
        format!("{} is computed by the policy, so an example cannot give it", q(name)),
        format!("{}是制度算出来的，示例不能把它当作已知", q(name)),
    );
    let help = t("give the columns it is computed from, and `expect` this value", "请在已知里写它所依据的列，把它本身写进 `应为`");
    Diagnostic::error("E213", message).label(span, t("not a column", "这不是列")).label(place, declared_here()).help(help)
}

/// What stands behind `over` and cannot be gone over.
pub(in crate::plan) fn not_a_group(name: &str, span: Span, found: Option<(Span, Text)>, known: &[String]) -> Diagnostic {
    let message = t(format!("{} is no group of rows or people", q(name)), format!("{}不是一组行，也不是一组人", q(name)));
    let known = names_listed(known);
    let help = t(
        format!("a group is an input, `everyone`, or a text column that says who belongs together: {}", known.en),
        format!("这里要写一份数据、`全员`，或说明谁与谁同组的文本列：{}", known.zh),
    );
    let problem = Diagnostic::error("E214", message).label(span, t("not a group", "不是一组"));
    let problem = match found {
        Some((place, words)) => {
            let label = t(format!("declared here: {}", words.en), format!("在这里定义：{}", words.zh));
            problem.label(place, label)
        }
        None => problem,
    };
    problem.help(help)
}

pub(in crate::plan) fn not_a_column_words() -> Text {
    t("not a column of people", "不是人员数据的列")
}
