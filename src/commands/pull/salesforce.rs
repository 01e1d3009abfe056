//! Salesforce: a query, and from page to page `nextRecordsUrl`.

use std::collections::BTreeSet;

use super::address::{Address, encoded};
use super::service::{Asked, Fault, Page, Service, Then, count, parsed};
use crate::source::json::Node;

const FIELDS: &str = "totalSize, done, nextRecordsUrl, records";

pub(super) struct Salesforce {
    address: Address,
    next: String,
    read: BTreeSet<String>,
    held: u64,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    total_size: u64,
    done: bool,
    next_records_url: Option<String>,
    records: Vec<Node>,
}

impl Salesforce {
    /// The records of a query in SOQL.
    pub(super) fn new(address: Address, api: &str, query: &str) -> Salesforce {
        let next = address.at(&format!("/services/data/v{api}/query?q={}", encoded(query)));
        Salesforce { address, read: BTreeSet::from([next.clone()]), next, held: 0 }
    }
}

impl Service for Salesforce {
    fn asked(&self) -> Asked {
        Asked { url: self.next.clone(), json: None }
    }

    fn read(&mut self, body: &[u8]) -> Result<Page, Fault> {
        let body: Body = parsed(body, FIELDS)?;
        if body.records.iter().any(|record| !matches!(record, Node::Object(_))) {
            return Err(Fault::Lacks(FIELDS));
        }
        if body.records.iter().any(is_cut_short) {
            return Err(Fault::ListCutShort);
        }
        let records = count(&body.records);
        self.held = self.held.saturating_add(records);
        if body.done {
            let whole = self.held == body.total_size;
            return if whole {
                Ok(Page { records, then: Then::End })
            } else {
                Err(Fault::Counts { held: self.held, said: body.total_size })
            };
        }
        let next = body.next_records_url.ok_or(Fault::Lacks(FIELDS))?;
        let next = self.address.follow(&next).map_err(Fault::Elsewhere)?;
        if records == 0 || !self.read.insert(next.clone()) {
            return Err(Fault::Circle);
        }
        self.next = next;
        Ok(Page { records, then: Then::More })
    }

    fn no_content(&self) -> Option<&'static str> {
        None
    }
}

/// Whether somewhere in a record a list of other records says that it has further pages.
fn is_cut_short(node: &Node) -> bool {
    match node {
        Node::List(items) => items.iter().any(is_cut_short),
        Node::Object(fields) => {
            let unfinished = node.get("done") == Some(&Node::Flag(false)) && node.get("records").is_some();
            unfinished || fields.iter().any(|(_, inside)| is_cut_short(inside))
        }
        Node::Null | Node::Flag(_) | Node::Number(_) | Node::Text(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service() -> Salesforce {
        Salesforce::new(Address::read("https://a.example").unwrap(), "65.0", "SELECT Id FROM X")
    }

    #[test]
    fn pages_lead_on_until_the_last_and_are_counted() {
        let mut service = service();
        assert_eq!(service.asked().url, "https://a.example/services/data/v65.0/query?q=SELECT%20Id%20FROM%20X");
        let first =
            br#"{"totalSize":3,"done":false,"nextRecordsUrl":"/q/1-2","records":[{"Id":"1","Amount":1e5,"N":null},{"Id":"2","X":[true]}]}"#;
        assert_eq!(service.read(first), Ok(Page { records: 2, then: Then::More }));
        assert_eq!(service.asked().url, "https://a.example/q/1-2");
        assert_eq!(service.read(br#"{"totalSize":3,"done":true,"records":[{"Id":"3"}]}"#), Ok(Page { records: 1, then: Then::End }));
    }

    #[test]
    fn what_is_not_as_documented_is_no_page() {
        let read = |body: &str| service().read(body.as_bytes()).unwrap_err();
        assert_eq!(read("<html>"), Fault::NoJson { line: 1, column: 1 });
        assert!(matches!(read(r#"{"totalSize":1,"done":true,"rec"#), Fault::NoJson { .. }));
        for lacking in [
            "[]",
            "{}",
            r#"{"totalSize":1,"done":true}"#,
            r#"{"totalSize":1,"done":"yes","records":[]}"#,
            r#"{"totalSize":1,"done":false,"records":[{}]}"#,
            r#"{"totalSize":1,"done":true,"records":[7]}"#,
        ] {
            assert_eq!(read(lacking), Fault::Lacks(FIELDS), "{lacking}");
        }
        assert_eq!(read(r#"{"totalSize":2,"done":true,"records":[{}]}"#), Fault::Counts { held: 1, said: 2 });
        assert_eq!(read(r#"{"totalSize":2,"done":false,"nextRecordsUrl":"/q","records":[]}"#), Fault::Circle);
        assert_eq!(
            read(r#"{"totalSize":2,"done":false,"nextRecordsUrl":"//b.example/q","records":[{}]}"#),
            Fault::Elsewhere("b.example".into())
        );
    }

    #[test]
    fn a_list_within_a_record_has_to_be_whole() {
        let page = |inner: &str| format!(r#"{{"totalSize":1,"done":true,"records":[{{"Lines":{inner}}}]}}"#);
        let cut = page(r#"{"done":false,"totalSize":9,"nextRecordsUrl":"/q","records":[{"A":1}]}"#);
        assert_eq!(service().read(cut.as_bytes()), Err(Fault::ListCutShort));
        let deep = page(r#"{"done":true,"records":[{"More":{"records":[],"done":false}}]}"#);
        assert_eq!(service().read(deep.as_bytes()), Err(Fault::ListCutShort));
        for whole in [
            r#"{"done":true,"records":[{"A":1.50}]}"#,
            r#"{"done":false}"#,
            "false",
            "null",
            "12345678901234567890.12",
            "-7",
            "7",
            "99999999999999999999",
            "-1e-3",
        ] {
            assert_eq!(service().read(page(whole).as_bytes()), Ok(Page { records: 1, then: Then::End }), "{whole}");
        }
    }
}
