//! Writing zip archives.

use std::io::{self, Seek, SeekFrom, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use super::format::{
    CENTRAL, DATE, DEFLATED, ELSEWHERE, ELSEWHERE_16, END, END_64, END_64_LENGTH, EXTRA_64, LOCAL,
    LOCATOR_64, Record, STORED, UTF_8, VERSION,
};
use crate::io::site::{Flaw, Outcome};

/// An archive that is being written.
pub(super) struct Writer<W: Write + Seek> {
    out: W,
    members: Vec<Written>,
}

/// A member that has been written.
struct Written {
    name: String,
    flags: u16,
    method: u16,
    checksum: u32,
    packed: u64,
    size: u64,
    offset: u64,
}

impl<W: Write + Seek> Writer<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, members: Vec::new() }
    }

    /// Writes a member whose contents `write` produces.
    pub(super) fn add(
        &mut self,
        name: &str,
        compressed: bool,
        write: impl FnOnce(&mut dyn Write) -> Outcome<()>,
    ) -> Outcome<()> {
        if name.len() > usize::from(u16::MAX) {
            return Err(Flaw::new("the name of an array is too long for a zip archive"));
        }
        let mut member = Written {
            name: name.to_owned(),
            flags: if name.is_ascii() { 0 } else { UTF_8 },
            method: if compressed { DEFLATED } else { STORED },
            checksum: 0,
            packed: 0,
            size: 0,
            offset: self.out.stream_position()?,
        };
        // Sizes and checksum are known behind the contents only; this keeps their place.
        self.out.write_all(&member.local())?;
        let start = self.out.stream_position()?;
        let mut sum = Crc::new();
        if compressed {
            let mut encoder = DeflateEncoder::new(&mut self.out, Compression::default());
            write(&mut Counting { out: &mut encoder, sum: &mut sum, size: &mut member.size })?;
            encoder.finish()?;
        } else {
            write(&mut Counting { out: &mut self.out, sum: &mut sum, size: &mut member.size })?;
        }
        let end = self.out.stream_position()?;
        (member.checksum, member.packed) = (sum.sum(), end - start);
        self.out.seek(SeekFrom::Start(member.offset))?;
        self.out.write_all(&member.local())?;
        self.out.seek(SeekFrom::Start(end))?;
        self.members.push(member);
        Ok(())
    }

    /// Writes the directory.
    pub(super) fn finish(mut self) -> Outcome<()> {
        let start = self.out.stream_position()?;
        for member in &self.members {
            self.out.write_all(&member.central())?;
        }
        let end = self.out.stream_position()?;
        let (count, length) = (self.members.len() as u64, end - start);
        let mut record = Record::default();
        if start >= u64::from(ELSEWHERE) || count >= u64::from(ELSEWHERE_16) {
            record.u32([END_64]).u64([END_64_LENGTH as u64 - 12]).u16([VERSION; 2]).u32([0; 2]);
            record.u64([count, count, length, start]);
            record.u32([LOCATOR_64, 0]).u64([end]).u32([1]);
        }
        let count = u16::try_from(count).unwrap_or(ELSEWHERE_16);
        record.u32([END]).u16([0, 0, count, count]).u32([short(length), short(start)]).u16([0]);
        self.out.write_all(&record.0)?;
        Ok(self.out.flush()?)
    }
}

/// A size, or the mark that it stands elsewhere.
fn short(size: u64) -> u32 {
    u32::try_from(size).unwrap_or(ELSEWHERE)
}

impl Written {
    /// The record before the contents, as long whatever the sizes.
    fn local(&self) -> Vec<u8> {
        let mut record = Record::default();
        record.u32([LOCAL]).u16([VERSION, self.flags, self.method, 0, DATE]).u32([
            self.checksum,
            ELSEWHERE,
            ELSEWHERE,
        ]);
        record.u16([self.name.len() as u16, 20]).bytes(self.name.as_bytes());
        record.u16([EXTRA_64, 16]).u64([self.size, self.packed]);
        record.0
    }

    /// The entry in the directory.
    fn central(&self) -> Vec<u8> {
        let numbers = [self.size, self.packed, self.offset];
        let long: Vec<u64> =
            numbers.into_iter().filter(|&size| size >= u64::from(ELSEWHERE)).collect();
        let mut extra = Record::default();
        if !long.is_empty() {
            extra.u16([EXTRA_64, 8 * long.len() as u16]).u64(long);
        }
        let mut record = Record::default();
        record.u32([CENTRAL]).u16([VERSION, VERSION, self.flags, self.method, 0, DATE]);
        record.u32([self.checksum, short(self.packed), short(self.size)]);
        record.u16([self.name.len() as u16, extra.0.len() as u16, 0, 0, 0]);
        record.u32([0, short(self.offset)]).bytes(self.name.as_bytes()).bytes(&extra.0);
        record.0
    }
}

/// A writer that counts and sums up what passes.
struct Counting<'a> {
    out: &'a mut dyn Write,
    sum: &'a mut Crc,
    size: &'a mut u64,
}

impl Write for Counting<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.out.write(buffer)?;
        self.sum.update(&buffer[..written]);
        *self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
