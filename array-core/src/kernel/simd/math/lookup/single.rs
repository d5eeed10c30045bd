//! Powers of `f32`.

use std::arch::x86_64::*;
use std::f32::consts::LOG2_E;
use std::mem::MaybeUninit;

use super::super::single::{EXPM1, LN_2_HIGH, LN_2_LOW, ROUNDER};

/// Elements of a vector.
const LANES: usize = 16;
/// Entries of a table.
const PLACES: usize = 2 * LANES;
/// Exponents of `e` below this give neither infinite nor subnormal numbers.
const LARGEST: f32 = 86.0;
/// The bits of the least mantissa.
const LEAST: u32 = 0x3f55_b000;
/// For the mantissas from each place on: a number near their inverses, as for `f64`.
const INVERSE: [f32; PLACES] = [
    1.187_5, 1.156_25, 1.156_25, 1.125, 1.093_75, 1.093_75, 1.062_5, 1.062_5, 1.031_25, 1.031_25,
    1.0, 0.968_75, 0.937_5, 0.921_875, 0.890_625, 0.859_375, 0.843_75, 0.828_125, 0.796_875,
    0.781_25, 0.765_625, 0.75, 0.734_375, 0.718_75, 0.703_125, 0.687_5, 0.671_875, 0.656_25,
    0.640_625, 0.625, 0.609_375, 0.609_375,
];
/// What these numbers take from logarithms, in two parts, as for `f64`.
const LOG_HIGH: [f32; PLACES] = [
    -0.171_844_48,
    -0.145_187_38,
    -0.145_187_38,
    -0.117_782_59,
    -0.089_614_87,
    -0.089_614_87,
    -0.060_623_17,
    -0.060_623_17,
    -0.030_776_978,
    -0.030_776_978,
    0.0,
    0.031_753_54,
    0.064_544_68,
    0.081_344_604,
    0.115_829_47,
    0.151_550_3,
    0.169_906_62,
    0.188_598_63,
    0.227_050_78,
    0.246_856_69,
    0.267_059_33,
    0.287_689_2,
    0.308_731_08,
    0.330_245_97,
    0.352_218_63,
    0.374_694_82,
    0.397_689_82,
    0.421_218_87,
    0.445_312_5,
    0.470_001_22,
    0.495_315_55,
    0.495_315_55,
];
/// The second parts.
const LOG_LOW: [f32; PLACES] = [
    -5.774_504_6e-6,
    5.368_085e-6,
    5.368_085e-6,
    -4.428_829_4e-7,
    2.709_474_3e-6,
    2.709_474_3e-6,
    -1.452_871_2e-6,
    -1.452_871_2e-6,
    5.318_872_4e-6,
    5.318_872_4e-6,
    0.0,
    -4.841_724_6e-6,
    -6.156_597e-6,
    1.034_961_8e-6,
    2.347_751_7e-6,
    -3.948_415_5e-7,
    -7.579_415_5e-6,
    -7.463_004_7e-6,
    6.669_385e-6,
    3.388_478_5e-6,
    3.459_077e-6,
    -7.136_532_5e-6,
    4.402_548_3e-6,
    -4.284_809e-6,
    1.965_659_7e-6,
    -1.374_777_3e-6,
    -6.851_669_7e-6,
    -5.406_994e-6,
    -1.483_344_6e-6,
    2.408_542_5e-6,
    5.885_472e-6,
    5.885_472e-6,
];
/// `log(1+r) = r + r² p(r)` for the rests.
const LOG: [f32; 4] = [-0.5, 0.333_333_34, -0.250_080_2, 0.200_068_76];

type V = __m512;

/// A table in two registers.
#[derive(Clone, Copy)]
struct Table(V, V);

impl Table {
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn new(entries: &[f32; PLACES]) -> Self {
        let (halves, _) = entries.as_chunks::<LANES>();
        // SAFETY: each half is a vector.
        unsafe { Self(_mm512_loadu_ps(halves[0].as_ptr()), _mm512_loadu_ps(halves[1].as_ptr())) }
    }

    /// The entries at these places, of which the lowest bits count.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn at(self, places: __m512i) -> V {
        _mm512_permutex2var_ps(self.0, places, self.1)
    }
}

/// All that is looked up.
struct Tables {
    inverse: Table,
    log_high: Table,
    log_low: Table,
}

impl Tables {
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn new() -> Self {
        Self {
            inverse: Table::new(&INVERSE),
            log_high: Table::new(&LOG_HIGH),
            log_low: Table::new(&LOG_LOW),
        }
    }

    /// Each `x` to the power of each `y`.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn powers(&self, x: &[f32; LANES], y: &[f32; LANES], out: &mut [MaybeUninit<f32>; LANES]) {
        let all = _mm512_set1_ps;
        // SAFETY: both are vectors.
        let (base, exponent) =
            unsafe { (_mm512_loadu_ps(x.as_ptr()), _mm512_loadu_ps(y.as_ptr())) };
        let (log, log_rest, positive) = self.logs(base);
        let product = _mm512_mul_ps(exponent, log);
        let rest = _mm512_fmsub_ps(exponent, log, product);
        let rest = _mm512_fmadd_ps(exponent, log_rest, rest);
        let size = _mm512_abs_ps(product);
        let ordinary = _mm512_mask_cmp_ps_mask::<_CMP_LT_OQ>(positive, size, all(LARGEST));
        let value = exp(product, rest);
        // SAFETY: the result is a vector.
        unsafe { _mm512_storeu_ps(out.as_mut_ptr().cast(), value) };
        if ordinary != !0 {
            leave_others(x, y, out, ordinary);
        }
    }

    /// Logarithms in two parts of the numbers that are positive, finite and not subnormal; and which
    /// are.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn logs(&self, x: V) -> (V, V, __mmask16) {
        const ONE: i32 = 1 << 23;
        let all = _mm512_set1_ps;
        let bits = _mm512_castps_si512(x);
        let above = _mm512_sub_epi32(bits, _mm512_set1_epi32(ONE));
        let positive = _mm512_cmplt_epu32_mask(above, _mm512_set1_epi32(0xfe * ONE));
        // x = m 2^k
        let from_least = _mm512_sub_epi32(bits, _mm512_set1_epi32(LEAST as i32));
        let twos = _mm512_srai_epi32::<23>(from_least);
        let place = _mm512_srli_epi32::<18>(from_least);
        let m = _mm512_castsi512_ps(_mm512_sub_epi32(bits, _mm512_slli_epi32::<23>(twos)));
        let k = _mm512_cvtepi32_ps(twos);
        // What is left of m; and k ln 2 with what was taken, of which the larger part is exact.
        let r = _mm512_fmsub_ps(m, self.inverse.at(place), all(1.0));
        let taken = _mm512_fmadd_ps(k, all(LN_2_HIGH), self.log_high.at(place));
        let low = _mm512_fmadd_ps(k, all(LN_2_LOW), self.log_low.at(place));
        let sum = _mm512_add_ps(taken, r);
        let sum_rest = _mm512_add_ps(_mm512_sub_ps(taken, sum), r);
        let rests = _mm512_add_ps(low, sum_rest);
        let rest = _mm512_fmadd_ps(polynomial(r, &LOG), _mm512_mul_ps(r, r), rests);
        let log = _mm512_add_ps(sum, rest);
        (log, _mm512_add_ps(_mm512_sub_ps(sum, log), rest), positive)
    }
}

/// Exponentials of numbers in two parts.
#[inline]
#[target_feature(enable = "avx512f,avx512dq")]
fn exp(x: V, rest: V) -> V {
    let all = _mm512_set1_ps;
    let rounded = _mm512_fmadd_ps(x, all(LOG2_E), all(ROUNDER));
    let n = _mm512_sub_ps(rounded, all(ROUNDER));
    let near = _mm512_fnmadd_ps(n, all(LN_2_HIGH), x);
    let r = _mm512_add_ps(near, _mm512_fnmadd_ps(n, all(LN_2_LOW), rest));
    let small = _mm512_fmadd_ps(_mm512_mul_ps(r, r), polynomial(r, &EXPM1), r);
    let exponent = _mm512_add_epi32(_mm512_castps_si512(rounded), _mm512_set1_epi32(127));
    let scale = _mm512_castsi512_ps(_mm512_slli_epi32::<23>(exponent));
    _mm512_fmadd_ps(scale, small, scale)
}

whole_slices!(f32, __mmask16, _mm512_set1_ps, _mm512_fmadd_ps);
