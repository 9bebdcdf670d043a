"""Names of measures and dimensions, and the lines and grids that are made of them.

The meaning of each name stands in :mod:`registry.integration.rules.aggregation`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from registry.deliveries.rules import codes

CLIENTEN = "clienten"
BEGELEIDINGEN = "begeleidingen"
CONTACTEN = "contacten"
DOORVERWIJZINGEN = "doorverwijzingen"
ACTIVITEITEN = "activiteiten"
SAMENWERKINGSCONTACTEN = "samenwerkingscontacten"
WEBSITESTATISTIEK = "websitestatistiek"

BRANCHE = "branche"
GENDER = "gender"
LEEFTIJD = "leeftijd"
NATIONALITEIT = "nationaliteit"
EERSTE_CONTACT = "eerste_contact"
SOORT = "soort"
AARD = "aard"
PLAATS = "plaats"
DOORVERWIJZING = "doorverwijzing"
TYPE = "type"
MAAND = "maand"
PARTNER = "partner"
SITE = "site"
MAAT = "maat"
TAAL = "taal"

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    BRANCHE: tuple(codes.BRANCHE),
    GENDER: tuple(codes.GENDER),
    LEEFTIJD: tuple(codes.LEEFTIJD),
    NATIONALITEIT: tuple(codes.NATIONALITEIT),
    EERSTE_CONTACT: tuple(codes.EERSTE_CONTACT),
    SOORT: tuple(codes.SOORT),
    AARD: tuple(codes.AARD),
    PLAATS: tuple(codes.PLAATS),
    DOORVERWIJZING: tuple(c for c in codes.DOORVERWIJZING if c != codes.CENTRUM_MENSENHANDEL),
    PARTNER: tuple(codes.PARTNER),
}
"""The codes of each dimension that is always shown whole, zeros too."""


@dataclass(frozen=True, slots=True)
class Key:
    """The name of a cell: a measure, and a code for each of its dimensions."""

    measure: str
    dimensions: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, measure: str, dimensions: Mapping[str, str]) -> "Key":
        return cls(measure, tuple(sorted(dimensions.items())))

    def where(self, dimension: str, code: str) -> "Key":
        """The cell of one category inside this one."""
        return Key.of(self.measure, {**dict(self.dimensions), dimension: code})


@dataclass(frozen=True, slots=True)
class Line:
    """One total and its categories, which add up to it."""

    total: Key
    dimension: str

    def key(self, category: str) -> Key:
        return self.total.where(self.dimension, category)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of two lines crossed; ``shown`` limits the columns that are published."""

    rows: Line
    columns: Line
    shown: tuple[str, ...] | None = None

    def key(self, row: str, column: str) -> Key:
        return self.rows.key(row).where(self.columns.dimension, column)


def _line(measure: str, dimension: str) -> Line:
    return Line(Key(measure), dimension)


CLIENTEN_BRANCHE = _line(CLIENTEN, BRANCHE)
CLIENTEN_GENDER = _line(CLIENTEN, GENDER)
CONTACTEN_BRANCHE = _line(CONTACTEN, BRANCHE)
CONTACTEN_SOORT = _line(CONTACTEN, SOORT)
CONTACTEN_AARD = _line(CONTACTEN, AARD)
CONTACTEN_PLAATS = _line(CONTACTEN, PLAATS)

LINES = (
    CLIENTEN_BRANCHE,
    CLIENTEN_GENDER,
    _line(CLIENTEN, LEEFTIJD),
    _line(CLIENTEN, NATIONALITEIT),
    _line(CLIENTEN, EERSTE_CONTACT),
    _line(BEGELEIDINGEN, BRANCHE),
    CONTACTEN_BRANCHE,
    CONTACTEN_SOORT,
    CONTACTEN_AARD,
    CONTACTEN_PLAATS,
    _line(DOORVERWIJZINGEN, DOORVERWIJZING),
    _line(DOORVERWIJZINGEN, BRANCHE),
)
"""Everything that counts persons or what was done for them."""

GRIDS = (
    Grid(CLIENTEN_BRANCHE, CLIENTEN_GENDER),
    Grid(CONTACTEN_AARD, CONTACTEN_SOORT),
    Grid(CONTACTEN_BRANCHE, CONTACTEN_SOORT),
    Grid(CONTACTEN_PLAATS, CONTACTEN_SOORT),
    Grid(CONTACTEN_PLAATS, CONTACTEN_AARD, shown=("consultatie",)),
)
SENSITIVE = frozenset({LEEFTIJD, NATIONALITEIT})
"""Where "everybody is the same" tells something about each person. Branch and gender are the
organisation's own target group and known."""


def months_of(act: str) -> Line:
    """The months of one type of act."""
    return Line(Key.of(ACTIVITEITEN, {TYPE: act}), MAAND)


def categories(line: Line, months: Iterable[str]) -> tuple[str, ...]:
    """The categories of a line in a period with these months."""
    return tuple(months) if line.dimension == MAAND else CATEGORIES[line.dimension]


def total_name(measure: str, dimensions: Mapping[str, str]) -> str | None:
    """The name of a total that is compared from year to year, as validation names it."""
    if measure in (CLIENTEN, CONTACTEN) and not dimensions:
        return measure
    if measure == SAMENWERKINGSCONTACTEN and not dimensions:
        return codes.SAMENWERKING
    if measure == ACTIVITEITEN and dimensions.keys() == {TYPE}:
        return dimensions[TYPE]
    return None
