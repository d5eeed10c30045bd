//! The exercises of lesson 7, data handling.

use array_core::prelude::*;
use array_core::random::Generator;

/// A matrix with holes, one in each column and never two in a row.
fn with_holes(rng: &Generator, rows: usize, columns: usize) -> Array<f64> {
    let mut m = round_with(rng.uniform_with(1., 20., (rows, columns)), 1);
    let places = rng.permutation(rows);
    for column in 0..columns {
        m.set((places[column], column), f64::NAN);
    }
    m
}

exercises! {
    ex_7_1: 1, "With semicolons" {
        task: "`text` has numbers in lines, with semicolons between them. Read it as a matrix.",
        given: |rng| -> (String,) {
            let line = |row: &[i64]| format!("{};{}; {}\n", row[0], row[1], row[2]);
            (rng.integers(0, 90, 12).to_vec().chunks(3).map(line).collect(),)
        },
        answer: |(text,)| {
            let fields = text.split([';', '\n']).filter(|field| !field.is_empty());
            let numbers = fields.map(|field| field.trim().parse::<f64>().unwrap_or_default());
            array(numbers.collect::<Vec<f64>>()).reshape((-1, 3))
        },
        hints: [
            "A text instead of a file is read by `loadtxt_str`.",
            "`.delimiter(..)` says what stands between the numbers; `.read()?` reads.",
        ],
        solution: "let answer = loadtxt_str(&text).delimiter(';').read()?;",
        wrong: [
            |(text,)| genfromtxt_str(&text).read().unwrap_or_default(),
            |(text,)| loadtxt_str(&text).delimiter(';').read().unwrap_or_default().t(),
            |(text,)| loadtxt_str(&text).delimiter(';').skiprows(1).read().unwrap_or_default(),
        ],
    }

    ex_7_2: 1, "Count the holes" {
        task: "How many values of `m` are missing in each column?",
        given: |rng| -> (Array<f64>,) {
            let m = round_with(rng.uniform_with(0., 9., (6, 4)), 1);
            (where_(rng.random((6, 4)).lt(0.4), f64::NAN, m),)
        },
        answer: |(m,)| missing_report(&m).counts(),
        hints: [
            "`isnan(&m)` is true where something is missing.",
            "The sum of booleans along axis 0 counts those that are true in each column.",
        ],
        solution: "let answer = isnan(&m).sum_axis(0);",
        wrong: [
            |(m,)| isnan(&m).sum(),
            |(m,)| isnan(&m).sum_axis(1),
            |(m,)| m.equal(f64::NAN).sum_axis(0),
        ],
    }

    ex_7_3: 1, "Numbers only" {
        task: "Replace NaN in `v` by 0, and infinities by 100 and -100.",
        given: |rng| -> (Array<f64>,) {
            let odd = array([f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
            (rng.permutation(&append(&round_with(rng.uniform_with(-9., 9., 5), 1), odd)),)
        },
        answer: |(v,)| {
            let replace = |x: f64| if x.is_nan() { 0. } else { x.clamp(-100., 100.) };
            array(v.to_vec().into_iter().map(replace).collect::<Vec<f64>>())
        },
        hints: [
            "`nan_to_num` does this, but with the largest numbers there are.",
            "`nan_to_num_with` takes three values: for NaN, for infinity, for minus infinity.",
        ],
        solution: "let answer = nan_to_num_with(&v, 0., 100., -100.);",
        wrong: [
            |(v,)| nan_to_num(&v),
            |(v,)| nan_to_num_with(&v, 0., -100., 100.),
            |(v,)| clip(&v, -100, 100),
        ],
    }

    ex_7_4: 2, "Complete rows" {
        task: "Keep only the rows of `m` in which nothing is missing.",
        given: |rng| -> (Array<f64>,) { (with_holes(rng, 8, 3),) },
        answer: |(m,)| {
            let complete = (0..8).filter(|&k| !isnan(m.i(k)).any());
            stack(&complete.map(|k| m.i(k)).collect::<Vec<Array<f64>>>())
        },
        hints: [
            "You need a mask with one boolean for each row.",
            "`isnan(&m).any_axis(1)` is true for the rows that have a hole; `!` turns it round.",
        ],
        solution: "let answer = m.i(!isnan(&m).any_axis(1));",
        wrong: [
            |(m,)| m.i(!isnan(&m)),
            |(m,)| m.i(!isnan(&m).all_axis(1)),
            |(m,)| m.i(isnan(&m).any_axis(1)),
        ],
    }

    ex_7_5: 2, "Failed measurements" {
        task: "`text` is a CSV file with a header, in which `-1` stands for a failed measurement. Give \
               the mean of column `speed` without the failed ones.",
        given: |rng| -> (String,) {
            let speeds = rng.integers(20, 90, 7).to_vec();
            let failed = rng.integers(0, 7, 1)[0] as usize;
            let line = |(k, speed): (usize, i64)| {
                let speed = if k == failed { -1 } else { speed };
                format!("{},{speed},{}\n", k + 1, 2 * speed + 3)
            };
            let lines = speeds.into_iter().enumerate().map(line).collect::<String>();
            (format!("car,speed,way\n{lines}"),)
        },
        answer: |(text,)| {
            let fields = text.lines().skip(1).filter_map(|line| line.split(',').nth(1));
            let speeds: Vec<f64> = fields.filter_map(|field| field.parse().ok()).collect();
            let speeds = array(speeds);
            speeds.i(speeds.ge(0)).mean()
        },
        hints: [
            "`genfromtxt_str` reads it; `.names(true)` takes the names from the first line, and \
             `.usecols([\"speed\"])` only this column.",
            "`.missing_values([\"-1\"])` makes NaN of what failed.",
            "`nanmean` leaves NaN out.",
        ],
        solution: "let speed = genfromtxt_str(&text)\n    .delimiter(',')\n    .names(true)\n    \
                   .usecols([\"speed\"])\n    .missing_values([\"-1\"])\n    .read()?;\n\
                   let answer = nanmean(&speed);",
        wrong: [
            |(text,)| {
                let table = genfromtxt_str(&text).delimiter(',').skip_header(1).read();
                table.map_or(0., |m| m.i((.., 1)).mean())
            },
            |(text,)| {
                let table = genfromtxt_str(&text).delimiter(',').skip_header(1).read();
                table.map_or(0., |m| m.i((.., 1)).sum() / 6.)
            },
            |(text,)| {
                let table = genfromtxt_str(&text).delimiter(',').skip_header(1);
                table.missing_values(["-1"]).read().map_or(0., |m| m.i((.., 1)).mean())
            },
        ],
    }

    ex_7_6: 2, "Learn from the training set" {
        task: "Replace what is missing in `test` by the medians of the columns of `train`, where values \
               may be missing, too.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            (with_holes(rng, 9, 3), with_holes(rng, 4, 3))
        },
        answer: |(train, test)| {
            let columns = (0..3).map(|k| {
                let known = train.i((.., k));
                let median = known.i(!isnan(&known)).median();
                let column = test.i((.., k));
                where_(isnan(&column), median, &column)
            });
            column_stack(&columns.collect::<Vec<Array<f64>>>())
        },
        hints: [
            "`nanmedian_axis(&train, 0)` has a median for each column.",
            "`where_(mask, x, y)` takes `x` where the mask is true, and a row fits on a matrix.",
        ],
        solution: "let answer = where_(isnan(&test), nanmedian_axis(&train, 0), &test);",
        wrong: [
            |(train, test)| impute(&test, Strategy::Median),
            |(train, test)| where_(isnan(&test), nanmean_axis(&train, 0), &test),
            |(train, test)| where_(isnan(&test), median_axis(&train, 0), &test),
        ],
    }

    ex_7_7: 3, "Standardise with holes" {
        task: "Standardise the columns of `m` by the mean and deviation of the values that are there, and \
               put 0 in place of the missing ones.",
        given: |rng| -> (Array<f64>,) { (with_holes(rng, 7, 3),) },
        answer: |(m,)| {
            let columns = (0..3).map(|k| {
                let column = m.i((.., k));
                let known = column.i(!isnan(&column));
                where_(isnan(&column), 0., (&column - known.mean()) / known.std())
            });
            column_stack(&columns.collect::<Vec<Array<f64>>>())
        },
        hints: [
            "`nanmean_axis` and `nanstd_axis` give a row each.",
            "Standardise first: NaN stays NaN. Zeros put in before would count for the mean.",
            "`nan_to_num` puts 0 where NaN is.",
        ],
        solution: "let standard = (&m - nanmean_axis(&m, 0)) / nanstd_axis(&m, 0);\n\
                   let answer = nan_to_num(&standard);",
        wrong: [
            |(m,)| {
                let m = nan_to_num(&m);
                (&m - m.mean_axis(0)) / m.std_axis(0)
            },
            |(m,)| (&m - nanmean_axis(&m, 0)) / nanstd_axis(&m, 0),
            |(m,)| nan_to_num((&m - nanmean(&m)) / nanstd(&m)),
        ],
    }

    ex_7_8: 3, "Bridge the gaps" {
        task: "Fill the gaps of the series `v` by straight lines between the values on both sides.",
        given: |rng| -> (Array<f64>,) {
            let mut v = round_with(rng.uniform_with(0., 30., 12), 1);
            for gap in [rng.integers(1, 4, 1)[0], rng.integers(6, 9, 1)[0]] {
                v.set(gap..gap + 2, f64::NAN);
            }
            (v,)
        },
        answer: |(v,)| {
            let mut filled = v.to_vec();
            for k in 1..filled.len() {
                if filled[k].is_nan() {
                    let to = (k..filled.len()).find(|&j| !filled[j].is_nan()).unwrap_or(k);
                    let (low, high) = (filled[k - 1], filled[to]);
                    filled[k] = low + (high - low) / (to - k + 1) as f64;
                }
            }
            array(filled)
        },
        hints: [
            "`interp(x, xp, fp)` draws straight lines through the points `xp`, `fp`.",
            "The places are `arange(v.size() as f64)`; the known ones are those where `isnan(&v)` is false.",
        ],
        solution: "let place = arange(v.size() as f64);\n\
                   let known = !isnan(&v);\n\
                   let answer = interp(&place, &place.i(&known), &v.i(&known));",
        wrong: [
            |(v,)| impute(&v, Strategy::ForwardFill),
            |(v,)| impute(&v, Strategy::Mean),
            |(v,)| v.i(!isnan(&v)),
        ],
    }
}
