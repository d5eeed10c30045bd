"""Draws the medians of `bench.latency` as a picture.

    cd tests && python -m bench.picture RESULTS.json PICTURE.svg

The bars of each group have a scale of their own, as the groups differ by factors of a hundred; the
value stands at each bar. Colours suit light and dark backgrounds.
"""

import json
import sys
from html import escape
from pathlib import Path

WIDTH = 760
LABELS = 150
BARS = 470
BAR = 14
STEP = 19
TITLE = 26
GAP = 16
# The first is ours.
COLOURS = ["#e8590c", "#7c8cf8", "#8d99ae", "#2a9d8f"]

STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f; }
.group { font-weight: 600; }
.note { fill: #57606a; font-size: 12px; }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .note { fill: #9aa4af; } }
"""


def draw(results: dict) -> str:
    """The picture, as SVG."""
    labels = {contender["key"]: contender["label"] for contender in results["contenders"]}
    colours = dict(zip(labels, COLOURS))
    parts, y = [], 8
    for row in results["rows"]:
        y += TITLE
        parts.append(text(0, y - 8, row["name"], "group"))
        medians = {key: row["medians"][key] for key in labels if key in row["medians"]}
        longest = max(medians.values())
        for key, value in medians.items():
            length = max(BARS * value / longest, 1)
            middle = y + BAR - 3
            parts.append(text(LABELS - 8, middle, labels[key], anchor="end"))
            parts.append(f'<rect x="{LABELS}" y="{y}" width="{length:.1f}" height="{BAR}" rx="2" fill="{colours[key]}"/>')
            parts.append(text(LABELS + length + 6, middle, spelled(value, row["unit"]), "note"))
            y += STEP
        y += GAP
    note = f"medians; each group to its own scale, shorter is better; {results['machine']}"
    parts.append(text(0, y + 8, note, "note"))
    height = y + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">\n'
        f"<title>How long cells take</title>\n<style>{STYLE}</style>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def spelled(value: float, unit: str) -> str:
    """A value with its unit, as a person says it."""
    if unit == "times":
        return f"{value:.2f} times"
    return f"{value:.1f} s" if value >= 1 else f"{1000 * value:.0f} ms"


def text(x: float, y: float, content: str, style: str = "", anchor: str = "start") -> str:
    kind = f' class="{style}"' if style else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{kind}>{escape(content)}</text>'


def main(results: str, picture: str) -> None:
    read = json.loads(Path(results).read_text(encoding="utf-8"))
    Path(picture).write_text(draw(read), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
