"""No form and no API that takes a birth date misses a minor (DP-11), and a new one cannot forget.

The forms and bodies are found by their fields, so that one without a row in ``WAYS`` fails.
"""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, get_args
from uuid import UUID, uuid4

import pytest
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from chassis.web import Body
from contracts.codes import SignalKind
from databank.routes import ROUTERS

from ..support.browser import Browser
from ..support.databank import START, Databank, day, declared, unlike_others
from ..support.findings import note_form, report
from ..support.forms import hidden
from ..support.inspections import begin_inspection, person_form
from ..support.minors import minors, typed
from ..support.shifts import announce_shift, suitable
from ..support.signals import look_at_signal

AT = day(640)
FIELDS = ("birth", "born", "geboren", "national_number")
"""Words of the fields in which a birth date is entered."""
Plant = Callable[[Databank, Browser, str], Awaitable[UUID | None]]


async def signal_about(databank: Databank, source: str) -> UUID | None:
    rows = await databank.fetch(
        "SELECT id FROM signal WHERE kind = $1 AND source = $2 AND priority = 'dringend'",
        SignalKind.MINDERJARIGHEID.value,
        source,
    )
    return UUID(str(rows[0]["id"])) if rows else None


async def at_an_inspection(databank: Databank, browser: Browser, born: str) -> UUID | None:
    answer = await databank.inspect("massagesalon", AT, unlike_others(birth=born))
    return await signal_about(databank, f"person {answer['persons'][0]['personId']}")


def somebody_else(born: str) -> dict[str, Any]:
    return {
        "premisesId": str(uuid4()),
        "roomId": str(uuid4()),
        "outcome": "andere",
        "observedAt": AT.isoformat(),
        "person": unlike_others(birth=born).body,
    }


async def at_a_window(databank: Databank, browser: Browser, born: str) -> UUID | None:
    answer = await databank.created("/v1/verifications", somebody_else(born), AT)
    signal_id = await signal_about(databank, f"person {answer['personId']}")
    assert answer["signalId"] == str(signal_id)
    return signal_id


async def in_a_round(databank: Databank, browser: Browser, born: str) -> UUID | None:
    body = {"verifications": [somebody_else(born)]}
    answer = await databank.created("/v1/verifications/batch", body, AT)
    return await signal_about(databank, f"person {answer['results'][0]['personId']}")


async def at_a_window_instead_of_another(
    databank: Databank, browser: Browser, born: str
) -> UUID | None:
    shift = declared(unlike_others(), AT)
    await databank.tell(shift, at=AT)
    body = somebody_else(born) | {"shiftId": str(shift.shift_id)}
    del body["premisesId"], body["roomId"]
    answer = await databank.created("/v1/verifications", body, AT)
    return await signal_about(databank, f"person {answer['personId']}")


async def in_a_report(databank: Databank, browser: Browser, born: str) -> UUID | None:
    offender = {"name": "Vera Voorbeeld", "birthDate": born}
    sent = report(offender=offender, possibleVictim="nee", factAt=AT.isoformat())
    answer = await databank.created("/v1/findings", sent, AT)
    return await signal_about(databank, f"finding {answer['findingId']}")


def protection(answer: Any) -> UUID | None:
    """The signal to whose first steps a form led."""
    assert answer.status_code == 303, answer.text
    found = answer.headers["location"]
    return UUID(found.rpartition("/")[2]) if found.startswith("/bescherming/") else None


async def in_a_note(databank: Databank, browser: Browser, born: str) -> UUID | None:
    form = note_form(geboren=typed(born), rol="prostituee")
    return protection(await browser.moves_to(AT).post("/vaststellingen/nieuw", form))


async def on_a_phone(databank: Databank, browser: Browser, born: str) -> UUID | None:
    path = await begin_inspection(browser.moves_to(AT), vorm="massagesalon")
    key = hidden(await browser.get(f"{path}/persoon"), "sleutel")
    form = person_form(geboren=typed(born)) | {"sleutel": key}
    return protection(await browser.post(f"{path}/persoon", form))


async def on_a_document(databank: Databank, browser: Browser, born: str) -> UUID | None:
    shift = await announce_shift(databank, AT)
    form = {"besluit": "gevalideerd", "document": "paspoort", "geboren": typed(born)}
    form |= {"opmerking": "zo staat het er", "sleutel": str(uuid4())}
    return protection(await browser.moves_to(AT).post(f"/identiteit/{shift.shift_id}", form))


async def without_a_document(databank: Databank, browser: Browser, born: str) -> UUID | None:
    shift = await announce_shift(databank, AT)
    form = {"besluit": "onduidelijk", "document": "", "geboren": typed(born)}
    form |= {"sleutel": str(uuid4())}
    return protection(await browser.moves_to(AT).post(f"/identiteit/{shift.shift_id}", form))


async def in_a_room_without_a_declaration(
    databank: Databank, browser: Browser, born: str
) -> UUID | None:
    shift = await announce_shift(databank, AT)
    premises = suitable(shift, f"Proefsteeg-{uuid4().hex[:8]}", "4", "R-01", "R-02")
    await databank.tell(premises, at=AT)
    who = unlike_others()
    form = {"voornamen": who.given, "naam": who.family, "geboren": typed(born)}
    path = f"/kwartier/ruimte/{premises.premises.rooms[1].room_id}"
    form |= {"sleutel": hidden(await browser.moves_to(AT).get(path), "sleutel")}
    return protection(await browser.post(path, form))


WAYS: dict[str, tuple[Plant, ...]] = {
    "POST /v1/inspections": (at_an_inspection,),
    "POST /v1/verifications": (at_a_window, at_a_window_instead_of_another),
    "POST /v1/verifications/batch": (in_a_round,),
    "POST /v1/findings": (in_a_report,),
    "NoteForm": (in_a_note,),
    "PersonForm": (on_a_phone,),
    "PresenceForm": (in_a_room_without_a_declaration,),
    "ValidationForm": (on_a_document, without_a_document),
}
ASK_ONLY = {
    "POST /v1/person-searches": "asks who is known, and enters nobody",
    "SearchForm": "asks who is known, and enters nobody",
    "LookForm": "shows doubts while an officer types; the form that is kept is ValidationForm",
    "IdentityFields": "the fields that forms share; no form of its own",
}


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
    """The routes with a JSON body, and the forms of pages, in which a birth date is entered."""
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
        if form.__module__.startswith("databank.") and ".pages." in form.__module__
        if takes_a_birth_date(form)
    }
    return apis | forms


def test_every_form_and_api_that_takes_a_birth_date_is_tried_here() -> None:
    assert ways_in() == WAYS.keys() | ASK_ONLY.keys()


@pytest.mark.parametrize(
    "plant", [plant for plants in WAYS.values() for plant in plants], ids=lambda p: p.__name__
)
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
async def test_no_way_in_misses_a_minor(
    databank: Databank, browser: Browser, plant: Plant, data: st.DataObject
) -> None:
    born = data.draw(minors(AT.date()))
    assert await plant(databank, browser, born) is not None


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
