"""The Python side of `bench.files`: evaluates expressions and answers how long each took.

    python -m bench.files_side

A request is a line of JSON: an expression, and one of what it found that has to be the same on all
sides. The answer is a line of JSON: seconds, and that value.
"""

import gc
import json
import sys
import time

import numpy as np
import pandas as pd
import polars as pl


def measure(expression: str, check: str, names: dict) -> tuple[float, float]:
    call = compile(expression, "request", "eval")
    gc.collect()
    started = time.perf_counter()
    found = eval(call, names)
    seconds = time.perf_counter() - started
    return seconds, float(eval(check, names | {"found": found}))


def main() -> None:
    names = {"np": np, "pd": pd, "pl": pl}
    for line in sys.stdin:
        request = json.loads(line)
        match request:
            case {"versions": True}:
                answer = {"NumPy": np.__version__, "pandas": pd.__version__, "polars": pl.__version__}
            case {"set": name, "to": expression}:
                names[name] = eval(expression, names)
                answer = name
            case {"measure": expression, "check": check}:
                answer = measure(expression, check, names)
            case _:
                sys.exit(f"no such request: {line}")
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
