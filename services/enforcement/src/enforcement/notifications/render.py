"""Render a letter: the words of its kind that hold on a day, to a PDF that is archived and read.

The PDF is PDF/A-2a and PDF/UA-1: whoever hears it read aloud meets the same headings and tables.
"""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import typst

from enforcement.notifications.rules import LetterKind

FOLDER = files("enforcement") / "data" / "letters"


@dataclass(frozen=True, slots=True)
class Template:
    """The words of a kind of letter from ``valid_from`` on. ``digest`` is over house style too."""

    kind: LetterKind
    valid_from: date
    source: bytes
    house: bytes

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.valid_from}"

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.house + self.source).hexdigest()


@dataclass(frozen=True, slots=True, repr=False)
class RenderedLetter:
    """A letter as it goes out, and the template that it was made with; prints nothing."""

    pdf: bytes
    template: Template


class NoTemplateError(LookupError):
    """No template of the kind holds on that day yet: the folder of letters is not complete."""


@cache
def templates(kind: LetterKind) -> tuple[Template, ...]:
    """Every dated template of a kind, the oldest first."""
    house = (FOLDER / "house.typ").read_bytes()
    return tuple(
        Template(kind, date.fromisoformat(path.name.removesuffix(".typ")), path.read_bytes(), house)
        for path in sorted((FOLDER / kind).iterdir(), key=lambda path: path.name)
    )


def template_on(kind: LetterKind, on: date) -> Template:
    """The template that holds on a day. Raises :class:`NoTemplateError`."""
    held = [template for template in templates(kind) if template.valid_from <= on]
    if not held:
        raise NoTemplateError(f"no template of {kind} holds on {on}")
    return held[-1]


async def render(kind: LetterKind, on: date, told: Mapping[str, Any]) -> RenderedLetter:
    """The letter of a day; ``told`` is all that its template asks for, as JSON can hold it."""
    template = template_on(kind, on)
    dated = {"year": on.year, "month": on.month, "day": on.day}
    pdf = await asyncio.to_thread(_compile, template, {**told, "dated": dated})
    return RenderedLetter(pdf, template)


def _compile(template: Template, told: Mapping[str, Any]) -> bytes:
    sources: Any = {"main": template.source, "house.typ": template.house}
    compiler = typst.Compiler(
        sources,
        ignore_system_fonts=True,
        sys_inputs={"told": json.dumps(told)},
    )
    pdf = compiler.compile(format="pdf", pdf_standards=["a-2a", "ua-1"])
    assert isinstance(pdf, bytes)
    return pdf
