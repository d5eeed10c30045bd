"""Showing values as IPython does: all representations that they have, text always among them."""

import base64
import io
import json
import os
import pprint
import sys

# The frames that array-core writes, too.
START, END = "\x1b]5379;", "\x1b\\"

METHODS = {
    "_repr_html_": "text/html",
    "_repr_markdown_": "text/markdown",
    "_repr_svg_": "image/svg+xml",
    "_repr_png_": "image/png",
    "_repr_jpeg_": "image/jpeg",
    "_repr_latex_": "text/latex",
    "_repr_json_": "application/json",
}
# Values of these types are spread over lines when they are long.
CONTAINERS = (dict, list, tuple, set, frozenset)


def display(*values):
    """Shows values in the middle of a cell."""
    for value in values:
        frame({"type": "display_data", "data": bundle(value)})


def result(value):
    """Shows the value of a cell's last expression."""
    frame({"type": "execute_result", "data": bundle(value)})


def figures():
    """Shows the figures that are open, and closes them."""
    if "matplotlib.pyplot" in sys.modules:
        from . import figures

        figures.show()


def picture(content, text):
    """Shows a PNG."""
    frame({"type": "display_data", "data": {"image/png": encoded(content), "text/plain": text}})


def end():
    """Marks the end of a cell's output, on both streams."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # A cell may have closed it.
            pass
    for descriptor in (1, 2):
        write(descriptor, {"type": "end"})


def frame(content):
    """Writes a frame between what the cell prints."""
    sys.stdout.flush()
    write(1, content)


def write(descriptor, content):
    rest = (START + json.dumps(content) + END).encode()
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def bundle(value):
    """All representations of a value by MIME type."""
    data = {}
    method = getattr(value, "_repr_mimebundle_", None)
    if method is not None and not isinstance(value, type):
        found = method()
        # With metadata it is a pair.
        data.update(found[0] if isinstance(found, tuple) else found)
    for name, mime in METHODS.items():
        method = getattr(value, name, None)
        if method is None or isinstance(value, type) or mime in data:
            continue
        content = method()
        content = content[0] if isinstance(content, tuple) else content
        if content is not None:
            data[mime] = content
    for mime, content in data.items():
        if isinstance(content, bytes):
            data[mime] = encoded(content)
    if "text/plain" not in data:
        data["text/plain"] = text(value)
    return data


def text(value):
    """A value as Python shows it."""
    if type(value) in CONTAINERS:
        stream = io.StringIO()
        pprint.pprint(value, stream, width=79, compact=True, sort_dicts=False)
        return stream.getvalue().rstrip("\n")
    return repr(value)


def encoded(content):
    return base64.b64encode(content).decode()
