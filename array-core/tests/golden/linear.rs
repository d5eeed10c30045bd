//! Linear algebra, Fourier transforms and random numbers.

use array_core::prelude::*;

use crate::case::Case;
use crate::value::{Value, both, float, float2, numeric, numeric2, of};

pub(crate) fn call(case: &Case) -> Option<Value> {
    products(case)
        .or_else(|| decompositions(case))
        .or_else(|| fourier(case))
        .or_else(|| generators(case))
}

fn products(case: &Case) -> Option<Value> {
    let args = case.args.as_slice();
    match (case.call.as_str(), args) {
        ("matmul", _) => numeric2!(args, (a, b) => matmul(a, b)),
        ("dot", _) => numeric2!(args, (a, b) => dot(a, b)),
        ("vdot", _) => numeric2!(args, (a, b) => vdot(a, b)),
        ("inner", _) => numeric2!(args, (a, b) => inner(a, b)),
        ("outer", _) => numeric2!(args, (a, b) => outer(a, b)),
        ("kron", _) => numeric2!(args, (a, b) => kron(a, b)),
        ("trace", [a]) => traces(case, a),
        ("cross", [Value::F64(a), Value::F64(b)]) => Some(cross(a, b).into()),
        ("tensordot", [Value::F64(a), Value::F64(b)]) => Some(tensordot(a, b, 2).into()),
        ("einsum", [Value::F64(a)]) => Some(einsum(case.word("spec")?, [a]).into()),
        ("einsum", [Value::F64(a), Value::F64(b)]) => {
            Some(einsum(case.word("spec")?, [a, b]).into())
        }
        _ => None,
    }
}

fn decompositions(case: &Case) -> Option<Value> {
    match (case.call.as_str(), case.args.as_slice()) {
        ("inv", [a]) => float!(a, a => inv(a).ok()?),
        ("det", [a]) => float!(a, a => det(a).ok()?),
        ("slogdet", [a]) => float!(a, a => slogdet(a).ok()?),
        ("solve", args) => float2!(args, (a, b) => solve(a, b).ok()?),
        ("lstsq", [Value::F64(a), Value::F64(b)]) => Some(lstsq(a, b).ok()?.0.into()),
        ("eigvalsh", [Value::F64(a)]) => Some(eigvalsh(a).ok()?.into()),
        ("cholesky", [Value::F64(a)]) => Some(cholesky(a).ok()?.into()),
        ("matrix_power", [Value::F64(a)]) => Some(matrix_power(a, case.int("n")?).ok()?.into()),
        ("singular_values", [Value::F64(a)]) => Some(svdvals(a).ok()?.into()),
        ("pinv", [Value::F64(a)]) => Some(pinv(a).ok()?.into()),
        ("cond", [Value::F64(a)]) => Some(cond(a).ok()?.into()),
        ("matrix_rank", [Value::F64(a)]) => Some(matrix_rank(a).ok()?.into()),
        ("abs_r_of_qr", [Value::F64(a)]) => Some(abs(qr(a).ok()?.1).into()),
        ("norm", [Value::F64(a)]) => norms(case, a),
        _ => None,
    }
}

fn traces(case: &Case, a: &Value) -> Option<Value> {
    let offset = case.int("offset");
    match (case.ints("axes").as_deref(), offset) {
        (None, None) => numeric!(a, a => trace(a)),
        (None, Some(offset)) => numeric!(a, a => a.trace_with(offset)),
        (Some(&[i, j]), None) => numeric!(a, a => a.trace_axes((i, j))),
        (Some(&[i, j]), Some(offset)) => numeric!(a, a => a.trace_axes_with((i, j), offset)),
        _ => None,
    }
}

fn norms(case: &Case, a: &Array<f64>) -> Option<Value> {
    let order = match (case.word("ord"), case.float("ord")) {
        (Some(name @ ("fro" | "nuc")), _) => Some(Norm::from(name)),
        (_, order) => order.map(Norm::P),
    };
    let axes = case.ints("axes");
    Some(match (case.axis(), axes.as_deref(), order, case.keeps_axes()) {
        (None, None, None, false) => a.norm().into(),
        (None, None, None, true) => a.norm_keepdims().into(),
        (None, None, Some(order), false) => a.norm_with(order).into(),
        (None, None, Some(order), true) => a.norm_keepdims_with(order).into(),
        (Some(axis), _, None, false) => a.norm_axis(axis).into(),
        (Some(axis), _, None, true) => a.norm_axis_keepdims(axis).into(),
        (Some(axis), _, Some(order), false) => a.norm_axis_with(axis, order).into(),
        (Some(axis), _, Some(order), true) => a.norm_axis_keepdims_with(axis, order).into(),
        (None, Some(axes), None, false) => a.norm_axes(axes).into(),
        (None, Some(axes), None, true) => a.norm_axes_keepdims(axes).into(),
        (None, Some(axes), Some(order), false) => a.norm_axes_with(axes, order).into(),
        (None, Some(axes), Some(order), true) => a.norm_axes_keepdims_with(axes, order).into(),
    })
}

fn fourier(case: &Case) -> Option<Value> {
    match (case.call.as_str(), case.args.as_slice()) {
        ("fft", [Value::C128(a)]) => Some(fft(a).into()),
        ("ifft", [Value::C128(a)]) => Some(ifft(a).into()),
        ("fft2", [Value::C128(a)]) => Some(fft2(a).into()),
        ("rfft", [Value::F64(a)]) => Some(rfft(a).into()),
        ("irfft", [Value::C128(a)]) => {
            Some(irfft_with(a, FftOptions::new().n(usize::try_from(case.int("n")?).ok()?)).into())
        }
        ("fftfreq", []) => {
            Some(fftfreq_with(usize::try_from(case.int("n")?).ok()?, case.float("d")?).into())
        }
        _ => None,
    }
}

fn generators(case: &Case) -> Option<Value> {
    let seed = u64::try_from(case.int("seed")?).expect("seeds are not negative");
    let rng = default_rng(seed);
    let (float, int) = (|name| case.float(name), |name| case.int(name));
    let count = |name: &str| usize::try_from(case.int(name)?).ok();
    let n = count("n");
    Some(match case.call.as_str() {
        "rng_random" => rng.random(n?).into(),
        "rng_standard_normal" => rng.standard_normal(n?).into(),
        "rng_standard_exponential" => rng.standard_exponential(n?).into(),
        "rng_normal" => rng.normal_with(float("loc")?, float("scale")?, n?).into(),
        "rng_uniform" => rng.uniform_with(float("low")?, float("high")?, n?).into(),
        "rng_integers" => rng.integers(int("low")?, int("high")?, n?).into(),
        "rng_permutation" => rng.permutation(n?).into(),
        "rng_binomial" => rng.binomial(int("trials")?, float("p")?, n?).into(),
        "rng_poisson" => rng.poisson(float("lam")?, n?).into(),
        "rng_choice" if case.params["replace"] == true => rng.choice(count("of")?, n?).into(),
        "rng_choice" => rng.choice_with(count("of")?, n?, false, None).into(),
        "rng_shuffle" => match &case.args[0] {
            Value::I64(a) => {
                let mut shuffled = a.clone();
                rng.shuffle(&mut shuffled);
                shuffled.into()
            }
            _ => return None,
        },
        _ => return None,
    })
}
