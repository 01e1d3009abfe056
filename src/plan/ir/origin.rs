//! Where the rows of an input come from, as far as its head says so.

use crate::source::Span;
use crate::value::Zone;

pub use crate::syntax::ast::Crm;

/// What the head of an input block says of its files.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Origin {
    /// `from salesforce`: of which system the files are exports. Without it they are known by their own marks.
    pub crm: Option<(Crm, Span)>,
    /// `zone "+08:00"`: in whose days times are meant that the files write in another zone.
    pub zone: Option<Zone>,
    /// `sheet "Deals"`: which sheet of a workbook.
    pub sheet: Option<(String, Span)>,
    /// `header row 3`: where the headers stand in a sheet.
    pub header_row: Option<(u32, Span)>,
    /// `rows of "products"`: the list inside each record whose lines are the rows.
    pub lines: Option<(String, Span)>,
}
