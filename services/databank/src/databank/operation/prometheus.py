"""Prometheus as the watch that is asked how often the databank answered on a day.

The question is a subquery with a step of a minute over a day of the city, 23 to 25 hours long, of
which the databank's instances are one: it answers while any of them does. How often Prometheus
itself looked does not change it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import httpx
from pydantic import BaseModel, ValidationError

from chassis.addresses import Trust
from chassis.days import day_start

SECONDS = 10.0
STEP_SECONDS = 60


class PrometheusError(Exception):
    """It gave no answer that can be read; it can be asked again."""


class _Sample(BaseModel):
    value: tuple[float, str]


class _Vector(BaseModel):
    result: list[_Sample]


class _Answer(BaseModel):
    status: str
    data: _Vector


@dataclass(frozen=True, slots=True)
class Looks:
    """So many times it was looked whether it answers, and so many times it did."""

    probes: int
    answered: int


@dataclass(frozen=True)
class Prometheus:
    """``probe`` selects series that are 1 while an instance answers, else 0.

    The address may hold a user and a password. Raises ``PlainAddressError`` for one that is reached
    in plain beyond this machine, unless its host is trusted so.
    """

    url: str
    probe: str
    trust: Trust

    def __post_init__(self) -> None:
        self.trust.web(self.url, "Prometheus")

    async def looks(self, day: date) -> Looks | None:
        """None for a day on which nobody looked. Raises ``PrometheusError``."""
        begins, ends = day_start(day), day_start(day + timedelta(days=1))
        span = f"(max({self.probe}))[{int((ends - begins).total_seconds())}s:{STEP_SECONDS}s]"
        at = ends.timestamp() - 1  # the last second of the day: both ends of a span may be inside
        try:
            async with httpx.AsyncClient(
                base_url=self.url, timeout=SECONDS, verify=self.trust.context()
            ) as client:
                probes = await _ask(client, f"count_over_time({span})", at)
                answered = await _ask(client, f"sum_over_time({span})", at)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise PrometheusError(type(error).__name__) from None
        if probes is None or answered is None or probes == 0:
            return None
        return Looks(probes, min(answered, probes))


async def _ask(client: httpx.AsyncClient, query: str, at: float) -> int | None:
    response = await client.post("/api/v1/query", data={"query": query, "time": str(at)})
    if not response.is_success:
        raise PrometheusError(f"status {response.status_code}")
    try:
        answer = _Answer.model_validate_json(response.content)
        return int(float(answer.data.result[0].value[1])) if answer.data.result else None
    except (ValidationError, ValueError) as error:
        raise PrometheusError(type(error).__name__) from None
