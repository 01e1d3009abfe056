//! What is said about exceptions and amendments.

use super::{declared_here, names_listed, q, t};
use crate::diagnostic::{Diagnostic, Text};
use crate::source::Span;
use crate::syntax::ast::{Amend, Effective};
use crate::value::{Date, Period, PeriodKind};

/// What a change leaves out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::plan) enum Lacks {
    Start,
    End,
    Reason,
    Approval,
    /// An exception without a value.
    Values,
}

pub(in crate::plan) fn lacks(what: Lacks, span: Span) -> Diagnostic {
    let (message, help) = match what {
        Lacks::Start => (
            t("it is not said from when on this holds", "没有写明自何时起"),
            t("write the first day: `from 2026-07-01`", "请写明第一天：`自 2026-07-01`"),
        ),
        Lacks::End => (
            t("the exception has no end", "特批没有截止日期"),
            t(
                "write the last day: `to 2026-09-30`; an exception that lasts is a change of the plan: `amend`",
                "请写明最后一天：`至 2026-09-30`；长期有效的不是特批，应写成“修订”",
            ),
        ),
        Lacks::Reason => (t("it is not said why", "没有写明理由"), t("write the reason: `because \"…\"`", "请写明理由：`理由 \"…\"`")),
        Lacks::Approval => (
            t("it is not said who approved it", "没有写明由谁批准"),
            t(
                "write who approved it, or the number of the approval: `approved \"CFO-2026-017\"`",
                "请写明批准人或批准文号：`批准 \"CFO-2026-017\"`",
            ),
        ),
        Lacks::Values => (
            t("the exception says no value", "特批没有写任何值"),
            t("write what counts instead: `overdue_penalty = 0`", "请写明改按多少计：`逾期扣分 = 0`"),
        ),
    };
    Diagnostic::error("E267", message).label(span, t("said of this", "说的是这一条")).help(help)
}

pub(in crate::plan) fn backwards((from, start): (Date, Span), (to, end): (Date, Span)) -> Diagnostic {
    let message = t(format!("this ends on {to}, before it begins on {from}"), format!("{to} 截止，却在 {from} 才开始"));
    Diagnostic::error("E270", message)
        .label(end, t("ends here", "在此截止"))
        .label(start, t("begins here", "自此开始"))
        .help(t("the last day is not before the first: correct one of the two", "截止日不能早于起始日，请更正其中一个"))
}

/// What no period of the plan is touched by: the last day of a period decides. Nothing where one is.
pub(in crate::plan) fn never_holds(
    ((from, start), to): ((Date, Span), Option<(Date, Span)>),
    kind: Option<PeriodKind>,
    effective: Option<&Effective>,
) -> Option<Diagnostic> {
    let kind = kind?;
    let first = Period::containing(kind, from.max(effective.map_or(from, |effective| effective.from)));
    let day = first.end();
    let span = to.map_or(start, |(_, end)| start.join(end));
    if let Some(effective) =
        effective.filter(|effective| from > effective.to || day > effective.to || to.is_some_and(|(to, _)| to < effective.from))
    {
        let message = t(
            format!("this never holds: the plan is effective from {} to {}", effective.from, effective.to),
            format!("这一条永远不会生效：制度的有效期是 {} 至 {}", effective.from, effective.to),
        );
        let help = t(
            "correct the dates, or how long the plan is effective; the last day of a period decides what holds in it",
            "请更正日期或制度的有效期；一期按哪一条，看该期最后一天",
        );
        return Some(
            Diagnostic::error("E270", message)
                .label(span, t("outside of it", "不在有效期内"))
                .label(effective.span, t("how long the plan holds", "制度的有效期"))
                .help(help),
        );
    }
    let (to, _) = to.filter(|(to, _)| *to < day)?;
    let message = t(
        format!("no period ends from {from} to {to}, so this never holds"),
        format!("{from} 至 {to} 之间没有任何一期结束，这一条永远不会生效"),
    );
    let help = t(
        format!("the last day of a period decides what holds in it: {first} ends on {day}"),
        format!("一期按哪一条，看该期最后一天：{first} 到 {day} 结束"),
    );
    Some(Diagnostic::error("E270", message).label(span, t("no last day of a period", "其中没有一期的最后一天")).help(help))
}

/// What an exception may not be of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::plan) enum What {
    Column,
    Param,
    Total,
    Slice,
    Rows,
}

pub(in crate::plan) fn not_excepted(name: &str, span: Span, place: Option<Span>, what: What) -> Diagnostic {
    let name = q(name);
    let (message, help) = match what {
        What::Column => (
            t(
                format!("{name} is a column of the data, which no rule of the plan computes"),
                format!("{name}是数据里的一列，不是按制度算出来的"),
            ),
            t(
                "an exception is from a rule: write it of what is computed from the column, such as `sales.target`; or correct the data",
                "特批是对规则的例外：请写由这一列算出的值，例如 `回款.目标值`；或更正数据",
            ),
        ),
        What::Param => (
            t(format!("{name} is a param, which is the same for everybody"), format!("{name}是参数，对所有人都一样")),
            t("write the exception of what the param decides for this person", "请写这个参数对此人所决定的值"),
        ),
        What::Total => (
            t("the sum of all payouts follows from the payouts", "应发合计由各发放项相加得出"),
            t("write the exception of one of the payouts", "请写其中某一项发放"),
        ),
        What::Slice => (
            t(format!("{name} is a part of what the tiers pay"), format!("{name}只是累进中的一段")),
            t("write the exception of the whole amount", "请写整个金额"),
        ),
        What::Rows => (
            t(format!("{name} belongs to the rows of an input, an exception to a person"), format!("{name}属于数据的行，特批针对的是人")),
            t("write the exception of a value of the person", "请写此人的某个值"),
        ),
    };
    let problem = Diagnostic::error("E268", message).label(span, t("cannot be excepted", "不能特批")).help(help);
    match place {
        Some(place) => problem.label(place, declared_here()),
        None => problem,
    }
}

/// Two exceptions of one value of one person that hold at a time.
pub(in crate::plan) fn exceptions_clash(
    (name, person): (&Text, &str),
    (span, before): (Span, Span),
    (until, since): (Date, Date),
) -> Diagnostic {
    let message = t(
        format!("from {since} to {until} two exceptions hold for {} of {}", q(&name.en), q(person)),
        format!("{since} 至 {until} 期间，{}的{}有两条特批同时有效", q(person), q(&name.zh)),
    );
    Diagnostic::error("E269", message)
        .label(span, t("the second says this", "第二条这样写"))
        .label(before, t("the first says this", "第一条这样写"))
        .help(t("end the first before the second begins, or remove one of them", "请让第一条在第二条开始之前截止，或删去一条"))
}

// ---- amendments -----------------------------------------------------------------------------------------------------

pub(in crate::plan) fn amends_nothing(title: &str, span: Span) -> Diagnostic {
    Diagnostic::error("E353", t(format!("the amendment {} holds no clause", q(title)), format!("修订{}里没有任何条款", q(title))))
        .label(span, t("empty", "内容为空"))
        .help(t("write the clauses that hold from that day on, each whole", "请写出自该日起适用的条款，每条都要写完整"))
}

/// What a payout would forget.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::plan) enum Forgotten {
    Deferral,
    Draw,
}

/// For a time a payout has no line any more by which what is open would be settled.
pub(in crate::plan) fn forgets(what: Forgotten, name: &str, span: Span, line: Span) -> Diagnostic {
    let (message, here, help) = match what {
        Forgotten::Deferral => (
            t(
                format!("with this change nothing pays out what {} has deferred", q(name)),
                format!("这样变更后，{} 已经递延的金额没有条款发还", q(name)),
            ),
            t("what waits by this line", "按这一行递延的金额"),
            t(
                "keep the line: `defer 0% over …` holds nothing more and pays what waits",
                "请保留这一行：写 `递延 0%，分…期` 则不再递延，已递延的照常发还",
            ),
        ),
        Forgotten::Draw => (
            t(
                format!("with this change nothing takes back what {} has advanced", q(name)),
                format!("这样变更后，{} 已经预支的金额没有条款收回", q(name)),
            ),
            t("what is open by this line", "按这一行预支的金额"),
            t(
                "keep the line: `draw 0, recoverable from …` advances nothing more and takes back what is open",
                "请保留这一行：写 `预支 0，以后超出部分的…收回` 则不再预支，已预支的照常收回",
            ),
        ),
    };
    Diagnostic::error("E354", message).label(span, t("one of the two lacks it", "两者之一没有这一行")).label(line, here).help(help)
}

/// A param without a value on the first days of its amendment.
pub(in crate::plan) fn amended_gap(name: &Text, (from, first): (Date, Date), span: Span) -> Diagnostic {
    let message = t(
        format!("the amendment begins on {from}, and `{}` has no value before {first}", name.en),
        format!("修订自 {from} 起，`{}` 在 {first} 之前却没有值", name.zh),
    );
    Diagnostic::error("E350", message).label(span, t("its first value", "第一个值")).help(t(
        format!("write the value that holds from {from} on; the one the amendment replaces does not hold any more"),
        format!("请写出自 {from} 起的值；被替换的原值不再适用"),
    ))
}

/// A clause that the amendment has as the policy has it.
pub(in crate::plan) fn amended_alike(name: &Text, span: Span, place: Span) -> Diagnostic {
    let message = t(format!("the amendment changes nothing of `{}`", name.en), format!("修订后的 `{}` 与原来完全一样", name.zh));
    Diagnostic::error("E353", message)
        .label(span, t("says the same", "内容相同"))
        .label(place, t("as this clause", "与这一条"))
        .help(t("write what is to hold instead, or take the clause out of the amendment", "请写出修订后的内容，或从修订中删去这一条"))
}

pub(in crate::plan) fn amended_twice(name: &Text, (before, span): (Span, Span)) -> Diagnostic {
    let message = t(format!("the amendment replaces `{}` twice", name.en), format!("同一次修订里 `{}` 改了两次", name.zh));
    Diagnostic::error("E351", message)
        .label(span, t("again here", "这里又改了一次"))
        .label(before, super::first_here())
        .help(t("keep one of the two", "请只保留一处"))
}

/// Two amendments that are in force on one clause at a time.
pub(in crate::plan) fn amendments_clash(
    name: &Text,
    (first, second): (&str, &str),
    (span, before): (Span, Span),
    since: Date,
) -> Diagnostic {
    let message = t(
        format!("from {since} on two amendments of `{}` are in force: {} and {}", name.en, q(first), q(second)),
        format!("自 {since} 起，`{}` 有两次修订同时有效：{}和{}", name.zh, q(first), q(second)),
    );
    Diagnostic::error("E351", message)
        .label(span, t("the second says this", "第二次这样改"))
        .label(before, t("the first says this", "第一次这样改"))
        .help(t("let the first end before the second begins: `to …`", "请让第一次修订在第二次开始之前截止：`至 …`"))
}

pub(in crate::plan) fn amends_unknown(
    name: &Text,
    span: Span,
    ((en, zh), guess): ((&str, &str), Option<String>),
    known: &[String],
) -> Diagnostic {
    let message = t(format!("the policy has no `{}` that could be amended", name.en), format!("制度里没有可以修订的 `{}`", name.zh));
    let known = names_listed(known);
    let problem = Diagnostic::error("E352", message).label(span, t("not known", "没有这一条"));
    match guess {
        Some(guess) => problem.help(t(format!("did you mean `{en} {guess}`?"), format!("是不是想写 `{zh} {guess}`？"))).guess(span, guess),
        None if known.en.is_empty() => problem.help(t(
            format!("an amendment replaces a clause that is there; the policy has no {en}"),
            format!("修订只能替换已有的条款，而制度里没有“{zh}”"),
        )),
        None => problem.help(t(
            format!("an amendment replaces a clause that is there: {}", known.en),
            format!("修订只能替换已有的条款：{}", known.zh),
        )),
    }
}

/// A part that several scorecards have.
pub(in crate::plan) fn which_part(name: &Text, span: Span, all: &[String]) -> Diagnostic {
    let message = t(
        format!("several scorecards have `{}`, and the amendment does not say which of them it is of", name.en),
        format!("好几张计分卡都有 `{}`，修订没有写明是哪一张", name.zh),
    );
    let all = names_listed(all);
    Diagnostic::error("E352", message)
        .label(span, t("of which scorecard?", "哪一张计分卡？"))
        .help(t(format!("write the scorecard before the dot: {}", all.en), format!("请在点号前写明计分卡：{}", all.zh)))
}

/// What is wrong only with the policy as amendments make it.
pub(in crate::plan) fn as_amended<'a>(problem: &mut Diagnostic, amends: impl Iterator<Item = &'a Amend>) {
    let titles: Vec<String> = amends.map(|amend| q(&amend.title.text)).collect();
    if titles.is_empty() {
        return;
    }
    let (en, zh) = (titles.join(" and "), titles.join("、"));
    let said = t(format!("this is so with {en} in force"), format!("这是修订{zh}生效后的情形"));
    problem.help = Some(match problem.help.take() {
        Some(help) => t(format!("{}\n{}", help.en, said.en), format!("{}\n{}", help.zh, said.zh)),
        None => said,
    });
}

// ---- a param on another day -----------------------------------------------------------------------------------------

pub(in crate::plan) fn as_of_what(span: Span) -> Diagnostic {
    Diagnostic::error("E355", t("only a param has a value on another day", "只有参数才有另一天的值"))
        .label(span, t("not a param", "不是参数"))
        .help(t(
            "`as of` stands behind the name of a param: `rate as of hired`; a value of a person in an earlier period is read with `last period`",
            "“以……为准”写在参数名之后：`费率 以 入职日期 为准`；此人以前各期的值用“上期”",
        ))
}

/// A param that rests on another one with several values.
pub(in crate::plan) fn as_of_dated(name: &str, span: Span, (other, place): (&str, Span)) -> Diagnostic {
    let message = t(
        format!("{} rests on {}, which has several values: on another day it would not be clear which of them is meant", q(name), q(other)),
        format!("{}由{}算出，而后者有好几个值：换一天就说不清用的是哪一个", q(name), q(other)),
    );
    Diagnostic::error("E356", message)
        .label(span, t("read on another day", "读取另一天的值"))
        .label(place, t("has several values", "有好几个值"))
        .help(t(
            "write the values of the first param out, or read the other one with `as of`",
            "请把前一个参数的值直接写出，或对后一个参数写“以……为准”",
        ))
}
