//! What a cell that uses data frames sees besides array-core's prelude.
//!
//! The names are listed one by one: a glob of polars' prelude would make names that it shares with
//! array-core ambiguous.

pub use crate::convert::{FrameArrays, from_df, to_df};
pub use crate::csv::{read_csv, write_csv};

pub use polars;
pub use polars::df;
pub use polars::prelude::{
    AnyValue, BooleanChunked, ChunkCompareEq, ChunkCompareIneq, Column, CsvReadOptions, CsvWriter,
    DataFrame, DataFrameJoinOps, DataType, Float32Chunked, Float64Chunked, Int32Chunked,
    Int64Chunked, IntoColumn, IntoSeries, JoinArgs, JoinType, NamedFrom, PlSmallStr, PolarsError,
    PolarsResult, Schema, SerReader, SerWriter, Series, SortMultipleOptions, StringChunked,
    TimeUnit, UniqueKeepStrategy,
};
