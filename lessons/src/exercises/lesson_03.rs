//! The exercises of lesson 3, basic array operations.

use array_core::prelude::*;

exercises! {
    ex_3_1: 1, "Four corners" {
        task: "`m` is a matrix. Pick its four corners, row by row, with one fancy index.",
        given: |rng| -> (Array<i64>,) {
            let sides = rng.integers(4, 8, 2);
            let size = sides[[0]] * sides[[1]];
            (arange(size).reshape((sides[[0]], sides[[1]])) + rng.integers(10, 90, 1),)
        },
        answer: |(m,)| array([m[[0, 0]], m[[0, -1]], m[[-1, 0]], m[[-1, -1]]]),
        hints: [
            "Two lists between the parentheses of `.i((.., ..))` are taken pair by pair.",
            "The first list has a row for each corner, the second a column. `-1` is the last one.",
            "The rows are `[0, 0, -1, -1]`.",
        ],
        solution: "let answer = m.i(([0, 0, -1, -1], [0, -1, 0, -1]));",
        wrong: [
            |(m,)| m.i(([0, -1], [0, -1])),
            |(m,)| m.i((..).by(m.shape()[0] as i64 - 1)),
            |(m,)| m.i(([0, 0, -1, -1], [0, -1, 0, -1])).reshape((2, 2)),
        ],
    }

    ex_3_2: 1, "Every second, backwards" {
        task: "`v` holds some numbers. Pick every second one, beginning with the last.",
        given: |rng| -> (Array<i64>,) {
            let length = rng.integers(15, 30, 1);
            (arange(length[[0]]) * rng.integers(2, 9, 1),)
        },
        answer: |(v,)| {
            let last = v.size() - 1;
            array((0..=last / 2).map(|k| v[[last - 2 * k]]).collect::<Vec<i64>>())
        },
        hints: [
            "A slice with a step is written `(..).by(step)`.",
            "A negative step walks backwards, from the last element.",
        ],
        solution: "let answer = v.i((..).by(-2));",
        wrong: [
            |(v,)| v.i((..).by(2)),
            |(v,)| v.i((..).by(-1)),
            |(v,)| v.i((..).by(2)).i((..).by(-1)).to_vec(),
        ],
    }

    ex_3_3: 2, "Checkerboard" {
        task: "Make a checkerboard of `n` by `n` zeros and ones, as `f64`, with two assignments to \
               slices. The element `[0, 0]` is 0.",
        given: |rng| -> (i64,) { (rng.integers(5, 12, 1)[[0]],) },
        answer: |(n,)| {
            let row = arange(n).reshape((1, n));
            ((row.t() + &row) % 2).astype::<f64>()
        },
        hints: [
            "Start from `zeros((n, n))` in a variable that is `mut`.",
            "Ones stand in the odd columns of the even rows, and in the even columns of the odd rows.",
            "The first assignment is `board.set(((..).by(2), (1..).by(2)), 1.);`.",
        ],
        solution: "let mut answer = zeros((n, n));\n\
                   answer.set(((..).by(2), (1..).by(2)), 1.);\n\
                   answer.set(((1..).by(2), (..).by(2)), 1.);",
        wrong: [
            |(n,)| zeros((n, n)),
            |(n,)| {
                let row = arange(n).reshape((1, n));
                (row.t() + &row) % 2
            },
            |(n,)| {
                let mut board = ones((n, n));
                board.set(((..).by(2), (1..).by(2)), 0.);
                board.set(((1..).by(2), (..).by(2)), 0.);
                board
            },
        ],
    }

    ex_3_4: 2, "Mend the negative" {
        task: "Some readings in `x` are negative by mistake. Replace these by the mean of the others.",
        given: |rng| -> (Array<f64>,) {
            let mut x = round(rng.uniform_with(1., 9., 12) * 10.) / 10.;
            x.set(rng.choice_with(12, 4, false, None), -1.);
            (x,)
        },
        answer: |(x,)| {
            let others: Vec<f64> = x.to_vec().into_iter().filter(|&value| value >= 0.).collect();
            let mean = others.iter().sum::<f64>() / others.len() as f64;
            let mended = x.to_vec().into_iter().map(|value| if value < 0. { mean } else { value });
            array(mended.collect::<Vec<f64>>())
        },
        hints: [
            "`x.lt(0.)` says where the negative ones are.",
            "`x.i(&!&negative)` are the others; their mean is a number.",
            "A mask also says where to write: `answer.set(&negative, mean)`.",
        ],
        solution: "let negative = x.lt(0.);\n\
                   let mut answer = x.clone();\n\
                   answer.set(&negative, x.i(&!&negative).mean());",
        wrong: [
            |(x,)| x.clone(),
            |(x,)| where_(&x.lt(0.), x.mean(), &x),
            |(x,)| x.i(&x.ge(0.)),
        ],
    }

    ex_3_5: 2, "Rows of a label" {
        task: "Pick from `features` the rows whose label is 1.",
        given: |rng| -> (Array<i64>, Array<i64>) {
            let mut labels = rng.integers(0, 3, 9);
            labels.set([0, 4], 1);
            (rng.integers(0, 100, (9, 2)), rng.permutation(&labels))
        },
        answer: |(features, labels)| {
            let rows = (0..9).filter(|&row| labels[[row]] == 1);
            features.i(rows.collect::<Vec<i64>>())
        },
        hints: [
            "`labels.equal(1)` is a mask with one element per row.",
            "A mask of one axis between the parentheses of `.i(..)` picks rows.",
        ],
        solution: "let answer = features.i(&labels.equal(1));",
        wrong: [
            |(features, labels)| features.i(&labels.not_equal(1)),
            |(features, labels)| features.i(&labels),
            |(features, labels)| features.i((.., 0)).i(&labels.equal(1)),
        ],
    }

    ex_3_6: 3, "Multiplication table" {
        task: "Build the multiplication table of 1 to `n`: the element `[i, j]` is the product of \
               `i + 1` and `j + 1`. One column times one row, no loop.",
        given: |rng| -> (i64,) { (rng.integers(6, 13, 1)[[0]],) },
        answer: |(n,)| {
            let product = |k: i64| (k / n + 1) * (k % n + 1);
            array((0..n * n).map(product).collect::<Vec<i64>>()).reshape((n, n))
        },
        hints: [
            "`arange((1, n + 1))` counts from 1 to `n`.",
            "`NewAxis` in an index makes a column of it: shape (n, 1).",
            "A column times a row is broadcast to a matrix.",
        ],
        solution: "let numbers = arange((1, n + 1));\n\
                   let answer = numbers.i((.., NewAxis)) * &numbers;",
        wrong: [
            |(n,)| arange((1, n + 1)) * arange((1, n + 1)),
            |(n,)| arange(n).i((.., NewAxis)) * arange(n),
            |(n,)| arange((1, n + 1)).i((.., NewAxis)) + arange((1, n + 1)),
        ],
    }
}
