//! How files are read, as far as the call says: their encoding, and how much is too much.

use clap::Args;
use encoding_rs::Encoding;

use super::problems;
use crate::data::{Limits, Reading};
use crate::diagnostic::Diagnostic;

#[derive(Args, Clone, Debug, Default)]
pub(crate) struct ReadingArguments {
    /// The encoding of a text file that cannot be told for certain, such as gb18030, utf-16le or windows-1252: of all files, or of one input as INPUT=ENCODING (may be repeated)
    #[arg(long, value_name = "ENCODING|INPUT=ENCODING")]
    pub(crate) encoding: Vec<String>,
    /// How much is read before a file is refused: bytes, unpacked, rows, columns or cell, such as rows=20000000 or unpacked=1G (may be repeated)
    #[arg(long, value_name = "WHAT=COUNT")]
    pub(crate) limit: Vec<String>,
}

impl ReadingArguments {
    /// # Errors
    /// An encoding or a limit that is none.
    pub(crate) fn reading(&self) -> Result<Reading, Vec<Diagnostic>> {
        let (mut encodings, mut limits, mut wrong) = (Vec::new(), Limits::default(), Vec::new());
        for said in &self.encoding {
            let (input, label) = match said.split_once('=') {
                Some((input, label)) => (Some(input.trim().to_string()), label),
                None => (None, said.as_str()),
            };
            match Encoding::for_label(label.trim().as_bytes()) {
                Some(encoding) => encodings.push((input, encoding)),
                None => wrong.push(problems::unknown_encoding(label)),
            }
        }
        for said in &self.limit {
            if set(&mut limits, said).is_none() {
                wrong.push(problems::not_a_limit(said));
            }
        }
        if wrong.is_empty() { Ok(Reading { encodings, limits }) } else { Err(wrong) }
    }
}

fn set(limits: &mut Limits, said: &str) -> Option<()> {
    let (what, count) = said.split_once('=')?;
    let count = count.trim().replace('_', "").to_ascii_lowercase();
    let (digits, shift) = match count.strip_suffix("ib").or_else(|| count.strip_suffix('b')).unwrap_or(&count) {
        count if count.ends_with('k') => (count.strip_suffix('k')?, 10),
        count if count.ends_with('m') => (count.strip_suffix('m')?, 20),
        count if count.ends_with('g') => (count.strip_suffix('g')?, 30),
        count => (count, 0),
    };
    let count = digits.parse::<u64>().ok()?.checked_mul(1 << shift).filter(|count| *count > 0)?;
    let small = usize::try_from(count).ok()?;
    match what.trim() {
        "bytes" => limits.bytes = count,
        "unpacked" => limits.unpacked = count,
        "rows" => limits.rows = count,
        "columns" => limits.columns = small,
        "cell" => limits.cell = small,
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::set;
    use crate::data::Limits;

    #[test]
    fn limits() {
        let mut limits = Limits::default();
        for said in ["rows=20_000_000", "unpacked=1G", "bytes=3 GiB".replace(' ', "").as_str(), "cell=128k", "columns=9"] {
            assert!(set(&mut limits, said).is_some(), "{said}");
        }
        assert_eq!(limits, Limits { bytes: 3 << 30, unpacked: 1 << 30, rows: 20_000_000, columns: 9, cell: 128 << 10 });
        for said in ["rows", "rows=", "rows=0", "rows=-1", "rows=1.5", "people=3", "bytes=99999999999G"] {
            assert!(set(&mut limits, said).is_none(), "{said}");
        }
    }
}
