//! Pages and tables as the systems write them: all of one meaning, and each of their twins with something wrong refused.

use crate::data::tests::plans::{codes, col, empty, input, only, q1};
use crate::data::{Format, Reading, SourceBytes, Supplied, format_of, read};
use crate::diagnostic::Diagnostic;
use crate::engine::table::Dataset;
use crate::plan::ir::{Body, Crm, Plan};
use crate::value::{Type, Zone};

/// People with the deals of a CRM system, whose exports name the columns each in their own way.
fn plan() -> Plan {
    let mut plan = empty();
    input(&mut plan, "people", vec![col("id", Type::Text)]);
    let columns = vec![
        col("deal", Type::Text),
        col("who", Type::Text),
        col("stage", Type::Text).optional(),
        col("amount", Type::Money),
        col("closed", Type::Date),
    ];
    input(&mut plan, "deals", columns);
    let others: [&[&str]; 5] = [
        &["Id", "id", "Record Id", "_id", "Opportunity ID"],
        &["Owner.Alias", "Owner.email", "Deal Owner.id", "owner.username", "Owner Alias"],
        &["StageName", "Stage", "stage_1"],
        &["Amount", "_widget_1700000000001"],
        &["CloseDate", "Closing_Date", "Closing Date", "finished", "Close Date"],
    ];
    let columns = plan.tables[1].columns.clone();
    for (def, also) in columns.into_iter().zip(others) {
        if let Body::Column(column) = &mut plan.defs[def.0 as usize].body {
            column.also = also.iter().map(|header| (*header).to_string()).collect();
        }
    }
    plan.tables[1].origin.zone = Zone::parse("+08:00");
    plan
}

const PLAIN: &str = "deal,who,stage,amount,closed\n1,A,won,1200.50,2026-02-01\n2,B,,7,2026-02-28\n";

fn deals(plan: &Plan, files: &[(&str, &str)]) -> Result<Dataset, Vec<Diagnostic>> {
    let source = |name: &str, text: &str| SourceBytes {
        name: name.to_string(),
        bytes: text.as_bytes().into(),
        format: format_of(name).unwrap_or(Format::Csv),
    };
    let people = ("people".to_string(), source("people.csv", "id\nA\nB\n"));
    let files = files.iter().map(|(name, text)| ("deals".to_string(), source(name, text)));
    read(plan, &Supplied::new(plan, std::iter::once(people).chain(files).collect(), &Reading::default())?, q1())
}

/// What the rows say, whatever files they came from.
fn said(data: &Dataset) -> String {
    assert_eq!(codes(&data.faults), [""; 0], "{:#?}", data.faults);
    format!("{:?} {:?}", data.tables[1].keys, data.tables[1].columns)
}

fn from(crm: Crm) -> Plan {
    let mut plan = plan();
    plan.tables[1].origin.crm = Some((crm, plan.tables[1].span));
    plan
}

const SALESFORCE: [&str; 2] = [
    r#"{"totalSize":2,"done":false,"nextRecordsUrl":"/services/data/v61.0/query/01g-2","records":[
      {"attributes":{"type":"Opportunity","url":"/services/data/v61.0/sobjects/Opportunity/1"},"Id":"1","StageName":"won","Amount":1200.50,
       "CloseDate":"2026-02-01","Owner":{"attributes":{"type":"User","url":"/u/1"},"Alias":"A","Name":"Sample One"}}]}"#,
    r#"{"totalSize":2,"done":true,"records":[
      {"attributes":{"type":"Opportunity","url":"/services/data/v61.0/sobjects/Opportunity/2"},"Id":"2","StageName":null,"Amount":7,
       "CloseDate":"2026-02-28","Owner":{"attributes":{"type":"User","url":"/u/2"},"Alias":"B","Name":"Sample Two"}}]}"#,
];

const ZOHO: [&str; 2] = [
    r#"{"data":[{"id":"1","$state":"save","Owner":{"name":"Sample One","id":"9001","email":"A"},"Stage":"won","Amount":1200.50,
      "Closing_Date":"2026-02-01"}],"info":{"per_page":1,"count":1,"page":1,"more_records":true}}"#,
    r#"{"data":[{"id":"2","$state":"save","Owner":{"name":"Sample Two","id":"9002","email":"B"},"Stage":null,"Amount":7,
      "Closing_Date":"2026-02-28"}],"info":{"per_page":1,"count":1,"page":2,"more_records":false}}"#,
];

const JIANDAOYUN: [&str; 3] = [
    r#"{"data":[{"_id":"1","appId":"a","entryId":"e","flowState":1,"createTime":"2026-02-01T01:00:00.000Z",
      "owner":{"_id":"m1","name":"示例一","username":"A","status":1},"stage_1":"won","_widget_1700000000001":1200.50,
      "finished":"2026-01-31T16:00:00.000Z"}]}"#,
    r#"{"data":[{"_id":"2","appId":"a","entryId":"e","flowState":1,"owner":{"_id":"m2","name":"示例二","username":"B"},"stage_1":"",
      "_widget_1700000000001":7,"finished":"2026-02-28T15:59:59.000Z"}]}"#,
    r#"{"data":[]}"#,
];

#[test]
fn one_table_in_every_shape() {
    let wanted = said(&deals(&plan(), &[("deals.csv", PLAIN)]).unwrap());
    let pages = |texts: &[&'static str]| texts.iter().map(|text| ("page.json", *text)).collect::<Vec<_>>();
    for texts in [&SALESFORCE[..], &ZOHO[..], &JIANDAOYUN[..]] {
        let data = deals(&plan(), &pages(texts)).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
        assert_eq!(said(&data), wanted);
        assert_eq!(codes(&data.remarks), ["W420"], "{:#?}", data.remarks);
    }
    let loader = "\u{feff}\"Id\",\"Owner.Alias\",\"StageName\",\"Amount\",\"CloseDate\"\r\n\
        \"1\",\"A\",\"won\",\"1200.50\",\"2026-01-31T16:00:00.000Z\"\r\n\"2\",\"B\",\"#N/A\",\"7\",\"2026-02-28\"\r\n";
    assert_eq!(said(&deals(&from(Crm::Salesforce), &[("extract.csv", loader)]).unwrap()), wanted);
    let report = "\"Opportunity ID\",\"Owner Alias\",\"Stage\",\"Amount\",\"Close Date\"\n\"1\",\"A\",\"won\",\"1,200.50\",\"2026-02-01\"\n\
        \"2\",\"B\",\"\",\"7.00\",\"2026-02-28\"\n\n\n\"Sample report\"\n\"Generated by: sample\"\n\"Confidential Information - Do Not Distribute\"\n";
    let data = deals(&from(Crm::Salesforce), &[("report.csv", report)]).unwrap();
    assert_eq!(said(&data), wanted);
    let footer = data.remarks.iter().find(|remark| remark.code == "W422").unwrap();
    assert!(footer.message.en.contains("3 lines"), "{footer:#?}");
    let screen = "Record Id,Deal Owner.id,Deal Owner,Stage,Amount,Closing Date\nzcrm_1,zcrm_9,Sample One,won,1200.5,2026-02-01\nzcrm_2,zcrm_8,Sample Two,,7,2026-02-28\n"
        .replace("zcrm_9", "A").replace("zcrm_8", "B");
    assert_eq!(said(&deals(&plan(), &[("deals.csv", &screen)]).unwrap()), wanted);
}

#[test]
fn an_incomplete_pull_is_refused() {
    let refused = |texts: &[&str]| {
        let files: Vec<(&str, &str)> = texts.iter().map(|text| ("page.json", *text)).collect();
        only(&deals(&plan(), &files).unwrap_err(), "E455")
    };
    assert!(refused(&SALESFORCE[..1]).message.en.contains("done"));
    assert!(refused(&SALESFORCE[1..]).message.en.contains("“2” records"));
    refused(&[SALESFORCE[1], SALESFORCE[0]]);
    assert!(refused(&ZOHO[..1]).message.en.contains("more_records"));
    assert!(refused(&ZOHO[1..]).message.en.contains("page 1"));
    refused(&[ZOHO[1], ZOHO[0]]);
    refused(&[&ZOHO[1].replace("\"count\":1", "\"count\":2").replace("\"page\":2", "\"page\":1")]);
    assert!(refused(&JIANDAOYUN[..2]).help.unwrap().en.contains("empty"));
    refused(&JIANDAOYUN[..1]);
    refused(&[JIANDAOYUN[0], JIANDAOYUN[2], JIANDAOYUN[1]]);
    let inside = SALESFORCE[1]
        .replace("\"totalSize\":2", "\"totalSize\":1")
        .replace("\"Amount\":7", "\"Amount\":7,\"Lines\":{\"totalSize\":9,\"done\":false,\"records\":[]}");
    assert_eq!(refused(&[&inside]).places[0].row, Some(1));
}

#[test]
fn what_is_no_page_is_refused() {
    let refused = |plan: &Plan, text: &str, code: &str| only(&deals(plan, &[("page.json", text)]).unwrap_err(), code);
    assert!(refused(&from(Crm::Zoho), SALESFORCE[1], "E453").message.zh.contains("Salesforce"));
    let expired = r#"[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]"#;
    assert!(refused(&from(Crm::Salesforce), expired, "E454").message.en.contains("INVALID_SESSION_ID"));
    refused(&plan(), r#"{"code":8303,"msg":"too many requests"}"#, "E454");
    refused(&plan(), r#"{"code":"INVALID_TOKEN","details":{},"message":"invalid oauth token","status":"error"}"#, "E454");
    refused(&plan(), r#"{"rows":[]}"#, "E404");
    refused(&from(Crm::Zoho), r#"{"rows":[]}"#, "E454");
    refused(&plan(), r#"{"data":[1],"info":{"page":1,"count":1,"more_records":false}}"#, "E454");
    refused(&plan(), r#"{"data":[],"data":[]}"#, "E454");
    refused(&plan(), &("{\"data\":".to_string() + &"[".repeat(500)), "E404");
    let mixed = deals(&plan(), &[("a.json", JIANDAOYUN[2]), ("b.csv", PLAIN)]).unwrap_err();
    only(&mixed, "E450");
    only(&deals(&plan(), &[("a.json", JIANDAOYUN[2]), ("b.json", ZOHO[1])]).unwrap_err(), "E453");
}

#[test]
fn numbers_keep_their_digits_and_names_their_one_meaning() {
    let amount = |text: &str| {
        let page = ZOHO[0].replace("1200.50", text).replace("true", "false");
        let data = deals(&plan(), &[("page.json", &page)]).unwrap();
        (codes(&data.faults), format!("{:?}", data.tables[1].columns))
    };
    assert_eq!(amount("1.2e5"), amount("120000"));
    assert!(amount("12345678901234567890.12").1.contains("12345678901234567890.12"));
    assert_eq!(amount("1, \"Amount\":2").0, ["E410"]);
    let long = format!("\"{}\"", "x".repeat(100_000));
    let page = ZOHO[0].replace("1200.50", &long).replace("true", "false");
    assert_eq!(only(&deals(&plan(), &[("page.json", &page)]).unwrap_err(), "E403").places[0].row, Some(1));
}

#[test]
fn a_wrong_cell_has_its_record_and_column() {
    let text = ZOHO[0].replace("1200.50", "\"1.2.3\"").replace("true", "false");
    let data = deals(&plan(), &[("page.json", &text)]).unwrap();
    let place = &data.faults[0].places[0];
    assert_eq!((place.file.as_str(), place.row, place.column.as_deref()), ("page.json", Some(1), Some("Amount")));
    let nested = ZOHO[0].replace("1200.50", "[1]").replace("true", "false");
    assert_eq!(codes(&deals(&plan(), &[("page.json", &nested)]).unwrap().faults), ["E435"]);
}

#[test]
fn unfinished_records_are_left_out_and_lines_are_rows() {
    let running = JIANDAOYUN[0].replace("\"flowState\":1", "\"flowState\":0");
    let data = deals(&plan(), &[("1.json", &running), ("2.json", JIANDAOYUN[1]), ("3.json", JIANDAOYUN[2])]).unwrap();
    assert_eq!(data.tables[1].keys.len(), 1);
    assert!(codes(&data.remarks).contains(&"W421"));
    let mut plan = plan();
    plan.tables[1].origin.lines = Some(("items".to_string(), plan.tables[1].span));
    let columns = plan.tables[1].columns.clone();
    for (def, header) in [(columns[0], "items._id"), (columns[3], "items.price")] {
        if let Body::Column(column) = &mut plan.defs[def.0 as usize].body {
            column.also = vec![header.to_string()];
        }
    }
    let with_lines =
        JIANDAOYUN[0].replace("\"stage_1\"", "\"items\":[{\"_id\":\"x\",\"price\":1},{\"_id\":\"y\",\"price\":2}],\"stage_1\"");
    let data = deals(&plan, &[("1.json", &with_lines), ("2.json", JIANDAOYUN[2])]).unwrap();
    assert_eq!(data.tables[1].keys.iter().map(AsRef::as_ref).collect::<Vec<&str>>(), ["x", "y"]);
    assert_eq!(data.tables[1].lines, [1, 2]);
    let none = deals(&plan, &[("1.json", JIANDAOYUN[0]), ("2.json", JIANDAOYUN[2])]).unwrap_err();
    assert_eq!(only(&none, "E454").places[0].row, Some(1));
}
