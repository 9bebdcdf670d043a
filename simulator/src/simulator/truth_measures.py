"""The truth of the city's measures: fines, sanctions and visits, by all that the plan asks of them.

Kept beside the services from what they accepted, as :mod:`simulator.truth` keeps moves.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from contracts.branches import Branch
from contracts.codes import (
    AppealVerdict,
    DecidingBody,
    FineBand,
    OffenderRole,
    SanctionKind,
    VisitKind,
    VisitReason,
    VisitResult,
)
from simulator.comparison import Figure, Split
from simulator.periods import Period, of_year

BANDS = {70: FineBand.TOT_70, 175: FineBand.TOT_175, 350: FineBand.TOT_350}
"""The highest amount in euros of each band but the last."""
COUNTED = (OffenderRole.PROSTITUEE, OffenderRole.PROSTITUANT)
"""The plan counts fines of these two; operators stand beside them."""
NO_SANCTION = (SanctionKind.GEEN_SANCTIE, SanctionKind.EXTRA_WAARSCHUWING)
"""Decisions, but no sanctions in the sense of the GAS law."""
UNKNOWN_STREET = "onbekend"
"""Of a house that has no declaration yet by the end of the period."""
VISITED = {VisitKind.PROACTIEF: "IND-2.3-01", VisitKind.REACTIEF: "IND-2.3-02"}

Told = TypeVar("Told", "FineImposed", "SanctionTaken", "OrderTaken", "VisitMade")


class PaymentStands(StrEnum):
    """Standing of the payment of a fine, in the words of reporting."""

    NIET_DEFINITIEF = "niet_definitief"
    DEELS_BETAALD = "deels_betaald"
    BETAALD = "betaald"
    DWANGINVORDERING = "dwanginvordering"
    NIET_VERSCHULDIGD = "niet_verschuldigd"
    INGETROKKEN = "ingetrokken"


class AppealStands(StrEnum):
    """Standing of an appeal, in the words of reporting; a judgment has its own code."""

    GEEN_BEROEP = "geen_beroep"
    BEROEP_LOOPT = "beroep_loopt"
    BEVESTIGD = AppealVerdict.BEVESTIGD
    HERZIEN = AppealVerdict.HERZIEN
    VERNIETIGD = AppealVerdict.VERNIETIGD


class FollowUp(StrEnum):
    """The state of a sanction or order and of its check on the spot, in the words of reporting."""

    OPEN = "open"
    IN_UITVOERING = "in_uitvoering"
    NAGELEEFD = "nageleefd"
    NIET_NAGELEEFD = "niet_nageleefd"
    BEEINDIGD = "beeindigd"
    ZONDER_GEVOLG = "zonder_gevolg"


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
        return zone_of(self.in_tolerance_zone)


@dataclass
class SanctionTaken:
    """Decision of a body about premises, and what was found of it since.

    ``branch`` and ``in_tolerance_zone`` as the police found the first fact.
    """

    on: date
    kind: SanctionKind
    body: DecidingBody
    follow_up: FollowUp = FollowUp.OPEN
    branch: Branch = Branch.RAAM
    in_tolerance_zone: bool = True
    is_annulled: bool = False
    """By the Council of State; it counts on the day of its decision all the same."""

    @property
    def zone(self) -> str:
        return zone_of(self.in_tolerance_zone)


@dataclass
class OrderTaken:
    """Order of the mayor, or the renewal of one, and what became of it since.

    ``kind``, ``content``, ``basis`` and ``duration`` in the words of reporting. The renewal that
    follows it is an order of its own, by which this one has ended.
    """

    on: date
    kind: str
    content: str
    basis: str
    duration: str
    branch: Branch
    in_tolerance_zone: bool
    body: DecidingBody = DecidingBody.BURGEMEESTER
    renewal: int = 0
    follow_up: FollowUp = FollowUp.OPEN

    @property
    def zone(self) -> str:
        return zone_of(self.in_tolerance_zone)

    @property
    def in_its_row(self) -> str:
        return ("eerste_bevel", "eerste_verlenging", "tweede_verlenging")[self.renewal]


@dataclass(frozen=True)
class VisitMade:
    """``house`` is the simulator's own number."""

    on: date
    house: int
    street: str
    kind: VisitKind
    reason: VisitReason
    result: VisitResult
    rooms: int


@dataclass
class Measures:
    """Fines and sanctions by the id of their case; orders one by one, renewals too."""

    fines: dict[str, FineImposed] = field(default_factory=dict)
    sanctions: dict[str, SanctionTaken] = field(default_factory=dict)
    orders: list[OrderTaken] = field(default_factory=list)
    visits: list[VisitMade] = field(default_factory=list)
    declared: dict[int, date] = field(default_factory=dict)
    """The day on which each house was declared fit, by the simulator's own number."""
    ended: set[int] = field(default_factory=set)
    """Houses whose declaration is over: nobody visits them any more."""
    judicial: list[date] = field(default_factory=list)
    """Days of judicial arrests and measures of the police, which tell of whole halves alone."""

    @property
    def years(self) -> list[int]:
        return sorted(
            {fine.on.year for fine in self.fines.values()}
            | {sanction.on.year for sanction in self.sanctions.values()}
            | {order.on.year for order in self.orders}
            | {visit.on.year for visit in self.visits}
        )

    def round_of(self, year: int) -> tuple[int, int]:
        """The houses of a year's round: how many were visited, of how many that were declared.

        The office's list has only those whose declaration still stands.
        """
        declared = {house for house, on in self.declared.items() if on.year <= year} - self.ended
        made = [
            each for each in _of(of_year(year), self.visits) if each.kind is VisitKind.PROACTIEF
        ]
        return len(declared & {visit.house for visit in made}), len(declared)

    def figures(self, period: Period) -> dict[str, Figure]:
        """By indicator, of a period."""
        orders = {"IND-2.2-03": self._orders(period)} if self.orders else {}
        return {
            **orders,
            "IND-2.2-01": self._fines(period),
            "IND-2.2-02": self._sanctions(period),
            "IND-2-03": self._measures(period),
            "IND-2.1-05": self._follow_up(period),
            **{VISITED[kind]: self._visits(period, kind) for kind in VISITED},
        }

    def _fines(self, period: Period) -> Figure:
        imposed = _of(period, self.fines.values())
        counted = [fine for fine in imposed if fine.role in COUNTED]
        return Figure(
            len(counted),
            _count(fine.role for fine in imposed),
            {
                "branch": _count(fine.branch for fine in counted),
                "zone": _count(fine.zone for fine in counted),
                "band": _count(fine.band for fine in counted),
                "defence": _count(fine.defence for fine in counted),
                "appeal": _count(fine.appeal for fine in counted),
                "payment": _count(fine.payment for fine in counted),
            },
        )

    def _sanctions(self, period: Period) -> Figure:
        decided = _of(period, self.sanctions.values())
        imposed = [each for each in decided if each.kind not in NO_SANCTION]
        none = [each for each in decided if each.kind in NO_SANCTION]
        annulled = ["vernietigd" for each in imposed if each.is_annulled]
        by_body = {
            f"kind_{body}": _count(each.kind for each in imposed if each.body is body)
            for body in DecidingBody
        }
        return Figure(
            len(imposed),
            {
                **_count(each.body for each in imposed),
                **_count(each.kind for each in none),
                **_count(annulled),
            },
            {"kind": _count(each.kind for each in imposed), **by_body},
        )

    def _orders(self, period: Period) -> Figure:
        taken = _of(period, self.orders)
        return Figure(
            len(taken),
            _count(order.kind for order in taken),
            {
                "kind": _count(order.kind for order in taken),
                "content": _count(order.content for order in taken),
                "basis": _count(order.basis for order in taken),
                "duration": _count(order.duration for order in taken),
                "renewal": _count(order.in_its_row for order in taken),
                "branch": _count(order.branch for order in taken),
                "zone": _count(order.zone for order in taken),
            },
        )

    def _measures(self, period: Period) -> Figure:
        fined = _of(period, self.fines.values())
        imposed, ordered = self._imposed(period), _of(period, self.orders)
        decided: list[SanctionTaken | OrderTaken] = [*imposed, *ordered]
        fines = {"geldboete": len(fined)} if fined else {}
        officer = {"sanctionerend_ambtenaar": len(fined)} if fined else {}
        measures: list[FineImposed | SanctionTaken | OrderTaken] = [*fined, *decided]
        counts = {"fines": len(fined), "sanctions": len(imposed), "orders": len(ordered)}
        return Figure(
            len(measures),
            _present(counts),
            {
                "kind": {**_count(each.kind for each in decided), **fines},
                "authority": {**_count(each.body for each in decided), **officer},
                "branch": _count(each.branch for each in measures),
                "zone": _count(each.zone for each in measures),
            },
        )

    def _follow_up(self, period: Period) -> Figure:
        imposed, ordered = self._imposed(period), _of(period, self.orders)
        fined = len(_of(period, self.fines.values()))
        followed: list[SanctionTaken | OrderTaken] = [*imposed, *ordered]
        return Figure(
            len(followed),
            _present(
                {
                    "administrative": len(imposed),
                    "fines": fined,
                    "orders": len(ordered),
                    "judicial": 0 if period.is_month else len(_days(period, self.judicial)),
                }
            ),
            {
                "status": _count(each.follow_up for each in followed),
                "kind": _count(each.kind for each in followed),
            },
        )

    def _visits(self, period: Period, kind: VisitKind) -> Figure:
        made = [visit for visit in _of(period, self.visits) if visit.kind is kind]
        known = {house for house, on in self.declared.items() if on <= period.last}
        houses = {
            visit.house: visit.street if visit.house in known else UNKNOWN_STREET for visit in made
        }
        known |= houses.keys()
        parts = {
            "premises": len(houses),
            "visits": len(made),
            "rooms": sum(visit.rooms for visit in made),
            "share": round(100 * len(houses) / len(known)) if known else 0,
        }
        return Figure(
            len(houses),
            _present(parts),
            {
                "reason": _count(code for code, _ in {(v.reason, v.house) for v in made}),
                "result": _count(code for code, _ in {(v.result, v.house) for v in made}),
                "street": _count(houses.values()),
            },
        )

    def _imposed(self, period: Period) -> list[SanctionTaken]:
        decided = _of(period, self.sanctions.values())
        return [each for each in decided if each.kind not in NO_SANCTION]


def zone_of(in_tolerance_zone: bool) -> str:
    """The place of a fact, in the words of reporting."""
    return "binnen" if in_tolerance_zone else "buiten"


def _of(period: Period, told: Iterable[Told]) -> list[Told]:
    return [each for each in told if each.on in period]


def _days(period: Period, days: Iterable[date]) -> list[date]:
    return [day for day in days if day in period]


def _count(codes: Iterable[str]) -> Split:
    return Counter(str(code) for code in codes)


def _present(counts: Mapping[str, int]) -> Split:
    """Without what was never there: an empty part says nothing."""
    return {code: count for code, count in counts.items() if count}
