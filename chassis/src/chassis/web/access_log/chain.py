"""The chain of the access log: check that every row is as it was written, and none is missing.

The chain proves that no row was changed, dropped or put in alone. Against somebody who may rewrite
all of it there are anchors: heads of the chain that were kept outside the database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from chassis.web.access_log.log import START, Access

BATCH = 2000
"""Rows that are read at once."""

Progress = Callable[[int, int], None]
"""Called with the number of rows that were checked, and the number of all."""

ENDS = """
SELECT head.position, head.hash,
       coalesce((SELECT max(position) FROM access_log), 0) AS last,
       coalesce((SELECT min(position) FROM access_log), 1) AS first
  FROM access_log_head AS head
"""
ROWS = """
SELECT position, at, actor_subject, actor_function, actor_organisation, action, subject_kind,
       subject_id, purpose, previous, hash
  FROM access_log WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3
"""


class TamperedError(Exception):
    """The chain does not hold at ``position``: a row was changed, removed or put in between.

    ``why``: ``missing``, ``changed``, ``added``, ``head`` (the head says otherwise), or
    ``anchor`` (not what was anchored).
    """

    def __init__(self, position: int, why: str) -> None:
        super().__init__(f"access log, position {position}: {why}")
        self.position = position
        self.why = why


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head of the chain as it was once."""

    position: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class _Ends:
    """The head of the chain, and the first and last position that there are rows of."""

    position: int
    hash: bytes
    first: int
    last: int


async def chain_head(conn: Any) -> Anchor:
    """The last row: keep it elsewhere, and nobody can rewrite the past."""
    head = await conn.fetchrow("SELECT position, hash FROM access_log_head")
    return Anchor(head["position"], head["hash"])


async def verify_chain(
    conn: Any,
    *,
    anchors: Iterable[Anchor] = (),
    since: int = 0,
    progress: Progress | None = None,
) -> Anchor:
    """The head, when every row up to it is as it was written; else ``TamperedError``.

    Rows that are added meanwhile are left out. ``since`` takes the rows up to that position for
    granted: what the check then says holds for the later ones.
    """
    ends = _Ends(**await conn.fetchrow(ENDS))
    end = ends.position
    if ends.first < 1:
        raise TamperedError(ends.first, "added")
    kept = {anchor.position: anchor.hash for anchor in anchors}
    position, previous = await _start(conn, min(since, end))
    while position < end:
        rows = await conn.fetch(ROWS, position, end, BATCH)
        if not rows:
            raise TamperedError(position + 1, "missing")
        for row in rows:
            position += 1
            if row["position"] != position:
                raise TamperedError(position, "missing")
            access = _access(row)
            if row["previous"] != previous or row["hash"] != access.hash(position, previous):
                raise TamperedError(position, "changed")
            previous = row["hash"]
            if kept.get(position, previous) != previous:
                raise TamperedError(position, "anchor")
        if progress is not None:
            progress(position, end)
    if previous != ends.hash:
        raise TamperedError(position, "head")
    if ends.last > end:
        raise TamperedError(end + 1, "added")
    if kept and max(kept) > end:
        raise TamperedError(end + 1, "missing")
    return Anchor(position, previous)


def _access(row: Any) -> Access:
    return Access(
        row["at"],
        row["actor_subject"],
        row["actor_function"],
        row["actor_organisation"],
        row["action"],
        row["subject_kind"],
        row["subject_id"],
        row["purpose"],
    )


async def _start(conn: Any, since: int) -> tuple[int, bytes]:
    if since <= 0:
        return 0, START
    previous = await conn.fetchval("SELECT hash FROM access_log WHERE position = $1", since)
    if previous is None:
        raise TamperedError(since, "missing")
    return since, previous
