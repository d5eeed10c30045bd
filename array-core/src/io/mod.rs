//! Arrays in files: NumPy's own formats, text, and safetensors.
//!
//! | format | reading | writing | NumPy |
//! |---|---|---|---|
//! | `.npy`, one array | [`load`], [`load_as`], [`load_any`], [`load_mmap`] | [`save`] | `load`, `save` |
//! | `.npz`, named arrays | [`load_npz`] | [`savez`], [`savez_compressed`] | `load`, `savez`, `savez_compressed` |
//! | text, CSV | [`loadtxt`], [`genfromtxt`] | [`savetxt`] | the same |
//! | safetensors | [`load_safetensors`] | [`save_safetensors`] | the package `safetensors` |
//!
//! An array read from a file has the element type that is asked for, `load::<f32>(..)`, and a file
//! with another one is an error that names both; [`load_as`] converts, and [`load_any`] takes what
//! comes, as a [`DynArray`].
//!
//! Files are not trusted: sizes that a header claims are compared with the file before memory is
//! asked for, and what is damaged is an [`Error`] that names the file and what was found in it.
//!
//! ```
//! use array_core::prelude::*;
//!
//! # fn main() -> Result<(), Error> {
//! # let folder = std::env::temp_dir().join(format!("array-core-io-{}", std::process::id()));
//! # std::fs::create_dir_all(&folder).unwrap();
//! # let path = folder.join("a.npy");
//! let a = array([[1., 2.], [3., 4.]]);
//! save(&path, &a)?;
//! let b: Array<f64> = load(&path)?;
//! assert_eq!(a, b);
//!
//! let table = genfromtxt_str("x,y\n1,2\n3,\n").delimiter(',').skip_header(1).read()?;
//! assert_eq!(table.to_string(), "[[ 1.  2.]\n [ 3. nan]]");
//! # std::fs::remove_dir_all(&folder).unwrap();
//! # Ok(())
//! # }
//! ```

mod dynamic;
mod elements;
mod entries;
mod input;
mod mmap;
pub mod npy;
pub mod npz;
pub mod safetensors;
mod site;
mod text;

pub use dynamic::DynArray;
pub use entries::{NamedArray, NamedArrays};
pub use mmap::{Mapped, load_mmap};
pub use npy::{load, load_any, load_as, save};
pub use npz::{Npz, load_npz, savez, savez_compressed};
pub use safetensors::{SafeTensors, load_safetensors, save_safetensors};
pub use text::{
    ColumnKey, ColumnNames, ColumnValues, Columns, ParseElement, SaveText, TextReader, genfromtxt,
    genfromtxt_str, loadtxt, loadtxt_str, savetxt,
};

// For documentation.
#[allow(unused_imports)]
use crate::error::Error;

/// The names of this module that cells see.
pub mod prelude {
    pub use super::{
        ColumnValues, Columns, DynArray, Mapped, Npz, SafeTensors, TextReader, genfromtxt,
        genfromtxt_str, load, load_any, load_as, load_mmap, load_npz, load_safetensors, loadtxt,
        loadtxt_str, save, save_safetensors, savetxt, savez, savez_compressed,
    };
}
