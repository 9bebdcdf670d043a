"""The table of handlers: the function of a service that reacts to each event."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chassis.db import Transaction
from contracts import Event, events_for

Handler = Callable[[Any, Transaction], Awaitable[None]]
"""A function of (event, transaction); it never commits."""


@dataclass(frozen=True, slots=True)
class Batched:
    """A handler that takes neighbouring events together, for the hot path.

    Events are neighbours when the table names the same handler for them, whatever their type.
    Each item is ``(event, transaction)``: the transaction is the same, its time and cause differ.
    """

    handle: Callable[[Sequence[tuple[Any, Transaction]]], Awaitable[None]]


Handlers = Mapping[type[Event], Handler | Batched]


def check(service: str, handlers: Handlers) -> None:
    """Raise ``TypeError`` when the table and the contract disagree about what the service reads."""
    declared = set(events_for(service))
    missing = sorted(event.type for event in declared - set(handlers))
    foreign = sorted(event.type for event in set(handlers) - declared)
    if missing or foreign:
        raise TypeError(f"{service}: no handler for {missing}; no read right for {foreign}")
