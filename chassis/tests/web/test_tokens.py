"""A token proves who asks, or nothing at all."""

import base64
import json
import os
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
    key_id,
    new_key_pair,
    verify,
)

POLICE = frozenset({TrustDomain.POLITIE})


def claims(*, lives: int = 60, **changes: Any) -> dict[str, Any]:
    now = int(time.time())
    sound = {
        "iss": "urn:krachtlijn:issuer:politie",
        "aud": "krachtlijn:databank",
        "sub": "u-1",
        "function": "politie_agent",
        "organisation": "LPA",
        "iat": now,
        "exp": now + lives,
        "jti": "1",
    }
    return {name: value for name, value in (sound | changes).items() if value is not None}


def signed(keys: Any, signer: TrustDomain = TrustDomain.POLITIE, /, **changes: Any) -> str:
    raw = base64.b64decode(keys.private[signer])
    key = Ed25519PrivateKey.from_private_bytes(raw)
    kid = changes.pop("kid", key_id(key.public_key().public_bytes_raw()))
    headers = {"kid": kid} if kid is not None else {}
    return jwt.encode(claims(**changes), key, algorithm="EdDSA", headers=headers)


def entry(key: str, end: datetime | None = None) -> dict[str, Any]:
    """Of the police's issuer, as a service's file of issuers has it."""
    until = (end or datetime.now(UTC) + timedelta(days=1)).isoformat()
    return {"issuer": "urn:krachtlijn:issuer:politie", "keys": [{"key": key, "not_after": until}]}


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
    earlier = datetime.now(UTC) - timedelta(minutes=10)
    refused(token(now=earlier, ttl=600 - LEEWAY - 2), keys)
    verify(token(now=earlier, ttl=700), keys.issuers, POLICE)
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
    issuers = Issuers.parse({}, "databank")
    actor = Actor("u-1", Function.POLITIE_AGENT, "LPA", TrustDomain.POLITIE)
    for number in range(REMEMBERED + 10):
        issuers.remember(str(number), Token(actor, "1", time.time(), time.time() + 60))
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
            service="databank",
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
        {"aud": "krachtlijn"},
        {"aud": "krachtlijn:reporting"},
        {"aud": ["krachtlijn:databank", "krachtlijn:reporting"]},
        {"aud": ["krachtlijn:databank"]},
        {"kid": None},
        {"kid": "another"},
        {"lives": 86_400},
        {"lives": 1_000},
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
    path = tmp_path / "issuers.json"
    path.write_text(json.dumps({"politie": entry(key)}))
    assert (
        verify(token(), Issuers.load(path, "databank"), POLICE).actor.domain is TrustDomain.POLITIE
    )


def test_a_token_for_one_service_counts_at_that_one_alone(keys: Any, tmp_path: Path) -> None:
    path = tmp_path / "issuers.json"
    path.write_text(json.dumps({"politie": entry(keys.public[TrustDomain.POLITIE])}))
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
    offered = [(key, datetime.now(UTC) + timedelta(days=1))]
    with pytest.raises(ValueError, match="one trust domain"):
        Issuers(
            {TrustDomain.POLITIE: ("urn:a", offered), TrustDomain.ZORG: ("urn:b", offered)},
            "databank",
        )


def test_no_token_is_made_that_lives_longer_than_a_quarter_of_an_hour(token: Any) -> None:
    with pytest.raises(ValueError, match="900 seconds"):
        token(ttl=901)


@pytest.mark.parametrize("end", [{}, {"not_after": "2030-01-01T00:00:00"}], ids=["none", "naive"])
def test_a_key_without_an_end_is_refused(keys: Any, end: dict[str, str]) -> None:
    given = {"issuer": "urn:a", "keys": [{"key": keys.public[TrustDomain.POLITIE], **end}]}
    with pytest.raises(ValueError, match="not_after"):
        Issuers.parse({"politie": given}, "databank")


def test_a_key_that_has_run_out_proves_nothing_also_what_it_signed_before(
    keys: Any, token: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    soon = datetime.now(UTC) + timedelta(seconds=60)
    issuers = Issuers.parse({"politie": entry(keys.public[TrustDomain.POLITIE], soon)}, "databank")
    given = token(ttl=900)
    assert verify(given, issuers, POLICE)
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    with pytest.raises(InvalidTokenError):
        verify(given, issuers, POLICE)


def test_a_renewed_key_counts_without_a_restart_and_beside_the_former(
    keys: Any, token: Any, tmp_path: Path
) -> None:
    path = tmp_path / "issuers.json"
    document = entry(keys.public[TrustDomain.POLITIE])
    path.write_text(json.dumps({"politie": document}))
    issuers = Issuers.load(path, "databank")
    assert verify(token(), issuers, POLICE)
    private, public = new_key_pair()
    anew = issue(private, domain="politie", function="politie_agent", organisation="LPA",
                 subject="u-1", service="databank")  # fmt: skip
    with pytest.raises(InvalidTokenError):
        verify(anew, issuers, POLICE)
    document["keys"] += entry(public)["keys"]
    path.write_text(json.dumps({"politie": document}))
    os.utime(path, ns=(1, 1))
    assert verify(anew, issuers, POLICE)
    assert verify(token(), issuers, POLICE)


def test_a_known_token_costs_microseconds(keys: Any, token: Any) -> None:
    given = token()
    verify(given, keys.issuers, POLICE)
    start = time.process_time()
    for _ in range(1000):
        verify(given, keys.issuers, POLICE)
    assert time.process_time() - start < 0.05
