"""How a fine became final: with an appeal since it last was, or without."""

from collections.abc import Iterable
from typing import Protocol

from enforcement.gas.rules.states import GasStep


class Line(Protocol):
    """A line of a timeline."""

    @property
    def step(self) -> str: ...


def appealed_since(lines: Iterable[Line]) -> bool:
    """Whether somebody appealed between the last time at which a fine became final and the time
    before: it was not enforceable meanwhile (GAS law art. 30).
    """
    appealed = since = False
    for line in lines:
        if line.step == GasStep.APPEAL:
            since = True
        elif line.step == GasStep.FINAL:
            appealed, since = since, False
    return appealed
