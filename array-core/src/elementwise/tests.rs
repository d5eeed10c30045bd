//! Functions against results of NumPy 2.4.

// Results that are π/2 or ln 2 stand as NumPy prints them.
#![allow(clippy::approx_constant)]

use crate::prelude::*;

const NAN: f64 = f64::NAN;
const INF: f64 = f64::INFINITY;

/// Equal to the bit, signs of zeros included, but for NaN, whose bits do not matter.
#[track_caller]
fn same(got: &Array<f64>, expect: &[f64]) {
    let text = |values: &[f64]| format!("{values:?}");
    assert_eq!(text(&got.to_vec()), text(expect));
}

#[track_caller]
fn near(got: &Array<Complex64>, expect: &[(f64, f64)]) {
    for (z, &(re, im)) in got.iter().zip(expect) {
        let close = |x: f64, y: f64| {
            (x - y).abs() <= 4e-15 * y.abs().max(0.1)
                && x.is_sign_negative() == y.is_sign_negative()
                || x == y && x.is_infinite()
        };
        assert!(close(z.re, re) && close(z.im, im), "{z} is not {re}{im:+}i in {got:?}");
    }
}

#[test]
fn division_with_remainder_of_special_values() {
    let x = array([7.5, -7.5, 0.0, -0.0, INF, 1.0, NAN, 1e-20]);
    let y = array([2., 2., -3., 3., 2., INF, 1., -1.]);
    same(&floor_divide(&x, &y), &[3., -4., -0., -0., NAN, 0., NAN, -1.]);
    same(&remainder(&x, &y), &[1.5, 0.5, -0., 0., NAN, 1., NAN, -1.]);
    same(&fmod(&x, &y), &[1.5, -1.5, 0., -0., NAN, 1., NAN, 1e-20]);
    let least = array_of::<i8>([-128]);
    assert_eq!(least.floor_divide(-1).to_vec(), [-128]);
}

#[test]
fn extremes_with_and_without_nan() {
    let (x, y) = (array([1., NAN, 2.]), array([NAN, 1., 3.]));
    same(&maximum(&x, &y), &[NAN, NAN, 3.]);
    same(&minimum(&x, 1.5), &[1., NAN, 1.5]);
    same(&fmax(array([1., NAN, NAN]), array([NAN, 1., NAN])), &[1., 1., NAN]);
    same(&x.clip(1.5, 1.75), &[1.5, NAN, 1.75]);
    same(&nan_to_num(array([NAN, INF, -INF, 1.])), &[0., f64::MAX, f64::MIN, 1.]);
    same(&nan_to_num_with(array([NAN, INF, -INF, 1.]), 7., 8., 9.), &[7., 8., 9., 1.]);
}

#[test]
fn signs_and_rounding() {
    same(&sign(array([NAN, -0.0, 3., -INF])), &[NAN, 0., 1., -1.]);
    same(&round(array([-2.5, -0.5, 0.5, 1.5, 2.5])), &[-2., -0., 0., 2., 2.]);
    same(&round_with(array([2.675, 1234.5678, -0.5, 1e300]), 2), &[2.68, 1234.57, -0.5, 1e300]);
    same(&array([15., 25., -35.]).round_with(-1), &[20., 20., -40.]);
    assert_eq!(array([15, 25, -15]).round_with(-1).to_vec(), [20, 20, -20]);
    assert_eq!(array([3, -4]).floor().to_vec(), [3, -4]);
    assert_eq!(signbit(array([-0.0, 0.0])).to_vec(), [true, false]);
}

#[test]
fn integers_power_wrap_and_make_floats() {
    assert_eq!(power(array([2, 3, -2]), array([3, 0, 63])).to_vec(), [8, 1, i64::MIN]);
    assert_eq!(reciprocal(array([1, 2, -1])).to_vec(), [1, 0, -1]);
    assert_eq!(abs(array([i64::MIN, -3])).to_vec(), [i64::MIN, 3]);
    assert_eq!((-array_of::<u8>([1])).to_vec(), [255]);
    same(&sqrt(array([4, 9])), &[2., 3.]);
    same(&hypot(array([3, 5]), array([4, 12])), &[5., 13.]);
}

#[test]
#[should_panic(expected = "Integers to negative integer powers are not allowed.")]
fn integers_to_negative_powers_panic() {
    let _ = arange(3).power(-1);
}

#[test]
fn numbers_give_numbers() {
    let root: f64 = sqrt(2.);
    assert_eq!(root, std::f64::consts::SQRT_2);
    assert_eq!(abs(-3), 3);
    assert!(isnan(NAN));
    assert_eq!(abs(Complex64::new(3., 4.)), 5.);
}

#[test]
fn logarithms_of_sums_do_not_overflow() {
    let got = logaddexp(array([1., 1000., -INF]), array([2., 1000., -INF]));
    same(&got, &[2.313261687518223, 1000.6931471805599, -INF]);
    same(&arcsinh(array([1e-10, -0.0])), &[1e-10, -0.0]);
}

#[test]
fn complex_functions_on_both_sides_of_the_branch_cut() {
    let c = Complex64::new;
    let z = array([c(1., 2.), c(-1., 0.), c(-1., -0.), c(3., -4.), c(2., 0.)]);
    near(
        &sqrt(&z),
        &[
            (1.272019649514069, 0.7861513777574233),
            (0.0, 1.0),
            (0.0, -1.0),
            (2.0, -1.0),
            (1.4142135623730951, 0.0),
        ],
    );
    near(
        &exp(&z),
        &[
            (-1.1312043837568135, 2.4717266720048188),
            (0.36787944117144233, 0.0),
            (0.36787944117144233, -0.0),
            (-13.128783081462158, 15.200784463067954),
            (7.38905609893065, 0.0),
        ],
    );
    near(
        &log(&z),
        &[
            (0.8047189562170503, 1.1071487177940904),
            (0.0, 3.141592653589793),
            (0.0, -3.141592653589793),
            (1.6094379124341003, -0.9272952180016122),
            (0.6931471805599453, 0.0),
        ],
    );
    near(
        &log2(&z),
        &[
            (1.1609640474436813, 1.5972779646881086),
            (0.0, 4.532360141827193),
            (0.0, -4.532360141827193),
            (2.321928094887362, -1.3378042124509761),
            (1.0, 0.0),
        ],
    );
    near(
        &log10(&z),
        &[
            (0.34948500216800943, 0.4808285787842341),
            (0.0, 1.3643763538418412),
            (0.0, -1.3643763538418412),
            (0.6989700043360187, -0.4027191962733731),
            (0.3010299956639812, 0.0),
        ],
    );
    near(
        &log1p(&z),
        &[
            (1.039720770839918, 0.7853981633974483),
            (-INF, 0.0),
            (-INF, -0.0),
            (1.7328679513998633, -0.7853981633974483),
            (1.0986122886681098, 0.0),
        ],
    );
    near(
        &expm1(&z),
        &[
            (-2.1312043837568133, 2.4717266720048188),
            (-0.6321205588285577, 0.0),
            (-0.6321205588285577, -0.0),
            (-14.128783081462158, 15.200784463067954),
            (6.38905609893065, 0.0),
        ],
    );
    near(
        &exp2(&z),
        &[
            (0.36691394948660344, 1.9660554808224875),
            (0.5, 0.0),
            (0.5, -0.0),
            (-7.461496614688567, -2.8854927255134477),
            (4.0, 0.0),
        ],
    );
    near(
        &sin(&z),
        &[
            (3.165778513216168, 1.9596010414216063),
            (-0.8414709848078965, 0.0),
            (-0.8414709848078965, -0.0),
            (3.853738037919377, 27.016813258003932),
            (0.9092974268256817, -0.0),
        ],
    );
    near(
        &cos(&z),
        &[
            (2.0327230070196656, -3.0518977991518),
            (0.5403023058681398, 0.0),
            (0.5403023058681398, -0.0),
            (-27.034945603074224, 3.851153334811777),
            (-0.4161468365471424, -0.0),
        ],
    );
    near(
        &tan(&z),
        &[
            (0.03381282607989669, 1.0147936161466335),
            (-1.557407724654902, 0.0),
            (-1.557407724654902, -0.0),
            (-0.00018734620462947845, -0.9993559873814732),
            (-2.185039863261519, 0.0),
        ],
    );
    near(
        &arcsin(&z),
        &[
            (0.42707858639247614, 1.528570919480998),
            (-1.5707963267948966, 0.0),
            (-1.5707963267948966, -0.0),
            (0.6339838656391766, -2.305509031243477),
            (1.5707963267948966, 1.3169578969248166),
        ],
    );
    near(
        &arccos(&z),
        &[
            (1.1437177404024206, -1.528570919480998),
            (3.141592653589793, -0.0),
            (3.141592653589793, 0.0),
            (0.93681246115572, 2.305509031243477),
            (0.0, -1.3169578969248166),
        ],
    );
    near(
        &arctan(&z),
        &[
            (1.3389725222944935, 0.40235947810852507),
            (-0.7853981633974483, 0.0),
            (-0.7853981633974483, -0.0),
            (1.4483069952314644, -0.15899719167999918),
            (1.1071487177940904, 0.0),
        ],
    );
    near(
        &sinh(&z),
        &[
            (-0.4890562590412937, 1.4031192506220405),
            (-1.1752011936438014, 0.0),
            (-1.1752011936438014, -0.0),
            (-6.5481200409110025, 7.61923172032141),
            (3.626860407847019, 0.0),
        ],
    );
    near(
        &cosh(&z),
        &[
            (-0.64214812471552, 1.0686074213827783),
            (1.5430806348152437, -0.0),
            (1.5430806348152437, 0.0),
            (-6.580663040551157, 7.581552742746545),
            (3.7621956910836314, 0.0),
        ],
    );
    near(
        &tanh(&z),
        &[
            (1.16673625724092, -0.2434582011857253),
            (-0.7615941559557649, 0.0),
            (-0.7615941559557649, -0.0),
            (1.000709536067233, -0.0049082580674960595),
            (0.9640275800758168, 0.0),
        ],
    );
    near(
        &arcsinh(&z),
        &[
            (1.4693517443681852, 1.0634400235777521),
            (-0.8813735870195429, 0.0),
            (-0.8813735870195429, -0.0),
            (2.2999140408792695, -0.9176168533514787),
            (1.4436354751788103, 0.0),
        ],
    );
    near(
        &arccosh(&z),
        &[
            (1.528570919480998, 1.1437177404024206),
            (0.0, 3.141592653589793),
            (0.0, -3.141592653589793),
            (2.305509031243477, -0.93681246115572),
            (1.3169578969248166, 0.0),
        ],
    );
    near(
        &arctanh(&z),
        &[
            (0.17328679513998632, 1.1780972450961724),
            (-INF, 0.0),
            (-INF, -0.0),
            (0.1175009073114339, -1.4099210495965755),
            (0.5493061443340549, 1.5707963267948966),
        ],
    );
    near(&square(&z), &[(-3.0, 4.0), (1.0, -0.0), (1.0, 0.0), (-7.0, -24.0), (4.0, 0.0)]);
    near(&reciprocal(&z), &[(0.2, -0.4), (-1.0, -0.0), (-1.0, 0.0), (0.12, 0.16), (0.5, -0.0)]);
    near(
        &sign(&z),
        &[
            (0.4472135954999579, 0.8944271909999159),
            (-1.0, 0.0),
            (-1.0, -0.0),
            (0.6, -0.8),
            (1.0, 0.0),
        ],
    );
}

#[test]
fn parts_and_powers_of_complex_numbers() {
    let c = Complex64::new;
    let z = array([c(1., 2.), c(3., -4.), c(0., 0.)]);
    same(&z.abs(), &[5_f64.sqrt(), 5., 0.]);
    same(&z.angle(), &[1.1071487177940904, -0.9272952180016122, 0.]);
    same(&z.real(), &[1., 3., 0.]);
    same(&z.conj().imag(), &[-2., 4., -0.]);
    assert_eq!(z.power(3).to_vec(), [c(-11., -2.), c(-117., -44.), c(0., 0.)]);
    assert_eq!((&z / c(3., -4.)).to_vec()[1], c(1., 0.));
}

#[test]
fn functions_are_near_the_standard_library_s_with_every_kind_of_instructions() {
    // Arguments in no order, of every size.
    let fraction = |k: u64| (k.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 11) as f64 * 2_f64.powi(-53);
    let sizes =
        (1..=2003).map(|k| (fraction(k) * 40.0 - 30.0).exp2() * [1.0, -1.0][k as usize % 2]);
    let x = array(sizes.collect::<Vec<f64>>());
    let sines = array((0..=2003).map(|k| k as f64 / 1001.5 - 1.0).collect::<Vec<f64>>());
    let base = exp(&x / 10.);
    let exponent = array((1..=2003).map(|k| fraction(k) * 6.0 - 3.0).collect::<Vec<f64>>());
    let close = |found: &Array<f64>, right: &dyn Fn(usize) -> f64, name: &str| {
        for (k, found) in found.to_vec().into_iter().enumerate() {
            let right = right(k);
            let off = (found - right).abs();
            assert!(
                off <= 9e-16 * right.abs() || found == right,
                "{name}: {found:e}, not {right:e}"
            );
        }
    };
    crate::kernel::simd::forced::each_level(|| {
        close(&sinh(&x), &|k| x.data[k].sinh(), "sinh");
        close(&cosh(&x), &|k| x.data[k].cosh(), "cosh");
        close(&tanh(&x), &|k| x.data[k].tanh(), "tanh");
        close(&arcsin(&sines), &|k| sines.data[k].asin(), "arcsin");
        close(&arccos(&sines), &|k| sines.data[k].acos(), "arccos");
        close(&power(&base, &exponent), &|k| base.data[k].powf(exponent.data[k]), "power");
    });
}
