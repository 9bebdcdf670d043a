"""Parking at a client: with its reason, later ones of its key behind it, and no other waits."""

import asyncio
import json
import sqlite3
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from faststream.rabbit.opentelemetry import RabbitTelemetryMiddleware
from faststream.rabbit.prometheus import RabbitPrometheusMiddleware
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client import CollectorRegistry
from pydantic import TypeAdapter

from chassis.bus.envelope import encode
from chassis.db import Cause
from contracts import Event, NotOpenedError, Sealed
from contracts.codes import CancelReason
from contracts.event import Seal
from contracts.identity import IdentityClaim, WorkerClaim
from contracts.pandkalender import ShiftCancelled, ShiftDeclared
from krachtlijn_client import Access, Reader, Receipt, RejectedError, TransientError

from .support.reading import access, parked, reading
from .support.tutorial import Tutorial, until

KEYS = 'export KRACHTLIJN_SECRETS_TREE="$SECRETS"; krachtlijn bus keys'
WHEN = datetime(2026, 3, 1, 20, tzinfo=UTC)


def declared(shift: UUID, name: str = "Ana") -> ShiftDeclared:
    claim = IdentityClaim(given_names=name, family_name="Voorbeeld", birth_date="1999-02-03")
    return ShiftDeclared(
        shift_id=shift,
        premises_id=uuid4(),
        room_id=uuid4(),
        starts_at=WHEN,
        ends_at=WHEN + timedelta(hours=8),
        declared_at=WHEN,
        lead_minutes=0,
        late=False,
        declared_by="owner",
        worker=Sealed.of(WorkerClaim(worker_ref=uuid4(), identity=claim)),
    )


def cancelled(shift: UUID) -> ShiftCancelled:
    return ShiftCancelled(
        shift_id=shift, premises_id=uuid4(), cancelled_at=WHEN, reason=CancelReason.ZIEK
    )


@pytest.fixture
def allowed(tutorial: Tutorial, observer: None, tmp_path: Path) -> Access:
    return access(tutorial, tmp_path)


class Diary:
    """A client that writes down what it had, and fails as it is told."""

    def __init__(
        self,
        access: Access,
        metrics: CollectorRegistry | None = None,
        provider: TracerProvider | None = None,
    ) -> None:
        with sqlite3.connect(access.inbox) as inbox:
            inbox.execute("CREATE TABLE IF NOT EXISTS diary (key TEXT, kind TEXT)")
        middlewares: list[Any] = []
        if metrics is not None and provider is not None:
            middlewares = [
                RabbitPrometheusMiddleware(registry=metrics),
                RabbitTelemetryMiddleware(tracer_provider=provider),
            ]
        self.reader = Reader(access, middlewares=middlewares)
        self.failures: dict[UUID, Exception] = {}
        self.tries = 0
        self.names: list[str] = []
        self.last: Event | None = None
        self.reader.on(ShiftDeclared)(self._write)
        self.reader.on(ShiftCancelled)(self._write)

    async def _write(self, event: Any, receipt: Receipt) -> None:
        self.last = event
        if isinstance(event, ShiftDeclared) and self.reader.access.queue in event.worker.boxes:
            self.names.append(event.worker.value.identity.given_names)
        receipt.tx.execute(
            "INSERT INTO diary VALUES (?, ?)", (event.partition_key, type(event).__name__)
        )
        if event.shift_id in self.failures:
            self.tries += 1
            raise self.failures[event.shift_id]

    def of(self, shift: UUID) -> list[str]:
        rows = self.reader.inbox.conn.execute("SELECT kind FROM diary WHERE key = ?", (str(shift),))
        return [kind for (kind,) in rows]


async def test_a_bad_event_holds_its_key_alone_and_is_tried_again_when_asked(
    tutorial: Tutorial, allowed: Access
) -> None:
    diary, bad, good = Diary(allowed), uuid4(), uuid4()
    diary.failures[bad] = ValueError("Ana Voorbeeld")
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(bad), cancelled(bad), declared(good))
        first, behind = await parked(diary.reader, 2)
        await until(lambda: diary.of(good) == ["ShiftDeclared"], "others go on")
        assert (first.reason, behind.reason) == ("error", "behind")
        assert "ValueError at test_reader.py" in first.detail
        assert "Ana" not in first.detail
        assert diary.tries == 3
        assert diary.of(bad) == []
        diary.failures.clear()
        assert diary.reader.inbox.ask_again(position=behind.position) == 0
        assert diary.reader.inbox.ask_again(position=first.position) == 1
        await parked(diary.reader, 0)
        assert diary.of(bad) == ["ShiftDeclared", "ShiftCancelled"]


async def test_what_is_given_up_lets_those_behind_go_on(
    tutorial: Tutorial, allowed: Access
) -> None:
    diary, bad = Diary(allowed), uuid4()
    diary.failures[bad] = RejectedError("this place is not ours")
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(bad), cancelled(bad))
        first, _behind = await parked(diary.reader, 2)
        assert (first.reason, first.detail) == ("rejected", "this place is not ours")
        assert diary.tries == 1
        diary.failures.clear()
        assert diary.reader.inbox.drop(first.position)
        await parked(diary.reader, 0)
        assert diary.of(bad) == ["ShiftCancelled"]


async def test_what_is_away_is_waited_for_and_nothing_is_parked(
    tutorial: Tutorial, allowed: Access
) -> None:
    diary, shift = Diary(allowed), uuid4()
    diary.failures[shift] = TransientError("the map is away")
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(shift))
        await until(lambda: diary.tries > 3, "tried time and again")
        diary.failures.clear()
        await until(lambda: diary.of(shift) == ["ShiftDeclared"], "had once it was back")
        assert diary.reader.inbox.parked() == []


async def test_a_table_that_is_missing_is_no_outage(tutorial: Tutorial, allowed: Access) -> None:
    """Else a slip in a handler would hold up all events for ever, and nobody would see why."""
    diary, bad, good = Diary(allowed), uuid4(), uuid4()
    with sqlite3.connect(":memory:") as own:
        try:
            own.execute("INSERT INTO dairy VALUES (1)")
        except sqlite3.OperationalError as misspelt:
            diary.failures[bad] = misspelt
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(bad), declared(good))
        (event,) = await parked(diary.reader, 1)
        await until(lambda: diary.of(good) == ["ShiftDeclared"], "others go on")
    assert event.reason == "error"
    assert "OperationalError at" in event.detail
    assert diary.tries == 3


async def test_an_outage_while_an_event_is_tried_again_strands_no_key(
    tutorial: Tutorial, allowed: Access
) -> None:
    diary, bad = Diary(allowed), uuid4()
    diary.failures[bad] = ValueError()
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(bad), cancelled(bad))
        first, _ = await parked(diary.reader, 2)
        diary.failures[bad], diary.tries = TransientError(), 0
        diary.reader.inbox.ask_again(position=first.position)
        await until(lambda: diary.tries >= 2, "it is tried until what is away is back")
        diary.failures.clear()
        await parked(diary.reader, 0)
        assert diary.of(bad) == ["ShiftDeclared", "ShiftCancelled"]


async def test_what_meets_an_outage_when_it_is_tried_again_holds_up_no_other_key(
    tutorial: Tutorial, allowed: Access
) -> None:
    """What the one asks for is away; the other asks for nothing that is."""
    diary, away, well = Diary(allowed), uuid4(), uuid4()
    diary.failures = {away: ValueError(), well: ValueError()}
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(away), declared(well), cancelled(well))
        first, second, _ = await parked(diary.reader, 3)
        diary.failures = {away: TransientError("the map is away")}
        for each in (first, second):
            assert diary.reader.inbox.ask_again(position=each.position) == 1
        (waiting,) = await parked(diary.reader, 1)
        assert waiting.position == first.position
        assert diary.of(well) == ["ShiftDeclared", "ShiftCancelled"]
        diary.failures.clear()
        await parked(diary.reader, 0)
        assert diary.of(away) == ["ShiftDeclared"]


async def test_an_inbox_that_fails_for_a_while_is_looked_at_again(
    tutorial: Tutorial, allowed: Access
) -> None:
    diary, bad = Diary(allowed), uuid4()
    diary.failures[bad] = ValueError()
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(bad))
        (first,) = await parked(diary.reader, 1)
        conn = diary.reader.inbox.conn
        conn.execute("ALTER TABLE krachtlijn_parked RENAME TO away")
        await asyncio.sleep(2.5)  # more than two looks
        conn.execute("ALTER TABLE away RENAME TO krachtlijn_parked")
        diary.failures.clear()
        diary.reader.inbox.ask_again(position=first.position)
        await parked(diary.reader, 0)
        assert diary.of(bad) == ["ShiftDeclared"]


async def test_stopped_while_it_waits_it_leaves_the_event_to_the_broker(
    tutorial: Tutorial, allowed: Access
) -> None:
    diary, shift = Diary(allowed), uuid4()
    diary.failures[shift] = TransientError("the map is away")
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(shift))
        await until(lambda: diary.tries > 0, "tried")
    again = Diary(allowed)
    async with reading(again.reader):
        await until(lambda: again.of(shift) == ["ShiftDeclared"], "had by the next")


async def test_what_is_no_event_or_forged_has_no_effect_and_holds_nobody_up(
    tutorial: Tutorial, allowed: Access
) -> None:
    diary, shift = Diary(allowed), uuid4()
    event = cancelled(shift)
    body = encode(event, event_id=uuid4(), at=WHEN, sequence=1, cause=Cause())
    foreign = body.replace(b"service:pandkalender", b"service:databank")
    unknown = foreign.replace(b"shift-cancelled.v1", b"shift-cancelled.v9")
    place = {"publisher": "pandkalender", "key": str(shift)}
    async with reading(diary.reader):
        for each in (b"{}", foreign, foreign, unknown):
            await tutorial.platform.publish_body(each, event.routing_key, **place)
        await tutorial.platform.publish_body(body, event.routing_key, **place)
        await tutorial.platform.publish_body(
            body.replace(b'"sequence":"1"', b'"sequence":"2"'), event.routing_key, **place
        )
        waiting = await parked(diary.reader, 4)
        assert [each.reason for each in waiting] == ["unreadable", *["violation"] * 3]
        assert waiting[3].detail == "an id was used again for other content"
        assert diary.of(shift) == ["ShiftCancelled"]


async def test_an_id_that_was_used_again_has_no_second_effect_when_it_is_tried_again(
    tutorial: Tutorial, allowed: Access
) -> None:
    diary, shift = Diary(allowed), uuid4()
    event = cancelled(shift)
    body = encode(event, event_id=uuid4(), at=WHEN, sequence=1, cause=Cause())
    place = {"publisher": "pandkalender", "key": str(shift)}
    async with reading(diary.reader):
        await tutorial.platform.publish_body(body, event.routing_key, **place)
        other = body.replace(b'"sequence":"1"', b'"sequence":"2"')
        await tutorial.platform.publish_body(other, event.routing_key, **place)
        (violation,) = await parked(diary.reader, 1)
        assert diary.reader.inbox.ask_again(position=violation.position) == 1
        await until(lambda: diary.reader.inbox.next_retry() is None, "it was tried again")
        (violation,) = diary.reader.inbox.parked()
        assert (violation.reason, violation.detail) == (
            "violation",
            "an id was used again for other content",
        )
        assert diary.of(shift) == ["ShiftCancelled"]


async def test_a_violation_that_is_mended_takes_its_id_and_has_its_effect_once(
    tutorial: Tutorial, allowed: Access, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The file of keys was another's; once it is right the handler fails, too, for a while."""
    monkeypatch.setitem(
        ShiftDeclared.seals, "worker", Seal(WorkerClaim, frozenset({"databank", allowed.queue}))
    )
    keys = tmp_path / "seal_private.json"
    own = json.loads(allowed.seal_keys.read_text())
    foreign = b64encode(X25519PrivateKey.generate().private_bytes_raw()).decode()
    keys.write_text(json.dumps(dict.fromkeys(own, foreign)))
    diary, shift = Diary(replace(allowed, seal_keys=keys)), uuid4()
    event, event_id = declared(shift), uuid4()
    async with reading(diary.reader):
        for _ in range(2):
            await tutorial.platform.publish(event, event_id=event_id, at=WHEN, cause=Cause())
        await until(lambda: diary.reader.inbox.parked(), "its box opens by no key")
        await tutorial.platform.publish(cancelled(other := uuid4()))
        await until(lambda: diary.of(other), "all before it were looked at")
        keys.write_bytes(allowed.seal_keys.read_bytes())
        diary.failures[shift] = ValueError()
        violation, *_ = diary.reader.inbox.parked()
        diary.reader.inbox.ask_again(position=violation.position)
        await until(
            lambda: diary.reader.inbox.parked()[0].reason == "error", "now it is the handler's"
        )
        await tutorial.platform.publish(cancelled(shift))
        await until(
            lambda: diary.reader.inbox.parked()[-1].reason == "behind", "its key waits for it"
        )
        diary.failures.clear()
        for each in diary.reader.inbox.parked():
            diary.reader.inbox.ask_again(position=each.position)
        await until(lambda: "ShiftCancelled" in diary.of(shift), "both were had")
        await until(lambda: diary.reader.inbox.next_retry() is None, "all were tried again")
        assert diary.of(shift) == ["ShiftDeclared", "ShiftCancelled"]


async def test_what_newer_contracts_tell_waits_and_is_tried_again_at_the_next_start(
    tutorial: Tutorial, allowed: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary, shift = Diary(allowed), uuid4()
    event = cancelled(shift)
    body = encode(event, event_id=uuid4(), at=WHEN, sequence=1, cause=Cause())
    newer = body.replace(b'"sequence":"1"', b'"sequence":"1","edition":"9"')
    place = {"publisher": "pandkalender", "key": str(shift)}
    with monkeypatch.context() as older:
        older.setattr(ShiftCancelled, "model_validate", _refuse)
        async with reading(diary.reader):
            await tutorial.platform.publish_body(newer, event.routing_key, **place)
            (waiting,) = await parked(diary.reader, 1)
            assert waiting.reason == "newer"
    updated = Diary(allowed)
    async with reading(updated.reader):
        await parked(updated.reader, 0)
        assert updated.of(shift) == ["ShiftCancelled"]


async def test_only_a_reader_that_the_contract_names_opens_a_seal(
    tutorial: Tutorial, allowed: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary, closed, named = Diary(allowed), uuid4(), uuid4()
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(closed, "Bea"))
        await until(lambda: diary.of(closed), "had")
        assert isinstance(diary.last, ShiftDeclared)
        with pytest.raises(NotOpenedError):
            diary.last.worker.value  # noqa: B018
        readers = frozenset({"databank", allowed.queue})
        monkeypatch.setitem(ShiftDeclared.seals, "worker", Seal(WorkerClaim, readers))
        await tutorial.platform.publish(declared(named, "Bea"))
        await until(lambda: diary.of(named), "had")
        assert diary.last.worker.value.identity.given_names == "Bea"
        tables = diary.reader.inbox.conn.iterdump()
        assert "Bea" not in "".join(tables)


async def test_keys_of_two_epochs_open_side_by_side_and_one_to_come_is_waited_for(
    tutorial: Tutorial, allowed: Access, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The operator rotates; the folder of the client gets the new key some time later."""
    monkeypatch.setitem(
        ShiftDeclared.seals, "worker", Seal(WorkerClaim, frozenset({"databank", allowed.queue}))
    )
    handed_over = tmp_path / "seal_private.json"
    diary = Diary(replace(allowed, seal_keys=handed_over))
    old, new = uuid4(), uuid4()
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(old, "Ana"), cancelled(old))
        waiting = await parked(diary.reader, 2)
        assert [row.reason for row in waiting] == ["key", "behind"], "without any key too"
        handed_over.write_bytes(allowed.seal_keys.read_bytes())
        await parked(diary.reader, 0)
        shown = await asyncio.to_thread(tutorial.shell, f"{KEYS} rotate {allowed.queue}")
        assert f"{allowed.queue} has the epoch" in shown
        await tutorial.platform.publish(declared(new, "Bea"), cancelled(new))
        waiting = await parked(diary.reader, 2)
        assert [row.reason for row in waiting] == ["key", "behind"]
        assert diary.names == ["Ana"]
        handed_over.write_bytes(allowed.seal_keys.read_bytes())
        await parked(diary.reader, 0)
        assert diary.of(new) == ["ShiftDeclared", "ShiftCancelled"]
        assert diary.names == ["Ana", "Bea"]
    first, second = sorted(json.loads(allowed.seal_keys.read_text()))
    await asyncio.to_thread(
        tutorial.shell,
        f"{KEYS} destroy {allowed.queue} --epoch {first} --yes --uncounted"
        " --actor jan --because 'all was read'",
    )
    assert [*json.loads(allowed.seal_keys.read_text())] == [second]


async def test_fast_streams_own_middlewares_count_and_trace(
    tutorial: Tutorial, allowed: Access
) -> None:
    metrics, spans = CollectorRegistry(), InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(spans))
    diary, shift = Diary(allowed, metrics, provider), uuid4()
    async with reading(diary.reader):
        await tutorial.platform.publish(declared(shift, "Bea"))
        await until(lambda: diary.of(shift), "had")
    counted = [
        sample.value
        for family in metrics.collect()
        for sample in family.samples
        if sample.name == "faststream_received_messages_total"
    ]
    assert counted == [1]
    assert spans.get_finished_spans()
    assert "Bea" not in "".join(span.to_json() for span in spans.get_finished_spans())


def _refuse(_data: object) -> None:
    """As contracts that do not know a field yet."""
    TypeAdapter(int).validate_python("later")


async def test_a_function_is_missing_or_too_many(allowed: Access) -> None:
    reader = Reader(allowed)
    reader.on(ShiftCancelled)(Diary(allowed)._write)
    with pytest.raises(Exception, match=r"No function reads pandkalender\.shift-declared\.v1"):
        async with reading(reader):
            pass
