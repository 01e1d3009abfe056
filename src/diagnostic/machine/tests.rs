use super::*;
use crate::diagnostic::{Severity, Text};
use crate::source::{FileId, SourceFile};

const HOSTILE: &str = "a\u{1b}[31m%\r\n::x,y]]>\"<&\u{0}\u{fffe}\u{202e}🎉";

fn sources() -> Sources {
    let mut sources = Sources::new();
    sources.add(SourceFile::new("./plans/销售 100%.merit", "甲🎉 = 1\n乙 = 2\n丙 = 3\n"));
    sources
}

fn fault(start: usize, end: usize) -> Diagnostic {
    Diagnostic::error("E203", Text::new("no", "不对")).label(Span::new(FileId(0), start, end), Text::new("here", "这里"))
}

fn judged<'a>(diagnostics: &'a [Diagnostic], sources: &'a Sources) -> [Judged<'a>; 1] {
    [Judged { name: "./plans/销售 100%.merit", diagnostics, sources }]
}

#[test]
fn annotations() {
    let sources = sources();
    let cell = DataPlace { file: "people.csv".into(), row: Some(17), column: Some("quota".into()), ..DataPlace::default() };
    let record = DataPlace { file: "people.json".into(), row: Some(17), ..DataPlace::default() };
    let all = [
        fault(8, 9).help(Text::new("write: x, 10%\nor y", "写 x")).label(Span::new(FileId(0), 14, 17), Text::same("other")),
        fault(0, 17),
        fault(8, 9).help(Text::new("write: x, 10%\nor y", "写 x")).label(Span::new(FileId(0), 14, 17), Text::same("other")),
        Diagnostic::warning("W601", Text::same("w")).place(cell),
        Diagnostic::new("L101", Severity::Note, Text::same("n")).place(record),
        Diagnostic::error("E601", Text::same("lost")),
    ];
    let out = github(&judged(&all, &sources), Language::English);
    let file = "file=plans/销售 100%25.merit";
    assert_eq!(
        out.lines().collect::<Vec<_>>(),
        [
            format!(
                "::error {file},line=1,endLine=1,col=5,endColumn=6,title=E203 unit-mismatch::no%0AHelp: write: x, 10%25%0Aor y%0Aplans/销售 100%25.merit:1: here%0Aplans/销售 100%25.merit:2: other"
            ),
            format!("::error {file},line=1,endLine=2,title=E203 unit-mismatch::no%0Aplans/销售 100%25.merit:1: here"),
            "::warning file=people.csv,line=17,endLine=17,title=W601 other-files-in-folder::w%0Apeople.csv, row 17, column \"quota\""
                .into(),
            "::notice file=people.json,title=L101 kpi-count::n%0Apeople.json, record 17".into(),
            format!("::error {file},title=E601 policy-not-found::lost"),
        ]
    );
}

#[test]
fn a_command_keeps_to_its_line() {
    let mut sources = Sources::new();
    sources.add(SourceFile::new(HOSTILE, HOSTILE));
    let all = [Diagnostic::error("E203", Text::same(HOSTILE)).label(Span::new(FileId(0), 0, 99), Text::same(HOSTILE))];
    let out = github(&[Judged { name: HOSTILE, diagnostics: &all, sources: &sources }], Language::Chinese);
    assert_eq!(out.lines().count(), 1, "{out}");
    let (properties, _) = out.split_once("title=").unwrap_or_default();
    assert!(properties.contains("%0D%0A%3A%3Ax%2Cy]]>"), "{properties}");
}

#[test]
fn results_of_tests() {
    let sources = sources();
    let all = [fault(8, 9), Diagnostic::warning("W601", Text::same(HOSTILE))];
    let out = junit(&[judged(&all, &sources)[0], Judged { name: "b.merit", diagnostics: &[], sources: &sources }], Language::English);
    for line in [
        "<testsuites name=\"merit\" tests=\"3\" failures=\"1\" errors=\"0\">",
        "  <testsuite name=\"plans/销售 100%.merit\" tests=\"2\" failures=\"1\" errors=\"0\" skipped=\"0\">",
        "    <testcase classname=\"plans/销售 100%.merit\" name=\"E203 unit-mismatch (plans/销售 100%.merit:1:5)\" file=\"plans/销售 100%.merit\" line=\"1\">",
        "    <testcase classname=\"b.merit\" name=\"b.merit\" file=\"b.merit\"/>",
    ] {
        assert!(out.lines().any(|own| own == line), "no {line} in\n{out}");
    }
    assert!(out.contains("<failure message=\"no\" type=\"E203\">error[E203] no\n"), "{out}");
    assert!(out.contains("<system-out>warning[W601] a␛[31m%␍␊::x,y]]&gt;\"&lt;&amp;␀"), "{out}");
    let allowed = |c: char| matches!(c, '\n' | '\t' | ' '..='\u{7E}' | '\u{A0}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..);
    assert!(out.chars().all(allowed), "{out:?}");
}

#[test]
fn places_of_a_log() {
    let sources = sources();
    let all = [
        fault(8, 9).label(Span::new(FileId(0), 14, 17), Text::same("other")).guess(Span::new(FileId(0), 0, 3), "丁"),
        fault(8, 9).label(Span::new(FileId(0), 14, 17), Text::same("other")).guess(Span::new(FileId(0), 0, 3), "丁"),
        Diagnostic::new("L101", Severity::Note, Text::same("n")),
    ];
    let log: serde_json::Value = serde_json::from_str(&sarif(&judged(&all, &sources), "1.2.3", Language::Chinese)).unwrap_or_default();
    let run = &log["runs"][0];
    assert_eq!((run["tool"]["driver"]["version"].as_str(), run["results"].as_array().map(Vec::len)), (Some("1.2.3"), Some(2)));
    assert_eq!((run["language"].as_str(), run["columnKind"].as_str()), (Some("zh-CN"), Some("utf16CodeUnits")));
    let rules: Vec<_> = run["tool"]["driver"]["rules"].as_array().into_iter().flatten().map(|rule| rule["id"].as_str()).collect();
    assert_eq!(rules, [Some("E203"), Some("L101")]);
    let first = &run["results"][0];
    let place = &first["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"].as_str(), Some("plans/%E9%94%80%E5%94%AE%20100%25.merit"));
    let region = &place["region"];
    let number = |key: &str| region[key].as_u64();
    assert_eq!([number("startLine"), number("startColumn"), number("endLine"), number("endColumn")], [Some(1), Some(5), Some(1), Some(6)]);
    assert_eq!(number("byteOffset"), None);
    assert_eq!(first["relatedLocations"][0]["physicalLocation"]["region"]["startLine"].as_u64(), Some(2));
    assert_eq!(first["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"].as_str(), Some("丁"));
    assert_eq!((run["results"][1]["level"].as_str(), run["results"][1]["ruleIndex"].as_u64()), (Some("note"), Some(1)));
}

#[test]
fn nothing_found() {
    let sources = Sources::new();
    let all = [Judged { name: "a.merit", diagnostics: &[], sources: &sources }];
    assert_eq!((json(&all).as_str(), github(&all, Language::English).as_str()), ("[]\n", ""));
    assert!(sarif(&all, "1", Language::English).contains("\"results\": []"));
    assert!(junit(&all, Language::English).contains("tests=\"1\" failures=\"0\""));
}
