//! The little language of `einsum`: which label stands for which axis.

use std::collections::BTreeMap;

use crate::error::{Error, ErrorKind, Result};

/// What stands for an axis: a letter, or a number beyond all letters for an axis of the ellipsis,
/// counted from its last.
pub(super) type Label = u32;

/// The labels of the operands' axes and of the result's.
#[derive(Debug, PartialEq)]
pub(super) struct Subscripts {
    pub(super) inputs: Vec<Vec<Label>>,
    pub(super) output: Vec<Label>,
}

/// One term before its ellipsis is spread over axes.
struct Term {
    before: Vec<Label>,
    /// The labels after the ellipsis, if there is one.
    after: Option<Vec<Label>>,
}

/// The first label of an ellipsis; beyond every `char`.
const ELLIPSIS: Label = 0x11_0000;

/// Reads `"ij,jk->ik"`, `"ij,jk"` or `"...i->..."` for operands of the given ranks.
pub(super) fn parse(text: &str, ranks: &[usize]) -> Result<Subscripts> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (left, right) = match compact.split_once("->") {
        Some((left, right)) => (left, Some(right)),
        None => (compact.as_str(), None),
    };
    let terms: Vec<Term> =
        left.split(',').map(|term| read_term(term, text)).collect::<Result<_>>()?;
    if terms.len() != ranks.len() {
        let what =
            format!("the subscripts name {} operands, but {} were given", terms.len(), ranks.len());
        return Err(wrong(text, &what));
    }
    let mut inputs = Vec::new();
    let mut widest = 0;
    for (position, (term, &rank)) in terms.iter().zip(ranks).enumerate() {
        let named = term.before.len() + term.after.as_ref().map_or(0, Vec::len);
        let Some(spread) = rank.checked_sub(named).filter(|&n| n == 0 || term.after.is_some())
        else {
            let what = format!("operand {position} has {rank} axes, but {named} subscripts");
            return Err(wrong(text, &what));
        };
        widest = widest.max(spread);
        inputs.push(spread_term(term, spread));
    }
    let output = match right {
        Some(right) => spread_term(&read_term(right, text)?, widest),
        None => implicit_output(&inputs, widest),
    };
    check_output(text, &inputs, &output)?;
    Ok(Subscripts { inputs, output })
}

fn read_term(term: &str, text: &str) -> Result<Term> {
    let letters = |part: &str| -> Result<Vec<Label>> {
        match part.chars().find(|c| !c.is_ascii_alphabetic()) {
            Some(other) => Err(wrong(text, &format!("{other:?} is not a letter"))),
            None => Ok(part.chars().map(Label::from).collect()),
        }
    };
    Ok(match term.split_once("...") {
        Some((before, after)) => Term { before: letters(before)?, after: Some(letters(after)?) },
        None => Term { before: letters(term)?, after: None },
    })
}

fn spread_term(term: &Term, spread: usize) -> Vec<Label> {
    let mut labels = term.before.clone();
    if let Some(after) = &term.after {
        labels.extend((0..spread as Label).rev().map(|i| ELLIPSIS + i));
        labels.extend(after);
    }
    labels
}

/// The axes of the ellipsis, then the letters that occur once, in alphabetical order.
fn implicit_output(inputs: &[Vec<Label>], widest: usize) -> Vec<Label> {
    let mut counts = BTreeMap::new();
    for &label in inputs.iter().flatten().filter(|&&label| label < ELLIPSIS) {
        *counts.entry(label).or_insert(0) += 1;
    }
    let once = counts.into_iter().filter(|&(_, count)| count == 1).map(|(label, _)| label);
    (0..widest as Label).rev().map(|i| ELLIPSIS + i).chain(once).collect()
}

fn check_output(text: &str, inputs: &[Vec<Label>], output: &[Label]) -> Result<()> {
    for (position, label) in output.iter().enumerate() {
        let name = char::from_u32(*label).map_or_else(|| "...".to_owned(), String::from);
        if output[..position].contains(label) {
            return Err(wrong(text, &format!("the output names {name:?} more than once")));
        }
        if !inputs.iter().flatten().any(|input| input == label) {
            let what = format!("the output subscript {name:?} never appeared in an input");
            return Err(wrong(text, &what));
        }
    }
    let dropped =
        inputs.iter().flatten().find(|label| **label >= ELLIPSIS && !output.contains(label));
    match dropped {
        Some(_) => Err(wrong(text, "the output lacks the ellipsis \"...\" of the inputs")),
        None => Ok(()),
    }
}

/// An error in the subscripts `text`.
pub(super) fn wrong(text: &str, what: &str) -> Error {
    Error::new(ErrorKind::Value, format!("einsum({text:?}): {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Vec<Label> {
        text.chars().map(Label::from).collect()
    }

    #[test]
    fn the_implicit_output_is_alphabetical() {
        let read = parse("ba, ac", &[2, 2]).unwrap();
        assert_eq!(read.output, labels("bc"));
        assert_eq!(parse("ii", &[2]).unwrap().output, labels(""));
    }

    #[test]
    fn an_ellipsis_takes_the_axes_that_are_left() {
        let read = parse("...ij,j->...i", &[4, 1]).unwrap();
        assert_eq!(read.inputs[0], [ELLIPSIS + 1, ELLIPSIS, 'i' as u32, 'j' as u32]);
        assert_eq!(read.output, [ELLIPSIS + 1, ELLIPSIS, 'i' as u32]);
    }

    #[test]
    fn errors_name_the_subscripts() {
        let text = |subscripts, ranks: &[usize]| parse(subscripts, ranks).unwrap_err().to_string();
        assert_eq!(text("ijk", &[2]), "einsum(\"ijk\"): operand 0 has 2 axes, but 3 subscripts");
        assert_eq!(
            text("ij,jk", &[2]),
            "einsum(\"ij,jk\"): the subscripts name 2 operands, but 1 were given"
        );
        assert_eq!(
            text("ij->iz", &[2]),
            "einsum(\"ij->iz\"): the output subscript \"z\" never appeared in an input"
        );
    }
}
