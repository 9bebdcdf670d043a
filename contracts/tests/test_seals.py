"""Personal data prints nothing: no repr, no format, no error text (hypothesis looks for leaks)."""

import copy
import io
import logging
import traceback
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from rich.console import Console
from rich.pretty import pretty_repr

from contracts import Box, NotOpenedError, Sealed
from contracts.identity import IdentityClaim, OffenderIdentity, WorkerClaim
from contracts.pandkalender import ShiftDeclared

MARK = "Zq7"
"""Starts every secret, and occurs in no message of ours or of pydantic."""

secrets = st.text(min_size=1, max_size=20).map(lambda text: MARK + text)
WORKER_REF = "6b1f9e0e-4a65-4bb1-9d5c-0a4a36a6f6c1"
SHIFT: dict[str, Any] = {
    "shiftId": "0d9b3a50-7f0a-4a5e-9f0e-3b1f5d1f0001",
    "premisesId": "0d9b3a50-7f0a-4a5e-9f0e-3b1f5d1f0002",
    "roomId": "0d9b3a50-7f0a-4a5e-9f0e-3b1f5d1f0003",
    "startsAt": "2026-03-02T19:00:00Z",
    "endsAt": "2026-03-03T01:00:00Z",
    "declaredAt": "2026-03-02T14:30:00Z",
    "leadMinutes": 270,
    "late": False,
    "declaredBy": "eigenaar-01",
}

claims = st.fixed_dictionaries(
    {"givenNames": secrets, "familyName": secrets, "birthDate": st.just("1990-04-01")},
    optional={
        "document": st.fixed_dictionaries(
            {"kind": st.just("paspoort"), "country": st.just("ROU"), "number": secrets}
        ),
        "nationalNumber": secrets.map(lambda text: text[:20]),
        "phone": secrets,
    },
).map(IdentityClaim.model_validate)
quick = settings(max_examples=20, deadline=None)


def ways_to_print(value: object) -> list[str]:
    stream = io.StringIO()
    Console(file=stream, width=200).print([value])
    record = logging.LogRecord("test", logging.INFO, "", 0, "%s %r", (value, value), None)
    return [
        repr(value),
        str(value),
        f"{value}",
        f"{value!r:>40}",
        f"{value!s}",
        "{}".format(value),  # noqa: UP032
        repr([value]),
        repr({"key": value}),
        pretty_repr(value),
        stream.getvalue(),
        record.getMessage(),
    ]


def ways_to_print_error(error: Exception) -> list[str]:
    return [str(error), repr(error), "".join(traceback.format_exception(error))]


@quick
@given(claims)
def test_personal_data_prints_nothing(claim: IdentityClaim) -> None:
    worker = WorkerClaim(worker_ref=WORKER_REF, identity=claim)
    for value in (claim, worker, Sealed.of(worker)):
        for text in ways_to_print(value):
            assert MARK not in text
            assert "1990" not in text
            assert WORKER_REF not in text


@quick
@given(claims)
def test_event_that_holds_an_open_seal_prints_nothing_of_it(claim: IdentityClaim) -> None:
    worker = WorkerClaim(worker_ref=WORKER_REF, identity=claim)
    event = ShiftDeclared.model_validate({**SHIFT, "worker": worker})
    for text in ways_to_print(event):
        assert MARK not in text
        assert WORKER_REF not in text
        assert "sealed" in text


@quick
@given(secrets)
def test_error_about_a_claim_does_not_quote_it(secret: str) -> None:
    wrong: list[dict[str, Any]] = [
        {"givenNames": secret},
        {"givenNames": secret, "familyName": secret, "birthDate": secret},
        {"givenNames": secret * 120, "familyName": [secret], "birthDate": {"x": secret}},
        {"givenNames": secret, "familyName": secret, "birthDate": "1990", "document": secret},
        {
            "givenNames": secret,
            "familyName": secret,
            "birthDate": "1990",
            "document": {"kind": secret, "country": secret, "number": secret * 32},
        },
    ]
    for data in wrong:
        with pytest.raises(ValidationError) as caught:
            IdentityClaim.model_validate(data)
        assert MARK not in "".join(ways_to_print_error(caught.value))
    with pytest.raises(ValidationError) as caught:
        OffenderIdentity.model_validate({"name": [secret], "birthDate": 1})
    assert MARK not in "".join(ways_to_print_error(caught.value))


@quick
@given(secrets)
def test_error_about_an_event_that_forgot_to_seal_does_not_quote_it(secret: str) -> None:
    claim = {"identity": {"givenNames": secret, "familyName": secret}, "workerRef": WORKER_REF}
    wrong: list[dict[str, Any]] = [
        {"worker": claim},
        {**SHIFT, "worker": claim},
        {**SHIFT, "worker": secret},
        {**SHIFT, "worker": {"sealed": secret}},
        {**SHIFT, "worker": {"sealed": {"databank": secret}}},
        {**SHIFT, "worker": {"sealed": {"databank": {"epoch": 1, "box": secret}}}},
        {**SHIFT, "worker": None},
    ]
    for data in wrong:
        with pytest.raises(ValidationError) as caught:
            ShiftDeclared.model_validate(data)
        assert MARK not in "".join(ways_to_print_error(caught.value))


def claim() -> IdentityClaim:
    return IdentityClaim(given_names=MARK, family_name=MARK, birth_date="1990")


def test_closed_seal_does_not_open() -> None:
    closed: Sealed[IdentityClaim] = Sealed(boxes={"databank": Box(epoch="1", box="eA==")})
    assert not closed.is_open
    with pytest.raises(NotOpenedError):
        _ = closed.value


def test_open_seal_cannot_leave() -> None:
    worker = WorkerClaim(worker_ref=WORKER_REF, identity=claim())
    event = ShiftDeclared.model_validate({**SHIFT, "worker": worker})
    for dump in (event.model_dump, event.model_dump_json):
        with pytest.raises(Exception, match="before it is sealed") as caught:
            dump()
        assert MARK not in "".join(ways_to_print_error(caught.value))


def test_sealed_field_that_was_opened_travels_as_boxes_only() -> None:
    worker = WorkerClaim(worker_ref=WORKER_REF, identity=claim())
    opened = Sealed(value=worker, boxes={"databank": Box(epoch="1", box="eA==")})
    event = ShiftDeclared.model_validate({**SHIFT, "worker": opened})
    assert MARK not in event.model_dump_json()
    assert copy.copy(opened) == opened
