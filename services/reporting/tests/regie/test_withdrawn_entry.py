"""A record of regie that is withdrawn says nothing more, but has a status that there is."""

from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from reporting.regie.rules.kinds import RegieKind, RegieStatus
from reporting.regie.rules.records import RegieEntry, check

DAY = date(2026, 3, 2)
MEETING = RegieEntry(
    RegieKind.RAPPORTAGEMOMENT, "niets", DAY, "x", (), RegieStatus.DOORGEGAAN, withdrawn=True
)


@pytest.mark.parametrize(("status", "wrong"), [("doorgegaan", []), ("verdwenen", ["status"])])
def test_a_withdrawn_record_needs_a_known_status_alone(status: str, wrong: list[str]) -> None:
    entry = replace(MEETING, status=cast(Any, status))
    assert [each.field for each in check(entry, DAY)] == wrong


def test_one_that_stands_is_looked_at_whole() -> None:
    stands = replace(MEETING, withdrawn=False)
    assert "type" in [each.field for each in check(stands, DAY)]


def test_somebody_in_the_subject_is_a_fault_of_the_subject() -> None:
    named = replace(MEETING, withdrawn=False, type="hulpverlening", subject="mail an@voorbeeld.be")
    (fault,) = check(named, DAY)
    assert fault.field == "subject"
    assert check(replace(named, withdrawn=True), DAY) == []
