"""A service takes up a renewed certificate, and shows until when the one in use holds."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from prometheus_client import REGISTRY

from chassis import certificate, telemetry

FIRST = datetime(2027, 3, 1, 12, tzinfo=UTC)
SECOND = datetime(2028, 4, 1, 12, tzinfo=UTC)


def shown() -> float | None:
    return REGISTRY.get_sample_value("krachtlijn_certificate_ends_timestamp_seconds")


def lay_down(folder: Path, ends: datetime, *, only: str = "tls.crt tls.key") -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "databank")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=90))
        .not_valid_after(ends)
        .sign(key, hashes.SHA256())
    )
    content = {
        "tls.crt": made.public_bytes(Encoding.PEM),
        "tls.key": key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
    }
    for file in only.split():
        (folder / file).write_bytes(content[file])


def test_the_end_of_the_certificate_in_use_is_shown(tmp_path: Path) -> None:
    telemetry.CERTIFICATE_ENDS.set(0)
    certificate.note_expiry(None)
    assert shown() == 0
    lay_down(tmp_path, FIRST)
    certificate.note_expiry(tmp_path / "tls.crt")
    assert shown() == FIRST.timestamp()


@pytest.fixture(params=["uvloop", "asyncio"])
def port(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[int]:
    """Of a server as services have, whose files are in the folder of the test."""
    lay_down(tmp_path, FIRST)
    config = uvicorn.Config(
        app,
        loop=request.param,
        lifespan="off",
        log_config=None,
        ssl_certfile=tmp_path / "tls.crt",
        ssl_keyfile=tmp_path / "tls.key",
        ssl_context_factory=certificate.renewing,
    )
    server = uvicorn.Server(config)
    listening = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    yield int(listening.getsockname()[1])
    server.should_exit = True
    thread.join()


async def app(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"here"})


def met(port: int) -> datetime:
    """The end of the certificate that somebody meets who connects now."""
    pem = ssl.get_server_certificate(("127.0.0.1", port))
    return x509.load_pem_x509_certificate(pem.encode()).not_valid_after_utc


def test_a_renewed_certificate_is_taken_up_while_it_serves(port: int, tmp_path: Path) -> None:
    assert met(port) == FIRST
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    open_since = http.client.HTTPSConnection("127.0.0.1", port, context=context)
    open_since.request("GET", "/")
    assert open_since.getresponse().read() == b"here"
    lay_down(tmp_path, SECOND)
    assert met(port) == SECOND
    assert shown() == SECOND.timestamp()
    open_since.request("GET", "/")
    assert open_since.getresponse().read() == b"here"


def test_while_files_do_not_fit_each_other_the_last_that_did_are_used(
    port: int, tmp_path: Path
) -> None:
    lay_down(tmp_path, SECOND, only="tls.key")
    assert met(port) == FIRST
    (tmp_path / "tls.crt").unlink()
    assert met(port) == FIRST
    (tmp_path / "tls.crt").write_text("half of")
    assert met(port) == FIRST
    lay_down(tmp_path, SECOND)
    assert met(port) == SECOND
