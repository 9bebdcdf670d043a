"""The places where the register may hold the code of a client, and what is said of them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from registry.minimum_format.rules.columns import TableName
from registry.validation.rules.identifiers import OMITTED
from registry.validation.rules.validate import LONGEST_NAME, Sheet

LONGEST_CODE = 100
"""Characters; the format's own codes have 40 at most, those of a wrong upload may have more."""
OF_CLIENTS = (TableName.CLIENTEN, TableName.CONTACTEN)


class Place(StrEnum):
    """A place in which something of one client lies."""

    CLIENTEN = "clienten"
    CONTACTEN = "contacten"
    KOPPELCODES = "koppelcodes"
    UPLOADS = "uploads"
    """An upload with errors that is kept to be put right: it goes whole."""
    TEKSTEN = "teksten"
    """An error that repeats a column's name (of a file without header, its first row), or an answer
    to a question in which somebody wrote the code."""
    JAARTEKSTEN = "jaarteksten"
    """A version of the organisation's own words beside the report of a year."""


Found = dict[int, dict[Place, int]]
"""How much lies in each place, by year of the delivery."""


class CodeNowhereError(FieldRefusedError):
    """Nothing of the organisation has this code: nothing was erased, and nothing noted."""

    def __init__(self, field: str) -> None:
        super().__init__(
            field,
            lazy(
                "Deze code staat in geen enkele oplevering die we van je organisatie bewaren. Er is"
                " niets gewist. Kijk na of je ze juist schreef, met dezelfde hoofdletters."
            ),
            code="code-niet-gevonden",
        )


def together(counts: Iterable[tuple[int, Place, int]]) -> Found:
    """The counts of several places, by year."""
    found: Found = {}
    for year, place, number in counts:
        of_year = found.setdefault(year, {})
        of_year[place] = of_year.get(place, 0) + number
    return found


def is_named(sheets: Mapping[TableName, Sheet], code: str) -> bool:
    """Whether a code stands in a table of clients, in whatever column, or in a header.

    Also beside other words in its cell: in a wrong upload anything may stand anywhere.
    """
    word = _as_word(code)
    cells = (cell for table in OF_CLIENTS for _, row in sheets[table].rows for cell in row if cell)
    names = (name for sheet in sheets.values() for name in sheet.header)
    return any(word.search(text) for text in (*names, *cells))


@dataclass(frozen=True, slots=True, repr=False)
class Texts:
    """Texts of a delivery that repeat something of a file, or were written beside it."""

    errors: list[dict[str, Any]]
    error_groups: list[dict[str, Any]]
    answers: list[str]

    def without(self, code: str) -> "Texts":
        """The same with ``OMITTED`` for the code."""
        answers = [without_code(answer, code) for answer in self.answers]
        return Texts(_unnamed(self.errors, code), _unnamed(self.error_groups, code), answers)


def without_code(text: str, code: str) -> str:
    """What people wrote, with ``OMITTED`` for the code. Digits alone are taken for the number that
    they are, and letters alone for the word."""
    has_both = any(each.isdigit() for each in code) and not code.isdigit()
    return _as_word(code).sub(OMITTED, text) if has_both else text


def _unnamed(errors: Iterable[Mapping[str, Any]], code: str) -> list[dict[str, Any]]:
    return [
        {**error, "column": OMITTED} if error.get("column") == code[:LONGEST_NAME] else {**error}
        for error in errors
    ]


def _as_word(code: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9_-]){re.escape(code)}(?![A-Za-z0-9_-])")
