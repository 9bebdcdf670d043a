"""Errors by kind: thousands of rows with one fault are one thing to put right."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from chassis.messages import LazyMessage, lazy
from registry.minimum_format.rules.columns import TableName
from registry.validation.rules.findings import OF_HEADER, ErrorKind, Finding

MOST_GROUPS = 10
"""Groups of one delivery: more is no list of work any more. The last then holds the rest."""
FIRST_ROWS = 10
"""Rows that a group names."""
MOST_SUGGESTIONS = 50
"""Suggestions of a group, those for most rows first."""

GENERAL = {
    (ErrorKind.DOUBLE_ROW, TableName.CLIENTEN): lazy(
        "Deze cliënt staat er al. Eén rij per cliënt."
    ),
    (ErrorKind.DOUBLE_ROW, TableName.ACTIVITEITEN): lazy(
        "Dit staat er al. Tel beide samen in één rij."
    ),
}
"""The reason of a whole kind, where that of one row names another row."""
REST = lazy(
    "Andere fouten. Je ziet ze hier als je de eerste hersteld hebt, en nu al in het antwoord."
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value that is probably meant, for ``times`` cells. ``written`` is empty when what stands
    there might be a name. ``key`` names it when somebody accepts it."""

    key: str
    written: str | None
    meant: str
    times: int


@dataclass(frozen=True, slots=True)
class ErrorGroup:
    """Errors of one kind in one column: their number, the first rows, and what is meant.

    ``table`` and ``column`` are empty for the rest; ``column`` for what is about a row.
    """

    kind: ErrorKind
    table: TableName | None
    column: str | None
    reason: LazyMessage
    times: int
    rows: tuple[int, ...]
    suggestions: tuple[Suggestion, ...]


def grouped(findings: Iterable[Finding]) -> tuple[ErrorGroup, ...]:
    """At most ``MOST_GROUPS``: what is wrong with a header first, then by number of errors."""
    groups = sorted(
        _groups(findings), key=lambda group: (group.kind not in OF_HEADER, -group.times)
    )
    if len(groups) <= MOST_GROUPS:
        return tuple(groups)
    shown, rest = groups[: MOST_GROUPS - 1], groups[MOST_GROUPS - 1 :]
    times = sum(group.times for group in rest)
    return (*shown, ErrorGroup(ErrorKind.OTHER, None, None, REST, times, (), ()))


def first_of_each(findings: Iterable[Finding], most: int) -> list[Finding]:
    """The first errors of every kind and column, in their order."""
    seen: Counter[tuple[object, ...]] = Counter()
    first = []
    for finding in findings:
        key = _key(finding)
        seen[key] += 1
        if seen[key] <= FIRST_ROWS:
            first.append(finding)
    return first[:most]


def suggestion_key(finding: Finding) -> str | None:
    """The key of what this error suggests, if it suggests anything."""
    if finding.meant is None:
        return None
    return f"{finding.table}.{finding.column}.{finding.written or ''}={finding.meant}"


def _groups(findings: Iterable[Finding]) -> Iterator[ErrorGroup]:
    by_key: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        by_key.setdefault(_key(finding), []).append(finding)
    for alike in by_key.values():
        first = alike[0]
        yield ErrorGroup(
            first.kind,
            first.table,
            first.column,
            _reason(first),
            len(alike),
            tuple(finding.row for finding in alike[:FIRST_ROWS]),
            _suggestions(alike),
        )


def _suggestions(alike: Sequence[Finding]) -> tuple[Suggestion, ...]:
    by_key: dict[str, Suggestion] = {}
    for finding in alike:
        key = suggestion_key(finding)
        if key is None or finding.meant is None:
            continue
        known = by_key.get(key) or Suggestion(key, finding.written, finding.meant, 0)
        by_key[key] = replace(known, times=known.times + 1)
    often_first = sorted(by_key.values(), key=lambda suggestion: -suggestion.times)
    return tuple(often_first[:MOST_SUGGESTIONS])


def _reason(finding: Finding) -> LazyMessage:
    return GENERAL.get((finding.kind, finding.table), finding.reason)


def _key(finding: Finding) -> tuple[object, ...]:
    return finding.table, finding.column, finding.kind, _reason(finding)
