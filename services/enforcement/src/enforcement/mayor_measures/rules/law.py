"""The law on an order of the mayor, as it is on the day on which it is signed.

NGW arts. 133 to 135. What changed on 2024-02-17 (law of 15 January 2024, arts. 39-43) is data: the
dated rows of ``legal_terms``. A basis has no rule where no row of the day says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from contracts.codes import MeasureBasis, MeasureKind
from enforcement.meetings.rules import CONFIRMATION_TERM

B = MeasureBasis

BASES: Mapping[MeasureKind, tuple[MeasureBasis, ...]] = {
    MeasureKind.OPENBARE_ORDE: (B.NGW_135, B.NGW_134TER, B.NGW_134QUATER),
    MeasureKind.SLUITING_MENSENHANDEL: (B.NGW_134QUINQUIES,),
}
ARTICLE: Mapping[MeasureBasis, str] = {
    B.NGW_135: "ngw:133+135§2",
    B.NGW_134TER: "ngw:134ter",
    B.NGW_134QUATER: "ngw:134quater",
    B.NGW_134QUINQUIES: "ngw:134quinquies",
}
"""The legal basis as the timeline names it."""

PENALTY_BASIS = "ngw:133ter"

KEPT_YEARS = 5
"""So long letters stay after a case was closed, as what is in the register of sanctions does: the
city's choice, since no text of law gives a term."""
HEARING_BASIS = "principle:hearing"
NOTICE_TERM = "mayor.hearing_notice_days"
TRAFFICKING_CONFIRMATION = "mayor.closure_trafficking_confirmation"
COUNCIL_NOTICE = "mayor.closure_trafficking_council_notice"
PENALTY_TERM = "mayor.dwangsom_prescription_years"
"""Seals and penalty payments of art. 133ter are there since this term is."""

_IN_FORCE = {
    B.NGW_135: "mayor.general_135",
    B.NGW_134TER: "mayor.provisional_134ter",
    B.NGW_134QUATER: "mayor.closure_134quater_max_months",
    B.NGW_134QUINQUIES: "mayor.closure_trafficking_max_months",
}
"""The term that says how long an order may last; without a number, what is needed and no more."""
_RENEWALS = {B.NGW_134QUINQUIES: "mayor.closure_trafficking_renewals"}
RENEWABLE = frozenset(_RENEWALS)
"""Bases that some day of the law renews: an order on another is never renewed."""
_CONFIRMATION = {
    B.NGW_134TER: CONFIRMATION_TERM,
    B.NGW_134QUATER: CONFIRMATION_TERM,
    B.NGW_134QUINQUIES: TRAFFICKING_CONFIRMATION,
}
_HEARD_FIRST = frozenset({B.NGW_134TER, B.NGW_134QUINQUIES})
"""The article itself wants the defence before the order: urgency changes nothing."""


@dataclass(frozen=True, slots=True)
class OrderLaw:
    """Demands of the law on an order, by its basis, on one day.

    ``most_months`` is empty where need and proportion say how long. ``confirmed``: by the college
    at its next meeting, else it lapses. ``council_told``: the municipal council is told of it.
    """

    basis: MeasureBasis
    in_force: bool
    most_months: int | None
    renewals: int
    heard_first: bool
    consulted: bool
    confirmed: bool
    council_told: bool


def order_law(basis: MeasureBasis, held: Mapping[str, int | None]) -> OrderLaw:
    """``held`` are the legal terms of the day with their number, empty for a rule."""
    return OrderLaw(
        basis=basis,
        in_force=_IN_FORCE[basis] in held,
        most_months=held.get(_IN_FORCE[basis]),
        renewals=held.get(_RENEWALS.get(basis, "")) or 0,
        heard_first=basis in _HEARD_FIRST,
        consulted=basis is B.NGW_134QUINQUIES,
        confirmed=_CONFIRMATION.get(basis) in held,
        council_told=basis is B.NGW_134QUINQUIES and COUNCIL_NOTICE in held,
    )
