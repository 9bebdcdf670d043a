"""Parts of the client libraries that the bus touches beyond their promises, as when last read.

An upgrade that changes any of it fails here, before it fails under load. Read what changed
(`frames`, `deliveries`, `publisher`, `connection`, `control.carrier`), run `make resilience`, and
pin it anew.
"""

import ast
import hashlib
import inspect
import re
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from aiormq import channel, connection
from faststream.rabbit import RabbitBroker
from pamqp import body, decode, frame
from pamqp.base import BasicProperties

from chassis.bus import frames

READER = connection.Connection._Connection__reader
HEARTBEAT = connection.Connection._Connection__heartbeat
BUS = Path(frames.__file__).parent
READ: dict[str, tuple[Callable[..., Any], str]] = {
    "frames: a header is read": (frames._read_strictly, "428f7f3a885a0fd4"),
    "deliveries: a frame is awaited": (connection.FrameReceiver.get_frame, "3adff046743a2328"),
    "deliveries: a frame goes to its channel": (READER, "4c85e094b91e25af"),
    "deliveries: a channel looks at a frame": (channel.Channel._reader, "0b044167794c2364"),
    "deliveries: a message is handed over": (channel.Channel._on_deliver_frame, "3cb7bf324f3af08d"),
    "deliveries: headers are read": (decode.field_table, "cd20672a04f9eaa4"),
    "deliveries: properties are read": (BasicProperties.unmarshal, "8e47f35fbe17aa9e"),
    "publisher: one message is sent": (channel.Channel.basic_publish, "4c5c91a4d75be291"),
    "publisher: a frame is made": (frame.marshal, "ca624348e96a47ed"),
    "publisher: a body is made": (body.ContentBody.marshal, "fb907474bf706a1b"),
    "publisher: a confirm comes": (channel.Channel._confirm_delivery, "191bcd75b78f2ed1"),
    "connection: a heartbeat is missed": (HEARTBEAT, "df2a712ccc58abd6"),
    "carrier: FastStream connects": (RabbitBroker._connect, "277150a67257106b"),
}
TOUCHES = {"frames.py", "deliveries.py", "publisher.py", "connection.py", "carrier.py"}
"""The only modules that touch more than a library promises."""
LIBRARIES = re.compile(r"^(from|import) (aio_pika|aiormq|pamqp|faststream)\b", re.MULTILINE)
KEPT_BACK = {"confirmations", "write_queue", "message_id_delivery_tag", "create_future"}
"""Names of the libraries' own housekeeping, that carry no underscore."""


@pytest.mark.parametrize("what", READ)
def test_what_we_build_on_is_as_it_was(what: str) -> None:
    function, known = READ[what]
    assert _digest(function) == known, f"{what}: {_versions()}"


def test_only_these_modules_touch_what_libraries_keep_to_themselves() -> None:
    touching = set()
    for path in BUS.rglob("*.py"):
        if not LIBRARIES.search(path.read_text()):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Attribute):
                continue
            own = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
            private = node.attr.startswith("_") and not node.attr.startswith("__") and not own
            if node.attr in KEPT_BACK or private:
                touching.add(path.name)
    assert touching <= TOUCHES


def _digest(function: Callable[..., Any]) -> str:
    return hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16]


def _versions() -> str:
    return ", ".join(f"{name} {version(name)}" for name in ("aiormq", "pamqp", "faststream"))
