"""A tiny engine that speaks the engine protocol, to test the kernel's sockets and process handling.

A cell is one command per line: `print TEXT`, `eprint TEXT`, `value TEXT`, `fail TEXT`, `panic TEXT`,
`ask PROMPT`, `sleep SECONDS`, `hang`, `die CODE`, `garbage`, `fault TEXT`.
"""

import json
import os
import sys
import threading
import time

requests = []
arrived = threading.Condition()
interrupted = threading.Event()


def tell(event, **fields):
    sys.stdout.write(json.dumps({"event": event, **fields}) + "\n")
    sys.stdout.flush()


def listen():
    for line in sys.stdin:
        request = json.loads(line)
        if request["request"] == "interrupt":
            interrupted.set()
        with arrived:
            requests.append(request)
            arrived.notify()
    os._exit(0)


def take(*kinds):
    with arrived:
        while True:
            for request in requests:
                if request["request"] in kinds:
                    requests.remove(request)
                    return request
            arrived.wait()


def run(code, allow_stdin):
    value = None
    for line in code.splitlines():
        command, _, text = line.strip().partition(" ")
        if command == "print":
            tell("stream", name="stdout", text=text + "\n")
        elif command == "eprint":
            tell("stream", name="stderr", text=text + "\n")
        elif command == "value":
            value = {"text/plain": text}
        elif command == "fail":
            return {"outcome": "failed", "name": "Error", "message": text}
        elif command == "panic":
            place = {"line": 1, "column": 1}
            return {"outcome": "panicked", "message": text, "location": place, "lost": []}
        elif command == "ask":
            tell("input", prompt=text, password=False)
            value = {"text/plain": str(take("input_reply")["text"])}
        elif command == "sleep":
            if interrupted.wait(float(text)):
                return {"outcome": "interrupted", "lost": []}
        elif command == "hang":
            time.sleep(600)
        elif command == "die":
            os._exit(int(text))
        elif command == "garbage":
            sys.stdout.buffer.write(b"\xff no event\n")
        elif command == "fault":
            tell("fault", message=text)
            time.sleep(60)
    return {"outcome": "ok", "result": value}


def main():
    threading.Thread(target=listen, daemon=True).start()
    print("engine starts", file=sys.stderr)
    if "--fail" in sys.argv:
        sys.exit("cannot start: no compiler")
    tell("ready")
    while True:
        request = take("execute", "complete", "inspect", "variables", "reset", "shutdown")
        interrupted.clear()
        kind = request["request"]
        if kind == "execute":
            tell("executed", id=request["id"], outcome=run(request["code"], request["allow_stdin"]))
        elif kind == "reset":
            tell("executed", id=request["id"], outcome={"outcome": "ok", "result": None})
        elif kind == "complete":
            if request["code"] == "slow":
                time.sleep(600)
            item = {"text": "zeros", "kind": "function", "signature": None}
            start, end = 0, request["cursor"]
            tell("completed", id=request["id"], completions={"start": start, "end": end, "items": [item]})
        elif kind == "inspect":
            found = {"text": "doc", "markdown": "**doc**"}
            tell("inspected", id=request["id"], documentation=found)
        elif kind == "variables":
            tell("variables", id=request["id"], variables=[])
        else:
            if "--stay" in sys.argv:
                time.sleep(600)
            return


main()
