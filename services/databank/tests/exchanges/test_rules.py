"""Rules of exchanges with partners, over whatever somebody may fill in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.days import city_day
from chassis.refusals import FieldsRefusedError, StepRefusedError
from databank.access.purposes.rules import PurposeCode
from databank.exchanges.rules.codes import (
    NEED_LEAVE,
    OF_PERSONS,
    About,
    Category,
    Direction,
    Outcome,
    PartnerKind,
    Phenomenon,
)
from databank.exchanges.rules.exchange import (
    Answer,
    Basis,
    NewExchange,
    Partner,
    Subject,
    check_answer,
    check_new,
)
from databank.exchanges.rules.need_to_know import MADE_FOR, may_know
from databank.exchanges.rules.steps import STEPS, ExchangeState, ExchangeStep, after, first_state

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
CASE = "AN.37.L4.001234/2026"
BASES = [Basis(f"van_{kind}", kind, "Grond", "art. 1") for kind in PartnerKind]
SUBJECTS = {
    About.PERSOON: Subject(About.PERSOON, person_id=uuid4()),
    About.INRICHTING: Subject(About.INRICHTING, establishment_id=uuid4()),
    About.ZAAK: Subject(About.ZAAK, case_number=CASE),
    About.FENOMEEN: Subject(About.FENOMEEN, phenomenon=Phenomenon.OVERLAST),
}
KINDS = st.sampled_from(PartnerKind)
CATEGORIES = st.frozensets(st.sampled_from(Category))


def noted(**changes: object) -> NewExchange:
    new = NewExchange(
        id=uuid4(),
        direction=Direction.GEGEVEN,
        partner="partner",
        subject=SUBJECTS[About.ZAAK],
        purpose=PurposeCode.TOEZICHT,
        basis="van_politiedienst",
        categories=frozenset({Category.PLAATS}),
        happened_at=AT,
    )
    return replace(new, **changes)  # type: ignore[arg-type]  # as the test says


def partner(kind: PartnerKind = PartnerKind.POLITIE) -> Partner:
    return Partner("partner", kind, "Partner")


def faults(new: NewExchange, who: Partner | None) -> set[str]:
    try:
        check_new(new, who, BASES)
    except FieldsRefusedError as refusal:
        return {error.field for error in refusal.errors}
    return set()


@st.composite
def any_exchange(draw: st.DrawFn) -> tuple[NewExchange, PartnerKind]:
    direction = draw(st.sampled_from(Direction))
    kind = draw(KINDS)
    days = draw(st.none() | st.integers(-2, 30))
    subject = draw(st.sampled_from([*SUBJECTS.values()]))
    if draw(st.booleans()):
        subject = replace(subject, case_number=draw(st.sampled_from([CASE, "JANSSENS", None])))
    new = noted(
        direction=direction,
        subject=subject,
        purpose=draw(st.sampled_from(PurposeCode)),
        basis=f"van_{draw(KINDS)}",
        categories=draw(CATEGORIES),
        due_on=None if days is None else city_day(AT) + timedelta(days=days),
        judicial_leave=draw(st.sampled_from([None, "Parket, kenmerk 12"])),
    )
    return new, kind


@given(any_exchange())
def test_what_is_taken_keeps_to_the_law(given_: tuple[NewExchange, PartnerKind]) -> None:
    new, kind = given_
    if faults(new, partner(kind)):
        return
    assert new.basis == f"van_{kind}", "a basis is of the kind of partner"
    assert new.purpose in MADE_FOR
    assert new.direction.is_question == (new.due_on is not None)
    assert new.due_on is None or new.due_on >= city_day(AT)
    assert new.categories
    if new.subject.about is About.FENOMEEN:
        assert not new.categories & OF_PERSONS, "nobody is in a phenomenon"
    leaving = new.direction in (Direction.GEVRAAGD, Direction.GEGEVEN)
    if leaving and Category.GERECHTELIJK in new.categories and kind in NEED_LEAVE:
        assert new.judicial_leave, "law on the police function, art. 44/11"
    if leaving and kind is PartnerKind.STAD and new.subject.about is About.PERSOON:
        assert new.subject.case_number or not new.categories & OF_PERSONS
    assert new.subject.case_number in (CASE, None), "no name where a number goes"


@given(st.sampled_from(Direction), KINDS, CATEGORIES, st.sampled_from(Outcome), st.booleans())
def test_an_answer_keeps_to_the_law_too(
    direction: Direction,
    kind: PartnerKind,
    categories: frozenset[Category],
    outcome: Outcome,
    leave: bool,
) -> None:
    answer = Answer(outcome, categories, AT, "Parket, kenmerk 12" if leave else None)
    subject = SUBJECTS[About.INRICHTING]
    try:
        check_answer(answer, direction, subject, kind)
    except FieldsRefusedError:
        return
    assert bool(categories) == outcome.has_data
    if direction is Direction.BEVRAAGD and Category.GERECHTELIJK in categories:
        assert leave or kind not in NEED_LEAVE


def test_the_city_gets_nothing_of_somebody_outside_a_case() -> None:
    about = SUBJECTS[About.PERSOON]
    new = noted(subject=about, basis="van_stad", categories=frozenset({Category.IDENTITEIT}))
    assert faults(new, partner(PartnerKind.STAD)) == {"caseNumber"}
    within = replace(new, subject=replace(about, case_number=CASE))
    assert faults(within, partner(PartnerKind.STAD)) == set()


def test_who_is_not_on_the_list_of_the_day_is_no_partner() -> None:
    assert faults(noted(), None) == {"partner"}


def test_a_subject_is_exactly_what_its_kind_names() -> None:
    for about, subject in SUBJECTS.items():
        assert faults(noted(subject=subject), partner()) == set()
        assert faults(noted(subject=Subject(about)), partner()) != set()
    both = replace(SUBJECTS[About.PERSOON], establishment_id=uuid4())
    assert faults(noted(subject=both), partner()) == {"establishmentId"}


@given(st.sampled_from(Direction), st.lists(st.sampled_from(ExchangeStep), max_size=6))
def test_whatever_is_tried_an_end_stays_an_end(
    direction: Direction, tried: list[ExchangeStep]
) -> None:
    states = [first_state(direction)]
    for step in tried:
        try:
            states.append(after(states[-1], step))
        except StepRefusedError as refusal:
            assert step not in refusal.allowed
            assert all((states[-1], each) in STEPS for each in refusal.allowed)
    ended = (ExchangeState.AFGESLOTEN, ExchangeState.INGETROKKEN)
    assert all(before not in ended for before, _ in pairwise(states))
    if direction.is_question and ExchangeState.AFGESLOTEN in states:
        assert ExchangeState.BEANTWOORD in states, "a question is not closed without an answer"


@given(
    st.sampled_from(PurposeCode),
    st.sampled_from([None, "A-1234", "B-1234"]),
    st.sampled_from(PurposeCode),
    st.sampled_from([None, "A-1234", "B-1234"]),
)
def test_who_reads_for_something_else_knows_of_nothing(
    made_for: PurposeCode, of_case: str | None, purpose: PurposeCode, within: str | None
) -> None:
    knows = may_know(made_for, of_case, purpose, within)
    assert not knows or made_for == purpose
    assert not knows or within is None or of_case in (None, within)


def test_either_way_data_leave_once_at_most_in_a_question() -> None:
    for direction in (Direction.GEVRAAGD, Direction.BEVRAAGD):
        assert direction.leaves(answer=False) is not direction.leaves(answer=True)
    with pytest.raises(StepRefusedError):
        after(first_state(Direction.ONTVANGEN), ExchangeStep.BEANTWOORDEN)
