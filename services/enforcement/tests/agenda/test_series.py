"""A body that meets on a weekday: its days are shown, some are taken away, and the rest entered."""

import re
from datetime import date, timedelta

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.refusals import FieldRefusedError
from chassis.web import Function
from enforcement.agenda.rules import series

from ..support.browser import signed_in
from ..support.city import City

FIRST = date(2026, 12, 18)
"""A Friday; the next two are Christmas and New Year's Day."""


def is_open(day: date) -> bool:
    return day not in (date(2026, 12, 25), date(2027, 1, 1))


def test_a_series_keeps_its_weekday_and_leaves_holidays_out() -> None:
    assert series(FIRST, date(2027, 1, 15), 1, is_open) == (
        FIRST,
        date(2027, 1, 8),
        date(2027, 1, 15),
    )
    assert series(FIRST, date(2027, 1, 15), 2, is_open) == (FIRST, date(2027, 1, 15))


@pytest.mark.parametrize(
    ("last", "refused"),
    [
        (FIRST - timedelta(days=1), True),
        (FIRST, False),
        (FIRST + timedelta(days=366), False),
        (FIRST + timedelta(days=367), True),
    ],
)
def test_a_series_lasts_a_year_at_most(last: date, refused: bool) -> None:
    if not refused:
        assert series(FIRST, last, 1, is_open)[0] == FIRST
        return
    with pytest.raises(FieldRefusedError) as refusal:
        series(FIRST, last, 1, is_open)
    assert refusal.value.field == "tot"


@pytest.mark.parametrize("address", ["/collegevergaderingen", "/raadsvergaderingen"])
async def test_what_falls_in_a_recess_is_taken_away_before_anything_is_entered(
    app: FastAPI, city: City, address: str
) -> None:
    secretary = await signed_in(app, city, Function.COLLEGE_SECRETARIS, "reeks")
    first = city_day(city.now) + timedelta(days=200)
    asked = {"vanaf": str(first), "tot": str(first + timedelta(weeks=4)), "elke": "1"}
    page = await secretary.post(f"{address}/reeks", asked)
    assert page.status_code == 200
    days = re.findall(r'value="(\d{4}-\d\d-\d\d)"', page.text)
    assert 3 <= len(days) <= 5  # a holiday may fall in these weeks
    assert str(first) not in (await secretary.get(address)).text
    await secretary.does(f"{address}/reeks/bewaard", dag=days[:-1])
    entered = (await secretary.get(address)).text
    assert all(f'value="{day}"' in entered for day in days[:-1])
    assert f'value="{days[-1]}"' not in entered
    none = await secretary.is_told(f"{address}/reeks/bewaard")
    assert "Vul" in none


@pytest.mark.parametrize("address", ["/collegevergaderingen", "/raadsvergaderingen"])
async def test_a_series_of_days_that_are_over_is_refused(
    app: FastAPI, city: City, address: str
) -> None:
    secretary = await signed_in(app, city, Function.COLLEGE_SECRETARIS, "reeks")
    today = city_day(city.now)
    asked = {"vanaf": str(today - timedelta(days=1)), "tot": str(today), "elke": "1"}
    assert "Deze dag is voorbij." in await secretary.is_told(f"{address}/reeks", **asked)
