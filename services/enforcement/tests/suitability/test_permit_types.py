"""Types of permit: each asks its own advices, and is decided on its own conditions."""

import html
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.own_file import OwnFileError
from chassis.refusals import FieldRefusedError
from chassis.web import Function
from contracts.codes import ApplicationAnswer
from contracts.enforcement import SuitabilityGranted
from enforcement.applications import labels as application_labels
from enforcement.suitability import labels
from enforcement.suitability.acts.lines import read_conditions, written
from enforcement.suitability.rules import advices_of, condition_code, conditions_of, permit_types
from enforcement.suitability.rules.checklist import all_points, points

from ..support.applications import answers, arrive, submitted
from ..support.browser import signed_in
from ..support.city import City

OFFICE, COLLEGE = Function.PROSTITUTIEAMBTENAAR, Function.COLLEGE_SECRETARIS
GRANT = {"outcome": "toegekend", "motivation": "Alles is in orde."}


async def filed(city: City, permit_type: str) -> dict[str, Any]:
    """The dossier of an application of this type, as the office reads it."""
    application_id = uuid4()
    await arrive(city, submitted(city, application_id, permit_type=permit_type))
    (answer,) = await answers(city, application_id)
    assert answer.answer is ApplicationAnswer.GEREGISTREERD
    return await city.sees(OFFICE, f"/v1/suitability-dossiers/{answer.dossier_id}")


async def examined(city: City, permit_type: str) -> str:
    """A dossier with every advice of its type, favourable."""
    dossier = await filed(city, permit_type)
    path = f"/v1/suitability-dossiers/{dossier['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {})
    for service in advices_of(permit_type, city_day(city.now)):
        await city.does(OFFICE, f"{path}/advices", {"service": service, "outcome": "gunstig"})
    return path


@pytest.mark.parametrize(
    ("permit_type", "services"),
    [
        ("raam", {"brandweer", "stedenbouw", "hygiene", "politie_moraliteit", "statuten"}),
        ("escortbureau", {"politie_moraliteit", "statuten"}),
        ("evenement", {"brandweer", "hygiene", "politie_moraliteit"}),
    ],
)
async def test_the_advices_asked_are_those_of_the_type(
    city: City, permit_type: str, services: set[str]
) -> None:
    dossier = await filed(city, permit_type)
    path = f"/v1/suitability-dossiers/{dossier['dossierId']}"
    assert dossier["permitType"] == permit_type
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {})
    assert {each["service"] for each in (await city.sees(OFFICE, path))["advices"]} == services


async def test_a_grant_says_of_what_type_it_is(city: City) -> None:
    path = await examined(city, "escortbureau")
    await city.does(COLLEGE, f"{path}/decision", GRANT)
    dossier_id = path.rsplit("/", 1)[1]
    granted = [
        event
        for envelope in await city.sandbox.recorded("enforcement", SuitabilityGranted)
        if str((event := envelope.read()).dossier_id) == dossier_id  # type: ignore[attr-defined]
    ]
    assert [event.permit_type for event in granted] == ["escortbureau"]  # type: ignore[attr-defined]


async def test_an_application_for_what_the_city_does_not_give_waits_for_a_person(
    city: City,
) -> None:
    application_id = uuid4()
    await arrive(city, submitted(city, application_id, permit_type="casino"))
    (answer,) = await answers(city, application_id)
    assert answer.answer is ApplicationAnswer.NA_TE_KIJKEN
    place = {
        "label": "P",
        "street": "Voorbeeldstraat",
        "houseNumber": uuid4().hex[:8],
        "postcode": "2000",
    }
    body = {"premises": place, "rooms": ["R-01"], "owner": "OWN-001", "permitType": "casino"}
    refused = await city.call(
        Function.DIENST_PROSTITUTIEBELEID, "POST", "/v1/suitability-dossiers", body
    )
    assert refused.status_code == 422
    assert "geeft de stad vandaag niet" in refused.text


async def test_a_permit_for_an_event_names_its_last_day(city: City) -> None:
    path = await examined(city, "evenement")
    refused = await city.call(COLLEGE, "POST", f"{path}/decision", GRANT)
    assert refused.status_code == 422
    assert "Geef de laatste dag." in refused.text
    last = city_day(city.now) + timedelta(days=3)
    await city.does(COLLEGE, f"{path}/decision", GRANT | {"validTo": f"{last}"})
    assert (await city.sees(OFFICE, path))["validTo"] == f"{last}"


async def test_the_decision_begins_with_the_conditions_of_the_advices_and_offers_the_usual_ones(
    app: FastAPI, city: City
) -> None:
    officer = await signed_in(app, city, OFFICE, "ambtenaar-1")
    secretary = await signed_in(app, city, COLLEGE, "secretaris-1")
    dossier = await filed(city, "escortbureau")
    page = f"/geschiktheid/{dossier['dossierId']}"
    await officer.does(f"{page}/volledigheid", uitkomst="volledig")
    asked = (await officer.get(f"{page}/adviezen-vragen")).text
    for service, ticked in (("statuten", True), ("brandweer", False)):
        (box,) = [line for line in asked.split("<input")[1:] if f'name="{service}"' in line]
        assert (" checked" in box.split(">")[0]) is ticked
    await officer.does(f"{page}/adviezen-vragen", politie_moraliteit="true", statuten="true")
    soon, later = (city_day(city.now) + timedelta(days=days) for days in (20, 40))
    conditional = {"uitkomst": "voorwaardelijk"}
    said = f"Statuten neerleggen ({soon:%d/%m/%Y})\nContact melden"
    await officer.does(f"{page}/advies", dienst="statuten", voorwaarden=said, **conditional)
    said = f"Contact melden ({later:%d/%m/%Y})"
    await officer.does(
        f"{page}/advies", dienst="politie_moraliteit", voorwaarden=said, **conditional
    )
    form = (await secretary.get(f"{page}/beslissing")).text
    begun = form.split('name="voorwaarden"')[1].split(">")[1].split("<")[0]
    assert set(begun.splitlines()) == {
        f"Statuten neerleggen ({soon:%d/%m/%Y})",
        f"Contact melden ({later:%d/%m/%Y})",
    }
    assert 'value="contactpersoon-altijd-bereikbaar"' in form
    assert "rookmelder" not in form
    decision = {
        "besluit": "voorwaardelijk_toegekend",
        "motivering": "Onder voorwaarden.",
        "gewoon": "contactpersoon-altijd-bereikbaar",
        "voorwaarden": f"{begun}\nTrap vrij, ook vóór de opening",
        "tegen": f"{later}",
    }
    check = await secretary.post(f"{page}/beslissing", decision)
    assert "Contactpersoon altijd bereikbaar" in check.text
    await secretary.does(f"{page}/beslissing", **decision, zeker="ja")
    decided = await city.sees(OFFICE, f"/v1/suitability-dossiers/{dossier['dossierId']}")
    assert {each["code"]: each["dueOn"] for each in decided["conditionsSet"]} == {
        "contactpersoon-altijd-bereikbaar": f"{later}",
        "statuten-neerleggen": f"{soon}",
        "contact-melden": f"{later}",
        "trap-vrij-ook-voor-de-opening": f"{later}",
    }
    wrong = {**decision, "voorwaarden": "Geluid < 80 dB", "zeker": "ja"}
    refused = await secretary.is_told(f"{page}/beslissing", **wrong)
    assert "Schrijf 'Geluid < 80 dB' korter en eenvoudiger" in html.unescape(refused)


def test_conditions_are_read_as_they_were_written() -> None:
    said = {"branddeur-plaatsen": date(2026, 12, 31), "netheid": None}
    assert read_conditions(written(said)) == (
        ["branddeur-plaatsen", "netheid"],
        {"branddeur-plaatsen": date(2026, 12, 31)},
    )


def test_every_type_has_words() -> None:
    assert permit_types().codes == {*labels.PERMIT}
    for code in permit_types().codes:
        assert conditions_of(code, date(2026, 1, 1))
    assert "veiligheidsplan" in application_labels.DOCUMENT


def test_an_advice_that_nobody_gives_stops_the_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "types.toml"
    text = '[[type]]\ncode = "raam"\nvalid_from = 2011-01-01\nadvices = ["tandarts"]\n'
    own.write_text(text, "utf-8")
    monkeypatch.setenv("KRACHTLIJN_ENFORCEMENT_PERMIT_TYPES", str(own))
    with pytest.raises(OwnFileError, match="nobody gives the advice 'tandarts'"):
        permit_types.__wrapped__()


def test_each_type_is_visited_by_points_of_its_own() -> None:
    on = date(2026, 1, 1)
    looked_at = {code: set(points(on, code)) for code in permit_types().codes}
    assert {"vluchtweg", "geen_slaapplaats", "alarmknop"} <= looked_at["raam"]
    assert looked_at["escortbureau"] == {
        "brandveiligheid",
        "netheid_onderhoud",
        "draagbare_alarmknop",
        "contactpersoon",
    }
    assert "geen_slaapplaats" not in looked_at["evenement"]
    assert len({frozenset(each) for each in looked_at.values()}) >= 3
    for point in all_points():
        assert {*point.types} <= permit_types().codes, point.code
        assert point.code in labels.POINT


def test_a_type_that_a_city_added_is_visited_by_the_points_of_every_type() -> None:
    assert points(date(2026, 1, 1), "hotel") == ["brandveiligheid", "netheid_onderhoud"]


async def test_the_checklist_of_a_visit_is_that_of_the_type(app: FastAPI, city: City) -> None:
    officer = await signed_in(app, city, OFFICE, "ambtenaar-2")
    dossier = await filed(city, "escortbureau")
    page = f"/geschiktheid/{dossier['dossierId']}"
    await officer.does(f"{page}/volledigheid", uitkomst="volledig")
    await officer.does(
        "/bezoeken",
        pand=dossier["dossierId"],
        dag=f"{city_day(city.now)}",
        aanleiding="aanvraag",
    )
    visit = re.search(r"/bezoeken/[0-9a-f-]{36}", (await officer.get(page)).text)
    assert visit is not None
    room = (await officer.get(f"{visit[0]}/1")).text
    assert 'name="draagbare_alarmknop"' in room
    assert 'name="geen_slaapplaats"' not in room
    found = dict.fromkeys(points(city_day(city.now), "escortbureau"), "in_orde")
    await officer.does(f"{visit[0]}/1", **found)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Trap vrijmaken vóór de opening", "trap-vrijmaken-voor-de-opening"),
        ("Eén nooduitgang, “altijd” open!", "een-nooduitgang-altijd-open"),
        ("Café sluiten (’s nachts)", "cafe-sluiten-s-nachts"),
        ("  ", ""),
    ],
)
def test_a_condition_in_dutch_with_its_accents_is_a_code(typed: str, code: str) -> None:
    assert condition_code(typed) == code


@pytest.mark.parametrize(
    "typed", ["geluid < 80 dB", "王", "💋 dicht", "12", "a" * 65, "a\x00b", "ø"]
)
def test_a_condition_that_would_say_something_else_as_a_code_is_refused(typed: str) -> None:
    with pytest.raises(FieldRefusedError) as refused:
        condition_code(typed)
    assert refused.value.field == "conditions"
    assert typed in refused.value.reason
