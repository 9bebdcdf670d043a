"""Linkage of the claims of one call, each of which sees the persons that the ones before it made.

The same for claims that come in, one or many, and for claims that are decided anew.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from uuid import UUID

import asyncpg

from databank.matching.decision_writer import PendingRows
from databank.matching.model_state import ModelState
from databank.matching.rules.few_words import says_little
from databank.matching.rules.link_constraints import VerdictKind
from databank.matching.rules.outcomes import ClaimDecision
from databank.matching.store import link_constraints
from databank.matching.store.candidates import Candidate, ClaimQuery
from databank.matching.store.claim_writer import NewClaim
from databank.persons.store import claims
from linkage.blocking import COMPARED, LIKELY
from linkage.decision import DOUBT, decide
from linkage.outcomes import Decision, Match, Review, joined
from linkage.posterior import RankedPerson


@dataclass(slots=True)
class LinkageSession:
    """Load candidates, then decide one claim after the other; rows to write gather in ``pending``.

    ``new_claims`` are those of this session, ``new_by_key`` the candidates that they are for the
    claims after them. ``is_last``: no other claim is decided before the rows are written.
    """

    conn: asyncpg.Connection
    now: datetime
    state: ModelState
    candidates: dict[ClaimQuery, list[Candidate]] = field(default_factory=dict)
    new_by_key: dict[int, list[Candidate]] = field(default_factory=lambda: defaultdict(list))
    must: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    cannot: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    person_of: dict[UUID, UUID] = field(default_factory=dict)
    new_claims: set[UUID] = field(default_factory=set)
    pending: PendingRows = field(default_factory=PendingRows)
    is_last: bool = False
    weights_id: UUID = field(init=False)

    async def load(
        self,
        queries: Sequence[ClaimQuery],
        candidates: Iterable[Sequence[Candidate]],
        anew: Collection[UUID] = (),
    ) -> None:
        """Take the candidates of each of these claims, and read what people said of them.

        ``anew`` are claims that are decided again themselves.
        """
        judged = set(anew)
        for query, found in zip(queries, candidates, strict=True):
            # what this session made is found without the database
            near = self.candidates[query] = [c for c in found if c.claim_id not in self.new_claims]
            self.person_of.update((candidate.claim_id, candidate.person_id) for candidate in near)
            judged.update(c.claim_id for c in near if c.packed == query.packed)
        if judged:
            await self._load_constraints(judged, anew)

    async def _load_constraints(self, judged: set[UUID], anew: Collection[UUID]) -> None:
        constraints = await link_constraints.of_claims(self.conn, judged)
        if not constraints:
            return
        for pair in constraints:
            linked = self.must if pair.kind is VerdictKind.MUST else self.cannot
            linked[pair.claim_a].add(pair.claim_b)
            linked[pair.claim_b].add(pair.claim_a)
        sides = {side for pair in constraints for side in (pair.claim_a, pair.claim_b)}
        belongs = await claims.persons_of(self.conn, sides - set(anew) - set(self.person_of))
        self.person_of |= belongs

    def decide(
        self, claim: NewClaim, query: ClaimQuery, *, few_words: bool = False
    ) -> ClaimDecision:
        """A claim that comes in. Repeats of it bring what people said.

        ``few_words``: somebody was noted by a name or a year, and only people say who that is.
        """
        near = self._near(query)
        repeated = [candidate.claim_id for candidate in near if candidate.packed == query.packed]
        bound, barred = self._people_said(repeated)
        decision = self._decide(query, near, barred)
        if few_words:
            decision = asked(decision)
        if len(bound) == 1 and isinstance(decision, Review):
            decision = bind(decision, *bound)  # the question was answered before
        person_id = joined(decision) or self.pending.add_person(decision, self.now)
        observe = self.state.observe_soon if self.is_last else self.state.observe
        observe(query.features, decision, query.source)
        self.pending.add_claim(claim, person_id, query)
        return self._record(claim.id, person_id, query, decision)

    def decide_anew(
        self, claim_id: UUID, query: ClaimQuery, home: UUID | None, among: Collection[UUID] = ()
    ) -> ClaimDecision:
        """A claim that was decided before. What people said of it outranks every score.

        ``home`` is the person that it stays with when it resembles nobody, if that is free.
        ``among``: the only persons that it may go to, unless people said otherwise.
        """
        bound, barred = self._people_said([claim_id])
        near = self._near(query)
        if among:
            near = [candidate for candidate in near if candidate.person_id in among]
        decision = self._decide(query, near, barred)
        if says_little(query.features):
            decision = asked(decision)
        if len(bound) == 1:
            decision = bind(decision, *bound)
        person_id = joined(decision) or home or self.pending.add_person(decision, self.now)
        return self._record(claim_id, person_id, query, decision)

    def _near(self, query: ClaimQuery) -> list[Candidate]:
        """The candidates: where a number finds somebody, only that person's claims.

        Whom names alone find is not likelier, and comparing costs the most.
        """
        found = self.candidates[query]
        persons = {candidate.person_id for candidate in found if candidate.strong}
        if not self.new_by_key.keys().isdisjoint(query.probes):
            new = Counter([c for key in query.probes for c in self.new_by_key.get(key, ())])
            found = list(dict.fromkeys((*found, *(c for c, _ in new.most_common(COMPARED)))))
            for key in query.strong:
                strong = self.new_by_key.get(key, ())
                persons.update(candidate.person_id for candidate in strong)
                found += [candidate for candidate in strong if candidate not in found]
        return [c for c in found if c.person_id in persons] if persons else found

    def _decide(self, query: ClaimQuery, near: Iterable[Candidate], barred: set[UUID]) -> Decision:
        """Candidates of little key weight are compared only where the others leave a doubt."""
        compared = [candidate for candidate in near if candidate.person_id not in barred]
        best = max((c.key_weight for c in compared if c.key_weight < inf), default=0.0)
        least = LIKELY * best
        self.weights_id = self.state.weigh_with()
        return decide(
            query.features,
            [candidate for candidate in compared if candidate.key_weight >= least],
            self.state.model,
            self.state.parameters,
            [candidate for candidate in compared if candidate.key_weight < least],
            query.source,
        )

    def _people_said(self, judged: Iterable[UUID]) -> tuple[set[UUID], set[UUID]]:
        """The persons that a claim must be, and those that it cannot be."""
        bound: set[UUID] = set()
        barred: set[UUID] = set()
        for claim_id in judged:
            for others, persons in (
                (self.must.get(claim_id, ()), bound),
                (self.cannot.get(claim_id, ()), barred),
            ):
                persons.update(self.person_of[other] for other in others if other in self.person_of)
        return bound - barred, barred

    def _record(
        self, claim_id: UUID, person_id: UUID, query: ClaimQuery, decision: Decision
    ) -> ClaimDecision:
        """Keep the decision for the claims that follow, and to be written."""
        candidate = Candidate(
            claim_id, person_id, query.packed, key_weight=inf, unpacked=query.features
        )
        for key in query.keys:
            self.new_by_key[key].append(candidate)
        self.new_claims.add(claim_id)
        self.person_of[claim_id] = person_id
        model = self.state.model.version
        return self.pending.add_decision(claim_id, person_id, decision, model, self.weights_id)

    def take_pending(self) -> PendingRows:
        """The rows to write since the last call."""
        pending, self.pending = self.pending, PendingRows()
        return pending


def asked(decision: Decision) -> Decision:
    """The same, but people are asked where the score alone would link."""
    return Review(decision.ranked, DOUBT) if isinstance(decision, Match) else decision


def bind(decision: Decision, person_id: UUID) -> Match:
    """The match that people said it is, whatever the score."""
    ranked = tuple(person for person in decision.ranked if person.person_id == person_id)
    return Match(ranked or (RankedPerson(person_id, (), 1.0, None),), 1.0)
