"""Documents that people bring into a case: clean, sealed, logged, and taken out with a reason."""

import hashlib
import io
import zipfile
from uuid import UUID

import asyncpg
import httpx
from fastapi import FastAPI
from PIL import Image
from pypdf import PdfReader

from chassis.days import city_day
from chassis.web import Function
from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.letters import WORKER, fine_case
from ..support.papers import paper, photo

PDF, JPEG = "application/pdf", "image/jpeg"
PURPOSE = {"Krachtlijn-Purpose": "beroep"}


async def sends(
    browser: Browser, path: str, *files: tuple[str, bytes, str], kind: str = ""
) -> httpx.Response:
    parts = [("bestanden", file) for file in files]
    return await browser.upload(path, parts, {"soort": kind} if kind else {})


async def added(
    browser: Browser, rows: asyncpg.Connection, case_id: str, kind: str, *files: bytes
) -> str:
    """The path of a document that was brought in."""
    path = f"/dossiers/{case_id}/stukken"
    sent = [("x", file, PDF if file.startswith(b"%PDF") else JPEG) for file in files]
    answer = await sends(browser, path, *sent, kind=kind)
    assert answer.status_code == 303, words(answer.text)
    newest = "SELECT document_id FROM case_document WHERE case_id = $1 ORDER BY added_at DESC"
    return f"{path}/{await rows.fetchval(newest, UUID(case_id))}"


async def test_photos_of_a_report_are_one_clean_document_with_pictures(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    browser = await signed_in(app, city, WORKER)
    first, second = photo(), photo(colour="navy")
    here = await added(browser, rows, case_id, "proces_verbaal", first, second)
    shown = (await browser.get(here)).text
    assert "Kopie van het pv" in shown
    for file in (first, second):
        assert hashlib.sha256(file).hexdigest() in shown
    for number in (1, 2):
        picture = await browser.get(f"{here}/bladen/{number}")
        assert picture.headers["content-type"] == JPEG
        assert Image.open(io.BytesIO(picture.content)).format == "JPEG"
    assert (await browser.get(f"{here}/bladen/3")).status_code == 404
    pdf = await browser.get(f"{here}/stuk.pdf")
    assert len(PdfReader(io.BytesIO(pdf.content)).pages) == 2
    assert b"CAMERA-ONBESTAAND" not in pdf.content
    assert pdf.headers["content-disposition"].startswith("attachment")
    assert pdf.headers["cache-control"] == "no-store"


async def test_nothing_of_a_document_stands_in_clear(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    browser = await signed_in(app, city, WORKER)
    here = await added(browser, rows, case_id, "bewijsstuk", paper(), photo())
    document_id = UUID(here.rpartition("/")[2])
    said = await rows.fetchval("SELECT said FROM case_document WHERE document_id = $1", document_id)
    pictures = await rows.fetch(
        "SELECT said FROM document_picture WHERE document_id = $1", document_id
    )
    assert len(pictures) == 2
    for sealed in (said, *(row["said"] for row in pictures)):
        assert b"%PDF" not in sealed and b"JFIF" not in sealed
        assert b"JVBER" not in sealed and b"/9j/" not in sealed  # the same in Base64


async def test_every_look_at_a_document_is_logged(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    browser = await signed_in(app, city, WORKER, "kijkt-naar-stuk")
    here = await added(browser, rows, case_id, "verweer", paper())
    for path in (here, f"{here}/bladen/1", f"{here}/stuk.pdf"):
        await browser.get(path)
    logged = await rows.fetch(
        "SELECT action FROM access_log WHERE subject_id = $1 AND actor_subject = $2",
        case_id,
        "kijkt-naar-stuk",
    )
    assert [row["action"] for row in logged].count("consult") == 3
    assert [row["action"] for row in logged].count("change") == 1


async def test_what_is_no_paper_is_said_at_its_field_and_nothing_is_kept(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    browser = await signed_in(app, city, WORKER)
    path = f"/dossiers/{case_id}/stukken"
    for files, told in (
        ([], "Kies een bestand"),
        ([("leeg.pdf", b"", PDF)], "Kies een bestand"),
        ([("pv.pdf", b"MZ\x90 no paper", PDF)], "kunnen we niet openen"),
        ([("tekening.svg", b"<svg onload='x()'/>", "image/svg+xml")], "kunnen we niet openen"),
    ):
        answer = await sends(browser, path, *files, kind="verweer")
        assert answer.status_code == 422
        assert told in words(answer.text)
    without_kind = await sends(browser, path, ("pv.pdf", paper(), PDF))
    assert without_kind.status_code == 422
    letter = await sends(browser, path, ("pv.pdf", paper(), PDF), kind="brief")
    assert letter.status_code == 422
    assert "nog geen stukken" in words(letter.text)


async def test_a_better_copy_takes_the_place_of_the_first(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    browser = await signed_in(app, city, WORKER)
    old = await added(browser, rows, case_id, "proces_verbaal", photo())
    city.later(minutes=1)
    answer = await sends(browser, f"{old}/vervangen", ("pv.pdf", paper(2), PDF))
    assert answer.status_code == 303
    new = answer.headers["location"]
    assert "Kopie van het pv" in await browser.sees(new)
    assert "Vervangen door een ander bestand" in await browser.sees(old)
    again = await sends(browser, f"{old}/vervangen", ("pv.pdf", paper(), PDF))
    assert again.status_code == 409
    court = await city.call(WORKER, "GET", f"/v1/gas-cases/{case_id}/court-file", **PURPOSE)
    names = zipfile.ZipFile(io.BytesIO(court.content)).namelist()
    assert len([name for name in names if "proces-verbaal" in name]) == 1


async def test_what_belongs_elsewhere_is_destroyed_and_that_it_was_there_is_known(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    browser = await signed_in(app, city, WORKER)
    here = await added(browser, rows, case_id, "bewijsstuk", photo())
    assert "niet ongedaan" in await browser.sees(f"{here}/intrekken")
    assert "Kies waarom" in await browser.is_told(f"{here}/intrekken")
    assert "Kies waarom" in await browser.is_told(f"{here}/intrekken", reden="vervangen")
    led = await browser.does(f"{here}/intrekken", reden="hoort_hier_niet")
    assert led == f"/dossiers/{case_id}/stukken"
    assert "De inhoud is vernietigd" in await browser.sees(here)
    assert (await browser.get(f"{here}/bladen/1")).status_code == 404
    assert (await browser.get(f"{here}/stuk.pdf")).status_code == 404
    assert "Stuk uit het dossier gehaald" in await browser.sees(f"/dossiers/{case_id}")


async def test_a_document_is_found_in_its_own_case_alone(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    first, second = [await fine_case(city, rows) for _ in range(2)]
    browser = await signed_in(app, city, WORKER)
    here = await added(browser, rows, first, "volmacht", paper())
    elsewhere = here.replace(first, second)
    for path in (elsewhere, f"{elsewhere}/bladen/1", f"{elsewhere}/stuk.pdf"):
        assert (await browser.get(path)).status_code == 404


async def test_the_report_goes_along_with_the_opening_letter_and_the_post_s_proof_with_it(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """The copy of the PV was put in the envelope by hand; now it is printed behind the letter."""
    case_id = await fine_case(city, rows)
    drafts = await signed_in(app, city, WORKER, "maakt-stuk")
    checks = await signed_in(app, city, Function.JURIST_BH, "kijkt-stuk")
    await added(drafts, rows, case_id, "proces_verbaal", photo(), photo())
    await drafts.does("/brieven/te-maken", soort="gas-case:opstartbrief", dossier=[case_id])
    listed = await city.sees(WORKER, f"/v1/letters?caseId={case_id}")
    letter_id = listed["_embedded"]["letters"][0]["letterId"]
    letter = f"/brieven/{letter_id}"
    early = await sends(
        drafts, f"{letter}/bewijs", ("b", paper(), PDF), kind="bewijs_van_verzending"
    )
    assert early.status_code == 409
    await checks.does("/brieven/nakijken", brief=[letter_id])
    alone = PdfReader(io.BytesIO((await drafts.get(f"{letter}/brief.pdf")).content)).pages
    printed = await drafts.get(f"/brieven/alle.pdf?lijst=posten&brief={letter_id}")
    together = PdfReader(io.BytesIO(printed.content)).pages
    assert len(together) >= len(alone) + 2
    await drafts.does("/brieven/posten", brief=[letter_id], gepost=str(city_day(city.now)))
    wrong = await sends(drafts, f"{letter}/bewijs", ("b", paper(), PDF), kind="verweer")
    assert wrong.status_code == 422
    sent = await sends(
        drafts, f"{letter}/bewijs", ("b", photo(), JPEG), kind="bewijs_van_verzending"
    )
    assert sent.headers["location"] == letter
    proof_id = await rows.fetchval(
        "SELECT proof_id FROM letter WHERE letter_id = $1", UUID(letter_id)
    )
    assert f"/stukken/{proof_id}" in (await drafts.get(letter)).text
