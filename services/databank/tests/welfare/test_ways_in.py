"""No form, API, event or import by which somebody enters misses a minor (DP-11).

The ways in are found by their fields, so that a new one without a row in ``WAYS`` fails.
"""

from collections.abc import Iterator
from typing import Any, get_args
from uuid import uuid4

import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, example, given, settings
from pydantic import BaseModel

from chassis.web import Body
from contracts import Event
from databank.handlers import HANDLERS
from databank.routes import ROUTERS

from ..support import ways_in as ways
from ..support.browser import Browser
from ..support.databank import START, Databank, declared, unlike_others
from ..support.findings import report
from ..support.forms import hidden
from ..support.minors import Entered, entered_minors
from ..support.shifts import announce_shift
from ..support.signals import look_at_signal
from ..support.ways_in import AT, Plant, protection, signal_about

FIELDS = ("birth", "born", "geboren", "national_number", "looks_minor")
"""Words of the fields in which an age is entered."""
WAYS: dict[str, tuple[Plant, ...]] = {
    "POST /v1/inspections": (ways.at_an_inspection,),
    "POST /v1/verifications": (
        ways.at_a_window,
        ways.instead_of_whom_was_declared,
        ways.as_whom_was_declared,
    ),
    "POST /v1/verifications/batch": (ways.in_a_round,),
    "POST /v1/findings": (ways.in_a_report_by_name, ways.in_a_report_of_an_inspection),
    "POST /v1/identity-validations": (ways.on_a_document_over_http,),
    "NoteForm": (ways.in_a_note, ways.in_a_note_of_a_check, ways.in_a_note_of_an_inspection),
    "PersonForm": (ways.on_a_phone,),
    "PresenceForm": (ways.in_a_room_without_a_declaration,),
    "ValidationForm": (ways.on_a_document, ways.without_a_document),
    "ShiftDeclared": (ways.declared_all_the_same,),
    "MinorDeclarationAttempted": (ways.refused_by_the_calendar,),
    "an older database": (ways.from_an_older_database,),
}
ASK_ONLY = {
    "POST /v1/person-searches": "asks who is known, and enters nobody",
    "SearchForm": "asks who is known, and enters nobody",
    "LookForm": "shows doubts while an officer types; the form that is kept is ValidationForm",
    "IdentityFields": "the fields that forms share; no form of its own",
    "POST /v1/watch-requests": "says who is looked for; whoever is met raises what she raises",
    "NewForm": "says who is looked for; whoever is met raises what she raises",
}
ALWAYS = {"refused_by_the_calendar"}
"""The calendar found the age: every such attempt raises a signal."""


def models_of(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models in a type, however deep."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from models_of(field.annotation)
    for inner in get_args(annotation):
        yield from models_of(inner)


def takes_a_birth_date(model: type[BaseModel]) -> bool:
    return any(
        word in name or word in (field.alias or "")
        for name, field in model.model_fields.items()
        for word in FIELDS
    )


def bodies(kind: type[Body]) -> Iterator[type[Body]]:
    for each in kind.__subclasses__():
        yield each
        yield from bodies(each)


def ways_in() -> set[str]:
    """The routes with a JSON body, the forms of pages and the events that tell an age, and what no
    field shows: the files of older databases."""
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    apis = {
        f"{method} {route.path}"
        for route in routes
        for method in route.methods
        for param in route.dependant.body_params
        if any(map(takes_a_birth_date, models_of(param.field_info.annotation)))
    }
    forms = {
        form.__name__
        for form in bodies(Body)
        if form.__module__.startswith("databank.") and "pages" in form.__module__.split(".")
        if takes_a_birth_date(form)
    }
    events = {event.__name__ for event in HANDLERS if any(map(takes_a_birth_date, told_by(event)))}
    return apis | forms | events | {"an older database"}


def told_by(event: type[Event]) -> Iterator[type[BaseModel]]:
    """The models in an event, also those under a seal."""
    for field in event.model_fields.values():
        yield from models_of(field.annotation)


def test_every_way_in_by_which_an_age_is_entered_is_tried_here() -> None:
    assert ways_in() == WAYS.keys() | ASK_ONLY.keys()


PLANTS = [plant for plants in WAYS.values() for plant in plants]


@pytest.mark.parametrize("plant", PLANTS, ids=lambda p: p.__name__)
@settings(
    max_examples=settings().max_examples // 12,  # beside the four that are named
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(who=entered_minors(AT.date()))
@example(who=Entered("2009-10-08", place="naam"))
@example(who=Entered("2009-10", "voornaam", place="raampand"))
@example(who=Entered("2009", "roepnaam", place="instelling"))
@example(who=Entered(None, "geen", looks=True, place="meer"))
async def test_no_way_in_misses_a_minor(
    databank: Databank, browser: Browser, plant: Plant, who: Entered
) -> None:
    """The examples are eighteen a day, 24 days and 85 days later, the last not surely ever."""
    assert await plant(databank, browser, who) is not None


@pytest.mark.parametrize(
    "plant", [plant for plant in PLANTS if plant.__name__ not in ALWAYS], ids=lambda p: p.__name__
)
async def test_whoever_is_eighteen_raises_nothing(
    databank: Databank, browser: Browser, plant: Plant
) -> None:
    """Today, since yesterday, by the last day of September, and by the last day of 2008."""
    for born in ("2009-10-07", "2009-10-06", "2009-09", "2008"):
        assert await plant(databank, browser, Entered(born, place="naam")) is None, born


@pytest.mark.parametrize("besluit", ["weerlegd", "onduidelijk"])
async def test_a_minor_without_a_document_is_kept_and_protected(
    databank: Databank, browser: Browser, besluit: str
) -> None:
    shift = await announce_shift(databank, AT)
    form = {"besluit": besluit, "document": "", "sleutel": str(uuid4())}
    form |= {"reden": "minderjarig"} if besluit == "weerlegd" else {"geboren": "2012"}
    done = await browser.moves_to(AT).post(f"/identiteit/{shift.shift_id}", form)
    assert protection(done)
    (kept,) = await databank.fetch(
        "SELECT outcome, method FROM identity_validation WHERE shift_id = $1", shift.shift_id
    )
    assert (kept["outcome"], kept["method"]) == (besluit, None)


async def test_nothing_is_in_order_without_a_document(databank: Databank, browser: Browser) -> None:
    shift = await announce_shift(databank, AT)
    form = {"besluit": "gevalideerd", "document": "", "sleutel": str(uuid4())}
    done = await browser.moves_to(AT).post(f"/identiteit/{shift.shift_id}", form)
    assert done.status_code == 422
    assert 'id="document-error"' in done.text
    body = {"shiftId": str(shift.shift_id), "outcome": "gevalideerd", "at": AT.isoformat()}
    assert (await databank.post("/v1/identity-validations", body, AT)).status_code == 422
    assert await databank.created(
        "/v1/identity-validations", body | {"outcome": "weerlegd", "reason": "minderjarig"}, AT
    )
    assert await databank.fetch(
        "SELECT 1 FROM identity_validation WHERE shift_id = $1 AND method IS NULL", shift.shift_id
    )


async def test_a_worry_about_a_minor_at_a_first_contact_leads_to_the_first_steps(
    databank: Databank, browser: Browser
) -> None:
    shift = declared(unlike_others(), AT)
    await databank.tell(shift, at=AT)
    (contact,) = await databank.fetch(
        "SELECT id FROM first_contact WHERE person_id = $1", await databank.person_of(shift)
    )
    path = f"/eerste-contacten/{contact['id']}"
    key = hidden(await browser.moves_to(AT).get(path), "sleutel")
    form = {"hoe": "gehouden", "taalgroep": "roemeens", "zorg": ["dwang", "minderjarigheid"]}
    for _ in range(2):
        signal_id = protection(await browser.post(path, form | {"sleutel": key}))
        (row,) = await databank.fetch("SELECT kind FROM signal WHERE id = $1", signal_id)
        assert row["kind"] == "minderjarigheid"


@pytest.mark.parametrize("addressee", ["sanctionerend_ambtenaar", "parket"])
async def test_a_finding_about_a_minor_does_not_leave_before_somebody_looked_at_the_signal(
    databank: Databank, browser: Browser, addressee: str
) -> None:
    offender = {"name": "Vera Voorbeeld", "birthDate": f"{START.year - 15}-01-01"}
    sent = report(offender=offender, possibleVictim="nee", addressee=addressee)
    finding_id = (await databank.created("/v1/findings", sent))["findingId"]
    procedure = "parket" if addressee == "parket" else "gas"
    path = f"/vaststellingen/{finding_id}/overmaken"
    shown = await browser.get(path)
    assert "misschien minderjarig" in shown.text
    assert "/bescherming/" in shown.text
    form = {"procedure": procedure, "gerechtelijk": "nee", "sleutel": str(uuid4())}
    refused = await browser.post(path, form)
    assert refused.status_code == 409
    assert "Bescherming gaat voor: bekijk eerst het signaal." in refused.text
    signal_id = await signal_about(databank, f"finding {finding_id}")
    assert signal_id
    await look_at_signal(databank, signal_id)
    assert (await browser.post(path, form)).status_code == 303
    (row,) = await databank.fetch("SELECT state, on_hold FROM finding WHERE id = $1", finding_id)
    assert row["state"] == "overgemaakt"
    assert row["on_hold"] is (None if addressee == "parket" else True)
