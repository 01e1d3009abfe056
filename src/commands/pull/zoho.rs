//! Zoho CRM: pages by number up to 2,000 records, then by `next_page_token`.

use super::address::{Address, encoded};
use super::service::{Asked, Fault, Page, Seen, Service, Then, count, parsed};

const FIELDS: &str = "data with id, info.more_records, and beyond 2,000 records info.next_page_token";
/// Records on a page, the most there may be.
const PER_PAGE: u64 = 200;
/// Pages that are named by their number: 2,000 records.
const NUMBERED: u64 = 10;

pub(super) struct Zoho {
    address: Address,
    path: String,
    next: Next,
    seen: Seen,
}

enum Next {
    Number(u64),
    Token(String),
}

#[derive(serde::Deserialize)]
struct Body {
    data: Vec<Record>,
    info: Info,
}

#[derive(serde::Deserialize)]
struct Record {
    id: String,
}

#[derive(serde::Deserialize)]
struct Info {
    more_records: bool,
    next_page_token: Option<String>,
}

impl Zoho {
    /// The records of a module; `fields` has commas between the names.
    pub(super) fn new(address: Address, module: &str, fields: &str) -> Zoho {
        // By id, so that a record that is made meanwhile comes last and moves no other to another page.
        let path =
            format!("/crm/v8/{}?fields={}&per_page={PER_PAGE}&sort_by=id&sort_order=asc", encoded(module.trim()), encoded(&packed(fields)));
        Zoho { address, path, next: Next::Number(1), seen: Seen::default() }
    }
}

fn packed(fields: &str) -> String {
    let names: Vec<&str> = fields.split([',', '，']).map(str::trim).filter(|name| !name.is_empty()).collect();
    names.join(",")
}

impl Service for Zoho {
    fn asked(&self) -> Asked {
        let next = match &self.next {
            Next::Number(number) => format!("page={number}"),
            Next::Token(token) => format!("page_token={}", encoded(token)),
        };
        Asked { url: self.address.at(&format!("{}&{next}", self.path)), json: None }
    }

    fn read(&mut self, body: &[u8]) -> Result<Page, Fault> {
        let body: Body = parsed(body, FIELDS)?;
        let page = |then: Then| Page { records: count(&body.data), then };
        let new = self.seen.has_new(body.data.iter().map(|record| record.id.as_str()));
        if !new && (body.info.more_records || !body.data.is_empty()) {
            return Err(Fault::Circle);
        }
        if !body.info.more_records {
            return Ok(page(Then::End));
        }
        self.next = match (&self.next, &body.info.next_page_token) {
            (Next::Number(number), _) if *number < NUMBERED => Next::Number(number.saturating_add(1)),
            (Next::Number(_) | Next::Token(_), None) => return Err(Fault::Lacks(FIELDS)),
            (Next::Token(token), Some(next)) if token == next => return Err(Fault::Circle),
            (Next::Number(_) | Next::Token(_), Some(next)) => Next::Token(next.clone()),
        };
        Ok(page(Then::More))
    }

    /// Zoho answers 204 where there are no records.
    fn no_content(&self) -> Option<&'static str> {
        Some("{\"data\":[],\"info\":{\"more_records\":false}}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service() -> Zoho {
        Zoho::new(Address::read("https://a.example").unwrap(), "Deals", "Amount, Closing_Date")
    }

    fn page(id: u64, info: &str) -> Vec<u8> {
        format!(r#"{{"data":[{{"id":"{id}","Amount":1.5}}],"info":{{{info}}}}}"#).into_bytes()
    }

    #[test]
    fn ten_pages_have_numbers_and_the_others_tokens() {
        let mut service = service();
        let base = "https://a.example/crm/v8/Deals?fields=Amount%2CClosing_Date&per_page=200&sort_by=id&sort_order=asc";
        for number in 1..=10 {
            assert_eq!(service.asked().url, format!("{base}&page={number}"));
            assert_eq!(service.read(&page(number, r#""more_records":true,"next_page_token":"t/1""#)).map(|page| page.then), Ok(Then::More));
        }
        assert_eq!(service.asked().url, format!("{base}&page_token=t%2F1"));
        assert_eq!(service.read(&page(11, r#""more_records":true,"next_page_token":"t2""#)).map(|page| page.then), Ok(Then::More));
        assert_eq!(service.asked().url, format!("{base}&page_token=t2"));
        assert_eq!(service.read(&page(12, r#""more_records":false"#)), Ok(Page { records: 1, then: Then::End }));
    }

    #[test]
    fn what_brings_nothing_new_or_leads_nowhere_is_no_page() {
        let mut circle = service();
        assert!(circle.read(&page(1, r#""more_records":true"#)).is_ok());
        assert_eq!(circle.read(&page(1, r#""more_records":true"#)), Err(Fault::Circle));
        let mut tokens = service();
        for id in 1..=10 {
            assert!(tokens.read(&page(id, r#""more_records":true,"next_page_token":"t""#)).is_ok());
        }
        assert_eq!(tokens.read(&page(11, r#""more_records":true"#)), Err(Fault::Lacks(FIELDS)));
        assert_eq!(tokens.read(&page(12, r#""more_records":true,"next_page_token":"t""#)), Err(Fault::Circle));
        assert_eq!(service().read(br#"{"data":[],"info":{"more_records":true}}"#), Err(Fault::Circle));
        assert_eq!(service().read(br#"{"data":[],"info":{"more_records":false}}"#), Ok(Page { records: 0, then: Then::End }));
        for lacking in [r#"{"data":[]}"#, r#"{"info":{"more_records":false}}"#, r#"{"data":[{"id":7}],"info":{"more_records":false}}"#] {
            assert_eq!(service().read(lacking.as_bytes()), Err(Fault::Lacks(FIELDS)), "{lacking}");
        }
    }
}
