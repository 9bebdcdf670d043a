"""Faults that would hurt somebody, each of which must die at once (``grave.toml``)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .operators import Mutant
from .scope import ROOT

LIST = ROOT / "tests" / "mutants" / "grave.toml"


@dataclass(frozen=True)
class Grave:
    """A fault by its lines, wherever in the package they stand."""

    package: str
    before: str
    after: str
    hurts: str
    """Who, and how."""


@cache
def listed() -> tuple[Grave, ...]:
    return tuple(Grave(**each) for each in tomllib.loads(LIST.read_text())["grave"])


def packages() -> set[str]:
    return {each.package for each in listed()}


def places(package: str, paths: Iterable[str], copy: Path) -> list[str]:
    """Those files in which a line of the list may stand: reading all takes half of the whole."""
    lines = [each.before for each in listed() if each.package == package]

    def may_hold(path: str) -> bool:
        text = " ".join((copy / path).read_text().split())
        return any(line in text for line in lines)

    return [path for path in paths if may_hold(path)]


def among(package: str, mutants: Iterable[Mutant], copy: Path) -> list[Mutant]:
    """Those of the list. Raises ``LookupError`` where a line that it names is there no more."""
    wanted = {(each.before, each.after) for each in listed() if each.package == package}
    sources: dict[str, bytes] = {}
    found: dict[tuple[str, str], Mutant] = {}
    for mutant in mutants:
        source = sources.setdefault(mutant.path, (copy / mutant.path).read_bytes())
        if (lines := mutant.lines(source)) in wanted:
            found[lines] = mutant
    if gone := sorted(wanted - found.keys()):
        raise LookupError(f"no such line any more: write the new one in grave.toml: {gone}")
    return list(found.values())
