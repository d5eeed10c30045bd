"""The NumPy side: answers the requests that array-core's `examples/bench_arrays` answers.

    python -m bench.arrays.numpy_side

See there for the protocol.
"""

import gc
import json
import sys
import timeit

import numpy as np

from bench.arrays import accuracy
from bench.arrays.operations import ALL, Data

OPERATIONS = {operation.name: operation for operation in ALL}


def prepare(name: str, size: int, dtype: str) -> timeit.Timer | None:
    operation = OPERATIONS.get(name)
    if operation is None or dtype not in operation.dtypes:
        return None
    data = Data(size, dtype)
    # `timeit` runs the call in a loop of its own: what is measured is the call alone.
    timer = timeit.Timer(operation.call, globals={name: getattr(data, name) for name in operation.names})
    timer.timeit(1)
    return timer


def main() -> None:
    timer = None
    for line in sys.stdin:
        match line.split():
            case ["machine"]:
                found = np.show_config(mode="dicts")["SIMD Extensions"]
                answer = json.dumps({"version": np.__version__, "isa": found.get("found", [])})
            case ["accuracy"]:
                answer = json.dumps(accuracy.numpy_values())
            case ["prepare", name, size, dtype]:
                timer = None
                gc.collect()
                timer = prepare(name, int(size), dtype)
                answer = "unknown" if timer is None else "ready"
            case ["run", count]:
                answer = repr(timer.timeit(int(count)))
            case _:
                sys.exit(f"no such request: {line}")
        print(answer, flush=True)


if __name__ == "__main__":
    main()
