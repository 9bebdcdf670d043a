"""Summary of a sanction case: what somebody has to know before the next step."""

from datetime import date, datetime

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web.pages import gettext as _
from chassis.web.pages.site import day, moment
from enforcement.sanctions import labels
from enforcement.sanctions.sale import sale_of
from enforcement.sanctions.store import SanctionCase


async def summary(tx: Transaction, case: SanctionCase) -> list[tuple[str, str]]:
    """Labels with their values, only those that are known."""
    sale = await sale_of(tx, case)
    rows = [
        (_("Gaat over wie het pand had"), case.owner if sale and case.owner else ""),
        (_("Verkocht op"), "" if sale is None else _day(city_day(sale.sold_at))),
        (_("Wie het pand nu heeft"), "" if sale is None else sale.holder),
        (_("De beslissing bindt de koper"), _("Ja") if sale and sale.binds else ""),
        (_("Gewaarschuwd op"), _day(_warned_on(case))),
        (_("De waarschuwing telt tot en met"), _day(case.warning_valid_until)),
        (_("Hoorzitting"), _moment(case.hearing_at)),
        (_("Verweer kan tot en met"), _day(case.defence_until)),
        (_("Voorstel"), _kind(case.proposed_kind)),
        (_("Verdaagd tot"), _day(case.adjourned_to)),
        (_("Beslissing"), _kind(case.decision_kind)),
        (
            _("Beslist door"),
            "" if case.deciding_body is None else _(labels.BODY[case.deciding_body]),
        ),
        (_("Beslist op"), _moment(case.decided_at)),
        (_("Werkt vanaf"), _moment(case.effect_from)),
        (_("Werkt tot"), _moment(case.effect_to)),
        (_("Beroep hangend bij de Raad van State"), _("Ja") if case.council_appeal else ""),
        (_("Geschorst door de Raad van State op"), _moment(case.stayed_at)),
        (_("Vernietigd door de Raad van State op"), _moment(case.annulled_at)),
    ]
    return [(label, value) for label, value in rows if value]


def _warned_on(case: SanctionCase) -> date | None:
    """The day of receipt; that of posting where none was kept, and none for a letter that came
    back."""
    if case.warned_on is None and case.warned_at and case.warning_valid_until:
        return city_day(case.warned_at)
    return case.warned_on


def _kind(code: str | None) -> str:
    return "" if code is None else _(labels.KIND[code])


def _moment(value: datetime | None) -> str:
    return "" if value is None else moment(value)


def _day(value: date | None) -> str:
    return "" if value is None else day(value)
