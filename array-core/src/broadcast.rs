//! The broadcasting rule.

use crate::error::{Error, ErrorKind, Result};

/// The shape that two shapes broadcast to.
pub(crate) fn shape_of_two(a: &[usize], b: &[usize]) -> Result<Vec<usize>> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut shape = long.to_vec();
    for (len, &other) in shape[long.len() - short.len()..].iter_mut().zip(short) {
        match (*len, other) {
            (x, y) if x == y => {}
            (1, y) => *len = y,
            (_, 1) => {}
            _ => return Err(mismatch(&[a, b])),
        }
    }
    Ok(shape)
}

/// The error of shapes that do not broadcast, in NumPy's words.
fn mismatch(shapes: &[&[usize]]) -> Error {
    let list: Vec<String> = shapes.iter().map(|shape| tight(shape)).collect();
    let message =
        format!("operands could not be broadcast together with shapes {}", list.join(" "));
    Error::new(ErrorKind::Shape, message)
}

/// A shape as NumPy writes it in this message, without spaces: `(2,3)`, `(4,)`.
pub(crate) fn tight(shape: &[usize]) -> String {
    crate::error::show_shape(shape).replace(' ', "")
}
