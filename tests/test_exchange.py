"""Data frames exchanged with pandas, polars and pyarrow through files, both ways.

A partner writes a frame; a cell reads it, says what it sees, adds a column and writes it; the
partner reads that and compares it with what it had.
"""

import ast
import math
import time
from datetime import date, datetime

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import csv, feather, parquet

WHOLE = [1, -2, 2**53 + 1, 0]
REAL = [0.1, None, -1e300, 3.0]
FLAG = [True, False, True, True]
TEXT = ["plain", None, 'comma, "quote"\nline', "λ → 🦀"]
DAY = [date(2026, 1, 2), date(1969, 12, 31), date(2000, 2, 29), date(1900, 1, 1)]
MOMENT = [datetime(2026, 1, 2, 3, 4, 5, 678000)] * 4

COLUMNS = {"whole": WHOLE, "real": REAL, "flag": FLAG, "text": TEXT, "day": DAY, "moment": MOMENT}


class Pandas:
    """pandas, which has neither dates without time nor nulls beside floats."""

    def frame(self):
        frame = pd.DataFrame(COLUMNS)
        return frame.assign(real=frame["real"].astype(float), day=pd.to_datetime(frame["day"]))

    def write(self, frame, path):
        writers = {
            ".csv": lambda: frame.to_csv(path, index=False),
            ".parquet": lambda: frame.to_parquet(path),
            ".arrow": lambda: frame.to_feather(path),
            ".json": lambda: frame.to_json(path, orient="records", date_format="iso"),
            ".jsonl": lambda: frame.to_json(path, orient="records", date_format="iso", lines=True),
        }
        writers[path.suffix]()

    def read(self, path):
        readers = {
            ".csv": pd.read_csv,
            ".parquet": pd.read_parquet,
            ".arrow": pd.read_feather,
            ".json": pd.read_json,
            ".jsonl": lambda path: pd.read_json(path, lines=True),
        }
        return readers[path.suffix](path).to_dict("list")


class Polars:
    """The Python package of the library that array-frames is made of."""

    def frame(self):
        return pl.DataFrame(COLUMNS)

    def write(self, frame, path):
        writers = {
            ".csv": frame.write_csv,
            ".parquet": frame.write_parquet,
            ".arrow": frame.write_ipc,
            ".json": frame.write_json,
            ".jsonl": frame.write_ndjson,
        }
        writers[path.suffix](path)

    def read(self, path):
        readers = {
            ".csv": pl.read_csv,
            ".parquet": pl.read_parquet,
            ".arrow": pl.read_ipc,
            ".json": pl.read_json,
            ".jsonl": pl.read_ndjson,
        }
        return readers[path.suffix](path).to_dict(as_series=False)


class PyArrow:
    """Arrow's own implementation, which writes no JSON."""

    def frame(self):
        return pa.table(COLUMNS)

    def write(self, frame, path):
        writers = {
            ".csv": csv.write_csv,
            ".parquet": parquet.write_table,
            ".arrow": feather.write_feather,
        }
        writers[path.suffix](frame, path)

    def read(self, path):
        readers = {
            # Unless told, it takes a line break for the end of a row even in quotes, and no text
            # for missing.
            ".csv": lambda path: csv.read_csv(
                path,
                parse_options=csv.ParseOptions(newlines_in_values=True),
                convert_options=csv.ConvertOptions(strings_can_be_null=True),
            ),
            ".parquet": parquet.read_table,
            ".arrow": feather.read_table,
        }
        return readers[path.suffix](path).to_pydict()


PARTNERS = {"pandas": Pandas(), "polars": Polars(), "pyarrow": PyArrow()}
# How cells read and write what ends so.
FORMATS = {
    ".csv": ("read_csv", "write_csv"),
    ".parquet": ("read_parquet", "write_parquet"),
    ".arrow": ("read_ipc", "write_ipc"),
    ".json": ("read_json", "write_json"),
    ".jsonl": ("read_json", "write_json"),
}
PAIRS = [
    (partner, suffix)
    for suffix in FORMATS
    for partner in PARTNERS
    if not (partner == "pyarrow" and suffix.startswith(".json"))
]

SEEN = """
println!("{:?}", df.array::<i64>("whole")?.to_vec());
println!("{:?}", df.col("real")?.to_vec());
println!("{:?}", df.array::<bool>("flag")?.to_vec());
println!("{:?}", df.fillna("text", "nothing")?.strings("text")?);
"""


def same(a, b):
    """Whether two values are the same, with all that partners have for none being one."""
    is_none = [x is None or x is pd.NaT or (isinstance(x, float) and math.isnan(x)) for x in (a, b)]
    return any(is_none) and all(is_none) or a == b


def rust_list(line):
    """A vector as Rust prints it for debugging."""
    literal = line.replace("true", "True").replace("false", "False").replace("NaN", "None")
    return ast.literal_eval(literal)


@pytest.mark.parametrize(("partner", "suffix"), PAIRS)
def test_a_frame_goes_there_and_back(instant, tmp_path, partner, suffix):
    partner = PARTNERS[partner]
    theirs, ours = tmp_path / f"theirs{suffix}", tmp_path / f"ours{suffix}"
    partner.write(partner.frame(), theirs)
    read, write = FORMATS[suffix]
    code = f'let df = {read}("{theirs}")?;{SEEN}'
    code += 'let df = df.with_array("twice", &(df.col("real")? * 2.0))?;\n'
    code += f'{write}("{ours}", &df)?;'
    seen = instant.run(code).expect_ok().text("stdout").splitlines()

    whole, real, flag, text = map(rust_list, seen)
    assert whole == WHOLE and flag == FLAG
    assert all(same(a, b) for a, b in zip(real, REAL, strict=True)), real
    assert text == ["nothing" if t is None else t for t in TEXT]

    back = partner.read(ours)
    assert back["whole"] == WHOLE and back["flag"] == FLAG
    assert all(same(a, b) for a, b in zip(back["real"], REAL, strict=True)), back["real"]
    assert all(same(a, b) for a, b in zip(back["text"], TEXT, strict=True)), back["text"]
    twice = [None if x is None else 2 * x for x in REAL]
    assert all(same(a, b) for a, b in zip(back["twice"], twice, strict=True)), back["twice"]
    days = [pd.Timestamp(day).date() for day in back["day"]]
    assert days == DAY
    assert [pd.Timestamp(moment).tz_localize(None) for moment in back["moment"]] == MOMENT


@pytest.mark.parametrize("codec", ["none", "snappy", "gzip", "brotli", "zstd", "lz4"])
def test_parquet_of_each_compression_is_read(instant, tmp_path, codec):
    path = tmp_path / "a.parquet"
    table = pa.table({"n": np.arange(10_000), "text": [str(i % 7) for i in range(10_000)]})
    parquet.write_table(table, path, compression=codec)
    cell = f'let df = read_parquet("{path}")?; println!("{{}}", df.array::<i64>("n")?.sum());'
    assert instant.run(cell).expect_ok().text("stdout") == f"{sum(range(10_000))}\n"


@pytest.mark.parametrize("codec", ["uncompressed", "lz4", "zstd"])
def test_arrow_files_of_each_compression_are_read(instant, tmp_path, codec):
    path = tmp_path / "a.arrow"
    feather.write_feather(pa.table({"n": np.arange(1000)}), path, compression=codec)
    cell = f'let df = read_ipc("{path}")?; println!("{{}}", df.array::<i64>("n")?.sum());'
    assert instant.run(cell).expect_ok().text("stdout") == f"{sum(range(1000))}\n"


# Missing values among the categories of a Feather file of pandas are an error in polars itself.
@pytest.mark.parametrize(
    ("suffix", "third", "code", "row"),
    [(".parquet", None, -1, [0, 0]), (".arrow", "a", 1, [1, 0])],
)
def test_categories_of_pandas_are_texts_and_numbers(instant, tmp_path, suffix, third, code, row):
    path = tmp_path / f"a{suffix}"
    kind = pd.Categorical(["b", "a", third, "b"])
    PARTNERS["pandas"].write(pd.DataFrame({"kind": kind}), path)
    cell = f"""let df = {FORMATS[suffix][0]}("{path}")?;
        let (codes, names) = df.factorize("kind")?;
        println!("{{:?}} {{names:?}}", codes.to_vec());
        println!("{{:?}}", from_df::<i64>(&df.one_hot("kind")?)?.to_vec());"""
    seen = instant.run(cell).expect_ok().text("stdout").splitlines()
    assert seen == [f'[0, 1, {code}, 0] ["b", "a"]', str([0, 1, 1, 0, *row, 0, 1])]


def test_summaries_are_those_of_pandas(instant, tmp_path):
    rng = np.random.default_rng(5)
    frame = pd.DataFrame({
        "sex": rng.choice(["f", "m"], 200),
        "class": rng.integers(1, 4, 200),
        "age": np.where(rng.random(200) < 0.2, np.nan, rng.normal(30, 10, 200)),
        "fare": rng.gamma(2, 20, 200),
    })
    path = tmp_path / "people.csv"
    frame.to_csv(path, index=False)

    def cell(code):
        # Numbers in columns of any type as one list, row by row.
        code = f"println!(\"{{:?}}\", from_df::<f64>(&{code})?.to_vec());"
        return rust_list(instant.run(code).expect_ok().text("stdout"))

    def agree(seen, wanted):
        wanted = wanted.to_numpy().astype(float).ravel()
        np.testing.assert_allclose(np.array(seen, float), wanted, rtol=1e-12)

    instant.run(f'let people = read_csv("{path}")?;').expect_ok()
    agree(cell('people.describe()?.drop("statistic")?'), frame.describe())
    for name in ["mean", "sum", "median", "std", "min", "max"]:
        seen = cell(f'people.groupby(["sex", "class"])?.{name}()?.drop("sex")?')
        agree(seen, getattr(frame.groupby(["sex", "class"]), name)().reset_index("class"))
    agree(
        cell('people.pivot_table("sex", "class", "fare", "mean")?.drop("sex")?'),
        frame.pivot_table("fare", "sex", "class"),
    )
    seen = cell('people.value_counts("class")?')
    agree(seen, frame["class"].value_counts().reset_index())
    agree(
        cell('people.one_hot("sex")?.sort_by("fare")?.select(["sex_f", "sex_m", "fare"])?'),
        pd.get_dummies(frame, dtype=int).sort_values("fare")[["sex_f", "sex_m", "fare"]],
    )


def test_reading_is_about_as_fast_as_elsewhere(instant, tmp_path, figure):
    rng = np.random.default_rng(1)
    frame = pd.DataFrame(rng.normal(size=(200_000, 8)), columns=list("abcdefgh"))
    frame["kind"] = rng.choice(["north", "south", "east"], len(frame))
    for suffix in [".csv", ".parquet"]:
        path = tmp_path / f"large{suffix}"
        PARTNERS["pandas"].write(frame, path)
        read = FORMATS[suffix][0]
        code = f"""let start = std::time::Instant::now();
            let df = {read}("{path}")?;
            println!("{{}} {{}}", start.elapsed().as_secs_f64(), df.col("h")?.sum());"""
        readers = {"pandas": getattr(pd, read), "polars": getattr(pl, read)}
        best = {}
        for _ in range(3):
            seconds, total = map(float, instant.run(code).expect_ok().text("stdout").split())
            np.testing.assert_allclose(total, frame["h"].sum(), rtol=1e-9)
            best["here"] = min(seconds, best.get("here", math.inf))
            for name, reader in readers.items():
                start = time.perf_counter()
                assert reader(path).shape == frame.shape
                best[name] = min(time.perf_counter() - start, best.get(name, math.inf))
        megabytes = path.stat().st_size / 1e6
        times = ", ".join(f"{name} {1e3 * best[name]:.0f} ms" for name in best)
        figure(f"{read} of {megabytes:.0f} MB: {times}")
        assert best["here"] < 3 * best["pandas"], times
