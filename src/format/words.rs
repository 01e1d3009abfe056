//! The words of the language: for each keyword of the grammar the spelling that is written, in English and in Chinese.
//!
//! A new keyword is a line here; a test of the suite holds the list against the grammar.

use std::sync::LazyLock;

use crate::diagnostic::Language;
use crate::syntax::concrete::Kind;

/// A keyword in both languages. One that only one language has stands in phrases of its own, and the other text is empty.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub kind: Kind,
    pub en: &'static str,
    pub zh: &'static str,
}

const fn w(kind: Kind, en: &'static str, zh: &'static str) -> Word {
    Word { kind, en, zh }
}

/// Every keyword. Where a keyword has more spellings, the usual one stands here.
#[rustfmt::skip]
pub const WORDS: &[Word] = &[
    // What a clause begins with.
    w(Kind::k_policy, "policy", "制度"), w(Kind::k_input, "input", "数据"), w(Kind::k_param, "param", "参数"),
    w(Kind::k_let, "let", "设"), w(Kind::k_goal, "goal", "绩效目标"), w(Kind::k_scorecard, "scorecard", "计分卡"),
    w(Kind::k_grade, "grade", "等级"), w(Kind::k_payout, "payout", "发放"), w(Kind::k_gate, "gate", "门槛"),
    w(Kind::k_veto, "veto", "一票否决"), w(Kind::k_adjust, "adjust", "加减分"), w(Kind::k_kpi, "kpi", "指标"),
    w(Kind::k_example, "example", "示例"), w(Kind::k_calendar, "calendar", "日历"),
    w(Kind::k_exchange, "rate", "汇率"), w(Kind::k_use, "use", "引用"), w(Kind::k_because, "because", "理由"),
    w(Kind::k_table, "table", "对照表"), w(Kind::k_tiers, "tiers", "累进"), w(Kind::k_bands, "bands", "分档"),
    w(Kind::k_amend, "amend", "修订"), w(Kind::k_exception, "exception for", "特批"),
    w(Kind::k_approved_by, "approved by", "批准"), w(Kind::k_approved, "approved", "批准"),
    // Feedback and consequences.
    w(Kind::k_feedback, "feedback", "反馈"), w(Kind::k_consequence, "consequence", "结果应用"), w(Kind::k_timing, "timing", "时机"),
    w(Kind::k_immediate, "immediate", "即时"), w(Kind::k_weekly, "weekly", "每周"), w(Kind::k_monthly, "monthly", "每月"),
    w(Kind::k_quarterly, "quarterly", "每季"), w(Kind::k_through, "through", "渠道"), w(Kind::k_meeting, "meeting", "面谈"),
    w(Kind::k_email, "email", "邮件"), w(Kind::k_phone, "phone", "电话"), w(Kind::k_addressed, "to", "对象"),
    w(Kind::k_the_person, "person", "本人"), w(Kind::k_the_manager, "manager", "上级"), w(Kind::k_say, "say", "内容"),
    w(Kind::k_action, "action", "行动"), w(Kind::k_within, "within", ""), w(Kind::k_within_zh, "", "内"),
    w(Kind::k_then_follows, "then", "则"), w(Kind::k_training, "training", "培训"), w(Kind::k_coaching, "coaching", "辅导"),
    w(Kind::k_by_whom, "by", "由"), w(Kind::k_plan_for, "plan for", "改进计划"), w(Kind::k_reward, "reward", "奖励"),
    w(Kind::k_warning, "warning", "警告"), w(Kind::k_transfer, "transfer", "调岗"), w(Kind::k_dismissal, "dismissal", "解除劳动合同"),
    // Appeals, reviews, the rollout.
    w(Kind::k_appeal, "appeal", "申诉"), w(Kind::k_open_to, "open to", "申诉人范围"), w(Kind::k_file, "file", "提出"),
    w(Kind::k_ground, "ground", "事由"), w(Kind::k_evidence, "needs", "需提供"), w(Kind::k_acknowledge, "acknowledge", "受理"),
    w(Kind::k_complete, "complete", "补正"), w(Kind::k_hear, "hear the appellant before deciding", "听取申诉人意见"),
    w(Kind::k_panel, "panel", "评审小组"), w(Kind::k_quorum, "quorum", "最少人数"), w(Kind::k_excluding, "excluding", "回避"),
    w(Kind::k_rater, "rater", "评分人"), w(Kind::k_decide, "decide", "作出决定"), w(Kind::k_notify, "notify", "告知"),
    w(Kind::k_escalate, "escalate", "复核"), w(Kind::k_to_body, "to", "由"), w(Kind::k_once, "once", "一次"),
    w(Kind::k_final, "final", "终审"), w(Kind::k_late, "late", "逾期"), w(Kind::k_reject, "reject", "不予受理"),
    w(Kind::k_accept_with_reason, "accept with a reason", "有正当理由可受理"), w(Kind::k_support, "support", "支持"),
    w(Kind::k_of_day, "of", ""), w(Kind::k_counted_from, "", "自"), w(Kind::k_day_on, "", "之日起"),
    w(Kind::k_publication, "publication", "公布"), w(Kind::k_notice, "notice", "通知"), w(Kind::k_receipt, "receipt", "收到"),
    w(Kind::k_filing, "filing", "提出"), w(Kind::k_acceptance, "acceptance", "受理"), w(Kind::k_decision, "decision", "决定"),
    w(Kind::k_review, "review", "定期评审"), w(Kind::k_every, "every", "每"), w(Kind::k_every_month, "every month", "每月"),
    w(Kind::k_every_quarter, "every quarter", "每季"), w(Kind::k_every_half_year, "every half year", "每半年"),
    w(Kind::k_every_year, "every year", "每年"), w(Kind::k_of_topics, "of", "针对"), w(Kind::k_goals, "goals", "绩效目标"),
    w(Kind::k_kpis, "kpis", "指标"), w(Kind::k_grades, "grades", "等级"), w(Kind::k_payouts, "payouts", "发放"),
    w(Kind::k_feedbacks, "feedback", "反馈"), w(Kind::k_consequences, "consequences", "结果应用"), w(Kind::k_appeals, "appeals", "申诉"),
    w(Kind::k_rollout_topic, "rollout", "推行"), w(Kind::k_rollout, "rollout", "推行"), w(Kind::k_consult, "consult", "征求意见"),
    w(Kind::k_publish, "publish", "发布"), w(Kind::k_train, "train", "培训"), w(Kind::k_by_day, "by", ""), w(Kind::k_by_day_zh, "", "前"),
    w(Kind::k_sign, "acknowledge", "签收"), w(Kind::k_questions, "questions", "提问"), w(Kind::k_answered, "answered", ""),
    w(Kind::k_answered_zh, "", "答复"), w(Kind::k_purpose, "purpose", "目的"),
    // The header.
    w(Kind::k_version, "version", "版本"), w(Kind::k_period, "period", "周期"), w(Kind::k_currency, "currency", "货币"),
    w(Kind::k_effective, "effective", "有效期"), w(Kind::k_in_force, "", "起施行"), w(Kind::k_until, "", "止"),
    w(Kind::k_since, "", "自"), w(Kind::k_onward, "", "起"), w(Kind::k_to, "to", "至"), w(Kind::k_owner, "owner", "责任人"),
    w(Kind::k_rounding, "rounding", "尾数"), w(Kind::k_strategy, "strategy", "战略"),
    w(Kind::k_target_pay, "target pay", "目标薪酬"), w(Kind::k_base_pay, "base pay", "基本工资"),
    w(Kind::k_target_revenue, "target revenue", "目标收入"), w(Kind::k_revenue, "revenue", "收入"), w(Kind::k_law, "law", "适用法规"),
    w(Kind::k_cn, "cn", "中国"), w(Kind::k_monthly_wage, "monthly wage", "月工资"), w(Kind::k_minimum_wage, "minimum wage", "最低工资"),
    w(Kind::k_probation_wage, "probation wage", "试用期工资"), w(Kind::k_allow, "allow", "允许"),
    w(Kind::k_half_year, "half year", "半年度"), w(Kind::k_month, "month", "月度"), w(Kind::k_quarter, "quarter", "季度"),
    w(Kind::k_year, "year", "年度"), w(Kind::k_half_up, "half up", "四舍五入"), w(Kind::k_half_even, "half even", "四舍六入五成双"),
    w(Kind::k_round_up, "up", "进位"), w(Kind::k_round_down, "down", "舍去"), w(Kind::k_round_to, "to", "到"),
    // Inputs.
    w(Kind::k_of, "of", "归"), w(Kind::k_each_period, "each period in column", "每期在列"), w(Kind::k_dated, "dated", "日期为"),
    w(Kind::k_undated, "undated", "不分期"), w(Kind::k_from_system, "from", "来自"), w(Kind::k_salesforce, "salesforce", "salesforce"),
    w(Kind::k_zoho, "zoho", "zoho"), w(Kind::k_jiandaoyun, "jiandaoyun", "简道云"), w(Kind::k_zone, "zone", "时区"),
    w(Kind::k_sheet, "sheet", "工作表"), w(Kind::k_header_row, "header row", "表头行"),
    w(Kind::k_rows_of, "rows of", "子表"), w(Kind::k_optional, "optional", "可空"), w(Kind::k_default, "default", "默认"),
    w(Kind::k_column, "column", "列"), w(Kind::k_or_header, "or", "或"),
    w(Kind::k_source, "source", "来源"), w(Kind::k_as_ratio, "as ratio", "以比率计"),
    w(Kind::k_in_percent, "in %", "单位%"), w(Kind::k_in_wan, "in 万", "单位万"), w(Kind::k_also, "also", "亦作"),
    w(Kind::k_money, "money", "金额"), w(Kind::k_percent, "percent", "百分比"), w(Kind::k_number, "number", "数值"),
    w(Kind::k_count, "count", "整数"), w(Kind::k_date, "date", "日期"), w(Kind::k_days, "days", "天数"),
    w(Kind::k_text, "text", "文本"), w(Kind::k_flag, "flag", "是否"), w(Kind::k_person, "person", "人员编号"),
    w(Kind::k_one_of, "one of", "取值"), w(Kind::k_employed, "employed from", "在职自"),
    w(Kind::k_first_day, "first day counts", "首日计入"), w(Kind::k_first_day_not, "first day does not count", "首日不计"),
    w(Kind::k_each_of, "each", "每个"), w(Kind::k_rule, "rule", "规则"),
    // Goals, scorecards, grades, payouts, examples.
    w(Kind::k_from, "from", ""), w(Kind::k_measure, "measure", "实际值"), w(Kind::k_target, "target", "目标值"),
    w(Kind::k_baseline, "baseline", "基准值"), w(Kind::k_stretch, "stretch at most", "挑战幅度不超过"),
    w(Kind::k_supports, "supports", "支撑"), w(Kind::k_due, "due", "完成时限"),
    w(Kind::k_lower_better, "lower is better", "越低越好"), w(Kind::k_by_ratio, "by ratio", "按比值"),
    w(Kind::k_by_mirror, "by mirror", "按 2−实际÷目标"), w(Kind::k_applies, "for", "适用于"),
    w(Kind::k_for_goal, "for goal", "对应目标"), w(Kind::k_stage, "stage", "环节"), w(Kind::k_acquisition, "acquisition", "获客"),
    w(Kind::k_conversion, "conversion", "转化"), w(Kind::k_retention, "retention", "维护"), w(Kind::k_process, "process", "过程"),
    w(Kind::k_team, "team", "团队"), w(Kind::k_weight, "weight", "权重"),
    w(Kind::k_points_rounded, "points rounded to", "得分取整到"), w(Kind::k_when_missing, "when missing", "缺失时"),
    w(Kind::k_reweight, "reweight", "重新分配"), w(Kind::k_zero, "zero", "计零"), w(Kind::k_report, "error", "报错"),
    w(Kind::k_score, "score", "计分"), w(Kind::k_qualitative, "qualitative", "定性"), w(Kind::k_rubric, "rubric", "评分细则"),
    w(Kind::k_when, "when", "当"), w(Kind::k_when_end, "", "时"), w(Kind::k_total, "score", "总分"),
    w(Kind::k_zero_points, "", "计零"), w(Kind::k_kpi_word, "KPI", "指标"), w(Kind::k_grade_at_most, "at most", "不高于"),
    w(Kind::k_needs, "needs", "须"), w(Kind::k_by, "by", "按"), w(Kind::k_whole, "whole", "取整数"), w(Kind::k_pay, "pay", "计发"),
    w(Kind::k_may_be_negative, "may be negative", "可以为负"), w(Kind::k_given, "given", "已知"), w(Kind::k_expect, "expect", "应为"),
    w(Kind::k_error_word, "error", "报错"),
    // Calendars.
    w(Kind::k_covers, "covers", "涵盖"), w(Kind::k_weekend, "weekend", "周末"), w(Kind::k_no_weekend, "none", "无"),
    w(Kind::k_holiday, "holiday", "放假"), w(Kind::k_workday, "workday", "调休上班"), w(Kind::k_monday, "monday", "周一"),
    w(Kind::k_tuesday, "tuesday", "周二"), w(Kind::k_wednesday, "wednesday", "周三"), w(Kind::k_thursday, "thursday", "周四"),
    w(Kind::k_friday, "friday", "周五"), w(Kind::k_saturday, "saturday", "周六"), w(Kind::k_sunday, "sunday", "周日"),
    // Bands, tiers, tables.
    w(Kind::k_on, "on", ""), w(Kind::k_decelerating, "decelerating", "递减"), w(Kind::k_marginal, "marginal", "超额累进"),
    w(Kind::k_whole_tiers, "whole", "全额累进"), w(Kind::k_linear_onward, "linear onward", "线性延续"),
    w(Kind::k_linear, "linear", "线性"), w(Kind::k_refuse, "refuse", "不予计算"), w(Kind::k_as, "as", "记作"),
    w(Kind::k_from_data, "from data", "取自数据"), w(Kind::k_grid, "grid", "网格"), w(Kind::k_any, "any", "任意"),
    // Steps. Behind a comma Chinese says a cap by the line it stands on.
    w(Kind::k_at_most, "at most", "封顶"), w(Kind::k_at_least, "at least", "保底"), w(Kind::k_prorate, "prorate", "折算"),
    w(Kind::k_less, "less", "扣"), w(Kind::k_plus, "plus", "加"), w(Kind::k_for_each, "for each", ""), w(Kind::k_full, "full", "满"),
    w(Kind::k_started, "started", ""), w(Kind::k_that, "that", ""), w(Kind::k_is, "is", ""), w(Kind::k_above, "above", ""),
    w(Kind::k_below, "below", ""), w(Kind::k_until_zero, "until zero", "扣完为止"), w(Kind::k_pro_rata, "pro rata", "按比例计"),
    w(Kind::k_short_of, "", "不足"), w(Kind::k_counted_as, "", "按"), w(Kind::k_not_counted, "", "不计"), w(Kind::k_counted, "", "计"),
    w(Kind::k_each_above, "", "每高于"), w(Kind::k_each_over, "", "每高"), w(Kind::k_each_under, "", "每低"),
    w(Kind::k_each_below, "", "每低于"), w(Kind::target_word, "", "目标值"),
    // Expressions.
    w(Kind::zh_compare, "", "等于"), w(Kind::at_least_word, "at least", "不低于"), w(Kind::above_word, "above", "超过"),
    w(Kind::at_most_word, "at most", "不超过"), w(Kind::below_word, "below", "低于"), w(Kind::suffix_low, "", "以上"),
    w(Kind::suffix_high, "", "以下"), w(Kind::included, "incl.", "含"), w(Kind::excluded, "excl.", "不含"),
    w(Kind::yes, "yes", "是"), w(Kind::no, "no", "否"), w(Kind::kw_not, "not", "非"), w(Kind::kw_and, "and", "且"),
    w(Kind::kw_or, "or", "或"), w(Kind::kw_in, "in", "属于"), w(Kind::kw_not_in, "", "不属于"), w(Kind::kw_is, "is", ""),
    w(Kind::kw_stands, "", "在"), w(Kind::kw_between, "between", "介于"), w(Kind::kw_between_and, "and", "与"),
    w(Kind::kw_between_end, "", "之间"), w(Kind::kw_otherwise, "otherwise", "无则"), w(Kind::kw_if, "if", "如果"),
    w(Kind::kw_then, "then", "那么"), w(Kind::kw_else, "else", "否则"), w(Kind::kw_round, "round", ""), w(Kind::kw_to, "to", "至"),
    w(Kind::kw_of, "of", ""), w(Kind::kw_after, "after", ""), w(Kind::kw_over, "over", ""), w(Kind::kw_where, "where", ""),
    w(Kind::kw_by, "by", ""), w(Kind::kw_on, "on", ""), w(Kind::kw_starting, "starting at", "起点"),
    w(Kind::kw_starting_zh, "", "起点"), w(Kind::kw_bands, "bands", ""), w(Kind::kw_tiers, "tiers", ""),
    w(Kind::k_credit, "credit", "计入"), w(Kind::k_overlay, "as overlay", "叠加"),
    w(Kind::kw_dropping, "dropping", "去掉"), w(Kind::kw_high, "high", "最高分"), w(Kind::kw_low, "low", "最低分"),
    w(Kind::kw_when_at_least, "when at least", ""), w(Kind::kw_trimmed, "", "后平均"), w(Kind::kw_from_count, "", "满"),
    w(Kind::kw_onward, "", "起"), w(Kind::kw_rated_by, "rated by", "评分人按"), w(Kind::kw_missing, "missing", "缺失时"),
    w(Kind::agg_trimmed, "trimmed mean of", ""),
    w(Kind::kw_reports, "reports", "下属"), w(Kind::kw_all_reports, "all reports", "全部下属"),
    w(Kind::kw_everyone, "everyone", "全员"), w(Kind::kw_count, "count", ""), w(Kind::kw_running, "running sum of", ""),
    w(Kind::kw_days_from, "days from", ""), w(Kind::kw_working_from, "working days from", ""),
    w(Kind::kw_rolling, "rolling to the next working day", "逢休假日顺延"), w(Kind::agg_sum, "sum of", ""), w(Kind::agg_average, "average of", ""),
    w(Kind::agg_count, "count of", ""), w(Kind::agg_min, "min of", ""), w(Kind::agg_max, "max of", ""),
    w(Kind::agg_median, "median of", ""), w(Kind::period_start, "period start", "期初"), w(Kind::period_end, "period end", "期末"),
    w(Kind::period_days, "days in period", "期内天数"), w(Kind::employed_days, "days employed in period", "期内在职天数"),
    w(Kind::period_working, "working days in period", "期内工作日数"),
    w(Kind::employed_working, "working days employed in period", "期内在职工作日数"),
    w(Kind::employed_full, "full months employed in period", "期内在职满月数"),
    w(Kind::employed_started, "started months employed in period", "期内在职起计月数"), w(Kind::mode_half_up, "half up", ""),
    w(Kind::mode_half_even, "half even", ""), w(Kind::mode_up, "up", ""), w(Kind::mode_down, "down", ""),
    w(Kind::last_day, "last day", "取月末"), w(Kind::next_day, "next day", "取次日"), w(Kind::in_points, "in points", "折成分"),
    w(Kind::kw_in_currency, "in", "折成"), w(Kind::kw_as_of, "as of", ""), w(Kind::kw_of_day, "", "以"),
    w(Kind::kw_of_day_end, "", "为准"),
    w(Kind::kw_of_zh, "", "的"), w(Kind::kw_among, "", "其中"), w(Kind::kw_by_zh, "", "按"), w(Kind::kw_running_zh, "", "累计"),
    w(Kind::kw_from_zh, "", "自"), w(Kind::kw_to_zh, "", "至"), w(Kind::kw_days_of, "", "的天数"), w(Kind::kw_working_of, "", "的工作日数"), w(Kind::kw_after_zh, "", "之后"),
    w(Kind::zh_sum, "", "合计"), w(Kind::zh_average, "", "平均"), w(Kind::zh_count, "", "计数"), w(Kind::zh_min, "", "最小"),
    w(Kind::zh_max, "", "最大"), w(Kind::zh_median, "", "中位数"), w(Kind::zh_half_up, "", "四舍五入到"),
    w(Kind::zh_half_even, "", "四舍六入五成双到"), w(Kind::zh_up, "", "进位到"), w(Kind::zh_down, "", "舍去到"),
    w(Kind::zh_floor, "", "向下取整"), w(Kind::zh_ceil, "", "向上取整"), w(Kind::zh_abs, "", "的绝对值"),
    // Earlier periods.
    w(Kind::last_period, "last period", ""), w(Kind::kw_last_period_zh, "", "上期"), w(Kind::kw_year_sum_zh, "", "本年累计"),
    w(Kind::year_to_date, "year to date", ""), w(Kind::kw_last, "last", ""), w(Kind::kw_period_unit, "periods", "期"),
    w(Kind::kw_recent, "", "最近"), w(Kind::kw_each_of_year, "", "本年各期"), w(Kind::this_in, "including this", "含本期"),
    w(Kind::this_out, "before this", "不含本期"), w(Kind::kw_enough, "at least", "至少"), w(Kind::kw_for, "for", ""),
    w(Kind::kw_in_a_row, "running", ""), w(Kind::kw_in_a_row_zh, "", "连续"),
    w(Kind::paid_to_date, "paid to date", "的累计已付"), w(Kind::own_paid, "paid to date", "累计已付"),
    w(Kind::k_never_above, "never above", "不得高于"), w(Kind::k_never_below, "never below", "不得低于"),
    w(Kind::kw_clawback, "clawback of", ""), w(Kind::kw_clawback_zh, "", "追回"), w(Kind::kw_within_time, "within", ""),
    w(Kind::kw_within_zh, "", "在"), w(Kind::kw_later_zh, "", "后"), w(Kind::kw_inside_time, "", "内"),
    w(Kind::by_remaining, "by remaining months", "按剩余月数"), w(Kind::in_full, "in full", "全额"),
    w(Kind::k_draw, "draw", "预支"), w(Kind::k_recovered_from, "recoverable from", ""), w(Kind::k_later_surplus, "of later surplus", ""),
    w(Kind::k_not_recovered, "not recoverable", "不收回"), w(Kind::k_later_surplus_zh, "", "以后超出部分的"),
    w(Kind::k_taken_back, "", "收回"), w(Kind::k_guarantee, "guarantee", "保障"), w(Kind::k_defer, "defer", "递延"),
    w(Kind::k_spread, "over", "分"),
    w(Kind::k_carry, "carry", "结转"), w(Kind::k_starting, "starting", "起始"), w(Kind::k_earlier, "earlier", "此前"),
    // Ranks and pools.
    w(Kind::kw_rank, "rank of", ""), w(Kind::kw_percentile, "percentile of", ""), w(Kind::kw_within, "within", ""),
    w(Kind::kw_lowest_first, "lowest first", "低者在前"), w(Kind::ties_worst, "ties worst", "并列取末位"),
    w(Kind::ties_best, "ties best", "并列取首位"), w(Kind::ties_average, "ties average", "并列取平均"),
    w(Kind::kw_in_group, "", "在"), w(Kind::kw_inside, "", "内"), w(Kind::kw_rank_zh, "", "排名"),
    w(Kind::kw_percentile_zh, "", "排百分位"), w(Kind::kw_share, "share", ""), w(Kind::kw_for_each, "for each", ""),
    w(Kind::kw_among_all, "among", ""), w(Kind::kw_equally, "equally", ""), w(Kind::kw_take, "", "将"), w(Kind::kw_dealt, "", "分配"),
    w(Kind::kw_equally_zh, "", "平均分配"), w(Kind::zero_equally, "when zero equally", "合计为零时平均分配"),
    w(Kind::zero_nobody, "when zero nobody", "合计为零时不分配"),
    // Forced distribution.
    w(Kind::k_limit, "limit grade", "强制分布"), w(Kind::k_limit_to, "to", ""), w(Kind::k_no_more, "at most", "不超过"),
    w(Kind::k_exactly, "exactly", "恰为"), w(Kind::k_of_heads, "", "人数的"), w(Kind::k_heads, "heads rounded", "人数"),
    w(Kind::k_ties_excluded, "ties excluded", "并列不计入"), w(Kind::k_ties_included, "ties included", "并列计入"),
    w(Kind::k_smallest, "for groups of at least", ""), w(Kind::k_smallest_zh, "", "满"), w(Kind::k_onward_zh, "", "起"),
    // Words behind numbers. Scales stay as they were written, since they are part of the literal; so do the units that only
    // Chinese has.
    w(Kind::scale_attached, "k", "万"), w(Kind::scale_word, "million", "万"), w(Kind::share_sign, "", "个百分点"),
    w(Kind::unit, "days", "天"),
];

/// The words by the number of their rule.
static BY_KIND: LazyLock<Vec<Option<Word>>> = LazyLock::new(|| {
    let mut all = vec![None; WORDS.iter().map(|word| word.kind as usize).max().unwrap_or(0).saturating_add(1)];
    for word in WORDS {
        if let Some(place) = all.get_mut(word.kind as usize) {
            *place = Some(*word);
        }
    }
    all
});

fn find(kind: Kind) -> Option<Word> {
    BY_KIND.get(kind as usize).copied().flatten()
}

/// The spelling of a keyword; empty where the language has none.
pub(super) fn spelling(kind: Kind, language: Language) -> &'static str {
    find(kind).map_or("", |word| match language {
        Language::English => word.en,
        Language::Chinese => word.zh,
    })
}

/// The language a keyword was written in; nothing for a sign.
pub(super) fn language_of(text: &str) -> Option<Language> {
    if text.chars().any(|c| c.is_ascii_alphabetic()) {
        Some(Language::English)
    } else {
        text.chars().any(char::is_alphabetic).then_some(Language::Chinese)
    }
}

/// Whether a rule reads a word of the language.
pub(super) fn is_word(kind: Kind) -> bool {
    find(kind).is_some()
}
