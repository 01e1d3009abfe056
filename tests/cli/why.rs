//! `merit why`.

use snapbox::{assert_data_eq, file};

use crate::support::{Run, Sandbox, merit};

#[test]
fn down_to_the_cell() {
    let run =
        merit(&["why", "policies/first-steps/first-steps.merit", "--data", "policies/first-steps", "--period", "2026-Q1", "--who", "P02"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_data_eq!(run.out, file!["expected/why-first-steps.txt"].raw());
}

#[test]
fn in_chinese() {
    let run = merit(&[
        "why",
        "policies/销售绩效管理制度/销售绩效管理制度.merit",
        "--data",
        "policies/销售绩效管理制度/data",
        "--period",
        "2026-Q3",
        "--lang",
        "zh",
        "--who",
        "YG0003",
    ]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_data_eq!(run.out, file!["expected/why-zh.txt"].raw());
}

#[test]
fn one_value_as_json() {
    let sandbox = Sandbox::new();
    let run = sandbox.merit(&["why", "plan.merit", "--data", "data", "--period", "2026-Q1", "--who", "B", "bonus", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!((json["key"].as_str(), json["values"][0]["value"].to_string().as_str()), (Some("B"), "0.11"));
}

#[test]
fn what_cannot_be_computed() {
    let sandbox = Sandbox::new();
    sandbox.write("data/people.csv", "id,name,revenue,quota,csat\nA,甲,50,,\n");
    sandbox.write("data/deals.csv", "deal_id,id,amount\n");
    let run = sandbox.merit(&["why", "plan.merit", "--data", "data", "--period", "2026-Q1", "--who", "A"]);
    run.says(3, &["score cannot be computed", "people.csv, row 2, column \"quota\"", "bonus = 1% × $0.00 = $0.00"]);
}

/// A policy whose every rule does something to the one person A.
const RULES: &str = r#"policy "Rules" { version "1"; period quarter; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id { role : one of "AE", "SDR"; sold : money at least 0; quota : money above 0; calls : count; share : percent }
input deals by deal_id of people by id dated closed { amount : money; kind : one of "S", "H"; closed : date }
table rate by kind { "S" : 6%; any : 5% }
table factor by role, share grid { below 80% | from 80%; "AE" : 1 | 2; any : 3 | 4 }
table allowance : money by role from data
tiers steps marginal { up to 100 : 10%; up to 200 : 20%; above 200 : 30% }
let deals.before = (running sum of amount over deals by closed) - amount
let deals.tiered = steps on amount starting at before
let deals.flat = amount * rate(kind)
let all_tiered = sum of tiered over deals
let all_flat = sum of flat over deals
let hundreds = round sold / 3 to 100
let least = min(sold, quota)
scorecard ae for role = "AE" {
  kpi attain { measure sold; target quota; weight 100%
    score by attainment { below 50% : 0; from 50% : linear 0 to 100; from 100% : linear onward } }
  veto late when calls > 8 : grade at most B
  veto none "No calls" when calls > 90 : score 0
  veto low when calls > 5 : grade C
  veto low_too when calls > 5 : grade at most B
}
scorecard sdr for role = "SDR" { kpi phone { measure calls; target 5; weight 100%; score attainment in points } }
grade by score { A from 90; B from 60; C below 60 }
payout capped { pay sold * 2 + quota * 5%; at most 500; prorate 1 / 2 }
payout tier { pay steps on quota }
payout grid { pay factor(role, share) * 10 + 1 / 3 * hundreds + least + allowance(role) }
payout rows for role = "AE" { pay all_tiered + all_flat }
"#;

fn rules(further: &[&str]) -> Run {
    let sandbox = Sandbox::new();
    sandbox.write("rules.merit", RULES);
    sandbox.write("people.csv", "id,role,sold,quota,calls,share\nA,AE,333.33,200,6,85%\nB,SDR,0,1,5,5%\n");
    sandbox.write("deals.csv", "deal_id,id,amount,kind,closed\nD1,A,80,S,2026-01-03\nD2,A,90,H,2026-01-02\n");
    sandbox.write("allowance.csv", "role,allowance\nSDR,1\nAE,7\n");
    sandbox.merit(&[&["why", "rules.merit", "--data", ".", "--period", "2026-Q1", "--who"], further].concat())
}

#[test]
fn the_formula_stands_before_what_changes_it() {
    let run = rules(&["A", "capped", "hundreds", "least", "grid"]);
    run.says(
        0,
        &[
            "begins at $333.33 × 2 + $200.00 × 5% = $676.66",
            "at most $500.00: $676.66 → $500.00",
            "prorate 1 / 2: $500.00 × 1 ÷ 2 = $250.00",
            "hundreds = $333.33 ÷ 3 = $111.11, rounded to $100.00",
            "least = min($333.33, $200.00) = $200.00",
            "grid = $2.00 × 10 + 1 ÷ 3 × $100.00 + $200.00 + $7.00 ≈ $260.333333 (781/3),",
            "rounded half up to 0.01: ≈$260.333333 → $260.33 (−≈$0.003333)",
        ],
    );
}

#[test]
fn the_line_taken_and_the_next() {
    let run = rules(&["A", "tier", "grid", "attain.score"]);
    run.says(
        0,
        &[
            "not reached: above 200 : 30% (begins just above $200.00)",
            "row taken: \"AE\" : 1 | 2, column from 80%, which holds 2",
            "allowance.csv, row 3, \"allowance\"",
            "goes on along: from 50% : linear 0 to 100",
            "0 + (166.665% − 50%) ÷ (100% − 50%) × (100 − 0) = 233.33",
        ],
    );
}

#[test]
fn rows_are_explained_like_people() {
    let texts = [
        "D1: $15.00",
        "before = $170.00 − $80.00 = $90.00",
        "running sum of amount over deals by closed: 2 rows = $170.00",
        "D2: $90.00, D1: $80.00",
        "counted from $90.00 to $170.00",
        "up to 100 : 10%: $10.00 × 10% = $1.00",
        "up to 200 : 20%: $70.00 × 20% = $14.00",
    ];
    let paid = rules(&["A", "rows"]);
    paid.says(0, &texts);
    paid.says(0, &["D1: $80.00 × 6% = $4.80", "row taken: \"S\" : 6%", "D2: $90.00 × 5% = $4.50", "row taken: any : 5%"]);
    let asked = rules(&["A", "deals.tiered"]);
    asked.says(0, &texts);
    asked.says(0, &["deals.tiered: 2 rows"]);
    rules(&["B", "deals.tiered"]).says(0, &["deals.tiered: no rows"]);
    rules(&["A", "deals.tired"]).says(2, &["error[E626]", "deals.tiered"]);
}

#[test]
fn vetoes_that_struck_and_that_did_not() {
    let run = rules(&["A", "score", "grade"]);
    run.says(
        0,
        &[
            "veto \"low\" strikes, grade C (A → C): calls > 5",
            "veto \"late\": grade at most B, only when calls > 8",
            "veto \"No calls\": score 0, only when calls > 90",
            "veto \"low_too\", grade at most B: its condition calls > 5 holds, but the",
        ],
    );
}

#[test]
fn what_does_not_apply_says_why() {
    rules(&["B", "rows", "attain.score"])
        .says(0, &["only where role = \"AE\"", "role = SDR", "only for the scorecard \"ae\", which is for role = \"AE\""]);
}

#[test]
fn built_in_names_in_the_readers_language() {
    let run = rules(&["B", "phone.得分", "总分", "等级", "应发合计", "--lang", "zh"]);
    run.says(
        0,
        &[
            "phone.得分 = 100% 折成分 = 100",
            "phone.完成率 = 5 ÷ 5 = 100%",
            "phone.实际值 = calls = 5",
            "总分 = 100",
            "等级 = A",
            "应发合计 = ",
        ],
    );
    for name in ["score", "attainment", "grade =", "payout"] {
        let told: Vec<&str> = run.out.lines().filter(|line| line.contains(name)).collect();
        assert!(told.iter().all(|line| line.contains("in points") || line.contains("落在")), "{name}: {told:?}");
    }
}

/// A fault reads like everything else: the language's own names in the reader's language.
#[test]
fn faults_name_values_in_the_readers_language() {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", sandbox.read("plan.merit").replace("pay 1% of sold", "pay 1% of sold * attain.score"));
    sandbox.write("plan.merit", sandbox.read("plan.merit").replace("scorecard sales", "scorecard sales for quota > 200"));
    let why = |language: &str| {
        sandbox.merit(&["why", "plan.merit", "--data", "data", "--period", "2026-Q1", "--who", "A", "bonus", "--lang", language])
    };
    why("zh").says(3, &["“attain.得分” 不适用于此人"]);
    why("en").says(3, &["“attain.score” does not apply to this person"]);
}

/// Where a gate is not met nothing is computed behind it, and nothing is told of it.
#[test]
fn what_holds_an_amount_back() {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("plan.merit").replace("weight 100%;", "weight 100%; gate \"Enough\" needs revenue >= 100;");
    sandbox.write("plan.merit", plan);
    let run = sandbox.merit(&["why", "plan.merit", "--data", "data", "--period", "2026-Q1", "--who", "A", "attain.score"]);
    run.says(0, &["attain.score = 0", "gate \"Enough\" is not met, which makes it 0: needs revenue >= 100"]);
    assert!(!run.out.contains("at most 120"), "{}", run.out);
}

#[test]
fn of_other_people_and_of_dates() {
    let sandbox = Sandbox::new();
    let lets = "let twice = sum of quota * 2 over everyone\nlet days = period end - period start\nlet top = max of amount over deals\n";
    let plan = sandbox
        .read("plan.merit")
        .replace("let sold", &format!("{lets}let sold"))
        .replace("pay 1% of sold", "pay tiers whole on sold { up to quota : revenue / quota * 1%; above quota : 1% }");
    sandbox.write("plan.merit", plan);
    let rows: Vec<String> = (1..=12).map(|row| format!("D{row},B,{row}")).collect();
    sandbox.write("data/deals.csv", format!("deal_id,id,amount\n{}\n", rows.join("\n")));
    let run = sandbox.merit(&["why", "plan.merit", "--data", "data", "--period", "2026-Q1", "--who", "B", "twice", "days", "top", "bonus"]);
    let texts = [
        "A: $100.00 × 2 = $200.00",
        "B: $300.00 × 2 = $600.00",
        "days = 2026-03-31 − 2026-01-01 = 89 days",
        "├─ D12: $12.00",
        "… and 2 more",
        "$78.00 × ($200.00 ÷ $300.00 × 1%) = $0.52",
    ];
    run.says(0, &texts);
}
