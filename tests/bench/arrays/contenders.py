"""The processes that are measured, each of which answers the same requests."""

import json
import os
import subprocess
import sys
from pathlib import Path

CLONE = Path(__file__).resolve().parents[3]
# Libraries that start threads of their own, and how each is told how many.
THREADS = ("ARRAY_CORE_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class Contender:
    """One process, asked and answered in lines."""

    def __init__(self, label: str, command: list[str], threads: int, environment: dict[str, str] | None = None):
        self.label = label
        # OpenBLAS, which both sides have, is to choose its kernels for this processor by itself.
        inherited = {name: value for name, value in os.environ.items() if name != "OPENBLAS_CORETYPE"}
        environment = {**inherited, **{name: str(threads) for name in THREADS}, **(environment or {})}
        folder = Path(__file__).resolve().parents[2]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=folder
        )

    def ask(self, request: str) -> str:
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.label} died at: {request}")
        return answer.strip()

    def machine(self) -> dict:
        return json.loads(self.ask("machine"))

    def prepare(self, name: str, size: int, dtype: str) -> bool:
        return self.ask(f"prepare {name} {size} {dtype}") == "ready"

    def run(self, count: int) -> float:
        return float(self.ask(f"run {count}"))

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def built_binary() -> Path:
    """array-core's side, built if it is not up to date."""
    command = ["cargo", "build", "--release", "--package", "array-core", "--example", "bench_arrays"]
    lines = subprocess.run(
        [*command, "--message-format=json"], cwd=CLONE, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.splitlines()
    messages = [json.loads(line) for line in lines]
    return Path(next(m["executable"] for m in messages if m.get("executable")))


def array_core(binary: Path, threads: int, label: str = "array-core") -> Contender:
    return Contender(label, [str(binary)], threads)


def numpy(python: str, threads: int, disabled: list[str] | None = None) -> Contender:
    """NumPy; some of its sorts are slower with instructions that may be `disabled`."""
    environment = {"NPY_DISABLE_CPU_FEATURES": " ".join(disabled)} if disabled else {}
    label = "NumPy without " + ", ".join(disabled) if disabled else "NumPy"
    return Contender(label, [python, "-m", "bench.arrays.numpy_side"], threads, environment)


def wide_features(numpy_isa: list[str]) -> list[str]:
    """The instruction sets that NumPy found and that its sort may be faster without."""
    return [name for name in numpy_isa if name.startswith("AVX512") or name == "X86_V4"]


def default_python() -> str:
    return sys.executable
