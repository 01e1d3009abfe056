//! The list of codes: each with a stable name and a page in both languages under `pages/`.
//!
//! One list a stage, so that a stage's codes stand together. A page is a text file:
//! `# E203 unit-mismatch`, then `## en` and `## zh`, each with what it means, why it is refused, an example, what to write instead.

mod appeals;
mod calling;
mod checking;
mod data;
mod lints;
mod reading;
mod review;
mod rollout;
mod running;
mod shapes;
mod statement;

/// One code of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    pub code: &'static str,
    pub name: &'static str,
    /// The whole page file.
    pub text: &'static str,
}

macro_rules! page {
    ($code:literal, $name:literal) => {
        $crate::diagnostic::catalogue::Page { code: $code, name: $name, text: include_str!(concat!("../pages/", $code, ".md")) }
    };
}
use page;

/// The pages of the lints: their names are what a policy and a project call them.
pub fn lints() -> impl Iterator<Item = &'static Page> {
    lints::PAGES.iter()
}

/// Every page, in the order of the codes.
pub fn pages() -> impl Iterator<Item = &'static Page> {
    [
        reading::PAGES,
        checking::PAGES,
        shapes::PAGES,
        data::PAGES,
        running::PAGES,
        calling::PAGES,
        appeals::PAGES,
        statement::PAGES,
        rollout::PAGES,
        review::PAGES,
        lints::PAGES,
    ]
    .into_iter()
    .flatten()
}

/// The page of a code.
pub fn page_of(code: &str) -> Option<&'static Page> {
    pages().find(|page| page.code == code)
}
