"""Each guard of an integrity investigation (NGW art. 119ter): what it asks for, and no more."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from enforcement.cases.rules import Attempt
from enforcement.integrity_investigations.rules import IntegrityState, guards
from enforcement.integrity_investigations.rules.codes import Measure, Subject

DAY = date(2026, 3, 16)
BEFORE, AFTER = date(2026, 3, 15), date(2026, 3, 17)
FILE = guards.IntegrityFile(IntegrityState.UITGENODIGD)
Guard = Callable[[guards.IntegrityFile, Attempt], str | None]

ASKED: list[tuple[Guard, dict[str, Any], str | None]] = [
    (guards.register_was_consulted, {"register_consulted": True}, None),
    (guards.register_was_consulted, {}, "Centraal Register"),
    (guards.was_not_extended, {}, None),
    (guards.was_not_extended, {"extended": True}, "één verlenging"),
    (guards.is_admissible, {"admissible": True}, None),
    (guards.is_admissible, {}, "ontvankelijk"),
    (guards.was_advised, {"advised": True}, None),
    (guards.was_advised, {}, "na het advies van de DIOB"),
    (guards.was_heard, {"heard": True}, None),
    (guards.was_heard, {}, "gehoord"),
    (guards.suspends_now, {"works": True, "suspends": True}, None),
    (guards.suspends_now, {"works": True}, "geen schorsing"),
    (guards.suspends_now, {"suspends": True}, "geen schorsing"),
    (guards.may_be_contested, {"notified": True}, None),
    (guards.may_be_contested, {}, "Zonder kennisgeving"),
    (guards.may_be_contested, {"notified": True, "contested": True}, "al een beroep"),
    (guards.was_passed_on, {}, "Bezorg de beslissing"),
    (guards.hearing_is_over, {}, "Nodig eerst uit"),
    (guards.hearing_is_over, {"hearing_on": BEFORE}, None),
    (guards.hearing_is_over, {"hearing_on": DAY}, "tot en met 16/03/2026"),
    (guards.hearing_is_over, {"hearing_on": AFTER}, "tot en met 17/03/2026"),
    (guards.hearing_is_over, {"hearing_on": AFTER, "no_hearing_wanted": True}, None),
    (guards.hearing_is_over, {"hearing_on": BEFORE, "invited_on": BEFORE}, "niet op tijd"),
    (guards.hearing_is_over, {"hearing_on": BEFORE, "notice_until": DAY}, "niet op tijd"),
    (guards.hearing_is_over, {"hearing_on": BEFORE, "notice_until": BEFORE}, None),
    (guards.may_work, {"effect_after": BEFORE}, None),
    (guards.may_work, {"effect_after": DAY}, "wachttijd"),
    (guards.may_work, {"effect_after": AFTER}, "wachttijd"),
    (guards.may_work, {}, "wachttijd"),
    (guards.may_work, {"effect_after": BEFORE, "stayed": True}, "Raad van State"),
    (guards.works_or_is_undone, {}, None),
    (guards.works_or_is_undone, {"state": IntegrityState.TER_KENNIS_GEBRACHT}, "werkt nog niet"),
]


@pytest.mark.parametrize(
    ("guard", "known", "refusal"),
    [
        pytest.param(guard, known, refusal, id=f"{guard.__name__} {number}")
        for number, (guard, known, refusal) in enumerate(ASKED)
    ],
)
def test_a_guard_says_what_lacks(guard: Guard, known: dict[str, Any], refusal: str | None) -> None:
    found = guard(replace(FILE, **known), Attempt(DAY))
    assert found is None if refusal is None else refusal in str(found)


@pytest.mark.parametrize(
    ("subject", "fit"),
    [
        (Subject.AANVRAAG, {Measure.WEIGERING}),
        (Subject.VERKLARING, {Measure.SCHORSING, Measure.OPHEFFING}),
        (Subject.ZONDER_VERGUNNING, {Measure.SLUITING}),
    ],
)
def test_a_measure_is_one_of_its_subject_or_none(subject: Subject, fit: set[Measure]) -> None:
    file = replace(FILE, subject=subject)
    for measure in Measure:
        wrong = guards.measure_fits(file, Attempt(DAY, measure))
        assert (wrong is None) is (measure in {*fit, Measure.GEEN_MAATREGEL}), measure
    assert guards.measure_fits(file, Attempt(DAY)) is None


def test_the_college_decides_what_the_mayor_proposed_or_nothing() -> None:
    file = replace(FILE, proposed=Measure.SCHORSING)
    for measure in Measure:
        wrong = guards.follows_the_proposal(file, Attempt(DAY, measure))
        assert (wrong is None) is (measure in {Measure.SCHORSING, Measure.GEEN_MAATREGEL}), measure
    assert guards.follows_the_proposal(FILE, Attempt(DAY, Measure.SLUITING)) is not None
    assert guards.follows_the_proposal(FILE, Attempt(DAY)) is None
