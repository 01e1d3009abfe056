//! The checks that lints make, in the order in which a review tells them, each with its norm. `{key}` stands for a setting.
//! What the plan says beside its rules of pay is judged by several lints a topic, and told by the topic.

/// Whether a check compares figures, or says whether something is there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Measures {
    Figures,
    Presence,
}

#[derive(Debug)]
pub(super) struct Check {
    pub code: &'static str,
    pub name: (&'static str, &'static str),
    pub norm: (&'static str, &'static str),
    pub measures: Measures,
}

const fn figures(code: &'static str, name: (&'static str, &'static str), norm: (&'static str, &'static str)) -> Check {
    Check { code, name, norm, measures: Measures::Figures }
}

const fn presence(code: &'static str, name: (&'static str, &'static str), norm: (&'static str, &'static str)) -> Check {
    Check { code, name, norm, measures: Measures::Presence }
}

pub(super) const CHECKS: &[Check] = &[
    figures(
        "L101",
        ("KPIs of a scorecard", "每张计分卡的指标数"),
        ("{note-above} or fewer, at most {warn-above}", "不超过 {note-above} 个，最多 {warn-above} 个"),
    ),
    figures(
        "L102",
        ("Weight of a KPI", "单项指标权重"),
        (
            "{warn-below} or more; {note-below} where there are {note-from-kpis} or more",
            "不低于 {warn-below}；指标有 {note-from-kpis} 个以上时不低于 {note-below}",
        ),
    ),
    presence(
        "L103",
        ("Process of selling covered", "覆盖销售全过程"),
        ("acquisition, conversion and retention each have a KPI", "获客、转化、维护各有指标"),
    ),
    presence("L104", ("Process KPI", "过程指标"), ("at least one, such as visits or follow-ups", "至少一个，如拜访、跟进")),
    presence("L105", ("Team measure", "团队指标"), ("at least one", "至少一个")),
    presence("L106", ("Kinds of KPIs", "定量与定性"), ("both quantitative and qualitative", "定量、定性兼有")),
    presence("L108", ("Rubric of qualitative KPIs", "定性指标的评分细则"), ("each has one", "每个都有")),
    presence("L107", ("Pay mix", "薪酬结构"), ("base pay and target pay are known", "基本工资和目标薪酬均已写明")),
    presence("L112", ("Baseline and stretch of goals", "目标的基准值和挑战幅度"), ("each goal has both", "每个目标都有")),
    presence("L113", ("Strategy behind each goal", "目标支撑战略"), ("each goal supports one", "每个目标都支撑一项战略")),
    presence("L117", ("Strategies have a goal", "战略有目标支撑"), ("each strategy has one", "每项战略至少有一个目标")),
    presence("L114", ("Due date of goals", "目标的完成时限"), ("each goal has one", "每个目标都有")),
    presence("L115", ("KPI of each goal", "目标落到指标"), ("each goal has one", "每个目标至少有一个指标")),
    presence("L118", ("Source of measures", "指标的数据来源"), ("each measure has one", "每项实际值都写明来源")),
    presence("L119", ("Owner of measures", "指标的数据责任人"), ("each measure has one", "每项实际值都写明责任人")),
    figures("L204", ("Threshold", "起计点"), ("{low} to {high} of target", "目标值的 {low} 至 {high}")),
    figures("L205", ("Excellence level", "满分点"), ("{low} to {high} of target", "目标值的 {low} 至 {high}")),
    figures("L206", ("Best pay over target pay", "最高薪酬与目标薪酬之比"), ("at most {limit}:1", "不超过 {limit} 倍")),
    figures("L207", ("Highest over base rate", "最高提成比例与基本比例之比"), ("at most {limit} times", "不超过 {limit} 倍")),
    presence(
        "L201",
        ("Cliffs in pay", "薪酬跳点"),
        (
            "one smallest unit of an input moves pay by at most {limit} of target pay",
            "数据变动一个最小单位，薪酬变动不超过目标薪酬的 {limit}",
        ),
    ),
    figures(
        "L401",
        ("People at or above target", "达标人数占比"),
        ("{low} to {high}; 55–65% is called healthy", "{low} 至 {high}，通常认为 55% 至 65% 为宜"),
    ),
    figures("L402", ("People below threshold", "得 0 分的人数占比"), ("at most {limit}", "不超过 {limit}")),
    figures("L403", ("People with the highest score", "得满分的人数占比"), ("less than {limit}", "低于 {limit}")),
    presence("L404", ("KPIs that tell people apart", "指标能区分高低"), ("no KPI gives everybody the same score", "没有人人同分的指标")),
    figures("L405", ("Cost over revenue", "薪酬成本占收入"), ("at most {limit}; 3–9% is usual", "不超过 {limit}，通常为 3% 至 9%")),
    figures("L406", ("Sum of quotas over company target", "目标分解超出公司目标"), ("at most {limit}", "不超过 {limit}")),
    presence("L507", ("Changes inside a period", "期中变更"), ("none", "没有")),
    presence("L508", ("Retroactive reduction", "追溯下调"), ("none; about 10% of disputes arise from it", "没有；约一成争议由此引起")),
    presence("L511", ("Draws are recovered", "预支有扣回规定"), ("every draw says how", "每项预支都写明")),
];

/// Lints that look at one part of the procedure.
#[derive(Debug)]
pub(super) struct Topic {
    pub codes: &'static [&'static str],
    pub name: (&'static str, &'static str),
    pub norm: (&'static str, &'static str),
}

pub(super) const TOPICS: &[Topic] = &[
    Topic {
        codes: &["L601", "L602", "L603", "L604"],
        name: ("Feedback", "绩效反馈"),
        norm: ("regular, immediate, through several channels", "定期、即时、多种渠道"),
    },
    Topic {
        codes: &["L605", "L606"],
        name: ("Consequences", "结果应用"),
        norm: ("training or coaching, and before any penalty", "有培训或辅导，且先于处罚"),
    },
    Topic {
        codes: &["L611", "L612", "L613", "L614", "L615", "L616", "L617", "L618"],
        name: ("Appeals", "申诉"),
        norm: (
            "a window in days, several departments without manager and rater, a hearing, a decision date, a second instance, a contact for support",
            "申诉期限按日计，由多个部门评审且上级和评分人回避，听取意见，有作出决定的期限，有复核，有求助联系人",
        ),
    },
    Topic {
        codes: &["L621", "L622"],
        name: ("Rollout", "制度推行"),
        norm: ("published and trained before it takes effect, and acknowledged", "生效前公布并培训，并由员工签收"),
    },
    Topic {
        codes: &["L631", "L632", "L633"],
        name: ("Review", "定期评审"),
        norm: ("at least once a year, with an owner", "每年至少一次，有责任部门"),
    },
];
