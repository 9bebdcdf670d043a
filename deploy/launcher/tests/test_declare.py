"""A broker that hangs up while it is told a topology is told again."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest

from launcher.operations.declare import declare


class HangsUpOnce(BaseHTTPRequestHandler):
    """A broker's management that ends the first connection on which it is told something."""

    told: list[dict[str, Any]]

    def do_GET(self) -> None:
        self._answer([])

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.told.append(body)
        if len(self.told) > 1:
            self._answer({})

    def _answer(self, document: object) -> None:
        body = json.dumps(document).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@pytest.fixture
def broker() -> Iterator[tuple[httpx.Client, list[dict[str, Any]]]]:
    told: list[dict[str, Any]] = []
    handler = type("Handler", (HangsUpOnce,), {"told": told})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}") as client:
            yield client, told
        server.shutdown()


def test_a_topology_is_declared_although_the_broker_hung_up(
    broker: tuple[httpx.Client, list[dict[str, Any]]],
) -> None:
    client, told = broker
    exchange, person = {"name": "krachtlijn.events"}, {"name": "databank"}
    of_people = {"users": [person], "permissions": [], "topic_permissions": []}
    declare(client, {"exchanges": [exchange], **of_people})
    first, again, people = told
    assert first == again
    assert first["exchanges"] == [exchange]
    assert people["users"] == [person]
