"""Parts of the page of a case that are of fines alone: the hold, joined cases, letters to send."""

from datetime import date
from uuid import UUID

from chassis.db import Transaction
from chassis.web.pages.languages import mark
from enforcement.cases.procedures import CaseParts
from enforcement.cases.rules import CaseKind
from enforcement.cases.take_step import permits
from enforcement.gas import store
from enforcement.gas.letters import said_since
from enforcement.gas.pages.summary import summary
from enforcement.gas.rules import STANDING, GasState, GasStep
from enforcement.gas.store import GasCase
from enforcement.notifications import case_file
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.letters import LetterState
from enforcement.notifications.store import letters
from enforcement.payments.store import court_costs

MOVING = {
    GasStep.START_LETTER: (LetterKind.OPSTARTBRIEF, mark("De opstartbrief sturen")),
    GasStep.BAR_NOTICE: (
        LetterKind.MELDING_STAFHOUDER,
        mark("De stafhouder verwittigen met een brief"),
    ),
    GasStep.MEDIATION_OFFER: (
        LetterKind.BEMIDDELINGSAANBOD,
        mark("Bemiddeling aanbieden met een brief"),
    ),
    GasStep.DECISION_NOTIFICATION: (LetterKind.BESLISSING, mark("De beslissing sturen")),
}
"""Letters whose arrival takes a step: nobody takes it by hand."""
TELLING = {
    LetterKind.UITKOMST_VERWEER: mark("De brief over de uitkomst van het verweer sturen"),
    LetterKind.AFLOOP: mark("De brief over de afloop sturen"),
    LetterKind.RECHTZETTING: mark("De brief over het juiste bedrag sturen"),
    LetterKind.INTREKKING: mark("De brief over de intrekking sturen"),
    LetterKind.GERECHTSKOSTEN: mark("De brief over de gerechtskosten sturen"),
}
"""Letters that say that no fine comes, that it is lower, or that none stands any more; and that ask
for costs.
"""


async def case_parts(tx: Transaction, case: GasCase, today: date) -> CaseParts:
    """``today`` says which letters may leave."""
    return CaseParts(
        on_hold=case.on_hold or case.state is GasState.OPGESCHORT_OVERLEG,
        letters=[*await _moving(tx, case, today), *await _untold(tx, case)],
        facts=await summary(tx, case),
        stands=case.state in STANDING,
        joined_into=await store.joined_into(tx, case.case_id),
        joined_here=await store.joined_to(tx, case.case_id),
    )


async def _moving(tx: Transaction, case: GasCase, today: date) -> list[str]:
    """The letters whose step is still to be taken, and that may leave."""
    steps = [step for step in MOVING if permits(case, step, today)]
    if not steps:
        return []
    file = await case_file.find(tx, case.case_id, CaseKind.GAS)
    letters_to_send = [MOVING[step] for step in steps]
    return [said for kind, said in letters_to_send if await case_file.is_ready(tx, file, kind)]


async def _untold(tx: Transaction, case: GasCase) -> list[str]:
    """The letters that no step waits for, of an end, a lower amount or costs, while nobody made
    them.
    """
    changed = case.closed_at is not None or case.imposed_amount is not None
    if not changed and await court_costs.find(tx, case.case_id) is None:
        return []
    ready = await case_file.ready_kinds(tx, await case_file.find(tx, case.case_id, CaseKind.GAS))
    return [
        said
        for kind, said in TELLING.items()
        if kind in ready and not await _is_made(tx, case.case_id, kind)
    ]


async def _is_made(tx: Transaction, case_id: UUID, kind: LetterKind) -> bool:
    """Whether the letter is there; each correction of an amount, and each judgment, has its own."""
    made = [
        letter.drafted_at
        for letter in await letters.of_case(tx, case_id)
        if letter.kind == kind and letter.state != LetterState.GEANNULEERD
    ]
    since = await said_since(tx, case_id, kind)
    return any(since is None or drafted_at >= since for drafted_at in made)
