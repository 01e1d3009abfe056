//! Files as bytes that can be read several times, the first rows of the first period and the last row of the last one.

use std::fmt;
use std::io::{self, Cursor, Read};
use std::sync::Arc;

/// A file that stays where it is and is read in pieces.
pub trait Stored: fmt::Debug + Send + Sync {
    /// From its first byte.
    ///
    /// # Errors
    /// It cannot be opened.
    fn open(&self) -> io::Result<Box<dyn Read + '_>>;

    /// How many bytes it had when it was first looked at.
    fn size(&self) -> u64;

    /// Whether it is no longer what it was then.
    fn has_changed(&self) -> bool;
}

/// The bytes of a file.
#[derive(Clone, Debug)]
pub enum Bytes {
    Held(Arc<[u8]>),
    Stored(Arc<dyn Stored>),
}

impl Bytes {
    /// Reads them from the first.
    ///
    /// # Errors
    /// The file cannot be opened.
    pub fn open(&self) -> io::Result<Box<dyn Read + '_>> {
        match self {
            Bytes::Held(bytes) => Ok(Box::new(Cursor::new(bytes))),
            Bytes::Stored(file) => file.open(),
        }
    }

    pub fn size(&self) -> u64 {
        match self {
            Bytes::Held(bytes) => u64::try_from(bytes.len()).unwrap_or(u64::MAX),
            Bytes::Stored(file) => file.size(),
        }
    }

    pub fn have_changed(&self) -> bool {
        match self {
            Bytes::Held(_) => false,
            Bytes::Stored(file) => file.has_changed(),
        }
    }

    /// The first bytes, as many as `most` where there are so many.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn head(&self, most: u64) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        self.open()?.take(most).read_to_end(&mut head)?;
        Ok(head)
    }

    /// All bytes.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn all(&self) -> io::Result<Arc<[u8]>> {
        match self {
            Bytes::Held(bytes) => Ok(Arc::clone(bytes)),
            Bytes::Stored(file) => {
                let mut bytes = Vec::new();
                file.open()?.read_to_end(&mut bytes)?;
                Ok(bytes.into())
            }
        }
    }
}

impl<T: Into<Arc<[u8]>>> From<T> for Bytes {
    fn from(bytes: T) -> Bytes {
        Bytes::Held(bytes.into())
    }
}
