//! How much one data file may hold.

/// Bytes of one file: 1 GiB.
pub(super) const MOST_BYTES: usize = 1 << 30;
/// Columns of one file.
pub(super) const MOST_COLUMNS: usize = 4_096;
/// Rows of one file.
pub(super) const MOST_ROWS: u64 = 10_000_000;
/// Bytes of one cell: 64 KiB.
pub(super) const MOST_CELL: usize = 1 << 16;
/// Wrong cells and rows of one run, after which nothing is computed any more.
pub(super) const MOST_FAULTS: usize = 100_000;
/// Places that one message keeps; the others are counted.
pub(super) const MOST_PLACES: usize = 20;
