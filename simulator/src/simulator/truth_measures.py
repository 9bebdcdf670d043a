"""The truth of the city's measures: fines, by all that the plan asks of them (IND-2.2-01).

Kept beside the services from what they accepted, as :mod:`simulator.truth` keeps moves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from contracts.codes import AppealVerdict, Branch, FineBand, OffenderRole

BANDS = {
    70: FineBand.TOT_70,
    175: FineBand.TOT_175,
    350: FineBand.TOT_350,
}
"""The highest amount in euros of each band but the last."""
COUNTED = (OffenderRole.PROSTITUEE, OffenderRole.PROSTITUANT)
"""The plan counts fines of these two; operators stand beside them."""

Split = Mapping[str, int]


class PaymentStands(StrEnum):
    """Standing of the payment of a fine, in the words of reporting."""

    NIET_DEFINITIEF = "niet_definitief"
    DEELS_BETAALD = "deels_betaald"
    BETAALD = "betaald"
    DWANGINVORDERING = "dwanginvordering"
    NIET_VERSCHULDIGD = "niet_verschuldigd"


class AppealStands(StrEnum):
    """Standing of an appeal, in the words of reporting; a judgment has its own code."""

    GEEN_BEROEP = "geen_beroep"
    BEROEP_LOOPT = "beroep_loopt"
    BEVESTIGD = AppealVerdict.BEVESTIGD
    HERZIEN = AppealVerdict.HERZIEN
    VERNIETIGD = AppealVerdict.VERNIETIGD


@dataclass
class FineImposed:
    """A fine as it was imposed, and what became of it since. ``amount`` in whole euros."""

    on: date
    role: OffenderRole
    branch: Branch
    in_tolerance_zone: bool
    amount: int
    defence: str
    appeal: AppealStands = AppealStands.GEEN_BEROEP
    payment: PaymentStands = PaymentStands.NIET_DEFINITIEF

    @property
    def band(self) -> FineBand:
        return next(
            (band for most, band in BANDS.items() if self.amount <= most), FineBand.BOVEN_350
        )

    @property
    def zone(self) -> str:
        return "binnen" if self.in_tolerance_zone else "buiten"


@dataclass
class Measures:
    """By the id of the case."""

    fines: dict[str, FineImposed] = field(default_factory=dict)

    @property
    def years(self) -> list[int]:
        return sorted({fine.on.year for fine in self.fines.values()})

    def of_fines(self, year: int) -> dict[str, Split]:
        """IND-2.2-01 of a year as it must be shown, by dimension; ``role`` are its parts."""
        imposed = [fine for fine in self.fines.values() if fine.on.year == year]
        counted = [fine for fine in imposed if fine.role in COUNTED]
        return {
            "role": _count(fine.role for fine in imposed),
            "branch": _count(fine.branch for fine in counted),
            "zone": _count(fine.zone for fine in counted),
            "band": _count(fine.band for fine in counted),
            "defence": _count(fine.defence for fine in counted),
            "appeal": _count(fine.appeal for fine in counted),
            "payment": _count(fine.payment for fine in counted),
        }


def _count(codes: Iterable[str]) -> Split:
    return Counter(str(code) for code in codes)
