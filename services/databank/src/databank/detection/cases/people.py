"""Whom a case may be about, as far as this officer may know."""

from collections.abc import Iterable
from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from databank.access.shields.shield import closed_to
from databank.detection.cases.store import evidence
from databank.files.api.persons import ClaimView


async def people(
    tx: Transaction, officer: Actor, person_ids: Iterable[UUID]
) -> list[tuple[UUID, ClaimView | None]]:
    """Each with the claim by which it was known last; without it where the file is shielded.

    Whoever calls it writes down whom it showed.
    """
    ids = [*dict.fromkeys(person_ids)]
    closed = await closed_to(tx, officer, ids)
    known = await evidence.known_as(tx.conn, [one for one in ids if one not in closed])
    return [(one, ClaimView.of(known[one]) if one in known else None) for one in ids]
