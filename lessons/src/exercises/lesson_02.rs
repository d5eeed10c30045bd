//! The exercises of lesson 2, installation and setup.

use array_core::prelude::*;

exercises! {
    ex_2_1: 1, "A first answer" {
        task: "Compute the mean of `x`. If this works, arrays and exercises both do.",
        given: |rng| -> (Array<f64>,) { (round(rng.uniform_with(0., 100., 8)),) },
        answer: |(x,)| x.to_vec().iter().sum::<f64>() / 8.,
        hints: ["A mean is a method of the array.", "It is called `mean`, without arguments."],
        solution: "let answer = x.mean();",
        wrong: [|(x,)| x.sum(), |(x,)| x.to_vec(), |(x,)| "mean"],
    }

    ex_2_2: 1, "Two equations" {
        task: "Solve the two equations whose coefficients are the rows of `a` and whose right sides \
               are in `b`.",
        given: |rng| -> (Array<f64>, Array<f64>) {
            let off = rng.integers(1, 5, (2, 2)).astype::<f64>();
            (off + eye(2) * 6., rng.integers(1, 20, 2).astype::<f64>())
        },
        answer: |(a, b)| {
            let determinant = a[[0, 0]] * a[[1, 1]] - a[[0, 1]] * a[[1, 0]];
            let x = (b[[0]] * a[[1, 1]] - a[[0, 1]] * b[[1]]) / determinant;
            let y = (a[[0, 0]] * b[[1]] - b[[0]] * a[[1, 0]]) / determinant;
            array([x, y])
        },
        hints: [
            "There is a cell in *Linear algebra* that does the same for other numbers.",
            "`solve` gives a `Result`: write `?` behind it.",
        ],
        solution: "let answer = solve(&a, &b)?;",
        wrong: [
            |(a, b)| a.dot(&b),
            |(a, b)| &b / &a,
            |(a, b)| b.clone(),
        ],
    }

    ex_2_3: 1, "Where the kernelspec lies" {
        task: "An environment lies in the folder `prefix`. Where does `array-kernel install \
               --sys-prefix` put the kernelspec's folder? The answer is a `String`.",
        given: |rng| -> (String,) {
            let names = ["ada", "emmy", "grace", "mary", "sophie"];
            let name = names[rng.integers(0, 5, 1)[[0]] as usize];
            (format!("/home/{name}/ml{}", rng.integers(1, 100, 1)[[0]]),)
        },
        answer: |(prefix,)| prefix + "/share/jupyter/kernels/rust-array",
        hints: [
            "The lesson lists the files of such a folder.",
            "Below the environment it is `share/jupyter/kernels`, and then the kernel's name.",
            "`format!(\"{prefix}/...\")` puts the text of a variable into another.",
        ],
        solution: "let answer = format!(\"{prefix}/share/jupyter/kernels/rust-array\");",
        wrong: [
            |(prefix,)| prefix,
            |(prefix,)| format!("{prefix}/share/jupyter/kernels"),
            |(prefix,)| "~/.local/share/jupyter/kernels/rust-array",
        ],
    }

    ex_2_4: 2, "Memory of an array" {
        task: "How many bytes does an array of `rows` by `columns` numbers of the type `f32` take? The \
               answer is a whole number.",
        given: |rng| -> (usize, usize) {
            let sides = rng.integers(10, 200, 2);
            (sides[[0]] as usize, sides[[1]] as usize)
        },
        answer: |(rows, columns)| 4 * rows * columns,
        hints: [
            "A cell in *The arrays* shows what `nbytes` says of an `f32` array.",
            "Make one, `zeros((rows, columns)).astype::<f32>()`, and ask it.",
        ],
        solution: "let answer = zeros((rows, columns)).astype::<f32>().nbytes();",
        wrong: [
            |(rows, columns)| zeros((rows, columns)).nbytes(),
            |(rows, columns)| rows * columns,
            |(rows, columns)| 4. * (rows * columns) as f64 + 0.5,
        ],
    }

    ex_2_5: 2, "New enough?" {
        task: "`versions` holds one installed version per row: major, minor, patch. Which rows are at \
               least version 3.11? The answer is an array of `bool`.",
        given: |rng| -> (Array<i64>,) {
            let mut versions = rng.integers(0, 20, (9, 3));
            versions.set((.., 0), rng.integers(2, 5, 9));
            versions.set(0, array([3, 11, 0]));
            versions.set(1, array([3, 9, 18]));
            versions.set(2, array([4, 0, 1]));
            versions.set(3, array([2, 18, 3]));
            (versions,)
        },
        answer: |(versions,)| {
            let new = |row: i64| (versions[[row, 0]], versions[[row, 1]]) >= (3, 11);
            array((0..9).map(new).collect::<Vec<bool>>())
        },
        hints: [
            "A major version above 3 is enough; with 3 the minor one decides.",
            "`versions.i((.., 0))` are the major ones. Masks combine with `&` and `|`.",
            "`major.gt(3) | (major.equal(3) & minor.ge(11))`",
        ],
        solution: "let (major, minor) = (versions.i((.., 0)), versions.i((.., 1)));\n\
                   let answer = major.gt(3) | (major.equal(3) & minor.ge(11));",
        wrong: [
            |(versions,)| versions.i((.., 0)).ge(3),
            |(versions,)| versions.i((.., 0)).ge(3) & versions.i((.., 1)).ge(11),
            |(versions,)| versions.i((.., 1)).ge(11),
        ],
    }

    ex_2_6: 3, "Operations a second" {
        task: "Products of two square matrices with the sides `n` took `seconds`. How many billions \
               (10⁹) of operations a second is each? A product takes 2n³ of them.",
        given: |rng| -> (Array<i64>, Array<f64>) {
            (rng.integers(2, 40, 5) * 50, rng.uniform_with(0.001, 0.2, 5))
        },
        answer: |(n, seconds)| {
            let rate = |k: i64| 2. * (n[[k]] as f64).powi(3) / seconds[[k]] / 1e9;
            array((0..5).map(rate).collect::<Vec<f64>>())
        },
        hints: [
            "The formula works on whole arrays; only the types have to fit.",
            "`n.astype::<f64>()` may be divided by `seconds`.",
            "`power(&x, 3)` is the third power.",
        ],
        solution: "let n = n.astype::<f64>();\n\
                   let answer = 2. * power(&n, 3) / &seconds / 1e9;",
        wrong: [
            |(n, seconds)| 2. * power(n.astype::<f64>(), 3) * &seconds / 1e9,
            |(n, seconds)| power(n.astype::<f64>(), 3) / &seconds / 1e9,
            |(n, seconds)| 2. * power(n.astype::<f64>(), 3) / &seconds,
        ],
    }
}
