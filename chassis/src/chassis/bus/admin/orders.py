"""Orders of an operator for parked messages: try them again, or give them up for good."""

from dataclasses import dataclass
from enum import StrEnum

from chassis.bus import parking
from chassis.bus.parking import ParkedMessage, Selection
from chassis.db import Transaction


class Act(StrEnum):
    REDRIVE = "redrive"
    DISCARD = "discard"


@dataclass(frozen=True, slots=True)
class Order:
    """``because`` is kept for good, with the actor: the cause, and no names of people."""

    act: Act
    selection: Selection
    actor: str
    because: str


async def preview(tx: Transaction, service: str, order: Order) -> list[ParkedMessage]:
    """The messages that an order would touch."""
    return await parking.look(tx.conn, service, order.selection)


async def carry_out(tx: Transaction, service: str, order: Order) -> list[ParkedMessage]:
    """Record the order and act on it; the messages that it touches.

    What is tried again is so within some seconds, in order per key.
    """
    act = parking.request_redrive if order.act is Act.REDRIVE else parking.discard
    return await act(tx, service, order.selection, actor=order.actor, reason=order.because)
