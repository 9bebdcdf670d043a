"""Debts: what the procedures whose money is owed say of a case, and what a claim tells them.

A fine and a penalty payment of the mayor are owed by a case of their own procedure. Payments know
neither; the service hands them over when it is wired.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.store.timeline import By


class Owed(Protocol):
    """A claim, as far as it says whose it is; ``file_id`` is the case that owes."""

    measure_id: UUID | None

    @property
    def file_id(self) -> UUID: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DebtStanding:
    """A case whose money is owed, as far as it concerns finance. ``number`` is that of the case.

    ``runs``: a fine may still be owed, or is. Nothing is asked while an appeal runs, the case is on
    hold, or the person does not know yet that the amount was corrected; ``waited_since`` is the day
    on which the city last began to wait with it, whether it does still. ``annulled``: nothing is
    owed. ``decided_on``: the day on which a fine was first decided; of a penalty its claim knows.
    """

    number: str
    state: str
    runs: bool
    amount_cents: int
    appeal_runs: bool
    annulled: bool
    on_hold: bool = False
    amount_untold: bool = False
    waited_since: date | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Debts:
    """The debts of one procedure; each function takes the id of its case.

    ``lock`` locks the case, ``follow`` lets it follow its claim: reminded, collected, paid, given
    up, or owed again. ``reopened_at`` is when a debt that was due became one that is not final any
    more, ``prescription`` the legal term after which nobody may ask any more. ``heads`` is SQL that
    says of all its cases, for lists, what ``standing`` says of one: ``case_id``, ``number``,
    ``annulled``, ``on_hold`` and ``waits``, whether nothing is asked now for any reason.
    """

    lock: Callable[[Transaction, UUID], Awaitable[object]]
    standing: Callable[[Transaction, UUID], Awaitable[DebtStanding]]
    follow: Callable[[Transaction, Any, By], Awaitable[None]]
    reopened_at: Callable[[Transaction, UUID], Awaitable[datetime | None]]
    prescription: str
    heads: str


@dataclass(slots=True)
class _Known:
    debts: list[Debts] = field(default_factory=list)


_KNOWN = _Known()


def hand_over(fines: Debts, penalties: Debts) -> None:
    """Let payments know whose money is owed; once, where the service is wired."""
    _KNOWN.debts = [fines, penalties]


def fines() -> Debts:
    return _KNOWN.debts[0]


def penalties() -> Debts:
    return _KNOWN.debts[1]


async def lock_fine(tx: Transaction, case_id: UUID) -> DebtStanding:
    """A fine, locked, before it has a claim or beside it. Raises ``CaseNotFoundError``."""
    await fines().lock(tx, case_id)
    return await fines().standing(tx, case_id)


def debts_of(claim: Owed) -> Debts:
    """Of fines, or of penalty payments."""
    return _KNOWN.debts[claim.measure_id is not None]


async def standing_of(tx: Transaction, claim: Owed) -> DebtStanding:
    """Whether it may be collected now."""
    return await debts_of(claim).standing(tx, claim.file_id)


async def follow(tx: Transaction, claim: Owed, by: By) -> None:
    """Let the case follow its claim, which leads: it is asked where the case has to be, so that
    asking twice does nothing.
    """
    await debts_of(claim).follow(tx, claim, by)
