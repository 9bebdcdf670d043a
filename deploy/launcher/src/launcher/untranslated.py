"""Sentences that stay Dutch on a screen in another language, for tests of a service's pages."""

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

from babel.messages.pofile import read_po

SHORT = 12
"""Shorter texts may be part of another language's words: "Document", "Moment"."""
BLANK = re.compile(r"%\(\w+\)s")
UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.S)
TAG = re.compile(r"<[^>]+>")


@cache
def catalogue(package: str, language: str) -> list[tuple[str, str]]:
    """Each Dutch text and what it is in the other language, of the service and of the house, which
    has fewer languages than pages for people without an account.
    """
    found: list[tuple[str, str]] = []
    for each in (package, "chassis"):
        path = files(each).joinpath("locale", f"{language}.po")
        if not path.is_file():
            continue
        for message in read_po(BytesIO(path.read_bytes())):
            if message.id:
                found += zip(_forms(message.id), _forms(message.string), strict=True)
    return found


def _forms(text: str | Sequence[str] | None) -> Sequence[str]:
    """One text, or one for each number."""
    return [text] if isinstance(text, str) else text or []


@cache
def dutch_pieces(package: str, language: str, allowed: str = "") -> list[str]:
    """Sentences that would betray an untranslated text; of one with blanks, what is between them.

    What also stands in ``allowed`` (a text that stays Dutch on purpose) betrays nothing.
    """
    others = "\n".join((*(text for _, text in catalogue(package, language)), allowed))
    pieces = {
        piece.strip()
        for dutch, other in catalogue(package, language)
        if dutch != other
        for piece in BLANK.split(dutch)
        if len(piece.strip()) > SHORT
    }
    return [piece for piece in pieces if piece not in others]


def texts(page: str) -> Iterator[str]:
    """The texts between the tags of a page, one by one: none of a catalogue goes across."""
    for each in TAG.split(UNSEEN.sub(" ", page)):
        if text := " ".join(html.unescape(each).split()):
            yield text


def left_in_dutch(page: str, package: str, language: str, allowed: str = "") -> list[str]:
    """The pieces of Dutch on a page that a catalogue should have translated."""
    return [
        piece
        for text in texts(page)
        if len(text) > SHORT
        for piece in dutch_in(text, package, language, allowed)
    ]


@cache
def dutch_in(text: str, package: str, language: str, allowed: str = "") -> list[str]:
    """The same of one text. Most stand on every page, and are looked at once."""
    return [piece for piece in dutch_pieces(package, language, allowed) if piece in text]
