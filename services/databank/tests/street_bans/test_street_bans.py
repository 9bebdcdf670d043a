"""A street ban reaches the police at once, and stays no longer than it matters."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from chassis.days import city_day, day_start
from chassis.web import Function
from contracts.codes import BanEnd, OffenderRole
from contracts.enforcement import (
    StreetBanEnded,
    StreetBanNotified,
    StreetBanOrdered,
    StreetBanResumed,
    StreetBanStayed,
    StreetBanWithdrawn,
)
from databank.street_bans.rules import BanOrder, BanState

from ..support.browser import signed_in
from ..support.databank import Databank, day
from ..support.findings import drawn_up
from ..support.street_bans import ordered


async def states(databank: Databank, ban: StreetBanOrdered, at: datetime) -> list[BanState]:
    rows = await databank.fetch(
        "SELECT * FROM street_ban WHERE case_id = $1 ORDER BY renewal", ban.case_id
    )
    orders = [
        BanOrder(**{name: row[name] for name in BanOrder.__dataclass_fields__}) for row in rows
    ]
    return [order.state(at) for order in orders]


async def test_a_ban_is_known_at_once_and_holds_from_its_notification(databank: Databank) -> None:
    at = day(databank.today)
    ban = ordered(uuid4(), at)
    await databank.tell(ban, at=at)
    assert await states(databank, ban, at) == [BanState.BEVOLEN]

    works_from = at + timedelta(hours=3)
    told = StreetBanNotified(
        case_id=ban.case_id,
        order_id=ban.order_id,
        renewal=0,
        works_from=works_from,
        notified_at=works_from,
    )
    await databank.tell(told, at=works_from)
    assert await states(databank, ban, at) == [BanState.KOMT]
    assert await states(databank, ban, works_from) == [BanState.LOOPT]
    assert await states(databank, ban, ban.ends_at) == [BanState.VOORBIJ]


async def test_a_judge_stops_a_ban_and_an_end_ends_it(databank: Databank) -> None:
    at = day(databank.today)
    ban = ordered(uuid4(), at)
    told = StreetBanNotified(
        case_id=ban.case_id, order_id=ban.order_id, renewal=0, works_from=at, notified_at=at
    )
    await databank.tell(ban, told, StreetBanStayed(case_id=ban.case_id, stayed_at=at), at=at)
    assert await states(databank, ban, at) == [BanState.GESCHORST]

    await databank.tell(StreetBanResumed(case_id=ban.case_id, resumed_at=at), at=at)
    assert await states(databank, ban, at) == [BanState.LOOPT]

    end = StreetBanEnded(case_id=ban.case_id, how=BanEnd.OPGEHEVEN, ended_at=at)
    await databank.tell(end, at=at)
    assert await states(databank, ban, at) == [BanState.VOORBIJ]


@pytest.mark.parametrize("renewed", [False, True])
async def test_an_order_that_was_taken_back_never_was(databank: Databank, renewed: bool) -> None:
    """The order before a renewal holds on; of a ban without an order nothing is left."""
    at = day(databank.today)
    ban = ordered(uuid4(), at)
    works = StreetBanNotified(
        case_id=ban.case_id, order_id=ban.order_id, renewal=0, works_from=at, notified_at=at
    )
    await databank.tell(ban, works, at=at)
    taken = ban
    if renewed:
        taken = ban.model_copy(
            update={"order_id": uuid4(), "renewal": 1, "ends_at": at + timedelta(days=58)}
        )
        await databank.tell(taken, at=at)
    withdrawn = StreetBanWithdrawn(
        case_id=ban.case_id, order_id=taken.order_id, renewal=taken.renewal, withdrawn_at=at
    )
    await databank.tell(withdrawn, withdrawn, at=at)
    assert await states(databank, ban, at) == ([BanState.LOOPT] if renewed else [])
    kept = await databank.fetch("SELECT FROM street_ban_finding WHERE case_id = $1", ban.case_id)
    assert len(kept) == (1 if renewed else 0)


async def test_where_a_ban_holds_is_sealed_at_rest(databank: Databank) -> None:
    at = day(databank.today)
    ban = ordered(uuid4(), at)
    await databank.tell(ban, at=at)
    (row,) = await databank.fetch("SELECT * FROM street_ban WHERE case_id = $1", ban.case_id)
    for street in ("Proefkaai", "Voorbeeldstraat"):
        assert street not in repr(dict(row))
        assert street.encode() not in row["said"]


async def test_a_ban_is_forgotten_a_month_after_its_last_renewal(databank: Databank) -> None:
    at = day(databank.today)
    ban = ordered(uuid4(), at)
    renewed = ban.model_copy(
        update={"order_id": uuid4(), "renewal": 1, "ends_at": at + timedelta(days=58)}
    )
    await databank.tell(ban, renewed, at=at)
    (timer,) = await databank.fetch(
        "SELECT due_at FROM bus_timer WHERE name = 'street-ban-over' AND key = $1", str(ban.case_id)
    )
    assert timer["due_at"] == renewed.ends_at + timedelta(days=31)


async def test_what_a_lapsed_renewal_left_is_lifted_and_forgotten_from_that_day_on(
    databank: Databank,
) -> None:
    at = day(databank.today)
    ban = ordered(uuid4(), at)
    renewed = ban.model_copy(
        update={
            "order_id": uuid4(),
            "renewal": 1,
            "begins_at": ban.ends_at,
            "ends_at": at + timedelta(days=58),
        }
    )
    works = StreetBanNotified(
        case_id=ban.case_id, order_id=ban.order_id, renewal=0, works_from=at, notified_at=at
    )
    lapsed = StreetBanEnded(case_id=ban.case_id, how=BanEnd.VERVALLEN, ended_at=ban.ends_at)
    await databank.tell(ban, works, renewed, lapsed, at=at)
    assert await states(databank, ban, at) == [BanState.LOOPT, BanState.BEVOLEN]
    soon = at + timedelta(hours=2)
    lifted = StreetBanEnded(case_id=ban.case_id, how=BanEnd.OPGEHEVEN, ended_at=soon)
    await databank.tell(lifted, lifted, at=soon)
    assert await states(databank, ban, soon) == [BanState.VOORBIJ, BanState.VOORBIJ]
    (timer,) = await databank.fetch(
        "SELECT due_at FROM bus_timer WHERE name = 'street-ban-over' AND key = $1", str(ban.case_id)
    )
    assert timer["due_at"] == soon + timedelta(days=31)


def test_the_last_day_of_a_ban_is_the_day_before_its_end() -> None:
    begins, ends = day_start(date(2026, 3, 2)), day_start(date(2026, 3, 30))
    order = BanOrder(
        *(uuid4(), uuid4(), 0, OffenderRole.PROSTITUANT, begins, ends, begins),
        *(None, None, None, None),
    )
    assert (order.first_day, order.last_day) == (date(2026, 3, 2), date(2026, 3, 29))
    lifted = replace(order, ended_at=day_start(date(2026, 3, 10)) + timedelta(hours=9))
    assert lifted.last_day == date(2026, 3, 10)
    told = replace(order, works_from=begins)
    before = begins - timedelta(hours=1)
    assert (order.state(before), told.state(before)) == (BanState.BEVOLEN, BanState.KOMT)
    assert (order.state(begins), told.state(begins)) == (BanState.BEVOLEN, BanState.LOOPT)


def test_a_lapsed_renewal_leaves_the_order_before_it_its_own_days() -> None:
    at = day(0)
    first = BanOrder(
        *(uuid4(), uuid4(), 0, OffenderRole.PROSTITUANT, at, at + timedelta(days=30), at),
        *(at, None, None, None),
    )
    ended = replace(first, ended_at=at + timedelta(days=30), how=BanEnd.VERVALLEN)
    assert ended.state(at + timedelta(days=29)) is BanState.LOOPT
    assert ended.state(at + timedelta(days=30)) is BanState.VOORBIJ


async def told(databank: Databank, finding_id: str, at: datetime) -> StreetBanOrdered:
    """A ban on the offender of a finding, which holds."""
    ban = ordered(finding_id, at)
    told = StreetBanNotified(
        case_id=ban.case_id, order_id=ban.order_id, renewal=0, works_from=at, notified_at=at
    )
    await databank.tell(ban, told, at=at)
    return ban


async def test_the_police_see_who_where_and_until_when(databank: Databank) -> None:
    name = f"Vera {uuid4().hex[:8]}"
    finding_id = await drawn_up(databank, offender={"name": name, "birthDate": "1970-01-01"})
    at = day(databank.today)
    ban = await told(databank, finding_id, at)
    officer = (await signed_in(databank, Function.POLITIE_AGENT, "agent-straat")).moves_to(at)
    shown = await officer.get("/straatverboden")
    for part in (name, "Voorbeeldstraat 1-19", "Woning: Proefkaai 4", "Loopt"):
        assert part in shown.text

    last_day = city_day(ban.ends_at - timedelta(microseconds=1))
    assert re.search(rf"tot en met \w\w {last_day.day}/{last_day:%m/%Y}", shown.text)

    over = (await signed_in(databank, Function.POLITIE_AGENT, "agent-straat")).moves_to(ban.ends_at)
    assert name not in (await over.get("/straatverboden")).text


async def test_who_looked_at_a_ban_is_logged(databank: Databank) -> None:
    at = day(databank.today)
    ban = await told(databank, await drawn_up(databank), at)
    subject = f"agent-{uuid4().hex[:6]}"
    officer = (await signed_in(databank, Function.POLITIE_AGENT, subject)).moves_to(at)
    await officer.get("/straatverboden")
    looked = await databank.fetch(
        "SELECT * FROM access_log WHERE subject_kind = 'street-ban' AND subject_id = $1",
        str(ban.case_id),
    )
    assert [row["actor_subject"] for row in looked] == [subject]
