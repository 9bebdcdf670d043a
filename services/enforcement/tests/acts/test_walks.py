"""Acts taken at random over the API, with bodies made of their fields: nothing breaks, and from
wherever a case got to, people bring it to its end."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from chassis.days import city_day
from chassis.web import Function
from enforcement.acts.act import Act
from enforcement.acts.desk import Desk
from enforcement.mayor_measures.desk import MEASURES
from enforcement.street_bans.desk import STREET_BANS
from enforcement.suitability.desk import DECLARATIONS

from ..support.city import City
from ..support.street_bans import fine_about, somebody

pytestmark = pytest.mark.moves_clock
WORKER, COLLEGE = Function.DOSSIERBEHANDELAAR_BH, Function.COLLEGE_SECRETARIS


@dataclass(frozen=True)
class Walked:
    """A procedure that is walked: how a case begins, and by which acts people end it, the first
    that is offered. ``over``: the states of its end. ``said`` is what no chance would hit upon."""

    desk: Desk[Any]
    begins: Callable[[City], Awaitable[str]]
    ends: tuple[str, ...]
    over: frozenset[str]
    said: Mapping[str, Any] = field(default_factory=dict)


async def begin_ban(city: City) -> str:
    fine = await fine_about(city, somebody())
    case = await city.does(WORKER, STREET_BANS.api, {"number": fine["number"]})
    return str(case["caseId"])


async def begin_measure(city: City) -> str:
    filed = await city.granted()
    cause = {"kind": "openbare_orde", "grounds": "Nachtlawaai.", "branch": "raam"}
    case = await city.does(WORKER, MEASURES.api, cause | {"number": filed["number"]})
    return str(case["caseId"])


async def file_application(city: City) -> str:
    return str((await city.files())["dossierId"])


WALKED = {
    "street_bans": Walked(
        STREET_BANS,
        begin_ban,
        ("discontinuation", "lifting", "closing"),
        frozenset({"afgesloten"}),
        {
            "parts": [{"street": "Verversrui"}],
            "answered": ["woning", "werkplek", "school"],
            "free": [{"kind": "woning", "street": "Verversrui", "number": "5"}],
        },
    ),
    "mayor_measures": Walked(
        MEASURES,
        begin_measure,
        ("lifting", "closing"),
        frozenset({"afgesloten"}),
        {"basis": "ngw_135", "content": "sluiting", "urgency": "Ontploffingsgevaar."},
    ),
    "suitability": Walked(
        DECLARATIONS,
        file_application,
        ("application-withdrawal", "discontinuation", "relinquishment"),
        frozenset({"geweigerd", "ingetrokken", "vervallen", "afgestand", "stopgezet"}),
    ),
}
LONGEST = 25


class Walk:
    def __init__(self, city: City, walked: Walked, seed: int) -> None:
        self.city, self.walked, self.dice = city, walked, Random(seed)
        self.acts = {str(act.declared.step): act for act in walked.desk.acts}
        self.taken: list[str] = []

    async def begins(self) -> None:
        self.path = f"{self.walked.desk.api}/{await self.walked.begins(self.city)}"

    async def allowed(self) -> list[str]:
        case = await self.city.sees(WORKER, self.path)
        return list(dict.fromkeys(case["allowed"]))

    async def takes(self, step: str) -> int:
        act = self.acts[step]
        who = self.dice.choice(sorted(act.declared.by))
        answer = await self.city.call(who, "POST", f"{self.path}/{step}", self.body(act))
        assert answer.status_code in (200, 201, 409, 422), (step, answer.text)
        if answer.is_success:
            self.taken.append(step)
        return answer.status_code

    def body(self, act: type[Act]) -> dict[str, Any] | None:
        schema = act.model_json_schema()
        fields = schema.get("properties", {})
        needed = schema.get("required", ())
        return {
            field: self.walked.said.get(field) or self.value(said, schema.get("$defs", {}))
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
                return "xyz" if "pattern" in said else "Xyz."
            case "integer", _:
                return self.dice.randint(0, 3)
            case "array", _:
                return [self.value(said["items"], defs) for _ in range(self.dice.randint(0, 2))]
            case "object", _:
                return {}
        return None

    async def goes_on(self) -> None:
        """One act that is offered; and days go by, with a meeting in them."""
        offered = [step for step in await self.allowed() if step in self.acts]
        going = [step for step in offered if step not in self.walked.ends] or offered
        if going:
            for _ in range(4):  # a body of chance often fails
                if await self.takes(self.dice.choice(going)) in (200, 201):
                    break
        self.city.later(days=self.dice.choice([0, 0, 1, 3, 10]))
        if self.dice.random() < 0.4:
            day = city_day(self.city.now) + timedelta(days=self.dice.randint(0, 5))
            await self.city.call(COLLEGE, "POST", "/v1/college-meetings", {"day": str(day)})

    async def ends(self) -> str:
        """Whoever may end it does so, as soon as the procedure lets them."""
        for _ in range(LONGEST):
            case = await self.city.sees(WORKER, self.path)
            offered = [step for step in self.walked.ends if step in case["allowed"]]
            if case["state"] in self.walked.over:
                break
            if offered:
                await self.takes(offered[0])
            else:
                self.city.later(days=1)
        return str((await self.city.sees(WORKER, self.path))["state"])


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
@pytest.mark.parametrize("name", WALKED)
async def test_no_order_of_acts_breaks_a_case_and_people_bring_it_to_its_end(
    city: City, name: str, seed: int
) -> None:
    walked = WALKED[name]
    walk = Walk(city, walked, seed)
    await walk.begins()
    for _ in range(12):
        await walk.goes_on()
    assert len(walk.taken) >= 3, walk.taken
    assert await walk.ends() in walked.over
