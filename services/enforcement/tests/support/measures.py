"""A measure of the mayor as the city's people lead it, on its screens."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function

from .browser import Browser, signed_in
from .city import City

WORKER, MAYOR = Function.DOSSIERBEHANDELAAR_BH, Function.KABINET_BURGEMEESTER
COLLEGE = Function.COLLEGE_SECRETARIS
TRAFFICKING = {
    "soort": "sluiting_mensenhandel",
    "aanleiding": "Informatierapport van de politie.",
    "branche": "raam",
}
PUBLIC_ORDER = {"soort": "openbare_orde", "aanleiding": "Nachtlawaai.", "branche": "raam"}

NEXT = """
SELECT min(day) FROM college_meeting, measure_order
WHERE case_id = $1 AND cancelled_at IS NULL
  AND day > (ordered_at AT TIME ZONE 'Europe/Brussels')::date
  AND renewal = (SELECT max(renewal) FROM measure_order WHERE case_id = $1)
"""


@dataclass
class Measure:
    """One measure, and those who take its steps."""

    city: City
    worker: Browser
    mayor: Browser
    college: Browser
    page: str
    premises_id: str
    about_trafficking: bool

    @classmethod
    async def starts(cls, app: FastAPI, city: City, **start: str) -> "Measure":
        """About premises with a declaration that works."""
        people = [
            await signed_in(app, city, function, f"bm-{function}")
            for function in (WORKER, MAYOR, COLLEGE)
        ]
        filed = await city.granted()
        worker, mayor, college = people
        page = await worker.does("/maatregelen/nieuw", **start, nummer=filed["number"])
        trafficking = start["soort"] == TRAFFICKING["soort"]
        return cls(city, worker, mayor, college, page, filed["premisesId"], trafficking)

    @property
    def case_id(self) -> str:
        return self.page.rpartition("/")[2]

    @property
    def today(self) -> date:
        return city_day(self.city.now)

    async def does(self, who: Browser, step: str, **fields: Any) -> None:
        self.city.later(minutes=1)
        await who.does(f"{self.page}/{step}", **fields)

    async def refused(self, who: Browser, step: str, **fields: Any) -> str:
        self.city.later(minutes=1)
        return await who.is_told(f"{self.page}/{step}", **fields)

    async def heard(self) -> "Measure":
        """Consulted where the law wants it, invited against a receipt of today, and heard.

        From a morning on, so that some minutes later it is no other day.
        """
        tomorrow = (self.city.now + timedelta(days=1)).replace(hour=8, minute=0, second=0)
        self.city.later(seconds=(tomorrow - self.city.now).total_seconds())
        if self.about_trafficking:
            said = "Parketmagistraat, geen bezwaar."
            await self.does(self.worker, "overleg", standpunt="akkoord", overleg=said)
        hearing_on = self.today + timedelta(days=4)
        await self.does(
            self.worker, "uitnodigen", moment=f"{hearing_on}T10:00", ontvangen=str(self.today)
        )
        self.city.later(days=4, hours=3)
        await self.does(self.worker, "hoorzitting", verslag="De uitbater kwam.")
        self.city.later(days=1)
        return self

    async def drawn_up(self, **draft: Any) -> "Measure":
        await self.heard()
        await self.draw_up(**draft)
        return self

    async def draw_up(self, **draft: Any) -> None:
        body = {
            "grond": "ngw_134quinquies",
            "inhoud": "sluiting",
            "tot": str(self.today + timedelta(days=150)),
            "slachtoffers": "true",
            "motivering": "Feiten die vaststaan.",
        }
        await self.does(self.worker, "opstellen", **body | draft)

    async def signed(self, **draft: Any) -> "Measure":
        await self.heard()
        await self.signed_at_once(**draft)
        return self

    async def signed_at_once(self, **draft: Any) -> None:
        """Who it concerns was heard before."""
        await self.draw_up(**draft)
        await self.does(self.mayor, "ondertekenen", antwoord="U ontkende.", zeker="ja")

    async def notified(self, **draft: Any) -> "Measure":
        await self.signed(**draft)
        await self.does(self.worker, "kennisgeving", beroep="true")
        return self

    async def college_meets(self, in_days: int) -> str:
        """The secretary enters a meeting; its day."""
        day = str(self.today + timedelta(days=in_days))
        await self.college.does("/collegevergaderingen", dag=day)
        return day

    async def confirmed(self) -> None:
        """At a meeting of today, or the one since the order that another test entered."""
        await self.college_meets(0)
        signed = await self._asked("SELECT max(ordered_at) FROM measure_order WHERE case_id = $1")
        meeting = self.today if city_day(signed) == self.today else await self.awaits()
        await self.does(self.college, "bevestigen", vergadering=str(meeting), zeker="ja")

    async def awaits(self) -> date:
        """The meeting after the last order."""
        day: date = await self._asked(NEXT)
        return day

    async def number(self) -> str:
        number: str = await self._asked("SELECT number FROM mayor_measure WHERE case_id = $1")
        return number

    async def _asked(self, query: str) -> Any:
        async with self.city.sandbox.asking("enforcement") as conn:
            return await conn.fetchval(query, UUID(self.case_id))

    async def becomes(self, said: str) -> None:
        async def is_so() -> bool:
            return said in await self.worker.sees(self.page)

        await self.city.clock_moves_on(is_so)
