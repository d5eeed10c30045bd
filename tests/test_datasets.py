"""Data sets in a notebook: those that are at hand, files of the user's, and what is said without."""

import csv
import gzip
import struct

import numpy as np
import pytest


@pytest.fixture(scope="module")
def data(instant, tmp_path_factory):
    """A session with the course's crate, and the folder where it looks for data sets."""
    folder = tmp_path_factory.mktemp("data")
    instant.run(f"%env ARRAY_KERNEL_DATA={folder}\nuse lessons::prelude::*;").expect_ok()
    return instant, folder


def test_sets_that_are_at_hand_show_themselves(data):
    session, _ = data
    for name, about in {
        "iris": "iris · 150 samples · 4 features · 3 classes: setosa, versicolor, virginica",
        "digits": "digits · 1797 samples · 64 features · 10 classes",
        "boston_housing": "boston_housing · 506 samples · 13 features · target MEDV",
    }.items():
        shown = session.run(f"let set = datasets::{name}(); set").result
        assert shown["text/plain"].startswith(about)
        assert "<table" in shown["text/html"]
        assert session.run("set.is_synthetic()").result["text/plain"] == "false"


def test_made_up_passengers_say_so_and_lie_in_a_file(data):
    session, folder = data
    shown = session.run("let ship = datasets::titanic_synthetic()?; ship").result
    for text in shown["text/plain"], shown["text/html"]:
        assert "titanic_synthetic · SYNTHETIC" in text
    survived = int(session.run("ship.survived.sum()").result["text/plain"])
    with (folder / "titanic_synthetic.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert (len(rows), sum(int(row["Survived"]) for row in rows)) == (891, survived)
    path = session.run("ship.path().display().to_string()").result["text/plain"]
    assert path.strip('"') == str(folder / "titanic_synthetic.csv")


def test_files_that_are_missing_are_named(data):
    session, folder = data
    for name, file in {"titanic": "titanic/train.csv", "mnist": "train-images-idx3-ubyte.gz"}.items():
        message = "\n".join(session.run(f"datasets::{name}()?;").error["traceback"])
        assert file in message
        assert str(folder) in message
        assert f"datasets::{name}_synthetic(" in message


def test_passengers_are_read_from_the_users_file(data):
    session, folder = data
    header = "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked"
    rows = ['1,0,3,"One, Mr. A",male,22,1,0,A/5 1,7.25,,S', '2,1,1,"Two, Mrs. B",female,,1,0,PC 2,71.5,C85,C']
    with gzip.open(folder / "titanic.csv.gz", "wt") as file:
        file.write("\n".join([header, *rows]))
    shown = session.run("datasets::titanic()?").result["text/plain"]
    assert shown.startswith("titanic · 2 passengers · 1 survived")


def test_idx_files_are_read_and_checked(data):
    session, folder = data
    images = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    idx = struct.pack(">BBBB3I", 0, 0, 8, 3, *images.shape) + images.tobytes()
    (folder / "images.gz").write_bytes(gzip.compress(idx))
    path = folder / "images.gz"
    read = session.run(f'datasets::read_idx::<u8>("{path}")?').result["text/plain"]
    assert read == str(images)
    (folder / "train-images-idx3-ubyte.gz").write_bytes(gzip.compress(idx))
    error = session.run("datasets::mnist()?;").error["evalue"]
    assert "it is not the file of MNIST: its SHA-256 is" in error
