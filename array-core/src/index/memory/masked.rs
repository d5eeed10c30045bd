//! Masks over contiguous elements: keeping, spreading and choosing.

use std::mem::MaybeUninit;

use crate::threads;

/// Collects the elements where `mask` is true; returns how many there are.
///
/// `to` needs room for one element more than are kept.
pub(crate) fn compress<B: Copy>(to: &mut [B], from: &[B], mask: &[bool]) -> usize {
    let mut kept = 0;
    // Every element is written and only the kept ones advance: no branch to mispredict.
    for (&element, &keep) in from.iter().zip(mask) {
        to[kept] = element;
        kept += usize::from(keep);
    }
    kept
}

/// Spreads the elements of `from` over those of `to` where `mask` is true.
pub(crate) fn expand<B: Copy>(to: &mut [B], mask: &[bool], from: &[B]) {
    let mut from = from.iter();
    for (slot, _) in to.iter_mut().zip(mask).filter(|(_, write)| **write) {
        let Some(&element) = from.next() else { return };
        *slot = element;
    }
}

/// One side of a choice: an element per position, or one for all.
#[derive(Clone, Copy)]
pub(crate) enum Side<'a, B> {
    /// As many as the mask has.
    Each(&'a [B]),
    /// The same everywhere.
    One(B),
}

impl<B: Copy> Side<'_, B> {
    /// The elements from `start` on.
    fn from(self, start: usize) -> Self {
        match self {
            Self::Each(elements) => Self::Each(&elements[start..]),
            Self::One(element) => Self::One(element),
        }
    }
}

/// Fills `to` with the elements of `yes` where `mask` is true, else with those of `no`.
pub(crate) fn blend<B: Copy + Send + Sync>(
    to: &mut [MaybeUninit<B>],
    mask: &[bool],
    yes: Side<'_, B>,
    no: Side<'_, B>,
) {
    threads::each_part(to, |start, to| {
        blend_part(to, &mask[start..], yes.from(start), no.from(start));
    });
}

fn blend_part<B: Copy>(
    to: &mut [MaybeUninit<B>],
    mask: &[bool],
    yes: Side<'_, B>,
    no: Side<'_, B>,
) {
    use Side::{Each, One};
    let slots = to.iter_mut().zip(mask);
    // One loop per case, so that each vectorises.
    match (yes, no) {
        (Each(yes), Each(no)) => {
            for ((slot, &choice), (&yes, &no)) in slots.zip(yes.iter().zip(no)) {
                slot.write(if choice { yes } else { no });
            }
        }
        (Each(yes), One(no)) => {
            for ((slot, &choice), &yes) in slots.zip(yes) {
                slot.write(if choice { yes } else { no });
            }
        }
        (One(yes), Each(no)) => {
            for ((slot, &choice), &no) in slots.zip(no) {
                slot.write(if choice { yes } else { no });
            }
        }
        (One(yes), One(no)) => {
            for (slot, &choice) in slots {
                slot.write(if choice { yes } else { no });
            }
        }
    }
}
