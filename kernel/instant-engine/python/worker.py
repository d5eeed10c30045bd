"""Runs the Python cells of a session, one after the other, in one namespace.

The engine talks to this process as to the one that runs Rust: orders and reports are lines of JSON on
a socket of their own, values to show are frames on standard output, and a frame on each stream marks
the end of a cell's output.
"""

import ast
import builtins
import json
import linecache
import os
import signal
import socket
import sys
import traceback
import types

from . import exchange, shown

CONTROL_FD = 3
PACKAGE = os.path.dirname(os.path.abspath(__file__))


def serve():
    """Carries out orders until the engine closes the socket."""
    os.set_inheritable(CONTROL_FD, False)
    control = socket.socket(fileno=CONTROL_FD)
    worker = Worker(control)
    signal.signal(signal.SIGINT, worker.on_interrupt)
    for line in control.makefile("r", encoding="utf-8"):
        ((name, arguments),) = json.loads(line).items()
        getattr(worker, name)(**arguments)


class Worker:
    """The session's Python."""

    def __init__(self, control):
        self.control = control
        self.running = False
        # What is defined in a cell belongs to `__main__`, as pickle and multiprocessing expect.
        self.module = types.ModuleType("__main__")
        sys.modules["__main__"] = self.module
        builtins.display = shown.display

    def on_interrupt(self, _signal, _frame):
        """Stops a cell, once; between cells there is nothing to stop."""
        if self.running:
            self.running = False
            raise KeyboardInterrupt

    def set_variable(self, name, value):
        """Sets a variable of the environment."""
        os.environ[name] = value

    def change_directory(self, path):
        """Changes the working directory."""
        os.chdir(path)

    def run(self, code, cell, folder, inputs, outputs):
        """Runs a cell and reports how it ended."""
        try:
            self.running = True
            try:
                self.execute(code, f"<cell [{cell}]>", folder, inputs, outputs)
            finally:
                self.running = False
            ending = {"how": "ok"}
        except KeyboardInterrupt:
            ending = {"how": "interrupted"}
        except BaseException as error:
            ending = {"how": "failed", "name": type(error).__name__, "message": told(error)}
        shown.end()
        self.report({"report": "ended", **ending})

    def execute(self, code, name, folder, inputs, outputs):
        """Takes the inputs, runs the code, shows its value, gives the outputs."""
        names = vars(self.module)
        for variable in inputs:
            names[variable] = exchange.take(folder, variable)
        linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
        tree = compile(code, name, "exec", ast.PyCF_ONLY_AST)
        value = None
        if tree.body and isinstance(tree.body[-1], ast.Expr) and not code.rstrip().endswith(";"):
            last = ast.Expression(tree.body.pop().value)
            exec(compile(tree, name, "exec"), names)
            value = eval(compile(last, name, "eval"), names)
        else:
            exec(compile(tree, name, "exec"), names)
        shown.figures()
        if value is not None:
            names["_"] = value
            shown.result(value)
        for variable in outputs:
            if variable not in names:
                raise exchange.NoVariable(f"`-o {variable}`: Python has no variable `{variable}`")
            kind = exchange.give(folder, variable, names[variable])
            self.report({"report": "stored", "name": variable, "type_name": kind, "copy": False})

    def report(self, message):
        """Tells the engine something."""
        self.control.sendall((json.dumps(message) + "\n").encode())


def told(error):
    """What an error says, and the traceback of the cell's own frames."""
    said = str(error)
    if isinstance(error, exchange.Refusal):
        return said
    if isinstance(error, SystemExit):
        return "the cell left Python, which stays for the next one"
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename.startswith(PACKAGE):
        frames = frames.tb_next
    lines = traceback.format_exception(type(error), error.with_traceback(frames), frames)
    return "\n".join([said, *"".join(lines).splitlines()])
