"""The inbox: one SQLite file with the events that were had and those that wait for a person.

Its transaction is that of the handler too. Sealed parts stay sealed in it, as they came.
"""

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from krachtlijn_client.access import ClientError

KEPT_FOR = timedelta(days=400)
"""An id that comes again after so long would count as new; the bus repeats within minutes."""
BEHIND = "behind"
"""The reason of what only waits for an earlier event of its key."""
NEWER = "newer"
"""The reason of what a newer release of the contracts can read: tried again at each start."""
KEY = "key"
"""The reason of what is sealed with a key that is still to come: tried again when it is there."""

TABLES = """
CREATE TABLE IF NOT EXISTS krachtlijn_had (
  event_id TEXT PRIMARY KEY, digest BLOB NOT NULL, had_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS krachtlijn_parked (
  position INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT, type TEXT, partition_key TEXT,
  sender TEXT, reason TEXT NOT NULL, detail TEXT NOT NULL, body BLOB NOT NULL,
  parked_at TEXT NOT NULL, asked INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS krachtlijn_parked_by_key ON krachtlijn_parked (partition_key, position);
"""
HEADS = """
SELECT position, sender, body, event_id IS NOT NULL FROM krachtlijn_parked AS parked
WHERE (asked OR reason = 'behind') AND position NOT IN (SELECT value FROM json_each(?))
  AND (partition_key IS NULL OR position = (
  SELECT min(position) FROM krachtlijn_parked AS head
  WHERE head.partition_key = parked.partition_key))
ORDER BY position LIMIT 1
"""
"""Of one key only the oldest may be tried again."""


@dataclass(frozen=True, slots=True)
class ParkedEvent:
    """An event that waits, as people see it: without its content."""

    position: int
    event_id: str | None
    type: str | None
    reason: str
    detail: str
    parked_at: str


@dataclass(frozen=True, slots=True)
class Retry:
    """A parked message that may be tried again; what broke a rule of the bus took no id."""

    position: int
    sender: str | None
    body: bytes
    took_id: bool


class Inbox:
    """The file at ``path``, made when it is not there."""

    def __init__(self, path: Path) -> None:
        try:
            self.conn = sqlite3.connect(path, isolation_level=None, timeout=30)
            self.conn.executescript(f"PRAGMA journal_mode = WAL;{TABLES}")
        except sqlite3.Error as error:
            raise ClientError(
                f"{path} cannot be used as inbox ({error}): name a file in a folder that exists and"
                " that this user may write in (KRACHTLIJN_INBOX)."
            ) from None

    def close(self) -> None:
        self.conn.close()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Committed at the end of the block, rolled back when it fails."""
        self.conn.execute("BEGIN IMMEDIATE")
        try:
            yield self.conn
            self.conn.execute("COMMIT")
        except BaseException:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")
            raise

    def forget_old(self) -> None:
        limit = (datetime.now(UTC) - KEPT_FOR).isoformat()
        self.conn.execute("DELETE FROM krachtlijn_had WHERE had_at < ?", (limit,))

    def note(self, event_id: str, digest: bytes) -> bytes | None:
        """Note an event as had; the digest that it was noted with when it was before."""
        row = self.conn.execute(
            "SELECT digest FROM krachtlijn_had WHERE event_id = ?", (event_id,)
        ).fetchone()
        if row is not None:
            return bytes(row[0])
        self.conn.execute("INSERT INTO krachtlijn_had VALUES (?, ?, ?)", (event_id, digest, _now()))
        return None

    def is_held(self, partition_key: str) -> bool:
        """Whether an earlier event of this key waits."""
        found = self.conn.execute(
            "SELECT 1 FROM krachtlijn_parked WHERE partition_key = ? LIMIT 1", (partition_key,)
        )
        return found.fetchone() is not None

    def park(
        self,
        body: bytes,
        reason: str,
        detail: str,
        *,
        sender: str | None,
        event_id: str | None = None,
        kind: str | None = None,
        partition_key: str | None = None,
    ) -> None:
        """Keep a message; later ones of its ``partition_key`` wait behind it."""
        self.conn.execute(
            "INSERT INTO krachtlijn_parked (event_id, type, partition_key, sender, reason, detail,"
            " body, parked_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (event_id, kind, partition_key, sender, reason, detail, body, _now()),
        )

    def is_kept(self, body: bytes) -> bool:
        """Whether this very message is parked already, and was only delivered again."""
        found = self.conn.execute("SELECT 1 FROM krachtlijn_parked WHERE body = ? LIMIT 1", (body,))
        return found.fetchone() is not None

    def parked(self) -> list[ParkedEvent]:
        rows = self.conn.execute(
            "SELECT position, event_id, type, reason, detail, parked_at FROM krachtlijn_parked"
            " ORDER BY position"
        )
        return [ParkedEvent(*row) for row in rows]

    def next_retry(self, left: Collection[int] = ()) -> Retry | None:
        """The oldest that may be tried again; passes by the positions ``left``."""
        row = self.conn.execute(HEADS, (json.dumps([*left]),)).fetchone()
        return Retry(row[0], row[1], row[2], bool(row[3])) if row else None

    def ask_again(self, *, position: int | None = None, reason: str | None = None) -> int:
        """Ask for those at ``position`` or of ``reason`` to be tried again; how many there are."""
        return self.conn.execute(
            "UPDATE krachtlijn_parked SET asked = 1 WHERE reason <> 'behind'"
            " AND position = coalesce(?, position) AND reason = coalesce(?, reason)",
            (position, reason),
        ).rowcount

    def park_again(self, retry: Retry, reason: str, detail: str) -> None:
        self.conn.execute(
            "UPDATE krachtlijn_parked SET asked = 0, reason = ?, detail = ? WHERE position = ?",
            (reason, detail, retry.position),
        )

    def give_key(self, position: int, event_id: str, partition_key: str) -> None:
        """Let a parked message that broke no rule after all be of its key."""
        self.conn.execute(
            "UPDATE krachtlijn_parked SET event_id = ?, partition_key = ? WHERE position = ?",
            (event_id, partition_key, position),
        )

    def drop(self, position: int) -> bool:
        """Give a parked message up, or let go of one that had its effect; False for none."""
        gone = self.conn.execute("DELETE FROM krachtlijn_parked WHERE position = ?", (position,))
        return gone.rowcount > 0


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
