"""Window premises that have, or had in a period, a declaration of suitability: the denominator of
visits. Premises whose declaration ended before the period are no longer to be visited."""

from datetime import date

from reporting.facts.rules.facts import Fact, Facts

BEGINS = ("suitability-granted", "suitability-renewed", "suitability-reinstated")
ENDS = ("suitability-expired", "suitability-withdrawn", "suitability-relinquished")
PERMITS = frozenset({*BEGINS, *ENDS})


def standing_streets(permits: Facts, first: date, last: date) -> dict[str, str]:
    """The street of each premises with a declaration on some day of the period.

    A declaration that begins on the day on which another ends takes its place.
    """
    ordered = sorted(permits, key=lambda fact: (fact.day, fact.kind in BEGINS))
    streets: dict[str, str] = {}
    ended: dict[str, date] = {}
    for fact in ordered:
        _follow(fact, streets, ended, last)
    return {name: street for name, street in streets.items() if ended.get(name, last) >= first}


def _follow(fact: Fact, streets: dict[str, str], ended: dict[str, date], last: date) -> None:
    premises = str(fact.subject_id)
    if fact.day > last:
        return
    if fact.kind in ENDS:
        if premises in streets:
            ended.setdefault(premises, fact.day)
        return
    ended.pop(premises, None)
    streets.setdefault(premises, "onbekend")
    if street := fact.dims.get("street"):
        streets[premises] = street
