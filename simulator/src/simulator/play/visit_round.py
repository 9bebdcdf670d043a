"""The yearly round of visits: once a quarter the office gives the houses of its routes a day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from chassis.days import city_day
from simulator.city import City
from simulator.city.permits import Visit
from simulator.city.span import FIRST_DAY, moment
from simulator.play.http import Http
from simulator.play.ledger import Ledger
from simulator.play.permit_office import PermitOffice
from simulator.play.timeline import Act, Timeline

PLANNED_BEFORE = timedelta(days=7)
ROUTES_AT_ONCE = 4
PLANNED_AT = 8
"""The hour at which the office plans."""


class VisitRound:
    """Puts the planning of the year's routes on the timeline, on the office's own page."""

    def __init__(self, city: City, http: Http, ledger: Ledger) -> None:
        self._city = city
        self._ledger = ledger
        self._office = PermitOffice(http)

    def plan(self, timeline: Timeline) -> None:
        proactive = sorted((each for each in self._city.yearly_round if each.proactive), key=_day)
        routes = [[*visits] for _day_of_route, visits in groupby(proactive, key=_day)]
        for first in range(0, len(routes), ROUTES_AT_ONCE):
            planned = routes[first : first + ROUTES_AT_ONCE]
            at = moment((_day(planned[0][0]) - PLANNED_BEFORE - FIRST_DAY).days, PLANNED_AT)
            labels = [visit.house.label for route in planned for visit in route]
            timeline.add(at, f"routes from {first + 1} on", self._planning(planned), *labels)

    def _planning(self, routes: Sequence[Sequence[Visit]]) -> Act:
        async def plan(at: datetime) -> None:
            days = [
                (route[0].at, [self._ledger.dossiers[visit.house.number] for visit in route])
                for route in routes
            ]
            await self._office.plan(days, at)

        return plan

    async def troubles(self, at: datetime) -> list[str]:
        """A sentence for each year of which the office reads another share than was visited."""
        troubles = []
        read_of = await self._office.shares_visited(self._ledger.measures.years, at)
        for year, read in read_of.items():
            done, total = self._ledger.measures.round_of(year)
            if total and read != f"{done} van {total} panden bezocht ({_share(done, total)} %)":
                troubles.append(f"the round of {year} is read as: {read}, not {done} of {total}")
        return troubles


def _day(visit: Visit) -> date:
    return city_day(visit.at)


def _share(done: int, total: int) -> int:
    return round(100 * done / total)
