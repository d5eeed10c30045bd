//! Working out which elements an index selects, from the array's shape alone.
//!
//! Basic terms (integers, slices, new axes) become a slicing of the array. Index lists and masks
//! then pick positions from axes of the sliced array; NumPy's rules decide where the axes of the
//! picked list stand in the result.

use ndarray::SliceInfoElem;

use crate::array::Array;
use crate::broadcast::tight;
use crate::dims::try_position;
use crate::error::{Error, ErrorKind, Result};
use crate::kernel;

use super::memory::{Gather, Layout, Offsets, odometer};
use super::term::{Term, as_isize};

/// What an index selects from an array of the shape it was made for.
pub(super) struct Plan {
    /// The slicing by the basic terms: one element per axis of the array, and the new axes.
    pub(crate) slices: Vec<SliceInfoElem>,
    /// The lists and masks, if any.
    picks: Vec<Pick>,
    /// How many axes of the result stand before those of the list.
    before: usize,
    /// The common shape of all lists.
    listed: Vec<usize>,
}

/// Positions picked from one axis by a list, or from several by a mask.
struct Pick {
    /// The first axis, counted in the sliced array.
    axis: usize,
    from: Positions,
}

enum Positions {
    List { shape: Vec<usize>, positions: Vec<isize> },
    Array(Array<i64>),
    Mask { mask: Array<bool>, count: usize },
}

impl Plan {
    /// Works out what `terms` select from an array of this shape.
    pub(crate) fn new(shape: &[usize], terms: Vec<Term>) -> Result<Self> {
        let terms = expand_ellipsis(shape.len(), terms)?;
        let picks_some = terms.iter().any(Term::picks);
        let mut plan =
            Self { slices: Vec::new(), picks: Vec::new(), before: 0, listed: Vec::new() };
        let mut axis = 0; // of the array
        let mut sliced = 0; // axes of the sliced array
        let mut rest = 0; // axes of the sliced array from which nothing is picked
        let mut last_pick = None;
        let mut separated = false;
        for (place, term) in terms.into_iter().enumerate() {
            let pick = match term {
                Term::NewAxis => {
                    plan.slices.push(SliceInfoElem::NewAxis);
                    (sliced, rest) = (sliced + 1, rest + 1);
                    continue;
                }
                Term::Slice(slice) => {
                    let Some(taken) = slice.positions(shape[axis]) else {
                        return Err(Error::new(ErrorKind::Value, "slice step cannot be zero"));
                    };
                    plan.slices.push(slice_element(taken.first, taken.count, taken.step));
                    (axis, sliced, rest) = (axis + 1, sliced + 1, rest + 1);
                    continue;
                }
                // Only a place marker, which keeps the lists on its two sides apart.
                Term::Ellipsis => continue,
                Term::At(at) => {
                    let at = try_position(at, axis, shape[axis])? as isize;
                    if !picks_some {
                        plan.slices.push(SliceInfoElem::Index(at));
                        axis += 1;
                        continue;
                    }
                    Positions::List { shape: Vec::new(), positions: vec![at] }
                }
                Term::Positions(array) if all_below(as_isize(&array), shape[axis]) => {
                    Positions::Array(array)
                }
                list @ (Term::List { .. } | Term::Positions(_)) => {
                    counted_from_first(list, axis, shape[axis])?
                }
                Term::Mask(mask) => {
                    check_mask(&shape[axis..], axis, mask.shape())?;
                    let mask = if mask.data.is_standard_layout() {
                        mask
                    } else {
                        Array::from_vec(mask.shape(), mask.to_vec())
                    };
                    let count = elements(&mask).iter().filter(|&&keep| keep).count();
                    Positions::Mask { mask, count }
                }
            };
            match last_pick {
                None => plan.before = rest,
                Some(last) => separated |= last + 1 != place,
            }
            last_pick = Some(place);
            let axes = pick.axes();
            plan.slices.extend(shape[axis..axis + axes].iter().map(|&n| slice_element(0, n, 1)));
            plan.picks.push(Pick { axis: sliced, from: pick });
            (axis, sliced) = (axis + axes, sliced + axes);
        }
        plan.slices.extend(shape[axis..].iter().map(|&n| slice_element(0, n, 1)));
        if separated {
            plan.before = 0;
        }
        plan.listed = broadcast_lists(&plan.picks)?;
        Ok(plan)
    }

    /// Whether slicing is all there is to do.
    pub(crate) fn is_basic(&self) -> bool {
        self.picks.is_empty()
    }

    /// The mask, if the index is nothing but a mask of the array's own shape, with its number of
    /// `true`s.
    pub(crate) fn whole_mask(&self) -> Option<(&[bool], usize)> {
        match &self.picks[..] {
            [Pick { from: Positions::Mask { mask, count }, .. }]
                if mask.ndim() == self.slices.len() =>
            {
                Some((elements(mask), *count))
            }
            _ => None,
        }
    }

    /// The selected positions of an array with this layout, and the shape of the result.
    pub(crate) fn gather(self, array: &Layout) -> (Gather, Vec<usize>) {
        let sliced = array.slice(&self.slices);
        let mut picked = vec![false; sliced.shape.len()];
        let single = self.picks.len() == 1;
        let mut offsets = vec![0; if single { 0 } else { self.listed.iter().product() }];
        let mut only = None;
        for pick in self.picks {
            let axes = pick.axis..pick.axis + pick.from.axes();
            picked[axes.clone()].fill(true);
            let (shape, own) = pick.from.offsets(&sliced.strides[axes]);
            if single {
                only = Some(own);
                break;
            }
            let layout = Layout::contiguous(&shape)
                .broadcast(&self.listed)
                .expect("lists were broadcast together");
            let axes: Vec<_> =
                layout.shape.iter().zip(&layout.strides).map(|(&n, &s)| (n, [s])).collect();
            let mut total = offsets.iter_mut();
            odometer(&axes, |[at]| {
                if let Some(total) = total.next() {
                    *total += own[at as usize];
                }
            });
        }
        let mut rest = Layout { offset: sliced.offset, shape: Vec::new(), strides: Vec::new() };
        for (axis, _) in picked.iter().enumerate().filter(|(_, picked)| !**picked) {
            rest.shape.push(sliced.shape[axis]);
            rest.strides.push(sliced.strides[axis]);
        }
        let shape = [&rest.shape[..self.before], &self.listed, &rest.shape[self.before..]].concat();
        (Gather::new(&rest, self.before, only.unwrap_or(Offsets::Own(offsets))), shape)
    }
}

impl Positions {
    /// The number of axes that the positions are picked from.
    fn axes(&self) -> usize {
        match self {
            Self::List { .. } | Self::Array(_) => 1,
            Self::Mask { mask, .. } => mask.ndim(),
        }
    }

    /// The shape that the positions have in the result.
    fn shape(&self) -> Vec<usize> {
        match self {
            Self::List { shape, .. } => shape.clone(),
            Self::Array(array) => array.shape().to_vec(),
            Self::Mask { count, .. } => vec![*count],
        }
    }

    /// The shape, and the distance of each picked element from the first of these axes.
    fn offsets(self, strides: &[isize]) -> (Vec<usize>, Offsets) {
        match self {
            Self::List { shape, mut positions } => {
                if strides[0] != 1 {
                    positions.iter_mut().for_each(|position| *position *= strides[0]);
                }
                (shape, Offsets::Own(positions))
            }
            Self::Array(array) if strides[0] == 1 => {
                (array.shape().to_vec(), Offsets::Shared(array))
            }
            Self::Array(array) => {
                let mut offsets = kernel::buffer(array.size());
                offsets.extend(as_isize(&array).iter().map(|position| position * strides[0]));
                (array.shape().to_vec(), Offsets::Own(offsets))
            }
            Self::Mask { mask, count } if strides.len() == 1 => {
                let mut offsets = kernel::simd::positions(elements(&mask));
                if strides[0] != 1 {
                    offsets.iter_mut().for_each(|position| *position *= strides[0] as i64);
                }
                (vec![count], Offsets::Shared(Array::from_vec(&[count], offsets)))
            }
            Self::Mask { mask, count } => {
                let mut offsets = Vec::with_capacity(count);
                let axes: Vec<_> =
                    mask.shape().iter().zip(strides).map(|(&n, &s)| (n, [s])).collect();
                let mut flags = elements(&mask).iter();
                odometer(&axes, |[at]| {
                    if flags.next() == Some(&true) {
                        offsets.push(at);
                    }
                });
                (vec![count], Offsets::Own(offsets))
            }
        }
    }
}

/// The slice in ndarray's terms, which names the lowest position and the end above the highest.
pub(crate) fn slice_element(first: isize, count: usize, step: isize) -> SliceInfoElem {
    let last = first + (count as isize - 1) * step;
    match count {
        0 => SliceInfoElem::Slice { start: 0, end: Some(0), step: 1 },
        _ => SliceInfoElem::Slice {
            start: first.min(last),
            end: Some(first.max(last) + 1),
            step: if count == 1 { 1 } else { step },
        },
    }
}

/// Whether all positions are there as they are, and none is negative.
fn all_below(positions: &[isize], len: usize) -> bool {
    !kernel::any(positions, |position| position.cast_unsigned() >= len)
}

/// The positions of a list in an axis of length `len`, negative ones counted from its end.
fn counted_from_first(list: Term, axis: usize, len: usize) -> Result<Positions> {
    let Term::List { shape, mut positions } = list.into_list() else {
        unreachable!("only lists are counted");
    };
    if !all_below(&positions, len) {
        for position in &mut positions {
            *position = try_position(*position, axis, len)? as isize;
        }
    }
    Ok(Positions::List { shape, positions })
}

fn elements(mask: &Array<bool>) -> &[bool] {
    mask.data.as_slice().expect("plans keep their masks in row-major order")
}

/// Writes the full slices that an ellipsis stands for behind it.
fn expand_ellipsis(ndim: usize, mut terms: Vec<Term>) -> Result<Vec<Term>> {
    let named: usize = terms
        .iter()
        .map(|term| match term {
            Term::At(_) | Term::Slice(_) | Term::List { .. } | Term::Positions(_) => 1,
            Term::NewAxis | Term::Ellipsis => 0,
            Term::Mask(mask) => mask.ndim(),
        })
        .sum();
    let Some(missing) = ndim.checked_sub(named) else {
        let message = format!(
            "too many indices for array: array is {ndim}-dimensional, but {named} were indexed"
        );
        return Err(Error::new(ErrorKind::Index, message));
    };
    let mut places = terms.iter().enumerate().filter(|(_, t)| matches!(t, Term::Ellipsis));
    let place = places.next().map(|(place, _)| place);
    if places.next().is_some() {
        let message = "an index can only have a single ellipsis ('...')";
        return Err(Error::new(ErrorKind::Index, message));
    }
    if let Some(place) = place {
        use super::slice::By;
        let all = std::iter::repeat_n(Term::Slice((..).slice()), missing);
        terms.splice(place + 1..place + 1, all);
    }
    Ok(terms)
}

fn check_mask(shape: &[usize], first: usize, mask: &[usize]) -> Result<()> {
    for (axis, (size, masked)) in shape.iter().zip(mask).enumerate() {
        if size != masked {
            let axis = first + axis;
            let message = format!(
                "boolean index did not match indexed array along axis {axis}; size of axis is \
                 {size} but size of corresponding boolean axis is {masked}"
            );
            return Err(Error::new(ErrorKind::Index, message));
        }
    }
    Ok(())
}

/// The common shape of all lists.
fn broadcast_lists(picks: &[Pick]) -> Result<Vec<usize>> {
    let shapes: Vec<Vec<usize>> = picks.iter().map(|pick| pick.from.shape()).collect();
    let mut common = vec![1; shapes.iter().map(Vec::len).max().unwrap_or(0)];
    for shape in &shapes {
        let missing = common.len() - shape.len();
        for (wanted, &len) in common[missing..].iter_mut().zip(shape) {
            if *wanted == 1 {
                *wanted = len;
            } else if len != 1 && len != *wanted {
                let shapes: Vec<_> = shapes.iter().map(|shape| tight(shape)).collect();
                let message = format!(
                    "shape mismatch: indexing arrays could not be broadcast together with shapes {}",
                    shapes.join(" ")
                );
                return Err(Error::new(ErrorKind::Index, message));
            }
        }
    }
    Ok(common)
}
