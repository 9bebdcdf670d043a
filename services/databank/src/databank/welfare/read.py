"""Read protective signals: every read is logged, and a shielded person stays shielded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import NotFoundError
from chassis.web import Action, Actor, record_access
from contracts.codes import SignalKind
from databank.access.shields.shield import may_open
from databank.access.shields.view import is_closed, past_shields
from databank.matching.store import claims
from databank.matching.store.claims import StoredClaim
from databank.welfare.follow_up import allowed_steps
from databank.welfare.rules.protection import Step
from databank.welfare.store import signals, steps
from databank.welfare.store.signals import Evidence, Signal
from databank.welfare.store.steps import SignalStep


@dataclass(frozen=True, slots=True)
class SignalFile:
    """A signal with its evidence, its steps, and the steps that this officer may take now."""

    signal: Signal
    evidence: list[Evidence]
    steps: list[SignalStep]
    allowed: tuple[Step, ...]

    def without_person(self) -> "SignalFile":
        """That there is a signal, and how urgent: nobody's safety waits for a shield."""
        return SignalFile(replace(self.signal, person_id=None), [], self.steps, ())


async def list_signals(
    tx: Transaction,
    officer: Actor,
    kind: SignalKind | None,
    closed: bool | None,
    offset: int,
    limit: int,
) -> list[SignalFile]:
    """A part of the list; who shows it logs whom it named, or that it named nobody.

    Of a shielded person it names nobody.
    """
    async with past_shields(tx):
        rows = await signals.listed(tx.conn, kind, offset, limit, closed=closed)
        files = await files_of(tx, officer, rows)
    return [
        file.without_person() if is_closed(tx, file.signal.person_id) else file for file in files
    ]


async def open_signal(
    tx: Transaction, officer: Actor, signal_id: UUID, purpose: str
) -> tuple[SignalFile, list[StoredClaim]]:
    """One signal, with the claims that it stands on, also after somebody "corrected" them."""
    async with past_shields(tx):
        signal = await signals.get(tx.conn, signal_id)
    if signal is None:
        raise NotFoundError(lazy("Dit signaal"))
    if signal.person_id is not None:
        purpose = await may_open(tx, officer, signal.person_id, purpose)
    (file,) = await files_of(tx, officer, [signal])
    claimed = [
        claim
        for evidence in file.evidence
        if evidence.claim_id and (claim := await claims.get(tx.conn, evidence.claim_id)) is not None
    ]
    await record_access(
        tx,
        officer,
        action=Action.CONSULT,
        subject_kind="signal",
        subject_id=signal_id,
        purpose=purpose,
    )
    return file, claimed


async def files_of(tx: Transaction, officer: Actor, rows: Sequence[Signal]) -> list[SignalFile]:
    ids = [signal.id for signal in rows]
    evidence = await signals.evidence_of(tx.conn, ids)
    taken = await steps.of_signals(tx.conn, ids)
    return [
        SignalFile(
            signal, evidence[signal.id], taken[signal.id], allowed_steps(officer, signal.state)
        )
        for signal in rows
    ]
