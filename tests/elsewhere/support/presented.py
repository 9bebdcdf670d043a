"""Which certificate a server presents to who connects now."""

import socket
import ssl
from pathlib import Path

from cryptography import x509

POSTGRESQL_ASKS = bytes.fromhex("0000000804d2162f")
"""A client of PostgreSQL asks for TLS in plain, before its first handshake."""


def presented(host: str, port: int, ca: Path, name: str, *, asks: bytes = b"") -> int:
    """The serial number of the certificate, which must hold for the name."""
    context = ssl.create_default_context(cafile=str(ca))
    with socket.create_connection((host, port), timeout=10) as plain:
        if asks:
            plain.sendall(asks)
            assert plain.recv(1) == b"S"
        with context.wrap_socket(plain, server_hostname=name) as spoken:
            leaf = spoken.getpeercert(binary_form=True)
    assert leaf is not None
    return x509.load_der_x509_certificate(leaf).serial_number
