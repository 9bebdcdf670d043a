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


FORFEITED = "dwangsom_verbeurd"
OWED = "/brieven/te-maken?soort=mayor-measure:dwangsom_verbeurd"
ASKED = """
SELECT c.reference, c.due_on, f.told_on FROM payment_claim c
  JOIN measure_forfeit f ON f.forfeit_id = c.case_id WHERE c.measure_id = $1 ORDER BY f.first_day
"""


async def forfeited(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> tuple[Measure, Browser, date]:
    """Two days were forfeited under a penalty of which its owner was told; with the first."""
    case, lawyer = await penalised(app, city)
    post = Post(city, rows, case.page)
    letter = await post.drafted(case.worker, "dwangmiddel", wijze="tegen_ontvangstbewijs")
    await post.arrives(letter, lawyer, case.worker)
    first = case.today + timedelta(days=1)
    city.later(days=3)
    last = first + timedelta(days=1)
    await case.does(case.worker, "verbeurd", **breach(first) | {"tot": f"{last}"})
    return case, lawyer, first


async def test_what_was_forfeited_is_asked_by_a_letter(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    """B II.21: whoever it concerns reads what he owes, for which days, how to pay it and how to
    say that it is wrong; the 30 days to pay run from that letter, and nobody is late before it."""
    case, lawyer, first = await forfeited(app, city, rows)
    post = Post(city, rows, case.page)
    assert await case.number() in await case.worker.sees(OWED)
    assert "nog niet gevraagd" in await case.worker.sees(case.page)

    letter = await post.drafted(case.worker, FORFEITED, wijze="tegen_ontvangstbewijs")
    text = await said(case.worker, letter, tmp_path)
    (asked,) = await rows.fetch(ASKED, UUID(case.case_id))
    number = asked["reference"]
    wanted = (
        *("€ 500", f"{day_in_words(first)} tot en met {day_in_words(first + timedelta(days=1))}"),
        *(f"+++{number[:3]}/{number[3:7]}/{number[7:]}+++", CITY.payment.iban, "artikel 133ter"),
        *(
            "binnen 30 dagen vanaf de kennisgeving",
            "overmacht",
            "er niet mee eens",
            "afbetalingsplan",
        ),
    )
    assert missing(text, *wanted) == []

    finance = await signed_in(app, city, Function.FINANCIEN)
    claim = await rows.fetchval(
        "SELECT forfeit_id FROM measure_forfeit WHERE case_id = $1", UUID(case.case_id)
    )
    assert "De invordering wacht." in await finance.sees(f"/betalingen/{claim}")
    city.later(days=5)
    await post.arrives(letter, lawyer, case.worker)
    (asked,) = await rows.fetch(ASKED, UUID(case.case_id))
    assert asked["told_on"] == case.today
    assert asked["due_on"] >= case.today + timedelta(days=30)
    assert "De invordering wacht." not in await finance.sees(f"/betalingen/{claim}")
    assert await case.number() not in await case.worker.sees(OWED)
    assert "gevraagd op" in await case.worker.sees(case.page)
    why = await case.worker.is_told(f"{post.page}/nieuw", soort=FORFEITED)
    assert "Er is geen verbeurde dwangsom die nog gevraagd moet worden." in why


async def test_each_amount_is_asked_once(
    app: FastAPI, city: City, rows: asyncpg.Connection, tmp_path: Path
) -> None:
    case, lawyer, first = await forfeited(app, city, rows)
    post = Post(city, rows, case.page)
    letter = await post.drafted(case.worker, FORFEITED, wijze="tegen_ontvangstbewijs")
    await post.arrives(letter, lawyer, case.worker)
    city.later(days=2)
    later = first + timedelta(days=2)
    await case.does(case.worker, "verbeurd", **breach(later))
    assert await case.number() in await case.worker.sees(OWED)
    second = await post.drafted(case.worker, FORFEITED, wijze="tegen_ontvangstbewijs")
    text = await said(case.worker, second, tmp_path)
    assert missing(text, "€ 250", day_in_words(later)) == []
    assert "€ 500 " not in text and day_in_words(first) not in text


async def test_an_amount_whose_letter_came_back_is_asked_again(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case, lawyer, _first = await forfeited(app, city, rows)
    post = Post(city, rows, case.page)
    letter = await post.drafted(case.worker, FORFEITED)
    letter_id = letter.rpartition("/")[2]
    await lawyer.does("/brieven/nakijken", brief=letter_id)
    await case.worker.does("/brieven/posten", brief=letter_id, gepost=str(case.today))
    city.later(days=9)

    async def counts() -> bool:
        (asked,) = await rows.fetch(ASKED, UUID(case.case_id))
        return asked["told_on"] is not None

    await city.clock_moves_on(counts)
    await case.worker.does(f"{letter}/terug", terug=str(case.today), waarom="onbekend")
    assert not await counts()
    assert "nog niet gevraagd" in await case.worker.sees(case.page)


BY_HAND = "De verzegeling of dwangsom ter kennis brengen"


async def test_nobody_notes_by_hand_what_a_letter_on_its_way_notes(
    app: FastAPI, city: City, rows: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the mayor decides behind that letter still waits for somebody."""
    for place in ("MOST_ROWS", "LOOKED_AT"):  # cases of other tests wait, too
        monkeypatch.setattr(f"enforcement.today.compile.{place}", 10_000)
    case, lawyer = await penalised(app, city)
    post = Post(city, rows, case.page)
    offered = f"{BY_HAND} : {await case.number()}"
    assert offered in await case.worker.sees("/vandaag")
    letter = await post.drafted(case.worker, "dwangmiddel")
    letter_id = letter.rpartition("/")[2]
    await lawyer.does("/brieven/nakijken", brief=letter_id)
    await case.worker.does("/brieven/posten", brief=letter_id, gepost=str(case.today))
    assert offered not in await case.worker.sees("/vandaag")
    await case.does(case.mayor, "verzegeling", reden="Nog altijd open.", zeker="ja")
    assert offered in await case.worker.sees("/vandaag")


async def test_a_penalty_whose_letter_came_back_was_told_to_nobody(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    case, lawyer = await penalised(app, city)
    post = Post(city, rows, case.page)
    letter = await post.drafted(case.worker, "dwangmiddel")
    letter_id = letter.rpartition("/")[2]
    await lawyer.does("/brieven/nakijken", brief=letter_id)
    await case.worker.does("/brieven/posten", brief=letter_id, gepost=str(case.today))
    city.later(days=9)

    async def counts() -> bool:
        return "ter kennis gebracht op" in await case.worker.sees(case.page)

    await city.clock_moves_on(counts)
    await case.worker.does(f"{letter}/terug", terug=str(case.today), waarom="onbekend")
    seen = await case.worker.sees(case.page)
    assert "nog niet ter kennis gebracht: de brief kwam terug" in seen
    assert "ter kennis gebracht op" not in seen
