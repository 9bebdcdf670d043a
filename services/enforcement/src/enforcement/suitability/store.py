"""Premises, their rooms, and the dossiers about them."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlmodel import col, select

from chassis.db import Transaction
from chassis.web import Paging
from contracts import enforcement as events
from enforcement.suitability.rules import ENDED, VALID, DossierState
from enforcement.tables import Advice, Dossier, Premises, Visit

UPSERT_PREMISES = """
INSERT INTO premises (premises_id, place, label, street, house_number, postcode)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (place) DO UPDATE SET label = EXCLUDED.label
RETURNING premises_id
"""
UPSERT_ROOMS = """
INSERT INTO room (premises_id, label, room_id)
SELECT $1, label, room_id FROM unnest($2::text[], $3::uuid[]) AS t (label, room_id)
ON CONFLICT (premises_id, label) DO UPDATE SET label = EXCLUDED.label
RETURNING label, room_id
"""
LIVE = "SELECT EXISTS (SELECT FROM dossier WHERE premises_id = $1 AND state <> ALL($2::text[]))"


async def premises_at(
    tx: Transaction, label: str, street: str, house_number: str, postcode: str
) -> UUID:
    """The premises at an address, made where they are new. The row stays locked."""
    place = " ".join(f"{postcode} {street} {house_number}".casefold().split())
    found: UUID = await tx.conn.fetchval(
        UPSERT_PREMISES, uuid4(), place, label, street, house_number, postcode
    )
    return found


async def rooms_of(
    tx: Transaction, premises_id: UUID, labels: Sequence[str]
) -> list[dict[str, str]]:
    """The rooms with these labels, in this order; a room keeps its id in every dossier."""
    rows = await tx.conn.fetch(UPSERT_ROOMS, premises_id, labels, [uuid4() for _ in labels])
    ids = {row["label"]: row["room_id"] for row in rows}
    return [{"roomId": str(ids[label]), "label": label} for label in labels]


async def has_live_dossier(tx: Transaction, premises_id: UUID) -> bool:
    found: bool = await tx.conn.fetchval(LIVE, premises_id, [str(state) for state in ENDED])
    return found


async def exists(tx: Transaction, premises_id: UUID) -> bool:
    return await tx.session.get(Premises, premises_id) is not None


async def locked(tx: Transaction, dossier_id: UUID) -> Dossier | None:
    return await tx.session.get(Dossier, dossier_id, with_for_update=True)


async def locked_valid(tx: Transaction, premises_id: UUID) -> Dossier | None:
    """The dossier whose declaration works for these premises, or is suspended."""
    states = [str(state) for state in (*VALID, DossierState.GESCHORST)]
    dossier_id = await tx.conn.fetchval(
        "SELECT dossier_id FROM dossier WHERE premises_id = $1 AND state = ANY($2::text[])",
        premises_id,
        states,
    )
    return None if dossier_id is None else await locked(tx, dossier_id)


async def as_fact(tx: Transaction, dossier: Dossier) -> events.Premises:
    """The premises as other services get to know them, with all rooms."""
    premises = await tx.session.get_one(Premises, dossier.premises_id)
    return events.Premises(
        premises_id=premises.premises_id,
        label=premises.label,
        street=premises.street,
        house_number=premises.house_number,
        postcode=premises.postcode,
        owner=dossier.owner,
        rooms=tuple(
            events.Room(room_id=UUID(room["roomId"]), label=room["label"]) for room in dossier.rooms
        ),
    )


async def page(
    tx: Transaction,
    paging: Paging,
    *,
    premises_id: UUID | None = None,
    state: str | None = None,
    owner: str | None = None,
) -> Sequence[tuple[Dossier, Premises]]:
    """One row more than the page holds, so that the caller knows whether another follows."""
    query = select(Dossier, Premises).join(Premises)
    if premises_id is not None:
        query = query.where(Dossier.premises_id == premises_id)
    if state is not None:
        query = query.where(Dossier.state == state)
    if owner is not None:
        query = query.where(Dossier.owner == owner)
    query = query.order_by(Dossier.number).limit(paging.pagesize + 1).offset(paging.offset)
    return (await tx.session.exec(query)).all()


async def readable(
    tx: Transaction, dossier_id: UUID, owner: str | None
) -> tuple[Dossier, Premises] | None:
    """A dossier for reading; with ``owner``, only when it is that owner's."""
    query = select(Dossier, Premises).join(Premises).where(Dossier.dossier_id == dossier_id)
    if owner is not None:
        query = query.where(Dossier.owner == owner)
    return (await tx.session.exec(query)).first()


async def request_advices(
    tx: Transaction, dossier: Dossier, services: Sequence[str], due_on: date
) -> int:
    """Ask for advices of this round that were not asked yet; returns how many that were."""
    asked = await tx.conn.fetch(
        "INSERT INTO advice (dossier_id, advice_round, service, due_on, conditions)"
        " SELECT $1, $2, service, $4, '[]' FROM unnest($3::text[]) AS t (service)"
        " ON CONFLICT DO NOTHING RETURNING service",
        dossier.dossier_id,
        dossier.advice_round,
        services,
        due_on,
    )
    return len(asked)


async def asked_advice(tx: Transaction, dossier: Dossier, service: str) -> Advice | None:
    return await tx.session.get(Advice, (dossier.dossier_id, dossier.advice_round, service))


async def close_advices(tx: Transaction, dossier: Dossier) -> None:
    """Mark what was not given in time; it may still come in later."""
    await tx.conn.execute(
        "UPDATE advice SET outcome = 'niet_uitgebracht'"
        " WHERE dossier_id = $1 AND advice_round = $2 AND outcome IS NULL",
        dossier.dossier_id,
        dossier.advice_round,
    )


async def advices(tx: Transaction, dossier_id: UUID) -> Sequence[Advice]:
    query = select(Advice).where(Advice.dossier_id == dossier_id)
    return (await tx.session.exec(query.order_by(Advice.service))).all()


async def visits(tx: Transaction, dossier_id: UUID) -> Sequence[Visit]:
    query = select(Visit).where(Visit.dossier_id == dossier_id)
    return (await tx.session.exec(query.order_by(col(Visit.completed_at)))).all()
