"""A service shows until when its own certificate holds."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.serialization import Encoding
from prometheus_client import REGISTRY

from chassis import certificate, telemetry


def shown() -> float | None:
    return REGISTRY.get_sample_value("krachtlijn_certificate_ends_timestamp_seconds")


def test_the_end_of_the_certificate_in_use_is_shown(tmp_path: Path) -> None:
    telemetry.CERTIFICATE_ENDS.set(0)
    certificate.note_expiry(None)
    assert shown() == 0
    ends, key = datetime(2027, 3, 1, 12, tzinfo=UTC), ed25519.Ed25519PrivateKey.generate()
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "databank")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(ends - timedelta(days=90))
        .not_valid_after(ends)
        .sign(key, None)
    )
    path = tmp_path / "tls.crt"
    path.write_bytes(made.public_bytes(Encoding.PEM))
    certificate.note_expiry(path)
    assert shown() == ends.timestamp()
