"""A token proves who asks, or nothing at all."""

import base64
import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chassis.web.roles import DOMAIN_OF, Actor, Function, TrustDomain
from chassis.web.tokens import (
    LEEWAY,
    REMEMBERED,
    InvalidTokenError,
    Issuers,
    Token,
    WrongDomainError,
    issue,
    new_key_pair,
    verify,
)

POLICE = frozenset({TrustDomain.POLITIE})


def claims(**changes: Any) -> dict[str, Any]:
    now = int(time.time())
    sound = {
        "iss": "urn:krachtlijn:issuer:politie",
        "aud": "krachtlijn",
        "sub": "u-1",
        "function": "politie_agent",
        "organisation": "LPA",
        "iat": now,
        "exp": now + 60,
        "jti": "1",
    }
    return {name: value for name, value in (sound | changes).items() if value is not None}


def signed(keys: Any, signer: TrustDomain = TrustDomain.POLITIE, /, **changes: Any) -> str:
    raw = base64.b64decode(keys.private[signer])
    key = Ed25519PrivateKey.from_private_bytes(raw)
    return jwt.encode(claims(**changes), key, algorithm="EdDSA")


def refused(token: str, keys: Any) -> None:
    for _ in range(2):  # the memory of verified tokens changes nothing
        with pytest.raises(InvalidTokenError):
            verify(token, keys.issuers, frozenset(TrustDomain))


def test_a_sound_token_speaks_for_an_actor_of_the_issuers_domain(keys: Any, token: Any) -> None:
    actor = Actor("u-1", Function.POLITIE_AGENT, "LPA", TrustDomain.POLITIE)
    given = token()
    assert verify(given, keys.issuers, POLICE).actor == actor
    assert verify(given, keys.issuers, POLICE).actor == actor


@pytest.mark.parametrize("function", list(Function))
def test_every_function_is_issued_by_exactly_one_domain(keys: Any, function: Function) -> None:
    for domain in TrustDomain:
        given = signed(keys, domain, iss=f"urn:krachtlijn:issuer:{domain}", function=str(function))
        if domain is DOMAIN_OF[function]:
            assert verify(given, keys.issuers, frozenset({domain})).actor.domain is domain
        else:
            refused(given, keys)


def test_expiry_is_real_time(keys: Any, token: Any) -> None:
    refused(token(now=datetime.now(UTC) - timedelta(hours=1), ttl=3600 - LEEWAY - 2), keys)
    verify(token(now=datetime.now(UTC) - timedelta(hours=1), ttl=3700), keys.issuers, POLICE)
    refused(token(now=datetime.now(UTC) + timedelta(hours=1)), keys)


def test_a_remembered_token_expires_too(
    keys: Any, token: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = token(ttl=60)
    verify(given, keys.issuers, POLICE)
    later = time.time() + 61 + LEEWAY
    monkeypatch.setattr(time, "time", lambda: later)
    assert keys.issuers.recall(given) is None


def test_the_memory_is_bounded(token: Any) -> None:
    issuers = Issuers.parse({})
    actor = Actor("u-1", Function.POLITIE_AGENT, "LPA", TrustDomain.POLITIE)
    for number in range(REMEMBERED + 10):
        issuers.remember(str(number), Token(actor, time.time() + 60))
    assert issuers.recall("0") is None
    last = issuers.recall(str(REMEMBERED + 9))
    assert last is not None
    assert last.actor == actor
    assert len(issuers._verified) == REMEMBERED


def test_another_key_proves_nothing(keys: Any) -> None:
    private, _ = new_key_pair()
    refused(
        issue(
            private,
            domain=TrustDomain.POLITIE,
            function=Function.POLITIE_AGENT,
            organisation="LPA",
            subject="u-1",
            ttl=60,
        ),
        keys,
    )


def test_no_claim_chooses_the_domain(keys: Any) -> None:
    care = signed(keys, TrustDomain.ZORG, iss="urn:krachtlijn:issuer:politie")
    refused(care, keys)
    forged = signed(
        keys,
        TrustDomain.ZORG,
        iss="urn:krachtlijn:issuer:zorg",
        function="zorg_registrator",
        domain="politie",
        trustDomain="politie",
    )
    assert verify(forged, keys.issuers, frozenset(TrustDomain)).actor.domain is TrustDomain.ZORG
    with pytest.raises(WrongDomainError):
        verify(forged, keys.issuers, POLICE)


def test_an_unsigned_token_proves_nothing(keys: Any) -> None:
    refused(jwt.encode(claims(), "", algorithm="none"), keys)
    head, body, _ = signed(keys).split(".")
    refused(f"{head}.{body}.", keys)


def test_the_public_key_is_no_shared_secret(keys: Any) -> None:
    public = base64.b64decode(keys.public[TrustDomain.POLITIE])
    for secret in (public, keys.public[TrustDomain.POLITIE].encode()):
        refused(jwt.encode(claims(), secret, algorithm="HS256"), keys)


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "other"},
        {"aud": None},
        {"iss": "urn:krachtlijn:issuer:other"},
        {"iss": None},
        {"exp": None},
        {"iat": None},
        {"jti": None},
        {"sub": None},
        {"sub": ""},
        {"sub": "a\x00b"},
        {"organisation": None},
        {"organisation": ["LPA"]},
        {"organisation": "x" * 201},
        {"function": None},
        {"function": "burgemeester"},
        {"function": ["politie_agent"]},
        {"exp": "soon"},
    ],
)
def test_a_wrong_claim_spoils_the_token(keys: Any, changes: dict[str, Any]) -> None:
    refused(signed(keys, **changes), keys)


@pytest.mark.parametrize("given", ["", "a", "a.b.c", "....", "é" * 10, "a" * 5000])
def test_rubbish_proves_nothing(keys: Any, given: str) -> None:
    refused(given, keys)


def test_a_deeply_nested_token_proves_nothing(keys: Any) -> None:
    part = base64.urlsafe_b64encode(b"[" * 1400).rstrip(b"=").decode()
    refused(f"{part}.{part}.AA", keys)


def test_issuers_come_from_a_file(keys: Any, tmp_path: Path, token: Any) -> None:
    key = keys.public[TrustDomain.POLITIE]
    entry = {"issuer": "urn:krachtlijn:issuer:politie", "key": key}
    path = tmp_path / "issuers.json"
    path.write_text(json.dumps({"politie": entry}))
    assert verify(token(), Issuers.load(path), POLICE).actor.domain is TrustDomain.POLITIE


def test_a_token_for_one_service_counts_at_that_one_alone(keys: Any, tmp_path: Path) -> None:
    entry = {"issuer": "urn:krachtlijn:issuer:politie", "key": keys.public[TrustDomain.POLITIE]}
    path = tmp_path / "issuers.json"
    path.write_text(json.dumps({"politie": entry}))
    mine, other = Issuers.load(path, "databank"), Issuers.load(path, "pandkalender")
    token = issue(
        keys.private[TrustDomain.POLITIE],
        domain="politie",
        function="politie_agent",
        organisation="LPA",
        subject="programma-1",
        ttl=60,
        service="databank",
    )
    for _ in range(2):
        assert verify(token, mine, POLICE).actor.subject == "programma-1"
        with pytest.raises(InvalidTokenError):
            verify(token, other, POLICE)


def test_a_key_serves_one_domain_only(keys: Any) -> None:
    key = keys.public[TrustDomain.POLITIE]
    with pytest.raises(ValueError, match="one trust domain"):
        Issuers({TrustDomain.POLITIE: ("urn:a", key), TrustDomain.ZORG: ("urn:b", key)})


def test_a_known_token_costs_microseconds(keys: Any, token: Any) -> None:
    given = token()
    verify(given, keys.issuers, POLICE)
    start = time.process_time()
    for _ in range(1000):
        verify(given, keys.issuers, POLICE)
    assert time.process_time() - start < 0.05
