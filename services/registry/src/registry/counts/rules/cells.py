"""Names of measures and dimensions, and the lines and grids that are made of them.

The meaning of each name stands in :mod:`registry.counts.rules.aggregation`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from contracts.codes import CareOrganisation
from registry.minimum_format.rules import codes

CLIENTEN = "clienten"
BEGELEIDINGEN = "begeleidingen"
CONTACTEN = "contacten"
HULPVRAGEN = "hulpvragen"
DOORVERWIJZINGEN = "doorverwijzingen"
ACTIVITEITEN = "activiteiten"
BEREIK = "bereik"
NAGEKOMEN_CONTACTEN = "nagekomen_contacten"
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
CONSULTATIE = "consultatie"
HULPVRAAG = "hulpvraag"
BIJ = "bij"
DOORVERWIJZING = "doorverwijzing"
TYPE = "type"
MAAND = "maand"
PARTNER = "partner"
MET = "met"
SITE = "site"
MAAT = "maat"
TAAL = "taal"

CONSULTATION_PLACES = ("vast", "mobiel")
ELSEWHERE, NO_CONSULTATION = "elders", "geen"
INDIVIDUAL, OTHER_CONTACT = "begeleiding_of_doorverwijzing", "ander_contact"
ALONE = "zonder_partner"

CATEGORIES: Mapping[str, tuple[str, ...]] = {
    BRANCHE: tuple(codes.BRANCHE),
    GENDER: tuple(codes.GENDER),
    LEEFTIJD: tuple(codes.LEEFTIJD),
    NATIONALITEIT: tuple(codes.NATIONALITEIT),
    EERSTE_CONTACT: tuple(codes.EERSTE_CONTACT),
    SOORT: tuple(codes.SOORT),
    AARD: tuple(codes.AARD),
    PLAATS: tuple(codes.PLAATS),
    CONSULTATIE: (*CONSULTATION_PLACES, ELSEWHERE, NO_CONSULTATION),
    HULPVRAAG: tuple(codes.HULPVRAAG),
    BIJ: (INDIVIDUAL, OTHER_CONTACT),
    DOORVERWIJZING: tuple(c for c in codes.DOORVERWIJZING if c != codes.CENTRUM_MENSENHANDEL),
    PARTNER: tuple(codes.PARTNER),
    MET: ("ghapro", "itg", ALONE),
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
    """The cells of two lines crossed; ``shown`` limits the columns that are published.

    ``only`` says of which organisation it is published; empty means of each.
    """

    rows: Line
    columns: Line
    shown: tuple[str, ...] | None = None
    only: str | None = None

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
CONTACTEN_MAAND = _line(CONTACTEN, MAAND)
CONTACTEN_CONSULTATIE = _line(CONTACTEN, CONSULTATIE)
HULPVRAGEN_HULPVRAAG = _line(HULPVRAGEN, HULPVRAAG)

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
    CONTACTEN_MAAND,
    HULPVRAGEN_HULPVRAAG,
    _line(DOORVERWIJZINGEN, DOORVERWIJZING),
    _line(DOORVERWIJZINGEN, BRANCHE),
)
"""Everything that counts persons or what was done for them."""

MOBILE_TEAM: str = CareOrganisation.GHAPRO
"""Its consultations are indicators of their own (IND-1.1-03 and 1.1-04), with month and branch."""

GRIDS = (
    Grid(CLIENTEN_BRANCHE, CLIENTEN_GENDER),
    Grid(CONTACTEN_AARD, CONTACTEN_SOORT),
    Grid(CONTACTEN_BRANCHE, CONTACTEN_SOORT),
    Grid(CONTACTEN_PLAATS, CONTACTEN_SOORT),
    Grid(CONTACTEN_PLAATS, CONTACTEN_AARD, shown=("consultatie",)),
    Grid(CONTACTEN_MAAND, CONTACTEN_SOORT),
    Grid(CONTACTEN_BRANCHE, CONTACTEN_CONSULTATIE, CONSULTATION_PLACES, MOBILE_TEAM),
    Grid(CONTACTEN_MAAND, CONTACTEN_CONSULTATIE, CONSULTATION_PLACES, MOBILE_TEAM),
    Grid(HULPVRAGEN_HULPVRAAG, _line(HULPVRAGEN, BIJ), shown=(INDIVIDUAL,)),
)
SENSITIVE = frozenset({LEEFTIJD, NATIONALITEIT})
"""Where "everybody is the same" tells something about each person. Branch and gender are the
organisation's own target group and known."""


def grids(organisation: str) -> tuple[Grid, ...]:
    """The grids that are published of an organisation."""
    return tuple(grid for grid in GRIDS if grid.only in (None, organisation))


def consultation(nature: str, place: str) -> str:
    """The code of :data:`CONSULTATIE` that goes with the nature and place of a contact."""
    if nature != "consultatie":
        return NO_CONSULTATION
    return place if place in CONSULTATION_PLACES else ELSEWHERE


def months_of(act: str) -> Line:
    """The months of one type of act."""
    return Line(Key.of(ACTIVITEITEN, {TYPE: act}), MAAND)


def partners_of(act: str) -> Line:
    """With whom one type of act was done."""
    return Line(Key.of(ACTIVITEITEN, {TYPE: act}), MET)


def attendance(moment: str) -> Key:
    """Attendance at all moments of a type together."""
    return Key.of(BEREIK, {TYPE: moment})


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
