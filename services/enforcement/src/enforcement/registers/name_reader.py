"""Name somebody who may read the register, in writing and with the reason, or end it."""

from uuid import UUID, uuid4

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor, Function
from enforcement.cases.store import colleagues
from enforcement.functions import SANCTIONING
from enforcement.registers.rules import AlreadyNamedError
from enforcement.registers.store import readers
from enforcement.registers.store.readers import RegisterReader


async def may_read(tx: Transaction, actor: Actor) -> bool:
    """The sanctioning officer reads the register, its overseer, and whoever is on the list."""
    if actor.function in SANCTIONING | {Function.FUNCTIONARIS_STAD}:
        return True
    return await readers.is_named(tx, actor.subject, city_day(tx.now))


async def name_reader(tx: Transaction, actor: Actor, colleague_id: UUID, reason: str) -> None:
    """From today on. Raises ``RefusedError``."""
    colleague = await colleagues.get(tx, colleague_id)
    today = city_day(tx.now)
    if await readers.is_named(tx, colleague.subject, today):
        raise AlreadyNamedError
    tx.session.add(
        RegisterReader(
            reader_id=uuid4(),
            subject=colleague.subject,
            shown_as=colleague.shown_as or f"…{colleague.subject[-6:]}",
            reason=reason,
            since=today,
            named_by=actor.subject,
        )
    )


async def end_reader(tx: Transaction, actor: Actor, reader_id: UUID) -> None:
    """At once; the row stays, so that the list of who could read is whole.

    Raises ``NotFoundError``.
    """
    reader = await readers.get(tx, reader_id)
    if reader.until is None:
        reader.until, reader.ended_by = city_day(tx.now), actor.subject
