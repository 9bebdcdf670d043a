"""A street ban as the city's people lead it, on its screens."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from fastapi import FastAPI

from chassis.days import city_day
from chassis.web import Function
from contracts.identity import OffenderIdentity
from contracts.sealed import Sealed

from .browser import Browser, signed_in
from .city import City

PERIMETER = {
    "straten": ["Verversrui"],
    "delen": "Schippersstraat 1-19",
    "woning": "Schippersstraat 12",
    "werkplek": "Verversrui 5",
    "school": "geen",
}
_numbers = count(1)


def somebody(birth_date: str | None = "1980-04-03") -> Sealed[OffenderIdentity]:
    return Sealed.of(
        OffenderIdentity(name=f"Vera Voorbeeld {next(_numbers)}", birth_date=birth_date)
    )


async def fine_about(city: City, who: Sealed[OffenderIdentity], **fields: Any) -> dict[str, Any]:
    """The fine case of a finding in the street."""
    said = {"branch": "straat", "in_tolerance_zone": False, "fact_code": "tippelen"}
    said |= {"offender_role": "prostituant", "offender": who}
    finding_id = await city.transfers(**(said | fields))
    listed = await city.sees(Function.JURIST_BH, f"/v1/gas-cases?findingId={finding_id}")
    (case,) = listed["_embedded"]["gasCases"]
    return {**case, "findingId": str(finding_id)}


@dataclass
class Ban:
    """One ban, and those who take its steps."""

    city: City
    worker: Browser
    lawyer: Browser
    mayor: Browser
    college: Browser
    who: Sealed[OffenderIdentity]
    page: str

    @classmethod
    async def starts(
        cls, app: FastAPI, city: City, birth_date: str | None = "1980-04-03", **fields: Any
    ) -> "Ban":
        worker, lawyer, mayor, college = [
            await signed_in(app, city, function, f"sv-{function}")
            for function in (
                Function.DOSSIERBEHANDELAAR_BH,
                Function.JURIST_BH,
                Function.KABINET_BURGEMEESTER,
                Function.COLLEGE_SECRETARIS,
            )
        ]
        who = somebody(birth_date)
        fine = await fine_about(city, who, **fields)
        page = await worker.does("/straatverboden/nieuw", nummer=fine["number"])
        return cls(city, worker, lawyer, mayor, college, who, page)

    @property
    def case_id(self) -> UUID:
        return UUID(self.page.rpartition("/")[2])

    @property
    def today(self) -> date:
        return city_day(self.city.now)

    async def does(self, who: Browser, step: str, **fields: Any) -> None:
        self.city.later(minutes=1)
        await who.does(f"{self.page}/{step}", **fields)

    async def refused(self, who: Browser, step: str, **fields: Any) -> str:
        self.city.later(minutes=1)
        return await who.is_told(f"{self.page}/{step}", **fields)

    def morning(self) -> None:
        """The next one, so that a minute later it is no other day."""
        tomorrow = (self.city.now + timedelta(days=1)).replace(hour=8, minute=0, second=0)
        self.city.later(seconds=(tomorrow - self.city.now).total_seconds())

    async def skips_warning(self) -> "Ban":
        await self.does(self.mayor, "zonder-waarschuwing", reden="Xyz.")
        return self

    async def is_heard(self) -> "Ban":
        """Invited against a receipt of today, and heard nine days later."""
        self.morning()
        hearing = self.today + timedelta(days=9)
        when = {"moment": f"{hearing}T10:00", "ontvangen": str(self.today)}
        await self.does(self.worker, "uitnodigen", **when)
        self.city.later(days=9, hours=2)
        await self.does(self.worker, "hoorzitting", verslag="Xyz.")
        return self

    async def is_bounded(self, **more: Any) -> "Ban":
        await self.does(self.worker, "perimeter", **(PERIMETER | more))
        return self

    def order(self, first_day: date | None = None) -> dict[str, str]:
        first_day = first_day or self.today
        return {
            "vanaf": str(first_day),
            "tot": str(first_day + timedelta(days=27)),
            "antwoord": "U ontkende.",
            "motivering": "Xyz.",
            "zeker": "ja",
        }

    async def is_ordered(self) -> "Ban":
        await (await (await self.skips_warning()).is_heard()).is_bounded()
        await self.college_meets()
        await self.does(self.mayor, "bevel", **self.order())
        return self

    async def college_meets(self, in_days: int = 3) -> str:
        """The secretary enters a meeting; its day."""
        day = str(self.today + timedelta(days=in_days))
        await self.college.does("/collegevergaderingen", dag=day)
        return day

    async def meets(self) -> date:
        """The day of the meeting that the order waits for is here."""
        meeting_on: date = (await self.row())["meeting_on"]
        self.city.later(days=(meeting_on - self.today).days)
        return meeting_on

    async def works(self) -> "Ban":
        """Ordered, handed over, and confirmed by the college at its meeting."""
        await self.is_ordered()
        await self.does(self.worker, "kennisgeving", beroep="on")
        await self.meets()
        await self.does(self.college, "bevestiging", uitkomst="bevestigd", zeker="ja")
        return self

    async def begins(self) -> date:
        """The first day of the order that holds is here."""
        first_day: date = (await self.row())["first_day"]
        self.city.later(days=max(0, (first_day - self.today).days))
        return first_day

    async def is_renewed(self) -> "Ban":
        await self.is_signed_anew()
        await self.renewal_works()
        return self

    async def is_signed_anew(self) -> None:
        await self.is_heard()
        await self.begins()
        last_day = await self.last_day()
        await self.college_meets()
        await self.does(self.mayor, "hernieuwing", **self.order(last_day + timedelta(days=1)))

    async def renewal_works(self) -> None:
        await self.does(self.worker, "kennisgeving", beroep="on")
        await self.meets()
        await self.does(self.college, "bevestiging", uitkomst="bevestigd", zeker="ja")

    async def row(self) -> dict[str, Any]:
        async with self.city.sandbox.asking("enforcement") as conn:
            query = "SELECT * FROM street_ban_case WHERE case_id = $1"
            return dict(await conn.fetchrow(query, self.case_id))

    async def looks(self) -> int:
        """How many looks at its perimeter are logged."""
        async with self.city.sandbox.asking("enforcement") as conn:
            query = "SELECT count(*) FROM access_log WHERE subject_id = $1"
            return int(await conn.fetchval(query, str(self.case_id)))

    async def keeps_perimeter(self) -> bool:
        async with self.city.sandbox.asking("enforcement") as conn:
            query = "SELECT EXISTS (SELECT FROM perimeter WHERE case_id = $1)"
            return bool(await conn.fetchval(query, self.case_id))

    async def last_day(self) -> date:
        last: date = (await self.row())["last_day"]
        return last

    async def told(self) -> list[str]:
        return [each.removeprefix("street-ban-") for each in await self.city.told(self.case_id)]
