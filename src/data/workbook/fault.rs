//! Why a workbook is not read. The words are in `problems/workbook.rs`.

/// Why a file, or a sheet of it, cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::data) enum Fault {
    /// The bytes are no workbook that can be read, but this.
    Other(Looks),
    /// It is one, but damaged or made to do harm.
    Broken(Broken),
    TooLarge(Excess),
}

/// What a file is that a workbook's name was given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::data) enum Looks {
    Empty,
    /// Comma-separated or other text.
    Text,
    /// A page with a table, which many systems name `.xls`.
    Page,
    /// XML of the year 2003.
    OldXml,
    /// A workbook in Excel's binary form of 2007.
    Binary,
    /// A workbook of Excel 95 or before.
    Ancient,
    /// Protected with a password.
    Protected,
    /// A document, an archive, a picture: a package without a workbook.
    OtherPackage,
    /// Bytes of no known kind.
    Unknown,
}

/// What is damaged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::data) enum Broken {
    /// The package cannot be opened, or ends too early.
    Package,
    /// Two parts of one name.
    Twice(String),
    /// A part whose name leads out of the package.
    Outside(String),
    /// A part protected with a password.
    Locked(String),
    /// A part that is not there.
    Missing(String),
    /// A part that cannot be unpacked or read.
    Part(String),
    /// A cell, row or range that no sheet has.
    Place(String),
    /// Two cells in one place.
    CellTwice(String),
}

/// What there is too much of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::data) struct Excess {
    pub of: Of,
    /// Where it is, as far as that helps: a part, a cell.
    pub at: Option<String>,
}

/// The limits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::data) enum Of {
    /// Bytes of the file, of which a workbook may have as many as it may unpack to.
    Bytes(u64),
    Unpacked(u64),
    Rows(u64),
    Columns(usize),
    /// Bytes of one cell.
    Cell(usize),
    /// Bytes of all cells together, which may be no more than the parts may unpack to.
    Texts(u64),
    /// Cells of the table, blank ones too. No flag raises it.
    Cells(u64),
    /// Parts of the package. No flag raises it.
    Parts(usize),
    /// A part that unpacks to more than a hundred times its size. No flag raises it.
    Ratio,
}

impl Fault {
    pub fn part(name: &str) -> Fault {
        Fault::Broken(Broken::Part(name.to_string()))
    }

    pub fn place(name: impl Into<String>) -> Fault {
        Fault::Broken(Broken::Place(name.into()))
    }

    pub fn large(of: Of, at: Option<String>) -> Fault {
        Fault::TooLarge(Excess { of, at })
    }
}
