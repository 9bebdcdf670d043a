"""Note a finding in the field, before there is any report."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from contracts.branches import Branch
from contracts.codes import OffenderRole
from contracts.identity import OffenderIdentity
from databank.access.shields.view import over_everybody
from databank.finding_register.rules.steps import Entry, Finding, FindingState
from databank.finding_register.store import findings, history
from databank.finding_register.store.history import HistoryEntry, OtherPerson
from databank.findings.rules.report import months_after
from databank.legal_terms import store as legal_terms
from databank.persons.store import persons
from databank.welfare.minors import protect_offender
from databank.welfare.protective_links import link_offender

TERM = "gas.pv_transmission"
TERM_CAUGHT = "gas.pv_transmission_caught_in_act"


@dataclass(frozen=True, slots=True)
class Offender:
    """The offender as the city will read it; ``person_id`` where the databank knows them."""

    role: OffenderRole
    identity: OffenderIdentity
    person_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts as an officer noted them, with the victims and witnesses."""

    fact_code: str
    fact_at: datetime
    branch: Branch
    in_tolerance_zone: bool
    caught_in_act: bool = False
    premises_id: UUID | None = None
    establishment_id: UUID | None = None
    inspection_id: UUID | None = None
    verification_id: UUID | None = None
    offender: Offender | None = None
    others: tuple[OtherPerson, ...] = ()


@over_everybody
async def note(tx: Transaction, officer: str, finding_id: UUID, facts: Facts) -> None:
    """A field note; the id is the key of the form, so that a note sent again is the same note."""
    offender = facts.offender
    person_id = offender.person_id if offender else None
    if person_id:
        await persons.block_relinking(tx.conn)
        person_id = await persons.survivor(tx.conn, person_id)
    finding = Finding(
        id=finding_id,
        inspection_id=facts.inspection_id,
        verification_id=facts.verification_id,
        fact_code=facts.fact_code,
        fact_at=facts.fact_at,
        branch=facts.branch,
        in_tolerance_zone=facts.in_tolerance_zone,
        premises_id=facts.premises_id,
        establishment_id=facts.establishment_id,
        offender_role=offender.role if offender else None,
        offender_name=offender.identity.name if offender else None,
        offender_birth_date=offender.identity.birth_date if offender else None,
        offender_organisation=offender.identity.organisation if offender else None,
        person_id=person_id,
        claim_id=await persons.anchor(tx.conn, person_id) if person_id else None,
        state=FindingState.GENOTEERD,
        noted_at=tx.now,
        noted_by=officer,
        caught_in_act=facts.caught_in_act,
        transmit_by=await transmit_by(tx, city_day(facts.fact_at), facts.caught_in_act),
    )
    if await findings.add(tx, finding):
        await history.set_persons(tx.conn, finding_id, facts.others)
        await protect_offender(tx, finding)
        await link_offender(tx, finding)
        entry = HistoryEntry(tx.now, officer, Entry.NOTEREN, FindingState.GENOTEERD)
        await history.note(tx.conn, finding_id, entry)


async def transmit_by(tx: Transaction, fact_on: date, caught_in_act: bool) -> date:
    """The last safe day on which the city may get it: a day off at the end may make it longer."""
    term = TERM_CAUGHT if caught_in_act else TERM
    return months_after(fact_on, await legal_terms.months(tx.conn, term, fact_on))
