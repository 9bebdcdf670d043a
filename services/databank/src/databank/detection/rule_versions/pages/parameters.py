"""Parameters of a rule as fields of a form, with the bounds that the rule itself has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chassis.branches import branches
from chassis.web.pages.languages import mark
from databank.detection.rules.version import Parameters

PAIRS = "branchPairs"


@dataclass(frozen=True, slots=True)
class Entry:
    """A number with its bounds; ``pairs`` holds the branch pairs of the one field that is no
    number. ``whole``: only whole numbers."""

    name: str
    label: str
    value: Any
    low: float | None
    high: float | None
    whole: bool
    pairs: list[tuple[str, str]] | None = None


def entries(kind: type[Parameters], given: Mapping[str, Any]) -> list[Entry]:
    """Only what the rule declares: no rule can declare a trait of a person (DP-10)."""
    schema = kind.model_json_schema(by_alias=True)["properties"]
    return [_entry(name, told, given.get(name)) for name, told in schema.items()]


def _entry(name: str, told: Mapping[str, Any], value: Any) -> Entry:
    if name == PAIRS:
        pairs = [(pair["fromBranch"], pair["toBranch"]) for pair in value or ()]
        return Entry(name, told["title"], value, None, None, False, pairs)
    whole = told.get("type") == "integer"
    return Entry(name, told["title"], value, told.get("minimum"), told.get("maximum"), whole)


def parameters(
    kind: type[Parameters], values: Mapping[str, list[str]]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Values that were filled in, and errors where one is no number. A comma is a point too."""
    given: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for entry in entries(kind, {}):
        if entry.name == PAIRS:
            if pairs := [*_pairs(values.get(PAIRS, ()))]:
                given[PAIRS] = pairs
            continue
        text = (values.get(entry.name) or [""])[-1].strip().replace(",", ".")
        try:
            given[entry.name] = int(text) if entry.whole else float(text)
        except ValueError:
            errors[entry.name] = (
                mark("Vul een geheel getal in.") if entry.whole else mark("Vul een getal in.")
            )
    return given, errors


def _pairs(chosen: Any) -> Iterator[dict[str, str]]:
    codes = branches().codes
    for pair in chosen:
        before, _, after = pair.partition(" ")
        if before in codes and after in codes and before != after:
            yield {"fromBranch": before, "toBranch": after}
