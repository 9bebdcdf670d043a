"""Decide on an identity on screen: doubts never decide, an officer goes on with a word.

The same for a shift and for a person without one.
"""

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.responses import Response

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web import Actor
from chassis.web.pages import Form, go, page, tell
from chassis.web.pages import gettext as _
from chassis.web.pages.idempotency import is_first, new_key
from chassis.web.pages.languages import mark
from databank.identity_checks import labels
from databank.identity_checks.pages.claimed_identity import ClaimedIdentity
from databank.identity_checks.pages.validation_form import ValidationForm, doubts_so_far
from databank.identity_checks.validate import (
    DocumentCheck,
    Validation,
    ValidationResult,
    protection_of_validated,
    validate,
)
from databank.identity_status.rules import ValidationOutcome, refusal
from databank.screens import countries
from databank.screens import labels as screens
from databank.stated_identity.labels import DOUBT, MINORITY
from databank.stated_identity.pages import fill
from databank.stated_identity.rules import mrz
from databank.stated_identity.rules.age import minority
from databank.stated_identity.rules.document_checks import UNDERAGE, Doubt
from databank.welfare.rules.priority import RefutedReason
from linkage import is_valid_number

LOOK = "nakijken"
CHOICES = ("besluit", "foto", "reden")
FIELDS = {"method": "document", "photo": "foto", "reason": "reden"}
"""Fields of the API, as the form calls them."""


@dataclass(frozen=True, slots=True)
class Path:
    """The addresses around the form: where its doubts are asked, and what is before and after."""

    look: str
    back: str
    back_text: str
    done: str


async def decide(
    request: Request,
    tx: Transaction,
    officer: Actor,
    claimed: ClaimedIdentity,
    path: Path,
    form: Form[ValidationForm],
) -> Response:
    """Keep the outcome, or show the form with what is missing; a minor or victim comes first."""
    today = city_day(tx.now)
    if form.value("actie") == LOOK:
        lines = mrz.read(form.value("mrz"), today.year)
        if lines:
            fill(form.values, lines)
        form.errors = {}
        doubts = doubts_so_far(form.values, claimed, today)
        return show(request, tx, claimed, path, form, doubts, looked=True)
    if form.model is None:
        form.errors = {
            name: "Maak een keuze." if not form.value(name) and name in CHOICES else text
            for name, text in form.errors.items()
        }
        return show(request, tx, claimed, path, form, status=422)
    sent = form.model.completed(today)
    doubts = sent.doubts(claimed.reading, today)
    if refused := refusal(sent.outcome, sent.document_kind, sent.photo, sent.reason):
        form.errors = {FIELDS[refused.field]: refused.reason}
        return show(request, tx, claimed, path, form, doubts, status=422)
    if _asks_for_a_word(sent, doubts):
        form.errors = {
            "opmerking": mark(
                "Er klopt iets niet. Is het toch in orde? Zeg in enkele woorden waarom."
            )
        }
        return show(request, tx, claimed, path, form, doubts, status=422)
    if await is_first(tx, sent.key):
        result = await validate(tx, officer.subject, _validation(sent, claimed, doubts, tx))
        signal_id = result.signal_id
        await _tell(tx, request, sent, result)
    else:
        signal_id = await protection_of_validated(tx, sent.key)
    return go(f"/bescherming/{signal_id}" if signal_id else path.done)


def _asks_for_a_word(sent: ValidationForm, doubts: tuple[Doubt, ...]) -> bool:
    """A doubt about who is in order asks why it does not matter; a minor is protected first."""
    in_order = sent.outcome is ValidationOutcome.GEVALIDEERD
    return bool(in_order and doubts and not sent.remark and not {*doubts} & {*UNDERAGE.values()})


async def _tell(
    tx: Transaction, request: Request, sent: ValidationForm, result: ValidationResult
) -> None:
    await tell(tx, request, _("De identiteitscontrole is bewaard."))
    if result.outcome is not sent.outcome:
        text = _(
            "Deze persoon is volgens de geboortedatum minderjarig, of kan dat zijn. De controle is"
            " daarom bewaard als 'Niet in orde: minderjarig'."
        )
        await tell(tx, request, text, "warning")
    if sent.reason is RefutedReason.PERSOON_IS_NIET_DOCUMENT:
        text = _("Wat je zag, telt niet meer mee in het dossier van wie dit document is.")
        await tell(tx, request, text)
    if result.signal_id:
        text = _("Bescherming gaat voor: er is een signaal gemaakt voor je teamleider.")
        await tell(tx, request, text, "warning")


def show(
    request: Request,
    tx: Transaction,
    claimed: ClaimedIdentity,
    path: Path,
    form: Form[Any],
    doubts: tuple[Doubt, ...] = (),
    *,
    looked: bool = False,
    status: int = 200,
) -> Response:
    number = claimed.national_number
    return page(
        request,
        "identity.html",
        status=status,
        claimed=claimed,
        young=MINORITY.get(minority(claimed.birth_date, city_day(tx.now))),
        path=path,
        form=form,
        key=form.value("sleutel") or new_key(),
        words=screens,
        labels=labels,
        doubt_labels=DOUBT,
        doubts=doubts,
        looked=looked,
        countries=countries.often(),
        number_holds=is_valid_number(number) if number else None,
    )


def show_doubts(
    request: Request, tx: Transaction, claimed: ClaimedIdentity, form: Form[Any]
) -> Response:
    """The doubts so far, for a page that asks while somebody types."""
    doubts = doubts_so_far(form.values, claimed, city_day(tx.now))
    return page(request, "_doubts.html", doubts=doubts, doubt_labels=DOUBT)


def _validation(
    sent: ValidationForm, claimed: ClaimedIdentity, doubts: tuple[Doubt, ...], tx: Transaction
) -> Validation:
    return Validation(
        person_id=claimed.person_id,
        claim_id=claimed.claim_id,
        shift_id=claimed.shift_id,
        outcome=sent.outcome,
        method=sent.document_kind,
        reason=sent.reason,
        at=tx.now,
        check=DocumentCheck(sent.read, sent.nationality, sent.photo, doubts, sent.remark),
        more=sent.more(claimed),
        id=sent.key,
    )
