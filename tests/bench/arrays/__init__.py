"""How fast array-core's operations are beside NumPy's; `python -m bench.arrays --help`."""
