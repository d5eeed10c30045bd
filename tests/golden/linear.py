"""Linear algebra, Fourier transforms and random numbers."""

import numpy as np
from numpy import linalg as la

from inputs import FLOATS, make

PRODUCTS = [
    ((3,), (3,)), ((2, 3), (3,)), ((3,), (3, 2)), ((2, 3), (3, 4)), ((5, 2, 3), (3, 4)),
    ((5, 2, 3), (5, 3, 4)), ((2, 1, 2, 3), (3, 3, 2)), ((0, 3), (3, 2)), ((2, 0), (0, 3)),
]  # fmt: skip
TOL = {"f8": 1e-12, "f4": 2e-5, "c16": 1e-12}


def regular(n, dtype="f8"):
    """A matrix that is well away from singular."""
    return (make(dtype, (n, n)) + 5 * np.eye(n)).astype(dtype)


def write(w):
    products(w)
    decompositions(w)
    norms(w)
    fourier(w)
    generators(w)


def products(w):
    for dtype in ["f8", "f4", "i8", "i4", "c16"]:
        for left, right in PRODUCTS:
            a, b = make(dtype, left), make(dtype, right)
            w.case("matmul", [a, b], np.matmul(a, b), tol=TOL.get(dtype, 0))
            if len(left) <= 2 and len(right) <= 2:
                w.case("dot", [a, b], np.dot(a, b), tol=TOL.get(dtype, 0))
        a, b = make(dtype, (4,)), make(dtype, (4,))
        for name in ["vdot", "inner", "outer", "kron"]:
            w.case(name, [a, b], getattr(np, name)(a, b), tol=TOL.get(dtype, 0))
        a, b = make(dtype, (2, 3)), make(dtype, (4, 3))
        w.case("inner", [a, b], np.inner(a, b), tol=TOL.get(dtype, 0))
        w.case("kron", [a, b], np.kron(a, b), tol=TOL.get(dtype, 0))
        traces(w, dtype)
    a, b = make("f8", (2, 3, 4)), make("f8", (4, 3, 5))
    c = make("f8", (3, 4, 2))
    w.case("tensordot", [a, c], np.tensordot(a, c, 2), {"n": 2}, tol=1e-12)
    x, y, v = make("f8", (3, 4)), make("f8", (4, 5)), make("f8", (4,))
    s = make("f8", (4, 4))
    for spec, args in [
        ("ij,jk->ik", [x, y]), ("ij,jk", [x, y]), ("ij->ji", [x]), ("ii", [s]), ("ii->i", [s]), ("ij->", [x]),
        ("ij->j", [x]), ("ij,j->i", [x, v]), ("i,j->ij", [v, v]), ("ijk,kjl->il", [a, b]), ("ij,ij->ij", [x, x]),
    ]:  # fmt: skip
        w.case("einsum", args, np.einsum(spec, *args), {"spec": spec}, tol=1e-12)
    for a, b in [(make("f8", (3,)), make("f8", (3,))), (make("f8", (4, 3)), make("f8", (4, 3)))]:
        w.case("cross", [a, b], np.cross(a, b), tol=1e-12)


def traces(w, dtype):
    matrix, cube = make(dtype, (4, 3)), make(dtype, (2, 3, 4))
    tol = TOL.get(dtype, 0)
    w.case("trace", [matrix], np.trace(matrix), tol=tol)
    for offset in [-5, -1, 1, 2, 5]:
        w.case("trace", [matrix], np.trace(matrix, offset), {"offset": offset}, tol=tol)
    for pair in [(0, 1), (1, 2), (2, 0), (-1, 1)]:
        w.case("trace", [cube], np.trace(cube, 0, *pair), {"axes": list(pair)}, tol=tol)
        w.case("trace", [cube], np.trace(cube, 1, *pair), {"axes": list(pair), "offset": 1}, tol=tol)


def decompositions(w):
    for n in [1, 2, 3, 5]:
        for dtype in FLOATS:
            a, tol = regular(n, dtype), 100 * TOL[dtype]
            w.case("inv", [a], la.inv(a), tol=tol)
            w.case("det", [a], la.det(a), tol=tol)
            w.case("slogdet", [a], list(la.slogdet(a)), tol=tol)
        a = regular(n)
        b, many = make("f8", (n,)), make("f8", (n, 2))
        w.case("solve", [a, b], la.solve(a, b), tol=1e-10)
        w.case("solve", [a, many], la.solve(a, many), tol=1e-10)
        symmetric = a + a.T
        w.case("eigvalsh", [symmetric], la.eigvalsh(symmetric), tol=1e-10)
        positive = a @ a.T
        w.case("cholesky", [positive], la.cholesky(positive), tol=1e-10)
        for power in [-2, 0, 1, 3]:
            w.case("matrix_power", [a], la.matrix_power(a, power), {"n": power}, tol=1e-9)
    for shape in [(4, 3), (3, 4), (3, 3)]:
        a = make("f8", shape)
        w.case("singular_values", [a], la.svd(a, compute_uv=False), tol=1e-10)
        w.case("pinv", [a], la.pinv(a), tol=1e-9)
        w.case("cond", [a], la.cond(a), tol=1e-10)
        w.case("matrix_rank", [a], la.matrix_rank(a))
        w.case("abs_r_of_qr", [a], np.abs(la.qr(a)[1]), tol=1e-10)
    a, b = make("f8", (6, 3)), make("f8", (6,))
    w.case("lstsq", [a, b], la.lstsq(a, b)[0], tol=1e-10)
    low = np.outer(make("f8", (4,)), make("f8", (3,)))
    w.case("matrix_rank", [low], la.matrix_rank(low))


def norms(w):
    v, m, cube = make("f8", (5,)), make("f8", (3, 4)), make("f8", (2, 3, 4))
    w.case("norm", [v], la.norm(v), tol=1e-12)
    w.case("norm", [m], la.norm(m), tol=1e-12)
    w.case("norm", [cube], la.norm(cube), tol=1e-12)
    for order in [0, 1, 2, 3, -1, -2, "inf", "-inf"]:
        w.case("norm", [v], la.norm(v, float(order)), {"ord": order}, tol=1e-12)
    for order in [1, 2, -1, -2, "inf", "-inf", "fro", "nuc"]:
        o = order if order in ["fro", "nuc"] else float(order)
        w.case("norm", [m], la.norm(m, o), {"ord": order}, tol=1e-12)
    w.case("norm", [cube], la.norm(cube, keepdims=True), {"keepdims": True}, tol=1e-12)
    w.case("norm", [m], la.norm(m, 1, keepdims=True), {"ord": 1, "keepdims": True}, tol=1e-12)
    for keepdims in [False, True]:
        kept = {"keepdims": True} if keepdims else {}
        for axis in [0, 1, 2, -1]:
            for order in [None, 0, 1, 3, -1, "inf", "-inf"]:
                at = kept | {"axis": axis} | ({} if order is None else {"ord": order})
                o = float(order) if isinstance(order, str) else order
                w.case("norm", [cube], la.norm(cube, o, axis, keepdims), at, tol=1e-12)
        for pair in [(0, 1), (2, 0), (-1, -2)]:
            for order in [None, 1, 2, -1, -2, "inf", "-inf", "fro", "nuc"]:
                at = kept | {"axes": list(pair)} | ({} if order is None else {"ord": order})
                o = float(order) if order in ["inf", "-inf"] else order
                w.case("norm", [cube], la.norm(cube, o, pair, keepdims), at, tol=1e-12)


def fourier(w):
    for n in [1, 2, 5, 8, 12]:
        x, z = make("f8", (n,)), make("c16", (n,))
        w.case("fft", [z], np.fft.fft(z), tol=1e-12)
        w.case("ifft", [z], np.fft.ifft(z), tol=1e-12)
        w.case("rfft", [x], np.fft.rfft(x), tol=1e-12)
        w.case("irfft", [np.fft.rfft(x)], np.fft.irfft(np.fft.rfft(x), n), {"n": n}, tol=1e-12)
        w.case("fftfreq", [], np.fft.fftfreq(n, 0.5), {"n": n, "d": 0.5})
    m = make("c16", (4, 6))
    w.case("fft2", [m], np.fft.fft2(m), tol=1e-12)


def generators(w):
    """The same seed gives the same numbers: exact, so no tolerance."""
    for seed in [0, 1, 42, 2**40 + 7]:
        def rng():
            return np.random.default_rng(seed)

        for n in [1, 7, 100]:
            at = {"seed": seed, "n": n}
            w.case("rng_random", [], rng().random(n), at)
            w.case("rng_standard_normal", [], rng().standard_normal(n), at)
            w.case("rng_standard_exponential", [], rng().standard_exponential(n), at)
            w.case("rng_normal", [], rng().normal(3.0, 2.0, n), at | {"loc": 3.0, "scale": 2.0})
            w.case("rng_uniform", [], rng().uniform(-1.0, 5.0, n), at | {"low": -1.0, "high": 5.0})
            for low, high in [(0, 10), (-5, 5), (0, 2**40), (0, 256)]:
                w.case("rng_integers", [], rng().integers(low, high, n), at | {"low": low, "high": high})
            w.case("rng_permutation", [], rng().permutation(n), at)
            w.case("rng_binomial", [], rng().binomial(10, 0.3, n), at | {"trials": 10, "p": 0.3})
            w.case("rng_binomial", [], rng().binomial(200, 0.4, n), at | {"trials": 200, "p": 0.4})
            w.case("rng_poisson", [], rng().poisson(3.0, n), at | {"lam": 3.0})
            w.case("rng_poisson", [], rng().poisson(50.0, n), at | {"lam": 50.0})
            w.case("rng_choice", [], rng().choice(20, n), at | {"of": 20, "replace": True})
        w.case("rng_choice", [], rng().choice(20, 7, replace=False), {"seed": seed, "n": 7, "of": 20, "replace": False})
        shuffled = np.arange(30)
        rng().shuffle(shuffled)
        w.case("rng_shuffle", [np.arange(30)], shuffled, {"seed": seed})
