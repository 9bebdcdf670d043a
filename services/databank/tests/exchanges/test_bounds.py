"""What an exchange is refused for, one thing at a time (handbook §2.13)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from chassis.refusals import FieldsRefusedError
from databank.access.purposes.rules import PurposeCode
from databank.exchanges.rules.codes import (
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

LATE = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
"""Half past midnight on 3 March in the city."""
PERSON = Subject(About.PERSOON, person_id=UUID(int=1))
CASE = Subject(About.ZAAK, case_number="AN.37.L4.001234/2026")
OF_PERSON = replace(PERSON, case_number=CASE.case_number)
PLACE = Subject(About.INRICHTING, establishment_id=UUID(int=2))
PHENOMENON = Subject(About.FENOMEEN, phenomenon=Phenomenon.OVERLAST)
JUDICIAL, WHERE = frozenset({Category.GERECHTELIJK}), frozenset({Category.PLAATS})
WHO = frozenset({Category.IDENTITEIT})
POLICE, CITY = PartnerKind.POLITIE, PartnerKind.STAD
GIVEN = NewExchange(
    id=UUID(int=9),
    direction=Direction.GEGEVEN,
    partner="p",
    subject=CASE,
    purpose=PurposeCode.TOEZICHT,
    basis="b",
    categories=WHERE,
    happened_at=LATE,
)


def refused(new: NewExchange, kind: PartnerKind = POLICE) -> list[str]:
    try:
        check_new(new, Partner("p", kind, "Partner"), [Basis("b", kind, "Grond", "art. 1")])
    except FieldsRefusedError as refusal:
        return [error.field for error in refusal.errors]
    return []


def refused_answer(
    answer: Answer, direction: Direction, subject: Subject = CASE, kind: PartnerKind = POLICE
) -> list[str]:
    try:
        check_answer(answer, direction, subject, kind)
    except FieldsRefusedError as refusal:
        return [error.field for error in refusal.errors]
    return []


@pytest.mark.parametrize(
    ("direction", "due_on", "faults"),
    [
        (Direction.GEVRAAGD, None, ["dueOn"]),
        (Direction.GEVRAAGD, date(2026, 3, 2), ["dueOn"]),
        (Direction.GEVRAAGD, date(2026, 3, 3), []),
        (Direction.BEVRAAGD, date(2026, 3, 4), []),
        (Direction.BEVRAAGD, None, ["dueOn"]),
        (Direction.GEGEVEN, date(2026, 3, 4), ["dueOn"]),
        (Direction.ONTVANGEN, date(2026, 3, 4), ["dueOn"]),
        (Direction.ONTVANGEN, None, []),
    ],
)
def test_a_question_has_a_day_for_its_answer_from_its_own_day_in_the_city(
    direction: Direction, due_on: date | None, faults: list[str]
) -> None:
    assert refused(replace(GIVEN, direction=direction, due_on=due_on)) == faults


@pytest.mark.parametrize(
    ("direction", "with_it", "with_the_answer"),
    [
        (Direction.GEVRAAGD, True, False),
        (Direction.BEVRAAGD, False, True),
        (Direction.GEGEVEN, True, False),
        (Direction.ONTVANGEN, False, True),
    ],
)
def test_judicial_information_leaves_to_the_city_with_leave_alone(
    direction: Direction, with_it: bool, with_the_answer: bool
) -> None:
    due_on = date(2026, 3, 9) if direction in ("gevraagd", "bevraagd") else None
    new = replace(GIVEN, direction=direction, categories=JUDICIAL, due_on=due_on)
    assert refused(new, CITY) == ["judicialLeave"] * with_it
    assert refused(replace(new, judicial_leave="Parket, kenmerk 12"), CITY) == []
    assert refused(replace(new, categories=WHERE), CITY) == []
    answer = Answer(Outcome.VOLLEDIG, JUDICIAL, LATE)
    assert refused_answer(answer, direction, kind=CITY) == ["judicialLeave"] * with_the_answer
    leave = replace(answer, judicial_leave="Parket, kenmerk 12")
    assert refused_answer(leave, direction, kind=CITY) == []


@pytest.mark.parametrize(
    ("subject", "categories", "kind", "faults"),
    [
        (PERSON, WHO, CITY, ["caseNumber"]),
        (PERSON, WHERE, CITY, []),
        (OF_PERSON, WHO, CITY, []),
        (PERSON, WHO, POLICE, []),
        (PLACE, WHO, CITY, []),
        (PHENOMENON, WHO, POLICE, ["categories"]),
        (PHENOMENON, WHERE, POLICE, []),
        (CASE, frozenset(), POLICE, ["categories"]),
        (replace(CASE, case_number="JANSSENS"), WHERE, POLICE, ["caseNumber"]),
        (Subject(About.ZAAK), WHERE, POLICE, ["caseNumber"]),
        (Subject(About.PERSOON), WHERE, POLICE, ["personId"]),
        (replace(PLACE, person_id=UUID(int=1)), WHERE, POLICE, ["personId"]),
        (replace(PLACE, case_number=CASE.case_number), WHERE, POLICE, []),
    ],
)
def test_a_person_goes_to_the_city_in_a_case_alone_and_no_name_goes_for_a_number(
    subject: Subject, categories: frozenset[Category], kind: PartnerKind, faults: list[str]
) -> None:
    assert refused(replace(GIVEN, subject=subject, categories=categories), kind) == faults


def test_a_partner_a_basis_and_a_purpose_are_those_of_the_list() -> None:
    with pytest.raises(FieldsRefusedError) as unlisted:
        check_new(GIVEN, None, [])
    assert [error.field for error in unlisted.value.errors] == ["partner"]
    assert refused(replace(GIVEN, basis="x")) == ["basis"]
    assert refused(replace(GIVEN, purpose=PurposeCode.ONDERHOUD)) == ["purpose"]
    bases = [Basis("b", CITY, "Grond", "art. 1")]
    with pytest.raises(FieldsRefusedError):
        check_new(GIVEN, Partner("p", POLICE, "Partner"), bases)


@pytest.mark.parametrize(
    ("outcome", "has_data"),
    [("volledig", True), ("deels", True), ("geweigerd", False), ("uitgebleven", False)],
)
def test_an_answer_names_data_exactly_when_there_are_any(outcome: str, has_data: bool) -> None:
    for categories in (WHERE, frozenset[Category]()):
        answer = Answer(Outcome(outcome), categories, LATE)
        faults = [] if bool(categories) is has_data else ["categories"]
        assert refused_answer(answer, Direction.GEVRAAGD) == faults
