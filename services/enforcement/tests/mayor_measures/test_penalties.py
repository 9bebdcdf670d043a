"""Penalty payments of art. 133ter: what a breach forfeits, until the ceiling, and its end."""

from datetime import timedelta

from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from contracts.databank import ExecutionChecked
from contracts.enforcement import ExecutionCheckRequested
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.rules.penalty import PenaltyTerms, forfeited

from ..support.city import City
from ..support.measures import PUBLIC_ORDER, Measure

CENTS = st.integers(1, 1_000_000)


@given(CENTS, CENTS, st.sampled_from(PenaltyUnit), st.lists(st.integers(1, 40), max_size=20))
def test_no_more_than_the_ceiling_is_ever_forfeited(
    amount: int, more: int, unit: PenaltyUnit, breaches: list[int]
) -> None:
    terms = PenaltyTerms(amount, unit, amount + more)
    total, due = 0, 0
    for days in breaches:
        due += forfeited(terms, days, total)
        total = due
    units = {
        PenaltyUnit.INEENS: min(1, len(breaches)),
        PenaltyUnit.PER_OVERTREDING: len(breaches),
        PenaltyUnit.PER_DAG: sum(breaches),
    }
    assert total == min(terms.ceiling_cents, amount * units[unit])


async def penalised(app: FastAPI, city: City) -> Measure:
    """A closure that works, under a penalty of € 500 for each breach, € 1200 at most."""
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.notified(grond="ngw_135")
    await case.does(
        case.mayor,
        "dwangsom",
        bedrag="500",
        eenheid="per_overtreding",
        maximum="1200",
        uiterlijk=str(case.today),
        reden="De deur ging weer open.",
        zeker="ja",
    )
    return case


async def checked(case: Measure, *, complied: bool) -> None:
    """The police answer what the city asks."""
    city = case.city
    await case.does(case.worker, "controle-vragen")
    asked = [e.data for e in await city.sandbox.recorded("enforcement", ExecutionCheckRequested)]
    mine = next(each for each in asked if each["premisesId"] == case.premises_id)
    city.later(days=1)
    event = ExecutionChecked(
        case_id=mine["caseId"],
        premises_id=case.premises_id,
        complied=complied,
        checked_at=city.now,
    )
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))


def breach(case: Measure) -> dict[str, str]:
    return {"dag": str(case.today), "overmacht": "true", "reden": "PV 12/26.", "zeker": "ja"}


async def test_each_breach_forfeits_until_the_ceiling_and_is_collected(
    app: FastAPI, city: City
) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    for amount in (500, 500, 200):
        city.later(days=1)
        await case.does(case.worker, "verbeurd", **breach(case))
        assert f"€ {amount}" in await case.worker.sees(case.page)
    assert "hoogste totaal" in await case.refused(case.worker, "verbeurd", **breach(case))
    await case.does(case.worker, "geind", dag=str(case.today))
    shown = await case.worker.sees(case.page)
    assert shown.count("geïnd op") == 3
    assert "Er is geen verbeurde dwangsom" in await case.refused(
        case.worker, "geind", dag=str(case.today)
    )


async def test_nothing_is_forfeited_without_a_breach_that_the_police_saw(
    app: FastAPI, city: City
) -> None:
    case = await penalised(app, city)
    city.later(days=2)
    assert "De politie zag nog niet" in await case.refused(case.worker, "verbeurd", **breach(case))
    await checked(case, complied=True)
    assert "De politie zag nog niet" in await case.refused(case.worker, "verbeurd", **breach(case))


async def test_days_of_grace_and_force_majeure_forfeit_nothing(app: FastAPI, city: City) -> None:
    case = await penalised(app, city)
    grace = str(case.today)
    await checked(case, complied=False)
    refused = await case.refused(case.worker, "verbeurd", **breach(case) | {"dag": grace})
    assert "nog geen dwangsom" in refused
    refused = await case.refused(case.worker, "verbeurd", **breach(case) | {"overmacht": ""})
    assert "Bij overmacht is er geen dwangsom" in refused
    assert "Verbeurd" not in await case.worker.sees(case.page)


async def test_what_is_prescribed_is_not_collected(app: FastAPI, city: City) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    await case.does(case.worker, "verbeurd", **breach(case))
    over = case.today + timedelta(days=372)  # a leap year, and a weekend
    city.later(days=375)
    assert "al verjaard" in await case.refused(case.worker, "geind", dag=str(over))
    assert "verjaard op" in await case.worker.sees(case.page)
