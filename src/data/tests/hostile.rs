//! Any bytes are read or refused, never a panic; and JSON is what serde_json says it is.

use proptest::prelude::*;

use super::plans::{col, empty, input, q1, quota, read, with_deals};
use crate::data::fold;
use crate::plan::ir::Plan;
use crate::value::Type;

fn plan() -> Plan {
    let mut plan = with_deals();
    quota(&mut plan);
    plan
}

/// Bytes that look like data more often than chance.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(&b"id,manager,Quarter\n"[..]),
        Just(&b"deal,owner,product,closed,amount\n"[..]),
        Just(&b"region,period,quota\n"[..]),
        Just(&b"A,,2026-Q1\n"[..]),
        Just(&b"1,A,MG,2026-01-01,5\n"[..]),
        Just(&b"[{\"id\":\"A\",\"manager\":null,\"Quarter\":\"2026Q1\"}"[..]),
        Just("，。％¥（1.2）万".as_bytes()),
        prop::sample::select(vec![
            &b","[..],
            b"\"",
            b"\n",
            b"\r",
            b"\t",
            b"{",
            b"}",
            b"[",
            b"]",
            b":",
            b"\\",
            b"-",
            b"1e9",
            b"\0",
            b"\xff",
            b"#",
            b" "
        ]),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(people in soup(), deals in soup(), quota in soup(), json in any::<bool>()) {
        let name = if json { "x.json" } else { "x.csv" };
        let good = b"id,manager,Quarter\nA,,2026-Q1\n".to_vec();
        for first in [("people.csv", &good), (name, &people)] {
            let files = [("people", first.0, first.1.as_slice()), ("deals", name, deals.as_slice()), ("quota", "x.tsv", quota.as_slice())];
            let said = match read(&plan(), &files, q1()) {
                Ok(data) => {
                    for table in &data.tables {
                        prop_assert_eq!((table.len(), table.len()), (table.lines.len(), table.row_faults.len()));
                        prop_assert!(table.columns.iter().flatten().all(|column| column.len() == table.len()));
                    }
                    prop_assert!(data.tables[1].parents.len() == data.tables[1].len());
                    data.faults
                }
                Err(wrong) => {
                    prop_assert!(!wrong.is_empty());
                    wrong
                }
            };
            fold(said);
        }
    }

    #[test]
    fn json_is_json(text in "\\[?(\\{(\"[ab]\":(1|-0\\.5|1e5|01|null|true|\"x\"|\"\\\\n\"|\"\\\\u00e9\"),?){0,3}\\},?){0,3}\\]?") {
        let mut plan = empty();
        input(&mut plan, "people", vec![col("id", Type::Text)]);
        let refused = match read(&plan, &[("people", "x.json", text.as_bytes())], q1()) {
            Ok(_) => false,
            Err(wrong) => wrong.iter().any(|problem| problem.code == "E404"),
        };
        let valid = serde_json::from_str::<Vec<serde_json::Map<String, serde_json::Value>>>(&text).is_ok();
        prop_assert_eq!(refused, !valid, "{}", text);
    }

    #[test]
    fn any_cell(text in "\\PC{0,12}") {
        for column in [Type::Money, Type::Percent, Type::Count, Type::Date, Type::Days, Type::Flag, Type::Text] {
            let plan = super::plans::one_column(col("", column));
            let crate::plan::ir::Body::Column(column) = &plan.defs[1].body else { return Ok(()) };
            let _ = crate::data::cell(&text, plan.defs[1].ty, column, &plan);
        }
    }
}
