"""Draft the opening letters of many cases in one act; what cannot go yet says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import RefusedError
from chassis.web import Actor
from enforcement.notifications import case_file
from enforcement.notifications.city import City
from enforcement.notifications.draft import draft
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import Particulars
from enforcement.notifications.store import letters
from enforcement.notifications.store.letters import Letter


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case without its letter, by number, with the reason (Dutch)."""

    case_number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The letters that were drafted, and the cases that got none."""

    drafted: list[Letter]
    left_out: list[LeftOut]


async def draft_opening_letters(
    tx: Transaction, city: City, actor: Actor, case_ids: Sequence[UUID]
) -> Batch:
    """A case that has an opening letter gets no second one, however often this is sent."""
    batch = Batch([], [])
    for case_id in sorted(set(case_ids)):
        case = await case_file.find(tx, case_id)
        if await letters.cases_with(tx, [case_id], LetterKind.OPSTARTBRIEF):
            continue
        try:
            async with tx.savepoint():  # of a case all its letters, or none
                drafted = await draft(
                    tx, city, actor, case_id, LetterKind.OPSTARTBRIEF, Particulars()
                )
        except RefusedError as refusal:
            batch.left_out.append(LeftOut(case.number, refusal.reason))
        else:
            batch.drafted.extend(drafted)
    return batch
