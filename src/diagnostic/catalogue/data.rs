//! E4xx and W4xx: data files against the input blocks.

use super::Page;

pub(super) const PAGES: &[Page] = &[];
