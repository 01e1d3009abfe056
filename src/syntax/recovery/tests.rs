use crate::diagnostic::{Diagnostic, Text};
use crate::source::FileId;
use crate::syntax::{ast, parse};

fn read(text: &str) -> (ast::File, Vec<Diagnostic>) {
    parse(FileId(0), text)
}

/// The codes with the line (from 1) each message points at.
fn said(text: &str) -> Vec<String> {
    let (_, problems) = read(text);
    let line = |problem: &Diagnostic| {
        let at = problem.labels.first().map_or(0, |label| label.span.start as usize);
        text[..at].matches('\n').count() + 1
    };
    problems.iter().map(|problem| format!("{} {}", problem.code, line(problem))).collect()
}

#[track_caller]
fn says(text: &str, expected: &[&str]) {
    let (_, problems) = read(text);
    assert_eq!(
        said(text),
        expected,
        "{text}\n{:#?}",
        problems.iter().map(|problem| (&problem.message.en, &problem.labels)).collect::<Vec<_>>()
    );
}

const POLICIES: &[&str] = &[
    include_str!("../../../policies/first-steps/first-steps.merit"),
    include_str!("../../../policies/field-sales/field-sales.merit"),
    include_str!("../../../policies/crm-opportunities/crm-opportunities.merit"),
    include_str!("../../../policies/crm-opportunities/as-published.merit"),
    include_str!("../../../policies/crm-opportunities/common.merit"),
    include_str!("../../../policies/销售绩效管理制度/销售绩效管理制度.merit"),
];

#[test]
fn bundled_policies_are_read_without_a_message() {
    for policy in POLICIES {
        says(policy, &[]);
    }
}

#[test]
fn ten_mistakes_are_ten_messages() {
    let text = r#"policy "Ten mistakes" {
  version    "1"
  perod      quarter
  currency   USD
  effective  2026-01-01 until 2026-12-31
}
input people by employee_id {
  quota  : monye   above 0
  won    : money   at least 0
  late   : money   defualt 0
}
keep balance starting 0 = balance + 5
let bonus_base =
scorecard sales "Sales" {
  kpi revenue {
    measure  won
    weight   80 percent
    score    attainment in points, at most 120
  }
  kpi satisfaction {
    measure  csat
    weight   20%
    score    100
      less 5 for each 0.1 below target, at most 50
  }
}
grade by score {
  A  from 100
  B  from 80 to 100
  C  below 80
}
payout commission {
  pay  tiers on won { up to 100_000 : 3%; above 100_000 : 5% }
}
example "Quota met" {
  period 2026-Q1
  expects won = 150_000
}
"#;
    says(text, &["E151 3", "E152 5", "E152 8", "E152 10", "E151 12", "E152 13", "E152 17", "E156 24", "E152 29", "E158 33", "E151 37"]);
    let (file, _) = read(text);
    assert_eq!(file.items.len(), 6);
    let cards: Vec<_> =
        file.items.iter().filter_map(|item| if let ast::Item::Scorecard(card) = item { Some(card) } else { None }).collect();
    assert_eq!(cards[0].kpis.len(), 2);
    let revenue = &cards[0].kpis[0];
    assert!(revenue.weight.is_none() && revenue.score.is_some());
    let lost: Vec<_> = file.broken.iter().filter(|broken| broken.block == Some(revenue.span)).map(|broken| broken.word).collect();
    assert_eq!(lost, [Some("weight")]);
    let names: Vec<&str> = file.broken.iter().flat_map(|broken| &broken.names).map(String::as_str).collect();
    for name in ["quota", "late", "bonus_base", "B"] {
        assert!(names.contains(&name), "{name} {names:?}");
    }
}

/// The help of the only message.
#[track_caller]
fn help(text: &str, code: &str) -> Text {
    let (_, problems) = read(text);
    let codes: Vec<&str> = problems.iter().map(|problem| problem.code).collect();
    assert_eq!(codes, [code], "{text}\n{:#?}", problems.iter().map(|problem| &problem.message.en).collect::<Vec<_>>());
    problems.into_iter().next().and_then(|problem| problem.help).unwrap_or_default()
}

#[test]
fn slips_of_other_languages_say_what_to_write() {
    for (slip, right) in [
        ("if n == 5 then 1 else 0", "write `=`"),
        ("if n => 5 then 1 else 0", "write `>=`"),
        ("n * .5", "write 0.5"),
        ("m + ¥10", "write 10; the currency is said once, in the policy's header"),
        ("if team = ‘x’ then 1 else 0", "write \"x\""),
        ("floor 2.7", "write `floor(2.7)`"),
        ("n // 2", "write `floor(a / b)`"),
    ] {
        assert_eq!(help(&format!("let x = {slip}"), "E152").en, right);
    }
    assert_eq!(help("let x = +5", "E152").en, "leave it out");
    assert!(help("let x = n + 5 5", "E152").en.contains("`55`"));
}

#[test]
fn runs_without_blanks_are_offered_with_them() {
    let input = "数据 人员 按 工号 { 班组 ：文本; 回款额 ：金额; 回款目标 ：金额; c ：数值 }\n";
    for (line, right) in [
        ("设 x = 回款目标的90%", "请写成“回款目标 的90%”"),
        ("设 x = 如果 回款额 > 80且回款目标 > 80 那么 1 否则 0", "请写成“且 回款目标”"),
        ("设 x = 如果 c > 1 那么回款额否则回款目标", "请写成“那么 回款额 否则 回款目标”"),
        ("发放 x { 计发 按回款额超额累进 { 不超过10万：2%; 超过10万：3% } }", "请写成“按 回款额 超额累进”"),
        ("计分卡 s { 指标 k { 计分 100分\n c每高于2满1扣2分 } }", "请写成“c 每高于2 满1 扣2分”"),
        ("等级 按 总分 { A 100以上：系数1.2\n B 不满100：系数 1.0 }", "请写成“系数 1.2”"),
    ] {
        assert_eq!(help(&format!("{input}{line}"), "E151").zh, right);
    }
}

#[test]
fn names_of_columns_that_are_none_cost_one_message() {
    says("数据 人员 按 工号 {\n 1月销售额：金额\n b ：金额\n}\n设 x = 1月销售额 + b", &["E152 2"]);
    says("数据 人员 按 工号 {\n 回款额（元） ：金额\n 占比% ：百分比\n}\n设 z = 占比% × 2", &["E152 2", "E152 3"]);
    says("input p by id {\n a : money, b : money\n}", &["E152 2"]);
    assert_eq!(help("input p by id {\n a money\n}", "E152").en, "write `a : money`");
}

#[test]
fn a_clause_behind_a_brace_is_read_all_the_same() {
    let text = "scorecard s { kpi k { measure m } kpi l { measure m } }\n";
    says(text, &["E152 1"]);
    let (file, _) = read(text);
    assert!(matches!(file.items.as_slice(), [ast::Item::Scorecard(card)] if card.kpis.len() == 2));
}

#[test]
fn a_line_with_two_readings_is_lost() {
    for (text, code) in [
        ("policy \"P\" { effective 2026-01-01 to 2026-02-30 }", "E113"),
        ("let a.b.c = 1", "E163"),
        ("let x = m / t in points", "E126"),
        ("let x = 5 of m", "E117"),
        ("example \"e\" { period 2026-Q5 }", "E115"),
        ("bands b on n { below 60 : 0; 60-80 : 1; from 80 : 2 }", "E120"),
    ] {
        let (file, problems) = read(text);
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [code], "{text}");
        assert!(!file.broken.is_empty(), "{text}");
    }
}

#[test]
fn full_width_words_and_odd_blanks_are_read() {
    says("ｌｅｔ x = 5\nlet y ： ｍｏｎｅｙ = 5\nlet\u{A0}z =\u{2009}5", &[]);
    let (file, _) = read("ｌｅｔ x = 5\nlet y = 6");
    assert!(matches!(&file.items[0], ast::Item::Let(clause) if clause.name.text == "x" && clause.name.span.start == 10));
    says("let x = “a\"", &["E106 1"]);
    says("input p by id { m\u{3164} : money; `a\u{A0}b` : money }", &["E105 1", "E105 1"]);
    says("# ❤️ 👩‍💻\ninput p by id { m : money \"👩‍💻\" }", &[]);
    says("let x = 5 # \u{202E}", &["E105 1"]);
}

#[test]
fn mistakes_in_chinese() {
    let text = "制度 \"P\" {
  周其 季度
  货币 CNY
}
数据 人员 按 工号 {
  回款额 ：金鹅
  目标   ：金额
}
计分卡 甲 {
  指标 回款 {
    权重占比 70%
    实际值 回款额
    计分 100分
      每低于目标值 1% 扣2分
  }
  指标 乙 {
    环节 转换
    权重 30% 40%
  }
}
发放 提成 { 计发 按 回款额 累进 { 不超过10万：2%；超过10万：3% } }
";
    says(text, &["E151 2", "E152 6", "E151 11", "E156 14", "E152 17", "E152 18", "E158 21"]);
    let (_, problems) = read(text);
    let helps: Vec<&str> = problems.iter().filter_map(|problem| problem.help.as_ref()).map(|help| help.zh.as_str()).collect();
    assert!(helps.iter().any(|help| help.contains("周期")), "{helps:?}");
    assert!(helps.iter().any(|help| help.contains("金额")), "{helps:?}");
    assert!(helps.iter().any(|help| help.contains("转化")), "{helps:?}");
}

#[test]
fn a_broken_line_costs_only_itself() {
    says("let a = 1\nlet b = (2\nlet c = 3\n", &["E152 2"]);
    says("scorecard s {\n kpi a { weight 50% }\n kpi 5 { weight 50% }\n kpi c { weight }\n}", &["E152 3", "E152 4"]);
    says("input p by id {\n a : money\n b money\n c : money\n}", &["E152 3"]);
    says("payout p {\n pay tiers marginal on x {\n  up to 5 : 1%\n  up 6 : 2%\n  above 6 3%\n }\n at most 5\n}", &["E152 4", "E152 5"]);
    says("table r by a {\n \"x\" : 1\n \"y\" 2\n}", &["E152 3"]);
    says("scorcard s {\n kpi a { wieght 5% }\n kpi b { weight 5% }\n}", &["E151 1", "E151 2"]);
    says("scorecard s {\n adjust a {\n less 2 for each full 1% belw 5, at most 3\n }\n}", &["E152 3"]);
    says("let a = 5 because 7\nlet b = \nlet c = 3", &["E152 1", "E152 2"]);
    says("adjust a { less 2 }\n", &["E151 1"]);
    says("example \"e\" {\n given a 1, b\n expect c = 1\n}", &["E152 2"]);
    says("grade by score {\n A from 5 : x\n B below 5 : x 3\n}", &["E152 2"]);
}

#[test]
fn braces() {
    let whole =
        "scorecard s {\n  kpi a {\n    weight 50%\n  }\n  kpi b {\n    weight 50%\n  }\n}\ngrade by score {\n  A from 5\n  B below 5\n}\n";
    says(whole, &[]);
    says(&whole.replacen("50%\n  }\n  kpi b", "50%\n  kpi b", 1), &["E153 2"]);
    says(&whole.replacen("  }\n}\n", "  }\n", 1), &["E153 1"]);
    says(&whole.replacen("B below 5\n}\n", "B below 5\n", 1), &["E153 9"]);
    says(&whole.replacen("  }\n  kpi b", "  }\n  }\n  kpi b", 1), &["E154 5"]);
    says(&format!("{whole}}}\n"), &["E154 13"]);
    says(&whole.replacen("kpi b {", "kpi b", 1), &["E153 5"]);
    says(&whole.replacen("grade by score {", "grade by score", 1), &["E153 9"]);
    let (file, _) = read(&whole.replacen("50%\n  }\n  kpi b", "50%\n  kpi b", 1));
    assert!(matches!(&file.items[..], [ast::Item::Scorecard(card), ast::Item::Grade(_)] if card.kpis.len() == 2));
}

#[test]
fn an_unclosed_quotation_mark_is_said_once() {
    says("let a = 1\ngoal g \"Grow {\n measure a\n}\nlet b = 2\n", &["E106 2"]);
    says("policy \"P\" {\n version \"1\n period month\n}\n", &["E106 2"]);
}

#[test]
fn nothing_at_all() {
    for text in ["", "\n\n", "# only a comment", "  \u{3000}\n# a\n"] {
        let (file, problems) = read(text);
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["E150"]);
        assert_eq!(file.broken.len(), 1);
    }
}

#[test]
fn junk_never_panics() {
    let junk = [
        "}}}}{{{{",
        "{",
        "}",
        "((((",
        "\"",
        "`",
        "\u{0}\u{1}\u{2}",
        "#",
        ";;;;",
        "：：｛｝；，",
        "policy",
        "制度",
        "kpi { { { }",
        "{ policy \"P\" }",
        "let",
        "let x",
        "let x =",
        "\u{feff}let x = 1",
        "é\u{301}🎉 {\n🎉\n}",
        "grade by score { A from }",
        "table t by a grid { | }",
        "a\rb\r\nc",
        "less 2 for each",
        "input p by id { x : }",
        "\"unclosed\n}\n{",
    ];
    for text in junk {
        let (_, problems) = read(text);
        assert!(!problems.is_empty() || text.contains("let x = 1"), "{text:?}");
    }
    let mut state = 12_345_u64;
    let pieces =
        ["{", "}", "(", ")", "\n", ";", ":", "\"", "kpi ", "score ", "let ", "x ", "= ", "5% ", "，", "分", "每低于", "#", "`", "指标 "];
    for _ in 0..2_000 {
        let mut text = String::new();
        for _ in 0..30 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(state >> 33) as usize % pieces.len()]);
        }
        read(&text);
    }
}

/// A policy that holds a block of every kind, short enough to break it at every line.
const SHORT: &str = include_str!("../../../policies/first-steps/first-steps.merit");

/// The lines at which a policy is broken: every line of the short one, and every ninth of the others, each policy from another
/// line on. The shapes of a long policy's clauses repeat.
fn broken_lines() -> impl Iterator<Item = (Vec<&'static str>, Vec<usize>)> {
    POLICIES.iter().enumerate().map(|(at, policy)| {
        let lines: Vec<&str> = policy.lines().collect();
        let (first, step) = if *policy == SHORT { (0, 1) } else { (at % STEP, STEP) };
        let chosen = (first..lines.len()).step_by(step).collect();
        (lines, chosen)
    })
}

const STEP: usize = 9;

#[track_caller]
fn at_most_one_message(text: &str, what: &str) {
    let (_, problems) = read(text);
    let messages: Vec<_> = problems.iter().map(|problem| (problem.code, &problem.message.en)).collect();
    assert!(problems.len() <= 1, "{what}\n{messages:#?}");
}

#[test]
fn cut_policies_never_panic() {
    for (number, policy) in POLICIES.iter().enumerate() {
        let step = if *policy == SHORT { 50 } else { 850 };
        for at in (number * 10..policy.len()).step_by(step) {
            let at = (at..policy.len()).find(|at| policy.is_char_boundary(*at)).unwrap_or(policy.len());
            read(&policy[..at]);
        }
    }
}

/// Taking one line out breaks one thing at most, unless the line opened or closed a block.
#[test]
fn without_any_one_line() {
    for (lines, chosen) in broken_lines() {
        for without in chosen {
            let text: Vec<&str> = lines.iter().enumerate().filter(|(at, _)| *at != without).map(|(_, line)| *line).collect();
            at_most_one_message(&text.join("\n"), &format!("without line {}: {:?}", without + 1, lines[without]));
        }
    }
}

/// A word misspelt anywhere is one message.
#[test]
fn one_wrong_word_is_one_message() {
    for (lines, chosen) in broken_lines() {
        for at in chosen {
            let line = lines[at];
            let indent = line.len() - line.trim_start().len();
            if line.trim().is_empty() || line.trim_start().starts_with(['#', '}']) {
                continue;
            }
            let wrong = format!("{}zzqx zzqx {}", &line[..indent], line.trim_start());
            let text: Vec<&str> = lines.iter().enumerate().map(|(other, line)| if other == at { wrong.as_str() } else { *line }).collect();
            at_most_one_message(&text.join("\n"), &format!("line {}: {line:?}", at + 1));
        }
    }
}
