"""Acts about a criminal case on the same facts: what was heard, and why the city goes on."""

from datetime import datetime
from typing import Annotated

from chassis.db import Transaction
from chassis.web.pages.languages import mark
from enforcement.acts.act import Act
from enforcement.acts.fields import Past, Role, Text, area, choice, day_of
from enforcement.cases.store.timeline import By
from enforcement.functions import GAS, SANCTIONING
from enforcement.gas import labels
from enforcement.gas.rules import GasStep, Prosecution, basis
from enforcement.gas.store import GasCase
from enforcement.gas.weigh_prosecution import keep_prosecution, weigh_prosecution


class NoteProsecution(
    Act,
    step=GasStep.PROSECUTION,
    page="vervolging",
    by=GAS,
    law=basis.PROSECUTOR,
    label=mark("Vastleggen dat ook het parket of de strafrechter deze feiten heeft"),
    explained=mark(
        "Daarna kan er geen geldboete volgen en vraagt de stad niets meer, tot de sanctionerend "
        "ambtenaar dit afwoog."
    ),
    asks=True,
):
    """The prosecutor or a criminal court has the facts too: no fine follows before it is weighed.

    What the prosecutor says within his term ends the power to fine (art. 23 §3).
    """

    heard: Annotated[
        Prosecution,
        choice(mark("Wat zei het parket of de strafrechter?"), labels.PROSECUTION, name="bericht"),
    ]
    heard_at: Annotated[Past, day_of(mark("Dag van het bericht"))] = None

    def noted(self) -> str:
        return self.heard

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        await keep_prosecution(tx, case, by, self.heard, at)


class WeighProsecution(
    Act,
    step=GasStep.PROSECUTION_WEIGHED,
    page="vervolging-afwegen",
    by=SANCTIONING,
    decides=True,
    law=basis.PROSECUTOR,
    label=mark("Toch verdergaan naast het parket of de strafrechter"),
    explained=mark(
        "Niemand wordt twee keer gestraft voor hetzelfde feit. Wil je niet verdergaan? Beslis dan "
        "dat er geen geldboete komt, of trek de geldboete in."
    ),
    asks=True,
):
    """The officer says why the city goes on beside the prosecutor or a criminal court."""

    motivation: Annotated[
        Text,
        Role.REASON,
        area(
            mark("Waarom gaat de stad verder?"),
            mark("Zeg welke feiten de stad bestraft, en waarom dat nog mag."),
            name="motivering",
        ),
    ]

    async def take_by(self, tx: Transaction, case: GasCase, at: datetime, by: By) -> None:
        await weigh_prosecution(tx, case, by)
