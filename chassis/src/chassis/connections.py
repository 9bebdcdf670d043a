"""Connections of a service: how many there may be, and how long one may wait for its client.

uvicorn keeps time only for a connection that is idle between two requests; a client that sends a
head byte by byte, goes on with a body that was answered already, or takes nothing of its answer
would hold one for ever.
"""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from chassis.limit_settings import LimitSettings
from chassis.telemetry import REFUSED_AT_THE_EDGE


def bounded(limits: LimitSettings) -> type[H11Protocol]:
    """The server's protocol with these limits."""

    class Connection(_LimitedConnection):
        pass

    Connection.limits = limits
    return Connection


class _LimitedConnection(H11Protocol):
    limits: LimitSettings

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._waiting: asyncio.TimerHandle | None = None
        self._stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        if len(self.connections) >= self.limits.limit_connections:
            REFUSED_AT_THE_EDGE.labels("connections").inc()
            super().connection_made(transport)
            transport.abort()
            return
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._waiting, self._stuck):
            if timer is not None:
                timer.cancel()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        before = self.cycle
        super().handle_events()
        if self.cycle is not before and self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.cycle is None or self.cycle.response_complete:
            self._await_head()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._await_taking()

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stuck is not None:
            self._stuck.cancel()
            self._stuck = None

    def _await_head(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
        seconds, unsent = self.limits.limit_head_seconds, self.transport.get_write_buffer_size()
        self._waiting = self.loop.call_later(seconds, self._no_head, unsent)

    def _no_head(self, unsent: int) -> None:
        """No whole head came; who was still taking the answer before it has time for that."""
        self._waiting = None
        if self._takes(unsent, self.limits.limit_head_seconds):
            self._await_head()
        else:
            self._cut("head-slow")

    def _await_taking(self) -> None:
        seconds, unsent = self.limits.limit_answer_seconds, self.transport.get_write_buffer_size()
        self._stuck = self.loop.call_later(seconds, self._not_taken, unsent)

    def _not_taken(self, unsent: int) -> None:
        self._stuck = None
        if self._takes(unsent, self.limits.limit_answer_seconds):
            self._await_taking()
        else:
            self._cut("answer-slow")

    def _takes(self, unsent: int, seconds: float) -> bool:
        """Whether enough went out since so many bytes waited, ``seconds`` ago."""
        left = self.transport.get_write_buffer_size()
        return 0 < left <= unsent - self.limits.limit_slowest_rate * seconds

    def _cut(self, why: str) -> None:
        if not self.transport.is_closing():
            REFUSED_AT_THE_EDGE.labels(why).inc()
        self.transport.abort()
