//! Laws that hold for all arrays, tried on random ones: every rank, lengths of zero and one,
//! strides in every direction.

mod arrays;
mod broadcasting;
mod order;
mod reductions;
mod selections;
mod shapes;
mod slices;
