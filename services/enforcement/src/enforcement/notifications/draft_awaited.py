"""Draft the letters of a kind that many cases await in one act; what cannot go yet says why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import RefusedError
from chassis.web import Actor
from enforcement.notifications import case_file
from enforcement.notifications.awaited import asked_for
from enforcement.notifications.city import City
from enforcement.notifications.draft import draft
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import Particulars, must_not_wait
from enforcement.notifications.store import awaited, letters
from enforcement.notifications.store.awaited import Kind
from enforcement.notifications.store.letters import Letter


class NotAwaitedError(RefusedError):
    """The case went on, so that nothing of this kind has to leave now."""

    def __init__(self) -> None:
        super().__init__(lazy("Dit dossier wacht niet meer op deze brief."))


class ByHandError(RefusedError):
    """Somebody has to write what the letter says."""

    def __init__(self) -> None:
        super().__init__(
            lazy("In deze brief moet je zelf iets schrijven. Maak hem bij het dossier.")
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A case without its letter, by number, with the reason (Dutch)."""

    case_number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The letters that were drafted, the number of cases that had one, and those that got none."""

    drafted: list[Letter] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    had_one: list[UUID] = field(default_factory=list)


async def draft_awaited(
    tx: Transaction, city: City, actor: Actor, kind: Kind, case_ids: Sequence[UUID]
) -> Batch:
    """A case that has the letter gets no second one, however often this is sent.

    Raises ``WrongLetterError`` for a kind that no case of the actor awaits, and
    ``CaseNotFoundError`` for a case that is not of the procedure.
    """
    asked = asked_for(actor.function, kind)
    numbers = {each.case_id: each.number for each in await awaited.among(tx, asked, case_ids)}
    batch = Batch()
    # Whoever deals with several cases locks them by number.
    for case_id in sorted(set(case_ids), key=lambda each: (numbers.get(each, ""), each)):
        case = await case_file.find(tx, case_id, kind.case)
        waiting = await awaited.among(tx, asked, [case_id])
        if not waiting and await letters.cases_with(tx, [case_id], kind.letter):
            batch.had_one.append(case_id)
            continue
        try:
            if not waiting:
                await _must_be_awaited(tx, case, kind)
            if waiting[0].by_hand:
                raise ByHandError
            async with tx.savepoint():  # of a case all its letters, or none
                drafted = await draft(tx, city, actor, case_id, kind.letter, Particulars())
        except RefusedError as refusal:
            batch.left_out.append(LeftOut(case.number, refusal.reason))
        else:
            batch.drafted.extend(drafted)
    return batch


async def _must_be_awaited(tx: Transaction, case: CaseFile, kind: Kind) -> None:
    """Raises ``RefusedError``: what holds the letter, or that it is not awaited any more."""
    must_not_wait(kind.letter, on_hold=case.on_hold)
    await case_file.must_be_ready(tx, case, kind.letter)
    raise NotAwaitedError
