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
from contracts.codes import SignalKind
from databank.identity_checks import labels
from databank.identity_checks.pages.claimed_identity import ClaimedIdentity
from databank.identity_checks.pages.identity_fields import fill
from databank.identity_checks.pages.validation_form import ValidationForm, doubts_so_far
from databank.identity_checks.rules import mrz
from databank.identity_checks.rules.document_checks import Doubt
from databank.identity_checks.rules.outcome import NO_DOCUMENT, ValidationOutcome
from databank.identity_checks.validate import DocumentCheck, Validation, validate
from databank.screens import countries
from databank.screens import labels as screens
from databank.welfare.rules.priority import PROTECTIVE
from databank.welfare.rules.source import of_person
from databank.welfare.store import signals
from linkage.claim import is_valid_number

LOOK = "nakijken"
CHOICES = ("besluit", "foto", "reden")


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
        return show(request, claimed, path, form, doubts, looked=True)
    if form.model is None:
        form.errors = {
            name: "Maak een keuze." if not form.value(name) and name in CHOICES else text
            for name, text in form.errors.items()
        }
        return show(request, claimed, path, form, status=422)
    sent = form.model
    if sent.outcome is ValidationOutcome.GEVALIDEERD and sent.document_kind is None:
        form.errors = {"document": NO_DOCUMENT}
        return show(request, claimed, path, form, status=422)
    doubts = sent.doubts(claimed.reading, today)
    if doubts and sent.outcome is ValidationOutcome.GEVALIDEERD and not sent.remark:
        form.errors = {
            "opmerking": mark(
                "Er klopt iets niet. Is het toch in orde? Zeg in enkele woorden waarom."
            )
        }
        return show(request, claimed, path, form, doubts, status=422)
    if await is_first(tx, sent.key):
        await validate(tx, officer.subject, _validation(sent, claimed, doubts, tx))
        await tell(tx, request, _("De identiteitscontrole is bewaard."))
    kind = PROTECTIVE.get(sent.reason) if sent.reason else None
    if kind is None and Doubt.MOGELIJK_MINDERJARIG in doubts:
        kind = SignalKind.MINDERJARIGHEID
    if kind is None:
        return go(path.done)
    await tell(
        tx,
        request,
        _("Bescherming gaat voor: er is een signaal gemaakt voor je teamleider."),
        "warning",
    )
    signal_id = await signals.of_source(tx.conn, kind, of_person(claimed.person_id))
    return go(f"/bescherming/{signal_id}")


def show(
    request: Request,
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
        path=path,
        form=form,
        key=form.value("sleutel") or new_key(),
        words=screens,
        labels=labels,
        doubt_labels=labels.DOUBT,
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
    return page(request, "_doubts.html", doubts=doubts, doubt_labels=labels.DOUBT)


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
    )
