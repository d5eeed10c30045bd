//! Brackets, line breaks and ellipses around the texts of an array's elements.

/// Which positions of an axis are shown.
#[derive(Clone, Debug)]
pub(crate) struct Axis {
    /// The axis' length.
    pub(crate) len: usize,
    /// If not all: so many at each end.
    pub(crate) edge: Option<usize>,
}

impl Axis {
    /// An axis of which only the ends are shown if it is longer than they are together.
    pub(crate) fn new(len: usize, edge: Option<usize>) -> Self {
        Self { len, edge: edge.filter(|&edge| len > 2 * edge) }
    }

    /// The positions shown.
    pub(crate) fn positions(&self) -> impl Iterator<Item = usize> + Clone {
        let (head, tail) = match self.edge {
            Some(edge) => (edge, self.len - edge),
            None => (self.len, self.len),
        };
        (0..head).chain(tail..self.len)
    }

    /// How many positions are shown.
    pub(crate) fn shown(&self) -> usize {
        self.edge.map_or(self.len, |edge| 2 * edge)
    }
}

/// All combinations of the axes' shown positions, in row-major order.
pub(crate) fn positions(axes: &[Axis]) -> Vec<Vec<usize>> {
    axes.iter().fold(vec![vec![]], |prefixes, axis| {
        let extend = |prefix: Vec<usize>| {
            axis.positions().map(move |position| {
                let mut index = prefix.clone();
                index.push(position);
                index
            })
        };
        prefixes.into_iter().flat_map(extend).collect()
    })
}

/// What does not change while the layout descends.
pub(super) struct Layout<'a> {
    pub(super) words: &'a [String],
    pub(super) axes: &'a [Axis],
    pub(super) separator: &'a str,
}

impl Layout<'_> {
    /// The array's text, whose lines after the first begin with `indent` (NumPy: `_formatArray`).
    pub(super) fn text(&self, indent: &str, linewidth: usize) -> String {
        match self.axes {
            [] => self.words.concat(),
            _ => self.block(0, self.words, indent, linewidth),
        }
    }

    /// The text of the sub-array at `depth` that consists of `words`.
    fn block(&self, depth: usize, words: &[String], indent: &str, width: usize) -> String {
        let axis = &self.axes[depth];
        let depth_left = self.axes.len() - depth;
        let text = if depth_left == 1 {
            self.row(axis, words, indent, width)
        } else {
            let inner_indent = format!("{indent} ");
            let mut blocks: Vec<String> = words
                .chunks(words.len() / axis.shown())
                .map(|part| self.block(depth + 1, part, &inner_indent, width.saturating_sub(1)))
                .collect();
            if let Some(edge) = axis.edge {
                blocks.insert(edge, "...".to_owned());
            }
            let gap = self.separator.trim_end().to_owned() + &"\n".repeat(depth_left - 1) + indent;
            indent.to_owned() + &blocks.join(&gap)
        };
        format!("[{}]", &text[indent.len()..])
    }

    /// The elements along the last axis, broken into lines.
    fn row(&self, axis: &Axis, words: &[String], indent: &str, width: usize) -> String {
        let width = width.saturating_sub(self.separator.trim_end().chars().count().max(1));
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let Some(edge) = axis.edge {
            words.insert(edge, "...");
        }
        let mut text = String::new();
        let mut line = indent.to_owned();
        for (i, word) in words.iter().enumerate() {
            if i > 0 {
                line.push_str(self.separator);
            }
            let line_len = line.chars().count();
            if line_len + word.chars().count() > width && line_len > indent.len() {
                text.push_str(line.trim_end());
                text.push('\n');
                line = indent.to_owned();
            }
            line.push_str(word);
        }
        text + &line
    }
}
