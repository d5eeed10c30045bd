//! The exercises of lesson 10, projects and practice.

use array_core::prelude::*;

exercises! {
    ex_10_1: 1, "Images to rows" {
        task: "`images` are bytes of the shape (n, height, width). Make a matrix with a row per image, \
               as `f64` between 0 and 1.",
        given: |rng| -> (Array<u8>,) {
            let sides = rng.integers(3, 7, 2).to_vec();
            (rng.integers(0, 256, (5, sides[0], sides[1])).astype::<u8>(),)
        },
        answer: |(images,)| {
            let rows = (0..5).map(|k| images.i(k).astype::<f64>().ravel() / 255.);
            stack(&rows.collect::<Vec<_>>())
        },
        hints: [
            "Three steps: another type, another shape, a division.",
            "`reshape((5, -1))` finds the second side itself.",
        ],
        solution: "let answer = images.astype::<f64>().reshape((5, -1)) / 255.;",
        wrong: [
            |(images,)| images.reshape((5, -1)),
            |(images,)| images.astype::<f64>() / 255.,
            |(images,)| images.astype::<f64>().reshape((5, -1)),
        ],
    }

    ex_10_2: 1, "Fill the gaps" {
        task: "Replace each NaN in `age` by the median of the ages that are known.",
        given: |rng| -> (Array<f64>,) {
            let mut age = rng.integers(1, 80, 14).astype::<f64>();
            age.set(rng.choice_with(14, 4, false, None), f64::NAN);
            (age,)
        },
        answer: |(age,)| {
            let mut known: Vec<f64> = age.to_vec().into_iter().filter(|age| !age.is_nan()).collect();
            known.sort_by(f64::total_cmp);
            let median = (known[4] + known[5]) / 2.;
            let filled = age.to_vec().into_iter().map(|age| if age.is_nan() { median } else { age });
            array(filled.collect::<Vec<f64>>())
        },
        hints: [
            "`isnan(&age)` says where, `nanmedian(&age)` by what.",
            "`where_(mask, a, b)` takes `a` where the mask is true, else `b`.",
        ],
        solution: "let answer = where_(isnan(&age), nanmedian(&age), &age);",
        wrong: [
            |(age,)| where_(isnan(&age), median(&age), &age),
            |(age,)| nan_to_num(&age),
            |(age,)| age.i(!isnan(&age)),
        ],
    }

    ex_10_3: 1, "The lazy baseline" {
        task: "A baseline calls everything by the most frequent of the `labels`, which are 0, 1, 2 or \
               3. Compute its accuracy.",
        given: |rng| -> (Array<i64>,) {
            let more = full(rng.integers(5, 10, 1)[[0]], 2.).astype::<i64>();
            (rng.permutation(&concatenate([&rng.integers(0, 4, 15), &more])),)
        },
        answer: |(labels,)| {
            let count = |k: i64| labels.to_vec().into_iter().filter(|&label| label == k).count();
            (0..4).map(count).max().unwrap_or_default() as f64 / labels.size() as f64
        },
        hints: [
            "`bincount(&labels)` says how often each class occurs.",
            "The largest count over the number of labels; `as f64` before dividing.",
        ],
        solution: "let answer = bincount(&labels).max() as f64 / labels.size() as f64;",
        wrong: [
            |(labels,)| bincount(&labels).argmax(),
            |(labels,)| bincount(&labels).max(),
            |(labels,)| labels.equal(0).mean() / 2.,
        ],
    }

    ex_10_4: 2, "Rate by group" {
        task: "`class` is 1, 2 or 3 and `survived` 0 or 1. Compute the share that survived in each \
               class: an array of three.",
        given: |rng| -> (Array<i64>, Array<i64>) {
            let class = concatenate([&array([1, 2, 3]), &rng.integers(1, 4, 21)]);
            (class, rng.integers(0, 2, 24))
        },
        answer: |(class, survived)| {
            let share = |k: i64| {
                let mine = (0..24).filter(|&row| class[[row]] == k);
                let fates: Vec<i64> = mine.map(|row| survived[[row]]).collect();
                fates.iter().sum::<i64>() as f64 / fates.len() as f64
            };
            array([share(1), share(2), share(3)])
        },
        hints: [
            "`survived.i(&class.equal(1))` are the fates of class 1; their mean is the share.",
            "For all at once: `bincount_weights(&class, &survived)` over `bincount(&class)`. Class 0 is \
             empty; leave it out.",
        ],
        solution: "let share = |k: i64| survived.i(&class.equal(k)).mean();\n\
                   let answer = array([share(1), share(2), share(3)]);",
        wrong: [
            |(class, survived)| {
                bincount_weights(&class, &survived) / bincount(&class).astype::<f64>()
            },
            |(class, survived)| bincount_weights(&class, &survived).i(1..),
            |(class, survived)| survived.mean(),
        ],
    }

    ex_10_5: 2, "Half as large" {
        task: "Halve the `image`, whose sides are even: each block of 2 by 2 pixels becomes its mean.",
        given: |rng| -> (Array<f64>,) {
            let sides = (rng.integers(2, 5, 2) * 2).to_vec();
            (rng.integers(0, 17, (sides[0], sides[1])).astype::<f64>(),)
        },
        answer: |(image,)| {
            let part = |row: i64, column: i64| image.i(((row..).by(2), (column..).by(2)));
            (part(0, 0) + part(0, 1) + part(1, 0) + part(1, 1)) / 4.
        },
        hints: [
            "Reshape to four axes: (blocks down, 2, blocks across, 2).",
            "The axes 1 and 3 are within the blocks: `mean_axes([1, 3])`.",
            "`image.shape()[0] / 2` is the number of blocks down.",
        ],
        solution: "let (high, wide) = (image.shape()[0] / 2, image.shape()[1] / 2);\n\
                   let answer = image.reshape((high, 2, wide, 2)).mean_axes([1, 3]);",
        wrong: [
            |(image,)| image.i(((..).by(2), (..).by(2))),
            |(image,)| image.reshape((-1, 4)).mean_axis(1),
            |(image,)| {
                let (high, wide) = (image.shape()[0] / 2, image.shape()[1] / 2);
                image.reshape((high, 2, wide, 2)).sum_axes([1, 3])
            },
        ],
    }

    ex_10_6: 2, "Who is alike?" {
        task: "Compute the matrix of the cosine similarities of the rows of `a`.",
        given: |rng| -> (Array<f64>,) { (rng.normal((5, 4)),) },
        answer: |(a,)| {
            let cosine = |i: i64, j: i64| {
                let product = (a.i(i) * a.i(j)).sum();
                product / ((a.i(i) * a.i(i)).sum() * (a.i(j) * a.i(j)).sum()).sqrt()
            };
            let all = (0..25).map(|k| cosine(k / 5, k % 5));
            array(all.collect::<Vec<f64>>()).reshape((5, 5))
        },
        hints: [
            "`a.matmul(&a.t())` has the products of all pairs of rows.",
            "`a.norm_axis(1)` are the lengths of the rows; as a column, `.reshape((-1, 1))`.",
            "Divide the rows by their length first; then one product is all.",
        ],
        solution: "let unit = &a / a.norm_axis(1).reshape((-1, 1));\n\
                   let answer = unit.matmul(&unit.t());",
        wrong: [
            |(a,)| a.matmul(&a.t()),
            |(a,)| corrcoef(&a),
            |(a,)| a.matmul(&a.t()) / a.norm_axis(1),
        ],
    }

    ex_10_7: 3, "One prediction" {
        task: "`opinion` holds what each person thinks of a film, NaN where unknown, and `similarity` \
               how alike each is to you. Predict your opinion: the mean of the known ones, weighted by \
               similarity. People with a negative similarity do not count.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            let mut opinion = round_with(rng.normal(10) * 1.5, 1);
            opinion.set(rng.choice_with(10, 3, false, None), f64::NAN);
            let signs = rng.permutation(&array([1., 1., 1., 1., 1., 1., 1., -1., -1., -1.]));
            (opinion, rng.uniform_with(0.2, 1., 10) * signs)
        },
        answer: |(opinion, similarity)| {
            let pairs = opinion.to_vec().into_iter().zip(similarity.to_vec());
            let counted = pairs.filter(|(opinion, similarity)| !opinion.is_nan() && *similarity > 0.);
            let (sum, weights) = counted.fold((0., 0.), |(sum, weights), (opinion, similarity)| {
                (sum + opinion * similarity, weights + similarity)
            });
            sum / weights
        },
        hints: [
            "Two conditions make one mask: known, and similar.",
            "With the mask pick from both arrays; the weighted sum over the sum of the weights.",
            "`average_with(&a, &weights)` is the weighted mean.",
        ],
        solution: "let counts = !isnan(&opinion) & similarity.gt(0.);\n\
                   let answer = average_with(&opinion.i(&counts), &similarity.i(&counts));",
        wrong: [
            |(opinion, similarity)| nanmean(&opinion),
            |(opinion, similarity)| {
                let known = !isnan(&opinion);
                average_with(&opinion.i(&known), &similarity.i(&known))
            },
            |(opinion, similarity)| (&opinion * &similarity).mean(),
        ],
    }

    ex_10_8: 3, "Judge on other rows" {
        task: "Fit `y` by the features `x` with the least squares on the first 20 rows, with an \
               intercept, and compute the root of the mean squared error on the rows that remain.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            let x = rng.normal((30, 2));
            let y = x.dot(&rng.uniform_with(1., 4., 2)) + 5. + rng.normal(30) * 0.7;
            (x, y)
        },
        answer: |(x, y)| {
            // The centred normal equations of two unknowns, by Cramer's rule.
            let (known, target) = (x.i(..20), y.i(..20));
            let centred = &known - known.mean_axis(0);
            let (a, b) = (centred.i((.., 0)), centred.i((.., 1)));
            let dy = &target - target.mean();
            let (aa, ab, bb) = ((&a * &a).sum(), (&a * &b).sum(), (&b * &b).sum());
            let (ay, by) = ((&a * &dy).sum(), (&b * &dy).sum());
            let slopes = array([ay * bb - by * ab, by * aa - ay * ab]) / (aa * bb - ab * ab);
            let rest = x.i(20..) - known.mean_axis(0);
            let error = rest.dot(&slopes) + target.mean() - y.i(20..);
            (&error * &error).mean().sqrt()
        },
        hints: [
            "Put a column of ones before `x`: `hstack([&ones((30, 1)), &x])`.",
            "`lstsq` on `.i(..20)` of both; predict with `.i(20..)`.",
            "The root of the mean of the squared difference.",
        ],
        solution: "let features = hstack([&ones((30, 1)), &x]);\n\
                   let (w, ..) = lstsq(&features.i(..20), &y.i(..20))?;\n\
                   let error = features.i(20..).dot(&w) - y.i(20..);\n\
                   let answer = square(&error).mean().sqrt();",
        wrong: [
            |(x, y)| {
                let w = lstsq(&x.i(..20), &y.i(..20)).map_or_else(|_| zeros(2), |(w, ..)| w);
                square(x.i(20..).dot(&w) - y.i(20..)).mean().sqrt()
            },
            |(x, y)| {
                let features = hstack([&ones((30, 1)), &x]);
                let w = lstsq(&features, &y).map_or_else(|_| zeros(3), |(w, ..)| w);
                square(features.dot(&w) - &y).mean().sqrt()
            },
            |(x, y)| y.i(20..).std(),
        ],
    }
}
