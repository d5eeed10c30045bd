//! Transforms of all lanes along an axis.

use std::sync::{LazyLock, Mutex, PoisonError};

use ndarray::ArrayD;
use num_complex::Complex;
use realfft::RealFftPlanner;
use rustfft::{FftNum, FftPlanner};

use super::options::{FftNorm, FftOptions};
use crate::array::Array;
use crate::dims::try_axis;
use crate::dtype::{Complex32, Complex64, ComplexNumber, Element, Float};
use crate::error::{Error, ErrorKind, Result};
use crate::kernel;

/// Which way a transform goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[doc(hidden)]
pub enum Direction {
    Forward,
    Inverse,
}

/// The plans of one precision, kept because making one costs more than a short transform.
pub(super) struct Plans<P: FftNum> {
    complex: FftPlanner<P>,
    real: RealFftPlanner<P>,
}

/// A precision in which transforms are done.
pub(super) trait Precision: Float + FftNum {
    /// Runs `work` with the plans of this precision.
    fn with_plans<R>(work: impl FnOnce(&mut Plans<Self>) -> R) -> R;
}

macro_rules! precision {
    ($($t:ty)*) => {$(
        impl Precision for $t {
            fn with_plans<R>(work: impl FnOnce(&mut Plans<Self>) -> R) -> R {
                static PLANS: LazyLock<Mutex<Plans<$t>>> = LazyLock::new(|| {
                    Mutex::new(Plans { complex: FftPlanner::new(), real: RealFftPlanner::new() })
                });
                work(&mut PLANS.lock().unwrap_or_else(PoisonError::into_inner))
            }
        }
    )*};
}

precision!(f64 f32);

/// An element type that can be transformed: every one.
pub trait Signal: Element {
    /// The type of transforms: `Complex32` for `f32` and `Complex32`, else `Complex64`.
    type Spectrum: Signal<Spectrum = Self::Spectrum, Part = Self::Part>;
    /// The type of its parts.
    type Part: Element;
    #[doc(hidden)]
    fn fft(a: &Array<Self>, options: FftOptions) -> Result<Array<Self::Spectrum>>;
    #[doc(hidden)]
    fn ifft(a: &Array<Self>, options: FftOptions) -> Result<Array<Self::Spectrum>>;
    #[doc(hidden)]
    fn irfft(a: &Array<Self>, options: FftOptions) -> Result<Array<Self::Part>>;
    #[doc(hidden)]
    fn over_axes(
        a: &Array<Self>,
        axes: &[isize],
        direction: Direction,
    ) -> Result<Array<Self::Spectrum>>;
}

/// A [`Signal`] without imaginary part: every type but the complex ones.
#[diagnostic::on_unimplemented(
    message = "a transform of real input, and `{Self}` is not real",
    note = "write `fft` for complex input"
)]
pub trait RealSignal: Signal {
    #[doc(hidden)]
    fn rfft(a: &Array<Self>, options: FftOptions) -> Result<Array<Self::Spectrum>>;
}

macro_rules! signal {
    ($($t:ty: $forward:ident, $part:ty;)*) => {$(
        impl Signal for $t {
            type Spectrum = Complex<$part>;
            type Part = $part;
            fn fft(a: &Array<Self>, options: FftOptions) -> Result<Array<Complex<$part>>> {
                $forward(&cast(a), options)
            }
            fn ifft(a: &Array<Self>, options: FftOptions) -> Result<Array<Complex<$part>>> {
                complex("ifft", &cast(a), options, Direction::Inverse)
            }
            fn irfft(a: &Array<Self>, options: FftOptions) -> Result<Array<$part>> {
                to_real(&cast(a), options)
            }
            fn over_axes(
                a: &Array<Self>,
                axes: &[isize],
                direction: Direction,
            ) -> Result<Array<Complex<$part>>> {
                one_by_one(&cast(a), axes, direction)
            }
        }
    )*};
}

macro_rules! real_signal {
    ($($t:ty: $part:ty;)*) => {
        signal!($($t: real_forward, $part;)*);
        $(impl RealSignal for $t {
            fn rfft(a: &Array<Self>, options: FftOptions) -> Result<Array<Complex<$part>>> {
                half_spectrum("rfft", &cast(a), options)
            }
        })*
    };
}

real_signal! {
    f64: f64; f32: f32; bool: f64;
    i8: f64; i16: f64; i32: f64; i64: f64; u8: f64; u16: f64; u32: f64; u64: f64;
}
signal! {
    Complex64: complex_forward, f64;
    Complex32: complex_forward, f32;
}

/// The array in another element type; shares the data if it is the same.
fn cast<T: Element, U: Element>(a: &Array<T>) -> Array<U> {
    kernel::map(&a.data.view(), T::cast::<U>).into()
}

/// All lanes along an axis, cut or padded to one length, one after the other.
struct Rows<T: Element> {
    elements: Vec<T>,
    outer: Vec<usize>,
    axis: usize,
}

/// The lanes of `a` along the chosen axis with `length` elements each, which is computed from the
/// number of points: that of `options`, else what `default` makes of the axis' length.
fn rows<T: Element>(
    operation: &str,
    a: &Array<T>,
    options: FftOptions,
    default: impl Fn(usize) -> usize,
    length: impl Fn(usize) -> usize,
) -> Result<(Rows<T>, usize)> {
    let axis = try_axis(options.axis, a.ndim())?;
    let view = a.data.view();
    let lanes = kernel::lanes(&view, axis);
    let points = options.n.unwrap_or_else(|| default(lanes.lane_len()));
    if points == 0 {
        let text = format!("{operation}: Invalid number of FFT data points (0) specified.");
        return Err(Error::new(ErrorKind::Value, text));
    }
    let wanted = length(points);
    let outer = lanes.outer_shape().to_vec();
    let elements = if wanted == lanes.lane_len() {
        lanes.into_vec()
    } else {
        let mut elements = Vec::with_capacity(wanted * outer.iter().product::<usize>());
        for lane in lanes.iter() {
            elements.extend(&lane[..wanted.min(lane.len())]);
            elements.resize(elements.len() + wanted.saturating_sub(lane.len()), T::ZERO);
        }
        elements
    };
    Ok((Rows { elements, outer, axis }, points))
}

/// The factor of a transform, if it is not one.
fn scale<P: Float>(points: usize, norm: FftNorm, direction: Direction) -> Option<P> {
    let n = (points as f64).cast::<P>();
    match (norm, direction) {
        (FftNorm::Ortho, _) => Some(P::ONE / num_traits::Float::sqrt(n)),
        (FftNorm::Backward, Direction::Inverse) | (FftNorm::Forward, Direction::Forward) => {
            Some(P::ONE / n)
        }
        _ => None,
    }
}

fn scale_complex<P: Float>(elements: &mut [Complex<P>], factor: Option<P>) {
    if let Some(factor) = factor {
        elements.iter_mut().for_each(|z| *z = Complex::new(z.re * factor, z.im * factor));
    }
}

fn array_of_rows<T: Element>(
    rows: Vec<T>,
    outer: &[usize],
    axis: usize,
    length: usize,
) -> Array<T> {
    kernel::from_lanes(rows, outer, axis, length).into()
}

/// `fft` and `ifft` of complex input.
fn complex<P: Precision>(
    operation: &str,
    a: &Array<Complex<P>>,
    options: FftOptions,
    direction: Direction,
) -> Result<Array<Complex<P>>>
where
    Complex<P>: ComplexNumber,
{
    let (mut rows, points) = rows(operation, a, options, |n| n, |n| n)?;
    let plan = P::with_plans(|plans| match direction {
        Direction::Forward => plans.complex.plan_fft_forward(points),
        Direction::Inverse => plans.complex.plan_fft_inverse(points),
    });
    plan.process(&mut rows.elements);
    scale_complex(&mut rows.elements, scale(points, options.norm, direction));
    Ok(array_of_rows(rows.elements, &rows.outer, rows.axis, points))
}

fn complex_forward<P: Precision>(
    a: &Array<Complex<P>>,
    options: FftOptions,
) -> Result<Array<Complex<P>>>
where
    Complex<P>: ComplexNumber,
{
    complex("fft", a, options, Direction::Forward)
}

/// `rfft`: the frequencies from zero up.
fn half_spectrum<P: Precision>(
    operation: &str,
    a: &Array<P>,
    options: FftOptions,
) -> Result<Array<Complex<P>>>
where
    Complex<P>: ComplexNumber,
{
    let (mut rows, points) = rows(operation, a, options, |n| n, |n| n)?;
    let plan = P::with_plans(|plans| plans.real.plan_fft_forward(points));
    let bins = points / 2 + 1;
    let mut spectrum = vec![<Complex<P> as Element>::ZERO; rows.elements.len() / points * bins];
    let mut scratch = plan.make_scratch_vec();
    for (row, out) in rows.elements.chunks_exact_mut(points).zip(spectrum.chunks_exact_mut(bins)) {
        plan.process_with_scratch(row, out, &mut scratch).expect("slices of the plan's lengths");
    }
    scale_complex(&mut spectrum, scale(points, options.norm, Direction::Forward));
    Ok(array_of_rows(spectrum, &rows.outer, rows.axis, bins))
}

/// `fft` of real input: the upper frequencies mirror the lower ones.
fn real_forward<P: Precision>(a: &Array<P>, options: FftOptions) -> Result<Array<Complex<P>>>
where
    Complex<P>: ComplexNumber,
{
    let half = half_spectrum("fft", a, options)?;
    let axis = try_axis(options.axis, a.ndim())?;
    let points = options.n.unwrap_or(a.shape()[axis]);
    let half: ArrayD<Complex<P>> = half.into_data().into_owned();
    let view = half.view();
    let lanes = kernel::lanes(&view, axis);
    let mut spectrum = Vec::with_capacity(points * lanes.outer_shape().iter().product::<usize>());
    for lane in lanes.iter() {
        spectrum.extend(lane);
        spectrum.extend((lane.len()..points).map(|k| lane[points - k].conj()));
    }
    Ok(array_of_rows(spectrum, lanes.outer_shape(), axis, points))
}

/// `irfft`.
fn to_real<P: Precision>(a: &Array<Complex<P>>, options: FftOptions) -> Result<Array<P>>
where
    Complex<P>: ComplexNumber,
{
    let points_of = |bins: usize| 2 * bins.saturating_sub(1);
    let (mut rows, points) = rows("irfft", a, options, points_of, |n| n / 2 + 1)?;
    let plan = P::with_plans(|plans| plans.real.plan_fft_inverse(points));
    let bins = points / 2 + 1;
    let mut signal = vec![<P as Element>::ZERO; rows.elements.len() / bins * points];
    let mut scratch = plan.make_scratch_vec();
    for (row, out) in rows.elements.chunks_exact_mut(bins).zip(signal.chunks_exact_mut(points)) {
        // What a real signal has no room for is ignored, as by NumPy.
        row[0].im = <P as Element>::ZERO;
        if points.is_multiple_of(2) {
            row[bins - 1].im = <P as Element>::ZERO;
        }
        plan.process_with_scratch(row, out, &mut scratch).expect("slices of the plan's lengths");
    }
    if let Some(factor) = scale::<P>(points, options.norm, Direction::Inverse) {
        signal.iter_mut().for_each(|x| *x *= factor);
    }
    Ok(array_of_rows(signal, &rows.outer, rows.axis, points))
}

/// The transforms along several axes, from the last given to the first.
fn one_by_one<P: Precision>(
    a: &Array<Complex<P>>,
    axes: &[isize],
    direction: Direction,
) -> Result<Array<Complex<P>>>
where
    Complex<P>: ComplexNumber,
{
    let name = if direction == Direction::Forward { "fft" } else { "ifft" };
    let mut array = a.clone();
    for &axis in axes.iter().rev() {
        array = complex(name, &array, FftOptions::new().axis(axis), direction)?;
    }
    Ok(array)
}
