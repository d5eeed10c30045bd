//! Elements as the bytes that files hold: of every element type, in both byte orders.

use std::io::{Read, Write};

use super::DynArray;
use super::site::{Flaw, Outcome};
use crate::array::Array;
use crate::dtype::{Complex32, Complex64, DType, Element};

/// So many elements are read at a time: the zeros that stand in their places before are still in the
/// processor's cache then.
const PIECE: usize = 1 << 15;

/// The element type of a file: one of ours, or a half-precision float, which is read as `f32`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    Plain(DType),
    /// IEEE half precision: 1 sign, 5 exponent, 10 fraction bits.
    F16,
    /// The upper half of an `f32`.
    Bf16,
}

impl Stored {
    pub(super) fn itemsize(self) -> usize {
        match self {
            Self::Plain(dtype) => dtype.itemsize(),
            Self::F16 | Self::Bf16 => 2,
        }
    }

    /// NumPy's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plain(dtype) => dtype.name(),
            Self::F16 => "float16",
            Self::Bf16 => "bfloat16",
        }
    }
}

/// How an array lies in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) stored: Stored,
    pub(super) shape: Vec<usize>,
    /// Column-major order.
    pub(super) fortran: bool,
    pub(super) big_endian: bool,
}

impl Layout {
    /// Elements; `None` if memory cannot have so many bytes.
    fn size(&self) -> Option<usize> {
        let mut lengths = self.shape.iter().filter(|&&len| len > 0);
        let elements = lengths.try_fold(1_usize, |size, &len| size.checked_mul(len))?;
        // As the array in memory has it: halves become `f32`.
        let bytes = elements.checked_mul(self.stored.itemsize().max(4))?;
        isize::try_from(bytes).ok()?;
        Some(if self.shape.contains(&0) { 0 } else { elements })
    }

    /// Bytes in the file, if it has as many.
    pub(super) fn bytes(&self, available: u64) -> Outcome<usize> {
        let Some(size) = self.size() else {
            let shape = crate::error::show_shape(&self.shape);
            return Err(Flaw::new(format!("claims the shape {shape}, more than memory can hold")));
        };
        let bytes = size * self.stored.itemsize();
        if bytes as u64 > available {
            return Err(Flaw::new(format!(
                "needs {bytes} bytes for shape {} of {}, but has {available}: it is cut off or \
                 damaged",
                crate::error::show_shape(&self.shape),
                self.stored.name(),
            )));
        }
        Ok(bytes)
    }

    /// Reads the elements, of which `available` bytes may be left.
    pub(super) fn read(&self, reader: &mut dyn Read, available: u64) -> Outcome<DynArray> {
        let size = self.bytes(available)? / self.stored.itemsize();
        Ok(match self.stored {
            Stored::F16 => self.converted(reader, size, half_to_single)?.into(),
            Stored::Bf16 => {
                let widen = |bits: u16| f32::from_bits(u32::from(bits) << 16);
                self.converted(reader, size, widen)?.into()
            }
            Stored::Plain(dtype) => match dtype {
                DType::Bool => self.converted(reader, size, |byte: u8| byte != 0)?.into(),
                DType::I8 => self.plain::<i8>(reader, size)?.into(),
                DType::I16 => self.plain::<i16>(reader, size)?.into(),
                DType::I32 => self.plain::<i32>(reader, size)?.into(),
                DType::I64 => self.plain::<i64>(reader, size)?.into(),
                DType::U8 => self.plain::<u8>(reader, size)?.into(),
                DType::U16 => self.plain::<u16>(reader, size)?.into(),
                DType::U32 => self.plain::<u32>(reader, size)?.into(),
                DType::U64 => self.plain::<u64>(reader, size)?.into(),
                DType::F32 => self.plain::<f32>(reader, size)?.into(),
                DType::F64 => self.plain::<f64>(reader, size)?.into(),
                DType::C64 => self.plain::<Complex32>(reader, size)?.into(),
                DType::C128 => self.plain::<Complex64>(reader, size)?.into(),
            },
        })
    }

    fn plain<T: Plain>(&self, reader: &mut dyn Read, size: usize) -> Outcome<Array<T>> {
        Ok(self.array(self.elements(reader, size)?))
    }

    /// Reads elements of one type and makes others of them.
    fn converted<S: Plain, T: Element>(
        &self,
        reader: &mut dyn Read,
        size: usize,
        convert: fn(S) -> T,
    ) -> Outcome<Array<T>> {
        let elements = self.elements(reader, size)?;
        Ok(self.array(elements.into_iter().map(convert).collect()))
    }

    fn elements<T: Plain>(&self, reader: &mut dyn Read, size: usize) -> Outcome<Vec<T>> {
        let mut elements: Vec<T> = crate::kernel::buffer(size);
        while elements.len() < size {
            let start = elements.len();
            elements.resize(size.min(start + PIECE), T::ZERO);
            let bytes = bytes_mut(&mut elements[start..]);
            reader.read_exact(bytes)?;
            if self.big_endian != cfg!(target_endian = "big") {
                reverse_each(bytes, T::NUMBER_BYTES);
            }
        }
        Ok(elements)
    }

    /// The array of elements that are in the file's order.
    fn array<T: Element>(&self, elements: Vec<T>) -> Array<T> {
        if !self.fortran {
            return Array::from_vec(&self.shape, elements);
        }
        let reversed: Vec<usize> = self.shape.iter().rev().copied().collect();
        Array::from_vec(&reversed, elements).t()
    }
}

/// Writes the elements in row-major order, each with its lowest byte first.
pub(super) fn write(array: &DynArray, out: &mut dyn Write) -> Outcome<()> {
    match array {
        DynArray::Bool(array) => write_plain(&array.astype::<u8>(), out),
        DynArray::I8(array) => write_plain(array, out),
        DynArray::I16(array) => write_plain(array, out),
        DynArray::I32(array) => write_plain(array, out),
        DynArray::I64(array) => write_plain(array, out),
        DynArray::U8(array) => write_plain(array, out),
        DynArray::U16(array) => write_plain(array, out),
        DynArray::U32(array) => write_plain(array, out),
        DynArray::U64(array) => write_plain(array, out),
        DynArray::F32(array) => write_plain(array, out),
        DynArray::F64(array) => write_plain(array, out),
        DynArray::C64(array) => write_plain(array, out),
        DynArray::C128(array) => write_plain(array, out),
    }
}

fn write_plain<T: Plain>(array: &Array<T>, out: &mut dyn Write) -> Outcome<()> {
    let view = array.data.view();
    let mut elements = crate::kernel::contiguous(&view);
    if cfg!(target_endian = "big") {
        reverse_each(bytes_mut(elements.to_mut()), T::NUMBER_BYTES);
    }
    out.write_all(bytes(&elements))?;
    Ok(())
}

/// An element of which every pattern of bits is a value: all but `bool`.
///
/// # Safety
/// The type has no padding and no invalid values.
unsafe trait Plain: Element {
    /// Bytes of the numbers that an element consists of: of a complex one, of its parts.
    const NUMBER_BYTES: usize;
}

macro_rules! plain {
    ($($t:ty: $bytes:literal),*) => {$(
        // SAFETY: integers, floats and pairs of floats have neither padding nor invalid values.
        unsafe impl Plain for $t {
            const NUMBER_BYTES: usize = $bytes;
        }
    )*};
}
plain!(i8: 1, i16: 2, i32: 4, i64: 8, u8: 1, u16: 2, u32: 4, u64: 8, f32: 4, f64: 8);
plain!(Complex32: 4, Complex64: 8);

fn bytes<T: Plain>(elements: &[T]) -> &[u8] {
    // SAFETY: the elements have no padding, so all their bytes are initialised.
    unsafe { std::slice::from_raw_parts(elements.as_ptr().cast(), size_of_val(elements)) }
}

fn bytes_mut<T: Plain>(elements: &mut [T]) -> &mut [u8] {
    // SAFETY: as for `bytes`, and any bytes written are valid elements.
    unsafe { std::slice::from_raw_parts_mut(elements.as_mut_ptr().cast(), size_of_val(elements)) }
}

fn reverse_each(bytes: &mut [u8], number_bytes: usize) {
    if number_bytes > 1 {
        bytes.chunks_exact_mut(number_bytes).for_each(<[u8]>::reverse);
    }
}

/// The value of IEEE half-precision bits.
fn half_to_single(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10) & 0x1f, u32::from(bits) & 0x3ff);
    match exponent {
        // Subnormal: a multiple of 2^-24, which single precision has exactly.
        0 => f32::from_bits(sign | (fraction as f32 * 2_f32.powi(-24)).to_bits()),
        0x1f => f32::from_bits(sign | 0x7f80_0000 | (fraction << 13)),
        _ => f32::from_bits(sign | ((exponent + 112) << 23) | (fraction << 13)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_have_their_values() {
        let bits = [0x3c00, 0xc000, 0x7bff, 0x0001, 0x8000, 0x7c00, 0x3555];
        let values = bits.map(half_to_single);
        let expect = [1., -2., 65504., 5.960_464_5e-8, -0., f32::INFINITY, 0.333_251_95];
        assert_eq!(values.map(f32::to_bits), expect.map(f32::to_bits));
        assert!(half_to_single(0x7e00).is_nan());
    }

    #[test]
    fn what_a_file_cannot_have_is_refused_before_memory_is_asked_for() {
        let layout = |shape: &[usize]| Layout {
            stored: Stored::Plain(DType::F64),
            shape: shape.to_vec(),
            fortran: false,
            big_endian: false,
        };
        assert_eq!(layout(&[2, 3]).bytes(48).unwrap(), 48);
        assert!(layout(&[2, 3]).bytes(47).is_err());
        assert!(layout(&[1 << 40, 1 << 40]).bytes(u64::MAX).is_err());
        assert!(layout(&[0, 1 << 62]).bytes(u64::MAX).is_err());
        assert_eq!(layout(&[0, 5]).bytes(0).unwrap(), 0);
    }
}
