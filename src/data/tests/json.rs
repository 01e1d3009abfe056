//! JSON and JSON lines.

use super::plans::{codes, col, one_column, only, q1, read, run, slot};
use crate::engine::table::Slot;
use crate::value::{Number, Type, Value};

#[test]
fn records() {
    let plan = one_column(col("", Type::Money).optional());
    let text = r#" [ {"id": "A", "x": 1234567890123456789.12}, {"x": null, "id": 7}, {"id": "\u5f20\ud83c\udf89", "x": "1,200"}, {"id":"D","x":1.234} ] "#;
    let data = run(&plan, &[("people", "p.json", text)]).unwrap();
    assert!(data.faults.is_empty(), "{:#?}", data.faults);
    assert_eq!(data.tables[0].keys.iter().map(AsRef::as_ref).collect::<Vec<_>>(), ["A", "7", "张🎉", "D"]);
    assert_eq!(data.tables[0].lines, [1, 2, 3, 4]);
    assert_eq!(slot(&data, &plan, "x", 0), &Slot::Value(Value::Number(Number::parse("1234567890123456789.12").unwrap())));
    assert!(matches!(slot(&data, &plan, "x", 1), Slot::Missing(_)));
    let data = run(&plan, &[("people", "p.ndjson", "\n{\"id\": \"A\"}\r\n\n{\"id\": \"B\", \"x\": 1}")]).unwrap();
    assert_eq!(data.tables[0].lines, [2, 4]);
}

#[test]
fn wrong_records() {
    let plan = one_column(col("", Type::Money).optional());
    let text = r#"[{"id":"A","x":[1,{"a":"]"}],"tags":[]}, {"id":"B","x":true}, {"id":"C","x":1,"x":2}, {"id":"D","x":1e999999}, {"id":"E","x":{"$serde_json::private::Number":"12"}}]"#;
    let data = run(&plan, &[("people", "p.json", text)]).unwrap();
    assert_eq!(codes(&data.faults), ["E435", "E435", "E410", "E422", "E435"]);
    assert_eq!(data.tables[0].len(), 5);
}

#[test]
fn broken_files() {
    let plan = one_column(col("", Type::Money).optional());
    for text in [
        "",
        "{}",
        "[",
        "[{",
        "[{\"id\"",
        "[{\"id\":\"A\"}",
        "[{\"id\":\"A\",}]",
        "[{\"id\":\"A\"},]",
        "[{\"id\":\"A\"}] x",
        "[1]",
        "[{\"id\":01}]",
        "[{\"id\":+1}]",
        "[{\"id\":NaN}]",
        "[{\"id\":\"\\ud800\"}]",
        "[{\"id\":\"\\q\"}]",
        "[{\"id\":\"a\nb\"}]",
        "[{\"id\":[}]",
        "[{id:1}]",
    ] {
        only(&run(&plan, &[("people", "p.json", text)]).unwrap_err(), "E404");
    }
    only(&run(&plan, &[("people", "p.ndjson", "{\"id\":\"A\"}\n[]")]).unwrap_err(), "E404");
    only(&run(&plan, &[("people", "p.json", "[]")]).unwrap_err(), "E407");
    let deep = format!("[{{\"id\":{}", "[".repeat(1_000_000));
    only(&run(&plan, &[("people", "p.json", &deep)]).unwrap_err(), "E404");
    let wide: String = (0..5_000).map(|key| format!("\"k{key}\":1,")).collect();
    only(&run(&plan, &[("people", "p.json", &format!("[{{{wide}\"id\":1}}]"))]).unwrap_err(), "E403");
    assert!(read(&plan, &[("people", "p.json", "\u{feff}[{\"id\":\"A\"}]".as_bytes())], q1()).is_ok());
}
