"""Acts taken at random over the API, with bodies made of their fields: nothing breaks, and from
wherever a case got to, people bring it to its end."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from chassis.days import city_day
from chassis.web import Function
from enforcement.acts.act import Act
from enforcement.street_bans.desk import STREET_BANS

from ..support.city import City
from ..support.street_bans import fine_about, somebody

pytestmark = pytest.mark.moves_clock
WORKER, COLLEGE = Function.DOSSIERBEHANDELAAR_BH, Function.COLLEGE_SECRETARIS
ACTS = {str(act.declared.step): act for act in STREET_BANS.acts}
SAID = {
    "parts": [{"street": "Verversrui"}],
    "answered": ["woning", "werkplek", "school"],
    "free": [{"kind": "woning", "street": "Verversrui", "number": "5"}],
}
"""What no chance would hit upon: streets of the city's file."""
ENDS = ("discontinuation", "lifting", "closing")
"""By which people end a case, the first that is offered."""
LONGEST = 25


class Walk:
    def __init__(self, city: City, seed: int) -> None:
        self.city, self.dice = city, Random(seed)
        self.taken: list[str] = []

    async def begins(self) -> None:
        fine = await fine_about(self.city, somebody())
        case = await self.city.does(WORKER, STREET_BANS.api, {"number": fine["number"]})
        self.path = f"{STREET_BANS.api}/{case['caseId']}"

    async def allowed(self) -> list[str]:
        case = await self.city.sees(WORKER, self.path)
        return list(dict.fromkeys(case["allowed"]))

    async def takes(self, step: str) -> int:
        act = ACTS[step]
        who = self.dice.choice(sorted(act.declared.by))
        answer = await self.city.call(who, "POST", f"{self.path}/{step}", self.body(act))
        assert answer.status_code in (200, 409, 422), (step, answer.text)
        if answer.is_success:
            self.taken.append(step)
        return answer.status_code

    def body(self, act: type[Act]) -> dict[str, Any] | None:
        schema = act.model_json_schema()
        fields = schema.get("properties", {})
        needed = schema.get("required", ())
        return {
            field: SAID.get(field) or self.value(said, schema.get("$defs", {}))
            for field, said in fields.items()
            if field in needed or self.dice.random() < 0.5
        }

    def value(self, said: dict[str, Any], defs: dict[str, Any]) -> Any:
        if "$ref" in said:
            said = defs[said["$ref"].rpartition("/")[2]]
        if "anyOf" in said:
            said = self.dice.choice(said["anyOf"])
        if "enum" in said:
            return self.dice.choice(said["enum"])
        days = timedelta(days=self.dice.choice([-400, -2, -1, 0, 0, 0, 1, 9, 12, 20, 27, 40]))
        match said.get("type"), said.get("format"):
            case "string", "date":
                return str(city_day(self.city.now) + days)
            case "string", "date-time":
                return (self.city.now + days).isoformat()
            case "boolean", _:
                return self.dice.random() < 0.5
            case "string", _:
                return "Xyz."
        return None

    async def goes_on(self) -> None:
        """One act that is offered; and days go by, with a meeting in them."""
        offered = [step for step in await self.allowed() if step in ACTS]
        going = [step for step in offered if step not in ENDS] or offered
        if going:
            for _ in range(4):  # a body of chance often fails
                if await self.takes(self.dice.choice(going)) == 200:
                    break
        self.city.later(days=self.dice.choice([0, 0, 1, 3, 10]))
        if self.dice.random() < 0.4:
            day = city_day(self.city.now) + timedelta(days=self.dice.randint(0, 5))
            await self.city.call(COLLEGE, "POST", "/v1/college-meetings", {"day": str(day)})

    async def ends(self) -> str:
        """Whoever may end it does so, as soon as the procedure lets them."""
        for _ in range(LONGEST):
            case = await self.city.sees(WORKER, self.path)
            offered = [step for step in ENDS if step in case["allowed"]]
            if case["state"] == "afgesloten":
                break
            if offered:
                await self.takes(offered[0])
            else:
                self.city.later(days=1)
        return str((await self.city.sees(WORKER, self.path))["state"])


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
async def test_no_order_of_acts_breaks_a_ban_and_people_bring_it_to_its_end(
    city: City, seed: int
) -> None:
    walk = Walk(city, seed)
    await walk.begins()
    for _ in range(12):
        await walk.goes_on()
    assert len(walk.taken) >= 3, walk.taken
    assert await walk.ends() == "afgesloten"
