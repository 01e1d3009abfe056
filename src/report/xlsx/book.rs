//! The workbook: sheets of typed cells under a heading that stays in view.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError,
};
use rustc_hash::FxHashMap;

use super::{fits, names, problems};
use crate::diagnostic::text::{display_width, sanitise};
use crate::diagnostic::{Diagnostic, Language};
use crate::plan::ir::Plan;
use crate::report::grid::{Cell, Grid};
use crate::report::harmless::harmless;
use crate::value::{Date, Type};

/// As many as Excel has.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: usize = 16_384;
/// UTF-16 units of a text in a cell.
const LONGEST_TEXT: usize = 32_767;
/// The narrowest and the widest column, in digits of the font.
const WIDTHS: (usize, usize) = (8, 60);
/// Room beside the text, and for the button of the filter.
const MARGIN: usize = 2;
const BUTTON: usize = 3;

/// A workbook in the making.
pub(super) struct Book<'a> {
    workbook: Workbook,
    formats: Formats<'a>,
    language: Language,
    names: Vec<String>,
    /// How many numbers have more digits than Excel keeps.
    pub long_numbers: u64,
    /// Rows of a sheet, the heading among them.
    most_rows: u32,
}

impl<'a> Book<'a> {
    /// Made on `day` as far as its reader sees, so that the same results are the same bytes.
    pub fn new(plan: &'a Plan, day: Date, language: Language) -> Book<'a> {
        let mut workbook = Workbook::new();
        let mut properties = DocProperties::new().set_title(sanitise(&plan.title));
        if let Some(day) = excel_date(day) {
            properties = properties.set_creation_datetime(&day);
        }
        workbook.set_properties(&properties);
        Book { workbook, formats: Formats::new(plan), language, names: Vec::new(), long_numbers: 0, most_rows: MOST_ROWS }
    }

    /// A sheet with these rows; what does not fit on it stands on further ones with the same heading.
    pub fn table(&mut self, name: &str, grid: Grid<'_>) -> Result<(), Diagnostic> {
        if grid.headings.len() > MOST_COLUMNS {
            return Err(problems::too_many_columns(name, (grid.headings.len(), MOST_COLUMNS)));
        }
        let headings: Vec<String> = grid.headings.iter().map(|heading| heading.get(self.language).to_string()).collect();
        let mut rows = grid.rows.peekable();
        loop {
            let mut sheet = self.sheet(name)?;
            sheet.line(&headings.iter().map(|heading| Cell::text(heading)).collect::<Vec<Cell>>(), Look::Heading, self)?;
            while sheet.at < self.most_rows
                && let Some(cells) = rows.next()
            {
                sheet.line(&cells, Look::Plain, self)?;
            }
            sheet.close(0, headings.len()).map_err(|error| problems::fault(&error.to_string()))?;
            self.workbook.push_worksheet(sheet.sheet);
            if rows.peek().is_none() {
                return Ok(());
            }
        }
    }

    /// A new sheet with a name that only it has.
    pub fn sheet(&mut self, name: &str) -> Result<Sheet, Diagnostic> {
        let name = names::legal(name, &self.names);
        let mut sheet = Worksheet::new();
        sheet.set_name(&name).map_err(|error| problems::fault(&error.to_string()))?;
        self.names.push(name.clone());
        Ok(Sheet { sheet, name, at: 0, headings: Vec::new(), widths: Vec::new() })
    }

    pub fn add(&mut self, mut sheet: Sheet, heading: u32, columns: usize) -> Result<(), Diagnostic> {
        sheet.close(heading, columns).map_err(|error| problems::fault(&error.to_string()))?;
        self.workbook.push_worksheet(sheet.sheet);
        Ok(())
    }

    /// The file.
    pub fn bytes(mut self) -> Result<Vec<u8>, Diagnostic> {
        self.workbook.save_to_buffer().map_err(|error| problems::fault(&error.to_string()))
    }
}

/// How a line looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Heading,
    Plain,
    /// Texts that may take several lines.
    Wrapped,
}

/// A sheet in the making, filled from its first line on.
pub(super) struct Sheet {
    sheet: Worksheet,
    name: String,
    /// The line that is next.
    pub at: u32,
    headings: Vec<String>,
    widths: Vec<usize>,
}

impl Sheet {
    /// Writes the next line.
    pub fn line(&mut self, cells: &[Cell], look: Look, book: &mut Book<'_>) -> Result<(), Diagnostic> {
        if look == Look::Heading {
            self.headings = cells.iter().map(|cell| if let Cell::Text(text) = cell { text.clone() } else { String::new() }).collect();
        }
        self.widths.resize(self.widths.len().max(cells.len()), 0);
        for (cell, column) in cells.iter().zip(0_u16..) {
            let width = self.cell(column, cell, look, book)?;
            if let Some(widest) = self.widths.get_mut(usize::from(column)) {
                *widest = (*widest).max(width);
            }
        }
        self.at = self.at.saturating_add(1);
        Ok(())
    }

    /// Writes a cell, and says how wide it is.
    fn cell(&mut self, column: u16, cell: &Cell, look: Look, book: &mut Book<'_>) -> Result<usize, Diagnostic> {
        let fault = |error: XlsxError| problems::fault(&error.to_string());
        let (row, sheet) = (self.at, &mut self.sheet);
        match cell {
            Cell::Blank => Ok(0),
            Cell::Text(text) => self.text(column, text, look, book),
            Cell::Flag(flag) => sheet.write_boolean(row, column, *flag).map(|_| "FALSE".len()).map_err(fault),
            Cell::Date(date) => {
                let written = match excel_date(*date) {
                    Some(day) => sheet.write_datetime_with_format(row, column, &day, &book.formats.date),
                    None => sheet.write_string(row, column, date.to_string()),
                };
                written.map(|_| "2026-01-31".len()).map_err(fault)
            }
            Cell::Number { digits, ty } => {
                let number = digits.parse::<serde_json::Number>().ok().filter(|_| fits(digits)).and_then(|number| number.as_f64());
                let Some(number) = number else {
                    book.long_numbers = book.long_numbers.saturating_add(1);
                    let written = sheet.write_string_with_format(row, column, digits, &book.formats.long);
                    return written.map(|_| digits.len()).map_err(fault);
                };
                let (format, width) = book.formats.of(*ty, digits);
                sheet.write_number_with_format(row, column, number, format).map(|_| width).map_err(fault)
            }
        }
    }

    fn text(&mut self, column: u16, text: &str, look: Look, book: &Book<'_>) -> Result<usize, Diagnostic> {
        let (row, text) = (self.at, harmless(text));
        let length = text.encode_utf16().count();
        if length > LONGEST_TEXT {
            let heading = self.headings.get(usize::from(column)).map_or("", String::as_str);
            return Err(problems::text_too_long(&self.name, row.saturating_add(1), heading, (length, LONGEST_TEXT)));
        }
        let written = match look {
            Look::Heading => self.sheet.write_string_with_format(row, column, &text, &book.formats.heading),
            Look::Wrapped => self.sheet.write_string_with_format(row, column, &text, &book.formats.wrapped),
            Look::Plain => self.sheet.write_string(row, column, &text),
        };
        written.map_err(|error| problems::fault(&error.to_string()))?;
        let widest = text.lines().map(display_width).max().unwrap_or(0);
        Ok(if look == Look::Heading { widest.saturating_add(BUTTON) } else { widest })
    }

    /// The heading stays in view, the rows under it can be filtered, and every column has the width of what stands in it.
    fn close(&mut self, heading: u32, columns: usize) -> Result<(), XlsxError> {
        for (width, column) in self.widths.iter().zip(0_u16..) {
            let width = width.clamp(&WIDTHS.0, &WIDTHS.1).saturating_add(MARGIN);
            self.sheet.set_column_width(column, u32::try_from(width).unwrap_or(u32::MAX))?;
        }
        let last = u16::try_from(columns.saturating_sub(1)).unwrap_or(u16::MAX);
        let bottom = self.at.saturating_sub(1).max(heading);
        if heading == 0 {
            self.sheet.set_freeze_panes(1, 0)?;
            self.sheet.set_repeat_rows(0, 0)?;
        }
        self.sheet.autofilter(heading, 0, bottom, last)?;
        // Keys of digits are texts on purpose, and so are numbers of more digits than Excel keeps.
        self.sheet.ignore_error_range(0, 0, bottom, last, IgnoreError::NumberStoredAsText)?;
        self.sheet.set_landscape().set_print_fit_to_pages(1, 0);
        Ok(())
    }
}

/// Excel's dates begin in 1900; `None` for an earlier one.
fn excel_date(date: Date) -> Option<ExcelDateTime> {
    let (year, month, day) = (u16::try_from(date.year()).ok()?, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?);
    // Of the year 1900 Excel has a day that never was.
    ExcelDateTime::from_ymd(year, month, day).ok().filter(|_| year > 1900)
}

/// How cells look, each made once.
struct Formats<'a> {
    plan: &'a Plan,
    heading: Format,
    wrapped: Format,
    date: Format,
    /// A number that is written as a text.
    long: Format,
    numbers: FxHashMap<(Type, Ends), (Format, usize)>,
}

/// Whether a number has digits behind its point.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Ends {
    Whole,
    Broken,
}

impl<'a> Formats<'a> {
    fn new(plan: &'a Plan) -> Formats<'a> {
        let heading = Format::new().set_bold().set_background_color(Color::RGB(0x00F5_F7F9)).set_border_bottom(FormatBorder::Thin);
        Formats {
            plan,
            heading,
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            long: Format::new().set_align(FormatAlign::Right),
            numbers: FxHashMap::default(),
        }
    }

    /// The format of a number of this type, and how wide the number is in it.
    fn of(&mut self, ty: Type, digits: &str) -> (&Format, usize) {
        let ends = if digits.contains('.') { Ends::Broken } else { Ends::Whole };
        let plan = self.plan;
        let (format, beside) = self.numbers.entry((ty, ends)).or_insert_with(|| {
            let format = number_format(plan, ty, ends);
            (Format::new().set_num_format(&format), format.chars().filter(|c| !"#,;".contains(*c)).count())
        });
        let whole = digits.find('.').unwrap_or(digits.len());
        // A comma after every third digit.
        (format, whole.saturating_add(whole / 3).saturating_add((*beside).min(16)))
    }
}

/// `"¥"#,##0.00`: as Merit shows such a number, with digits that Excel rounds for the eye only.
fn number_format(plan: &Plan, ty: Type, ends: Ends) -> String {
    let places = |places: u32| match usize::try_from(places) {
        Ok(places) if places > 0 => format!("#,##0.{}", "0".repeat(places.min(30))),
        Ok(_) | Err(_) => "#,##0".to_string(),
    };
    match (ty, ends) {
        (Type::Money, _) => signed(&plan.currency.sign(), &places(plan.places_of(ty))),
        (Type::Foreign(code), _) => signed(&format!("{} ", code.as_str()), &places(plan.places_of(ty))),
        (Type::Percent, _) => "0.00%".to_string(),
        (Type::Count | Type::Days, Ends::Whole) => places(0),
        (Type::Count | Type::Days, Ends::Broken) | (Type::Number, _) => places(2),
        (Type::Date | Type::Text | Type::Flag | Type::Choice(_), _) => "General".to_string(),
    }
}

/// The minus stands before the sign of the currency.
fn signed(sign: &str, digits: &str) -> String {
    format!("\"{sign}\"{digits};-\"{sign}\"{digits}")
}

#[cfg(test)]
mod tests {
    use super::{Book, MOST_COLUMNS};
    use crate::diagnostic::{Language, Text};
    use crate::report::grid::{Cell, Grid};
    use crate::source::{SourceFile, Sources};
    use crate::value::{Date, Type};

    /// A sheet of so many rows and columns.
    fn grid(rows: u32, columns: usize) -> Grid<'static> {
        let cells = move |row: u32| vec![Cell::Number { digits: row.to_string(), ty: Type::Count }; columns];
        Grid { headings: vec![Text::same("h"); columns], rows: Box::new((0..rows).map(cells)) }
    }

    #[test]
    fn what_does_not_fit_on_a_sheet_goes_on_on_the_next() {
        let mut sources = Sources::new();
        let text = "policy \"P\" { period month; currency CNY }\ninput people by id { a : number }\n";
        let id = sources.add(SourceFile::new("p.merit", text));
        let (file, _) = crate::syntax::parse(id, text);
        let plan = crate::plan::plan(&[file], &sources).0.unwrap();
        let mut book = Book::new(&plan, Date::new(2026, 1, 31).unwrap(), Language::English);
        book.most_rows = 3;
        book.table("T", grid(5, 1)).unwrap();
        book.table("nothing", grid(0, 1)).unwrap();
        assert_eq!(book.names, ["T", "T (2)", "T (3)", "nothing"]);
        let refused = book.table("wide", grid(1, MOST_COLUMNS + 1)).unwrap_err();
        assert_eq!((refused.code, refused.message.en.contains("16385 columns")), ("E791", true), "{}", refused.message.en);
        let mut sheets = book.workbook.worksheets().iter().map(|sheet| sheet.name());
        assert_eq!((sheets.next().as_deref(), sheets.count()), (Some("T"), 3));
        assert!(book.bytes().is_ok());
    }
}
