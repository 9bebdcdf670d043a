"""Read the term board as somebody may see it."""

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor, Function
from enforcement.functions import (
    BAN_READERS,
    BODIES,
    CASE_WORKERS,
    COLLEGE,
    INVESTIGATORS,
    MEASURE_READERS,
    OFFICE,
    SANCTIONING,
)
from enforcement.legal_terms.board.rules import BoardKind, BoardReader


def kinds_of(function: Function) -> frozenset[BoardKind]:
    """The procedures whose cases a function may read (handbook §4.3)."""
    kinds: set[BoardKind] = set()
    if function in CASE_WORKERS | SANCTIONING:
        kinds.add(BoardKind.GAS)
    if function in CASE_WORKERS | BODIES:
        kinds.add(BoardKind.SANCTION)
    if function in OFFICE | CASE_WORKERS | BODIES:
        kinds.add(BoardKind.SUITABILITY)
    if function in INVESTIGATORS:
        kinds.add(BoardKind.INTEGRITY)
    if function in MEASURE_READERS:
        kinds.add(BoardKind.MEASURE)
    if function in BAN_READERS:
        kinds.add(BoardKind.STREET_BAN)
    return frozenset(kinds)


def reader_for(tx: Transaction, actor: Actor) -> BoardReader:
    kinds, today = kinds_of(actor.function), city_day(tx.now)
    return BoardReader(actor.subject, kinds, today, college=actor.function in COLLEGE)
