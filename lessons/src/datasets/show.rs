//! How a data set shows itself: what it is, its shapes, and its first samples.

use array_core::display::html::{Cell, Look, Table, tables_html};
use array_core::display::{Bundle, Render};
use array_core::prelude::{Array, Element};

use super::{Dataset, Titanic};
use crate::show::text_rows;

/// How many samples are shown.
const ROWS: usize = 5;
/// How many columns are shown at each end, when there are more than twice as many.
const COLUMNS: usize = 4;
/// What stands for columns that are left out.
const LEFT_OUT: &str = "…";

impl<X: Element, Y: Element> Render for Dataset<X, Y> {
    fn bundle(&self) -> Bundle {
        let (samples, names) = (self.data.shape()[0], &self.feature_names);
        let about = format!(
            "{} · {}{samples} samples · {} features · {}",
            self.name,
            label(self.is_synthetic()),
            names.len(),
            self.target_text()
        );
        let shown = samples.min(ROWS);
        let data = self.data.i(..shown).reshape((shown, names.len()));
        let columns = columns(names.len());
        let head = columns.iter().map(|k| k.map_or(LEFT_OUT.to_owned(), |k| names[k].clone()));
        let head = head.chain(["target".to_owned()]).collect();
        let row = |row: usize| {
            let cell = |k: &Option<usize>| k.map_or(LEFT_OUT.into(), |k| value(data[[row, k]]));
            columns.iter().map(cell).chain([self.target_of(row)]).collect()
        };
        show(&about, &self.description, head, (0..shown).map(row).collect())
    }
}

impl<X: Element, Y: Element> Dataset<X, Y> {
    /// What is to be predicted.
    fn target_text(&self) -> String {
        match &self.target_names[..] {
            [one] => format!("target {one}"),
            classes => format!("{} classes: {}", classes.len(), classes.join(", ")),
        }
    }

    /// The target of a sample: a class by its name.
    fn target_of(&self, row: usize) -> String {
        let target = self.target[[row]];
        let class = target.cast::<f64>() as usize;
        match self.target_names.get(class).filter(|_| self.target_names.len() > 1) {
            Some(name) => name.clone(),
            None => value(target),
        }
    }
}

impl Render for Titanic {
    fn bundle(&self) -> Bundle {
        let about = format!(
            "{} · {}{} passengers · {} survived",
            self.name,
            label(self.is_synthetic()),
            self.len(),
            self.survived.sum()
        );
        let description = match self.is_synthetic() {
            true => {
                "Passengers drawn by a seeded generator in the form of Kaggle's file. Nobody of \
                     that name sailed."
            }
            false => "Passengers of the Titanic, as Kaggle's competition has them.",
        };
        let head = ["survived", "pclass", "sex", "age", "sib_sp", "parch", "fare", "embarked"];
        let row = |k: usize| {
            vec![
                self.survived[[k]].to_string(),
                self.pclass[[k]].to_string(),
                self.sex[k].clone(),
                number(&self.age, k),
                self.sib_sp[[k]].to_string(),
                self.parch[[k]].to_string(),
                number(&self.fare, k),
                self.embarked[k].clone(),
            ]
        };
        let rows = (0..self.len().min(ROWS)).map(row).collect();
        show(&about, description, head.map(str::to_owned).into(), rows)
    }
}

/// What tells made-up data from measured ones, wherever they are shown.
fn label(is_synthetic: bool) -> &'static str {
    if is_synthetic { "SYNTHETIC, made up by a generator · " } else { "" }
}

/// The columns to show; `None` stands for those that are left out.
fn columns(count: usize) -> Vec<Option<usize>> {
    if count <= 2 * COLUMNS {
        return (0..count).map(Some).collect();
    }
    let (first, last) = (0..COLUMNS, count - COLUMNS..count);
    first.map(Some).chain([None]).chain(last.map(Some)).collect()
}

fn value<T: Element>(value: T) -> String {
    format!("{value:?}")
}

fn number(column: &Array<f64>, k: usize) -> String {
    let number = column[[k]];
    if number.is_nan() { "NaN".to_owned() } else { number.to_string() }
}

fn show(about: &str, description: &str, head: Vec<String>, rows: Vec<Vec<String>>) -> Bundle {
    let cells = |texts: &[String], look| {
        texts.iter().map(|text| Cell::new(text.clone(), look)).collect::<Vec<_>>()
    };
    let table = Table {
        caption: None,
        head: vec![cells(&head, Look::Number)],
        rows: rows
            .iter()
            .zip(0..)
            .map(|(row, k): (_, usize)| (Some(k.to_string()), cells(row, Look::Number)))
            .collect(),
    };
    let all: Vec<Vec<String>> = std::iter::once(head).chain(rows).collect();
    let text = format!("{about}\n{description}{}", text_rows(&all));
    Bundle::text(text).with("text/html", tables_html(about, &[table], Some(description)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets::{digits, iris, mnist_synthetic};

    #[test]
    fn a_data_set_tells_what_it_is() {
        let text = iris().bundle().plain().to_owned();
        assert!(text.starts_with(
            "iris · 150 samples · 4 features · 3 classes: setosa, versicolor, virginica\n"
        ));
        assert_eq!(text.lines().count(), 2 + 1 + ROWS);
        assert!(text.contains("setosa"), "{text}");
        let html = digits().bundle();
        assert!(html.get("text/html").unwrap().contains("pixel_7_7"));
    }

    #[test]
    fn made_up_data_say_so() {
        let text = mnist_synthetic(3).bundle().plain().to_owned();
        assert!(text.starts_with("mnist_synthetic · SYNTHETIC"), "{text}");
    }
}
