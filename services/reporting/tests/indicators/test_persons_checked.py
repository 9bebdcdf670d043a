"""Persons that inspections met: rounded beyond the police, so that no subtraction sizes a few."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from chassis.web import Function
from reporting.facts.rules.facts import Fact, Facts
from reporting.indicators.rules.answers import answer
from reporting.indicators.rules.evidence import Evidence
from reporting.indicators.rules.outcomes import Outcome
from reporting.indicators.rules.periods import Period

from ..support.events import inspection, moment
from ..support.figures import parts, split
from ..support.reporting import Reporting

CHECKED = "IND-2.1-04d"
LEADER = Function.POLITIE_TEAMLEIDER
SECRET = UUID(int=7).bytes
Met = tuple[int, str, int, int]
"""A day of the year from 0, a branch, and how many workers and clients an inspection met."""
MET = st.lists(
    st.tuples(
        st.integers(0, 364),
        st.sampled_from(["raam", "straat", "escort"]),
        st.integers(0, 4),
        st.integers(0, 2),
    ),
    max_size=12,
)


def outcome(met: list[Met], period: str, secret: bytes | None = SECRET) -> Outcome:
    asked = Period.parse(period)
    facts = [
        Fact(
            "inspection-completed",
            uuid4(),
            date(2025, 1, 1) + timedelta(day),
            branch,
            {"workers_checked": workers, "clients_checked": clients, "operators_checked": 0},
        )
        for day, branch, workers, clients in met
    ]
    evidence = Evidence(
        period=asked,
        today=date(2026, 3, 1),
        since={"databank": date(2020, 1, 1)},
        facts=Facts(each for each in facts if each.day in asked),
        rounding=secret,
    )
    return answer(CHECKED, evidence)


def counts(shown: Outcome) -> Mapping[tuple[str, str], int]:
    """Each count that is shown, by dimension and code."""
    cells = {("", ""): shown.value or 0}
    for each in shown.breakdowns:
        cells |= {(each.dimension, row.code): row.value or 0 for row in each.rows}
    return cells


async def test_the_police_read_them_exactly_and_the_city_in_fives(reporting: Reporting) -> None:
    seen = moment("2026-03-10T22:00:00+01:00")
    await reporting.told(inspection(completed_at=seen, branch="straat", workers_checked=3))
    exact = await reporting.figure(CHECKED, "2026-H1", LEADER)
    assert (exact["value"], exact["margin"], split(exact, "branch")) == (3, 0, {"straat": 3})
    assert (await reporting.figure(CHECKED, "2026-03", LEADER))["value"] == 3
    rounded = await reporting.figure(CHECKED, "2026-H1")
    assert (rounded["value"] in (0, 5), rounded["margin"]) == (True, 4)
    assert split(rounded, "branch") == {"straat": rounded["value"]}
    assert parts(rounded)["checks"] == rounded["value"]
    assert (await reporting.figure(CHECKED, "2026-H1")) == rounded
    month = await reporting.figure(CHECKED, "2026-03")
    assert (month["value"], month["parts"], month["breakdowns"]) == (None, [], [])
    assert "per halfjaar" in month["missing"][0]


@given(MET)
def test_each_half_leaves_nine_values_open_and_the_year_tells_no_more(met: list[Met]) -> None:
    halves = [outcome(met, period) for period in ("2025-H1", "2025-H2")]
    for period, half in zip(("2025-H1", "2025-H2"), halves, strict=True):
        exact = counts(outcome(met, period, None))
        for cell, shown in counts(half).items():
            assert shown % 5 == 0
            assert abs(shown - exact[cell]) < 5
    together = {
        cell: sum(counts(half).get(cell, 0) for half in halves)
        for cell in counts(outcome(met, "2025"))
    }
    assert counts(outcome(met, "2025")) == together, "a function of what the halves tell"
    assert counts(outcome(met, "2025-2026")) == together
    for dimension in ("role", "branch"):
        of_split = sum(n for (of, _), n in together.items() if of == dimension)
        assert of_split == together["", ""] or not of_split


@given(MET)
def test_two_looks_at_a_half_tell_of_no_step_below_five(met: list[Met]) -> None:
    """Each look after one inspection more: what came between two is told in fives too."""
    looks = [met[:number] for number in range(len(met) + 1)]
    told = [
        (outcome(each, "2025-H1").value or 0, outcome(each, "2025-H1", None).value or 0)
        for each in looks
    ]
    for (earlier, was), (later, became) in combinations(told, 2):
        assert later >= earlier
        assert (later - earlier) % 5 == 0
        assert abs((later - earlier) - (became - was)) < 5


def test_another_secret_draws_otherwise() -> None:
    met = [(day, "raam", 1 + day % 4, 0) for day in range(0, 170, 7)]
    halves = {
        tuple(sorted(counts(outcome(met, "2025-H1", UUID(int=n).bytes)).items())) for n in range(9)
    }
    assert len(halves) > 1
