"""The yearly round of visits: a week ahead the office gives the houses of a route their day."""

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
PLANNED_AT = 8
"""The hour at which the office plans."""


class VisitRound:
    """Puts the planning of the year's routes on the timeline, on the office's own page."""

    def __init__(self, city: City, http: Http, ledger: Ledger) -> None:
        self._city = city
        self._ledger = ledger
        self._office = PermitOffice(http)

    def plan(self, timeline: Timeline) -> None:
        proactive = [visit for visit in self._city.yearly_round if visit.proactive]
        for day, route in groupby(sorted(proactive, key=_day), key=_day):
            visits = [*route]
            at = moment((day - PLANNED_BEFORE - FIRST_DAY).days, PLANNED_AT)
            labels = [visit.house.label for visit in visits]
            timeline.add(at, f"the route of {day}", self._planning(visits), *labels)

    def _planning(self, route: Sequence[Visit]) -> Act:
        async def plan(at: datetime) -> None:
            dossiers = [self._ledger.dossiers[visit.house.number] for visit in route]
            await self._office.plan(dossiers, route[0].at, at)

        return plan

    async def troubles(self, at: datetime) -> list[str]:
        """A sentence for each year of which the office reads another share than was visited."""
        troubles = []
        for year in self._ledger.measures.years:
            done, total = self._ledger.measures.round_of(year)
            read = await self._office.share_visited(year, at)
            if total and read != f"{done} van {total} panden bezocht ({_share(done, total)} %)":
                troubles.append(f"the round of {year} is read as: {read}, not {done} of {total}")
        return troubles


def _day(visit: Visit) -> date:
    return city_day(visit.at)


def _share(done: int, total: int) -> int:
    return round(100 * done / total)
