//! What is measured, by name: one line each, as in `tests/bench/arrays/operations.py`.

use std::hint::black_box;

use array_core::dtype::Float;
use array_core::prelude::*;

use crate::data::{Data, Measured};

/// One call of a prepared operation.
pub(crate) type Run = Box<dyn FnMut()>;

/// The operation of this name on about `n` elements of an element type.
pub(crate) fn find(name: &str, n: usize, dtype: &str) -> Option<Run> {
    let data = Data { n };
    match dtype {
        "f64" => real::<f64>(name, data)
            .or_else(|| float::<f64>(name, data))
            .or_else(|| only_f64(name, data)),
        "f32" => real::<f32>(name, data).or_else(|| float::<f32>(name, data)),
        "i64" => real::<i64>(name, data),
        _ => None,
    }
}

/// `name(operands): call;`, where operands are functions of [`Data`].
macro_rules! operations {
    ($name:ident, $data:ident, $t:ty: $($operation:ident($($operand:ident),*): $call:expr;)*) => {
        match $name {
            $(stringify!($operation) => {
                $(#[allow(unused_mut)] let mut $operand = $data.$operand::<$t>();)*
                Some(Box::new(move || { let _ = black_box($call); }))
            })*
            _ => None,
        }
    };
}

fn real<T: Measured>(name: &str, data: Data) -> Option<Run> {
    let n = data.n;
    operations! { name, data, T:
        zeros(): Array::<T>::zeros(n);
        ones(): Array::<T>::ones(n);
        copy(a): copy(&a);
        add(a, b): &a + &b;
        multiply(a, b): &a * &b;
        divide(a, b): &a / &b;
        add_in_place(a, b): a += &b;
        expression(a, b): &a * &b + &a - &b;
        square(a): square(&a);
        negative(a): -&a;
        abs(s): abs(&s);
        maximum(a, b): maximum(&a, &b);
        floor_divide(a, b): floor_divide(&a, &b);
        remainder(a, b): remainder(&a, &b);
        clip(a): clip(&a, T::MIDDLE, T::MIDDLE + T::ONE);
        less(a, b): a.lt(&b);
        equal(a, b): a.equal(&b);
        add_row(m, row): &m + &row;
        add_column(m, column): &m + &column;
        where_(mask, a, b): where_(&mask, &a, &b);
        read_mask(a, mask): a.i(&mask);
        write_mask(a, mask): a.set(&mask, T::ONE);
        nonzero(mask): nonzero(&mask);
        take(a, index): a.i(&index);
        astype_f32(a): a.astype::<f32>();
        sum(a): a.sum();
        sum_axis0(m): m.sum_axis(0);
        sum_axis1(m): m.sum_axis(1);
        sum_strided(strided): strided.sum();
        mean(a): a.mean();
        std(a): a.std();
        std_axis0(m): m.std_axis(0);
        min(a): a.min();
        max(a): a.max();
        max_axis0(m): m.max_axis(0);
        max_axis1(m): m.max_axis(1);
        argmax(a): a.argmax();
        argmin_axis1(m): m.argmin_axis(1);
        all(mask): mask.all();
        cumsum(a): a.cumsum();
        cumsum_axis0(m): m.cumsum_axis(0);
        diff(a): diff(&a);
        sort(a): sort(&a);
        sort_axis0(m): sort_axis(&m, 0);
        argsort(a): a.argsort();
        partition(a): partition(&a, n / 2);
        median(a): a.median();
        percentile(a): a.percentile([25, 50, 75]);
        unique(a): unique(&a);
        searchsorted(sorted, b): searchsorted(&sorted, &b);
        bincount(few): bincount(&few);
        histogram(a): histogram(&a, 50);
        concatenate(a, b): concatenate([&a, &b]);
        transpose_copy(m): copy(&m.t());
        repeat(a): repeat(&a, 2);
        flip(a): copy(&flip(&a));
    }
}

fn float<T: Measured + Float + 'static>(name: &str, data: Data) -> Option<Run> {
    operations! { name, data, T:
        sqrt(b): sqrt(&b);
        exp(s): exp(&s);
        exp2(s): exp2(&s);
        expm1(s): expm1(&s);
        log(b): log(&b);
        log2(b): log2(&b);
        log10(b): log10(&b);
        log1p(b): log1p(&b);
        sin(s): sin(&s);
        cos(s): cos(&s);
        tan(s): tan(&s);
        arcsin(a): arcsin(&a);
        arctan(s): arctan(&s);
        sinh(s): sinh(&s);
        tanh(s): tanh(&s);
        power(b, s): power(&b, &s);
        floor(s): floor(&s);
        rint(s): rint(&s);
        isnan(a): isnan(&a);
        nansum(a): nansum(&a);
        nanmax(a): nanmax(&a);
    }
}

fn only_f64(name: &str, data: Data) -> Option<Run> {
    let n = data.n;
    let rng = default_rng(5);
    operations! { name, data, f64:
        arange(): arange((0., n as f64));
        linspace(): linspace(0, 1, n);
        matmul(m, w): m.matmul(&w);
        matmul_tall(tall): tall.t().matmul(&tall);
        matmul_batch(batch): batch.matmul(&batch);
        matvec(m, row): m.matmul(&row);
        dot(a, b): a.dot(&b);
        solve(definite, row): definite.solve(&row);
        inv(definite): definite.inv();
        det(definite): definite.det();
        cholesky(definite): definite.cholesky();
        qr(m): m.qr();
        svd(m): m.svd();
        eigh(definite): definite.eigh();
        random(): rng.random(n);
        normal(): rng.standard_normal(n);
        integers(): rng.integers(0, 100, n);
        k_means_step(tall): k_means_step(&tall);
        logistic_epoch(tall): logistic_epoch(&tall);
    }
}

/// The means of the points nearest to each of four centres.
fn k_means_step(points: &Array<f64>) -> Array<f64> {
    let centres = points.i(0..4);
    let squares = square(points).sum_axis_keepdims(1) + square(&centres).sum_axis(1);
    let nearest = (squares - points.matmul(&centres.t()) * 2).argmin_axis(1);
    let means: Vec<Array<f64>> =
        (0..4_i64).map(|k| points.i(nearest.equal(k)).mean_axis(0)).collect();
    stack(&means)
}

/// The weights after one step of gradient descent.
fn logistic_epoch(features: &Array<f64>) -> Array<f64> {
    let weights = full(4, 0.1);
    let wanted = features.i((.., 0)).gt(0.5).astype::<f64>();
    let predicted = 1. / (1. + exp(-features.matmul(&weights)));
    let slope = features.t().matmul(&(predicted - wanted)) / features.shape()[0] as f64;
    weights - slope * 0.1
}
