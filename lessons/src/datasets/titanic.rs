//! The passengers of the Titanic: from the user's file, and made-up ones of the same form.

use std::fs;
use std::path::{Path, PathBuf};

use array_core::prelude::{Array, Generator, array, default_rng};

use super::Error;
use super::csv::Table;
use super::files::{find, folder, read_text};

const REMEDY: &str = "Put Kaggle's `train.csv` of the Titanic there, under one of these names; or take \
                      `datasets::titanic_synthetic()`.";

/// How many passengers the generator makes up.
const COUNT: usize = 891;

/// Passengers and who survived, column by column, under the names of Kaggle's file.
#[derive(Clone, Debug)]
pub struct Titanic {
    /// `titanic`, or `titanic_synthetic` where nobody sailed.
    pub name: String,
    /// 1 for who survived.
    pub survived: Array<i64>,
    /// The class of the ticket: 1, 2, 3.
    pub pclass: Array<i64>,
    /// Name and title.
    pub names: Vec<String>,
    /// `male` or `female`.
    pub sex: Vec<String>,
    /// In years; NaN where unknown.
    pub age: Array<f64>,
    /// Siblings and spouses on board.
    pub sib_sp: Array<i64>,
    /// Parents and children on board.
    pub parch: Array<i64>,
    /// The ticket's number.
    pub ticket: Vec<String>,
    /// What the ticket cost, in pounds; NaN where unknown.
    pub fare: Array<f64>,
    /// The cabin; empty where unknown.
    pub cabin: Vec<String>,
    /// `C`, `Q` or `S` for Cherbourg, Queenstown, Southampton; empty where unknown.
    pub embarked: Vec<String>,
    path: PathBuf,
}

/// The passengers of Kaggle's file `train.csv`: 891, of whom 342 survived.
///
/// # Errors
/// When the file is missing or has not the columns that it should have.
pub fn titanic() -> Result<Titanic, Error> {
    let path = find("titanic", &["titanic.csv", "titanic/train.csv"], REMEDY)?;
    Titanic::read("titanic", &path)
}

/// Made-up passengers in the form of Kaggle's file: 891, with missing ages, cabins and ports, among
/// whom women, children and first class survive more often. The same whenever they are made; the
/// file `titanic_synthetic.csv` is written to [`folder`].
///
/// # Errors
/// When the file cannot be written.
pub fn titanic_synthetic() -> Result<Titanic, Error> {
    let path = folder().join("titanic_synthetic.csv");
    let text = passengers(&default_rng(1912));
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(folder())?;
        if fs::read_to_string(&path).is_ok_and(|before| before == text) {
            return Ok(());
        }
        fs::write(&path, &text)
    };
    write().map_err(|cause| Error::Io { path: path.clone(), cause })?;
    Titanic::read("titanic_synthetic", &path)
}

impl Titanic {
    /// The CSV file, for `read_csv`.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many passengers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.survived.size()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether a generator made them up.
    #[must_use]
    pub fn is_synthetic(&self) -> bool {
        self.name.ends_with("_synthetic")
    }

    fn read(name: &str, path: &Path) -> Result<Titanic, Error> {
        let table = Table::read(&read_text(path)?);
        let read = table.and_then(|table| Titanic::of(name, path, &table));
        read.map_err(|reason| Error::Invalid { path: path.to_owned(), reason })
    }

    fn of(name: &str, path: &Path, table: &Table) -> Result<Titanic, String> {
        let whole = |column| Ok::<_, String>(array(table.numbers::<i64>(column, None)?));
        let real = |column| Ok::<_, String>(array(table.numbers(column, Some(f64::NAN))?));
        let text = |column| {
            let fields = table.column(column)?;
            Ok::<_, String>(fields.into_iter().map(str::to_owned).collect())
        };
        Ok(Titanic {
            name: name.to_owned(),
            survived: whole("Survived")?,
            pclass: whole("Pclass")?,
            names: text("Name")?,
            sex: text("Sex")?,
            age: real("Age")?,
            sib_sp: whole("SibSp")?,
            parch: whole("Parch")?,
            ticket: text("Ticket")?,
            fare: real("Fare")?,
            cabin: text("Cabin")?,
            embarked: text("Embarked")?,
            path: path.to_owned(),
        })
    }
}

/// The CSV text of made-up passengers.
fn passengers(rng: &Generator) -> String {
    let header =
        "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked\n";
    let draw = || rng.random(1)[[0]];
    let among = |shares: &[f64]| {
        let mut left = draw();
        shares.iter().position(|share| {
            left -= share;
            left < 0.
        })
    };
    let mut text = header.to_owned();
    for number in 1..=COUNT {
        let class = 1 + among(&[0.24, 0.21]).unwrap_or(2);
        let is_female = draw() < 0.35;
        let age = (rng.normal_with(40. - 5. * class as f64, 13., 1)[[0]]).clamp(0.5, 78.).floor();
        let (relatives, family) = (among(&[0.68, 0.23, 0.04]), among(&[0.76, 0.13, 0.09]));
        let (relatives, family) = (relatives.unwrap_or(3), family.unwrap_or(3));
        let fare = [60., 19., 10.][class - 1] * (1. + 0.4 * (relatives + family) as f64);
        let fare = fare * (0.35 * rng.normal(1)[[0]]).exp();
        let chance = 0.14
            + if is_female { 0.52 } else { 0. }
            + if age < 12. { 0.3 } else { 0. }
            + [0.2, 0.06, -0.06][class - 1];
        let survived = u8::from(draw() < chance);
        let (title, sex) = match (is_female, age < 16.) {
            (true, true) => ("Miss.", "female"),
            (true, false) => ("Mrs.", "female"),
            (false, true) => ("Master.", "male"),
            (false, false) => ("Mr.", "male"),
        };
        let age = if draw() < 0.2 { String::new() } else { age.to_string() };
        let has_cabin = draw() < [0.8, 0.1, 0.02][class - 1];
        let deck = ["B", "C", "D", "E"][among(&[0.3, 0.3, 0.2]).unwrap_or(3)];
        let room = 1 + (draw() * 120.) as u32;
        let cabin = if has_cabin { format!("{deck}{room}") } else { String::new() };
        let port = match number {
            62 | 830 => "",
            _ => ["S", "C", "Q"][among(&[0.72, 0.19]).unwrap_or(2)],
        };
        text += &format!(
            "{number},{survived},{class},\"Synthetic, {title} Passenger {number}\",{sex},{age},\
             {relatives},{family},S {:05},{fare:.4},{cabin},{port}\n",
            10_000 + number
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Titanic, String> {
        Titanic::of("titanic_synthetic", Path::new("t.csv"), &Table::read(text)?)
    }

    #[test]
    fn made_up_passengers_have_the_form_of_the_real_ones() {
        let text = passengers(&default_rng(1912));
        assert_eq!(text, passengers(&default_rng(1912)));
        let all = read(&text).unwrap();
        assert_eq!((all.len(), all.is_synthetic()), (COUNT, true));
        assert!(all.names.iter().all(|name| name.starts_with("Synthetic, ")));
        let missing = all.age.isnan().count_nonzero();
        assert!((120..240).contains(&missing), "{missing} ages are missing");
        assert_eq!(all.embarked.iter().filter(|port| port.is_empty()).count(), 2);
        let survived = all.survived.mean();
        assert!((0.3..0.5).contains(&survived), "{survived}");
        let female = array(all.sex.iter().map(|sex| sex == "female").collect::<Vec<bool>>());
        let of = |mask: &Array<bool>| all.survived.i(mask).mean();
        assert!(of(&female) > 2. * of(&!&female));
        assert!(of(&all.pclass.equal(1)) > of(&all.pclass.equal(3)));
        assert!(all.fare.min() > 0.);
    }

    #[test]
    fn the_real_file_s_form_is_read() {
        let text = "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked\n\
                    1,0,3,\"One, Mr. \"\"A\"\"\",male,,1,0,A/5 1,7.25,,S\n";
        let all = read(text).unwrap();
        assert_eq!((&*all.names[0], all.fare[[0]]), ("One, Mr. \"A\"", 7.25));
        assert!(all.age[[0]].is_nan());
    }

    #[test]
    fn another_file_is_refused() {
        let error = read("PassengerId,Pclass\n1,3\n").unwrap_err();
        assert_eq!(error, "it has no column `Survived`, but PassengerId, Pclass");
    }
}
