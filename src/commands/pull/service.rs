//! What the services have in common: a request, and what a page says of itself.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};
use serde::Deserialize;

/// Whose records they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Vendor {
    Salesforce,
    Zoho,
    Jiandaoyun,
}

impl Vendor {
    /// The variable of the environment that holds the token.
    pub(crate) fn variable(self) -> &'static str {
        match self {
            Vendor::Salesforce => "MERIT_SALESFORCE_TOKEN",
            Vendor::Zoho => "MERIT_ZOHO_TOKEN",
            Vendor::Jiandaoyun => "MERIT_JIANDAOYUN_TOKEN",
        }
    }

    /// The word before the token in the header.
    pub(super) fn scheme(self) -> &'static str {
        match self {
            Vendor::Salesforce | Vendor::Jiandaoyun => "Bearer",
            Vendor::Zoho => "Zoho-oauthtoken",
        }
    }
}

/// A request: to read a place, or to post JSON to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Asked {
    pub(super) url: String,
    pub(super) json: Option<String>,
}

/// What a page says of itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Page {
    pub(super) records: u64,
    pub(super) then: Then,
}

/// What follows a page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Then {
    More,
    End,
}

/// Why a page cannot be taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Fault {
    NoJson {
        line: usize,
        column: usize,
    },
    /// A documented field is not there or is of another kind; those that must be there.
    Lacks(&'static str),
    /// A record holds a list that goes on elsewhere.
    ListCutShort,
    /// The pages hold another number of records than the service says.
    Counts {
        held: u64,
        said: u64,
    },
    /// It leads to a page that was read before, or brings nothing new.
    Circle,
    /// The next page is on this other host, or at no place at all.
    Elsewhere(String),
}

/// A list of records, page by page.
pub(super) trait Service {
    /// The request for the page that comes next.
    fn asked(&self) -> Asked;

    /// Reads the page that was asked for.
    ///
    /// # Errors
    /// [`Fault`].
    fn read(&mut self, body: &[u8]) -> Result<Page, Fault>;

    /// What is written for an answer without content, where the service gives one for no records.
    fn no_content(&self) -> Option<&'static str>;
}

/// Reads a page as `T`, whose fields are those that must be there.
pub(super) fn parsed<'b, T: Deserialize<'b>>(body: &'b [u8], fields: &'static str) -> Result<T, Fault> {
    serde_json::from_slice(body)
        .map_err(|error| if error.is_data() { Fault::Lacks(fields) } else { Fault::NoJson { line: error.line(), column: error.column() } })
}

pub(super) fn count<T>(records: &[T]) -> u64 {
    u64::try_from(records.len()).unwrap_or(u64::MAX)
}

/// The ids that were read, as far as it takes to see that a page brings nothing new.
#[derive(Default)]
pub(super) struct Seen(FxHashSet<u64>);

impl Seen {
    /// Whether one of the ids at least was not there before.
    pub(super) fn has_new<'i>(&mut self, ids: impl IntoIterator<Item = &'i str>) -> bool {
        let mut new = false;
        for id in ids {
            let mut hasher = FxHasher::default();
            id.hash(&mut hasher);
            new |= self.0.insert(hasher.finish());
        }
        new
    }
}
