"""Versions of the rules of detection, as dated rows, and every step that people made with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import asyncpg
from sqlalchemy import ForeignKeyConstraint
from sqlmodel import Field

from chassis.json_documents import json_text
from chassis.rows import fetch_all
from chassis.tables import CODE, DOCUMENT, MOMENT, one_of
from databank.detection.branch_shifts.rules import (
    BRANCH_SHIFT,
    BranchShiftParameters,
    BranchShiftRule,
)
from databank.detection.rules.catalogue import parameters_of
from databank.detection.rules.version import (
    Parameters,
    Reason,
    RecordedStep,
    Rule,
    Stage,
    Track,
    Version,
)
from databank.tables import Row, Table, fetch


class DetectionRule(Table, table=True):
    """One version. Days are Brussels days, ``_to`` exclusive: in force from ``valid_from``, in
    shadow from ``shadow_from``; empty while it is not."""

    __tablename__ = "detection_rule"
    __table_args__ = (one_of("stage", Stage),)
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    parameters: Row = Field(sa_type=DOCUMENT)
    stage: Stage = Field(sa_type=CODE)
    drafted_at: datetime = Field(sa_type=MOMENT)
    shadow_from: date | None = None
    shadow_to: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None


class RuleStep(Table, table=True):
    """A step that somebody took with a version, and the stage after it. Rows are only added.

    ``reason`` is a ``Reason``, or ``levering`` of what was delivered with the system.
    """

    __tablename__ = "rule_step"
    __table_args__ = (
        ForeignKeyConstraint(
            ["rule_id", "version"], ["detection_rule.id", "detection_rule.version"]
        ),
        one_of("step", RecordedStep),
        one_of("stage", Stage),
    )
    rule_id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    position: int = Field(primary_key=True)
    step: RecordedStep = Field(sa_type=CODE)
    stage: Stage = Field(sa_type=CODE)
    at: datetime = Field(sa_type=MOMENT)
    actor: str
    function: str
    reason: str
    details: Row = Field(sa_type=DOCUMENT)


@dataclass(frozen=True, slots=True)
class LockedVersion:
    """A version whose rule is locked until the end of the transaction."""

    rule_id: str
    number: int
    parameters: Parameters
    stage: Stage
    shadow_from: date | None
    shadow_to: date | None
    valid_from: date | None
    valid_to: date | None


async def branch_shift_rule(conn: asyncpg.Connection) -> BranchShiftRule:
    """The rule of branch shifts, with the versions that are, were or will be judging."""
    return Rule(BRANCH_SHIFT, _tracks(await _versions(conn, [BRANCH_SHIFT]), BranchShiftParameters))


async def judging_rules(conn: asyncpg.Connection, rule_ids: Iterable[str]) -> dict[str, Rule[Any]]:
    """Rules by id, with the versions that are, were or will be in force or in shadow."""
    ids = list(rule_ids)
    rows = await _versions(conn, ids)
    return {
        rule_id: Rule(
            rule_id, _tracks([r for r in rows if r["id"] == rule_id], parameters_of(rule_id))
        )
        for rule_id in ids
    }


async def _versions(conn: asyncpg.Connection, rule_ids: list[str]) -> list[asyncpg.Record]:
    return await fetch(
        conn,
        """
        SELECT id, version, parameters, shadow_from, shadow_to, valid_from, valid_to
          FROM detection_rule
         WHERE id = ANY($1::text[]) AND (valid_from IS NOT NULL OR shadow_from IS NOT NULL)
         ORDER BY id, version
        """,
        rule_ids,
    )


def _tracks(rows: Iterable[asyncpg.Record], kind: type[Any]) -> tuple[Track[Any], ...]:
    in_force, shadows = [], []
    for row in rows:
        parameters = kind.model_validate(row["parameters"])
        if row["valid_from"] is not None:
            in_force.append(Version(row["version"], parameters, row["valid_from"], row["valid_to"]))
        if row["shadow_from"] is not None:
            version = Version(row["version"], parameters, row["shadow_from"], row["shadow_to"])
            shadows.append(Track((version,), shadow=row["version"]))
    return (Track(tuple(in_force)), *shadows)


async def get_for_update(conn: asyncpg.Connection, rule_id: str) -> list[LockedVersion]:
    """All versions of a rule, locked: people change one rule one after the other."""
    rows = await conn.fetch(
        """
        SELECT version, parameters, stage, shadow_from, shadow_to, valid_from, valid_to
          FROM detection_rule WHERE id = $1 ORDER BY version FOR UPDATE
        """,
        rule_id,
    )
    kind = parameters_of(rule_id)
    return [
        LockedVersion(
            rule_id,
            row["version"],
            kind.model_validate(row["parameters"]),
            Stage(row["stage"]),
            row["shadow_from"],
            row["shadow_to"],
            row["valid_from"],
            row["valid_to"],
        )
        for row in rows
    ]


async def put(conn: asyncpg.Connection, version: LockedVersion, at: datetime) -> None:
    """Write a version as people left it; ``at`` is when a new one was drafted."""
    await conn.execute(
        """
        INSERT INTO detection_rule (id, version, parameters, stage, drafted_at, shadow_from,
               shadow_to, valid_from, valid_to)
        VALUES ($1, $2, $3::jsonb, $4, $9, $5, $6, $7, $8)
        ON CONFLICT (id, version) DO UPDATE
        SET parameters = EXCLUDED.parameters, stage = EXCLUDED.stage,
            shadow_from = EXCLUDED.shadow_from, shadow_to = EXCLUDED.shadow_to,
            valid_from = EXCLUDED.valid_from, valid_to = EXCLUDED.valid_to
        """,
        version.rule_id,
        version.number,
        json_text(version.parameters.document()),
        version.stage.value,
        version.shadow_from,
        version.shadow_to,
        version.valid_from,
        version.valid_to,
        at,
    )


async def add_step(
    conn: asyncpg.Connection,
    version: LockedVersion,
    step: RecordedStep,
    at: datetime,
    actor: tuple[str, str],
    reason: Reason,
    details: Row,
) -> None:
    """Add to the history of a locked version. ``actor`` is subject and function."""
    await conn.execute(
        """
        INSERT INTO rule_step (rule_id, version, position, step, stage, at, actor, function,
               reason, details)
        SELECT $1::text, $2::int, count(*) + 1, $3, $4, $5, $6, $7, $8, $9::jsonb
          FROM rule_step WHERE rule_id = $1::text AND version = $2::int
        """,
        version.rule_id,
        version.number,
        step.value,
        version.stage.value,
        at,
        *actor,
        reason.value,
        json_text(details),
    )


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version as it stands; ``parameters`` as the rule's schema says."""

    id: str
    version: int
    parameters: Row
    stage: Stage
    drafted_at: datetime
    shadow_from: date | None
    shadow_to: date | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class RuleStepRow:
    """A step in the history of a version."""

    version: int
    step: RecordedStep
    stage: Stage
    at: datetime
    actor: str
    function: str
    reason: str
    details: Row


async def all_versions(conn: asyncpg.Connection, rule_id: str | None = None) -> list[VersionRow]:
    """Every version of one rule, or of all, as it stands; the newest of each rule first."""
    return await fetch_all(
        conn,
        VersionRow,
        "SELECT * FROM detection_rule WHERE $1::text IS NULL OR id = $1 ORDER BY id, version DESC",
        rule_id,
    )


async def steps(conn: asyncpg.Connection, rule_id: str) -> list[RuleStepRow]:
    """The history of all versions of a rule, the oldest step of each first."""
    return await fetch_all(
        conn,
        RuleStepRow,
        "SELECT * FROM rule_step WHERE rule_id = $1 ORDER BY version, position",
        rule_id,
    )
