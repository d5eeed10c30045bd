//! The columns of a text: their names, which of them are read, and by what rules.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;

use super::reader::{Converter, Options};
use super::records::{Record, Records};
use super::split::Quoted;
use crate::io::site::{Flaw, Outcome};

/// Lines with another number of fields that an error lists.
const LISTED: usize = 5;
/// Characters of a field that an error shows.
const SHOWN: usize = 40;

/// A column, by its place, counted from either end, or by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnKey {
    /// The place, from 0, or from -1 at the end.
    Place(isize),
    /// The name.
    Name(String),
}

macro_rules! places {
    ($($t:ty),*) => {$(
        impl From<$t> for ColumnKey {
            fn from(place: $t) -> Self {
                // A place beyond the range of `isize` is beyond every line, too.
                Self::Place(isize::try_from(place).unwrap_or(isize::MAX))
            }
        }
    )*};
}
places!(i32, i64, isize, usize);

impl From<&str> for ColumnKey {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for ColumnKey {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl fmt::Display for ColumnKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place(place) => write!(f, "{place}"),
            Self::Name(name) => write!(f, "{name:?}"),
        }
    }
}

/// Where the names of columns come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnNames {
    /// There are none.
    None,
    /// The first line.
    FirstLine,
    /// These.
    Given(Vec<String>),
}

impl From<bool> for ColumnNames {
    fn from(first_line: bool) -> Self {
        if first_line { Self::FirstLine } else { Self::None }
    }
}

impl<N: Into<String>, const COUNT: usize> From<[N; COUNT]> for ColumnNames {
    fn from(names: [N; COUNT]) -> Self {
        Self::Given(names.into_iter().map(Into::into).collect())
    }
}

impl<N: Into<String>> From<Vec<N>> for ColumnNames {
    fn from(names: Vec<N>) -> Self {
        Self::Given(names.into_iter().map(Into::into).collect())
    }
}

/// How the fields of one chosen column become values.
#[derive(Default)]
pub(super) struct Rule<'a> {
    pub(super) converter: Option<&'a Converter>,
    pub(super) filling: Option<&'a str>,
}

/// The chosen columns of a text.
pub(super) struct Plan<'a> {
    options: &'a Options,
    quoted: Option<Quoted<'a>>,
    /// Fields of the first line, which the others must have, too.
    width: usize,
    /// Names of all columns, if there are any.
    names: Option<Vec<String>>,
    /// The chosen columns by place; all of them if `None`.
    chosen: Option<Vec<isize>>,
    /// One for each chosen column.
    pub(super) rules: Vec<Rule<'a>>,
    /// Lines with another number of fields, and how many they have.
    uneven: Vec<(usize, usize)>,
    uneven_count: usize,
}

impl<'a> Plan<'a> {
    /// Reads the names, if there are any, and looks at the first record, which is given back.
    pub(super) fn new(
        options: &'a Options,
        quote: Option<char>,
        records: &mut Records<'a>,
    ) -> Outcome<(Self, Option<Record<'a>>)> {
        let comments = options.comments.as_str();
        let mut plan = Self {
            options,
            quoted: quote.map(|quote| Quoted { quote, delimiter: &options.delimiter, comments }),
            width: 0,
            names: None,
            chosen: None,
            rules: Vec::new(),
            uneven: Vec::new(),
            uneven_count: 0,
        };
        let mut fields = Vec::new();
        match &options.names {
            ColumnNames::None => {}
            ColumnNames::FirstLine => {
                if let Some(header) = records.header()? {
                    plan.split(&header, &mut fields);
                }
                let names = fields.iter().map(|name| name.trim().to_owned());
                plan.names = Some(distinct(names.collect()));
            }
            ColumnNames::Given(names) => plan.names = Some(distinct(names.clone())),
        }
        let first = records.next()?;
        if let Some(first) = &first {
            plan.split(first, &mut fields);
        }
        plan.width = match &plan.names {
            Some(names) => names.len(),
            None => fields.len(),
        };
        plan.choose()?;
        Ok((plan, first))
    }

    fn choose(&mut self) -> Outcome<()> {
        if let Some(keys) = &self.options.usecols {
            let places = keys.iter().map(|key| self.place(key, "usecols"));
            self.chosen = Some(places.collect::<Outcome<_>>()?);
        }
        let mut rules: Vec<Rule<'a>> = (0..self.count()).map(|_| Rule::default()).collect();
        let options = self.options;
        for (key, convert) in &options.converters {
            let place = self.place(key, "converter")?;
            for slot in self.slots(place) {
                rules[slot].converter = Some(convert);
            }
        }
        for (key, text) in &options.filling {
            let slots = match key {
                None => (0..rules.len()).collect(),
                Some(key) => self.slots(self.place(key, "filling_value")?),
            };
            for slot in slots {
                rules[slot].filling = Some(text);
            }
        }
        self.rules = rules;
        Ok(())
    }

    /// How many columns are read.
    pub(super) fn count(&self) -> usize {
        self.chosen.as_ref().map_or(self.width, Vec::len)
    }

    /// The place that a key means.
    fn place(&self, key: &ColumnKey, option: &str) -> Outcome<isize> {
        match key {
            ColumnKey::Place(place) => {
                let width = self.width as isize;
                if self.width > 0 && !(-width..width).contains(place) {
                    let text = format!("{option}: there is no column {place} of {width}");
                    return Err(Flaw::new(text));
                }
                Ok(*place)
            }
            ColumnKey::Name(name) => {
                let names = self.names.as_deref().ok_or_else(|| {
                    Flaw::new(format!("{option}: {name:?} needs `.names(true)` or a list of names"))
                })?;
                let place = names.iter().position(|known| known == name);
                let place = place.ok_or_else(|| {
                    Flaw::new(format!("{option}: there is no column {name:?}; there are {names:?}"))
                })?;
                Ok(place as isize)
            }
        }
    }

    /// The chosen columns that are the one at a place.
    fn slots(&self, place: isize) -> Vec<usize> {
        let resolve = |place: isize| place.rem_euclid(self.width.max(1) as isize) as usize;
        let place = resolve(place);
        match &self.chosen {
            None => (0..self.width).filter(|&slot| slot == place).collect(),
            Some(chosen) => {
                (0..chosen.len()).filter(|&slot| resolve(chosen[slot]) == place).collect()
            }
        }
    }

    /// The names of the chosen columns: their own, or `f0`, `f1`, .. as NumPy numbers them.
    pub(super) fn chosen_names(&self) -> Vec<String> {
        let name = |slot: usize| {
            let place = self.resolved(slot);
            let own = self.names.as_ref().and_then(|names| names.get(place).cloned());
            own.unwrap_or_else(|| format!("f{place}"))
        };
        (0..self.count()).map(name).collect()
    }

    /// The place of a chosen column, from 0.
    fn resolved(&self, slot: usize) -> usize {
        match &self.chosen {
            None => slot,
            Some(chosen) => chosen[slot].rem_euclid(self.width.max(1) as isize) as usize,
        }
    }

    /// Fills `fields` with those of a record.
    fn split<'t>(&self, record: &Record<'t>, fields: &mut Vec<Cow<'t, str>>) {
        fields.clear();
        let mut text = record.text;
        if let Some(quoted) = self.quoted.filter(|quoted| text.contains(quoted.quote)) {
            return quoted.split(text, fields);
        }
        if self.options.genfromtxt {
            // NumPy takes blanks off both ends of a line, whatever the delimiter.
            text = self.options.delimiter.stripped(text);
        }
        self.options.delimiter.split(text, fields);
    }

    /// Fills `fields` with those of the chosen columns of a record; tells whether it has them.
    pub(super) fn fields<'t>(
        &mut self,
        record: &Record<'t>,
        fields: &mut Vec<Cow<'t, str>>,
    ) -> bool {
        self.split(record, fields);
        let count = fields.len();
        let Some(chosen) = &self.chosen else {
            return count == self.width || self.refuse(record, count);
        };
        let from_end = |place: isize| if place < 0 { count as isize + place } else { place };
        let all: Option<Vec<Cow<'t, str>>> = chosen
            .iter()
            .map(|&place| fields.get(usize::try_from(from_end(place)).ok()?).cloned())
            .collect();
        match all {
            Some(all) => {
                *fields = all;
                true
            }
            None => self.refuse(record, count),
        }
    }

    fn refuse(&mut self, record: &Record<'_>, count: usize) -> bool {
        self.uneven_count += 1;
        if self.uneven.len() < LISTED {
            self.uneven.push((record.line, count));
        }
        false
    }

    /// The error if lines had another number of fields than the first.
    pub(super) fn finish(&self) -> Outcome<()> {
        if self.uneven.is_empty() {
            return Ok(());
        }
        let mut text = match &self.chosen {
            None => format!("expected {} columns as in the first line, found ", self.width),
            Some(_) => "some lines lack a column of usecols: found ".to_owned(),
        };
        for (k, (line, count)) in self.uneven.iter().enumerate() {
            let comma = if k > 0 { ", " } else { "" };
            text.push_str(&format!("{comma}{count} in line {line}"));
        }
        if self.uneven_count > self.uneven.len() {
            text.push_str(&format!(" and {} more lines", self.uneven_count - self.uneven.len()));
        }
        Err(Flaw::new(text))
    }

    /// Whether a field says that there is no value.
    pub(super) fn is_missing(&self, slot: usize, field: &str) -> bool {
        let field = field.trim();
        let empty_counts = self.options.genfromtxt || self.rules[slot].filling.is_some();
        (field.is_empty() && empty_counts) || self.options.missing.iter().any(|text| text == field)
    }

    /// The error of a field: `line 3, column 2 ("age"): expected f64, found "x"`.
    pub(super) fn error(
        &self,
        record: &Record<'_>,
        slot: usize,
        wanted: impl fmt::Display,
        field: &str,
    ) -> Flaw {
        let place = self.resolved(slot);
        let name = self.names.as_ref().and_then(|names| names.get(place));
        let name = name.map(|name| format!(" ({name:?})")).unwrap_or_default();
        let mut shown: String = field.chars().take(SHOWN).collect();
        if shown.len() < field.len() {
            shown.push('…');
        }
        let (line, column) = (record.line, place + 1);
        let text =
            format!("line {line}, column {column}{name}: expected {wanted}, found {shown:?}");
        Flaw::new(text)
    }
}

/// Names of which no two are the same and none is empty.
fn distinct(names: Vec<String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::with_capacity(names.len());
    let mut seen = HashSet::new();
    // The next number to try behind a name.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (place, name) in names.into_iter().enumerate() {
        let base = if name.is_empty() { format!("f{place}") } else { name };
        let mut candidate = base.clone();
        while !seen.insert(candidate.clone()) {
            let number = numbers.entry(base.clone()).or_insert(1);
            candidate = format!("{base}_{number}");
            *number += 1;
        }
        all.push(candidate);
    }
    all
}
