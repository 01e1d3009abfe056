//! Salesforce: a query, and from page to page `nextRecordsUrl`.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::address::{Address, encoded};
use super::service::{Asked, Fault, Page, Service, Then, count, parsed};

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
    records: Vec<Record>,
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
        if body.records.contains(&Record::CutShort) {
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

/// A record, looked through for lists of other records, which have pages of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Record {
    Whole,
    CutShort,
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Record, D::Error> {
        match deserializer.deserialize_map(Look)? {
            Found::CutShort => Ok(Record::CutShort),
            Found::False | Found::Other => Ok(Record::Whole),
        }
    }
}

/// What stands at a place in a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Found {
    False,
    CutShort,
    Other,
}

impl<'de> Deserialize<'de> for Found {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_any(Look)
    }
}

struct Look;

impl<'de> Visitor<'de> for Look {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Found, E> {
        Ok(if value { Found::Other } else { Found::False })
    }

    fn visit_u64<E>(self, _: u64) -> Result<Found, E> {
        Ok(Found::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Found, E> {
        Ok(Found::Other)
    }

    fn visit_str<E>(self, _: &str) -> Result<Found, E> {
        Ok(Found::Other)
    }

    fn visit_unit<E>(self) -> Result<Found, E> {
        Ok(Found::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Found, A::Error> {
        let mut found = Found::Other;
        while let Some(next) = list.next_element::<Found>()? {
            if next == Found::CutShort {
                found = next;
            }
        }
        Ok(found)
    }

    /// A number that is no small integer comes as an object too, of one text with all its digits.
    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Found, A::Error> {
        let (mut unfinished, mut listed, mut found) = (false, false, Found::Other);
        while let Some(key) = object.next_key::<Cow<'de, str>>()? {
            let next = object.next_value::<Found>()?;
            unfinished |= key == "done" && next == Found::False;
            listed |= key == "records";
            if next == Found::CutShort {
                found = next;
            }
        }
        Ok(if unfinished && listed { Found::CutShort } else { found })
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
