"""Sampled curves: slopes, areas, values between samples."""

import numpy as np

from inputs import axes, make

# Distances that are no round numbers, so that no formula is exact by accident.
STEPS = np.array([0.0, 0.3, 1.1, 1.2, 2.5, 3.1, 4.0])


def write(w):
    gradients(w)
    areas(w)
    between(w)


def gradients(w):
    for dtype in ["f8", "f4", "i8"]:
        line = make(dtype, (7,))
        tol = 2e-6 if dtype == "f4" else 1e-13
        w.case("gradient", [line], np.gradient(line), tol=tol)
        for order in [1, 2]:
            for step in [1.0, 0.3]:
                slopes = np.gradient(line, step, edge_order=order)
                w.case("gradient", [line], slopes, {"step": step, "edge_order": order}, tol=tol)
            slopes = np.gradient(line, STEPS, edge_order=order)
            w.case("gradient", [line, STEPS], slopes, {"edge_order": order}, tol=tol)
    cube = make("f8", (3, 4, 5))
    for axis in axes(cube):
        along = STEPS[: cube.shape[axis]]
        for order in [1, 2]:
            at = {"axis": axis, "edge_order": order}
            slopes = np.gradient(cube, 0.5, axis=axis, edge_order=order)
            w.case("gradient", [cube], slopes, at | {"step": 0.5}, tol=1e-13)
            slopes = np.gradient(cube, along, axis=axis, edge_order=order)
            w.case("gradient", [cube, along], slopes, at, tol=1e-13)
    w.case("gradient_all", [cube], list(np.gradient(cube)), {"steps": [1.0, 1.0, 1.0]}, tol=1e-13)
    w.case("gradient_all", [cube], list(np.gradient(cube, 0.5, 2.0, 3.0)), {"steps": [0.5, 2.0, 3.0]}, tol=1e-13)
    places = [STEPS[:3], STEPS[1:5], STEPS[2:]]
    w.case("gradient_all", [cube, *places], list(np.gradient(cube, *places)), tol=1e-13)


def areas(w):
    line, cube = make("f8", (7,)), make("f8", (3, 4, 7))
    w.case("trapezoid", [line], np.trapezoid(line), tol=1e-13)
    w.case("trapezoid", [line], np.trapezoid(line, dx=0.3), {"step": 0.3}, tol=1e-13)
    w.case("trapezoid", [line, STEPS], np.trapezoid(line, STEPS), tol=1e-13)
    for axis in axes(cube):
        along = STEPS[: cube.shape[axis]]
        w.case("trapezoid", [cube, along], np.trapezoid(cube, along, axis=axis), {"axis": axis}, tol=1e-13)


def between(w):
    x, fp = make("f8", (4, 6)), make("f8", (7,))
    edges = np.array([-np.inf, np.inf, np.nan, 0.0, 4.0, 2.5])
    for at in [x, x.ravel(), edges, make("i8", (5,))]:
        w.case("interp", [at, STEPS, fp], np.interp(at, STEPS, fp), tol=1e-13)
        ends = {"left": -9.0, "right": 9.5}
        w.case("interp", [at, STEPS, fp], np.interp(at, STEPS, fp, **ends), ends, tol=1e-13)
    shuffled = np.array([3.1, 0.3, -7.0, 1.1, 26.0, 2.5, 0.0])
    for period in [4.5, -4.5, 360.0]:
        for at in [x, edges[2:]]:
            found = np.interp(at, shuffled, fp, period=period)
            w.case("interp", [at, shuffled, fp], found, {"period": period}, tol=1e-12)
