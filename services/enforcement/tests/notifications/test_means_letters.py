"""A penalty payment or seals after the order: told by letter, and nothing is owed before that.

B II.21 and the law of 29 July 1991: whoever a decision concerns gets it, with its reasons and the
way to contest it. NGW art. 133ter: a penalty has an amount, a unit, a ceiling and days of grace.
"""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from contracts.databank import ExecutionChecked
from contracts.enforcement import ExecutionCheckRequested
from enforcement.notifications.words import day_in_words

from ..support.browser import Browser, signed_in
from ..support.city import City
from ..support.measures import PUBLIC_ORDER, Measure
from .test_order_letters import CITY, TO, Post, missing, said

PENALTY = {
    "bedrag": "250",
    "eenheid": "per_dag",
    "maximum": "5000",
    "reden": "De deur ging weer open.",
    "zeker": "ja",
}
REMEDY = ("Bent u het niet eens met deze beslissing", "binnen 60 dagen vanaf de kennisgeving")
AWAITED = "/brieven/te-maken?soort=mayor-measure:dwangmiddel"
WAITS = "kwam nog niet ter kennis"


async def penalised(app: FastAPI, city: City, *, grace: int = 0) -> tuple[Measure, Browser]:
    """A closure that works, under a penalty with some days of grace, that is not respected; and
    who checks letters."""
    case = await Measure.starts(app, city, **PUBLIC_ORDER)
    await case.notified(grond="ngw_135")
    await case.worker.does(f"/brieven/dossier/{case.case_id}/geadresseerden", **TO)
    grace_until = case.today + timedelta(days=grace)
    await case.does(case.mayor, "dwangsom", **PENALTY, uiterlijk=str(grace_until))
    await case.does(case.worker, "controle-vragen")
    asked = [e.data for e in await city.sandbox.recorded("enforcement", ExecutionCheckRequested)]
    mine = next(each for each in asked if each["premisesId"] == case.premises_id)
    event = ExecutionChecked(
        case_id=mine["caseId"],
        premises_id=case.premises_id,
        complied=False,
        checked_at=city.now,
    )
    await city.sandbox.handled("enforcement", await city.sandbox.publish(event, at=city.now))
    return case, await signed_in(app, city, Function.JURIST_BH, "kijkt-na")


def breach(day: date) -> dict[str, str]:
    return {"dag": f"{day}", "overmacht": "true", "reden": "PV 12/26.", "zeker": "ja"}


async def test_a_penalty_after_the_order_goes_to_whom_it_concerns(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    case, lawyer = await penalised(app, city, grace=5)
    post = Post(city, rows, case.page)
    assert "Dwangsom of verzegeling" in await case.worker.sees(post.page)
    assert await case.number() in await case.worker.sees(AWAITED)

    letter = await post.drafted(case.worker, "dwangmiddel", wijze="tegen_ontvangstbewijs")
    text = await said(case.worker, letter, tmp_path)
    grace_until = case.today + timedelta(days=5)
    wanted = (
        *("€ 250", "voor elke dag waarop u het bevel niet volgt", "€ 5000", "artikel 133ter"),
        f"tot en met {day_in_words(grace_until)}",
        f"kan moeten betalen: {day_in_words(grace_until + timedelta(days=1))}",
        *("De deur ging weer open.", "overmacht", CITY.payment.iban, *REMEDY),
    )
    assert missing(text, *wanted) == []

    await post.arrives(letter, lawyer, case.worker)
    assert "ter kennis gebracht op" in await case.worker.sees(case.page)
    assert await case.number() not in await case.worker.sees(AWAITED)
    why = await case.worker.is_told(f"{post.page}/nieuw", soort="dwangmiddel")
    assert "Er is geen verzegeling of dwangsom die nog ter kennis moet komen." in why


@pytest.mark.parametrize("after", [-1, 0, 1])
async def test_a_breach_is_owed_from_the_day_after_the_notification(
    app: FastAPI, city: City, rows: asyncpg.Connection, after: int
) -> None:
    """The day before, the day itself, and the day after it."""
    case, lawyer = await penalised(app, city)
    city.later(days=3)
    assert WAITS in await case.refused(case.worker, "verbeurd", **breach(case.today))
    post = Post(city, rows, case.page)
    letter = await post.drafted(case.worker, "dwangmiddel", wijze="tegen_ontvangstbewijs")
    await post.arrives(letter, lawyer, case.worker)
    notified_on = case.today
    city.later(days=2)
    day = notified_on + timedelta(days=after)
    if after < 1:
        told = f"Tot en met {notified_on:%d/%m/%Y} is er nog geen dwangsom."
        assert told in await case.refused(case.worker, "verbeurd", **breach(day))
    else:
        await case.does(case.worker, "verbeurd", **breach(day))
        assert "€ 250," in await case.worker.sees(case.page)


async def test_days_before_a_later_receipt_are_owed_no_more(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    """Registered, it counts on the third working day (Ger.W. art. 53bis), until a later one is
    proven; what was forfeited before that day falls."""
    case, lawyer = await penalised(app, city)
    post = Post(city, rows, case.page)
    letter = await post.drafted(case.worker, "dwangmiddel")
    letter_id = letter.rpartition("/")[2]
    await lawyer.does("/brieven/nakijken", brief=letter_id)
    await case.worker.does("/brieven/posten", brief=letter_id, gepost=str(case.today))

    async def told() -> date | None:
        query = "SELECT max(notified_on) FROM measure_means WHERE case_id = $1"
        day: date | None = await rows.fetchval(query, UUID(case.case_id))
        return day

    city.later(days=9)

    async def counts() -> bool:
        return await told() is not None

    await city.clock_moves_on(counts)
    presumed = await told()
    assert presumed is not None
    first, last = presumed + timedelta(days=1), presumed + timedelta(days=3)
    await case.does(case.worker, "verbeurd", **breach(first) | {"tot": f"{last}"})
    assert "€ 750," in await case.worker.sees(case.page)
    proven = presumed + timedelta(days=2)
    await case.worker.does(f"{letter}/ontvangst", bewezen=str(proven))
    assert await told() == proven
    assert "€ 250," in await case.worker.sees(case.page)


async def test_what_comes_after_a_letter_waits_for_one_of_its_own(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    case, lawyer = await penalised(app, city)
    post = Post(city, rows, case.page)
    first = await post.drafted(case.worker, "dwangmiddel", wijze="tegen_ontvangstbewijs")
    await lawyer.does("/brieven/nakijken", brief=first.rpartition("/")[2])
    await case.worker.does(
        "/brieven/posten", brief=first.rpartition("/")[2], gepost=str(case.today)
    )
    await case.does(case.mayor, "verzegeling", reden="Nog altijd open.", zeker="ja")
    await case.worker.does(f"{first}/ontvangst", ontvangen=str(case.today))
    query = "SELECT means, notified_on IS NULL FROM measure_means WHERE case_id = $1 ORDER BY 1"
    waits = await rows.fetch(query, UUID(case.case_id))
    assert [tuple(each) for each in waits] == [("dwangsom", False), ("verzegeling", True)]
    second = await post.drafted(case.worker, "dwangmiddel", wijze="tegen_ontvangstbewijs")
    text = await said(case.worker, second, tmp_path)
    assert missing(text, "verzegelen", "Nog altijd open.", *REMEDY) == []
    assert "€ 250" not in text and "De deur ging weer open." not in text
