//! What is said of a case that goes against its clause, or that cannot be judged.

use super::{At, error, q, warning};
use crate::appeal::admission::Refusal;
use crate::appeal::case::{Event, RuleName};
use crate::appeal::deadlines::{Deadline, Standing, Start, Step, Whose};
use crate::appeal::judge::Rules;
use crate::appeal::names;
use crate::appeal::states::Bar;
use crate::diagnostic::text::{list, nearest};
use crate::diagnostic::{Diagnostic, Language, Text};
use crate::document::words::Words;
use crate::source::Span;
use crate::syntax::ast::ChannelKind;
use crate::value::Date;
use crate::value::calendar::Outside;

/// What is wrong with a panel.
#[derive(Clone, Copy, Debug)]
pub enum Slip<'a> {
    Nobody,
    TooFew {
        members: usize,
        quorum: u32,
    },
    NoDepartment(&'a str),
    /// The member and the department.
    OtherDepartment(&'a str, &'a str),
    OneDepartment(&'a str),
    Appellant(&'a str),
    Manager(&'a str),
    Rater(&'a str),
    /// Of a further instance: somebody who decided before.
    SatBefore(&'a str),
    /// The body that is said to decide, where one is said, and the one of the clause.
    OtherBody(Option<&'a str>, &'a str),
}

/// What a ruling does not say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lack {
    Reason,
    Evidence,
    Clause,
}

fn field(number: u32) -> String {
    format!("events[{number}]")
}

pub fn backwards(at: At<'_>, event: &Event, number: u32, before: Date) -> Diagnostic {
    let (kind, on) = (event.act.kind().text(), event.on);
    error(
        "E710",
        at,
        format!("“{}” on {on} comes after what happened on {before}, and lies before it", kind.en),
        format!("“{}”记在 {on}，却排在 {before} 的事项之后", kind.zh),
    )
    .place(at.place(Some(&field(number)), Some(&on.to_string())))
    .help(Text::new("correct the date, or enter the events in the order in which they happened", "请更正日期，或按发生的先后排列"))
}

/// An event that the state does not allow; `lapsed` is the day on which a window closed by itself.
pub fn cannot_happen(at: At<'_>, event: &Event, number: u32, (bar, lapsed): (Bar, Option<Date>)) -> Diagnostic {
    let (kind, on, why) = (event.act.kind().text(), event.on, bar.text());
    let why = match (bar, lapsed) {
        (Bar::WithdrawnAlready, Some(last)) => {
            Text::new(format!("it was not completed by {last} and counts as withdrawn"), format!("至 {last} 未补正，视为撤回"))
        }
        (Bar::FinalAlready, Some(last)) => Text::new(
            format!("the time to file again ended on {last}, and the ruling is final"),
            format!("申请复核的期限已于 {last} 届满，决定已是终审"),
        ),
        (_, _) => why,
    };
    error("E710", at, format!("“{}” on {on} cannot be: {}", kind.en, why.en), format!("{on} 的“{}”不成立：{}", kind.zh, why.zh))
        .place(at.place(Some(&field(number)), None))
        .help(Text::new(
            "take the event out, or enter what is missing before it; it is passed over here",
            "请删去此事项，或补记其前缺少的事项；此处未予计入",
        ))
}

fn reasons(found: &[Refusal]) -> Text {
    let all: Vec<Text> = found.iter().map(|refusal| refusal.rule.text()).collect();
    let texts = |language: Language| all.iter().map(|text| text.get(language)).collect::<Vec<_>>();
    Text::new(texts(Language::English).join("; "), texts(Language::Chinese).join("；"))
}

fn with_rules(mut problem: Diagnostic, found: &[Refusal]) -> Diagnostic {
    for refusal in found {
        problem = problem.label(refusal.span, refusal.rule.name().text());
    }
    problem
}

pub fn accepted_against(at: At<'_>, (event, number): (&Event, u32), found: &[Refusal]) -> Diagnostic {
    let why = reasons(found);
    let problem = error(
        "E712",
        at,
        format!("it was accepted on {}, and the clause does not let it in: {}", event.on, why.en),
        format!("{} 予以受理，但按条款不应受理：{}", event.on, why.zh),
    );
    with_rules(problem.place(at.place(Some(&field(number)), None)), found)
        .help(Text::new("refuse it with this reason, or correct the case", "请以此理由不予受理，或更正案件"))
}

pub fn refused_early(at: At<'_>, (event, number): (&Event, u32), refusal: &Refusal, complete: Span) -> Diagnostic {
    let why = refusal.rule.text();
    error(
        "E712",
        at,
        format!("it was refused on {} without being told what is missing: {}", event.on, why.en),
        format!("{} 不予受理，但没有先告知补正：{}", event.on, why.zh),
    )
    .place(at.place(Some(&field(number)), None))
    .label(complete, Text::new("the clause gives time to complete it", "条款给了补正的时间"))
    .help(Text::new("ask for it to be completed first", "请先要求补正"))
}

pub fn refused_without_rule(
    at: At<'_>,
    rules: &Rules<'_>,
    (event, number): (&Event, u32),
    (named, found): (Option<RuleName>, &[Refusal]),
) -> Diagnostic {
    let problem = match (named, found.is_empty()) {
        (Some(named), false) => {
            let (named, why) = (named.text(), reasons(found));
            error(
                "E712",
                at,
                format!(
                    "it was refused on {} as “{}”, which it is not; what the clause objects to is this: {}",
                    event.on, named.en, why.en
                ),
                format!("{} 以“{}”为由不予受理，但此理由不成立；按条款应为：{}", event.on, named.zh, why.zh),
            )
        }
        (Some(named), true) => {
            let named = named.text();
            error(
                "E712",
                at,
                format!("it was refused on {} as “{}”, and no rule of the clause says so", event.on, named.en),
                format!("{} 以“{}”为由不予受理，但条款中没有依据", event.on, named.zh),
            )
        }
        (None, _) => error(
            "E712",
            at,
            format!("it was refused on {}, and no rule of the clause says so", event.on),
            format!("{} 不予受理，但条款中没有依据", event.on),
        ),
    };
    with_rules(problem.place(at.place(Some(&field(number)), None)), found)
        .label(rules.clause.span, Text::new("the clause lets it in as it stands", "按此条款应予受理"))
        .help(Text::new("accept it, or give the rule that it does not meet", "请予受理，或写明不符合哪一项规定"))
}

/// Who is to do it, as a message calls them.
pub fn whose(whose: &Whose) -> Text {
    match whose {
        Whose::Appellant => Text::new("the appellant", "申诉人"),
        Whose::Office(Some(office)) => Text::same(office.clone()),
        Whose::Office(None) => Text::new("the office in charge", "受理部门"),
        Whose::Panel => Text::new("the panel", "评审小组"),
        Whose::Body(body) => Text::same(body.clone()),
    }
}

/// A deadline that was missed, or that is past with nothing done.
pub fn not_kept(at: At<'_>, deadline: &Deadline) -> Diagnostic {
    let (step, who) = (deadline.step.text(), whose(&deadline.whose));
    let last = deadline.last_day().map_or(String::new(), |last| last.to_string());
    let (from, start) = (deadline.from, deadline.start.text());
    let (en, zh) = match (&deadline.done, deadline.standing) {
        (Some((on, by)), _) => {
            let by = by.clone().map_or(who, Text::same);
            (
                format!("“{}” was done on {on} by {}; its last day was {last}", step.en, by.en),
                format!("“{}”于 {on} 由{}办理，期限为 {last}", step.zh, by.zh),
            )
        }
        (
            None,
            Standing::Overdue
            | Standing::Missed
            | Standing::Met
            | Standing::Open
            | Standing::Stopped
            | Standing::Unused
            | Standing::Unknown,
        ) => (
            format!("“{}” has not been done by {}; its last day was {last}", step.en, who.en),
            format!("“{}”应由{}办理，期限 {last} 已过，仍未办理", step.zh, who.zh),
        ),
    };
    error("E714", at, en, zh)
        .place(at.place(None, None))
        .label(deadline.limit.span, Text::new(format!("counted from {from}, {}", start.en), format!("自 {from}（{}）起算", start.zh)))
        .help(match deadline.done {
            Some(_) => Text::new("tell the appellant why it was late", "请向申诉人说明延误的原因"),
            None => Text::new("do it now, and tell the appellant why it is late", "请尽快办理，并向申诉人说明延误的原因"),
        })
}

pub fn day_unknown(at: At<'_>, step: Step, start: Start, span: Span) -> Diagnostic {
    let (step, day) = (step.text(), start.text());
    let field = match start {
        Start::Publication => "published",
        Start::NoticeOfResult => "notified",
        Start::ReceiptOfResult => "received",
        Start::Filing
        | Start::Receipt
        | Start::Completion
        | Start::Asking
        | Start::Acceptance
        | Start::FilingAgain
        | Start::Decision
        | Start::NoticeOfRuling => "events",
    };
    error(
        "E705",
        at,
        format!("the day of {} is not known, from which “{}” counts", day.en, step.en),
        format!("不知道{}的日期，“{}”的期限由此起算", day.zh, step.zh),
    )
    .place(at.place(Some(field), None))
    .label(span, Text::new("counts from that day", "期限由此起算"))
    .help(Text::new(
        format!("give the case `\"{field}\": \"…\"`"),
        format!("请在案件中写明 `\"{}\": \"…\"`", names::in_file(field, Language::Chinese)),
    ))
}

pub fn beyond_calendar(at: At<'_>, step: Step, (from, span): (Date, Span), outside: &Outside) -> Diagnostic {
    let step = step.text();
    let (first, last) = (outside.first, outside.last);
    error(
        "E706",
        at,
        format!("the last day of “{}” lies beyond the calendar {}, which covers {first} to {last}", step.en, q(&outside.calendar)),
        format!("“{}”的最后期限超出日历 {} 的范围（{first} 至 {last}）", step.zh, q(&outside.calendar)),
    )
    .place(at.place(None, None))
    .label(span, Text::new(format!("counted from {from}"), format!("自 {from} 起算")))
    .help(Text::new("give the policy a calendar of that time; a last day is never guessed", "请为制度提供覆盖该时间的日历；期限不作推测"))
}

pub fn panel(at: At<'_>, rules: &Rules<'_>, slip: &Slip<'_>) -> Diagnostic {
    let places = &rules.clause.places;
    let (en, zh, span) = match slip {
        Slip::Nobody => (
            "it was decided, and nobody is named who sat on the panel".to_string(),
            "已作出决定，但没有写明评审小组成员".to_string(),
            places.panel,
        ),
        Slip::TooFew { members, quorum } => (
            format!("the panel has {members} members, and the quorum is {quorum}"),
            format!("评审小组只有 {members} 人，最少须 {quorum} 人"),
            places.quorum,
        ),
        Slip::NoDepartment(who) => {
            (format!("it is not said of which department {} is", q(who)), format!("没有写明小组成员 {} 属于哪个部门", q(who)), places.panel)
        }
        Slip::OtherDepartment(who, department) => (
            format!("{} is of {}, which does not sit on the panel", q(who), q(department)),
            format!("{} 属于 {}，该部门不在评审小组之列", q(who), q(department)),
            places.panel,
        ),
        Slip::OneDepartment(department) => {
            (format!("all members of the panel are of {}", q(department)), format!("评审小组成员都来自 {}", q(department)), places.panel)
        }
        Slip::Appellant(who) => (
            format!("{} sits on the panel and is the appellant", q(who)),
            format!("{} 是申诉人本人，不能参加评审小组", q(who)),
            places.panel,
        ),
        Slip::Manager(who) => (
            format!("{} sits on the panel and is the appellant's manager", q(who)),
            format!("{} 是申诉人的上级，须回避", q(who)),
            places.excluding,
        ),
        Slip::Rater(who) => (
            format!("{} sits on the panel and has rated the appellant", q(who)),
            format!("{} 是申诉人的评分人，须回避", q(who)),
            places.excluding,
        ),
        Slip::SatBefore(who) => (
            format!("{} sits on the further instance and has decided before", q(who)),
            format!("{} 参加过原评审，不能再参加复核", q(who)),
            rules.clause.escalate.as_ref().map(|escalate| escalate.span),
        ),
        Slip::OtherBody(Some(said), wanted) => (
            format!("the further instance is said to be {}; by the clause it is {}", q(said), q(wanted)),
            format!("复核写的是 {}，按条款应由 {} 复核", q(said), q(wanted)),
            rules.clause.escalate.as_ref().map(|escalate| escalate.span),
        ),
        Slip::OtherBody(None, wanted) => (
            format!("it is not said that {} decided, which is the further instance", q(wanted)),
            format!("没有写明由 {} 作出复核决定", q(wanted)),
            rules.clause.escalate.as_ref().map(|escalate| escalate.span),
        ),
    };
    error("E715", at, en, zh)
        .place(at.place(Some("events"), None))
        .label(span.unwrap_or(rules.clause.span), Text::new("the clause says who decides", "条款规定了由谁决定"))
        .help(Text::new(
            "let others decide, or correct who they are; what such a panel decides can be contested",
            "请更换成员，或更正成员信息；由此作出的决定可能被质疑",
        ))
}

pub fn ruling_lacks(at: At<'_>, event: &Event, number: u32, lack: Lack) -> Diagnostic {
    let (en, zh, name) = match lack {
        Lack::Reason => ("a reason", "理由", "reason"),
        Lack::Evidence => ("the evidence it rests on", "所依据的证据", "evidence"),
        Lack::Clause => ("the clause it rests on", "所依据的条款", "clauses"),
    };
    error("E716", at, format!("the ruling of {} lacks {en}", event.on), format!("{} 的决定缺少{zh}", event.on))
        .place(at.place(Some(&format!("{}.{name}", field(number))), None))
        .help(Text::new(
            "a ruling says its reason, the clauses and the evidence or lines of the data: `\"reason\": \"…\", \"clauses\": [\"…\"], \"evidence\": [\"…\"]`",
            "决定须写明理由、条款以及证据或数据行：`\"理由\": \"…\", \"条款\": [\"…\"], \"证据\": [\"…\"]`",
        ))
}

pub fn unknown_clause(at: At<'_>, number: u32, name: &str, known: &[String]) -> Diagnostic {
    unknown(at, (&format!("{}.clauses", field(number)), name), ("clause", "条款"), known)
}

pub fn unknown_value(at: At<'_>, name: &str, known: &[String]) -> Diagnostic {
    unknown(at, ("contests", name), ("value", "结果"), known)
}

pub fn unknown_person(at: At<'_>, who: &str, known: &[String]) -> Diagnostic {
    unknown(at, ("who", who), ("person", "人员"), known)
}

/// The condition of who may appeal has no value for the appellant.
pub fn open_unknown(at: At<'_>, span: Span) -> Diagnostic {
    error("E705", at, "whether the clause is open to the appellant cannot be computed", "无法算出申诉人是否在申诉人范围之内")
        .place(at.place(Some("who"), None))
        .label(span, Text::new("open to those for whom its condition holds", "只对符合条件的人开放"))
        .help(Text::new("`merit why` shows what is missing for this person", "用 `merit why` 可以查看此人缺少什么"))
}

/// Neither the case nor the call says which period is contested.
pub fn period_unknown(at: At<'_>) -> Diagnostic {
    error("E705", at, "it is not known of which period the result is contested", "不知道争议的是哪一期的结果")
        .place(at.place(Some("period"), None))
        .help(Text::new(
            "give the case `\"period\": \"2026-Q1\"`, or the call `--period`",
            "请在案件中写 `\"周期\": \"2026-Q1\"`，或在命令中写 `--period`",
        ))
}

/// Corrections that nothing was computed with.
pub fn not_recomputed(at: At<'_>) -> Diagnostic {
    warning("W701", at, "what the corrections change is not known without data", "没有数据，无法重新计算更正的影响")
        .place(at.place(Some("corrections"), None))
        .help(Text::new("give `--data` and `--period`", "请提供 `--data` 和 `--period`"))
}

/// A name that the policy or the data do not have.
pub fn unknown(at: At<'_>, (field, name): (&str, &str), (en, zh): (&str, &str), known: &[String]) -> Diagnostic {
    const MOST: usize = 8;
    let near = nearest(name, known.iter().map(String::as_str));
    let shown: Vec<String> = known.iter().take(MOST).map(|name| q(name)).collect();
    let help = match near {
        Some(near) => Text::new(format!("did you mean {}?", q(near)), format!("是否指 {}？", q(near))),
        None => Text::new(
            format!("there is for instance {}", list(&shown, Language::English)),
            format!("可写的例如 {}", list(&shown, Language::Chinese)),
        ),
    };
    error("E717", at, format!("there is no {en} {}", q(name)), format!("没有{zh} {}", q(name)))
        .place(at.place(Some(field), Some(name)))
        .help(help)
}

pub fn not_heard(at: At<'_>, event: &Event, number: u32, hear: Span) -> Diagnostic {
    error(
        "E718",
        at,
        format!("it was decided on {} before the appellant was heard", event.on),
        format!("{} 作出决定前没有听取申诉人意见", event.on),
    )
    .place(at.place(Some(&field(number)), None))
    .label(hear, Text::new("the clause wants the appellant to be heard", "条款要求听取申诉人意见"))
    .help(Text::new(
        "hear the appellant, then decide again; enter it as `\"event\": \"heard\"`",
        "请听取申诉人意见后再作决定，并记为 `\"事项\": \"听取意见\"`",
    ))
}

pub fn other_channel(at: At<'_>, rules: &Rules<'_>, number: u32, (through, allowed): (&[String], &[ChannelKind])) -> Option<Diagnostic> {
    let words = |language| allowed.iter().map(|channel| Words { language }.channel(channel)).collect::<Vec<String>>();
    let (en, zh) = (words(Language::English), words(Language::Chinese));
    let known = |said: &String| en.contains(said) || zh.contains(said);
    let span = rules.clause.notify.as_ref()?.span;
    if allowed.is_empty() || through.iter().any(known) {
        return None;
    }
    let (message, said) = match through {
        [] => (Text::new("it is not said by what way the ruling was told", "没有写明以何种方式告知决定"), None),
        [first, ..] => {
            (Text::new(format!("the ruling was told through {}", q(first)), format!("决定以 {} 告知", q(first))), Some(first.as_str()))
        }
    };
    Some(
        warning("W703", at, message.en, message.zh)
            .place(at.place(Some(&format!("{}.through", field(number))), said))
            .label(span, Text::new(format!("the clause says {}", en.join(", ")), format!("条款规定的方式为{}", zh.join("、"))))
            .help(Text::new("tell it that way too, and enter it", "请按规定的方式告知，并予记录")),
    )
}

pub fn adjusts_nothing(at: At<'_>, number: u32) -> Diagnostic {
    warning(
        "W702",
        at,
        "the ruling adjusts a result, and the case says no correction: nothing can be computed again",
        "决定调整结果，但案件没有写更正，无法重新计算",
    )
    .place(at.place(Some(&field(number)), None))
    .help(Text::new("say what the data should have said under `\"corrections\"`", "请在 `\"更正\"` 中写明数据应有的内容"))
}

/// The corrections make no difference to what is contested.
pub fn changes_nothing(at: At<'_>, contested: &str) -> Diagnostic {
    warning("W702", at, format!("the corrections make no difference to {}", q(contested)), format!("所作更正没有改变 {}", q(contested)))
        .place(at.place(Some("corrections"), None))
        .help(Text::new(
            "see whether they correct the right cells, or whether the ruling is right",
            "请核对更正的单元格是否正确，或决定是否恰当",
        ))
}

/// What could not be looked at.
pub fn unchecked(at: At<'_>, what: &Text, span: Span, help: Text) -> Diagnostic {
    warning("W701", at, what.en.clone(), what.zh.clone())
        .place(at.place(None, None))
        .label(span, Text::new("the clause asks for it", "条款有此规定"))
        .help(help)
}

pub fn open_unchecked(at: At<'_>, span: Span) -> Diagnostic {
    unchecked(
        at,
        &Text::new("whether the clause is open to the appellant is not known without data", "没有数据，无法判断申诉人是否在申诉人范围之内"),
        span,
        Text::new("give `--data` and `--period`", "请提供 `--data` 和 `--period`"),
    )
}

pub fn manager_unchecked(at: At<'_>, span: Span) -> Diagnostic {
    unchecked(
        at,
        &Text::new(
            "who the appellant's manager is is not known, so it was not seen whether the manager sits on the panel",
            "不知道申诉人的上级是谁，无法核对上级是否回避",
        ),
        span,
        Text::new(
            "give the case `\"manager\": \"…\"`, or data with a column of persons called manager",
            "请在案件中写 `\"上级\": \"…\"`，或提供带有上级列的数据",
        ),
    )
}

pub fn raters_unchecked(at: At<'_>, span: Span) -> Diagnostic {
    unchecked(
        at,
        &Text::new(
            "who rated the appellant is not known, so it was not seen whether a rater sits on the panel",
            "不知道申诉人的评分人是谁，无法核对评分人是否回避",
        ),
        span,
        Text::new("give the case `\"raters\": [\"…\"]`; an empty list says that there are none", "请在案件中写 `\"评分人\": [\"…\"]`"),
    )
}

/// The clause names nobody to turn to.
pub fn no_support(span: Span) -> Diagnostic {
    Diagnostic::warning("W700", Text::new("the appeal names nobody to turn to for counsel or support", "申诉条款没有写明可以求助的联系人"))
        .label(span, Text::new("no `support` here, nor in the policy", "此处和制度中都没有“支持”"))
        .help(Text::new(
            "add for instance `support \"Employee assistance, extension 400\"`; it is then printed on every letter",
            "例如加上 `支持 \"员工关怀热线，分机 400\"`，此后每封函件上都会印出",
        ))
}

pub fn no_hearing(span: Span) -> Diagnostic {
    Diagnostic::warning("W700", Text::new("the appeal does not say that the appellant is heard", "申诉条款没有规定听取申诉人意见"))
        .label(span, Text::new("decided without a hearing", "不听取意见即可决定"))
        .help(Text::new("add `hear the appellant before deciding`", "请加上 `听取申诉人意见`"))
}
