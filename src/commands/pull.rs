//! `merit pull`: the records of a CRM as files, every page as it was received, or none.
//!
//! The only part that opens connections. `service`, `meaning` and `address` are pure: what to ask for, what an answer means, where to go
//! next. `net` speaks, `attempts` repeats, `drafts` writes.

mod address;
pub(super) mod arguments;
mod attempts;
mod chinese;
mod drafts;
mod jiandaoyun;
mod meaning;
mod net;
mod salesforce;
mod service;
mod token;
mod zoho;

pub(super) use address::WrongAddress;
pub(super) use attempts::Why;
pub(super) use chinese::described_too;
pub(super) use meaning::Said;
pub(super) use net::{LARGEST_PAGE, NoAnswer};
pub(super) use service::{Fault, Vendor};
pub(super) use token::NoToken;

use std::path::Path;

use super::Ending;
use super::output;
use super::problems::pull as problems;
use super::progress::Progress;
use super::terminal::Terminal;
use crate::diagnostic::Diagnostic;
use crate::source::Sources;
use address::Address;
use arguments::{CommonArguments, From, PullArguments};
use attempts::{Attempts, Got};
use drafts::Drafts;
use jiandaoyun::Jiandaoyun;
use net::Line;
use salesforce::Salesforce;
use service::{Page, Service, Then};
use token::Token;
use zoho::Zoho;

/// Fetches every page and writes them, or says why there are none.
pub(super) fn pull(arguments: &PullArguments, terminal: &Terminal) -> Ending {
    let (vendor, common) = match &arguments.from {
        From::Salesforce(own) => (Vendor::Salesforce, &own.common),
        From::Zoho(own) => (Vendor::Zoho, &own.common),
        From::Jiandaoyun(own) => (Vendor::Jiandaoyun, &own.common),
    };
    let progress = Progress::new(terminal);
    let outcome = open(vendor, common).and_then(|(address, attempts)| {
        let mut service = service(&arguments.from, address);
        fetched(service.as_mut(), &attempts, common, &progress)
    });
    drop(progress);
    match outcome {
        Ok((pages, records)) => {
            terminal.print(problems::pulled(pages, records, &common.out.to_string_lossy(), &common.name).get(terminal.language))
        }
        Err(Failed::Said(problem)) => {
            terminal.report(&[*problem], &Sources::new());
            Ending::Refused
        }
        Err(Failed::Written(error)) => output::told(&common.out, Err(error), terminal),
    }
}

/// Why nothing was written.
enum Failed {
    Said(Box<Diagnostic>),
    Written(std::io::Error),
}

impl std::convert::From<Diagnostic> for Failed {
    fn from(problem: Diagnostic) -> Failed {
        Failed::Said(Box::new(problem))
    }
}

/// Where to ask and what lets us in; nothing is sent yet.
fn open(vendor: Vendor, common: &CommonArguments) -> Result<(Address, Attempts<'_>), Failed> {
    let address = Address::read(common.url.trim()).map_err(|wrong| problems::wrong_address(&wrong))?;
    let no_token = |wrong: NoToken| problems::no_token(vendor, wrong);
    let token = Token::from_environment(vendor.variable()).map_err(no_token)?;
    let line = Line::new(&address, token.header(vendor.scheme()).map_err(no_token)?);
    Ok((address, Attempts::new(vendor, line, token, common)))
}

fn service(from: &From, address: Address) -> Box<dyn Service> {
    match from {
        From::Salesforce(own) => Box::new(Salesforce::new(address, &own.api, &own.query)),
        From::Zoho(own) => Box::new(Zoho::new(address, &own.module, &own.fields)),
        From::Jiandaoyun(own) => Box::new(Jiandaoyun::new(address, &own.app, &own.entry)),
    }
}

/// The numbers of pages and of records.
fn fetched(
    service: &mut dyn Service,
    attempts: &Attempts<'_>,
    common: &CommonArguments,
    progress: &Progress,
) -> Result<(u64, u64), Failed> {
    let mut drafts = begun(&common.out, &common.name)?;
    let (mut number, mut records) = (0_u64, 0_u64);
    loop {
        if number == common.max_pages {
            return Err(problems::too_many_pages(number).into());
        }
        number = number.saturating_add(1);
        progress.stage(&problems::stage_page(number, records));
        let page = match attempts.page(&service.asked(), number, progress)? {
            Got::Page(body) => {
                let page = service.read(&body).map_err(|fault| problems::no_page(number, &attempts.without_token(fault)))?;
                drafts.keep(&body).map_err(Failed::Written)?;
                page
            }
            Got::NoContent => {
                let body = service.no_content().ok_or_else(|| problems::refused(number, 204, &Said::default()))?;
                drafts.keep(body.as_bytes()).map_err(Failed::Written)?;
                Page { records: 0, then: Then::End }
            }
        };
        records = records.saturating_add(page.records);
        match page.then {
            Then::More => {}
            Then::End => break,
        }
    }
    drafts.publish().map_err(Failed::Written)?;
    Ok((number, records))
}

fn begun(folder: &Path, name: &str) -> Result<Drafts, Failed> {
    Drafts::new(folder, name).map_err(Failed::Written)
}
