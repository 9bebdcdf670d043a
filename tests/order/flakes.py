"""Tests that failed in one of several orders, worked out from what each run noted."""

from collections.abc import Mapping
from dataclasses import dataclass

from launcher.packages import package_of

COMMAND = ".venv/bin/pytest --shuffle --krachtlijn-seed={seed} {package}"


@dataclass(frozen=True)
class Flake:
    test: str
    failed: int
    """Times, of ``runs`` in which it was there."""
    runs: int
    seeds: tuple[int, ...]
    """Of the runs in which it failed."""
    after: tuple[str, ...]
    """Which test of its package ran just before, in each of them; empty when it was the first."""
    again: str
    """The command by which it fails again."""


def before(run: Mapping[str, bool], test: str) -> str:
    """The test of the same package that ran just before it, or nothing."""
    package = package_of(test)
    own = [each for each in run if package_of(each) == package]
    at = own.index(test)
    return own[at - 1] if at else ""


def flakes(runs: Mapping[int, Mapping[str, bool]]) -> list[Flake]:
    """What failed at all, most often first. ``runs`` by seed: tests in order, with whether they
    failed."""
    tests = dict.fromkeys(test for run in runs.values() for test, failed in run.items() if failed)
    found = []
    for test in tests:
        seeds = tuple(seed for seed, run in runs.items() if run.get(test))
        after = tuple(before(runs[seed], test) for seed in seeds)
        again = COMMAND.format(seed=seeds[0], package=package_of(test))
        there = sum(test in run for run in runs.values())
        found.append(Flake(test, len(seeds), there, seeds, after, again))
    return sorted(found, key=lambda flake: (-flake.failed, flake.test))
