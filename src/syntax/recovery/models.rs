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
        for (rule, en, zh) in LINES {
            for line in [en, zh] {
                let head = if *rule == Rule::then_line { "consequence" } else { "feedback" };
                let (_, problems) = parse(FileId(0), &format!("{head} x {{\n{line}\n}}\n"));
                assert!(problems.is_empty(), "{line}: {problems:#?}");
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
