"""Known holes in packages: which are asked, what becomes of an answer, who proposes newer ones."""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from .support.manifests import ROOT

SUPPLY_CHAIN = ROOT / "deploy" / "supply_chain"
TODAY = date(2026, 12, 3)


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(SUPPLY_CHAIN)
    import audit

    return audit


def hole(until: str, why: str = "we never parse what others send") -> str:
    return f'[[hole]]\nid = "GHSA-1"\nwhy = "{why}"\nuntil = {until}\n'


def answer(name: str, *holes: str) -> dict[str, Any]:
    vulns = [{"id": each, "aliases": ["CVE-2026-1"], "fix_versions": ["2.0"]} for each in holes]
    return {"name": name, "version": "1.0", "vulns": vulns}


def test_each_package_of_the_lock_is_asked_in_each_version(audit: Any) -> None:
    asked = audit.locked()
    names = {name for name, _ in asked}
    assert {"asyncpg", "aio-pika", "cryptography", "pytest", "uv", "oidc-provider-mock"} <= names
    assert not names & {"chassis", "databank", "krachtlijn"}
    assert len(asked) > 180
    rounds = [*audit.rounds(asked)]
    assert {each for some in rounds for each in some} == asked
    assert all(len({name for name, _ in some}) == len(some) for some in rounds)


def test_a_hole_is_told_and_one_that_does_not_concern_us_is_not(audit: Any) -> None:
    asked = {("left", "1.0"), ("right", "1.0")}
    answers = [answer("left", "GHSA-1"), answer("right")]
    assert audit.judged(asked, answers, set()) == (["left 1.0: GHSA-1, mended in 2.0."], set())
    assert audit.judged(asked, answers, {"GHSA-1"}) == ([], {"GHSA-1"})
    assert audit.judged(asked, answers, {"CVE-2026-1"}) == ([], {"CVE-2026-1"})


def test_a_package_of_which_nobody_said_anything_is_no_good_news(audit: Any) -> None:
    """So ``pip-audit`` answers when its index is away: "No known vulnerabilities found"."""
    skipped = {"name": "left", "version": "1.0", "skip_reason": "Dependency not found on PyPI"}
    wrong, _ = audit.judged({("left", "1.0"), ("right", "1.0")}, [skipped], set())
    assert wrong == [
        "left 1.0: nobody said whether it has a hole.",
        "right 1.0: nobody said whether it has a hole.",
    ]


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2026-12-02", "GHSA-1: its exception ended on 2026-12-02: look again."),
        ("2026-12-03", None),
        ("2026-12-04", None),
        ("2027-03-02", None),
        ("2027-03-03", None),
        ("2027-03-04", "GHSA-1: an exception stands 90 days at most."),
    ],
)
def test_an_exception_stands_until_its_last_day(
    audit: Any, until: str, sentence: str | None
) -> None:
    ids, wrong = audit.excepted(hole(until), TODAY)
    assert wrong == ([sentence] if sentence else [])
    assert ids == (set() if sentence else {"GHSA-1"})


def test_an_exception_says_why(audit: Any) -> None:
    ids, wrong = audit.excepted(hole("2026-12-20", "not us"), TODAY)
    assert (ids, len(wrong)) == (set(), 1)


def test_the_list_of_exceptions_can_be_read(audit: Any) -> None:
    """Whether one ran out is for the night to say."""
    _, wrong = audit.excepted((SUPPLY_CHAIN / "holes.toml").read_text(), TODAY)
    assert [each for each in wrong if "say in a sentence" in each] == []


@pytest.mark.parametrize(("holes", "code"), [([], 0), (["GHSA-1"], 1)])
def test_the_command_ends_by_what_is_found(tmp_path: Path, holes: list[str], code: int) -> None:
    """With a program in place of ``pip-audit`` that answers for all, one of them with a hole."""
    program = tmp_path / "pip-audit"
    program.write_text(
        f"#!{sys.executable}\n"
        "import json, pathlib, sys\n"
        "at = dict(each.split('=', 1) for each in sys.argv[1:] if '=' in each)\n"
        "lines = pathlib.Path(at['--requirement']).read_text().split()\n"
        f"holes = {{'asyncpg': {json.dumps(answer('asyncpg', *holes)['vulns'])}}}\n"
        "said = [dict(zip(('name', 'version'), line.split('=='))) for line in lines]\n"
        "for each in said: each['vulns'] = holes.get(each['name'], [])\n"
        "pathlib.Path(at['--output']).write_text(json.dumps({'dependencies': said}))\n"
    )
    program.chmod(0o700)
    done = subprocess.run(
        [sys.executable, SUPPLY_CHAIN / "audit.py", program],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stdout + done.stderr
    assert ("GHSA-1" in done.stdout) == bool(holes)


def test_the_night_asks() -> None:
    nightly = (ROOT / ".ci" / "nightly").read_text()
    assert "make --no-print-directory audit || failed=1" in nightly
    target = (ROOT / "Makefile").read_text().partition("\naudit:")[2].partition("\n\n")[0]
    assert "deploy/supply_chain/audit.py" in target
    assert "--require-hashes" in target
    assert "npm audit" in target


BOT = ROOT / "renovate.json"


def matched(manager: dict[str, Any], text: str) -> list[dict[str, str]]:
    return [
        found.groupdict()
        for each in manager["matchStrings"]
        for found in re.finditer(each.replace("(?<", "(?P<"), text, re.M)
    ]


def test_a_bot_proposes_each_image_and_operator_of_the_list() -> None:
    """By the expressions of its file; no bot runs here."""
    text = (ROOT / "deploy" / "images.yaml").read_text()
    listed = yaml.safe_load(text)
    managers = json.loads(BOT.read_text())["customManagers"]
    assert all(each["managerFilePatterns"] == ["deploy/images.yaml"] for each in managers)
    found = {each["datasourceTemplate"]: matched(each, text) for each in managers}
    images = {each["depName"]: each["currentValue"] for each in found["docker"]}
    assert images == listed["images"]
    assert [each["currentValue"] for each in found["github-releases"]] == [
        *listed["cluster"].values()
    ]
    assert all(each["depName"].count("/") == 1 for each in found["github-releases"])


def test_a_bot_reads_every_file_that_locks_versions() -> None:
    said = json.loads(BOT.read_text())
    managers = {
        "uv.lock": "pep621",
        "package-lock.json": "npm",
        "docker-compose.yml": "docker-compose",
        "Dockerfile": "dockerfile",
        "uv.txt": "pip_requirements",
    }
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    there = {managers[name] for place in listed if (name := Path(place).name) in managers}
    assert there == set(managers.values())
    assert there | {"kubernetes", "custom.regex"} == set(said["enabledManagers"])
    patterns = said["pip_requirements"]["managerFilePatterns"]
    assert patterns == ["deploy/uv.txt", "deploy/supply_chain/pip-audit.txt"]


def test_a_bot_merges_nothing_by_itself_and_waits_some_days() -> None:
    """What was published this morning and is taken back tonight never comes in."""
    said = json.loads(BOT.read_text())
    assert said["automerge"] is False
    assert said["minimumReleaseAge"] == "7 days"
    assert "automerge" not in str(said["packageRules"])
