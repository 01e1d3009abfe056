//! How much one data file may hold.

/// What a run accepts of each file; more is refused with a message that names the limit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Bytes of one file: 2 GiB of text. Of what is held in memory whole (workbooks, JSON) it is [`Limits::unpacked`].
    pub bytes: u64,
    /// Bytes that a file takes unpacked: 256 MiB.
    pub unpacked: u64,
    /// Rows of one input: 10 million.
    pub rows: u64,
    /// Columns of one file: 4,096.
    pub columns: usize,
    /// Bytes of one cell: 64 KiB.
    pub cell: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 2 << 30, unpacked: 256 << 20, rows: 10_000_000, columns: 4_096, cell: 1 << 16 }
    }
}

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
