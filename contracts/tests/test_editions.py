"""What an event learns to say is counted, so that an older reader knows what it cannot read yet."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from pydantic import create_model

from contracts import EVENTS, Event
from contracts.generate import edition
from contracts.pandkalender import ShiftCancelled, ShiftDeclared

RECORDED: dict[str, Any] = json.loads((Path(__file__).parents[1] / "editions.json").read_text())


class MoreReasons(StrEnum):
    ZIEK = "ziek"
    VERHUISD = "verhuisd"


def shift_cancelled(edition_of_it: int, **fields: Any) -> type[Event]:
    """ShiftCancelled as another release has it; it joins no register."""
    kept = {name: (field.annotation, field) for name, field in ShiftCancelled.model_fields.items()}
    register, known = dict(EVENTS), EVENTS.pop(ShiftCancelled.type)
    try:
        event: type[Event] = create_model(
            "ShiftCancelled",
            __base__=Event,
            __module__=ShiftCancelled.__module__,
            __cls_kwargs__={
                "readers": set(known.readers),
                "purpose": known.purpose,
                "key": known.key,
                "edition": edition_of_it,
            },
            **(kept | fields),
        )
        return event
    finally:
        EVENTS.clear()
        EVENTS.update(register)


def test_the_record_is_that_of_today() -> None:
    assert edition.record(RECORDED, EVENTS.values()) == RECORDED


def test_what_is_said_in_a_seal_counts() -> None:
    assert "worker(sealed).identity.birthDate" in edition.vocabulary(ShiftDeclared)


@pytest.mark.parametrize(
    "fields", [{"reason": (MoreReasons, ...)}, {"noted_by": (str | None, None)}]
)
def test_a_new_code_or_field_that_is_not_counted_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(edition.EditionNotCountedError, match=r"declare it with edition=2$"):
        edition.record(RECORDED, [shift_cancelled(1, **fields)])
    newer = edition.record(RECORDED, [shift_cancelled(2, **fields)])
    assert newer[ShiftCancelled.routing_key]["edition"] == 2


def test_an_edition_never_goes_back() -> None:
    newer = shift_cancelled(2, noted_by=(str | None, None))
    recorded = edition.record(RECORDED, [newer])
    with pytest.raises(edition.EditionNotCountedError):
        edition.record(recorded, [ShiftCancelled])
