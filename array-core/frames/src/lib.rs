//! polars data frames for `array-core`: both ways between frames and arrays, CSV files, and tables.
//!
//! Kept apart from array-core because polars takes minutes to build and its presence doubles the
//! compile time of every cell that links it.
//!
//! ```
//! use array_core::prelude::*;
//! use array_frames::prelude::*;
//!
//! # fn main() -> Result<(), Error> {
//! let a = array([[1.0, 2.0], [3.0, 4.0]]);
//! let df = to_df(&a, ["x", "y"])?;
//! assert_eq!(df.array::<f64>("y")?.to_vec(), [2.0, 4.0]);
//! assert_eq!(from_df::<f64>(&df)?.shape(), [2, 2]);
//! # Ok(())
//! # }
//! ```
//!
//! | module | idea |
//! |---|---|
//! | [`convert`] | matrices and tables as frames and back: `to_df`, `columns_to_df`, `from_df` |
//! | [`columns`] | columns as arrays and texts and back: `col`, `array`, `strings`, `with_array` |
//! | [`csv`] | `read_csv` with its options, `write_csv` |
//! | [`scan`] | `scan_csv`: CSV files in batches, for what does not fit into memory |
//! | [`files`] | Parquet, Arrow IPC and JSON files |
//! | [`rows`] | which rows and in which order: `rows`, `sort_by`, `dropna`, `fillna` |
//! | [`group`] | `groupby` and statistics of the groups |
//! | [`combine`] | `merge`, `pivot_table`, `melt` |
//! | [`summary`] | `describe`, `value_counts`, `missing` |
//! | [`category`] | categories as numbers: `factorize`, `one_hot` |
//! | [`table`] | how frames and series are shown |
//! | [`names`] | names of columns as arguments |
//! | [`prelude`] | what cells see |
//!
//! In pandas' words:
//!
//! | pandas | here |
//! |---|---|
//! | `pd.DataFrame({"x": [1, 2], "s": ["a", "b"]})` | `df!("x" => [1, 2], "s" => ["a", "b"])?` |
//! | `pd.DataFrame(a, columns=["x", "y"])` | `to_df(&a, ["x", "y"])?` |
//! | `df.to_numpy()`, `df["x"].to_numpy()` | `from_df::<f64>(&df)?`, `df.col("x")?` |
//! | `df["name"].tolist()` | `df.strings("name")?` |
//! | `df.assign(y=a)` | `df.with_array("y", &a)?` |
//! | `pd.read_csv(p)`, `pd.read_csv(p, sep=";")` | `read_csv(p)?`, `read_csv_with(p).separator(';').read()?` |
//! | `pd.read_csv(p, chunksize=1000)` | `scan_csv(p).batches(1000)` |
//! | `pl.scan_csv(p).filter(pl.col("age") > 30).collect()` | `scan_csv(p).filter(\|df\| Ok(df.col("age")?.gt(30.))).collect()?` |
//! | `df.to_parquet(p)`, `df.to_feather(p)` | `write_parquet(p, &df)?`, `write_ipc(p, &df)?` |
//! | `df.head(3)`, `df[["x", "y"]]` | `df.head(Some(3))`, `df.select(["x", "y"])?` |
//! | `df[df["age"] > 30]` | `df.rows(df.col("age")?.gt(30.))?` |
//! | `df.sort_values("age", ascending=False)` | `df.sort_by_desc("age")?` |
//! | `df.groupby("sex")["age"].mean()` | `df.groupby("sex")?.columns("age")?.mean()?` |
//! | `df.groupby("sex").agg(age_max=("age", "max"))` | `df.groupby("sex")?.agg([("age", "max")])?` |
//! | `df.merge(other, on="id", how="left")` | `df.merge_with(&other, "id", JoinType::Left)?` |
//! | `df.pivot_table("fare", "sex", "class")` | `df.pivot_table("sex", "class", "fare", "mean")?` |
//! | `df.melt(["id"])` | `df.melt("id")?` |
//! | `df.describe()`, `df["x"].value_counts()` | `df.describe()?`, `df.value_counts("x")?` |
//! | `df.isna().sum()`, `df.dropna()` | `df.missing()?`, `df.dropna()?` |
//! | `df.fillna({"age": 0})` | `df.fillna("age", 0)?` |
//! | `pd.get_dummies(df, columns=["sex"])` | `df.one_hot("sex")?` |
//! | `pd.factorize(df["sex"])` | `df.factorize("sex")?` |
//! | `pd.concat([df, more])` | `df.vstack(&more)?` |
//!
//! The rest is polars' own: `head`, `select`, `vstack`, `unique` and all that its documentation has
//! for `DataFrame` and `Series` works in cells, and `array_frames::polars` is the crate. polars' lazy
//! frames (expressions, query plans) are not built in: they would double the minutes that polars
//! takes to compile. [`scan_csv`] reads files larger than memory without them.

pub mod category;
pub mod columns;
pub mod combine;
pub mod convert;
pub mod csv;
pub mod files;
pub mod group;
pub mod names;
pub mod prelude;
pub mod rows;
pub mod scan;
pub mod summary;
pub mod table;

pub use category::FrameCategories;
pub use columns::FrameArrays;
pub use combine::FrameJoins;
pub use convert::{FrameElement, columns_to_df, from_df, to_df};
pub use csv::{read_csv, read_csv_with, write_csv};
pub use files::{read_ipc, read_json, read_parquet, write_ipc, write_json, write_parquet};
pub use group::{FrameGroups, Groups};
pub use polars;
pub use rows::FrameRows;
pub use scan::{ScanCsv, scan_csv};
pub use summary::{FrameSummaries, describe};
pub use table::register;
