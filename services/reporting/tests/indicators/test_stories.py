"""Small stories whose figures, parts and splits are reckoned by hand, each whole."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from reporting.facts.rules.facts import Fact, Facts
from reporting.figures.rules.outcomes import Outcome
from reporting.indicators.rules import police_counts
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.evidence import Evidence
from reporting.periods.rules import Period
from reporting.regie.rules.kinds import RegieKind, RegieStatus
from reporting.regie.rules.records import RegieEntry, Register

MARCH, DAY, LATER = Period.parse("2026-03"), date(2026, 3, 16), date(2026, 9, 1)
EVER = dict.fromkeys(("databank", "enforcement", "pandkalender"), date(2020, 1, 1))


def fact(name: str, case: int, branch: str | None = None, /, **dims: Any) -> Fact:
    return Fact(name, UUID(int=case), DAY, branch, dims)


def asked(indicator: str, *facts: Fact, period: Period = MARCH, **known: Any) -> Outcome:
    return answer(indicator, Evidence(period, LATER, EVER, Facts(facts), **known))


def parts(outcome: Outcome) -> dict[str, int | None]:
    return {part.code: part.value for part in outcome.parts}


def splits(outcome: Outcome) -> dict[str, dict[str, int | None]]:
    return {
        each.dimension: {row.code: row.value for row in each.rows} for each in outcome.breakdowns
    }


def test_each_sanction_stands_in_one_state_as_of_today() -> None:
    """Annulled by the Council of State: without effect, also where it was found to be kept."""
    imposed = [
        fact("sanction-decided", case, kind=kind, deciding_body="college")
        for case, kind in enumerate(
            ("schorsing", "schorsing", "intrekking", "schorsing", "tijdelijke_sluiting")
        )
    ]
    followed = [
        *(fact("sanction-notified", case) for case in (0, 1, 2, 3)),
        fact("sanction-execution-recorded", 0, complied=True),
        fact("sanction-execution-recorded", 1, complied=True),
        fact("sanction-execution-recorded", 1, complied=False),
        fact("sanction-execution-recorded", 2, complied=True),
        fact("sanction-appeal-decided", 2, ruling="vernietiging"),
        fact("sanction-appeal-decided", 0, ruling="verwerping"),
    ]
    outcome = asked("IND-2.1-05", *imposed, followed=Facts(followed))
    assert outcome.value == 5
    assert parts(outcome) == {"administrative": 5, "fines": 0, "orders": 0, "judicial": None}
    assert splits(outcome) == {
        "status": {
            "open": 1,
            "in_uitvoering": 1,
            "nageleefd": 1,
            "niet_nageleefd": 1,
            "beeindigd": 0,
            "zonder_gevolg": 1,
        },
        "kind": {"schorsing": 3, "intrekking": 1, "tijdelijke_sluiting": 1},
    }


def test_without_a_sanction_or_an_order_there_is_no_state() -> None:
    assert splits(asked("IND-2.1-05")) == {}


def test_premises_count_once_and_visits_and_rooms_each_time() -> None:
    def visit(premises: str, rooms: int, reason: str, result: str) -> Fact:
        return fact(
            "suitability-visit-completed",
            len(premises) + rooms,
            kind="proactief",
            premises_id=premises,
            rooms_visited=rooms,
            reason=reason,
            result=result,
        )

    outcome = asked(
        "IND-2.3-01",
        visit("a", 3, "nieuw", "in_orde"),
        visit("a", 4, "klacht", "in_orde"),
        visit("b", 2, "nieuw", "gebreken"),
        visit("c", 1, "nieuw", "in_orde"),
        fact("suitability-visit-completed", 9, kind="reactief", premises_id="d", rooms_visited=9),
        streets={"a": "Eerstestraat", "b": "Eerstestraat", "e": "Tweedestraat"},
    )
    assert outcome.value == 3
    assert parts(outcome) == {"premises": 3, "visits": 4, "rooms": 10, "share": 75}
    assert splits(outcome) == {
        "reason": {"nieuw": 3, "klacht": 1},
        "result": {"in_orde": 2, "gebreken": 1},
        "street": {"Eerstestraat": 2, "onbekend": 1},
    }


def test_a_fine_counts_once_with_its_last_amount_appeal_and_payment() -> None:
    def imposed(case: int, **dims: Any) -> Fact:
        told = {"band": "tot_100", "defence": "geen", "in_tolerance_zone": True}
        return fact("gas-fine-imposed", case, "straat", **(told | dims))

    roles = ("prostituee", "prostituant", "prostituant", "exploitant")
    history = [
        *(fact("gas-case-opened", case, offender_role=role) for case, role in enumerate(roles)),
        fact("gas-fine-final", 0, band="tot_250"),
        fact("gas-payment-received", 0),
        fact("gas-appeal-lodged", 1),
        fact("gas-case-closed", 2, outcome="betaald"),
    ]
    outcome = asked(
        "IND-2.2-01",
        *(imposed(case) for case in (0, 1, 3)),
        imposed(2, in_tolerance_zone=False, defence="schriftelijk"),
        imposed(2, in_tolerance_zone=False, defence="schriftelijk"),
        fines=Facts(history),
    )
    assert outcome.value == 3, "who runs a place stands beside it"
    assert parts(outcome) == {"prostituee": 1, "prostituant": 2, "exploitant": 1}
    assert not outcome.missing
    assert splits(outcome) == {
        "branch": {"straat": 3},
        "zone": {"binnen": 2, "buiten": 1},
        "band": {"tot_100": 2, "tot_250": 1},
        "defence": {"geen": 2, "schriftelijk": 1},
        "appeal": {"beroep_loopt": 1, "geen_beroep": 2},
        "payment": {"betaald": 1, "deels_betaald": 1, "niet_definitief": 1},
    }
    unknown = asked("IND-2.2-01", imposed(7))
    assert (unknown.value, tuple(unknown.missing)) == (
        0,
        ("rol van de overtreder van sommige geldboetes",),
    )


def test_an_inventory_counts_for_each_branch_in_it() -> None:
    outcome = asked(
        "IND-2.1-01",
        fact("inventory-published", 1, year="2025", branches=["straat", "raam"]),
        fact("inventory-published", 2, year="2025", branches=["straat"]),
    )
    assert outcome.value == 1, "of one year both are one"
    assert parts(outcome)["inventories"] == 2
    assert splits(outcome) == {"branch": {"raam": 1, "straat": 2}}


def visits(revision: int, site: str, visits: int, **languages: int) -> Fact:
    return fact(
        "website-statistics-noted",
        revision,
        organisation="BOYS",
        revision=str(revision),
        site=site,
        visits=visits,
        page_views=10 * visits,
        unique_visitors=visits - 1,
        languages=languages,
    )


def test_the_newest_note_of_a_month_counts_however_late_it_comes() -> None:
    """By its number: the tenth is newer than the ninth."""
    outcome = asked(
        "IND-1.2-09",
        visits(10, "boysproject", 40, nl=30, fr=10),
        visits(9, "boysproject", 70, nl=70),
        visits(1, "info4escorts", 5),
    )
    assert outcome.value == 45
    told = parts(outcome)
    assert (told["boysproject_bezoeken"], told["info4escorts_bezoeken"]) == (40, 5)
    assert (told["boysproject_paginaweergaven"], told["boysproject_unieke_bezoekers"]) == (400, 39)
    assert splits(outcome)["taal_boysproject"] == {"nl": 30, "fr": 10}


@pytest.mark.parametrize(
    ("period", "why"),
    [
        ("2026", "verschillende personen zijn alleen per halfjaar geteld"),
        ("2026-03", "verschillende personen zijn alleen per halfjaar geteld"),
        ("2026-H1", "cijfers die de politie nog niet vrijgaf"),
    ],
)
def test_different_persons_are_those_of_a_half_year_alone(period: str, why: str) -> None:
    told = police_counts.distinct_persons(Evidence(Period.parse(period), LATER, EVER))
    assert (told.value, told.missing) == (None, why)


def test_the_databank_says_how_often_it_answered_and_how_far_behind_it_was() -> None:
    """Of two days, the last of which has the lag; what was measured again counts as it was then."""

    def measured(day: int, answered: int, lag: int) -> Fact:
        dims = {"component": "databank", "probes": 1000, "imports": 3, "imported": ["a", "b", "c"]}
        more = {"answered": answered, "lag_seconds": lag, "measured_by": "databank"}
        return Fact("operation-measured", UUID(int=day), date(2026, 3, day), None, dims | more)

    outcome = asked("IND-2.4-01", measured(30, 1000, 9), measured(31, 1, 7), measured(31, 991, 60))
    assert outcome.value == 1
    assert parts(outcome) == {"availability": 995, "imported": 3, "lag": 60, "days": 2}
    assert splits(outcome) == {"component": {"databank": 995}}


def test_a_period_without_a_measurement_says_which_it_lacks() -> None:
    def lacks(*facts: Fact) -> tuple[str, ...]:
        return tuple(asked("IND-2.4-02", *facts, period=Period.parse("2026-H1")).missing)

    of_month = {name: {} for name in SECTOR}
    month = fact(
        "population-measured", 1, months=1, rounded_to=10, persons=40, establishments=9, **of_month
    )
    assert lacks() == ("momentopname van de databank",)
    assert lacks(month)[0].startswith("momentopname van ")
    assert "2026" in lacks(month)[0]


SECTOR = (
    *("branches", "branch_counts", "visibilities", "moves", "known", "age_bands"),
    *("origin_groups", "establishment_branches", "establishment_visibilities"),
)


def test_reached_persons_lack_each_organisation_that_did_not_deliver() -> None:
    outcome = asked("IND-1-01", period=Period.parse("2026"))
    assert outcome.value is None
    assert len(outcome.missing) == 3
    assert all(each.startswith("levering van ") and "2026" in each for each in outcome.missing)


@pytest.mark.parametrize(
    ("since", "waits"),
    [
        (date(2025, 12, 30), ("H1", "H2")),
        (date(2026, 6, 29), ("H1", "H2")),
        (date(2026, 6, 30), ("H1", "H2")),
        (date(2026, 7, 1), ("H2",)),
        (date(2026, 12, 31), ("H2",)),
    ],
)
def test_halves_that_the_police_told_nothing_of_yet_say_on_which_day_they_come(
    since: date, waits: tuple[str, ...]
) -> None:
    """On the sixth after the half, of those that the databank saw a day of."""
    told_since = EVER | {"databank": since}
    outcome = answer("IND-2.1-04d", Evidence(Period.parse("2026"), LATER, told_since))
    days = {"H1": "06/07/2026", "H2": "06/01/2027"}
    missing = [each for each in outcome.missing if "dit aantal komt op" in each]
    assert [each.rpartition(" ")[2] for each in missing] == [days[half] for half in waits]


@pytest.mark.parametrize(
    ("period", "halves", "is_partial"),
    [
        ("2026-H1", 1, False),
        ("2026-H1", 0, True),
        ("2026", 2, False),
        ("2026", 1, True),
        ("2025-2026", 4, False),
        ("2025-2026", 3, True),
    ],
)
def test_a_period_is_whole_once_each_of_its_halves_left(
    period: str, halves: int, *, is_partial: bool
) -> None:
    about = "bestuurlijke_aanhoudingen"
    first = int(period[:4])
    facts = [
        Fact(
            "police-counts-released",
            UUID(int=nr),
            date(first + nr // 2, 1 + 6 * (nr % 2), 1),
            None,
            {"about": about, "half": 1 + nr % 2, "total": 6},
        )
        for nr in range(halves)
    ]
    asked_for = Evidence(Period.parse(period), date(2028, 1, 1), EVER, Facts(facts))
    assert police_counts.is_partial(asked_for, about) is is_partial


def test_visitors_of_two_months_have_no_sum_and_pages_have() -> None:
    """Whoever came in both is one visitor."""
    april = replace(visits(2, "boysproject", 10), day=date(2026, 4, 1))
    told = parts(
        asked("IND-1.2-09", visits(1, "boysproject", 40), april, period=Period.parse("2026"))
    )
    assert (told["boysproject_bezoeken"], told["boysproject_paginaweergaven"]) == (50, 500)
    assert "boysproject_unieke_bezoekers" not in told


def test_all_monthly_actions_that_were_held_are_a_hundred_in_a_hundred() -> None:
    """And one of three is 33, two of three 67: to the nearest whole."""

    def share(held: int) -> int | None:
        planned = [
            Fact("monthly-action-planned", UUID(int=nr), DAY, branch)
            for nr, branch in enumerate(("raam", "straat", "escort"))
        ]
        done = [
            Fact("inspection-completed", UUID(int=9 + nr), DAY, branch, {"kind": "maandactie"})
            for nr, branch in enumerate(("raam", "straat", "escort")[:held])
        ]
        told = parts(asked("IND-2.1-02", *planned, *done))
        assert (told["planned"], told["held"], told["missed"]) == (3, held, 3 - held)
        return told["held_share"]

    assert [share(held) for held in range(4)] == [0, 33, 67, 100]


def test_arrests_of_a_month_are_never_told_and_those_of_a_half_not_yet() -> None:
    def why(period: str) -> tuple[str, ...]:
        return tuple(asked("IND-2.1-04f", period=Period.parse(period)).missing)

    assert why("2026-03") == ("aanhoudingen en maatregelen zijn er per halfjaar, niet per maand",)
    assert why("2026-H1") == ("cijfers die de politie nog niet vrijgaf",)


def test_notes_and_meetings_are_split_by_what_they_are() -> None:
    def entry(kind: RegieKind, type_: str, status: RegieStatus) -> RegieEntry:
        return RegieEntry(kind, type_, DAY, "x", ("plangroep",), status)

    register = Register(
        [
            entry(RegieKind.NOTA, "beleid", RegieStatus.DEFINITIEF),
            entry(RegieKind.NOTA, "signaal", RegieStatus.ONTWERP),
            entry(RegieKind.NOTA, "signaal", RegieStatus.DEFINITIEF),
            entry(RegieKind.OVERLEG, "kerngroep", RegieStatus.DOORGEGAAN),
            entry(RegieKind.OVERLEG, "eigenaars", RegieStatus.DOORGEGAAN),
        ]
    )
    notes = asked("IND-3-02", register=register)
    assert notes.value == 2, "a draft is no note yet"
    assert parts(notes) == {"beleid": 1, "signaal": 1}
    assert [*splits(notes).values()] == [{"definitief": 2}]
    of_all, of_one = (asked(code, register=register) for code in ("IND-3-03", "IND-2.3-04"))
    assert (of_all.value, of_one.value) == (2, 1)
    assert {"eigenaars": 1, "kerngroep": 1} in splits(of_all).values()
    assert {"kerngroep": 1} not in splits(of_one).values()
