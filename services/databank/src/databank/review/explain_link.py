"""Explain why a claim belongs to its person, with every link that it had."""

from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from databank.access.shields.shield import may_open
from databank.access.shields.view import past_shields
from databank.matching.replay import replay_link
from databank.matching.rules.evidence import Evidence
from databank.persons.store import claims
from databank.review.store import merge_history
from databank.review.store.merge_history import PastLink


@dataclass(frozen=True, slots=True)
class ExplainedLink:
    """``link`` is the one that stands; ``history`` has all, the newest first.

    ``is_replayed``: whether the model of its day gives the same again; None where officers decided
    or the model is not kept.
    """

    link: PastLink
    evidence: Evidence | None
    is_replayed: bool | None
    history: list[PastLink]


async def explain_link(
    tx: Transaction, officer: Actor, claim_id: UUID, purpose: str
) -> ExplainedLink:
    """The link that stands, explained, with the read logged."""
    async with past_shields(tx):
        owner = (await claims.persons_of(tx.conn, [claim_id])).get(claim_id)
    if owner is None:
        raise NotFoundError(lazy("Deze gegevens"))
    purpose = await may_open(tx, officer, owner, purpose)
    history = await merge_history.history_of(tx.conn, claim_id)
    link = next(each for each in history if each.until_at is None)
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="person",
        subject_id=link.person_id,
        purpose=purpose,
    )
    replayed = await replay_link(tx, link)
    evidence = Evidence.of(link.waterfall[0]) if link.waterfall else None
    return ExplainedLink(link, evidence, replayed.same if replayed else None, history)
