"""Rows leave a store as dataclasses."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pytest

from chassis.rows import typed


class _State(StrEnum):
    OPEN = "open"
    CLOSED = "dicht"


class _Reason(StrEnum):
    OLD = "oud"


@dataclass(frozen=True, slots=True)
class _Case:
    number: int
    state: _State
    before: _State | _Reason | None
    codes: list[str]


ROW: dict[str, Any] = {"number": 3, "state": "dicht", "before": "open", "codes": ["a"], "more": 1}


def test_codes_become_members_and_other_columns_stay_out() -> None:
    assert typed(_Case, ROW) == _Case(3, _State.CLOSED, _State.OPEN, ["a"])


def test_a_column_may_hold_members_of_two_enums() -> None:
    assert typed(_Case, ROW | {"before": "oud"}).before is _Reason.OLD


def test_what_is_empty_stays_empty() -> None:
    assert typed(_Case, ROW | {"before": None}).before is None


def test_a_code_that_nobody_knows_is_an_error() -> None:
    with pytest.raises(ValueError, match="onbekend"):
        typed(_Case, ROW | {"state": "onbekend"})


def test_a_query_without_the_column_is_an_error() -> None:
    with pytest.raises(KeyError):
        typed(_Case, {"number": 3})
