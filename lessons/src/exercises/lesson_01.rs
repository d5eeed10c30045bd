//! The exercises of lesson 1, the introduction.

use array_core::prelude::*;

exercises! {
    ex_1_1: 1, "Squares" {
        task: "Make the array of the squares of 1 to `n`, as `i64`.",
        given: |rng| -> (i64,) { (rng.integers(8, 20, 1)[[0]],) },
        answer: |(n,)| array((1..=n).map(|k| k * k).collect::<Vec<i64>>()),
        hints: [
            "`arange((1, 5))` is 1, 2, 3, 4: the end is left out.",
            "An array times itself multiplies element by element; `&` keeps it for the second time.",
        ],
        solution: "let numbers = arange((1, n + 1));\n\
                   let answer = &numbers * &numbers;",
        wrong: [
            |(n,)| arange(n) * arange(n),
            |(n,)| arange((1, n + 1)),
            |(n,)| (1..=n).map(|k| k * k).collect::<Vec<i64>>(),
        ],
    }

    ex_1_2: 1, "Fahrenheit to Celsius" {
        task: "Convert the temperatures `fahrenheit` to Celsius in one expression: subtract 32, then \
               take five ninths.",
        given: |rng| -> (Array<f64>,) { (rng.integers(-10, 110, 6).astype::<f64>(),) },
        answer: |(fahrenheit,)| {
            let celsius = fahrenheit.to_vec().into_iter().map(|f| (f - 32.) * 5. / 9.);
            array(celsius.collect::<Vec<f64>>())
        },
        hints: [
            "The formula works on the whole array; no loop is needed.",
            "Mind the brackets: `(&fahrenheit - 32.)` comes first.",
        ],
        solution: "let answer = (&fahrenheit - 32.) * 5. / 9.;",
        wrong: [
            |(fahrenheit,)| &fahrenheit - 32. * 5. / 9.,
            |(fahrenheit,)| &fahrenheit * 9. / 5. + 32.,
            |(fahrenheit,)| (fahrenheit.mean() - 32.) * 5. / 9.,
        ],
    }

    ex_1_3: 1, "A smaller type" {
        task: "How many bytes does an array of `count` zeros take, as `i16`?",
        given: |rng| -> (usize,) { (rng.integers(1000, 1_000_000, 1)[[0]] as usize,) },
        answer: |(count,)| 2 * count,
        hints: [
            "`zeros(count)` is `f64`; `.astype::<i16>()` makes another type of it.",
            "`.nbytes()` says what it takes.",
        ],
        solution: "let answer = zeros(count).astype::<i16>().nbytes();",
        wrong: [|(count,)| 8 * count, |(count,)| count, |(count,)| zeros(count).astype::<i16>().size()],
    }

    ex_1_4: 2, "Above the mean" {
        task: "Which of the `values` are larger than their mean? Pick them, in their order.",
        given: |rng| -> (Array<f64>,) { (round(rng.uniform_with(0., 50., 12)),) },
        answer: |(values,)| {
            let mean = values.to_vec().iter().sum::<f64>() / 12.;
            let larger = values.to_vec().into_iter().filter(|&value| value > mean);
            array(larger.collect::<Vec<f64>>())
        },
        hints: [
            "A comparison gives a mask: `values.gt(number)`.",
            "`values.i(&mask)` picks.",
        ],
        solution: "let answer = values.i(&values.gt(values.mean()));",
        wrong: [
            |(values,)| values.gt(values.mean()),
            |(values,)| values.i(&values.lt(values.mean())),
            |(values,)| count_nonzero(&values.gt(values.mean())),
        ],
    }

    ex_1_5: 2, "Standardise the columns" {
        task: "Subtract from each column of `samples` its mean and divide it by its deviation.",
        given: |rng| -> (Array<f64>,) { (round(rng.uniform_with(10., 90., (5, 3))),) },
        answer: |(samples,)| {
            let standard = |j: i64| {
                let column = samples.i((.., j));
                let gaps = &column - column.sum() / 5.;
                let deviation = ((&gaps * &gaps).sum() / 5.).sqrt();
                gaps / deviation
            };
            column_stack([standard(0), standard(1), standard(2)])
        },
        hints: [
            "`mean_axis(0)` has one mean per column; subtracting it broadcasts over the rows.",
            "`std_axis(0)` are the deviations. Brackets around the difference.",
        ],
        solution: "let answer = (&samples - samples.mean_axis(0)) / samples.std_axis(0);",
        wrong: [
            |(samples,)| (&samples - samples.mean()) / samples.std(),
            |(samples,)| &samples - samples.mean_axis(0),
            |(samples,)| (&samples - samples.mean_axis(0)) / samples.std_axis_with(0, 1),
        ],
    }

    ex_1_6: 3, "Where cosine leaves its parabola" {
        task: "Near zero `cos(t)` is about `1 - t * t / 2`. `t` rises from zero. Find the first element \
               of `t` at which the two differ by more than `tolerance`.",
        given: |rng| -> (Array<f64>, f64) {
            (linspace(0., 3., 301), rng.integers(2, 50, 1)[[0]] as f64 / 100.)
        },
        answer: |(t, tolerance)| {
            let apart = |t: &f64| (t.cos() - (1. - t * t / 2.)).abs() > tolerance;
            t.to_vec().into_iter().find(apart).unwrap_or(f64::NAN)
        },
        hints: [
            "The difference is an array: `cos(&t) - (1. - &t * &t / 2.)`; `abs` takes away its sign.",
            "`.gt(tolerance)` is a mask; of the elements that it picks you want the first.",
            "A single element is read with `[0]` or, of a sorted array, by `.min()`.",
        ],
        solution: "let gap = abs(cos(&t) - (1. - &t * &t / 2.));\n\
                   let answer = t.i(&gap.gt(tolerance)).min();",
        wrong: [
            |(t, tolerance)| {
                let gap = abs(cos(&t) - (1. - &t * &t / 2.));
                t.i(&gap.gt(tolerance))
            },
            |(t, tolerance)| {
                let gap = abs(cos(&t) - (1. - &t * &t / 2.));
                t.i(&gap.le(tolerance)).max()
            },
            |(t, tolerance)| tolerance,
        ],
    }
}
