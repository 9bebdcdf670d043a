"""Acts before the hearing: the age, the warning or its reason, a fact since."""

from datetime import date, datetime
from typing import Annotated

from chassis.bus import record
from chassis.days import city_day
from chassis.db import Transaction
from chassis.messages import lazy
from chassis.refusals import FieldRefusedError
from chassis.web.pages.languages import mark
from contracts.enforcement import StreetBanWarned
from enforcement.acts.act import Act
from enforcement.acts.fields import NO_NAMES, Number, Past, Reason, Role, area, day, day_of, line
from enforcement.cases.store import findings
from enforcement.functions import CASE_WORKERS, LAWYERS, MAYOR
from enforcement.legal_terms import store as legal_terms
from enforcement.notifications.rules.notification import arrival, counts_from
from enforcement.street_bans import store
from enforcement.street_bans.open_ban import fine_of
from enforcement.street_bans.person import is_about
from enforcement.street_bans.rules import BASIS, BanStep
from enforcement.street_bans.store import StreetBanCase
from enforcement.street_bans.warning import came_back, since_the_warning


class ReviewAge(
    Act,
    step=BanStep.REVIEW,
    page="leeftijd",
    by=LAWYERS,
    decides=True,
    law=BASIS,
    label=mark("De leeftijd nakijken"),
    explained=mark(
        "Een verbod voor een minderjarige kan, maar bescherming gaat voor. Zeg wat je naging "
        "en waarom dit toch verder mag."
    ),
):
    """A lawyer looked at a minor, or at an age that is not known."""

    motivation: Annotated[Reason, area(mark("Reden"), NO_NAMES, name="reden")]

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        case.unclear_age = False


class WarnOfBan(
    Act,
    step=BanStep.WARNING,
    page="waarschuwing",
    by=MAYOR,
    decides=True,
    law=BASIS,
    after="opened_at",
    label=mark("Waarschuwing van de burgemeester noteren"),
    explained=mark(
        "De waarschuwing is schriftelijk en zegt dat een nieuw feit op dezelfde plaats tot een "
        "verbod kan leiden."
    ),
):
    """The mayor's written warning left; a ban then waits for a fact since it arrived.

    Registered, so that by law it arrives on the third working day, or against a receipt of
    ``receivedOn``. While its letter came back, it arrived nowhere.
    """

    sent_at: Annotated[Past, day_of(mark("Dag waarop de waarschuwing vertrok"))] = None
    received_on: Annotated[
        date | None,
        day(
            mark("Dag op het ontvangstbewijs"),
            mark("Laat leeg zonder ontvangstbewijs: dan telt de derde werkdag."),
            name="ontvangen",
        ),
    ] = None

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        law = await legal_terms.law(tx, city_day(at))
        received_on = arrival(city_day(at), self.received_on, city_day(tx.now), law.days)
        case.warned_at = at
        if self.received_on is not None or not await came_back(tx, case.case_id):
            case.warned_on, case.warned_from = received_on, counts_from(received_on, None)
        record(tx, StreetBanWarned(case_id=case.case_id, skipped=False, warned_at=at))


class SkipWarning(
    Act,
    step=BanStep.WARNING_SKIPPED,
    page="zonder-waarschuwing",
    by=MAYOR,
    decides=True,
    law=BASIS,
    label=mark("Zeggen waarom er geen waarschuwing is"),
    explained=mark(
        "Alleen als de orde niet op een waarschuwing kan wachten. De reden komt in het bevel."
    ),
):
    """Say why keeping order cannot wait for a warning."""

    motivation: Annotated[Reason, area(mark("Reden"), NO_NAMES, name="reden")]

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        case.skipped = self.motivation
        record(tx, StreetBanWarned(case_id=case.case_id, skipped=True, warned_at=tx.now))


class LinkFact(
    Act,
    step=BanStep.NEXT_FACT,
    page="nieuw-feit",
    by=CASE_WORKERS,
    law=BASIS,
    label=mark("Nieuw feit na de waarschuwing toevoegen"),
):
    """A fact of the same person after the warning, by the number of its fine case."""

    number: Annotated[
        Number,
        Role.REASON,
        line(
            mark("Nummer van het GAS-dossier"),
            mark(
                "Bijvoorbeeld GAS/2026/000012, met een feit van na de ontvangst van de "
                "waarschuwing."
            ),
            name="nummer",
        ),
    ]

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        fine = await fine_of(tx, self.number)
        if not await is_about(tx, case.case_id, await findings.offenders(tx, fine.case_id)):
            reason = lazy(
                "Dit dossier gaat over iemand anders, of de geboortedatum is niet gekend."
            )
            raise FieldRefusedError("number", reason)
        facts = await findings.of_case(tx, fine.case_id)
        since = await since_the_warning(tx, case, facts)
        if case.warned_at is not None and not since:
            reason = lazy("Dit feit is niet van na de ontvangst van de waarschuwing.")
            raise FieldRefusedError("number", reason)
        case.again = True
        case.on_hold = case.on_hold or await findings.waits(tx, fine.case_id)
        await store.add_facts(tx, case.case_id, fine.case_id, [fact.finding_id for fact in since])
