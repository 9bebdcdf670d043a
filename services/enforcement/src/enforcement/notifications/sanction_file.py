"""A sanction case for its letters: what was planned, proposed and decided in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import timeline
from enforcement.cases.store.findings import Finding
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import Particulars
from enforcement.notifications.rules.occasions import NOT_HEARD
from enforcement.notifications.words import day_in_words, moment_in_words
from enforcement.sanctions import store as sanctions
from enforcement.sanctions.propose import PROPORTION
from enforcement.sanctions.rules import DEFENCE_TERM, SANCTION, SanctionState, SanctionStep

REASONS = {
    LetterKind.VOORSTEL: SanctionStep.PROPOSAL,
    LetterKind.BESLISSING: SanctionStep.DECISION,
    LetterKind.OPHEFFING: SanctionStep.REOPENING,
}
"""The step whose reason is the motivation of a letter."""


async def find(tx: Transaction, case_id: UUID) -> CaseFile | None:
    sanction = await sanctions.find_for_update(tx, case_id)
    if sanction is None:
        return None
    return CaseFile(
        case_id,
        CaseKind.SANCTION,
        sanction.number,
        sanction.state,
        sanction.state is SanctionState.OPGESCHORT_OVERLEG,
        sanction.premises_id,
    )


async def said(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """The hearing as planned, and the reasons as they were proposed or decided: no others."""
    sanction = await sanctions.get(tx, case.case_id)
    known: dict[str, str | None] = {}
    if sanction.hearing_at is not None:
        known["hearing_when"] = moment_in_words(sanction.hearing_at)
    if kind in REASONS:
        reason = await timeline.latest_reason(tx, case.case_id, REASONS[kind])
        known["motivation"] = reason and reason.removeprefix(f"{sanction.proposed_kind}: ")
    if kind is LetterKind.VOORSTEL:
        known["proportionality"] = await timeline.latest_reason(tx, case.case_id, PROPORTION)
    return {name: value for name, value in known.items() if value}


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``StepRefusedError`` for a letter about what did not happen yet in the case."""
    sanction = await sanctions.get(tx, case.case_id)
    if kind is LetterKind.WAARSCHUWING and sanction.warned_at is None:
        SANCTION.next_state(sanction.file(), SanctionStep.WARNING, city_day(tx.now))
    if kind is LetterKind.VERSLAG_HOORZITTING and not sanction.heard:
        raise StepRefusedError(NOT_HEARD)
    if kind is LetterKind.OPHEFFING and sanction.reopened_at is None:
        raise StepRefusedError(lazy("De sanctie is niet opgeheven."))


async def told(
    tx: Transaction, case: CaseFile, found: Sequence[Finding], _particulars: Particulars
) -> dict[str, Any]:
    """The term to defend is that of the day of the fact, the one to appeal that of today."""
    sanction = await sanctions.get(tx, case.case_id)
    defence = await legal_terms.law(tx, city_day(sanction.fact_at), DEFENCE_TERM)
    appeal = await legal_terms.law(tx, city_day(tx.now), APPEAL_TERM)
    return {
        "defence_days": defence.terms[DEFENCE_TERM].value,
        "appeal_days": appeal.terms[APPEAL_TERM].value,
        "sanction": {
            "proposed": sanction.proposed_kind,
            "kind": sanction.decision_kind,
            "body": sanction.deciding_body,
            "decided_on": _day(sanction.decided_at),
            "starts": _day(sanction.effective_from),
            "last_day": _last_day(sanction.effective_to),
            "warned_on": None if sanction.warned_on is None else day_in_words(sanction.warned_on),
            "reopened_on": _day(sanction.reopened_at),
        },
    }


def _day(moment: datetime | None) -> str | None:
    return None if moment is None else day_in_words(city_day(moment))


def _last_day(end: datetime | None) -> str | None:
    """The last day that counts wholly or in part; an end is exclusive."""
    return None if end is None else day_in_words(city_day(end - timedelta(microseconds=1)))
