//! Data sets to learn on.
//!
//! | function | what it is | where it is from |
//! |---|---|---|
//! | [`iris`] | 150 flowers of three species | in this crate |
//! | [`digits`] | 1797 images of digits, 8 by 8 | in this crate |
//! | [`boston_housing`] | 506 districts and the price of their houses | in this crate |
//! | [`mnist()`] | 70,000 images of digits, 28 by 28 | four files of yours |
//! | [`titanic()`] | 891 passengers and who survived | a file of yours |
//! | [`mnist_synthetic`], [`titanic_synthetic`] | made up, in the same form | drawn by a seeded generator |
//!
//! Nothing here uses the network. Files of yours are looked for in the folder that
//! `ARRAY_KERNEL_DATA` names, in `data` below the working directory, and in the folder of your own
//! data that [`folder`] tells; where one is missing, the error names it and all these places.
//!
//! ```
//! use lessons::datasets;
//!
//! let iris = datasets::iris();
//! assert_eq!(iris.data.shape(), [150, 4]);
//! assert_eq!(iris.target_names[iris.target[[0]] as usize], "setosa");
//! ```

mod checksum;
mod csv;
mod embedded;
pub mod error;
mod files;
mod idx;
pub mod mnist;
mod show;
pub mod titanic;

use std::fs;
use std::path::Path;

use array_core::prelude::{Array, Element};

pub use embedded::{boston_housing, digits, iris};
pub use error::Error;
pub use files::{DATA, folder};
pub use idx::{IdxElement, read_idx};
pub use mnist::{Mnist, mnist, mnist_synthetic};
pub use titanic::{Titanic, titanic, titanic_synthetic};

/// Samples with what is to be predicted of them.
#[derive(Clone, Debug)]
pub struct Dataset<X: Element = f64, Y: Element = i64> {
    /// What it is called; ends with `_synthetic` where nobody has measured it.
    pub name: String,
    /// A sample per row; of images, an image per position of the first axis.
    pub data: Array<X>,
    /// What is to be predicted: the number of a class, or a quantity.
    pub target: Array<Y>,
    /// The names of the columns.
    pub feature_names: Vec<String>,
    /// The names of the classes, or of the quantity.
    pub target_names: Vec<String>,
    /// What it is and where it comes from.
    pub description: String,
}

impl<X: Element, Y: Element> Dataset<X, Y> {
    /// Whether a generator made it up.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.name.ends_with("_synthetic")
    }

    /// Writes features and target as a CSV file with a header, for `read_csv` and other programs.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save_csv(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        let columns = self.feature_names.len();
        let mut text = self.feature_names.join(",") + ",target\n";
        let data = self.data.to_vec();
        for (row, target) in data.chunks(columns).zip(self.target.to_vec()) {
            for value in row {
                text += &format!("{value:?},");
            }
            text += &format!("{target:?}\n");
        }
        let path = path.as_ref();
        fs::write(path, text).map_err(|cause| Error::Io { path: path.to_owned(), cause })
    }
}
