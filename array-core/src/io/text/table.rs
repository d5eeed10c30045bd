//! Texts of numbers as arrays.

use std::borrow::Cow;

use super::parse::{Misfit, without_underscores};
use super::plan::Plan;
use super::reader::TextReader;
use super::records::{Record, Records};
use crate::array::Array;
use crate::dtype::{DType, Element};
use crate::error::Result;
use crate::interrupt;
use crate::io::site::{Flaw, Outcome};

/// Rows between two looks at whether the user has interrupted.
const ROWS_PER_CHECK: usize = 1 << 12;

/// Reads an array with as few axes as are asked for.
pub(super) fn read_array<T: Element>(reader: &TextReader) -> Result<Array<T>> {
    let table = read_table::<T>(reader)?;
    let &[rows, columns] = table.shape() else { unreachable!("tables have two axes") };
    let shape: &[usize] = match (reader.options.ndmin, rows, columns) {
        (0 | 1, 0, _) => &[0],
        (0, 1, 1) => &[],
        (0 | 1, 1, _) => &[columns],
        (0 | 1, _, 1) => &[rows],
        _ => return Ok(table),
    };
    Ok(Array::from_vec(shape, table.to_vec()))
}

/// Reads an array of rows and columns.
pub(super) fn read_table<T: Element>(reader: &TextReader) -> Result<Array<T>> {
    table(reader).map_err(|flaw| reader.site.error(flaw))
}

fn table<T: Element>(reader: &TextReader) -> Outcome<Array<T>> {
    let options = &reader.options;
    let text = reader.text()?;
    let mut records = Records::new(&text, options, options.quote);
    let (mut plan, mut next) = Plan::new(options, options.quote, &mut records)?;
    let reading = Reading::<T>::new(reader, &plan)?;
    let mut elements: Vec<T> = Vec::new();
    let mut fields: Vec<Cow<'_, str>> = Vec::new();
    let mut rows = 0;
    while let Some(record) = next {
        if plan.fields(&record, &mut fields) {
            for (slot, field) in fields.iter().enumerate() {
                elements.push(reading.element(&plan, &record, slot, field)?);
            }
            rows += 1;
            if rows % ROWS_PER_CHECK == 0 {
                interrupt::check();
            }
        }
        next = records.next()?;
    }
    plan.finish()?;
    // A text without a single line has one column, as in NumPy.
    let columns = if rows == 0 { plan.count().max(1) } else { plan.count() };
    Ok(Array::from_vec(&[rows, columns], elements))
}

/// How fields become elements of type `T`.
struct Reading<T> {
    /// Every field is the spelling of an element or wrong.
    simple: bool,
    loose: bool,
    underscores: bool,
    /// What missing values of each column become.
    fillings: Vec<Option<T>>,
}

impl<T: Element> Reading<T> {
    fn new(reader: &TextReader, plan: &Plan<'_>) -> Outcome<Self> {
        let options = &reader.options;
        let filling = |text: Option<&str>| match text {
            None => Ok(T::MISSING),
            Some(text) => match T::parse(text) {
                Ok(filling) => Ok(Some(filling)),
                Err(_) => Err(Flaw::new(format!("filling_values: {text:?} is no {}", T::DTYPE))),
            },
        };
        let fillings = plan.rules.iter().map(|rule| filling(rule.filling));
        Ok(Self {
            simple: plan.rules.iter().all(|rule| rule.converter.is_none())
                && options.missing.is_empty(),
            loose: options.loose,
            underscores: options.genfromtxt,
            fillings: fillings.collect::<Outcome<_>>()?,
        })
    }

    #[inline]
    fn element(
        &self,
        plan: &Plan<'_>,
        record: &Record<'_>,
        slot: usize,
        field: &str,
    ) -> Outcome<T> {
        if self.simple
            && let Ok(element) = T::parse(field)
        {
            return Ok(element);
        }
        self.other_element(plan, record, slot, field)
    }

    /// The element of a field that is not simply the spelling of one.
    #[cold]
    fn other_element(
        &self,
        plan: &Plan<'_>,
        record: &Record<'_>,
        slot: usize,
        field: &str,
    ) -> Outcome<T> {
        if let Some(convert) = plan.rules[slot].converter {
            let converted = convert(field);
            return T::parse(&converted).map_err(|_| {
                let wanted = format!("a converter that gives {} for {field:?}", T::DTYPE);
                plan.error(record, slot, wanted, &converted)
            });
        }
        if plan.is_missing(slot, field) {
            return self.filling(plan, record, slot, field);
        }
        let mut parsed = T::parse(field);
        if parsed == Err(Misfit::NotOne)
            && self.underscores
            && let Some(plain) = without_underscores(field)
        {
            parsed = T::parse(&plain);
        }
        match parsed {
            Ok(element) => Ok(element),
            Err(Misfit::OutOfRange) => {
                let wanted = format!("a number that fits {}", T::DTYPE);
                Err(plan.error(record, slot, wanted, field))
            }
            Err(Misfit::NotOne) if self.loose => self.filling(plan, record, slot, field),
            Err(Misfit::NotOne) => Err(plan.error(record, slot, T::DTYPE, field)),
        }
    }

    fn filling(
        &self,
        plan: &Plan<'_>,
        record: &Record<'_>,
        slot: usize,
        field: &str,
    ) -> Outcome<T> {
        self.fillings[slot].ok_or_else(|| {
            let dtype: DType = T::DTYPE;
            let wanted =
                format!("{dtype}, for which nothing stands as missing: say .filling_values");
            plan.error(record, slot, wanted, field)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::creation::array;
    use crate::dtype::Complex64;
    use crate::io::{genfromtxt_str, loadtxt_str};

    #[test]
    fn a_single_row_or_column_has_one_axis() {
        let shape =
            |text: &str, ndmin| loadtxt_str(text).ndmin(ndmin).read().unwrap().shape().to_vec();
        assert_eq!(shape("1", 0), [0; 0]);
        assert_eq!(shape("1", 1), [1]);
        assert_eq!(shape("1", 2), [1, 1]);
        assert_eq!(shape("1 2", 0), [2]);
        assert_eq!(shape("1\n2\n3", 0), [3]);
        assert_eq!(shape("1\n2\n3", 2), [3, 1]);
        assert_eq!(shape("", 0), [0]);
        assert_eq!(shape("# none", 2), [0, 1]);
    }

    #[test]
    fn lines_end_in_every_way_and_comments_are_left_out() {
        let a = loadtxt_str("\n# head\n1 2\r3 4 # four\r\n\r\n  5 6").read().unwrap();
        assert_eq!(a, array([[1., 2.], [3., 4.], [5., 6.]]));
        let a = loadtxt_str("1;2 // x\n3;4").delimiter(';').comments("//").read().unwrap();
        assert_eq!(a, array([[1., 2.], [3., 4.]]));
        let a = loadtxt_str("#1 2").comments("").converter(0, |text| text[1..].to_owned());
        assert_eq!(a.read().unwrap(), array([1., 2.]));
    }

    #[test]
    fn header_footer_and_rows_are_cut() {
        let text = "title\n1 2\n3 4\n\n5 6\nsum 12 and more\n";
        let a = genfromtxt_str(text).skip_header(1).skip_footer(1).read().unwrap();
        assert_eq!(a, array([[1., 2.], [3., 4.], [5., 6.]]));
        let a = genfromtxt_str(text).skip_header(1).max_rows(2).read().unwrap();
        assert_eq!(a, array([[1., 2.], [3., 4.]]));
    }

    #[test]
    fn columns_are_chosen_by_place_and_name() {
        let text = "# a b a\n1 2 3\n4 5 6";
        let a = genfromtxt_str(text).usecols([-1, 0]).read().unwrap();
        assert_eq!(a, array([[3., 1.], [6., 4.]]));
        let a = genfromtxt_str(text).names(true).usecols(["a_1"]).read().unwrap();
        assert_eq!(a, array([3., 6.]));
        let error = genfromtxt_str(text).usecols([3]).read().unwrap_err().to_string();
        assert_eq!(error, "genfromtxt: text: usecols: there is no column 3 of 3");
        let error = genfromtxt_str(text).names(true).usecols(["c"]).read().unwrap_err().to_string();
        assert!(error.ends_with("there is no column \"c\"; there are [\"a\", \"b\", \"a_1\"]"));
        let [x, y] = loadtxt_str("1 2\n3 4").unpack().unwrap();
        assert_eq!((x, y), (array([1., 3.]), array([2., 4.])));
        assert!(loadtxt_str("1 2").unpack::<3>().is_err());
    }

    #[test]
    fn missing_values_are_filled() {
        let text = "1,NA,x\n,5,6";
        let read = |reader: crate::io::TextReader| {
            reader.delimiter(',').filling_values(-7).read().unwrap().to_vec()
        };
        assert_eq!(read(genfromtxt_str(text)), [1., -7., -7., -7., 5., 6.]);
        let a = genfromtxt_str("1,-9\n-9,2").delimiter(',').missing_values(["-9"]);
        let a = a.filling_value(1, 0.5).read_as::<f32>().unwrap();
        assert!(a.to_vec()[2].is_nan() && a.to_vec()[1] == 0.5);
        let a = genfromtxt_str("1,,x").delimiter(',').read_as::<i64>().unwrap();
        assert_eq!(a.to_vec(), [1, -1, -1]);
        let error = genfromtxt_str("1,").delimiter(',').read_as::<u8>().unwrap_err().to_string();
        assert!(error.contains("line 1, column 2") && error.contains(".filling_values"), "{error}");
    }

    #[test]
    fn errors_name_line_column_and_what_is_there() {
        let message =
            |result: crate::error::Result<crate::Array<f64>>| result.unwrap_err().to_string();
        let strict = genfromtxt_str("a,b\n1,2\n3,x").delimiter(',').names(true).strict();
        assert_eq!(
            message(strict.read()),
            "genfromtxt: text: line 3, column 2 (\"b\"): expected f64, found \"x\""
        );
        assert_eq!(
            message(loadtxt_str("1 2\n3\n4 5 6").read()),
            "loadtxt: text: expected 2 columns as in the first line, found 1 in line 2, 3 in line 3"
        );
        let error = loadtxt_str("1\n300").read_as::<i8>().unwrap_err().to_string();
        assert_eq!(
            error,
            "loadtxt: text: line 2, column 1: expected a number that fits i8, found \"300\""
        );
        assert!(message(loadtxt_str("1,,2").delimiter(',').read()).contains("found \"\""));
        assert!(message(crate::io::loadtxt("no/such/file").read()).contains("no/such/file"));
    }

    #[test]
    fn every_type_is_read() {
        let a = genfromtxt_str("1+2j (3-4j)").read_as::<Complex64>().unwrap();
        assert_eq!(a, array([Complex64::new(1., 2.), Complex64::new(3., -4.)]));
        let a = loadtxt_str("1 0\nTrue false").read_as::<bool>().unwrap();
        assert_eq!(a, array([[true, false], [true, false]]));
        assert_eq!(genfromtxt_str("1_000").read().unwrap().item(), 1000.);
        assert!(loadtxt_str("1_000").read().is_err());
        let a = genfromtxt_str("\"1\",\"2\"").delimiter(',').quotechar('"').read().unwrap();
        assert_eq!(a, array([1., 2.]));
        let a = genfromtxt_str("12345\n1 2 3").widths([2, 3]).read().unwrap();
        assert_eq!(a.shape(), [2, 2]);
    }
}
