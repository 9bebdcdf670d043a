"""Expand, migrate, contract: what a migration may do while the release before still works.

Squawk reads the SQL; here is which of its findings break running instances. A migration that takes
something away says ``contract_after = "0.3.0"``: the release that no longer uses it, already out.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import StringIO
from pathlib import Path
from types import ModuleType

from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.environment import EnvironmentContext
from alembic.script import Script, ScriptDirectory

from chassis.migrations import BUS, WEB
from contracts import SERVICES

ROOT = Path(__file__).resolve().parents[2]

BEFORE_THE_RULE = {
    "pandkalender": "0008",
    "databank": "0017",
    "enforcement": "0005",
    "registry": "0002",
    "reporting": "0002",
    BUS: "0003",
    WEB: "0000",
}
"""The last revision of each that was made before two releases had to work side by side."""

TAKES_AWAY = {
    "adding-foreign-key-constraint": "refuses rows that older instances write",
    "adding-not-nullable-field": "refuses rows that older instances write",
    "adding-required-field": "refuses rows that older instances write: give it a default",
    "ban-drop-column": "takes away what older instances use",
    "ban-drop-default": "refuses rows that older instances write",
    "ban-drop-function": "takes away what older instances use",
    "ban-drop-schema": "takes away what older instances use",
    "ban-drop-sequence": "takes away what older instances use",
    "ban-drop-table": "takes away what older instances use",
    "ban-drop-type": "takes away what older instances use",
    "ban-drop-view": "takes away what older instances use",
    "ban-truncate-cascade": "takes away what older instances use",
    "changing-column-type": "older instances read and write another type",
    "constraint-missing-not-valid": "refuses rows that older instances write",
    "disallowed-unique-constraint": "refuses rows that older instances write",
    "renaming-column": "takes away what older instances use",
    "renaming-object": "takes away what older instances use",
    "renaming-table": "takes away what older instances use",
    "syntax-error": "cannot be read",
}
"""Squawk's rules about running instances, and why. Its others are about locks and taste."""

ALTERED = re.compile(
    r"ALTER TABLE (?:IF EXISTS )?(?:ONLY )?(?P<table>\w+)(?P<clauses>[^;]*);", re.I
)
CODES = re.compile(
    r"ADD CONSTRAINT (?P<name>\w+_is_known) CHECK \(\s*\w+ IN \((?P<codes>[^)]*)\)\s*\),?", re.I
)
CREATED = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?(?P<table>\w+) \((?P<clauses>[^;]*);", re.I)
KNOWN = re.compile(
    r"CONSTRAINT (?P<name>\w+_is_known)\s+CHECK \(\s*\w+ IN \((?P<codes>[^)]*)\)\s*\)", re.I
)
TAKES_AWAY_UNSEEN = {
    r"^\s*REVOKE\b.*\bON (?:FUNCTION |TABLE )?(?P<on>[\w, ]+?)(?:\(.*)? FROM": (
        "takes away a right that older instances use"
    ),
    r"^\s*TRUNCATE (?P<on>\w+)": "takes away what older instances use",
    r"^\s*CREATE UNIQUE INDEX\b.*\bON (?P<on>\w+)": "refuses rows that older instances write",
    r"^\s*ALTER TABLE (?:IF EXISTS )?(?P<on>\w+) .*\bNOT VALID\b": (
        "refuses rows that older instances write"
    ),
}
"""What Squawk lets pass. What the same migration makes is unknown to older instances."""


class NotReadableError(Exception):
    """A migration asks the database while it is read."""


@dataclass(frozen=True)
class Migration:
    """One revision of a service, or of the bus."""

    package: str
    revision: str
    module: ModuleType

    @property
    def name(self) -> str:
        return f"{self.package} {self.revision}"

    def sql(self) -> str:
        """Its statements, without a database."""
        written = StringIO()
        config = Config(attributes={"service": SERVICES[0], "vault": None})
        script = ScriptDirectory(str(files(self.package) / "migrations"))
        with EnvironmentContext(config, script, as_sql=True) as environment:
            environment.configure(dialect_name="postgresql", output_buffer=written)
            try:
                with Operations.context(environment.get_context()):
                    self.module.upgrade()
            except Exception as error:
                raise NotReadableError(str(error)) from error
        return written.getvalue()


def migrations() -> Iterator[Migration]:
    """Every migration that the rule is for, in order."""
    for package, last in BEFORE_THE_RULE.items():
        for script in _scripts(package):
            if script.revision > last:
                yield Migration(package, script.revision, script.module)


def codes_before(package: str, revision: str) -> dict[str, set[str]]:
    """The codes that each check (``shift.state_is_known``) allowed before a revision."""
    known: dict[str, set[str]] = {}
    for script in _scripts(package):
        if script.revision >= revision:
            break
        try:
            known |= _codes(Migration(package, script.revision, script.module).sql())
        except NotReadableError:
            continue
    return known


def complaints(sql: str, known: Mapping[str, set[str]] | None = None) -> list[str]:
    """One sentence for each statement that the release before does not survive.

    A check of codes may be replaced by one that allows more than the ``known`` ones.
    """
    sql = ALTERED.sub(lambda altered: _without_grown_codes(altered, known or {}), sql)
    made = re.findall(r"CREATE (?:TABLE|FUNCTION) (?:IF NOT EXISTS )?(\w+)", sql, re.I)
    new = {name.lower() for name in made}
    found = [
        f"{each['rule_name']}: {TAKES_AWAY[each['rule_name']]} (line {each['line'] + 1})"
        for each in _squawk(sql)
        if each["rule_name"] in TAKES_AWAY and not _is_on(new, sql, each["line"])
    ]
    for pattern, why in TAKES_AWAY_UNSEEN.items():
        for match in re.finditer(pattern, sql, re.I | re.M):
            if not {name.strip().lower() for name in match["on"].split(",")} <= new:
                found.append(f"{match[0].strip()}: {why}")
    return found


def released() -> list[str]:
    """The releases that are out, newest first."""
    return re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.M)


def _is_on(tables: set[str], sql: str, line: int) -> bool:
    """Whether the statement on this line alters one of these tables."""
    altered = re.match(
        r"\s*ALTER TABLE (?:IF EXISTS )?(?:ONLY )?(\w+)", sql.splitlines()[line], re.I
    )
    return bool(altered and altered[1].lower() in tables)


def _codes(sql: str) -> dict[str, set[str]]:
    return {
        f"{altered['table']}.{check['name']}": set(re.findall(r"'([^']+)'", check["codes"]))
        for pattern in (CREATED, ALTERED)
        for altered in pattern.finditer(sql)
        for check in KNOWN.finditer(altered["clauses"])
    }


def _without_grown_codes(altered: re.Match[str], known: Mapping[str, set[str]]) -> str:
    def cut(check: re.Match[str]) -> str:
        before = known.get(f"{altered['table']}.{check['name']}")
        codes = set(re.findall(r"'([^']+)'", check["codes"]))
        return "" if before and before <= codes else check[0]

    clauses = CODES.sub(cut, altered["clauses"])
    return f"ALTER TABLE {altered['table']}{clauses};" if clauses.strip() else ""


@cache
def _scripts(package: str) -> list[Script]:
    script = ScriptDirectory(str(files(package) / "migrations"))
    return list(reversed(list(script.walk_revisions())))


def _squawk(sql: str) -> list[dict[str, object]]:
    command = [Path(sys.executable).parent / "squawk", "--reporter", "json", "--pg-version", "17"]
    done = subprocess.run(
        [*command, "--assume-in-transaction", "--stdin-filepath", "migration.sql"],
        input=sql,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr)
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found
