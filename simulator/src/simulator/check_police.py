"""Check of the police's papers: what the databank and reporting show of them, against the truth."""

from collections import Counter
from datetime import datetime
from typing import Any

from simulator.check_measures import Shown
from simulator.play.actors import TEAM_LEADER
from simulator.play.http import Http, SurpriseError
from simulator.truth_police import Papers

JUDICIAL = "IND-2-04"


async def papers(http: Http, shown: Shown, truth: Papers, now: datetime) -> list[str]:
    """Sentences about what is otherwise than it was played."""
    remarks = [] if truth.refused_early else ["the parket's set was kept without an agreement"]
    for year, counts in truth.parket.items():
        part = next(
            each for each in shown[str(year)][JUDICIAL]["parts"] if each["code"] == "parket"
        )
        number = sum(each.number for each in counts)
        if part["value"] not in (None, number):
            remarks.append(f"the parket's set of {year} is {part['value']}, not {number}")
    remarks += await _exchanges(http, truth, now)
    planned = {
        row["begins"] async for row in http.every("databank", "/v1/deployments", TEAM_LEADER, now)
    }
    if not {begins.isoformat() for begins in truth.deployments} <= planned:
        remarks.append("a deployment that was fixed is not there")
    for guideline_id, readers in truth.readers.items():
        path = f"/v1/guidelines/{guideline_id}/versions/1/readers"
        if (await _get(http, path, now))["readers"] != readers:
            remarks.append("a guideline has other readers than read it")
    return remarks


async def _exchanges(http: Http, truth: Papers, now: datetime) -> list[str]:
    remarks = []
    for year in {each.year for each in truth.exchanges}:
        rows = http.every("databank", "/v1/exchange-counts", TEAM_LEADER, now, year=year)
        counted = {
            (row["partner"], row["direction"]): (row["number"], row["answered"], row["late"])
            async for row in rows
        }
        made = Counter(
            (each.partner, each.direction) for each in truth.exchanges if each.year == year
        )
        if counted != {key: (number, number, 0) for key, number in made.items()}:
            remarks.append(f"the exchanges of {year} are {counted}")
    return remarks


async def _get(http: Http, path: str, now: datetime) -> Any:
    answer = await http.get("databank", path, TEAM_LEADER, now)
    if not answer.ok:
        raise SurpriseError("databank", answer)
    return answer.body
