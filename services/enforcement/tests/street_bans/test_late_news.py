"""What is heard late about a street ban: minutes, breaches, a lapse, a judge."""

from datetime import datetime, timedelta
from typing import Any

from fastapi import FastAPI

from chassis.days import day_start
from contracts.codes import BanEnd

from ..support.city import City
from ..support.street_bans import Ban, fine_about

BREACH: dict[str, Any] = {"fact_code": "straatverbod.overtreden"}
CONFIRMED = {"uitkomst": "bevestigd", "zeker": "ja"}
REFUSED = {"uitkomst": "niet_bevestigd", "zeker": "ja"}


async def short(app: FastAPI, city: City) -> Ban:
    """A ban of three days, handed over; the college meets on its second day."""
    ban = await Ban.starts(app, city)
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    await ban.college_meets(1)
    days = {"vanaf": str(ban.today), "tot": str(ban.today + timedelta(days=2))}
    await ban.does(ban.mayor, "bevel", **days, antwoord="Neen.", motivering="Xyz.", zeker="ja")
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    return ban


async def breached(ban: Ban, at: datetime) -> int:
    """How many breaches are known, after one at that moment is told now."""
    await fine_about(ban.city, ban.who, fact_at=at, **BREACH)
    return (await ban.told()).count("breached")


async def test_a_confirmation_is_recorded_after_the_last_day(app: FastAPI, city: City) -> None:
    ban = await short(app, city)
    await ban.city.goes_on(ban.case_id, 3)
    await ban.does(ban.college, "bevestiging", **CONFIRMED)
    row = await ban.row()
    assert (row["confirmed"], row["how"], row["state"]) == (True, BanEnd.VERLOPEN, "voorbij")
    assert row["ended_at"] == day_start(row["last_day"] + timedelta(days=1))
    assert (await ban.told())[-2:] == ["confirmed", "ended"]


async def test_a_refusal_recorded_after_the_last_day_ends_it_with_its_meeting(
    app: FastAPI, city: City
) -> None:
    ban = await short(app, city)
    await ban.city.goes_on(ban.case_id, 3)
    await ban.does(ban.college, "bevestiging", **REFUSED)
    row = await ban.row()
    assert row["how"] == BanEnd.VERVALLEN
    assert row["ended_at"] == day_start(row["meeting_on"] + timedelta(days=1))
    assert await breached(ban, row["ended_at"] + timedelta(hours=1)) == 0
    assert await breached(ban, row["ended_at"] - timedelta(hours=1)) == 1


async def test_a_ban_that_ends_before_the_college_meets_runs_out_by_itself(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    await ban.college_meets(30)
    async with city.sandbox.asking("enforcement") as conn:
        query = "SELECT day FROM college_meeting WHERE day > $1 AND day < $2 AND closed_at IS NULL"
        days = await conn.fetch(query, ban.today, ban.today + timedelta(days=30))
    for each in days:
        await ban.college.post("/collegevergaderingen/afgelast", {"dag": str(each["day"])})
    until = {"vanaf": str(ban.today), "tot": str(ban.today + timedelta(days=1))}
    await ban.does(ban.mayor, "bevel", **until, antwoord="Neen.", motivering="Xyz.", zeker="ja")
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    await ban.city.goes_on(ban.case_id, 2)
    assert (await ban.row())["how"] == BanEnd.VERLOPEN


async def test_a_renewal_that_lapses_leaves_a_ban_that_can_be_broken_lifted_and_not_closed(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await (await ban.works()).is_heard()
    first_end = await ban.last_day()
    await ban.college_meets(1)
    await ban.does(ban.mayor, "hernieuwing", **ban.order(first_end + timedelta(days=1)))
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    await ban.meets()
    await ban.does(ban.college, "bevestiging", **REFUSED)
    assert (await ban.row())["ended_at"] == day_start(first_end + timedelta(days=1))
    shown = await ban.worker.sees(ban.page)
    assert "geldt het bevel voor de hernieuwing. De hernieuwing verviel." in shown
    refused = await ban.refused(ban.worker, "afsluiten", zeker="ja")
    assert f"loopt nog tot en met {first_end:%d/%m/%Y}" in refused
    assert await breached(ban, city.now) == 1
    await ban.does(ban.mayor, "opheffen", reden="Niet meer nodig.", zeker="ja")
    row = await ban.row()
    assert (row["how"], row["ended_at"] <= city.now) == (BanEnd.OPGEHEVEN, True)
    await ban.does(ban.worker, "afsluiten", zeker="ja")


async def test_nobody_breaks_a_renewal_before_it_was_handed_over(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await (await ban.works()).is_heard()
    first_end = await ban.last_day()
    await ban.college_meets(1)
    await ban.does(ban.mayor, "hernieuwing", **ban.order(first_end + timedelta(days=1)))
    await ban.meets()
    await ban.does(ban.college, "bevestiging", **CONFIRMED)
    city.later(days=(first_end - ban.today).days + 3)
    in_between = city.now - timedelta(days=1)
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    assert await breached(ban, in_between) == 0
    assert await breached(ban, city.now) == 1


async def test_a_breach_is_told_after_the_case_was_closed(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    seen_at = city.now
    city.later(hours=1)
    await ban.does(ban.mayor, "opheffen", reden="Niet meer nodig.", zeker="ja")
    await ban.does(ban.worker, "afsluiten", zeker="ja")
    assert await breached(ban, city.now) == 0
    assert await breached(ban, seen_at) == 1


async def test_a_ban_that_was_annulled_was_never_broken(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    seen_at = city.now
    await ban.does(ban.worker, "raad-van-state", schorsing="geen")
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="vernietiging", zeker="ja")
    assert await breached(ban, seen_at) == 0


async def test_what_happened_before_a_judge_suspended_a_ban_broke_it(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    seen_at = city.now
    city.later(hours=1)
    await ban.does(ban.worker, "raad-van-state", schorsing="gewoon")
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    assert await breached(ban, city.now) == 0
    assert await breached(ban, seen_at) == 1


async def test_a_judge_rules_while_a_renewal_waits_to_be_handed_over(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await (await ban.works()).is_heard()
    await ban.does(ban.worker, "raad-van-state", schorsing="gewoon")
    first_end = await ban.last_day()
    await ban.college_meets()
    await ban.does(ban.mayor, "hernieuwing", **ban.order(first_end + timedelta(days=1)))
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="schorsing", zeker="ja")
    assert (await ban.told())[-1] == "stayed"
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="vernietiging", zeker="ja")
    assert (await ban.row())["state"] == "voorbij"


async def test_a_renewal_is_contested_on_its_own(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    await ban.does(ban.worker, "raad-van-state", schorsing="geen")
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="verwerping", zeker="ja")
    await ban.is_renewed()
    await ban.does(ban.worker, "raad-van-state", schorsing="geen")
    assert (await ban.told()).count("appeal-lodged") == 2


async def test_who_goes_to_the_council_of_state_in_time_is_heard_though_the_case_is_closed(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    await ban.does(ban.mayor, "opheffen", reden="Niet meer nodig.", zeker="ja")
    await ban.does(ban.worker, "afsluiten", zeker="ja")
    city.later(days=20)
    await ban.does(ban.worker, "raad-van-state", schorsing="geen")
    city.later(days=400)
    city.clock.advance(city.now)
    await ban.city.goes_on(ban.case_id, 1)
    assert await ban.keeps_perimeter()
    await ban.does(ban.worker, "raad-van-state-uitspraak", uitspraak="verwerping", zeker="ja")
    await ban.city.goes_on(ban.case_id, 366)
    assert not await ban.keeps_perimeter()
