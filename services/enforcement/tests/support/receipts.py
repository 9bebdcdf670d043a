"""Registered letters of a Monday, and what somebody proves about their arrival later."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import asyncpg

from chassis.days import city_day
from chassis.web import Function

from .city import City
from .letters import ADDRESS
from .week import comes

WORKER = Function.DOSSIERBEHANDELAAR_BH
DAY = timedelta(days=1)


@dataclass
class Sent:
    """A registered letter without receipt, posted on a Monday: by law it arrives on Thursday."""

    city: City
    path: str
    monday: date
    case_id: str
    reader: Function

    @property
    def thursday(self) -> date:
        return self.monday + timedelta(days=3)

    async def arrives(self) -> None:
        comes(self.city, self.thursday, hour=9)

        async def there() -> bool:
            listed = await self.city.sees(self.reader, f"/v1/letters?caseId={self.case_id}")
            return any(
                each["letterId"] in self.path and each["state"] == "geacht_ontvangen"
                for each in listed["_embedded"]["letters"]
            )

        await self.city.clock_moves_on(there)

    async def proves(self, days: int) -> date:
        """It arrived so many days after that Monday, as its addressee proves today or later."""
        proven = self.monday + timedelta(days=days)
        comes(self.city, proven, hour=10)
        await self.city.does(self.reader, f"{self.path}/receipt", {"provenOn": f"{proven}"})
        return proven


async def sends(
    city: City,
    case_id: str,
    kind: str,
    *,
    writer: Function = WORKER,
    named: bool = False,
    **more: Any,
) -> Sent:
    """Drafted, checked by somebody else and posted, today; ``named``: it has its addressee."""
    if not named:
        to = {**ADDRESS, "role": "overtreder"}
        await city.does(writer, f"/v1/cases/{case_id}/addressees", to)
    body = {"caseId": case_id, "kind": kind, **more}
    answer = await city.call(writer, "POST", "/v1/letters", body)
    assert answer.is_success, answer.text
    (letter,) = answer.json()
    path = f"/v1/letters/{letter['letterId']}"
    await city.does(writer, f"{path}/check", subject="collega")
    await city.does(
        writer, f"{path}/posting", {"postedOn": f"{city_day(city.now)}", "enclosesReport": True}
    )
    return Sent(city, path, city_day(city.now), case_id, writer)


async def hands_over(
    city: City, case_id: str, kind: str, *, writer: Function = WORKER, named: bool = False
) -> None:
    """A letter with an invitation leaves with somebody who hands it over, and moves no term."""
    by_hand = {"mode": "tegen_ontvangstbewijs", "motivation": "X.", "hearingWhere": "Zaal 2"}
    said = {"ruleExtract": "X.", "envisagedSanction": "Een schorsing."}
    await sends(city, case_id, kind, writer=writer, named=named, **by_hand, **said)


async def terms(rows: asyncpg.Connection, case_id: Any) -> dict[str, tuple[date, date]]:
    query = "SELECT term_id, starts_on, last_day FROM case_term WHERE case_id = $1"
    found = await rows.fetch(f"{query} AND closed_at IS NULL", UUID(str(case_id)))
    return {row["term_id"]: (row["starts_on"], row["last_day"]) for row in found}


async def to_review(rows: asyncpg.Connection, case_id: Any) -> list[str]:
    query = "SELECT reason FROM timeline WHERE case_id = $1 AND step = 'na_te_kijken'"
    return [row["reason"] for row in await rows.fetch(query, UUID(str(case_id)))]
