//! The data sets that are small enough to lie in this crate: see `data/README.md` for their sources.

use std::io::Read;

use array_core::prelude::{Array, array};
use flate2::read::GzDecoder;

use super::Dataset;
use super::csv::Table;

const IRIS: &[u8] = include_bytes!("../../data/iris.csv.gz");
const DIGITS: &[u8] = include_bytes!("../../data/digits.csv.gz");
const BOSTON: &[u8] = include_bytes!("../../data/boston.csv.gz");

/// Measurements of 150 irises, 50 of each of three species, to tell the species by
/// (scikit-learn: `load_iris`).
///
/// ```
/// # use lessons::datasets::iris;
/// let iris = iris();
/// assert_eq!(iris.feature_names[0], "sepal length (cm)");
/// assert_eq!(iris.target_names, ["setosa", "versicolor", "virginica"]);
/// ```
#[must_use]
pub fn iris() -> Dataset<f64, i64> {
    let (data, target, feature_names) = samples(IRIS);
    Dataset {
        name: "iris".to_owned(),
        data,
        target: target.astype(),
        feature_names,
        target_names: ["setosa", "versicolor", "virginica"].map(str::to_owned).into(),
        description: "Three species of iris, measured by Edgar Anderson and published by R. A. \
                      Fisher in 1936."
            .to_owned(),
    }
}

/// 1797 images of handwritten digits, 8 by 8 pixels of 0 to 16, an image per row
/// (scikit-learn: `load_digits`).
///
/// ```
/// # use lessons::datasets::digits;
/// let images = digits().data.reshape((-1, 8, 8));
/// assert_eq!(images.shape(), [1797, 8, 8]);
/// ```
#[must_use]
pub fn digits() -> Dataset<f64, i64> {
    let (data, target, feature_names) = samples(DIGITS);
    Dataset {
        name: "digits".to_owned(),
        data,
        target: target.astype(),
        feature_names,
        target_names: (0..10).map(|digit| digit.to_string()).collect(),
        description:
            "Handwritten digits of 13 people, reduced to 8 by 8 pixels, by E. Alpaydin and \
                      C. Kaynak, 1998."
                .to_owned(),
    }
}

/// 506 districts of Boston in 1970 and the median price of their houses, in thousands of dollars.
///
/// The column `B` was derived from the share of Black inhabitants, on the assumption that it moves
/// prices; use the set to learn methods, not about housing.
///
/// ```
/// # use lessons::datasets::boston_housing;
/// let boston = boston_housing();
/// assert_eq!((boston.data.shape(), boston.target.max()), (&[506, 13][..], 50.));
/// ```
#[must_use]
pub fn boston_housing() -> Dataset<f64, f64> {
    let (data, target, feature_names) = samples(BOSTON);
    Dataset {
        name: "boston_housing".to_owned(),
        data,
        target,
        feature_names,
        target_names: vec!["MEDV".to_owned()],
        description:
            "Districts of Boston in 1970 and the median price of their houses in thousands \
                      of dollars, by D. Harrison and D. L. Rubinfeld, 1978."
                .to_owned(),
    }
}

/// Features, the last column as target, and the features' names.
fn samples(compressed: &[u8]) -> (Array<f64>, Array<f64>, Vec<String>) {
    let table = table(compressed).expect("the embedded files are as the tests have found them");
    let columns = table.head.len();
    let numbers = table.rows.iter().flatten().filter_map(|field| field.parse::<f64>().ok());
    let all = array(numbers.collect::<Vec<f64>>()).reshape((-1, columns));
    let names = table.head[..columns - 1].to_vec();
    (all.i((.., ..-1)), all.i((.., -1)), names)
}

fn table(compressed: &[u8]) -> Result<Table, String> {
    let mut text = String::new();
    let read = GzDecoder::new(compressed).read_to_string(&mut text);
    read.map_err(|error| error.to_string())?;
    Table::read(&text)
}

#[cfg(test)]
mod tests {
    use array_core::prelude::*;

    use super::*;
    use crate::datasets::checksum::sha256;

    #[test]
    fn the_embedded_files_are_those_that_were_verified() {
        let check = |file, sum| assert_eq!(sha256(file), sum);
        check(IRIS, "e840eab5d2bdfced5ee7b7491f8c9f9cbca92c74385ac34c693f57ccf946964f");
        check(DIGITS, "a4788657f0a925ebd3032a9e3bde92b4602ea81ea7f76b2dfb65da762727c661");
        check(BOSTON, "04ad835954f3180befa8ca36d9f38e4cbe49bfcd731516a20fbf32d6e8f97021");
    }

    #[track_caller]
    fn close(found: f64, published: f64) {
        assert!((found - published).abs() < 1e-6, "{found} is not {published}");
    }

    #[test]
    fn iris_has_its_published_figures() {
        let iris = iris();
        assert_eq!(iris.data.shape(), [150, 4]);
        assert_eq!(bincount(&iris.target).to_vec(), [50, 50, 50]);
        let means = iris.data.mean_axis(0);
        for (k, mean) in [5.843333333, 3.057333333, 3.758, 1.199333333].into_iter().enumerate() {
            close(means[[k]], mean);
        }
    }

    #[test]
    fn digits_have_their_published_figures() {
        let digits = digits();
        assert_eq!(digits.data.shape(), [1797, 64]);
        let counts = bincount(&digits.target).to_vec();
        assert_eq!(counts, [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
        assert_eq!((digits.data.min(), digits.data.max(), digits.data.sum()), (0., 16., 561_718.));
    }

    #[test]
    fn boston_has_its_published_figures() {
        let boston = boston_housing();
        assert_eq!(boston.data.shape(), [506, 13]);
        close(boston.target.mean(), 22.532806324);
        close(boston.data.i((.., 0)).mean(), 3.613523557);
        assert_eq!((boston.data.i((.., 0)).max(), boston.data.i((.., 3)).sum()), (88.9762, 35.));
    }

    #[test]
    fn a_set_is_written_for_other_programs() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("iris.csv");
        iris().save_csv(&path).unwrap();
        let table = Table::read(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(table.rows.len(), 150);
        assert_eq!(table.rows[0], ["5.1", "3.5", "1.4", "0.2", "0"]);
        assert_eq!(table.head[4], "target");
    }
}
