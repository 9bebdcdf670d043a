"""Branches that there are, as a reader of the figures knows them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class BranchList:
    """The branches there are, and how visible each is on a day: a reader knows both."""

    codes: tuple[str, ...]
    visibility: Callable[[str, date], str]

    def visible(self, visibility: str, on: date, among: Iterable[str] = ()) -> frozenset[str]:
        """Branches with a visibility on a day, those of ``among`` too that the list lacks."""
        every = {*self.codes, *among}
        return frozenset(code for code in every if self.visibility(code, on) == visibility)
