"""The desk at which orders of the mayor are prepared, signed and confirmed by the college."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from chassis.days import city_day
from simulator.city.span import wire
from simulator.play.actors import CASE_WORKER, COLLEGE, MAYOR_OFFICE, Actor
from simulator.play.http import Answer, Http, SurpriseError

MEASURES, BANS = "/v1/mayor-measures", "/v1/street-bans"
MEETINGS = "/v1/college-meetings"
BY_MAYOR = frozenset({"order", "renewal", "warning-skipped"})
BY_COLLEGE = frozenset({"confirmation", "refusal"})


class OrderDesk:
    """Cases under one address: measures about places, or street bans."""

    def __init__(self, http: Http, address: str) -> None:
        self._http = http
        self._address = address

    async def begin(self, at: datetime, **body: Any) -> str:
        """The id of a new case."""
        return str(_sound(await self._post("", CASE_WORKER, at, body)).body["caseId"])

    async def take(self, case_id: str, step: str, at: datetime, **body: Any) -> Answer:
        """A step that must succeed."""
        return _sound(await self.tries(case_id, step, at, **body))

    async def tries(self, case_id: str, step: str, at: datetime, **body: Any) -> Answer:
        """A step that may be refused, by whoever has the function for it."""
        actor = MAYOR_OFFICE if step in BY_MAYOR else CASE_WORKER
        actor = COLLEGE if step in BY_COLLEGE else actor
        return await self._post(f"/{case_id}/{step}", actor, at, body)

    async def hear(self, case_id: str, at: datetime) -> None:
        """Invited against a receipt, for a day that was asked for; a letter says all there is."""
        hearing = {"hearingAt": wire(at + timedelta(days=1)), "sooner": True}
        await self.take(case_id, "hearing-invitation", at, receivedOn=f"{city_day(at)}", **hearing)
        defence = {"summary": "De betrokkene schreef en wil niet meer komen.", "final": True}
        await self.take(case_id, "written-defence", at, **defence)

    async def look(self, case_id: str, at: datetime, of: str = "") -> Any:
        path = f"{self._address}/{case_id}{of}"
        return _sound(await self._http.get("enforcement", path, CASE_WORKER, at)).body

    async def college_meets(self, at: datetime) -> date:
        """Today and two days later; the day of today's meeting."""
        today = city_day(at)
        for day in (today, today + timedelta(days=2)):
            body = {"day": day.isoformat()}
            _sound(await self._http.post("enforcement", MEETINGS, COLLEGE, at, body))
        return today

    async def _post(self, path: str, actor: Actor, at: datetime, body: Mapping[str, Any]) -> Answer:
        return await self._http.post("enforcement", self._address + path, actor, at, body)


def _sound(answer: Answer) -> Answer:
    if not answer.ok:
        raise SurpriseError("enforcement", answer)
    return answer
