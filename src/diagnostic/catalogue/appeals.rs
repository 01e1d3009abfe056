//! Appeals: their files, their clause, their rulings.

use super::{Page, page};

pub(super) const PAGES: &[Page] = &[
    page!("E700", "cases-unreadable"),
    page!("E701", "unknown-case-field"),
    page!("E702", "case-field-form"),
    page!("E703", "case-twice"),
    page!("E704", "no-appeal-clause"),
    page!("E705", "case-day-unknown"),
    page!("E706", "deadline-past-calendar"),
    page!("E707", "no-such-case"),
    page!("E708", "correction-impossible"),
    page!("E710", "event-impossible"),
    page!("E712", "admission-against-clause"),
    page!("E714", "deadline-not-kept"),
    page!("E715", "panel-against-clause"),
    page!("E716", "ruling-incomplete"),
    page!("E717", "case-names-unknown"),
    page!("E718", "not-heard"),
    page!("E720", "no-letter"),
    page!("W700", "appeal-without-care"),
    page!("W701", "appeal-unchecked"),
    page!("W702", "ruling-changes-nothing"),
    page!("W703", "other-channel"),
    page!("W704", "no-letter-owed"),
];
