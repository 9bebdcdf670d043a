"""The tables of exports, for a migration: ``exports.upgrade(op.execute)``.

What leaves is kept in parts: rows as they were read, then the file. A request stays, without rows,
as the account of who took what; parts go as soon as the file may no longer be fetched.
"""

from collections.abc import Callable

TABLES = (
    """
    CREATE TABLE export_request (
        export_id uuid PRIMARY KEY,
        listing text NOT NULL,
        first_day date NOT NULL,
        last_day date NOT NULL,
        choice text,
        format text NOT NULL,
        purpose text NOT NULL,
        reason text,
        personal boolean NOT NULL,
        asked_rows integer NOT NULL,
        made_rows integer NOT NULL DEFAULT 0,
        read_after jsonb,
        read_all boolean NOT NULL DEFAULT false,
        state text NOT NULL,
        asked_by text NOT NULL,
        asked_function text NOT NULL,
        organisation text NOT NULL,
        asked_at timestamptz NOT NULL,
        decided_by text,
        decided_at timestamptz,
        refused_because text,
        made_at timestamptz,
        expires_at timestamptz,
        bytes bigint,
        downloads integer NOT NULL DEFAULT 0
    )
    """,
    "CREATE INDEX export_request_own ON export_request (asked_by, asked_at)",
    "CREATE INDEX export_request_all ON export_request (asked_at)",
    """
    CREATE INDEX export_request_waiting ON export_request (organisation)
        WHERE state = 'gevraagd'
    """,
    """
    CREATE TABLE export_part (
        export_id uuid REFERENCES export_request,
        kind text NOT NULL,
        number integer NOT NULL,
        content bytea NOT NULL,
        PRIMARY KEY (export_id, kind, number)
    )
    """,
)


def upgrade(execute: Callable[[str], object]) -> None:
    """Create the tables, in a migration of a service that has exports."""
    for statement in TABLES:
        execute(statement)
