"""Enclosures of letters: a copy of every report that a case is about (GAS law arts. 17 and 25), and
what else its procedure has go with one."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from chassis.db import Transaction
from enforcement.case_documents.rules import DocumentKind
from enforcement.case_documents.store import documents
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings
from enforcement.notifications.correspondence import correspondence
from enforcement.notifications.store.letters import Letter


def has_report(letter: Letter) -> bool:
    """Whether a copy of every report of its case goes with a letter."""
    return correspondence(letter.case_kind).outline(letter.kind).with_report


async def reports_of(
    tx: Transaction, cases: Iterable[tuple[CaseKind, UUID]]
) -> Mapping[UUID, list[UUID]]:
    """The documents of reports by case, the oldest first; also of what was joined to it."""
    parts = {
        case_id: [case_id, *await correspondence(kind).parts(tx, case_id)]
        for kind, case_id in set(cases)
    }
    every = [each for several in parts.values() for each in several]
    kept = await documents.of_kind(tx, every, DocumentKind.PROCES_VERBAAL)
    return {
        case_id: [document for each in several for document in kept.get(each, [])]
        for case_id, several in parts.items()
    }


async def enclosed_with(tx: Transaction, chosen: Sequence[Letter]) -> Mapping[UUID, Sequence[UUID]]:
    """The documents of the case that go with each letter beside the reports, by letter."""
    return {
        letter.letter_id: await correspondence(letter.case_kind).enclosed(
            tx, letter.case_id, letter.kind
        )
        for letter in chosen
    }


async def without_report(tx: Transaction, chosen: Sequence[Letter]) -> set[UUID]:
    """The letters among these that name a report of which the case has no copy to go with them."""
    told = [letter for letter in chosen if has_report(letter)]
    reports = await reports_of(tx, [(letter.case_kind, letter.case_id) for letter in told])
    lacking = set()
    for letter in told:
        found = await findings.of_case(tx, letter.case_id)
        if len({finding.report_number for finding in found}) > len(reports[letter.case_id]):
            lacking.add(letter.letter_id)
    return lacking
