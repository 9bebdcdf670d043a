"""Somebody who got a letter, on the page of the own case: the code of the letter, and a defence."""

import io
import re
import zipfile
from collections.abc import Iterator

import httpx
import pypdfium2

from simulator.play.http import StrangePageError

PAGE, DEFENCE = "/mijn-dossier", "/mijn-dossier/verweer"
_CODE = re.compile(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}\b")
_REFERENCE = re.compile(r"\+{3}(\d{3})/(\d{4})/(\d{5})\+{3}")
_KEY = re.compile(r'name="sleutel" value="([^"]+)"')
_RECEIVED = "We kregen uw verweer."


def code_on(court_file: bytes) -> str:
    """The code as it stands on the first letter of a case that has one, from its file."""
    for text in _texts(court_file):
        if found := _CODE.search(text):
            return found[0]
    raise StrangePageError("no letter of the case bears a code")


def reference_on(court_file: bytes) -> str:
    """The structured reference by which a decision asks to pay: its twelve digits."""
    for text in _texts(court_file):
        if found := _REFERENCE.search(text):
            return "".join(found.groups())
    raise StrangePageError("no letter of the case says how to pay")


def says(court_file: bytes, words: str) -> bool:
    """Whether a reader of PDF finds these words in a piece, wherever its lines were broken."""
    wanted = "".join(words.split())
    return any(wanted in "".join(text.split()) for text in _texts(court_file))


def _texts(court_file: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(court_file)) as pieces:
        for name in sorted(pieces.namelist()):
            if name.endswith(".pdf"):
                yield _text(pieces.read(name))


def _text(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(page.get_textpage().get_text_range() for page in document)


class OwnCase:
    """A person at home, whose browser runs no scripts."""

    def __init__(self, browser: httpx.AsyncClient) -> None:
        self._browser = browser

    async def enter(self, code: str) -> None:
        answer = await self._browser.post(PAGE, data={"code": code})
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise StrangePageError(f"the code of the letter answered {answer.status_code}")

    async def sees(self, text: str) -> bool:
        return text in (await self._browser.get(PAGE)).text

    async def defend(self, text: str, paper: tuple[str, bytes, str]) -> None:
        """A defence in writing, with a paper beside it: name, content and media type."""
        key = _KEY.search((await self._browser.get(DEFENCE)).text)
        if key is None:
            raise StrangePageError("the page of a defence has no form")
        form = {"verweer": text, "sleutel": key[1]}
        answer = await self._browser.post(DEFENCE, data=form, files={"bestanden": paper})
        if answer.status_code != httpx.codes.SEE_OTHER:
            raise StrangePageError(f"the defence answered {answer.status_code}")
        if _RECEIVED not in (await self._browser.get(answer.headers["Location"])).text:
            raise StrangePageError("nobody is told that the defence came in")
