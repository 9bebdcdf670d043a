"""The release before works on while its databases are migrated."""

import pytest

from contracts import SERVICES

from .migration_rules import (
    Migration,
    NotReadableError,
    codes_before,
    complaints,
    migrations,
    released,
)

BREAKS = {
    "a column is dropped": "ALTER TABLE shift DROP COLUMN room_id;",
    "a column gets another name": "ALTER TABLE shift RENAME COLUMN room_id TO room;",
    "a table gets another name": "ALTER TABLE shift RENAME TO shifts;",
    "a table is dropped": "DROP TABLE shift;",
    "a column must be filled": "ALTER TABLE shift ADD COLUMN source text NOT NULL;",
    "a column must be filled from now on": "ALTER TABLE shift ALTER COLUMN source SET NOT NULL;",
    "a default goes": "ALTER TABLE shift ALTER COLUMN source DROP DEFAULT;",
    "a type becomes narrower": "ALTER TABLE shift ALTER COLUMN minutes TYPE smallint;",
    "a check is new": "ALTER TABLE shift ADD CONSTRAINT lasts CHECK (minutes > 0);",
    "a check is new for new rows": "ALTER TABLE shift ADD CONSTRAINT l CHECK (m > 0) NOT VALID;",
    "a value must be there elsewhere": (
        "ALTER TABLE shift ADD CONSTRAINT of FOREIGN KEY (room_id) REFERENCES room (id);"
    ),
    "a value must be the only one": "CREATE UNIQUE INDEX one_shift ON shift (room_id);",
    "a constraint makes it the only one": "ALTER TABLE shift ADD CONSTRAINT u UNIQUE (room_id);",
    "a function is dropped": "DROP FUNCTION bus_take(text);",
    "a right is taken away": "REVOKE UPDATE ON shift FROM pandkalender;",
    "rows are thrown away": "TRUNCATE shift;",
    "a code goes": (
        "ALTER TABLE shift DROP CONSTRAINT state_is_known;"
        "ALTER TABLE shift ADD CONSTRAINT state_is_known CHECK (state IN ('open'));"
    ),
}
EXPANDS = {
    "a table": "CREATE TABLE note (id uuid PRIMARY KEY, text text NOT NULL);",
    "rules of a new table": (
        "CREATE TABLE note (id uuid PRIMARY KEY, text text NOT NULL);\n"
        "ALTER TABLE note ADD CONSTRAINT short CHECK (length(text) < 80);\n"
        "CREATE UNIQUE INDEX one_note ON note (text);"
    ),
    "a column": "ALTER TABLE shift ADD COLUMN source text;",
    "a column with a default": "ALTER TABLE shift ADD COLUMN source text NOT NULL DEFAULT 'web';",
    "an index": "CREATE INDEX shift_source ON shift (source);",
    "a function": "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;",
    "rights of what is new": (
        "CREATE TABLE note (id uuid PRIMARY KEY);\n"
        "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;\n"
        "REVOKE UPDATE ON note FROM databank;\nREVOKE ALL ON FUNCTION one() FROM PUBLIC;"
    ),
    "a right": "GRANT UPDATE ON shift TO pandkalender;",
    "a value for what is empty": "UPDATE shift SET source = 'web' WHERE source IS NULL;",
    "a code": (
        "ALTER TABLE shift DROP CONSTRAINT state_is_known;"
        "ALTER TABLE shift ADD CONSTRAINT state_is_known CHECK (state IN ('open', 'ended', 'new'));"
    ),
}
KNOWN = {"shift.state_is_known": {"open", "ended"}}


@pytest.mark.parametrize("migration", [*migrations()], ids=lambda each: each.name)
def test_the_release_before_survives_a_migration(migration: Migration) -> None:
    """Or what goes was last used by a release before that one."""
    if (after := getattr(migration.module, "contract_after", None)) is not None:
        assert after in released(), f"{after} is not out: what it still uses cannot go"
        return
    try:
        sql = migration.sql()
    except NotReadableError:
        pytest.fail(
            "it asks the database, so nobody can say what it does: change tables by op.execute, "
            "and rows behind `if not context.is_offline_mode():`"
        )
    found = complaints(sql, codes_before(migration.package, migration.revision))
    assert found == [], (
        "older instances still run: add in this release, and take away in a later one, by a "
        "migration with contract_after = the release that no longer uses it"
    )


@pytest.mark.parametrize("what", BREAKS)
def test_what_breaks_the_release_before_is_found(what: str) -> None:
    assert complaints(BREAKS[what], KNOWN) != []


@pytest.mark.parametrize("what", EXPANDS)
def test_what_only_adds_is_let_through(what: str) -> None:
    assert complaints(EXPANDS[what], KNOWN) == []


@pytest.mark.parametrize("service", SERVICES)
def test_the_codes_of_today_are_known_to_the_next_migration(service: str) -> None:
    assert codes_before(service, "9999")
