"""Read an exchange: for what it was made for, and logged; lists name nobody (DP-03, DP-04)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from chassis.web.access_log.log import case_of
from databank.exchanges.record import KIND
from databank.exchanges.rules.need_to_know import OtherPurposeError, may_know
from databank.exchanges.rules.steps import ExchangeNotFoundError
from databank.exchanges.store import exchanges
from databank.exchanges.store.exchanges import Exchange, ListedExchange, Notes
from databank.roles import log_shown


@dataclass(frozen=True, slots=True)
class ExchangeFile:
    exchange: Exchange
    notes: Notes


async def find(tx: Transaction, exchange_id: UUID) -> Exchange:
    """An exchange, not yet shown to anybody. Raises ``ExchangeNotFoundError``."""
    exchange = await exchanges.get(tx.conn, exchange_id)
    if exchange is None:
        raise ExchangeNotFoundError
    return exchange


async def open_exchange(
    tx: Transaction, officer: Actor, exchange_id: UUID, purpose: str
) -> ExchangeFile:
    """Raises ``ExchangeNotFoundError`` and ``OtherPurposeError``."""
    exchange = await find(tx, exchange_id)
    if not may_know(exchange.purpose, exchange.case_number, purpose, case_of(tx)):
        raise OtherPurposeError
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind=KIND,
        subject_id=exchange_id,
        purpose=purpose,
    )
    await log_shown(tx, officer, [exchange.person_id], purpose)
    return ExchangeFile(exchange, await exchanges.notes(tx, exchange_id))


def known_to(tx: Transaction, rows: Sequence[ListedExchange], purpose: str) -> list[ListedExchange]:
    """Those of which a reader with this purpose may know that they happened."""
    within = case_of(tx)
    return [row for row in rows if may_know(row.purpose, row.case_number, purpose, within)]
