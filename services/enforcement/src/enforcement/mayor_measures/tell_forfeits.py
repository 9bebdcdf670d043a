"""Ask whoever forfeited a penalty payment for it: which amounts a letter asks, and since when.

Nobody is late with what no letter asked (decision 0248).
"""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from enforcement.cases.store.timeline import By
from enforcement.mayor_measures import store
from enforcement.mayor_measures.rules.codes import PenaltyUnit
from enforcement.mayor_measures.store import MeasureForfeit
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import COPIED, MailedLetter, everyone_notified_on
from enforcement.notifications.rules.notification import Proof
from enforcement.notifications.store import letters
from enforcement.notifications.store.letters import Letter
from enforcement.notifications.words import day_in_words, euros_in_words
from enforcement.payments.rules.reference import written
from enforcement.payments.start_terms import days_to_pay, start_payment_term
from enforcement.payments.store import accounts

ALL_ASKED = lazy("Er is geen verbeurde dwangsom die nog gevraagd moet worden.")


async def to_ask(tx: Transaction, case_id: UUID) -> list[MeasureForfeit]:
    """Those that are owed and of which no letter is on its way or arrived, the oldest first; once
    more, those of a letter that reached nobody."""
    told_until = await letters.told_until(tx, case_id, LetterKind.DWANGSOM_VERBEURD)
    back = [
        each.drafted_at
        for each in await letters.came_back(tx, case_id)
        if each.kind == LetterKind.DWANGSOM_VERBEURD
    ]
    return [
        each
        for each in await store.forfeits(tx, case_id)
        if each.is_owed
        and each.told_on is None
        and (
            told_until is None
            or each.noted_at > told_until
            or any(each.noted_at <= at for at in back)
        )
    ]


async def told_in_letter(tx: Transaction, case_id: UUID) -> dict[str, Any]:
    """Each amount that is still open, with its days and the message of its payment; and how many
    days there are to pay it."""
    asked, cents = [], 0
    penalties = {
        each.means_id: each for each in await store.means(tx, await store.get(tx, case_id))
    }
    for each in await to_ask(tx, case_id):
        account = await accounts.read(tx, each.forfeit_id)
        cents += account.balance.outstanding_cents
        penalty = penalties.get(each.means_id)
        asked.append(
            {
                "first": day_in_words(each.first_day),
                "last": day_in_words(each.last_day) if each.last_day > each.first_day else None,
                "amount": euros_in_words(account.balance.outstanding_cents),
                "reference": written(account.claim.reference),
                "decided_on": penalty and day_in_words(city_day(penalty.ordered_at)),
                "by_day": penalty is not None and penalty.unit is PenaltyUnit.PER_DAG,
            }
        )
    days = await days_to_pay(tx, city_day(tx.now))
    return {"forfeited": asked, "payment_days": days, "to_pay": euros_in_words(cents)}


async def asked_cents(tx: Transaction, case_id: UUID) -> int:
    """All that a letter of today asks."""
    open_accounts = [await accounts.read(tx, each.forfeit_id) for each in await to_ask(tx, case_id)]
    return sum(each.balance.outstanding_cents for each in open_accounts)


async def reference(tx: Transaction, case_id: UUID) -> str | None:
    """The message of a payment of all that a letter of today asks; None where each amount has its
    own."""
    asked = await to_ask(tx, case_id)
    if len(asked) != 1:
        return None
    return written((await accounts.read(tx, asked[0].forfeit_id)).claim.reference)


async def letter_arrived(tx: Transaction, case_id: UUID, _on: date, _by: By) -> None:
    await _count(tx, case_id)


async def letter_proven(tx: Transaction, case_id: UUID, _proof: Proof, _by: By) -> None:
    """It arrived on another day, or came back: then nobody was asked."""
    await _count(tx, case_id)


async def _count(tx: Transaction, case_id: UUID) -> None:
    """The days to pay run from the letter that asks, of each amount on its own."""
    sent = [
        each
        for each in reversed(await letters.of_case(tx, case_id))
        if each.kind == LetterKind.DWANGSOM_VERBEURD and each.role not in COPIED
    ]
    for forfeit in await store.forfeits(tx, case_id):
        if sent and forfeit.noted_at <= sent[-1].drafted_at:
            told_on = _first_told(sent, forfeit)
            if told_on != forfeit.told_on:
                forfeit.told_on = told_on
                if told_on is not None and forfeit.is_owed:
                    account = await accounts.read_for_update(tx, forfeit.forfeit_id)
                    await start_payment_term(tx, account.claim, told_on)


def _first_told(sent: Sequence[Letter], forfeit: MeasureForfeit) -> date | None:
    """The day of the first mailing behind it that everybody has."""
    mailings: dict[UUID, list[MailedLetter]] = {}
    for each in sent:
        if each.drafted_at >= forfeit.noted_at:
            mailings.setdefault(each.mailing, []).append(MailedLetter(each.state, each.notified_on))
    days = (everyone_notified_on(each, expected=False) for each in mailings.values())
    return next((day for day in days if day is not None), None)
