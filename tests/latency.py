"""How long a warm cell takes, from request to idle.

    python tests/latency.py [KERNEL [SETUP_CELL]] ...

measures each kernel in the same run, by default `rust-array` alone. SETUP_CELL is run first, for
example to make `array-core` a dependency of a stock kernel. The cells are the same for all.
"""

import statistics
import sys
import time

from session import KERNEL_NAME, Session, running_kernel

CELLS = 20


def warm_cells(session: Session) -> list[float]:
    """The seconds that each of twenty typical array cells takes, after a first one."""
    session.run("let w = arange(12).reshape((3, 4));").expect_ok()
    seconds = []
    for i in range(CELLS):
        started = time.monotonic()
        session.run(f"let w{i} = &w * {i} + 1; w{i}.sum_axis(0)").expect_ok()
        seconds.append(time.monotonic() - started)
    return seconds


def describe(seconds: list[float]) -> str:
    median = statistics.median(seconds)
    return f"median {median:.2f} s of {len(seconds)}, {min(seconds):.2f} to {max(seconds):.2f} s"


def main(arguments: list[str]) -> None:
    arguments = arguments or [KERNEL_NAME]
    for name, setup in zip(arguments[::2], [*arguments[1::2], ""]):
        started = time.monotonic()
        with running_kernel(name) as session:
            session.connect()
            session.run(setup).expect_ok()
            ready = time.monotonic() - started
            print(f"{name}: ready after {ready:.1f} s; {describe(warm_cells(session))}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
