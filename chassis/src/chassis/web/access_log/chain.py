"""The chain of the access log: check that every row is as it was written, and none is missing.

The chain proves that no row was changed, dropped or put in alone. Against somebody who may rewrite
all of it there are anchors: heads of the chain that were kept outside the database.
"""

from collections.abc import Callable, Iterable, Mapping
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
HAS_SEGMENTS = "SELECT to_regclass('access_log_segment') IS NOT NULL"
SEGMENTS = """
SELECT last_position, last_hash, dropped_at IS NOT NULL AS dropped
  FROM access_log_segment ORDER BY year
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
    granted: what the check then says holds for the later ones. Where whole years were dropped
    (``chassis.web.access_log.segments``) the oldest row that is kept follows on the last of them.
    """
    ends = _Ends(**await conn.fetchrow(ENDS))
    end = ends.position
    floor, closed = await _segments(conn)
    if ends.first <= floor.position and ends.last:
        raise TamperedError(ends.first, "added")
    kept = {anchor.position: anchor.hash for anchor in anchors if anchor.position >= floor.position}
    if kept.get(floor.position, floor.hash) != floor.hash:
        raise TamperedError(floor.position, "anchor")
    position, previous = await _start(conn, min(since, end), floor)
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
            _must_be_known(position, previous, kept, closed)
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


def _must_be_known(
    position: int, previous: bytes, kept: Mapping[int, bytes], closed: Mapping[int, bytes]
) -> None:
    """The row is the one that was anchored, and the one that its year was closed with."""
    if kept.get(position, previous) != previous:
        raise TamperedError(position, "anchor")
    if closed.get(position, previous) != previous:
        raise TamperedError(position, "changed")


async def _segments(conn: Any) -> tuple[Anchor, dict[int, bytes]]:
    """The end of what was dropped, and the ends of the closed years of which there are rows."""
    floor, closed = Anchor(0, START), {}
    if await conn.fetchval(HAS_SEGMENTS):
        for row in await conn.fetch(SEGMENTS):
            if row["dropped"]:
                floor = Anchor(row["last_position"], row["last_hash"])
            else:
                closed[row["last_position"]] = row["last_hash"]
    return floor, closed


async def _start(conn: Any, since: int, floor: Anchor) -> tuple[int, bytes]:
    if since <= floor.position:
        return floor.position, floor.hash
    previous = await conn.fetchval("SELECT hash FROM access_log WHERE position = $1", since)
    if previous is None:
        raise TamperedError(since, "missing")
    return since, previous
