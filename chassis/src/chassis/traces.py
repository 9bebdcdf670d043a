"""Traces across services, by OpenTelemetry: off unless ``KRACHTLIJN_TRACES`` is ``otlp``.

A trace follows a request through the outbox, the relay and each reader to what that records. Its
id travels in the envelope (``traceparent``, CloudEvents' distributed tracing), never in an event.
A span says which event or route, by type and id: no address, no key, no value, no message of an
error. Where it goes is said by OpenTelemetry's own settings (``OTEL_EXPORTER_OTLP_ENDPOINT``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic_settings import SettingsError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SpanExporter
    from opentelemetry.trace import Span, Tracer

HEADER = "traceparent"


class Kind(StrEnum):
    """A span's place in a trace, as OpenTelemetry calls it."""

    INTERNAL = "INTERNAL"
    SERVER = "SERVER"
    PRODUCER = "PRODUCER"
    CONSUMER = "CONSUMER"


@dataclass(slots=True)
class Mark:
    """A span at work. ``traceparent`` is what follows from it names as its origin."""

    traceparent: str | None
    span: "Span"

    def call(self, name: str) -> None:
        """Give the span its name, where that is known only later."""
        self.span.update_name(name)

    def end(self, error: BaseException | None = None) -> None:
        """End it; of an error only the type is told."""
        if error is not None:
            from opentelemetry.trace import Status, StatusCode

            self.span.set_attribute("error.type", type(error).__name__)
            self.span.set_status(Status(StatusCode.ERROR))
        self.span.end()


class Traces:
    """The spans of one service. Without a provider it makes none: ask ``is_on`` before."""

    def __init__(self, provider: "TracerProvider | None" = None) -> None:
        self._provider = provider
        self._tracer: Tracer | None = provider.get_tracer("krachtlijn") if provider else None

    @classmethod
    def of(cls, service: str, traces: str) -> "Traces":
        """As the setting says; a ``SettingsError`` where the extra ``otel`` is not installed."""
        if traces == "off":
            return cls()
        try:
            from opentelemetry.sdk.resources import SERVICE_NAME, Resource
            from opentelemetry.sdk.trace import TracerProvider
            from opentelemetry.sdk.trace.export import BatchSpanProcessor

            export = exporter()
        except ImportError:
            raise SettingsError(
                "KRACHTLIJN_TRACES is on, and OpenTelemetry is not installed: install chassis[otel]"
                ", or leave the setting out."
            ) from None
        provider = TracerProvider(
            resource=Resource.create({SERVICE_NAME: service}), shutdown_on_exit=False
        )
        provider.add_span_processor(BatchSpanProcessor(export))
        return cls(provider)

    @property
    def is_on(self) -> bool:
        return self._tracer is not None

    def begin(
        self,
        name: str,
        kind: Kind,
        parent: str | None,
        *,
        began_at: int | None = None,
        link: str | None = None,
        **attributes: str,
    ) -> Mark:
        """Begin a span below ``parent``, or a new trace; ``began_at`` in nanoseconds since 1970.

        ``link`` is the ``traceparent`` of another trace that it has to do with.
        """
        from opentelemetry.context import Context
        from opentelemetry.trace import Link, SpanKind, get_current_span
        from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

        if self._tracer is None:
            raise RuntimeError("tracing is off")
        read = TraceContextTextMapPropagator().extract
        around = read({HEADER: parent} if parent else {}, Context())
        other = get_current_span(read({HEADER: link} if link else {}, Context())).get_span_context()
        links = [Link(other)] if other.is_valid else []
        span = self._tracer.start_span(
            name,
            around,
            kind=SpanKind[kind.value],
            attributes=attributes,
            links=links,
            start_time=began_at,
            record_exception=False,
            set_status_on_exception=False,
        )
        own = span.get_span_context()
        traceparent = f"00-{own.trace_id:032x}-{own.span_id:016x}-{own.trace_flags:02x}"
        return Mark(traceparent, span)

    @contextmanager
    def span(self, name: str, kind: Kind, parent: str | None, **options: Any) -> Iterator[Mark]:
        """A span for as long as the block lasts; ``options`` as for :meth:`begin`."""
        mark = self.begin(name, kind, parent, **options)
        try:
            yield mark
        except BaseException as error:
            mark.end(error)
            raise
        mark.end()

    def close(self) -> None:
        """Send what is left; blocks for as long as that takes."""
        if self._provider is not None:
            self._provider.shutdown()


def exporter() -> "SpanExporter":
    """The way out: OTLP over HTTP, to where OpenTelemetry's own settings say."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    return OTLPSpanExporter()


OFF = Traces()
