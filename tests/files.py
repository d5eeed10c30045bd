"""The example program `files` of array-core, which reads and writes files as it is told."""

import json
import os
import subprocess

import numpy as np
from conftest import CLONE


def executable() -> str:
    """The program that ARRAY_CORE_FILES names, else the one that cargo builds now."""
    if named := os.environ.get("ARRAY_CORE_FILES"):
        return named
    build = ["cargo", "build", "--quiet", "--package", "array-core", "--example", "files"]
    subprocess.run(build, cwd=CLONE, check=True)
    target = os.environ.get("CARGO_TARGET_DIR", CLONE / "target")
    return os.path.join(target, "debug", "examples", "files")


class FileError(Exception):
    """What the program answers to a request that fails."""


class Files:
    """A running program."""

    def __init__(self):
        self.process = subprocess.Popen(
            [executable()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()

    def ask(self, **request) -> dict:
        request["path"] = str(request["path"])
        print(json.dumps(request), file=self.process.stdin, flush=True)
        line = self.process.stdout.readline()
        assert line, f"the program has ended: {request}"
        answer = json.loads(line)
        if "error" in answer:
            raise FileError(answer["error"])
        return answer

    def read(self, format: str, path, **request) -> np.ndarray:
        """The array of a file, in the order that it has in the program."""
        answer = self.ask(do="read", format=format, path=path, **request)
        array = np.frombuffer(bytes.fromhex(answer["hex"]), answer["dtype"])
        array = array.reshape(answer["shape"])
        return np.asfortranarray(array) if answer["fortran"] else array

    def columns(self, path, **options) -> dict:
        """Names, types and values of a table's columns."""
        return self.ask(do="columns", format="genfromtxt", path=path, options=options)

    def write(self, format: str, path, arrays: dict[str, np.ndarray], **options):
        described = [
            {
                "name": name,
                "dtype": array.dtype.name,
                "shape": array.shape,
                "fortran": array.flags.f_contiguous and not array.flags.c_contiguous,
                "hex": array.astype(array.dtype.newbyteorder("<")).tobytes("C").hex(),
            }
            for name, array in arrays.items()
        ]
        self.ask(do="write", format=format, path=path, arrays=described, options=options)
