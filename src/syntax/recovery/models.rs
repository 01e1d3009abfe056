//! What a phrase looks like whole, for who left out a part of it: the example is chosen by the words that are there.

use crate::diagnostic::Text;
use crate::syntax::parser::Rule;

/// A phrase: words of it that are enough to know it by, all of one line, and the whole phrase in each language.
struct Model {
    known_by: &'static [&'static [&'static str]],
    en: &'static str,
    zh: &'static str,
}

/// Those a clause begins with stand before those that may stand inside it.
const MODELS: &[Model] = &[
    Model {
        known_by: &[&["carry "], &["结转"]],
        en: "carry balance : money starting 0 = (balance last period) + added",
        zh: "结转 余额 ：金额 起始 0 =（上期 余额）+ 新增额",
    },
    Model {
        known_by: &[&["limit grade"], &["强制分布"]],
        en: "limit grade A to at most 20% of team by score, heads rounded down, ties excluded, for groups of at least 5",
        zh: "强制分布 A 不超过 部门 人数的20%，按 总分，人数舍去，并列不计入，满5人起",
    },
    Model {
        known_by: &[&["clawback"], &["追回"]],
        en: "clawback of commission (credit over deals, cancelled within 12 months of closed, by remaining months)",
        zh: "追回 提成（订单 的 提成额，取消日期 在 成交日期 后12个月内，按剩余月数）",
    },
    Model {
        known_by: &[&["draw "], &["预支"]],
        en: "draw 2_000, recoverable from 50% of later surplus",
        zh: "预支 2000，以后超出部分的50%收回",
    },
    Model { known_by: &[&["defer "], &["递延"]], en: "defer 40% over 2 periods", zh: "递延 40%，分2期" },
    Model {
        known_by: &[&[" over last "], &["最近", "期"], &["最近", "个季度"], &["最近", "个月"]],
        en: "sum of revenue over last 3 periods (including this)",
        zh: "最近3期（含本期）的 回款额 合计",
    },
    Model {
        known_by: &[&["year to date"], &["本年累计"], &["本年各期"]], en: "sum of revenue over year to date", zh: "本年累计 回款额"
    },
    Model {
        known_by: &[&["running"], &["连续", "期"]], en: "(revenue < 1_000) for 2 periods running", zh: "连续2期 回款额 低于 1000"
    },
    Model { known_by: &[&["last period"], &["上期"]], en: "(revenue last period) otherwise 0", zh: "上期 回款额 无则 0" },
    Model {
        known_by: &[&["share ", " among "], &["share ", " between "], &["share ", " for each "], &["将", "分配"], &["分给"]],
        en: "share 10_000 for each team by score",
        zh: "将 10000 在 部门 内按 总分 分配",
    },
    Model {
        known_by: &[&["percentile of"], &["排百分位"]],
        en: "percentile of revenue within team, ties worst",
        zh: "在 部门 内按 回款额 排百分位，并列取末位",
    },
    Model {
        known_by: &[&["rank of"], &["排名"]],
        en: "rank of revenue within team, ties best",
        zh: "在 部门 内按 回款额 排名，并列取首位",
    },
];

/// The whole phrase that a clause most likely means.
pub(super) fn model(clause: &str) -> Option<Text> {
    let line = clause.trim_start();
    let says = |words: &&&[&str]| words.iter().all(|word| line.contains(word));
    let model = MODELS.iter().find(|model| model.known_by.iter().any(|words| says(&words)))?;
    Some(Text::new(format!("the whole of it looks like `{}`", model.en), format!("完整的写法如 `{}`", model.zh)))
}

/// What a line looks like whole that is known by the word it begins with.
const LINES: &[(Rule, &str, &str)] = &[
    (Rule::timing_line, "timing immediate", "时机 即时"),
    (Rule::through_line, "through meeting, email, \"Team chat\"", "渠道 面谈、邮件、\"企业微信\""),
    (Rule::to_line, "to person, manager, \"Sales Ops\"", "对象 本人、上级、\"销售运营部\""),
    (
        Rule::say_line,
        "say \"You are at {sales.attainment}; {quota - revenue} to go.\"",
        "内容 \"目前完成 {回款.完成率}，还差 {目标 - 回款额}。\"",
    ),
    (Rule::action_line, "action \"One-to-one coaching\" within 5 working days", "行动 \"一对一辅导\"，5个工作日内"),
    (
        Rule::then_line,
        "then training \"Selling skills\", coaching by manager, plan for 60 days, reward \"Dinner\"",
        "则 培训 \"销售技巧\"、辅导 由 上级、改进计划 60天、奖励 \"聚餐\"",
    ),
    (Rule::open_line, "open to everyone", "申诉人范围 全员"),
    (Rule::file_line, "file within 5 working days of publication", "提出 自公布之日起5个工作日内"),
    (Rule::late_line, "late reject", "逾期 不予受理"),
    (Rule::ground_line, "ground data_error \"The data are wrong\" needs \"CRM record\"", "事由 数据有误 \"数据有误\" 需提供 \"系统记录\""),
    (Rule::acknowledge_line, "acknowledge within 2 working days by \"HR\"", "受理 2个工作日内 由 \"人力资源部\""),
    (Rule::complete_line, "complete within 3 working days", "补正 3个工作日内"),
    (Rule::panel_line, "panel \"HR\", \"Sales\", \"Finance\"", "评审小组 \"人力资源部\"、\"销售部\"、\"财务部\""),
    (Rule::quorum_line, "quorum 2", "最少人数 2"),
    (Rule::excluding_line, "excluding manager, rater", "回避 上级、评分人"),
    (Rule::decide_line, "decide within 10 working days", "作出决定 10个工作日内"),
    (Rule::notify_line, "notify within 3 working days through email, meeting", "告知 3个工作日内 渠道 邮件、面谈"),
    (
        Rule::escalate_line,
        "escalate to \"Performance Committee\" within 5 working days once, final",
        "复核 由 \"绩效委员会\" 5个工作日内 一次、终审",
    ),
    (
        Rule::review,
        "review every quarter by \"Sales Operations\" of goals, kpis, feedback, appeals",
        "定期评审 每季 由 \"销售运营部\" 针对 绩效目标、指标、反馈、申诉",
    ),
    (Rule::consult_line, "consult 2025-12-01", "征求意见 2025-12-01"),
    (Rule::publish_line, "publish 2025-12-15", "发布 2025-12-15"),
    (Rule::train_line, "train \"Plan briefing\" by 2025-12-20", "培训 \"制度宣讲\" 2025-12-20前"),
    (Rule::sign_line, "acknowledge within 10 days", "签收 10天内"),
    (Rule::questions_line, "questions to \"HR\" answered within 3 working days", "提问 向 \"人力资源部\" 3个工作日内答复"),
    (Rule::support_line, "support \"HR service desk, extension 400\"", "支持 \"员工服务台，分机 400\""),
];

/// The whole phrase of a line that begins with a word of its own.
pub(super) fn of_line(rule: Rule) -> Option<Text> {
    let (_, en, zh) = LINES.iter().find(|(known, _, _)| *known == rule)?;
    Some(Text::new(format!("the whole of it looks like `{en}`"), format!("完整的写法如 `{zh}`")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;
    use crate::syntax::parse;

    #[test]
    fn lines_can_be_read() {
        let heads = ["", "feedback x", "consequence x", "appeal \"x\"", "rollout"];
        for (_, en, zh) in LINES {
            for line in [en, zh] {
                let stands_in = |head: &&str| {
                    let text = if head.is_empty() { (*line).to_string() } else { format!("{head} {{\n{line}\n}}\n") };
                    parse(FileId(0), &text).1.is_empty()
                };
                assert!(heads.iter().any(stands_in), "{line}");
            }
        }
    }

    #[test]
    fn models_can_be_read() {
        for Model { en, zh, .. } in MODELS {
            for text in [en, zh] {
                let inside = |head: &str| text.starts_with(head);
                let whole = if ["carry", "limit", "结转", "强制分布"].iter().any(|head| inside(head)) {
                    (*text).to_string()
                } else if ["draw", "defer", "预支", "递延"].iter().any(|head| inside(head)) {
                    format!("payout p {{ pay 1\n{text} }}")
                } else if inside("clawback") || inside("追回") {
                    format!("payout p {{ pay {text} }}")
                } else {
                    format!("let x = {text}")
                };
                let (_, problems) = parse(FileId(0), &whole);
                assert!(problems.is_empty(), "{whole}: {problems:#?}");
                assert!(model(text).is_some_and(|found| found.en.contains(*en)), "{text}");
            }
        }
    }
}
