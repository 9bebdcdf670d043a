"""The receipt of one event, and what a handler may say of it."""

import sqlite3
from dataclasses import dataclass

from krachtlijn_client.message import Envelope


class RejectedError(Exception):
    """A person must look at this event: it is parked at once. The message is shown to people, so
    it names no person."""


class TransientError(Exception):
    """Something that the handler needs is away: the event is tried again until it is back, and
    all others wait behind it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """``tx`` is the transaction in which the event is noted as had: what is written with it has
    its effect once. What leaves by another way (a mail, a call) may be done again after a crash;
    ``envelope.id`` is the same then."""

    envelope: Envelope
    tx: sqlite3.Connection
