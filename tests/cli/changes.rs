//! What changes while a policy is in force: approved exceptions, amendments, and a period computed again.

use crate::support::Sandbox;

const POLICY: &str = r#"policy "Changes" { version "1"; period quarter; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id { won : money at least 0 }
param rate : percent = 10%
payout commission { pay won * rate }
amend "July cut" from 2026-07-01 because "Margins fell" approved "CFO-7" { param rate : percent = 8% }
exception for "A" from 2026-01-01 to 2026-03-31 because "Agreed" approved "CFO-8" { commission = 500 }
"#;

fn sample() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", POLICY);
    sandbox.write("people.csv", "id,won\nA,1000\nB,2000\n");
    sandbox
}

#[test]
fn an_exception_counts_instead_and_one_for_nobody_is_told() {
    let sandbox = sample();
    let call = ["run", "plan.merit", "--data", "people=people.csv", "--period", "2026-Q1"];
    sandbox.merit(&call).says(0, &["†$500.00", "$200.00", "instead of $100.00, until 2026-03-31"]);
    sandbox.write("people.csv", "id,won\nB,2000\n");
    sandbox.merit(&call).says(3, &["there is nobody called “A”", "E580", "$200.00"]);
}

#[test]
fn an_amendment_holds_from_its_day_on() {
    let sandbox = sample();
    let call = |period| sandbox.merit(&["run", "plan.merit", "--data", "people=people.csv", "--period", period]);
    call("2026-Q2").says(0, &["$100.00", "$200.00"]);
    call("2026-Q3").says(0, &["$80.00", "$160.00"]);
    sandbox.merit(&["timeline", "plan.merit"]).says(0, &["2026-07-01  amendment “July cut”", "+ param rate : percent = 8%"]);
}

#[test]
fn a_period_computed_again_tells_what_was_paid_and_what_is_due() {
    let sandbox = sample();
    let call = ["run", "plan.merit", "--data", "people=people.csv", "--period", "2026-Q1"];
    sandbox.merit(&[&call[..], &["--format", "json", "--out", "q1.json"]].concat()).says(0, &[]);
    sandbox.write("plan.merit", POLICY.lines().filter(|line| !line.starts_with("exception")).collect::<Vec<_>>().join("\n"));
    sandbox.write("people.csv", "id,won\nB,1500\n");
    let again = sandbox.merit(&[&call[..], &["--previous", "q1.json"]].concat());
    again.says(3, &["True-up of 2026-Q1", "-$50.00", "“A” was paid $500.00", "E581", "W580"]);
}

/// What is known of a row that names a stranger is an error of everybody whom it names beside.
#[test]
fn a_row_credited_to_a_stranger_is_an_error_of_the_others() {
    let sandbox = sample();
    sandbox.write(
        "plan.merit",
        r#"policy "Credit" { version "1"; period quarter; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id { team : text }
input deals by did of people by owner undated {
  amount : money; share : percent; partner : person optional; rest : percent default 0%
  credit owner share
  credit partner rest
}
let won = sum of amount * credit over deals
payout p { pay won }
"#,
    );
    sandbox.write("people.csv", "id,team\nA,x\nB,y\n");
    sandbox.write("deals.csv", "did,owner,amount,share,partner,rest\n1,Zed,1000,50%,A,50%\n2,B,100,100%,,\n");
    let run = sandbox.merit(&["run", "plan.merit", "--data", "people=people.csv", "--data", "deals=deals.csv", "--period", "2026-Q1"]);
    run.says(3, &["A: this row is credited to several people, and “Zed” is not among them", "[E413]", "$100.00"]);
}
