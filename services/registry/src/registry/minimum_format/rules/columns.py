"""The minimum format (handbook §6.4): three tables and their columns.

Nothing else may be delivered. Column names are the headers of the file.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from registry.minimum_format.rules import codes
from registry.minimum_format.rules.codes import CodeList, fold


class TableName(StrEnum):
    """The three tables: sheets of the workbook and fields of the upload."""

    CLIENTEN = "clienten"
    CONTACTEN = "contacten"
    ACTIVITEITEN = "activiteiten"


class Kind(StrEnum):
    CODE = "code"
    """One code of the column's list."""
    CODES = "codes"
    """Up to three different codes, with a comma or a vertical bar between them."""
    MONTH = "maand"
    """``JJJJ-MM``: the format holds no exact dates."""
    NUMBER = "getal"
    """A whole number of zero or more."""
    PSEUDONYM = "pseudoniem"
    """A random code: letters, digits, hyphen and underscore, at most 40."""
    LINKAGE = "koppelcode"
    """A code that the page made under the key of the year; nothing else is one."""


MOST_CODES = 3


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind
    required: bool
    explanation: str
    """Dutch, for the template."""
    list: CodeList | None = None


CLIENT_CODE = "client_code"
LINKAGE_CODE = "koppelcode"
LINKAGE_FORM = re.compile(r"k1-[bcdfghjklmnpqrstvwxz]{18}")
"""A linkage code as the page makes it (``static/pseudonyms.js``)."""
ANSWER_COLUMN = "wat is er mis"
"""The column that our answer puts beside a table: it is never read."""

CLIENTEN = (
    Column(CLIENT_CODE, Kind.PSEUDONYM, True, "Eigen willekeurige code, één per cliënt per jaar"),
    Column(LINKAGE_CODE, Kind.LINKAGE, False, "Alleen als het jaar gekoppeld wordt"),
    Column("geboortejaar_klasse", Kind.CODE, True, "Leeftijdsklasse", codes.LEEFTIJD),
    Column("gender", Kind.CODE, True, "Gender", codes.GENDER),
    Column("nationaliteitsgroep", Kind.CODE, True, "Grove groep", codes.NATIONALITEIT),
    Column("branche_hoofd", Kind.CODE, True, "Belangrijkste branche", codes.BRANCHE),
    Column("eerste_contact", Kind.CODE, True, "Nieuw of al gekend", codes.EERSTE_CONTACT),
)
CONTACTEN = (
    Column(CLIENT_CODE, Kind.PSEUDONYM, False, "Leeg bij een anoniem contact"),
    Column("maand", Kind.MONTH, True, "Maand als JJJJ-MM"),
    Column("soort", Kind.CODE, True, "Soort aanbod", codes.SOORT),
    Column("aard", Kind.CODE, True, "Aard van het contact", codes.AARD),
    Column("plaats", Kind.CODE, True, "Plaats van het contact", codes.PLAATS),
    Column("hulpvraag", Kind.CODES, False, "Hulpvragen, hoogstens 3", codes.HULPVRAAG),
    Column("doorverwijzing_soort", Kind.CODE, False, "Waarheen doorverwezen", codes.DOORVERWIJZING),
    Column("begeleiding_status", Kind.CODE, False, "Stand van de begeleiding", codes.BEGELEIDING),
)
ACTIVITEITEN = (
    Column("maand", Kind.MONTH, True, "Maand als JJJJ-MM"),
    Column("type", Kind.CODE, True, "Type activiteit of telling", codes.TYPE),
    Column("aard", Kind.CODE, False, "Aard, volgens het type", codes.ACTIVITEIT_AARD),
    Column("partner_soort", Kind.CODE, False, "Met welke partner", codes.PARTNER),
    Column("aantal", Kind.NUMBER, True, "Hoeveel"),
    Column("bereik", Kind.NUMBER, False, "Hoeveel aanwezigen, als je dit telt"),
)

COLUMNS: Mapping[TableName, tuple[Column, ...]] = {
    TableName.CLIENTEN: CLIENTEN,
    TableName.CONTACTEN: CONTACTEN,
    TableName.ACTIVITEITEN: ACTIVITEITEN,
}
NO_LONGER_ASKED: Mapping[TableName, tuple[str, ...]] = {
    TableName.CLIENTEN: ("branche_neven", "verblijfssituatie_groep", "verzekerd_rechtenstatuut"),
    TableName.CONTACTEN: ("taalgroep", "tolk"),
    TableName.ACTIVITEITEN: (),
}
"""Columns that no figure needs. Files of before may have them: nobody reads or keeps what they say
(GDPR art. 5.1.c)."""


@dataclass(frozen=True)
class Agreements:
    """Permissions of an organisation beyond the usual, by configuration. All off by default.

    ``linkage`` opens a column; ``minors`` says that the organisation has a protocol for clients
    under 18.
    """

    linkage: bool = False
    minors: bool = False


def columns(table: TableName, agreements: Agreements) -> tuple[Column, ...]:
    """The columns that a delivery of this organisation may have."""
    closed = closed_columns(agreements)
    return tuple(column for column in COLUMNS[table] if column.name not in closed)


def closed_columns(agreements: Agreements) -> Collection[str]:
    """Columns of the format that this organisation may not use."""
    return () if agreements.linkage else (LINKAGE_CODE,)


_BY_PLAIN = {
    column.name.replace("_", ""): column.name for columns in COLUMNS.values() for column in columns
}


def header(text: str) -> str:
    """A header as the format writes it, for what somebody wrote; ``Client-code`` and
    ``clientcode`` are the same."""
    folded = fold(text)
    return _BY_PLAIN.get(folded.replace("_", ""), folded)
