//! What the processor can do at most: moving bytes, and multiplying and adding.

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

/// `CHAINS` accumulators of `LANES` numbers each, multiplied and added `ROUNDS` times.
#[inline(always)]
fn fused<const LANES: usize>() -> f64 {
    let mut sums = [[0.5_f64; LANES]; CHAINS];
    let (factor, term) = (black_box(0.999_f64), black_box(0.001_f64));
    for _ in 0..ROUNDS {
        for sum in &mut sums {
            for number in sum {
                *number = number.mul_add(factor, term);
            }
        }
    }
    sums.as_flattened().iter().sum()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,fma")]
fn fused_avx512() -> f64 {
    fused::<8>()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn fused_avx2() -> f64 {
    fused::<4>()
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
        ("SSE2", best_flops(2, fused::<2>))
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn arithmetic() -> (&'static str, f64) {
    (std::env::consts::ARCH, best_flops(2, fused::<2>))
}

fn best_flops(lanes: usize, run: impl Fn() -> f64) -> f64 {
    let mut best = f64::INFINITY;
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let turn = Instant::now();
        black_box(run());
        best = best.min(turn.elapsed().as_secs_f64());
    }
    (2 * CHAINS * lanes * ROUNDS) as f64 / best
}
