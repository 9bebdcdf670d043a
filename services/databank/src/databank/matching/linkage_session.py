"""What one call decides on claims, each seeing the persons that the ones before it made.

The same for claims that come in, one or many, and for claims that are decided anew.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from uuid import UUID

from chassis.db import Transaction
from databank.matching.decision_writer import Notes
from databank.matching.model_state import Knowledge
from databank.matching.rules import evidence
from databank.matching.rules.outcomes import LinkOutcome
from databank.matching.store import claims, link_constraints
from databank.matching.store.candidates import COMPARED, Found, Sought
from databank.matching.store.claim_writer import NewMembership
from databank.matching.store.ids import new_id
from databank.matching.store.link_constraints import VerdictKind
from linkage import decision as matching
from linkage.decision import Match, New, Ranked, Review, Verdict

PROVISIONAL_CONFIDENCE = 0.5
"""The link of a claim to a person made only until people answer: too weak for any rule."""
SHOWN = 5
"""So many persons are kept with a question for people; more are never looked at."""
LIKELY = 0.25
"""Claims whose keys say so much, as part of what those of the most telling one say, are compared
first."""


@dataclass(frozen=True, slots=True)
class Decided:
    """``decision`` is ``gekend``, ``nieuw`` or ``na_te_kijken``; ``verdict`` says on what grounds.

    Without a verdict the claim was known, word for word by the same source.
    """

    claim_id: UUID
    person_id: UUID
    confidence: float
    decision: LinkOutcome
    verdict: Verdict | None = None


@dataclass(slots=True)
class Deciding:
    """Load, then decide one claim after the other; what is to be written gathers in ``notes``."""

    tx: Transaction
    knowledge: Knowledge
    found: dict[Sought, list[Found]] = field(default_factory=dict)
    made: dict[int, list[Found]] = field(default_factory=lambda: defaultdict(list))
    must: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    cannot: dict[UUID, set[UUID]] = field(default_factory=lambda: defaultdict(set))
    person_of: dict[UUID, UUID] = field(default_factory=dict)
    mine: set[UUID] = field(default_factory=set)
    notes: Notes = field(default_factory=Notes)
    weights_id: UUID = field(init=False)

    async def load(
        self,
        sought: Sequence[Sought],
        found: Iterable[Sequence[Found]],
        anew: Collection[UUID] = (),
    ) -> None:
        """Take what each of these claims is compared with, and read what people said of it.

        ``anew`` are claims that are decided again themselves.
        """
        judged = set(anew)
        for one, claims_ in zip(sought, found, strict=True):
            # what this call made is found without the database
            near = self.found[one] = [each for each in claims_ if each.claim_id not in self.mine]
            self.person_of.update((each.claim_id, each.person_id) for each in near)
            judged.update(each.claim_id for each in near if each.packed == one.packed)
        if judged:
            await self._load_verdicts(judged, anew)

    async def _load_verdicts(self, judged: set[UUID], anew: Collection[UUID]) -> None:
        pairs = await link_constraints.of_claims(self.tx.conn, judged)
        if not pairs:
            return
        for pair in pairs:
            linked = self.must if pair.kind is VerdictKind.MUST else self.cannot
            linked[pair.claim_a].add(pair.claim_b)
            linked[pair.claim_b].add(pair.claim_a)
        sides = {side for pair in pairs for side in (pair.claim_a, pair.claim_b)}
        belongs = await claims.persons_of(self.tx.conn, sides - set(anew) - set(self.person_of))
        self.person_of |= belongs

    def decide(self, claim_id: UUID, sought: Sought) -> Decided:
        """A claim that comes in; its row is the caller's. Repeats of it bring what people said."""
        near = self._near(sought)
        repeated = [one.claim_id for one in near if one.packed == sought.packed]
        bound, barred = self._people_said(repeated)
        verdict = self._verdict(sought, near, barred)
        if len(bound) == 1 and isinstance(verdict, Review):
            verdict = bind(verdict, *bound)  # the question was answered before
        person_id = _joined(verdict) or self._new_person(verdict)
        self.knowledge.observe(sought.features, verdict)
        self.notes.indexed.append((claim_id, person_id, sought.packed))
        self.notes.keys += [(key, claim_id) for key in sought.keys]
        return self._note(claim_id, person_id, sought, verdict)

    def decide_anew(
        self, claim_id: UUID, sought: Sought, home: UUID | None, among: Collection[UUID] = ()
    ) -> Decided:
        """A claim that was decided before. What people said of it outranks every score.

        ``home`` is the person that it stays with when it resembles nobody, if that is free.
        ``among``: the only persons that it may go to, unless people said otherwise.
        """
        bound, barred = self._people_said([claim_id])
        near = self._near(sought)
        if among:
            near = [one for one in near if one.person_id in among]
        verdict = self._verdict(sought, near, barred)
        if len(bound) == 1:
            verdict = bind(verdict, *bound)
        person_id = _joined(verdict) or home or self._new_person(verdict)
        return self._note(claim_id, person_id, sought, verdict)

    def _near(self, sought: Sought) -> list[Found]:
        """Where a number finds somebody, only that person's claims: whom names alone find is not
        likelier, and comparing costs the most."""
        found = self.found[sought]
        persons = {one.person_id for one in found if one.strong}
        made = Counter(one for key in sought.probes for one in self.made.get(key, ()))
        near = dict.fromkeys((*found, *(one for one, _ in made.most_common(COMPARED))))
        for key in sought.strong:
            for one in self.made.get(key, ()):
                near[one] = None
                persons.add(one.person_id)
        return [one for one in near if not persons or one.person_id in persons]

    def _verdict(self, sought: Sought, near: Iterable[Found], barred: set[UUID]) -> Verdict:
        """Those whom little speaks for are compared only where the others leave a doubt."""
        compared = [one for one in near if one.person_id not in barred]
        least = LIKELY * max((one.says for one in compared if one.says < inf), default=0.0)
        known = self.knowledge
        self.weights_id = known.weigh_with()
        return matching.decide(
            sought.features,
            [one for one in compared if one.says >= least],
            known.model,
            known.learned,
            [one for one in compared if one.says < least],
        )

    def _people_said(self, judged: Iterable[UUID]) -> tuple[set[UUID], set[UUID]]:
        """The persons that a claim must be, and those that it cannot be."""
        bound: set[UUID] = set()
        barred: set[UUID] = set()
        for claim_id in judged:
            for others, persons_ in (
                (self.must.get(claim_id, ()), bound),
                (self.cannot.get(claim_id, ()), barred),
            ):
                persons_.update(
                    self.person_of[other] for other in others if other in self.person_of
                )
        return bound - barred, barred

    def _new_person(self, verdict: Verdict) -> UUID:
        person_id = new_id(self.tx.now)
        self.notes.persons.append((person_id, isinstance(verdict, Review)))
        return person_id

    def _note(self, claim_id: UUID, person_id: UUID, sought: Sought, verdict: Verdict) -> Decided:
        """For the claims that follow, and to be written."""
        near = Found(claim_id, person_id, sought.packed, says=inf, unpacked=sought.features)
        for key in sought.keys:
            self.made[key].append(near)
        self.mine.add(claim_id)
        self.person_of[claim_id] = person_id
        best = verdict.ranked[:1]
        decision, confidence = _outcome(verdict)
        self.notes.memberships.append(
            NewMembership(
                claim_id,
                person_id,
                decision,
                confidence,
                best[0].bits if best else 0.0,
                self.knowledge.model.version,
                evidence.to_json(best),
                self.weights_id,
            )
        )
        if isinstance(verdict, Review):
            shown = evidence.to_json(verdict.ranked[:SHOWN])
            self.notes.reviews.append((claim_id, person_id, verdict.reason, shown))
        return Decided(claim_id, person_id, confidence, decision, verdict)

    def noted(self) -> Notes:
        """What is to be written since the last call."""
        notes, self.notes = self.notes, Notes()
        return notes


def _joined(verdict: Verdict) -> UUID | None:
    """The known person that the claim goes to, if any."""
    match verdict:
        case Match():
            return verdict.person_id
        case Review(joins=joins):
            return joins
    return None


def bind(verdict: Verdict, person_id: UUID) -> Match:
    """What people said stands, whatever the score."""
    ranked = tuple(one for one in verdict.ranked if one.person_id == person_id)
    return Match(ranked or (Ranked(person_id, (), 1.0, None),), 1.0)


def _outcome(verdict: Verdict) -> tuple[LinkOutcome, float]:
    match verdict:
        case Match(confidence=confidence):
            return LinkOutcome.KNOWN, confidence
        case New():
            return LinkOutcome.NEW, 1.0  # the claim is what the person is known by
        case Review(joins=None):
            return LinkOutcome.REVIEW, PROVISIONAL_CONFIDENCE
        case Review(confidence=confidence):
            return LinkOutcome.REVIEW, confidence
