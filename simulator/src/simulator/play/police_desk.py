"""The police at their desk: the plan of the months, arrests, and the half-year that is let go."""

from datetime import date, datetime, time, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from chassis.days import city_day, city_moment
from simulator.city import City
from simulator.city.police_plan import Arrest, PlannedAction, months_on
from simulator.city.span import FIRST_DAY, moment, wire
from simulator.play.actors import OFFICERS, POLICE_KEEPER, TEAM_LEADER, Actor
from simulator.play.http import Http, SurpriseError
from simulator.play.ledger import Ledger
from simulator.play.timeline import Act, Timeline
from simulator.truth_police import JUDICIAL, ArrestMade

KEY = "police desk"
WATCHED_DAYS = 3
MINUTES = 24 * 60
MEASURED = 4
"""Months before the city wakes of which the sector was measured."""


class PoliceDesk:
    """Puts what lies behind the city on the timeline of what comes before it wakes, and the sector
    of the month before on that of its own days."""

    def __init__(self, city: City, http: Http, ledger: Ledger) -> None:
        self._plan = city.police_plan
        self._http = http
        self._ledger = ledger

    def plan(self, timeline: Timeline) -> None:
        by_month = groupby(self._plan.actions, attrgetter("planned_at", "month"))
        for (at, month), actions in by_month:
            timeline.add(at, f"plan of {month}", self._planning([*actions]), KEY)
        for action in self._plan.actions:
            if action.held_at is not None:
                act = self._holding(action)
                timeline.add(action.held_at, f"monthly action in {action.branch}", act)
        for arrest in self._plan.arrests:
            at = city_moment(arrest.on, time(23))
            timeline.add(at, f"{arrest.kind} in {arrest.branch}", self._arresting(arrest))
        for year, half in self._plan.halves:
            act = self._releasing(year, half)
            over = city_moment(date(year + half // 2, 7 if half == 1 else 1, 6), time(9))
            at = min(over, moment(-1, 9))
            timeline.add(at, f"counts of half {half} of {year}", act, KEY)
        first = months_on(FIRST_DAY.replace(day=1), -MEASURED)
        at = city_moment(months_on(first, 1).replace(day=6), time(9))
        timeline.add(at, f"the sector of {first:%m/%Y}", self._measuring(first), waits=True)
        timeline.add(moment(-1, 9), "days of the databank", self._watching)

    def plan_last_month(self, timeline: Timeline) -> None:
        """With its half and its year it is attacked for seconds before it leaves: the city lives
        meanwhile."""
        last = months_on(FIRST_DAY.replace(day=1), -1)
        act = self._measuring(last)
        timeline.add(moment(0, 9), f"the sector of {last:%m/%Y}", act, waits=True)

    def _planning(self, actions: list[PlannedAction]) -> Act:
        async def plan(at: datetime) -> None:
            branches = [action.branch.value for action in actions]
            body = {"month": actions[0].month.isoformat(), "branches": branches}
            await self._post("/v1/monthly-actions", TEAM_LEADER, at, body)
            truth = self._ledger.police
            truth.planned |= {(action.month, action.branch.value) for action in actions}

        return plan

    def _holding(self, action: PlannedAction) -> Act:
        async def hold(at: datetime) -> None:
            body: dict[str, Any] = {
                "branch": action.branch.value,
                "kind": "maandactie",
                "result": "geen_opmerkingen",
                "completedAt": wire(at),
            }
            await self._post("/v1/inspections", OFFICERS[2], at, body)
            self._ledger.counts["inspected"] += 1
            self._ledger.police.inspected(body)

        return hold

    def _arresting(self, arrest: Arrest) -> Act:
        async def record(at: datetime) -> None:
            body = {
                "kind": arrest.kind,
                "ground": arrest.ground,
                "branch": arrest.branch.value,
                "onDay": arrest.on.isoformat(),
            }
            await self._post("/v1/police-measures", OFFICERS[0], at, body)
            made = ArrestMade(arrest.on, arrest.kind, arrest.ground, arrest.branch.value)
            self._ledger.police.arrests.append(made)
            if arrest.kind in JUDICIAL:
                self._ledger.measures.judicial.append(arrest.on)

        return record

    def _releasing(self, year: int, half: int) -> Act:
        async def release(at: datetime) -> None:
            await self._post("/v1/count-releases", TEAM_LEADER, at, {"year": year, "half": half})

        return release

    def _measuring(self, month: date) -> Act:
        """The sector of a month that is over; from then on every month follows by itself."""

        async def measure(at: datetime) -> None:
            period = {"period": f"{month:%Y-%m}"}
            await self._post("/v1/population-measurements", TEAM_LEADER, at, period)

        return measure

    async def _watching(self, at: datetime) -> None:
        """A watch outside of the databank asks it every minute; its keeper tells each day."""
        for back in range(WATCHED_DAYS, 0, -1):
            day = city_day(at) - timedelta(days=back)
            body = {"day": day.isoformat(), "measuredBy": "prometheus"}
            asked = {"probes": MINUTES, "answered": MINUTES}
            await self._post("/v1/operation-days", POLICE_KEEPER, at, body | asked)

    async def _post(self, path: str, who: Actor, at: datetime, body: dict[str, Any]) -> None:
        answer = await self._http.post("databank", path, who, at, body)
        if not answer.ok:
            raise SurpriseError("databank", answer)
