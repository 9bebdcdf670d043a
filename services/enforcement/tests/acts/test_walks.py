"""Acts taken at random over the API, with bodies made of their fields: nothing breaks, and from
wherever a case got to, people bring it to its end."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI

from chassis.days import city_day
from chassis.refusals import RefusedError
from chassis.web import Function
from enforcement.acts.act import Act
from enforcement.acts.desk import Desk
from enforcement.gas import notified
from enforcement.gas.desk import FINES
from enforcement.mayor_measures.desk import MEASURES
from enforcement.sanctions.desk import SANCTIONS
from enforcement.street_bans.desk import STREET_BANS
from enforcement.suitability.desk import DECLARATIONS

from ..support.city import City
from ..support.procedure import CLERK, FineCase
from ..support.sanctions import warned
from ..support.street_bans import fine_about, somebody

pytestmark = pytest.mark.moves_clock
WORKER, COLLEGE = Function.DOSSIERBEHANDELAAR_BH, Function.COLLEGE_SECRETARIS


@dataclass(frozen=True)
class Walked:
    """A procedure that is walked: how a case begins, and by which acts people end it, the first
    that is offered. ``over``: the states of its end. ``said`` is what no chance would hit upon;
    ``letters``: what their arrival does to a case, on a day; ``nobody`` of these takes an
    act, since it would be that of another body."""

    desk: Desk[Any]
    begins: Callable[[FastAPI, City], Awaitable[str]]
    ends: tuple[str, ...]
    over: frozenset[str]
    said: Mapping[str, Any] = field(default_factory=dict)
    letters: tuple[Callable[..., Awaitable[None]], ...] = ()
    nobody: frozenset[Function] = frozenset()


async def start_fine(app: FastAPI, city: City) -> str:
    case = await FineCase.opens(city, app, report_number=uuid4().hex[:12])
    return str((await case.started()).case_id)


async def impose_fine(app: FastAPI, city: City) -> str:
    case = await FineCase.opens(city, app, report_number=uuid4().hex[:12])
    return str((await case.fined()).case_id)


async def begin_ban(_app: FastAPI, city: City) -> str:
    fine = await fine_about(city, somebody())
    case = await city.does(WORKER, STREET_BANS.api, {"number": fine["number"]})
    return str(case["caseId"])


async def begin_measure(_app: FastAPI, city: City) -> str:
    filed = await city.granted()
    cause = {"kind": "openbare_orde", "grounds": "Nachtlawaai.", "branch": "raam"}
    case = await city.does(WORKER, MEASURES.api, cause | {"number": filed["number"]})
    return str(case["caseId"])


async def find_again(_app: FastAPI, city: City) -> str:
    case = await warned(city)
    await city.transfers(case["premisesId"])
    return str(case["caseId"])


async def file_application(_app: FastAPI, city: City) -> str:
    return str((await city.files())["dossierId"])


FINE_ENDS = ("shelving", "dismissal", "fine-withdrawal", "closing")
FINE_OVER = frozenset(
    {
        *("onontvankelijk", "geseponeerd", "overgenomen_door_parket", "vervallen"),
        *("bemiddeling_geslaagd", "gemeenschapsdienst_volbracht", "geen_geldboete"),
        *("waarschuwing", "vernietigd", "ingetrokken", "afgesloten"),
    }
)
FINE_SAID = {"envisaged": 100, "amount": 60, "finder": "extern", "mediator": "extern", "hours": 10}
OFFERED = (
    notified.mediation_offer_notified,
    notified.community_service_notified,
    notified.bar_notified,
)
WALKED = {
    "gas": Walked(
        FINES, start_fine, FINE_ENDS, FINE_OVER, FINE_SAID, (*OFFERED, notified.decision_notified)
    ),
    "gas_decided": Walked(
        FINES, impose_fine, FINE_ENDS, FINE_OVER, FINE_SAID, (notified.decision_notified,)
    ),
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
    "sanctions": Walked(
        SANCTIONS,
        find_again,
        ("notification", "execution-check-withdrawal", "closing"),
        frozenset({"afgesloten"}),
        {"decidingBody": "college"},
        nobody=frozenset({Function.KABINET_BURGEMEESTER}),
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
    def __init__(self, app: FastAPI, city: City, walked: Walked, seed: int) -> None:
        self.app, self.city, self.walked, self.dice = app, city, walked, Random(seed)
        self.acts = {str(act.declared.step): act for act in walked.desk.acts}
        self.taken: list[str] = []

    async def begins(self) -> None:
        self.case_id = UUID(await self.walked.begins(self.app, self.city))
        self.path = f"{self.walked.desk.api}/{self.case_id}"

    async def allowed(self) -> list[str]:
        case = await self.city.sees(WORKER, self.path)
        return list(dict.fromkeys(case["allowed"]))

    async def takes(self, step: str) -> int:
        act = self.acts[step]
        who = self.dice.choice(sorted(act.declared.by - self.walked.nobody))
        body, subject = self.body(act), str(who)
        answer = await self.city.call(who, "POST", f"{self.path}/{step}", body, subject=subject)
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
        await self.hears_by_post()
        self.city.later(days=self.dice.choice([0, 0, 1, 3, 10]))
        if self.dice.random() < 0.4:
            day = city_day(self.city.now) + timedelta(days=self.dice.randint(0, 5))
            await self.city.call(COLLEGE, "POST", "/v1/college-meetings", {"day": str(day)})

    async def hears_by_post(self) -> None:
        """The first letter, in any order, that may reach somebody in this case now."""
        for arrives in self.dice.sample(self.walked.letters, len(self.walked.letters)):
            try:
                async with self.app.state.database.begin(self.city.now) as tx:
                    await arrives(tx, self.case_id, self.city.today, CLERK)
            except RefusedError:
                continue
            self.taken.append(arrives.__name__)
            return

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


MORE = pytest.mark.night(
    "more walks by chance",
    stays="::test_no_order_of_acts_breaks_a_case_and_people_bring_it_to_its_end",
)


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=MORE) for seed in (3, 4))])
@pytest.mark.parametrize("name", WALKED)
async def test_no_order_of_acts_breaks_a_case_and_people_bring_it_to_its_end(
    app: FastAPI, city: City, name: str, seed: int
) -> None:
    walked = WALKED[name]
    walk = Walk(app, city, walked, seed)
    await walk.begins()
    for _ in range(12):
        await walk.goes_on()
    assert len(walk.taken) >= 3, walk.taken
    assert await walk.ends() in walked.over
