"""Golden messages: new code reads old messages, and old code reads new ones."""

import copy
import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator
from pydantic import AwareDatetime, TypeAdapter, ValidationError, create_model

from contracts import EVENTS, Event
from contracts.event import Fact
from contracts.generate import schemas
from contracts.generate.example import example
from contracts.generate.promise import broken, promises
from contracts.pandkalender import ShiftEnded

EXAMPLES = Path(__file__).parents[1] / "examples"


def check(event: type[Event], message: dict[str, Any]) -> list[str]:
    schema, parts = schemas.message(event)
    validator = Draft202012Validator(
        {**schema, "$defs": parts}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [error.message for error in validator.iter_errors(message)]


def written(event: Fact) -> Any:
    return event.model_dump(mode="json", by_alias=True)


def test_todays_code_reads_the_golden_message(event: type[Event], golden: dict[str, Any]) -> None:
    assert EVENTS[golden["type"]] is event
    assert event.model_validate(golden["data"]).partition_key == golden["subject"]


def test_todays_code_says_all_that_the_golden_message_says(
    event: type[Event], golden: dict[str, Any]
) -> None:
    now = written(event.model_validate(golden["data"]))
    assert _as_far_as(golden["data"], now) == golden["data"]


def _as_far_as(golden: Any, now: Any) -> Any:
    """What is said now of the fields that the golden message has, however deep they lie."""
    if isinstance(golden, dict) and isinstance(now, dict):
        return {name: _as_far_as(part, now.get(name)) for name, part in golden.items()}
    if isinstance(golden, list) and isinstance(now, list) and len(golden) == len(now):
        return [_as_far_as(part, said) for part, said in zip(golden, now, strict=True)]
    return now


def test_golden_message_fits_the_generated_schema(
    event: type[Event], golden: dict[str, Any]
) -> None:
    assert check(event, golden) == []
    TypeAdapter(AwareDatetime).validate_python(golden["time"])


def test_old_reader_ignores_what_a_new_publisher_adds(
    event: type[Event], golden: dict[str, Any]
) -> None:
    newer = copy.deepcopy(golden)
    newer["data"]["notYetInvented"] = {"deep": ["thing"]}
    assert event.model_validate(newer["data"]) == event.model_validate(golden["data"])
    assert check(event, newer) == []


def test_message_without_its_optional_fields_is_read(
    event: type[Event], golden: dict[str, Any]
) -> None:
    promised = json.loads((EXAMPLES / "promises" / f"{event.routing_key}.json").read_text())
    for name in list(golden["data"]):
        if not promised[name]["required"]:
            del golden["data"][name]
    event.model_validate(golden["data"])
    assert check(event, golden) == []


def test_what_was_promised_still_holds(event: type[Event]) -> None:
    path = EXAMPLES / "promises" / f"{event.routing_key}.json"
    assert broken(event, json.loads(path.read_text(encoding="utf-8"))) == []


def test_golden_messages_are_never_edited() -> None:
    sums = (EXAMPLES / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    pinned = {path: digest for digest, path in (line.split("  ", 1) for line in sums)}
    present = {path.relative_to(EXAMPLES).as_posix(): path for path in EXAMPLES.rglob("*.json")}
    changed = {
        name
        for name, path in present.items()
        if pinned.get(name) != hashlib.sha256(path.read_bytes()).hexdigest()
    }
    assert not changed, "edited or not pinned; a change of meaning is a new version of the event"
    assert pinned.keys() == present.keys(), "a golden message may not be removed"


def test_every_event_has_an_example_that_it_reads(event: type[Event]) -> None:
    """Tests of the bus and of spoiled messages begin with it."""
    event.model_validate(example(event)["data"])


def test_only_events_have_golden_messages() -> None:
    known = {event.routing_key for event in EVENTS.values()}
    assert {path.stem for path in EXAMPLES.glob("*.json")} == known


class TestTheTestsHaveTeeth:
    """A change that breaks a reader is caught, one that does not is let through."""

    golden = json.loads((EXAMPLES / "pandkalender.shift-ended.v1.json").read_text())["data"]

    def like_shift_ended(self, **changes: Any) -> type[Fact]:
        """ShiftEnded with fields changed, added, or (None) removed; it joins no register."""
        kept = {name: (field.annotation, ...) for name, field in ShiftEnded.model_fields.items()}
        fields = {name: field for name, field in {**kept, **changes}.items() if field is not None}
        model: type[Fact] = create_model("ShiftEnded", __base__=Fact, **fields)
        return model

    def test_unchanged_event_passes(self) -> None:
        assert broken(self.like_shift_ended(), promises(ShiftEnded)) == []

    def test_new_optional_field_is_fine(self) -> None:
        newer = self.like_shift_ended(cleaned=(bool | None, None))
        assert broken(newer, promises(ShiftEnded)) == []
        assert newer.model_validate(self.golden)
        assert ShiftEnded.model_validate(written(newer.model_validate(self.golden)))

    def test_another_type_is_caught(self) -> None:
        assert broken(self.like_shift_ended(early=(str, ...)), promises(ShiftEnded)) == [
            "early was ['boolean'] and is now ['string']"
        ]

    def test_renamed_required_field_is_caught(self) -> None:
        renamed = self.like_shift_ended(early=None, too_early=(bool, ...))
        assert broken(renamed, promises(ShiftEnded)) == [
            "early is gone",
            "tooEarly is required, and older messages lack it",
        ]
        with pytest.raises(ValidationError, match="tooEarly"):
            renamed.model_validate(self.golden)

    def test_removed_required_field_is_caught(self) -> None:
        removed = self.like_shift_ended(early=None)
        assert broken(removed, promises(ShiftEnded)) == ["early is gone"]
        with pytest.raises(ValidationError, match="early"):
            ShiftEnded.model_validate(written(removed.model_validate(self.golden)))

    def test_required_field_that_becomes_optional_is_caught(self) -> None:
        assert broken(self.like_shift_ended(early=(bool | None, None)), promises(ShiftEnded)) == [
            "early was required, and may now be left out"
        ]

    def test_new_required_field_is_caught(self) -> None:
        newer = self.like_shift_ended(room_id=(UUID, ...))
        assert broken(newer, promises(ShiftEnded)) == [
            "roomId is required, and older messages lack it"
        ]

    def test_change_inside_a_seal_is_caught(self) -> None:
        event = EVENTS["be.krachtlijn.pandkalender.shift-declared.v1"]
        promised = promises(event)
        promised["worker(sealed).identity.patronymic"] = {"required": True, "shape": ["string"]}
        assert broken(event, promised) == ["worker(sealed).identity.patronymic is gone"]
