//! `merit curve`.

use snapbox::{assert_data_eq, file};

use crate::support::{Run, Sandbox, command, merit, run};

const FIELD_SALES: &str = "policies/field-sales/field-sales.merit";
const CHINESE: &str = "policies/销售绩效管理制度/销售绩效管理制度.merit";
const BONUS: &str = "tests/suite/evaluating/year_end_bonus.merit";

/// `merit curve FILE --of NAME --vary WORDS`, with further arguments.
fn curve(policy: &str, of: &str, vary: &str, further: &[&str]) -> Run {
    merit(&[&["curve", policy, "--of", of, "--vary", vary], further].concat())
}

fn fine(run: Run) -> String {
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.out
}

// ---- what people read -----------------------------------------------------------------------------------------------

/// One deal among others: what the tiers make of more of it.
#[test]
fn commission_over_a_deal() {
    let example = "AE above target: tiers, products, discount, accelerator";
    let out = fine(curve(FIELD_SALES, "commission", "deals.amount from 0 up to 400_000", &["--example", example]));
    assert_data_eq!(out, file!["expected/curve-deal.txt"].raw());
}

#[test]
fn bonus_over_revenue() {
    let out = fine(curve(FIELD_SALES, "bonus", "revenue", &["--example", "AE exactly on target"]));
    assert_data_eq!(out, file!["expected/curve-bonus.txt"].raw());
}

/// A text stays on whole stretches; a drawing has a line for each.
#[test]
fn grade_over_revenue() {
    let out = fine(curve(FIELD_SALES, "grade", "revenue", &["--example", "AE exactly on target"]));
    assert_data_eq!(out, file!["expected/curve-grade.txt"].raw());
}

#[test]
fn in_chinese() {
    let at = "岗位 \"客户经理\"，回款目标 100万";
    let out = fine(curve(CHINESE, "回款完成.得分", "回款额 从0 至150万", &["--lang", "zh", "--at", at]));
    assert_data_eq!(out, file!["expected/curve-zh.txt"].raw());
}

#[test]
fn a_person_of_the_data() {
    let first = ["--data", "policies/first-steps", "--period", "2026-Q1", "--who", "P02"];
    let out = fine(curve("policies/first-steps/first-steps.merit", "commission", "deals.amount", &first));
    assert_data_eq!(out, file!["expected/curve-data.txt"].raw());
    let row =
        fine(curve("policies/first-steps/first-steps.merit", "commission", "deals.amount", &[&first[..], &["--row", "D006"]].concat()));
    assert!(row.contains("row D006") && row.contains("from $0.00 up to $10,000.00          $2,700.00 → $3,000.00"), "{row}");
}

// ---- a bonus that is taxed as a whole -------------------------------------------------------------------------------

/// Where a larger bonus before tax is a smaller one after it. At each edge E the rate goes from p to q and the deduction from c to d:
/// E (1 − p) + c is paid before, and x (1 − q) + d comes up to it at x = (E (1 − p) + c − d) ÷ (1 − q).
#[test]
fn the_year_end_bonus() {
    let out = fine(curve(BONUS, "net", "bonus from 0 up to 1_200_000", &["--at", ""]));
    assert_data_eq!(&out, file!["expected/curve-year-end-bonus.txt"].raw());
    let words = out.split_whitespace().collect::<Vec<&str>>().join(" ");
    for (from, paid, after, end) in [
        ("¥36,000.00", "¥34,920.00", "¥32,610.00", "≈¥38,566.67 (exactly 115700/3)"),
        ("¥144,000.00", "¥129,810.00", "¥116,610.00", "¥160,500.00"),
        ("¥300,000.00", "¥241,410.00", "¥227,660.00", "≈¥318,333.33 (exactly 955000/3)"),
        ("¥420,000.00", "¥317,660.00", "¥298,410.00", "¥447,500.00"),
        ("¥660,000.00", "¥466,410.00", "¥436,160.00", "≈¥706,538.46 (exactly 9185000/13)"),
        ("¥960,000.00", "¥631,160.00", "¥543,160.00", "¥1,120,000.00"),
    ] {
        let (_, fall) = words.split_once(&format!("above {from} below")).unwrap();
        for text in [format!("less than at {from} ({paid}); {after} ("), format!("catches up at {end}")] {
            assert!(fall.contains(&text), "{from}: no {text:?}");
        }
    }
    assert_eq!(words.matches("catches up at").count(), 6);
}

#[test]
fn the_year_end_bonus_as_json() {
    let out = fine(curve(BONUS, "net", "bonus from 0 up to 1_200_000", &["--at", "", "--format", "json"]));
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((json["of"].as_str(), json["vary"].as_str(), json["period"].as_str()), (Some("net"), Some("bonus"), Some("2026")));
    let ends: Vec<(String, String)> = json["falls"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fall| (fall["from"].to_string(), fall["exact"]["recovers"].as_str().map_or(fall["recovers"].to_string(), str::to_string)))
        .collect();
    let wanted = [
        ("36000", "115700/3"),
        ("144000", "160500"),
        ("300000", "955000/3"),
        ("420000", "447500"),
        ("660000", "9185000/13"),
        ("960000", "1120000"),
    ];
    assert_eq!(ends, wanted.map(|(from, to)| (from.to_string(), to.to_string())));
    assert_eq!(json["pieces"].as_array().map(Vec::len), Some(15));
}

/// Whole numbers are whole: the first that gives less, the first that gives as much again.
#[test]
fn people_are_counted_whole() {
    let sandbox = Sandbox::new();
    let plan = "policy \"Whole\" { version \"1\"; period quarter; currency USD; effective 2026-01-01 to 2026-12-31 }
input people by id { visits : count }
let points = tiers whole decelerating on visits { up to 10 : 5; up to 7 / 2 * 7 : 3; above 7 / 2 * 7 : 4 }
let often = if visits >= 7 / 2 then 1 else 0
";
    sandbox.write("plan.merit", plan);
    let run = sandbox.merit(&["curve", "plan.merit", "--of", "points", "--vary", "visits", "up", "to", "30", "--at", ""]);
    run.says(
        0,
        &["from 10 to 11: 50 → 33, −17", "from 24 to 25: 72 → 100, +28", "above 10 below 17: less than at 10 (50); lowest 33 (−17) at 11"],
    );
    let run = sandbox.merit(&["curve", "plan.merit", "--of", "often", "--vary", "visits", "up", "to", "30", "--at", ""]);
    run.says(0, &["from 0 up to 3   0", "from 4 up to 30  1", "from 3 to 4: 0 → 1, +1"]);
}

// ---- images and programs --------------------------------------------------------------------------------------------

/// Every element that is opened is closed, nothing stands in it that XML does not allow, and nothing comes from elsewhere.
fn well_formed(svg: &str) -> usize {
    let (mut open, mut elements): (Vec<String>, usize) = (Vec::new(), 0);
    let mut rest = svg;
    while let Some((text, tag)) = rest.split_once('<') {
        let entities = text.match_indices('&').all(|(at, _)| {
            let name: String = text[at + 1..].chars().take_while(|c| *c != ';').collect();
            ["amp", "lt", "gt", "quot", "#39"].contains(&name.as_str())
        });
        assert!(entities && !text.contains('>'), "{text}");
        let (tag, after) = tag.split_once('>').expect("a tag ends");
        rest = after;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
            continue;
        }
        elements += 1;
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        let name = tag.split([' ', '/']).next().unwrap_or_default();
        let known = ["svg", "title", "desc", "rect", "text", "line", "path", "polyline", "circle"];
        assert!(known.contains(&name), "{tag}");
        if !tag.ends_with('/') {
            open.push(name.to_string());
        }
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?}");
    elements
}

#[test]
fn an_image_that_stands_alone() {
    let sandbox = Sandbox::new();
    let out = sandbox.path("bonus.svg");
    let out = out.to_string_lossy();
    assert_eq!(fine(curve(BONUS, "net", "bonus from 0 up to 200_000", &["--at", "", "--format", "svg", "--out", &out])), "");
    let svg = sandbox.read("bonus.svg");
    assert!(well_formed(&svg) > 30);
    assert_data_eq!(svg, file!["expected/curve-bonus.svg"].raw());
    let grade = fine(curve(FIELD_SALES, "grade", "revenue", &["--example", "AE exactly on target", "--format", "svg"]));
    assert!(well_formed(&grade) > 20 && grade.contains(">S</text>"), "{grade}");
}

#[test]
fn what_is_typed_is_no_markup() {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("plan.merit").replace("Small plan", "<script>&\\u{1b}").replace("name : text;", "name : text optional;");
    sandbox.write("plan.merit", plan);
    let at = "revenue 1, quota 100, name \"<b>&'\"";
    let arguments = ["curve", "plan.merit", "--of", "score", "--vary", "revenue", "up to 200", "--at", at];
    let svg = fine(sandbox.merit(&[&arguments[..], &["--format", "svg"]].concat()));
    well_formed(&svg);
    assert!(svg.contains("&lt;script&gt;&amp;") && svg.contains("&lt;b&gt;&amp;&#39;"), "{svg}");
    let json = fine(sandbox.merit(&[&arguments[..], &["--format", "json"]].concat()));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["at"].as_str(), Some(at));
}

/// All digits where they end, else 28 and the fraction; a reason where there is no value, and no end that the column does not allow.
#[test]
fn every_piece_as_json() {
    let out = fine(curve(FIELD_SALES, "payout", "quota", &["--example", "AE exactly on target", "--format", "json"]));
    assert_data_eq!(&out, file!["expected/curve-quota.json"].raw());
    let json: serde_json::Value = serde_json::from_str(&out).unwrap();
    let first = &json["pieces"][0];
    assert_eq!((first["kind"].as_str(), first["reason"].as_str()), (Some("stretch"), Some("error E508")));
    assert_eq!((json["from_included"].as_bool(), json["to_included"].as_bool()), (Some(false), Some(true)));
}

// ---- the range, the drawing -----------------------------------------------------------------------------------------

#[test]
fn a_range_that_is_not_said() {
    let on_target = ["--example", "AE exactly on target"];
    curve(FIELD_SALES, "payout", "csat", &on_target).says(0, &["range: all that the column allows", "from 1"]);
    curve(FIELD_SALES, "payout", "quota", &on_target)
        .says(0, &["range: from the column's bound (left out) up to three times what is given", "above $0.00 up to"]);
    let at = ["--at", "role \"AE\", quota 50"];
    curve(FIELD_SALES, "sales.score", "revenue", &at)
        .says(0, &["up to three times the target", "2026-Q1 is the first period", "below $150.00"]);
    curve(CHINESE, "新客户开发.得分", "新客户数", &["--lang", "zh", "--at", "岗位 \"客户经理\"，新客户目标 7"])
        .says(0, &["范围：起点取 0，终点取目标值的三倍", "0 至 8", "9 至 21"]);
}

#[test]
fn words_of_the_call_may_stand_apart() {
    let words = ["--vary", "revenue", "from", "0", "up", "to", "200", "--at", "revenue 1, quota 100"];
    let sandbox = Sandbox::new();
    let apart = fine(sandbox.merit(&[&["curve", "plan.merit", "--of", "score"], &words[..]].concat()));
    let joined = ["curve", "plan.merit", "--of", "score", "--vary", "revenue from 0 up to 200", "--at", "revenue 1, quota 100"];
    assert_eq!(apart, fine(sandbox.merit(&joined)));
    assert!(apart.contains("above $120.00 up to $200.00  120"), "{apart}");
}

#[test]
fn a_terminal_that_has_no_dots() {
    let sandbox = Sandbox::new();
    let arguments = ["curve", "plan.merit", "--of", "score", "--vary", "revenue up to 200", "--at", "quota 100"];
    let mut dumb = sandbox.command(&arguments);
    dumb.env("TERM", "dumb");
    let out = fine(run(dumb));
    assert!(out.contains("120 |") && out.contains("***") && !out.contains('⠉'), "{out}");
    let mut narrow = command(&sandbox.path("."), &arguments);
    narrow.env("COLUMNS", "30");
    let out = fine(run(narrow));
    assert!(out.lines().all(|line| line.chars().count() <= 34), "{out}");
}

/// Points of their own, bent lines, lines without a bound, dates.
#[test]
fn curves_of_every_kind() {
    let sandbox = Sandbox::new();
    let plan = "policy \"Kinds\" { version \"1\"; period quarter; currency USD; effective 2026-01-01 to 2026-12-31 }
input people by id { x : number from -10 up to 10 }
let lone = if x = 5 then 100 else x
let holes = if x = 5 then 100 else 1 / (x - 2)
let parabola = x * x - 2
let due = if x > 0 then 2026-01-01 else 2026-02-01
";
    sandbox.write("kinds.merit", plan);
    let of = |of: &str| sandbox.merit(&["curve", "kinds.merit", "--of", of, "--vary", "x", "--at", ""]);
    of("lone").says(0, &["exactly 5         100", "at 5 alone 100; before it 5, behind it 5", "above 5: less than at 5 (100)"]);
    of("holes").says(0, &["above 2 below 5   beyond all bounds → ≈0.3333   curved", "exactly 2: 1 cannot be divided by 0 (E500)"]);
    of("parabola").says(0, &["98 → 98, lowest −2  curved", "above −10 below 10", "catches up\n    at 10"]);
    of("due").says(0, &["above 0 up to 10  2026-01-01", "2026-02-01 │"]);
}

// ---- what is wrong with a call --------------------------------------------------------------------------------------

#[test]
fn whose_curve() {
    let of = |further: &[&str]| curve(FIELD_SALES, "payout", "revenue", further);
    of(&[]).says(2, &["error[E660]", "--at \"quota", "--example", "--data FOLDER --who KEY --period PERIOD"]);
    of(&["--at", "quota 1", "--example", "x"]).says(2, &["error[E660]", "--at and --example"]);
    of(&["--data", "policies/field-sales/data"]).says(2, &["error[E660]", "--data needs --who too"]);
    of(&["--data", "policies/field-sales/data", "--who", "E1"]).says(2, &["error[E660]", "--data needs --period too"]);
    of(&["--who", "E1", "--at", "quota 1"]).says(2, &["error[E660]", "there is no --data"]);
    of(&["--example", "AE exactly"]).says(2, &["error[E661]", "AE exactly on target"]);
    of(&["--data", "policies/field-sales/data", "--who", "nobody", "--period", "2026-Q1"]).says(2, &["error[E625]"]);
    of(&["--at", "quota 1", "--period", "2026"]).says(2, &["error[E611]"]);
    merit(&["curve", FIELD_SALES, "--of", "payout"]).says(2, &["--vary"]);
    merit(&["curve", FIELD_SALES, "--of", "payout", "--lang", "zh"]).says(2, &["缺少参数：--vary"]);
    curve("policies/none.merit", "a", "b", &["--at", ""]).says(2, &["error[E601]"]);
}

/// The person of a row of a table: by the title with the row, in either language; by the title alone the first.
#[test]
fn the_person_of_a_row() {
    let sandbox = Sandbox::new();
    let rows = "example \"Rows\" { period 2026-Q1; given revenue 50; table quota : score { 100 : 50; 200 : 25 } }\n";
    sandbox.write("plan.merit", format!("{}{rows}", sandbox.read("plan.merit")));
    let of = |title: &str, further: &[&str]| {
        let call = ["curve", "plan.merit", "--of", "score", "--vary", "revenue up to 1_000", "--example", title];
        sandbox.merit(&[&call, further].concat())
    };
    of("Rows", &[]).says(0, &["example “Rows, row 1”", "$120"]);
    of("Rows, row 2", &[]).says(0, &["example “Rows, row 2”", "$240"]);
    of("Rows，第2行", &["--lang", "zh"]).says(0, &["示例“Rows，第2行”"]);
    of("Rows, row 2", &["--format", "json"]).says(0, &["\"example\": \"Rows, row 2\""]);
    of("Rows, row 3", &[]).says(2, &["error[E661]", "Rows"]);
    let at = "quota 1; table revenue : score { 1 : 2 }";
    sandbox.merit(&["curve", "plan.merit", "--of", "score", "--vary", "revenue up to 5", "--at", at]).says(2, &["error[E662]"]);
}

/// What is typed is read by the language, and every message points into it.
#[test]
fn what_is_typed_is_the_languages_own() {
    let on_target = ["--example", "AE exactly on target"];
    let of = |vary: &str, at: &str| curve(FIELD_SALES, "payout", vary, &["--at", at]);
    of("revenue", "quota 1, rol \"AE\", csat 9")
        .says(2, &["E201", "[--at:1:10]", "did you mean “role”?", "E273", "[--at:1:25]", "field-sales.merit:"]);
    of("revenue from 5% up to 10", "quota 1").says(2, &["[--vary:1:14]", "5%"]);
    of("revenue up to 100", "quota 1 } param x : money = 1 #").says(2, &["[--at:1:9]"]);
    of("revenue up to 100", "quota 1\nexpect score = 1").says(2, &["error[E662]", "[--at:1:1]"]);
    curve(FIELD_SALES, "payout", "csat from 0", &on_target).says(2, &["E273", "[--vary:1:11]", "lies beyond this bound"]);
    curve(CHINESE, "总分", "客户评分 从0 至5", &["--lang", "zh", "--at", ""]).says(2, &["E273", "[--vary:1:"]);
}

#[test]
fn more_than_a_person() {
    let at = "quota 1 }\nexample \"more\" { period 2026-Q1; given quota 1";
    curve(FIELD_SALES, "payout", "revenue up to 5", &["--at", at]).says(2, &["error[E662]", "more than the values of one person"]);
}

#[test]
fn what_cannot_be_varied() {
    let of = |vary: &str| curve(FIELD_SALES, "payout", vary, &["--at", "quota 1"]);
    of("revnue").says(2, &["error[E664]", "did you mean “revenue”?"]);
    of("amount").says(2, &["error[E664]", "did you mean “deals.amount”?"]);
    of("score").says(2, &["error[E664]", "computed by the policy", "vary one of revenue"]);
    of("role").says(2, &["error[E664]", "is no number"]);
    of("").says(2, &["error[E663]", "names no column"]);
    of("revenue above 0").says(2, &["error[E663]", "[--vary:1:9]", "both ends"]);
    of("revenue from").says(2, &["error[E663]", "no value behind it"]);
    of("revenue 5").says(2, &["error[E663]", "no range"]);
    of("revenue from 10 up to 5").says(2, &["error[E665]", "ends before it begins", "[--vary:1:14]"]);
    curve(FIELD_SALES, "discipline.score", "follow_up from 100%", &["--example", "AE exactly on target"]).says(0, &["exactly 100%"]);
    curve(FIELD_SALES, "payout", "revenue", &["--at", ""]).says(2, &["error[E665]", "no upper bound"]);
    curve(FIELD_SALES, "payot", "revenue", &["--at", ""]).says(2, &["error[E626]", "did you mean “payout”?"]);
}

#[test]
fn which_row() {
    let of = |of: &str, vary: &str, further: &[&str]| curve(FIELD_SALES, of, vary, further);
    let deal = "deals { amount 5_000, closed 2026-02-01, product \"Service\" }";
    of("payout", "deals.amount", &["--at", "quota 1"]).says(2, &["error[E666]", "no row of “deals” in 2026-Q1"]);
    of("payout", "deals.amount", &["--at", deal, "--row", "D9"]).says(2, &["error[E666]", "no row “D9”", "deals 1"]);
    of("payout", "revenue", &["--at", "quota 1", "--row", "D9"]).says(2, &["error[E666]", "leave --row out"]);
    of("deals.credit", "revenue", &["--at", deal]).says(2, &["error[E667]", "“deals.credit” is a value of each row"]);
    of("deals.credit", "deals.amount", &["--at", deal]).says(0, &["from $0.00 up to $15,000.00  $0.00 → $12,000.00  80%"]);
    of("deals.credit", "deals.amount", &["--at", &format!("{deal} {{ amount 1 }}")]).says(0, &["note[W660]", "$12,000.00"]);
}

/// The engine's own words say why, at what was typed; a part without a value is a piece with its reason.
#[test]
fn who_cannot_be_computed() {
    let run = curve(FIELD_SALES, "payout", "revenue up to 100", &["--at", "quota 1"]);
    run.says(3, &["error[E501]", "needs “role”", "give it in --at: role …"]);
    assert_eq!(run.out, "");
    curve(FIELD_SALES, "sales.score", "revenue", &["--example", "AE exactly on target"])
        .says(0, &["exactly $600,000.00                  error", "No value", "settled by the", "(E508)"]);
}

#[test]
fn what_would_be_written_over() {
    let sandbox = Sandbox::new();
    let arguments = ["curve", "plan.merit", "--of", "score", "--vary", "revenue up to 200", "--at", "quota 100", "--out"];
    sandbox.merit(&[&arguments[..], &["plan.merit"]].concat()).says(2, &["error[E631]"]);
    sandbox.merit(&[&arguments[..], &["none/curve.svg"]].concat()).says(2, &["error[E630]"]);
}

/// Two roundings that do not step together decide the value anew at some 38,000 places.
#[test]
fn more_pieces_than_anybody_looks_at() {
    let sandbox = Sandbox::new();
    let head = "policy \"Odd\" { version \"1\"; period quarter; currency USD; effective 2026-01-01 to 2026-12-31 }
input people by id { x : number }
let odd = floor(x) - 2 * floor(x / 2)
let more = floor(x * 1.01) - 2 * floor(x * 1.01 / 2)
";
    sandbox.write("odd.merit", format!("{head}let sum = if odd + more > 1 then 1 else 0\n"));
    sandbox
        .merit(&["curve", "odd.merit", "--of", "sum", "--vary", "x up to 19_000", "--at", ""])
        .says(2, &["error[E668]", "shorter range"]);
    let many = fine(sandbox.merit(&["curve", "odd.merit", "--of", "sum", "--vary", "x up to 190", "--at", ""]));
    assert!(many.contains("more; --format json has all") && many.lines().count() < 250, "{many}");
}

const CREDITED: &str =
    "policy \"Credit\" { period quarter; currency USD; effective 2026-01-01 to 2026-12-31; rounding money half up to 0.01 }
input people by id { quota : money }
input deals by deal_id of people by owner undated {
  amount : money at least 0
  share  : percent default 60%
  helper : person
  rest   : percent default 40%
  credit owner share
  credit helper rest
}
payout bonus { pay 10% of (sum of amount * credit over deals) }
example \"Two\" {
  period 2026-Q1
  given  quota 1, people { Ann { deals { amount 100, helper \"Ben\" } } Ben { } }
  expect Ann.bonus = 6, Ben.bonus = 4
}
";

/// A row of somebody else moves whoever is credited with it; whom it is credited to does not vary.
#[test]
fn rows_that_are_credited_to_several_people() {
    let sandbox = Sandbox::new();
    sandbox.write("plan.merit", CREDITED);
    let of = |more: &[&str]| sandbox.merit(&[&["curve", "plan.merit", "--of", "bonus", "--example", "Two, Ben", "--vary"], more].concat());
    of(&["deals.amount"]).says(0, &["example “Two, Ben”", "$0.00 → $12.00"]);
    of(&["deals.share"]).says(2, &["error[E664]", "says to whom rows are credited", "vary one of quota, deals.amount"]);
    sandbox.merit(&["test", "plan.merit"]).says(0, &["1 passed"]);
}
