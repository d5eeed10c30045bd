//! The exercises of lesson 9, machine learning from scratch.

use array_core::prelude::*;

exercises! {
    ex_9_1: 1, "Between minus one and one" {
        task: "Scale each column of `x` so that its smallest value becomes -1 and its largest 1.",
        given: |rng| -> (Array<f64>,) { (round(rng.uniform_with(-20., 50., (6, 3))),) },
        answer: |(x,)| {
            let scaled = |column: Array<f64>| {
                let (low, high) = (column.min(), column.max());
                (column - low) * (2. / (high - low)) - 1.
            };
            column_stack((0..3).map(|j| scaled(x.i((.., j)))).collect::<Vec<_>>())
        },
        hints: [
            "`min_axis(0)` and `max_axis(0)` give one number per column; broadcasting does the rest.",
            "Min-max scaling gives 0 to 1. Twice that, less one, is -1 to 1.",
        ],
        solution: "let (low, high) = (x.min_axis(0), x.max_axis(0));\n\
                   let answer = 2. * (&x - &low) / (&high - &low) - 1.;",
        wrong: [
            |(x,)| (&x - x.min_axis(0)) / (x.max_axis(0) - x.min_axis(0)),
            |(x,)| 2. * (&x - x.min()) / (x.max() - x.min()) - 1.,
            |(x,)| (&x - x.mean_axis(0)) / x.std_axis(0),
        ],
    }

    ex_9_2: 1, "One-hot codes" {
        task: "`labels` holds class numbers below `k`. Make the matrix of their one-hot codes, one row \
               per label, as `f64`.",
        given: |rng| -> (Array<i64>, i64) {
            let k = rng.integers(3, 7, 1)[[0]];
            (rng.integers(0, k, 8), k)
        },
        answer: |(labels, k)| {
            let mut codes = zeros((8, k));
            for (row, label) in labels.to_vec().into_iter().enumerate() {
                codes[[row as i64, label]] = 1.;
            }
            codes
        },
        hints: [
            "The code of class 2 is row 2 of a well-known matrix.",
            "Rows are picked by a list of their numbers: `.i(&labels)`, of `eye(k)`.",
        ],
        solution: "let answer = eye(k).i(&labels);",
        wrong: [
            |(labels, k)| eye(k).i(&labels).t(),
            |(labels, k)| eye(k).i(&labels).astype::<i64>(),
            |(labels, k)| eye(k),
        ],
    }

    ex_9_3: 2, "Precision and recall" {
        task: "`actual` and `said` are the true and the predicted classes, 0 or 1. Compute the tuple \
               of precision and recall.",
        given: |rng| -> (Array<i64>, Array<i64>) {
            // Fewer false alarms than missed ones, so that the two numbers differ.
            let counts = [rng.integers(5, 12, 1), rng.integers(1, 4, 1), rng.integers(4, 8, 1)];
            let [hits, alarms, missed] = counts.map(|count| count[[0]]);
            let pairs = concatenate([
                &full(hits, 3.),
                &full(alarms, 1.),
                &full(missed, 2.),
                &zeros(6),
            ]);
            let pairs = rng.permutation(&pairs.astype::<i64>());
            (floor_divide(&pairs, 2), pairs % 2)
        },
        answer: |(actual, said)| {
            let pairs = || actual.to_vec().into_iter().zip(said.to_vec());
            let count = |wanted: (i64, i64)| pairs().filter(|&pair| pair == wanted).count() as f64;
            let hits = count((1, 1));
            (hits / (hits + count((0, 1))), hits / (hits + count((1, 0))))
        },
        hints: [
            "The hits are where both are 1: the sum of `&actual * &said`.",
            "Precision divides the hits by how many were said to be 1, recall by how many are.",
            "The sums are `i64`; write `as f64` before you divide.",
        ],
        solution: "let hits = (&actual * &said).sum() as f64;\n\
                   let answer = (hits / said.sum() as f64, hits / actual.sum() as f64);",
        wrong: [
            |(actual, said)| {
                let hits = (&actual * &said).sum() as f64;
                (hits / actual.sum() as f64, hits / said.sum() as f64)
            },
            |(actual, said)| actual.equal(&said).mean(),
            |(actual, said)| {
                let hits = (&actual * &said).sum();
                (hits / said.sum(), hits / actual.sum())
            },
        ],
    }

    ex_9_4: 2, "A straight line" {
        task: "Fit `y` by a straight line over `x` with the least squares. The answer is the array of \
               intercept and slope.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            let x = linspace(0., 5., 20);
            let rule = rng.uniform_with(1., 3., 2);
            let y = &x * (rule[[0]] + 3.) + rule[[1]] + rng.normal(20) * 0.3;
            (x, y)
        },
        answer: |(x, y)| {
            let (dx, dy) = (&x - x.mean(), &y - y.mean());
            let slope = (&dx * &dy).sum() / (&dx * &dx).sum();
            array([y.mean() - slope * x.mean(), slope])
        },
        hints: [
            "The model needs a matrix with a column of ones and the column `x`.",
            "`column_stack([&ones(x.size()), &x])` is that matrix.",
            "The weights are the first of what `lstsq(&matrix, &y)?` gives.",
        ],
        solution: "let matrix = column_stack([&ones(x.size()), &x]);\n\
                   let (answer, ..) = lstsq(&matrix, &y)?;",
        wrong: [
            |(x, y)| {
                let slope = (&x * &y).sum() / (&x * &x).sum();
                array([0., slope])
            },
            |(x, y)| {
                let (dx, dy) = (&x - x.mean(), &y - y.mean());
                let slope = (&dx * &dy).sum() / (&dx * &dx).sum();
                array([slope, y.mean() - slope * x.mean()])
            },
            |(x, y)| (y.max() - y.min()) / (x.max() - x.min()),
        ],
    }

    ex_9_5: 2, "One step downhill" {
        task: "Linear regression with the features `x` and the targets `y` has come to the weights \
               `w`. Do one step of gradient descent on the mean squared error with this `rate`; the \
               answer is the new weights.",
        given: |rng| -> (Array<f64>, Array<f64>, Array<f64>, f64) {
            (rng.normal((10, 3)), rng.normal(10) * 3. + 5., rng.normal(3), 0.05)
        },
        answer: |(x, y, w, rate)| {
            let mut stepped = w.to_vec();
            for row in 0..10 {
                let error = (x.i(row) * &w).sum() - y[[row]];
                for (column, weight) in stepped.iter_mut().enumerate() {
                    *weight -= rate * 2. / 10. * error * x[[row, column as i64]];
                }
            }
            array(stepped)
        },
        hints: [
            "The error is `x.dot(&w) - &y`.",
            "The gradient is the transposed features times the error, times 2, over the number of rows.",
            "A step goes against the gradient: `&w - gradient * rate`.",
        ],
        solution: "let error = x.dot(&w) - &y;\n\
                   let gradient = x.t().dot(&error) * 2. / y.size() as f64;\n\
                   let answer = &w - gradient * rate;",
        wrong: [
            |(x, y, w, rate)| &w + x.t().dot(&(x.dot(&w) - &y)) * (2. * rate / 10.),
            |(x, y, w, rate)| &w - x.t().dot(&(x.dot(&w) - &y)) * (2. * rate),
            |(x, y, w, rate)| x.t().dot(&(x.dot(&w) - &y)) * (2. / 10.),
        ],
    }

    ex_9_6: 2, "The loss of a classifier" {
        task: "`p` holds predicted probabilities of class 1 and `y` the classes, integers 0 or 1. \
               Compute the mean cross-entropy.",
        given: |rng| -> (Array<f64>, Array<i64>) {
            let mut y = rng.integers(0, 2, 12);
            y.set([0, 1], array([0, 1]));
            (rng.uniform_with(0.05, 0.95, 12), y)
        },
        answer: |(p, y)| {
            let pairs = p.to_vec().into_iter().zip(y.to_vec());
            let cost = |(p, y): (f64, i64)| if y == 1 { -p.ln() } else { -(1. - p).ln() };
            pairs.map(cost).sum::<f64>() / 12.
        },
        hints: [
            "Where `y` is 1 a prediction costs `-log(p)`, else `-log(1 - p)`.",
            "`where_(condition, a, b)` takes from one array or the other.",
            "The condition is `y.equal(1)`; then comes the mean.",
        ],
        solution: "let answer = where_(y.equal(1), -log(&p), -log(1. - &p)).mean();",
        wrong: [
            |(p, y)| where_(y.equal(1), -log(&p), -log(1. - &p)).sum(),
            |(p, y)| where_(y.equal(1), log(&p), log(1. - &p)).mean(),
            |(p, y)| -log(p.i(&y.equal(1))).mean(),
        ],
    }

    ex_9_7: 2, "Ridge regression" {
        task: "Ridge regression keeps weights small: it solves (XᵀX + λI) w = Xᵀy. Compute `w` for the \
               features `x`, the targets `y` and the strength λ in `strength`.",
        given: |rng| -> (Array<f64>, Array<f64>, f64) {
            (rng.normal((15, 3)), rng.normal(15) + 2., rng.integers(2, 9, 1)[[0]] as f64)
        },
        answer: |(x, y, strength)| {
            // The same weights fit the data with a row per weight added that pulls it to zero.
            let taller = vstack([&x, &(eye(3) * strength.sqrt())]);
            let targets = concatenate([&y, &zeros(3)]);
            lstsq(&taller, &targets).map_or_else(|_| zeros(0), |(weights, ..)| weights)
        },
        hints: [
            "The matrix on the left is `x.t().matmul(&x)` with something added to its diagonal.",
            "λI is `eye(3) * strength`.",
            "`solve(&left, &right)?` with the right side `x.t().dot(&y)`.",
        ],
        solution: "let left = x.t().matmul(&x) + eye(3) * strength;\n\
                   let answer = solve(&left, &x.t().dot(&y))?;",
        wrong: [
            |(x, y, strength)| lstsq(&x, &y).map_or_else(|_| zeros(0), |(weights, ..)| weights),
            |(x, y, strength)| {
                let left = x.t().matmul(&x) + strength;
                solve(&left, &x.t().dot(&y)).unwrap_or_else(|_| zeros(0))
            },
            |(x, y, strength)| x.t().dot(&y) / strength,
        ],
        tolerance: 1e-7,
    }

    ex_9_8: 3, "Softmax of large scores" {
        task: "Turn each row of `scores` into probabilities by the softmax: the exponential of each \
               score over the sum of the row's. Scores near 1000 must not overflow.",
        given: |rng| -> (Array<f64>,) { (rng.uniform_with(-3., 3., (4, 3)) + 1000.,) },
        answer: |(scores,)| {
            let mut rows = Vec::new();
            for row in 0..4 {
                let small = exp(scores.i(row) - scores.i(row).max());
                rows.push(&small / small.sum());
            }
            stack(&rows)
        },
        hints: [
            "Less the largest score of its row, no score is above 0, and the result is the same.",
            "`max_axis_keepdims(1)` has the shape (4, 1), which broadcasts over the columns.",
            "Divide the exponentials by their `sum_axis_keepdims(1)`.",
        ],
        solution: "let small = exp(&scores - scores.max_axis_keepdims(1));\n\
                   let answer = &small / small.sum_axis_keepdims(1);",
        wrong: [
            |(scores,)| exp(&scores) / exp(&scores).sum_axis_keepdims(1),
            |(scores,)| {
                let small = exp(&scores - scores.max());
                &small / small.sum_axis(0)
            },
            |(scores,)| &scores / scores.sum_axis_keepdims(1),
        ],
    }

    ex_9_9: 3, "A round of k-means" {
        task: "Do one round of k-means: find the nearest centroid of each of the `points`, and the \
               mean of the points of each centroid. The answer is the matrix of the new centroids.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            let centers = array([[-4., 0.], [4., 1.]]);
            let near = centers.i(repeat(&arange(2), 7));
            let points = near + rng.normal((14, 2));
            (rng.permutation(&points), centers + rng.normal((2, 2)) * 0.5)
        },
        answer: |(points, centroids)| {
            let mut sums = zeros((2, 3));
            for row in 0..14 {
                let distance = |k: i64| norm(&(points.i(row) - centroids.i(k)));
                let nearest = i64::from(distance(1) < distance(0));
                sums.set(nearest, sums.i(nearest) + append(&points.i(row), [1.]));
            }
            sums.i((.., ..2)) / sums.i((.., 2..))
        },
        hints: [
            "Squared distances: `square(points.i((.., NewAxis, ..)) - centroids.i((NewAxis, .., ..)))`, \
             summed over the last axis.",
            "`argmin_axis(1)` of these is the number of the nearest centroid.",
            "`points.i(&nearest.equal(k)).mean_axis(0)` is the new centroid `k`; `stack` them.",
        ],
        solution: "let gaps = points.i((.., NewAxis, ..)) - centroids.i((NewAxis, .., ..));\n\
                   let nearest = square(gaps).sum_axis(-1).argmin_axis(1);\n\
                   let moved = |k: i64| points.i(&nearest.equal(k)).mean_axis(0);\n\
                   let answer = stack([moved(0), moved(1)]);",
        wrong: [
            |(points, centroids)| centroids.clone(),
            |(points, centroids)| points.mean_axis(0),
            |(points, centroids)| {
                let gaps = points.i((.., NewAxis, ..)) - centroids.i((NewAxis, .., ..));
                square(gaps).sum_axis(-1).argmin_axis(1)
            },
        ],
    }

    ex_9_10: 3, "Three nearest neighbours" {
        task: "Classify each row of `queries` by its three nearest rows of `points`: the class, 0 or \
               1, that at least two of them have in `labels`.",
        given: |rng| -> (Array<f64>, Array<i64>, Array<f64>) {
            let centers = array([[-3., 0.], [3., 1.]]);
            let labels = rng.permutation(&repeat(&arange(2), 6));
            let points = centers.i(&labels) + rng.normal((12, 2)) * 0.8;
            let sides = rng.permutation(&array([0, 0, 0, 1, 1, 1, 1]));
            let queries = centers.i(&sides) + rng.normal((7, 2)) * 0.8;
            (points, labels, queries)
        },
        answer: |(points, labels, queries)| {
            let class = |query: Array<f64>| {
                let mut others: Vec<(f64, i64)> = (0..12)
                    .map(|row| (norm(&(points.i(row) - &query)), labels[[row]]))
                    .collect();
                others.sort_by(|a, b| a.0.total_cmp(&b.0));
                i64::from(others[..3].iter().map(|&(_, label)| label).sum::<i64>() >= 2)
            };
            array((0..7).map(|row| class(queries.i(row))).collect::<Vec<i64>>())
        },
        hints: [
            "All squared distances at once: `queries.i((.., NewAxis, ..)) - points.i((NewAxis, .., ..))`, \
             squared and summed over the last axis, shape (7, 12).",
            "`argsort_axis(1)` orders the points of each query; the first three columns are the nearest.",
            "`labels.i(&nearest)` has the shape (7, 3); where a row's sum is at least 2 the class is 1.",
        ],
        solution: "let gaps = queries.i((.., NewAxis, ..)) - points.i((NewAxis, .., ..));\n\
                   let nearest = square(gaps).sum_axis(-1).argsort_axis(1).i((.., ..3));\n\
                   let answer = labels.i(&nearest).sum_axis(1).ge(2).astype::<i64>();",
        wrong: [
            |(points, labels, queries)| {
                let gaps = queries.i((.., NewAxis, ..)) - points.i((NewAxis, .., ..));
                let furthest = square(gaps).sum_axis(-1).argsort_axis(1).i((.., -3..));
                labels.i(&furthest).sum_axis(1).ge(2).astype::<i64>()
            },
            |(points, labels, queries)| {
                let gaps = queries.i((.., NewAxis, ..)) - points.i((NewAxis, .., ..));
                let nearest = square(gaps).sum_axis(-1).argsort_axis(1).i((.., ..3));
                labels.i(&nearest).sum_axis(1).ge(2)
            },
            |(points, labels, queries)| labels.i(..7),
        ],
    }
}
