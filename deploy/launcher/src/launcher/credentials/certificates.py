"""A certificate authority of the platform's own, and certificates of its servers and services."""

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from launcher.errors import LauncherError
from launcher.rundir import FOR_EVERYBODY, write_private

AUTHORITY = "Krachtlijn"
_AUTHORITY_DAYS = 3650
_LEAF_DAYS = 397
_RENEW_DAYS = 60
"""Days before its end from which a certificate is made anew, by the next ``secrets init``."""
_SKEW = timedelta(hours=1)


@dataclass(frozen=True)
class Authority:
    """``key`` is missing where only its certificate is at hand."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | None

    @classmethod
    def ensure(cls, certificate: Path, key: Path) -> "Authority":
        """The authority in these files, made when neither is there."""
        if not certificate.exists():
            if key.exists():
                raise LauncherError(
                    f"{key} is there without {certificate}: put the certificate back, or remove "
                    "the key to begin an authority anew."
                )
            private = ec.generate_private_key(ec.SECP256R1())
            write_private(key, _pem(private))
            made = _sign(_authority(private), private)
            write_private(certificate, made.public_bytes(Encoding.PEM).decode(), FOR_EVERYBODY)
        private_key = load_pem_private_key(key.read_bytes(), None) if key.exists() else None
        if private_key is not None and not isinstance(private_key, ec.EllipticCurvePrivateKey):
            raise LauncherError(f"{key} is not a key of this platform: put back the right one.")
        return cls(x509.load_pem_x509_certificate(certificate.read_bytes()), private_key)

    def issue(self, folder: Path, names: Sequence[str], *, anew: bool = False) -> bool:
        """``tls.crt`` and ``tls.key`` for these names, made when missing or no longer of use.

        Of use is what this authority signed, what holds for another while, and what holds for every
        one of the names; names that it has beside them are kept. With ``anew`` none is of use. What
        another authority signed is left alone. Whether something was made.
        """
        path, key = folder / "tls.crt", folder / "tls.key"
        known = x509.load_pem_x509_certificate(path.read_bytes()) if path.exists() else None
        has = _names(known) if known else []
        if known and known.issuer != self.certificate.subject:
            return False  # somebody else's: theirs to renew
        whole = known is not None and key.exists() and set(names) <= set(has)
        if not anew and whole and known and self._holds(known):
            return False
        if self.key is None:
            raise LauncherError(
                f"{path} has to be made and the authority's key is not here: put back ca/ca.key, "
                "or put a certificate of your own there."
            )
        private = ec.generate_private_key(ec.SECP256R1())
        wanted = [*names, *(name for name in has if name not in names)]
        leaf = _sign(_leaf(private, wanted, self.certificate), self.key)
        write_private(key, _pem(private))
        write_private(path, leaf.public_bytes(Encoding.PEM).decode())
        return True

    def _holds(self, leaf: x509.Certificate) -> bool:
        if leaf.not_valid_after_utc < datetime.now(UTC) + timedelta(days=_RENEW_DAYS):
            return False
        try:
            leaf.verify_directly_issued_by(self.certificate)
        except (InvalidSignature, ValueError, TypeError):
            return False
        return True


def _authority(private: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, AUTHORITY)])
    return (
        _certificate(name, name, private, _AUTHORITY_DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(sign=True), critical=True)
    )


def _leaf(
    private: ec.EllipticCurvePrivateKey, names: Iterable[str], authority: x509.Certificate
) -> x509.CertificateBuilder:
    alternatives = [_alternative(name) for name in names]
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, str(alternatives[0].value)[:64])])
    return (
        _certificate(subject, authority.subject, private, _LEAF_DAYS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(sign=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(
                authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
            ),
            critical=False,
        )
    )


def _certificate(
    subject: x509.Name, issuer: x509.Name, private: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + timedelta(days=days))
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(private.public_key()), critical=False
        )
    )


def _sign(
    builder: x509.CertificateBuilder, private: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    return builder.sign(private, hashes.SHA256())


def _usage(*, sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign,
        crl_sign=sign,
        encipher_only=False,
        decipher_only=False,
    )


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        return x509.DNSName(name)
    except ValueError:
        raise LauncherError(
            f"{name} is no name of a host: write letters and digits, or the form that begins with "
            "xn--."
        ) from None


def _names(certificate: x509.Certificate) -> list[str]:
    found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [
        *found.get_values_for_type(x509.DNSName),
        *map(str, found.get_values_for_type(x509.IPAddress)),
    ]


def _pem(private: ec.EllipticCurvePrivateKey) -> str:
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
