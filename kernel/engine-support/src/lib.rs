//! What array-kernel's evaluation engines have in common: reading the commands before a cell's code,
//! taking a runner's output apart, telling the kernel about it, the directories of sessions,
//! what the compiler says of itself, what cargo has built and copies of it, and which cells want data frames.

pub mod cargo;
pub mod commands;
mod decoder;
mod demux;
pub mod directory;
mod events;
mod frame;
pub mod frames;
mod plant;
pub mod rustc;

pub use decoder::Decoder;
pub use demux::{Control, Demux, Piece};
pub use events::Events;
pub use frame::{Display, Frame, Panic};
pub use plant::{plant, plant_where};
