//! A handbook as PDF, where Merit was built with it.

use super::DocArguments;
use crate::commands::problems;
use crate::diagnostic::Diagnostic;
use crate::document::Document;

#[cfg(not(feature = "pdf"))]
pub(super) fn written(_document: &Document, _arguments: &DocArguments) -> Result<Vec<u8>, Box<Diagnostic>> {
    Err(Box::new(problems::pdf_not_built()))
}

#[cfg(feature = "pdf")]
pub(super) fn written(document: &Document, arguments: &DocArguments) -> Result<Vec<u8>, Box<Diagnostic>> {
    if arguments.out.is_none() {
        return Err(Box::new(problems::pdf_needs_out()));
    }
    let Some(font) = &arguments.font else { return Err(Box::new(problems::pdf_needs_font())) };
    let name = font.to_string_lossy();
    let bytes = std::fs::read(font).map_err(|error| Box::new(problems::font_unreadable(&name, &error.to_string())))?;
    crate::document::pdf::pdf(document, bytes).map_err(|fault| Box::new(problems::pdf_fault(&name, &fault)))
}
