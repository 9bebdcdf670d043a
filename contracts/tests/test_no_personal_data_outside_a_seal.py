"""Outside a seal an event carries ids, codes, moments and counts, and nothing of a person (DP-05).

Two rules. A field's *name* may not sound like somebody's name, number, birth date, contact, free
text or address. And its *type* must be narrow: text that is not a code needs a reason below, and
anything whose content cannot be known (``Any``, a bare ``dict``) is refused.
"""

import datetime
import enum
import re
import uuid
from collections.abc import Iterator
from typing import Any, get_args, get_origin

import pytest
from pydantic import AwareDatetime, BaseModel, Field
from pydantic.fields import FieldInfo

from contracts import EVENTS, Event, Sealed
from contracts.branches import Branch
from contracts.event import Code, Fact, Moment
from contracts.identity import IdentityClaim
from contracts.sealed import Personal

EXCEPTIONS = {
    ("Premises", "label"): "how the city calls a building, not a person",
    ("Premises", "street"): "address of window premises, which the city publishes",
    ("Premises", "house_number"): "address of window premises",
    ("Premises", "postcode"): "address of window premises",
    ("Room", "label"): "the number on a window's door",
    ("FindingTransferred", "report_number"): "number of a PV, needed on the city's letters",
    ("InformationReportTransferred", "report_number"): "number of a report, as that of a PV",
    ("PopulationMeasured", "age_bands"): "rounded counts, audited against those of other periods",
    ("PopulationMeasured", "origin_groups"): "rounded counts by groups of countries",
    ("AggregatePublished", "organisation_name"): "the public name of a care organisation",
    ("LinkedTotal", "dimensions"): "codes of a table that went through disclosure control",
    ("Cell", "dimensions"): "codes of a table that went through disclosure control",
}
"""Fields that may stay as they are, and why."""

SOUNDS_PERSONAL = {
    "a name": "name names naam voornaam achternaam familienaam surname forename firstname "
    "lastname fullname alias nickname initials given family person client officer",
    "a number": "number nr nummer nn niss insz rrn ssn bsn rijksregisternummer passport document "
    "identity licence plate iban account vat kbo",
    "a birth date": "birth birthday birthdate born dob age leeftijd geboorte geboortedatum",
    "a contact": "phone telephone tel gsm mobile mail email fax contact whatsapp telegram "
    "username login website url",
    "free text": "text note notes comment comments remark remarks description memo message "
    "narrative opmerking toelichting details subject title label statement",
    "an address": "address adres street straat house postcode zip city gemeente residence "
    "latitude longitude lat lon gps coordinates",
    "a trait": "nationality origin gender sex religion ethnicity health photo picture image face "
    "fingerprint biometric signature",
}
WORDS = {word: what for what, words in SOUNDS_PERSONAL.items() for word in words.split()}
NARROW = (uuid.UUID, AwareDatetime, datetime.date, bool, int, float, enum.Enum, Branch)
CODES = (enum.Enum, Branch)
"""Text that is a code by its class: of a closed list, or of one that a city keeps."""


def personal_fields(model: type[BaseModel]) -> Iterator[str]:
    """A complaint for each field, at any depth, that may carry something of a person."""
    for name, field in model.model_fields.items():
        if (model.__name__, name) in EXCEPTIONS:
            continue
        where = f"{model.__name__}.{name}"
        inner = list(leaves(field.annotation, field.metadata))
        sealed = [kind for kind, _ in inner if kind is Sealed]
        if not sealed and not identifies_by_opaque_id(name, inner):
            for word in re.split(r"_+", name.lower()):
                if word in WORDS:
                    yield f"{where} sounds like {WORDS[word]}"
        for kind, rules in inner:
            yield from complaints_of_type(where, kind, rules)


def complaints_of_type(where: str, kind: Any, rules: list[Any]) -> Iterator[str]:
    if kind is Sealed or kind is type(None):
        return
    if not isinstance(kind, type):
        yield f"{where} may hold anything"
    elif issubclass(kind, Personal):
        yield f"{where} holds {kind.__name__} without a seal"
    elif issubclass(kind, BaseModel):
        yield from personal_fields(kind)
    elif issubclass(kind, str) and not issubclass(kind, CODES):
        if not any(rule in CODE_RULES for rule in rules):
            yield f"{where} is text that is not a code"
    elif not issubclass(kind, NARROW):
        yield f"{where} may hold anything ({kind.__name__})"


def identifies_by_opaque_id(name: str, inner: list[tuple[Any, list[Any]]]) -> bool:
    """``contact_id: UUID`` is a random number, whatever it is called; ``name: UUID`` is odd."""
    return name.endswith(("_id", "_ids")) and {kind for kind, _ in inner} <= {
        uuid.UUID,
        type(None),
    }


def leaves(annotation: Any, rules: list[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """The types inside unions and collections, each with the constraints on it."""
    if get_origin(annotation) is Sealed:
        yield Sealed, []
        return
    if hasattr(annotation, "__metadata__"):
        yield from leaves(annotation.__origin__, [*rules, *annotation.__metadata__])
        return
    arguments = [argument for argument in get_args(annotation) if argument is not Ellipsis]
    if not arguments:
        yield annotation, rules
    for argument in arguments:
        yield from leaves(argument, rules)


CODE_RULES = [*get_args(Code)[1:]]


def test_event_carries_nothing_of_a_person_outside_a_seal(event: type[Event]) -> None:
    assert list(personal_fields(event)) == []


def test_every_exception_has_a_reason_and_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(EXCEPTIONS.values())
    needed = set(EXCEPTIONS)
    monkeypatch.setitem(globals(), "EXCEPTIONS", {})
    refused = {
        complaint.split(" ")[0] for event in EVENTS.values() for complaint in personal_fields(event)
    }
    assert refused == {f"{model}.{name}" for model, name in needed}


class Deep(Fact):
    email: Code


class DeepText(Fact):
    what_happened: str


@pytest.mark.parametrize(
    ("name", "kind", "complaint"),
    [
        ("family_name", Code, "sounds like a name"),
        ("nickname", Code, "sounds like a name"),
        ("officer", Code, "sounds like a name"),
        ("national_number", Code, "sounds like a number"),
        ("rrn", int, "sounds like a number"),
        ("document", Code, "sounds like a number"),
        ("birth_date", datetime.date, "sounds like a birth date"),
        ("age", int, "sounds like a birth date"),
        ("phone", Code | None, "sounds like a contact"),
        ("contact_email", Code, "sounds like a contact"),
        ("remarks", tuple[Code, ...], "sounds like free text"),
        ("home_address", Code, "sounds like an address"),
        ("lat", float, "sounds like an address"),
        ("nationality", Code, "sounds like a trait"),
        ("worker", IdentityClaim, "holds IdentityClaim without a seal"),
        ("worker", IdentityClaim | None, "holds IdentityClaim without a seal"),
        ("workers", tuple[IdentityClaim, ...], "holds IdentityClaim without a seal"),
        ("workers", dict[Code, IdentityClaim], "holds IdentityClaim without a seal"),
        ("outcome", str, "is text that is not a code"),
        ("outcome", str | None, "is text that is not a code"),
        ("outcomes", tuple[str, ...], "is text that is not a code"),
        ("outcomes", dict[str, int], "is text that is not a code"),
        ("extra", Any, "may hold anything"),
        ("extra", dict, "may hold anything"),
        ("extra", bytes, "may hold anything"),
        ("deep", Deep, "Deep.email sounds like a contact"),
        ("deep", tuple[Deep, ...], "Deep.email sounds like a contact"),
        ("deep", DeepText | None, "DeepText.what_happened is text"),
        ("contact_id", Code, "sounds like a contact"),
    ],
)
def test_bad_field_is_refused(name: str, kind: Any, complaint: str) -> None:
    assert complaint in "; ".join(personal_fields(having(name, kind)))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("worker", Sealed[IdentityClaim]),
        ("worker", Sealed[IdentityClaim] | None),
        ("contact_id", uuid.UUID),
        ("shift_id", uuid.UUID | None),
        ("rule_id", Code),
        ("branch", Branch),
        ("branches", tuple[Branch, ...]),
        ("seen_at", Moment),
        ("late", bool),
        ("workers_checked", int),
    ],
)
def test_good_field_passes(name: str, kind: Any) -> None:
    assert list(personal_fields(having(name, kind))) == []


@pytest.mark.parametrize("text", ["Jan", "jan peeters", "0470123456", "x", "raam\n", "a" * 41])
def test_a_branch_is_no_free_text(text: str) -> None:
    with pytest.raises(ValueError, match="no code of a branch"):
        Branch(text)


def test_text_with_another_pattern_is_still_no_code() -> None:
    field: Any = Field(pattern="^.*$")
    assert list(personal_fields(having("outcome", str, field)))


def having(name: str, kind: Any, field: FieldInfo | None = None) -> type[Fact]:
    body: dict[str, Any] = {"__annotations__": {name: kind}, "__module__": __name__}
    if field is not None:
        body[name] = field
    return type("Event", (Fact,), body)
