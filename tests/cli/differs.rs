//! `merit test` on expectations that do not hold: what was expected, what came out, and the terms of the first step that differs.

use snapbox::{assert_data_eq, file};

use crate::support::Sandbox;

/// A policy in which every kind of rule decides something for the one person of its examples.
const RULES: &str = r#"policy "Rules" { period quarter; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id {
  role   : one of "AE", "SDR"
  sold   : money at least 0
  quota  : money above 0
  csat   : number optional
  calls  : count
  signed : flag
  hired  : date
  employed from hired, first day counts
}
input deals by deal_id of people by id undated { amount : money; kind : one of "S", "H" }
param base : money = 100 from 2026-01-01, 200 from 2026-07-01
table rate by kind { "S" : 6%; any : 5% }
bands curve { below 50% : 0; from 50% : linear 0 to 100; from 100% : linear onward }
let deals.due   = amount * rate(kind)
let due         = sum of due over deals where kind = "S"
let fixed       = 42
let chosen      = if sold > quota then base * 2 else if calls >= 3 then base * calls else 0
let answered    = csat otherwise calls
let kind_factor = table_factor(role)
table table_factor by role { "AE" : 1.5; "SDR" : 1.2 }
let step_value  = bands on sold / quota { below 50% : 0; from 50% : base * calls; from 100% : 7 }
let both        = signed and calls > 2
let passed      = (if sold from 10 up to 20 then 1 else 2) = 1
let term        = period end - hired
goal growth "Grow" { measure sold; target quota }
scorecard ae "Account executives" for role = "AE" {
  kpi revenue "Revenue" { measure sold; target quota; weight 50%; score curve on attainment }
  kpi answers "Answers" { measure csat; target 4.5; weight 30%; when missing reweight; score attainment in points }
  kpi phone "Calls" {
    measure calls
    target  10
    weight  20%, points rounded to 1
    score   100, at most 95
      less 2 for each full 1 below target, at most 9
      at least 88
    gate "Signed" needs signed
  }
  adjust late "Late" { less 2; plus 5 }
  at most 50
  veto idle "Idle" when calls < 4 : grade at most B
}
scorecard sdr "The others" for role = "SDR" {
  kpi revenue "Revenue" { measure sold; target quota; weight 100%; score 1 }
}
grade by score { A from 50 : factor 2; B below 50 : factor 1 }
gate "Somebody calls" needs calls > 0
payout bonus { pay base * factor / 3; prorate days employed in period / days in period }
payout commission { pay tiers marginal on sold { up to 50 : 10%; above 50 : 20% }; at most 12 }
payout nothing { gate "Many calls" needs calls >= 100 or sold > 500; pay base }
"#;

const GIVEN: &str =
    r#"role "AE", sold 80, quota 100, calls 3, signed yes, hired 2026-02-01, deals { amount 100, kind "S"; amount 50, kind "H" }"#;

/// The policy with an example for each of the expectations.
fn policy(expected: &[&str]) -> String {
    let example = |expect: &&str| format!("example \"{expect}\" {{\n  period 2026-Q1\n  given {GIVEN}\n  expect {expect}\n}}\n");
    format!("{RULES}{}", expected.iter().map(example).collect::<String>())
}

#[test]
fn the_terms_of_every_kind_of_rule() {
    let sandbox = Sandbox::new();
    let expected = [
        "due = 7",
        "fixed = 41",
        "chosen = 1",
        "answered = 4",
        "kind_factor = 2",
        "step_value = 5",
        "both = no",
        "passed = yes",
        "term = 3 days",
        "growth.met = yes",
        "growth.attainment = 81%",
        "revenue.attainment = 79%",
        "revenue.score = 61",
        "phone.score = 90",
        "phone.weighted = 20",
        "late = 4",
        "score = 40, grade = B, factor = 1, bonus = 1",
        "grade = A",
        "factor = 3",
        "bonus = 44, payout = 5",
        "commission = 13",
        "nothing = 1",
        "payout = 1",
    ];
    sandbox.write("rules.merit", policy(&expected));
    let run = sandbox.merit(&["test", "rules.merit"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{}", run.out);
    assert_data_eq!(run.out, file!["expected/test-differs.txt"].raw());
}

/// Rows of a table, in Chinese: the title says the row, the labels stand under Chinese words.
#[test]
fn rows_in_chinese() {
    let plan = std::fs::read_to_string("policies/销售绩效管理制度/销售绩效管理制度.merit").unwrap();
    let (rules, _) = plan.split_once("# ── 示例 ──").unwrap();
    let example = "示例 \"超额完成\" {
  周期 2026-Q2
  已知 岗位 \"客户经理\"，班组 \"华东一组\"，入职日期 2020-01-01，转正日期 2020-04-01，绩效工资基数 9000，回款目标 60万，
       新客户数 8，新客户目标 5，客户评分 4.2，上级评分 5，回款单 { 产品 \"标准软件\"，已核销 是，到账日期 2026-06-30 }
  对照表 回款额，跟进及时率，回款单.到账金额 ：跟进及时.得分，客户满意.得分，总分，提成 {
    75万， 90%，   75万 ：100， 90， -，     10000
    75万， 86.5%， 75万 ：94，  90， 110.8， 12000
    30万， 86.5%， 30万 ：-，   95， -，     100
  }
  应为 等级 = S
}
";
    let sandbox = Sandbox::new();
    sandbox.write("制度.merit", format!("{rules}{example}"));
    let run = sandbox.merit(&["test", "制度.merit", "--lang", "zh"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""), "{}", run.out);
    assert_data_eq!(run.out, file!["expected/test-differs-zh.txt"].raw());
}
