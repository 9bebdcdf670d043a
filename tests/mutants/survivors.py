"""Survivors that are known, with the reason why each may live (``survivors.toml``)."""

import tomllib
from dataclasses import dataclass
from functools import cache

from .operators import Mutant
from .scope import ROOT

LIST = ROOT / "tests" / "mutants" / "survivors.toml"
KINDS = ("equivalent", "not a rule", "open")
"""It behaves the same for whatever can come; it changes what no rule asks for (an order of work, a
text for operators, a measure of speed); or a test is missing, and this says which."""


@dataclass(frozen=True)
class Known:
    path: str
    function: str
    before: str
    after: str
    kind: str
    why: str

    @property
    def place(self) -> tuple[str, str, str, str]:
        return self.path, self.function, self.before, self.after


@cache
def listed() -> dict[tuple[str, str, str, str], Known]:
    document = tomllib.loads(LIST.read_text())
    entries = [Known(**each) for each in document.get("survivor", ())]
    return {each.place: each for each in entries}


def known(mutant: Mutant, source: bytes) -> Known | None:
    return listed().get((mutant.path, mutant.function, *mutant.lines(source)))
