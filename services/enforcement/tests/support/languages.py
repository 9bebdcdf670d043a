"""Sentences of screens that no catalogue translated."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO

import httpx
import pytest
from babel.messages.pofile import read_po

from .browser import words

SHORT = 12
"""Shorter texts may be part of another language's words."""


LANGUAGES = pytest.mark.parametrize("language", ["en", pytest.param("fr", marks=pytest.mark.long)])
"""Texts that no catalogue can translate: they stay Dutch in every language."""


BLANK = re.compile(r"%\(\w+\)s")


@cache
def dutch_pieces(language: str) -> list[str]:
    """What would betray an untranslated text; of a text with blanks, what is between them."""
    catalogue: list[tuple[str, str]] = []
    for package in ("enforcement", "chassis"):
        path = files(package).joinpath("locale", f"{language}.po")
        for message in read_po(BytesIO(path.read_bytes())):
            if isinstance(message.id, str) and message.id:
                catalogue.append((message.id, str(message.string)))
            elif message.id:
                catalogue += zip(message.id, message.string, strict=True)
    others = "\n".join(other for _, other in catalogue)
    others += files("enforcement").joinpath("data", "legal_terms.toml").read_text()  # not ours
    pieces = {
        piece.strip()
        for dutch, other in catalogue
        if dutch != other
        for piece in BLANK.split(dutch)
        if len(piece.strip()) > SHORT
    }
    return [piece for piece in pieces if piece not in others]


def in_dutch(page: str, language: str) -> list[str]:
    shown = words(page)
    return [piece for piece in dutch_pieces(language) if piece in shown]


def assert_no_dutch(found: Mapping[str, httpx.Response], language: str) -> None:
    left = {path: in_dutch(answer.text, language) for path, answer in found.items()}
    assert {path: pieces for path, pieces in left.items() if pieces} == {}
    assert {answer.status_code for answer in found.values()} == {200}


def with_language(path: str, language: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}taal={language}"
