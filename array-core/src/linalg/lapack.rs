//! The one place that calls LAPACK.
//!
//! Matrices are slices in LAPACK's column-major order. `ndarray-linalg` supplies OpenBLAS and the
//! drivers that it calls well; where it picks a slow driver (`syev` for symmetric matrices) or
//! serves one right-hand side at a time, the better one is called here: the drivers are those
//! that NumPy uses, so results agree to the last digits.

use ndarray_linalg::{JobSvd, Lapack, MatrixLayout, UPLO};
use num_traits::ToPrimitive;

use super::element::Field;
use crate::dtype::{Complex32, Complex64};
use crate::threads::Blas;

/// Singular vectors in columns, singular values, conjugated right singular vectors in rows.
pub(super) struct Svd<T: Field> {
    pub(super) u: Vec<T>,
    pub(super) values: Vec<T::Part>,
    pub(super) vh: Vec<T>,
}

/// Which singular vectors to compute.
#[derive(Clone, Copy)]
pub(super) enum Vectors {
    None,
    Reduced,
    Full,
}

/// What `gelsd` leaves behind besides the solution: the rank and the singular values.
pub(super) struct LeastSquares<T: Field> {
    pub(super) rank: usize,
    pub(super) values: Vec<T::Part>,
}

/// LAPACK's drivers for one element type. `None` means that the driver found no result: the
/// matrix is singular, not positive definite, or the iteration did not converge.
///
/// Every matrix has at least one row and one column.
pub(super) trait Driver: Field {
    /// Replaces `a` by its LU factors; the row exchanges, counted from 1, or `None` if `U` has a
    /// zero on its diagonal.
    fn lu(n: usize, a: &mut [Self]) -> Option<Vec<i32>>;
    /// Replaces the LU factors by the inverse matrix.
    fn lu_inverse(n: usize, lu: &mut [Self], pivots: Vec<i32>) -> Option<()>;
    /// Replaces the columns of `b` by the solutions for them.
    fn lu_solve(n: usize, lu: &[Self], pivots: &[i32], b: &mut [Self]) -> Option<()>;
    /// Replaces the lower triangle of `a` by its Cholesky factor.
    fn cholesky(n: usize, a: &mut [Self]) -> Option<()>;
    /// Eigenvalues, and eigenvectors as columns if asked for.
    fn eigen(n: usize, a: &mut [Self], vectors: bool) -> Option<Eigen<Self>>;
    /// Ascending eigenvalues from the lower triangle of `a`, whose columns become the
    /// eigenvectors if asked for.
    fn eigen_hermitian(n: usize, a: &mut [Self], vectors: bool) -> Option<Vec<Self::Part>>;
    /// The singular value decomposition; destroys `a`.
    fn svd(rows: usize, columns: usize, a: &mut [Self], vectors: Vectors) -> Option<Svd<Self>>;
    /// Replaces `a` by `R` above the Householder reflectors of `Q`; returns their factors.
    fn householder(rows: usize, columns: usize, a: &mut [Self]) -> Option<Vec<Self>>;
    /// Replaces the reflectors in the first columns of `a` by `columns` columns of `Q`.
    fn orthogonal(rows: usize, columns: usize, a: &mut [Self], factors: &[Self]) -> Option<()>;
    /// Replaces the first rows of `b` by the solutions of least norm; `b` has
    /// `max(rows, columns)` rows. Singular values below `cutoff` times the largest count as zero.
    fn least_squares(
        rows: usize,
        columns: usize,
        a: &mut [Self],
        b: &mut [Self],
        cutoff: Self::Part,
    ) -> Option<LeastSquares<Self>>;
}

/// Eigenvalues and the eigenvectors' columns, empty if they were not asked for.
pub(super) type Eigen<T> = (Vec<<T as Field>::Complex>, Vec<<T as Field>::Complex>);

/// A length as LAPACK counts.
fn int(length: usize) -> i32 {
    i32::try_from(length)
        .expect("a matrix for LAPACK has fewer than 2^31 rows, columns and elements")
}

fn layout(rows: usize, columns: usize) -> MatrixLayout {
    MatrixLayout::F { col: int(columns), lda: int(rows) }
}

/// The length of the workspace that a driver asked for in its first element.
fn asked<T: ToPrimitive>(query: &T) -> usize {
    query.to_usize().expect("LAPACK asks for a real, non-negative length").max(1)
}

/// A `char` argument of a Fortran routine.
fn flag(letter: &u8) -> *const std::ffi::c_char {
    std::ptr::from_ref(letter).cast()
}

/// Writes the drivers for one type. The bracketed names are the extra real workspaces that the
/// complex routines take.
macro_rules! driver {
    ($t:ty, [$($rwork:ident)?], $getrs:ident, $syevd:ident, $geqrf:ident, $orgqr:ident, $gelsd:ident) => {
        impl Driver for $t {
            fn lu(n: usize, a: &mut [Self]) -> Option<Vec<i32>> {
                let _threads = Blas::of(a.len());
                <$t as Lapack>::lu(layout(n, n), a).ok()
            }

            fn lu_inverse(n: usize, lu: &mut [Self], pivots: Vec<i32>) -> Option<()> {
                let _threads = Blas::of(lu.len());
                <$t as Lapack>::inv(layout(n, n), lu, &pivots).ok()
            }

            fn lu_solve(n: usize, lu: &[Self], pivots: &[i32], b: &mut [Self]) -> Option<()> {
                let _threads = Blas::of(lu.len().max(b.len()));
                assert!(lu.len() == n * n && pivots.len() == n && b.len().is_multiple_of(n));
                let (order, right_sides, mut info) = (int(n), int(b.len() / n), 0);
                // SAFETY: the lengths that are passed are those of the slices, as asserted.
                unsafe {
                    lapack_sys::$getrs(
                        flag(&b'N'), &order, &right_sides, lu.as_ptr().cast(), &order,
                        pivots.as_ptr(), b.as_mut_ptr().cast(), &order, &mut info,
                    );
                }
                (info == 0).then_some(())
            }

            fn cholesky(n: usize, a: &mut [Self]) -> Option<()> {
                let _threads = Blas::of(a.len());
                <$t as Lapack>::cholesky(layout(n, n), UPLO::Lower, a).ok()
            }

            fn eigen(n: usize, a: &mut [Self], vectors: bool) -> Option<Eigen<Self>> {
                let _threads = Blas::of(a.len());
                <$t as Lapack>::eig(vectors, layout(n, n), a).ok()
            }

            fn eigen_hermitian(n: usize, a: &mut [Self], vectors: bool) -> Option<Vec<Self::Part>> {
                let _threads = Blas::of(a.len());
                assert_eq!(a.len(), n * n);
                let order = int(n);
                let job = if vectors { b'V' } else { b'N' };
                let mut values = vec![0.; n];
                let (mut work, mut iwork) = (vec![Self::default()], vec![0]);
                $(let mut $rwork = vec![0.];)?
                let mut info = 0;
                // The first round asks for the lengths of the workspaces.
                for length in [|_: usize| -1, int] {
                    // SAFETY: `a` and `values` are as long as `order` says, the workspaces as
                    // long as is passed; with -1 the routine only writes their first elements.
                    unsafe {
                        lapack_sys::$syevd(
                            flag(&job), flag(&b'L'), &order, a.as_mut_ptr().cast(), &order,
                            values.as_mut_ptr(), work.as_mut_ptr().cast(), &length(work.len()),
                            $($rwork.as_mut_ptr(), &length($rwork.len()),)?
                            iwork.as_mut_ptr(), &length(iwork.len()), &mut info,
                        );
                    }
                    if length(1) < 0 {
                        work = vec![Self::default(); asked(&work[0])];
                        iwork = vec![0; asked(&iwork[0])];
                        $($rwork = vec![0.; asked(&$rwork[0])];)?
                    }
                }
                (info == 0).then_some(values)
            }

            fn svd(
                rows: usize,
                columns: usize,
                a: &mut [Self],
                vectors: Vectors,
            ) -> Option<Svd<Self>> {
                let _threads = Blas::of(a.len());
                let job = match vectors {
                    Vectors::None => JobSvd::None,
                    Vectors::Reduced => JobSvd::Some,
                    Vectors::Full => JobSvd::All,
                };
                let svd = <$t as Lapack>::svddc(layout(rows, columns), job, a).ok()?;
                let (u, vh) = (svd.u.unwrap_or_default(), svd.vt.unwrap_or_default());
                Some(Svd { u, values: svd.s, vh })
            }

            fn householder(rows: usize, columns: usize, a: &mut [Self]) -> Option<Vec<Self>> {
                let _threads = Blas::of(a.len());
                assert_eq!(a.len(), rows * columns);
                let mut factors = vec![Self::default(); rows.min(columns)];
                let mut work = vec![Self::default()];
                let mut info = 0;
                for length in [|_: usize| -1, int] {
                    // SAFETY: `a` has rows * columns elements, `factors` one per reflector, and
                    // `work` as many as is passed; with -1 only its first element is written.
                    unsafe {
                        lapack_sys::$geqrf(
                            &int(rows), &int(columns), a.as_mut_ptr().cast(), &int(rows),
                            factors.as_mut_ptr().cast(), work.as_mut_ptr().cast(),
                            &length(work.len()), &mut info,
                        );
                    }
                    if length(1) < 0 {
                        work = vec![Self::default(); asked(&work[0])];
                    }
                }
                (info == 0).then_some(factors)
            }

            fn orthogonal(
                rows: usize,
                columns: usize,
                a: &mut [Self],
                factors: &[Self],
            ) -> Option<()> {
                let _threads = Blas::of(a.len());
                assert!(a.len() == rows * columns && factors.len() <= columns && columns <= rows);
                let mut work = vec![Self::default()];
                let mut info = 0;
                for length in [|_: usize| -1, int] {
                    // SAFETY: `a` has rows * columns elements, `factors` the number that is
                    // passed, `work` too; with -1 only its first element is written.
                    unsafe {
                        lapack_sys::$orgqr(
                            &int(rows), &int(columns), &int(factors.len()),
                            a.as_mut_ptr().cast(), &int(rows), factors.as_ptr().cast(),
                            work.as_mut_ptr().cast(), &length(work.len()), &mut info,
                        );
                    }
                    if length(1) < 0 {
                        work = vec![Self::default(); asked(&work[0])];
                    }
                }
                (info == 0).then_some(())
            }

            fn least_squares(
                rows: usize,
                columns: usize,
                a: &mut [Self],
                b: &mut [Self],
                cutoff: Self::Part,
            ) -> Option<LeastSquares<Self>> {
                let _threads = Blas::of(a.len());
                let taller = rows.max(columns);
                assert!(a.len() == rows * columns && b.len().is_multiple_of(taller));
                let right_sides = int(b.len() / taller);
                let mut values = vec![0.; rows.min(columns)];
                let (mut work, mut iwork) = (vec![Self::default()], vec![0]);
                $(let mut $rwork = vec![0.];)?
                let (mut rank, mut info) = (0, 0);
                for length in [|_: usize| -1, int] {
                    // SAFETY: `a`, `b` and `values` are as long as the numbers of rows, columns
                    // and right sides say, as asserted, and the workspaces as long as the routine
                    // asked; with -1 it only writes their first elements.
                    unsafe {
                        lapack_sys::$gelsd(
                            &int(rows), &int(columns), &right_sides, a.as_mut_ptr().cast(),
                            &int(rows), b.as_mut_ptr().cast(), &int(taller), values.as_mut_ptr(),
                            &cutoff, &mut rank, work.as_mut_ptr().cast(), &length(work.len()),
                            $($rwork.as_mut_ptr(),)? iwork.as_mut_ptr(), &mut info,
                        );
                    }
                    if length(1) < 0 {
                        work = vec![Self::default(); asked(&work[0])];
                        iwork = vec![0; asked(&iwork[0])];
                        $($rwork = vec![0.; asked(&$rwork[0])];)?
                    }
                }
                let rank = usize::try_from(rank).expect("a rank is not negative");
                (info == 0).then_some(LeastSquares { rank, values })
            }
        }
    };
}

driver!(f64, [], dgetrs_, dsyevd_, dgeqrf_, dorgqr_, dgelsd_);
driver!(f32, [], sgetrs_, ssyevd_, sgeqrf_, sorgqr_, sgelsd_);
driver!(Complex64, [rwork], zgetrs_, zheevd_, zgeqrf_, zungqr_, zgelsd_);
driver!(Complex32, [rwork], cgetrs_, cheevd_, cgeqrf_, cungqr_, cgelsd_);
