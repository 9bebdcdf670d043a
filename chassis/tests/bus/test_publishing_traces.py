"""What is published is a span of its own trace: below what recorded it, for as long as it took."""

from datetime import UTC, datetime
from uuid import UUID

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind

from chassis.bus.envelope import encode
from chassis.bus.outbox import StoredEvent
from chassis.bus.relay import Relay
from chassis.db import Cause, Database
from chassis.traces import Traces
from contracts.pandkalender import ShiftCancelled

from .support.events import cancelled

RECORDED_BY = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"
BEGAN_AT = 1_767_600_000_000_000_000
"""In nanoseconds: 5 January 2026, 8 o'clock."""


def stored(number: int) -> StoredEvent:
    event_id, event = UUID(int=number), cancelled(UUID(int=7))
    at = datetime(2026, 1, 5, 8, tzinfo=UTC)
    body = encode(
        event,
        event_id=event_id,
        at=at,
        sequence=number,
        cause=Cause(traceparent=RECORDED_BY),
    )
    return StoredEvent(
        position=number,
        event_id=event_id,
        type=ShiftCancelled.type,
        routing_key=ShiftCancelled.routing_key,
        partition_key=event.partition_key,
        correlation_id=event_id,
        body=body,
        recorded_at=at,
    )


async def test_each_event_of_a_batch_is_a_span_below_what_recorded_it() -> None:
    spans = InMemorySpanExporter()
    provider = TracerProvider(shutdown_on_exit=False)
    provider.add_span_processor(SimpleSpanProcessor(spans))
    database = Database("postgresql://nobody@127.0.0.1:1/nowhere")
    relay = Relay("pandkalender", "amqp://nowhere", database, tracing=Traces(provider))
    relay._trace([stored(1), stored(2)], BEGAN_AT)
    await database.close()
    told = [
        (
            span.name,
            span.kind,
            span.start_time,
            f"{span.context.trace_id:032x}",
            span.parent and f"{span.parent.span_id:016x}",
            dict(span.attributes or {}),
        )
        for span in spans.get_finished_spans()
    ]
    assert told == [
        (
            "publish pandkalender.shift-cancelled.v1",
            SpanKind.PRODUCER,
            BEGAN_AT,
            "ab" * 16,
            "cd" * 8,
            {"event_id": str(UUID(int=number))},
        )
        for number in (1, 2)
    ]
