//! E2xx and W2xx: names, types and units.

use super::Page;

pub(super) const PAGES: &[Page] = &[];
