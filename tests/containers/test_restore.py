"""What is done every night, and the drill: a database is lost and comes back from its backup."""

import subprocess
from pathlib import Path

import pytest

from .support.people import CANARY, People, eventually
from .support.platform import LASTING, NIGHTLY, SERVICES, Platform

WHO = ("--actor", "beheerder-1", "--because", "the drill")


def shown(platform: Platform, host: str, metric: str) -> float:
    """A metric of a container that works at night, as Prometheus reads it."""
    series = platform.metrics(host).items()
    return sum(value for name, value in series if name.partition("{")[0] == metric)


def told(done: subprocess.CompletedProcess[str]) -> str:
    return f"{done.returncode}: {done.stdout[-3000:]}{done.stderr[-3000:]}"


def backed_up(platform: Platform) -> Path:
    """A backup of the databank, as its container makes one at night; where the host keeps it."""
    command = ("databank", "--to=/data", "--database-url=postgresql://database:5432")
    run = ("run", "--rm", "--no-deps", "--no-TTY", "databank-backup", "backup", *command)
    platform.compose(*run, "--secrets=/secrets")
    return max(platform.volume("backups-databank").glob("*.dump.age"))


@pytest.mark.parametrize("service", SERVICES)
def test_a_database_has_a_backup_that_shows_nothing(platform: Platform, service: str) -> None:
    host, metric = f"{service}-backup", "krachtlijn_backup_timestamp_seconds"
    eventually(lambda: shown(platform, host, metric) > 0, "the first backup is made")
    files = sorted(platform.volume(f"backups-{service}").iterdir())
    assert [path.suffix for path in files] == [".age", ".json"]
    for path in files:
        assert path.stat().st_mode & 0o077 == 0
        assert CANARY.encode() not in path.read_bytes()


def test_every_night_somebody_looks_whether_all_have_all(platform: Platform) -> None:
    metric = "krachtlijn_completeness_timestamp_seconds"
    eventually(lambda: shown(platform, "completeness", metric) > 0, "archives are compared")
    assert shown(platform, "completeness", "krachtlijn_missing_events") == 0


def test_a_lost_database_comes_back_and_catches_up(
    platform: Platform, people: People, room: str
) -> None:
    before = people.declare(room, "Mila", hours_from_now=80)
    eventually(lambda: before in people.known_shifts(), "the police know the declaration")
    backup = f"/backups/databank/{backed_up(platform).name}"
    after = people.declare(room, "Nora", hours_from_now=90)
    eventually(lambda: after in people.known_shifts(), "they know what came after the backup")

    restore = ("restore", "databank", "--from", backup, "--yes", *WHO)
    refused = platform.operate(*restore)
    assert refused.returncode == 1, told(refused)
    assert "is in use" in refused.stdout + refused.stderr
    assert {before, after} <= people.known_shifts(), "nothing was touched"

    platform.compose("stop", "databank", *NIGHTLY)
    drop = ("psql", "--command", "DROP DATABASE databank WITH (FORCE)")
    platform.exec("database", *drop, user="999")
    platform.compose("run", "--rm", "--no-deps", "--no-TTY", "databases")
    restored = platform.operate(*restore)
    assert restored.returncode in (0, 3), told(restored)  # 3: it told others more than it knows now
    assert "databank is back" in restored.stdout, told(restored)
    platform.compose("start", "databank", *NIGHTLY)
    platform.wait_healthy(*LASTING)
    assert before in people.known_shifts()

    replay = ("bus", "replay", "--to", "databank", "--missing", "--wait", "120", *WHO)
    caught_up = platform.operate(*replay)
    assert caught_up.returncode == 0, told(caught_up)
    assert "misses nothing" in caught_up.stdout
    eventually(lambda: {before, after} <= people.known_shifts(), "what it missed came again")
    for check in (("bus", "completeness"), ("audit", "verify")):
        done = platform.operate(*check)
        assert done.returncode == 0, told(done)
