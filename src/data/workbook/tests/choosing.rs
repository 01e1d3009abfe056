//! Which sheet is read, and what is said of the workbook around it.

use super::{Book, read_as, xlsx};
use crate::data::limits::Limits;
use crate::data::workbook::{Active, Kind, Visibility, Wish};

const ROW: &str = "<sheetData><row><c><v>1</v></c></row></sheetData>";

fn chosen(tabs: &[(&str, &str)], wish: &Wish<'_>) -> Result<(String, Vec<&'static str>), &'static str> {
    let tabs: Vec<(&str, &str, &str)> = tabs.iter().map(|(name, state)| (*name, *state, ROW)).collect();
    let read = read_as(&xlsx(&tabs, &Book::default()), Kind::Xlsx, wish, &Limits::default());
    read.map(|(sheet, remarks)| (sheet.name, remarks.iter().map(|remark| remark.code).collect())).map_err(|problem| problem.code)
}

#[test]
fn a_sheet_is_asked_for_or_certain() {
    let named = |sheet| Wish { sheet: Some(sheet), names: &["people"] };
    let input = Wish { sheet: None, names: &["people", "人员"] };
    let found = |name: &str| Ok((name.to_string(), Vec::new()));
    assert_eq!(chosen(&[("Sheet1", "visible")], &input), found("Sheet1"));
    assert_eq!(chosen(&[("Sheet1", "visible"), ("old", "hidden")], &input), found("Sheet1"));
    assert_eq!(chosen(&[("Sheet1", "visible"), ("PEOPLE ", "visible")], &input), found("PEOPLE "));
    assert_eq!(chosen(&[("Sheet1", "visible"), ("人员", "visible")], &input), found("人员"));
    assert_eq!(chosen(&[("Sheet1", "visible"), ("Ｐｅｏｐｌｅ", "visible")], &input), found("Ｐｅｏｐｌｅ"));
    assert_eq!(chosen(&[("a", "visible"), ("b", "visible")], &input), Err("E442"));
    assert_eq!(chosen(&[("a", "visible"), ("b", "visible"), ("people", "hidden")], &input), Err("E442"));
    assert_eq!(chosen(&[("a", "hidden"), ("people", "veryHidden")], &input), Err("E442"));
    assert_eq!(chosen(&[("a", "visible"), ("b", "visible")], &named("b")), found("b"));
    assert_eq!(chosen(&[("a", "visible"), ("Q１", "visible")], &named("q1")), found("Q１"));
    assert_eq!(chosen(&[("a", "visible")], &named("c")), Err("E442"));
    assert_eq!(chosen(&[("a", "visible"), ("b", "hidden")], &named("b")), Ok(("b".to_string(), vec!["W441"])));
    assert_eq!(chosen(&[("a", "visible"), ("b", "veryHidden")], &named("b")), Ok(("b".to_string(), vec!["W441"])));
}

#[test]
fn what_is_never_run_is_named() {
    let extra = [
        ("xl/vbaProject.bin", "x"),
        ("xl/externalLinks/externalLink1.xml", "x"),
        ("xl/connections.xml", "x"),
        ("xl/embeddings/o.bin", "x"),
    ];
    let bytes = xlsx(&[("a", "visible", ROW)], &Book { extra: &extra, ..Book::default() });
    let mut book = crate::data::workbook::Book::open(&bytes, &Limits::default()).unwrap();
    assert_eq!(book.active(), [Active::Macros, Active::Links, Active::Connections, Active::Objects]);
    assert_eq!(book.tabs()[0].visibility, Visibility::Shown);
    assert_eq!(book.read(0, &Limits::default()).unwrap().rows.len(), 1);
}

#[test]
fn the_bytes_decide() {
    let bytes = xlsx(&[("a", "visible", ROW)], &Book::default());
    for kind in [Kind::Xls, Kind::Ods] {
        let (_, remarks) = read_as(&bytes, kind, &Wish::default(), &Limits::default()).unwrap();
        assert_eq!(remarks.iter().map(|remark| remark.code).collect::<Vec<_>>(), ["W440"]);
    }
}
