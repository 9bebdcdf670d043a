"""How many groups, rows and suggestions a person gets, around each number."""

from chassis.messages import lazy
from registry.minimum_format.rules.columns import TableName
from registry.validation.rules.findings import ErrorKind, Finding
from registry.validation.rules.groups import first_of_each, grouped


def error(kind: ErrorKind, row: int = 2, meant: str | None = None) -> Finding:
    return Finding(TableName.CONTACTEN, row, "aard", lazy("Dit kan niet."), kind, None, meant)


KINDS = [kind for kind in ErrorKind if kind is not ErrorKind.OTHER]


def test_ten_kinds_are_ten_groups_and_of_eleven_the_smallest_two_are_the_rest() -> None:
    ten = [error(kind) for kind in KINDS[:10]]
    assert [group.times for group in grouped(ten)] == [1] * 10
    assert ErrorKind.OTHER not in {group.kind for group in grouped(ten)}
    eleven = [error(kind) for nr, kind in enumerate(KINDS[:11]) for _ in range(20 - nr)]
    groups = grouped(eleven)
    assert [group.kind for group in groups] == [*KINDS[:9], ErrorKind.OTHER]
    assert (groups[-1].times, groups[-1].rows) == (11 + 10, ())


def test_a_wrong_header_comes_first_and_then_what_is_wrong_most_often() -> None:
    findings = [error(ErrorKind.MONTH)] * 2 + [error(ErrorKind.NUMBER)] * 3
    findings += [error(ErrorKind.MISSING_COLUMN)]
    assert [(group.kind, group.times) for group in grouped(findings)] == [
        (ErrorKind.MISSING_COLUMN, 1),
        (ErrorKind.NUMBER, 3),
        (ErrorKind.MONTH, 2),
    ]


def test_a_group_names_its_first_ten_rows_and_fifty_suggestions_the_frequent_first() -> None:
    rows = [error(ErrorKind.MONTH, row) for row in range(2, 14)]
    (group,) = grouped(rows)
    assert group.rows == (2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
    slips = [error(ErrorKind.UNKNOWN_CODE, 2, f"code {nr}") for nr in range(51)]
    (group,) = grouped([*slips, error(ErrorKind.UNKNOWN_CODE, 3, "code 50")])
    assert len(group.suggestions) == 50
    assert (group.suggestions[0].meant, group.suggestions[0].times) == ("code 50", 2)
    assert {suggestion.times for suggestion in group.suggestions[1:]} == {1}


def test_of_each_kind_the_first_ten_errors_are_listed_in_their_order() -> None:
    findings = [error(kind, row) for row in range(2, 14) for kind in KINDS[:2]]
    listed = first_of_each(findings, 500)
    assert listed == findings[:20]
    assert first_of_each(findings, 3) == findings[:3]
