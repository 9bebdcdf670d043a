"""Destroy the key and every code of a year, with proof: after that nothing links any more."""

from chassis.days import city_day
from chassis.db import Transaction
from registry.uploads import store as kept_uploads
from registry.year_linkage import store
from registry.year_linkage.hand_over import running
from registry.year_linkage.rules.year import RUNNING, Ground, LinkageState, last_day
from registry.year_linkage.store import LinkageDestruction, LinkageYear

BY_TERM = "termijn"
"""The actor of a linkage that nobody joined in time."""


async def destroy(
    tx: Transaction, linkage: LinkageYear, ground: Ground, *, by: str
) -> LinkageDestruction:
    """The proof. Codes go out of uploads with errors too, which stay to be put right."""
    await kept_uploads.forget_linkage(tx, linkage.year)
    proof = await store.erase(tx, linkage, ground)
    linkage.state = LinkageState(ground.value)
    linkage.ended_at, linkage.ended_by = tx.now, by
    tx.session.add(linkage)
    await tx.session.flush()
    return proof


async def stop(tx: Transaction, year: int, *, by: str) -> LinkageDestruction:
    """Destroy without a join. Raises ``RefusedError``. ``by`` is a pseudonym."""
    return await destroy(tx, await running(tx, year), Ground.GESTOPT, by=by)


async def destroy_over(tx: Transaction) -> int:
    """Destroy what nobody joined by the last day of the year after; gives how many years."""
    over = [
        linkage
        for linkage in await store.every_year(tx)
        if linkage.state in RUNNING and last_day(linkage.year) < city_day(tx.now)
    ]
    for linkage in over:
        await store.lock(tx, linkage.year)
        await tx.session.refresh(linkage)
        if linkage.state in RUNNING:
            await destroy(tx, linkage, Ground.VERLOPEN, by=BY_TERM)
    return len(over)
