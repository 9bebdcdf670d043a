"""Cases of recherche: open or choose the one to work in, and close it."""

from uuid import UUID, uuid4

from chassis.db import Transaction
from chassis.web import Action, Actor, record_access
from databank.access.purposes.rules import PurposeCode
from databank.finding_register.rules.steps import FindingState
from databank.research_cases import store
from databank.research_cases.rules import (
    ENDED,
    KIND,
    NO_NUMBER,
    NO_SIGNAL,
    TERM,
    CaseNotFoundError,
    CaseNumberError,
    Source,
    is_signal,
    reference,
)
from databank.research_cases.store import Case
from databank.welfare.rules.protection import State as SignalState

CLOSED_REPORTS = (FindingState.GESEPONEERD, FindingState.INGETROKKEN, FindingState.GEEN_GEVOLG)
"""A report of a finding in one of these is no case to work in."""


async def work_in(tx: Transaction, actor: Actor, session: bytes, text: str) -> Case:
    """Choose the open case of a number for this session, and open it where nobody did yet.

    Raises ``CaseNumberError``.
    """
    case = await open_case(tx, actor, text)
    await choose(tx, actor, session, case)
    return case


async def open_case(tx: Transaction, actor: Actor, text: str) -> Case:
    """The open case of a number; it is opened where nobody did yet. Raises ``CaseNumberError``."""
    number = reference(text)
    if number is None:
        raise CaseNumberError(NO_NUMBER)
    case = await store.open_under(tx.conn, number)
    if case is None:
        source, about = await _source(tx, number)
        new = Case(uuid4(), number, source, about, actor.subject, tx.now, None)
        await store.add(tx.conn, new)
        case = await store.open_under(tx.conn, number)
        assert case is not None  # ours, or that of a colleague who was faster
        if case.id == new.id:
            await _log(tx, actor, Action.CHANGE, number)
    return case


async def choose(tx: Transaction, actor: Actor, session: bytes, case: Case) -> None:
    """Let a session work in an open case, for one term."""
    await store.forget_choices(tx.conn, tx.now - TERM)
    await store.choose(tx.conn, session, case.id, actor.subject, tx.now)
    await _log(tx, actor, Action.CONSULT, case.reference)


async def end(tx: Transaction, actor: Actor, case_id: UUID) -> None:
    """Close a case: nobody reads within it any more. Raises ``CaseNotFoundError``."""
    case = await store.get_for_update(tx.conn, case_id)
    if case is None or case.owner != actor.subject:
        raise CaseNotFoundError
    if case.closed_at is None:
        await store.close(tx.conn, case_id, tx.now)
        await _log(tx, actor, Action.CHANGE, case.reference)


async def _source(tx: Transaction, number: str) -> tuple[Source, UUID | None]:
    """The source of a number, with the id there. Raises where it is not one to work in now."""
    if is_signal(number):
        state = await store.signal_state(tx.conn, UUID(number))
        if state in (None, SignalState.AFGESLOTEN):
            raise CaseNumberError(NO_SIGNAL)
        return Source.VAN_SIGNAAL, UUID(number)
    report = await store.report_under(tx.conn, number)
    if report is None:
        return Source.ELDERS, None
    if report.state in CLOSED_REPORTS:
        raise CaseNumberError(ENDED)
    return Source.VAN_VERSLAG, report.id


async def _log(tx: Transaction, actor: Actor, action: Action, number: str) -> None:
    await record_access(
        tx,
        actor,
        action=action,
        subject_kind=KIND,
        subject_id=number,
        purpose=PurposeCode.DOSSIER.value,
    )
