"""What was signed or lifted on one day and recorded on a later one counts as of its own day."""

from datetime import date, timedelta

from fastapi import FastAPI

from chassis.days import city_day, day_start
from contracts.codes import BanEnd

from ..support.city import City
from ..support.street_bans import Ban
from ..support.week import comes, monday

CONFIRMED = {"uitkomst": "bevestigd", "zeker": "ja"}


async def heard(app: FastAPI, city: City) -> tuple[Ban, date]:
    """Heard and bounded on a Monday."""
    ban = await Ban.starts(app, city)
    await ban.skips_warning()
    on = monday(city)
    hearing = on + timedelta(days=14)
    invited = {"moment": f"{hearing}T10:00", "ontvangen": str(on)}
    await ban.does(ban.worker, "uitnodigen", **invited)
    comes(city, hearing, hour=11)
    await ban.does(ban.worker, "hoorzitting", verslag="Xyz.")
    await ban.is_bounded()
    return ban, hearing


def ordered(ban: Ban, signed_on: date) -> dict[str, str]:
    return {**ban.order(signed_on), "dag": str(signed_on)}


async def test_an_order_of_thursday_that_the_college_confirmed_on_friday_is_recorded_on_monday(
    app: FastAPI, city: City
) -> None:
    """NGW art. 134sexies: the meeting that counts is the next one after the order."""
    ban, hearing = await heard(app, city)
    thursday, friday = hearing + timedelta(days=3), hearing + timedelta(days=4)
    await ban.college.does("/collegevergaderingen", dag=str(friday))
    comes(city, hearing + timedelta(days=7))
    await ban.does(ban.mayor, "bevel", **ordered(ban, thursday))
    row = await ban.row()
    assert (city_day(row["ordered_at"]), row["meeting_on"]) == (thursday, friday)
    assert row["last_day"] == thursday + timedelta(days=27)
    await ban.does(ban.worker, "kennisgeving", ontvangen=str(thursday), beroep="on")
    await ban.does(ban.college, "bevestiging", **CONFIRMED)
    row = await ban.row()
    assert (row["confirmed"], row["works_from"]) == (True, row["ordered_at"])


async def test_an_urgent_meeting_of_friday_is_entered_on_monday_with_what_it_confirmed(
    app: FastAPI, city: City
) -> None:
    """Nobody knew of it beforehand: it is the next one after the order all the same."""
    ban, hearing = await heard(app, city)
    thursday, friday = hearing + timedelta(days=3), hearing + timedelta(days=4)
    await ban.college.does("/collegevergaderingen", dag=str(hearing + timedelta(days=11)))
    comes(city, hearing + timedelta(days=7))
    await ban.does(ban.mayor, "bevel", **ordered(ban, thursday))
    number = (await ban.row())["number"]
    asked = await ban.college.post("/collegevergaderingen", {"dag": str(friday)})
    assert number in asked.text and "Ja, het college kwam samen" in asked.text
    assert (await ban.row())["meeting_on"] == hearing + timedelta(days=11), "nothing was entered"
    await ban.college.does("/collegevergaderingen", dag=str(friday), zeker="ja")
    assert (await ban.row())["meeting_on"] == friday
    await ban.does(ban.worker, "kennisgeving", ontvangen=str(thursday), beroep="on")
    await ban.does(ban.college, "bevestiging", **CONFIRMED)
    row = await ban.row()
    assert (row["confirmed"], row["meeting_on"]) == (True, friday)


async def test_a_meeting_that_was_entered_late_may_be_reported_on_for_three_working_days(
    app: FastAPI, city: City
) -> None:
    """Entered on a Monday, until Thursday; what it passed by lapsed on the day after it."""
    ban, hearing = await heard(app, city)
    thursday, friday = hearing + timedelta(days=3), hearing + timedelta(days=4)
    await ban.college.does("/collegevergaderingen", dag=str(hearing + timedelta(days=11)))
    comes(city, hearing + timedelta(days=7))
    await ban.does(ban.mayor, "bevel", **ordered(ban, thursday))
    await ban.college.does("/collegevergaderingen", dag=str(friday), zeker="ja")
    comes(city, hearing + timedelta(days=9))
    await ban.college.does("/collegevergaderingen", dag=str(friday), zeker="ja")  # known already
    comes(city, hearing + timedelta(days=10))
    await city.timers_done(ban.case_id)
    assert (await ban.row())["state"] == "bevolen"
    comes(city, hearing + timedelta(days=11), hour=1)

    async def lapsed() -> bool:
        return bool((await ban.row())["how"] == BanEnd.VERVALLEN)

    await city.clock_moves_on(lapsed)
    assert city_day((await ban.row())["ended_at"]) == friday + timedelta(days=1)


async def test_a_meeting_that_was_entered_late_by_a_slip_is_taken_away(
    app: FastAPI, city: City
) -> None:
    ban, hearing = await heard(app, city)
    thursday, friday = hearing + timedelta(days=3), hearing + timedelta(days=4)
    await ban.college.does("/collegevergaderingen", dag=str(hearing + timedelta(days=11)))
    comes(city, hearing + timedelta(days=7))
    await ban.does(ban.mayor, "bevel", **ordered(ban, thursday))
    await ban.college.does("/collegevergaderingen", dag=str(friday), zeker="ja")
    await ban.college.does("/collegevergaderingen/afgelast", dag=str(friday))
    assert (await ban.row())["meeting_on"] == hearing + timedelta(days=11)
    for days, refused in ((62, False), (63, True)):
        day = str(city_day(city.now) - timedelta(days=days))
        answer = await ban.college.post("/collegevergaderingen", {"dag": day, "zeker": "ja"})
        assert ("te lang voorbij" in answer.text) is refused


async def test_no_order_is_signed_before_the_hearing_nor_after_today(
    app: FastAPI, city: City
) -> None:
    ban, hearing = await heard(app, city)
    await ban.college_meets(9)
    comes(city, hearing + timedelta(days=1))
    early = await ban.refused(ban.mayor, "bevel", **ordered(ban, hearing - timedelta(days=1)))
    assert "Dit ligt voor de vorige stap" in early
    late = await ban.refused(ban.mayor, "bevel", **ordered(ban, hearing + timedelta(days=2)))
    assert "in de toekomst" in late
    await ban.does(ban.mayor, "bevel", **ordered(ban, hearing))


async def test_an_order_that_a_closed_meeting_did_not_confirm_is_not_recorded_any_more(
    app: FastAPI, city: City
) -> None:
    ban, hearing = await heard(app, city)
    friday = str(hearing + timedelta(days=4))
    await ban.college.does("/collegevergaderingen", dag=friday)
    comes(city, hearing + timedelta(days=4))
    await ban.college.does("/collegevergaderingen/afgesloten", dag=friday, zeker="ja")
    comes(city, hearing + timedelta(days=7))
    signed = ordered(ban, hearing + timedelta(days=3))
    refused = await ban.refused(ban.mayor, "bevel", **signed)
    assert "Het college vergaderde al na die dag." in refused
    assert (await ban.row())["order_id"] is None


async def test_a_renewal_that_was_signed_in_time_is_recorded_after_the_last_day(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await (await ban.works()).is_heard()
    last_day = await ban.last_day()
    await ban.college_meets((last_day - ban.today).days + 5)
    await ban.city.goes_on(ban.case_id, (last_day - ban.today).days + 2)
    assert (await ban.row())["how"] == BanEnd.VERLOPEN
    renewal = ban.order(last_day + timedelta(days=1))
    late = await ban.refused(ban.mayor, "hernieuwing", **renewal)
    assert "Het verbod is al voorbij." in late
    assert "Verbod hernieuwen" in await ban.mayor.sees(ban.page)
    await ban.does(ban.mayor, "hernieuwing", **renewal, dag=str(last_day))
    row = await ban.row()
    assert (row["state"], row["how"], row["ended_at"]) == ("bevolen", None, None)
    assert (row["renewals"], row["earlier_last_day"]) == (1, last_day)
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    assert (await ban.told())[-3:] == ["ended", "ordered", "notified"]


async def test_a_ban_that_was_lifted_on_friday_bound_nobody_on_saturday(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await ban.works()
    friday = ban.today
    city.later(days=3)
    early = str(city_day((await ban.row())["ordered_at"]) - timedelta(days=1))
    why = {"reden": "Niet meer nodig.", "zeker": "ja"}
    assert "voor de vorige stap" in await ban.refused(ban.mayor, "opheffen", **why, dag=early)
    await ban.does(ban.mayor, "opheffen", **why, dag=str(friday))
    row = await ban.row()
    assert row["how"] == BanEnd.OPGEHEVEN
    assert row["ended_at"] < day_start(friday + timedelta(days=1))
