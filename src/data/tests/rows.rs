//! Rows: periods, keys, whose they are, tables from data.

use super::plans::{Col, PRODUCT, codes, col, empty, input, lines, one_column, only, q1, quota, read, run, slot, with_deals};
use crate::diagnostic::Diagnostic;
use crate::engine::table::{Dataset, FaultId, Slot};
use crate::value::{Number, Type, Value};

const PEOPLE: &str = "id,manager,Quarter\nA,,2026-Q1\nB,A,2026年第一季度\nOld,,2025Q4\n";
const DEALS: &str = "deal,owner,product,closed,amount\n";

fn deals(rows: &str) -> Dataset {
    run(&with_deals(), &[("people", "people.csv", PEOPLE), ("deals", "deals.csv", &format!("{DEALS}{rows}"))]).unwrap()
}

fn people(rows: &str) -> Result<Dataset, Vec<Diagnostic>> {
    run(&with_deals(), &[("people", "people.csv", &format!("id,manager,Quarter\n{rows}")), ("deals", "deals.csv", DEALS)])
}

#[test]
fn the_period_decides() {
    let data = deals("1,A,MG,2026-01-01,1\n2,A,??,2025-12-31,?\n3,B,MG,,\n4,B,MG,2026-03-31,\n5,Old,MG,2025-10-01,1\n");
    assert_eq!(data.tables[0].keys.iter().map(AsRef::as_ref).collect::<Vec<_>>(), ["A", "B"]);
    assert_eq!(data.tables[1].lines, [2, 5]);
    assert_eq!(data.tables[1].parents, [0, 1]);
    assert!(data.faults.is_empty(), "{:#?}", data.faults);
    assert_eq!(codes(&data.remarks), ["W402", "W402", "W403"]);
    assert!(data.remarks[0].message.en.starts_with("1 row of “people.csv” is of other periods"));
    assert!(data.remarks[1].message.en.starts_with("2 rows"));
    assert!(data.remarks[2].message.zh.contains("有 1 行在列“closed”没有日期"));
    let plan = with_deals();
    assert_eq!(slot(&data, &plan, "amount", 1), &Slot::Value(Value::Number(Number::from_i64(7))));
    assert!(matches!(slot(&data, &plan, "manager", 0), Slot::Missing(cell) if cell.row == 0));
}

#[test]
fn periods_of_people() {
    let wrong = people("A,,2025-Q4\nB,,2025-Q3\n").unwrap_err();
    assert!(only(&wrong, "E408").help.unwrap().en.contains("“2025-Q3”, “2025-Q4”"));
    assert_eq!(codes(&people("A,,Q1\n").unwrap_err()), ["E408", "E414"]);
    let data = people("A,,2026-Q1\nB,,\nA,,Q2\nC,,2026-03\n").unwrap();
    assert_eq!(codes(&data.faults), ["E414", "E414", "E414"]);
    assert!(data.faults[0].message.en.contains("blank"));
    assert!(data.faults[2].message.en.contains("a month") && data.faults[2].message.zh.contains("季度"));
    // What can be read of such a row says of which team it is.
    let unsure = people("A,,2026-Q1\nB,A,Q1\n").unwrap();
    assert_eq!(slot(&unsure, &with_deals(), "manager", 1), &Slot::Value(Value::Text("A".into())));
    // A has a row that is sure; B and C have none.
    assert_eq!(data.tables[0].row_faults, [None, Some(FaultId(0)), Some(FaultId(2))]);
}

#[test]
fn keys_of_people() {
    let data = people("A,,2026-Q1\nB,X,2026-Q1\nA,B,2026-Q1\n,,2026-Q1\n合计,,2026-Q1\nC,Aa,2026-Q1\nA ,,2026-Q1\n").unwrap();
    assert_eq!(codes(&data.faults), ["E411", "E415", "E412", "E434", "E434"]);
    assert_eq!(lines(&data.faults[2].places), [2, 4, 8]);
    assert_eq!(data.tables[0].row_faults, [Some(FaultId(2)), None, None]);
    // The row without a key may be the person, so nobody else is offered.
    assert!(data.faults[4].help.as_ref().unwrap().en.contains("add the person"));
    // A row that is nobody's is kept for what it says; a row of totals is not.
    let lost = &data.tables[0].lost;
    assert_eq!((lost.len(), lost[0].fault), (1, FaultId(0)));
    let data = people("A,,2026-Q1\nB,Aa,2026-Q1\n").unwrap();
    assert!(data.faults[0].help.as_ref().unwrap().en.contains("“A”"));
    assert!(data.tables[0].lost.is_empty());
}

#[test]
fn keys_that_look_alike() {
    let data = people("E1,,2026-Q1\ne1,,2026-Q1\nＥ1,,2026-Q1\nE2,,2026-Q1\n").unwrap();
    let remark = data.remarks.iter().find(|remark| remark.code == "W405").unwrap();
    assert!(remark.message.en.contains("“E1” and “e1”, “E1” and “Ｅ1”"), "{}", remark.message.en);
    assert!(data.faults.is_empty());
}

#[test]
fn misshapen_rows() {
    let data = people("A,,2026-Q1\nB,2026-Q1\nC,,2026-Q1,,\nD,,2026-Q1,x\n").unwrap();
    assert_eq!(codes(&data.faults), ["E410", "E410"]);
    assert!(data.faults[0].message.en.contains("2 cells") && data.faults[0].message.en.contains("3 headers"));
    // In the order of the file, whatever is wrong with a row.
    assert_eq!(data.tables[0].keys.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["A", "B", "C", "D"]);
    assert_eq!(data.tables[0].row_faults, [None, Some(FaultId(0)), None, Some(FaultId(1))]);
    let data = deals("1,A,MG\n2,Nobody,MG\n");
    assert_eq!((codes(&data.faults), data.tables[1].parents.clone()), (vec!["E410", "E410"], vec![0]));
}

#[test]
fn rows_of_nobody() {
    let rows: String = (0..30).map(|row| format!("D{row},Aa,MG,2026-02-01,1\n")).collect();
    let data = deals(&format!("{rows}X,,MG,2026-02-01,1\nY,Old,MG,2026-02-01,1\nZ,Nobody,MG,2025-02-01,1\nW,Nobody,MG,,1\n"));
    assert_eq!(codes(&data.faults), ["E413", "E413"]);
    let strange = &data.faults[0];
    assert!(strange.message.en.starts_with("31 rows of “deals” belong to nobody"), "{}", strange.message.en);
    assert_eq!(lines(&strange.places), (2..22).collect::<Vec<u64>>());
    assert!(strange.help.as_ref().unwrap().en.contains("“Aa”: did you mean “A”?"));
    assert!(data.faults[1].message.en.starts_with("1 row of “deals” belongs to nobody: column “owner” is blank"));
    assert!(data.tables[1].is_empty());
}

#[test]
fn wrong_dates_poison_the_person() {
    let data = deals("1,A,MG,01/02/2026,1\n2,B,??,2026-13-01,1\n3,Nobody,MG,soon,1\n");
    assert_eq!(codes(&data.faults), ["E431", "E430", "E429", "E430"]);
    assert_eq!(data.tables[1].row_faults, [Some(FaultId(0)), Some(FaultId(1))]);
    assert_eq!(slot(&data, &with_deals(), "closed", 0), &Slot::Fault(FaultId(0)));
}

#[test]
fn keys_of_child_rows() {
    let data = deals("1,A,MG,2026-01-01,1\n1,B,MG,2026-01-01,1\n2,A,MG,2026-01-01,1\n2,A,MG,2025-01-01,1\n,A,MG,2026-01-01,1\n");
    assert_eq!(codes(&data.faults), ["E420", "E412", "E412"]);
    assert_eq!(lines(&data.faults[2].places), [4, 5]);
    assert_eq!(data.faults[1].places[1].person.as_deref(), Some("B"));
    assert_eq!(data.tables[1].row_faults, [Some(FaultId(1)), Some(FaultId(1)), Some(FaultId(2)), None]);
    assert_eq!(slot(&data, &with_deals(), "product", 2), &Slot::Fault(FaultId(2)));
}

#[test]
fn undated_children() {
    let mut plan = with_deals();
    plan.tables[1].dated = None;
    let rows = format!("{DEALS}1,A,MG,,1\n2,Old,MG,,1\n3,No,MG,,1\n");
    let data = run(&plan, &[("people", "people.csv", PEOPLE), ("deals", "deals.csv", &rows)]).unwrap();
    assert_eq!((codes(&data.faults), codes(&data.remarks)), (vec!["E413"], vec!["W402", "W404"]));
    plan.tables[1].period_column = Some("Quarter".into());
    let rows = "deal,owner,product,closed,amount,Quarter\n1,A,MG,,1,2026Q1\n1,A,MG,,1,2025Q4\n3,B,MG,,1,?\n";
    let data = run(&plan, &[("people", "people.csv", PEOPLE), ("deals", "deals.csv", rows)]).unwrap();
    assert_eq!((codes(&data.faults), data.tables[1].row_faults.clone()), (vec!["E414"], vec![None, Some(FaultId(0))]));
}

#[test]
fn optional_owners() {
    let mut plan = empty();
    input(&mut plan, "people", vec![col("id", Type::Text)]);
    input(&mut plan, "deals", vec![col("deal", Type::Text), Col::optional(col("owner", Type::Text)), col("product", PRODUCT)]);
    let data = run(&plan, &[("people", "p.csv", "id\nA\n"), ("deals", "d.csv", "deal,owner,product\n1,,MG\n2,A,MG\n")]).unwrap();
    assert_eq!((codes(&data.remarks), data.tables[1].lines.clone()), (vec!["W404"], vec![3]));
}

#[test]
fn tables_from_data() {
    let mut plan = one_column(col("", Type::Money));
    quota(&mut plan);
    let people = ("people", "p.csv", "id,x\nA,1\n");
    let table = |rows: &str| run(&plan, &[people, ("quota", "q.csv", &format!("region,period,quota\n{rows}"))]);
    let data =
        table("MG,2026Q1,\"1,000\"\nMG,2025Q4,900\n华东,2026-Q1,\nGTX-P,2026-Q1,5\nGTX Pro,2026-Q1,6\nGTXX,2026Q1,6\nMG,soon,?\n").unwrap();
    let found = data.lookups[0].as_ref().unwrap();
    assert_eq!(found.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4, 5, 6]);
    assert_eq!(found.rows[0].keys, [Value::Text("MG".into())]);
    assert_eq!(found.rows[0].value, Slot::Value(Value::Number(Number::from_i64(1000))));
    assert_eq!(codes(&data.faults), ["E420", "E429", "E414", "E421", "E416"]);
    assert_eq!((&found.rows[2].value, &found.rows[3].value), (&Slot::Fault(FaultId(4)), &Slot::Fault(FaultId(4))));
    assert_eq!(codes(&data.remarks), ["W402"]);
    only(&table("MG,2025Q4,1\n").unwrap_err(), "E408");
    assert!(table("").unwrap().lookups[0].as_ref().unwrap().rows.is_empty());
    assert!(read(&plan, &[], q1()).is_err());
}
