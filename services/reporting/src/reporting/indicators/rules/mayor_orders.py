"""Orders of the mayor: about places (NGW 133 to 135) and street bans, and what became of each.

Every order counts, a renewal too, on the day that it was signed: one that lapsed afterwards was
still taken. A measure about a place and a ban of a person are told in events of their own; here
they become alike.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from chassis.days import city_day
from reporting.facts.rules.facts import Fact, Facts
from reporting.figures.rules.outcomes import Outcome, Part, figure, split
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.fines import by_zone
from reporting.indicators.rules.inspections import counted

PLACE, BAN = "mayor-measure", "street-ban"
ORDERED = {PLACE: "mayor-measure-ordered", BAN: "street-ban-ordered"}
OF_BAN: dict[str, Any] = {
    "kind": "straatverbod",
    "content": "plaatsverbod",
    "basis": "ngw_134sexies",
    "deciding_body": "burgemeester",
}
"""A ban has one basis and one body, so its event does not say them."""
KINDS = (
    ("openbare_orde", "openbare orde"),
    ("straatverbod", "straatverboden"),
    ("sluiting_mensenhandel", "sluitingen wegens mensenhandel"),
)
BANDS = ((7, "tot_een_week"), (31, "tot_een_maand"), (92, "tot_drie_maanden"))
"""The most days of each band; a month and three months are those of the calendar."""
LONGER, UNTIL_LIFTED = "langer_dan_drie_maanden", "tot_opheffing"
WITHOUT_EFFECT = frozenset({"vervallen", "vernietigd"})
STATES = ("open", "in_uitvoering", "nageleefd", "niet_nageleefd", "beeindigd", "zonder_gevolg")


def orders(evidence: Evidence) -> Facts:
    """Each order of the period as a fact of its own, with kind, basis, body and band."""
    return Facts(_order(fact) for fact in evidence.facts.of(*ORDERED.values()))


def mayor_orders(evidence: Evidence) -> Outcome:
    """IND-2.2-03: orders by kind, legal basis and how long they were to hold."""
    taken = orders(evidence)
    by_kind = counted(taken, "kind")
    return figure(
        taken.count,
        parts=[Part(code, label, "bevelen", by_kind.get(code, 0)) for code, label in KINDS],
        breakdowns=[
            split("kind", "soort", by_kind),
            split("content", "inhoud", counted(taken, "content")),
            split("basis", "wettelijke grond", counted(taken, "basis")),
            split("duration", "duur", counted(taken, "duration")),
            split("renewal", "eerste bevel of verlenging", _renewals(taken)),
            split("branch", "vorm", counted(taken, "branch")),
            by_zone(taken, "plaats"),
        ],
        notes=[
            "Elk bevel telt op de dag van ondertekening, ook een verlenging. "
            "Een bevel dat later verviel, telt mee; bij IND-2.1-05 staat wat ervan kwam."
        ],
    )


def follow_up(evidence: Evidence) -> dict[str, int]:
    """The number of orders of the period in each state of ``STATES``, as of today."""
    history = _History(evidence.followed)
    states = dict.fromkeys(STATES, 0)
    taken = {_id(fact): fact for fact in evidence.facts.of(*ORDERED.values())}
    for fact in taken.values():
        states[history.state(fact)] += 1
    return states


def _order(fact: Fact) -> Fact:
    dims = dict(fact.dims) | (OF_BAN if fact.kind == ORDERED[BAN] else {})
    return replace(fact, subject_id=_id(fact), dims=dims | {"duration": _duration(fact)})


def _id(fact: Fact) -> UUID:
    """An order told twice is one order, and a renewal another one of the same case."""
    return uuid5(fact.subject_id, str(_renewal(fact)))


def _duration(fact: Fact) -> str:
    begins = fact.dims.get("effective_from") or fact.dims.get("begins_at")
    ends = fact.dims.get("effective_to") or fact.dims.get("ends_at")
    if ends is None:
        return UNTIL_LIFTED
    days = (_day(ends) - (_day(begins) if begins else fact.day)).days
    return next((band for most, band in BANDS if days <= most), LONGER)


def _day(moment: str) -> date:
    return city_day(datetime.fromisoformat(moment))


def _renewals(taken: Facts) -> dict[str, int]:
    by_number = counted(taken, "renewal")
    named = {"0": "eerste_bevel", "1": "eerste_verlenging", "2": "tweede_verlenging"}
    return {named.get(code, code): number for code, number in by_number.items()}


class _History:
    """What was told of each case since: ordered, notified, checked, breached, lapsed, ended."""

    def __init__(self, facts: Facts) -> None:
        self._orders: dict[UUID, dict[int, Fact]] = {}
        for fact in facts.of(*ORDERED.values()):
            self._orders.setdefault(fact.subject_id, {})[_renewal(fact)] = fact
        self._notified = {_id(fact) for fact in facts.of(*_kinds("notified", PLACE, BAN))}
        self._lapsed = {_id(fact) for fact in facts.of(*_kinds("lapsed", PLACE))}
        self._ended = {fact.subject_id: fact for fact in facts.of(*_kinds("ended", PLACE, BAN))}
        self._checks = sorted(
            facts.of(*_kinds("execution-recorded", PLACE), *_kinds("breached", BAN)),
            key=lambda fact: fact.day,
        )

    def state(self, order: Fact) -> str:
        """An end without effect is that of the last order: those that it renewed had run."""
        following = self._next(order)
        ended = None if following else self._ended.get(order.subject_id)
        how = None if ended is None else str(ended.dims.get("how"))
        if _id(order) in self._lapsed or how in WITHOUT_EFFECT:
            return "zonder_gevolg"
        checks = [
            fact
            for fact in self._checks
            if fact.subject_id == order.subject_id
            and order.day <= fact.day
            and (following is None or fact.day < following.day)
        ]
        if checks:
            return "nageleefd" if checks[-1].dims.get("complied") is True else "niet_nageleefd"
        if following or ended:
            return "beeindigd"
        return "in_uitvoering" if _id(order) in self._notified else "open"

    def _next(self, order: Fact) -> Fact | None:
        """The order that renewed it."""
        return self._orders.get(order.subject_id, {}).get(_renewal(order) + 1)


def _renewal(fact: Fact) -> int:
    return int(fact.dims.get("renewal") or 0)


def _kinds(said: str, *of: str) -> Iterable[str]:
    return (f"{each}-{said}" for each in of)
