//! The loops that most operations end in, one criterion benchmark each: for comparing two versions
//! of a kernel on one machine. `tests/bench/arrays` compares all operations with NumPy.
//!
//!     cargo bench -p array-core

// criterion's macro makes a public function.
#![allow(missing_docs)]

use std::hint::black_box;

use array_core::prelude::*;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

/// What an operation costs by itself, what it costs in the cache, and what in memory.
const SIZES: [usize; 3] = [10, 10_000, 1_000_000];

/// Measures `call` of two arrays at every size.
fn measure<R>(criterion: &mut Criterion, name: &str, call: impl Fn(&Array<f64>, &Array<f64>) -> R) {
    let mut group = criterion.benchmark_group(name);
    for n in SIZES {
        let a = default_rng(1).random(n);
        let b = default_rng(2).random(n) + 0.5;
        group.throughput(Throughput::Elements(n as u64));
        group.bench_with_input(BenchmarkId::from_parameter(n), &n, |bencher, _| {
            bencher.iter(|| call(black_box(&a), black_box(&b)));
        });
    }
    group.finish();
}

fn loops(criterion: &mut Criterion) {
    measure(criterion, "add", |a, b| a + b);
    measure(criterion, "exp", |a, _| exp(a));
    measure(criterion, "power", |a, b| power(b, a));
    measure(criterion, "less", |a, b| a.lt(b));
    measure(criterion, "read mask", |a, b| a.i(b.lt(1.)));
    measure(criterion, "sum", |a, _| a.sum());
    measure(criterion, "max", |a, _| a.max());
    measure(criterion, "std", |a, _| a.std());
    measure(criterion, "sort", |a, _| sort(a));
    measure(criterion, "argsort", |a, _| a.argsort());
    measure(criterion, "median", |a, _| a.median());
}

criterion_group!(benches, loops);
criterion_main!(benches);
