"""The generated JSON Schemas say what travels, and refuse what may not."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from contracts import EVENTS, Event
from contracts.generate import render, schemas

SHIFT_DECLARED = EVENTS["be.krachtlijn.pandkalender.shift-declared.v1"]
ENVELOPE = {
    "specversion",
    "id",
    "source",
    "type",
    "subject",
    "time",
    "datacontenttype",
    "dataschema",
    "partitionkey",
    "sequence",
    "previous",
    "edition",
    "correlationid",
    "causationid",
    "traceparent",
    "data",
}


@pytest.fixture
def shift_declared(rendered: dict[str, str]) -> Draft202012Validator:
    schema = json.loads(rendered[f"contracts/generated/schemas/{SHIFT_DECLARED.routing_key}.json"])
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_rendering_twice_gives_the_same(rendered: dict[str, str]) -> None:
    assert render() == rendered
    assert list(rendered) == sorted(rendered)


def test_every_file_ends_with_one_newline(rendered: dict[str, str]) -> None:
    for path, text in rendered.items():
        assert text.endswith("\n"), path
        assert not text.endswith("\n\n"), path


def test_schema_is_a_schema(event: type[Event]) -> None:
    schema, parts = schemas.message(event)
    Draft202012Validator.check_schema({**schema, "$defs": parts})
    assert set(schema["properties"]) == ENVELOPE


def test_ids_of_schemas_are_the_dataschema_of_messages(
    event: type[Event], golden: dict[str, Any], rendered: dict[str, str]
) -> None:
    schema = json.loads(rendered[f"contracts/generated/schemas/{event.routing_key}.json"])
    assert schema["$id"] == golden["dataschema"]


def test_content_of_every_seal_has_a_schema_of_its_own(rendered: dict[str, str]) -> None:
    sealed = json.loads(rendered["contracts/generated/sealed/worker-claim.json"])
    Draft202012Validator.check_schema(sealed)
    worker = schemas.message(SHIFT_DECLARED)[0]["properties"]["data"]["properties"]["worker"]
    assert worker["x-sealed-holds"] == sealed["$id"]


def spoil(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(message: dict[str, Any]) -> None:
        *folders, name = path.split(".")
        place = message
        for folder in folders:
            place = place[folder]
        place[name] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(spoil("subject", "Jan Voorbeeld"), id="a name as subject"),
        pytest.param(spoil("partitionkey", "85.07.30-033.28"), id="a number as key"),
        pytest.param(spoil("source", "urn:krachtlijn:service:registry"), id="another publisher"),
        pytest.param(spoil("type", "be.krachtlijn.pandkalender.shift-ended.v1"), id="other type"),
        pytest.param(spoil("sequence", 1), id="a sequence that is no text"),
        pytest.param(spoil("Worker Name", "Jan"), id="an attribute CloudEvents does not allow"),
        pytest.param(spoil("data.declaredBy", "Jan Voorbeeld"), id="a name for a code"),
        pytest.param(spoil("data.declaredBy", "0470123456"), id="a phone for a code"),
        pytest.param(spoil("data.worker", {"givenNames": "Jan"}), id="an open claim"),
        pytest.param(
            spoil("data.worker.sealed.reporting", {"epoch": "1", "box": "eA=="}),
            id="a box for a service that may not open it",
        ),
        pytest.param(spoil("data.worker.sealed", {}), id="no box for the reader"),
    ],
)
def test_schema_refuses(
    change: Callable[[dict[str, Any]], None], shift_declared: Draft202012Validator
) -> None:
    path = Path(__file__).parents[1] / "examples" / f"{SHIFT_DECLARED.routing_key}.json"
    message = json.loads(path.read_text())
    assert shift_declared.is_valid(message)
    bad = copy.deepcopy(message)
    change(bad)
    assert not shift_declared.is_valid(bad)
