//! What the processor can do at most: moving bytes, and multiplying and adding.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;
use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::json;

/// Elements copied to measure the memory: larger than any cache.
const COPIED: usize = 10_000_000;
/// How long a measurement runs.
const PATIENCE: Duration = Duration::from_millis(300);

/// The instruction set, bytes per second of copying and floating-point operations per second.
pub(crate) fn describe() -> String {
    let (isa, flops) = arithmetic();
    json!({ "isa": isa, "copy_bytes": copying(), "flops": flops }).to_string()
}

/// Bytes read and written per second by the best of some copies.
fn copying() -> f64 {
    let from = vec![1.0_f64; COPIED];
    let mut to = vec![0.0_f64; COPIED];
    let mut best = f64::INFINITY;
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let turn = Instant::now();
        black_box(&mut to).copy_from_slice(black_box(&from));
        best = best.min(turn.elapsed().as_secs_f64());
    }
    16.0 * COPIED as f64 / best
}

/// Independent chains of fused multiplications and additions: enough to fill every unit.
const CHAINS: usize = 16;
const ROUNDS: usize = 100_000;

/// `CHAINS` vectors, multiplied and added to `ROUNDS` times.
#[cfg(target_arch = "x86_64")]
macro_rules! chains {
    ($splat:ident, $fused:ident) => {{
        let (factor, term) = (black_box($splat(0.999)), black_box($splat(0.001)));
        let mut sums = [$splat(0.5); CHAINS];
        for _ in 0..ROUNDS {
            for sum in &mut sums {
                *sum = $fused(*sum, factor, term);
            }
        }
        black_box(sums);
    }};
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn fused_avx512() {
    chains!(_mm512_set1_pd, _mm512_fmadd_pd);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn fused_avx2() {
    chains!(_mm256_set1_pd, _mm256_fmadd_pd);
}

#[cfg(target_arch = "x86_64")]
fn arithmetic() -> (&'static str, f64) {
    if is_x86_feature_detected!("avx512f") {
        // SAFETY: the processor has the feature.
        ("AVX-512", best_flops(8, || unsafe { fused_avx512() }))
    } else if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        // SAFETY: the processor has the features.
        ("AVX2", best_flops(4, || unsafe { fused_avx2() }))
    } else {
        ("SSE2", best_flops(1, separate))
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn arithmetic() -> (&'static str, f64) {
    (std::env::consts::ARCH, best_flops(1, separate))
}

/// The same with single numbers, for processors whose vectors are not written out here.
fn separate() {
    let (factor, term) = (black_box(0.999_f64), black_box(0.001));
    let mut sums = [0.5_f64; CHAINS];
    for _ in 0..ROUNDS {
        for sum in &mut sums {
            *sum = *sum * factor + term;
        }
    }
    black_box(sums);
}

fn best_flops(lanes: usize, run: impl Fn()) -> f64 {
    let mut best = f64::INFINITY;
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let turn = Instant::now();
        run();
        best = best.min(turn.elapsed().as_secs_f64());
    }
    (2 * CHAINS * lanes * ROUNDS) as f64 / best
}
