//! A CSV file as data frames of some of its records each, one block of the file in memory at a time.

use std::fs::File;
use std::io::{BufReader, Cursor, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use array_core::error::{Error, Result};
use array_core::interrupt;
use polars::io::utils::compression::{ByteSourceReader, CompressedReader, SupportedCompression};
use polars::prelude::{
    CommentPrefix, CsvReadOptions, DataFrame, PlSmallStr, PolarsResult, Schema, SchemaExt,
    SchemaRef, SerReader, read_until_start_and_infer_schema_from_compressed_reader,
};

use super::{dates, fault, records};
use crate::csv::ReadCsv;
use crate::files::io_error;
use crate::names::column;

/// How much of the file is read at once, in bytes: enough for each thread, little beside the memory.
const BLOCK: usize = 8 << 20;
/// How much is read at first; more is, until it has the rows that tell the columns' types.
const BEGINNING: usize = 256 << 10;
/// A record this long is taken for one whose quotes do not close, and as much has to tell the types.
const LONGEST: usize = 64 << 20;

/// The records of a CSV file, from the first on.
pub(crate) struct Blocks {
    /// What errors call it.
    operation: &'static str,
    file: Box<dyn Read>,
    pub(super) path: PathBuf,
    /// How a block is parsed.
    options: CsvReadOptions,
    /// The file's columns, whichever are wanted.
    pub(crate) schema: SchemaRef,
    /// What was read and not parsed: an end of line, which [`parse`](Self::parse) skips, then records.
    pub(super) buffer: Vec<u8>,
    /// The number of the line with which the first record in the buffer begins.
    pub(super) line: usize,
    /// Whether the buffer has the end of the file.
    at_end: bool,
    /// How large the buffer should be before its records are parsed.
    block: usize,
}

impl Blocks {
    /// Opens the file, and learns the columns' names and types from its beginning.
    pub(crate) fn open(operation: &'static str, source: ReadCsv) -> Result<Self> {
        let (path, options) = source.into_options(operation)?;
        let path = polars::prelude::resolve_homedir(&path).into_owned();
        let file = open(&path).map_err(|error| io_error(operation, &path, error))?;
        let schema = Arc::default();
        let mut blocks = Self {
            operation,
            file,
            path,
            options,
            schema,
            buffer: Vec::new(),
            line: 1,
            at_end: false,
            block: 0,
        };
        blocks.begin()?;
        Ok(blocks)
    }

    /// Parses only these columns of what follows.
    pub(super) fn project(&mut self, names: &[String]) {
        let names = names.iter().map(PlSmallStr::from).collect();
        self.options = self.options.clone().with_columns(Some(names));
    }

    /// The columns that are parsed, without rows.
    pub(super) fn empty(&self) -> DataFrame {
        let Some(wanted) = &self.options.columns else {
            return DataFrame::empty_with_schema(&self.schema);
        };
        let fields = self.schema.iter_fields().filter(|field| wanted.contains(field.name()));
        DataFrame::empty_with_schema(&fields.collect::<Schema>())
    }

    /// The rows of the next block; `None` after the last one.
    pub(super) fn next(&mut self) -> Result<Option<DataFrame>> {
        interrupt::check();
        let Some(end) = self.fill()? else { return Ok(None) };
        let frame = self.parse(&self.buffer[..end], &self.schema, None);
        let frame = frame.map_err(|error| fault::explain(self, end, &error))?;
        self.line += records::lines(&self.buffer[1..end]);
        self.buffer.drain(1..end);
        Ok(Some(frame))
    }

    /// Parses an end of line and records.
    pub(super) fn parse(
        &self,
        text: &[u8],
        schema: &SchemaRef,
        columns: Option<&[PlSmallStr]>,
    ) -> PolarsResult<DataFrame> {
        let mut options = self.options.clone().with_schema(Some(schema.clone()));
        if let Some(names) = columns {
            options = options.with_columns(Some(names.into()));
        }
        options.into_reader_with_file_handle(Cursor::new(text)).finish()
    }

    pub(super) fn comment(&self) -> Option<CommentPrefix> {
        self.options.parse_options.comment_prefix.clone()
    }

    pub(super) fn decimal_comma(&self) -> bool {
        self.options.parse_options.decimal_comma
    }

    /// The columns that are parsed.
    pub(super) fn names(&self) -> Vec<PlSmallStr> {
        self.empty().columns().iter().map(|column| column.name().clone()).collect()
    }

    /// Reads until the buffer has a block, and tells where its last record ends.
    fn fill(&mut self) -> Result<Option<usize>> {
        let mut size = std::mem::replace(&mut self.block, BLOCK).max(self.buffer.len());
        loop {
            if self.buffer.len() < size {
                self.read(size - self.buffer.len())?;
            }
            if self.at_end {
                return Ok(Some(self.buffer.len()).filter(|&end| end > 1));
            }
            let comment = self.options.parse_options.comment_prefix.as_ref();
            match records::last_end(&self.buffer[1..], comment) {
                0 if size >= LONGEST => {
                    let message = format!(
                        "the record that begins in line {} has no end within {} MiB: is there a \
                         quote that does not close?",
                        self.line,
                        LONGEST >> 20
                    );
                    return Err(self.fault(message));
                }
                0 => size *= 2,
                end => return Ok(Some(1 + end)),
            }
        }
    }

    fn read(&mut self, wanted: usize) -> Result<()> {
        if self.at_end {
            return Ok(());
        }
        self.buffer.reserve(wanted);
        let read = self.file.by_ref().take(wanted as u64).read_to_end(&mut self.buffer);
        self.at_end = read.map_err(|error| self.fault(error))? < wanted;
        Ok(())
    }

    /// Reads as many rows as tell the columns' types, and leaves the records in the buffer.
    fn begin(&mut self) -> Result<()> {
        let told_by = self.options.infer_schema_length.unwrap_or(usize::MAX);
        // The header, and one more: the last record may go on.
        let wanted = told_by.saturating_add(self.options.skip_rows + 2);
        let longest = if told_by == usize::MAX { usize::MAX } else { LONGEST };
        let parse_options = self.options.get_parse_options();
        let comment = parse_options.comment_prefix.as_ref();
        let has_all = |text: &[u8]| {
            wanted != usize::MAX && records::ends(text, comment).take(wanted).count() == wanted
        };
        self.read(BEGINNING)?;
        while !self.at_end && self.buffer.len() < longest && !has_all(&self.buffer) {
            self.read(self.buffer.len())?;
        }
        let end = match records::last_end(&self.buffer, comment) {
            end if end > 0 && !self.at_end => end,
            _ => self.buffer.len(),
        };
        let beginning = self.buffer[..end].to_vec().into();
        let mut reader = CompressedReader::Uncompressed { slice: beginning, offset: 0 };
        // Whether texts are dates is found out below: polars would try each in dozens of ways.
        let options =
            self.options.clone().map_parse_options(|options| options.with_try_parse_dates(false));
        let inferred = read_until_start_and_infer_schema_from_compressed_reader(
            &options,
            None,
            None,
            &mut reader,
        );
        let (schema, left) = inferred.map_err(|error| self.fault(error))?;
        let rows = reader.read_next_slice(&left, usize::MAX);
        let (rows, _) = rows.map_err(|error| self.fault(error))?;
        let start = end - rows.len();
        self.line += records::lines(&self.buffer[..start]);
        self.buffer.splice(..start, [b'\n']);
        self.schema = schema.into();
        let given = self.options.schema_overwrite.take();
        // A block has no header. Its first line, which is empty, is skipped: whatever stood there
        // in its place would be looked at for the marks of compressed files.
        self.options = self
            .options
            .clone()
            .with_has_header(false)
            .with_skip_rows(0)
            .with_skip_lines(1)
            .with_n_rows(None)
            .with_rechunk(true);
        if parse_options.try_parse_dates && told_by > 0 {
            let rows = &self.buffer[..1 + rows.len()];
            self.schema = dates::recognised(self, rows, told_by, given.as_deref());
        }
        let all = DataFrame::empty_with_schema(&self.schema);
        let asked = self.options.columns.iter().flat_map(|names| names.iter());
        asked.map(|name| column(self.operation, &all, name)).try_for_each(|found| found.map(drop))
    }

    pub(super) fn fault(&self, cause: impl std::fmt::Display) -> Error {
        io_error(self.operation, &self.path, cause)
    }
}

/// Opens a file, compressed or not.
fn open(path: &Path) -> PolarsResult<Box<dyn Read>> {
    let mut file = File::open(path)?;
    let mut first = Vec::new();
    file.by_ref().take(4).read_to_end(&mut first)?;
    file.rewind()?;
    match SupportedCompression::check(&first) {
        None => Ok(Box::new(file)),
        compressed => {
            let reader = ByteSourceReader::try_new(BufReader::new(file), compressed)?;
            Ok(Box::new(Decompressed(reader)))
        }
    }
}

/// The contents of a compressed file.
struct Decompressed(ByteSourceReader<BufReader<File>>);

impl Read for Decompressed {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let size = buffer.len();
        let (text, _) = self.0.read_next_slice(&Vec::new().into(), size, Some(size))?;
        buffer[..text.len()].copy_from_slice(&text);
        Ok(text.len())
    }
}
