//! Equations and decompositions.

use super::*;

#[test]
fn inverses_and_determinants() {
    let inverse = [
        0.3488372093023256,
        -0.11627906976744187,
        -0.13953488372093023,
        -0.11627906976744187,
        0.372093023255814,
        0.04651162790697675,
        -0.13953488372093023,
        0.04651162790697675,
        0.2558139534883721,
    ];
    close(&inv(&a()).unwrap(), &[3, 3], &inverse);
    assert_eq!(det(&array([[1., 2.], [3., 4.]])).unwrap(), -2.0000000000000004);
    assert_eq!(det(&array([[1, 2], [2, 4]])).unwrap(), 0.);
    assert_eq!(slogdet(&a()).unwrap(), (1., 3.761200115693563));
    let (sign, logarithm) = slogdet(&array([[0., 0.], [0., 0.]])).unwrap();
    assert_eq!((sign, logarithm), (0., f64::NEG_INFINITY));
    assert!((det(&complex_matrix()).unwrap() - c(5., 5.)).norm() < 1e-14);
    let inverse = inv(&complex_matrix()).unwrap();
    close(&inverse, &[2, 2], &[c(0.2, -0.4), c(-0.2, 0.2), c(0., 0.), c(0.3, 0.1)]);
}

#[test]
fn stacks_of_matrices_are_handled_one_by_one() {
    let stack = array([[[2., 0.], [0., 4.]], [[0., 1.], [1., 0.]]]);
    close(&inv(&stack).unwrap(), &[2, 2, 2], &[0.5, 0., 0., 0.25, 0., 1., 1., 0.]);
    close(&stack.det_stack().unwrap(), &[2], &[8., -1.]);
    close(&stack.solve(&array([2., 4.])).unwrap(), &[2, 2], &[1., 1., 4., 2.]);
    let sides = array([[[2.], [4.]], [[6.], [8.]]]);
    close(&stack.solve(&sides).unwrap(), &[2, 2, 1], &[1., 1., 8., 6.]);
    let sides = array([[2.], [4.]]);
    close(&stack.solve(&sides).unwrap(), &[2, 2, 1], &[1., 1., 4., 2.]);
    let (values, vectors) = eigh(&stack).unwrap();
    close(&values, &[2, 2], &[2., 4., -1., 1.]);
    assert_eq!(vectors.shape(), [2, 2, 2]);
    assert_eq!(
        text(stack.det()),
        "det: an array with more than two axes is a stack of matrices: write det_stack"
    );
}

#[test]
fn solve_takes_vectors_and_matrices() {
    let side = array([7., 4., 7.]);
    let x = solve(&a(), &side).unwrap();
    same(&a().matmul(&x), &side);
    let sides = floats(&[3, 2]);
    same(&a().matmul(&solve(&a(), &sides).unwrap()), &sides);
    close(&solve(&array([[2, 0], [0, 4]]), &array([1, 2])).unwrap(), &[2], &[0.5, 0.5]);
}

#[test]
fn least_squares_of_tall_and_wide_matrices() {
    let (x, residuals, rank, values) = lstsq(&m(), &array([1., 2., 4.])).unwrap();
    close(&x, &[2], &[0.6666666666666664, 0.08333333333333352]);
    close(&residuals, &[1], &[0.1666666666666668]);
    assert_eq!(rank, 2);
    close(&values, &[2], &[9.525518091565107, 0.5143005806586444]);
    let wide = array([[1., 3., 5.], [2., 4., 6.]]);
    let (x, residuals, rank, _) = lstsq(&wide, &array([[1., 2.], [4., 5.]])).unwrap();
    close(&x, &[3, 2], &[3., 2.75, 1., 1., -1., -0.75]);
    assert_eq!((residuals.shape(), rank), (&[0][..], 2));
    let (_, residuals, rank, _) =
        lstsq(&array([[1., 1.], [1., 1.], [1., 1.]]), &array([1., 2., 3.])).unwrap();
    assert_eq!((residuals.shape(), rank), (&[0][..], 1));
    let (x, _, rank, _) = lstsq(&array([[1., 0.], [0., 0.1]]), &array([1., 1.])).unwrap();
    assert_eq!((rank, x.to_vec().len()), (2, 2));
    let cut = array([[1., 0.], [0., 0.1]]).lstsq_with(&array([1., 1.]), 0.5).unwrap();
    assert_eq!(cut.2, 1);
}

#[test]
fn pseudo_inverse_inverts_what_it_can() {
    let expected = [
        -1.3333333333333337,
        -0.33333333333333287,
        0.6666666666666665,
        1.0833333333333335,
        0.3333333333333329,
        -0.4166666666666665,
    ];
    close(&pinv(&m()).unwrap(), &[2, 3], &expected);
    close(&pinv(&array([[1., 1.], [1., 1.]])).unwrap(), &[2, 2], &[0.25; 4]);
    let z = complex_matrix();
    same(&pinv(&z).unwrap(), &inv(&z).unwrap());
}

#[test]
fn eigenvalues_of_a_general_matrix_are_complex() {
    let (values, vectors) = eig(&array([[1., 2.], [3., 4.]])).unwrap();
    close(&values, &[2], &[c(-0.3722813232690143, 0.), c(5.372281323269014, 0.)]);
    let expected =
        [-0.8245648401323938, -0.4159735579192842, 0.5657674649689923, -0.9093767091321241];
    close(&vectors, &[2, 2], &expected.map(|x| c(x, 0.)));
    let rotation = array([[0., -1.], [1., 0.]]);
    close(&eigvals(&rotation).unwrap(), &[2], &[c(0., 1.), c(0., -1.)]);
    let (values, vectors) = eig(&rotation).unwrap();
    let turned: Array<Complex64> = rotation.data.mapv(|x| c(x, 0.)).into();
    let scaled =
        vectors.matmul(&ndarray::Array2::from_diag(&ndarray::Array1::from(values.to_vec())).into());
    same(&turned.matmul(&vectors), &scaled);
    close(&eigvals(&complex_matrix()).unwrap(), &[2], &[c(1., 2.), c(3., -1.)]);
}

#[test]
fn eigenvectors_of_a_hermitian_matrix_are_orthonormal() {
    let (values, vectors) = eigh(&a()).unwrap();
    close(&values, &[3], &[1.854897308799577, 3.476023602918134, 6.669079088282288]);
    same(&vectors.matmul(&diagonal(&values)).matmul(&adjoint(&vectors)), &a());
    same(&eigvalsh(&a()).unwrap(), &values);

    let h = hermitian_matrix();
    let (values, vectors) = eigh(&h).unwrap();
    close(&values, &[2], &[1.381966011250105, 3.618033988749895]);
    same(&vectors.matmul(&diagonal(&values)).matmul(&adjoint(&vectors)), &h);
}

#[test]
fn singular_values_full_and_reduced() {
    let (u, s, vh) = svd(&m()).unwrap();
    close(&s, &[2], &[9.525518091565107, 0.5143005806586443]);
    close(
        &vh,
        &[2, 2],
        &[-0.6196294838293404, -0.7848944532670524, -0.7848944532670524, 0.6196294838293404],
    );
    same(&adjoint(&u).matmul(&u), &eye(3));
    let (u, s, vh) = m().svd_with(false).unwrap();
    assert_eq!(u.shape(), [3, 2]);
    same(&u.matmul(&diagonal(&s)).matmul(&vh), &m());
    let z = complex_matrix();
    let (u, s, vh) = svd(&z).unwrap();
    same(&u.matmul(&diagonal(&s)).matmul(&vh), &z);
    same(&svdvals(&z).unwrap(), &s);
    let (u, s, vh) = floats(&[0, 2]).svd().unwrap();
    assert_eq!((u.shape(), s.shape()), (&[0, 0][..], &[0][..]));
    same(&vh, &eye(2));
}

#[test]
fn qr_of_tall_wide_and_complex_matrices() {
    let (q, r) = qr(&m()).unwrap();
    let expected = [
        -0.16903085094570325,
        0.8970852271450607,
        -0.50709255283711,
        0.27602622373694136,
        -0.8451542547285166,
        -0.34503277967117696,
    ];
    close(&q, &[3, 2], &expected);
    close(&r, &[2, 2], &[-5.916079783099616, -7.437357441610946, 0., 0.828078671210825]);
    let (q, r) = m().qr_with(QrMode::Complete).unwrap();
    assert_eq!((q.shape(), r.shape()), (&[3, 3][..], &[3, 2][..]));
    same(&q.matmul(&r), &m());
    same(&adjoint(&q).matmul(&q), &eye(3));
    let wide = adjoint(&m());
    let (q, r) = qr(&wide).unwrap();
    assert_eq!((q.shape(), r.shape()), (&[2, 2][..], &[2, 3][..]));
    same(&q.matmul(&r), &wide);
    let (q, r) = qr(&complex_matrix()).unwrap();
    same(&q.matmul(&r), &complex_matrix());
}

#[test]
fn cholesky_factors_are_lower_triangular() {
    let expected =
        [2., 0., 0., 0.5, 1.6583123951777, 0., 1., -0.30151134457776363, 1.9771421064483223];
    close(&cholesky(&a()).unwrap(), &[3, 3], &expected);
    let factor = cholesky(&hermitian_matrix()).unwrap();
    same(&factor.matmul(&adjoint(&factor)), &hermitian_matrix());
}

#[test]
fn single_precision_and_its_complex_numbers_stay_so() {
    let single: Array<f32> = array_of([[2_f32, 0.], [0., 4.]]);
    assert_eq!(single.inv().unwrap().to_vec(), [0.5_f32, 0., 0., 0.25]);
    assert_eq!(single.eigvalsh().unwrap().to_vec(), [2_f32, 4.]);
    assert_eq!(single.norm(), 20_f32.sqrt());
    let i = Complex32::new(0., 1.);
    let matrix: Array<Complex32> = array_of([[i, i - i], [i - i, i]]);
    assert_eq!(matrix.inv().unwrap().to_vec()[0], -i);
    assert_eq!(matrix.lstsq(&array_of([i, i])).unwrap().2, 2);
}

#[test]
fn errors_say_what_is_wrong_with_the_matrix() {
    let zeros = array([[0., 0.], [0., 0.]]);
    let wide = floats(&[2, 3]);
    let poisoned = array([[1., f64::NAN], [0., 1.]]);
    assert_eq!(text(inv(&zeros)), "inv: Singular matrix");
    assert_eq!(text(solve(&zeros, &array([1., 2.]))), "solve: Singular matrix");
    assert_eq!(
        text(inv(&wide)),
        "inv: Last 2 dimensions of the array must be square, not those of shape (2, 3)"
    );
    assert_eq!(
        text(inv(&array([1., 2.]))),
        "inv: 1-dimensional array given. Array must be at least two-dimensional"
    );
    assert_eq!(
        text(solve(&a(), &array([1., 2.]))),
        "solve: Input operand 1 has a mismatch in its core dimension 0 or its stack \
         (size 2 is different from 3): shapes (3,3) and (2,)"
    );
    assert_eq!(
        text(cholesky(&array([[1., 2.], [2., 1.]]))),
        "cholesky: Matrix is not positive definite"
    );
    assert_eq!(text(eig(&poisoned)), "eig: Array must not contain infs or NaNs");
    assert_eq!(text(eigh(&poisoned)), "eigh: Array must not contain infs or NaNs");
    assert_eq!(text(svd(&poisoned)), "svd: Array must not contain infs or NaNs");
    assert_eq!(
        text(lstsq(&m(), &array([1., 2.]))),
        "lstsq: Incompatible dimensions: shapes (3,2) and (2,)"
    );
}
