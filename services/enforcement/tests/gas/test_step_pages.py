"""The forms of the steps of a fine case: from what the police sent to a decision, on screen."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from fastapi import FastAPI

from chassis.web import Function
from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store import documents
from enforcement.cases.store.timeline import By
from enforcement.gas import notified
from enforcement.gas.desk import FINES
from enforcement.gas.labels import STATE
from enforcement.gas.rules import GAS, GasState, GasStep
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.city import City

WORKER, OFFICER = Function.DOSSIERBEHANDELAAR_BH, Function.SANCTIONEREND_AMBTENAAR
ELSEWHERE = {GasStep.RELEASE, GasStep.JOIN}
"""With a screen that every procedure shares."""
FINE = {
    "bedrag": "120",
    "verweer": "verworpen",
    "antwoord": "U was er alleen, maar niet om te parkeren.",
    "motivering": "De feiten staan vast. Het verweer weerlegt ze niet.",
    "evenredig": "Het is de eerste keer, en het bedrag is laag.",
    "buiten": "true",
}


@dataclass
class Desk:
    """One case, with the people who work on it."""

    app: FastAPI
    city: City
    case_id: UUID
    worker: Browser
    officer: Browser
    officer_subject: str

    @property
    def path(self) -> str:
        return f"/dossiers/{self.case_id}"

    async def start_letter(self, on: date) -> None:
        """The opening letter reached the person, as the letters tell it."""
        async with self.app.state.database.begin(self.city.now) as tx:
            await notified.start_letter_notified(tx, self.case_id, on, By("systeem", "brieven"))

    async def state(self) -> str:
        case = await self.city.sees(WORKER, f"/v1/gas-cases/{self.case_id}")
        return str(case["state"])


@pytest.fixture
async def desk(app: FastAPI, city: City) -> Desk:
    return await opened(app, city)


async def opened(app: FastAPI, city: City, **fields: Any) -> Desk:
    finding_id = await city.transfers(report_number=uuid4().hex[:12], **fields)
    listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
    officer = f"ambtenaar-{uuid4().hex[:8]}"
    return Desk(
        app,
        city,
        UUID(listed["_embedded"]["gasCases"][0]["caseId"]),
        await signed_in(app, city, WORKER, f"behandelaar-{uuid4().hex[:8]}"),
        await signed_in(app, city, OFFICER, officer),
        officer,
    )


async def ready(desk: Desk) -> None:
    """Triaged, opened, defended with a last word, and so ready to be decided."""
    await desk.worker.does(f"{desk.path}/bekijken", bedrag="150")
    await desk.start_letter(desk.city.today)
    desk.city.later(days=3)
    defence = {"verweer": "Er was niemand anders.", "laatste": "true"}
    await desk.worker.does(f"{desk.path}/verweer", **defence)
    await desk.worker.does(f"{desk.path}/nagaan", gevraagd="true")
    await desk.worker.does(f"{desk.path}/vaststeller", vaststeller="extern")


def test_every_state_and_step_has_its_words() -> None:
    assert set(STATE) == set(GasState)
    assert FINES.steps.keys() == set(GasStep)


def test_every_step_that_a_person_takes_has_a_form() -> None:
    offered = {step for _state, step in GAS.transitions} - GAS.automatic
    assert offered - {act.declared.step for act in FINES.acts} == ELSEWHERE
    assert FINES.elsewhere.keys() == ELSEWHERE


async def test_a_case_goes_from_the_police_to_a_fine_by_forms_alone(desk: Desk) -> None:
    page = await desk.worker.sees(desk.path)
    assert "Bekijken en beoogde boete kiezen Klaar om te doen" in page
    assert "De opstartbrief sturen" not in page, "first somebody says which fine is in view"
    await ready(desk)
    assert await desk.state() == GasState.KLAAR_VOOR_BESLISSING
    assert "Beslissen: geldboete Niet voor jouw functie" in await desk.worker.sees(desk.path)
    assert "Beslissen: geldboete Klaar om te doen" in await desk.officer.sees(desk.path)
    asked = await desk.officer.post(f"{desk.path}/beslissen", FINE)
    assert asked.status_code == 200
    assert "Kijk je antwoorden na" in asked.text
    assert "€ 120" in asked.text and "Verworpen" in asked.text
    assert await desk.state() == GasState.KLAAR_VOOR_BESLISSING, "nothing is decided yet"
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
    better = await desk.officer.post(f"{desk.path}/beslissen", fields | {"zeker": "nee"})
    assert 'value="120"' in better.text
    assert await desk.officer.does(f"{desk.path}/beslissen", **fields, zeker="ja") == desk.path
    assert await desk.state() == GasState.GELDBOETE_OPGELEGD
    page = await desk.worker.sees(desk.path)
    assert "Geldboete opgelegd" in page
    assert "De beslissing sturen Klaar om te doen" in page
    assert "Het verweer weerlegt ze niet." in page


async def test_what_the_law_forbids_is_said_on_the_form_and_nothing_changes(desk: Desk) -> None:
    await ready(desk)
    path = f"{desk.path}/beslissen"
    too_much = await desk.officer.is_told(path, **FINE | {"bedrag": "5000"}, zeker="ja")
    assert "hoogstens €" in too_much
    part = {key: value for key, value in FINE.items() if key != "buiten"}
    assert "mag niet beslissen" in await desk.officer.is_told(path, **part, zeker="ja")
    unanswered = FINE | {"verweer": "geen_verweer"}
    assert "Er is verweer gegeven" in await desk.officer.is_told(path, **unanswered, zeker="ja")
    assert (await desk.worker.post(path, FINE | {"zeker": "ja"})).status_code == 403
    assert await desk.state() == GasState.KLAAR_VOOR_BESLISSING


async def test_a_step_that_may_not_be_taken_is_refused_with_its_reason(desk: Desk) -> None:
    await desk.worker.does(f"{desk.path}/bekijken", bedrag="150")
    await desk.start_letter(desk.city.today)
    told = await desk.worker.is_told(f"{desk.path}/klaar")
    assert "De verweertermijn loopt nog." in told
    page = await desk.worker.sees(desk.path)
    assert "Klaarzetten voor beslissing" not in page, "only the legal next steps are offered"
    tomorrow = str(desk.city.today + timedelta(days=1))
    future = await desk.worker.is_told(f"{desk.path}/verweer", dag=tomorrow)
    assert "ligt in de toekomst" in future


async def test_what_is_not_contested_is_ready_at_once(desk: Desk) -> None:
    await desk.worker.does(f"{desk.path}/bekijken", bedrag="50")
    await desk.start_letter(desk.city.today)
    await desk.worker.does(f"{desk.path}/niet-betwist")
    assert await desk.state() == GasState.KLAAR_VOOR_BESLISSING


async def test_a_case_ends_without_a_fine(app: FastAPI, city: City) -> None:
    shelved = await opened(app, city)
    assert "Dit veld is verplicht." in await shelved.worker.is_told(f"{shelved.path}/seponeren")
    await shelved.worker.does(f"{shelved.path}/seponeren", reden="Te weinig bewijs.")
    assert await shelved.state() == GasState.GESEPONEERD
    assert "Er is nu niets te doen." in await shelved.worker.sees(shelved.path)
    warned = await opened(app, city)
    await ready(warned)
    form = {"soort": "waarschuwing", "motivering": "Een eerste keer.", "zeker": "ja"}
    await warned.officer.does(f"{warned.path}/geen-boete", **form)
    assert await warned.state() == GasState.WAARSCHUWING


async def test_an_unknown_age_is_asked_and_a_known_one_is_not_needed(
    app: FastAPI, city: City
) -> None:
    desk = await opened(app, city)
    assert "Kies een bedrag" in await desk.worker.is_told(f"{desk.path}/bekijken", bedrag="9000")
    await desk.worker.does(f"{desk.path}/bekijken", bedrag="60")


async def test_the_term_that_passed_is_confirmed_by_the_officer_on_a_page_that_asks(
    app: FastAPI, city: City
) -> None:
    desk = await opened(app, city, fact_at=city.now - timedelta(days=200))
    page = await desk.officer.sees(desk.path)
    assert "Bevestigen dat de termijn voorbij is Klaar om te doen" in page
    asked = await desk.officer.sees(f"{desk.path}/vervallen")
    assert "kan er geen geldboete meer volgen" in asked
    assert await desk.state() == GasState.GEREGISTREERD
    await desk.officer.does(f"{desk.path}/vervallen")
    assert await desk.state() == GasState.VERVALLEN


async def test_a_hearing_is_planned_in_a_free_moment_and_its_report_makes_the_case_ready(
    desk: Desk,
) -> None:
    await desk.worker.does(f"{desk.path}/bekijken", bedrag="150")
    await desk.start_letter(desk.city.today)
    past = {"moment": "2025-01-01T10:00", "plaats": "Loket 3"}
    assert "nog moet komen" in await desk.officer.is_told("/hoorzittingen", **past)
    moment = desk.city.now + timedelta(days=8)
    place = f"Lokaal {uuid4().hex[:4]}"
    slot = {"moment": f"{moment:%Y-%m-%dT10:00}", "plaats": place}
    await desk.officer.does("/hoorzittingen", **slot)
    assert place in await desk.worker.sees("/hoorzittingen")
    form = await desk.worker.get(f"{desk.path}/hoorzitting")
    (slot_id,) = re.findall(
        rf'value="([0-9a-f-]{{36}})"[^>]*>\s*<label[^>]*>[^<]*{place}', form.text
    )
    await desk.worker.does(f"{desk.path}/hoorzitting", moment=slot_id, tolk="Roemeens")
    assert await desk.state() == GasState.HOORZITTING_GEPLAND
    assert place not in await desk.worker.sees("/hoorzittingen"), "it is taken"
    desk.city.later(days=9)
    await desk.worker.does(f"{desk.path}/hoorzitting-verslag", verslag="De persoon legde uit.")
    assert await desk.state() == GasState.KLAAR_VOOR_BESLISSING


async def test_an_appeal_and_its_judgment_are_recorded_by_a_lawyer(
    app: FastAPI, city: City
) -> None:
    desk = await opened(app, city)
    await ready(desk)
    await desk.officer.does(f"{desk.path}/beslissen", **FINE, zeker="ja")
    async with app.state.database.begin(city.now) as tx:
        by = By("systeem", "brieven")
        await notified.decision_notified(tx, desk.case_id, city.today, by)
    city.later(days=2)
    lawyer = await signed_in(app, city, Function.JURIST_BH, f"jurist-{uuid4().hex[:8]}")
    assert (await desk.officer.post(f"{desk.path}/beroep")).status_code == 403
    await lawyer.does(f"{desk.path}/beroep", rolnummer="26/A/0001")
    assert await desk.state() == GasState.BEROEP_INGESTELD
    asked = await lawyer.post(f"{desk.path}/vonnis", {"vonnis": "herzien", "bedrag": "80"})
    assert "€ 80" in asked.text and await desk.state() == GasState.BEROEP_INGESTELD
    without = await lawyer.is_told(f"{desk.path}/vonnis", vonnis="herzien", zeker="ja")
    assert "Geef het bedrag" in without
    await lawyer.does(f"{desk.path}/vonnis", vonnis="herzien", bedrag="80", zeker="ja")
    assert await desk.state() in (GasState.HERZIEN, GasState.DEFINITIEF, GasState.TE_BETALEN)


async def test_the_page_says_where_a_case_stands_and_what_a_fine_may_be(desk: Desk) -> None:
    await ready(desk)
    page = await desk.worker.sees(desk.path)
    assert "Beoogde geldboete € 150" in page
    assert re.search(r"Hoogste geldboete voor deze feiten € \d+", page)
    assert "Verweer kan tot en met" in page
    assert "Voorbeeld" not in page
    form = await desk.officer.sees(f"{desk.path}/beslissen")
    assert "Hoogste geldboete voor deze feiten:" in form


async def test_the_file_for_a_court_leaves_from_the_page_and_is_logged(
    desk: Desk, rows: Any
) -> None:
    path = f"{desk.path}/rechtbank.zip"
    assert (await desk.worker.get(path)).status_code == 409, "there is no piece yet"
    async with desk.app.state.database.begin(desk.city.now) as tx:
        by = By("systeem", "brieven")
        documents.add(tx, desk.case_id, DocumentKind.VERWEER, b"\x89PNG", by, "image/png")
    file = await desk.worker.get(path)
    assert file.headers["content-type"] == "application/zip"
    assert any(name.endswith("verweer.png") for name in ZipFile(BytesIO(file.content)).namelist())
    looks = await rows.fetch(
        "SELECT action, purpose FROM access_log WHERE subject_id = $1", str(desk.case_id)
    )
    assert ("disclose", "beroep") in {(row["action"], row["purpose"]) for row in looks}


async def test_a_reason_of_the_law_is_said_in_the_language_of_the_reader(desk: Desk) -> None:
    await desk.worker.does(f"{desk.path}/bekijken", bedrag="150")
    await desk.start_letter(desk.city.today)
    told = await desk.worker.is_told(f"{desk.path}/klaar?taal=en")
    assert "The term for a defence still runs." in told
    await desk.worker.get(f"{desk.path}?taal=nl")


@pytest.mark.parametrize(
    ("language", "refused", "missing"),
    [
        ("nl", "Deze stap kan niet zoals het dossier nu staat.", "Dit dossier bestaat niet."),
        ("en", "This step cannot be taken as the case stands now.", "This case does not exist."),
        ("fr", "pas possible dans l'état actuel du dossier.", "Ce dossier n'existe pas."),
    ],
)
async def test_any_refusal_is_said_in_the_language_of_the_reader(
    desk: Desk, language: str, refused: str, missing: str
) -> None:
    assert refused in await desk.worker.is_told(f"{desk.path}/klaar?taal={language}")
    unknown = await desk.worker.get(f"/dossiers/{uuid4()}?taal={language}")
    assert unknown.status_code == 404
    assert missing in words(unknown.text)


async def test_the_mediator_is_chosen_among_colleagues_and_the_hours_on_a_form(
    desk: Desk,
) -> None:
    await desk.officer.get("/dossiers")
    await desk.worker.does(f"{desk.path}/bekijken", bedrag="150")
    await desk.start_letter(desk.city.today)
    told = await desk.worker.is_told(f"{desk.path}/gemeenschapsdienst", uren="31")
    assert "van 1 tot en met 30" in told
    await desk.worker.does(f"{desk.path}/gemeenschapsdienst", uren="20")
    async with desk.app.state.database.begin(desk.city.now) as tx:
        by = By("systeem", "brieven")
        await notified.mediation_offer_notified(tx, desk.case_id, desk.city.today, by)
    page = await desk.worker.get(f"{desk.path}/bemiddeling")
    subjects = re.findall(r'name="bemiddelaar" type="radio" value="([^"]+)"', page.text)
    assert {"extern", desk.officer_subject} <= {*subjects}
    await desk.worker.does(f"{desk.path}/bemiddeling", bemiddelaar=desk.officer_subject)
    before = (await desk.city.sees(WORKER, f"/v1/gas-cases/{desk.case_id}"))["decideBy"]
    await desk.worker.does(f"{desk.path}/bemiddeling-afspraken")
    after = (await desk.city.sees(WORKER, f"/v1/gas-cases/{desk.case_id}"))["decideBy"]
    assert 80 < (date.fromisoformat(after) - date.fromisoformat(before)).days < 100, "15 months"
    assert "Afspraken in de bemiddeling vastleggen" in await desk.worker.sees(desk.path)
    await desk.worker.does(f"{desk.path}/bemiddeling-einde", resultaat="geweigerd")
    await desk.worker.does(f"{desk.path}/niet-betwist")
    await desk.worker.does(f"{desk.path}/nagaan", gevraagd="true")
    await desk.worker.does(f"{desk.path}/vaststeller", vaststeller="extern")
    told = await desk.officer.is_told(
        f"{desk.path}/beslissen", **FINE | {"verweer": "geen_verweer"}, zeker="ja"
    )
    assert "Wie bemiddelde, mag niet beslissen." in told
