"""An officer on a round with a phone: inspections in any branch, and who was met there."""

import asyncio
import gzip
import re
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from chassis.web import Function
from contracts.databank import (
    BranchShiftDetected,
    BranchShiftWithdrawn,
    InspectionCompleted,
    InspectionWithdrawn,
)

from ..support.browser import Browser, signed_in
from ..support.databank import Databank, unlike_others
from ..support.findings import report
from ..support.forms import PACKED, hidden, send_twice
from ..support.inspections import AT, add_person, begin_inspection, person_form


async def test_a_round_is_kept_step_by_step_and_counted_once_at_its_end(
    databank: Databank, browser: Browser
) -> None:
    path = await begin_inspection(browser)
    inspection_id = path.rpartition("/")[2]
    page = await add_person(browser, path, person_form())
    assert "Nieuw" in page
    await add_person(browser, path, {"rol": "klant", "onbekend": "true", "uitkomst": "vertrokken"})
    assert await databank.told(InspectionCompleted, inspectionId=inspection_id) == []
    assert path in (await browser.get("/inspecties")).text
    form = {"resultaat": "geen_opmerkingen", "sleutel": hidden(await browser.get(path), "sleutel")}
    for _ in range(2):
        done = await browser.post(path, form)
        assert (done.status_code, done.headers["location"]) == (303, path)
    (told,) = await databank.told(InspectionCompleted, inspectionId=inspection_id)
    assert (told.data["workersChecked"], told.data["clientsChecked"]) == (1, 1)
    assert len(told.data["establishmentIds"]) == 1
    assert "Afgerond" in (await browser.get(path)).text
    assert (await browser.get(f"{path}/persoon")).status_code == 409


async def test_an_answer_that_was_lost_and_a_second_tap_change_nothing(
    databank: Databank, browser: Browser
) -> None:
    """The phone sends again what the server had already done: one effect, the same page."""
    key = hidden(await browser.moves_to(AT).get("/inspecties/nieuw"), "sleutel")
    form = {"vorm": "escort", "soort": "melding", "sleutel": key}
    answers = await asyncio.gather(*(browser.post("/inspecties/nieuw", form) for _ in range(3)))
    path = f"/inspecties/{key}"
    assert {(one.status_code, one.headers["location"]) for one in answers} == {(303, path)}
    person = person_form() | {"sleutel": hidden(await browser.get(f"{path}/persoon"), "sleutel")}
    twins = await asyncio.gather(*(browser.post(f"{path}/persoon", person) for _ in range(3)))
    assert {(one.status_code, one.headers["location"]) for one in twins} == {(303, path)}
    rows = await databank.fetch("SELECT * FROM inspection_person WHERE inspection_id = $1", key)
    assert len(rows) == 1
    assert len(re.findall(r'id="persoon-', (await browser.get(path)).text)) == 1


async def test_somebody_seen_in_another_branch_shows_at_once_and_nothing_follows(
    databank: Databank, browser: Browser
) -> None:
    who = person_form()
    await add_person(browser, await begin_inspection(browser), who)
    browser.moves_to(AT + timedelta(days=2))
    path = await begin_inspection(browser, vorm="massagesalon")
    page = await add_person(browser, path, who)
    assert "Gekend" in page
    assert "Let op: verschuiving." in page
    assert "Van straat naar massagesalon" in page
    (case,) = re.findall(r"/verschuivingen/([0-9a-f-]{36})", page)
    assert len(await databank.told(BranchShiftDetected, caseId=case)) == 1
    (row,) = await databank.fetch("SELECT state FROM branch_shift_case WHERE id = $1", case)
    assert row["state"] == "gedetecteerd"
    away = f"{path}/persoon/0/schrappen"
    form = {"reden": "dubbel", "sleutel": hidden(await browser.get(away), "sleutel")}
    for _ in range(2):
        assert (await browser.post(away, form)).status_code == 303
    assert "Let op: verschuiving." not in (await browser.get(path)).text
    assert len(await databank.told(BranchShiftWithdrawn, caseId=case)) == 1


async def test_two_who_are_only_called_the_same_are_two(
    databank: Databank, browser: Browser
) -> None:
    path = await begin_inspection(browser)
    called = {"rol": "sekswerker", "roepnaam": f"Zoë{uuid4().hex[:4]}", "uitkomst": "in_orde"}
    await add_person(browser, path, called)
    page = await add_person(browser, path, called)
    assert page.count('govuk-heading-s">“Zo') == 2
    rows = await databank.fetch(
        "SELECT DISTINCT claim_id, person_id FROM inspection_person WHERE inspection_id = $1",
        path.rpartition("/")[2],
    )
    assert len({row["claim_id"] for row in rows}) == 2
    assert len({row["person_id"] for row in rows}) == 2


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("00-01-2004", "2004-01"), ("1998", "1998"), ("17/5/1998", "1998-05-17"),
     ("30.02.1990", "1990-02-30"), ("xx-xx-1971", "1971")],
)  # fmt: skip
async def test_birth_dates_are_taken_as_they_are_printed(
    databank: Databank, browser: Browser, typed: str, kept: str
) -> None:
    path = await begin_inspection(browser)
    await add_person(browser, path, person_form(geboren=typed))
    (row,) = await databank.fetch(
        "SELECT birth_date FROM inspection_person JOIN claim ON claim.id = claim_id"
        " WHERE inspection_id = $1",
        path.rpartition("/")[2],
    )
    assert row["birth_date"] == kept


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"geboren": "gisteren"}, "Geef een datum zoals"),
        ({"land": "Atlantis"}, "Kies een land"),
        ({"vervalt": "2030"}, "Geef een datum zoals 31-12-2030"),
        ({"rol": ""}, "Maak een keuze."),
        ({"onbekend": "true"}, "Kies een van beide"),
    ],
)
async def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(
    databank: Databank, browser: Browser, wrong: dict[str, str], said: str
) -> None:
    path = await begin_inspection(browser)
    form = person_form() | wrong | {"sleutel": str(uuid4())}
    answer = await browser.post(f"{path}/persoon", form)
    assert answer.status_code == 422
    assert said in answer.text
    assert form["naam"] in answer.text


async def test_the_lines_of_a_document_fill_the_form(browser: Browser) -> None:
    path = await begin_inspection(browser)
    lines = (
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
    )
    form = {"rol": "klant", "mrz": lines, "actie": "nakijken", "sleutel": str(uuid4())}
    answer = await browser.post(f"{path}/persoon", form | {"uitkomst": "in_orde"})
    assert answer.status_code == 200
    for text in ('value="Eriksson"', 'value="12-08-1974"', 'value="L898902C3"', 'value="UTO"'):
        assert text in answer.text
    assert "Het document is vervallen." in answer.text
    slip = form | {"mrz": lines.replace("L898902C36", "L898902C37"), "uitkomst": "in_orde"}
    again = await browser.post(f"{path}/persoon", slip)
    assert "klopt het controlecijfer van het nummer niet" in again.text
    typed = {"naam": "Gansanders", "voornamen": "Anna", "uitkomst": "in_orde", "actie": ""}
    other = form | typed | {"sleutel": str(uuid4())}
    assert (await browser.post(f"{path}/persoon", other)).status_code == 303
    assert "een andere naam" in (await browser.get(path)).text, "than the officer typed"
    torn = await browser.post(f"{path}/persoon", form | {"mrz": "P<UTO"})
    assert "Deze regels zijn niet volledig" in torn.text


async def test_a_withdrawn_inspection_never_was(databank: Databank, browser: Browser) -> None:
    path = await begin_inspection(browser)
    await add_person(browser, path, person_form())
    away = f"{path}/intrekken"
    key = hidden(await browser.get(away), "sleutel")
    assert (await browser.post(away, {"sleutel": key})).status_code == 422
    form = {"reden": "dubbel", "sleutel": key}
    for _ in range(2):
        assert (await browser.post(away, form)).status_code == 303
    inspection_id = path.rpartition("/")[2]
    assert await databank.told(InspectionCompleted, inspectionId=inspection_id) == []
    rows = await databank.fetch(
        "SELECT withdrawn_at FROM sighting WHERE source_id = $1", inspection_id
    )
    assert [row["withdrawn_at"] is None for row in rows] == [False]


async def test_a_closed_inspection_is_withdrawn_and_whoever_counted_it_hears(
    databank: Databank, browser: Browser
) -> None:
    path = await begin_inspection(browser)
    await add_person(browser, path, person_form())
    await send_twice(browser, path, resultaat="geen_opmerkingen")
    inspection_id = path.rpartition("/")[2]
    assert f"{path}/intrekken" in (await browser.get(path)).text
    await send_twice(browser, f"{path}/intrekken", reden="dubbel")
    (gone,) = await databank.told(InspectionWithdrawn, inspectionId=inspection_id)
    assert gone.data["branch"] == "straat"
    rows = await databank.fetch(
        "SELECT withdrawn_at FROM sighting WHERE source_id = $1", inspection_id
    )
    assert [row["withdrawn_at"] is None for row in rows] == [False]
    body = {"reason": "nog eens"}
    again = await databank.post(f"/v1/inspections/{inspection_id}/withdrawal", body)
    assert again.status_code == 409


async def test_an_inspection_on_which_a_finding_stands_is_not_withdrawn(
    databank: Databank,
) -> None:
    answer = await databank.inspect("straat", AT, unlike_others())
    sent = report(inspectionId=answer["inspectionId"])
    finding_id = (await databank.created("/v1/findings", sent))["findingId"]
    path = f"/v1/inspections/{answer['inspectionId']}/withdrawal"
    refused = await databank.post(path, {"reason": "dubbel"})
    assert refused.status_code == 409
    assert "Trek eerst de vaststelling in." in refused.text
    await databank.fetch("UPDATE finding SET state = 'ingetrokken' WHERE id = $1", UUID(finding_id))
    await databank.created(path, {"reason": "dubbel"})


async def test_who_may_be_somebody_else_shows_no_move_and_the_page_says_so(
    databank: Databank, browser: Browser
) -> None:
    """An officer must not read a missing warning as "never seen elsewhere"."""
    await add_person(browser, await begin_inspection(browser, vorm="escort"), person_form())
    twin = person_form()
    other = person_form(nummer=twin["nummer"])  # one document of two people is always asked about
    await add_person(browser, await begin_inspection(browser, vorm="escort"), other)
    assert "Na te kijken" in await add_person(
        browser, await begin_inspection(browser, vorm="straat"), twin
    )
    browser.moves_to(browser.at + timedelta(days=1))
    path = await begin_inspection(browser, vorm="massagesalon")
    page = await add_person(browser, path, twin)
    assert "Let op: verschuiving." not in page
    assert "Nog niet zeker wie dit is." in page
    (asked,) = re.findall(r'href="(/identiteiten/[0-9a-f-]+)"', page)
    key = hidden(await browser.get(asked), "sleutel")
    answer = {"antwoord": "andere_persoon", "sleutel": key}
    review = (await browser.get(asked)).text
    answer["persoon"] = re.findall(r'name="persoon" value="([^"]+)"', review)[0]
    assert (await browser.post(asked, answer)).status_code == 303
    page = (await browser.get(path)).text
    assert "Let op: verschuiving." in page
    assert "Nog niet zeker wie dit is." not in page


async def test_a_place_that_is_known_is_offered_and_a_branch_is_put_right(
    databank: Databank, browser: Browser
) -> None:
    name = f"Zaak {uuid4().hex[:8]}"
    await begin_inspection(browser, vorm="stripclub", plaats=name)
    form = {"vorm": "stripclub", "soort": "ad_hoc", "plaats": name[:9], "sleutel": str(uuid4())}
    offered = await browser.post("/inspecties/nieuw", form)
    assert offered.status_code == 200
    assert name in offered.text
    (known,) = re.findall(r'name="instelling"[^>]* value="([0-9a-f-]{36})"', offered.text)[:1]
    done = await browser.post("/inspecties/nieuw", form | {"instelling": known})
    path = done.headers["location"]
    assert name in (await browser.get(path)).text
    put_right = {"vorm": "andere", "soort": "melding", "instelling": known}
    answer = await browser.post(f"{path}/verbeteren", put_right | {"sleutel": str(uuid4())})
    assert answer.status_code == 303
    await add_person(browser, path, person_form())
    late = put_right | {"vorm": "straat", "sleutel": str(uuid4())}
    assert (await browser.post(f"{path}/verbeteren", late)).status_code == 422


async def test_a_colleague_goes_on_where_somebody_stopped_and_who_only_reads_reads(
    databank: Databank, browser: Browser
) -> None:
    path = await begin_inspection(browser)
    colleague = await signed_in(databank, Function.POLITIE_AGENT, "agent-collega-2")
    colleague.moves_to(AT)
    assert path in (await colleague.get("/inspecties")).text
    await add_person(colleague, path, person_form())
    leader = await signed_in(databank, Function.POLITIE_TEAMLEIDER, "leider-1")
    assert (await leader.get(path)).status_code == 200
    assert (await leader.post(path, {"resultaat": "vaststelling"})).status_code == 403
    keeper = await signed_in(databank, Function.POLITIE_BEHEERDER, "beheerder-2")
    assert (await keeper.get(path)).status_code == 403
    assert (await browser.get(f"/inspecties/{uuid4()}")).status_code == 404


async def test_everybody_who_is_shown_is_written_down(databank: Databank, browser: Browser) -> None:
    path = await begin_inspection(browser)
    await add_person(browser, path, person_form())
    (row,) = await databank.fetch(
        "SELECT person_id FROM inspection_person WHERE inspection_id = $1", path.rpartition("/")[2]
    )
    query = "SELECT count(*) FROM access_log WHERE subject_id = $1"
    (before,) = await databank.fetch(query, str(row["person_id"]))
    await browser.get(path)
    (after,) = await databank.fetch(query, str(row["person_id"]))
    assert after["count"] == before["count"] + 1


async def test_the_pages_of_a_round_are_small(browser: Browser) -> None:
    path = await begin_inspection(browser)
    for nr in range(3):
        await add_person(browser, path, person_form(telefoon=f"04700000{nr:02}"))
    sizes: dict[str, Any] = {}
    for name in ("/inspecties/nieuw", path, f"{path}/persoon", "/vaststellingen/nieuw"):
        sizes[name] = len(gzip.compress((await browser.get(name)).content, 5))
    assert max(sizes.values()) < PACKED, sizes


async def test_a_session_that_ends_under_a_form_loses_nothing_of_what_was_typed(
    databank: Databank, browser: Browser
) -> None:
    """The page holds it; after signing in again it is sent with the same key, and counts once."""
    path = await begin_inspection(browser)
    form = person_form() | {"sleutel": hidden(await browser.get(f"{path}/persoon"), "sleutel")}
    away = Browser(databank.client, "verlopen").moves_to(AT)
    answer = await away.post(f"{path}/persoon", form)
    assert answer.status_code == 401
    assert f'action="{path}/persoon"' in answer.text
    fields = dict(re.findall(r'<input type="hidden" name="([a-z-]+)" value="([^"]*)"', answer.text))
    assert fields == form
    rows = "SELECT 1 FROM inspection_person WHERE inspection_id::text = $1"
    assert await databank.fetch(rows, path.rpartition("/")[2]) == []
    back = await signed_in(databank, Function.POLITIE_AGENT, "agent-terug")
    for _ in range(2):
        assert (await back.moves_to(AT).post(f"{path}/persoon", fields)).status_code == 303
    assert len(await databank.fetch(rows, path.rpartition("/")[2])) == 1
