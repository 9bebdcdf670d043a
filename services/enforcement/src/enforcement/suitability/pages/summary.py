"""Summary of a dossier, in pairs of words for its page."""

from datetime import date, datetime

from chassis.db import Transaction
from chassis.web.pages import gettext as _
from chassis.web.pages.site import day as in_words
from chassis.web.pages.site import moment as in_hours
from enforcement.suitability import labels, store
from enforcement.suitability.pending_suspensions import may_be_suspended
from enforcement.suitability.rules import VALID
from enforcement.suitability.store import Dossier


async def summary(tx: Transaction, dossier: Dossier) -> list[tuple[str, str]]:
    """Only what is known; a dossier names no person but the code of its owner."""
    place = await store.place_of(tx, dossier.premises_id)
    said: list[tuple[str, str | None]] = [
        (_("Pand"), place),
        (_("Soort vergunning"), labels.permit(dossier.permit_type)),
        (_("Eigenaar"), dossier.owner),
        (_("Beheerder"), dossier.manager),
        (_("Ruimten"), ", ".join(room["label"] for room in dossier.rooms)),
        (_("Ingediend"), in_hours(dossier.filed_at)),
        (_("Geldig vanaf"), _day(dossier.valid_from)),
        (_("Geldig tot en met"), _day(dossier.valid_to)),
        (
            _("Vernieuwing geweigerd"),
            _day(dossier.renewal_refused_on),
        ),
        (_("Voorwaarden"), ", ".join(labels.condition(code) for code in dossier.conditions)),
        (_("Geschorst vanaf"), _hour(dossier.suspended_from)),
        (_("Geschorst tot"), _hour(dossier.suspended_to)),
        (_("Let op"), await _pending(tx, dossier)),
        (_("Beroep hangend bij de Raad van State"), _("Ja") if dossier.council_appeal else ""),
        (_("Hoorzitting"), _hour(dossier.hearing_at)),
        (_("Verweer tot en met"), _day(dossier.defence_until)),
    ]
    return [(key, value) for key, value in said if value]


async def _pending(tx: Transaction, dossier: Dossier) -> str | None:
    """Which case it is, and why, is not for everybody who reads a declaration."""
    if dossier.state not in VALID or not await may_be_suspended(tx, dossier):
        return None
    return _(
        "Er loopt een procedure die deze verklaring kan schorsen. Dat geldt dan ook voor wie ze "
        "overneemt."
    )


def _day(value: date | None) -> str | None:
    return None if value is None else in_words(value)


def _hour(value: datetime | None) -> str | None:
    return None if value is None else in_hours(value)
