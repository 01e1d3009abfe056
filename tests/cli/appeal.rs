//! `merit appeal`: cases under their clause, what a ruling changes, the letters, and the pages about it.

use snapbox::{assert_data_eq, file};

use crate::support::Sandbox;

const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/appeals");

/// How a run ended; what it says is looked for as if lines were not broken.
struct Run(crate::support::Run);

impl std::ops::Deref for Run {
    type Target = crate::support::Run;

    fn deref(&self) -> &crate::support::Run {
        &self.0
    }
}

impl Run {
    #[track_caller]
    fn says(&self, code: i32, texts: &[&str]) {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<&str>>().join(" ");
        let said = format!("{} {}", plain(&self.out), plain(&self.err));
        assert_eq!(self.code, code, "\nout: {}\nerr: {}", self.out, self.err);
        for text in texts {
            assert!(said.contains(text), "no {text:?} in\nout: {}\nerr: {}", self.out, self.err);
        }
    }
}

fn merit(sandbox: &Sandbox, arguments: &[&str]) -> Run {
    Run(sandbox.merit(arguments))
}

/// The small plan with its data and cases.
fn sample() -> Sandbox {
    let sandbox = Sandbox::new();
    std::fs::remove_file(sandbox.path("data/deals.csv")).unwrap();
    for name in ["plan.merit", "cases.json", "wrong.json", "data/people.csv", "data/ratings.csv"] {
        sandbox.write(name, std::fs::read(format!("{FIXTURES}/{name}")).unwrap());
    }
    sandbox
}

fn appeal(sandbox: &Sandbox, further: &[&str]) -> Run {
    merit(sandbox, &[&["appeal", "plan.merit", "--cases", "cases.json", "--data", "data"], further].concat())
}

/// The one case of the file, with these fields after its id and appellant.
fn one(fields: &str) -> Sandbox {
    let sandbox = sample();
    let head = r#""id": "1", "who": "E001", "period": "2026-Q1", "published": "2026-04-10""#;
    sandbox.write("cases.json", format!("{{\"cases\": [{{{head}, {fields}}}]}}"));
    sandbox
}

#[test]
fn cases_and_their_register() {
    let sandbox = sample();
    let run = appeal(&sandbox, &[]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_data_eq!(run.0.out, file!["expected/appeal.txt"].raw());
    let run = appeal(&sandbox, &["--lang", "zh", "--format", "markdown"]);
    assert_data_eq!(run.0.out, file!["expected/appeal-zh.md"].raw());
    assert_data_eq!(appeal(&sandbox, &["--format", "json"]).0.out, file!["expected/appeal.json"].raw());
    assert_data_eq!(appeal(&sandbox, &["--format", "csv"]).0.out, file!["expected/appeal.csv"].raw());
}

#[test]
fn letters_of_every_kind() {
    let sandbox = sample();
    appeal(&sandbox, &["--letter", "--format", "html", "--out", "letters"]).says(0, &["W704", "calls for no letter"]);
    let names = |sandbox: &Sandbox| {
        let all = std::fs::read_dir(sandbox.path("letters")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut all: Vec<String> = all.collect();
        all.sort();
        all
    };
    assert_eq!(names(&sandbox), ["2026-014-ruling.html", "2026-015-refusal.html"]);
    assert_data_eq!(sandbox.read("letters/2026-014-ruling.html"), file!["expected/appeal-ruling.html"].raw());
    let letter = |case: &str, which: &str, lang: &str| {
        let run = appeal(&sandbox, &["--case", case, "--letter", which, "--format", "markdown", "--lang", lang]);
        assert_eq!(run.code, 0, "{}", run.err);
        run.0.out
    };
    assert_data_eq!(letter("2026-014", "ruling", "zh"), file!["expected/appeal-ruling-zh.md"].raw());
    let others = ["acknowledgement", "completion", "refusal"].into_iter().zip(["2026-014", "2026-016", "2026-015"]);
    let both = others.flat_map(|(which, case)| ["en", "zh"].map(|lang| letter(case, which, lang)));
    assert_data_eq!(both.collect::<Vec<String>>().join("\n"), file!["expected/appeal-letters.md"].raw());
    for kind in ["acknowledgement", "ruling"] {
        appeal(&sandbox, &["--case", "2026-015", "--letter", kind]).says(1, &["E720", "the case is refused"]);
    }
    appeal(&sandbox, &["--letter", "--format", "csv"]).says(2, &["E720"]);
}

/// Filed again, the letter is of the further instance; and clauses of the language have their names in either language.
#[test]
fn before_the_further_instance() {
    let sandbox = one(r#""filed": "2026-04-14", "ground": "rule_error", "events": [
        {"on": "2026-04-15", "event": "accepted"}, {"on": "2026-04-16", "event": "heard"},
        {"on": "2026-04-16", "event": "panel formed", "members": [{"key": "A", "department": "HR"}, {"key": "B", "department": "Sales"}]},
        {"on": "2026-04-20", "event": "decided", "outcome": "rejected", "reason": "r", "clauses": ["总分"], "evidence": ["e"]},
        {"on": "2026-04-21", "event": "notified", "through": "meeting"}, {"on": "2026-04-22", "event": "escalated", "grounds": "g"}]"#);
    appeal(&sandbox, &[])
        .says(0, &["filed again, since 2026-04-22", "Clause Score: scorecard", "Performance Committee: form the panel, by 2026-05-09"]);
    let letter = appeal(&sandbox, &["--letter"]);
    letter
        .says(0, &["Your appeal is before the further instance", "The decision is made by 2026-05-09.", "It is final within the company."]);
    appeal(&sandbox, &["--letter", "--lang", "zh"]).says(0, &["申诉复核受理通知书", "最迟于 2026-05-09 作出决定。"]);
}

/// A wish to change the plan, and what was not written, are no appeals.
#[test]
fn what_is_no_appeal_is_refused() {
    let sandbox = one(r#""filed": "2026-04-14", "written": false, "wishes": "a higher rate", "ground": "rule_error", "events": []"#);
    appeal(&sandbox, &["--letter"])
        .says(0, &["Your appeal is not accepted", "Not written it was not filed in writing", "Out of scope it wishes the plan"]);
    let refused = one(
        r#""filed": "2026-04-14", "wishes": "x", "ground": "rule_error", "events": [{"on": "2026-04-15", "event": "refused", "rule": "out of scope"}]"#,
    );
    appeal(&refused, &[]).says(0, &["refused, since 2026-04-15"]);
}

/// The numbers of a ruling are those that `merit why` gives of data that say what the corrections say.
#[test]
fn a_ruling_says_what_why_says() {
    let sandbox = sample();
    let ruling = appeal(&sandbox, &["--case", "2026-014", "--letter", "ruling"]).0.out;
    sandbox.write("data/people.csv", sandbox.read("data/people.csv").replace("90000", "130000"));
    let why =
        sandbox.merit(&["why", "plan.merit", "--data", "data", "--period", "2026-Q1", "--who", "E001", "commission", "--format", "json"]);
    let told: serde_json::Value = serde_json::from_str(&why.out).unwrap();
    let plain = |text: &str| text.split_whitespace().collect::<String>();
    fn texts(node: &serde_json::Value, found: &mut Vec<String>) {
        found.push(node["text"].as_str().unwrap().to_string());
        node["parts"].as_array().into_iter().flatten().for_each(|part| texts(part, found));
    }
    let mut found = Vec::new();
    told["values"].as_array().unwrap().iter().for_each(|value| texts(value, &mut found));
    assert!(found.len() > 3);
    // A letter has titles in place of names; what is behind the name is the same.
    for text in found {
        let text = text.split_once(" = ").map_or(text.as_str(), |(_, value)| value).replace("100_000 :", "100,000:");
        assert!(plain(&ruling).contains(&plain(&text)), "{text} is not in\n{ruling}");
    }
}

/// What a KPI of a team adds up is told; what each of the others has is theirs.
#[test]
fn a_ruling_tells_nothing_of_others() {
    let folder = "policies/销售绩效管理制度";
    let (policy, cases, data) = (format!("{folder}/销售绩效管理制度.merit"), format!("{folder}/申诉案件.json"), format!("{folder}/data"));
    let call = ["appeal", &policy, "--cases", &cases, "--data", &data, "--lang", "zh", "--case", "申诉-2026-01", "--letter", "ruling"];
    let run = crate::support::merit(&call);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("班组回款完成率（实际值） = ¥1,936,319.64"), "{}", run.out);
    let others = run.out.match_indices("YG").filter(|(at, _)| !run.out[*at..].starts_with("YG0274"));
    assert_eq!(others.count(), 0, "{}", run.out);
}

#[test]
fn everything_against_the_clause_is_named() {
    let sandbox = sample();
    let run = merit(&sandbox, &["appeal", "plan.merit", "--cases", "wrong.json", "--data", "data", "--as-of", "2026-06-30"]);
    run.says(1, &["E705", "E706", "E708", "E710", "E712", "E714", "E715", "E716", "E717", "E718", "W702"]);
    run.says(
        1,
        &[
            "is the appellant's manager",
            "has rated the appellant",
            "the last day of “file” lies beyond the calendar",
            "the clause is not open to the appellant",
            "it was filed on 2026-04-20; the last day for it was 2026-04-17",
            "no rule of the clause says so",
            "without being told what is",
            "there is no clause “comission”",
        ],
    );
    merit(&sandbox, &["appeal", "plan.merit", "--cases", "wrong.json", "--case", "C", "--lang", "zh"])
        .says(3, &["E706", "超出日历", "W701"]);
}

#[test]
fn corrections_of_every_kind() {
    let granted = |corrections: &str| {
        one(&format!(
            r#""filed": "2026-04-14", "ground": "rule_error", "contests": "help.score", "corrections": [{corrections}], "events": [
            {{"on": "2026-04-15", "event": "accepted"}}, {{"on": "2026-04-15", "event": "heard"}},
            {{"on": "2026-04-15", "event": "panel formed", "members": [{{"key": "X", "department": "HR"}}, {{"key": "Y", "department": "Sales"}}]}},
            {{"on": "2026-04-16", "event": "decided", "outcome": "upheld", "reason": "so", "clauses": ["help"], "evidence": ["it"]}},
            {{"on": "2026-04-16", "event": "notified", "through": "email"}}]"#
        ))
    };
    let add = r#"{"input": "ratings", "key": "R9", "add": {"employee_id": "E001", "rater": "E003", "kind": "peer", "points": 60}}"#;
    appeal(&granted(add), &[]).says(0, &["row added", "84 → 78"]);
    appeal(&granted(r#"{"input": "ratings", "key": "R2", "remove": true}"#), &[]).says(0, &["row removed", "84 → 80"]);
    let nothing = r#"{"input": "people", "key": "E001", "column": "quota", "value": "120000"}"#;
    appeal(&granted(nothing), &[]).says(0, &["W702", "make no difference to “Help to colleagues"]);
    for (correction, words) in [
        (r#"{"input": "person", "key": "E001", "column": "quota", "value": "1"}"#, "the policy has no input “person”"),
        (r#"{"input": "people", "key": "E001", "column": "quote", "value": "1"}"#, "did you mean “quota”?"),
        (r#"{"input": "people", "key": "E011", "column": "quota", "value": "1"}"#, "has no row “E011”"),
        (r#"{"input": "people", "key": "E001", "add": {"quota": 1}}"#, "has the row “E001” already, in line 2"),
        (
            r#"{"input": "people", "key": "E001", "column": "quota", "value": "1"}, {"input": "people", "key": "E001", "column": "quota", "value": "2"}"#,
            "correction 1 is of the same cell or row",
        ),
        (
            r#"{"input": "ratings", "key": "R2", "remove": true}, {"input": "ratings", "key": "R2", "column": "points", "value": "2"}"#,
            "correction 1 is of the same cell or row",
        ),
    ] {
        appeal(&granted(correction), &[]).says(3, &["E708", words]);
    }
    let without_file = granted(nothing);
    std::fs::remove_file(without_file.path("data/ratings.csv")).unwrap();
    // What cannot be computed is no result of a ruling.
    appeal(&without_file, &[]).says(3, &["ratings"]);
    // A cell is corrected to what the input allows, or not at all; and no letter says a number that was not computed.
    let bad = granted(r#"{"input": "people", "key": "E001", "column": "quota", "value": "-5"}"#);
    appeal(&bad, &[]).says(3, &["E428"]);
    appeal(&bad, &["--letter"]).says(1, &["E720"]);
}

#[test]
fn calls_and_files_that_are_wrong() {
    let sandbox = sample();
    let with = |cases: &str| {
        sandbox.write("c.json", cases);
        merit(&sandbox, &["appeal", "plan.merit", "--cases", "c.json"])
    };
    with("{").says(2, &["E700"]);
    with("[]").says(2, &["E700"]);
    with(r#"{"cases": [{"id": "1", "who": "A", "filled": "2026-04-14"}]}"#).says(2, &["E701", "did you mean `filed`?", "E702"]);
    with(r#"{"cases": [{"id": "1", "who": "A", "who": "B", "filed": "2026-04-14"}]}"#).says(2, &["E701", "stands there twice"]);
    with(r#"{"cases": [{"id": "1", "who": "A", "filed": "14 April"}]}"#).says(2, &["E702", "case “1”", "“filed” says “14 April”"]);
    with(r#"{"cases": [{"id": "1", "who": "A", "filed": "2026-04-14", "events": [{"on": "2026-04-15", "event": "acepted"}]}]}"#)
        .says(2, &["E702", "events[1].event", "did you mean `accepted`?"]);
    with(r#"{"cases": [{"id": "1", "who": "A", "filed": "2026-04-14"}, {"id": "1", "who": "B", "filed": "2026-04-14"}]}"#)
        .says(2, &["E703"]);
    merit(&sandbox, &["appeal", "plan.merit", "--cases", "none.json"]).says(2, &["E700", "there is no such file"]);
    appeal(&sandbox, &["--case", "2026-14"]).says(2, &["E707", "did you mean “2026-014”?"]);
    appeal(&sandbox, &["--as-of", "soon"]).says(2, &["E686"]);
    appeal(&sandbox, &["--out", "cases.json"]).says(2, &["cases.json"]);
    let plain = Sandbox::new();
    plain.write("cases.json", "{\"cases\": []}");
    merit(&plain, &["appeal", "plan.merit", "--cases", "cases.json"]).says(2, &["E704"]);
}

#[test]
fn what_nobody_can_tell_is_said() {
    let sandbox = sample();
    sandbox
        .merit(&["appeal", "plan.merit", "--cases", "cases.json", "--case", "2026-014"])
        .says(0, &["W701", "is not known without data", "who the appellant's manager is", "who rated the appellant"]);
    let unknown = one(
        r#""filed": "2026-04-14", "ground": "rule_error", "contests": "comission", "events": [{"on": "2026-04-15", "event": "accepted"}]"#,
    );
    appeal(&unknown, &[]).says(3, &["E717", "there is no value “comission”"]);
    let pigeon = r#"{"on": "2026-04-16", "event": "review begun"}, {"on": "2026-04-16", "event": "decided", "outcome": "rejected"},
        {"on": "2026-04-16", "event": "notified", "through": "pigeon"}"#;
    let told = one(&format!(
        r#""filed": "2026-04-14", "ground": "rule_error", "events": [{{"on": "2026-04-15", "event": "accepted"}}, {pigeon}]"#
    ));
    appeal(&told, &[]).says(1, &["W703", "told through “pigeon”", "nobody is named who sat"]);
    told.write("plan.merit", told.read("plan.merit").replace("  hear the appellant before deciding\n", "").replace("  support ", "  # "));
    appeal(&told, &[]).says(1, &["W700", "names nobody to turn to", "does not say that the appellant is heard"]);
}

/// Nothing of a case or of the data becomes mark-up.
#[test]
fn letters_are_escaped() {
    let sandbox = one(r#""filed": "2026-04-14", "ground": "rule_error", "contests": "commission", "evidence": ["<script>x</script>"],
        "events": [{"on": "2026-04-15", "event": "accepted"}]"#);
    sandbox.write("data/people.csv", sandbox.read("data/people.csv").replace("Ann", "<b>Ann</b>"));
    let run = appeal(&sandbox, &["--letter", "--format", "html"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("&lt;script&gt;") && run.out.contains("&lt;b&gt;Ann"), "{}", run.out);
    assert!(!run.out.contains("<script>") && !run.out.contains("<b>Ann"), "{}", run.out);
}

/// The files that a page shows are written, and its calls print what it shows, with `…` for what is left out.
#[test]
fn the_pages_show_what_is_printed() {
    for (page, language) in [("docs/appeals.md", "en"), ("docs/申诉.md", "zh")] {
        let text = std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(page)).unwrap();
        let sandbox = Sandbox::new();
        std::fs::remove_file(sandbox.path("data/deals.csv")).unwrap();
        let (mut named, mut shown): (Option<String>, usize) = (None, 0);
        let mut open: Option<(String, Option<String>)> = None;
        for line in text.lines() {
            match &mut open {
                Some((block, file)) if line == "```" => {
                    match file {
                        Some(file) => sandbox.write(file, &block),
                        None => shown += usize::from(prints(page, &sandbox, block, language)),
                    }
                    open = None;
                }
                Some((block, _)) => block.push_str(&format!("{line}\n")),
                None if line.starts_with("```") => open = Some((String::new(), named.take())),
                None if !line.is_empty() => {
                    let file =
                        line.strip_suffix(['：', ':']).and_then(|line| line.strip_suffix('`')).and_then(|line| line.rsplit_once('`'));
                    named = file.map(|(_, file)| file.to_string());
                }
                None => {}
            }
        }
        assert!(shown >= 2, "{page} shows what is printed");
    }
}

fn prints(page: &str, sandbox: &Sandbox, block: &str, language: &str) -> bool {
    let Some((call, printed)) = block.strip_prefix("$ merit ").and_then(|block| block.split_once('\n')) else { return false };
    let run = sandbox.merit(&call.split(' ').chain(["--lang", language]).collect::<Vec<&str>>());
    let mut rest = run.out.as_str();
    for part in printed.split("…\n") {
        let at = rest.find(part).unwrap_or_else(|| panic!("{page}: {call} does not print\n{part}\nbut\n{}\n{}", run.out, run.err));
        rest = &rest[at + part.len()..];
    }
    true
}

/// A file may be written in Chinese; what is wrong in it is told in its own words.
#[test]
fn a_file_in_chinese() {
    let sandbox = sample();
    let case = r#"{"案件": [{"编号": "1", "申诉人": "E001", "周期": "2026-Q1", "公布日期": "2026-04-10", "提出日期": "2026-04-14", "事由": "rule_error",
        "争议结果": "commission", "经过": [{"日期": "2026-04-15", "事项": "受理"}, {"日期": "2026-04-16", "事项": "开始评审"},
        {"日期": "2026-04-16", "事项": "作出决定", "结论": "驳回"}]}]}"#;
    sandbox.write("cases.json", case);
    appeal(&sandbox, &["--lang", "zh"]).says(1, &["E716", "列“经过[3].理由”", "`\"理由\": \"…\"", "已决定：驳回"]);
    sandbox.write("cases.json", case.replace("受理", "授理"));
    appeal(&sandbox, &["--lang", "zh"]).says(2, &["E702", "经过[1].事项", "是否指 `受理`？"]);
    sandbox.write("cases.json", case.replace("\"提出日期\": \"2026-04-14\", ", "\"提出日\": \"2026-04-14\", "));
    appeal(&sandbox, &["--lang", "zh"]).says(2, &["E701", "是否指 `提出日期`？"]);
    sandbox.write("cases.json", case.replace("\"编号\": \"1\"", "\"编号\": \"1\", \"id\": \"1\""));
    appeal(&sandbox, &[]).says(2, &["E701", "twice"]);
}
