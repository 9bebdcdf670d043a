"""What each upgrade of the bus' tables makes, in order: one that ran is never changed."""

import re

import pytest

from chassis.bus import schema

HEAD = re.compile(
    r"(CREATE (?:OR REPLACE FUNCTION|TABLE|INDEX|FUNCTION) \w+|ALTER TABLE \w+ ADD COLUMN \w+"
    r"|(?:REVOKE|GRANT) .*|DO \$\$)"
)
MADE = {
    1: [
        *(f"CREATE TABLE bus_{name}" for name in ("sequence", "outbox", "archive")),
        "CREATE INDEX bus_archive_published",
        *(f"CREATE TABLE bus_{name}" for name in ("lease", "inbox", "parked")),
        "CREATE INDEX bus_parked_key",
        *(f"CREATE TABLE bus_{name}" for name in ("parking_log", "replay", "timer")),
        "CREATE INDEX bus_timer_due",
        "REVOKE UPDATE, DELETE, TRUNCATE ON bus_archive, bus_inbox, bus_parking_log FROM city",
    ],
    2: [
        "ALTER TABLE bus_parked ADD COLUMN in_place",
        *(f"CREATE TABLE bus_{name}" for name in ("hold", "release", "erasure")),
        "CREATE INDEX bus_archive_recorded",
        "CREATE INDEX bus_inbox_handled",
        "CREATE FUNCTION bus_youngest",
        "CREATE FUNCTION bus_expire",
        "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON bus_erasure FROM city",
        "REVOKE UPDATE, DELETE, TRUNCATE ON bus_hold, bus_release FROM city",
        "REVOKE ALL ON FUNCTION bus_expire(text, timestamptz, timestamptz, text, integer)"
        " FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION bus_expire(text, timestamptz, timestamptz, text, integer)"
        " TO city",
    ],
    3: [
        "CREATE FUNCTION bus_take",
        "REVOKE ALL ON FUNCTION bus_take(text, uuid[], bytea[], text[]) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION bus_take(text, uuid[], bytea[], text[]) TO city",
    ],
    4: [
        "ALTER TABLE bus_parked ADD COLUMN sequence",
        "CREATE INDEX bus_parked_head",
        "ALTER TABLE bus_replay ADD COLUMN listed",
        "CREATE TABLE bus_replay_event",
        "CREATE TABLE bus_catch_up",
        "CREATE FUNCTION bus_take_in",
        "REVOKE ALL ON FUNCTION bus_take_in(text, uuid[], bytea[], text[]) FROM PUBLIC",
        "GRANT EXECUTE ON FUNCTION bus_take_in(text, uuid[], bytea[], text[]) TO city",
    ],
    5: [
        "ALTER TABLE bus_outbox ADD COLUMN refused",
        "ALTER TABLE bus_outbox ADD COLUMN refused_at",
        "CREATE INDEX bus_outbox_refused",
    ],
    6: ["DO $$"],
    7: ["CREATE OR REPLACE FUNCTION bus_take_in"],
    8: ["CREATE TABLE bus_attempt"],
    9: [
        "ALTER TABLE bus_parked ADD COLUMN retry_at",
        "ALTER TABLE bus_parked ADD COLUMN retries",
        "CREATE TABLE bus_pause",
    ],
    10: ["CREATE TABLE bus_reader_order"],
    11: ["ALTER TABLE bus_timer ADD COLUMN traceparent"],
    12: ["CREATE TABLE bus_rebuild", "CREATE TABLE bus_rebuild_share"],
    13: ["ALTER TABLE bus_rebuild_share ADD COLUMN in_hand", "CREATE TABLE bus_running"],
    14: ["CREATE INDEX bus_timer_failed"],
    15: ["DO $$"],
    16: ["ALTER TABLE bus_pause ADD COLUMN reason"],
    17: ["ALTER TABLE bus_sequence ADD COLUMN told", "CREATE TABLE bus_gap"],
    18: [f"CREATE INDEX bus_parked_{name}" for name in ("requested", "retry", "behind")],
}


def made_by(number: int) -> list[str]:
    statements: list[str] = []
    schema.UPGRADES[number - 1](statements.append, "city")
    return [" ".join(statement.split()) for statement in statements]


def heads(number: int) -> list[str]:
    return [
        match[1] if (match := HEAD.match(statement)) else statement for statement in made_by(number)
    ]


@pytest.mark.parametrize("number", MADE)
def test_an_upgrade_makes_what_it_made_when_it_ran(number: int) -> None:
    assert heads(number) == MADE[number]


def test_upgrades_run_in_the_order_of_their_numbers() -> None:
    names = [upgrade.__name__ for upgrade in schema.UPGRADES]
    assert names == [f"upgrade_{number:04}" for number in range(1, len(names) + 1)]


@pytest.mark.parametrize("number", [6, 15])
def test_who_compares_may_read_codes_alone_and_only_where_the_role_is_there(number: int) -> None:
    (statement,) = made_by(number)
    assert "IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'city_completeness')" in statement
    assert "GRANT SELECT" in statement
    assert "body" not in statement
    assert "INSERT" not in statement
    assert "UPDATE" not in statement
