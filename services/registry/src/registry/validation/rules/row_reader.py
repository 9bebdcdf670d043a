"""Read the cells of one row by the kinds of their columns; what is wrong becomes a finding."""

import re
from typing import Any

from chassis.messages import LazyMessage, lazy
from registry.minimum_format.rules import codes
from registry.minimum_format.rules.columns import LINKAGE_FORM, MOST_CODES, Column, Kind, TableName
from registry.minimum_format.rules.records import Period
from registry.validation.rules.findings import ErrorKind, Finding
from registry.validation.rules.identifiers import identifier_in, reason_of
from registry.validation.rules.meant_codes import MeantCodes
from registry.validation.rules.spellings import read_month, read_whole_number

MOST_NUMBER = 1_000_000
PSEUDONYM = re.compile(r"[A-Za-z0-9_-]{1,40}")
BETWEEN_CODES = re.compile(r"[,|;\n]")


class RowReader:
    """Reads one table, row by row, and remembers whether the row at hand was wrong."""

    def __init__(self, table: TableName, period: Period, errors: list[Finding]) -> None:
        self._table = table
        self._year = period.year
        self._months = frozenset(period.months)
        self._errors = errors
        self._meant_codes = MeantCodes()
        self._number = 0
        self.wrong = False

    def begin(self, number: int) -> None:
        """The next row; ``number`` is its place in the file."""
        self._number = number
        self.wrong = False

    def read(self, column: Column, text: str) -> Any:
        """The value of a cell; nothing where it is empty or wrong."""
        if text:
            return self._value(column, text)
        if column.required:
            self._wrong(column, ErrorKind.REQUIRED, _missing(self._table, column))
        return None

    def _value(self, column: Column, text: str) -> Any:
        match column.kind:
            case Kind.CODE:
                return self._code(column, text)
            case Kind.CODES:
                return self._codes(column, text)
            case Kind.MONTH:
                return self._month(column, text)
            case Kind.NUMBER:
                return self._number_of(column, text)
            case Kind.PSEUDONYM:
                return self._pseudonym(column, text)
            case Kind.LINKAGE:
                return self._linkage(column, text)

    def _code(self, column: Column, text: str) -> str | None:
        assert column.list is not None
        code = column.list.find(text)
        if code is None:
            written, meant = self._meant_codes.find(column.list, text) or (None, None)
            self._wrong(column, ErrorKind.UNKNOWN_CODE, _unknown(column, text), written, meant)
        return code

    def _codes(self, column: Column, text: str) -> tuple[str, ...] | None:
        assert column.list is not None
        parts = [part for part in BETWEEN_CODES.split(text) if part.strip()]
        found = [column.list.find(part) for part in parts]
        if None in found:
            meant = self._meant_whole(column, parts)
            self._wrong(column, ErrorKind.UNKNOWN_CODE, _unknown(column, text), None, meant)
            return None
        if len(found) > MOST_CODES:
            self._wrong(
                column,
                ErrorKind.TOO_MANY_CODES,
                lazy("Geef hoogstens %(most)s codes.", most=MOST_CODES),
            )
        if len(set(found)) < len(found):
            reason = lazy("Dezelfde code staat hier twee keer.")
            self._wrong(column, ErrorKind.DOUBLE_CODE, reason)
        return tuple(code for code in found if code is not None)

    def _meant_whole(self, column: Column, parts: list[str]) -> str | None:
        """The whole cell as it is meant, when every part of it is known or can be guessed."""
        assert column.list is not None
        whole = []
        for part in parts:
            guess = self._meant_codes.find(column.list, part)
            code = column.list.find(part) or (guess and guess[1])
            if code is None:
                return None
            whole.append(code)
        return "|".join(whole)

    def _month(self, column: Column, text: str) -> str | None:
        reading = read_month(text, self._year)
        if reading is None:
            reason = lazy("Schrijf de maand als JJJJ-MM, zonder dag.")
            self._wrong(column, ErrorKind.MONTH, reason)
        elif reading.month not in self._months:
            reason = lazy("Deze maand valt buiten de periode van de oplevering.")
            self._wrong(column, ErrorKind.OUTSIDE_PERIOD, reason)
        elif reading.has_day:
            reason = lazy("Een dag mag hier niet staan: alleen de maand, als JJJJ-MM.")
            self._wrong(column, ErrorKind.MONTH, reason, None, reading.month)
        elif not reading.is_certain:
            reason = lazy("Schrijf de maand met haar hele jaar, als JJJJ-MM.")
            self._wrong(column, ErrorKind.MONTH, reason, text, reading.month)
        else:
            return reading.month
        return None

    def _number_of(self, column: Column, text: str) -> int | None:
        reading = read_whole_number(text)
        reason = lazy("Geef een geheel getal van 0 tot %(most)s.", most=MOST_NUMBER)
        if reading is None or reading.number > MOST_NUMBER:
            self._wrong(column, ErrorKind.NUMBER, reason)
        elif not reading.is_certain:
            self._wrong(column, ErrorKind.NUMBER, reason, text, str(reading.number))
        else:
            return reading.number
        return None

    def _pseudonym(self, column: Column, text: str) -> str | None:
        identifier = identifier_in(text, is_code=True)
        if identifier is not None:
            self._wrong(column, ErrorKind.IDENTIFIER, reason_of(identifier))
            return None
        if PSEUDONYM.fullmatch(text):
            return text
        reason = lazy("Gebruik hoogstens 40 letters, cijfers of streepjes, zonder spaties.")
        self._wrong(column, ErrorKind.PSEUDONYM, reason)
        return None

    def _linkage(self, column: Column, text: str) -> str | None:
        """What somebody made up by hand (initials, a year of birth) may name a person."""
        if LINKAGE_FORM.fullmatch(text):
            return text
        reason = lazy("Dit is geen koppelcode. Maak ze met de pagina Codes maken.")
        self._wrong(column, ErrorKind.PSEUDONYM, reason)
        return None

    def _wrong(
        self,
        column: Column,
        kind: ErrorKind,
        reason: LazyMessage,
        written: str | None = None,
        meant: str | None = None,
    ) -> None:
        self.wrong = True
        self._errors.append(
            Finding(self._table, self._number, column.name, reason, kind, written, meant)
        )


def _missing(table: TableName, column: Column) -> LazyMessage:
    if table is TableName.CONTACTEN and column.name == "soort":
        return lazy("Een contact zonder soort kan niet. Kies medisch of psychosociaal.")
    return lazy("Dit veld is verplicht.")


def _unknown(column: Column, text: str) -> LazyMessage:
    assert column.list is not None
    if column.list is codes.DOORVERWIJZING and "politie" in text.casefold():
        return lazy(
            "Doorverwijzen naar de politie bestaat niet in dit formaat. Laat dit veld leeg."
        )
    return lazy("Deze code kennen we niet. Kies uit: %(codes)s.", codes=", ".join(column.list))
