"""Letters that came back and wait for another: whether a case has one, and from when it counts."""

from datetime import date
from uuid import UUID

from chassis.db import Transaction
from enforcement.cases.rules import CaseKind
from enforcement.notifications import case_file
from enforcement.notifications.correspondence import correspondence
from enforcement.notifications.rules.letters import (
    COPIED,
    NOTIFIED,
    AddresseeRole,
    LetterState,
)
from enforcement.notifications.store import addressees, letters
from enforcement.notifications.store.letters import Letter
from enforcement.notifications.tell_procedure import is_taken_back, went_to_seller


async def count_undelivered(tx: Transaction, letter: Letter) -> None:
    """Let the case of a letter know whether one that began a term reached nobody; about what was
    taken back, nobody waits for another.
    """
    await recount_undelivered(tx, letter.case_id, CaseKind(letter.case_kind))


async def recount_undelivered(tx: Transaction, case_id: UUID, kind: CaseKind) -> None:
    """The same, once what a letter told was taken back: nobody may send it any more."""
    await tx.session.flush()
    arrivals = correspondence(kind).arrivals
    waiting = [
        each
        for each in await letters.came_back(tx, case_id)
        if each.kind in arrivals
        and arrivals[each.kind].waited_for
        and each.role not in COPIED
        and not await is_taken_back(tx, (kind, each.kind), each.case_id, each.drafted_at)
        and not await went_to_seller(tx, (kind, each.kind), each.case_id, each.drafted_at)
        and not await _went_to_successor(tx, each)
    ]
    await case_file.mark(tx, case_id, kind, undelivered=bool(waiting))


async def _went_to_successor(tx: Transaction, returned: Letter) -> bool:
    """Whether a holder of parental authority was named in place of one whose name or authority was
    wrong, and has the letter: holders are told apart by their name.
    """
    if returned.role is not AddresseeRole.OUDERLIJK_GEZAG or returned.returned_at is None:
        return False
    named = await addressees.first_named(tx, returned.case_id, returned.role)
    still = await addressees.persons_of(tx, returned.case_id)
    newcomers = {who for who, at in named.items() if at >= returned.returned_at} & still
    return returned.person_id not in still and any(
        letter.person_id in newcomers and letter.state in NOTIFIED and letter.kind == returned.kind
        for letter in await letters.of_case(tx, returned.case_id)
    )


async def stand_in(tx: Transaction, letter: Letter) -> date | None:
    """The day that the procedure has since a letter came back in whose place this one arrives."""
    others = [each for each in await letters.to_person(tx, letter) if each.state in NOTIFIED]
    since = max((each.drafted_at for each in others), default=None)
    days = [
        each.counted_from
        for each in (letter, *await letters.to_person(tx, letter))
        if each.counted_from is not None
        and (each is letter or each.state is LetterState.TERUGGEKOMEN)
        and (since is None or each.drafted_at > since)
    ]
    return max(days, default=None)
