"""Run claims with a truth through the databank's own path, and score each decision."""

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Protocol

from databank.matching.rules.claim_lines import UnreadableError, raw_claim
from databank.matching.rules.outcomes import ClaimDecision, word
from databank.matching.standalone import Standalone
from linkage.claim import RawClaim
from linkage.evaluation.scoring import ScoredDecision, Scorer


class LabelledClaim(Protocol):
    """A claim in the form of ``krachtlijn identity resolve``, and whom it is really about."""

    @property
    def claim(self) -> Mapping[str, Any]: ...
    @property
    def person(self) -> int: ...
    @property
    def culture(self) -> str: ...
    @property
    def changed(self) -> Collection[str]: ...


class BatchStore(Protocol):
    """Decides on batches in their order, each durably before it is given back."""

    def stream(
        self, batches: AsyncIterator[Sequence[RawClaim]]
    ) -> AsyncIterator[list[ClaimDecision | None]]: ...


PORTION = 20_000
"""Claims that are held at a time, when there are many."""
JUDGED_EVERY = 1_000
"""Claims after which people have judged those that the blind sample took."""


async def run(
    store: Standalone,
    claims: Iterable[LabelledClaim],
    *,
    batch: int,
    done: Callable[[int], object],
    scorer: Scorer | None = None,
    sample: int = 0,
) -> Scorer:
    """Each batch is one durable transaction; ``done`` hears how many claims it had.

    A ``scorer`` who saw earlier claims of the same store goes on from there. ``sample``: of so many
    in ten thousand automatic decisions people find out the truth, as in the blind sample.
    """
    scores, source = scorer or Scorer(), iter(claims)
    if sample:
        await store.ask_blindly(sample)
    while labelled := list(islice(source, JUDGED_EVERY if sample else PORTION)):
        raw = [raw_claim(one.claim) for one in labelled]
        decisions = await decide_all(store, raw, batch=batch, done=done)
        score(scores, labelled, decisions)
        if sample:
            said = zip(labelled, decisions, strict=True)
            links = [(d.claim_id, scores.is_about(d.person_id, one.person)) for one, d in said]
            await store.answer(links)
    return scores


async def decide_all(
    store: BatchStore, claims: Sequence[RawClaim], *, batch: int, done: Callable[[int], object]
) -> list[ClaimDecision]:
    """The decisions on all claims, in their order."""
    decided: list[ClaimDecision] = []
    async for decisions in store.stream(_batches(claims, batch)):
        taken = [decision for decision in decisions if decision is not None]
        if len(taken) < len(decisions):
            raise UnreadableError("the database refuses a claim")
        decided += taken
        done(len(taken))
    return decided


async def _batches(claims: Sequence[RawClaim], size: int) -> AsyncIterator[Sequence[RawClaim]]:
    for begin in range(0, len(claims), size):
        yield claims[begin : begin + size]


def score(
    scorer: Scorer, labelled: Iterable[LabelledClaim], decisions: Iterable[ClaimDecision]
) -> None:
    """Each decision beside the truth of its claim."""
    for claim, decision in zip(labelled, decisions, strict=True):
        ranked = decision.grounds.ranked if decision.grounds else ()
        best = next((person for person in ranked[:1] if not person.conflict), None)
        scorer.add(
            ScoredDecision(
                truth=claim.person,
                group=claim.culture,
                decision=word(decision),
                person=decision.person_id,
                compared=[person.person_id for person in ranked],
                slips=claim.changed,
                likeliest=best.said if best else None,
                confidence=decision.confidence if decision.grounds else None,
            )
        )
