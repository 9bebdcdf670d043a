"""Ask to pay by a letter: finance has it drafted, and sees neither the letter nor its addressee."""

from collections.abc import Mapping
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from chassis.web import Actor
from enforcement.notifications.city import City
from enforcement.notifications.draft import draft
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import NOTIFIED, Particulars
from enforcement.notifications.store import letters
from enforcement.payments.rules.claim import CLAIM, GRACE_DAYS, ClaimStep
from enforcement.payments.store import accounts

LETTERS: Mapping[ClaimStep, LetterKind] = {
    ClaimStep.REMINDER: LetterKind.HERINNERING,
    ClaimStep.NOTICE: LetterKind.AANMANING,
}
"""The step follows by itself once the letter is notified."""


async def ask_to_pay(
    tx: Transaction, city: City, actor: Actor, case_id: UUID, step: ClaimStep
) -> None:
    """Somebody of the cases checks the letter before it leaves. Raises ``RefusedError``."""
    account = await accounts.read_for_update(tx, case_id)
    if account.claim.measure_id is not None:
        raise StepRefusedError(
            lazy(
                "Voor een dwangsom maakt de stad haar brief zelf. Leg de stap vast als hij weg is."
            )
        )
    today, kind = city_day(tx.now), LETTERS[step]
    CLAIM.next_state(account.file(today), step, today)
    made = (await letters.cases_with(tx, [case_id], kind)).get(case_id)
    if made is not None and made not in NOTIFIED:
        raise StepRefusedError(lazy("Deze brief is er al. Een collega kijkt hem na of post hem."))
    euros, cents = divmod(account.balance.outstanding_cents, 100)
    if cents:
        raise StepRefusedError(
            lazy("Wat nog te betalen is, is geen bedrag in hele euro. Laat de brief zelf maken.")
        )
    asked = Particulars(amount_eur=euros, grace_days=GRACE_DAYS)
    await draft(tx, city, actor, case_id, kind, asked)
