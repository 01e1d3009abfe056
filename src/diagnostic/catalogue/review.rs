//! What a review is asked for and cannot be given.

use super::{Page, page};

pub(super) const PAGES: &[Page] = &[page!("E760", "cases-without-appeal")];
