"""Read the term board as somebody may see it."""

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor, Function
from enforcement.cases import scope
from enforcement.cases.rules import CaseKind
from enforcement.functions import COLLEGE, INVESTIGATORS
from enforcement.term_board.rules import BoardReader


def kinds_of(function: Function) -> frozenset[CaseKind]:
    """The procedures whose terms a function sees; of an investigation, who leads it alone."""
    kinds = scope.kinds_of(function)
    return kinds if function in INVESTIGATORS else kinds - {CaseKind.INTEGRITY}


def reader_for(tx: Transaction, actor: Actor) -> BoardReader:
    kinds, today = kinds_of(actor.function), city_day(tx.now)
    return BoardReader(actor.subject, kinds, today, college=actor.function in COLLEGE)
