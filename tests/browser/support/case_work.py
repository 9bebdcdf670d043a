"""People of the city who work on cases, and findings that the police transferred to them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
from playwright.async_api import Page

from chassis.days import city_day
from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions
from contracts.databank import FindingTransferred, InformationReportTransferred
from contracts.identity import FactPlace, OffenderIdentity
from contracts.sealed import Sealed
from enforcement.cases.store.timeline import By
from enforcement.gas import finalise, notified
from enforcement.gas.acts.decision import CheckFinder, ImposeFine
from enforcement.gas.acts.defence import AcceptFacts
from enforcement.gas.acts.team import OUTSIDE
from enforcement.gas.desk import FINES
from enforcement.gas.rules import DefenceOutcome
from enforcement.payments.fall_due import fall_due
from enforcement.payments.reserve_reference import reserve_reference

from .town import Town

WORKER, LAWYER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
OFFICER, FINANCE = Function.SANCTIONEREND_AMBTENAAR, Function.FINANCIEN
NO_DEFENCE = DefenceOutcome.GEEN_VERWEER
TRIAGED = "UPDATE gas_case SET envisaged = 150 WHERE case_id = $1"
BY_LETTER = By("systeem", "brieven")


@dataclass
class CaseWork:
    """Signs people of the city in where the login would, and transfers findings."""

    town: Town

    @property
    def url(self) -> str:
        return self.town.urls["enforcement"]

    async def enter(
        self, page: Page, function: Function, subject: str, organisation: str = "STAD"
    ) -> None:
        """The same browser, as somebody else of the city; what is shown stays until it goes on."""
        actor = Actor(subject, function, organisation, DOMAIN_OF[function])
        async with self.town.apps["enforcement"].state.database.connection() as conn:
            token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
        await page.context.clear_cookies()
        cookie: Any = {"name": "kl-enforcement", "value": token, "url": self.url}
        await page.context.add_cookies([cookie])

    @property
    def now(self) -> datetime:
        """Where tests before led the service's clock; of the town, once a page was asked."""
        now: datetime = self.town.apps["enforcement"].state.clock.now()
        return now

    async def later(self, page: Page, now: datetime) -> None:
        """From here on the browser says another time."""
        await page.context.set_extra_http_headers({"Krachtlijn-Time": now.isoformat()})

    async def opening_letter_arrived(self, case_id: UUID) -> None:
        """The opening letter reached the person today, as the letters tell it."""
        now = self.town.now
        async with self.town.apps["enforcement"].state.database.begin(now) as tx:
            by = By("systeem", "brieven")
            await notified.start_letter_notified(tx, case_id, city_day(now), by)

    async def decision_arrived(self, case_id: UUID) -> None:
        """The decision reached the person ten days later, as the letters tell it."""
        now = self.town.now + timedelta(days=10)
        async with self.town.apps["enforcement"].state.database.begin(now) as tx:
            await notified.decision_notified(tx, case_id, city_day(now), BY_LETTER)

    async def after_appeal(self, case_id: UUID) -> None:
        """The fine is final, as the clock makes it once its month is over."""
        now = self.town.now + timedelta(days=60)
        async with self.town.apps["enforcement"].state.database.begin(now) as tx:
            due = await finalise.make_final(tx, case_id)
            assert due is not None
            await fall_due(tx, due)

    async def reference(self, case_id: UUID) -> str:
        """What the decision says to write with a payment."""
        async with self.town.apps["enforcement"].state.database.begin(self.town.now) as tx:
            return await reserve_reference(tx, case_id)

    async def due(self, case_id: UUID, amount: int) -> UUID:
        """The same case with a fine that was imposed and notified."""
        database = self.town.apps["enforcement"].state.database
        async with database.begin(self.town.now) as tx:
            await tx.conn.execute(TRIAGED, case_id)
        await self.opening_letter_arrived(case_id)
        now = self.town.now + timedelta(days=10)
        officer = By(str(OFFICER), "ambtenaar")
        fine = ImposeFine(
            amount=amount,
            motivation="De feiten staan vast.",
            proportionality="Het is de eerste keer.",
            defence=NO_DEFENCE,
            declares_no_part=True,
        )
        async with database.begin(now) as tx:
            await FINES.take(tx, case_id, BY_LETTER, AcceptFacts())
            await FINES.take(tx, case_id, BY_LETTER, CheckFinder(finder=OUTSIDE))
        async with database.begin(now) as tx:
            await FINES.take(tx, case_id, officer, fine)
        await self.decision_arrived(case_id)
        return case_id

    async def number(self, case_id: UUID) -> str:
        async with self.town.apps["enforcement"].state.database.connection() as conn:
            number: str = await conn.fetchval(
                "SELECT number FROM gas_case WHERE case_id = $1", case_id
            )
        return number

    async def declared(self, owner: str = "OWN-009") -> tuple[str, UUID]:
        """The number of a dossier with a declaration that works, and its premises."""
        place = {"label": "P-009", "street": "Proefstraat", "houseNumber": uuid4().hex[:6]}
        body = {"premises": place | {"postcode": "2000"}, "rooms": ["R-01"]}
        filed = await self._calls(Function.EIGENAAR, "", body, owner)
        path, office = f"/{filed['dossierId']}", Function.DIENST_PROSTITUTIEBELEID
        await self._calls(office, f"{path}/completeness", {"complete": True})
        await self._calls(office, f"{path}/advice-requests", {"services": ["brandweer"]})
        advice = {"service": "brandweer", "outcome": "gunstig"}
        await self._calls(office, f"{path}/advices", advice)
        granted = {"outcome": "toegekend", "motivation": "Alles is in orde."}
        granted |= {"lackingBecause": "De andere diensten zagen dit pand dit jaar al."}
        await self._calls(Function.COLLEGE_SECRETARIS, f"{path}/decision", granted)
        return filed["number"], UUID(filed["premisesId"])

    async def _calls(
        self, function: Function, path: str, body: dict[str, Any], organisation: str = "STAD"
    ) -> dict[str, Any]:
        token = self.town.sandbox.token(function, organisation, service="enforcement")
        now = max(self.town.now, self.town.apps["enforcement"].state.clock.now())
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": now.isoformat()}
        async with httpx.AsyncClient(base_url=self.url, headers=headers, timeout=60) as client:
            response = await client.post(f"/v1/suitability-dossiers{path}", json=body)
        assert response.is_success, response.text
        answer: dict[str, Any] = response.json()
        return answer

    async def reported(self) -> UUID:
        """The id of the case that an information report about a place without a permit opened."""
        now = self.town.now
        place = FactPlace(
            label="Proefsalon", street="Proefstraat", house_number=uuid4().hex[:4], postcode="2000"
        )
        event = InformationReportTransferred(
            finding_id=uuid4(),
            report_number=f"IR-{uuid4().int % 10**6:06d}/26",
            fact_code="seksuitbating.zonder-vergunning",
            fact_at=now - timedelta(days=2),
            branch="massagesalon",
            in_tolerance_zone=False,
            judicial_information=True,
            on_hold=False,
            transferred_at=now,
            place=Sealed.of(place),
        )
        ids = await self.town.sandbox.publish(event, at=now)
        await self.town.sandbox.handled("enforcement", ids)
        async with self.town.apps["enforcement"].state.database.connection() as conn:
            found: UUID = await conn.fetchval(
                "SELECT case_id FROM finding WHERE finding_id = $1", event.finding_id
            )
        return found

    async def transferred(self, **fields: Any) -> UUID:
        """The id of the case that a finding opened."""
        now = self.town.now
        values: dict[str, Any] = {
            "finding_id": uuid4(),
            "report_number": f"AN.55.L1.{uuid4().int % 10**6:06d}/2026",
            "procedure": "gas",
            "fact_code": "tippelen-buiten-zone",
            "fact_at": now - timedelta(days=2, hours=10),
            "branch": "straat",
            "in_tolerance_zone": False,
            "premises_id": None,
            "offender_role": "prostituant",
            "on_hold": False,
            "transferred_at": now,
            "offender": Sealed.of(OffenderIdentity(name="Joris Proefman", birth_date="1980-02-03")),
        }
        event = FindingTransferred(**values | fields)
        ids = await self.town.sandbox.publish(event, at=now)
        await self.town.sandbox.handled("enforcement", ids)
        async with self.town.apps["enforcement"].state.database.connection() as conn:
            case_id: UUID = await conn.fetchval(
                "SELECT case_id FROM finding WHERE finding_id = $1", event.finding_id
            )
        return case_id


@dataclass
class Hand:
    """What somebody taps and fills in, counted."""

    page: Page
    taps: int = 0
    fields: int = 0

    async def tap(self, role: Any, name: str) -> None:
        self.taps += 1
        await self.page.get_by_role(role, name=name).first.click()

    async def choose(self, label: str) -> None:
        self.taps += 1
        await self.page.get_by_label(label).check()

    async def fill(self, label: str, text: str) -> None:
        self.fields += 1
        await self.page.get_by_label(label).fill(text)

    def counted(self) -> tuple[int, int]:
        """The taps and the fields since the last time."""
        found = self.taps, self.fields
        self.taps = self.fields = 0
        return found
