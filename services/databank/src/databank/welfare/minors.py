"""Minors by every way in: whoever enters a birth date under 18, or possibly so, opens protection.

So does an officer to whose eye somebody looks under age, also when nobody knows who it is. One
signal a person, however often and wherever it is entered, with each time as evidence. It is urgent:
what the city could punish waits, and the officer is led to the first steps (DP-11).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from contracts.codes import SignalKind
from databank.access.shields.view import over_everybody
from databank.finding_register.rules.steps import Finding
from databank.finding_register.store import findings
from databank.stated_identity.rules.age import is_minor
from databank.stated_identity.rules.document_checks import national_number
from databank.welfare.raise_signal import raise_signal
from databank.welfare.rules import source
from databank.welfare.store import protective_links, signals

INSPECTION = "minderjarig_bij_controle"
VERIFICATION = "minderjarig_ter_plaatse"
IDENTITY = "minderjarig_volgens_document"
FINDING = "minderjarig_bij_vaststelling"
IMPORT = "minderjarig_in_oudere_databank"
DECLARED = "minderjarig_aangegeven"
NOTICED = "waarneming"
LOOKS_MINOR = "lijkt_minderjarig"


@dataclass(frozen=True, slots=True)
class EnteredPerson:
    """Somebody as entered: a birth date, maybe in part, and a national number, as far as given.

    ``at`` is when the person was seen; ``claim_id`` the claim that was made of what was entered.
    ``looks_minor`` is by the officer's eye. Of somebody whom nobody could name, ``about`` is the
    source of the signal: the look, or the line of the inspection.
    """

    person_id: UUID | None
    claim_id: UUID | None
    birth_date: str | None
    national_number: str | None
    at: datetime
    looks_minor: bool = False
    about: str = ""

    @property
    def source(self) -> str:
        return source.of_person(self.person_id) if self.person_id else self.about

    @property
    def may_be_minor(self) -> bool:
        """Whether a birth date, as far as one was given, is one of somebody under age that day."""
        number = national_number(self.national_number or "")
        dates = (self.birth_date, number.birth_date if number else None)
        return any(is_minor(born, city_day(self.at)) for born in dates)


@over_everybody
async def protect_minor(
    tx: Transaction, person: EnteredPerson, evidence: str, facts: dict[str, Any]
) -> UUID | None:
    """The signal about a person who may be under age; None for everybody else.

    ``facts`` are ids, times and codes that lead to the place, the room and its owner.
    """
    is_dated = person.may_be_minor
    if not (is_dated or person.looks_minor):
        return None
    seen = {"indicators": [LOOKS_MINOR]} if person.looks_minor else {}
    return await raise_signal(
        tx,
        SignalKind.MINDERJARIGHEID,
        person.source,
        evidence if is_dated else NOTICED,
        facts | seen | {"observedAt": person.at},
        person_id=person.person_id,
        claim_id=person.claim_id,
        known_by=person.claim_id,
    )


@over_everybody
async def protect_offender(tx: Transaction, finding: Finding) -> UUID | None:
    """The signal about the offender of a finding who may be under age, also one without a file."""
    facts: dict[str, Any] = {"findingId": finding.id, "establishmentId": finding.establishment_id}
    born, at = finding.offender_birth_date, finding.fact_at
    if finding.person_id and finding.claim_id:
        person = EnteredPerson(finding.person_id, finding.claim_id, born, None, at)
        return await protect_minor(tx, person, FINDING, facts)
    if not is_minor(born, city_day(at)):
        return None
    about = source.of_finding(finding.id)
    facts |= {"observedAt": at}
    return await raise_signal(tx, SignalKind.MINDERJARIGHEID, about, FINDING, facts)


@over_everybody
async def unreviewed_protection(tx: Transaction, finding: Finding) -> UUID | None:
    """The signal that the offender may be under age, while nobody looked at it yet."""
    linked = await protective_links.of_finding(tx.conn, finding.id)
    person_ids = [*linked, *([finding.person_id] if finding.person_id else [])]
    about = source.of_finding(finding.id)
    return await signals.unreviewed(tx.conn, SignalKind.MINDERJARIGHEID, about, person_ids)


@over_everybody
async def protection_of_offender(tx: Transaction, finding_id: UUID) -> UUID | None:
    """The signal that the birth date of a finding's offender raised, or another at which nobody
    looked yet: an officer to whose eye the offender was under age raised it where that was."""
    finding = await findings.get(tx, finding_id)
    if finding is None:
        return None
    if not is_minor(finding.offender_birth_date, city_day(finding.fact_at)):
        return await unreviewed_protection(tx, finding)
    about = source.of_finding(finding_id)
    if finding.person_id:
        about = source.of_person(finding.person_id)
    return await signals.of_source(tx.conn, SignalKind.MINDERJARIGHEID, about)
