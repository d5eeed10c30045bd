"""Arrays in the machine learning tools of Python, through files, both ways.

scikit-learn fits models on what a cell wrote, and the cell calculates with their coefficients.
PyTorch, TensorFlow and the package of safetensors itself get every array as a tensor of their own,
bit for bit, and give it back. The last lines of the report are the matrix of the round trips.

PyTorch and TensorFlow are not among the requirements of the tests, of which they would be by far the
largest part: where one is absent its tests are skipped and say what to install.
"""

import ast
import importlib
import itertools

import numpy as np
import pytest
from files import Files
from test_files import same, sample

ABSENT = "{} is not installed: pip install {}"

DTYPES = ["bool", "uint8", "int64", "float32", "float64"]
# Of rank 0 to 4, some without elements.
SHAPES = [(), (0,), (5,), (2, 3), (3, 0, 2), (2, 3, 4), (1, 2, 1, 3)]
ORDERS = "CF"
FORMATS = ["npy", "npz", "safetensors"]
NAME = "the array"


def needed(module: str, package: str):
    """A module, or the end of the test with the reason."""
    return pytest.importorskip(module, reason=ABSENT.format(module.split(".")[0], package))


class Partner:
    """A package with tensors of its own, from and to arrays of NumPy."""

    def __init__(self, module: str, safetensors: str, package: str):
        self.own = needed(module, package)
        needed("safetensors", "safetensors")
        self.safetensors = importlib.import_module(safetensors)

    def load(self, format: str, path):
        """The tensor of a file."""
        if format == "safetensors":
            return self.safetensors.load_file(path)[NAME]
        loaded = np.load(path)
        return self.tensor(loaded if format == "npy" else loaded[NAME])

    def save(self, format: str, path, tensor):
        if format == "safetensors":
            self.safetensors.save_file({NAME: self.stored(tensor)}, path)
        elif format == "npy":
            np.save(path, self.array(tensor))
        else:
            np.savez(path, **{NAME: self.array(tensor)})

    def stored(self, tensor):
        """The tensor in the layout that its package's safetensors ask for."""
        return tensor

    def can_save(self, format: str, shape: tuple) -> bool:
        return True

    def array(self, tensor) -> np.ndarray:
        return np.asarray(tensor.numpy())


class PyTorch(Partner):
    """Tensors with strides, which may be those of an array by columns."""

    def __init__(self):
        super().__init__("torch", "safetensors.torch", "torch safetensors")

    def tensor(self, array: np.ndarray):
        # A copy with the same strides: tensors share memory that they may write.
        return self.own.from_numpy(np.array(array))

    def stored(self, tensor):
        return tensor.contiguous()

    def dtype(self, tensor) -> str:
        return str(tensor.dtype).removeprefix("torch.")


class TensorFlow(Partner):
    """Tensors by rows always."""

    def __init__(self):
        super().__init__("tensorflow", "safetensors.tensorflow", "tensorflow-cpu safetensors")

    def tensor(self, array: np.ndarray):
        return self.own.constant(array)

    def can_save(self, format: str, shape: tuple) -> bool:
        # safetensors 0.8 asks such a tensor for its NumPy array and gets a number.
        return format != "safetensors" or shape != ()

    def dtype(self, tensor) -> str:
        return tensor.dtype.name


class SafeTensors(Partner):
    """The package of the format, whose tensors are NumPy's arrays."""

    def __init__(self):
        super().__init__("safetensors", "safetensors.numpy", "safetensors")

    def tensor(self, array: np.ndarray):
        return array

    def array(self, tensor) -> np.ndarray:
        return tensor

    def stored(self, tensor):
        # It writes the memory as it lies.
        return np.ascontiguousarray(tensor).reshape(tensor.shape)

    def dtype(self, tensor) -> str:
        return tensor.dtype.name


@pytest.fixture(scope="module", params=[PyTorch, TensorFlow, SafeTensors], ids=lambda kind: kind.__name__)
def partner(request):
    return request.param()


@pytest.fixture(scope="module")
def files():
    running = Files()
    yield running
    running.close()


def cases():
    return [
        (dtype, order, shape, sample(dtype, shape, order))
        for dtype, order, shape in itertools.product(DTYPES, ORDERS, SHAPES)
    ]


def rows(partner, format: str, direction: str, passed: list):
    """Lines of the matrix: how many round trips each dtype made in each order, of which ranks."""
    ranks = sorted({len(shape) for shape in SHAPES})
    counts = {
        f"{dtype} {order}": sum(case[:2] == (dtype, order) for case in passed)
        for dtype, order in itertools.product(DTYPES, ORDERS)
    }
    listed = ", ".join(f"{name} {count}" for name, count in counts.items())
    return f"{type(partner).__name__:11} {format:11} {direction:12} ranks {ranks[0]}-{ranks[-1]}: {listed}"


@pytest.mark.parametrize("format", FORMATS)
def test_arrays_become_tensors(files, partner, tmp_path, figure, format):
    path = tmp_path / f"a.{format}"
    passed = []
    for dtype, order, shape, array in cases():
        files.write(format, path, {NAME: array})
        tensor = partner.load(format, path)
        assert (partner.dtype(tensor), tuple(tensor.shape)) == (dtype, shape), (dtype, order, shape)
        assert same(partner.array(tensor), array), (dtype, order, shape)
        passed.append((dtype, order, shape))
    figure(rows(partner, format, "from Rust", passed))


@pytest.mark.parametrize("format", FORMATS)
def test_tensors_become_arrays(files, partner, tmp_path, figure, format):
    path = tmp_path / f"a.{format}"
    passed = []
    for dtype, order, shape, array in cases():
        if not partner.can_save(format, shape):
            continue
        partner.save(format, path, partner.tensor(array))
        request = {} if format == "npy" else {"name": NAME}
        assert same(files.read(format, path, **request), array), (dtype, order, shape)
        passed.append((dtype, order, shape))
    figure(rows(partner, format, "to Rust", passed))


def seen(instant, code: str):
    """What a cell prints of lists and numbers, with all their digits."""
    return ast.literal_eval(instant.run(code).expect_ok().text("stdout"))


@pytest.mark.parametrize("format", ["npy", "safetensors"])
def test_a_line_that_scikit_learn_fits_comes_back(instant, tmp_path, figure, format):
    linear = needed("sklearn.linear_model", "scikit-learn")
    stored = needed("safetensors.numpy", "safetensors") if format == "safetensors" else None
    instant.run(f"""
        let rng = default_rng(7);
        let x = rng.normal((200, 3));
        let y = x.dot(&array([2., -1., 0.5])) + 3. + rng.normal(200) * 0.01;
        save("{tmp_path}/x.npy", &x)?;
        save("{tmp_path}/y.npy", &y)?;
        save_safetensors("{tmp_path}/xy.safetensors", [("x", &x), ("y", &y)])?;
    """).expect_ok()
    if stored:
        arrays = stored.load_file(tmp_path / "xy.safetensors")
        x, y = arrays["x"], arrays["y"]
    else:
        x, y = np.load(tmp_path / "x.npy"), np.load(tmp_path / "y.npy")
    model = linear.LinearRegression().fit(x, y)

    if stored:
        answer = {"coef": model.coef_, "intercept": np.array(model.intercept_)}
        stored.save_file(answer, tmp_path / "model.safetensors")
        instant.run(f"""
            let model = load_safetensors("{tmp_path}/model.safetensors")?;
            let (coef, intercept) = (model.get::<f64>("coef")?, model.get::<f64>("intercept")?);
        """).expect_ok()
    else:
        np.save(tmp_path / "coef.npy", model.coef_)
        np.save(tmp_path / "intercept.npy", model.intercept_)
        instant.run(f"""
            let coef: Array<f64> = load("{tmp_path}/coef.npy")?;
            let intercept: Array<f64> = load("{tmp_path}/intercept.npy")?;
        """).expect_ok()
    assert seen(instant, 'println!("{:?}", coef.to_vec());') == model.coef_.tolist()
    assert seen(instant, 'println!("{:?}", intercept.item());') == model.intercept_
    predicted = seen(instant, 'println!("{:?}", (x.dot(&coef) + &intercept).to_vec());')
    np.testing.assert_allclose(predicted, model.predict(x), rtol=1e-12)
    # The same line from the cell's own least squares.
    own = seen(instant, """
        let (own, ..) = column_stack([&x, &ones((200, 1))]).lstsq(&y)?;
        println!("{:?}", own.to_vec());
    """)
    np.testing.assert_allclose(own, [*model.coef_, model.intercept_], rtol=1e-10)
    figure(f"scikit-learn {format:11} both ways: float64, ranks 0-2, coefficients bit for bit")


def test_a_classifier_of_scikit_learn_is_applied_in_a_cell(instant, tmp_path, figure):
    linear = needed("sklearn.linear_model", "scikit-learn")
    preprocessing = needed("sklearn.preprocessing", "scikit-learn")
    instant.run(f"""
        let rng = default_rng(11);
        let features = rng.normal((300, 4)).astype::<f32>();
        let kinds = where_(features.i((.., 0)).gt(features.i((.., 2))), 1_i64, 0);
        save("{tmp_path}/features.npy", &features)?;
        save("{tmp_path}/kinds.npy", &kinds)?;
    """).expect_ok()
    features, kinds = np.load(tmp_path / "features.npy"), np.load(tmp_path / "kinds.npy")
    assert (features.dtype, kinds.dtype) == (np.float32, np.int64)
    scaler = preprocessing.StandardScaler().fit(features)
    model = linear.LogisticRegression().fit(scaler.transform(features), kinds)
    np.savez(
        tmp_path / "model.npz",
        mean=scaler.mean_,
        scale=scaler.scale_,
        coef=model.coef_,
        intercept=model.intercept_,
    )
    labels, likely = seen(instant, f"""
        let model = load_npz("{tmp_path}/model.npz")?;
        let part = |name| model.get_as::<f64>(name);
        let scaled = (features.astype::<f64>() - part("mean")?) / part("scale")?;
        let score = scaled.dot(&part("coef")?.t()).ravel() + part("intercept")?;
        let likely = 1. / (exp(-&score) + 1.);
        println!("({{:?}}, {{:?}})", score.gt(0.).astype::<i64>().to_vec(), likely.to_vec());
    """)
    scaled = scaler.transform(features.astype(float))
    np.testing.assert_allclose(likely, model.predict_proba(scaled)[:, 1], rtol=1e-6)
    assert labels == model.predict(scaled).tolist()
    right = np.mean(np.array(labels) == kinds)
    assert right > 0.9
    figure(f"scikit-learn's classifier in a cell: {right:.0%} of 300 right, as there")
