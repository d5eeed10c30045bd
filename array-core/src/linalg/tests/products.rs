//! Powers, chains and products over any axes.

use super::*;

#[test]
fn powers_of_matrices() {
    let n = array([[2., 1.], [1., 1.]]);
    close(&matrix_power(&n, -3).unwrap(), &[2, 2], &[5., -8., -8., 13.]);
    close(&matrix_power(&n, 0).unwrap(), &[2, 2], &[1., 0., 0., 1.]);
    assert_eq!(matrix_power(&array([[1, 1], [1, 0]]), 5).unwrap().to_vec(), [8, 5, 5, 3]);
    assert_eq!(
        text(matrix_power(&array([[1, 1], [1, 0]]), -1)),
        "matrix_power: a negative power of a matrix of i64 is not a matrix of i64: write \
         .astype::<f64>() first"
    );
}

#[test]
fn chains_of_products_agree_whatever_the_order() {
    let (x, y, z) = (floats(&[4, 2]), floats(&[2, 5]), floats(&[5, 1]));
    same(&multi_dot([&x, &y, &z]), &x.dot(&y).dot(&z));
    let v = array([1., 2., 3., 4.]);
    same(&multi_dot([&v, &x, &y]), &v.dot(&x).dot(&y));
}

#[test]
fn products_over_other_axes() {
    let (x, y) = (floats(&[2, 3, 4]), floats(&[4, 3, 5]));
    let product = tensordot(&x, &y, ([1, 2], [1, 0]));
    assert_eq!(product.shape(), [2, 5]);
    same(&product, &einsum("abc,cbd->ad", [&x, &y]));
    assert_eq!(tensordot(&array([1, 2]), &array([3, 4]), 0).to_vec(), [3, 4, 6, 8]);
    close(
        &inner(&floats(&[2, 3]), &floats(&[4, 3])),
        &[2, 4],
        &[5., 14., 23., 32., 14., 50., 86., 122.],
    );
    assert_eq!(vdot(&array([c(0., 1.)]), &array([c(0., 1.)])), c(1., 0.));
    assert_eq!(
        kron(&array([[1, 2], [3, 4]]), &array([1, 10])).to_vec(),
        [1, 10, 2, 20, 3, 30, 4, 40]
    );
    let narrow = kron(&array([1, 2]), &array([[1], [2]]));
    assert_eq!((narrow.shape(), narrow.to_vec()), (&[2, 2][..], vec![1, 2, 2, 4]));
    let product = cross(&array([[1, 2, 3], [4, 5, 6]]), &array([1, 0, 2]));
    assert_eq!(product.to_vec(), [4, 1, -2, 10, -2, -5]);
    assert_eq!(cross(&array([1, 2]), &array([3, 4, 5])).to_vec(), [10, -5, -2]);
    let flat = cross(&array([1, 2]), &array([3, 4]));
    assert_eq!((flat.ndim(), flat.to_vec()), (0, vec![-2]));
    assert_eq!(trace(&m()), 5.);
    assert_eq!(m().trace_with(-1), 9.);
    assert_eq!(trace(&array_of::<u8>([[200, 0], [0, 100]])), 300);
}

#[test]
fn einsum_contracts_broadcasts_and_reorders() {
    let (x, y) = (floats(&[2, 3]), floats(&[3, 4]));
    same(&einsum("ij,jk", [&x, &y]), &x.matmul(&y));
    same(&einsum("ij,jk->ki", [&x, &y]), &adjoint(&x.matmul(&y)));
    close(&einsum("ij->", [&x]), &[], &[15.]);
    close(&einsum("ij->j", [&x]), &[3], &[3., 5., 7.]);
    close(&einsum("ij,ij->i", [&x, &x]), &[2], &[5., 50.]);
    close(&einsum("i,j->ij", [&array([1., 2.]), &array([3., 4.])]), &[2, 2], &[3., 4., 6., 8.]);
    let square = floats(&[3, 3]);
    close(&einsum("ii->i", [&square]), &[3], &[0., 4., 8.]);
    close(&einsum("ii", [&square]), &[], &[12.]);
    let (s, t) = (floats(&[2, 2, 3]), floats(&[2, 3, 2]));
    same(&einsum("bij,bjk->bik", [&s, &t]), &s.matmul(&t));
    same(&einsum("...ij,...jk->...ik", [&s, &t]), &s.matmul(&t));
    same(&einsum("...ij,jk", [&s, &y]), &s.matmul(&y));
    same(&einsum("ij,jk,kl->il", [&x, &y, &floats(&[4, 2])]), &x.dot(&y).dot(&floats(&[4, 2])));
    close(&einsum("ij,j->i", [&x, &array([2.])]), &[2], &[6., 24.]);
    close(&einsum("i,i->i", [&array([2.]), &array([3.])]), &[1], &[6.]);
    assert_eq!(
        text(try_einsum("ij,jk", [&x, &x])),
        "einsum(\"ij,jk\"): subscript \"j\" stands for axes of length 3 and 2"
    );
}

#[test]
fn functions_take_arrays_and_references() {
    let mut lent = a();
    let expected = a().matmul(&a());
    for product in [matmul(a(), a()), matmul(&a(), a()), dot(a(), &a()), dot(&mut lent, &&a())] {
        same(&product, &expected);
    }
    same(&inv(a()).unwrap(), &a().inv().unwrap());
    same(&eigh(a()).unwrap().0, &a().eigh().unwrap().0);
    assert_eq!(norm(m() - 1), (m() - 1).norm());
    let right = array([1., 2., 3.]);
    same(&lstsq(m(), right.clone()).unwrap().0, &m().lstsq(&right).unwrap().0);
    same(&solve(a(), &right).unwrap(), &a().solve(&right).unwrap());
}
