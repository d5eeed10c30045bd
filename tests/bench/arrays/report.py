"""What was measured, as tables, JSON and a picture."""

import json
import math
from html import escape

from bench.arrays.race import Entry
from bench.picture import STYLE, text

# Below it an entry counts as small: what a call costs, not what the loop does.
LARGE = 1_000
EXTREMES = 10


def geometric_mean(ratios: list[float]) -> float:
    return math.exp(sum(map(math.log, ratios)) / len(ratios))


def spelled(seconds: float) -> str:
    for unit, scale in [("ns", 1e9), ("us", 1e6), ("ms", 1e3)]:
        if seconds * scale < 1000:
            return f"{seconds * scale:.3g} {unit}"
    return f"{seconds:.3g} s"


def limit(entry: Entry, machine: dict) -> str:
    """How close an entry is to what the machine can do."""
    if entry.flops:
        return f"{entry.flops / entry.ours / machine['flops']:4.0%} of FMA peak"
    if entry.bytes_moved and entry.size >= 10_000_000:
        return f"{entry.bytes_moved / entry.ours / machine['copy_bytes']:4.0%} of memcpy"
    return ""


def line(entry: Entry, machine: dict) -> str:
    return (
        f"{entry.name:16} {entry.dtype} {entry.size:>9}  {spelled(entry.rival):>9} {spelled(entry.ours):>9}"
        f"  {entry.ratio:6.2f}x  {limit(entry, machine)}"
    )


def summary(entries: list[Entry], machine: dict, rival: str) -> str:
    """The geometric means, the best and the worst entries."""
    lines = []
    large = [entry for entry in entries if entry.size >= LARGE]
    for label, some in [("all sizes", entries), (f"sizes from {LARGE}", large)]:
        if some:
            mean = geometric_mean([entry.ratio for entry in some])
            slower = sum(entry.ratio < 1 for entry in some)
            lines.append(f"geometric mean, {label}: {mean:.2f}x {rival} ({len(some)} entries, {slower} slower)")
    ordered = sorted(large or entries, key=lambda entry: entry.ratio)
    lines.append(f"\nthe {EXTREMES} best:")
    lines += [line(entry, machine) for entry in reversed(ordered[-EXTREMES:])]
    lines.append(f"\nthe {EXTREMES} worst:")
    lines += [line(entry, machine) for entry in ordered[:EXTREMES]]
    return "\n".join(lines)


def accuracy_table(exact: dict, numpy: dict, ours: dict) -> str:
    lines = [f"{'relative errors':34}{'NumPy':>12}{'array-core':>14}"]
    for name, value in exact.items():
        errors = [abs(values[name] / value - 1) for values in (numpy, ours)]
        lines.append(f"{name:34}{errors[0]:12.1e}{errors[1]:14.1e}")
    return "\n".join(lines)


def as_json(entries: list[Entry], machine: dict, accuracy: dict) -> str:
    rows = [
        {
            "name": entry.name,
            "size": entry.size,
            "dtype": entry.dtype,
            "ratio": entry.ratio,
            "rival": entry.rival,
            "array_core": entry.ours,
            "bytes_moved": entry.bytes_moved,
            "flops": entry.flops,
            "seconds": entry.seconds,
        }
        for entry in entries
    ]
    return json.dumps({"machine": machine, "accuracy": accuracy, "entries": rows}, indent=1) + "\n"


WIDTH, LABELS, BARS, STEP, BAR = 760, 170, 480, 17, 12


def picture(entries: list[Entry], size: int, dtype: str, note: str) -> str:
    """The ratios at one size, on a logarithmic scale around NumPy's one."""
    shown = sorted((e for e in entries if (e.size, e.dtype) == (size, dtype)), key=lambda e: -e.ratio)
    top = max([abs(math.log2(entry.ratio)) for entry in shown], default=1) or 1
    left = max([-math.log2(entry.ratio) for entry in shown] + [0])
    right = max([math.log2(entry.ratio) for entry in shown] + [0])
    scale = BARS / ((left + right) or top)
    zero = LABELS + left * scale
    parts, y = [], 10
    for entry in shown:
        length = math.log2(entry.ratio) * scale
        x, colour = (zero, "#e8590c") if length >= 0 else (zero + length, "#8d99ae")
        parts.append(text(LABELS - 8, y + BAR - 2, entry.name, anchor="end"))
        parts.append(f'<rect x="{x:.1f}" y="{y}" width="{abs(length):.1f}" height="{BAR}" rx="2" fill="{colour}"/>')
        parts.append(text(max(zero, zero + length) + 6, y + BAR - 2, f"{entry.ratio:.1f}", "note"))
        y += STEP
    parts.append(f'<line x1="{zero:.1f}" x2="{zero:.1f}" y1="6" y2="{y}" stroke="#8d99ae"/>')
    parts.append(text(0, y + 18, note, "note"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + 30}" role="img">\n'
        f"<title>{escape(note)}</title>\n"
        f"<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )
