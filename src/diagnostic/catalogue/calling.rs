//! E6xx and W6xx: examples, files and the call.

use super::Page;

pub(super) const PAGES: &[Page] = &[];
