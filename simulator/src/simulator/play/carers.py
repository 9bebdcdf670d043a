"""Care organisations at work: they deliver their years, and the study department accepts them."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from chassis.days import city_day, city_moment
from chassis.web import Function
from contracts.codes import CareOrganisation
from simulator.city import City, shared_clients
from simulator.city.care import HALF_YEAR_TOO, LAST_YEAR, Tables
from simulator.city.span import moment
from simulator.play import actors
from simulator.play.actors import ANALYST, Actor
from simulator.play.http import Answer, Http, SurpriseError
from simulator.play.linkage_codes import with_codes
from simulator.play.poll import until
from simulator.play.timeline import Timeline

DELIVERIES = "/v1/deliveries"
ANSWER = "Nagekeken in onze eigen tabellen."
WITH_WEBSITES = CareOrganisation.BOYS
VISITS = (("boysproject", 1_710), ("info4escorts", 640), ("boysproject", 1_740))
"""Visits of a month by site, in the order in which they are noted: the last one corrects."""
NOTED_SHARE = 0.2
OPENED, DELIVERED = moment(-3, 9), moment(-2, 9)
"""Last year's linkage is opened, and its deliveries begin, before the city wakes."""
DUE = time(10)
HALF_DELIVERED = city_moment(date(LAST_YEAR, 7, 10), DUE)
HALF_TOLD = city_moment(date(LAST_YEAR, 9, 1), DUE)
ERASED = city_moment(date(LAST_YEAR, 10, 15), DUE)
"""Between the half-year and the year somebody asks to be erased."""
TOLD = moment(-1, 10)
"""Whatever was delivered of last year has left by then: on 1 March, or when it came later."""
LINKAGE = f"/v1/years/{LAST_YEAR}/linkage"
AGGREGATES, ERASURES = "/v1/aggregates", "/v1/client-erasures"
AUDIENCES = ("intern", "publiek")


@dataclass(frozen=True, slots=True)
class Erasure:
    """A client was erased: what the service said, also to the same asked again, and whether all
    that was told of the year was the same before and after."""

    year: int
    proof: dict[str, Any]
    again: int
    stands: bool


class Carers:
    """Care organisations; they know nothing of the other services' people, nor those of them."""

    def __init__(self, city: City, http: Http) -> None:
        self._city = city
        self._http = http
        self._people = shared_clients.people(city.care)
        self._keys: dict[CareOrganisation, bytes] = {}
        """Keys of the linkage of last year, as each organisation took its own."""
        self.delivered: dict[tuple[CareOrganisation, int], Tables] = {}
        """Whole years as they were told: the truth of the figures of care."""
        self.erased: list[Erasure] = []

    def plan_past(self, timeline: Timeline) -> None:
        """Two years, each in the March after it; a first half in its summer; and last year's."""
        for tables in self._city.earlier_care:
            at = city_moment(date(tables.year + 1, 3, 10), DUE)
            self._plan_delivery(tables, at, timeline)
        for number, tables in enumerate(self._city.care):
            at = HALF_DELIVERED if tables.half else DELIVERED + timedelta(hours=number)
            self._plan_delivery(tables, at, timeline)
        halves = sum(tables.half is not None for tables in self._city.care)
        self._plan_wait(HALF_TOLD, 1, halves, timeline)
        timeline.add(ERASED, "a client asks to be erased", self._erase_between, "care")
        timeline.add(OPENED, "linkage of last year is opened", self._open_linkage, "care")
        self._plan_wait(TOLD, 0, len(CareOrganisation), timeline)

    def plan(self, timeline: Timeline) -> None:
        at = self._city.span.at(NOTED_SHARE)
        timeline.add(at, "website figures of the month before", self._note_websites, "care")

    def _plan_delivery(self, tables: Tables, at: datetime, timeline: Timeline) -> None:
        name = f"care delivery of {tables.organisation} of {tables.year}"
        timeline.add(at, name, self._delivering(tables), "care")

    def _plan_wait(self, at: datetime, half: int, number: int, timeline: Timeline) -> None:
        """Wait for figures that leave by themselves on their day."""

        async def look(at: datetime) -> None:
            async def left() -> bool | None:
                asked = {"year": LAST_YEAR, "half": half}
                answer = await self._http.get("registry", AGGREGATES, ANALYST, at, **asked)
                return (answer.ok and answer.body["_page"]["totalElements"] == number) or None

            await until(left, f"{number} publications of {LAST_YEAR}")

        name = f"figures of care of {LAST_YEAR} leave"
        timeline.add(at, name, look, "care", waits=True)

    async def _erase_between(self, at: datetime) -> None:
        """Erase a client who is in the half that was told, and will not be in the year."""
        await self.erase(HALF_YEAR_TOO, LAST_YEAR, self._city.erased, at)

    async def erase(
        self, organisation: CareOrganisation, year: int, client_code: str, at: datetime
    ) -> None:
        """The responsible erases a client; what readers see is looked at before and after."""
        responsible = actors.care(Function.ZORG_VERANTWOORDELIJKE, organisation.value)
        before = await self.told(organisation, year, at)
        done = await self.step(ERASURES, responsible, at, clientCode=client_code)
        again = await self._http.post(
            "registry", ERASURES, responsible, at, {"clientCode": client_code}
        )
        after = await self.told(organisation, year, at)
        self.erased.append(Erasure(year, done.body, again.status, before == after))

    async def told(self, organisation: CareOrganisation, year: int, at: datetime) -> list[Any]:
        """All that both audiences read of an organisation and year."""
        found = []
        for audience in AUDIENCES:
            asked = {"organisation": organisation.value, "year": year, "audience": audience}
            answer = await self._http.get("registry", AGGREGATES, ANALYST, at, **asked)
            if not answer.ok:
                raise SurpriseError("registry", answer)
            found.append(answer.body)
        return found

    async def _open_linkage(self, at: datetime) -> None:
        """By a decision of the day itself; each organisation takes the key and says so."""
        await self.step(LINKAGE, ANALYST, at, decidedOn=city_day(at).isoformat())
        for organisation in CareOrganisation:
            actor = actors.care(Function.ZORG_VERANTWOORDELIJKE, organisation.value)
            taken = await self.step(f"{LINKAGE}/key", actor, at)
            self._keys[organisation] = b64decode(taken.body["key"])
            await self.step(f"{LINKAGE}/key/receipt", actor, at)

    async def _note_websites(self, at: datetime) -> None:
        """The figures of the month before, and those of one site put right the same day."""
        actor = actors.care(Function.ZORG_REGISTRATOR, WITH_WEBSITES.value)
        month = f"{city_day(at).replace(day=1) - timedelta(days=1):%Y-%m}"
        for site, visits in VISITS:
            figures = {"visits": visits, "page_views": 3 * visits, "languages": {"nl": visits // 2}}
            await self.step("/v1/website-statistics", actor, at, site=site, month=month, **figures)

    def _delivering(self, tables: Tables) -> Any:
        async def deliver(at: datetime) -> None:
            organisation = tables.organisation
            linked = tables.year == LAST_YEAR and tables.half is None
            key = self._keys.get(organisation) if linked else None
            sent = with_codes(tables, key, self._people[organisation]) if key else tables
            answer = await self.upload(sent, at)
            await self.hand_in(tables, answer.body["deliveryId"], at)

        return deliver

    async def upload(self, tables: Tables, at: datetime, reason: str | None = None) -> Answer:
        """A registrator sends the files; the answer lists their errors."""
        organisation = tables.organisation.value
        fields = {"organisation": organisation, "year": str(tables.year)}
        if tables.half:
            fields["half"] = str(tables.half)
        if reason:
            fields["reason"] = reason
        actor = actors.care(Function.ZORG_REGISTRATOR, organisation)
        answer = await self._http.upload("registry", DELIVERIES, actor, at, fields, tables.files())
        if not answer.ok:
            raise SurpriseError("registry", answer)
        return answer

    async def hand_in(self, tables: Tables, delivery_id: str, at: datetime) -> Answer:
        """Signed off by the organisation, and accepted by the study department."""
        await self.sign(tables, delivery_id, at)
        return await self.accept(tables, delivery_id, at)

    async def sign(self, tables: Tables, delivery_id: str, at: datetime) -> Answer:
        """Each question of the validation is answered, or nobody may sign."""
        responsible = actors.care(Function.ZORG_VERANTWOORDELIJKE, tables.organisation.value)
        path = f"{DELIVERIES}/{delivery_id}"
        delivery = await self._http.get("registry", path, responsible, at)
        answers = [ANSWER for _question in delivery.body["questions"]]
        return await self.step(f"{path}/submission", responsible, at, answers=answers)

    async def accept(self, tables: Tables, delivery_id: str, at: datetime) -> Answer:
        """The first year of an organisation that is accepted is told, and stands."""
        accepted = await self.step(f"{DELIVERIES}/{delivery_id}/acceptance", ANALYST, at)
        if tables.half is None:
            self.delivered.setdefault((tables.organisation, tables.year), self._as_told(tables))
        return accepted

    def _as_told(self, tables: Tables) -> Tables:
        """The year after its own first half, where that was told before."""
        halves = [each for each in self._city.care if each.half]
        of = (tables.organisation, tables.year)
        half = next((each for each in halves if (each.organisation, each.year) == of), None)
        return tables.after(half) if half else tables

    async def step(self, path: str, actor: Actor, at: datetime, **body: Any) -> Answer:
        answer = await self._http.post("registry", path, actor, at, body or None)
        if not answer.ok:
            raise SurpriseError("registry", answer)
        return answer
