"""Read rules: every version with its history, its back-tests and how often it was right."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from databank.detection.branch_shifts import store as branch_shifts
from databank.detection.branch_shifts.rules import BRANCH_SHIFT
from databank.detection.cases.rules import Outcome
from databank.detection.patterns.store import cases
from databank.detection.rule_versions.rules import document
from databank.detection.rule_versions.store import back_tests
from databank.detection.rule_versions.store import versions as store
from databank.detection.rule_versions.store.back_tests import BackTestRow
from databank.detection.rule_versions.store.versions import RuleStepRow, VersionRow
from databank.detection.rules.catalogue import RULES, RuleDescription
from databank.detection.rules.version import ALLOWED, Step


@dataclass(frozen=True, slots=True)
class RuleSummary:
    """A rule with its versions, the newest first."""

    rule_id: str
    description: RuleDescription
    versions: list[VersionRow]


@dataclass(frozen=True, slots=True)
class VersionFile:
    """A version with all that people did with it. ``precision`` follows from what they said of its
    cases; ``allowed`` are the steps that its stage permits."""

    row: VersionRow
    precision: dict[str, Any]
    allowed: tuple[Step, ...]
    steps: list[RuleStepRow]
    back_tests: list[BackTestRow]


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A rule with the files of its versions, the newest first."""

    rule_id: str
    description: RuleDescription
    versions: list[VersionFile]


async def list_rules(tx: Transaction) -> list[RuleSummary]:
    """Every rule of the catalogue, in its order."""
    rows = await store.all_versions(tx.conn)
    return [
        RuleSummary(rule_id, description, [row for row in rows if row.id == rule_id])
        for rule_id, description in RULES.items()
    ]


async def read_rule(tx: Transaction, rule_id: str) -> RuleFile:
    """One rule and its versions."""
    description = describe(rule_id)
    steps = await store.steps(tx.conn, rule_id)
    tests = await back_tests.of_rule(tx.conn, rule_id)
    outcomes = await _outcomes(tx.conn, rule_id)
    versions = [
        VersionFile(
            row,
            document(outcomes.get(row.version, {})),
            tuple(ALLOWED[row.stage]),
            [step for step in steps if step.version == row.version],
            [test for test in tests if test.version == row.version],
        )
        for row in await store.all_versions(tx.conn, rule_id)
    ]
    return RuleFile(rule_id, description, versions)


def describe(rule_id: str) -> RuleDescription:
    """The entry of the catalogue."""
    if rule_id not in RULES:
        raise NotFoundError(lazy("Deze regel"))
    return RULES[rule_id]


async def read_back_test(tx: Transaction, test_id: UUID) -> BackTestRow:
    """A back-test as it stands."""
    row = await back_tests.get(tx.conn, test_id)
    if row is None:
        raise NotFoundError(lazy("Deze terugtoets"))
    return row


async def _outcomes(conn: asyncpg.Connection, rule_id: str) -> Mapping[int, Mapping[Outcome, int]]:
    if rule_id == BRANCH_SHIFT:
        return await branch_shifts.outcomes(conn)
    by_rule = await cases.outcomes(conn)
    return {version: counts for (known, version), counts in by_rule.items() if known == rule_id}
