//! Reading zip archives: the directory, and members that are stored or deflated.

use std::io::{self, Read, SeekFrom};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::format::{
    CENTRAL, CENTRAL_LENGTH, DEFLATED, ELSEWHERE, ELSEWHERE_16, ENCRYPTED, END, END_64,
    END_64_LENGTH, END_LENGTH, EXTRA_64, Fields, LOCAL, LOCAL_LENGTH, LOCATOR_64,
    LOCATOR_64_LENGTH, STORED,
};
use crate::io::input::Input;
use crate::io::site::{Flaw, Outcome};

/// Bytes that one byte of deflated data can become, at most.
const GREATEST_RATIO: u64 = 1032;
/// Bytes read at once to the end of a member.
const CHUNK: usize = 1 << 16;

/// The directory of a zip archive.
pub(super) struct Archive {
    pub(super) members: Vec<Member>,
    /// Bytes of the whole file.
    length: u64,
}

/// A file in the archive.
pub(super) struct Member {
    pub(super) name: String,
    flags: u16,
    method: u16,
    checksum: u32,
    packed: u64,
    size: u64,
    /// Where its local header is.
    offset: u64,
}

/// Where the directory is.
struct Directory {
    members: u64,
    length: u64,
    offset: u64,
}

fn damaged(what: &str) -> Flaw {
    Flaw::new(format!("is no sound zip archive: {what}"))
}

/// Reads so many bytes at a place.
fn bytes_at(input: &mut dyn Input, offset: u64, length: usize) -> io::Result<Vec<u8>> {
    input.seek(SeekFrom::Start(offset))?;
    let mut bytes = vec![0; length];
    input.read_exact(&mut bytes)?;
    Ok(bytes)
}

impl Archive {
    /// Reads the directory.
    pub(super) fn open(input: &mut dyn Input) -> Outcome<Self> {
        let length = input.seek(SeekFrom::End(0))?;
        let directory = Directory::find(input, length)?;
        let end = directory.offset.checked_add(directory.length);
        if end.is_none_or(|end| end > length) {
            return Err(damaged("its directory lies outside of it"));
        }
        let bytes = bytes_at(input, directory.offset, directory.length as usize)?;
        let mut rest = &bytes[..];
        let mut members = Vec::new();
        while members.len() as u64 != directory.members {
            members.push(Member::read(&mut rest)?);
        }
        Ok(Self { members, length })
    }

    /// Has `decode` read a member, whose size it is told, and compares the checksum.
    pub(super) fn read<T>(
        &self,
        input: &mut dyn Input,
        member: &Member,
        decode: impl FnOnce(&mut dyn Read, u64) -> Outcome<T>,
    ) -> Outcome<T> {
        let mut sum = Crc::new();
        let decoded = self.peek(input, member, |reader, size| {
            let mut summing = Summing { reader, sum: &mut sum };
            let decoded = decode(&mut summing, size)?;
            let mut rest = [0; CHUNK];
            while summing.read(&mut rest)? > 0 {}
            Ok(decoded)
        })?;
        if sum.sum() != member.checksum {
            return Err(Flaw::new("is damaged: its checksum is another"));
        }
        Ok(decoded)
    }

    /// Has `decode` read as much of a member as it wants.
    pub(super) fn peek<T>(
        &self,
        input: &mut dyn Input,
        member: &Member,
        decode: impl FnOnce(&mut dyn Read, u64) -> Outcome<T>,
    ) -> Outcome<T> {
        if member.flags & ENCRYPTED != 0 {
            return Err(Flaw::new("is encrypted"));
        }
        let outside = || damaged("a member lies outside of it");
        if member.offset.checked_add(LOCAL_LENGTH).is_none_or(|end| end > self.length) {
            return Err(outside());
        }
        let local = bytes_at(input, member.offset, LOCAL_LENGTH as usize)?;
        let mut fields = Fields(&local);
        if fields.u32() != LOCAL {
            return Err(damaged("a member does not begin where the directory says"));
        }
        fields.skip(22);
        let varying = u64::from(fields.u16()) + u64::from(fields.u16());
        let start = member.offset + LOCAL_LENGTH + varying;
        if start.checked_add(member.packed).is_none_or(|end| end > self.length) {
            return Err(outside());
        }
        input.seek(SeekFrom::Start(start))?;
        let packed = input.take(member.packed);
        match member.method {
            STORED if member.size != member.packed => Err(damaged("a member has two sizes")),
            STORED => decode(&mut { packed }, member.size),
            DEFLATED if member.size > member.packed.saturating_mul(GREATEST_RATIO) => {
                Err(damaged("a member claims more than its bytes can unpack to"))
            }
            DEFLATED => {
                let unpacked = DeflateDecoder::new(packed);
                // One byte beyond the size shows in the checksum, and no more is ever unpacked.
                decode(&mut unpacked.take(member.size.saturating_add(1)), member.size)
            }
            other => Err(Flaw::new(format!(
                "is compressed by method {other}; only stored and deflated members can be read"
            ))),
        }
    }
}

impl Directory {
    /// Finds the directory by the record at the end, which a comment may follow.
    fn find(input: &mut dyn Input, length: u64) -> Outcome<Self> {
        let longest = (END_LENGTH + usize::from(u16::MAX)) as u64;
        let tail_start = length.saturating_sub(longest);
        let tail = bytes_at(input, tail_start, (length - tail_start) as usize)?;
        let ends = |place: usize| {
            let mut fields = Fields(&tail[place..]);
            let found = fields.u32() == END;
            fields.skip(16);
            found && usize::from(fields.u16()) == tail.len() - place - END_LENGTH
        };
        let last = tail.len().checked_sub(END_LENGTH);
        let place = last.and_then(|last| (0..=last).rev().find(|&place| ends(place)));
        let place = place.ok_or_else(|| damaged("it has no end record"))?;

        let mut fields = Fields(&tail[place + 10..]);
        let (members, bytes, offset) = (fields.u16(), fields.u32(), fields.u32());
        if members != ELSEWHERE_16 && bytes != ELSEWHERE && offset != ELSEWHERE {
            let (members, length, offset) = (members.into(), bytes.into(), offset.into());
            return Ok(Self { members, length, offset });
        }
        Self::find_64(input, tail_start + place as u64)
    }

    /// Finds it by the longer record, which the one before the end record tells the place of.
    fn find_64(input: &mut dyn Input, end: u64) -> Outcome<Self> {
        let missing = || damaged("it has no 64-bit end record");
        let locator = end.checked_sub(LOCATOR_64_LENGTH as u64).ok_or_else(missing)?;
        let bytes = bytes_at(input, locator, LOCATOR_64_LENGTH)?;
        let mut fields = Fields(&bytes);
        let found = fields.u32() == LOCATOR_64;
        fields.skip(4);
        let place = fields.u64();
        let record_end = place.checked_add(END_64_LENGTH as u64);
        if !found || record_end.is_none_or(|record_end| record_end > locator) {
            return Err(missing());
        }
        let bytes = bytes_at(input, place, END_64_LENGTH)?;
        let mut fields = Fields(&bytes);
        if fields.u32() != END_64 {
            return Err(missing());
        }
        fields.skip(28);
        Ok(Self { members: fields.u64(), length: fields.u64(), offset: fields.u64() })
    }
}

impl Member {
    /// Reads an entry from the front of what is left of the directory.
    fn read(rest: &mut &[u8]) -> Outcome<Self> {
        let short = || damaged("its directory is cut off");
        let (entry, after) = rest.split_at_checked(CENTRAL_LENGTH).ok_or_else(short)?;
        let mut fields = Fields(entry);
        if fields.u32() != CENTRAL {
            return Err(damaged("its directory has fewer members than it claims"));
        }
        fields.skip(4);
        let (flags, method) = (fields.u16(), fields.u16());
        fields.skip(4);
        let checksum = fields.u32();
        let (packed, size) = (fields.u32(), fields.u32());
        let [name, extra, comment] = [fields.u16(), fields.u16(), fields.u16()].map(usize::from);
        fields.skip(8);
        let offset = fields.u32();
        let (name, after) = after.split_at_checked(name).ok_or_else(short)?;
        let (extra, after) = after.split_at_checked(extra).ok_or_else(short)?;
        *rest = after.get(comment..).ok_or_else(short)?;
        let mut long = LongSizes::find(extra);
        Ok(Self {
            name: String::from_utf8_lossy(name).into_owned(),
            flags,
            method,
            checksum,
            // In this order, and only those that do not fit 32 bits.
            size: long.or_short(size)?,
            packed: long.or_short(packed)?,
            offset: long.or_short(offset)?,
        })
    }
}

/// The extra field with the sizes that do not fit 32 bits.
struct LongSizes<'a>(&'a [u8]);

impl<'a> LongSizes<'a> {
    fn find(mut extra: &'a [u8]) -> Self {
        while extra.len() >= 4 {
            let mut fields = Fields(extra);
            let (kind, length) = (fields.u16(), usize::from(fields.u16()));
            let Some((content, rest)) = fields.0.split_at_checked(length) else { break };
            if kind == EXTRA_64 {
                return Self(content);
            }
            extra = rest;
        }
        Self(&[])
    }

    fn or_short(&mut self, short: u32) -> Outcome<u64> {
        if short != ELSEWHERE {
            return Ok(short.into());
        }
        let (number, rest) =
            self.0.split_first_chunk().ok_or_else(|| damaged("it lacks a 64-bit size"))?;
        self.0 = rest;
        Ok(u64::from_le_bytes(*number))
    }
}

/// A reader that sums up what passes.
struct Summing<'a> {
    reader: &'a mut dyn Read,
    sum: &'a mut Crc,
}

impl Read for Summing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.sum.update(&buffer[..read]);
        Ok(read)
    }
}
