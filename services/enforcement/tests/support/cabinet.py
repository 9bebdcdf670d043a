"""The city's people at random: measures, street bans and meetings, over HTTP and in any order."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import httpx

from chassis.days import city_day
from chassis.web import Function
from contracts.codes import MeasureBasis, MeasureKind
from enforcement.mayor_measures.rules.states import MeasureStep
from enforcement.perimeters.city_file import city_streets
from enforcement.street_bans.rules import BanStep

from .city import City
from .street_bans import fine_about, somebody

WORKER, LAWYER = Function.DOSSIERBEHANDELAAR_BH, Function.JURIST_BH
MAYOR, COLLEGE = Function.KABINET_BURGEMEESTER, Function.COLLEGE_SECRETARIS
M, B = MeasureStep, BanStep
BY_MAYOR = {M.ORDER, M.RENEWAL, M.LIFTING, M.ENFORCEMENT, B.WARNING, B.WARNING_SKIPPED}
BY_MAYOR |= {B.DISCONTINUATION}
BY_COLLEGE = {M.CONFIRMATION, M.REFUSAL}
UNASKED = {M.LAPSE, M.EXPIRY, M.EXECUTION_CHECKED, M.FORFEITURE, M.COLLECTION, B.NEXT_FACT}
"""Taken by the clock or the police alone, or with facts that a walk does not have."""
ENDS = {M.LIFTING, M.CLOSING, M.REFUSAL, B.DISCONTINUATION, B.WARNING}
"""And the warning, after which a ban waits for another fact."""
WALKED = ("council-appeal", "council-lawyer", "council-file", "council-ruling", *UNASKED)
MEASURE_STEPS = [step for step in M if step not in WALKED]
BAN_STEPS = [step for step in B if step not in WALKED]
DUE = "SELECT count(*) FROM bus_timer WHERE due_at <= $1"


@dataclass
class Cabinet:
    """``dice`` decide who does what; a refusal is an answer, an error never is."""

    city: City
    dice: Random = field(default_factory=Random)
    measures: list[str] = field(default_factory=list)
    bans: list[str] = field(default_factory=list)
    refused: int = 0

    async def passes(self, days: int) -> None:
        """Time, and whatever the clock does then."""
        self.city.later(days=days)

        async def idle() -> bool:
            async with self.city.sandbox.asking("enforcement") as conn:
                return not await conn.fetchval(DUE, self.city.now)

        await self.city.clock_moves_on(idle)

    async def meets(self) -> None:
        """The secretary enters, cancels or closes a meeting, at times one that is not there."""
        today = city_day(self.city.now)
        asked = self.dice.choices(("enter", "cancellation", "closing"), (6, 1, 3))[0]
        if asked == "enter":
            day = today + timedelta(days=self.dice.randint(0, 6))
            await self._post(COLLEGE, "/v1/college-meetings", {"day": day.isoformat()})
            return
        shift = self.dice.randint(0, 5)
        day = today + timedelta(days=shift if asked == "cancellation" else -shift)
        await self._post(COLLEGE, f"/v1/college-meetings/{day}/{asked}", {})

    async def opens_measure(self) -> None:
        kind = self.dice.choice(list(MeasureKind))
        place = {"label": "Proef", "street": "Proefstraat", "houseNumber": uuid4().hex[:8]}
        body = {"kind": kind, "grounds": "Xyz.", "branch": "raam"}
        body |= {"place": place | {"postcode": "2000", "owner": f"OWN-{uuid4().hex[:6]}"}}
        answer = await self._post(WORKER, "/v1/mayor-measures", body)
        self.measures.append(answer.json()["caseId"])

    async def opens_ban(self) -> None:
        fine = await fine_about(self.city, somebody())
        answer = await self._post(WORKER, "/v1/street-bans", {"number": fine["number"]})
        self.bans.append(answer.json()["caseId"])

    async def works_on_a_measure(self) -> None:
        path = f"/v1/mayor-measures/{self.dice.choice(self.measures)}"
        case = await self.city.sees(WORKER, path)
        step = self._step(case["allowed"], MEASURE_STEPS)
        await self._post(self._who(step), f"{path}/{step}", self._measure(step, case))

    async def works_on_a_ban(self) -> None:
        path = f"/v1/street-bans/{self.dice.choice(self.bans)}"
        case = await self.city.sees(WORKER, path)
        step = self._step(case["allowed"], BAN_STEPS)
        await self._post(self._who(step), f"{path}/{step}", self._ban(step, case))

    def _step(self, allowed: list[str], every: list[Any]) -> str:
        """Mostly the last one that the service offers, so that walks get somewhere; ends rarely."""
        offered = [step for step in every if step in allowed]
        going = [step for step in offered if step not in ENDS] or offered
        luck = self.dice.random()
        if not going or luck < 0.08:
            return str(self.dice.choice(every))
        if luck < 0.12:
            return str(self.dice.choice(offered))
        return str(self.dice.choice(going) if luck < 0.4 else going[-1])

    def _who(self, step: str) -> Function:
        if step == "review":
            return LAWYER
        if step in BY_COLLEGE:
            return COLLEGE
        return MAYOR if step in BY_MAYOR else WORKER

    def _hearing(self, step: str) -> dict[str, Any] | None:
        """The bodies that both procedures have in common; None for another step."""
        dice = self.dice
        match step:
            case M.HEARING_INVITATION:
                at = self.city.now + timedelta(days=dice.choice([1, 4, 10]))
                handed = {"receivedOn": city_day(self.city.now).isoformat()}
                return {"hearingAt": at.isoformat(), **(handed if dice.random() < 0.8 else {})}
            case M.HEARING:
                return {"report": "Xyz."}
            case M.WRITTEN_DEFENCE:
                return {"summary": "Xyz.", "final": dice.random() < 0.5}
            case M.ABSENCE | M.NOTIFICATION | B.WARNING:
                return {}
            case M.LIFTING | B.DISCONTINUATION | B.WARNING_SKIPPED | B.REVIEW:
                return {"motivation": "Xyz."}
            case _:
                return None

    def _measure(self, step: str, case: dict[str, Any]) -> dict[str, Any]:
        common = self._hearing(step)
        if common is not None:
            return common
        dice, now = self.dice, self.city.now
        match step:
            case M.CONSULTATION:
                return {"stance": dice.choice(["akkoord", "bezwaar"]), "said": "Parket."}
            case M.PROPOSAL:
                return self._draft(case)
            case M.ORDER:
                back = timedelta(days=dice.choice([0, 0, 0, 1, 4]))
                return {"defenceAnswer": "Xyz.", "orderedAt": (now - back).isoformat()}
            case M.CONFIRMATION | M.REFUSAL:
                day = city_day(now) - timedelta(days=dice.choice([0, 0, 1, 2, 3]))
                return {"meetingOn": day.isoformat()}
            case M.RENEWAL:
                ends = datetime.fromisoformat(case["effectTo"] or now.isoformat())
                ends += timedelta(days=dice.choice([-5, 20, 60, 200]))
                said = {"defenceAnswer": "Xyz.", "motivation": "Xyz."}
                return {"ends": ends.isoformat(), **said}
            case M.CLOSING | M.ENFORCEMENT:
                return {"reason": "Xyz."}
            case _:
                return {}

    def _draft(self, case: dict[str, Any]) -> dict[str, Any]:
        dice = self.dice
        fits = [MeasureBasis.NGW_134QUINQUIES]
        if case["kind"] == MeasureKind.OPENBARE_ORDE:
            fits = [basis for basis in MeasureBasis if basis not in fits]
        basis = dice.choice(fits if dice.random() < 0.9 else list(MeasureBasis))
        ends = self.city.now + timedelta(days=dice.choice([10, 40, 80, 170, 400]))
        return {
            "basis": basis,
            "content": dice.choice(["sluiting", "verbod", "ander_bevel"]),
            "motivation": "Xyz.",
            "ends": ends.isoformat(),
            "victims": dice.random() < 0.8,
            "urgency": "Xyz." if dice.random() < 0.3 else None,
        }

    def _ban(self, step: str, case: dict[str, Any]) -> dict[str, Any]:
        common = self._hearing(step)
        if common is not None:
            return common
        dice, today = self.dice, city_day(self.city.now)
        match step:
            case B.PERIMETER:
                return self._perimeter()
            case B.ORDER | B.RENEWAL:
                first = today
                if step == B.RENEWAL and case["lastDay"]:
                    first = datetime.fromisoformat(case["lastDay"]).date() + timedelta(days=1)
                first += timedelta(days=dice.choice([0, 0, 0, 2]))
                last = first + timedelta(days=dice.choice([5, 20, 27, 40]))
                days = {"firstDay": first.isoformat(), "lastDay": last.isoformat()}
                return days | {"defenceAnswer": "Xyz.", "motivation": "Xyz."}
            case B.CONFIRMATION:
                no = dice.random() < 0.15
                return {"outcome": "niet_bevestigd" if no else "bevestigd"}
            case _:
                return {}

    def _perimeter(self) -> dict[str, Any]:
        """Some streets or all of them, around places that the law leaves free."""
        dice, streets = self.dice, city_streets().streets
        chosen = dice.sample(sorted(streets), dice.choice([1, 1, 2, 3, len(streets)]))
        free = []
        for kind in ("woning", "werkplek", "school"):
            if dice.random() < 0.6:
                street = dice.choice(chosen)
                house = dice.choice(sorted(streets[street].houses))
                free.append({"kind": kind, "street": street, "number": house})
        answered = ["woning", "werkplek", "school"]
        return {
            "parts": [{"street": street} for street in chosen],
            "free": free,
            "answered": answered if dice.random() < 0.9 else answered[:2],
        }

    async def _post(self, who: Function, path: str, body: dict[str, Any]) -> httpx.Response:
        answer = await self.city.call(who, "POST", path, body)
        assert answer.status_code < 500, (path, body, answer.text)
        self.refused += not answer.is_success
        return answer

    def ids(self, which: list[str]) -> list[UUID]:
        return [UUID(each) for each in which]
