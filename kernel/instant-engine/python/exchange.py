"""Variables on their way between Rust and Python: a file each in a folder of the cell.

To Python: a line of JSON with kind, element type and shape, then the elements, row by row, as they lie
in memory. To Rust: the number of axes and each length as unsigned numbers of 64 bits, then the elements.
"""

import json
import os
import sys
from array import array

LARGEST = 2**63 - 1
NEEDED = "NumPy is not installed for {0}: `{0} -m pip install numpy` does it"
# The names of the element types that arrays have on both sides.
ELEMENTS = (
    ["bool", "float32", "float64", "complex64", "complex128"]
    + [f"int{bits}" for bits in (8, 16, 32, 64)]
    + [f"uint{bits}" for bits in (8, 16, 32, 64)]
)


class Refusal(Exception):
    """A variable cannot be exchanged; the message says why and what to do."""


class MissingNumPy(Refusal):
    """Arrays need NumPy."""


class NoVariable(Refusal):
    """There is nothing to give."""


class NoCounterpart(Refusal):
    """Rust has no type for a value."""


def numpy():
    """NumPy, which is imported when arrays are exchanged."""
    try:
        import numpy
    except ImportError as error:
        raise MissingNumPy(NEEDED.format(sys.executable)) from error
    return numpy


def take(folder, name):
    """A variable that Rust has given."""
    path = os.path.join(folder, name)
    with open(path, "rb") as file:
        kind, element, shape = json.loads(file.readline())
        start = file.tell()
        if kind == "text":
            value = file.read().decode()
        elif kind == "texts":
            value = file.read().decode().split("\0") if shape[0] else []
            if len(value) != shape[0]:
                raise NoCounterpart(f"`-i {name}`: one of its texts contains a NUL character")
        elif kind == "array":
            value = mapped(path, element, shape, start)
        else:
            value = numbers(file.read(), element)
            value = value[0] if kind == "scalar" else value
    os.remove(path)
    return value


def mapped(path, element, shape, start):
    """The elements in the file's own pages: nothing is read before it is used, nor written back."""
    np = numpy()
    if 0 in shape:
        return np.zeros(shape, element)
    return np.asarray(np.memmap(path, element, "c", start, tuple(shape)))


# The codes of `struct` and `memoryview` for numbers of Rust.
CODES = {
    "bool": "?", "float32": "f", "float64": "d",
    "int8": "b", "int16": "h", "int32": "i", "int64": "q",
    "uint8": "B", "uint16": "H", "uint32": "I", "uint64": "Q",
    "complex64": "f", "complex128": "d",
}  # fmt: skip


def numbers(content, element):
    """Numbers as Python's own."""
    values = memoryview(content).cast(CODES[element]).tolist()
    if element.startswith("complex"):
        return [complex(*pair) for pair in zip(values[::2], values[1::2])]
    return values


def give(folder, name, value):
    """Hands a variable to Rust; what it is there: kind and element type."""
    kind, content = packed(name, value)
    with open(os.path.join(folder, name), "wb") as file:
        for part in content:
            file.write(part)
    return kind


def packed(name, value):
    """Kind and element type of a value, and the parts of its file."""
    if isinstance(value, str):
        return "text", [encoded(value)]
    if isinstance(value, bool):
        return "scalar bool", plain("B", [value])
    if isinstance(value, int):
        return "scalar int64", plain("q", [fitting(name, value)])
    if isinstance(value, float):
        return "scalar float64", plain("d", [value])
    if isinstance(value, complex):
        return "scalar complex128", [lengths([1]), packed_as("d", [value.real, value.imag])]
    if isinstance(value, (bytes, bytearray)):
        return "list uint8", plain("B", value)
    if isinstance(value, (list, tuple)):
        return listed(name, value)
    return of_numpy(name, value)


def listed(name, values):
    """A list whose elements have one type in Rust."""
    if not values:
        raise NoCounterpart(
            f"`-o {name}`: an empty list does not tell the type of its elements; "
            "give an array, `np.zeros(0)`"
        )
    if all(isinstance(value, str) for value in values):
        return texts(name, values)
    if all(isinstance(value, bool) for value in values):
        return "list bool", plain("B", values)
    if all(isinstance(value, int) for value in values):
        return "list int64", plain("q", [fitting(name, value) for value in values])
    if all(isinstance(value, (int, float)) for value in values):
        return "list float64", plain("d", values)
    raise NoCounterpart(
        f"`-o {name}`: only lists of str, bool, int or float have a counterpart in Rust; "
        "give an array, `np.array(..)`"
    )


def texts(name, values):
    if any("\0" in value for value in values):
        raise NoCounterpart(f"`-o {name}`: one of its texts contains a NUL character")
    return "texts", [lengths([len(values)]), encoded("\0".join(values))]


def of_numpy(name, value):
    """An array, a scalar of NumPy, or what can be made an array of."""
    known = sys.modules.get("numpy")
    is_scalar = known is not None and isinstance(value, known.generic)
    if not is_scalar and not hasattr(value, "__array__"):
        raise NoCounterpart(
            f"`-o {name}`: a value of type {type(value).__name__} has no counterpart in Rust; arrays, "
            "numbers, bool, str and lists of these have one"
        )
    np = numpy()
    elements = np.asarray(value)
    if elements.dtype.kind in "UTO" and elements.ndim == 1:
        values = elements.tolist()
        if all(isinstance(value, str) for value in values):
            return texts(name, values)
    element = elements.dtype.name
    if element not in ELEMENTS:
        raise NoCounterpart(
            f"`-o {name}`: arrays of {element} have no counterpart in Rust; write "
            f"`{name}.astype(float)` or the type that suits"
        )
    elements = np.asarray(elements, elements.dtype.newbyteorder("="), order="C")
    flat = elements.reshape(-1).view("u1")
    if element == "bool":
        # In memory that was something else before, other bytes than 0 and 1 may stand for true.
        flat = (flat != 0).view("u1")
    kind = "scalar" if is_scalar else "array"
    return f"{kind} {element}", [lengths([1] if is_scalar else elements.shape), flat.data]


def fitting(name, value):
    if not -LARGEST - 1 <= value <= LARGEST:
        raise NoCounterpart(f"`-o {name}`: {value} does not fit an i64")
    return value


def encoded(text):
    # What is no Unicode, as file names may have it, is replaced.
    return text.encode("utf-8", "replace")


def plain(code, values):
    """The parts of a list of numbers."""
    return [lengths([len(values)]), packed_as(code, values)]


def packed_as(code, values):
    return array(code, values).tobytes()


def lengths(shape):
    """How a file to Rust begins."""
    return packed_as("Q", [len(shape), *shape])
