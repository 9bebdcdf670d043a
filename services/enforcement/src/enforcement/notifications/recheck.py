"""Recheck a letter that has not left: its case may have gone on since, or say something else."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from chassis.db import Transaction
from chassis.refusals import RefusedError
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings
from enforcement.cases.store.findings import Finding
from enforcement.notifications import case_file
from enforcement.notifications.reach import must_be_reachable
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import (
    UNSENT,
    OutdatedLetterError,
    Particulars,
    must_not_wait,
)
from enforcement.notifications.rules.notification import Mode
from enforcement.notifications.store import addressees, letters
from enforcement.notifications.store.letters import Letter


async def recheck(tx: Transaction, letter: Letter) -> None:
    """Raises ``RefusedError``: for a case on hold, for one in which a letter of this kind has no
    place now, for one that says something else than the letter, and for an address to which no
    letters go any more, or from which one came back.
    """
    case = await case_file.find(tx, letter.case_id, CaseKind(letter.case_kind))
    kind, content = LetterKind(letter.kind), letters.content_of(tx, letter)
    must_not_wait(kind, on_hold=case.on_hold)
    await case_file.must_be_ready(tx, case, kind)
    known, said = await case_file.said(tx, case, kind), content.particulars.said()
    if any(said.get(name) != value for name, value in known.items()):
        raise OutdatedLetterError
    if content.told and content.told != await _told_now(tx, case, kind, content.particulars):
        raise OutdatedLetterError
    people = [
        each
        for each in await addressees.of_cases(tx, [letter.case_id])
        if each.role == letter.role and each.address == content.address
    ]
    if not people:
        raise OutdatedLetterError
    await must_be_reachable(tx, letter.case_id, people[-1:], Mode(letter.mode))


async def blocked(tx: Transaction, chosen: Iterable[Letter]) -> Mapping[UUID, str]:
    """The letters among these that may not leave any more, each with the reason (Dutch)."""
    reasons = {}
    for letter in sorted(chosen, key=_as_posted):
        if letter.state not in UNSENT:
            continue
        try:
            await recheck(tx, letter)
        except RefusedError as refusal:
            reasons[letter.letter_id] = refusal.reason
    return reasons


def _as_posted(letter: Letter) -> tuple[str, UUID]:
    """The order in which cases are locked wherever several letters are looked at."""
    return letter.case_number, letter.letter_id


async def _told_now(
    tx: Transaction, case: CaseFile, kind: LetterKind, particulars: Particulars
) -> str:
    found = await findings.of_case(tx, case.case_id)
    return digest_of(found, await case_file.told(tx, case, kind, found, particulars))


def digest_of(found: Sequence[Finding], told: Mapping[str, Any]) -> str:
    """The digest of what a case tells its letters beyond the particulars: facts, days, figures."""
    facts = sorted(str(finding.finding_id) for finding in found)
    written = json.dumps([facts, told], sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()
