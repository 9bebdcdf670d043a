"""Slow clients on a real server: each is cut off, and whoever comes after is served."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse

from chassis import connections
from chassis.limit_settings import LimitSettings
from chassis.telemetry import REFUSED_AT_THE_EDGE
from chassis.web import install

GENEROUS = 30.0
"""Seconds that a busy machine may take; nothing waits so long when it works."""
LARGE = 20_000_000

HEAD = b"GET / HTTP/1.1\r\nHost: databank\r\n"


@asynccontextmanager
async def served(**limits: Any) -> AsyncIterator[int]:
    """The port of a server with these limits."""
    chosen = LimitSettings(**limits)
    app = FastAPI()
    install(app, max_body=1000, limits=chosen)

    @app.get("/")
    async def calm() -> str:
        return "calm"

    @app.get("/large")
    async def large() -> PlainTextResponse:
        return PlainTextResponse("x" * LARGE)

    @app.post("/body")
    async def body(request: Request) -> int:
        return len(await request.body())

    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, http=connections.bounded(chosen), lifespan="off", log_config=None, access_log=False
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = server.force_exit = True
        await serving


class Client:
    """A client that decides itself how fast it speaks and listens."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader, self.writer = reader, writer

    @classmethod
    async def at(cls, port: int) -> "Client":
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def says(self, content: bytes) -> None:
        self.writer.write(content)
        await self.writer.drain()

    async def hears(self) -> bytes:
        """The head of an answer."""
        return await asyncio.wait_for(self.reader.readuntil(b"\r\n\r\n"), GENEROUS)

    async def is_cut_off(self, meanwhile: bytes = b"") -> None:
        """Wait until the server ends the connection, saying ``meanwhile`` again and again."""

        async def dripping() -> None:
            with suppress(ConnectionError):
                while meanwhile:
                    await self.says(meanwhile)
                    await asyncio.sleep(0.02)

        drip = asyncio.create_task(dripping())
        with suppress(ConnectionError):
            await asyncio.wait_for(self.reader.read(-1), GENEROUS)
        drip.cancel()
        self.writer.close()


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(GENEROUS):
        while not condition():  # noqa: ASYNC110  # a counter offers nothing to wait for
            await asyncio.sleep(0.02)


def cut(limit: str) -> float:
    return REFUSED_AT_THE_EDGE.labels(limit)._value.get()


async def still_serves(port: int) -> None:
    """Whoever comes; where a busy machine held up even us for the limit, who comes again."""
    async with asyncio.timeout(GENEROUS):
        while True:
            client = await Client.at(port)
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await client.says(HEAD + b"Connection: close\r\n\r\n")
                assert (await client.hears()).startswith(b"HTTP/1.1 200")
                client.writer.close()
                return


async def test_who_says_nothing_is_cut_off() -> None:
    async with served(limit_head_seconds=0.2) as port:
        before = cut("head-slow")
        await (await Client.at(port)).is_cut_off()
        assert cut("head-slow") == before + 1
        await still_serves(port)


async def test_who_sends_a_head_without_end_is_cut_off() -> None:
    async with served(limit_head_seconds=0.3) as port:
        client = await Client.at(port)
        await client.says(HEAD)
        await client.is_cut_off(meanwhile=b"X: y\r\n")
        await still_serves(port)


async def test_a_second_head_that_never_ends_is_cut_off_as_the_first() -> None:
    async with served(limit_head_seconds=0.5) as port:
        client = await Client.at(port)
        await client.says(HEAD + b"\r\n")
        assert (await client.hears()).startswith(b"HTTP/1.1 200")
        await client.says(HEAD)
        await client.is_cut_off(meanwhile=b"X: y\r\n")
        await still_serves(port)


async def test_requests_one_after_the_other_are_no_slow_client() -> None:
    async with served(limit_head_seconds=5) as port:
        client = await Client.at(port)
        for _ in range(50):
            await client.says(HEAD + b"\r\n")
            assert (await client.hears()).startswith(b"HTTP/1.1 200")
            await client.reader.readexactly(len(b'"calm"'))
        await client.says((HEAD + b"\r\n") * 3)
        for _ in range(3):
            assert (await client.hears()).startswith(b"HTTP/1.1 200")
            await client.reader.readexactly(len(b'"calm"'))
        client.writer.close()


@pytest.mark.parametrize(
    ("header", "drip"),
    [(b"Content-Length: 900", b"x"), (b"Transfer-Encoding: chunked", b"1\r\nx\r\n")],
    ids=["by length", "chunked"],
)
async def test_a_body_that_drips_is_refused_and_its_connection_cut(
    header: bytes, drip: bytes
) -> None:
    limits: dict[str, Any] = {"limit_body_seconds": 0.3, "limit_slowest_rate": 100_000}
    async with served(**limits, limit_head_seconds=0.3) as port:
        before = cut("body-slow")
        client = await Client.at(port)
        await client.says(b"POST /body HTTP/1.1\r\nHost: databank\r\n" + header + b"\r\n\r\n")
        await client.says(drip)
        assert (await client.hears()).startswith(b"HTTP/1.1 408")
        assert cut("body-slow") == before + 1
        await client.is_cut_off(meanwhile=drip)
        await still_serves(port)


async def test_who_goes_on_with_a_body_that_was_refused_is_cut_off() -> None:
    async with served(limit_head_seconds=0.3) as port:
        client = await Client.at(port)
        await client.says(
            b"POST /body HTTP/1.1\r\nHost: databank\r\nContent-Length: 1000000\r\n\r\n"
        )
        assert (await client.hears()).startswith(b"HTTP/1.1 413")
        await client.is_cut_off(meanwhile=b"x")
        await still_serves(port)


async def test_who_takes_nothing_of_an_answer_is_cut_off() -> None:
    async with served(limit_answer_seconds=0.3) as port:
        before = cut("answer-slow")
        client = await Client.at(port)
        await client.says(b"GET /large HTTP/1.1\r\nHost: databank\r\n\r\n")
        await until(lambda: cut("answer-slow") == before + 1)
        with suppress(ConnectionError):
            assert len(await asyncio.wait_for(client.reader.read(-1), GENEROUS)) < LARGE
        client.writer.close()
        await still_serves(port)


async def test_a_large_answer_reaches_who_takes_it_bit_by_bit() -> None:
    async with served(limit_answer_seconds=1, limit_slowest_rate=1, limit_head_seconds=5) as port:
        client, taken = await Client.at(port), 0
        await client.says(b"GET /large HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n")
        await client.hears()
        while part := await asyncio.wait_for(client.reader.read(200_000), GENEROUS):
            taken += len(part)
            await asyncio.sleep(0.01)
        assert taken == LARGE


async def test_more_connections_than_there_may_be_are_cut_and_the_others_go_on() -> None:
    async with served(limit_connections=3, limit_head_seconds=60) as port:
        first = [await Client.at(port) for _ in range(3)]
        for client in first:
            await client.says(HEAD + b"\r\n")
            await client.hears()
        before = cut("connections")
        await (await Client.at(port)).is_cut_off()
        assert cut("connections") == before + 1
        await first[0].says(HEAD + b"\r\n")
        assert (await first[0].hears()).endswith(b"\r\n\r\n")
        first[0].writer.close()
        async with asyncio.timeout(GENEROUS):
            while True:
                with suppress(AssertionError, asyncio.IncompleteReadError, ConnectionError):
                    await still_serves(port)
                    break
        for client in first:
            client.writer.close()
