"""Which days of a breach are owed: of an order that held, by whom it was directed at."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from ..support.city import City
from ..support.measures import PUBLIC_ORDER, TRAFFICKING, Measure
from ..support.sales import house_is_sold
from .test_penalties import FINANCE, checked, claims_of, penalised

WHY = {"reden": "De motivering noemt het verkeerde pand.", "zeker": "ja"}
PENALTY = {
    "bedrag": "100",
    "eenheid": "per_dag",
    "maximum": "5000",
    "reden": "De deur ging weer open.",
    "zeker": "ja",
}
NO_ORDER = "werkte er geen bevel"
ANOTHER = "had iemand anders dit pand"


def days_of(first: date, last: date | None = None) -> dict[str, str]:
    said = {"overmacht": "true", "reden": "PV 12/26.", "zeker": "ja"}
    return said | {"dag": f"{first}", "tot": f"{last or first}"}


async def by_day(app: FastAPI, city: City, *, days: int) -> tuple[Measure, date]:
    """A closure for trafficking of some days, € 100 for each day on which it is broken; its last
    day."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.heard()
    last_day = case.today + timedelta(days=days)
    await case.signed_at_once(tot=str(last_day))
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.does(case.mayor, "dwangsom", **PENALTY, uiterlijk=str(case.today))
    await case.does(case.worker, "kennisgeving-dwangmiddel")
    await checked(case, complied=False)
    return case, last_day


async def renewed(case: Measure, last_day: date) -> None:
    await case.confirmed()
    said = {"antwoord": "Neen.", "motivering": "Nodig.", "zeker": "ja"}
    await case.does(case.mayor, "hernieuwen", tot=str(last_day), **said)


def until(case: Measure, day: date) -> None:
    """The morning of a day."""
    case.city.later(days=(day - case.today).days)


async def account(case: Measure, claim: dict[str, Any]) -> dict[str, Any]:
    return await case.city.sees(FINANCE, f"/v1/claims/{claim['caseId']}")


@pytest.mark.parametrize("days", [0, 1])
async def test_a_measure_against_a_seller_claims_nothing_of_the_buyer(
    app: FastAPI, city: City, days: int
) -> None:
    """Sold since the measure began, on the day of the notification or the day before it."""
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.signed(grond="ngw_135")
    await house_is_sold(case.city, case.premises_id, "OWN-072")
    city.later(days=days)
    await case.does(case.worker, "kennisgeving", beroep="true")
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
    await case.does(case.worker, "kennisgeving-dwangmiddel")
    await checked(case, complied=False)
    assert ANOTHER in await case.refused(case.worker, "verbeurd", **days_of(case.today))
    assert await claims_of(case) == []


async def test_a_house_that_was_sold_and_bought_back_owes_nothing_between(
    app: FastAPI, city: City
) -> None:
    case = await penalised(app, city)
    await checked(case, complied=False)
    first = case.today
    city.later(days=2)
    await house_is_sold(case.city, case.premises_id, "OWN-073")
    sold_on = case.today
    city.later(days=3)
    await house_is_sold(case.city, case.premises_id, "OWN-001")
    back_on = case.today
    city.later(days=2)
    last = case.today
    assert ANOTHER in await case.refused(case.worker, "verbeurd", **days_of(first, last))
    for day in (sold_on, back_on - timedelta(days=1)):
        assert ANOTHER in await case.refused(case.worker, "verbeurd", **days_of(day))
    await case.does(case.worker, "verbeurd", **days_of(first, sold_on - timedelta(days=1)))
    await case.does(case.worker, "verbeurd", **days_of(back_on, last))


async def test_nobody_owes_for_days_after_the_order_when_its_renewal_is_taken_back_later(
    app: FastAPI, city: City
) -> None:
    """The last day of the order, the day after, and the day on which its renewal went."""
    case, last_day = await by_day(app, city, days=12)
    await renewed(case, last_day + timedelta(days=60))
    await case.does(case.worker, "kennisgeving", beroep="true")
    until(case, last_day + timedelta(days=5))
    await case.does(case.mayor, "hernemen", **WHY, vanaf="niets")
    for day in (last_day + timedelta(days=1), case.today):
        assert NO_ORDER in await case.refused(case.worker, "verbeurd", **days_of(day))
    assert NO_ORDER in await case.refused(
        case.worker, "verbeurd", **days_of(last_day, last_day + timedelta(days=1))
    )
    await case.does(case.worker, "verbeurd", **days_of(last_day))


async def test_nobody_owes_between_an_order_and_a_renewal_that_was_notified_later(
    app: FastAPI, city: City
) -> None:
    case, last_day = await by_day(app, city, days=12)
    await renewed(case, last_day + timedelta(days=60))
    until(case, last_day + timedelta(days=3))
    await case.does(case.worker, "kennisgeving", beroep="true")
    notified_on = case.today
    city.later(days=2)
    for day in (last_day + timedelta(days=1), notified_on - timedelta(days=1)):
        assert NO_ORDER in await case.refused(case.worker, "verbeurd", **days_of(day))
    assert NO_ORDER in await case.refused(case.worker, "verbeurd", **days_of(last_day, notified_on))
    await case.does(case.worker, "verbeurd", **days_of(last_day))
    await case.does(case.worker, "verbeurd", **days_of(notified_on, case.today))


@pytest.mark.parametrize(
    ("before", "owed"), [(2, 20_000), (1, 10_000), (0, 0)], ids=["two", "one", "none"]
)
async def test_days_of_a_renewal_that_is_taken_back_are_owed_no_more(
    app: FastAPI, city: City, before: int, owed: int
) -> None:
    """Of a breach that began so many days before the renewal did, and went on for two of it."""
    case, last_day = await by_day(app, city, days=12)
    await renewed(case, last_day + timedelta(days=60))
    await case.does(case.worker, "kennisgeving", beroep="true")
    until(case, last_day + timedelta(days=3))
    first, last = last_day - timedelta(days=before - 1), last_day + timedelta(days=2)
    await case.does(case.worker, "verbeurd", **days_of(first, last))
    (claim,) = await claims_of(case)
    path = f"/v1/claims/{claim['caseId']}"
    assert claim["owedCents"] == (before + 2) * 10_000
    await city.does(FINANCE, f"{path}/payments", {"amountCents": 15_000})
    await case.does(case.mayor, "hernemen", **WHY, vanaf="niets")
    after = await account(case, claim)
    assert after["owedCents"] == owed
    assert (after["outstandingCents"], after["creditCents"]) == (
        max(0, owed - 15_000),
        max(0, 15_000 - owed),
    )
    if before:
        year_on = last_day.replace(year=last_day.year + 1)
        assert year_on <= date.fromisoformat(after["prescribesOn"]) <= year_on + timedelta(days=4)
        assert f"€ {owed // 100}" in await case.worker.sees(case.page)


async def test_what_a_renewal_forfeited_leaves_room_once_it_is_taken_back(
    app: FastAPI, city: City
) -> None:
    """The ceiling is of what is owed, not of what was."""
    case, last_day = await by_day(app, city, days=80)
    await renewed(case, last_day + timedelta(days=60))
    await case.does(case.worker, "kennisgeving", beroep="true")
    until(case, last_day + timedelta(days=51))
    await case.does(case.worker, "verbeurd", **days_of(last_day + timedelta(days=1), case.today))
    assert "hoogste totaal" in await case.refused(case.worker, "verbeurd", **days_of(last_day))
    await case.does(case.mayor, "hernemen", **WHY, vanaf="niets")
    await case.does(case.worker, "verbeurd", **days_of(last_day))
    owed = [each["owedCents"] for each in await claims_of(case)]
    assert owed == [10_000]


async def test_nobody_owes_for_days_on_which_the_council_of_state_had_stayed_the_order(
    app: FastAPI, city: City
) -> None:
    """The day before the ruling, its own, the day on which another ended it, and the day after."""
    case, _last_day = await by_day(app, city, days=60)
    first = case.today
    await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    city.later(days=2)
    stayed_on = case.today
    city.later(days=1)
    said = {"uitspraak": "schorsing", "dag": f"{stayed_on}", "zeker": "ja"}
    await case.does(case.worker, "raad-van-state-uitspraak", **said)
    city.later(days=3)
    await case.does(case.worker, "raad-van-state-uitspraak", uitspraak="verwerping", zeker="ja")
    over_on = case.today
    city.later(days=2)
    for day in (stayed_on, over_on):
        assert NO_ORDER in await case.refused(case.worker, "verbeurd", **days_of(day))
    assert NO_ORDER in await case.refused(case.worker, "verbeurd", **days_of(first, case.today))
    await case.does(case.worker, "verbeurd", **days_of(first, stayed_on - timedelta(days=1)))
    after = over_on + timedelta(days=1)
    await case.does(case.worker, "verbeurd", **days_of(after, case.today))


async def test_a_stay_that_is_typed_later_lets_nobody_owe_since_its_own_day(
    app: FastAPI, city: City
) -> None:
    case, _last_day = await by_day(app, city, days=60)
    first = case.today
    await case.does(case.worker, "raad-van-state", schorsing="gewoon")
    city.later(days=2)
    stayed_on = case.today
    city.later(days=2)
    await case.does(case.worker, "verbeurd", **days_of(first, case.today))
    (claim,) = await claims_of(case)
    assert claim["owedCents"] == 50_000
    said = {"uitspraak": "schorsing", "dag": f"{stayed_on}", "zeker": "ja"}
    await case.does(case.worker, "raad-van-state-uitspraak", **said)
    assert (await account(case, claim))["owedCents"] == 20_000


@pytest.mark.parametrize(("days", "owed"), [(0, 20_000), (1, 10_000), (2, 0)])
async def test_an_order_that_proves_to_have_arrived_later_forfeits_nothing_before(
    app: FastAPI, city: City, days: int, owed: int
) -> None:
    """A breach of two days; the order arrived so many days behind its first one."""
    case = await Measure.starts(app, city, **TRAFFICKING)
    await case.signed()
    await case.does(case.worker, "kennisgeving", beroep="true")
    await case.does(case.mayor, "dwangsom", **PENALTY, uiterlijk=str(case.today))
    await case.does(case.worker, "kennisgeving-dwangmiddel")
    await checked(case, complied=False)
    first = case.today
    city.later(days=4)
    await case.does(case.worker, "verbeurd", **days_of(first, first + timedelta(days=1)))
    (claim,) = await claims_of(case)
    right = first + timedelta(days=days)
    body = {"welke": "kennisgeving", "dag": str(right), "reden": "Tikfout.", "zeker": "ja"}
    await case.does(case.worker, "dag-rechtzetten", **body)
    assert (await account(case, claim))["owedCents"] == owed
    if owed:
        said = rf"€ {owed // 100}, \w\w {right.day}/{right:%m/%Y}"
        assert re.search(said, await case.worker.sees(case.page))


@pytest.mark.parametrize("days", [0, 1])
async def test_an_order_that_the_college_refused_forfeits_nothing_since(
    app: FastAPI, city: City, days: int
) -> None:
    """A breach of the day of the meeting, or the day after it; the minutes came later."""
    case, _last_day = await by_day(app, city, days=60)
    met_on = date.fromisoformat(await case.college_meets(0))
    city.later(days=2)
    day = met_on + timedelta(days=days)
    await case.does(case.worker, "verbeurd", **days_of(day))
    (claim,) = await claims_of(case)
    await case.does(case.college, "weigeren", vergadering=str(met_on), zeker="ja")
    assert (await account(case, claim))["owedCents"] == (0 if days else 10_000)
