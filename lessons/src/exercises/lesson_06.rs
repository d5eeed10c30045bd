//! The exercises of lesson 6, broadcasting and vectorisation.

use array_core::prelude::*;

exercises! {
    ex_6_1: 1, "Down to zero" {
        task: "Subtract from each column of `m` its smallest number.",
        given: |rng| -> (Array<i64>,) { (rng.integers(0, 100, (4, 5)),) },
        answer: |(m,)| {
            let columns = (0..5).map(|k| m.i((.., k)) - m.i((.., k)).min());
            column_stack(&columns.collect::<Vec<Array<i64>>>())
        },
        hints: [
            "The smallest numbers of the columns are a row.",
            "`m.min_axis(0)` is that row, and it fits on the matrix as it is.",
        ],
        solution: "let answer = &m - m.min_axis(0);",
        wrong: [
            |(m,)| &m - m.min(),
            |(m,)| &m - m.min_axis_keepdims(1),
            |(m,)| m.min_axis(0),
        ],
    }

    ex_6_2: 1, "A table of sums" {
        task: "Make the table of all sums of a number of `a` and a number of `b`. It has a row for each \
               number of `a`.",
        given: |rng| -> (Array<i64>, Array<i64>) {
            (rng.integers(0, 50, 4), rng.integers(0, 50, 6))
        },
        answer: |(a, b)| {
            let rows = a.to_vec().into_iter().map(|x| &b + x);
            stack(&rows.collect::<Vec<Array<i64>>>())
        },
        hints: [
            "A column and a row make a table.",
            "`a.i((.., NewAxis))` is a column.",
        ],
        solution: "let answer = a.i((.., NewAxis)) + &b;",
        wrong: [
            |(a, b)| b.i((.., NewAxis)) + &a,
            |(a, b)| a.i((.., NewAxis)) * &b,
            |(a, b)| a.i((.., NewAxis)) + &b.i(..4),
        ],
    }

    ex_6_3: 1, "Shares" {
        task: "Divide each row of `m` by its sum.",
        given: |rng| -> (Array<f64>,) { (rng.integers(1, 20, (4, 4)).astype::<f64>(),) },
        answer: |(m,)| {
            let rows = (0..4).map(|k| m.i(k) / m.i(k).sum());
            stack(&rows.collect::<Vec<Array<f64>>>())
        },
        hints: [
            "The sums of the rows are to be a column.",
            "`m.sum_axis_keepdims(1)` keeps the axis that is summed.",
        ],
        solution: "let answer = &m / m.sum_axis_keepdims(1);",
        wrong: [
            |(m,)| &m / m.sum_axis(1),
            |(m,)| &m / m.sum_axis(0),
            |(m,)| &m / m.sum(),
        ],
    }

    ex_6_4: 2, "From 0 to 1" {
        task: "Scale each column of `x` so that its smallest number becomes 0 and its largest 1.",
        given: |rng| -> (Array<f64>,) {
            (round_with(rng.uniform_with(-1., 1., (6, 3)), 2) * array([1., 10., 100.]),)
        },
        answer: |(x,)| {
            let columns = (0..3).map(|k| {
                let column = x.i((.., k));
                (&column - column.min()) / ptp(&column)
            });
            column_stack(&columns.collect::<Vec<Array<f64>>>())
        },
        hints: [
            "Subtract the smallest of each column, then divide by the distance from smallest to largest.",
            "`x.min_axis(0)` and `x.max_axis(0)` are rows. Mind the parentheses.",
        ],
        solution: "let low = x.min_axis(0);\n\
                   let answer = (&x - &low) / (x.max_axis(0) - &low);",
        wrong: [
            |(x,)| (&x - x.min()) / (x.max() - x.min()),
            |(x,)| (&x - x.min_axis(0)) / x.max_axis(0),
            |(x,)| &x - x.min_axis(0),
        ],
    }

    ex_6_5: 2, "Many models" {
        task: "Each row of `prediction` is what one model predicts for the samples, whose true values are \
               `y`. Give the mean squared error of every model.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            (round_with(rng.normal((4, 7)), 1), round_with(rng.normal(7), 1))
        },
        answer: |(prediction, y)| {
            let errors = (0..4).map(|k| square(prediction.i(k) - &y).mean());
            array(errors.collect::<Vec<f64>>())
        },
        hints: [
            "`&prediction - &y` subtracts the true values from every row.",
            "Square, then take the mean of each row: along axis 1.",
        ],
        solution: "let answer = square(&prediction - &y).mean_axis(1);",
        wrong: [
            |(prediction, y)| square(&prediction - &y).mean(),
            |(prediction, y)| square(&prediction - &y).mean_axis(0),
            |(prediction, y)| square((&prediction - &y).mean_axis(1)),
        ],
    }

    ex_6_6: 2, "Accuracy" {
        task: "Each row of `score` holds one sample's scores for the classes; the highest is the guess. \
               Give the share of the samples whose guess is their `label`.",
        given: |rng| -> (Array<f64>, Array<i64>) {
            let label = rng.integers(0, 3, 21);
            (rng.random((21, 3)) + eye(3).i(&label) * 0.4, label)
        },
        answer: |(score, label)| {
            let right = (0..21).filter(|&k| score.i(k).argmax() == label[k]);
            right.count() as f64 / 21.
        },
        hints: [
            "The guesses are the places of the largest number in each row.",
            "`score.argmax_axis(1).equal(&label)` says which guesses are right.",
            "The mean of an array of `bool` is the share of those that are true.",
        ],
        solution: "let answer = score.argmax_axis(1).equal(&label).mean();",
        wrong: [
            |(score, label)| score.argmax_axis(1).equal(&label).sum(),
            |(score, label)| score.argmax_axis(1).not_equal(&label).mean(),
            |(score, label)| score.argmax_axis(1) == label,
        ],
    }

    ex_6_7: 3, "All distances" {
        task: "The rows of `p` and `q` are points. Give the matrix of distances: row i, column j is from \
               point i of `p` to point j of `q`. Use no loop.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            let point = |count: i64| round_with(rng.uniform_with(0., 9., (count, 2)), 1);
            (point(5), point(4))
        },
        answer: |(p, q)| {
            let rows = (0..5).map(|i| (&q - p.i(i)).norm_axis(1));
            stack(&rows.collect::<Vec<Array<f64>>>())
        },
        hints: [
            "You need all differences: an array of shape (5, 4, 2).",
            "(5, 1, 2) minus (4, 2) gives it; `p.i((.., NewAxis, ..))` has the first shape.",
            "The length of the differences is `.norm_axis(-1)`.",
        ],
        solution: "let gap = p.i((.., NewAxis, ..)) - &q;\n\
                   let answer = gap.norm_axis(-1);",
        wrong: [
            |(p, q)| (q.i((.., NewAxis, ..)) - &p).norm_axis(-1),
            |(p, q)| square(p.i((.., NewAxis, ..)) - &q).sum_axis(-1),
            |(p, q)| abs(p.i((.., NewAxis, ..)) - &q).sum_axis(-1),
        ],
    }

    ex_6_8: 3, "One-hot by comparison" {
        task: "Make one-hot codes of `labels`, which count from 0 to `n - 1`, as a matrix of `f64` with a \
               row for each label: by a comparison, without `eye`.",
        given: |rng| -> (Array<i64>, i64) {
            let n = rng.integers(3, 6, 1)[0];
            (rng.integers(0, n, 7), n)
        },
        answer: |(labels, n)| eye(n).i(&labels),
        hints: [
            "Compare every label with every number from 0 to `n - 1`.",
            "A column of labels meets the row `arange(n)`.",
            "`.equal(..)` gives `bool`; `.astype::<f64>()` makes 0 and 1 of it.",
        ],
        solution: "let answer = labels.i((.., NewAxis)).equal(arange(n)).astype::<f64>();",
        wrong: [
            |(labels, n)| labels.i((.., NewAxis)).equal(arange(n)),
            |(labels, n)| arange(n).i((.., NewAxis)).equal(&labels).astype::<f64>(),
            |(labels, n)| labels.i((.., NewAxis)).equal(arange(n)).astype::<i64>(),
        ],
    }
}
