"""Acts that end a ban, or its case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from chassis.days import city_day
from chassis.db import Transaction
from chassis.web.pages.languages import mark
from contracts.codes import BanEnd
from enforcement.acts.act import Act
from enforcement.acts.correct_day import CorrectDay
from enforcement.acts.fields import NO_NAMES, Past, Reason, area, choice, day_of
from enforcement.acts.retake import Retake
from enforcement.cases.store.timeline import By
from enforcement.functions import CASE_WORKERS, MAYOR
from enforcement.notifications.rules.ended import Ending
from enforcement.street_bans import labels
from enforcement.street_bans.correct_day import correct_day
from enforcement.street_bans.end import close, end
from enforcement.street_bans.retake import falls_with_retake, retake
from enforcement.street_bans.rules import BASIS, BanStep, DayOf, Restart
from enforcement.street_bans.store import StreetBanCase
from enforcement.street_bans.tell_ended import tell_ended


class LiftBan(
    Act,
    step=BanStep.LIFTING,
    page="opheffen",
    by=MAYOR,
    decides=True,
    law=BASIS,
    after="ordered_at",
    label=mark("Verbod opheffen"),
    explained=mark("Het verbod houdt meteen op, ook bij de politie."),
    asks=True,
):
    """The mayor ends a ban before its day; the police are told at once."""

    motivation: Annotated[Reason, area(mark("Reden"), NO_NAMES, name="reden")]
    lifted_at: Annotated[Past, day_of(mark("Dag van de opheffing"))] = None

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        await tell_ended(tx, case, Ending.OPGEHEVEN, at)
        await end(tx, case, BanEnd.OPGEHEVEN, at)


class RetakeBan(
    Retake,
    step=BanStep.RETAKE,
    page="hernemen",
    by=MAYOR,
    law=BASIS,
    label=mark("Het bevel intrekken en hernemen"),
    explained=mark(
        "Wat je intrekt, is er nooit geweest. Een hernieuwing trek je alleen in: het bevel ervoor "
        "blijft. Loopt er beroep, meld het dan aan de Raad van State."
    ),
):
    """The mayor withdraws the order, or orders anew once it lapsed or was stayed or annulled.

    The case begins anew where it went wrong: with a warning, an invitation or an order. From there
    every guard holds again. What a renewal followed holds on for its own days.
    """

    restart: Annotated[
        Restart,
        choice(mark("Waar herneemt het dossier?"), labels.RESTART, name="vanaf"),
    ]

    @classmethod
    async def choices(
        cls, tx: Transaction, case: StreetBanCase
    ) -> Mapping[str, Mapping[Restart, str]]:
        return {"vanaf": labels.RESTART_OF_RENEWAL if case.renewals else labels.RESTART}

    async def falls(self, tx: Transaction, case: StreetBanCase) -> Sequence[str]:
        return falls_with_retake(case, city_day(tx.now))

    async def move(self, tx: Transaction, case: StreetBanCase, at: datetime | None, by: By) -> None:
        await retake(tx, case, self.restart, by, self.noted())


class CorrectBanDay(
    CorrectDay,
    step=BanStep.CORRECTION,
    by=CASE_WORKERS,
    law=BASIS,
):
    """A day was noted wrong: of the hearing, of the mayor's signature, or when the warning or the
    order was received.

    What it began runs from ``day``. Once the college confirmed an order its signature stays.
    """

    day_of: Annotated[DayOf, choice(mark("Welke dag is fout?"), labels.DAY_OF, name="welke")]

    async def correct(self, tx: Transaction, case: StreetBanCase, by: By) -> None:
        await correct_day(tx, case, self.day_of, self.day, by)


class DiscontinueBan(
    Act,
    step=BanStep.DISCONTINUATION,
    page="stopzetten",
    by=MAYOR,
    decides=True,
    law=BASIS,
    label=mark("Stopzetten zonder verbod"),
    asks=True,
):
    """No ban comes of it."""

    motivation: Annotated[Reason, area(mark("Reden"), NO_NAMES, name="reden")]

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        await close(tx, case, ordered=False)


class CloseBan(
    Act,
    step=BanStep.CLOSING,
    page="afsluiten",
    by=CASE_WORKERS,
    law=BASIS,
    label=mark("Dossier afsluiten"),
    asks=True,
):
    """The ban is over, and no appeal runs any more."""

    async def take(self, tx: Transaction, case: StreetBanCase, at: datetime) -> None:
        await close(tx, case, ordered=True)
