"""Tokens: short proofs, signed with Ed25519 by the issuer of one trust domain."""

import base64
import binascii
import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
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
    """A token that was verified. ``fresh_until``: seconds since 1970, as ``expires``."""

    actor: Actor
    expires: float
    fresh_until: float | None = None

    @property
    def is_fresh(self) -> bool:
        return self.fresh_until is not None and self.fresh_until > time.time()


class Issuers:
    """The public key per trust domain, and the tokens that were lately verified with them.

    The memory makes a second request with the same token cost microseconds. It belongs to these
    keys and this service: others are another object with an empty memory. ``service``: tokens that
    are meant for one service count at that one alone.
    """

    def __init__(
        self, keys: Mapping[TrustDomain, tuple[str, str]], service: str | None = None
    ) -> None:
        self.audiences = [AUDIENCE, *([audience_of(service)] if service else [])]
        self._by_urn: dict[str, tuple[TrustDomain, Ed25519PublicKey]] = {}
        self._verified: dict[str, Token] = {}
        seen: set[bytes] = set()
        for domain, (urn, key) in keys.items():
            raw = _raw_key(key)
            if urn in self._by_urn or raw in seen:
                raise ValueError(f"{domain}: an issuer or a key may serve one trust domain only")
            seen.add(raw)
            self._by_urn[urn] = (domain, Ed25519PublicKey.from_public_bytes(raw))

    @classmethod
    def parse(cls, document: Mapping[str, Mapping[str, str]], service: str | None = None) -> Self:
        """``{"politie": {"issuer": "urn:...", "key": "<base64 raw Ed25519 public key>"}}``."""
        return cls(
            {
                TrustDomain(name): (entry["issuer"], entry["key"])
                for name, entry in document.items()
            },
            service,
        )

    @classmethod
    def load(cls, path: Path | str, service: str | None = None) -> Self:
        return cls.parse(json.loads(Path(path).read_text(encoding="utf-8")), service)

    def key_of(self, urn: object) -> tuple[TrustDomain, Ed25519PublicKey]:
        issuer = self._by_urn.get(urn) if isinstance(urn, str) else None
        if issuer is None:
            raise InvalidTokenError("unknown issuer")
        return issuer

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


def issuer_urn(domain: TrustDomain) -> str:
    return f"urn:krachtlijn:issuer:{domain}"


def audience_of(service: str) -> str:
    """The audience of a token that one service takes and no other: for programs."""
    return f"{AUDIENCE}:{service}"


def issue(
    private_key_b64: str,
    *,
    domain: TrustDomain | str,
    function: Function | str,
    organisation: str,
    subject: str,
    ttl: int,
    service: str | None = None,
    second_factor: bool = False,
    now: datetime | None = None,
) -> str:
    """A token for one person or program in one function; ``ttl`` in seconds of real time. For
    ``service`` alone, or for all that trust the domain. ``second_factor``: the person gave one now,
    for steps that ask for it.

    That the function fits the domain, and the key the issuer, is for ``verify`` to judge.
    """
    issued = int((now or datetime.now(UTC)).timestamp())  # real time; tokens know no other
    claims = {
        "iss": issuer_urn(TrustDomain(domain)),
        "aud": audience_of(service) if service else AUDIENCE,
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
    return jwt.encode(claims, key, algorithm=ALGORITHM)


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
        unproven = jwt.decode(token, options={"verify_signature": False})
        domain, key = issuers.key_of(unproven.get("iss"))
        claims = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=issuers.audiences,
            leeway=LEEWAY,
            options={"require": ["iss", "aud", "sub", "iat", "exp", "jti"]},
        )
        function = Function(str(claims.get("function")))
        expires = float(claims["exp"])
        fresh_until = _fresh_until(claims)
    except UNUSABLE as error:
        raise InvalidTokenError(type(error).__name__) from None
    if DOMAIN_OF[function] is not domain:
        raise InvalidTokenError("the function is not of the issuer's domain")
    actor = Actor(
        subject=_claim(claims, "sub"),
        function=function,
        organisation=_claim(claims, "organisation"),
        domain=domain,
    )
    return Token(actor, expires, fresh_until)


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


def _raw_key(key_b64: str) -> bytes:
    try:
        raw = base64.b64decode(key_b64.strip(), validate=True)
    except binascii.Error:
        raise ValueError("a key is not base64") from None
    if len(raw) != 32:
        raise ValueError("a key is not 32 bytes")
    return raw
