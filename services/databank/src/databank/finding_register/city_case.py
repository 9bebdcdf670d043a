"""Follow the city's case about a finding, as the events of enforcement tell it."""

from chassis.db import Transaction
from contracts.codes import Procedure
from contracts.enforcement import (
    GasCaseJoined,
    GasCaseOpened,
    GasCaseSeparated,
    GasFindingLinked,
    GasOutcomeReached,
    SanctionCaseOpened,
    SanctionDecided,
    SanctionDecisionWithdrawn,
    SanctionNextFindingLinked,
    SanctionNextFindingVoided,
)
from databank.finding_register.rules.city_case import CaseState
from databank.finding_register.store import city_cases
from databank.finding_register.store.city_cases import CityCase


async def note_gas_case(event: GasCaseOpened, tx: Transaction) -> None:
    state = CaseState.OPGESCHORT_OVERLEG if event.on_hold else CaseState.GEOPEND
    case = CityCase(event.case_id, Procedure.GAS, state, event.opened_at)
    await city_cases.add(tx.conn, event.finding_id, case)


async def note_gas_finding(event: GasFindingLinked, tx: Transaction) -> None:
    case = CityCase(event.case_id, Procedure.GAS, CaseState.GEOPEND, event.linked_at)
    await city_cases.add(tx.conn, event.finding_id, case)


async def note_gas_joined(event: GasCaseJoined, tx: Transaction) -> None:
    """The findings of a case are of another one from now on."""
    for finding_id in event.finding_ids:
        await city_cases.move(tx.conn, finding_id, event.case_id, event.into_id, event.joined_at)


async def note_gas_separated(event: GasCaseSeparated, tx: Transaction) -> None:
    """The findings of a case came back to it."""
    for finding_id in event.finding_ids:
        await city_cases.move(tx.conn, finding_id, event.from_id, event.case_id, event.separated_at)


async def note_gas_outcome(event: GasOutcomeReached, tx: Transaction) -> None:
    state = CaseState.of_fine(event.outcome)
    await city_cases.set_state(tx.conn, event.case_id, state, event.reached_at)


async def note_sanction_case(event: SanctionCaseOpened, tx: Transaction) -> None:
    case = CityCase(event.case_id, Procedure.SANCTIE, CaseState.GEOPEND, event.opened_at)
    await city_cases.add(tx.conn, event.finding_id, case)


async def note_next_finding(event: SanctionNextFindingLinked, tx: Transaction) -> None:
    state = CaseState.VOLGENDE_VASTSTELLING
    case = CityCase(event.case_id, Procedure.SANCTIE, state, event.linked_at)
    await city_cases.add(tx.conn, event.finding_id, case)


async def note_next_finding_voided(event: SanctionNextFindingVoided, tx: Transaction) -> None:
    """The finding goes on in its own case alone; what the other case rests on is a first one."""
    own = CityCase(event.own_case_id, Procedure.SANCTIE, CaseState.GEOPEND, event.voided_at)
    await city_cases.add(tx.conn, event.finding_id, own)
    await city_cases.part(tx.conn, event.finding_id, event.case_id)
    await city_cases.set_state(tx.conn, event.case_id, CaseState.GEOPEND, event.voided_at)


async def note_sanction_decided(event: SanctionDecided, tx: Transaction) -> None:
    state = CaseState.after(event.kind)
    await city_cases.set_state(tx.conn, event.case_id, state, event.decided_at)


async def note_sanction_withdrawn(event: SanctionDecisionWithdrawn, tx: Transaction) -> None:
    """The case runs again, or ends without a sanction."""
    state = CaseState.VOLGENDE_VASTSTELLING if event.anew else CaseState.BESLIST_GEEN_SANCTIE
    await city_cases.set_state(tx.conn, event.case_id, state, event.withdrawn_at)
