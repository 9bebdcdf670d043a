import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socket import create_server, socket

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from launcher.errors import LauncherError
from launcher.server_certificates import ENDS, REGISTRY, SEEN, Server, look

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def certified(folder: Path, ends: datetime) -> ssl.SSLContext:
    """A server's certificate that nobody trusts, until a moment that may have passed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "proxy")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=1))
        .not_valid_after(ends)
        .sign(key, hashes.SHA256())
    )
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "tls.key").write_bytes(key.private_bytes(serialization.Encoding.PEM, *form))
    (folder / "tls.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "tls.crt", folder / "tls.key")
    return context


@contextmanager
def serving(context: ssl.SSLContext) -> Iterator[tuple[int, list[str]]]:
    """Presents a certificate to one who connects; gives its port, and the name that was asked."""
    asked: list[str] = []

    def note(_connection: ssl.SSLObject, name: str | None, _context: ssl.SSLContext) -> None:
        asked.append(name or "")

    context.sni_callback = note
    listening: socket = create_server(("127.0.0.1", 0))

    def serve() -> None:
        plain, _ = listening.accept()
        with context.wrap_socket(plain, server_side=True) as spoken, suppress(OSError):
            spoken.recv(1)  # until the other has gone, in whatever way

    thread = threading.Thread(target=serve)
    thread.start()
    with listening:
        yield listening.getsockname()[1], asked
        thread.join()


def test_the_end_of_a_certificate_is_seen_though_it_has_passed(tmp_path: Path) -> None:
    with serving(certified(tmp_path, LONG_AGO)) as (port, asked):
        server = Server.given(f"proxy=127.0.0.1:{port}/databank.stad.example")
        look(server, set())
    assert asked == ["databank.stad.example"]
    labels = {"service": "proxy", "name": "databank.stad.example"}
    assert REGISTRY.get_sample_value(ENDS._name, labels) == LONG_AGO.timestamp()
    assert (REGISTRY.get_sample_value(SEEN._name, labels) or 0) > LONG_AGO.timestamp()


def test_who_shows_none_is_told_once_and_told_again_when_it_does(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    silent: set[Server] = set()
    with create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    server = Server.given(f"silent=127.0.0.1:{port}")
    look(server, silent)
    look(server, silent)
    assert capsys.readouterr().out.count("silent (127.0.0.1) shows no certificate") == 1
    labels = {"service": "silent", "name": "127.0.0.1"}
    assert REGISTRY.get_sample_value(ENDS._name, labels) is None
    with serving(certified(tmp_path, LONG_AGO)) as (port, _):
        look(server._replace(port=port), {server._replace(port=port)})
    assert "silent (127.0.0.1) shows its certificate again" in capsys.readouterr().out
    assert REGISTRY.get_sample_value(ENDS._name, labels) == LONG_AGO.timestamp()


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("issuer=https://evaluation:8443", "evaluation", 8443),
        ("issuer=https://login.stad.example", "login.stad.example", 443),
        ("issuer=https://login.stad.example/realms/stad", "login.stad.example", 443),
    ],
)
def test_a_web_server_is_named_by_its_address_as_settings_have_it(
    text: str, host: str, port: int
) -> None:
    assert Server.given(text) == Server("issuer", host, port, host, speaks_postgresql=False)


@pytest.mark.parametrize("text", ["broker:5671", "broker=broker", "=broker:5671", "broker=:5671"])
def test_what_names_no_server_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(LauncherError, match="write broker=broker:5671"):
        Server.given(text)
