"""Summary of a fine case: what somebody has to know before the next step, without the person."""

from datetime import date
from uuid import UUID

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web.pages import gettext as _
from chassis.web.pages.site import day, moment
from enforcement.gas import labels
from enforcement.gas.earlier_fines import that_count
from enforcement.gas.limit import highest_fine
from enforcement.gas.milder_rule import highest_today
from enforcement.gas.rules import GasState
from enforcement.gas.rules.states import UNDECIDED, WEIGHED
from enforcement.gas.store import GasCase
from enforcement.hearings import store as hearings
from enforcement.payments import labels as payments
from enforcement.payments.store import court_costs


async def summary(tx: Transaction, case: GasCase) -> list[tuple[str, str]]:
    """Labels with their values, only those that are known."""
    hearing = await hearings.current(tx, case.case_id)
    planned = None if hearing is None else hearing.planned_at
    highest = milder = None
    if case.state in UNDECIDED:
        highest = await highest_fine(tx, case)
        milder = await highest_today(tx, case, city_day(tx.now))
    rows = [
        (_("Ook bij het parket of de strafrechter"), _prosecution(case)),
        (_("Minderjarig op de dag van de feiten?"), _minor(case)),
        (_("Beoogde geldboete"), _euros(case.envisaged)),
        (_("Hoogste geldboete voor deze feiten"), _euros(highest)),
        (_("De regel van vandaag is milder: hoogstens"), _euros(milder)),
        (_("Eerder beboet voor dezelfde inbreuk (herhaling)"), await _repeats(tx, case)),
        (_("Opstartbrief ter kennis gebracht op"), _day(case.start_notified_on)),
        (_("Verweer kan tot en met"), _day(case.defence_until)),
        (_("Kopie naar het parket op"), _day(case.prosecutor_copied_on)),
        (_("Stafhouder verwittigd op"), _day(case.bar_notified_on)),
        (_("Advocaat aangewezen op"), _day(case.counsel_named_on)),
        (_("Hoorzitting"), "" if planned is None else moment(planned)),
        (_("Geldboete"), _euros(case.amount)),
        (_("Geldboete zoals eerst beslist"), _euros(case.imposed_amount)),
        (_("Antwoord op het verweer"), _defence(case)),
        (_("Beslissing ter kennis gebracht op"), _day(case.decision_notified_on)),
        (_("Beroep kan tot en met"), _day(case.appeal_until)),
        *await _costs(tx, case.case_id),
    ]
    return [(label, value) for label, value in rows if value]


async def _costs(tx: Transaction, case_id: UUID) -> list[tuple[str, str]]:
    costs = await court_costs.find(tx, case_id)
    if costs is None:
        return []
    return [
        (_("Gerechtskosten"), payments.euros(costs.amount_cents)),
        (_("Wie betaalt de gerechtskosten?"), _(payments.COSTS[costs.owed_by])),
        (_("Gerechtskosten te betalen tot en met"), _day(costs.due_on)),
        (_("Vonnis over de gerechtskosten betekend op"), _day(costs.served_on)),
        (_("Gerechtskosten betaald op"), _day(costs.settled_on)),
    ]


def _prosecution(case: GasCase) -> str:
    """What was heard, and what it means for a fine: else a step is only missing from a list."""
    if case.prosecution is None:
        return ""
    heard = _(labels.PROSECUTION[case.prosecution])
    if case.prosecution_bars:
        return _("%(heard)s. De wet laat geen geldboete meer toe.") % {"heard": heard}
    if case.is_prosecuted:
        return _("%(heard)s. De sanctionerend ambtenaar moet dit nog afwegen.") % {"heard": heard}
    weighed = {"heard": heard, "day": _day(case.prosecution_weighed_on)}
    return _("%(heard)s. Afgewogen op %(day)s.") % weighed


def _minor(case: GasCase) -> str:
    if case.minor is None:
        return _("Niet gekend") if case.state is GasState.GEREGISTREERD else ""
    return _("Ja") if case.minor else _("Nee")


async def _repeats(tx: Transaction, case: GasCase) -> str:
    """As of now and with which fines while it is weighed, later as the decision weighed it."""
    if case.state in WEIGHED:
        earlier = [_earlier(fine) for fine in await that_count(tx, case)]
        return "; ".join([_("Ja"), *earlier]) if earlier else _("Nee")
    if case.recidivism is None:
        return ""
    return _("Ja") if case.recidivism else _("Nee")


def _earlier(fine: GasCase) -> str:
    return _("%(number)s, beslist op %(day)s: %(euros)s") % {
        "number": fine.number,
        "day": _day(fine.decided_on),
        "euros": _euros(fine.amount),
    }


def _defence(case: GasCase) -> str:
    return "" if case.defence_outcome is None else _(labels.DEFENCE[case.defence_outcome])


def _euros(amount: int | None) -> str:
    return "" if amount is None else f"€ {amount}"


def _day(value: date | None) -> str:
    return "" if value is None else day(value)
