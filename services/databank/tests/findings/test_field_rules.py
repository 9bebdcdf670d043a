"""Rules of work in the street: states of a finding, aids with documents, dates as people type."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.be import bis, nn

from contracts.codes import Addressee, Procedure, ReportKind
from databank.findings.rules import (
    ADDRESSEES,
    AFTER,
    FindingState,
    Step,
    is_minor,
    is_report_number,
    may_transfer,
    months_after,
    stage,
    steps,
)
from databank.identity_checks.rules import date_parsing, document_checks, mrz
from databank.identity_checks.rules.document_checks import Doubt, Read
from databank.inspections.rules import InspectionState, InspectionStep, refusal
from databank.welfare.rules.priority import PossibleVictim

KINDS = [(kind, to) for kind, tos in ADDRESSEES.items() for to in tos]
LEFT = {FindingState.OVERGEMAAKT, FindingState.INGEVOERD}
ENDED = {
    FindingState.GEEN_GEVOLG,
    FindingState.MONDELINGE_WAARSCHUWING,
    FindingState.GESEPONEERD,
    FindingState.INGETROKKEN,
}
DAYS = st.dates(date(1930, 1, 1), date(2024, 12, 31))
TYPED = (
    "{0:%d}-{0:%m}-{0:%Y}",
    "{0:%d}/{0:%m}/{0:%Y}",
    "{0:%Y}-{0:%m}-{0:%d}",
    "{0:%d}{0:%m}{0:%Y}",
)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


@given(st.sampled_from(KINDS), st.lists(st.sampled_from(list(Step)), max_size=12))
def test_whatever_people_do_a_finding_never_leaves_by_another_door(
    report: tuple[ReportKind, Addressee], taken: list[Step]
) -> None:
    kind, addressee = report
    state = FindingState.GENOTEERD
    path = [state]
    for step in taken:
        if step in steps(state, kind, addressee) and step is not Step.SLACHTOFFERCHECK:
            state = AFTER[state][step]
            path.append(state)
            assert stage(state, kind, addressee)
            if step is Step.INVOEREN:
                assert kind is ReportKind.RIR
            if step is Step.OVERMAKEN:
                assert addressee not in (Addressee.PARKET, Addressee.INTERN)
            if step is Step.NAAR_PARKET:
                assert addressee is Addressee.PARKET
    assert len(path) == len(set(path)), "nothing comes back"
    if state in LEFT:
        assert FindingState.OPGEMAAKT in path
    if state in LEFT | ENDED:
        assert steps(state, kind, addressee) == ()


@pytest.mark.parametrize("state", list(FindingState))
@pytest.mark.parametrize("answer", list(PossibleVictim))
@pytest.mark.parametrize("checked", [True, False])
def test_dp11_nobody_is_named_to_the_city_before_a_person_answered(
    state: FindingState, answer: PossibleVictim, checked: bool
) -> None:
    refused = may_transfer(
        state, ReportKind.PV, Addressee.GEMENGD, Procedure.GAS, True, answer, checked
    )
    free = state is FindingState.OPGEMAAKT and (checked or answer is not PossibleVictim.ONBEKEND)
    assert (refused is None) == free


@given(DAYS, st.integers(1, 24))
def test_a_term_of_months_ends_on_the_eve_and_never_late(day: date, months: int) -> None:
    end = months_after(day, months)
    assert end > day
    assert (end + timedelta(1)).day == day.day or (end + timedelta(1)).day == 1
    assert timedelta(27) * months <= end - day < timedelta(31) * months + timedelta(1)


@given(DAYS, DAYS)
def test_dp11_who_may_be_under_age_counts_as_under_age(born: date, on: date) -> None:
    whole = is_minor(born.isoformat(), on)
    if whole:
        assert is_minor(f"{born:%Y-%m}", on)
        assert is_minor(f"{born:%Y}", on)
    assert whole == ((on.year - born.year, on.month, on.day) < (18, born.month, born.day))


@pytest.mark.parametrize(
    ("number", "good"), [("RIR-2026/0001", True), ("x", False), ("a b", False), ("=1+1", False)]
)
def test_a_number_without_a_pattern_is_something_to_look_up(number: str, good: bool) -> None:
    assert is_report_number(number, None) is good


@pytest.mark.parametrize("state", list(InspectionState))
def test_what_was_closed_stays(state: InspectionState) -> None:
    for step in InspectionStep:
        assert (refusal(state, step) is None) == (state is InspectionState.LOPEND)


def numbered(born: date, order: int, add: int = 0) -> str:
    first = f"{born:%y}{born.month + add:02}{born:%d}{order:03}"
    check = 97 - int(f"2{first}" if born.year >= 2000 else first) % 97
    return f"{first}{check:02}"


@given(DAYS, st.integers(1, 998), st.sampled_from([0, 20, 40]), st.integers(0, 10))
def test_one_wrong_digit_of_a_number_is_seen(born: date, order: int, add: int, at: int) -> None:
    digits = numbered(born, order, add)
    assert (bis if add else nn).is_valid(digits)
    found = document_checks.national_number(f"{digits[:6]} {digits[6:9]}-{digits[9:]}")
    assert found is not None
    assert found.holds
    assert found.is_bis == bool(add)
    assert found.birth_date is not None
    assert document_checks.fit(found.birth_date, born.isoformat())
    slip = digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :]
    wrong = document_checks.national_number(slip)
    assert wrong is not None
    assert not wrong.holds or wrong.birth_date != found.birth_date or slip[:6] == digits[:6]


def lines(number: str, born: date, expires: date) -> str:
    """A passport of Utopia."""
    number = f"{number:<<9}"
    first, last = f"{born:%y%m%d}", f"{expires:%y%m%d}"
    fields = [f"{text}{mrz.check_digit(text)}" for text in (number, first, last)]
    rest = "<" * 14 + "<"
    whole = mrz.check_digit("".join(fields) + rest)
    return (
        "P<UTOERIKSSON<<ANNA<MARIA".ljust(44, "<")
        + f"\n{fields[0]}UTO{fields[1]}F{fields[2]}{rest}{whole}"
    )


@given(
    st.text(ALPHABET, min_size=6, max_size=9), DAYS, st.dates(date(2025, 1, 1), date(2060, 1, 1))
)
def test_the_lines_of_a_passport_are_read_as_they_were_made(
    number: str, born: date, expires: date
) -> None:
    for text in (lines(number, born, expires), lines(number, born, expires).replace("\n", "")):
        found = mrz.read(text.lower(), 2026)
        assert found is not None
        assert (found.number, found.expires_on) == (number, expires.isoformat())
        assert found.birth_date[2:] == born.isoformat()[2:]
        assert (found.family_name, found.given_names) == ("Eriksson", "Anna Maria")
        assert found.wrong == frozenset()


@given(st.text(ALPHABET, min_size=9, max_size=9), DAYS, st.integers(0, 8), st.integers(1, 9))
def test_a_slip_in_the_lines_is_named(number: str, born: date, at: int, by: int) -> None:
    good = lines(number, born, date(2030, 1, 1))
    changed = ALPHABET[(ALPHABET.index(number[at]) + by) % len(ALPHABET)]
    slip = good.replace(f"\n{number}", f"\n{number[:at]}{changed}{number[at + 1 :]}")
    found = mrz.read(slip, 2026)
    assert found is not None
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    seen = (values.index(changed) - values.index(number[at])) % 10 != 0
    assert ("nummer" in found.wrong) == seen


@pytest.mark.parametrize(
    ("text", "country", "number"),
    [
        (
            "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6"
            "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
            "UTO",
            "D23145890",
        ),
        (
            "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6",
            "UTO",
            "D23145890",
        ),
    ],
    ids=["a card", "an older card"],
)
def test_the_examples_of_the_standard_agree(text: str, country: str, number: str) -> None:
    found = mrz.read(text, 2026)
    assert found is not None
    assert (found.country, found.number, found.wrong) == (country, number, frozenset())
    assert found.birth_date == "1974-08-12"


@given(st.text(max_size=200))
def test_no_text_breaks_an_aid(text: str) -> None:
    mrz.read(text, 2026)
    document_checks.national_number(text)
    document_checks.is_card_number(text)
    try:
        kept = date_parsing.birth_date(text)
    except ValueError as error:
        assert str(error).startswith("Geef een datum")
    else:
        assert isinstance(is_minor(kept, date(2026, 1, 1)), bool)
        list(document_checks.doubts(Read(birth_date=kept), Read(), date(2026, 1, 1)))


@given(DAYS, st.sampled_from(TYPED))
def test_a_date_is_read_however_it_is_typed(day: date, form: str) -> None:
    typed = form.format(day)
    if typed.isdigit() and typed[:2] in ("19", "20"):
        return  # it reads as year first
    assert date_parsing.birth_date(typed) == day.isoformat()
    assert date_parsing.day(typed) == day


def test_an_expired_document_is_a_doubt_and_no_more() -> None:
    read = Read(expires_on=date(2020, 1, 1), birth_date="1990")
    found = list(document_checks.doubts(read, Read(birth_date="1990-02-03"), date(2026, 1, 1)))
    assert found == [Doubt.DOCUMENT_VERVALLEN]
