//! Categories as numbers: codes and indicator columns.

use std::collections::HashMap;

use array_core::Array;
use array_core::error::Result;
use array_core::ndarray::Array1;
use polars::prelude::{Column, DataFrame, SortOptions};

use crate::names::{Names, column, fault, texts};

/// Columns of categories as the numbers that models need.
pub trait FrameCategories {
    /// The values of a column as codes 0, 1, 2, … and the categories that these stand for, in the
    /// order in which they appear; missing values are -1 (pandas: `pd.factorize(df[name])`).
    ///
    /// # Errors
    ///
    /// When there is no such column, or its values have no text.
    ///
    /// ```
    /// # use array_frames::prelude::*;
    /// let df = df!("port" => [Some("S"), Some("C"), None, Some("S")])?;
    /// let (codes, ports) = df.factorize("port")?;
    /// assert_eq!(codes.to_vec(), [0, 1, -1, 0]);
    /// assert_eq!(ports, ["S", "C"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn factorize(&self, name: &str) -> Result<(Array<i64>, Vec<String>)>;

    /// The frame with a column of 0 and 1 for each category, `sex_female` and `sex_male`, in the
    /// place of each column named; a missing value is 0 in all of them
    /// (pandas: `pd.get_dummies(df, columns=names, dtype=int)`).
    ///
    /// # Errors
    ///
    /// When there is no such column, or the names of two columns become the same.
    ///
    /// ```
    /// # use array_core::prelude::*;
    /// # use array_frames::prelude::*;
    /// let df = df!("sex" => ["male", "female"], "age" => [22, 38])?;
    /// let numbers = from_df::<f64>(&df.one_hot("sex")?)?; // sex_female, sex_male, age
    /// assert_eq!(numbers.to_vec(), [0., 1., 22., 1., 0., 38.]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn one_hot(&self, names: impl Names) -> Result<DataFrame>;
}

impl FrameCategories for DataFrame {
    fn factorize(&self, name: &str) -> Result<(Array<i64>, Vec<String>)> {
        let values = texts("factorize", column("factorize", self, name)?)?;
        let mut codes_of: HashMap<&str, i64> = HashMap::new();
        let mut categories = Vec::new();
        let mut codes = Vec::with_capacity(values.len());
        for text in &values {
            codes.push(match text {
                None => -1,
                Some(text) => *codes_of.entry(text).or_insert_with(|| {
                    categories.push(text.clone());
                    categories.len() as i64 - 1
                }),
            });
        }
        Ok((Array1::from(codes).into(), categories))
    }

    fn one_hot(&self, names: impl Names) -> Result<DataFrame> {
        let names = names.names();
        for name in &names {
            column("one_hot", self, name)?;
        }
        let mut columns = Vec::new();
        for column in self.columns() {
            if names.iter().any(|name| name == column.name().as_str()) {
                columns.extend(indicators(column)?);
            } else {
                columns.push(column.clone());
            }
        }
        DataFrame::new(self.height(), columns).map_err(|error| fault("one_hot", error))
    }
}

/// A column of 0 and 1 for each value that a column has, in their order.
fn indicators(column: &Column) -> Result<Vec<Column>> {
    let series = column.as_materialized_series().drop_nulls();
    let sorted = series.unique().and_then(|values| values.sort(SortOptions::default()));
    let sorted: Column = sorted.map_err(|error| fault("one_hot", error))?.into();
    let categories: Vec<String> = texts("one_hot", &sorted)?.into_iter().flatten().collect();
    let places: HashMap<&str, usize> =
        categories.iter().enumerate().map(|(j, category)| (category.as_str(), j)).collect();
    let mut indicators = vec![vec![0_u8; column.len()]; categories.len()];
    for (i, text) in texts("one_hot", column)?.iter().enumerate() {
        if let Some(&j) = text.as_ref().and_then(|text| places.get(text.as_str())) {
            indicators[j][i] = 1;
        }
    }
    let named = categories.iter().zip(indicators);
    let name = |category: &str| format!("{}_{category}", column.name());
    Ok(named.map(|(category, values)| Column::new(name(category).into(), values)).collect())
}
