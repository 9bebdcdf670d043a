"""What operators are told of a service's bus: counts and ages by what is in its tables."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from prometheus_client import REGISTRY

from chassis.bus import outbox, parking, refused, release_note, replay
from chassis.bus.admin import orders, queries
from chassis.bus.admin.orders import Act, Order
from chassis.bus.backlog import Backlog, OutboxFullError
from chassis.bus.dispatcher import Delivery
from chassis.bus.envelope import decode
from chassis.bus.parking import Selection
from chassis.bus.retention import legal_holds
from chassis.bus.retention.policy import Terms

from .support.events import cancelled, declared
from .support.handlers import message, now
from .support.sides import Side


async def parked(reader: Side, number: int, reason: str = "error", sequence: int = 1) -> UUID:
    event_id = uuid4()
    body = message(reader, cancelled(UUID(int=number)), event_id, sequence)
    delivery = Delivery(decode(body), body, "pandkalender", True, True, None)
    async with reader.database.begin(now()) as tx:
        await parking.park(tx, "databank", delivery, reason, "a detail", 3)
    return event_id


async def recorded(publisher: Side, *keys: int) -> None:
    async with publisher.database.begin(now()) as tx:
        for key in keys:
            outbox.record(tx, cancelled(UUID(int=key)))


def shown(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(f"krachtlijn_{name}", labels)


async def test_parked_messages_are_shown_oldest_first_with_how_many_wait_behind(
    reader: Side,
) -> None:
    first = await parked(reader, 1)
    for sequence in (2, 3):
        await parked(reader, 1, "behind", sequence)
    second = await parked(reader, 2, "rejected")
    await parked(reader, 3, "held")
    async with reader.database.connection() as conn:
        rows = await queries.blocking(conn, "databank", Selection(), limit=10)
        assert [(row.event_id, row.reason, row.behind) for row in rows] == [
            (first, "error", 2),
            (second, "rejected", 0),
        ]
        assert (rows[0].detail, rows[0].attempts, rows[0].requested_by) == ("a detail", 3, None)
        assert rows[0].retry_at is not None
        assert rows[1].retry_at is None
        page = await queries.blocking(conn, "databank", Selection(), limit=1, offset=1)
        assert [row.event_id for row in page] == [second]
        chosen = await queries.blocking(conn, "databank", Selection(None, None, "error"), limit=9)
        assert [row.event_id for row in chosen] == [first]
        assert await queries.blocking(conn, "reporting", Selection(), limit=9) == []
        counted = [(each.reason, each.messages) for each in await parking.counts(conn, "databank")]
        assert counted == [("behind", 2), ("error", 1), ("held", 1), ("rejected", 1)]


async def test_an_order_is_looked_at_then_carried_out_and_recorded(reader: Side) -> None:
    first, second = await parked(reader, 1), await parked(reader, 2)
    discard = Order(Act.DISCARD, Selection(first, None, None), "operator-1", "a test message")
    again = Order(Act.REDRIVE, Selection(), "operator-1", "it is mended")
    async with reader.database.begin(now()) as tx:
        assert [each.event_id for each in await orders.preview(tx, "databank", discard)] == [first]
        assert len(await orders.preview(tx, "databank", again)) == 2
        assert [each.event_id for each in await orders.carry_out(tx, "databank", discard)] == [
            first
        ]
        assert [each.event_id for each in await orders.carry_out(tx, "databank", again)] == [second]
    async with reader.database.connection() as conn:
        entries = await queries.log(conn, "databank", limit=10)
        assert [(each.action, each.event_id, each.actor, each.reason) for each in entries] == [
            ("redrive-requested", second, "operator-1", "it is mended"),
            ("discarded", first, "operator-1", "a test message"),
        ]
        assert [each.parked_detail for each in entries] == ["a detail", "a detail"]
        assert len(await queries.log(conn, "databank", limit=1)) == 1
        (older,) = await queries.log(conn, "databank", limit=10, offset=1)
        assert older.action == "discarded"
        (only,) = await queries.log(conn, "databank", event_id=second, limit=10)
        assert only.action == "redrive-requested"
        (waits,) = await queries.blocking(conn, "databank", Selection(), limit=10)
        assert (waits.event_id, waits.requested_by) == (second, "operator-1")
        assert await parking.any_ready(conn, "databank")


@pytest.mark.parametrize(("most", "estimated"), [(1, True), (2, False)])
async def test_an_inbox_that_is_larger_than_can_be_counted_is_estimated(
    reader: Side, monkeypatch: pytest.MonkeyPatch, most: int, *, estimated: bool
) -> None:
    monkeypatch.setattr(queries, "COUNTED", most)
    async with reader.sandbox.asking("databank", owner=True) as owner:
        for _ in range(2):
            await owner.execute(
                "INSERT INTO bus_inbox (consumer, event_id, digest) VALUES ('databank', $1, '')",
                uuid4(),
            )
        await owner.execute("ANALYZE bus_inbox")
    async with reader.database.connection() as conn:
        state = await queries.inbox(conn)
    assert (state.events, state.estimated) == (2, estimated)


async def test_the_backlog_is_measured_with_what_needs_somebody(publisher: Side) -> None:
    backlog = Backlog(4)
    await recorded(publisher, 1, 1, 2)
    async with publisher.database.connection() as conn:
        first, *_ = await outbox.pending(conn, 1)
        await outbox.set_aside(conn, first, "RefusedError")
        await conn.execute("UPDATE bus_outbox SET recorded_at = recorded_at - interval '40 s'")
        for name, attempts in (("a", 9), ("a", 10), ("a", 11), ("b", 10)):
            await conn.execute(
                "INSERT INTO bus_timer (name, key, due_at, data, attempts)"
                " VALUES ($1, $2, now(), '{}', $3)",
                name,
                f"{name}{attempts}",
                attempts,
            )
        state, counts = await queries.outbox(conn), await queries.timers(conn)
    assert state.events == 3
    assert 40 <= state.seconds < 60
    assert (counts.waiting, counts.due, counts.failed) == (4, 4, 3)
    await backlog.measure(publisher.database)
    assert (backlog.size, backlog.key_awaited, backlog.gaps) == (3, 0, 0)
    assert 40 <= backlog.age < 60
    assert backlog.stuck_timers == {"a": 2, "b": 1}
    assert shown("outbox_events") == 3
    assert shown("refused_events") == 1
    assert shown("timers_stuck", timer="a") == 2
    backlog.check()
    await recorded(publisher, 3)
    await backlog.measure(publisher.database)
    with pytest.raises(OutboxFullError):
        backlog.check()
    async with publisher.database.connection() as conn:
        await conn.execute("DELETE FROM bus_outbox WHERE refused IS NULL")
        assert (await queries.outbox(conn)).events == 1
    await backlog.measure(publisher.database)
    assert (backlog.size, backlog.age) == (1, 0.0), "what the broker refuses is not late"


async def test_what_waits_for_a_key_or_names_what_never_came_is_measured(reader: Side) -> None:
    for number, reason in enumerate(("key", "key", "error"), 1):
        await parked(reader, number, reason)
    async with reader.database.connection() as conn:
        await conn.execute(
            "INSERT INTO bus_gap (consumer, event_id, sender, partition_key, named_by, type)"
            " VALUES ('databank', $1, 'pandkalender', 'k', $2, 't')",
            uuid4(),
            uuid4(),
        )
    backlog = Backlog(4)
    await backlog.measure(reader.database)
    assert (backlog.key_awaited, backlog.gaps, backlog.size) == (2, 1, 0)
    assert shown("parked_messages") == 3
    assert shown("key_awaited_messages") == 2
    assert shown("gap_events") == 1
    assert shown("outbox_events") == 0
    assert shown("outbox_age_seconds") == 0
    async with reader.database.connection() as conn:
        await conn.execute("DELETE FROM bus_parked")
    await backlog.measure(reader.database)
    assert (shown("parked_messages"), shown("key_awaited_messages")) == (0, 0)


async def test_what_the_broker_refuses_is_given_up_only_when_nobody_tries_it(
    publisher: Side,
) -> None:
    await recorded(publisher, 1, 2, 1, 1)
    async with publisher.database.connection() as conn:
        first, *_ = await outbox.pending(conn, 4)
        await outbox.set_aside(conn, first, "RefusedError")
        (told,) = await refused.look(conn)
    assert (told.event_id, told.why, told.behind) == (first.event_id, "RefusedError", 2)

    async def given_up(after: float, event_id: UUID = first.event_id) -> bool:
        async with publisher.database.begin(now()) as tx:
            await tx.conn.execute(
                "UPDATE bus_outbox SET refused_at = clock_timestamp() - $1 * interval '1 second'"
                " WHERE refused IS NOT NULL",
                after,
            )
            return await refused.give_up(
                tx, "pandkalender", event_id, actor="operator-1", reason="too large"
            )

    assert not await given_up(34)
    assert not await given_up(36, uuid4())
    assert await given_up(36)
    assert not await given_up(36)
    async with publisher.database.connection() as conn:
        assert await refused.look(conn) == []
        (entry,) = await queries.log(conn, "pandkalender", limit=9)
    assert (entry.action, entry.actor, entry.reason) == ("given-up", "operator-1", "too large")
    assert (entry.parked_reason, entry.parked_detail) == ("refused", "RefusedError")


@pytest.mark.parametrize(("ago", "runs"), [(170, True), (190, False)])
async def test_a_release_without_a_note_for_three_minutes_runs_no_more(
    reader: Side, ago: int, *, runs: bool
) -> None:
    note = release_note.ReleaseNote(reader.database, "databank")
    await note._note()
    own = release_note.release_of("databank")
    async with reader.database.connection() as conn:
        assert await release_note.running(conn, "databank") == [own]
        assert await release_note.running(conn, "reporting") == []
        await conn.execute(
            "UPDATE bus_running SET seen_at = seen_at - $1 * interval '1 second'", ago
        )
        assert await release_note.running(conn, "databank") == ([own] if runs else [])
    await note._note()
    async with reader.database.connection() as conn:
        assert await release_note.running(conn, "databank") == [own]
    async with reader.sandbox.asking("databank", owner=True) as owner:
        await owner.execute("DELETE FROM bus_running")


async def test_a_replay_is_open_until_it_was_sent(publisher: Side) -> None:
    since, until = now() - timedelta(days=2), now() - timedelta(days=1)
    async with publisher.database.begin(now()) as tx:
        first = await replay.ask_for_replay(
            tx, "databank", since=since, until=until, actor="operator-1", reason="it lost some"
        )
        listed = await replay.ask_for_listed(tx, "databank", [], actor="a", reason="b")
    async with publisher.database.connection() as conn:
        one, two = await queries.replays(conn)
        assert (one.id, one.reader, one.since, one.until) == (first, "databank", since, until)
        assert (one.actor, one.reason, one.sent, two.id) == (
            "operator-1",
            "it lost some",
            0,
            listed,
        )
        await conn.execute("UPDATE bus_replay SET done_at = now() WHERE id = $1", first)
        (left,) = await queries.replays(conn)
    assert left.id == listed


def test_who_may_have_what_again_is_in_the_contracts() -> None:
    assert declared().type in replay.replayable("pandkalender", "databank")
    assert declared().type not in replay.replayable("pandkalender", "registry")
    assert replay.replayable("databank", "databank") == []


async def test_nothing_is_sent_again_that_the_archive_may_have_forgotten(publisher: Side) -> None:
    """The longer of what was erased and what the term says; with no term, all there is."""
    async with publisher.database.connection() as conn:
        beginning = await replay.horizon(conn, Terms({}))
        by_term = await replay.horizon(conn, Terms.load())
    assert beginning.year == 1970
    term = Terms.load().of("archive", now().date())
    assert term is not None
    assert abs(now() - by_term - timedelta(days=term.days)) < timedelta(minutes=1)
    async with publisher.sandbox.asking("pandkalender", owner=True) as owner:
        erased = now() - timedelta(days=40)
        await owner.execute(
            "INSERT INTO bus_erasure VALUES ('archive', now(), $1, 'a term', 1, 0)", erased
        )
    async with publisher.database.connection() as conn:
        assert await replay.horizon(conn, Terms({})) == erased
        assert await replay.horizon(conn, Terms.load()) == max(erased, by_term)
        (proof,) = await legal_holds.proofs(conn, 9)
    assert (proof.store, proof.before, proof.events) == ("archive", erased, 1)


async def test_a_hold_stands_until_it_is_released_once(publisher: Side) -> None:
    async with publisher.database.begin(now()) as tx:
        first = await legal_holds.hold(tx, type="t", actor="a", reason="a court asks")
        second = await legal_holds.hold(tx, partition_key="k", actor="b", reason="another")
        assert [hold.id for hold in await legal_holds.standing(tx.conn)] == [first, second]
        assert await legal_holds.release(tx, first, actor="c", reason="it is over")
        assert not await legal_holds.release(tx, first, actor="c", reason="it is over")
        assert not await legal_holds.release(tx, 10**9, actor="c", reason="never was")
        (left,) = await legal_holds.standing(tx.conn)
    assert (left.id, left.type, left.partition_key, left.event_id) == (second, None, "k", None)
    assert (left.actor, left.reason) == ("b", "another")
