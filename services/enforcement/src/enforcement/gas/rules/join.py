"""Facts that were found together: what two cases are as one (art. 7: one sanction for them)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.mixed_facts.codes import ProsecutorAnswer
from enforcement.gas.rules.states import MixedOffence

WEIGHT = (None, MixedOffence.LICHT, MixedOffence.ZWAAR)
"""Mixed offences by what they ask of the prosecutor."""


class Likeness(StrEnum):
    """Things that two cases may have in common, as far as the system can see."""

    PERSOON = "persoon"
    RAPPORT = "rapport"
    DAG = "dag"
    PLAATS = "plaats"


@dataclass(frozen=True, slots=True)
class Part:
    """Facts as they come into a case: each guarantee that one of them needs, all of them get.

    ``minor`` is None while nobody can say. ``prosecutor_until`` is the last day of his term.
    """

    competent: bool
    minor: bool | None
    may_be_victim: bool
    mixed: MixedOffence | None = None
    prosecutor_answer: ProsecutorAnswer | None = None
    prosecutor_until: date | None = None
    prosecutor_silent: bool = False

    @property
    def waits(self) -> bool:
        """Whether the prosecutor has still to say, or to let pass, whether he prosecutes."""
        return (
            self.mixed is not None and self.prosecutor_answer is None and not self.prosecutor_silent
        )


def together(first: Part, second: Part) -> Part:
    """The facts of both as one: never freer than the facts of either would be alone.

    What the prosecutor said of some facts says nothing of others: while he may still speak about
    some, only those count.
    """
    both = (first, second)
    waiting = [part for part in both if part.waits]
    told = waiting or both
    minors = {part.minor for part in both}
    return Part(
        competent=first.competent and second.competent,
        minor=True if True in minors else None if None in minors else False,
        may_be_victim=first.may_be_victim or second.may_be_victim,
        mixed=max((part.mixed for part in told), key=WEIGHT.index),
        prosecutor_answer=_answer(told),
        prosecutor_until=max(
            (part.prosecutor_until for part in told if part.prosecutor_until), default=None
        ),
        prosecutor_silent=any(part.prosecutor_silent for part in told),
    )


def _answer(parts: Iterable[Part]) -> ProsecutorAnswer | None:
    return next((part.prosecutor_answer for part in parts if part.prosecutor_answer), None)


def is_suggested(likenesses: Iterable[Likeness]) -> bool:
    """The same person or report; or the same day and place, where nobody knows the person."""
    found = {*likenesses}
    return bool(found & {Likeness.PERSOON, Likeness.RAPPORT}) or found >= {
        Likeness.DAG,
        Likeness.PLAATS,
    }
