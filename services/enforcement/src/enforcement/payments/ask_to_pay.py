"""Ask to pay by a letter: finance has it drafted, and sees neither the letter nor its addressee."""

from collections.abc import Mapping
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from chassis.web import Actor
from enforcement.notifications.check import discard
from enforcement.notifications.city import City
from enforcement.notifications.draft import draft
from enforcement.notifications.recheck import blocked
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import UNSENT, LetterState, Particulars
from enforcement.notifications.store import letters
from enforcement.payments.rules.claim import CLAIM, ClaimStep
from enforcement.payments.store import accounts

LETTERS: Mapping[ClaimStep, LetterKind] = {
    ClaimStep.REMINDER: LetterKind.HERINNERING,
    ClaimStep.NOTICE: LetterKind.AANMANING,
}
"""The step follows by itself once the letter is notified."""


async def ask_to_pay(
    tx: Transaction, city: City, actor: Actor, case_id: UUID, step: ClaimStep
) -> None:
    """Somebody of the cases checks the letter before it leaves. One that waits and no longer says
    what is open makes place. Raises ``RefusedError``.
    """
    account = await accounts.read_for_update(tx, case_id)
    if account.claim.measure_id is not None:
        raise StepRefusedError(
            lazy(
                "Voor een dwangsom maakt de stad haar brief zelf. Leg de stap vast als hij weg is."
            )
        )
    today, kind = city_day(tx.now), LETTERS[step]
    CLAIM.next_state(account.file(today), step, today)
    await make_place(tx, actor, case_id, kind)
    await draft(tx, city, actor, case_id, kind, Particulars())


async def make_place(tx: Transaction, actor: Actor, case_id: UUID, kind: LetterKind) -> None:
    """Cancel a letter of this kind that may not leave any more. Raises ``StepRefusedError`` for one
    that is on its way, or that may leave as it is.
    """
    waiting = [
        letter.letter_id
        for letter in await letters.of_case(tx, case_id)
        if letter.kind == kind and letter.state in (*UNSENT, LetterState.GEPOST)
    ]
    made = await letters.several_for_update(tx, waiting)
    outdated = await blocked(tx, made)
    for letter in made:
        if letter.letter_id not in outdated:
            raise StepRefusedError(
                lazy("Deze brief is er al. Een collega kijkt hem na of post hem.")
            )
        discard(tx, letter, actor)
