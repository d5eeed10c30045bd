//! What a cell that uses data frames sees besides array-core's prelude.
//!
//! The names are listed one by one: a glob of polars' prelude would make names that it shares with
//! array-core ambiguous.

pub use crate::category::FrameCategories;
pub use crate::columns::FrameArrays;
pub use crate::combine::FrameJoins;
pub use crate::convert::{columns_to_df, from_df, to_df};
pub use crate::csv::{read_csv, read_csv_with, write_csv};
pub use crate::files::{read_ipc, read_json, read_parquet, write_ipc, write_json, write_parquet};
pub use crate::group::{FrameGroups, Groups};
pub use crate::rows::FrameRows;
pub use crate::scan::{Batches, ScanCsv, ScanGroups, scan_csv};
pub use crate::summary::{FrameSummaries, describe};

pub use polars;
pub use polars::df;
pub use polars::prelude::{
    AnyValue, BooleanChunked, ChunkCompareEq, ChunkCompareIneq, Column, CsvReadOptions, CsvWriter,
    DataFrame, DataFrameJoinOps, DataType, DatetimeMethods, Float32Chunked, Float64Chunked,
    Int32Chunked, Int64Chunked, IntoColumn, IntoSeries, JoinArgs, JoinType, NamedFrom, PlSmallStr,
    PolarsError, PolarsResult, Schema, SerReader, SerWriter, Series, SeriesRank,
    SortMultipleOptions, StringChunked, StringNameSpaceImpl, TemporalMethods, TimeUnit,
    UniqueKeepStrategy,
};
