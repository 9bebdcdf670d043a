"""The way of a fine through the city: letters that arrive, an officer who decides."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI

from chassis.days import city_day, day_start
from chassis.db import Database
from chassis.web import Function
from contracts.databank import FindingHoldChanged
from enforcement.cases.rules import CaseStepRefusedError
from enforcement.cases.store.timeline import By
from enforcement.gas import notified
from enforcement.gas.rules import GasStep

from .browser import signed_in
from .city import City
from .papers import paper

WORKER, OFFICER = Function.DOSSIERBEHANDELAAR_BH, Function.SANCTIONEREND_AMBTENAAR
ADVERSE = {
    GasStep.FINE,
    GasStep.FINAL,
    GasStep.CLAIM,
    GasStep.REMINDER,
    GasStep.COLLECTION,
}
"""Steps against somebody, beside letters: those do not leave a case on hold."""
CLERK = By("dossierbehandelaar_bh", "clerk")


@dataclass
class FineCase:
    """A fine case, and what people do with it."""

    city: City
    app: FastAPI
    case_id: UUID

    @classmethod
    async def opens(cls, city: City, app: FastAPI, **finding: Any) -> "FineCase":
        finding_id = await city.transfers(**finding)
        listed = await city.sees(WORKER, f"/v1/gas-cases?findingId={finding_id}")
        (case,) = listed["_embedded"]["gasCases"]
        return cls(city, app, UUID(case["caseId"]))

    @property
    def path(self) -> str:
        return f"/v1/gas-cases/{self.case_id}"

    async def look(self) -> dict[str, Any]:
        return await self.city.sees(WORKER, self.path)

    async def state(self) -> str:
        state: str = (await self.look())["state"]
        return state

    async def does(self, step: str, function: Function = WORKER, **body: Any) -> dict[str, Any]:
        return await self.city.does(function, f"{self.path}/{step}", body)

    async def tries(self, step: str, function: Function = WORKER, **body: Any) -> tuple[int, str]:
        """The status of a refusal, and what it says."""
        answer = await self.city.call(function, "POST", f"{self.path}/{step}", body)
        problem = answer.json()
        errors = problem.get("errors")
        return answer.status_code, errors[0]["reason"] if errors else problem.get("title", "")

    async def letter(self, arrives: Any, on: date | None = None) -> None:
        """A letter reached its addressee: what ``on_notified`` calls for it."""
        database: Database = self.app.state.database
        async with database.begin(self.city.now) as tx:
            await arrives(tx, self.case_id, on or city_day(self.city.now), CLERK)

    async def holds_back(self, arrives: Any) -> str:
        """The reason for which a letter may not go out."""
        with pytest.raises(CaseStepRefusedError) as refused:
            await self.letter(arrives)
        return refused.value.reason

    async def copied_to_prosecutor(self) -> None:
        """The copy of a minor's finding, with its proof among the documents."""
        worker = await signed_in(self.app, self.city, WORKER)
        files = [("bestanden", ("bewijs.pdf", paper(), "application/pdf"))]
        data = {"soort": "bewijs_van_verzending"}
        await worker.upload(f"/dossiers/{self.case_id}/stukken", files, data)
        form = await worker.get(f"/dossiers/{self.case_id}/parket-kopie")
        (proof,) = re.findall(r'name="bewijs"[^>]*value="([^"]+)"', form.text)
        await worker.does(f"/dossiers/{self.case_id}/parket-kopie", bewijs=proof)

    async def asked_around(self, finder: str = "extern") -> None:
        """What a colleague looks up before the officer decides: the police, and the finder."""
        await self.does("police-consultation")
        path, body = f"{self.path}/finder-check", {"finder": finder}
        await self.city.does(WORKER, path, body, subject="collega")

    async def started(self, envisaged: int = 250, **triage: Any) -> "FineCase":
        await self.does("triage", envisaged=envisaged, **triage)
        await self.letter(notified.start_letter_notified)
        return self

    async def ready(self, envisaged: int = 250) -> "FineCase":
        await self.started(envisaged)
        await self.does("not-contested")
        return self

    async def fined(self, amount: int = 200) -> "FineCase":
        await self.ready()
        await self.asked_around()
        await self.does("fine", OFFICER, **fine(amount))
        return self

    async def notified(self) -> "FineCase":
        await self.letter(notified.decision_notified)
        return self

    async def police_ask_to_wait(self) -> None:
        """For consultation: somebody may be a victim."""
        finding_id, moment = (await self.look())["findingId"], self.city.later(hours=1)
        event = FindingHoldChanged(finding_id=finding_id, on_hold=True, changed_at=moment)
        sandbox = self.city.sandbox
        await sandbox.handled("enforcement", await sandbox.publish(event, at=self.city.now))
        assert (await self.look())["onHold"]

    async def becomes(self, state: str) -> None:
        """Wait until the clock brought the case to a state."""

        async def is_so() -> bool:
            return await self.state() == state

        await self.city.clock_moves_on(is_so)

    def go_to(self, day: date) -> None:
        self.city.now = max(self.city.now, day_start(day) + timedelta(hours=9))

    async def told(self) -> list[str]:
        return await self.city.told(self.case_id)


def fine(amount: int, **more: Any) -> dict[str, Any]:
    body = {
        "amount": amount,
        "motivation": "De feiten staan vast.",
        "proportionality": "Het is de eerste keer, en het bedrag is laag.",
        "defence": "geen_verweer",
        "declaresNoPart": True,
    }
    return body | more
