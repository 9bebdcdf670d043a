"""Notice something that calls for protection: an officer's own signal."""

from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.observed import check_moment
from chassis.refusals import FieldRefusedError
from contracts.codes import SignalKind
from databank.access.shields.view import over_everybody
from databank.persons.store import persons
from databank.welfare.raise_signal import raise_signal
from databank.welfare.rules import source


@over_everybody
async def notice(
    tx: Transaction,
    officer: str,
    kind: SignalKind,
    person_id: UUID,
    observed_at: datetime,
    indicators: list[str],
) -> UUID:
    """A second signal of the same kind about one person adds evidence to the first."""
    check_moment("observedAt", observed_at, tx.now)
    await persons.block_relinking(tx.conn)
    current = await persons.survivor(tx.conn, person_id)
    if current is None:
        raise FieldRefusedError("personId", lazy("Deze persoon kennen we niet."))
    return await raise_signal(
        tx,
        kind,
        source.of_person(current),
        "waarneming",
        {"observedAt": observed_at, "indicators": indicators, "notedBy": officer},
        person_id=current,
    )
