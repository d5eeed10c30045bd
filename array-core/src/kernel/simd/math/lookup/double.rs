//! Powers of `f64`.

use std::arch::x86_64::*;
use std::mem::MaybeUninit;

use super::super::{LN_2_HIGH, LN_2_LOW, ROUNDER};

/// Elements of a vector.
const LANES: usize = 8;
/// Entries of a table.
const PLACES: usize = 2 * LANES;
/// 16 / ln 2.
const SIXTEENTHS: f64 = 23.083_120_654_223_414;
/// Exponents of `e` below this give neither infinite nor subnormal numbers.
const LARGEST: f64 = 700.0;
/// The bits of the least mantissa.
const LEAST: u64 = 0x3fe9_5800_0000_0000;
/// For the mantissas from each place on: a number near their inverses with so few digits that its
/// products with them, less 1, are exact.
const INVERSE: [f64; PLACES] = [
    1.25, 1.187_5, 1.125, 1.125, 1.062_5, 1.062_5, 1.0, 0.937_5, 0.906_25, 0.843_75, 0.812_5,
    0.781_25, 0.718_75, 0.687_5, 0.656_25, 0.656_25,
];
/// What these numbers take from logarithms, in two parts, of which the first ends in zeros: its sums
/// with multiples of [`LN_2_HIGH`] are exact.
const LOG_HIGH: [f64; PLACES] = [
    -0.223_143_551_314_251_45,
    -0.171_850_256_926_745_71,
    -0.117_783_035_656_43,
    -0.117_783_035_656_43,
    -0.060_624_621_816_486_98,
    -0.060_624_621_816_486_98,
    0.0,
    0.064_538_521_137_592_4,
    0.098_440_072_813_218_65,
    0.169_899_036_795_413_85,
    0.207_639_364_778_287_93,
    0.246_860_077_931_614_8,
    0.330_241_686_870_522_24,
    0.374_693_449_441_338_1,
    0.421_213_465_076_334_6,
    0.421_213_465_076_334_6,
];
/// The second parts.
const LOG_LOW: [f64; PLACES] = [
    4.169_796_584_527_195e-14,
    8.649_239_607_212_071e-14,
    4.654_729_747_598_445e-14,
    4.654_729_747_598_445e-14,
    5.213_620_639_136_504e-14,
    5.213_620_639_136_504e-14,
    0.0,
    -2.122_560_804_480_999_7e-14,
    3.387_124_102_924_141_6e-14,
    -1.637_627_641_409_750_3e-14,
    -4.342_542_259_524_256_4e-14,
    -8.899_851_356_560_444e-14,
    5.461_214_448_992_021_5e-14,
    7.260_466_149_925_637e-14,
    -3.106_383_754_100_361_6e-14,
    -3.106_383_754_100_361_6e-14,
];
/// `log(1+r) = r - r²/2 + r³ p(r)` for the rests.
const LOG: [f64; 10] = [
    0.333_333_333_333_333_3,
    -0.25,
    0.199_999_999_999_919_1,
    -0.166_666_666_666_591_55,
    0.142_857_143_214_697_64,
    -0.125_000_000_332_027_04,
    0.111_110_558_121_743_64,
    -0.099_999_486_493_263_44,
    0.091_258_014_410_395_73,
    -0.083_657_341_677_937_27,
];
/// The bits of 2^(i/16), less `i` at the place where the sixteenths of an exponent stand.
const ROOT: [u64; PLACES] = [
    0x3ff0_0000_0000_0000,
    0x3fef_b558_6cf9_890f,
    0x3fef_72b8_3c7d_517b,
    0x3fef_387a_6e75_6238,
    0x3fef_06fe_0a31_b715,
    0x3fee_dea6_4c12_3422,
    0x3fee_bfda_d536_2a27,
    0x3fee_ab07_dd48_5429,
    0x3fee_a09e_667f_3bcd,
    0x3fee_a114_73eb_0187,
    0x3fee_ace5_422a_a0db,
    0x3fee_c491_82a3_f090,
    0x3fee_e89f_995a_d3ad,
    0x3fef_199b_dd85_529c,
    0x3fef_5818_dcfb_a487,
    0x3fef_a4af_a2a4_90da,
];
/// What is left of 2^(i/16), in parts of its float.
const ROOT_REST: [f64; PLACES] = [
    0.0,
    8.189_317_638_195_515e-17,
    -2.793_911_485_951_573_3e-17,
    7.826_573_258_636_076e-17,
    3.348_462_333_625_152_4e-17,
    3.750_854_201_303_127e-17,
    1.957_258_529_311_203_6e-17,
    5.686_480_957_911_74e-17,
    -6.835_808_657_661_922e-17,
    -2.359_109_477_085_005_3e-17,
    5.154_830_117_078_678_3e-17,
    1.534_141_005_360_372_3e-17,
    4.875_160_526_227_062e-17,
    1.685_487_290_628_973e-17,
    1.790_126_907_604_513e-17,
    -5.545_065_618_639_427e-17,
];
/// `exp(r) = 1 + r + r² q(r)` for |r| up to ln 2 / 32.
const EXP: [f64; 6] = [
    0.500_000_000_000_000_1,
    0.166_666_666_666_666_69,
    0.041_666_666_663_583_17,
    0.008_333_333_332_990_724,
    0.001_388_906_378_993_546_3,
    0.000_198_414_641_755_583_92,
];

type V = __m512d;

/// A table in two registers.
#[derive(Clone, Copy)]
struct Table(V, V);

impl Table {
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn new(entries: &[f64; PLACES]) -> Self {
        let (halves, _) = entries.as_chunks::<LANES>();
        // SAFETY: each half is a vector.
        unsafe { Self(_mm512_loadu_pd(halves[0].as_ptr()), _mm512_loadu_pd(halves[1].as_ptr())) }
    }

    /// The entries at these places, of which the lowest bits count.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn at(self, places: __m512i) -> V {
        _mm512_permutex2var_pd(self.0, places, self.1)
    }
}

/// All that is looked up.
struct Tables {
    inverse: Table,
    log_high: Table,
    log_low: Table,
    root: Table,
    root_rest: Table,
}

impl Tables {
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn new() -> Self {
        Self {
            inverse: Table::new(&INVERSE),
            log_high: Table::new(&LOG_HIGH),
            log_low: Table::new(&LOG_LOW),
            root: Table::new(&ROOT.map(f64::from_bits)),
            root_rest: Table::new(&ROOT_REST),
        }
    }

    /// Each `x` to the power of each `y`.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn powers(&self, x: &[f64; LANES], y: &[f64; LANES], out: &mut [MaybeUninit<f64>; LANES]) {
        let all = _mm512_set1_pd;
        // SAFETY: both are vectors.
        let (base, exponent) =
            unsafe { (_mm512_loadu_pd(x.as_ptr()), _mm512_loadu_pd(y.as_ptr())) };
        let (log, log_rest, positive) = self.logs(base);
        let product = _mm512_mul_pd(exponent, log);
        let rest = _mm512_fmsub_pd(exponent, log, product);
        let rest = _mm512_fmadd_pd(exponent, log_rest, rest);
        let size = _mm512_abs_pd(product);
        let ordinary = _mm512_mask_cmp_pd_mask::<_CMP_LT_OQ>(positive, size, all(LARGEST));
        let value = self.exp(product, rest);
        // SAFETY: the result is a vector.
        unsafe { _mm512_storeu_pd(out.as_mut_ptr().cast(), value) };
        if ordinary != !0 {
            leave_others(x, y, out, ordinary);
        }
    }

    /// Logarithms in two parts, with a dozen bits to spare, of the numbers that are positive, finite
    /// and not subnormal; and which are.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn logs(&self, x: V) -> (V, V, __mmask8) {
        const ONE: i64 = 1 << 52;
        let all = _mm512_set1_pd;
        let bits = _mm512_castpd_si512(x);
        let above = _mm512_sub_epi64(bits, _mm512_set1_epi64(ONE));
        let positive = _mm512_cmplt_epu64_mask(above, _mm512_set1_epi64(0x7fe * ONE));
        // x = m 2^k
        let from_least = _mm512_sub_epi64(bits, _mm512_set1_epi64(LEAST as i64));
        let twos = _mm512_srai_epi64::<52>(from_least);
        let place = _mm512_srli_epi64::<48>(from_least);
        let m = _mm512_castsi512_pd(_mm512_sub_epi64(bits, _mm512_slli_epi64::<52>(twos)));
        let k = _mm512_cvtepi64_pd(twos);
        // What is left of m; and k ln 2 with what was taken, of which the larger part is exact.
        let r = _mm512_fmsub_pd(m, self.inverse.at(place), all(1.0));
        let taken = _mm512_fmadd_pd(k, all(LN_2_HIGH), self.log_high.at(place));
        let low = _mm512_fmadd_pd(k, all(LN_2_LOW), self.log_low.at(place));
        // taken + r - r²/2, and what is left of either sum and of the square.
        let sum = _mm512_add_pd(taken, r);
        let sum_rest = _mm512_add_pd(_mm512_sub_pd(taken, sum), r);
        let half = _mm512_mul_pd(r, all(-0.5));
        let square = _mm512_mul_pd(half, r);
        let square_rest = _mm512_fmsub_pd(half, r, square);
        let high = _mm512_add_pd(sum, square);
        let high_rest = _mm512_add_pd(_mm512_sub_pd(sum, high), square);
        let cube = _mm512_mul_pd(_mm512_mul_pd(r, r), r);
        let rests =
            _mm512_add_pd(_mm512_add_pd(low, sum_rest), _mm512_add_pd(square_rest, high_rest));
        let rest = _mm512_fmadd_pd(polynomial(r, &LOG), cube, rests);
        let log = _mm512_add_pd(high, rest);
        (log, _mm512_add_pd(_mm512_sub_pd(high, log), rest), positive)
    }

    /// Exponentials of numbers in two parts.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq")]
    fn exp(&self, x: V, rest: V) -> V {
        let all = _mm512_set1_pd;
        let rounded = _mm512_fmadd_pd(x, all(SIXTEENTHS), all(ROUNDER));
        let n = _mm512_sub_pd(rounded, all(ROUNDER));
        let near = _mm512_fnmadd_pd(n, all(LN_2_HIGH / 16.0), x);
        let r = _mm512_add_pd(_mm512_fnmadd_pd(n, all(LN_2_LOW / 16.0), near), rest);
        // 2^(n/16): the sixteenths choose an entry, and whole twos change its exponent.
        let n = _mm512_castpd_si512(rounded);
        let root = _mm512_castpd_si512(self.root.at(n));
        let scale = _mm512_castsi512_pd(_mm512_add_epi64(root, _mm512_slli_epi64::<48>(n)));
        let curve = _mm512_fmadd_pd(_mm512_mul_pd(r, r), polynomial(r, &EXP), r);
        let small = _mm512_add_pd(curve, self.root_rest.at(n));
        _mm512_fmadd_pd(scale, small, scale)
    }
}

whole_slices!(f64, __mmask8, _mm512_set1_pd, _mm512_fmadd_pd);
