"""The certificate of a server: a renewed one is taken up while it runs, and how long it holds."""

import logging
import ssl
from collections.abc import Callable
from pathlib import Path

import uvicorn
from cryptography import x509

from chassis import telemetry

logger = logging.getLogger(__name__)

Stamp = tuple[tuple[int, int, int], ...]


def note_expiry(path: Path | None) -> None:
    """Show when the certificate ends."""
    if path is not None:
        ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
        telemetry.CERTIFICATE_ENDS.set(ends.timestamp())


def renewing(config: uvicorn.Config, make: Callable[[], ssl.SSLContext]) -> ssl.SSLContext:
    """Uvicorn's ``ssl_context_factory``: who connects meets the certificate that is there by then.

    Connections that are open keep theirs. While certificate and key do not belong together, since
    they are being replaced, or cannot be read, the last ones that did are used.
    """
    certificate, key = Path(str(config.ssl_certfile)), Path(str(config.ssl_keyfile))
    latest, seen = make(), _stamp(certificate, key)
    refused: Stamp = ()

    def meet(connection: ssl.SSLObject, _name: str | None, _first: ssl.SSLContext) -> None:
        nonlocal latest, seen, refused
        now = _stamp(certificate, key)
        if now != seen:
            try:
                latest, seen = make(), now
                note_expiry(certificate)
                logger.info("certificate renewed")
            except (OSError, ValueError) as error:
                if now != refused:
                    refused = now
                    logger.warning("certificate not taken up", extra={"error": str(error)})
        connection.context = latest

    first = make()
    first.sni_callback = meet
    return first


def _stamp(*paths: Path) -> Stamp:
    """What changes when a file does; a file that is not there has none."""
    found = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        found.append((status.st_ino, status.st_mtime_ns, status.st_size))
    return tuple(found)
