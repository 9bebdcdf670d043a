"""The checklist of an application on both sides of its days, and the tasks that are left."""

from datetime import date

import pytest

from contracts.codes import ApplicationKind
from pandkalender.applications.rules.checklist import Checklist, DocumentLine
from pandkalender.applications.rules.progress import (
    Task,
    UntoldOwnerError,
    must_fit_events,
    unanswered,
)

NEW, RENEWAL = ApplicationKind.AANVRAAG, ApplicationKind.VERNIEUWING
SINCE, UNTIL = date(2026, 3, 1), date(2026, 3, 31)


def line(code: str, *kinds: ApplicationKind, **more: object) -> DocumentLine:
    given = {"permit_type": "raam", "valid_from": SINCE} | more
    return DocumentLine.model_validate({"code": code, "kinds": kinds} | given)


CHECKLIST = Checklist(
    document=(
        line("huurcontract", NEW, required=False),
        line("grondplan", NEW, valid_until=UNTIL),
        line("attest", RENEWAL),
        line("vergunning", NEW, permit_type="bar"),
    )
)


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 2, 28), []),
        (date(2026, 3, 1), ["grondplan", "huurcontract"]),
        (date(2026, 3, 31), ["grondplan", "huurcontract"]),
        (date(2026, 4, 1), ["huurcontract"]),
    ],
)
def test_a_document_is_asked_from_its_first_day_until_and_including_its_last(
    day: date, codes: list[str]
) -> None:
    assert [each.code for each in CHECKLIST.lines("raam", NEW, day)] == codes


def test_a_document_is_asked_for_its_type_and_kind_alone() -> None:
    assert [each.code for each in CHECKLIST.lines("raam", RENEWAL, SINCE)] == ["attest"]
    assert [each.code for each in CHECKLIST.lines("bar", NEW, SINCE)] == ["vergunning"]


def test_only_a_required_document_that_is_not_there_is_missing() -> None:
    assert CHECKLIST.missing("raam", NEW, SINCE, ()) == ["grondplan"]
    assert CHECKLIST.missing("raam", NEW, SINCE, ("huurcontract",)) == ["grondplan"]
    assert CHECKLIST.missing("raam", NEW, SINCE, ("grondplan",)) == []


def test_a_task_is_left_until_it_is_answered_and_premises_need_no_manager() -> None:
    assert unanswered(NEW, {}) == [Task.PAND, Task.HOUDER, Task.CONTACT]
    assert unanswered(NEW, {Task.HOUDER: 1}) == [Task.PAND, Task.CONTACT]
    manager = ApplicationKind.WIJZIGING_BEHEERDER
    assert unanswered(manager, {Task.CONTACT: 1}) == [Task.BEHEERDER, Task.WANNEER]


@pytest.mark.parametrize("owner", ["OWN-001", "own.dubois_2:/", "O", "O" * 64])
def test_an_owner_of_whom_an_event_may_tell_applies(owner: str) -> None:
    must_fit_events(owner)


@pytest.mark.parametrize("owner", ["OWN-DÜBOIS", "OWN DUBOIS", "1234-5", "", "O" * 65])
def test_an_owner_of_whom_no_event_may_tell_is_refused_in_words(owner: str) -> None:
    with pytest.raises(UntoldOwnerError) as refused:
        must_fit_events(owner)
    assert "Vraag de stad om een andere code" in refused.value.reason
