"""Preview a text in its letter, as it would go out, about a case that does not exist."""

import json
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from importlib.resources import files
from typing import Any

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.rules import CaseKind
from enforcement.letter_texts import store
from enforcement.letter_texts.city_texts import chosen
from enforcement.letter_texts.rules import IN_LETTER, CityTexts, Slot, TextDraft
from enforcement.notifications.city import City
from enforcement.notifications.correspondence import correspondence
from enforcement.notifications.payment_code import payment_code
from enforcement.notifications.render import render
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import Particulars
from enforcement.notifications.words import day_in_words, page_languages

SHOWN = (CaseKind.GAS, LetterKind.BESLISSING)
"""The letter in which a name under letters is shown, and reasons of a procedure that decides so."""
REFERENCE = "VOORBEELD/0001"


async def preview(tx: Transaction, city: City, draft: TextDraft) -> bytes:
    """The letter as a PDF, with the other texts that hold on the first day of the draft.

    Raises ``UndrawableLetterError`` for words that no letter can show.
    """
    place = draft.place
    case_kind = place.case_kind or SHOWN[0]
    letter = place.letter or SHOWN[1]
    texts = chosen(await store.in_force(tx, draft.valid_from), case_kind, letter)
    words, names, particulars = dict(texts.words), dict(texts.names), {}
    if place.slot in IN_LETTER:
        words[place.slot] = draft.words
    elif place.slot is Slot.MOTIVERING:
        particulars = {"motivation": draft.words}
    else:
        names[place.title] = draft.words
    on = max(city_day(tx.now), draft.valid_from)
    told = example(city, case_kind, letter, **particulars)
    told |= {"day": day_in_words(on)}
    told |= CityTexts((), {slot: said for slot, said in words.items() if said}, names).said(told)
    rendered = await render(correspondence(case_kind).outline(letter).words, on, told)
    return rendered.pdf


def example(
    city: City, case_kind: CaseKind, letter: LetterKind, **particulars: str
) -> dict[str, Any]:
    """All that the template of a letter asks for, of a case that does not exist."""
    common, own = _examples(), _examples()[case_kind]
    known = {each.name for each in fields(Particulars)}
    given = {**common["particulars"], **own.get("particulars", {}), **particulars}
    assert given.keys() <= known, "particulars of letters"
    said = Particulars(**given)
    return {
        **common["letter"],
        **own["letter"],
        "city": city.told(),
        "reference": REFERENCE,
        "day": "16 maart 2026",
        "particulars": said.said(),
        "payment_code": payment_code(city, said),
        "languages": page_languages(),
    }


@cache
def _examples() -> Mapping[str, Any]:
    source = files("enforcement") / "data" / "letter_examples.json"
    examples: Mapping[str, Any] = json.loads(source.read_text("utf-8"))
    return examples
