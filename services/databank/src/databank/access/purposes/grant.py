"""Grants of a purpose: state for what somebody looks, and see whether that still holds (DP-03)."""

from uuid import UUID, uuid4

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from chassis.web.access_log.log import case_of
from databank.access.purposes import store
from databank.access.purposes.rules import (
    TERM,
    PurposeCode,
    ReasonNeededError,
    needs_reason,
    stands,
)
from databank.access.purposes.store import Grant
from databank.persons.store import persons


async def state_purpose(
    tx: Transaction,
    actor: Actor,
    purpose: PurposeCode,
    reason: str | None,
    *,
    session: bytes | None = None,
    person_id: UUID | None = None,
    grant_id: UUID | None = None,
) -> Grant:
    """Keep for what somebody looks, and for which case; ``grant_id`` makes it happen once.

    Raises ``ReasonNeededError``.
    """
    reason = (reason or "").strip() or None
    if reason is None and needs_reason(actor.function, purpose):
        raise ReasonNeededError
    return await _add(tx, actor, purpose, reason, session, person_id, grant_id or uuid4())


async def grant_by_task(
    tx: Transaction, actor: Actor, session: bytes, person_id: UUID | None
) -> UUID:
    """The id of a grant for who opens a file from the work at hand, without asking.

    Who comes from a declaration or a branch shift is known to supervise; so is who looks for the
    other half of a person, and searches. Recherche works on its case.
    """
    purpose = PurposeCode.TOEZICHT if case_of(tx) is None else PurposeCode.DOSSIER
    since = tx.now - TERM
    latest = await store.latest(tx.conn, session, actor.subject, purpose, person_id, since)
    if latest and await current_grant(tx, actor, session, latest, person_id) is not None:
        return latest
    return (await _add(tx, actor, purpose, None, session, person_id, uuid4())).id


async def current_grant(
    tx: Transaction,
    actor: Actor,
    session: bytes | None,
    grant_id: UUID | None,
    person_id: UUID | None = None,
) -> Grant | None:
    """The grant, if it is this person's, in this session and for this case, and still holds."""
    grant = await store.get(tx.conn, grant_id) if grant_id else None
    if grant is None or (grant.session, grant.subject) != (session, actor.subject):
        return None
    if grant.within_case != case_of(tx) or not stands(grant.granted_at, tx.now):
        return None
    if grant.person_id in (None, person_id):
        return grant
    same = person_id and await persons.survivor(tx.conn, grant.person_id) == person_id
    return grant if same else None


async def _add(
    tx: Transaction,
    actor: Actor,
    purpose: PurposeCode,
    reason: str | None,
    session: bytes | None,
    person_id: UUID | None,
    grant_id: UUID,
) -> Grant:
    grant = Grant(grant_id, session, actor.subject, purpose, reason, person_id, tx.now, case_of(tx))
    if await store.add(tx.conn, grant):
        await record_access(
            tx,
            actor,
            action=Action.CONSULT,
            subject_kind="purpose",
            subject_id=grant.id,
            purpose=grant.purpose.value,
        )
    return grant
