"""The certificate of a service: until when the one in use holds."""

from pathlib import Path

from cryptography import x509

from chassis import telemetry


def note_expiry(path: Path | None) -> None:
    """Show when the certificate ends, as it is at the start: a newer file counts from a restart."""
    if path is not None:
        ends = x509.load_pem_x509_certificate(path.read_bytes()).not_valid_after_utc
        telemetry.CERTIFICATE_ENDS.set(ends.timestamp())
