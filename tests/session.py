"""A kernel under test and the cells it runs, as messages."""

import time
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty

from jupyter_client.manager import KernelManager

KERNEL_NAME = "rust-array"

# Long enough for the slowest compile on a busy machine; a hang is a failure all the same.
PATIENCE = 180.0


@dataclass
class Cell:
    """What became of one execute request: its reply and what it published, in order."""

    reply: dict
    published: list[dict]

    @property
    def types(self) -> list[str]:
        """The types of the published messages; a status by its state."""
        return [
            message["content"]["execution_state"]
            if message["msg_type"] == "status"
            else message["msg_type"]
            for message in self.published
        ]

    def contents(self, msg_type: str) -> list[dict]:
        """The contents of all published messages of one type."""
        return [m["content"] for m in self.published if m["msg_type"] == msg_type]

    def text(self, stream: str) -> str:
        """All that the cell wrote to a stream."""
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == stream)

    @property
    def result(self) -> dict:
        """The representations of the last expression."""
        self.expect_ok()
        results = self.contents("execute_result")
        assert len(results) == 1, f"expected one execute_result, got {self.types}"
        return results[0]["data"]

    @property
    def error(self) -> dict:
        """The error, the same in the reply and on iopub."""
        errors = self.contents("error")
        assert len(errors) == 1, f"expected one error, got {self.types}: {self.published}"
        assert self.reply["status"] == "error"
        assert {key: self.reply[key] for key in errors[0]} == errors[0]
        return errors[0]

    def expect_ok(self) -> "Cell":
        assert self.reply["status"] == "ok", (
            "\n".join(self.reply.get("traceback", [])) or self.reply
        )
        return self


class Session:
    """A running kernel with one client."""

    def __init__(self, manager: KernelManager):
        self.manager = manager
        self.client = manager.client()
        self.client.start_channels()

    def connect(self, patience: float = PATIENCE) -> "Session":
        """Waits until the kernel answers."""
        self.client.wait_for_ready(timeout=patience)
        return self

    def run(self, code: str, patience: float = PATIENCE, **options) -> Cell:
        """Executes a cell and waits for its end."""
        return self.finish(self.client.execute(code, **options), patience)

    def finish(self, msg_id: str, patience: float = PATIENCE) -> Cell:
        """Waits for the end of a cell that was sent before."""
        published = list(self.messages_of(msg_id, patience))
        return Cell(self.reply(msg_id)["content"], published)

    def messages_of(self, msg_id: str, patience: float = PATIENCE):
        """What a request publishes, as it comes, its idle included."""
        deadline = time.monotonic() + patience
        while True:
            message = self.client.get_iopub_msg(timeout=deadline - time.monotonic())
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            yield message
            if message["content"].get("execution_state") == "idle":
                return

    def reply(self, msg_id: str, channel: str = "shell", patience: float = PATIENCE) -> dict:
        """The reply to a request; replies to others that nobody waits for are dropped."""
        receive = getattr(self.client, f"get_{channel}_msg")
        deadline = time.monotonic() + patience
        while True:
            message = receive(timeout=deadline - time.monotonic())
            if message["parent_header"].get("msg_id") == msg_id:
                return message

    def request(self, msg_type: str, content: dict, channel: str = "shell") -> str:
        """Sends any request; returns its id."""
        message = self.client.session.msg(msg_type, content)
        getattr(self.client, f"{channel}_channel").send(message)
        return message["header"]["msg_id"]

    def ask(self, msg_type: str, content: dict, channel: str = "shell") -> dict:
        """Sends any request and waits for the content of its reply."""
        reply = self.reply(self.request(msg_type, content, channel), channel)
        assert reply["msg_type"] == msg_type.replace("_request", "_reply")
        return reply["content"]

    def quiet(self) -> None:
        """Asserts that the kernel has nothing more to say."""
        try:
            message = self.client.get_iopub_msg(timeout=0.3)
        except Empty:
            return
        raise AssertionError(f"unexpected {message['msg_type']}: {message['content']}")


@contextmanager
def running_kernel(name: str = KERNEL_NAME, **options):
    """A kernel of its own, stopped at the end."""
    manager = KernelManager(kernel_name=name)
    manager.start_kernel(**options)
    session = Session(manager)
    try:
        yield session
    finally:
        session.client.stop_channels()
        manager.shutdown_kernel(now=True)
