"""The Python side of `%%python` cells: a process that runs them and keeps their variables."""
