//! E6xx and W6xx: examples, files and the call.

use super::Page;
use super::page;

pub(super) const PAGES: &[Page] = &[
    page!("E601", "policy-not-found"),
    page!("E602", "policy-is-a-folder"),
    page!("E603", "policy-unreadable"),
    page!("E604", "policy-is-data"),
    page!("E605", "policy-not-utf-8"),
    page!("E606", "policy-empty"),
    page!("E607", "used-file-not-found"),
    page!("E608", "used-file-outside"),
    page!("E610", "not-a-period"),
    page!("E611", "period-of-another-kind"),
    page!("E612", "period-not-effective"),
    page!("E615", "data-not-found"),
    page!("E616", "data-for-unknown-input"),
    page!("E617", "data-without-a-name"),
    page!("E618", "input-without-a-file"),
    page!("E619", "two-files-for-one-input"),
    page!("E620", "data-unreadable"),
    page!("E621", "data-format-unknown"),
    page!("E625", "unknown-person"),
    page!("E626", "unknown-value"),
    page!("E627", "unknown-code"),
    page!("E630", "output-not-written"),
    page!("E631", "output-would-overwrite-input"),
    page!("E632", "rows-need-json"),
    page!("E640", "example-differs"),
    page!("E641", "example-has-no-value"),
    page!("E642", "example-cannot-be-computed"),
    page!("E643", "example-expects-an-error"),
    page!("E644", "example-has-another-error"),
    page!("W601", "other-files-in-folder"),
    page!("W602", "no-examples"),
];
