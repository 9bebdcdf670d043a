"""The city's own texts in a letter that is made on a day, and its blocks for who gives reasons."""

from collections.abc import Sequence
from datetime import date

from chassis.db import Transaction
from enforcement.cases.rules import CaseKind
from enforcement.letter_texts import store
from enforcement.letter_texts.rules import IN_LETTER, CityTexts, Slot
from enforcement.letter_texts.store import LetterText
from enforcement.notifications.rules import LetterKind


async def texts_of(tx: Transaction, case_kind: CaseKind, letter: LetterKind, on: date) -> CityTexts:
    """What the city wrote for a kind of letter, as it holds on a day."""
    return chosen(await store.in_force(tx, on), case_kind, letter)


def chosen(texts: Sequence[LetterText], case_kind: CaseKind, letter: LetterKind) -> CityTexts:
    """The texts among these that stand in a kind of letter, and the names of those who sign."""
    own = [
        each
        for each in texts
        if each.slot in IN_LETTER and (each.case_kind, each.letter) == (case_kind, letter)
    ]
    signing = [each for each in texts if each.slot is Slot.ONDERTEKENAAR]
    return CityTexts(
        tuple(each.text_id for each in (*own, *signing)),
        {each.slot: each.words for each in own},
        {each.title: each.words for each in signing},
    )


async def blocks_of(tx: Transaction, case_kind: CaseKind, on: date) -> Sequence[LetterText]:
    """The blocks that somebody who gives reasons in a procedure may begin with, by title."""
    return [
        each
        for each in await store.in_force(tx, on)
        if each.slot is Slot.MOTIVERING and each.case_kind is case_kind
    ]
