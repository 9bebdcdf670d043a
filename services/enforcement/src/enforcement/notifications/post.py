"""Post letters: from then on they are on their way, and the law knows when they arrive."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from chassis.bus import revoke, schedule
from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web import Action, Actor, record_access
from enforcement.cases.ask_review import ask_review
from enforcement.cases.rules import Early
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import CLOCK, By
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications import case_file
from enforcement.notifications.announce import announce
from enforcement.notifications.correspondence import correspondence
from enforcement.notifications.draft import PROCEDURE
from enforcement.notifications.enclosures import without_report
from enforcement.notifications.recheck import blocked, recheck
from enforcement.notifications.rules.changes import held_since, moved_since
from enforcement.notifications.rules.letters import (
    ALLOWED,
    COPIED,
    LetterNotFoundError,
    LetterState,
    LetterStep,
    LetterStepRefusedError,
    everyone_notified_on,
)
from enforcement.notifications.rules.notification import PRESENTED, Mode, Proof, notified_on
from enforcement.notifications.rules.postal import registered_number
from enforcement.notifications.scope import must_see_letters
from enforcement.notifications.store import letters
from enforcement.notifications.store.letters import Letter
from enforcement.notifications.tell_procedure import (
    SOLD,
    arrival_of,
    begin_anew,
    is_about_an_earlier_order,
    is_taken_back,
    note_taken_back,
    tell_later,
    tell_procedure,
    went_to_seller,
)
from enforcement.notifications.undelivered import count_undelivered, stand_in

TIMER = "letter-deemed-received"
POSTED, RECEIVED, BY_HAND = "brief_gepost", "brief_ontvangen", "pv_zelf_bijgevoegd"
"""Lines of the timeline; the kind of letter is their reason."""


async def post(
    tx: Transaction,
    letter_ids: Sequence[UUID],
    posted_on: date,
    actor: Actor,
    registered_numbers: Mapping[UUID, str],
    *,
    left_before: bool = False,
    encloses_report: bool = False,
) -> Sequence[Letter]:
    """These letters left on that day, today or before; all are noted, or none.

    ``encloses_report``: whoever brings them to the post put a copy of the report with each letter
    that names one which the case has no copy of (art. 25 §2, 5°: the letter encloses it).

    What needs no receipt counts as received on the third working day (Ger.W. art. 53bis), which is
    known from now on. Raises ``RefusedError``, also where the case went on since the draft; but
    ``left_before``, somebody says, a letter was away by then: that is a fact, and a person looks.
    """
    today = city_day(tx.now)
    if posted_on > today:
        raise FieldRefusedError("postedOn", lazy("Deze dag ligt in de toekomst."))
    posted = await letters.several_for_update(tx, letter_ids)
    must_see_letters(actor, posted)
    for letter in posted:
        number = registered_numbers.get(letter.letter_id)
        outdated = await _is_outdated(tx, letter, posted_on, left_before=left_before)
        if not outdated:
            await _must_enclose_report(tx, letter, posted_on, actor, by_hand=encloses_report)
        await _post(tx, letter, posted_on, actor, number, outdated=outdated)
    return posted


async def _is_outdated(
    tx: Transaction, letter: Letter, posted_on: date, *, left_before: bool
) -> bool:
    """Whether its case changed after it left, as somebody says. ``RefusedError`` for a letter that
    may not leave, or did not leave on that day.
    """
    if letter.state is not LetterState.NAGEKEKEN:
        raise LetterStepRefusedError(letter.state)
    drafted_on = city_day(letter.drafted_at)
    if posted_on < drafted_on:
        reason = lazy(
            "Een brief werd pas op %(drafted_on)s gemaakt. Kijk de dag na.",
            drafted_on=f"{drafted_on:%d/%m/%Y}",
        )
        raise FieldRefusedError("postedOn", reason)
    if left_before and await blocked(tx, [letter]):
        await _must_have_left_before(tx, letter, posted_on)
        return True
    await recheck(tx, letter)
    return False


async def _must_enclose_report(
    tx: Transaction, letter: Letter, posted_on: date, actor: Actor, *, by_hand: bool
) -> None:
    """A letter goes with every report that it names (art. 25 §2, 5°). Raises
    ``FieldRefusedError``.
    """
    if not await without_report(tx, [letter]):
        return
    if not by_hand:
        reason = lazy(
            "Het pv zit niet bij elke brief die het noemt. Voeg het toe bij de stukken, of "
            "bevestig dat je zelf een kopie bij de brief legde."
        )
        raise FieldRefusedError("enclosesReport", reason)
    await note(tx, letter, BY_HAND, By.actor(actor), posted_on)


async def _post(
    tx: Transaction,
    letter: Letter,
    posted_on: date,
    actor: Actor,
    number: str | None,
    *,
    outdated: bool,
) -> None:
    letter.state = LetterState.GEPOST
    letter.posted_on, letter.posted_at, letter.posted_by = posted_on, tx.now, actor.subject
    letter.registered_number = registered_number(number) if number else None
    await note(tx, letter, POSTED, By.actor(actor), posted_on)
    if outdated:
        state = (await case_file.find(tx, letter.case_id)).state
        await ask_review(tx, letter.case_id, state, By.actor(actor), Early.VERTROKKEN)
    else:
        await announce(tx, letter)
    await record_access(
        tx,
        actor,
        action=Action.DISCLOSE,
        subject_kind=letter.case_kind,
        subject_id=letter.case_id,
        purpose=PROCEDURE,
    )
    if letter.mode not in PRESENTED:
        await _expect(tx, letter, By.actor(actor))


async def _must_have_left_before(tx: Transaction, letter: Letter, posted_on: date) -> None:
    """Nothing leaves during a hold (DP-11), nor after what changed its case: on the day itself a
    letter may have been away. Raises ``FieldRefusedError``.
    """
    lines = await timeline.of_case(tx, letter.case_id)
    case = await case_file.find(tx, letter.case_id)
    in_place = correspondence(case.kind).in_place
    moved_at = moved_since(lines, letter.drafted_at, in_place)
    changed_at = held_since(lines) if case.on_hold else moved_at
    if changed_at is not None and posted_on > city_day(changed_at):
        reason = lazy(
            "Het dossier veranderde op %(day)s. Daarna vertrekt deze brief niet meer. Kijk na op "
            "welke dag hij vertrok.",
            day=f"{city_day(changed_at):%d/%m/%Y}",
        )
        raise FieldRefusedError("postedOn", reason)


async def receive(
    tx: Transaction,
    letter_id: UUID,
    actor: Actor,
    *,
    presented_on: date | None,
    proven_on: date | None,
) -> Letter:
    """A receipt came back (``presented_on``), or the addressee proved a later day (``proven_on``);
    of a letter that came back itself, the day on which they got it after all.

    What the presumed day started begins anew then, however far it got. Raises ``RefusedError``.
    """
    letter = await letters.get_for_update(tx, letter_id)
    must_see_letters(actor, [letter])
    if LetterStep.RECEIPT not in ALLOWED[letter.state]:
        raise LetterStepRefusedError(letter.state)
    for field, day in (("presentedOn", presented_on), ("provenOn", proven_on)):
        if day is not None and day > city_day(tx.now):
            raise FieldRefusedError(field, lazy("Deze dag ligt in de toekomst."))
    needs_proof = letter.mode not in PRESENTED or letter.state is LetterState.TERUGGEKOMEN
    if needs_proof and proven_on is None:
        raise FieldRefusedError("provenOn", lazy("Geef de dag die de ontvanger bewijst."))
    if letter.state is LetterState.TERUGGEKOMEN and letter.returned_on and proven_on:
        _must_follow_return(letter.returned_on, proven_on)
    presumed_on = await everyone_on(tx, letter)
    day, by = await _day(tx, letter, presented_on, proven_on), By.actor(actor)
    if day > city_day(tx.now):
        reason = lazy(
            "De wet telt deze brief pas op %(day)s als ontvangen. Een vroegere dag verandert "
            "niets.",
            day=f"{day:%d/%m/%Y}",
        )
        raise FieldRefusedError("provenOn", reason)
    letter.presented_on, letter.proven_on = presented_on, proven_on
    await revoke(tx, TIMER, str(letter_id))
    await _arrive(tx, letter, day, LetterState.ONTVANGEN, by, presumed_on)
    return letter


def _must_follow_return(returned_on: date, proven_on: date) -> None:
    """Nobody got a letter before the post brought it back. Raises ``FieldRefusedError``."""
    if proven_on < returned_on:
        reason = lazy(
            "Deze brief kwam op %(day)s terug. Geef een dag vanaf toen.",
            day=f"{returned_on:%d/%m/%Y}",
        )
        raise FieldRefusedError("provenOn", reason)


def attach_proof(letter: Letter, document_id: UUID) -> None:
    """Keep the post office's proof of a letter that left. Raises ``LetterStepRefusedError``."""
    if letter.posted_on is None:
        raise LetterStepRefusedError(letter.state)
    letter.proof_id = document_id


async def deem_received(tx: Transaction, letter_id: UUID) -> None:
    """The third working day is here, and nobody proved anything else; or its case is destroyed."""
    try:
        letter = await letters.get_for_update(tx, letter_id)
    except LetterNotFoundError:
        return
    if letter.state is LetterState.GEPOST and letter.notified_on is not None:
        await _arrive(tx, letter, letter.notified_on, LetterState.GEACHT_ONTVANGEN, CLOCK)


async def _expect(tx: Transaction, letter: Letter, by: By) -> None:
    day = await _day(tx, letter)
    if day <= city_day(tx.now):
        await _arrive(tx, letter, day, LetterState.GEACHT_ONTVANGEN, by)
        return
    letter.notified_on = day
    await schedule(tx, TIMER, str(letter.letter_id), day_start(day), {})
    await _tell(tx, letter, by)


async def _day(
    tx: Transaction,
    letter: Letter,
    presented_on: date | None = None,
    proven_on: date | None = None,
) -> date:
    assert letter.posted_on is not None, "a letter that did not leave does not arrive"
    law, mode = await legal_terms.law(tx, letter.posted_on), Mode(letter.mode)
    if letter.state is LetterState.TERUGGEKOMEN:
        mode, presented_on = Mode.TEGEN_ONTVANGSTBEWIJS, proven_on
    return notified_on(mode, letter.posted_on, presented_on, proven_on, law.days)


async def _arrive(
    tx: Transaction,
    letter: Letter,
    day: date,
    state: LetterState,
    by: By,
    presumed_on: date | None = None,
) -> None:
    """``presumed_on`` is the day that the procedure was told before, if it was."""
    arrival = arrival_of((letter.case_kind, letter.kind))
    told = letter.notified_on == day and arrival is not None and arrival.known_ahead
    letter.notified_on, letter.state = day, state
    await note(tx, letter, RECEIVED, by, day)
    await count_undelivered(tx, letter)
    if not told:
        await _tell(tx, letter, by, presumed_on)


async def _tell(tx: Transaction, letter: Letter, by: By, presumed_on: date | None = None) -> None:
    """Tell the procedure, once the day of everybody of the mailing is known.

    A copy tells it nothing: terms begin with the person alone.
    """
    if letter.role in COPIED:
        return
    await tx.session.flush()
    key = (letter.case_kind, letter.kind)
    if await is_taken_back(tx, key, letter.case_id, letter.drafted_at):
        await note_taken_back(tx, letter.case_id, by)
        return
    if await went_to_seller(tx, key, letter.case_id, letter.drafted_at):
        await note_taken_back(tx, letter.case_id, by, SOLD)
        return
    await correspondence(letter.case_kind).count_persons(tx, letter.case_id)
    arrived_on = await everyone_on(tx, letter)
    if arrived_on is None or arrived_on == presumed_on:
        return
    if presumed_on is None:
        counted_from = await stand_in(tx, letter)
        if counted_from is None:
            if await is_about_an_earlier_order(tx, key, letter.case_id, letter.drafted_at):
                await note_taken_back(tx, letter.case_id, by)
                return
            await tell_procedure(tx, key, letter.case_id, arrived_on, by)
        else:
            await begin_anew(tx, key, letter.case_id, Proof(counted_from, arrived_on), by)
    elif arrived_on > presumed_on:
        await tell_later(tx, key, letter.case_id, Proof(presumed_on, arrived_on), by)


async def everyone_on(tx: Transaction, letter: Letter) -> date | None:
    """The day of the last of the mailing, once that of each is known; of a letter from which each
    has a month of their own, that of this person.
    """
    arrival = arrival_of((letter.case_kind, letter.kind))
    if arrival is not None and arrival.each_apart:
        return letter.notified_on
    mailing = await letters.mailing_of(tx, letter.mailing)
    expected = arrival is not None and arrival.known_ahead
    return everyone_notified_on(mailing, expected=expected)


async def note(tx: Transaction, letter: Letter, step: str, by: By, day: date) -> None:
    """Keep in the timeline what became of a letter on a day; its kind is the reason."""
    state = (await case_file.find(tx, letter.case_id)).state
    timeline.note(
        tx,
        letter.case_id,
        step,
        (state, state),
        by,
        reason=str(letter.kind),
        happened_at=day_start(day),
    )
