"""No query of a request reads a shielded person past the shield (decision 0017).

PostgreSQL keeps the rows back; here is what that stands on: that every table which carries a person
has the rule, that the service is subject to it, and who looks past it and why.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import asyncpg

from databank.schema import TABLES
from launcher.sandbox import Sandbox

SOURCE = Path(__file__).resolve().parents[2] / "services" / "databank" / "src" / "databank"

CARRIES = re.compile(r"^(.*_)?(person_id|claim_id)$|^claim_[ab]$|^(persons|ranked)$")
"""Columns that lead to a person; and every foreign key to a person or a claim."""
ELSEWHERE = {
    "emergency_access": "who asks to open a file, and who decides, says nothing of what is in it",
    "pattern_work": "a queue of the sweep, which reads for nobody",
    "person_read": "who was read on a day, to count by",
    "reading_due": "a queue of the readings, which are made for nobody",
    "reading_day": "a number of persons, none of them",
    "purpose_grant": "for what somebody looks, by their own session",
    "shield": "says which files are closed",
    "shield_claim": "says which files are closed",
}
"""Tables that carry a person and show nobody, each with why."""

PAST = {
    "access/break_glass/request.py": ({"ask"}, "asks for access to a file that is closed"),
    "access/shields/shield.py": (
        {"place", "lift", "current_id", "shields_on", "is_any_shielded", "_closed", "_grant"},
        "knows which files are closed, and shows nothing of them",
    ),
    "arrests/release.py": ({"counts_of"}, "counts persons of a half-year, and names nobody"),
    "detection/record_sightings.py": ({"record_sightings"}, "detection weighs everybody"),
    "search/find.py": ({"_hits", "survivor_found"}, "says that somebody is there, not who"),
    "findings/note.py": ({"note"}, "writes down what an officer saw"),
    "findings/read.py": ({"open_finding"}, "says why the finding stays shut"),
    "identity_checks/validate.py": (
        {"find_subject", "validate", "protection_of_validated"},
        "an identity at the door, and the signal that it raised",
    ),
    "inspections/pages/inspections.py": ({"_left_out"}, "counts who is missing, and names nobody"),
    "inspections/record.py": ({"record_inspection"}, "writes down who was there"),
    "inspections/workflow.py": (
        {"correct", "add_person", "withdraw_person", "complete", "withdraw"},
        "an inspection is one whole: positions, counts and what follows from it",
    ),
    "detection/readings/measure_recall.py": (
        {"_windows"},
        "takes the rhythm of weeks of anybody, and names nobody",
    ),
    "detection/readings/measure_persons.py": (
        {"_persons"},
        "counts who was read of as what, rounds, and names nobody",
    ),
    "detection/readings/whole_record.py": (
        {"learned_chances"},
        "learns how often a look meets anybody, and names nobody",
    ),
    "matching/resolver.py": ({"resolve"}, "the matcher weighs everybody, or there are two of her"),
    "population/measure.py": ({"_active"}, "counts who was active, and names nobody"),
    "review/answer.py": ({"answer"}, "refuses itself where one of both is shielded"),
    "review/explain_link.py": ({"explain_link"}, "says why the link stays shut"),
    "review/hold_question.py": ({"_is_shielded"}, "passes over a question that stays shut"),
    "review/merge.py": ({"merge_persons"}, "refuses itself where one of both is shielded"),
    "review/read_question.py": ({"read_question"}, "says why the question stays shut"),
    "review/split.py": ({"split_person"}, "refuses itself where one of both is shielded"),
    "review/take_back.py": ({"take_back"}, "undoes the officer's own answer, and shows nobody"),
    "review/undo.py": ({"undo_merge"}, "refuses itself where one of both is shielded"),
    "shifts/pages/quarter.py": ({"get_quarter"}, "rooms and hours, nobody's name or id"),
    "shifts/pages/room.py": ({"_room", "_show"}, "a room and hours, nobody's name or id"),
    "shifts/read.py": ({"find_shift"}, "at the door, what tells that she is who was declared"),
    "shifts/verify.py": ({"verify"}, "writes down who was there"),
    "shifts/withdraw_check.py": ({"withdraw_check"}, "takes back what was written down"),
    "welfare/consultation_hold.py": (
        {"is_held", "consult_first", "consult_first_about", "settle", "settle_after"},
        "a fine waits for whoever is protected, and nobody is named",
    ),
    "welfare/minors.py": (
        {"protect_minor", "protect_offender", "unreviewed_protection", "protection_of_offender"},
        "protection waits for no shield",
    ),
    "welfare/notice.py": ({"notice"}, "protection waits for no shield"),
    "welfare/protective_links.py": (
        {"hold_likely_offenders", "link_offender"},
        "a fine waits for whoever is protected",
    ),
    "welfare/raise_signal.py": ({"raise_signal"}, "protection waits for no shield"),
    "welfare/read.py": (
        {"list_signals", "open_signal"},
        "that there is a signal, and how urgent, without whom it is about",
    ),
    "watch_requests/pages.py": (
        {"get_list", "_count_hidden"},
        "counts sightings, and names nobody",
    ),
    "watch_requests/request.py": (
        {"_begin", "is_found"},
        "looks for whoever it may be, and shows nobody",
    ),
    "watch_requests/tell.py": (
        {"tell_sightings", "settle", "doubt_parted"},
        "a sighting is told whoever's file is shielded; who reads it meets the shield",
    ),
    "worklist/pages/queues.py": ({"get_worklist"}, "signals are counted, whoever they are about"),
}
"""Module -> functions that look past the shields, and why they may."""
OWN_CONNECTION = {
    "research_cases/api.py": "looks up the case of the request, before its transaction",
    "detection/background.py": "no request: patterns and back-tests",
    "worklist/pages/branch_shifts.py": "the stream says that something changed, not what",
}
"""Modules that reach the database beside the transaction of a request."""

RULE = """
SELECT pg_class.relname AS name, pg_class.relrowsecurity AS is_on,
       pg_get_expr(polqual, polrelid) AS rule
  FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid
 WHERE polname = 'open_files' AND polcmd = '*'
"""
ROLE = """
SELECT rolsuper OR rolbypassrls OR EXISTS (
       SELECT FROM pg_class WHERE relname = ANY($1::text[]) AND relowner = pg_roles.oid)
  FROM pg_roles WHERE rolname = current_user
"""


def carriers() -> dict[str, set[str]]:
    """Table -> its columns that lead to a person."""
    found: dict[str, set[str]] = {}
    for name, table in TABLES.tables.items():
        columns = {
            column.name
            for column in table.columns
            if CARRIES.match(column.name)
            or any(key.column.table.name in ("person", "claim") for key in column.foreign_keys)
        }
        if columns:
            found[name] = columns
    return found


async def test_every_table_that_carries_a_person_keeps_closed_files_back(
    migrated: Sandbox,
) -> None:
    conn = await asyncpg.connect(migrated.database("databank").owner_url)
    rules = {row["name"]: row["rule"] for row in await conn.fetch(RULE) if row["is_on"]}
    await conn.close()
    for table, columns in carriers().items():
        if table in ELSEWHERE:
            continue
        rule = rules.get(table, "")
        missing = [column for column in columns - {"merged_into"} if column not in rule]
        assert missing == [], f"{table}: give it a policy as in migration 0022, or say why not"
    assert set(ELSEWHERE) <= set(carriers())


async def test_the_service_is_subject_to_the_rule(migrated: Sandbox) -> None:
    conn = await asyncpg.connect(migrated.database("databank").url)
    is_above = await conn.fetchval(ROLE, [*carriers()])
    await conn.close()
    assert is_above is False


def modules() -> Iterator[tuple[str, ast.Module, str]]:
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text()
        yield path.relative_to(SOURCE).as_posix(), ast.parse(text), text


def looks_past(function: ast.AsyncFunctionDef) -> bool:
    marked = any(
        isinstance(each, ast.Name) and each.id == "over_everybody"
        for each in function.decorator_list
    )
    return marked or any(
        isinstance(each, ast.Name) and each.id == "past_shields"
        for inner in function.body
        for each in ast.walk(inner)
    )


def test_who_looks_past_the_shields_is_listed_with_why() -> None:
    found: dict[str, set[str]] = {}
    for name, tree, _ in modules():
        if name == "access/shields/view.py":
            continue
        for each in ast.walk(tree):
            if isinstance(each, ast.AsyncFunctionDef) and looks_past(each):
                found.setdefault(name, set()).add(each.name)
    assert found == {module: functions for module, (functions, _) in PAST.items()}


def test_nobody_else_names_the_setting_that_closes_files() -> None:
    named = [name for name, _, text in modules() if "krachtlijn.closed_files" in text]
    assert named == ["access/shields/store.py", "migrations/versions/0022_shields_in_the_store.py"]


def test_requests_read_in_their_own_transaction_alone() -> None:
    found = [
        name for name, _, text in modules() if re.search(r"state\.database\b|: Database\b", text)
    ]
    outside = [name for name in found if not name.startswith(("legacy_import", "matching"))]
    assert sorted(set(outside) - set(OWN_CONNECTION)) == sorted(
        {"detection/rule_versions/back_test.py"} & set(outside)
    )
