"""The desk at which fines are worked on: cases, steps, letters, and the money that comes in."""

from base64 import b64decode
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from chassis.days import city_day
from contracts.codes import OffenderRole
from simulator.play.actors import CASE_WORKER, FINANCE, FINING_OFFICER, LAWYER, Actor
from simulator.play.http import Answer, Http, SurpriseError
from simulator.play.own_case import OwnCase, code_on
from simulator.play.poll import until

PHOTO = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="
)
"""One point, as small as a photo can be."""
READY = "klaar_voor_beslissing"
ADDRESS = {
    "name": "Klant Zondernaam",
    "street": "Voorbeeldstraat",
    "houseNumber": "1",
    "postcode": "2000",
    "town": "Voorbeeldstad",
}
ANSWER = {"defenceAnswer": "Wat u schreef of zei, is gelezen."}


class FineDesk:
    """Case workers, a lawyer, a sanctioning officer and finance, each at their own part."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def opened(self, finding_id: str, at: datetime) -> str:
        """Once the finding became a case: its id."""
        return await until(partial(self._opened, finding_id, at), "a fine case")

    async def _opened(self, finding_id: str, at: datetime) -> str | None:
        found = await self.get("/v1/gas-cases", CASE_WORKER, at, findingId=finding_id)
        (cases,) = found["_embedded"].values()
        return str(cases[0]["caseId"]) if cases else None

    async def look(self, case_id: str, at: datetime) -> Any:
        return await self.get(f"/v1/gas-cases/{case_id}", CASE_WORKER, at)

    async def step(
        self, case_id: str, step: str, at: datetime, actor: Actor = CASE_WORKER, **body: Any
    ) -> Any:
        return await self.post(f"/v1/gas-cases/{case_id}/{step}", actor, at, body)

    async def address(self, case_id: str, at: datetime, *roles: str) -> None:
        """Somebody of each role gets the letters of the case from now on."""
        for role in roles:
            path = f"/v1/cases/{case_id}/addressees"
            await self.post(path, CASE_WORKER, at, {**ADDRESS, "role": role})

    async def send(
        self, case_id: str, kind: str, at: datetime, more: Mapping[str, Any] | None = None
    ) -> None:
        """Drafted, found right by somebody else, and brought to the post."""
        about = {"caseId": case_id, "kind": kind, **(more or {})}
        for letter in await self.post("/v1/letters", CASE_WORKER, at, about):
            path = f"/v1/letters/{letter['letterId']}"
            await self.post(f"{path}/check", LAWYER, at, {})
            await self.post(
                f"{path}/posting",
                CASE_WORKER,
                at,
                {"postedOn": f"{city_day(at)}", "enclosesReport": True},
            )

    async def decide(
        self, case_id: str, role: OffenderRole, amount: int, defence: str, at: datetime
    ) -> None:
        """A fine, once somebody looked who found the facts, and the police were asked once more
        about anybody but a client (DP-11).
        """
        await self._ready(case_id, at)
        if role is not OffenderRole.PROSTITUANT:
            await self.step(case_id, "police-consultation", at)
        await self.step(case_id, "finder-check", at, finder="extern")
        await self.step(
            case_id,
            "fine",
            at,
            FINING_OFFICER,
            amount=amount,
            motivation="De feiten staan vast.",
            proportionality="Het bedrag is in verhouding.",
            defence=defence,
            declaresNoPart=True,
            **({} if defence == "geen_verweer" else ANSWER),
        )
        await self.send(case_id, "beslissing", at)

    async def _ready(self, case_id: str, at: datetime) -> None:
        """By hand, unless the clock was first: without a defence in time a case is ready then."""
        if (await self.look(case_id, at))["state"] == READY:
            return
        path = f"/v1/gas-cases/{case_id}/ready"
        answer = await self._http.post("enforcement", path, CASE_WORKER, at, {})
        if (await self.look(case_id, at))["state"] != READY:
            _sound(answer)

    async def code(self, case_id: str, at: datetime) -> str:
        """The code that stands on the letters of a case, as its addressee reads it on paper."""
        path = f"/v1/gas-cases/{case_id}/court-file"
        return code_on(await self.get(path, CASE_WORKER, at))

    async def defend_online(
        self, case_id: str, at: datetime, words: str = "Ik was er niet."
    ) -> None:
        """The addressee opens the own case with the code, and defends in writing."""
        code = await self.code(case_id, at)
        async with self._http.visitor("enforcement", at) as browser:
            own = OwnCase(browser)
            await own.enter(code)
            await own.defend(words, ("bewijs.png", PHOTO, "image/png"))

    async def claim(self, case_id: str, at: datetime) -> Any:
        """Once the fine is final, as finance sees what is owed."""
        return await until(partial(self._claim, case_id, at), "the claim of a fine")

    async def _claim(self, case_id: str, at: datetime) -> Any:
        answer = await self._http.get("enforcement", f"/v1/claims/{case_id}", FINANCE, at)
        if answer.status == 404:
            return None
        return _sound(answer).body

    async def claim_for(self, case_id: str, step: str, at: datetime) -> Any:
        """Once a step of collection may be taken: the letter before it arrived long ago."""

        async def allowed() -> Any:
            claim = await self._claim(case_id, at)
            return claim if claim and step in claim["allowed"] else None

        return await until(allowed, f"the step {step} of a claim")

    async def collect(self, case_id: str, step: str, at: datetime) -> Any:
        await self.claim_for(case_id, step, at)
        return await self.post(f"/v1/claims/{case_id}/steps", FINANCE, at, {"step": step})

    async def read_statement(self, file: bytes, at: datetime) -> Any:
        """Finance reads a statement of the bank; what came of its lines."""
        sent = {"bestand": ("afschrift.xml", file, "application/xml")}
        path = "/v1/bank-statements"
        return _sound(await self._http.upload("enforcement", path, FINANCE, at, {}, sent)).body

    async def get(self, path: str, actor: Actor, at: datetime, **params: str | int) -> Any:
        return _sound(await self._http.get("enforcement", path, actor, at, **params)).body

    async def post(self, path: str, actor: Actor, at: datetime, body: Mapping[str, Any]) -> Any:
        return _sound(await self._http.post("enforcement", path, actor, at, body)).body


def _sound(answer: Answer) -> Answer:
    if not answer.ok:
        raise SurpriseError("enforcement", answer)
    return answer
