"""Files of arrays: what NumPy writes is read, what is written NumPy reads, bit for bit.

NumPy is the judge of every case here. The last lines of the report count the round trips.
"""

import gzip
import itertools
import json
import struct

import numpy as np
import pytest
from files import FileError, Files

DTYPES = """
    bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128
""".split()
SHAPES = [(), (0,), (1,), (5,), (2, 3), (3, 0, 2), (2, 3, 4), (1, 2, 1, 3)]
ORDERS = "CF"


@pytest.fixture(scope="module")
def files():
    running = Files()
    yield running
    running.close()


def sample(dtype: str, shape: tuple, order: str = "C") -> np.ndarray:
    """An array whose elements take every pattern of bits sooner or later."""
    dtype = np.dtype(dtype)
    rng = np.random.default_rng(len(shape) + dtype.itemsize)
    if dtype == bool:
        array = rng.integers(0, 2, shape).astype(bool)
    else:
        size = int(np.prod(shape, dtype=int))
        array = np.frombuffer(rng.bytes(size * dtype.itemsize), dtype).reshape(shape)
    return np.asarray(array, order=order)


def same(ours: np.ndarray, theirs: np.ndarray) -> bool:
    """Whether two arrays have the same type, shape and bits."""
    return (ours.dtype.name, ours.shape, ours.tobytes("C")) == (
        theirs.dtype.name,
        theirs.shape,
        theirs.astype(theirs.dtype.newbyteorder("=")).tobytes("C"),
    )


def samples():
    return [
        (dtype, order, shape, sample(dtype, shape, order))
        for dtype, order, shape in itertools.product(DTYPES, ORDERS, SHAPES)
    ]


def row(name: str, direction: str, count: int) -> str:
    return f"{name:16} {direction:14} {count:4} round trips: {len(DTYPES)} dtypes, C and F, {len(SHAPES)} shapes"


@pytest.mark.parametrize("version", [(1, 0), (2, 0), (3, 0)])
@pytest.mark.parametrize("byte_order", "<>")
def test_npy_files_of_numpy_are_read(files, tmp_path, figure, version, byte_order):
    path = tmp_path / "a.npy"
    for dtype, order, shape, array in samples():
        stored = array.astype(array.dtype.newbyteorder(byte_order), order="K")
        with open(path, "wb") as file:
            np.lib.format.write_array(file, stored, version)
        read = files.read("npy", path)
        assert same(read, array), (dtype, order, shape)
        if array.size > 1 and array.ndim > 1:
            assert read.flags.f_contiguous == array.flags.f_contiguous
    figure(row(f"npy {version[0]}.0 {byte_order}", "NumPy to Rust", len(samples())))


def test_npy_files_are_byte_for_byte_those_of_numpy(files, tmp_path, figure):
    ours, theirs = tmp_path / "ours.npy", tmp_path / "theirs.npy"
    for dtype, order, shape, array in samples():
        files.write("npy", ours, {"": array})
        np.save(theirs, array)
        assert ours.read_bytes() == theirs.read_bytes(), (dtype, order, shape)
    figure(row("npy", "Rust to NumPy", len(samples())))


@pytest.mark.parametrize("compressed", [False, True], ids=["stored", "compressed"])
def test_npz_files_go_both_ways(files, tmp_path, figure, compressed):
    name = "npz compressed" if compressed else "npz"
    arrays = {f"{dtype} {order} {shape}": array for dtype, order, shape, array in samples()}
    arrays["größe/x"] = np.arange(3)
    ours, theirs = tmp_path / "ours.npz", tmp_path / "theirs.npz"
    (np.savez_compressed if compressed else np.savez)(theirs, **arrays)
    files.write(name, ours, arrays)
    with np.load(ours) as loaded:
        assert loaded.files == list(arrays)
        assert loaded.zip.testzip() is None
        for key, array in arrays.items():
            assert same(loaded[key], array), key
            assert same(files.read("npz", theirs, name=key), array), key
    figure(row(name, "both ways", 2 * len(samples())))


def test_npy_files_are_mapped(files, tmp_path, figure):
    path = tmp_path / "a.npy"
    mapped = [case for case in samples() if case[0] != "bool"]
    for dtype, order, shape, array in mapped:
        np.save(path, array)
        assert same(files.read("mmap", path, dtype=dtype), array), (dtype, order, shape)
    np.save(path, np.array([True, False]))
    assert files.read("mmap", path, dtype="uint8").tolist() == [1, 0]
    with pytest.raises(FileError, match="map them as `u8`"):
        files.read("mmap", path, dtype="bool")
    np.save(path, np.arange(3).astype(">i8"))
    with pytest.raises(FileError, match="byte order"):
        files.read("mmap", path, dtype="int64")
    figure(f"{'npy mapped':16} {'NumPy to Rust':14} {len(mapped):4} arrays without bool")


SAFE = {"bool": "BOOL", "complex64": "C64"} | {
    name: f"{name[0].upper()}{np.dtype(name).itemsize * 8}" for name in DTYPES if name[0] in "iuf"
}


def test_safetensors_go_both_ways(files, tmp_path, figure):
    # The format, written and read by its description.
    cases = [case for case in samples() if case[0] in SAFE]
    arrays = {f"{dtype} {order} {shape}": array for dtype, order, shape, array in cases}
    ours, theirs = tmp_path / "ours.safetensors", tmp_path / "theirs.safetensors"
    header, data = {"__metadata__": {"format": "np"}}, b""
    for name, array in arrays.items():
        start, data = len(data), data + array.tobytes("C")
        offsets = [start, len(data)]
        header[name] = {"dtype": SAFE[array.dtype.name], "shape": array.shape, "data_offsets": offsets}
    text = json.dumps(header).encode()
    theirs.write_bytes(struct.pack("<Q", len(text)) + text + data)
    for name, array in arrays.items():
        assert same(files.read("safetensors", theirs, name=name), array), name

    files.write("safetensors", ours, arrays)
    written = ours.read_bytes()
    (length,) = struct.unpack("<Q", written[:8])
    assert length % 8 == 0
    header, data = json.loads(written[8 : 8 + length]), written[8 + length :]
    assert header.keys() == arrays.keys()
    for name, array in arrays.items():
        about = header[name]
        start, end = about["data_offsets"]
        read = np.frombuffer(data[start:end], array.dtype).reshape(about["shape"])
        assert about["dtype"] == SAFE[array.dtype.name] and same(read, array), name
        assert start % array.itemsize == 0
    figure(f"{'safetensors':16} {'both ways':14} {2 * len(cases):4} round trips without complex128")


def test_half_precision_is_read(files, tmp_path):
    every = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    np.save(tmp_path / "half.npy", every)
    read = files.read("npy", tmp_path / "half.npy")
    numbers = ~np.isnan(every)
    assert same(read[numbers], every.astype(np.float32)[numbers])
    assert np.isnan(read[~numbers]).all()


def test_what_arrays_cannot_have_is_told(files, tmp_path):
    path = tmp_path / "a.npy"
    for array, why in [
        (np.array(["text"]), "text"),
        (np.array([None], object), "Python objects"),
        (np.array(["2026-01-01"], "M8[D]"), "dates"),
        (np.zeros(2, [("x", "f8")]), "records"),
    ]:
        np.save(path, array)
        with pytest.raises(FileError, match=f"a.npy.*{why}"):
            files.read("npy", path)


# Texts that are easily misread, and the options that they are read with.
AWKWARD = [
    ("1 2\n3 4\n", {}),
    ("  1   2\t\n\n\n 3 4  ", {}),
    ("1 2\r\n3 4\r\n", {}),
    ("1 2\r3 4", {}),
    ("1,2\n3,4", {"delimiter": ","}),
    (" 1 , 2 \n3,\t4\n", {"delimiter": ","}),
    ("1\t2\n3\t4\n", {"delimiter": "\t"}),
    ("# head\n1 2 # tail\n#\n3 4#5 6\n", {}),
    ("1 2 % a\n% b\n3 4", {"comments": "%"}),
    ("1 2 // a\n3 4", {"comments": "//"}),
    ("1", {}),
    ("1\n2\n3", {}),
    ("1 2 3", {}),
    ("1", {"ndmin": 1}),
    ("1", {"ndmin": 2}),
    ("1\n2\n3", {"ndmin": 2}),
    ("1 2 3", {"ndmin": 2}),
    ("", {}),
    ("# nothing\n\n", {}),
    ("nan NaN -inf Infinity +INF", {}),
    ("1e400 -1e400 1e-400 5e-324", {}),
    (".5 5. +.5e+3 -5.E-3 1E5", {}),
    ("0.1 1.7976931348623157e308 2.2250738585072011e-308 123456789012345678901234567890", {}),
    ("9007199254740993 0.30000000000000004 8.41e21 9.5e-9", {}),
    ("1 2 3\n4 5 6", {"usecols": [0, 2]}),
    ("1 2 3\n4 5 6", {"usecols": [-1, 0]}),
    ("1 2 3\n4 5\n", {"usecols": [1, 0]}),
    ("1 2\n3 4\n5 6", {"max_rows": 2}),
    ("1 2\n\n# c\n3 4\n5 6", {"max_rows": 2}),
]
LOADTXT_ONLY = [
    ("a b\n1 2\n3 4", {"skiprows": 1}),
    ("#x\n\n1 2\n3 4", {"skiprows": 2}),
    ('"1","2"\n"3",4', {"delimiter": ",", "quotechar": '"'}),
]
GENFROMTXT_ONLY = [
    ("1;;2;;3\n4;;5;;6", {"delimiter": ";;"}),
    ("a b\n1 2\n3 4", {"skip_header": 1}),
    ("1 2\n3 4\nsum is 4", {"skip_footer": 1}),
    ("1 2\n3 4\n\n# c\n5 6\n", {"skip_footer": 1}),
    ("h\n1 2\n3 4\n5 6\nf\n", {"skip_header": 1, "skip_footer": 1}),
    ("1,,3\n,5,\n", {"delimiter": ","}),
    ("1,2,\n3,4,\n", {"delimiter": ","}),
    ("1,x,3\n4,5,N/A\n", {"delimiter": ","}),
    ("1,x,3\n4,5,N/A\n", {"delimiter": ",", "filling_values": -9}),
    ("1,NA,3\n", {"delimiter": ",", "missing_values": "NA", "filling_values": 0}),
    ("1  2\n3  4", {"delimiter": " "}),
    (" 1 2 \n3 4\n", {"delimiter": " "}),
    ("1\t\t3\n4\t5\t6\n", {"delimiter": "\t"}),
    ("1234567\n89  123", {"delimiter": [3]}),
    (" 1 22 3\n 4 55 6", {"delimiter": [2, 3, 2]}),
    ("1_000 2_0.5 1__0 _1", {}),
    ("1,2\n   \n3,4\n", {"delimiter": ","}),
]
WRONG = [
    ("loadtxt", "1 2\n3\n", {}),
    ("loadtxt", "1 x\n", {}),
    ("loadtxt", "1,,2\n", {"delimiter": ","}),
    ("loadtxt", "1 2\n", {"usecols": [5]}),
    ("loadtxt", "1_000\n", {}),
    ("loadtxt", "0x10\n", {}),
    ("genfromtxt", "1 2\n3\n4 5\n6 7 8\n", {}),
    ("genfromtxt", "1,x\n", {"delimiter": ",", "loose": False}),
]


def judged(name: str, path, options: dict, dtype: str) -> np.ndarray:
    options = dict(options)
    # A list of one width is one number to NumPy.
    if options.get("delimiter") == [3]:
        options["delimiter"] = 3
    if name == "genfromtxt" and "usecols" in options:
        options["usecols"] = tuple(options["usecols"])
    return getattr(np, name)(path, dtype=dtype, **options)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["loadtxt", "genfromtxt"])
def test_awkward_texts_are_read_as_numpy_reads_them(files, tmp_path, figure, name):
    path = tmp_path / "a.txt"
    cases = AWKWARD + (LOADTXT_ONLY if name == "loadtxt" else GENFROMTXT_ONLY)
    for (text, options), dtype in itertools.product(cases, ["float64", "float32", "complex128"]):
        path.write_bytes(text.encode())
        theirs = judged(name, path, options, dtype)
        ours = files.read(name, path, dtype=dtype, options=options)
        assert ours.dtype == theirs.dtype and ours.shape == theirs.shape, (text, options)
        np.testing.assert_array_equal(ours, theirs, err_msg=repr((text, options)))
    figure(f"{name:16} {'text to Rust':14} {3 * len(cases):4} awkward texts read as NumPy reads them")


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "text", "options"), WRONG)
def test_what_numpy_refuses_is_refused(files, tmp_path, name, text, options):
    path = tmp_path / "wrong.txt"
    path.write_text(text)
    with pytest.raises(ValueError):
        judged(name, path, options, "float64")
    with pytest.raises(FileError, match="wrong.txt: .*(line|column)"):
        files.read(name, path, dtype="float64", options=options)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("dtype", ["bool", "int8", "int16", "int64", "uint8", "uint64"])
def test_integers_are_read_to_their_limits(files, tmp_path, dtype):
    path = tmp_path / "a.txt"
    limits = (0, 1) if dtype == "bool" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    path.write_text(f"{limits[0]} +{limits[1]}\n0 1\n")
    theirs = np.loadtxt(path, dtype=dtype)
    assert same(files.read("loadtxt", path, dtype=dtype, options={}), theirs)
    path.write_text(f"1\n{int(limits[1]) + 1}\n")
    if dtype != "bool":
        with pytest.raises(ValueError):
            np.loadtxt(path, dtype=dtype)
        with pytest.raises(FileError, match="line 2, column 1: expected a number that fits"):
            files.read("genfromtxt", path, dtype=dtype, options={})


def test_random_floats_survive_text_bit_for_bit(files, tmp_path, figure):
    path = tmp_path / "a.txt"
    rng = np.random.default_rng(7)
    bits = rng.integers(0, 1 << 64, 30_000, dtype=np.uint64)
    array = bits.view(np.float64)
    array = array[np.isfinite(array)][:20_000].reshape(-1, 4)
    np.savetxt(path, array)
    assert same(files.read("loadtxt", path, dtype="float64", options={}), array)
    assert same(files.read("genfromtxt", path, dtype="float64", options={}), array)
    files.write("savetxt", tmp_path / "ours.txt", {"": array})
    assert (tmp_path / "ours.txt").read_bytes() == path.read_bytes()
    path.write_text(" ".join(map(repr, array.ravel().tolist())))
    assert same(files.read("loadtxt", path, dtype="float64", options={}), array.ravel())
    figure(f"{'savetxt, loadtxt':16} {'both ways':14} {array.size:4} random bit patterns")


SAVED = [
    (np.array([1.5, -2.25, np.nan, np.inf]), {}),
    (np.array([[1, 20], [300, -4]]), {}),
    (np.array([[1, 20], [300, -4]]), {"fmt": "%d", "delimiter": ","}),
    (np.array([[1, 20], [300, -4]]), {"fmt": "%6.2f|%-5d"}),
    (np.array([[1.0, 1e-7], [1e22, 123456.0]]), {"fmt": "%g"}),
    (np.array([[1.0, 1e-7], [1e22, 123456.0]]), {"fmt": "%s"}),
    (np.array([[1.0, 1e-7], [1e22, 123456.0]]), {"fmt": "%+010.3e", "newline": "\r\n"}),
    (np.array([True, False]), {"fmt": "%d"}),
    (np.array([0.1, 2.5], np.float32), {"fmt": "%s"}),
    (np.array([0.1, 2.5], np.float32), {}),
    (np.array([1 + 2j, -1.5 - 0.5j]), {}),
    (np.array([[1 + 2j, -1.5 - 0.5j]]), {"fmt": "%.2f", "delimiter": ";"}),
    (np.array([1 + 2j], np.complex64), {"fmt": "%.1f %.1f"}),
    (np.arange(4.0).reshape(2, 2), {"header": "two\nlines", "footer": "end", "comments": "% "}),
    (np.zeros((0, 3)), {"header": "empty"}),
    (np.array([2**64 - 1], np.uint64), {"fmt": "%d"}),
]


@pytest.mark.parametrize(("array", "options"), SAVED)
@pytest.mark.parametrize("ending", ["txt", "txt.gz"])
def test_texts_are_written_as_numpy_writes_them(files, tmp_path, array, options, ending):
    ours, theirs = tmp_path / f"ours.{ending}", tmp_path / f"theirs.{ending}"
    np.savetxt(theirs, array, **options)
    files.write("savetxt", ours, {"": array}, **options)
    opened = gzip.open if ending.endswith("gz") else open
    with opened(ours, "rb") as left, opened(theirs, "rb") as right:
        assert left.read() == right.read()


def test_gzip_and_latin1_are_read(files, tmp_path):
    path = tmp_path / "a.csv.gz"
    with gzip.open(path, "wt") as file:
        file.write("1,2\n3,4\n")
    options = {"delimiter": ","}
    assert files.read("loadtxt", path, dtype="int64", options=options).tolist() == [[1, 2], [3, 4]]
    path = tmp_path / "latin.csv"
    path.write_bytes("name;größe\nzoë;1,5\n".encode("latin1"))
    columns = files.columns(path, delimiter=";", names=True, encoding="latin1")
    assert (columns["names"], columns["values"]) == (["name", "größe"], [["zoë"], ["1,5"]])
    with pytest.raises(FileError, match="latin.csv: line 1: the byte 0xf6 is not UTF-8"):
        files.columns(path, delimiter=";")


def test_columns_have_the_types_that_numpy_finds(files, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("x 1 2.5 True 1e3\ny 3 4 False 2\n")
    theirs = np.genfromtxt(path, dtype=None, encoding="utf-8")
    ours = files.columns(path)
    kinds = {"text": "U", "i64": "i", "f64": "f", "bool": "b"}
    assert [kinds[name] for name in ours["types"]] == [theirs.dtype[k].kind for k in range(5)]
    assert list(zip(*ours["values"], strict=True)) == theirs.tolist()
    assert tuple(ours["names"]) == theirs.dtype.names
