"""Reports of the plan: planned, made, signed by three people, and published."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from chassis.web import Function
from simulator.play.actors import POLICY_OFFICE, REPORTER, Actor
from simulator.play.http import Http, SurpriseError

PROSTITUTION_OFFICER = Actor(Function.PROSTITUTIEAMBTENAAR, "STAD", "prostitutie-1")
INTRODUCTION = "Dit rapport telt wat de politie over het jaar meldde."
Report = Mapping[str, Any]


class ReportOffice:
    """The study office makes a report, two others sign, and nobody stands behind two steps."""

    def __init__(self, http: Http) -> None:
        self._http = http

    async def plan(self, kind: str, year: int, at: datetime) -> str:
        """By hand: the id of a report that the schedule did not plan."""
        planned = await self.post("", PROSTITUTION_OFFICER, at, kind=kind, period=str(year))
        return str(planned["reportId"])

    async def publish(self, report_id: str, at: datetime) -> Report:
        """The first version of a report that is planned, until everybody may read it."""
        path = f"/{report_id}"
        made = await self.post(f"{path}/figures", REPORTER, at)
        seen, words = made["version"]["edition"], {"inleiding": INTRODUCTION}
        made = await self.post(
            f"{path}/words", REPORTER, at, seen=seen, words=words, alsoPublic=True
        )
        return await self.bring_out(made, PROSTITUTION_OFFICER, at)

    async def bring_out(self, report: Report, approver: Actor, at: datetime) -> Report:
        """Checked, read, approved and published; nobody stands behind two of these."""
        steps = (
            ("signature", REPORTER, {"step": "controleren"}),
            ("signature", POLICY_OFFICE, {"step": "nalezen"}),
            ("decision", approver, {"step": "goedkeuren", "audiences": ["plangroep", "publiek"]}),
            ("decision", approver, {"step": "publiceren"}),
        )
        signed = report
        for route, actor, body in steps:
            seen = signed["version"]["edition"]
            path = f"/{report['reportId']}/{route}"
            signed = await self.post(path, actor, at, seen=seen, **body)
        return signed

    async def read(self, report_id: str, at: datetime) -> Report:
        answer = await self._http.get("reporting", f"/v1/reports/{report_id}", REPORTER, at)
        return _sound(answer)

    async def post(self, path: str, actor: Actor, at: datetime, **body: Any) -> Report:
        answer = await self._http.post("reporting", f"/v1/reports{path}", actor, at, body)
        return _sound(answer)


def _sound(answer: Any) -> Report:
    if not answer.ok:
        raise SurpriseError("reporting", answer)
    return dict(answer.body)
