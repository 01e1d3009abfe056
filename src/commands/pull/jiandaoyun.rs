//! Jiandaoyun (简道云): after each page the id of its last record, until a page is empty.

use serde_json::json;

use super::address::Address;
use super::service::{Asked, Fault, Page, Seen, Service, Then, count, parsed};

const FIELDS: &str = "data with _id";
/// Records on a page, the most there may be.
const LIMIT: u64 = 100;

pub(super) struct Jiandaoyun {
    address: Address,
    app: String,
    entry: String,
    last: Option<String>,
    seen: Seen,
}

#[derive(serde::Deserialize)]
struct Body {
    data: Vec<Record>,
}

#[derive(serde::Deserialize)]
struct Record {
    #[serde(rename = "_id")]
    id: String,
}

impl Jiandaoyun {
    /// The records of a form.
    pub(super) fn new(address: Address, app: &str, entry: &str) -> Jiandaoyun {
        Jiandaoyun { address, app: app.to_string(), entry: entry.to_string(), last: None, seen: Seen::default() }
    }
}

impl Service for Jiandaoyun {
    fn asked(&self) -> Asked {
        let mut json = json!({ "app_id": self.app, "entry_id": self.entry, "limit": LIMIT });
        if let (Some(last), Some(fields)) = (&self.last, json.as_object_mut()) {
            fields.insert("data_id".to_string(), json!(last));
        }
        Asked { url: self.address.at("/api/v5/app/entry/data/list"), json: Some(json.to_string()) }
    }

    fn read(&mut self, body: &[u8]) -> Result<Page, Fault> {
        let body: Body = parsed(body, FIELDS)?;
        let records = count(&body.data);
        let Some(last) = body.data.last() else { return Ok(Page { records, then: Then::End }) };
        let new = self.seen.has_new(body.data.iter().map(|record| record.id.as_str()));
        if !new || self.last.as_ref() == Some(&last.id) {
            return Err(Fault::Circle);
        }
        self.last = Some(last.id.clone());
        Ok(Page { records, then: Then::More })
    }

    fn no_content(&self) -> Option<&'static str> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service() -> Jiandaoyun {
        Jiandaoyun::new(Address::read("https://a.example").unwrap(), "app", "entry")
    }

    #[test]
    fn a_page_is_asked_for_behind_the_last_record_until_one_is_empty() {
        let mut service = service();
        let first = service.asked();
        assert_eq!(first.url, "https://a.example/api/v5/app/entry/data/list");
        assert_eq!(first.json.as_deref(), Some(r#"{"app_id":"app","entry_id":"entry","limit":100}"#));
        assert_eq!(service.read(br#"{"data":[{"_id":"a","n":1},{"_id":"b"}]}"#), Ok(Page { records: 2, then: Then::More }));
        assert_eq!(service.asked().json.as_deref(), Some(r#"{"app_id":"app","data_id":"b","entry_id":"entry","limit":100}"#));
        assert_eq!(service.read(br#"{"data":[]}"#), Ok(Page { records: 0, then: Then::End }));
    }

    #[test]
    fn what_brings_nothing_new_is_no_page() {
        let mut circle = service();
        assert!(circle.read(br#"{"data":[{"_id":"a"},{"_id":"b"}]}"#).is_ok());
        assert_eq!(circle.read(br#"{"data":[{"_id":"a"}]}"#), Err(Fault::Circle));
        assert_eq!(circle.read(br#"{"data":[{"_id":"c"},{"_id":"b"}]}"#), Err(Fault::Circle));
        for lacking in ["{}", r#"{"data":[{}]}"#, r#"{"data":[{"_id":5}]}"#, r#"{"data":null}"#] {
            assert_eq!(service().read(lacking.as_bytes()), Err(Fault::Lacks(FIELDS)), "{lacking}");
        }
    }
}
