"""Figures of the care organisations, as their published cells."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class CareCell:
    """``value`` is empty when the cell was too small to publish. A total leaves dimensions out.

    ``rounded_to`` b: a multiple of b, less than b away from the real number.
    """

    measure: str
    dimensions: Mapping[str, str]
    value: int | None
    rounded_to: int | None = None

    @property
    def margin(self) -> int:
        """By so much the value may be off, either way."""
        return (self.rounded_to or 1) - 1


@dataclass(frozen=True, slots=True)
class CareDelivery:
    """The latest revision of one organisation for one period."""

    organisation: str
    revision: int
    threshold: int
    suppressed: int
    cells: tuple[CareCell, ...] = field(default=())

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


class Care:
    """The deliveries for a period, by organisation."""

    def __init__(self, deliveries: Iterable[CareDelivery]) -> None:
        self._by_organisation = {delivery.organisation: delivery for delivery in deliveries}

    def of(self, organisation: str) -> CareDelivery | None:
        return self._by_organisation.get(organisation)

    def preferring(self, other: "Care") -> "Care":
        """The deliveries of ``other``, and from here those that it has not."""
        return Care((self._by_organisation | other._by_organisation).values())

    @property
    def organisations(self) -> list[str]:
        return sorted(self._by_organisation)
