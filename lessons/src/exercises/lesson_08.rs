//! The exercises of lesson 8, integration with ML libraries.

use array_core::prelude::*;

const PORTS: [&str; 3] = ["Cherbourg", "Queenstown", "Southampton"];

exercises! {
    ex_8_1: 1, "A vector comes back" {
        task: "A model has given back the vector `elements`, row by row, for a matrix of `n` columns. \
               Make it an array.",
        given: |rng| -> (Vec<f64>, i64) {
            let n = rng.integers(2, 5, 1)[0];
            (round_with(rng.uniform_with(-9., 9., n * 5), 1).to_vec(), n)
        },
        answer: |(elements, n)| {
            let rows = elements.chunks(n as usize).map(|row| array(row.to_vec()));
            stack(&rows.collect::<Vec<Array<f64>>>())
        },
        hints: [
            "`Array::from(elements)` has one axis.",
            "`.reshape((-1, n))` counts the rows for you.",
        ],
        solution: "let answer = Array::from(elements).reshape((-1, n));",
        wrong: [
            |(elements, n)| Array::from(elements),
            |(elements, n)| Array::from(elements).reshape((n, -1)),
            |(elements, n)| Array::from(elements).reshape((1, -1)),
        ],
    }

    ex_8_2: 1, "Column by column" {
        task: "A library wants the elements of `m` column by column. Give them as a vector.",
        given: |rng| -> (Array<f64>,) { (round_with(rng.uniform_with(0., 9., (3, 4)), 1),) },
        answer: |(m,)| (0..4).flat_map(|k| m.i((.., k)).to_vec()).collect::<Vec<f64>>(),
        hints: [
            "`to_vec` goes row by row, and the columns of `m` are the rows of another matrix.",
            "`m.t()` is that matrix.",
        ],
        solution: "let answer = m.t().to_vec();",
        wrong: [
            |(m,)| m.to_vec(),
            |(m,)| m.t(),
        ],
    }

    ex_8_3: 1, "What was right" {
        task: "`predicted` comes from a classifier as a vector of `u32`, the true classes are in the array \
               `label`. Which share is right?",
        given: |rng| -> (Vec<u32>, Array<i64>) {
            let label = rng.integers(0, 3, 21);
            let shift = rng.random(21).lt(0.3).astype::<i64>();
            let predicted = (&label + shift) % 3;
            (predicted.astype::<u32>().to_vec(), label)
        },
        answer: |(predicted, label)| {
            let pairs = predicted.iter().zip(&label);
            pairs.filter(|&(&said, &is)| i64::from(said) == is).count() as f64 / 21.
        },
        hints: [
            "Make `predicted` an array of the same element type as `label`.",
            "`Array::from(predicted).astype::<i64>()` can be compared with `&label`.",
            "The mean of booleans is the share of those that are true.",
        ],
        solution: "let predicted = Array::from(predicted).astype::<i64>();\n\
                   let answer = predicted.equal(&label).mean();",
        wrong: [
            |(predicted, label)| Array::from(predicted).astype::<i64>().equal(&label).sum(),
            |(predicted, label)| Array::from(predicted).astype::<i64>().not_equal(&label).mean(),
            |(predicted, label)| Array::from(predicted).astype::<i64>().equal(&label),
        ],
    }

    ex_8_4: 2, "Colours first" {
        task: "Networks want pictures as `f32` from 0 to 1, with the colours first. `image` has shape \
               (height, width, 3) and bytes from 0 to 255. Convert it.",
        given: |rng| -> (Array<u8>,) { (rng.integers(0, 256, (4, 5, 3)).astype::<u8>(),) },
        answer: |(image,)| {
            let colours = (0..3).map(|k| image.i((.., .., k)).astype::<f32>() / 255_f32);
            stack(&colours.collect::<Vec<Array<f32>>>())
        },
        hints: [
            "Three steps: other axes, other element type, other range.",
            "`image.transpose_axes((2, 0, 1))` puts the last axis first.",
            "Convert by `.astype::<f32>()` before you divide by 255.",
        ],
        solution: "let answer = image.transpose_axes((2, 0, 1)).astype::<f32>() / 255.;",
        wrong: [
            |(image,)| image.astype::<f32>() / 255.,
            |(image,)| image.astype::<f32>().reshape((3, 4, 5)) / 255.,
            |(image,)| image.transpose_axes((2, 0, 1)).astype::<f64>() / 255.,
            |(image,)| image.t().astype::<f32>() / 255.,
        ],
        tolerance: 1e-6,
    }

    ex_8_5: 2, "Sales of each shop" {
        task: "The columns of `m` are `shop`, `month` and `sales`. Give the mean sales of each shop, in \
               the order of the shops' numbers.",
        given: |rng| -> (Array<f64>,) {
            let shop = rng.permutation(&repeat(&arange((1., 4.)), 4));
            let month = tile(&arange((1., 5.)), 3);
            (column_stack([&shop, &month, &rng.integers(20, 90, 12).astype::<f64>()]),)
        },
        answer: |(m,)| {
            let mean = |shop: i64| m.i(m.i((.., 0)).equal(shop as f64)).i((.., 2)).mean();
            array([mean(1), mean(2), mean(3)])
        },
        hints: [
            "A data frame groups: `to_df(&m, [\"shop\", \"month\", \"sales\"])?`.",
            "`.groupby(\"shop\")?.mean()?` has a row for each shop.",
            "`.col(\"sales\")?` is the column you want.",
        ],
        solution: "let sales = to_df(&m, [\"shop\", \"month\", \"sales\"])?;\n\
                   let answer = sales.groupby(\"shop\")?.mean()?.col(\"sales\")?;",
        wrong: [
            |(m,)| m.i((.., 2)).mean(),
            |(m,)| m.i((.., 2)).reshape((3, 4)).mean_axis(1),
            |(m,)| bincount_weights(&m.i((.., 0)).astype::<i64>(), &m.i((.., 2))).i(1..),
        ],
    }

    ex_8_6: 2, "Ports as columns" {
        task: "`ports` holds texts. Make one-hot codes of them, `f64`, with the columns in alphabetical \
               order.",
        given: |rng| -> (Vec<String>,) {
            let others = rng.integers(0, 3, 5).to_vec();
            let order = rng.permutation(3).to_vec().into_iter().chain(others);
            (order.map(|k| PORTS[k as usize].to_owned()).collect(),)
        },
        answer: |(ports,)| {
            let codes = ports.iter().map(|port| PORTS.iter().position(|name| name == port));
            let codes: Array<i64> = codes.map(|code| code.unwrap_or_default() as i64).collect();
            eye(3).i(&codes)
        },
        hints: [
            "`df!(\"port\" => &ports)?` is a data frame with one column of texts.",
            "`.one_hot(\"port\")?` puts a column for each category in its place.",
            "`from_df::<f64>(&..)?` makes the matrix.",
        ],
        solution: "let frame = df!(\"port\" => &ports)?.one_hot(\"port\")?;\n\
                   let answer = from_df::<f64>(&frame)?;",
        wrong: [
            |(ports,)| {
                let codes = ports.iter().map(|port| PORTS.iter().position(|name| name == port));
                codes.map(|code| code.unwrap_or_default() as i64).collect::<Array<i64>>()
            },
            |(ports,)| {
                let codes = ports.iter().map(|port| PORTS.iter().rposition(|name| name == port));
                let codes = codes.map(|code| 2 - code.unwrap_or_default() as i64);
                eye(3).i(&codes.collect::<Array<i64>>())
            },
            |(ports,)| {
                let codes = ports.iter().map(|port| PORTS.iter().position(|name| name == port));
                let codes = codes.map(|code| code.unwrap_or_default() as i64);
                eye(3).i(&codes.collect::<Array<i64>>()).astype::<u8>()
            },
        ],
    }

    ex_8_7: 3, "The bill" {
        task: "The columns of `orders` are `item` and `count`, those of `list` are `item` and `price`. Give \
               the total price of all orders; an item that is not in the list is free.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            let items = rng.permutation(6);
            let listed = items.i(..5).astype::<f64>();
            let price = round_with(rng.uniform_with(1., 9., 5), 1);
            let item = append(&rng.integers(0, 6, 6), items.i(4..)).astype::<f64>();
            let count = rng.integers(1, 5, 8).astype::<f64>();
            (column_stack([&item, &count]), column_stack([&listed, &price]))
        },
        answer: |(orders, list)| {
            let mut total = 0.;
            for k in 0..orders.shape()[0] {
                for j in 0..list.shape()[0] {
                    if orders[[k, 0]] == list[[j, 0]] {
                        total += orders[[k, 1]] * list[[j, 1]];
                    }
                }
            }
            total
        },
        hints: [
            "Two data frames that are merged on `item` have count and price side by side.",
            "`merge` keeps the rows that have a partner, which is right here.",
            "Multiply the columns `count` and `price` as arrays, then take the sum.",
        ],
        solution: "let orders = to_df(&orders, [\"item\", \"count\"])?;\n\
                   let list = to_df(&list, [\"item\", \"price\"])?;\n\
                   let both = orders.merge(&list, \"item\")?;\n\
                   let answer = (both.col(\"count\")? * both.col(\"price\")?).sum();",
        wrong: [
            |(orders, list)| orders.i((.., 1)).sum() * list.i((.., 1)).sum(),
            |(orders, list)| (orders.i((..5, 1)) * list.i((.., 1))).sum(),
            |(orders, list)| {
                let listed = in1d(&orders.i((.., 0)), &list.i((.., 0)));
                orders.i((.., 1)).i(&listed).sum() * list.i((.., 1)).mean()
            },
        ],
    }
}
