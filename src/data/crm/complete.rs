//! Whether the pages are all pages of what was asked for, and whether they are pages at all.

use crate::data::problems::crm as problems;
use crate::diagnostic::Diagnostic;
use crate::plan::ir::Crm;
use crate::source::json::Node;

use super::{Page, records};

/// The words of a system that refused instead of answering.
pub(super) fn refusal(node: &Node) -> Option<String> {
    let said = |node: &Node, code: &str, words: &str| {
        let (code, words) = (node.get(code)?.written()?, node.get(words)?.written()?);
        Some(format!("{code}: {words}"))
    };
    match node {
        Node::List(items) => items.first().and_then(|first| said(first, "errorCode", "message")),
        Node::Object(fields) if !fields.iter().any(|(_, node)| node.list().is_some()) => {
            said(node, "code", "msg").or_else(|| said(node, "code", "message"))
        }
        Node::Object(_) | Node::Null | Node::Flag(_) | Node::Number(_) | Node::Text(_) => None,
    }
}

/// # Errors
/// Something is missing, or there twice.
pub(super) fn check(crm: Crm, pages: &[Page]) -> Result<(), Diagnostic> {
    match crm {
        Crm::Salesforce => salesforce(pages),
        Crm::Zoho => zoho(pages),
        Crm::Jiandaoyun => jiandaoyun(pages),
    }
}

fn count(page: &Page) -> usize {
    records(page).map_or(0, <[Node]>::len)
}

/// The last page says that it is, and all together hold as many records as each says there are.
fn salesforce(pages: &[Page]) -> Result<(), Diagnostic> {
    let says = |page: &Page, key: &str| page.node.get(key).and_then(Node::written).map(str::to_string);
    let last: Vec<usize> =
        (0..pages.len()).filter(|at| pages.get(*at).and_then(|page| says(page, "done")).as_deref() == Some("true")).collect();
    let Some(end) = pages.last() else { return Ok(()) };
    match last.as_slice() {
        [at] if at.saturating_add(1) == pages.len() => {}
        [] => return Err(problems::more_pages(&end.file, "done", "false")),
        [at, ..] => return Err(problems::page_behind_the_last(pages.get(*at).map_or("", |page| &page.file))),
    }
    let held: usize = pages.iter().map(count).sum();
    for page in pages {
        if let Some(total) = says(page, "totalSize").filter(|total| *total != held.to_string()) {
            return Err(problems::other_count(&page.file, &total, held));
        }
        inner_queries(page)?;
    }
    Ok(())
}

/// Lists inside records have pages of their own.
fn inner_queries(page: &Page) -> Result<(), Diagnostic> {
    for (record, number) in records(page).unwrap_or_default().iter().zip(1..) {
        let Node::Object(fields) = record else { continue };
        let unfinished = fields.iter().find(|(_, inside)| inside.get("done").and_then(Node::written) == Some("false"));
        if let Some((key, _)) = unfinished {
            return Err(problems::more_inside(&page.file, number, key));
        }
    }
    Ok(())
}

/// Pages follow one another by their numbers, and only the last says that there are no more.
fn zoho(pages: &[Page]) -> Result<(), Diagnostic> {
    let says = |page: &Page, key: &str| page.node.get("info").and_then(|info| info.get(key)).and_then(Node::written).map(str::to_string);
    for (page, at) in pages.iter().zip(1_usize..) {
        if let Some(number) = says(page, "page").filter(|number| *number != at.to_string()) {
            return Err(problems::other_page(&page.file, at, &number));
        }
        if let Some(held) = says(page, "count").filter(|held| *held != count(page).to_string()) {
            return Err(problems::other_count(&page.file, &held, count(page)));
        }
        let more = says(page, "more_records");
        if at == pages.len() && more.as_deref() != Some("false") {
            return Err(problems::more_pages(&page.file, "more_records", more.as_deref().unwrap_or("")));
        }
        if at < pages.len() && more.as_deref() == Some("false") {
            return Err(problems::page_behind_the_last(&page.file));
        }
    }
    Ok(())
}

/// Nothing in a page says whether another follows: a page shorter than the others is the last, and an empty one.
fn jiandaoyun(pages: &[Page]) -> Result<(), Diagnostic> {
    let (Some(first), Some(last)) = (pages.first(), pages.last()) else { return Ok(()) };
    let full = count(first);
    let mut before = pages.iter().take(pages.len().saturating_sub(1));
    if let Some(short) = before.find(|page| count(page) != full) {
        return Err(problems::page_behind_the_last(&short.file));
    }
    let held = count(last);
    // How many records were asked for at once is not known: of a single page only an empty one is certain to be the last.
    let perhaps_more = if pages.len() > 1 { held >= full && held > 0 } else { held > 0 };
    if perhaps_more { Err(problems::perhaps_more(&last.file, held)) } else { Ok(()) }
}
