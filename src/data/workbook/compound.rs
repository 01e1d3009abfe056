//! The compound file that an XLS workbook is: a small file system in sectors, of which the streams in the root are read.

use super::fault::{Broken, Fault};

/// Marks in the table of sectors from this one on are no sectors.
const FIRST_MARK: u32 = 0xFFFF_FFFA;
/// Streams smaller than this stand in small sectors.
const SMALL: usize = 4_096;
const SMALL_SECTOR: usize = 64;
const ENTRY: usize = 128;

/// An open compound file.
pub(super) struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    /// The sector that follows each.
    next: Vec<u32>,
    /// The same of the small sectors.
    small_next: Vec<u32>,
    /// The stream of which the small sectors are cut.
    small: Vec<u8>,
    entries: Vec<Entry>,
    /// What stands in the root; the streams of files inside the file do not.
    root: Vec<usize>,
}

struct Entry {
    name: String,
    kind: u8,
    left: u32,
    right: u32,
    child: u32,
    start: u32,
    length: usize,
}

fn broken() -> Fault {
    Fault::Broken(Broken::Package)
}

impl<'b> Compound<'b> {
    pub fn open(bytes: &'b [u8]) -> Result<Compound<'b>, Fault> {
        let sector = match u16_at(bytes, 30).ok_or_else(broken)? {
            9 => 512,
            12 => 4_096,
            _ => return Err(broken()),
        };
        let mut file =
            Compound { bytes, sector, next: Vec::new(), small_next: Vec::new(), small: Vec::new(), entries: Vec::new(), root: Vec::new() };
        file.table()?;
        let number = |at: usize| u32_at(bytes, at).ok_or_else(broken);
        let directory = file.chain(number(48)?, None)?;
        for entry in directory.chunks_exact(ENTRY) {
            file.entries.push(Entry::read(entry).ok_or_else(broken)?);
        }
        let root = file.entries.first().filter(|entry| entry.kind == 5).ok_or_else(broken)?;
        let (start, length, child) = (root.start, root.length, root.child);
        if number(64)? > 0 && length > 0 {
            file.small = file.chain(start, Some(length))?;
            file.small_next = file.chain(number(60)?, None)?.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect();
        }
        file.list(child);
        Ok(file)
    }

    /// Reads which sector follows which; the list of the sectors that say so begins in the head.
    fn table(&mut self) -> Result<(), Fault> {
        let mut listed: Vec<u32> = (0..109_usize).filter_map(|at| u32_at(self.bytes, at.saturating_mul(4).saturating_add(76))).collect();
        let mut more = u32_at(self.bytes, 68).ok_or_else(broken)?;
        let most = self.bytes.len() / self.sector;
        let mut steps = 0_usize;
        while more < FIRST_MARK {
            steps = steps.saturating_add(1);
            if steps > most {
                return Err(broken());
            }
            let numbers: Vec<u32> = self.sector_at(more)?.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect();
            let (last, rest) = numbers.split_last().ok_or_else(broken)?;
            listed.extend(rest);
            more = *last;
        }
        listed.retain(|sector| *sector < FIRST_MARK);
        if listed.len() > most.saturating_add(1) {
            return Err(broken());
        }
        for sector in listed {
            let numbers: Vec<u32> = self.sector_at(sector)?.chunks_exact(4).filter_map(|four| u32_at(four, 0)).collect();
            self.next.extend(numbers);
        }
        Ok(())
    }

    /// One sector; the last of a file may be cut short.
    fn sector_at(&self, at: u32) -> Result<&'b [u8], Fault> {
        let start = usize::try_from(at).ok().and_then(|at| at.checked_add(1)?.checked_mul(self.sector)).ok_or_else(broken)?;
        let end = start.saturating_add(self.sector).min(self.bytes.len());
        self.bytes.get(start..end).filter(|sector| !sector.is_empty()).ok_or_else(broken)
    }

    /// The sectors from `start` on, as many bytes as the stream is long.
    fn chain(&self, start: u32, length: Option<usize>) -> Result<Vec<u8>, Fault> {
        let mut joined = Vec::new();
        let mut at = start;
        while at < FIRST_MARK && length.is_none_or(|length| joined.len() < length) {
            joined.extend_from_slice(self.sector_at(at)?);
            // A chain that is longer than the file runs in a circle.
            if joined.len() > self.bytes.len() {
                return Err(broken());
            }
            at = self.next.get(at as usize).copied().ok_or_else(broken)?;
        }
        match length {
            Some(length) if joined.len() < length => Err(broken()),
            Some(length) => {
                joined.truncate(length);
                Ok(joined)
            }
            None => Ok(joined),
        }
    }

    fn small_chain(&self, start: u32, length: usize) -> Result<Vec<u8>, Fault> {
        let mut joined = Vec::new();
        let mut at = start;
        while at < FIRST_MARK && joined.len() < length {
            let from = (at as usize).saturating_mul(SMALL_SECTOR);
            let to = from.saturating_add(SMALL_SECTOR).min(self.small.len());
            joined.extend_from_slice(self.small.get(from..to).filter(|sector| !sector.is_empty()).ok_or_else(broken)?);
            at = self.small_next.get(at as usize).copied().ok_or_else(broken)?;
        }
        if joined.len() < length {
            return Err(broken());
        }
        joined.truncate(length);
        Ok(joined)
    }

    /// Goes through the tree of what stands in the root.
    fn list(&mut self, child: u32) {
        let mut open = vec![child];
        let mut seen = vec![false; self.entries.len()];
        while let Some(at) = open.pop() {
            let at = at as usize;
            let (Some(entry), Some(seen)) = (self.entries.get(at), seen.get_mut(at)) else { continue };
            if !std::mem::replace(seen, true) {
                self.root.push(at);
                open.extend([entry.left, entry.right]);
            }
        }
    }

    fn find(&self, name: &str) -> Option<&Entry> {
        self.root.iter().filter_map(|at| self.entries.get(*at)).find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// Whether a stream or a folder of the name stands in the root.
    pub fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Whether anything in the root has a name that begins so.
    pub fn has_start(&self, start: &str) -> bool {
        self.root.iter().filter_map(|at| self.entries.get(*at)).any(|entry| entry.name.starts_with(start))
    }

    pub fn stream(&self, name: &str) -> Result<Vec<u8>, Fault> {
        let entry = self.find(name).filter(|entry| entry.kind == 2).ok_or_else(|| Fault::Broken(Broken::Missing(name.to_string())))?;
        if entry.length < SMALL { self.small_chain(entry.start, entry.length) } else { self.chain(entry.start, Some(entry.length)) }
    }
}

impl Entry {
    fn read(bytes: &[u8]) -> Option<Entry> {
        let length = usize::from(u16_at(bytes, 64)?).min(64);
        let units = bytes.get(..length)?.chunks_exact(2).filter_map(|two| u16_at(two, 0)).take_while(|unit| *unit != 0);
        Some(Entry {
            name: char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
            kind: *bytes.get(66)?,
            left: u32_at(bytes, 68)?,
            right: u32_at(bytes, 72)?,
            child: u32_at(bytes, 76)?,
            start: u32_at(bytes, 116)?,
            length: usize::try_from(u32_at(bytes, 120)?).ok()?,
        })
    }
}

pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(two.try_into().ok()?))
}

pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

pub(super) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    let eight = bytes.get(at..at.checked_add(8)?)?;
    Some(u64::from_le_bytes(eight.try_into().ok()?))
}
