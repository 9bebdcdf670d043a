"""The file of a case as a lawyer or a court gets it: whole, in order, and logged."""

import hashlib
import zipfile
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from chassis.db import Database
from chassis.web import Function
from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store import documents
from enforcement.court_files.rules import Piece, inventory

from ..support.city import City
from ..support.procedure import CLERK, OFFICER, WORKER, FineCase
from ..support.receipts import sends

PURPOSE = {"Krachtlijn-Purpose": "beroep"}


def a_pdf() -> bytes:
    writer, buffer = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(buffer)
    return buffer.getvalue()


async def adds(
    city: City, app: FastAPI, case: FineCase, kind: DocumentKind, content: bytes, **more: Any
) -> None:
    database: Database = app.state.database
    async with database.begin(city.now) as tx:
        documents.add(tx, case.case_id, kind, content, CLERK, **more)


async def test_a_file_has_an_inventory_each_piece_and_all_in_one(
    city: City, app: FastAPI, rows: Any
) -> None:
    case = await FineCase.opens(city, app)
    await adds(city, app, case, DocumentKind.PROCES_VERBAAL, a_pdf())
    await case.started()
    city.later(days=1)
    await adds(city, app, case, DocumentKind.VERWEER, b"\x89PNG", media_type="image/png")
    city.later(minutes=1)
    await adds(city, app, case, DocumentKind.ANDER, b"no pdf at all")
    await adds(city, app, case, DocumentKind.BRIEF, a_pdf())  # a draft that never left
    answer = await city.call(WORKER, "GET", f"{case.path}/court-file", **PURPOSE)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(BytesIO(answer.content))
    names = archive.namelist()
    assert [name[:2] for name in names] == ["00", "01", "02", "03", "do"]
    assert names[1].endswith("proces-verbaal-of-bestuurlijk-verslag.pdf")
    assert names[2].endswith("verweer.png")
    whole = PdfReader(BytesIO(archive.read("dossier.pdf")))
    titles = [str(item["/Title"]) for item in whole.outline if not isinstance(item, list)]
    assert titles == ["Inventaris", "1. Proces-verbaal of bestuurlijk verslag"]
    text = "".join(page.extract_text() for page in whole.pages)
    digest = hashlib.sha256(archive.read(names[2])).hexdigest()
    assert digest[:32] in text
    assert "Opstartbrief ter kennis gebracht" in text
    looks = await rows.fetch(
        "SELECT action, purpose FROM access_log WHERE subject_id = $1", str(case.case_id)
    )
    assert [(row["action"], row["purpose"]) for row in looks] == [("disclose", "beroep")]


async def test_a_letter_has_the_words_of_its_kind(city: City, app: FastAPI) -> None:
    case = await (await (await FineCase.opens(city, app)).fined(200)).notified()
    await case.does("fine-withdrawal", OFFICER, motivation="De feiten staan niet vast.")
    await sends(city, str(case.case_id), "intrekking")
    answer = await city.call(WORKER, "GET", f"{case.path}/court-file", **PURPOSE)
    names = zipfile.ZipFile(BytesIO(answer.content)).namelist()
    assert any(name.endswith("de-geldboete-is-ingetrokken.pdf") for name in names), names


async def test_nobody_reads_in_it_that_the_police_asked_to_wait(city: City, app: FastAPI) -> None:
    case = await (await FineCase.opens(city, app)).ready()
    await case.asked_around()
    await adds(city, app, case, DocumentKind.PROCES_VERBAAL, a_pdf())
    answer = await city.call(WORKER, "GET", f"{case.path}/court-file", **PURPOSE)
    archive = zipfile.ZipFile(BytesIO(answer.content))
    pages = PdfReader(BytesIO(archive.read("00-inventaris.pdf"))).pages
    text = " ".join(page.extract_text() for page in pages).lower()
    assert "klaarzetten" in text
    assert "overleg" not in text
    assert "politie" not in text


async def test_a_file_needs_a_purpose_a_piece_and_the_right_function(
    city: City, app: FastAPI
) -> None:
    case = await FineCase.opens(city, app)
    path = f"{case.path}/court-file"
    assert (await city.call(WORKER, "GET", path)).status_code == 403
    assert (await city.call(WORKER, "GET", path, **PURPOSE)).status_code == 409
    await adds(city, app, case, DocumentKind.PROCES_VERBAAL, a_pdf())
    assert (await city.call(OFFICER, "GET", path, **PURPOSE)).status_code == 200
    finance = await city.call(Function.FINANCIEN, "GET", path, **PURPOSE)
    assert finance.status_code == 403


def test_pieces_are_numbered_by_day() -> None:
    today = date(2026, 3, 2)
    pieces = [
        Piece(uuid4(), "Beslissing", today, "application/pdf", "b"),
        Piece(uuid4(), "Proces-verbaal", today - timedelta(days=9), "application/pdf", "a"),
        Piece(uuid4(), "Foto", today, "image/jpeg", "c"),
    ]
    assert [(each.number, each.filename) for each in inventory(pieces)] == [
        (1, "01-2026-02-21-proces-verbaal.pdf"),
        (2, "02-2026-03-02-beslissing.pdf"),
        (3, "03-2026-03-02-foto.jpg"),
    ]


def with_a_script() -> bytes:
    """A page as an earlier release kept it: with an action, data of a program and a comment."""
    writer, buffer = PdfWriter(), BytesIO()
    page = writer.add_blank_page(200, 200)
    act = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('GEVAAR')")}
    action = DictionaryObject({NameObject(key): value for key, value in act.items()})
    page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})
    page[NameObject("/PieceInfo")] = DictionaryObject(
        {NameObject("/X"): TextStringObject("GEVAAR")}
    )
    writer.add_annotation(0, FreeText(text="GEVAAR", rect=(9, 9, 90, 90)))
    writer.add_open_action(JavaScript("app.alert('GEVAAR')"))
    writer.write(buffer)
    return buffer.getvalue()


async def test_what_an_earlier_release_kept_beside_its_pages_goes_to_no_court(
    city: City, app: FastAPI
) -> None:
    case = await FineCase.opens(city, app)
    kept = with_a_script()
    assert b"GEVAAR" in kept and b"/JavaScript" in kept
    await adds(city, app, case, DocumentKind.PROCES_VERBAAL, kept, pages=1)
    answer = await city.call(WORKER, "GET", f"{case.path}/court-file", **PURPOSE)
    archive = zipfile.ZipFile(BytesIO(answer.content))
    for name in archive.namelist():
        content = archive.read(name)
        for told in (b"GEVAAR", b"/JavaScript", b"/AA", b"/Annots", b"/PieceInfo", b"/OpenAction"):
            assert told not in content, (name, told)
    (piece,) = [name for name in archive.namelist() if name.startswith("01")]
    text = PdfReader(BytesIO(archive.read("00-inventaris.pdf"))).pages[0].extract_text()
    assert hashlib.sha256(archive.read(piece)).hexdigest()[:32] in text
