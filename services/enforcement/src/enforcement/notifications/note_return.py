"""Note that the post brought a letter back: where nobody was found, it reached nobody."""

from datetime import date
from uuid import UUID

from chassis.bus import revoke
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import Actor
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import CaseKind, Early
from enforcement.cases.store.timeline import By
from enforcement.notifications import case_file
from enforcement.notifications.correspondence import correspondence
from enforcement.notifications.post import TIMER, everyone_on, note
from enforcement.notifications.rules.letters import (
    ALLOWED,
    COPIED,
    NOTIFIED,
    OFFERED,
    LetterState,
    LetterStep,
    LetterStepRefusedError,
    ReturnReason,
)
from enforcement.notifications.rules.notification import Proof
from enforcement.notifications.scope import must_see_letters
from enforcement.notifications.store import letters
from enforcement.notifications.store.letters import Letter
from enforcement.notifications.tell_procedure import (
    SOLD,
    arrival_of,
    begin_anew,
    counts_from,
    is_taken_back,
    note_taken_back,
    went_to_seller,
)
from enforcement.notifications.undelivered import count_undelivered

RETURNED = "brief_teruggekomen"
"""A line of the timeline; the kind of letter is its reason."""


async def note_return(
    tx: Transaction, letter_id: UUID, actor: Actor, returned_on: date, reason: ReturnReason
) -> Letter:
    """The letter came back on that day. Raises ``RefusedError``.

    Refused or never fetched, it was offered at the right address, and counts as before (Ger.W. art.
    53bis). Otherwise the presumed day falls away: the case takes no step against the person until
    another letter arrives, and what the day started begins anew then.
    """
    letter = await letters.get_for_update(tx, letter_id)
    must_see_letters(actor, [letter])
    if LetterStep.RETURN not in ALLOWED[letter.state] or letter.returned_on is not None:
        raise LetterStepRefusedError(letter.state)
    assert letter.posted_on is not None, "it is on its way"
    if not letter.posted_on <= returned_on <= city_day(tx.now):
        why = lazy("Geef een dag vanaf de dag waarop de brief vertrok, tot en met vandaag.")
        raise FieldRefusedError("returnedOn", why)
    presumed_on, by = await everyone_on(tx, letter), By.actor(actor)
    letter.returned_on, letter.return_reason = returned_on, reason
    letter.returned_at, letter.returned_by = tx.now, actor.subject
    await note(tx, letter, RETURNED, by, returned_on)
    if reason in OFFERED:
        return letter
    letter.state, letter.notified_on = LetterState.TERUGGEKOMEN, None
    await revoke(tx, TIMER, str(letter_id))
    await count_undelivered(tx, letter)
    if letter.role not in COPIED:
        await _fall_away(tx, letter, presumed_on, returned_on, by)
    return letter


async def _fall_away(
    tx: Transaction, letter: Letter, presumed_on: date | None, returned_on: date, by: By
) -> None:
    """Take the presumed day back from the procedure, if it knew of one."""
    key = (CaseKind(letter.case_kind), letter.kind)
    if await is_taken_back(tx, key, letter.case_id, letter.drafted_at):
        await note_taken_back(tx, letter.case_id, by)
        return
    if await went_to_seller(tx, key, letter.case_id, letter.drafted_at):
        await note_taken_back(tx, letter.case_id, by, SOLD)
        return
    await correspondence(letter.case_kind).count_persons(tx, letter.case_id)
    if presumed_on is None:
        arrival = arrival_of(key)
        if arrival is not None and arrival.unreached is not None:
            await arrival.unreached(tx, letter.case_id, by)
        return
    day = await _arrived_since(tx, letter)
    if day is None:
        day = await counts_from(tx, key, letter.case_id, presumed_on, returned_on)
        letter.counted_from = day
    if day > presumed_on:
        await begin_anew(tx, key, letter.case_id, Proof(presumed_on, day), by)
    state = (await case_file.find(tx, letter.case_id)).state
    await ask_review(tx, letter.case_id, state, by, Early.TERUG)


async def _arrived_since(tx: Transaction, letter: Letter) -> date | None:
    """The day of a later letter of the kind that reached the same person before this one came back:
    nobody waits for another, and the procedure counts from there.
    """
    days = [
        await everyone_on(tx, later)
        for later in await letters.to_person(tx, letter)
        if later.state in NOTIFIED and later.drafted_at > letter.drafted_at
    ]
    return min((day for day in days if day is not None), default=None)
