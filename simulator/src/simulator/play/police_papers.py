"""The police leadership at its papers: parket, inventory, deployment, guidelines, a partner."""

from datetime import date, datetime, timedelta
from typing import Any

from chassis.days import city_day
from simulator.city import City
from simulator.city.police_plan import PARKET
from simulator.city.span import FIRST_DAY, moment, wire
from simulator.play.actors import OFFICERS, TEAM_LEADER, Actor
from simulator.play.http import Answer, Http, SurpriseError
from simulator.play.ledger import Ledger
from simulator.play.timeline import Timeline
from simulator.truth_police import ExchangeMade, Papers

KEY = "police papers"
PARTNER, BASIS = "recherche_zeden", "wpa_politiediensten"


class PolicePapers:
    """All on the day before the city wakes, of the year before."""

    def __init__(self, city: City, http: Http, ledger: Ledger) -> None:
        self._plan = city.police_plan
        self._http = http
        self._ledger = ledger
        self._year = FIRST_DAY.year - 1

    @property
    def _truth(self) -> Papers:
        return self._ledger.police.papers

    def plan(self, timeline: Timeline) -> None:
        for hour, name, act in (
            (10, "the parket's set under an agreement", self._parket),
            (11, "inventory of the year before", self._inventory),
            (12, "deployment of the next two months", self._deployment),
            (13, "a guideline, and who read it", self._guideline),
            (14, "a question to recherche, answered", self._exchange),
        ):
            timeline.add(moment(-1, hour), name, act, KEY)

    async def _parket(self, at: datetime) -> None:
        """Nothing is kept before there is an agreement."""
        path = f"/v1/parket-counts/{self._year}"
        counts = [
            {"kind": each.kind, "ground": each.ground, "number": each.number} for each in PARKET
        ]
        early = await self._http.put("databank", path, TEAM_LEADER, at, {"counts": counts})
        self._truth.refused_early = early.status == 409
        paper = {
            "reference": f"AKK-{self._year}",
            "firstYear": self._year,
            "lastYear": self._year,
        }
        await self._post("/v1/parket-agreements", TEAM_LEADER, at, paper)
        await self._put(path, at, {"counts": counts})
        await self._post("/v1/count-releases", TEAM_LEADER, at, {"year": self._year})
        self._truth.parket[self._year] = PARKET

    async def _inventory(self, at: datetime) -> None:
        path = f"/v1/inventories/{self._year}"
        for line in self._plan.inventory:
            body = {
                "branch": line.branch.value,
                "source": line.source,
                "places": line.places,
            }
            await self._post(f"{path}/lines", OFFICERS[1], at, body)
        await self._post(f"{path}/publication", TEAM_LEADER, at, {})
        branches = {line.branch.value for line in self._plan.inventory}
        self._truth.inventories[city_day(at)] = branches

    async def _deployment(self, at: datetime) -> None:
        begins = next_period(city_day(at))
        body = {
            "people": 14,
            "material": "Twee anonieme voertuigen",
            "endangeredTasks": ["Toezicht op markten", "Verkeer aan scholen"],
        }
        await self._put(f"/v1/deployments/{begins}", at, body)
        self._truth.deployments.add(begins)

    async def _guideline(self, at: datetime) -> None:
        text = {"title": "Mannenprostitutie", "text": "Bied altijd eerst hulp aan."}
        made = await self._post("/v1/guidelines", TEAM_LEADER, at, text)
        guideline_id = made.body["versions"][0]["guidelineId"]
        for officer in OFFICERS[:2]:
            await self._post(f"/v1/guidelines/{guideline_id}/versions/1/readers", officer, at, {})
        self._truth.readers[guideline_id] = [officer.subject for officer in OFFICERS[:2]]

    async def _exchange(self, at: datetime) -> None:
        body = {
            "direction": "gevraagd",
            "partner": PARTNER,
            "about": "fenomeen",
            "phenomenon": "verschuiving",
            "branch": "escort",
            "purpose": "toezicht",
            "basis": BASIS,
            "categories": ["cijfers"],
            "happenedAt": wire(at),
            "dueOn": (city_day(at) + timedelta(days=7)).isoformat(),
        }
        asked = await self._post("/v1/exchanges", OFFICERS[0], at, body)
        path = f"/v1/exchanges/{asked.body['exchangeId']}"
        answer = {"outcome": "volledig", "categories": ["plaats"], "answeredAt": wire(at)}
        await self._post(f"{path}/answer", OFFICERS[0], at, answer)
        await self._post(f"{path}/closure", OFFICERS[0], at, {"followUp": "controle"})
        self._truth.exchanges.append(ExchangeMade(city_day(at).year, PARTNER, "gevraagd"))

    async def _post(self, path: str, who: Actor, at: datetime, body: dict[str, Any]) -> Answer:
        return _sound(await self._http.post("databank", path, who, at, body))

    async def _put(self, path: str, at: datetime, body: dict[str, Any]) -> None:
        _sound(await self._http.put("databank", path, TEAM_LEADER, at, body))


def _sound(answer: Answer) -> Answer:
    if not answer.ok:
        raise SurpriseError("databank", answer)
    return answer


def next_period(day: date) -> date:
    """The first day of the two months after those in which a day lies."""
    month = day.month - (day.month - 1) % 2 + 2
    return date(day.year + (month > 12), (month - 1) % 12 + 1, 1)
