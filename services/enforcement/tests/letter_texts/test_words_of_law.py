"""No text of a city, nor a name under a letter, says a term, an amount or a remedy."""

from datetime import date

import pytest

from chassis.refusals import FieldsRefusedError
from enforcement.cases.rules import CaseKind
from enforcement.letter_texts.rules import Place, Slot, TextDraft, check
from enforcement.notifications.rules import LetterKind

TODAY = date(2026, 3, 2)
LETTERS = {CaseKind.GAS: [LetterKind.BESLISSING]}
IN_LETTER = Place(Slot.UITLEG, CaseKind.GAS, LetterKind.BESLISSING)
NAME = Place(Slot.ONDERTEKENAAR, title="burgemeester")


def objection(place: Place, words: str) -> str:
    """The reason why these words may not stand there; empty where they may."""
    try:
        check(TextDraft(place, TODAY, words), LETTERS, TODAY)
    except FieldsRefusedError as refusal:
        (error,) = refusal.errors
        assert error.field == "words"
        return str(error.reason)
    return ""


@pytest.mark.parametrize(
    "words",
    [
        "U hebt dertien dagen.",
        "U hebt vijfenveertig dagen.",
        "U hebt 15 (vijftien) dagen.",
        "Er geldt een 30-dagentermijn.",
        "Antwoord binnen de maand.",
        "Antwoord binnen 48 uur.",
        "Betaal vóór 31 december 2026.",
        "Betaal uiterlijk op vrijdag 3/4/2026.",
        "Betaal tot en met 3 april.",
        "Het kost 50 EUR.",
        "Betaal op BE71 0961 2345 6769.",
        "Schrijf een bezwaarschrift.",
        "Schrijf een beroepschrift.",
        "Ga naar de Raad\nvan State.",
        "U hebt 15 da\u00adgen.",
        "U hebt \uff11\uff15 dagen.",
        "U kan in be\u200broep.",
    ],
)
def test_a_term_an_amount_an_account_and_a_remedy_are_refused(words: str) -> None:
    assert objection(IN_LETTER, words).startswith("Laat ‘")
    assert objection(NAME, words).startswith("Laat ‘")


@pytest.mark.parametrize(
    "words",
    [
        "We zijn open van 9 tot 12 uur.",
        "Wie hier werkt, heeft beroepsgeheim.",
        "Kom gerust langs in de Voorbeeldstraat 12, 2000 Voorbeeld.",
        "Bel 03 123 45 67.",
        "Wij werken sinds 1 maart samen met een andere dienst.",
    ],
)
def test_other_words_of_a_city_may_stand_in_a_letter(words: str) -> None:
    assert objection(IN_LETTER, words) == ""


@pytest.mark.parametrize(("length", "fits"), [(119, True), (120, True), (121, False)])
def test_a_name_under_a_letter_is_a_name(length: int, fits: bool) -> None:
    assert (objection(NAME, "a" * length) == "") is fits


def test_only_words_within_a_letter_have_places_and_the_first_unknown_one_is_named() -> None:
    assert objection(IN_LETTER, "Beste {naam}, uw kenmerk is {kenmerk}.") == ""
    unknown = "Deze plaats kennen we niet: %s. Kies er een uit de lijst."
    assert objection(NAME, "Namens {naam}") == unknown % "{naam}"
    assert objection(IN_LETTER, "{naam}, {leeftijd} en {rang}") == unknown % "{leeftijd}"
    assert objection(IN_LETTER, "Beste {naam") == unknown % "{}"


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        (date(2026, 3, 1), False),
        (date(2026, 3, 2), True),
        (date(2026, 3, 3), True),
        (date(2036, 3, 1), True),
        (date(2036, 3, 2), True),
        (date(2036, 3, 3), False),
    ],
)
def test_words_begin_today_at_the_earliest_and_within_ten_years(day: date, fits: bool) -> None:
    draft = TextDraft(IN_LETTER, day, "Wij schreven u eerder.")
    if fits:
        check(draft, LETTERS, TODAY)
        return
    with pytest.raises(FieldsRefusedError) as refused:
        check(draft, LETTERS, TODAY)
    assert [error.field for error in refused.value.errors] == ["validFrom"]
