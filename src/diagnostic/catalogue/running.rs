//! E5xx: evaluation of one person.

use super::Page;

pub(super) const PAGES: &[Page] = &[];
