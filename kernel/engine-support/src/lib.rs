//! What array-kernel's evaluation engines have in common: taking a runner's output apart, and
//! telling the kernel about it.

mod decoder;
mod demux;
mod events;
mod frame;

pub use decoder::Decoder;
pub use demux::{Control, Demux, Piece};
pub use events::Events;
pub use frame::{Display, Frame, Panic};
