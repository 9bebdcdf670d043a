"""Publications of the care organisations: their cells, of a period or linked over a year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from reporting.figures.rules import told as telling
from reporting.figures.rules.told import Provenance

ORGANISATIONS = {"GHAPRO": "Ghapro", "BOYS": "Boysproject", "FREECLINIC": "Free Clinic"}
"""The plan's names, for where no delivery tells another."""


@dataclass(frozen=True, slots=True)
class CareCell:
    """``value`` is empty when the cell was too small to publish. A total leaves dimensions out.

    ``rounded_to`` b: less than b away from the real number. ``first`` is what was told first,
    where the year was told once more.
    """

    measure: str
    dimensions: Mapping[str, str]
    value: int | None
    rounded_to: int | None = None
    first: int | None = None
    counts: str | None = None

    @property
    def margin(self) -> int:
        """By so much the value may be off, either way."""
        return (self.rounded_to or 1) - 1

    @property
    def told(self) -> Provenance | None:
        """As the registry told it; nothing of a hidden one."""
        return telling.of(self.value, self.first)


@dataclass(frozen=True, slots=True)
class CareDelivery:
    """The latest revision of one organisation for one period."""

    organisation: str
    revision: int
    threshold: int
    suppressed: int
    cells: tuple[CareCell, ...] = field(default=())
    name: str = ""
    """The organisation's name in the period, where it was told."""

    def cell(self, measure: str, **dimensions: str) -> CareCell | None:
        """The cell with exactly these dimensions."""
        for cell in self.cells:
            if cell.measure == measure and dict(cell.dimensions) == dimensions:
                return cell
        return None

    def along(self, measure: str, dimension: str, **fixed: str) -> list[CareCell]:
        """The cells that split a measure by one dimension, others as given."""
        wanted = {dimension, *fixed}
        return [
            cell
            for cell in self.cells
            if cell.measure == measure
            and set(cell.dimensions) == wanted
            and all(cell.dimensions[name] == code for name, code in fixed.items())
        ]


def called(delivery: CareDelivery) -> str:
    """The name that the organisation had in the period of its delivery."""
    return delivery.name or ORGANISATIONS[delivery.organisation]


@dataclass(frozen=True, slots=True)
class LinkedCell:
    """Persons, once each over organisations; all three are empty where that may not be told.

    What is real lies from ``at_least`` to ``at_most``.
    """

    measure: str
    dimensions: Mapping[str, str]
    value: int | None
    at_least: int | None
    at_most: int | None

    @property
    def margin(self) -> int:
        """By so much the value may be off, either way."""
        if self.value is None or self.at_least is None or self.at_most is None:
            return 0
        return max(self.value - self.at_least, self.at_most - self.value)


@dataclass(frozen=True, slots=True)
class LinkedError:
    """The error of the linkage, at ``confidence`` percent; the bounds of its cells hold it.

    At least ``agreement`` percent who are coded twice get the same code, at most
    ``false_meetings`` persons were taken for somebody else's, and of at most ``without_code``
    clients nobody knows whether they came elsewhere.
    """

    confidence: int
    agreement: int
    false_meetings: int
    without_code: int


@dataclass(frozen=True, slots=True)
class LinkedCare:
    """City totals of a year without double counting.

    ``is_complete``: nearly every client had a linkage code. Without an ``error`` it was never
    measured.
    """

    organisations: tuple[str, ...]
    is_complete: bool
    cells: tuple[LinkedCell, ...]
    error: LinkedError | None = None

    def along(self, dimension: str | None = None) -> list[LinkedCell]:
        """The total, or the cells of one dimension."""
        wanted = set() if dimension is None else {dimension}
        return [cell for cell in self.cells if set(cell.dimensions) == wanted]


class Care:
    """The deliveries for a period, by organisation; ``linked`` only of a year that was linked."""

    def __init__(
        self, deliveries: Iterable[CareDelivery], linked: LinkedCare | None = None
    ) -> None:
        self._by_organisation = {delivery.organisation: delivery for delivery in deliveries}
        self.linked = linked

    def of(self, organisation: str) -> CareDelivery | None:
        return self._by_organisation.get(organisation)

    def with_linked(self, linked: LinkedCare | None) -> "Care":
        return Care(self._by_organisation.values(), linked)

    def preferring(self, other: "Care") -> "Care":
        """The deliveries of ``other``, and from here those that it has not."""
        return Care((self._by_organisation | other._by_organisation).values())

    def __iter__(self) -> Iterator[CareDelivery]:
        return iter(self._by_organisation.values())

    @property
    def organisations(self) -> list[str]:
        return sorted(self._by_organisation)
