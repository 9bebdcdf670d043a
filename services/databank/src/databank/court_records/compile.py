"""Compile the record of one link, or of one branch shift with the links that it rests on:
evidence, alternatives, model and rule, error rate, and who said what.

It leaves the databank, so the access log has it as a disclosure. It names nobody: the court's own
file says who the numbers are, and whom else was compared has no number at all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from databank.access.purposes.rules import PurposeCode
from databank.court_records.store import GivenAnswer, answers_about
from databank.detection.branch_shifts import store as branch_shifts
from databank.detection.branch_shifts.read import evidence_of
from databank.detection.branch_shifts.store import BranchShiftRow
from databank.detection.cases.store.assessments import StepRow, of_cases
from databank.detection.cases.store.evidence import EvidenceRow, of_sources
from databank.detection.readings.whole_record import WholeRecord, whole_record
from databank.detection.rules.precision import Precision, Share
from databank.matching.rules.evidence import Evidence
from databank.matching.rules.outcomes import LinkOutcome
from databank.persons.store import claims
from databank.persons.store.claims import AUTO
from databank.review.blind_sample import quality
from databank.review.explain_link import ExplainedLink, explain_link
from databank.review.rules.sample_quality import Stratum
from databank.sightings.rules.sighting import RecordedSighting


@dataclass(frozen=True, slots=True)
class LinkRecord:
    """``wrong`` of ``stratum``'s answers were against a decision of this kind; both empty where a
    person decided. ``alternatives`` are others whom the claim was compared with, likeliest first.
    """

    claim_id: UUID
    source_kind: str
    received_at: datetime
    decision: ExplainedLink
    alternatives: tuple[Evidence, ...]
    stratum: Stratum | None
    answers: tuple[GivenAnswer, ...]
    made_for: Actor
    made_at: datetime
    purpose: str

    @property
    def wrong(self) -> int:
        """Of a link to a known person: people said it is another. Of a new person: the same."""
        assert self.stratum is not None
        is_known = self.decision.link.decision == LinkOutcome.KNOWN
        return self.stratum.other if is_known else self.stratum.same


@dataclass(frozen=True, slots=True)
class BranchShiftRecord:
    """``sources`` say where each sighting was, by the id of its source; ``false`` is the share of
    cases of this version of the rule of which people said that the link was wrong."""

    case: BranchShiftRow
    evidence: tuple[RecordedSighting, RecordedSighting]
    sources: Mapping[UUID, EvidenceRow]
    whole: WholeRecord
    steps: tuple[StepRow, ...]
    false: Share
    links: tuple[LinkRecord, ...]
    made_for: Actor
    made_at: datetime
    purpose: str


async def branch_shift_record(tx: Transaction, officer: Actor, case_id: UUID) -> BranchShiftRecord:
    """Of a case that stands and others may know of. Raises ``NotFoundError``, ``ShieldedError``."""
    case = await branch_shifts.get_for_update(tx.conn, case_id)
    if case is None or not case.is_in_force:
        raise NotFoundError(lazy("Deze verschuiving"))
    evidence = await evidence_of(tx, case)
    purpose = PurposeCode.DOSSIER
    rows = await of_sources(tx.conn, [(each.source_kind, each.source_id) for each in evidence])
    outcomes = (await branch_shifts.outcomes(tx.conn)).get(case.rule_version, {})
    claim_ids = dict.fromkeys(sighting.claim_id for sighting in evidence)
    return BranchShiftRecord(
        case=case,
        evidence=evidence,
        sources={row.id: row for row in rows},
        whole=await whole_record(tx, case.person_id, case.branches),
        steps=tuple((await of_cases(tx.conn, [case.id]))[case.id]),
        false=Precision.of(outcomes).false_positives,
        links=tuple(
            [
                await link_record(tx, officer, case.person_id, claim_id, purpose)
                for claim_id in claim_ids
            ]
        ),
        made_for=officer,
        made_at=tx.now,
        purpose=purpose,
    )


async def link_record(
    tx: Transaction, officer: Actor, person_id: UUID, claim_id: UUID, purpose: str
) -> LinkRecord:
    """Raises ``NotFoundError`` and ``ShieldedError``, as the page of the link does."""
    decision = await explain_link(tx, officer, claim_id, purpose)
    claim = await claims.get(tx.conn, claim_id)
    if claim is None or decision.link.person_id != person_id:
        raise NotFoundError(lazy("Deze koppeling"))
    await record_access(
        tx,
        officer,
        action=Action.DISCLOSE,
        subject_kind="person",
        subject_id=person_id,
        purpose=purpose,
    )
    return LinkRecord(
        claim_id=claim_id,
        source_kind=claim.source_kind,
        received_at=claim.received_at,
        decision=decision,
        alternatives=tuple(Evidence.of(kept) for kept in decision.link.waterfall[1:]),
        stratum=await _stratum(tx, decision),
        answers=tuple(await answers_about(tx.conn, claim_id)),
        made_for=officer,
        made_at=tx.now,
        purpose=purpose,
    )


async def _stratum(tx: Transaction, decision: ExplainedLink) -> Stratum | None:
    """Decisions of the same kind, as the blind sample knows them."""
    if decision.link.decided_by != AUTO:
        return None
    overall = (await quality(tx)).overall
    by_kind = {LinkOutcome.KNOWN: overall.matches, LinkOutcome.NEW: overall.news}
    return by_kind.get(LinkOutcome(decision.link.decision))
