"""A defence in any script: drawn and kept as it was typed, and what no font has is said."""

import io
import unicodedata
import zipfile
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI
from pypdf import PdfReader
from pypdf.generic import ByteStringObject, ContentStream, TextStringObject

from launcher.page_walk import words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.letters import WORKER, address, fine_case
from ..support.own_case import opening_letters, visitor
from ..support.papers import photo

HOME = "/mijn-dossier"
PATH = f"{HOME}/verweer"
PURPOSE = {"Krachtlijn-Purpose": "beroep"}
SCRIPTS = {
    "thai": "ผมไม่ได้ทำ น้ำ",
    "chinese": "我没有收到这封信。王",
    "arabic": "لم أكن هناك في ذلك اليوم",
    "hindi": "मैंने ऐसा नहीं किया क्षत्रिय",
    "emoji": "Ik was er niet 💋👩‍👩‍👧🇧🇪",
    "romanian": "Șerban nu a fost acolo ó̧",
    "cyrillic": "Аз не бях там",
}


async def inside(app: FastAPI, city: City, code: str) -> Browser:
    browser = visitor(app, city)
    assert await browser.does(HOME, code=code) == HOME
    return browser


async def court_file(city: City, case_id: str) -> zipfile.ZipFile:
    path = f"/v1/gas-cases/{case_id}/court-file"
    answer = await city.call(WORKER, "GET", path, **PURPOSE)
    assert answer.status_code == 200, answer.text
    return zipfile.ZipFile(io.BytesIO(answer.content))


def named(archive: zipfile.ZipFile, end: str) -> bytes:
    (name,) = [each for each in archive.namelist() if each.endswith(end)]
    return archive.read(name)


def letters_of(text: str) -> list[str]:
    """What is read of a text, in no order: who extracts one from the right may turn it round."""
    kept = unicodedata.normalize("NFC", text)
    return sorted(each for each in kept if unicodedata.category(each) not in ("Zs", "Cc", "Cf"))


def boxes_in(pdf: bytes) -> int:
    """Glyphs that stand for a letter without a glyph: number 0 of a font by numbers."""
    boxes = 0
    for page in PdfReader(io.BytesIO(pdf)).pages:
        fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
        by_number = {name for name, font in fonts.items() if font["/Subtype"] == "/Type0"}
        font = ""
        for operands, operator in ContentStream(page.get_contents(), None).operations:
            if operator == b"Tf":
                font = operands[0]
            shown = operands[0] if operator in (b"Tj", b"TJ") else []
            for each in [shown] if isinstance(shown, str | bytes) else shown:
                if font in by_number and isinstance(each, TextStringObject | ByteStringObject):
                    codes = each if isinstance(each, bytes) else each.original_bytes
                    pairs = zip(codes[::2], codes[1::2], strict=True)
                    boxes += sum(pair == (0, 0) for pair in pairs)
    return boxes


async def test_a_defence_in_every_script_is_drawn_and_goes_to_court_as_typed(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = await inside(app, city, sent.code)
    typed = "\n\n".join(SCRIPTS.values()) + "\n  zoals   ik het schreef \n"
    answer = await browser.upload(PATH, [], {"verweer": typed.replace("\n", "\r\n")})
    assert answer.headers["location"] == f"{HOME}?gezegd=verweer", words(answer.text)
    archive = await court_file(city, case_id)
    pdf = named(archive, "verweer.pdf")
    read = PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    for text in SCRIPTS.values():
        missing = [each for each in letters_of(text) if each not in letters_of(read)]
        assert missing == [], text
    assert boxes_in(pdf) == 0
    assert named(archive, "verweer.txt").decode() == typed
    inventory = PdfReader(io.BytesIO(archive.read("00-inventaris.pdf"))).pages[0].extract_text()
    assert "De tekst zoals getypt" in inventory
    own = await browser.get(HOME)
    assert SCRIPTS["chinese"] in own.text
    link = own.text.split(f'href="{PATH}/')[1].split('"')[0]
    assert (await browser.get(f"{PATH}/{link}")).content == pdf
    kept = await rows.fetchval(
        "SELECT t.said FROM typed_text t JOIN case_document d USING (document_id)"
        " WHERE d.case_id = $1",
        UUID(case_id),
    )
    assert SCRIPTS["chinese"].encode() not in kept
    worker = await signed_in(app, city, WORKER)
    assert SCRIPTS["thai"] in (await worker.get(f"/dossiers/{case_id}/stukken/{link}")).text


async def test_a_sign_without_a_letter_is_said_before_sending_and_loses_nothing(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = await inside(app, city, sent.code)
    typed = "Ik was er niet \ue000 en \U00030000 ook niet."
    data = {"verweer": typed}
    files = [("bestanden", ("foto.jpg", photo(), "image/jpeg"))]
    asked = await browser.upload(PATH, files, data)
    assert asked.status_code == 422
    assert "Deze tekens kunnen we niet afdrukken: U+E000, \U00030000 (U+30000)." in words(
        asked.text
    )
    assert "Kies uw bestanden of foto’s opnieuw" in words(asked.text)
    assert typed in asked.text
    assert (await city.sees(WORKER, f"/v1/gas-cases/{case_id}"))["state"] != "verweer_ontvangen"
    answer = await browser.upload(PATH, files, {**data, "toch": "ja"})
    assert answer.headers["location"] == f"{HOME}?gezegd=verweer", words(answer.text)
    archive = await court_file(city, case_id)
    shown = PdfReader(io.BytesIO(named(archive, "verweer.pdf"))).pages[0].extract_text()
    assert "[U+E000]" in shown and "[U+30000]" in shown
    assert "staat hun nummer" in " ".join(shown.split())
    assert named(archive, "verweer.txt").decode() == typed


@pytest.mark.parametrize("typed", ["a\x00b", "niet alleen \ud800"])
async def test_what_no_file_can_hold_is_said_at_the_text(
    app: FastAPI, city: City, rows: asyncpg.Connection, typed: str
) -> None:
    case_id = await fine_case(city, rows)
    (sent,) = await opening_letters(app, city, case_id)
    browser = await inside(app, city, sent.code)
    form: Any = browser._client
    headers = {
        "Accept": "text/html",
        "Sec-Fetch-Site": "same-origin",
        "Content-Type": "multipart/form-data; boundary=x; charset=utf-7",
    }
    body = typed.encode("utf-7") if "\ud800" in typed else typed.encode()
    part = (
        b'--x\r\nContent-Disposition: form-data; name="verweer"\r\n\r\n' + body + b"\r\n--x--\r\n"
    )
    answer = await form.post(PATH, content=part, headers=headers)
    assert answer.status_code == 422, answer.text
    assert "bevat een teken dat we niet kunnen bewaren" in words(answer.text)


async def test_of_two_holders_each_sees_the_own_defence_and_what_is_destroyed_is_gone(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case_id = await fine_case(city, rows, minor=True)
    await address(city, case_id, "ouderlijk_gezag")
    mine, theirs = await opening_letters(app, city, case_id)
    browser = await inside(app, city, mine.code)
    await browser.upload(PATH, [], {"verweer": "Alleen van mij 王"})
    own = await browser.get(HOME)
    assert "Alleen van mij 王" in own.text
    link = own.text.split(f'href="{PATH}/')[1].split('"')[0]
    other = await inside(app, city, theirs.code)
    assert "Alleen van mij" not in (await other.get(HOME)).text
    assert (await other.get(f"{PATH}/{link}")).status_code == 404
    worker = await signed_in(app, city, WORKER)
    await worker.does(f"/dossiers/{case_id}/stukken/{link}/intrekken", reden="hoort_hier_niet")
    assert "Alleen van mij" not in (await browser.get(HOME)).text
    assert (
        await rows.fetchval("SELECT count(*) FROM typed_text WHERE document_id = $1", UUID(link))
        == 0
    )
