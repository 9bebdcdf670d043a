"""A case as its letters need it: number, state, facts with their place, the law of their day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from babel.dates import format_date

from chassis.days import city_day, city_time
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.rules import CaseKind, CaseNotFoundError
from enforcement.cases.store import findings
from enforcement.cases.store.findings import Finding, PlaceOfFact
from enforcement.gas import store as gas
from enforcement.gas.limit import highest_fine
from enforcement.gas.rules import GAS, GasState, GasStep
from enforcement.gas.store import GasCase
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.city import City
from enforcement.notifications.rules import LetterKind
from enforcement.sanctions import store as sanctions
from enforcement.sanctions.rules import SanctionState
from enforcement.suitability import store as suitability

DEFENCE_TERM = "gas.defence_days"
ORAL_LIMIT = "gas.hearing_min_fine_eur"
PAYMENT_TERM = "gas.payment_days"
BEFORE_START = (GasState.GEREGISTREERD, GasState.WACHT_OP_PARKET)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """``state`` is a code of the case's own procedure; ``on_hold``: the police ask to wait.

    ``said`` are the particulars of letters that the case itself knows.
    """

    case_id: UUID
    kind: CaseKind
    number: str
    state: str
    on_hold: bool
    premises_id: UUID | None
    said: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LegalFigures:
    """Figures of the day of the facts that a letter names."""

    defence_days: int
    oral_limit_eur: int
    payment_days: int
    highest_eur: int


async def find(tx: Transaction, case_id: UUID) -> CaseFile:
    """The case, locked: its letters and its steps wait for each other. ``CaseNotFoundError``."""
    fine = await gas.find_for_update(tx, case_id)
    if fine is not None:
        return CaseFile(
            case_id,
            CaseKind.GAS,
            fine.number,
            fine.state,
            fine.on_hold or fine.state is GasState.OPGESCHORT_OVERLEG,
            fine.premises_id,
            _said(fine),
        )
    sanction = await sanctions.find_for_update(tx, case_id)
    if sanction is None:
        raise CaseNotFoundError
    on_hold = sanction.state is SanctionState.OPGESCHORT_OVERLEG
    return CaseFile(
        case_id, CaseKind.SANCTION, sanction.number, sanction.state, on_hold, sanction.premises_id
    )


def _said(fine: GasCase) -> dict[str, Any]:
    known = {
        "minor": bool(fine.minor),
        "envisaged_eur": fine.envisaged,
        "amount_eur": fine.amount,
        "recidivism": fine.recidivism,
        "service_hours": fine.service_hours,
    }
    return {name: value for name, value in known.items() if value is not None}


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``CaseStepRefusedError`` where the procedure is not ready for an opening letter.

    After the start another one may be needed, to another address: nothing stops that.
    """
    if case.state == GasState.GEVOEGD:
        raise StepRefusedError(lazy("Dit dossier is gevoegd. De brieven horen bij het andere."))
    if kind is LetterKind.OPSTARTBRIEF and case.kind is CaseKind.GAS:
        fine = await gas.get(tx, case.case_id)
        if fine.state in BEFORE_START:
            GAS.next_state(fine.file(), GasStep.START_LETTER, city_day(tx.now))


async def figures(tx: Transaction, case: CaseFile, fact_at: datetime) -> LegalFigures:
    """Raises ``MissingLawError`` for a day that the table of terms does not reach."""
    ids = (DEFENCE_TERM, ORAL_LIMIT, PAYMENT_TERM)
    law = await legal_terms.law(tx, city_day(fact_at), *ids)
    defence, limit, payment = (law.terms[term_id].value or 0 for term_id in ids)
    fine = await gas.find_for_update(tx, case.case_id)
    highest = 0 if fine is None else await highest_fine(tx, fine)
    return LegalFigures(defence, limit, payment, highest)


async def facts(
    tx: Transaction, city: City, case: CaseFile, found: Sequence[Finding]
) -> list[dict[str, Any]]:
    """The facts in words, as templates take them."""
    of_premises = None
    if case.premises_id is not None:
        of_premises = await suitability.place_of(tx, case.premises_id)
    places = {each.finding_id: each.place for each in await findings.offenders(tx, case.case_id)}
    return [
        {
            "day": day_in_words(city_day(finding.fact_at)),
            "hour": hour_in_words(finding.fact_at),
            "place": _place(places.get(finding.finding_id)) or of_premises,
            "what": city.fact_text(finding.fact_code).what,
            "article": city.fact_text(finding.fact_code).article,
            "report": finding.report_number,
        }
        for finding in found
    ]


def day_in_words(day: date) -> str:
    """A day as letters write it: ``3 maart 2026``."""
    return format_date(day, "d MMMM y", locale="nl_BE")


def hour_in_words(moment: datetime) -> str:
    """The hour in the city as letters write it: ``22.10 uur``."""
    return f"{city_time(moment):%H.%M} uur"


def _place(place: PlaceOfFact | None) -> str | None:
    if place is None or place.street is None:
        return None
    return " ".join(filter(None, (place.street, place.house_number, place.postcode)))
