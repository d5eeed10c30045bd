//! Comma-separated values with a header, quotes and missing values.

/// A table of texts.
#[derive(Debug, PartialEq)]
pub(super) struct Table {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// Reads a table. A field between double quotes may hold commas and line ends, and quotes
    /// written twice.
    ///
    /// # Errors
    /// When there is no header, a row has another number of fields, or a quote is not closed; the
    /// text names the line.
    pub(super) fn read(text: &str) -> Result<Table, String> {
        let mut records = Records { text: text.trim_start_matches('\u{feff}'), line: 1 };
        let head = match records.next() {
            Some(head) => head?.1,
            None => return Err("it is empty".to_owned()),
        };
        let mut rows = Vec::new();
        for record in records {
            let (line, fields) = record?;
            if fields.len() != head.len() {
                let (found, expected) = (fields.len(), head.len());
                return Err(format!("line {line} has {found} fields, the header {expected}"));
            }
            rows.push(fields);
        }
        Ok(Table { head, rows })
    }

    /// The fields of a column.
    ///
    /// # Errors
    /// When there is no such column; the text names those that there are.
    pub(super) fn column(&self, name: &str) -> Result<Vec<&str>, String> {
        let found = self.head.iter().position(|head| head.eq_ignore_ascii_case(name));
        let k = found
            .ok_or_else(|| format!("it has no column `{name}`, but {}", self.head.join(", ")))?;
        Ok(self.rows.iter().map(|row| row[k].as_str()).collect())
    }

    /// The numbers of a column; what is missing is `missing`, or an error if that is `None`.
    ///
    /// # Errors
    /// When there is no such column or a field is not a number; the text says where.
    pub(super) fn numbers<T: std::str::FromStr + Copy>(
        &self,
        name: &str,
        missing: Option<T>,
    ) -> Result<Vec<T>, String> {
        let number = |(field, row): (&str, usize)| match (field.trim(), missing) {
            ("", Some(missing)) => Ok(missing),
            (text, _) => text
                .parse()
                .map_err(|_| format!("`{text}` in column `{name}`, row {row}, is not a number")),
        };
        self.column(name)?.into_iter().zip(1..).map(number).collect()
    }
}

/// Lines of fields, each with its number.
struct Records<'a> {
    text: &'a str,
    line: usize,
}

impl Iterator for Records<'_> {
    type Item = Result<(usize, Vec<String>), String>;

    fn next(&mut self) -> Option<Self::Item> {
        // Blank lines are none.
        while let Some(rest) = self.text.strip_prefix(['\n', '\r']) {
            self.line += usize::from(self.text.starts_with('\n'));
            self.text = rest;
        }
        if self.text.is_empty() {
            return None;
        }
        let start = self.line;
        let mut fields = Vec::new();
        loop {
            match self.field() {
                Some(field) => fields.push(field),
                None => {
                    self.text = "";
                    return Some(Err(format!("the quote in line {start} is not closed")));
                }
            }
            match self.text.strip_prefix(',') {
                Some(rest) => self.text = rest,
                None => return Some(Ok((start, fields))),
            }
        }
    }
}

impl Records<'_> {
    /// The next field, up to a comma or the end of the line.
    fn field(&mut self) -> Option<String> {
        let Some(mut rest) = self.text.strip_prefix('"') else {
            let end = self.text.find([',', '\n', '\r']).unwrap_or(self.text.len());
            let field = self.text[..end].to_owned();
            self.text = &self.text[end..];
            return Some(field);
        };
        let mut field = String::new();
        loop {
            let (piece, after) = rest.split_once('"')?;
            self.line += piece.matches('\n').count();
            field += piece;
            match after.strip_prefix('"') {
                Some(more) => {
                    field.push('"');
                    rest = more;
                }
                None => {
                    // What stands between the quote and the comma belongs to the field.
                    let end = after.find([',', '\n', '\r']).unwrap_or(after.len());
                    field += &after[..end];
                    self.text = &after[end..];
                    return Some(field);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_commas_and_line_ends() {
        let text = "\u{feff}a,b\r\n1,\"x, \"\"y\"\"\"\r\n\r\n,\"two\nlines\"\n";
        let table = Table::read(text).unwrap();
        assert_eq!(table.head, ["a", "b"]);
        assert_eq!(table.rows, [["1", "x, \"y\""], ["", "two\nlines"]]);
        assert_eq!(table.numbers("A", Some(-1)).unwrap(), [1, -1]);
    }

    #[test]
    fn mistakes_name_their_place() {
        let check = |text: &str, expected: &str| {
            assert_eq!(Table::read(text).unwrap_err(), expected, "{text}");
        };
        check("", "it is empty");
        check("a,b\n1,2\n\n3", "line 4 has 1 fields, the header 2");
        check("a\n\"1", "the quote in line 2 is not closed");
        let table = Table::read("a,b\n1,x").unwrap();
        assert_eq!(table.column("c").unwrap_err(), "it has no column `c`, but a, b");
        let numbers = table.numbers::<i64>("b", None);
        assert_eq!(numbers.unwrap_err(), "`x` in column `b`, row 1, is not a number");
    }
}
