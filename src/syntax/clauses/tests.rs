use crate::diagnostic::Diagnostic;
use crate::source::FileId;
use crate::syntax::{ast, parse};

fn read(text: &str) -> (ast::File, Vec<Diagnostic>) {
    parse(FileId(0), text)
}

/// The tree without its spans.
pub(crate) fn dump(file: &ast::File) -> String {
    let written = format!("{file:#?}");
    let mut kept = String::new();
    let mut rest = written.as_str();
    while let Some((before, after)) = rest.split_once("Span {") {
        kept.push_str(before);
        kept.push_str("Span");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

#[track_caller]
fn fine(text: &str) -> ast::File {
    let (file, problems) = read(text);
    assert!(problems.is_empty(), "{text}\n{:#?}", problems.iter().map(|problem| &problem.message.en).collect::<Vec<_>>());
    file
}

/// Both texts are read without a message and say the same.
#[track_caller]
fn same(one: &str, other: &str) {
    assert_eq!(dump(&fine(one)), dump(&fine(other)), "{one}\n---\n{other}");
}

#[track_caller]
fn codes(text: &str, expected: &[&str]) {
    let (_, problems) = read(text);
    let found: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(found, expected, "{text}\n{:#?}", problems.iter().map(|problem| &problem.message.en).collect::<Vec<_>>());
}

#[test]
fn headers() {
    same(
        "policy \"P\" { version \"1\"; period quarter; currency CNY; effective 2026-01-01 to 2026-12-31; owner \"O\"; rounding money half up to 0.01; strategy g \"S\" }",
        "制度 \"P\" {\n 版本 \"1\"\n 周期 季度\n 货币 CNY\n 有效期 2026-01-01 至 2026-12-31\n 责任人 \"O\"\n 尾数 金额 四舍五入到 0.01\n 战略 g \"S\"\n}",
    );
    for (en, zh) in [("month", "月度"), ("quarter", "季度"), ("half year", "半年度"), ("year", "年度")] {
        same(&format!("policy \"P\" {{ period {en} }}"), &format!("方案 “P” {{ 考核周期{zh} }}"));
    }
    for (en, zh) in [("half up", "四舍五入"), ("half even", "四舍六入五成双"), ("up", "进位"), ("down", "舍去")] {
        same(&format!("policy \"P\" {{ rounding money {en} to 1 }}"), &format!("办法 「P」 ｛ 舍入 金额 {zh}到 1 ｝"));
    }
    same("policy \"P\" { effective 2026-01-01 to 2026-12-31 }", "制度 \"P\" { 自 2026-01-01 起施行，至 2026-12-31 止 }");
}

#[test]
fn inputs() {
    same("input people by id each period in column \"Q\" { a : money }", "数据 people 按 id，每期在列 \"Q\" { a ：金额 }");
    same(
        "input deals by id of people by pid dated closed { closed : date optional }",
        "数据 deals 按 id 归 people 按 pid 日期为 closed { closed ：日期 可空 }",
    );
    same("input deals by id of people by pid undated { a : count }", "数据 deals 按 id 归 people 按 pid 不分期 { a ：个数 }");
    let types = [
        ("money", "金额"),
        ("percent", "百分比"),
        ("number", "数值"),
        ("count", "整数"),
        ("count", "次数"),
        ("date", "日期"),
        ("days", "天数"),
        ("text", "文本"),
        ("flag", "是否"),
        ("person", "人员编号"),
        ("one of \"A\", \"B\"", "取值 \"A\"、\"B\""),
        ("one of \"A\" < \"B\"", "选项 “A” ＜ “B”"),
        ("one of \"A\" (also \"a\", \"aa\"), \"B\"", "取值 \"A\"（亦作 \"a\"、\"aa\"）、\"B\""),
    ];
    for (en, zh) in types {
        same(&format!("input p by id {{ x : {en} }}"), &format!("数据 p 按 id {{ x ：{zh} }}"));
    }
    let parts = [
        ("at least 0", "不低于0"),
        ("above 0", "超过0"),
        ("from 1 up to 5", "不低于1 不超过5"),
        ("below 5", "不满5"),
        ("default 0", "默认 0"),
        ("optional", "可空"),
        ("\"Title\"", "“Title”"),
        ("column \"C\"", "列 \"C\""),
        ("column \"C\" or \"D\" or \"E\"", "列 \"C\"或\"D\"\n或 \"E\""),
        ("source \"S\"", "来源\"S\""),
        ("owner \"O\"", "责任人 \"O\""),
        ("as ratio", "以比率计"),
        ("in %", "单位%"),
        ("in 万", "单位万"),
    ];
    for (en, zh) in parts {
        same(&format!("input p by id {{ x : number {en} }}"), &format!("数据 p 按 id {{ x ：数值 {zh} }}"));
    }
    let bound = |zh: &str| zh.starts_with(['不', '超']);
    let unit = |en: &str| en.starts_with("in ") || en.starts_with("as ");
    for (en, zh) in parts {
        for (en2, zh2) in parts {
            if en != en2
                && !(en.starts_with("column") && en2.starts_with("column"))
                && !(bound(zh) && bound(zh2))
                && !(unit(en) && unit(en2))
            {
                same(&format!("input p by id {{ x : number {en} {en2} }}"), &format!("数据 p 按 id {{ x ：数值 {zh} {zh2} }}"));
            }
        }
    }
    same(
        "input p by id { hired : date\n left : date optional\n employed from hired to left, first day counts }",
        "数据 p 按 id { hired ：日期\n left ：日期 可空\n 在职自 hired 至 left，首日计入 }",
    );
    same("input p by id { employed from hired, first day does not count }", "数据 p 按 id { 在职自 hired，首日不计 }");
    same("input p by id { each d : sum of portion = 100% }", "数据 p 按 id { 每个 d ：sum of portion = 100% }");
    same("input p by id { rule : a <= b because \"why\" }", "数据 p 按 id { 规则 ：a <= b 理由 \"why\" }");
    let behind = fine("input p by id { a : text column \"A\"\n or \"Or\" : text }");
    assert!(matches!(&behind.items[..], [ast::Item::Input(input)] if input.columns.len() == 2));
    let words =
        fine("input p by id { stage : text\n team : text\n because : text\n rule : money\n employed : flag\n 目标 ：金额\n 得分：数值 }");
    assert!(matches!(&words.items[..], [ast::Item::Input(input)] if input.columns.len() == 7));
}

#[test]
fn heads_of_inputs() {
    for (en, zh) in [
        ("from salesforce", "来自 salesforce"),
        ("from Salesforce", "来自salesforce"),
        ("from zoho", "来自 Zoho"),
        ("from jiandaoyun", "来自简道云"),
        ("header row 3", "ｈｅａｄｅｒ　ｒｏｗ　３"),
        ("from 简道云", "来自 jiandaoyun"),
        ("zone \"+08:00\"", "时区 \"+08:00\""),
        ("sheet \"S\"", "工作表 “S”"),
        ("header row 3", "表头行 3"),
        ("header row 3", "表头行３"),
        ("rows of \"L\" of people by pid", "子表「L」归 people 按 pid"),
        ("header row 1_000 of people by pid from zoho", "，归 people 按 pid\n 表头行1000 来自 zoho"),
        ("sheet \"S\" zone \"UTC\" of people by pid from zoho undated", "工作表 \"S\"，时区 \"UTC\" 归 people 按 pid 来自 zoho，不分期"),
    ] {
        same(&format!("input p by id {en} {{ a : count }}"), &format!("数据 p 按 id {zh} {{ a ：个数 }}"));
    }
    let said_twice =
        "from zoho from salesforce zone \"UTC\" zone \"UTC\" sheet \"S\" sheet \"S\" header row 1 header row 2 rows of \"L\" rows of \"L\"";
    codes(&format!("input p by id {said_twice} {{ a : count }}"), &["E155"; 5]);
    for row in ["0", "2.5", "-1", "3 days", "5%", "5_000_000_000"] {
        codes(&format!("input p by id header row {row} {{ a : count }}"), &[if row == "-1" { "E152" } else { "E171" }]);
    }
}

#[test]
fn values() {
    same(
        "param b : money = 6_000 from 2026-01-01, 6_500 from 2026-07-01\n  because \"Raised\"",
        "参数 b ：金额 = 6000 自 2026-01-01，6500 自 2026-07-01 起\n  理由 \"Raised\"",
    );
    same("param b \"T\" = 5", "参数 b \"T\" ＝ 5");
    same("let won = a + b", "设 won ＝ a ＋ b");
    same("let deals.net : money = a - b because \"w\"", "设 deals.net ：金额 = a － b 理由 \"w\"");
    same("let x = a\n  at most 5\n  prorate b / c", "设 x = a\n  封顶 5\n  折算 b ÷ c");
    same("use \"common.merit\"", "引用 “common.merit”");
}

#[test]
fn goals() {
    same(
        "goal g \"G\" { measure a; target b; baseline c; stretch at most 30%; supports s; due period end; lower is better by ratio; because \"w\" }",
        "绩效目标 g \"G\" {\n 实际值 a\n 目标值 b\n 基准值 c\n 挑战幅度不超过 30%\n 支撑 s\n 完成时限 期末\n 越低越好 按比值\n 理由 \"w\"\n}",
    );
    same("goal g { due 2026-12-31; lower is better by mirror }", "目标 g { 完成时限 2026-12-31；越低越好 按 2−实际÷目标 }");
}

fn kpi(en: &str, zh: &str) {
    same(&format!("scorecard s {{ kpi k {{\n{en}\n}} }}"), &format!("计分卡 s {{ 指标 k {{\n{zh}\n}} }}"));
}

#[test]
fn kpis() {
    same(
        "scorecard s \"T\" for role = \"AE\" { kpi k \"K\" { weight 100% } }",
        "考核表 s \"T\" 适用于 role = \"AE\" { 考核指标 k \"K\" { 权重 100% } }",
    );
    kpi("for goal g", "对应目标 g");
    for (en, zh) in [
        ("acquisition", "获客"),
        ("conversion", "转化"),
        ("retention", "维护"),
        ("retention", "留存"),
        ("process", "过程"),
        ("team", "团队"),
    ] {
        kpi(&format!("stage {en}"), &format!("环节 {zh}"));
        kpi(&format!("stage {en}"), &format!("环节{zh}"));
    }
    kpi("measure a / b", "实际值 a ÷ b");
    kpi("measure a", "衡量 a");
    kpi("target 10", "目标 10");
    kpi("weight 35%, points rounded to 1", "权重 35%，得分取整到1");
    kpi("lower is better by mirror", "越低越好 按 2 － 实际 ÷ 目标");
    for (en, zh) in [("reweight", "重新分配"), ("zero", "计零"), ("error", "报错")] {
        kpi(&format!("when missing {en}"), &format!("缺失时：{zh}"));
        kpi(&format!("when missing {en}"), &format!("缺失时{zh}"));
    }
    kpi("score x in points, at most 120", "计分 x 折成分，最高120");
    kpi("score x, at least 0, at most 120", "评分标准 x，保底 0，封顶 120");
    kpi("qualitative, rubric { 5 \"a\"; 3 \"b\" }", "定性，评分细则 {\n 5 \"a\"\n 3 \"b\"\n}");
    kpi("qualitative", "定性");
    kpi("gate \"g\" needs x > 1 because \"w\"", "门槛 \"g\" 须 x > 1 理由 \"w\"");
    kpi("because \"w\"", "理由 \"w\"");
    kpi("veto v when x > 0 : KPI 0", "一票否决 v 当 x > 0 时：指标 0");
}

#[test]
fn scores_by_bands() {
    let en = "score by x {\n below 60% : 0\n from 60% : linear 0 to 100\n from 100% : linear onward\n from 150% : refuse \"too much\" because \"w\"\n}";
    kpi(en, "计分 按 x 分档 {\n 不满60% ：0\n 60%以上 ：线性 0 至 100\n 100%以上 ：线性延续\n 150%以上 ：报错 \"too much\" 理由 \"w\"\n}");
    kpi(
        "score by x { below 3.0 : 40; from 3.0 below 4.5 : 80; from 4.5 : 100 }",
        "计分 按 x 分档 { 不满3.0：40；3.0以上不满4.5：80；4.5以上：100 }",
    );
    kpi("score by x whole { up to 3 : 1; from 4 : 2 }", "计分 按 x 取整数 分档 { 不超过3：1；4以上：2 }");
    kpi("score by x whole { up to 3 : 1; from 4 : 2 }", "计分 按 x 分档，取整数 { 不超过3：1；4以上：2 }");
    kpi(
        "score by x { below 1 : 0; from 1 : 5 }\n less 2 for each full 1 below y, at most 4",
        "计分 按 x 分档 { 不满1：0；1以上：5 }\n 每低于 y 满1 扣2，最多扣4",
    );
    fine("scorecard s { kpi k { score by x { at least 60% : 100\n at most -5 : 3\n -5 (excl.) to 60% (excl.) : 4 } } }");
}

#[test]
fn steps() {
    kpi("score 100\n less 2 for each full 1% below y, at most 40", "计分 100\n 每低于 y 满1% 扣2，最多扣40");
    kpi("score 100\n less 2 for each full 1% below y, at most 40", "计分 100\n 每低于 y 满1%扣2，最多扣40");
    kpi("score 100\n plus 3 for each full 5% above y, at most 10", "计分 100\n 每高于 y 满5%加3，最多加10");
    kpi("score 100\n less 2 for each started 1% below y", "计分 100\n 每低于 y 1% 扣2，不足1%按1%计");
    kpi("score 100\n less 2 for each 1% below y, pro rata", "计分 100\n 每低于 y 1% 扣2，按比例计");
    kpi("score 100\n less 2 for each 1% below y, pro rata, until zero", "计分 100\n 每低于 y 1% 扣2，按比例计，扣完为止");
    kpi("score 100\n less 2 for each full 1% that a / b is above 5%, at most 20", "计分 100\n a ÷ b 每高于5% 满1% 扣2，最多扣20");
    fine("scorecard s { kpi k { score 100\n less 5 * x, at most 20\n at most 120\n prorate a / b } }");
    let glued = ["每低于目标值 满1% 扣2分，最多扣40分", "每低于目标值满1%扣2分，最多扣40分", "每低于目标值满1% 扣2分，最多扣40分"];
    for written in glued {
        same(
            &format!("计分卡 s {{ 指标 k {{ 计分 100分\n {written} }} }}"),
            &format!("计分卡 s {{ 指标 k {{ 计分 100分\n {} }} }}", glued[0]),
        );
    }
    same(
        "计分卡 s { 指标 k { 计分 100分\n 每低于目标值1%扣2分，不足1%按1%计 } }",
        "计分卡 s { 指标 k { 计分 100分\n 每低于目标值 1% 扣2分，不足1%按1%计 } }",
    );
    same(
        "计分卡 s { 指标 k { 计分 100分\n 每高于目标值满5%加3分，最多加10分 } }",
        "计分卡 s { 指标 k { 计分 100分\n 每高于目标值 满5% 加3分，最多加10分 } }",
    );
}

#[test]
fn adjusts_and_vetoes() {
    same(
        "scorecard s { adjust a \"A\" { less 2 for each full 1% that x is above 5%, at most 20; because \"w\" } }",
        "计分卡 s { 加减分 a \"A\" {\n x 每高于5% 满1% 扣2，最多扣20\n 理由 \"w\"\n} }",
    );
    let vetoes = [
        ("grade D", "等级 D"),
        ("grade \"A-\"", "等级 “A-”"),
        ("grade at most C", "等级 不超过 C"),
        ("score 0", "总分 0"),
        ("KPI 0", "指标 0"),
        ("new_logos 0", "new_logos 0"),
    ];
    for (en, zh) in vetoes {
        same(
            &format!("scorecard s {{ veto v \"V\" when x > 0 : {en} because \"w\" }}"),
            &format!("计分卡 s {{ 一票否决 v \"V\" 当 x > 0 时：{zh} 理由 \"w\" }}"),
        );
    }
    same("scorecard s { gate \"g\" needs x; at least 0; at most 120 }", "计分卡 s { 门槛 \"g\" 须 x；保底 0；封顶 120 }");
    same("gate \"g\" needs x >= 50%", "门槛 \"g\" 须 x 不低于 50%");
}

#[test]
fn grades_and_payouts() {
    same(
        "grade by score { S from 110 : coefficient 1.5, days 3; \"A-\" from 95; D below 95 because \"w\" }",
        "等级 按 score { S 110以上 ：coefficient 1.5，days 3；\"A-\" 95以上；D 不满95 理由 \"w\" }",
    );
    same("grade by x whole { A from 3; B up to 2 }", "等级 按 x 取整数 { A 3以上；B 不超过2 }");
    same(
        "payout p \"P\" for role = \"AE\" { gate \"g\" needs x; pay a * b; at most 5_000; prorate c / d; may be negative; because \"w\" }",
        "发放 p \"P\" 适用于 role = \"AE\" {\n 门槛 \"g\" 须 x\n 计发 a × b\n 封顶 5000\n 折算 c ÷ d\n 可为负\n 理由 \"w\"\n}",
    );
    same("payout p { pay a\n at most 5 }", "payout p { pay a; at most 5 }");
}

#[test]
fn shapes() {
    let lines = (
        "{ up to 10万 : 2% as low; up to 30万 : 3%; above 30万 : refuse \"r\" }",
        "{ 不超过10万：2% 记作 low；不超过30万：3%；超过30万：报错 \"r\" }",
    );
    let modes = [
        ("marginal", "超额累进"),
        ("marginal", "分段累计"),
        ("whole", "全额累进"),
        ("whole", "跳点"),
        ("marginal decelerating", "超额累进 递减"),
        ("marginal decelerating", "超额累进递减"),
        ("marginal decelerating", "递减 超额累进"),
    ];
    for (en, zh) in modes {
        same(&format!("payout p {{ pay tiers {en} on x {} }}", lines.0), &format!("发放 p {{ 计发 按 x {zh} {} }}", lines.1));
    }
    same(&format!("tiers t marginal {} because \"w\"", lines.0), &format!("累进 t 超额 {} 理由 \"w\"", lines.1));
    same("bands c { below 50% : 0; from 50% : linear 0 to 100 }", "分档 c { 不满50%：0；50%以上：线性 0 至 100 }");
    same(
        "bands l on x { up to 8万 : base 500, share 1.2%; above 8万 : base 900, share 1.5% }",
        "分档 l 按 x { 不超过8万：base 500，share 1.2%；超过8万：base 900，share 1.5% }",
    );
    same("let y = bands on x { below 5 : 1; from 5 : 2 } * 3", "设 y = 按 x 分档 { 不满5：1；5以上：2 } × 3");
    same(
        "table r by product, region { \"A\", \"E\" : 6%; (\"B\", \"C\"), any : 5% because \"w\"; any, the rest : refuse \"r\" }",
        "对照表 r 按 product，region { \"A\"，\"E\"：6%；（\"B\"、\"C\"），任意：5% 理由 \"w\"；任意，其余：报错 \"r\" }",
    );
    same("table r by n { from 5 : 1; below 5 : 2 }", "对照表 r 按 n { 5以上：1；不满5：2 }");
    same(
        "table f by a, b grid { below 80% | from 80%; from 95% : 0.8 | 1.0; below 95% : 0.5 | 0.7 }",
        "对照表 f 按 a，b 网格 {\n 不满80% ｜ 80%以上\n 95%以上 ：0.8 ｜ 1.0\n 不满95% ：0.5 ｜ 0.7\n}",
    );
    same("table quota : money by office, period from data", "对照表 quota ：金额 按 office，period 取自数据");
    let negative = fine("let y = bands on x {\n below -5 : 1\n -5 (incl.) to 0 (excl.) : 2\n from 0 : 3\n}");
    assert!(dump(&negative).contains("Within") || !dump(&negative).is_empty());
}

#[test]
fn examples() {
    same(
        "example \"e\" { period 2026-Q1; given a 1, b \"x\", deals { c 1, d yes; c 2, d no }; expect a = 1, k.score = 3, grade = D }",
        "示例 \"e\" {\n 周期 2026年第一季度\n 已知 a 1，b \"x\"，\n deals { c 1，d 是；\n c 2，d 否 }\n 应为 a ＝ 1，k.score = 3，grade = D\n}",
    );
    same(
        "example \"t\" { period 2026-Q1; given a 1; table b, c.d : score, x { 1, -2 : 3, D because \"x\"; -, 5 : error E501; 6, 7 : -, 8 }; expect y = 1 }",
        "示例 \"t\" { 周期 2026-Q1；已知 a 1；对照表：b，c.d：score，x { 1， -2：3，D 理由 \"x\"；—，5：报错 E501；6， 7：－，8 }；应为 y = 1 }",
    );
    same("example \"e\" { period 2026-03; expect error E501 }", "示例 \"e\" { 周期 2026-03；应为 报错 E501 }");
}

#[test]
fn refusals() {
    codes("", &["E150"]);
    codes("# nothing\n\n", &["E150"]);
    codes("bring x = 5", &["E151"]);
    codes("let x = 5 5", &["E152"]);
    codes("goal g { measure a; measure b }", &["E155"]);
    codes("input p by id { x : money optional optional }", &["E155"]);
    codes("scorecard s { kpi k { score 100\n less 2 for each 1% below y } }", &["E156"]);
    codes("计分卡 s { 指标 k { 计分 100\n 每低于目标值 1% 扣2分 } }", &["E156"]);
    codes("scorecard s { kpi k { score 100\n less 2 for each full 1% below y, pro rata } }", &["E157"]);
    codes("scorecard s { kpi k { score 100\n less 2, pro rata } }", &["E157"]);
    codes("payout p { pay tiers on x { up to 1 : 2%; above 1 : 3% } }", &["E158"]);
    codes("发放 p { 计发 按 x 累进 { 不超过1：2%；超过1：3% } }", &["E158"]);
    codes("scorecard s { kpi k { score 100\n less 2 for each full 1% below y\n at most 40 } }", &["E159"]);
    codes("payout p { pay a\n plus b\n at most 40 }", &["E159"]);
    codes("bands l on x { up to 8 : base -500; above 8 : 3 }", &["E160"]);
    codes("bands l on x { up to 8 : base - 500; above 8 : base }", &[]);
    codes("payout p { at most 5; pay a }", &["E161"]);
    codes("scorecard s { veto v when x > 0 : score 10 }", &["E162"]);
    codes("let a.b.c = 1", &["E163"]);
    codes("grade by x { A 60% to 100%; B below 60% }", &["E120"]);
}

#[test]
fn brackets_behind_where_are_offered_as_they_are_written() {
    let (_, problems) = read("let x = (sum of a over deals where b > c * 2) + 1");
    let said = format!("{problems:?}");
    assert!(said.contains("sum of a over deals where (b > c * 2)"), "{said}");
    assert!(!said.contains("where where"), "{said}");
}

#[test]
fn a_policy_keeps_its_repeated_lines_for_the_plan() {
    let file = fine("policy \"P\" { period month; period quarter }");
    assert!(matches!(&file.items[..], [ast::Item::Policy(policy)] if policy.repeated.len() == 1));
}

/// A KPI with these lines under its score.
fn scored(lines: &str) -> String {
    format!("计分卡 s {{ 指标 k {{ 计分 100分\n{lines}\n}} }}")
}

#[test]
fn short_steps_name_their_own_step() {
    for fine_line in [
        "每低于目标值 1% 扣2分，不足1%按1%计",
        "每低于目标值 满1% 扣2分，不足1%不计，最高扣40分",
        "每超过目标值 5% 加3分，不足5%不计，最高加10分",
        "每超出目标值 满5% 加3分",
    ] {
        fine(&scored(fine_line));
    }
    for (line, code) in [
        ("每低于目标值 1% 扣2分，不足5%按5%计", "E157"),
        ("每低于目标值 1% 扣2分，不足1%按2%计", "E157"),
        ("每低于目标值 1% 扣2分，不足1元按1元计", "E157"),
        ("每低于目标值 满1% 扣2分，不足1%按1%计", "E157"),
        ("每低于目标值 满1% 扣2分，最多加4分", "E159"),
        ("每低1%扣2分", "E156"),
        ("每超5%加3分，最高加10分", "E156"),
        ("每少1万元扣2分", "E156"),
        ("每低于目标值 满1% 扣2人", "E116"),
        ("每低于目标值 满1% 扣2分，最多扣40件", "E116"),
        ("每低于目标值 满1% 扣2分\n最多40分", "E159"),
    ] {
        codes(&scored(line), &[code]);
    }
    codes("计分卡 s { 指标 k { 计分 完成率 折成分，最多扣40分 } }", &["E159"]);
    codes("计分卡 s { 指标 k { 计分 100人 } }", &["E116"]);
}

#[test]
fn both_readings_of_a_cap_under_a_line_can_be_written() {
    for text in ["less 20, at most 150", "less 20, at least 0\nat most 150"] {
        fine(&format!("payout x {{ pay m\n{text}\n}}"));
    }
    fine("发放 x { 计发 m\n减 20，最低0\n封顶 150\n}");
}

#[test]
fn negative_columns_stand_in_brackets() {
    fine("bands level on m { up to 8 : base (-500)\nabove 8 : base 5 }");
    fine("bands level on m { up to 8 : base (-500), share 1%\nabove 8 : base 5, share 2% }");
    codes("bands level on m { up to 8 : base -500\nabove 8 : base -700 }", &["E160"]);
    codes("bands level on m { up to 8 : start -500, share 1%\nabove 8 : start 0, share 2% }", &["E160"]);
}

#[test]
fn a_text_behind_options_is_refused() {
    for text in ["one of \"a\" \"b\"", "one of \"a\" < \"b\", \"c\"", "取值 \"甲\" \"乙\""] {
        codes(&format!("input p by id {{ x : {text} }}"), &["E152"]);
    }
    same("input p by id { x \"Title\" : one of \"a\", \"b\" }", "数据 p 按 id { x “Title” ：取值 \"a\"、\"b\" }");
    fine("input p by id { x : one of \"a\", \"b\" optional \"Title\" }");
}

#[test]
fn signs_and_words_of_comparison_are_bounds() {
    same("bands b on n { < 60 : 0; >= 60 : 1 }", "bands b on n { below 60 : 0; at least 60 : 1 }");
    same("bands b on n { 小于60：0；大于等于60：1 }", "bands b on n { below 60 : 0; at least 60 : 1 }");
    same("bands b on n { 小于或等于60：0；大于60：1 }", "bands b on n { up to 60 : 0; above 60 : 1 }");
    same("let x = std on m starting at t", "设 x = std on m 起点 t");
    same("let x = std on m starting at t", "设 x = std(m) 起点 t");
}
