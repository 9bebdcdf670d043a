"""Ask for the costs of an appeal by a letter, which finance has drafted without reading it."""

from uuid import UUID

from chassis.db import Transaction
from chassis.web import Actor
from enforcement.notifications.city import City
from enforcement.notifications.draft import draft
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import Particulars
from enforcement.payments.ask_to_pay import make_place
from enforcement.payments.award_costs import lock, must_be_asked


async def ask_costs(tx: Transaction, city: City, actor: Actor, case_id: UUID) -> None:
    """Somebody of the cases checks the letter before it leaves. One that waits and no longer says
    what is open makes place. Raises ``RefusedError``.
    """
    must_be_asked(await lock(tx, case_id))
    await make_place(tx, actor, case_id, LetterKind.GERECHTSKOSTEN)
    await draft(tx, city, actor, case_id, LetterKind.GERECHTSKOSTEN, Particulars())
