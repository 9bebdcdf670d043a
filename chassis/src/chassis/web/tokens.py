"""Tokens: short proofs, signed with Ed25519 by the issuer of one trust domain."""

import base64
import binascii
import json
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from chassis.web.assurance import FRESH, Assurance
from chassis.web.roles import DOMAIN_OF, Actor, Function, TrustDomain

__all__ = [
    "AUDIENCE",
    "InvalidTokenError",
    "Issuers",
    "Token",
    "TrustDomain",
    "WrongDomainError",
    "issue",
    "new_key_pair",
    "verify",
]

AUDIENCE = "krachtlijn"
ALGORITHM = "EdDSA"
LEEWAY = 5
"""Seconds that two clocks may differ."""
LONGEST_SECONDS = 900
"""Seconds that a token lives at most: a quarter of an hour."""
LONGEST_TOKEN = 4096
LONGEST_CLAIM = 200
REMEMBERED = 10_000
UNUSABLE = (jwt.PyJWTError, LookupError, ValueError, TypeError, OverflowError, RecursionError)
"""Errors that a token of anybody's making may cause."""


class InvalidTokenError(Exception):
    """The token proves nothing: malformed, expired, unsigned, of an unknown issuer. Answer 401."""


class WrongDomainError(Exception):
    """The token is sound, but its trust domain has no business with this service. Answer 403."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token that was verified. Times are seconds since 1970."""

    actor: Actor
    id: str
    issued: float
    expires: float
    fresh_until: float | None = None

    @property
    def is_fresh(self) -> bool:
        return self.fresh_until is not None and self.fresh_until > time.time()


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A public key of an issuer, and the moment from which nothing it signs counts any more."""

    key: Ed25519PublicKey
    not_after: float


class Issuers:
    """The public keys per trust domain, and the tokens that were lately verified with them.

    The memory makes a second request with the same token cost microseconds. It belongs to these
    keys and this service: others are another object with an empty memory. Tokens count at the
    ``service`` that they are for, and at no other.
    """

    def __init__(
        self,
        keys: Mapping[TrustDomain, tuple[str, Iterable[tuple[str, datetime]]]],
        service: str,
    ) -> None:
        self.audience = audience_of(service)
        self._by_urn: dict[str, tuple[TrustDomain, dict[str, IssuerKey]]] = {}
        self._verified: dict[str, Token] = {}
        self._path: Path | None = None
        self._read_at = 0
        seen: set[bytes] = set()
        for domain, (urn, offered) in keys.items():
            raws = [(_raw_key(key), not_after) for key, not_after in offered]
            if urn in self._by_urn or seen & {raw for raw, _ in raws}:
                raise ValueError(f"{domain}: an issuer or a key may serve one trust domain only")
            seen |= {raw for raw, _ in raws}
            self._by_urn[urn] = (
                domain,
                {
                    key_id(raw): IssuerKey(
                        Ed25519PublicKey.from_public_bytes(raw), not_after.timestamp()
                    )
                    for raw, not_after in raws
                },
            )

    @classmethod
    def parse(cls, document: Mapping[str, Mapping[str, Any]], service: str) -> Self:
        """``{"politie": {"issuer": "urn:...", "keys": [{"key": "<base64 raw Ed25519 public key>",
        "not_after": "2027-12-01T00:00:00+00:00"}]}}``. A key without an end is refused."""
        return cls(
            {
                TrustDomain(name): (
                    entry["issuer"],
                    [(each["key"], _end(name, each)) for each in entry["keys"]],
                )
                for name, entry in document.items()
            },
            service,
        )

    @classmethod
    def load(cls, path: Path, service: str) -> Self:
        """Keys of a file, which is read again when somebody signs with one that is not there."""
        issuers = cls.parse(json.loads(path.read_text(encoding="utf-8")), service)
        issuers._path, issuers._read_at = path, path.stat().st_mtime_ns
        return issuers

    def _reread(self) -> bool:
        """Whether the file has changed, and its keys are now these."""
        if self._path is None or not self._path.exists():
            return False
        changed_at = self._path.stat().st_mtime_ns
        if changed_at == self._read_at:
            return False
        self._read_at = changed_at
        document = json.loads(self._path.read_text(encoding="utf-8"))
        self._by_urn = self.parse(document, self.audience.partition(":")[2])._by_urn
        self._verified.clear()
        return True

    def key_of(self, urn: object, kid: object) -> tuple[TrustDomain, IssuerKey]:
        """The key by which an issuer signed; one that has run out is as one that is not known."""
        domain, keys = self._by_urn.get(urn, (None, {})) if isinstance(urn, str) else (None, {})
        key = keys.get(kid) if isinstance(kid, str) else None
        if domain is None or key is None:
            if self._reread():
                return self.key_of(urn, kid)
            raise InvalidTokenError("unknown issuer or key")
        if key.not_after <= time.time():
            raise InvalidTokenError("the issuer's key has run out")
        return domain, key

    def recall(self, token: str) -> Token | None:
        known = self._verified.get(token)
        if known is None:
            return None
        if known.expires <= time.time():
            self._verified.pop(token, None)
            return None
        return known

    def remember(self, token: str, verified: Token) -> None:
        if len(self._verified) >= REMEMBERED:
            del self._verified[next(iter(self._verified))]
        self._verified[token] = verified


def new_key_pair() -> tuple[str, str]:
    """A new (private, public) pair, each base64 of the raw 32 bytes."""
    private = Ed25519PrivateKey.generate()
    return (
        base64.b64encode(private.private_bytes_raw()).decode(),
        base64.b64encode(private.public_key().public_bytes_raw()).decode(),
    )


def key_id(raw: bytes) -> str:
    """The name of a public key, in the header of what it signed."""
    return sha256(raw).hexdigest()[:16]


def issuer_urn(domain: TrustDomain) -> str:
    return f"urn:krachtlijn:issuer:{domain}"


def audience_of(service: str) -> str:
    """The audience of a token: one service takes it, and no other."""
    return f"{AUDIENCE}:{service}"


def issue(
    private_key_b64: str,
    *,
    domain: TrustDomain | str,
    function: Function | str,
    organisation: str,
    subject: str,
    service: str,
    ttl: int = LONGEST_SECONDS,
    second_factor: bool = False,
    now: datetime | None = None,
) -> str:
    """A token for one person or program in one function, at one service.

    ``ttl`` in seconds of real time, ``LONGEST_SECONDS`` at most. ``second_factor``: the person gave
    one now, for steps that ask for it. That the function fits the domain, and the key the issuer,
    is for ``verify`` to judge.
    """
    if ttl > LONGEST_SECONDS:
        raise ValueError(f"a token lives {LONGEST_SECONDS} seconds at most")
    issued = int((now or datetime.now(UTC)).timestamp())  # real time; tokens know no other
    claims = {
        "iss": issuer_urn(TrustDomain(domain)),
        "aud": audience_of(service),
        "sub": subject,
        "function": Function(function).value,
        "organisation": organisation,
        "iat": issued,
        "exp": issued + ttl,
        "jti": str(uuid.uuid4()),
    }
    if second_factor:
        claims |= {"acr": Assurance.SECOND_FACTOR.value, "auth_time": issued}
    key = Ed25519PrivateKey.from_private_bytes(_raw_key(private_key_b64))
    kid = key_id(key.public_key().public_bytes_raw())
    return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"kid": kid})


def verify(token: str, issuers: Issuers, accepted: frozenset[TrustDomain]) -> Token:
    """A token, with the actor that it speaks for.

    The trust domain is that of the issuer whose key verifies the signature; no claim chooses it.
    Expiry is real time, also where the service itself runs on a driven clock.
    Raises ``InvalidTokenError`` or ``WrongDomainError``.
    """
    verified = issuers.recall(token)
    if verified is None:
        verified = _verify(token, issuers)
        issuers.remember(token, verified)
    if verified.actor.domain not in accepted:
        raise WrongDomainError(verified.actor.domain)
    return verified


def _verify(token: str, issuers: Issuers) -> Token:
    if len(token) > LONGEST_TOKEN:
        raise InvalidTokenError("too long")
    try:
        kid = jwt.get_unverified_header(token).get("kid")
        unproven = jwt.decode(token, options={"verify_signature": False})
        domain, key = issuers.key_of(unproven.get("iss"), kid)
        claims = jwt.decode(
            token,
            key.key,
            algorithms=[ALGORITHM],
            audience=issuers.audience,
            leeway=LEEWAY,
            options={"require": ["iss", "aud", "sub", "iat", "exp", "jti"], "strict_aud": True},
        )
        function = Function(str(claims.get("function")))
        issued, expires = float(claims["iat"]), float(claims["exp"])
        fresh_until = _fresh_until(claims)
    except UNUSABLE as error:
        raise InvalidTokenError(type(error).__name__) from None
    if expires - issued > LONGEST_SECONDS:
        raise InvalidTokenError("lives too long")
    if DOMAIN_OF[function] is not domain:
        raise InvalidTokenError("the function is not of the issuer's domain")
    actor = Actor(
        subject=_claim(claims, "sub"),
        function=function,
        organisation=_claim(claims, "organisation"),
        domain=domain,
    )
    return Token(actor, _claim(claims, "jti"), issued, min(expires, key.not_after), fresh_until)


def _fresh_until(claims: Mapping[str, Any]) -> float | None:
    """The end of the time in which a second factor counts as fresh; None where there was none."""
    if claims.get("acr") != Assurance.SECOND_FACTOR:
        return None
    return min(float(claims["auth_time"]), float(claims["iat"])) + FRESH.total_seconds()


def _claim(claims: dict[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_CLAIM or not value.isprintable():
        raise InvalidTokenError(f"unusable claim {name}")
    return value


def _end(issuer: str, key: Mapping[str, str]) -> datetime:
    if "not_after" not in key:
        raise ValueError(f"{issuer}: say until when its key counts (not_after)")
    end = datetime.fromisoformat(key["not_after"])
    if end.tzinfo is None:
        raise ValueError(f"{issuer}: give the offset of not_after, as +00:00")
    return end


def _raw_key(key_b64: str) -> bytes:
    try:
        raw = base64.b64decode(key_b64.strip(), validate=True)
    except binascii.Error:
        raise ValueError("a key is not base64") from None
    if len(raw) != 32:
        raise ValueError("a key is not 32 bytes")
    return raw
