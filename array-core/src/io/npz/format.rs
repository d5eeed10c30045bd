//! The records of zip archives, as PKWARE's application note lays them out.

/// Begins a member.
pub(super) const LOCAL: u32 = 0x0403_4b50;
/// Begins a member's entry in the directory.
pub(super) const CENTRAL: u32 = 0x0201_4b50;
/// Begins the end of the directory.
pub(super) const END: u32 = 0x0605_4b50;
/// Begins the end of the directory of archives beyond 4 GiB or 65,535 members.
pub(super) const END_64: u32 = 0x0606_4b50;
/// Begins the record that tells where [`END_64`] is.
pub(super) const LOCATOR_64: u32 = 0x0706_4b50;

/// Bytes of the records, without what varies.
pub(super) const LOCAL_LENGTH: u64 = 30;
pub(super) const CENTRAL_LENGTH: usize = 46;
pub(super) const END_LENGTH: usize = 22;
pub(super) const END_64_LENGTH: usize = 56;
pub(super) const LOCATOR_64_LENGTH: usize = 20;

/// The members' contents as they are.
pub(super) const STORED: u16 = 0;
/// Compressed by deflate.
pub(super) const DEFLATED: u16 = 8;

/// The extra field with 64-bit sizes.
pub(super) const EXTRA_64: u16 = 1;
/// What stands in 16 and 32 bits for a number in another record.
pub(super) const ELSEWHERE_16: u16 = u16::MAX;
pub(super) const ELSEWHERE: u32 = u32::MAX;

/// The flag of members that are encrypted.
pub(super) const ENCRYPTED: u16 = 1;
/// The flag of names in UTF-8.
pub(super) const UTF_8: u16 = 1 << 11;
/// The version of the format that 64-bit sizes came with.
pub(super) const VERSION: u16 = 45;
/// Midnight of 1 January 1980: files do not depend on when they are written.
pub(super) const DATE: u16 = 1 << 5 | 1;

/// Reads numbers from the front of a record.
pub(super) struct Fields<'a>(pub(super) &'a [u8]);

impl Fields<'_> {
    fn take<const N: usize>(&mut self) -> [u8; N] {
        let (number, rest) = self.0.split_first_chunk().expect("the record is long enough");
        self.0 = rest;
        *number
    }

    pub(super) fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.take())
    }

    pub(super) fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.take())
    }

    pub(super) fn u64(&mut self) -> u64 {
        u64::from_le_bytes(self.take())
    }

    pub(super) fn skip(&mut self, bytes: usize) {
        self.0 = &self.0[bytes..];
    }
}

/// Writes numbers to the end of a record.
#[derive(Default)]
pub(super) struct Record(pub(super) Vec<u8>);

impl Record {
    pub(super) fn u16(&mut self, numbers: impl IntoIterator<Item = u16>) -> &mut Self {
        self.0.extend(numbers.into_iter().flat_map(u16::to_le_bytes));
        self
    }

    pub(super) fn u32(&mut self, numbers: impl IntoIterator<Item = u32>) -> &mut Self {
        self.0.extend(numbers.into_iter().flat_map(u32::to_le_bytes));
        self
    }

    pub(super) fn u64(&mut self, numbers: impl IntoIterator<Item = u64>) -> &mut Self {
        self.0.extend(numbers.into_iter().flat_map(u64::to_le_bytes));
        self
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.0.extend(bytes);
        self
    }
}
