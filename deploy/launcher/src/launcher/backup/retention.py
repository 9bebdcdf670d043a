"""Retention of backups: one for each of the last days that have one, and one per month before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from chassis.days import city_day
from launcher.backup.dump import PART
from launcher.backup.manifest import (
    MANIFEST_SUFFIX,
    SUFFIX,
    Manifest,
    beside,
    read_unverified,
)
from launcher.errors import LauncherError

LONGEST_MONTH = 31


@dataclass(frozen=True)
class Selection:
    """``stay`` and ``go`` by service and time; ``leftovers`` are files of backups cut short."""

    stay: list[Manifest]
    go: list[Manifest]
    leftovers: list[Path]


def choose(found: Iterable[Manifest], *, daily: int, monthly: int) -> tuple[set[str], set[str]]:
    """The files that stay and those that go, of one service.

    The newest of each of the last ``daily`` days that have one, the newest of each of the last
    ``monthly`` months, and always the newest of all.
    """
    newest_first = sorted(found, key=lambda each: each.at, reverse=True)
    days: dict[date, str] = {}
    months: dict[tuple[int, int], str] = {}
    for each in newest_first:
        day = city_day(each.at)
        days.setdefault(day, each.file)
        months.setdefault((day.year, day.month), each.file)
    stay = {*list(days.values())[:daily], *list(months.values())[:monthly]}
    stay |= {each.file for each in newest_first[:1]}
    return stay, {each.file for each in newest_first} - stay


def look(folder: Path, *, daily: int, monthly: int) -> Selection:
    """The backups of a folder that would stay and go. Files that are no backups are left alone."""
    if not folder.is_dir():
        raise LauncherError(f"There is no folder {folder}.")
    found = [read_unverified(path) for path in folder.glob(f"*{SUFFIX}{MANIFEST_SUFFIX}")]
    go: set[str] = set()
    for service in {each.service for each in found}:
        own = [each for each in found if each.service == service]
        go |= choose(own, daily=daily, monthly=monthly)[1]
    ordered = sorted(found, key=lambda each: (each.service, each.at))
    return Selection(
        [each for each in ordered if each.file not in go],
        [each for each in ordered if each.file in go],
        sorted(folder.glob(f"*{SUFFIX}{PART}")),
    )


def remove(folder: Path, pruning: Selection) -> None:
    """Remove what goes: first the manifest, so that nothing half removed looks whole."""
    for each in pruning.go:
        beside(folder / each.file).unlink(missing_ok=True)
        (folder / each.file).unlink(missing_ok=True)
    for path in pruning.leftovers:
        path.unlink(missing_ok=True)


def gone_by(today: date, *, daily: int, monthly: int) -> date:
    """The day on which what is erased today is in no backup any more, with one every night."""
    return today + timedelta(days=max(daily, monthly * LONGEST_MONTH))
