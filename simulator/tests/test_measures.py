"""Every dimension of a measure is compared, and what is otherwise is told in words."""

from datetime import date
from typing import Any

import pytest

from contracts.branches import Branch
from contracts.codes import DecidingBody, SanctionKind, VisitKind, VisitReason, VisitResult
from simulator.city import City
from simulator.comparison import compare
from simulator.periods import of_year
from simulator.truth_measures import FollowUp, Measures, OrderTaken, SanctionTaken, VisitMade

DAY = date(2026, 1, 9)


def closed(kind: SanctionKind, body: DecidingBody, **more: Any) -> SanctionTaken:
    return SanctionTaken(DAY, kind, body, **more)


TRUTH = Measures(
    sanctions={
        "a": closed(SanctionKind.SCHORSING, DecidingBody.COLLEGE, follow_up=FollowUp.NAGELEEFD),
        "b": closed(SanctionKind.TIJDELIJKE_SLUITING, DecidingBody.BURGEMEESTER),
        "c": closed(SanctionKind.GEEN_SANCTIE, DecidingBody.COLLEGE),
    },
)


def shown(value: int, parts: dict[str, int], **splits: dict[str, int]) -> dict[str, Any]:
    """An answer of reporting, with all that it shows as zero."""
    return {
        "value": value,
        "parts": [{"code": code, "value": count} for code, count in parts.items()],
        "breakdowns": [
            {"dimension": name, "rows": [{"code": c, "value": n} for c, n in rows.items()]}
            for name, rows in splits.items()
        ],
    }


SANCTIONS = shown(
    2,
    {"college": 1, "burgemeester": 1, "extra_waarschuwing": 0, "geen_sanctie": 1},
    kind={"schorsing": 1, "tijdelijke_sluiting": 1},
    kind_college={"schorsing": 1},
    kind_burgemeester={"tijdelijke_sluiting": 1},
)


def test_sanctions_as_they_were_decided_are_right_zeros_or_not() -> None:
    assert compare("sanctions", SANCTIONS, TRUTH.figures(of_year(2026))["IND-2.2-02"]) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": 3}, "sanctions is 3, not 2"),
        (
            {"parts": []},
            "sanctions: the parts are empty, not burgemeester 1, college 1, geen_sanctie 1",
        ),
        (
            {"breakdowns": SANCTIONS["breakdowns"][:2]},
            "sanctions: kind_burgemeester is empty, not tijdelijke_sluiting 1",
        ),
    ],
)
def test_a_part_or_dimension_that_is_otherwise_is_told_in_words(
    change: dict[str, Any], said: str
) -> None:
    assert compare("sanctions", SANCTIONS | change, TRUTH.figures(of_year(2026))["IND-2.2-02"]) == [
        said
    ]


def test_a_sanction_counts_as_a_measure_and_is_followed_until_its_check() -> None:
    figures = TRUTH.figures(of_year(2026))
    assert figures["IND-2-03"].breakdowns["authority"] == {"college": 1, "burgemeester": 1}
    assert figures["IND-2-03"].breakdowns["branch"] == {"raam": 2}
    assert figures["IND-2-03"].breakdowns["zone"] == {"binnen": 2}
    assert figures["IND-2.1-05"].breakdowns["status"] == {"nageleefd": 1, "open": 1}
    assert TRUTH.figures(of_year(2025))["IND-2.2-02"].value == 0


def test_an_order_of_the_mayor_counts_as_a_measure_and_each_renewal_too() -> None:
    def order(renewal: int, follow_up: FollowUp) -> OrderTaken:
        return OrderTaken(
            on=DAY,
            kind="straatverbod",
            content="plaatsverbod",
            basis="ngw_134sexies",
            duration="tot_een_maand",
            branch=Branch.STRAAT,
            in_tolerance_zone=False,
            renewal=renewal,
            follow_up=follow_up,
        )

    truth = Measures(
        orders=[order(0, FollowUp.BEEINDIGD), order(1, FollowUp.NIET_NAGELEEFD)],
    )
    found = truth.figures(of_year(2026))
    assert (found["IND-2.2-03"].value, found["IND-2.2-03"].parts) == (2, {"straatverbod": 2})
    assert found["IND-2.2-03"].breakdowns["renewal"] == {"eerste_bevel": 1, "eerste_verlenging": 1}
    assert found["IND-2-03"].parts == {"orders": 2}
    assert found["IND-2-03"].breakdowns["authority"] == {"burgemeester": 2}
    assert found["IND-2.1-05"].breakdowns["status"] == {"beeindigd": 1, "niet_nageleefd": 1}


def test_a_house_counts_once_in_its_street_however_often_it_was_visited() -> None:
    def visit(house: int, result: VisitResult) -> VisitMade:
        reason = VisitReason.JAARLIJKS
        return VisitMade(DAY, house, "Verversrui", VisitKind.PROACTIEF, reason, result, 4)

    truth = Measures(
        visits=[
            visit(1, VisitResult.TEKORTEN),
            visit(1, VisitResult.IN_ORDE),
            visit(2, VisitResult.IN_ORDE),
        ],
        declared={1: DAY, 2: DAY, 3: DAY, 4: date(2027, 1, 1)},
    )
    found = truth.figures(of_year(2026))["IND-2.3-01"]
    assert (found.value, found.parts) == (2, {"premises": 2, "visits": 3, "rooms": 12, "share": 67})
    assert found.breakdowns["result"] == {"tekorten": 1, "in_orde": 2}
    assert found.breakdowns["street"] == {"Verversrui": 2}
    assert truth.figures(of_year(2026))["IND-2.3-02"].value == 0


def test_the_round_of_a_year_counts_declared_houses_once_and_only_yearly_visits() -> None:
    def visit(house: int, kind: VisitKind, on: date = DAY) -> VisitMade:
        reason = VisitReason.JAARLIJKS if kind is VisitKind.PROACTIEF else VisitReason.MELDING
        return VisitMade(on, house, "Verversrui", kind, reason, VisitResult.IN_ORDE, 1)

    last_year = DAY.replace(year=2025)
    truth = Measures(
        visits=[
            visit(1, VisitKind.PROACTIEF),
            visit(1, VisitKind.PROACTIEF),
            visit(2, VisitKind.REACTIEF),
            visit(3, VisitKind.PROACTIEF, last_year),
        ],
        declared={1: last_year, 2: DAY, 3: last_year},
    )
    assert truth.round_of(2026) == (1, 3)
    assert truth.round_of(2025) == (1, 2)


def test_sanctions_before_the_city_wakes_are_about_houses_that_are_in_order(city: City) -> None:
    plain = {permit.house for permit in city.permits if permit.condition is None}
    houses = [sanction.house for sanction in city.sanctions]
    assert len(set(houses)) == len(houses) == 3
    assert set(houses) <= plain - {city.stage.house, city.refused}
    assert {sanction.body for sanction in city.sanctions} == {None, *DecidingBody}


def test_the_yearly_round_visits_each_house_once_street_by_street(city: City) -> None:
    proactive = [visit for visit in city.yearly_round if visit.proactive]
    houses = [visit.house for visit in proactive]
    assert len(houses) == len(set(houses)) == len(city.houses) - 1
    assert city.refused not in houses
    applied = {permit.house: permit.applied_at for permit in city.permits}
    for visit in city.yearly_round:
        assert applied[visit.house] < visit.at < city.span.starts_at
    routes: dict[Any, set[str]] = {}
    for visit in proactive:
        routes.setdefault(visit.at.date(), set()).add(visit.house.street)
    assert len(routes) == 13
    assert all(len(streets) <= 2 for streets in routes.values())
