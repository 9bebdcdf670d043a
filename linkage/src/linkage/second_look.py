"""A second look at earlier links: a claim shows that an earlier one stands with the wrong record.

A stray claim fits the record that it was linked to; taken by itself it seldom stands out. It does
once the person whom it is about has a record: then it fits that one better than what else is in its
own. Either it was linked wrongly, or both records are of one person; people see which.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from linkage.decision import rank
from linkage.model import Model
from linkage.parameter_estimation import EstimatedParameters
from linkage.posterior import Candidate, RankedPerson

FITS_BETTER = 0.9
"""The probability of the other record from which people are asked."""
MOST_CLAIMS = 12
"""Claims of a record beyond which it is left alone: one claim more or less decides nothing."""


class DoubtfulLink(NamedTuple):
    """An earlier claim, and the records that it may be of, the likeliest first."""

    claim: Candidate
    ranked: tuple[RankedPerson, ...]


def doubtful_links(
    person_id: UUID,
    of_person: Sequence[Candidate],
    near: Iterable[tuple[Candidate, Sequence[Candidate]]],
    model: Model | None = None,
    parameters: EstimatedParameters | None = None,
) -> list[DoubtfulLink]:
    """Earlier claims that no longer fit their record, after a claim went to ``person_id``.

    ``of_person`` are the claims of that record, the new one among them. ``near`` are claims of
    other records that share keys with the new one, each with what else is in its record; one that
    stands alone is no link.
    """
    doubtful: list[DoubtfulLink] = []
    if len(of_person) > MOST_CLAIMS:
        return doubtful
    for claim, others in near:
        if claim.person_id == person_id or not _is_link(others):
            continue
        ranked = rank(claim.features, (*others, *of_person), model, parameters)
        best = ranked[0]
        if best.person_id == person_id and best.said >= FITS_BETTER and not best.conflict:
            doubtful.append(DoubtfulLink(claim, ranked))
    return doubtful


def _is_link(others: Collection[Candidate]) -> bool:
    return 0 < len(others) < MOST_CLAIMS
