//! `--format` of `merit check`: what other programs read.

use serde_json::Value;

use crate::support::Sandbox;

fn in_format(sandbox: &Sandbox, format: &str, files: &[&str]) -> (i32, String) {
    let run = sandbox.merit(&[&["check", "--format", format], files].concat());
    assert_eq!(run.err, "", "messages of machines go to standard output");
    (run.code, run.out)
}

fn wrong() -> Sandbox {
    let sandbox = Sandbox::new();
    let plan = sandbox.read("plan.merit").replace("weight 100%", "weight 90%").replace("2026-01-01", "2026-1-1");
    sandbox.write("错误 100%.merit", plan.replace("\"Small plan\"", "\"甲🎉\""));
    sandbox.write("hostile.merit", "policy \"\u{1}\u{1b}[31m]]>\u{202e}\" { currency 💰: , %0A\n\u{0} }\n");
    sandbox
}

#[test]
fn sarif_follows_its_schema() {
    // In this edition one pattern closes a bracket it has not opened; later editions mean the same with brackets that match.
    let schema = include_str!("../fixtures/sarif-schema-2.1.0.json")
        .replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let schema = jsonschema::validator_for(&schema).unwrap();
    let sandbox = wrong();
    sandbox.write("merit.toml", "[[plan]]\npolicy = 3\n");
    for files in [vec!["plan.merit"], vec!["错误 100%.merit", "hostile.merit", "nowhere.merit", "*.nothing"], vec![]] {
        for language in ["en", "zh"] {
            let run = sandbox.merit(&[&["check", "--format", "sarif", "--lang", language], &files[..]].concat());
            let log: Value = serde_json::from_str(&run.out).unwrap();
            let faults: Vec<String> = schema.iter_errors(&log).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
            assert!(faults.is_empty(), "{faults:?}\n{}", run.out);
            let results = log["runs"][0]["results"].as_array().unwrap();
            assert_eq!((run.code, results.is_empty()), if files == ["plan.merit"] { (0, true) } else { (2, false) });
        }
    }
}

#[test]
fn sarif_says_where_and_what_instead() {
    let (code, out) = in_format(&wrong(), "sarif", &["错误 100%.merit"]);
    let log: Value = serde_json::from_str(&out).unwrap();
    let run = &log["runs"][0];
    let date = run["results"].as_array().unwrap().iter().find(|result| result["ruleId"] == "E113").unwrap();
    assert_eq!((code, date["level"].as_str(), run["columnKind"].as_str()), (2, Some("error"), Some("utf16CodeUnits")));
    let place = &date["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "%E9%94%99%E8%AF%AF%20100%25.merit");
    assert_eq!(place["region"]["startLine"], 5);
    assert_eq!(date["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"], "2026-01-01");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let rule = rules.iter().find(|rule| rule["id"] == "E113").unwrap();
    assert!(rule["help"]["text"].as_str().unwrap().starts_with("E113 no-such-date"), "{rule}");
}

#[test]
fn annotations_are_one_line_each() {
    let (code, out) = in_format(&wrong(), "github", &["错误 100%.merit", "hostile.merit"]);
    assert_eq!(code, 2);
    assert!(out.contains("::error file=错误 100%25.merit,line=5,endLine=5,col=14,endColumn=22,title=E113 no-such-date::"), "{out}");
    assert!(out.lines().all(|line| line.starts_with("::error file=") || line.starts_with("::warning file=")), "{out}");
    assert_eq!(in_format(&wrong(), "github", &["plan.merit"]), (0, String::new()));
}

#[test]
fn results_of_tests() {
    let (code, out) = in_format(&wrong(), "junit", &["plan.merit", "hostile.merit", "错误 100%.merit"]);
    assert_eq!(code, 2);
    assert!(out.contains("<testcase classname=\"plan.merit\" name=\"plan.merit\" file=\"plan.merit\"/>"), "{out}");
    assert!(out.contains("<testcase classname=\"错误 100%.merit\" name=\"E113 no-such-date (错误 100%.merit:5:14)\""), "{out}");
    let hidden = |c: char| (c < ' ' && c != '\n') || matches!(c, '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}');
    assert!(!out.contains(hidden), "{out:?}");
    well_formed(&out);
}

/// Every opened element is closed in its turn, and no bare `<` or `&` stands in a text.
fn well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    for part in xml.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        let name = tag.split([' ', '/']).find(|name| !name.is_empty()).unwrap();
        match (tag.starts_with('?'), tag.starts_with('/'), tag.ends_with('/')) {
            (true, _, _) | (_, _, true) => {}
            (_, true, _) => assert_eq!(open.pop(), Some(name)),
            (_, false, _) => open.push(name),
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        assert!(!text.contains("]]>"), "{text}");
        for entity in tag.split('&').skip(1).chain(text.split('&').skip(1)) {
            let entity = entity.split_once(';').unwrap().0;
            assert!(["amp", "lt", "gt", "quot", "#10", "#9"].contains(&entity), "{entity}");
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn json_counts_for_editors_too() {
    let sandbox = Sandbox::new();
    sandbox.write("wrong.merit", sandbox.read("plan.merit").replace("\"On target\" { period", "\"甲🎉\" { period 2026-1-1; period"));
    let (code, out) = in_format(&sandbox, "json", &["wrong.merit"]);
    let all: Value = serde_json::from_str(&out).unwrap();
    let label = &all[0]["labels"][0];
    let number = |key: &str| label[key].as_u64().unwrap();
    assert_eq!((code, number("utf16_column") - number("column")), (2, 1), "{out}");
    assert_eq!((number("end_line"), all[0]["name"].is_string()), (number("line"), true), "{out}");
}

#[test]
fn messages_follow_the_language() {
    let sandbox = wrong();
    for format in ["sarif", "github", "junit"] {
        let run = sandbox.merit(&["check", "错误 100%.merit", "--format", format, "--lang", "zh"]);
        assert!(run.out.contains("日期的月、日各写两位"), "{}", run.out);
    }
}
