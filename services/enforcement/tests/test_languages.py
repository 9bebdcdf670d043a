"""Every screen of the city in English and in French: no sentence of it is left in Dutch."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from enforcement.application_register.rules import ApplicationList
from enforcement.functions import CASE_WORKERS
from enforcement.gas.desk import FINES
from enforcement.integrity_investigations.desk import INVESTIGATIONS
from enforcement.mayor_measures.desk import MEASURES
from enforcement.sanctions.desk import SANCTIONS
from enforcement.street_bans.desk import STREET_BANS
from enforcement.suitability.desk import DECLARATIONS

from .support.advices import adviser, asked
from .support.applications import one_application, unplaced
from .support.browser import Browser, signed_in
from .support.camt import camt, entry
from .support.city import City
from .support.fines import FINANCE, final_fine
from .support.integrity import Investigation, ordinance
from .support.languages import LANGUAGES, assert_no_dutch, with_language
from .support.letters import fine_case
from .support.measures import PUBLIC_ORDER, TRAFFICKING, Measure
from .support.papers import paper
from .support.procedure import FineCase
from .support.reports import at, reported
from .support.sanctions import decided
from .support.street_bans import Ban


@LANGUAGES
async def test_no_page_of_a_case_leaves_a_sentence_in_dutch(
    app: FastAPI, city: City, language: str
) -> None:
    worker = await signed_in(app, city, Function.DOSSIERBEHANDELAAR_BH, f"taal-{uuid4().hex[:6]}")
    finding_id = await city.transfers(on_hold=True)
    listed = await city.sees(
        Function.DOSSIERBEHANDELAAR_BH, f"/v1/gas-cases?findingId={finding_id}"
    )
    case = f"/dossiers/{listed['_embedded']['gasCases'][0]['caseId']}"
    team = await worker.get("/team")
    (colleague, *_) = re.findall(r'href="(/team/[^"]+)"', team.text)
    await worker.does(colleague, van=str(city.today))
    await worker.get("/team")  # takes what was told in Dutch
    pages = [
        *(f"/dossiers?lijst={which}" for which in ("mijn", "vrij", "team")),
        "/vandaag",
        "/nieuw",
        "/hoorzittingen",
        "/rechtbank",
        "/werklijst",
        "/werklijst?lijst=mijn",
        *await _searched(worker, city, finding_id),
        case,
        f"{case}/personen",
        f"{case}/personen?doel=procedure",
        f"{case}/vrijgeven",
        f"{case}/voegen",
        *(f"{case}/{path}" for path, by in FINES.pages.values() if by & CASE_WORKERS),
        "/team",
        colleague,
    ]
    found = {path: await worker.get(with_language(path, language)) for path in pages}
    officer = await signed_in(app, city, Function.SANCTIONEREND_AMBTENAAR, "taal-ambtenaar")
    for act in FINES.acts:
        path = f"{case}/{act.declared.page}"
        found.setdefault(path, await officer.get(with_language(path, language)))
    await worker.does(f"{colleague}/terug")
    assert_no_dutch(found, language)


async def _searched(worker: Browser, city: City, finding_id: UUID) -> list[str]:
    """The pages of a search: empty, with what was found, without, of a person and of a place."""
    filed = await city.files()
    return [
        "/zoeken",
        await worker.does("/zoeken", zoek=filed["number"]),
        await worker.does("/zoeken", zoek="GAS/2019/999999"),
        await worker.does("/zoeken/personen", naam="ilinca", doel="procedure"),
        await worker.does("/zoeken/personen", naam=f"q{'x' * 9}", doel="procedure"),
        f"/zoeken/personen/{finding_id}",
        f"/zoeken/personen/{finding_id}?doel=beroep",
        f"/zoeken/panden/{filed['premisesId']}",
        "/zoeken/eigenaars/OWN-001",
        await worker.does("/zoeken", zoek="OWN-001"),
    ]


@pytest.mark.night(
    "only looks, for texts that the catalogues hold",
    stays=(
        "::test_no_page_of_a_case_leaves_a_sentence_in_dutch",
        "tests/house/test_texts.py::test_enforcement_says_nothing_in_dutch_alone",
    ),
)
@LANGUAGES
async def test_no_page_of_a_declaration_leaves_a_sentence_in_dutch(
    app: FastAPI, city: City, language: str
) -> None:
    officer = await signed_in(app, city, Function.DIENST_PROSTITUTIEBELEID, "taal-dienst")
    secretary = await signed_in(app, city, Function.COLLEGE_SECRETARIS, "taal-secretaris")
    lawyer = await signed_in(app, city, Function.JURIST_BH, "taal-jurist")
    conditional = {"outcome": "voorwaardelijk_toegekend", "conditions": ["branddeur"]}
    filed = await city.granted(**conditional, conditionsDueOn=str(city.today))
    change = {"kind": "ruimten", "rooms": ["R-01"]}
    await city.does(Function.PROSTITUTIEAMBTENAAR, f"{filed['path']}/changes", change)
    case = f"/geschiktheid/{filed['dossierId']}"
    application_id, document_id = await one_application(city)
    waiting = await unplaced(city, "OWN-001")
    await officer.does("/bezoeken", pand=filed["dossierId"], dag=str(city_day(city.now)))
    (visit,) = set(re.findall(r'href="(/bezoeken/[^"]+)"', (await officer.get(case)).text))
    await officer.get("/bezoeken")  # takes what was told in Dutch
    paths = [
        visit,
        f"{visit}/1",
        *(f"/aanvragen?lijst={which}" for which in ApplicationList),
        f"/aanvragen/{application_id}",
        f"/aanvragen/{application_id}/documenten/{document_id}",
        f"/aanvragen/{waiting}",
        f"/aanvragen/{waiting}/plaatsen",
        "/geschiktheid",
        "/vandaag",
        "/bezoeken",
        case,
        *(f"{case}/{act.declared.page}" for act in DECLARATIONS.acts),
    ]
    found = {}
    for path in paths:
        for reader in (officer, secretary, lawyer):
            answer = await reader.get(with_language(path, language))
            if answer.status_code != 403:
                break
        found[path] = answer
    assert_no_dutch(found, language)


@pytest.mark.night(
    "only looks, for texts that the catalogues hold",
    stays=(
        "::test_no_page_of_a_case_leaves_a_sentence_in_dutch",
        "tests/house/test_texts.py::test_enforcement_says_nothing_in_dutch_alone",
    ),
)
@LANGUAGES
async def test_no_page_of_an_advice_leaves_a_sentence_in_dutch(
    app: FastAPI, city: City, language: str
) -> None:
    dossier = await asked(city, "politie_moraliteit", "brandweer")
    fire, morality = [
        await adviser(app, city, service) for service in ("brandweer", "politie_moraliteit")
    ]
    officer = await signed_in(app, city, Function.PROSTITUTIEAMBTENAAR, "taal-ambtenaar")
    stray = await adviser(app, city, "stad")
    form = with_language(f"/adviezen/{dossier}", language)
    found = {"fire": await fire.get(form), "morality": await morality.get(form)}
    file = ("bestanden", ("verslag.pdf", paper(), "application/pdf"))
    await fire.upload(f"/adviezen/{dossier}", [file], {"uitkomst": "gunstig"})
    shown = await officer.get(f"/geschiktheid/{dossier}")
    (report,) = re.findall(r'href="(/geschiktheid/[^"]+/verslagen/[^"]+)"', shown.text)
    found["report"] = await officer.get(with_language(report, language))
    await fire.get("/adviezen")  # takes what was told in Dutch
    for name, reader in {"own": fire, "all": officer, "none": stray}.items():
        found[name] = await reader.get(with_language("/adviezen", language))
        found[f"{name}, today"] = await reader.get(with_language("/vandaag", language))
    assert_no_dutch(found, language)


@pytest.mark.night(
    "only looks, for texts that the catalogues hold",
    stays=(
        "::test_no_page_of_a_case_leaves_a_sentence_in_dutch",
        "tests/house/test_texts.py::test_enforcement_says_nothing_in_dutch_alone",
    ),
)
@LANGUAGES
async def test_no_page_of_a_sanction_leaves_a_sentence_in_dutch(
    app: FastAPI, city: City, language: str
) -> None:
    case = await decided(city, "schorsing", 1, 20)
    page = f"/dossiers/{case['caseId']}"
    worker = await signed_in(app, city, Function.DOSSIERBEHANDELAAR_BH, f"taal-{uuid4().hex[:6]}")
    secretary = await signed_in(app, city, Function.COLLEGE_SECRETARIS, f"taal-{uuid4().hex[:6]}")
    found = {page: await worker.get(with_language(page, language))}
    for step, functions in SANCTIONS.pages.values():
        path, reader = f"{page}/{step}", worker if functions & CASE_WORKERS else secretary
        found[path] = await reader.get(with_language(path, language))
    assert_no_dutch(found, language)


@pytest.mark.night(
    "only looks, for texts that the catalogues hold",
    stays=(
        "::test_no_page_of_a_case_leaves_a_sentence_in_dutch",
        "tests/house/test_texts.py::test_enforcement_says_nothing_in_dutch_alone",
    ),
)
@LANGUAGES
async def test_no_page_of_an_integrity_investigation_leaves_a_sentence_in_dutch(
    app: FastAPI, city: City, language: str
) -> None:
    with ordinance(app):
        case = await Investigation.of_declaration(app, city)
        await case.works("schorsing", maanden="2", voorwaarden="Xyz.")
        for each in (case.lawyer, case.mayor, case.college):
            await each.get("/integriteit")  # takes what was told in Dutch
        found = {}
        for path in ("/integriteit", case.page, "/integriteit/nieuw"):
            found[path] = await case.mayor.get(with_language(path, language))
        for act in INVESTIGATIONS.acts:
            path = f"{case.page}/{act.declared.page}"
            answers = [
                await who.get(with_language(path, language))
                for who in (case.lawyer, case.mayor, case.college)
            ]
            found[path] = next(each for each in answers if each.status_code == 200)
    with ordinance(app, None):
        found["off"] = await case.mayor.get(with_language("/integriteit", language))
    assert_no_dutch(found, language)


@pytest.mark.night(
    "only looks, for texts that the catalogues hold",
    stays=(
        "::test_no_page_of_a_case_leaves_a_sentence_in_dutch",
        "tests/house/test_texts.py::test_enforcement_says_nothing_in_dutch_alone",
    ),
)
@LANGUAGES
async def test_no_page_of_a_measure_leaves_a_sentence_in_dutch(
    app: FastAPI, city: City, language: str
) -> None:
    case = await (await Measure.starts(app, city, **TRAFFICKING)).notified()
    await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.college_meets(2)
    for each in (case.worker, case.mayor, case.college):
        await each.get("/maatregelen")  # takes what was told in Dutch
    found = {}
    report = await city.case_of(await reported(city, place=at("Elders"), judicial_information=True))
    start = f"/dossiers/{report['caseId']}/maatregel"
    on_report = await case.worker.does(start, soort="openbare_orde", aanleiding="Verstoring.")
    await case.worker.get(on_report)
    for path in (
        "/maatregelen",
        case.page,
        "/maatregelen/nieuw",
        "/collegevergaderingen",
        start,
        on_report,
        f"{on_report}/plaats",
        f"{on_report}/plaats?doel=beroep",
    ):
        found[path] = await case.worker.get(with_language(path, language))
    for page in [said.page for act in MEASURES.acts for said, _form in act.pages()]:
        path = f"{case.page}/{page}"
        answers = [
            await who.get(with_language(path, language))
            for who in (case.worker, case.mayor, case.college)
        ]
        found[path] = next(each for each in answers if each.status_code == 200)
    assert_no_dutch(found, language)


@pytest.mark.night(
    "only looks, for texts that the catalogues hold",
    stays=(
        "::test_no_page_of_a_case_leaves_a_sentence_in_dutch",
        "tests/house/test_texts.py::test_enforcement_says_nothing_in_dutch_alone",
    ),
)
@LANGUAGES
async def test_no_page_of_a_street_ban_leaves_a_sentence_in_dutch(
    app: FastAPI, city: City, language: str
) -> None:
    """What somebody wrote, streets and places stay as they are."""
    ban = await (await Ban.starts(app, city)).works()
    people = (ban.worker, ban.lawyer, ban.mayor, ban.college)
    for each in people:
        await each.get("/straatverboden")  # takes what was told in Dutch
    found = {}
    for path in ("/straatverboden", "/straatverboden/nieuw", ban.page):
        found[path] = await ban.worker.get(with_language(path, language))
    for act in STREET_BANS.acts:
        path = f"{ban.page}/{act.declared.page}"
        answers = [await who.get(with_language(path, language)) for who in people]
        found[path] = next(each for each in answers if each.status_code == 200)
    assert_no_dutch(found, language)


WRITABLE = {
    "opgestart": ("opstartbrief", "bemiddelingsaanbod", "gemeenschapsdienst"),
    "geen_geldboete": ("uitkomst_verweer",),
    "ter_kennis_gebracht": ("beslissing",),
}
"""Letters by a state in which somebody may write them."""
WRITTEN = """
UPDATE gas_case SET state = $2, defended = true, service_hours = 10 WHERE case_id = $1
"""


@LANGUAGES
async def test_no_page_of_a_letter_leaves_a_sentence_in_dutch(
    app: FastAPI, city: City, rows: asyncpg.Connection, language: str
) -> None:
    case_id = await fine_case(city, rows)
    tag = uuid4().hex[:6]
    worker = await signed_in(app, city, Function.DOSSIERBEHANDELAAR_BH, f"taal-{tag}")
    other = await signed_in(app, city, Function.JURIST_BH, f"ander-{tag}")
    waiting = await worker.get(
        with_language("/brieven/te-maken?soort=gas-case:opstartbrief", language)
    )
    found = {"/brieven": waiting}
    await worker.does("/brieven/te-maken", soort="gas-case:opstartbrief", dossier=[case_id])
    listed = await city.sees(Function.JURIST_BH, f"/v1/letters?caseId={case_id}")
    letter_id = listed["_embedded"]["letters"][0]["letterId"]
    base = f"/brieven/dossier/{case_id}"
    for path in ("/brieven?lijst=nakijken", f"/brieven/{letter_id}"):
        await worker.get(path)  # takes what was told in Dutch
        found[path] = await worker.get(with_language(path, language))
        found[f"other {path}"] = await other.get(with_language(path, language))
    await other.does("/brieven/nakijken", brief=[letter_id])
    await other.get("/brieven")
    found["to post"] = await other.get(with_language("/brieven?lijst=posten", language))
    await other.does(
        "/brieven/posten", brief=[letter_id], gepost=str(city_day(city.now)), pv="true"
    )
    await other.get("/brieven")
    for path in ("/brieven?lijst=onderweg", f"/brieven/{letter_id}", base):
        found[f"posted {path}"] = await other.get(with_language(path, language))
    documents = f"/dossiers/{case_id}/stukken"
    await other.upload(documents, [("bestanden", ("x", paper(), "x/x"))], {"soort": "verweer"})
    await other.get(documents)
    (document,) = await rows.fetch(
        "SELECT document_id FROM case_document WHERE pages = 1 AND case_id = $1", UUID(case_id)
    )
    document = f"{documents}/{document['document_id']}"
    for path in (documents, document, f"{document}/intrekken"):
        found[path] = await other.get(with_language(path, language))
    for state, kinds in WRITABLE.items():
        await rows.execute(WRITTEN, UUID(case_id), state)
        for kind in kinds:
            path = f"{base}/nieuw?soort={kind}"
            found[path] = await other.get(with_language(path, language))
    assert_no_dutch(found, language)


@LANGUAGES
async def test_no_page_of_the_law_leaves_a_sentence_in_dutch(
    app: FastAPI, city: City, language: str
) -> None:
    first, second = [
        await signed_in(app, city, Function.JURIST_BH, f"taal-{uuid4().hex[:6]}") for _ in range(2)
    ]
    officer = await signed_in(app, city, Function.SANCTIONEREND_AMBTENAAR, "taal-ambtenaar")
    term = "/wettelijke-termijnen/databank.identity_validation_due_hours"
    form = {
        "vanaf": str(city.today + timedelta(days=30)),
        "waarde": "8",
        "omschrijving": "Identiteit nakijken",
        "grond": "plan",
        "zekerheid": "config",
        "reden": "Beter haalbaar.",
        "sleutel": str(uuid4()),
    }
    proposal = await first.does(f"{term}/voorstel", **form)
    await first.get(term)  # takes what was told in Dutch
    found = {
        path: await reader.get(with_language(path, language))
        for reader, path in (
            (officer, "/register?page=1"),
            (officer, "/register/toegang"),
            (first, "/register"),
            (first, "/termijnen"),
            (first, "/termijnen?lijst=team&binnenkort=true"),
            (first, "/wettelijke-termijnen?op=2024-01-08"),
            (first, "/wettelijke-termijnen?nakijken=true"),
            (first, term),
            (first, f"{term}/voorstel"),
            (second, proposal),
        )
    }
    found["mine"] = await first.get(with_language(proposal, language))
    await first.does(f"{proposal}/intrekken")
    assert_no_dutch(found, language)


@pytest.mark.night(
    "only looks, for texts that the catalogues hold",
    stays=(
        "::test_no_page_of_a_case_leaves_a_sentence_in_dutch",
        "tests/house/test_texts.py::test_enforcement_says_nothing_in_dutch_alone",
    ),
)
@LANGUAGES
async def test_no_page_of_finance_leaves_a_sentence_in_dutch(
    app: FastAPI, city: City, language: str
) -> None:
    finance = await signed_in(app, city, Function.FINANCIEN, f"taal-{uuid4().hex[:6]}")
    path = (await final_fine(city, app, 10_000)).replace("/v1/claims", "/betalingen")
    city.later(days=40)
    await finance.does(f"{path}/betaling", bedrag="120", sleutel=str(uuid4()))
    bookings = (await city.sees(FINANCE, path.replace("/betalingen", "/v1/claims")))["bookings"]
    owed = (await final_fine(city, app, 10_000)).replace("/v1/claims", "/betalingen")
    await finance.does(f"{owed}/afbetaling", delen="2", eerste=str(city.today))
    city.later(days=40)
    file = camt((uuid4().hex, [entry(1_000 + uuid4().int % 999, city.today, "x")]))
    await finance.send("/betalingen/afschriften", {"bestand": ("a.xml", file, "text/xml")})
    lines = (await city.sees(FINANCE, "/v1/statement-lines?pagesize=500"))["_embedded"]["lines"]
    line = f"/betalingen/lijnen/{lines[-1]['lineId']}"
    judged = await (await (await FineCase.opens(city, app)).fined(100)).notified()
    await judged.does("appeal")
    costs = {"costsOwedBy": "persoon", "costsCents": 24_000}
    await judged.does("judgment", verdict="bevestigd", summary="Terecht.", **costs)
    await finance.get("/betalingen")  # takes what was told in Dutch
    pages = [
        "/betalingen",
        path,
        owed,
        f"/betalingen/{judged.case_id}/gerechtskosten",
        f"/betalingen/{judged.case_id}/gerechtskosten/betekening",
        f"{path}/terugbetaling",
        f"{path}/boekingen/{bookings[0]['bookingId']}",
        f"{owed}/stap/payment-reminder",
        f"{owed}/stap/prescription-interrupted",
        f"{owed}/stap/write-off",
        line,
        f"{line}?doel=procedure",
    ]
    found = {path: await finance.get(with_language(path, language)) for path in pages}
    assert_no_dutch(found, language)
