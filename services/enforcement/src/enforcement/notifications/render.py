"""Render a letter: its words that hold on a day, to a PDF that is archived and read.

The PDF is PDF/A-2a and PDF/UA-1: whoever hears it read aloud meets the same headings and tables.
"""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from chassis.messages import lazy
from chassis.refusals import RefusedError
from chassis.typeset import named, typeset

FOLDER = files("enforcement") / "data" / "letters"
SHARED = (
    "house.typ",
    "sanction.typ",
    "suitability.typ",
    "integrity.typ",
    "order.typ",
    "ban.typ",
    "measure.typ",
    "ended.typ",
)
"""Parts that several letters have in common."""


@dataclass(frozen=True, slots=True)
class Template:
    """The words of a letter from ``valid_from`` on. ``digest`` is over the shared parts too."""

    words: str
    valid_from: date
    source: bytes
    shared: Mapping[str, bytes]

    @property
    def name(self) -> str:
        return f"{self.words}/{self.valid_from}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(b"".join(self.shared.values()) + self.source).hexdigest()


@dataclass(frozen=True, slots=True, repr=False)
class RenderedLetter:
    """A letter as it goes out, and the template that it was made with; prints nothing."""

    pdf: bytes
    template: Template


class NoTemplateError(LookupError):
    """No template of these words holds on that day yet: the folder of letters is not complete."""


class UndrawableLetterError(RefusedError):
    """A letter names somebody in characters that no font has: whoever gets it could not read it."""

    def __init__(self, characters: Sequence[str]) -> None:
        super().__init__(
            lazy(
                "Deze brief bevat tekens die we niet kunnen afdrukken: %(characters)s. Schrijf de"
                " naam, het adres of de tekst waarin ze staan op een andere manier.",
                characters=named(characters),
            )
        )


@cache
def templates(words: str) -> tuple[Template, ...]:
    """Every dated template of a folder (``Outline.words``), the oldest first."""
    shared = {name: (FOLDER / name).read_bytes() for name in SHARED}
    return tuple(
        Template(
            words, date.fromisoformat(path.name.removesuffix(".typ")), path.read_bytes(), shared
        )
        for path in sorted((FOLDER / words).iterdir(), key=lambda path: path.name)
    )


def template_on(words: str, on: date) -> Template:
    """The template that holds on a day. Raises :class:`NoTemplateError`."""
    held = [template for template in templates(words) if template.valid_from <= on]
    if not held:
        raise NoTemplateError(f"no template of {words} holds on {on}")
    return held[-1]


async def render(words: str, on: date, told: Mapping[str, Any]) -> RenderedLetter:
    """The letter of a day; ``told`` is all that its template asks for, as JSON can hold it.

    Raises :class:`NoTemplateError`, and :class:`UndrawableLetterError`.
    """
    template = template_on(words, on)
    dated = {"year": on.year, "month": on.month, "day": on.day}
    set_in_type = await asyncio.to_thread(
        typeset, template.source, {**told, "dated": dated}, template.shared
    )
    if set_in_type.undrawable:
        raise UndrawableLetterError(set_in_type.undrawable)
    return RenderedLetter(set_in_type.pdf, template)
