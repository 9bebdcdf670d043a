"""Languages of a worker's pages: whether an answer speaks one of them, and no Dutch."""

import re
from collections.abc import Iterator
from html import unescape
from importlib.resources import files
from io import BytesIO

import httpx
from babel.messages.pofile import read_po

LANGUAGES = ("nl", "en", "fr", "ro", "bg", "es")
TITLES = {"nl": "Kalender", "en": "Calendar", "fr": "Calendrier", "ro": "Calendar",
          "bg": "Календар", "es": "Calendario"}  # fmt: skip


def speaks(answer: httpx.Response, code: str) -> None:
    assert f'<html lang="{code}"' in answer.text
    assert f"<title>{TITLES[code]}</title>" in answer.text
    assert answer.headers["content-language"] == code
    shown = unescape(re.sub(r"<[^>]+>", "\n", answer.text))
    for dutch in said_otherwise(code):
        pattern = re.sub(r"%\\\(\w+\\\)s", ".+", re.escape(dutch))
        assert not re.search(rf"^\s*{pattern}\s*$", shown, re.MULTILINE), dutch


def said_otherwise(code: str) -> Iterator[str]:
    """Every Dutch text of these pages that this language says in other words."""
    if code == "nl":
        return
    path = files("pandkalender.worker_portal") / "locale" / f"{code}.po"
    for message in read_po(BytesIO(path.read_bytes())):
        if message.id and message.string != message.id:
            yield str(message.id)
