"""Measuring: the contenders take turns, so that all see the same load."""

import math
import statistics
import time
from dataclasses import dataclass, field

from bench.arrays.contenders import Contender
from bench.arrays.operations import Operation

# Turns that each contender gets, and the shortest one that a clock measures well. Threads that slept
# between turns take a tenth of a millisecond to wake up.
TURNS = 11
TURN_SECONDS = 0.002
THREADS_TURN_SECONDS = 0.006
# What takes longer than this is measured in fewer turns.
SLOW_SECONDS = 0.3
SLOW_TURNS = 3
# With several threads, a turn waits until those of the one before sleep. OpenBLAS's look for work for
# a tenth of a second after a call.
IDLE_SECONDS = 0.01
BLAS_IDLE_SECONDS = 0.12
BLAS = {"dot", "matvec", "solve", "inv", "svd", "eigh", "qr", "cholesky", "k_means_step", "logistic_epoch"}
# Sorting is measured with all of NumPy's instruction sets: the fastest way counts.
SORTS = {"sort", "sort_axis0", "argsort", "partition", "median", "percentile", "unique"}


@dataclass
class Entry:
    """An operation at one size and element type."""

    name: str
    size: int
    dtype: str
    # Seconds of one call, by contender; a turn's samples stand at the same place in each list.
    seconds: dict[str, list[float]] = field(default_factory=dict)
    bytes_moved: float | None = None
    flops: float | None = None

    def median(self, label: str) -> float:
        return statistics.median(self.seconds[label])

    @property
    def ours(self) -> float:
        return self.median("array-core")

    @property
    def rival(self) -> float:
        return min(self.median(label) for label in self.seconds if label != "array-core")

    @property
    def ratio(self) -> float:
        """How many times as fast as the rival: the median over the turns."""
        others = [samples for label, samples in self.seconds.items() if label != "array-core"]
        turns = zip(self.seconds["array-core"], *others)
        return statistics.median(min(theirs) / ours for ours, *theirs in turns)


def measure(operation: Operation, size: int, dtype: str, contenders: list[Contender], threads: int) -> Entry | None:
    """One entry, or nothing if a contender does not know it."""
    turn_seconds = THREADS_TURN_SECONDS if threads > 1 else TURN_SECONDS
    uses_blas = operation.name in BLAS or operation.name.startswith("matmul")
    idle_seconds = BLAS_IDLE_SECONDS if uses_blas else IDLE_SECONDS
    racers = [c for c in contenders if "without" not in c.label or operation.name in SORTS]
    if not all([racer.prepare(operation.name, size, dtype) for racer in racers]):
        return None
    entry = Entry(operation.name, size, dtype)
    itemsize = {"f64": 8, "f32": 4, "i64": 8}[dtype]
    if operation.moved:
        entry.bytes_moved = operation.moved * size * itemsize
    if operation.flops:
        entry.flops = operation.flops * math.isqrt(size) ** 3
    counts, turns = {}, TURNS
    for racer in racers:
        seconds = racer.run(1)
        if seconds < SLOW_SECONDS:
            # A second look: the first call waits for memory from the system.
            seconds = racer.run(1)
        if seconds < turn_seconds:
            seconds = racer.run(3) / 3
        counts[racer.label] = max(1, round(turn_seconds / max(seconds, 1e-9)))
        if seconds > SLOW_SECONDS:
            turns = SLOW_TURNS
    for _ in range(turns):
        for racer in racers:
            count = counts[racer.label]
            if threads > 1:
                time.sleep(idle_seconds)
            if count > 1:
                # The other's turn has emptied the caches.
                racer.run(1)
            entry.seconds.setdefault(racer.label, []).append(racer.run(count) / count)
    return entry
