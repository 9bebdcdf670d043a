"""An advising service sees the papers that its task needs, says why, and attaches its report."""

from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from enforcement.suitability.rules import AdviceService

from ..support.advices import adviser
from ..support.applications import arrive, document, submitted
from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.papers import paper

OFFICE, COLLEGE = Function.PROSTITUTIEAMBTENAAR, Function.COLLEGE_SECRETARIS
WHY = "De trap naar de tweede verdieping is te smal: 55 % van de vereiste breedte."
SHOWN = {
    "brandweer": {"plan_met_ruimten", "brandattest"},
    "stedenbouw": {"plan_met_ruimten"},
    "hygiene": {"plan_met_ruimten"},
    "politie_moraliteit": {"uittreksel_strafregister"},
    "statuten": {"statuten"},
}
"""Of the papers below, what each task needs (DP-05)."""
SENT = (
    "plan_met_ruimten",
    "brandattest",
    "uittreksel_strafregister",
    "statuten",
    "kopie_identiteitskaart",
)
LOOKS = "SELECT count(*) FROM access_log WHERE subject_id = $1 AND actor_organisation = $2"
FILE = "SELECT count(*) FROM case_document WHERE case_id = $1"


async def asked(city: City, *services: str) -> tuple[UUID, str, dict[str, UUID]]:
    """An application with papers: its id, its dossier, and its papers by their code."""
    application_id = uuid4()
    papers, parts = {}, []
    for code in SENT:
        named, carried = document(application_id, paper())
        papers[code] = named.model_copy(update={"code": code})
        parts += carried
    await arrive(city, *parts, submitted(city, application_id, *papers.values()))
    async with city.sandbox.asking("enforcement") as conn:
        row = "SELECT dossier_id FROM received_application WHERE application_id = $1"
        dossier = str(await conn.fetchval(row, application_id))
    path = f"/v1/suitability-dossiers/{dossier}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": [*services]})
    return application_id, dossier, {code: each.document_id for code, each in papers.items()}


async def gives(browser: Browser, dossier: str, *files: bytes, **form: str) -> tuple[int, str]:
    sent = [("bestanden", (f"{nr}.pdf", each, "application/pdf")) for nr, each in enumerate(files)]
    answer = await browser.upload(f"/adviezen/{dossier}", sent, form)
    return answer.status_code, answer.text


@pytest.mark.parametrize("asked_of", AdviceService)
async def test_a_service_sees_the_papers_of_its_task_and_no_other_and_each_look_is_logged(
    app: FastAPI, city: City, rows: asyncpg.Connection, asked_of: AdviceService
) -> None:
    application_id, dossier, papers = await asked(city, asked_of)
    looking = await adviser(app, city, asked_of)
    form = (await looking.get(f"/adviezen/{dossier}")).text
    before = await rows.fetchval(LOOKS, str(application_id), asked_of.upper())
    for code, document_id in papers.items():
        path = f"/adviezen/{dossier}/stukken/{document_id}"
        shown = code in SHOWN[asked_of]
        assert (path in form) == shown, code
        for part in ("", "/bladen/1", "/stuk.pdf"):
            answer = await looking.get(path + part)
            assert answer.status_code == (200 if shown else 404), (code, part)
    after = await rows.fetchval(LOOKS, str(application_id), asked_of.upper())
    assert after - before == 3 * len(SHOWN[asked_of])


async def test_nobody_sees_papers_of_what_its_service_was_not_asked_or_answered(
    app: FastAPI, city: City
) -> None:
    _, dossier, papers = await asked(city, "brandweer", "statuten")
    plan = f"/adviezen/{dossier}/stukken/{papers['plan_met_ruimten']}"
    assert (await (await adviser(app, city, "stedenbouw")).get(plan)).status_code == 404
    stray = await signed_in(app, city, Function.ADVIESDIENST, "zwerft", "STAD")
    assert (await stray.get(plan)).status_code == 404
    fire = await adviser(app, city, "brandweer")
    assert (await fire.get(plan)).status_code == 200
    await fire.does(f"/adviezen/{dossier}", uitkomst="gunstig")
    assert (await fire.get(plan)).status_code == 404


async def test_reasons_and_a_report_reach_who_decides_and_the_letter_prints_what_is_quoted(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    _, dossier, _ = await asked(city, "brandweer")
    fire = await adviser(app, city, "brandweer")
    await gives(fire, dossier, paper(2), uitkomst="ongunstig", redenen=WHY)
    secretary = await signed_in(app, city, COLLEGE, f"secretaris-{uuid4().hex[:6]}")
    page = (await secretary.get(f"/geschiktheid/{dossier}")).text
    assert WHY in page
    report = await rows.fetchval(
        "SELECT report_id FROM advice WHERE dossier_id = $1", UUID(dossier)
    )
    link = f"/geschiktheid/{dossier}/verslagen/{report}"
    assert link in page
    for part in ("", "/bladen/2", "/stuk.pdf"):
        assert (await secretary.get(link + part)).status_code == 200, part
    looks = await rows.fetchval(LOOKS, dossier, "STAD")
    assert looks == 3
    assert (await fire.get(link)).status_code == 403
    other = f"/geschiktheid/{dossier}/verslagen/{uuid4()}"
    assert (await secretary.get(other)).status_code == 404
    path = f"/v1/suitability-dossiers/{dossier}"
    await city.hears(path)
    form = await secretary.get(f"/geschiktheid/{dossier}/beslissing")
    assert f"Brandweer: {WHY}" in form.text
    said = {
        "besluit": "geweigerd",
        "motivering": "De vluchtweg is niet veilig.",
        "overnemen": "brandweer",
        "antwoord": "De uitleg neemt het gevaar niet weg.",
    }
    checked = await secretary.post(f"/geschiktheid/{dossier}/beslissing", said)
    assert WHY in checked.text
    await secretary.does(f"/geschiktheid/{dossier}/beslissing", **said, zeker="ja")
    assert await rows.fetchval("SELECT quoted FROM advice WHERE dossier_id = $1", UUID(dossier))


@pytest.mark.parametrize("quoted", ["stedenbouw", "hygiene"])
async def test_a_decision_quotes_no_service_that_gave_no_reasons(city: City, quoted: str) -> None:
    _, dossier, _ = await asked(city, "stedenbouw")
    path = f"/v1/suitability-dossiers/{dossier}"
    await city.does(OFFICE, f"{path}/advices", {"service": "stedenbouw", "outcome": "gunstig"})
    await city.hears(path)
    refusal = {
        "outcome": "geweigerd",
        "motivation": "Het pand voldoet niet.",
        "defenceAnswer": "Gelezen.",
        "quoted": [quoted],
    }
    answer = await city.call(COLLEGE, "POST", f"{path}/decision", refusal)
    assert answer.status_code == 422
    assert "gaf geen redenen" in answer.text
    assert (await city.sees(OFFICE, path))["state"] == "klaar_voor_beslissing"


async def test_the_city_reads_reasons_over_the_api_and_an_owner_does_not(city: City) -> None:
    filed = await city.files("OWN-066")
    path = f"/v1/suitability-dossiers/{filed['dossierId']}"
    await city.does(OFFICE, f"{path}/completeness", {"complete": True})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["brandweer"]})
    given = {"service": "brandweer", "outcome": "ongunstig", "reasons": WHY}
    await city.does(OFFICE, f"{path}/advices", given)
    (told,) = (await city.sees(OFFICE, path))["advices"]
    (own,) = (await city.sees(Function.EIGENAAR, path, organisation="OWN-066"))["advices"]
    assert (told["reasons"], own["reasons"]) == (WHY, None)


async def test_an_unfavourable_advice_says_why(app: FastAPI, city: City) -> None:
    _, dossier, _ = await asked(city, "hygiene")
    hygiene = await adviser(app, city, "hygiene")
    status, page = await gives(hygiene, dossier, uitkomst="ongunstig")
    assert status == 422
    assert "Zeg waarom het advies ongunstig is" in page
    status, _ = await gives(hygiene, dossier, uitkomst="ongunstig", redenen="Geen warm water.")
    assert status == 303


async def test_of_morality_the_city_keeps_the_conclusion_alone(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    _, dossier, _ = await asked(city, "politie_moraliteit")
    police = await adviser(app, city, "politie_moraliteit")
    form = (await police.get(f"/adviezen/{dossier}")).text
    assert 'name="redenen"' not in form
    assert 'name="bestanden"' not in form
    kept = await rows.fetchval(FILE, UUID(dossier))
    status, page = await gives(police, dossier, uitkomst="ongunstig", redenen="Omdat.")
    assert status == 422
    assert "alleen het besluit" in page
    status, _ = await gives(police, dossier, paper(), uitkomst="ongunstig")
    assert status == 422
    assert await rows.fetchval(FILE, UUID(dossier)) == kept
    told = {"service": "politie_moraliteit", "outcome": "ongunstig", "reasons": "Omdat."}
    path = f"/v1/suitability-dossiers/{dossier}/advices"
    assert (await city.call(OFFICE, "POST", path, told)).status_code == 422
    status, _ = await gives(police, dossier, uitkomst="ongunstig")
    assert status == 303


async def test_a_file_that_is_no_document_is_refused_and_nothing_is_noted(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    _, dossier, _ = await asked(city, "statuten")
    statutes = await adviser(app, city, "statuten")
    kept = await rows.fetchval(FILE, UUID(dossier))
    status, _ = await gives(statutes, dossier, b"MZ no paper", uitkomst="gunstig")
    assert status == 422
    assert f"/adviezen/{dossier}" in (await statutes.get("/adviezen")).text
    assert await rows.fetchval(FILE, UUID(dossier)) == kept


async def test_an_advice_on_a_change_runs_beside_the_declaration(app: FastAPI, city: City) -> None:
    """The college's decision keeps its advices; the change waits for its own."""
    filed = await city.granted("OWN-063")
    path, dossier = filed["path"], filed["dossierId"]
    asks = {"services": ["stedenbouw", "brandweer"]}
    early = await city.call(OFFICE, "POST", f"{path}/advice-requests", asks)
    assert early.status_code == 409
    assert "geen melding" in early.text
    given = {"service": "brandweer", "outcome": "gunstig"}
    assert (await city.call(OFFICE, "POST", f"{path}/advices", given)).status_code == 409
    await city.does(OFFICE, f"{path}/changes", {"kind": "beheerder"})
    await city.does(OFFICE, f"{path}/advice-requests", asks)
    seen = await city.sees(OFFICE, path)
    assert seen["state"] == "toegekend"
    assert [each["adviceRound"] for each in seen["advices"]] == [0, 1, 1]
    fire = await adviser(app, city, "brandweer")
    assert "een verandering die de eigenaar meldde" in await fire.sees(f"/adviezen/{dossier}")
    await fire.does(f"/adviezen/{dossier}", uitkomst="gunstig")
    assess = {"outcome": "aanvaard", "reason": "Nagegaan.", "manager": "BEH-002"}
    waits = await city.call(OFFICE, "POST", f"{path}/change-assessment", assess)
    assert waits.status_code == 409
    assert "Er ontbreken nog adviezen" in waits.text
    planning = await adviser(app, city, "stedenbouw")
    await planning.does(f"/adviezen/{dossier}", uitkomst="gunstig")
    await city.does(OFFICE, f"{path}/change-assessment", assess)
    seen = await city.sees(OFFICE, path)
    assert (seen["state"], seen["manager"]) == ("toegekend", "BEH-002")
    assert "suitability.advice_days" not in {each["termId"] for each in seen["terms"]}
    assert (await fire.get(f"/adviezen/{dossier}")).status_code == 404


async def test_an_advice_on_a_change_that_does_not_come_holds_nothing_up_for_ever(
    city: City,
) -> None:
    filed = await city.granted("OWN-064")
    path = filed["path"]
    await city.does(OFFICE, f"{path}/changes", {"kind": "beheerder"})
    due = (city.now + timedelta(days=3)).isoformat()
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["hygiene"], "dueAt": due})
    city.later(days=5)
    assess = {"outcome": "aanvaard", "reason": "Nagegaan.", "manager": "BEH-003"}

    async def assessed() -> bool:
        answer = await city.call(OFFICE, "POST", f"{path}/change-assessment", assess)
        return answer.is_success

    await city.clock_moves_on(assessed)


async def test_a_renewal_asks_its_own_advices_whatever_was_asked_on_a_change(city: City) -> None:
    filed = await city.granted("OWN-065", validTo=f"{city.today + timedelta(days=140)}")
    path = filed["path"]
    await city.does(OFFICE, f"{path}/changes", {"kind": "beheerder"})
    await city.does(OFFICE, f"{path}/advice-requests", {"services": ["hygiene"]})
    await city.does(OFFICE, f"{path}/renewal")
    refused = await city.call(
        OFFICE, "POST", f"{path}/advices", {"service": "hygiene", "outcome": "gunstig"}
    )
    assert refused.status_code == 409
    await city.renewed(path)
    grant = {"outcome": "toegekend", "motivation": "In orde."}
    await city.does(COLLEGE, f"{path}/decision", grant)
