"""What the officer weighs, beside the form of a decision: nobody is named."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.case_documents.labels import KIND
from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store import documents
from enforcement.cases import labels
from enforcement.cases.receive_answer import ANSWERED
from enforcement.cases.rules import REVIEW, Early
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.timeline import TimelineEntry
from enforcement.gas.desk import FINES
from enforcement.gas.rules import GasStep
from enforcement.legal_terms import store as legal_terms
from enforcement.legal_terms.labels import left
from enforcement.legal_terms.placeholders import placeholders

RULES = "gas_rules.toml"
"""The amounts of the city, which are an example until it has its own."""
DEFENCE = (
    GasStep.WRITTEN_DEFENCE,
    GasStep.NOT_CONTESTED,
    GasStep.HEARING,
    GasStep.NO_SHOW,
    GasStep.HEARING_WITHDRAWAL,
)
ADVICE = (
    GasStep.PROSECUTOR_ANSWER,
    GasStep.PROSECUTOR_SILENCE,
    ANSWERED,
    GasStep.PROSECUTION,
    GasStep.PROSECUTION_WEIGHED,
    GasStep.FINDER_CHECK,
    GasStep.VICTIM_CHECK,
    GasStep.MEDIATION_END,
    GasStep.COMMUNITY_SERVICE_END,
)
UNSAID = (GasStep.FINDER_CHECK, GasStep.VICTIM_CHECK)
"""Steps whose reason is a pseudonym, or nobody's business."""
READ = (DocumentKind.PROCES_VERBAAL, DocumentKind.VERWEER, DocumentKind.BEWIJSSTUK)


async def weighed(tx: Transaction, case_id: UUID) -> Mapping[str, Any]:
    """Facts, defence, advices, documents and terms of a case, whether its rules may count, and what
    somebody has to look at first.
    """
    today = city_day(tx.now)
    lines = await timeline.of_case(tx, case_id)
    papers = await documents.of_case(tx, case_id)
    return {
        "is_example": RULES in placeholders(),
        "fine": GasStep.FINE,
        "findings": await findings.of_case(tx, case_id),
        "defence": _of(lines, DEFENCE),
        "advices": _of(lines, ADVICE),
        "reviews": _to_look_at(lines),
        "papers": [each for each in papers if each.kind in READ and each.withdrawn_at is None],
        "terms": await legal_terms.open_terms(tx, case_id),
        "today": today,
        "days": (await legal_terms.law(tx, today)).days,
        "left": left,
        "steps": {**labels.NOTED, **FINES.steps},
        "unsaid": UNSAID,
        "kinds": KIND,
        "words": labels,
    }


def _of(lines: Sequence[TimelineEntry], steps: Collection[str]) -> list[TimelineEntry]:
    return [line for line in lines if line.step in steps]


def _to_look_at(lines: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """What the system flagged; of a prosecution while nobody weighed it since."""
    found: list[TimelineEntry] = []
    for line in lines:
        if line.step == REVIEW:
            found.append(line)
        elif line.step == GasStep.PROSECUTION_WEIGHED:
            found = [each for each in found if each.reason != Early.PARKET]
    return found
