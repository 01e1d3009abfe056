//! What may stand where: the clauses of the top level and the lines of each block, by the word they begin with.

use super::structure::Steps;
use crate::diagnostic::Text;
use crate::syntax::parser::{MeritParser, Rule};
use pest::Parser;

/// A kind of clause: the word it begins with and the rule that reads it.
pub(super) struct Line {
    pub key: Rule,
    pub rule: Rule,
    /// Its name in [`crate::syntax::ast::Broken`].
    pub word: &'static str,
    pub block: Option<&'static Inside>,
}

/// A clause with a block: the rule of its head, and what stands inside.
pub(super) struct Inside {
    pub head: Rule,
    pub context: &'static Context,
    pub loss: Loss,
}

/// What becomes of a block that lost a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// It keeps its other lines.
    Kept,
    /// Without all its lines it would mean something else, and is lost whole.
    Whole,
}

/// A place where clauses stand.
pub(super) struct Context {
    /// Reads one clause of it alone.
    pub one: Rule,
    pub lines: &'static [Line],
    /// The rule of lines that begin with a name or a bound instead of a word, and its name in a broken clause.
    pub plain: Option<(Rule, &'static str)>,
    pub steps: Steps,
    /// Whether its clauses declare names that others may use.
    pub declares: bool,
    pub name: Option<(&'static str, &'static str)>,
}

impl Context {
    pub(super) fn title(&self) -> Option<Text> {
        self.name.map(|(en, zh)| Text::new(en, zh))
    }
}

/// The blocks in which a clause may begin with the text's first word.
pub(super) fn home_of(text: &str) -> Option<Text> {
    let all = [
        &TOP,
        &HEADER,
        &INPUT,
        &GOAL,
        &SCORECARD,
        &KPI,
        &ADJUST,
        &PAYOUT,
        &EXAMPLE,
        &CALENDAR,
        &AMEND,
        &FEEDBACK,
        &CONSEQUENCE,
        &APPEAL,
        &ROLLOUT,
    ];
    let knows = |context: &&&Context| context.lines.iter().any(|line| MeritParser::parse(line.key, text).is_ok());
    all.iter().find(knows).map(|context| context.title().unwrap_or_else(|| Text::new("the top level of the file", "文件的最外层")))
}

/// The line of a block that a text is a part of, but for the word such lines begin with: `training "…"` of `then training "…"`.
pub(super) fn without_its_word(context: &Context, text: &str) -> Option<Rule> {
    const PARTS: &[(Rule, Rule, Rule)] = &[
        (Rule::one_consequence, Rule::follows, Rule::then_line),
        (Rule::one_feedback, Rule::channel, Rule::through_line),
        (Rule::one_feedback, Rule::addressee, Rule::to_line),
    ];
    let is_part = |part: Rule| text.starts_with(char::is_alphabetic) && MeritParser::parse(part, text).is_ok();
    PARTS.iter().find(|(block, part, _)| *block == context.one && is_part(*part)).map(|(_, _, line)| *line)
}

const fn line(key: Rule, rule: Rule, word: &'static str) -> Line {
    Line { key, rule, word, block: None }
}

const fn block(key: Rule, rule: Rule, word: &'static str, block: &'static Inside) -> Line {
    Line { key, rule, word, block: Some(block) }
}

pub(super) static TOP: Context = Context {
    one: Rule::one_top,
    lines: &[
        block(Rule::k_policy, Rule::policy, "policy", &Inside { head: Rule::policy_head, context: &HEADER, loss: Loss::Kept }),
        block(Rule::k_input, Rule::input, "input", &Inside { head: Rule::input_head, context: &INPUT, loss: Loss::Kept }),
        line(Rule::k_param, Rule::param, "param"),
        line(Rule::k_let, Rule::let_line, "let"),
        line(Rule::k_carry, Rule::carry, "carry"),
        block(Rule::k_goal, Rule::goal, "goal", &Inside { head: Rule::goal_head, context: &GOAL, loss: Loss::Kept }),
        block(
            Rule::k_scorecard,
            Rule::scorecard,
            "scorecard",
            &Inside { head: Rule::scorecard_head, context: &SCORECARD, loss: Loss::Kept },
        ),
        block(Rule::k_grade, Rule::grade, "grade", &Inside { head: Rule::grade_head, context: &GRADE, loss: Loss::Kept }),
        line(Rule::k_limit, Rule::limit, "limit"),
        block(Rule::k_payout, Rule::payout, "payout", &Inside { head: Rule::payout_head, context: &PAYOUT, loss: Loss::Kept }),
        line(Rule::k_gate, Rule::gate, "gate"),
        block(Rule::k_tiers, Rule::named_tiers, "tiers", &Inside { head: Rule::named_tiers_head, context: &TIERS, loss: Loss::Whole }),
        block(Rule::k_bands, Rule::named_bands, "bands", &Inside { head: Rule::named_bands_head, context: &BANDS, loss: Loss::Whole }),
        block(Rule::k_table, Rule::table, "table", &Inside { head: Rule::table_head, context: &TABLE, loss: Loss::Whole }),
        block(Rule::k_example, Rule::example, "example", &Inside { head: Rule::example_head, context: &EXAMPLE, loss: Loss::Kept }),
        line(Rule::k_exchange, Rule::exchange, "rate"),
        block(Rule::k_calendar, Rule::calendar, "calendar", &Inside { head: Rule::calendar_head, context: &CALENDAR, loss: Loss::Kept }),
        block(Rule::k_amend, Rule::amend, "amend", &Inside { head: Rule::amend_head, context: &AMEND, loss: Loss::Kept }),
        block(
            Rule::k_exception,
            Rule::exception,
            "exception",
            &Inside { head: Rule::exception_head, context: &EXCEPTION, loss: Loss::Kept },
        ),
        block(Rule::k_feedback, Rule::feedback, "feedback", &Inside { head: Rule::feedback_head, context: &FEEDBACK, loss: Loss::Kept }),
        block(
            Rule::k_consequence,
            Rule::consequence,
            "consequence",
            &Inside { head: Rule::consequence_head, context: &CONSEQUENCE, loss: Loss::Kept },
        ),
        block(Rule::k_appeal, Rule::appeal, "appeal", &Inside { head: Rule::appeal_head, context: &APPEAL, loss: Loss::Kept }),
        line(Rule::k_review, Rule::review, "review"),
        block(Rule::k_rollout, Rule::rollout, "rollout", &Inside { head: Rule::rollout_head, context: &ROLLOUT, loss: Loss::Kept }),
        line(Rule::k_support, Rule::support_line, "support"),
        line(Rule::k_use, Rule::use_line, "use"),
        line(Rule::k_allow, Rule::allow, "allow"),
    ],
    plain: None,
    steps: Steps::Joined,
    declares: true,
    name: None,
};

static HEADER: Context = Context {
    one: Rule::one_header,
    lines: &[
        line(Rule::k_version, Rule::version_line, "version"),
        line(Rule::k_period, Rule::period_line, "period"),
        line(Rule::k_currency, Rule::currency_line, "currency"),
        line(Rule::k_effective, Rule::effective_line, "effective"),
        line(Rule::k_since, Rule::effective_line, "effective"),
        line(Rule::k_owner, Rule::owner_line, "owner"),
        line(Rule::k_purpose, Rule::purpose_line, "purpose"),
        line(Rule::k_rounding, Rule::rounding_line, "rounding"),
        line(Rule::k_calendar, Rule::calendar_line, "calendar"),
        line(Rule::k_strategy, Rule::strategy_line, "strategy"),
        line(Rule::k_target_pay, Rule::target_pay_line, "target pay"),
        line(Rule::k_base_pay, Rule::base_pay_line, "base pay"),
        line(Rule::k_target_revenue, Rule::target_revenue_line, "target revenue"),
        line(Rule::k_revenue, Rule::revenue_line, "revenue"),
        line(Rule::k_law, Rule::law, "law"),
        line(Rule::k_allow, Rule::allow, "allow"),
    ],
    plain: None,
    steps: Steps::Joined,
    declares: true,
    name: Some(("the header", "制度开头的块")),
};

static INPUT: Context = Context {
    one: Rule::one_input,
    lines: &[
        line(Rule::k_employed, Rule::employed_line, "employed"),
        line(Rule::k_credit, Rule::credit_line, "credit"),
        line(Rule::k_each_of, Rule::each_rule, "rule"),
        line(Rule::k_rule, Rule::plain_rule, "rule"),
        line(Rule::k_allow, Rule::allow, "allow"),
    ],
    plain: Some((Rule::column_line, "column")),
    steps: Steps::Joined,
    declares: true,
    name: Some(("an input block", "数据块")),
};

static GOAL: Context = Context {
    one: Rule::one_goal,
    lines: &[
        line(Rule::k_measure, Rule::measure_line, "measure"),
        line(Rule::k_target, Rule::target_line, "target"),
        line(Rule::k_baseline, Rule::baseline_line, "baseline"),
        line(Rule::k_stretch, Rule::stretch_line, "stretch"),
        line(Rule::k_supports, Rule::supports_line, "supports"),
        line(Rule::k_due, Rule::due_line, "due"),
        line(Rule::k_lower_better, Rule::lower_line, "lower"),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
    ],
    plain: None,
    steps: Steps::Joined,
    declares: false,
    name: Some(("a goal", "绩效目标块")),
};

pub(super) static SCORECARD: Context = Context {
    one: Rule::one_scorecard,
    lines: &[
        block(Rule::k_kpi, Rule::kpi, "kpi", &Inside { head: Rule::kpi_head, context: &KPI, loss: Loss::Kept }),
        block(Rule::k_adjust, Rule::adjust, "adjust", &Inside { head: Rule::adjust_head, context: &ADJUST, loss: Loss::Kept }),
        line(Rule::k_veto, Rule::veto, "veto"),
        line(Rule::k_gate, Rule::gate, "gate"),
        line(Rule::k_at_most, Rule::cap, "cap"),
        line(Rule::k_at_least, Rule::cap, "cap"),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
    ],
    plain: None,
    steps: Steps::Apart,
    declares: true,
    name: Some(("a scorecard", "计分卡")),
};

pub(super) static KPI: Context = Context {
    one: Rule::one_kpi,
    lines: &[
        line(Rule::k_for_goal, Rule::for_goal_line, "for goal"),
        line(Rule::k_stage, Rule::stage_line, "stage"),
        line(Rule::k_measure, Rule::measure_line, "measure"),
        line(Rule::k_target, Rule::target_line, "target"),
        line(Rule::k_weight, Rule::weight_line, "weight"),
        line(Rule::k_lower_better, Rule::lower_line, "lower"),
        line(Rule::k_when_missing, Rule::missing_line, "when missing"),
        line(Rule::k_score, Rule::score_line, "score"),
        line(Rule::k_qualitative, Rule::qualitative_line, "qualitative"),
        line(Rule::k_rubric, Rule::rubric, "rubric"),
        line(Rule::k_gate, Rule::gate, "gate"),
        line(Rule::k_veto, Rule::veto, "veto"),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
        line(Rule::k_less, Rule::step_line, "step"),
        line(Rule::k_plus, Rule::step_line, "step"),
        line(Rule::k_at_most, Rule::step_line, "step"),
        line(Rule::k_at_least, Rule::step_line, "step"),
        line(Rule::k_prorate, Rule::step_line, "step"),
        line(Rule::k_never_above, Rule::step_line, "step"),
        line(Rule::k_never_below, Rule::step_line, "step"),
        line(Rule::k_each_above, Rule::step_line, "step"),
        line(Rule::k_each_below, Rule::step_line, "step"),
        line(Rule::k_each_over, Rule::step_line, "step"),
        line(Rule::k_each_under, Rule::step_line, "step"),
    ],
    plain: None,
    steps: Steps::Apart,
    declares: false,
    name: Some(("a KPI", "指标块")),
};

static ADJUST: Context = Context {
    one: Rule::one_adjust,
    lines: &[
        line(Rule::k_less, Rule::step_line, "step"),
        line(Rule::k_plus, Rule::step_line, "step"),
        line(Rule::k_at_most, Rule::step_line, "step"),
        line(Rule::k_at_least, Rule::step_line, "step"),
        line(Rule::k_prorate, Rule::step_line, "step"),
        line(Rule::k_never_above, Rule::step_line, "step"),
        line(Rule::k_never_below, Rule::step_line, "step"),
        line(Rule::k_each_above, Rule::step_line, "step"),
        line(Rule::k_each_below, Rule::step_line, "step"),
        line(Rule::k_each_over, Rule::step_line, "step"),
        line(Rule::k_each_under, Rule::step_line, "step"),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
    ],
    plain: None,
    steps: Steps::Apart,
    declares: false,
    name: Some(("an adjustment", "加减分块")),
};

static GRADE: Context = Context {
    one: Rule::one_grade,
    lines: &[line(Rule::k_allow, Rule::allow, "allow")],
    plain: Some((Rule::grade_line, "grade line")),
    steps: Steps::Joined,
    declares: true,
    name: Some(("the grades", "等级块")),
};

pub(super) static PAYOUT: Context = Context {
    one: Rule::one_payout,
    lines: &[
        line(Rule::k_pay, Rule::pay_line, "pay"),
        line(Rule::k_gate, Rule::gate, "gate"),
        line(Rule::k_may_be_negative, Rule::negative_line, "may be negative"),
        line(Rule::k_draw, Rule::draw_line, "draw"),
        line(Rule::k_guarantee, Rule::guarantee_line, "guarantee"),
        line(Rule::k_defer, Rule::defer_line, "defer"),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
        line(Rule::k_less, Rule::step_line, "step"),
        line(Rule::k_plus, Rule::step_line, "step"),
        line(Rule::k_at_most, Rule::step_line, "step"),
        line(Rule::k_at_least, Rule::step_line, "step"),
        line(Rule::k_prorate, Rule::step_line, "step"),
        line(Rule::k_never_above, Rule::step_line, "step"),
        line(Rule::k_never_below, Rule::step_line, "step"),
        line(Rule::k_each_above, Rule::step_line, "step"),
        line(Rule::k_each_below, Rule::step_line, "step"),
        line(Rule::k_each_over, Rule::step_line, "step"),
        line(Rule::k_each_under, Rule::step_line, "step"),
    ],
    plain: None,
    steps: Steps::Apart,
    declares: false,
    name: Some(("a payout", "发放块")),
};

pub(super) static TIERS: Context = Context {
    one: Rule::one_tier,
    lines: &[line(Rule::k_allow, Rule::allow, "allow")],
    plain: Some((Rule::tier_line, "tier line")),
    steps: Steps::Joined,
    declares: true,
    name: Some(("tiers", "累进块")),
};

pub(super) static BANDS: Context = Context {
    one: Rule::one_band,
    lines: &[line(Rule::k_allow, Rule::allow, "allow")],
    plain: Some((Rule::band_line, "band line")),
    steps: Steps::Joined,
    declares: false,
    name: Some(("bands", "分档块")),
};

static TABLE: Context = Context {
    one: Rule::one_row,
    lines: &[line(Rule::k_allow, Rule::allow, "allow")],
    plain: Some((Rule::table_row, "row")),
    steps: Steps::Joined,
    declares: false,
    name: Some(("a table", "对照表")),
};

pub(super) static GRID: Context = Context {
    one: Rule::one_grid_row,
    lines: &[line(Rule::k_allow, Rule::allow, "allow")],
    plain: Some((Rule::grid_row, "row")),
    steps: Steps::Joined,
    declares: false,
    name: Some(("a grid", "网格")),
};

pub(super) static EXAMPLE: Context = Context {
    one: Rule::one_example,
    lines: &[
        line(Rule::k_period, Rule::example_period, "period"),
        line(Rule::k_earlier, Rule::earlier_line, "earlier"),
        line(Rule::k_given, Rule::given_line, "given"),
        line(Rule::k_expect, Rule::expect_line, "expect"),
        block(
            Rule::k_table,
            Rule::example_table,
            "example table",
            &Inside { head: Rule::example_table_head, context: &EXAMPLE_TABLE, loss: Loss::Kept },
        ),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
    ],
    plain: None,
    steps: Steps::Joined,
    declares: false,
    name: Some(("an example", "示例块")),
};

static CALENDAR: Context = Context {
    one: Rule::one_calendar,
    lines: &[
        line(Rule::k_covers, Rule::covers_line, "covers"),
        line(Rule::k_weekend, Rule::weekend_line, "weekend"),
        line(Rule::k_holiday, Rule::holiday_line, "holiday"),
        line(Rule::k_workday, Rule::workday_line, "workday"),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
    ],
    plain: None,
    steps: Steps::Joined,
    declares: false,
    name: Some(("a calendar", "日历块")),
};

pub(super) static AMEND: Context = Context {
    one: Rule::one_amend,
    lines: &[
        block(Rule::k_kpi, Rule::amended_kpi, "kpi", &Inside { head: Rule::amended_kpi_head, context: &KPI, loss: Loss::Kept }),
        block(
            Rule::k_adjust,
            Rule::amended_adjust,
            "adjust",
            &Inside { head: Rule::amended_adjust_head, context: &ADJUST, loss: Loss::Kept },
        ),
        line(Rule::k_weight, Rule::amended_weight, "weight"),
        line(Rule::k_goal, Rule::goal, "goal"),
        line(Rule::k_target, Rule::amended_target, "target"),
        line(Rule::k_param, Rule::param, "param"),
        line(Rule::k_let, Rule::let_line, "let"),
        line(Rule::k_carry, Rule::carry, "carry"),
        block(
            Rule::k_scorecard,
            Rule::scorecard,
            "scorecard",
            &Inside { head: Rule::scorecard_head, context: &SCORECARD, loss: Loss::Kept },
        ),
        block(Rule::k_grade, Rule::grade, "grade", &Inside { head: Rule::grade_head, context: &GRADE, loss: Loss::Kept }),
        block(Rule::k_payout, Rule::payout, "payout", &Inside { head: Rule::payout_head, context: &PAYOUT, loss: Loss::Kept }),
        line(Rule::k_limit, Rule::limit, "limit"),
        line(Rule::k_exchange, Rule::exchange, "rate"),
        line(Rule::k_gate, Rule::gate, "gate"),
        block(Rule::k_tiers, Rule::named_tiers, "tiers", &Inside { head: Rule::named_tiers_head, context: &TIERS, loss: Loss::Whole }),
        block(Rule::k_bands, Rule::named_bands, "bands", &Inside { head: Rule::named_bands_head, context: &BANDS, loss: Loss::Whole }),
        block(Rule::k_table, Rule::table, "table", &Inside { head: Rule::table_head, context: &TABLE, loss: Loss::Whole }),
        line(Rule::k_allow, Rule::allow, "allow"),
    ],
    plain: None,
    steps: Steps::Joined,
    declares: true,
    name: Some(("an amendment", "修订块")),
};

static FEEDBACK: Context = Context {
    one: Rule::one_feedback,
    lines: &[
        line(Rule::k_timing, Rule::timing_line, "timing"),
        line(Rule::k_through, Rule::through_line, "through"),
        line(Rule::k_addressed, Rule::to_line, "to"),
        line(Rule::k_say, Rule::say_line, "say"),
        line(Rule::k_action, Rule::action_line, "action"),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
    ],
    plain: None,
    steps: Steps::Joined,
    declares: false,
    name: Some(("a feedback", "反馈块")),
};

static CONSEQUENCE: Context = Context {
    one: Rule::one_consequence,
    lines: &[
        line(Rule::k_then_follows, Rule::then_line, "then"),
        line(Rule::k_addressed, Rule::to_line, "to"),
        line(Rule::k_say, Rule::say_line, "say"),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
    ],
    plain: None,
    steps: Steps::Joined,
    declares: false,
    name: Some(("a consequence", "结果应用块")),
};

static APPEAL: Context = Context {
    one: Rule::one_appeal,
    lines: &[
        line(Rule::k_open_to, Rule::open_line, "open to"),
        line(Rule::k_file, Rule::file_line, "file"),
        line(Rule::k_ground, Rule::ground_line, "ground"),
        line(Rule::k_acknowledge, Rule::acknowledge_line, "acknowledge"),
        line(Rule::k_complete, Rule::complete_line, "complete"),
        line(Rule::k_hear, Rule::hear_line, "hear"),
        line(Rule::k_panel, Rule::panel_line, "panel"),
        line(Rule::k_quorum, Rule::quorum_line, "quorum"),
        line(Rule::k_excluding, Rule::excluding_line, "excluding"),
        line(Rule::k_decide, Rule::decide_line, "decide"),
        line(Rule::k_notify, Rule::notify_line, "notify"),
        line(Rule::k_escalate, Rule::escalate_line, "escalate"),
        line(Rule::k_late, Rule::late_line, "late"),
        line(Rule::k_support, Rule::support_line, "support"),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
    ],
    plain: None,
    steps: Steps::Joined,
    declares: false,
    name: Some(("an appeal", "申诉块")),
};

static ROLLOUT: Context = Context {
    one: Rule::one_rollout,
    lines: &[
        line(Rule::k_consult, Rule::consult_line, "consult"),
        line(Rule::k_publish, Rule::publish_line, "publish"),
        line(Rule::k_train, Rule::train_line, "train"),
        line(Rule::k_sign, Rule::sign_line, "acknowledge"),
        line(Rule::k_questions, Rule::questions_line, "questions"),
        line(Rule::k_support, Rule::support_line, "support"),
        line(Rule::k_allow, Rule::allow, "allow"),
        line(Rule::k_because, Rule::because_line, "because"),
    ],
    plain: None,
    steps: Steps::Joined,
    declares: false,
    name: Some(("a rollout", "推行块")),
};

static EXCEPTION: Context = Context {
    one: Rule::one_exception,
    lines: &[line(Rule::k_allow, Rule::allow, "allow")],
    plain: Some((Rule::exception_value, "exception value")),
    steps: Steps::Joined,
    declares: false,
    name: Some(("an exception", "特批块")),
};

static EXAMPLE_TABLE: Context = Context {
    one: Rule::one_example_row,
    lines: &[],
    plain: Some((Rule::example_row, "example row")),
    steps: Steps::Joined,
    declares: false,
    name: Some(("a table of an example", "示例中的对照表")),
};
