"""A warning and an invitation count from the day on which they legally arrive (Ger.W. art. 53bis).

Registered without a receipt: the third working day; with one: the first day after the presentation.
"""

import asyncio
from datetime import date, datetime, timedelta

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.days import CITY, city_day
from chassis.web import Function
from enforcement.notifications.words import day_in_words

from ..support.browser import Browser
from ..support.city import City
from ..support.pdf import text_of
from ..support.receipts import terms
from ..support.street_bans import Ban, fine_about
from ..support.week import comes, monday

TO = {
    "rol": "overtreder",
    "naam": "Kanariewicz",
    "straat": "Teststraat",
    "nummer": "5",
    "postcode": "2000",
    "gemeente": "Voorbeeld",
}
NEWEST = "SELECT letter_id FROM letter WHERE case_id = $1 ORDER BY drafted_at DESC LIMIT 1"
MAYOR, WORKER = Function.KABINET_BURGEMEESTER, Function.DOSSIERBEHANDELAAR_BH


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CITY)


async def links(ban: Ban, fact_on: date) -> str | None:
    """The refusal of a fact of a day as one after the warning; None where it counts."""
    comes(ban.city, fact_on, hour=14)
    fine = await fine_about(ban.city, ban.who, fact_at=noon(fact_on))
    answer = await ban.worker.post(f"{ban.page}/nieuw-feit", {"nummer": fine["number"]})
    if answer.status_code == 303:
        return None
    assert "niet van na de ontvangst van de waarschuwing" in answer.text
    return answer.text


async def sent(
    ban: Ban, rows: asyncpg.Connection, kind: str, on: date, checker: Browser, **more: str
) -> str:
    """The page of a letter that left on a day."""
    page = f"/brieven/dossier/{ban.case_id}"
    await ban.worker.does(f"{page}/geadresseerden", **TO)
    await ban.worker.does(f"{page}/nieuw", soort=kind, **more)
    letter_id = str(await rows.fetchval(NEWEST, ban.case_id))
    await checker.does("/brieven/nakijken", brief=letter_id)
    await ban.worker.does("/brieven/posten", brief=letter_id, gepost=str(on))
    return f"/brieven/{letter_id}"


@pytest.mark.parametrize(
    ("receipt", "last_before", "first_after"),
    [
        (None, 3, 4),  # the third working day after a Monday is its Thursday
        (1, 1, 2),  # presented on the Tuesday
        (0, 0, 1),  # handed over on the Monday itself
    ],
)
async def test_only_a_fact_of_after_its_arrival_follows_a_warning(
    app: FastAPI, city: City, receipt: int | None, last_before: int, first_after: int
) -> None:
    ban = await Ban.starts(app, city)
    on = monday(city)
    received = {} if receipt is None else {"ontvangen": str(on + timedelta(days=receipt))}
    if receipt:
        comes(city, on + timedelta(days=receipt), hour=9)
    await ban.does(ban.mayor, "waarschuwing", dag=str(on), **received)
    for days in range(last_before + 1):
        assert await links(ban, on + timedelta(days=days)) is not None, days
    assert await links(ban, on + timedelta(days=first_after)) is None


async def test_the_api_counts_a_warning_as_the_page_does(app: FastAPI, city: City) -> None:
    ban = await Ban.starts(app, city)
    on = monday(city)
    path = f"/v1/street-bans/{ban.case_id}"
    to_come = {"sentAt": city.now.isoformat(), "receivedOn": f"{on + timedelta(days=1)}"}
    refused = await city.call(MAYOR, "POST", f"{path}/warning", to_come)
    assert refused.json()["errors"][0]["field"] == "receivedOn"
    await city.does(MAYOR, f"{path}/warning", {})
    for days, status in ((3, 422), (4, 200)):
        day = on + timedelta(days=days)
        comes(city, day, hour=14)
        fine = await fine_about(city, ban.who, fact_at=noon(day))
        number = {"number": fine["number"]}
        answer = await city.call(WORKER, "POST", f"{path}/next-fact", number)
        assert answer.status_code == status, day


async def test_a_warning_that_proves_to_have_arrived_later_leaves_the_fact_without_weight(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Ger.W. art. 53bis, 2°: unless the addressee proves otherwise."""
    ban = await Ban.starts(app, city)
    on = monday(city)
    await ban.does(ban.mayor, "waarschuwing", dag=str(on))
    letter = await sent(ban, rows, "waarschuwing", on, ban.lawyer, motivation="Overlast.")
    friday = on + timedelta(days=4)
    assert await links(ban, friday) is None
    assert (await ban.row())["again"]
    comes(city, on + timedelta(days=8))
    await ban.worker.does(f"{letter}/ontvangst", bewezen=str(friday))
    row = await ban.row()
    assert (row["warned_on"], row["again"]) == (friday, False)
    hearing = {"moment": f"{ban.today + timedelta(days=20)}T10:00"}
    assert "nog geen nieuw feit" in await ban.refused(ban.worker, "uitnodigen", **hearing)
    assert await links(ban, on + timedelta(days=8)) is None
    await ban.does(ban.worker, "uitnodigen", **hearing)


async def test_a_ban_that_was_ordered_on_such_a_fact_is_for_a_person_to_look_at(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    on = monday(city)
    await ban.does(ban.mayor, "waarschuwing", dag=str(on))
    letter = await sent(ban, rows, "waarschuwing", on, ban.lawyer, motivation="Overlast.")
    assert await links(ban, on + timedelta(days=4)) is None
    await (await ban.is_heard()).is_bounded()
    await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **ban.order())
    await ban.worker.does(f"{letter}/ontvangst", bewezen=str(on + timedelta(days=7)))
    assert "Het nieuwe feit ligt voor de ontvangst" in await ban.worker.sees(ban.page)
    assert (await ban.row())["state"] == "bevolen"


BACK = "Een brief kwam terug"


async def returns(ban: Ban, letter: str, day: date) -> None:
    """Nobody of that name lives at the address, says the post on a day."""
    comes(ban.city, day, hour=10)
    said = {"returnedOn": f"{day}", "reason": "vertrokken"}
    await ban.city.does(WORKER, f"/v1/letters/{letter.rpartition('/')[2]}/return", said)


async def told_of_none(ban: Ban, fact_on: date) -> str:
    comes(ban.city, fact_on, hour=14)
    fine = await fine_about(ban.city, ban.who, fact_at=noon(fact_on))
    return await ban.worker.is_told(f"{ban.page}/nieuw-feit", nummer=fine["number"])


@pytest.mark.parametrize("days", [1, 2, 3, 6], ids=["next day", "before", "on", "after"])
async def test_a_warning_whose_letter_came_back_is_received_by_nobody(
    app: FastAPI, city: City, rows: asyncpg.Connection, days: int
) -> None:
    """Whether it came back before or after the third working day, on which the law presumes it."""
    ban = await Ban.starts(app, city)
    on = monday(city)
    await ban.does(ban.mayor, "waarschuwing", dag=str(on))
    letter = await sent(ban, rows, "waarschuwing", on, ban.lawyer, motivation="Overlast.")
    await returns(ban, letter, on + timedelta(days=days))
    row = await ban.row()
    assert (row["warned_on"], row["warned_from"]) == (None, None)
    assert BACK in await told_of_none(ban, on + timedelta(days=8))
    anew = monday(city)
    gone = "UPDATE addressee SET removed_at = $2 WHERE case_id = $1"
    await rows.execute(gone, ban.case_id, city.now)
    await sent(ban, rows, "waarschuwing", anew, ban.lawyer, motivation="Overlast.")
    comes(city, anew + timedelta(days=3), hour=9)

    async def arrived() -> bool:
        return (await ban.row())["warned_on"] is not None

    await city.clock_moves_on(arrived)
    assert (await ban.row())["warned_on"] == anew + timedelta(days=3)
    assert await links(ban, anew + timedelta(days=4)) is None


async def test_a_fact_that_was_linked_counts_no_more_once_the_warning_came_back(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    on = monday(city)
    await ban.does(ban.mayor, "waarschuwing", dag=str(on))
    letter = await sent(ban, rows, "waarschuwing", on, ban.lawyer, motivation="Overlast.")
    assert await links(ban, on + timedelta(days=4)) is None
    await returns(ban, letter, on + timedelta(days=7))
    row = await ban.row()
    assert (row["warned_on"], row["again"]) == (None, False)
    assert "ter kennis gebracht" not in await ban.worker.sees(ban.page)


async def test_a_warning_noted_after_its_letter_came_back_arrived_nowhere_without_a_receipt(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    on = monday(city)
    letter = await sent(ban, rows, "waarschuwing", on, ban.lawyer, motivation="Overlast.")
    await returns(ban, letter, on + timedelta(days=2))
    await ban.does(ban.mayor, "waarschuwing", dag=str(on))
    assert (await ban.row())["warned_on"] is None
    assert BACK in await told_of_none(ban, on + timedelta(days=8))


INVITED = {"hearing_where": "Zaal 2", "motivation": "Overlast."}


async def invited(
    app: FastAPI, city: City, rows: asyncpg.Connection, days: int, **more: str
) -> tuple[Ban, str, date]:
    """Invited by a registered letter of a Monday to a hearing some days later."""
    ban = await (await Ban.starts(app, city)).skips_warning()
    on = monday(city)
    hearing = f"{on + timedelta(days=days)}T10:00"
    await ban.does(ban.worker, "uitnodigen", moment=hearing, dag=str(on), **more)
    letter = await sent(ban, rows, "uitnodiging_hoorzitting", on, ban.lawyer, **INVITED)
    return ban, letter, on


async def test_the_time_to_prepare_runs_from_the_arrival_of_the_invitation(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Eight days from the proven day and not from the presumed Thursday."""
    ban, letter, on = await invited(app, city, rows, 14)
    thursday, friday = on + timedelta(days=3), on + timedelta(days=4)
    assert (await terms(rows, ban.case_id))["sanction.hearing_notice_days"] == (
        thursday,
        thursday + timedelta(days=8),
    )
    comes(city, on + timedelta(days=8))
    await ban.worker.does(f"{letter}/ontvangst", bewezen=str(friday))
    assert (await terms(rows, ban.case_id))["sanction.hearing_notice_days"] == (
        friday,
        friday + timedelta(days=8),
    )
    assert "Uitnodiging ter kennis gebracht" in await ban.worker.sees(ban.page)
    comes(city, on + timedelta(days=15))
    await ban.does(ban.worker, "niet-verschenen")


@pytest.mark.parametrize(("proven", "in_time"), [(6, True), (7, False)])
async def test_nobody_is_blamed_for_a_hearing_within_the_time_to_prepare(
    app: FastAPI, city: City, rows: asyncpg.Connection, proven: int, in_time: bool
) -> None:
    """A hearing on the fourteenth day leaves eight days to whoever was invited on the sixth."""
    ban, letter, on = await invited(app, city, rows, 14)
    comes(city, on + timedelta(days=15))
    await ban.does(ban.worker, "niet-verschenen")
    await ban.worker.does(f"{letter}/ontvangst", bewezen=str(on + timedelta(days=proven)))
    row = await ban.row()
    assert (row["state"], row["heard"]) == ("gehoord" if in_time else "uitgenodigd", in_time)
    if in_time:
        return
    assert "niet op tijd aan" in await ban.refused(ban.worker, "niet-verschenen")
    await ban.is_heard()
    assert (await ban.row())["heard"]


async def test_whoever_comes_all_the_same_is_heard(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban, letter, on = await invited(app, city, rows, 14)
    comes(city, on + timedelta(days=14), hour=11)
    await ban.worker.does(f"{letter}/ontvangst", bewezen=str(on + timedelta(days=12)))
    await ban.does(ban.worker, "hoorzitting", verslag="Xyz.")
    assert (await ban.row())["state"] == "gehoord"
    assert "sanction.hearing_notice_days" not in await terms(rows, ban.case_id)


async def test_an_order_after_an_absence_that_does_not_count_is_for_a_person_to_look_at(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban, letter, on = await invited(app, city, rows, 14)
    comes(city, on + timedelta(days=15))
    await ban.does(ban.worker, "niet-verschenen")
    await ban.is_bounded()
    await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **ban.order())
    await ban.worker.does(f"{letter}/ontvangst", bewezen=str(on + timedelta(days=13)))
    assert "alsof de persoon niet wou komen" in await ban.worker.sees(ban.page)


async def test_a_ban_holds_from_the_proven_day_and_the_police_hear_it(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await Ban.starts(app, city)
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    on = monday(city)
    await ban.college_meets(11)
    await ban.does(ban.mayor, "bevel", **ban.order())
    letter = await sent(ban, rows, "beslissing", on, ban.lawyer)
    thursday, proven = on + timedelta(days=3), on + timedelta(days=7)
    comes(city, thursday, hour=9)

    async def arrived() -> bool:
        return bool((await ban.row())["state"] == "actief")

    await city.clock_moves_on(arrived)
    assert city_day((await ban.row())["works_from"]) == thursday
    assert (await terms(rows, ban.case_id))["rvs.annulment_days"][0] == thursday
    comes(city, on + timedelta(days=9))
    await ban.worker.does(f"{letter}/ontvangst", bewezen=str(proven))
    assert city_day((await ban.row())["works_from"]) == proven
    assert (await terms(rows, ban.case_id))["rvs.annulment_days"][0] == proven
    assert (await ban.told()).count("notified") == 2
    assert "Bewezen dat de brief later aankwam" in await ban.worker.sees(ban.page)


async def test_an_order_says_on_which_day_the_warning_arrived(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """NGW art. 134sexies §4: what counts is a fact after the warning, and not after the post."""
    ban = await Ban.starts(app, city)
    on = monday(city)
    await ban.does(ban.mayor, "waarschuwing", dag=str(on))
    assert await links(ban, on + timedelta(days=4)) is None
    await (await ban.is_heard()).is_bounded()
    await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **ban.order())
    letters = f"/brieven/dossier/{ban.case_id}"
    await ban.worker.does(f"{letters}/geadresseerden", **TO)
    await ban.worker.does(f"{letters}/nieuw", soort="beslissing")
    letter_id = await rows.fetchval(NEWEST, ban.case_id)
    file = await ban.worker.get(f"/brieven/{letter_id}/brief.pdf")
    text = await asyncio.to_thread(text_of, file.content)
    thursday = day_in_words(on + timedelta(days=3))
    assert f"U kreeg een waarschuwing op {thursday}" in " ".join(text.split())
