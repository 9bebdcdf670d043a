"""Summary of an investigation, in pairs of words for its page."""

from datetime import date, datetime

from chassis.db import Transaction
from chassis.web.pages import gettext as _
from chassis.web.pages import ngettext
from chassis.web.pages.site import day as in_words
from chassis.web.pages.site import moment as in_hours
from enforcement.cases.labels import REASON
from enforcement.council_of_state.labels import RULING
from enforcement.integrity_investigations import labels
from enforcement.integrity_investigations.rules import Ground
from enforcement.integrity_investigations.store import IntegrityInvestigation
from enforcement.suitability import store as suitability


async def summary(tx: Transaction, case: IntegrityInvestigation) -> list[tuple[str, str]]:
    """Only what is known; an investigation names no person but the code of who operates."""
    months = case.months
    said: list[tuple[str, str | None]] = [
        (_("Adres"), await suitability.place_of(tx, case.premises_id)),
        (_("Uitbater"), case.owner),
        (_("Gaat over"), _(labels.SUBJECT[case.subject])),
        (_("Verordening"), case.ordinance),
        (_("Gestart"), in_hours(case.started_at)),
        (_("Advies gevraagd"), _hour(case.advice_asked_at)),
        (_("Advies ontvangen"), _hour(case.advised_at)),
        (_("Hoorzitting"), _hour(case.hearing_at)),
        (_("Voorstel"), case.proposed and _(labels.MEASURE[case.proposed])),
        (_("Gronden"), "; ".join(_(labels.GROUND[Ground(code)]) for code in case.grounds)),
        (_("Motivering van het voorstel"), case.proposal),
        (_("Beslissing"), case.decided and _(labels.MEASURE[case.decided])),
        (_("Antwoord op het verweer"), _answer(case.defence_answer)),
        (_("Motivering"), case.decision),
        (
            _("Duur van de schorsing"),
            ngettext("%(num)s maand", "%(num)s maanden", months) % {"num": months}
            if months
            else None,
        ),
        (_("Voorwaarden"), case.conditions),
        (_("Beslissing verstuurd"), _hour(case.notified_at)),
        (_("Werkt niet voor het einde van"), _day(case.effect_after)),
        (_("Werkt sinds"), _hour(case.effect_from)),
        (_("Werkt tot"), _hour(case.effect_to)),
        (_("Bezorgd aan DIOB en gerecht"), _hour(case.passed_on_at)),
        (_("Schorsing opgeheven"), _hour(case.lifted_at)),
        (_("Werkt niet meer sinds"), _hour(case.undone_at)),
        (_("Beroep bij de Raad van State"), _hour(case.appealed_at)),
        (_("Uitspraak"), case.ruling and _(RULING[case.ruling])),
        (_("Wacht op een rechter sinds"), _hour(case.stayed_at)),
        (_("Onderliggende gegevens vernietigd"), _hour(case.data_erased_at)),
    ]
    return [(key, value) for key, value in said if value]


def _answer(said: str | None) -> str | None:
    return None if said is None else _(REASON.get(said, said))


def _day(value: date | None) -> str | None:
    return None if value is None else in_words(value)


def _hour(value: datetime | None) -> str | None:
    return None if value is None else in_hours(value)
