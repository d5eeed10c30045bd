//! The exercises of lesson 4, advanced manipulation.

use array_core::prelude::*;

exercises! {
    ex_4_1: 1, "Pages and rows" {
        task: "`v` holds 24 numbers. Make of them an array of shape (2, 3, 4), and a matrix with two \
               rows. Answer with both, in a tuple.",
        given: |rng| -> (Array<i64>,) { (rng.integers(0, 100, 24),) },
        answer: |(v,)| (v.reshape((2, 3, 4)), stack([v.i(..12), v.i(12..)])),
        hints: [
            "`v.reshape(..)` takes the new shape as a tuple.",
            "A length of -1 is computed: `v.reshape((2, -1))`.",
        ],
        solution: "let answer = (v.reshape((2, 3, 4)), v.reshape((2, -1)));",
        wrong: [
            |(v,)| v.reshape((2, 3, 4)),
            |(v,)| (v.reshape((2, 4, 3)), v.reshape((2, -1))),
            |(v,)| (v.reshape((2, 3, 4)), v.reshape((-1, 2))),
        ],
    }

    ex_4_2: 1, "Images to rows" {
        task: "`images` is a batch of shape (n, height, width). Make it a matrix with one image in each \
               row.",
        given: |rng| -> (Array<i64>,) {
            let sides = rng.integers(4, 7, 3);
            (rng.integers(0, 256, (sides[0], sides[1] + 1, sides[2])),)
        },
        answer: |(images,)| {
            let rows: Vec<Array<i64>> = (0..images.shape()[0]).map(|k| images.i(k).ravel()).collect();
            stack(&rows)
        },
        hints: [
            "The first length stays, the other two become one.",
            "`images.shape()[0]` is the first length; -1 stands for the rest.",
        ],
        solution: "let answer = images.reshape((images.shape()[0], -1));",
        wrong: [
            |(images,)| images.ravel(),
            |(images,)| images.reshape((images.shape()[0], -1)).t(),
            |(images,)| images.t().reshape((images.shape()[0], -1)),
        ],
    }

    ex_4_3: 1, "A column of ones" {
        task: "Put a column of ones in front of the matrix `x`, whatever the number of its rows.",
        given: |rng| -> (Array<f64>,) {
            let rows = rng.integers(4, 9, 1)[0];
            (round_with(rng.uniform_with(0., 9., (rows, 3)), 1),)
        },
        answer: |(x,)| insert_axis(&x, 0, 1., 1),
        hints: [
            "`hstack` puts matrices side by side; all have the same number of rows.",
            "`ones((n, 1))` is a column; `x.shape()[0]` is the number of rows.",
        ],
        solution: "let answer = hstack([&ones((x.shape()[0], 1)), &x]);",
        wrong: [
            |(x,)| hstack([&x, &ones((x.shape()[0], 1))]),
            |(x,)| vstack([&ones((1, 3)), &x]),
            |(x,)| hstack([&zeros((x.shape()[0], 1)), &x]),
        ],
    }

    ex_4_4: 2, "Training and test" {
        task: "Split the rows of `x`: the first four fifths are for training, the rest is for testing. \
               Answer with both parts, in a tuple.",
        given: |rng| -> (Array<i64>,) {
            let rows = rng.integers(2, 6, 1)[0] * 5;
            (rng.integers(0, 100, (rows, 3)),)
        },
        answer: |(x,)| {
            let cut = x.shape()[0] * 4 / 5;
            (x.i(..cut), x.i(cut..))
        },
        hints: [
            "The cut lies before row `x.shape()[0] * 4 / 5`.",
            "`vsplit(&x, [cut])` gives both parts in a vector; a slice each, `x.i(..cut)`, does as well.",
        ],
        solution: "let cut = x.shape()[0] * 4 / 5;\n\
                   let answer = (x.i(..cut), x.i(cut..));",
        wrong: [
            |(x,)| x.i(..x.shape()[0] * 4 / 5),
            |(x,)| {
                let cut = x.shape()[0] / 5;
                (x.i(..cut), x.i(cut..))
            },
            |(x,)| {
                let cut = x.shape()[0] * 4 / 5;
                (x.i(cut..), x.i(..cut))
            },
        ],
    }

    ex_4_5: 2, "Leaks" {
        task: "Replace the negative numbers of `x` by a tenth of themselves; the others stay.",
        given: |rng| -> (Array<f64>,) {
            let mut x = round_with(rng.uniform_with(-9., 9., 10), 1);
            x.set([2, 5], [-4., 4.]);
            (x,)
        },
        answer: |(x,)| {
            let leaked = x.to_vec().into_iter().map(|value| if value < 0. { value * 0.1 } else { value });
            array(leaked.collect::<Vec<f64>>())
        },
        hints: [
            "`where_(mask, a, b)` takes from `a` where the mask is true, and from `b` elsewhere.",
            "The mask is `x.lt(0.)`, the two sides are `&x * 0.1` and `&x`.",
        ],
        solution: "let answer = where_(x.lt(0.), &x * 0.1, &x);",
        wrong: [
            |(x,)| where_(x.lt(0.), 0., &x),
            |(x,)| where_(x.gt(0.), &x * 0.1, &x),
            |(x,)| abs(&x),
        ],
    }

    ex_4_6: 2, "Back in order" {
        task: "Somebody computed `shuffled = original.i(&order)` and lost `original`. Get it back from \
               `shuffled` and `order`.",
        given: |rng| -> (Array<i64>, Array<i64>) {
            let original = rng.choice_with(90, 12, false, None) + 10;
            let order = rng.permutation(12);
            (original.i(&order), order)
        },
        answer: |(shuffled, order)| {
            let mut original = zeros_like(&shuffled);
            for (k, place) in order.to_vec().into_iter().enumerate() {
                original[place] = shuffled[k];
            }
            original
        },
        hints: [
            "`order` says where each element came from. You need where each element went to.",
            "The order that sorts `order` undoes it.",
            "`order.argsort()` is an index for `shuffled`.",
        ],
        solution: "let answer = shuffled.i(order.argsort());",
        wrong: [
            |(shuffled, order)| shuffled.i(&order),
            |(shuffled, order)| sort(&shuffled),
            |(shuffled, order)| order.argsort(),
        ],
    }

    ex_4_7: 3, "Half the size" {
        task: "Halve `image` in both directions: each pixel of the answer is the mean of a block of 2x2 \
               pixels. Both sides of `image` are even. Use no loop.",
        given: |rng| -> (Array<f64>,) {
            let sides = rng.integers(2, 5, 2) * 2;
            (round(rng.uniform_with(0., 255., (sides[0], sides[1] + 2))),)
        },
        answer: |(image,)| {
            let part = |row: i64, column: i64| image.i(((row..).by(2), (column..).by(2)));
            (part(0, 0) + part(0, 1) + part(1, 0) + part(1, 1)) / 4.
        },
        hints: [
            "A matrix of (h, w) blocks is an array of four axes: block row, row in the block, block \
             column, column in the block.",
            "`image.reshape((h, 2, w, 2))`, where `h` and `w` are half the sides.",
            "Then the mean over the axes inside the blocks: `.mean_axes([1, 3])`.",
        ],
        solution: "let (h, w) = (image.shape()[0] / 2, image.shape()[1] / 2);\n\
                   let answer = image.reshape((h, 2, w, 2)).mean_axes([1, 3]);",
        wrong: [
            |(image,)| image.i(((..).by(2), (..).by(2))),
            |(image,)| {
                let (h, w) = (image.shape()[0] / 2, image.shape()[1] / 2);
                image.reshape((h, w, 2, 2)).mean_axes([2, 3])
            },
            |(image,)| {
                let (h, w) = (image.shape()[0] / 2, image.shape()[1] / 2);
                image.reshape((h, 2, w, 2)).sum_axes([1, 3])
            },
        ],
    }
}
