"""Ask somebody to look at a case again: what followed cannot be undone, and came too early."""

from enum import StrEnum
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.cases.rules import FOUND, CaseNotFoundError
from enforcement.cases.store import assignments, case_list, timeline
from enforcement.cases.store.assignments import FollowUp
from enforcement.cases.store.timeline import By

REVIEW = "na_te_kijken"
"""Noted in the timeline; its reason is one of :class:`Early`."""
PROVEN = "later_bewezen_ontvangst"
"""Noted in the timeline: a letter proves to have arrived later than the law presumed."""
SEE_TIMELINE = "Na te kijken: zie de tijdlijn."
CAME_LATE = "uitnodiging_te_laat"
"""Noted in the timeline: an invitation left nobody the time to prepare."""


class Early(StrEnum):
    """What came too early, once somebody proved that a letter arrived later."""

    BESLIST = "beslist_voor_einde_verweer"
    AFWEZIG = "afwezigheid_geteld"
    GEWAARSCHUWD = "feit_voor_waarschuwing"
    TE_LAAT = "te_laat_ter_kennis"
    INGEVORDERD = "ingevorderd_voor_einde_beroep"
    GEWERKT = "gewerkt_voor_kennisgeving"
    VERNIETIGD = "gegevens_al_vernietigd"
    STOPGEZET = "stopgezet_voor_einde_aanvulling"


async def ask_review(tx: Transaction, case_id: UUID, state: str, by: By, early: Early) -> None:
    """Flag it in the timeline, and let a case that has a work list stand on today's."""
    timeline.note(tx, case_id, REVIEW, (state, state), by, reason=early)
    try:
        await case_list.head(tx, case_id, FOUND)
    except CaseNotFoundError:
        return
    today = city_day(tx.now)
    planned = await assignments.follow_up(tx, case_id)
    if planned is None or planned.on_day > today:
        note = SEE_TIMELINE if planned is None else planned.note
        await assignments.keep_follow_up(tx, case_id, FollowUp(today, note))
