"""Migrate to the vault: make its keys, and seal rows that were in clear until then."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alembic import context
from sqlalchemy import Connection, text

from chassis.vault.keys import DATA, INDEX, KEY_BYTES, Ring
from chassis.vault.safe import PREFIX_BYTES, KeyRow, SealedColumn, Vault

AT_ONCE = 500

TABLE = """
CREATE TABLE vault_key (
  number integer PRIMARY KEY,
  purpose text NOT NULL CHECK (purpose IN ('data', 'index')),
  kek text NOT NULL,
  wrapped bytea NOT NULL,
  active_from timestamptz NOT NULL DEFAULT now()
)
"""


def begin(conn: Connection, service: str) -> Vault:
    """Make the table of keys with its first ones; the service itself only reads it."""
    ring = Ring.load(_file())
    conn.execute(text(TABLE))
    conn.execute(text(f"REVOKE INSERT, UPDATE, DELETE ON vault_key FROM {service}"))
    rows = []
    for number, purpose in ((1, DATA), (2, INDEX)):
        wrapped = ring.wrap(os.urandom(KEY_BYTES), service, purpose, number)
        rows.append(KeyRow(number, purpose, ring.current, wrapped, True))
        conn.execute(
            text(
                "INSERT INTO vault_key (number, purpose, kek, wrapped)"
                " VALUES (:number, :purpose, :kek, :wrapped)"
            ),
            {"number": number, "purpose": purpose, "kek": ring.current, "wrapped": wrapped},
        )
    return Vault(service, ring, rows)


def seal(conn: Connection, vault: Vault, place: SealedColumn, columns: Mapping[str, str]) -> None:
    """Put ``columns`` of every row, by the name that each gets in it, into the column of ``place``.

    The columns go, and the table is written anew: nothing of them stays in its files.
    """
    table, column, key = place.table, place.column, place.key
    conn.execute(text(f"ALTER TABLE {table} ADD {column} bytea"))
    wanted = ", ".join(f"{name} AS {field}" for name, field in columns.items())
    rows = conn.execute(text(f"SELECT {key} AS row_key, {wanted} FROM {table}")).mappings().all()  # noqa: S608
    for begin_at in range(0, len(rows), AT_ONCE):
        conn.execute(
            text(f"UPDATE {table} SET {column} = :sealed WHERE {key} = :key"),  # noqa: S608
            [_sealed(vault, place, **row) for row in rows[begin_at : begin_at + AT_ONCE]],
        )
    conn.execute(
        text(f"ALTER TABLE {table} {', '.join(f'DROP COLUMN {name}' for name in columns)}")
    )
    finish(conn, place)


def finish(conn: Connection, place: SealedColumn, *, required: bool = True) -> None:
    """Write the table anew, and make findable what older keys seal."""
    table, column = place.table, place.column
    conn.execute(text(f"ALTER TABLE {table} ALTER {column} TYPE bytea USING substr({column}, 1)"))
    if required:
        conn.execute(text(f"ALTER TABLE {table} ALTER {column} SET NOT NULL"))
    conn.execute(
        text(f"CREATE INDEX {table}_{column}_key ON {table} (substr({column}, 1, {PREFIX_BYTES}))")
    )


def _sealed(vault: Vault, place: SealedColumn, row_key: Any, **fields: Any) -> dict[str, Any]:
    return {"key": row_key, "sealed": vault.seal(place, row_key, fields)}


def _file() -> Path | None:
    given = context.config.attributes.get("vault") or os.environ.get("KRACHTLIJN_VAULT")
    return Path(given) if given else None
