"""Outcomes of deciding on a claim: in Fellegi and Sunter's terms link, non-link, possible link."""

from dataclasses import dataclass
from uuid import UUID

from linkage.posterior import RankedPerson


@dataclass(frozen=True, slots=True)
class Match:
    """A link: the claim belongs to this person, with probability ``confidence``."""

    ranked: tuple[RankedPerson, ...]
    confidence: float
    makes_person = False

    @property
    def person_id(self) -> UUID:
        return self.ranked[0].person_id


@dataclass(frozen=True, slots=True)
class New:
    """A non-link: nobody known resembles the claim enough."""

    ranked: tuple[RankedPerson, ...] = ()
    makes_person = True


@dataclass(frozen=True, slots=True)
class Review:
    """A possible link: people decide. Until then the claim stands with ``joins``, or with a
    provisional person.

    ``joins`` is set only when the claim fits two known persons: somebody it is, and a third record
    of the same person would make things worse. Where those two are likely one, ``confidence`` is
    that it is them, and what people are asked is whether to merge the two.
    """

    ranked: tuple[RankedPerson, ...]
    reason: str
    joins: UUID | None = None
    confidence: float = 0.5

    @property
    def makes_person(self) -> bool:
        return self.joins is None


Decision = Match | New | Review


def joined(decision: Decision) -> UUID | None:
    """The known person that the claim goes to, if any."""
    match decision:
        case Match():
            return decision.person_id
        case Review(joins=joins):
            return joins
    return None
