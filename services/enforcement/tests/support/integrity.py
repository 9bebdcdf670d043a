"""An integrity investigation as the city's people lead it, on its screens."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from enforcement.integrity_investigations.ordinance import Ordinance

from .browser import Browser, signed_in
from .city import City

LAWYER, MAYOR = Function.JURIST_BH, Function.KABINET_BURGEMEESTER
COLLEGE = Function.COLLEGE_SECRETARIS
IN_FORCE = Ordinance(
    reference="Politieverordening van 1 december 2025",
    in_force_from=date(2026, 1, 1),
    protocol="Protocolakkoord, bijlage 1",
    sectors=("seksuitbatingen",),
)


def decision(measure: str) -> dict[str, str]:
    """What the college says with a measure against somebody who was heard."""
    return {
        "maatregel": measure,
        "antwoord": "U zei dat u het niet wist. De papieren zeggen iets anders.",
        "motivering": "Feiten die vaststaan.",
        "zeker": "ja",
    }


@contextmanager
def ordinance(app: FastAPI, given: Ordinance | None = IN_FORCE) -> Iterator[None]:
    """While it lasts, the city has this ordinance."""
    before, app.state.ordinance = app.state.ordinance, given
    try:
        yield
    finally:
        app.state.ordinance = before


@dataclass
class Investigation:
    """One investigation, and those who take its steps."""

    city: City
    lawyer: Browser
    mayor: Browser
    college: Browser
    page: str

    @classmethod
    async def starts(cls, app: FastAPI, city: City, **start: str) -> "Investigation":
        people = [
            await signed_in(app, city, function, f"int-{function}")
            for function in (LAWYER, MAYOR, COLLEGE)
        ]
        lawyer, mayor, college = people
        page = await mayor.does("/integriteit/nieuw", **start)
        return cls(city, lawyer, mayor, college, page)

    @classmethod
    async def of_declaration(cls, app: FastAPI, city: City) -> "Investigation":
        """About a declaration that works."""
        filed = await city.granted()
        return await cls.starts(app, city, nummer=filed["number"])

    @property
    def case_id(self) -> str:
        return self.page.rpartition("/")[2]

    async def does(self, who: Browser, step: str, **fields: Any) -> None:
        self.city.later(minutes=1)
        await who.does(f"{self.page}/{step}", **fields)

    async def refused(self, who: Browser, step: str, **fields: Any) -> str:
        self.city.later(minutes=1)
        return await who.is_told(f"{self.page}/{step}", **fields)

    async def consulted(self, outcome: str = "treffer") -> "Investigation":
        found = {
            "bron": "centraal_register",
            "uitkomst": outcome,
            "nota": "Kanarie in het register.",
        }
        await self.does(self.lawyer, "raadpleging", **found)
        return self

    async def advised(self) -> "Investigation":
        await self.consulted()
        await self.does(self.lawyer, "advies-vragen")
        await self.does(self.lawyer, "ontvankelijk", antwoord="ontvankelijk")
        await self.does(self.lawyer, "advies", samenvatting="Kanarie in het advies.")
        return self

    async def heard(self) -> "Investigation":
        await self.advised()
        hearing_on = city_day(self.city.now) + timedelta(days=30)
        await self.does(self.lawyer, "uitnodigen", moment=f"{hearing_on}T10:00")
        self.city.later(days=30, hours=3)
        await self.does(self.lawyer, "hoorzitting", verslag="Kanarie op de hoorzitting.")
        return self

    async def proposed(self, measure: str) -> "Investigation":
        await self.heard()
        motivation = "Feiten die vaststaan."
        await self.does(
            self.mayor, "voorstel", maatregel=measure, misbruik="true", motivering=motivation
        )
        return self

    async def decided(self, measure: str, **more: Any) -> "Investigation":
        await self.proposed(measure)
        await self.does(self.college, "beslissing", **decision(measure), **more)
        return self

    async def notified(self, measure: str, **more: Any) -> "Investigation":
        """Handed over against a receipt of the same day, also where midnight comes in between."""
        await self.decided(measure, **more)
        on = str(city_day(self.city.now))
        told = {"dag": on, "ontvangen": on, "bijlage": "true", "beroep": "true"}
        await self.does(self.lawyer, "kennisgeving", **told)
        return self

    async def works(self, measure: str, **more: Any) -> "Investigation":
        """The waiting time goes by, also where a night of it lasts an hour longer, and the clock
        lets the decision work."""
        await self.notified(measure, **more)
        self.city.later(days=16, hours=1)
        await self.becomes("De beslissing werkt")
        return self

    async def becomes(self, said: str) -> None:
        async def is_so() -> bool:
            return said in await self.lawyer.sees(self.page)

        await self.city.clock_moves_on(is_so)
