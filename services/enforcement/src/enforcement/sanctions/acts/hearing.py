"""Acts of the hearing: the owner may come and write, before anything is proposed."""

from datetime import datetime
from typing import Annotated

from chassis.db import Transaction
from chassis.web.pages.languages import mark
from enforcement.acts.fields import tick
from enforcement.cases.store import timeline
from enforcement.cases.store.timeline import By
from enforcement.cases.take_step import take_step
from enforcement.functions import CASE_WORKERS
from enforcement.hearings.acts import Defend, Hear, Invite, NoteAbsence
from enforcement.legal_terms import case_terms
from enforcement.sanctions.heard import RIGHT
from enforcement.sanctions.rules import (
    DEFENCE_TERM,
    HEARING_BASIS,
    WARNING_TERM,
    SanctionState,
    SanctionStep,
)
from enforcement.sanctions.store import SanctionCase

NOTHING_MORE = mark(
    "De eigenaar zegt dat er niets meer komt. Dan mag het orgaan vroeger beslissen."
)


class InviteOwner(
    Invite,
    step=SanctionStep.HEARING_INVITATION,
    page="uitnodiging",
    by=CASE_WORKERS,
    law=HEARING_BASIS,
    after="last_letter_at",
    label=mark("Uitnodigen voor een hoorzitting"),
    explained=mark("De eigenaar mag komen, en mag schrijven. De termijn begint bij de ontvangst."),
):
    """The owner may be heard or write; the term for a defence starts with the receipt.

    Registered, or against a receipt of ``receivedOn``. ``sooner``: the owner asked so. Another
    invitation gives a new moment and a new term.
    """

    right = RIGHT

    async def take(self, tx: Transaction, case: SanctionCase, at: datetime) -> None:
        await super().take(tx, case, at)
        await case_terms.close(tx, case.case_id, WARNING_TERM)


class HearOwner(
    Hear,
    step=SanctionStep.HEARING,
    page="gehoord",
    by=CASE_WORKERS,
    law=HEARING_BASIS,
    after="invited_at",
    label=mark("De hoorzitting vastleggen"),
):
    """The hearing took place; its report is part of the file. The owner may still write.

    ``final``: the owner said that nothing more will come.
    """

    right = RIGHT
    final: Annotated[bool, tick(NOTHING_MORE, name="volledig")] = False

    def ends(self) -> bool:
        return self.final


class DefendOwner(
    Defend,
    step=SanctionStep.WRITTEN_DEFENCE,
    page="schriftelijk-verweer",
    by=CASE_WORKERS,
    law=HEARING_BASIS,
    after="invited_at",
    label=mark("Schriftelijk verweer vastleggen"),
):
    """The owner wrote; a late defence is registered all the same, and weighed in a new proposal.

    ``final``: the owner said that nothing more will come.
    """

    right = RIGHT
    final: Annotated[bool, tick(NOTHING_MORE, name="volledig")] = False


class NoteOwnerSilent(
    NoteAbsence,
    step=SanctionStep.NO_DEFENCE,
    page="geen-verweer",
    by=CASE_WORKERS,
    law=HEARING_BASIS,
    label=mark("Vastleggen dat er geen verweer kwam"),
    explained=mark(
        "De hoorzitting en de termijn zijn om, en er kwam niets. Wat de eigenaar eerder schreef, "
        "blijft tellen."
    ),
):
    """Nobody came or wrote before the hearing and the term for a defence were over.

    Who wrote before, and was invited to another day, stays somebody who wrote.
    """

    right = RIGHT

    async def move(self, tx: Transaction, case: SanctionCase, at: datetime | None, by: By) -> None:
        wrote = await _wrote(tx, case)
        outcome = SanctionState.SCHRIFTELIJK_VERWEER if wrote else SanctionState.GEEN_VERWEER
        step, law = self.declared.step, self.declared.law
        take_step(tx, case, step, by, outcome=outcome, basis=law, happened_at=at)

    async def take(self, tx: Transaction, case: SanctionCase, at: datetime) -> None:
        await super().take(tx, case, at)
        await case_terms.close(tx, case.case_id, DEFENCE_TERM)


async def _wrote(tx: Transaction, case: SanctionCase) -> bool:
    """Whether the owner wrote about the finding that follows the warning now."""
    steps = [each.step for each in await timeline.of_case(tx, case.case_id)]
    found = SanctionStep.NEXT_FINDING
    since = len(steps) - steps[::-1].index(found) if found in steps else 0
    return SanctionStep.WRITTEN_DEFENCE in steps[since:]
