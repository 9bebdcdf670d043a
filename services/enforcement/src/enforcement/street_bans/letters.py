"""Letters of street bans: where one holds, on a plan and in words, and what stays free.

NGW art. 134sexies §§2-4: the invitation is registered or goes against a receipt.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import StepRefusedError
from enforcement.cases.rules import CaseKind
from enforcement.cases.store import findings, timeline
from enforcement.cases.store.findings import Finding
from enforcement.cases.store.timeline import By
from enforcement.council_of_state.annulled_before import told_annulment
from enforcement.council_of_state.rules import APPEAL_TERM
from enforcement.functions import CASE_WORKERS, MAYOR
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.correspondence import Arrival, Correspondence
from enforcement.notifications.ended_decisions import (
    NONE_ENDED,
    must_have_ended,
    told_ended,
    why_ended,
)
from enforcement.notifications.rules import LetterKind
from enforcement.notifications.rules.case_file import CaseFile
from enforcement.notifications.rules.letters import Particulars
from enforcement.notifications.rules.outlines import (
    HEARING,
    NOT_ORDERED,
    PLAN_FIRST,
    Outline,
    is_over,
)
from enforcement.notifications.rules.overtaken import is_renewed, taken_back_at
from enforcement.notifications.words import day_in_words, moment_in_words
from enforcement.perimeters.city_file import city_streets
from enforcement.perimeters.rules.area import Area, SparedPlace
from enforcement.perimeters.rules.free_places import Kind
from enforcement.perimeters.rules.plan import marks, plan
from enforcement.street_bans import heard, later_receipt, warning
from enforcement.street_bans import store as bans
from enforcement.street_bans.acts.order import NotifyBan
from enforcement.street_bans.answered import OrderSaid
from enforcement.street_bans.awaited_letters import AWAITED
from enforcement.street_bans.bound import area_of, lines_of
from enforcement.street_bans.desk import STREET_BANS
from enforcement.street_bans.person import is_minor, persons_of
from enforcement.street_bans.rules import KEPT_YEARS, BanState, BanStep

WHAT: Mapping[Kind, str] = {
    Kind.WONING: "woning",
    Kind.WERKPLEK: "werkplek",
    Kind.SCHOOL: "school of opleiding",
    Kind.ZORG: "plaats van zorg",
    Kind.STRAATHOEKWERK: "plaats van het straathoekwerk",
    Kind.ANDERE: "andere plaats",
}
LEGEND = ("Hier mag u niet komen", "Blijft vrij: zie de lijst")
"""What the plan of a letter shows, in Dutch as all of it."""


SIGNED = (BanStep.ORDER, BanStep.RENEWAL)
"""Steps by which the mayor makes an order, or renews it."""


async def find(tx: Transaction, case_id: UUID) -> CaseFile | None:
    case = await bans.find_for_update(tx, case_id)
    if case is None:
        return None
    return CaseFile(
        case_id,
        CaseKind.STREET_BAN,
        case.number,
        case.state,
        on_hold=case.on_hold,
        premises_id=None,
    )


async def must_be_ready(tx: Transaction, case: CaseFile, kind: LetterKind) -> None:
    """Raises ``StepRefusedError`` for a letter about what did not happen yet in the case."""
    ban = await bans.get(tx, case.case_id)
    planned = ban.hearing_at is not None and not ban.heard
    if kind is LetterKind.UITNODIGING_HOORZITTING and not planned:
        raise StepRefusedError(PLAN_FIRST)
    over = ban.last_day is not None and ban.last_day < city_day(tx.now)
    if kind is LetterKind.BESLISSING and ban.last_day is not None and over:
        raise StepRefusedError(is_over(ban.last_day))
    if kind is LetterKind.HERNEMING:
        await must_have_ended(tx, case.case_id)


async def said(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    """The hearing as planned, and the reasons and the answer of the mayor's order: no others."""
    ban = await bans.get(tx, case.case_id)
    known: dict[str, Any] = {}
    if kind is LetterKind.UITNODIGING_HOORZITTING and ban.hearing_at is not None:
        known["hearing_when"] = moment_in_words(ban.hearing_at)
    if kind is LetterKind.BESLISSING:
        known["motivation"] = ban.motivation
        known["defence_answer"] = OrderSaid.of(await timeline.of_case(tx, case.case_id)).answer
    if kind is LetterKind.HERNEMING:
        known |= await why_ended(tx, case.case_id)
    if is_minor(tx, await persons_of(tx, case.case_id)):
        known["minor"] = True
    return {name: value for name, value in known.items() if value}


async def retaken_at(
    tx: Transaction, case_id: UUID, kind: LetterKind, drafted_at: datetime
) -> datetime | None:
    """When the mayor took back the order that stood when a letter was drafted."""
    if kind is not LetterKind.BESLISSING:
        return None
    return taken_back_at(await timeline.of_case(tx, case_id), drafted_at, SIGNED, BanStep.RETAKE)


async def renewed_since(
    tx: Transaction, case_id: UUID, kind: LetterKind, drafted_at: datetime
) -> bool:
    """Whether a renewal stands that the mayor signed after a letter was drafted."""
    if kind is not LetterKind.BESLISSING:
        return False
    return is_renewed(await timeline.of_case(tx, case_id), drafted_at, SIGNED, BanStep.RETAKE)


async def told(
    tx: Transaction, case: CaseFile, _found: Sequence[Finding], _particulars: Particulars
) -> dict[str, Any]:
    """The order as it was taken; the appeal as a length, since the day is not known yet."""
    ban = await bans.get(tx, case.case_id)
    law = await legal_terms.law(tx, city_day(tx.now), APPEAL_TERM)
    area = await area_of(tx, case.case_id)
    return {
        "appeal_days": law.terms[APPEAL_TERM].value,
        "kept_years": KEPT_YEARS,
        "order": {
            "renewal": ban.renewals,
            "ordered_on": _moment(ban.ordered_at),
            "first_day": _day(ban.first_day),
            "last_day": _day(ban.last_day),
            "meeting_on": _day(ban.meeting_on),
            "confirmed": True,
            "warned_on": _day(ban.warned_on) or _moment(ban.warned_at),
            "skipped": ban.skipped,
            "facts": await _facts(tx, case.case_id),
            **_shown(area),
        },
    }


async def told_of(tx: Transaction, case: CaseFile, kind: LetterKind) -> dict[str, Any]:
    if kind is LetterKind.BESLISSING:
        return await told_annulment(tx, case.case_id)
    return await told_ended(tx, case.case_id) if kind is LetterKind.HERNEMING else {}


async def _facts(tx: Transaction, case_id: UUID) -> list[dict[str, str]]:
    """The facts that the ban rests on, by day and report; what they were, the reasons say."""
    linked = {fact.finding_id: fact.gas_case_id for fact in await bans.facts(tx, case_id)}
    return [
        {"day": day_in_words(city_day(each.fact_at)), "report": each.report_number}
        for gas_case_id in dict.fromkeys(linked.values())
        for each in await findings.of_case(tx, gas_case_id)
        if each.finding_id in linked
    ]


def _shown(area: Area | None) -> dict[str, Any]:
    if area is None:
        return {"streets": [], "plan": "", "described": "", "free": []}
    lines = lines_of(area)
    title, described = "Plan van de perimeter", ", ".join(lines)
    return {
        "streets": [*lines],
        "plan": str(plan(city_streets(), area, title, described, LEGEND)),
        "described": described,
        "free": [
            {"letter": letter, "what": _place(spared)} for letter, spared in marks(area.carved)
        ],
    }


def _place(spared: SparedPlace) -> str:
    named = f" ({spared.place.name})" if spared.place.name else ""
    return f"{WHAT[spared.place.kind]}{named}, {spared.place.address}"


def _day(day: date | None) -> str | None:
    return None if day is None else day_in_words(day)


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else day_in_words(city_day(moment))


async def _order_arrived(tx: Transaction, case_id: UUID, on: date, by: By) -> None:
    await STREET_BANS.take(tx, case_id, by, NotifyBan(received_on=on))


async def _held_until(tx: Transaction, case_id: UUID, kind: LetterKind) -> date | None:
    """The ban's own last day: while its order waits for another letter, it holds nobody."""
    return (await bans.get(tx, case_id)).last_day if kind is LetterKind.BESLISSING else None


K, B = LetterKind, BanState
OUTLINES: Mapping[LetterKind, Outline] = {
    K.WAARSCHUWING: Outline(
        "straatverbod/waarschuwing",
        frozenset({B.VOORSTEL, B.GEWAARSCHUWD}),
        lazy("Een waarschuwing gaat vooraf aan de hoorzitting."),
        ("motivation",),
        registered=True,
        again=frozenset({B.UITGENODIGD, B.GEHOORD}),
    ),
    K.UITNODIGING_HOORZITTING: Outline(
        "straatverbod/uitnodiging_hoorzitting",
        frozenset({B.UITGENODIGD, B.ACTIEF}),
        PLAN_FIRST,
        (*HEARING, "motivation"),
        registered=True,
    ),
    K.BESLISSING: Outline(
        "straatverbod/beslissing",
        frozenset({B.BEVOLEN}),
        NOT_ORDERED,
        ("defence_answer", "motivation"),
        registered=True,
        again=frozenset({B.ACTIEF}),
    ),
    K.HERNEMING: Outline(
        "straatverbod/herneming", frozenset(B), NONE_ENDED, ("motivation",), registered=True
    ),
}
CORRESPONDENCE = Correspondence(
    kind=CaseKind.STREET_BAN,
    workers=CASE_WORKERS | MAYOR,
    outlines=OUTLINES,
    awaited=AWAITED,
    arrivals={
        K.WAARSCHUWING: Arrival(
            warning.warning_notified, later_receipt.warning, unreached=warning.warned_nobody
        ),
        K.UITNODIGING_HOORZITTING: Arrival(heard.invitation_notified, later_receipt.invitation),
        K.BESLISSING: Arrival(_order_arrived, later_receipt.order),
    },
    row=bans.find_for_update,
    find=find,
    must_be_ready=must_be_ready,
    said=said,
    told=told,
    told_of=told_of,
    retaken_at=retaken_at,
    renewed_since=renewed_since,
    persons=persons_of,
    held_until=_held_until,
)
