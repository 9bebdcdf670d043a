"""Health and metrics on a port of their own: plain on this machine, by TLS beyond it."""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from chassis import healthcheck
from chassis.internal_listener import InternalListener, PortTakenError
from chassis.settings import Settings
from launcher.sandbox import Sandbox


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def listener(sandbox: Sandbox, host: str, port: int | None, status: int = 200) -> InternalListener:
    async def ready(_request: Any) -> PlainTextResponse:
        return PlainTextResponse("so it is", status)

    credentials = sandbox.infra.credentials
    settings = Settings(
        amqp_url=SecretStr("amqp://127.0.0.1"),
        database_url=SecretStr("postgresql://127.0.0.1/x"),
        seal_public=credentials.seal_public,
        issuers=credentials.issuers,
        tls_cert=credentials.of("databank") / "tls.crt",
        tls_key=credentials.of("databank") / "tls.key",
        internal_host=host,
        internal_port=port,
    )
    return InternalListener(Starlette(routes=[Route("/health/ready", ready)]), settings)


@asynccontextmanager
async def served(sandbox: Sandbox, host: str, status: int = 200) -> AsyncIterator[int]:
    port = free_port()
    listening = listener(sandbox, host, port, status)
    await listening.open()
    try:
        yield port
    finally:
        await listening.close()


async def checked(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, host: str, port: int) -> int:
    """The exit code of the health check of a container with these settings."""
    monkeypatch.setenv("KRACHTLIJN_INTERNAL_HOST", host)
    monkeypatch.setenv("KRACHTLIJN_INTERNAL_PORT", str(port))
    monkeypatch.setenv("KRACHTLIJN_SECRETS", str(sandbox.infra.credentials.of("databank")))
    return await asyncio.to_thread(healthcheck.main)


async def test_on_this_machine_it_is_plain(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(sandbox, "127.0.0.1") as port:
        async with httpx.AsyncClient(trust_env=False) as client:
            answer = await client.get(f"http://127.0.0.1:{port}/health/ready")
        assert answer.text == "so it is"
        assert await checked(sandbox, monkeypatch, "127.0.0.1", port) == 0
    assert await checked(sandbox, monkeypatch, "127.0.0.1", port) == 1, "it has ended"


async def test_beyond_it_it_has_the_certificate_of_the_service(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = ssl.create_default_context(cafile=str(sandbox.infra.credentials.public / "ca.crt"))
    async with served(sandbox, "0.0.0.0") as port:
        async with httpx.AsyncClient(trust_env=False, verify=known) as client:
            answer = await client.get(f"https://localhost:{port}/health/ready")
            assert answer.text == "so it is"
            with pytest.raises(httpx.TransportError):
                await client.get(f"http://localhost:{port}/health/ready")
        assert await checked(sandbox, monkeypatch, "0.0.0.0", port) == 0


async def test_a_service_that_is_not_ready_fails_its_check(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(sandbox, "127.0.0.1", 503) as port:
        assert await checked(sandbox, monkeypatch, "127.0.0.1", port) == 1


async def test_a_port_that_is_taken_is_said_with_what_to_do(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTakenError, match="set KRACHTLIJN_INTERNAL_PORT"):
            await listener(sandbox, "127.0.0.1", port).open()


async def test_without_a_port_there_is_none(sandbox: Sandbox) -> None:
    listening = listener(sandbox, "127.0.0.1", None)
    await listening.open()
    await listening.close()
