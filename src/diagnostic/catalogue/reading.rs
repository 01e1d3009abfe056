//! E1xx and W1xx: reading a policy text.

use super::Page;

pub(super) const PAGES: &[Page] = &[];
