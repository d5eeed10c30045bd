//! The exercises of lesson 5, mathematics and statistics.

use array_core::prelude::*;

exercises! {
    ex_5_1: 1, "Hypotenuses" {
        task: "`x` and `y` are the short sides of right triangles. Give the long sides: the square roots \
               of the sums of the squares.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            (round_with(rng.uniform_with(1., 9., 6), 1), round_with(rng.uniform_with(1., 9., 6), 1))
        },
        answer: |(x, y)| hypot(&x, &y),
        hints: [
            "`square(&x)` squares every element, and so does `x.power(2)`.",
            "`sqrt(..)` takes the whole sum.",
        ],
        solution: "let answer = sqrt(square(&x) + square(&y));",
        wrong: [
            |(x, y)| square(&x) + square(&y),
            |(x, y)| sqrt(&x) + sqrt(&y),
            |(x, y)| x + y,
        ],
    }

    ex_5_2: 1, "Down and across" {
        task: "Give the mean of each column of `m` and the largest number of each row, in a tuple.",
        given: |rng| -> (Array<f64>,) { (round_with(rng.uniform_with(0., 10., (4, 6)), 1),) },
        answer: |(m,)| {
            let largest = (0..4).map(|k| m.i(k).max()).collect::<Vec<f64>>();
            ((m.i(0) + m.i(1) + m.i(2) + m.i(3)) / 4., array(largest))
        },
        hints: [
            "Axis 0 goes down the columns, axis 1 across the rows.",
            "`m.mean_axis(0)` has one number for each column.",
        ],
        solution: "let answer = (m.mean_axis(0), m.max_axis(1));",
        wrong: [
            |(m,)| (m.mean_axis(1), m.max_axis(0)),
            |(m,)| (m.mean(), m.max()),
            |(m,)| (m.mean_axis(0), m.max_axis(0)),
        ],
    }

    ex_5_3: 1, "Three equations" {
        task: "Solve the system of three equations whose coefficients are the rows of `a` and whose right \
               sides are `b`.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            let a = rng.integers(-3, 4, (3, 3)).astype::<f64>() + eye(3) * 10;
            let b = a.dot(&rng.integers(1, 9, 3).astype::<f64>());
            (a, b)
        },
        answer: |(a, b)| a.inv().expect("its diagonal outweighs the rest").dot(&b),
        hints: [
            "There is a function for that; you need no inverse.",
            "It returns a `Result`: `solve(&a, &b)?`.",
        ],
        solution: "let answer = solve(&a, &b)?;",
        wrong: [
            |(a, b)| a.dot(&b),
            |(a, b)| b / diag(&a),
            |(a, b)| solve(&a.t(), &b).expect("its diagonal outweighs the rest") + 1,
        ],
    }

    ex_5_4: 2, "Standardise" {
        task: "Standardise the columns of `x`: each gets mean 0 and standard deviation 1.",
        given: |rng| -> (Array<f64>,) {
            (rng.normal((8, 3)) * array([9., 20., 0.5]) + array([170., 70., 1.]),)
        },
        answer: |(x,)| {
            let columns = (0..3).map(|k| {
                let column = x.i((.., k));
                (&column - column.mean()) / column.std()
            });
            column_stack(&columns.collect::<Vec<Array<f64>>>())
        },
        hints: [
            "Subtract the mean of each column, then divide by the deviation of each column.",
            "`x.mean_axis(0)` and `x.std_axis(0)` are rows, which fit on the matrix.",
        ],
        solution: "let answer = (&x - x.mean_axis(0)) / x.std_axis(0);",
        wrong: [
            |(x,)| &x - x.mean_axis(0),
            |(x,)| (&x - x.mean()) / x.std(),
            |(x,)| &x - x.mean_axis(0) / x.std_axis(0),
            |(x,)| (&x - x.mean_axis(0)) / x.std_axis_with(0, 1),
        ],
    }

    ex_5_5: 2, "Softmax" {
        task: "Each row of `score` holds one sample's scores. Make probabilities of them: the exponentials, \
               divided by their sum in the row. The scores are large: subtract the row's largest first.",
        given: |rng| -> (Array<f64>,) {
            (round_with(rng.uniform_with(-2., 2., (4, 3)), 1) + 800.,)
        },
        answer: |(score,)| {
            let score = score - 800.;
            let rows = (0..4).map(|k| exp(score.i(k)) / exp(score.i(k)).sum());
            stack(&rows.collect::<Vec<Array<f64>>>())
        },
        hints: [
            "`exp(800.)` is infinite. The probabilities stay the same when a number is subtracted from the \
             whole row.",
            "`score.max_axis_keepdims(1)` is a column, which fits on the matrix.",
            "Divide the exponentials `e` by `e.sum_axis_keepdims(1)`.",
        ],
        solution: "let e = exp(&score - score.max_axis_keepdims(1));\n\
                   let answer = &e / e.sum_axis_keepdims(1);",
        wrong: [
            |(score,)| exp(&score) / exp(&score).sum_axis_keepdims(1),
            |(score,)| exp(&score - score.max_axis_keepdims(1)),
            |(score,)| {
                let e = exp(&score - score.max());
                &e / e.sum()
            },
        ],
    }

    ex_5_6: 2, "The nearest row" {
        task: "The rows of `x` are points in space. Give the index of the one nearest to `point`.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            (round_with(rng.uniform_with(0., 9., (9, 3)), 1), round_with(rng.uniform_with(0., 9., 3), 1))
        },
        answer: |(x, point)| {
            let distance = |k: &i64| norm(&(x.i(*k) - &point));
            (0..9).min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or_default()
        },
        hints: [
            "`&x - &point` subtracts the point from every row.",
            "The length of each row is `.norm_axis(1)`.",
            "`.argmin()` says where the smallest is.",
        ],
        solution: "let answer = (&x - &point).norm_axis(1).argmin();",
        wrong: [
            |(x, point)| (&x - &point).norm_axis(1),
            |(x, point)| (&x - &point).norm_axis(1).min(),
            |(x, point)| (&x - &point).norm_axis(1).argmax(),
        ],
    }

    ex_5_7: 3, "A parabola" {
        task: "Fit `a + b*x + c*x*x` to the points `x`, `y` by least squares and answer with the array of \
               a, b and c.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            let x = linspace(-2., 2., 15);
            let c = rng.uniform_with(-2., 2., 3);
            let y = c[0] + c[1] * &x + c[2] * square(&x) + rng.normal(15) * 0.1;
            (x, y)
        },
        answer: |(x, y)| {
            let design = stack([&ones(15), &x, &square(&x)]);
            design.dot(&design.t()).inv().expect("the columns differ").dot(&design.dot(&y))
        },
        hints: [
            "The design matrix has three columns: ones, `x`, and `x` squared.",
            "`column_stack` makes it; `lstsq(&design, &y)?` fits.",
            "`lstsq` returns four things, of which the first is the answer.",
        ],
        solution: "let design = column_stack([&ones_like(&x), &x, &square(&x)]);\n\
                   let (answer, _, _, _) = lstsq(&design, &y)?;",
        wrong: [
            |(x, y)| {
                let design = column_stack([&square(&x), &x, &ones(15)]);
                lstsq(&design, &y).expect("the columns differ").0
            },
            |(x, y)| lstsq(&column_stack([&ones(15), &x]), &y).expect("the columns differ").0,
        ],
        tolerance: 1e-8,
    }

    ex_5_8: 3, "Along one line" {
        task: "How much of the variance of the samples in the rows of `x` lies along their first principal \
               component? Answer with a number from 0 to 1.",
        given: |rng| -> (Array<f64>,) { (rng.normal((40, 3)).dot(&rng.normal((3, 3))) + 5,) },
        answer: |(x,)| {
            let (_, s, _) = svd(&(&x - x.mean_axis(0))).expect("all numbers are finite");
            square(s[0]) / square(&s).sum()
        },
        hints: [
            "The principal components are the eigenvectors of the covariance; the eigenvalues are the \
             variances along them.",
            "`cov` takes variables in rows, so give it `x.t()`.",
            "`eigh(&cov(&x.t()))?` gives eigenvalues and eigenvectors. The answer is the largest \
             eigenvalue's share.",
        ],
        solution: "let (values, _) = eigh(&cov(&x.t()))?;\n\
                   let answer = values.max() / values.sum();",
        wrong: [
            |(x,)| eigh(&cov(&x.t())).expect("a covariance is symmetric").0.max(),
            |(x,)| {
                let (values, _) = eigh(&cov(&x.t())).expect("a covariance is symmetric");
                values.min() / values.sum()
            },
            |(x,)| eigh(&cov(&x.t())).expect("a covariance is symmetric").0,
        ],
        tolerance: 1e-8,
    }
}
