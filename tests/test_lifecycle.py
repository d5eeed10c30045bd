"""Start, interrupt, restart and end of a kernel."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from queue import Empty

from session import running_kernel


def test_kernel_info_does_not_wait_for_the_evaluator(installed):
    """An engine that never gets ready: the kernel must answer all the same."""
    with running_kernel(env={**os.environ, "ARRAY_KERNEL_ENGINE_COMMAND": "sleep 600"}) as session:
        session.connect()
        assert session.ask("kernel_info_request", {})["status"] == "ok"


def test_kernel_info_comes_soon_after_start(installed, figure):
    started = time.monotonic()
    with running_kernel() as session:
        # Not `connect`, which rests between its attempts.
        reply = None
        while reply is None:
            assert time.monotonic() - started < 10, "no kernel_info_reply 10 s after start"
            session.client.kernel_info()
            try:
                reply = session.client.get_shell_msg(timeout=0.05)
            except Empty:
                continue
        figure(f"kernel_info_reply {time.monotonic() - started:.2f} s after start")
        session.connect()
        session.run("1").expect_ok()
        figure(f"first cell done {time.monotonic() - started:.2f} s after start")


def test_shutdown_ends_the_process_and_says_so(fresh_kernel):
    reply = fresh_kernel.ask("shutdown_request", {"restart": False}, "control")
    assert (reply["status"], reply["restart"]) == ("ok", False)
    wait_until(lambda: not fresh_kernel.manager.is_alive(), 10, "the kernel still runs")


def test_restart_gives_a_new_session(fresh_kernel):
    fresh_kernel.run("let before = 1;").expect_ok()
    fresh_kernel.manager.restart_kernel()
    fresh_kernel.connect()
    cell = fresh_kernel.run("before")
    assert cell.error["ename"] == "CompileError"
    assert cell.reply["execution_count"] == 1


def test_interrupt_ends_a_loop_and_keeps_variables(fresh_kernel):
    """A loop over arrays checks for interrupts, so nothing is lost."""
    fresh_kernel.run("let kept = arange(4);").expect_ok()
    cell = interrupted(fresh_kernel, "loop { std::hint::black_box(arange(1000).sum()); }")
    assert cell.error["ename"] == "KeyboardInterrupt"
    assert fresh_kernel.run("kept.sum()").result["text/plain"] == "6"


def test_interrupt_ends_code_that_never_checks(fresh_kernel):
    cell = interrupted(fresh_kernel, "loop { std::hint::spin_loop(); }")
    assert cell.error["ename"] == "KeyboardInterrupt"
    assert fresh_kernel.run("1 + 1").result["text/plain"] == "2"


def test_interrupt_while_compiling_loses_nothing(fresh_kernel):
    fresh_kernel.run("let kept = arange(4);").expect_ok()
    # Arrays of arrays of arrays: the compiler is busy for long.
    functions = "\n".join(
        f"fn slow_{i}(x: [f64; 64]) -> f64 {{ x.iter().map(|v| v * {i}.0).sum() }}"
        for i in range(20_000)
    )
    cell = interrupted(fresh_kernel, functions, after=1)
    assert cell.error["ename"] == "KeyboardInterrupt"
    assert fresh_kernel.run("kept.sum()").result["text/plain"] == "6"


def test_sigint_counts_as_an_interrupt(fresh_kernel):
    cell = interrupted(
        fresh_kernel,
        "loop { std::hint::black_box(arange(1000).sum()); }",
        by=lambda: fresh_kernel.manager.signal_kernel(signal.SIGINT),
    )
    assert cell.error["ename"] == "KeyboardInterrupt"


def test_a_crash_is_reported_and_survived(fresh_kernel):
    fresh_kernel.run("let gone = 1;").expect_ok()
    cell = fresh_kernel.run("std::process::abort();")
    assert "SIGABRT" in cell.error["evalue"]
    assert fresh_kernel.run("1 + 1").result["text/plain"] == "2"
    assert fresh_kernel.run("gone").error["ename"] == "CompileError"


def test_a_kernel_ends_with_the_process_that_started_it(installed):
    """Jupyter may die without a word; its kernels must not stay."""
    program = (
        "import sys, time; from jupyter_client.manager import KernelManager;"
        "m = KernelManager(kernel_name='rust-array'); m.start_kernel();"
        "print(m.provisioner.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE) as parent:
        pid = int(parent.stdout.readline())
        parent.kill()
    wait_until(lambda: not is_running(pid), 20, "the kernel outlives its parent")


def interrupted(session, code, after=3.0, by=None):
    """Runs a cell and interrupts it, by the protocol's message unless told how."""
    msg_id = session.client.execute(code)
    time.sleep(after)
    if by:
        by()
    else:
        assert session.ask("interrupt_request", {}, "control")["status"] == "ok"
    return session.finish(msg_id)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    # A zombie has ended; nobody has asked for its exit code yet.
    return not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] != "Z"


def wait_until(condition, seconds: float, failure: str) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{failure}, {seconds} s on"
        time.sleep(0.05)
