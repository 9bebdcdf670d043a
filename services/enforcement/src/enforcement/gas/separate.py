"""Separate a fine case from the one that it went into: both go on as if they had never met."""

from datetime import date
from typing import Any

from chassis.bus import record
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from contracts.enforcement import GasCaseSeparated
from enforcement.cases.store import findings
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.gas import store
from enforcement.gas.ask_prosecutor import start_window
from enforcement.gas.combine import count_anew
from enforcement.gas.hold import change_hold
from enforcement.gas.rules import (
    STARTED,
    UNDER_INQUIRY,
    GasState,
    GasStep,
    MixedOffence,
    Part,
    ProsecutorAnswer,
    basis,
)
from enforcement.gas.store import GasCase, GasJoin
from enforcement.gas.weigh_prosecution import bar_prosecuted
from enforcement.legal_terms import case_terms
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import LetterState
from enforcement.notifications.store import letters

UNSENT = (LetterState.CONCEPT, LetterState.NAGEKEKEN)


async def separate(tx: Transaction, case: GasCase, by: By) -> None:
    """Its own again, until the decision about both is signed. Raises ``RefusedError``."""
    case_id = case.case_id
    link = await store.join_of(tx, case_id)
    if link is None:
        raise StepRefusedError(lazy("Dit dossier is niet gevoegd."))
    into = await store.get_for_update(tx, link.into_id)
    await _must_be_open(tx, link, into)
    moved = await findings.move_back(tx, into.case_id, case_id)
    await _leave_behind(tx, into, link, by, case.number)
    waits = link.state is GasState.WACHT_OP_PARKET
    held = into.on_hold and await findings.waits(tx, case_id)
    free = GasState.OPGESCHORT_OVERLEG if held else GasState.GEREGISTREERD
    after = link.state if waits else free
    step, article = GasStep.SEPARATION, basis.PROPORTIONALITY
    take_step(tx, case, step, by, outcome=after, reason=into.number, basis=article)
    case.on_hold, case.closed_at = held, None
    await _keep_prosecution(tx, case, into)
    await case_terms.reopen(tx, case_id, *link.terms)
    if into.on_hold:
        await change_hold(tx, into, by, on_hold=False)
    await tx.session.delete(link)
    record(
        tx,
        GasCaseSeparated(
            case_id=case_id, from_id=into.case_id, finding_ids=moved, separated_at=tx.now
        ),
    )


async def _keep_prosecution(tx: Transaction, case: GasCase, into: GasCase) -> None:
    """Of which of the facts a criminal court spoke, a person weighs in both; what the prosecutor
    said of a fact in time bars a fine in the case that is about it.
    """
    if into.prosecution is None:
        return
    case.prosecution, case.prosecution_bars = into.prosecution, into.prosecution_bars
    case.prosecution_weighed_on = into.prosecution_weighed_on
    for each in (case, into):
        await bar_prosecuted(tx, each)


async def _must_be_open(tx: Transaction, link: GasJoin, into: GasCase) -> None:
    if into.state not in (*UNDER_INQUIRY, *STARTED):
        reason = lazy("Over het andere dossier is al beslist. Dit kan niet meer ongedaan worden.")
        raise StepRefusedError(reason)
    (last, *_) = await store.joins_into(tx, into.case_id)
    if last.case_id != link.case_id:
        reason = lazy("Na dit dossier is er nog een gevoegd. Maak eerst dat ongedaan.")
        raise StepRefusedError(reason)
    opening = await letters.cases_with(tx, [into.case_id], LetterKind.OPSTARTBRIEF)
    if opening.get(into.case_id) in UNSENT:
        reason = lazy("De opstartbrief noemt ook deze feiten. Annuleer hem eerst.")
        raise StepRefusedError(reason)


async def _leave_behind(tx: Transaction, into: GasCase, link: GasJoin, by: By, number: str) -> None:
    """Give the other case back what it was, and keep what was learned of it since."""
    own, since = _part(link.before), into.part()
    into.competent, into.others_may_be_victim = own.competent, own.may_be_victim
    into.minor = since.minor if own.minor is None else own.minor
    into.mixed, into.prosecutor_until = own.mixed, own.prosecutor_until
    told = own.mixed is not None and not since.waits
    into.prosecutor_answer = own.prosecutor_answer or (since.prosecutor_answer if told else None)
    into.prosecutor_silent = own.prosecutor_silent or (told and since.prosecutor_silent)
    after = into.state
    if after is GasState.WACHT_OP_PARKET and not into.part().waits:
        after = GasState.GEREGISTREERD
    if into.state in UNDER_INQUIRY:
        into.envisaged = None
    take_step(tx, into, GasStep.FACTS_SEPARATED, by, outcome=after, reason=number)
    if into.part().waits:
        await start_window(tx, into, date.fromisoformat(link.before["from"]))
    else:
        await case_terms.close(tx, into.case_id, basis.PROSECUTOR_TERM)
    await count_anew(tx, into, by)


def _part(before: dict[str, Any]) -> Part:
    mixed, answer, until = before["mixed"], before["answer"], before["until"]
    return Part(
        competent=before["competent"],
        minor=before["minor"],
        may_be_victim=before["mayBeVictim"],
        mixed=None if mixed is None else MixedOffence(mixed),
        prosecutor_answer=None if answer is None else ProsecutorAnswer(answer),
        prosecutor_until=None if until is None else date.fromisoformat(until),
        prosecutor_silent=before["silent"],
    )
