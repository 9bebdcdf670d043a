"""Queries about the broker ask for metrics that it has."""

import re

import httpx
import pytest

from launcher import ports
from launcher.sandbox import Sandbox

from .support.files import SCRAPE, USED, expressions
from .support.waiting import until


async def test_queries_about_the_broker_use_metrics_that_it_has(sandbox: Sandbox) -> None:
    port = ports.remembered(sandbox.infra.run).get("prometheus")
    if port is None:
        pytest.skip("the broker was not started here")
    used = {name for _, expression in expressions() for name, _ in USED.findall(expression)}
    wanted = {name for name in used if name.startswith("rabbitmq_")}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as broker:

        async def measured() -> bool:  # it measures its queues every few seconds
            return wanted <= await known(broker)

        await until(measured)


async def known(broker: httpx.AsyncClient) -> set[str]:
    """The metrics that the configured scrapes would find now."""
    found: set[str] = set()
    for job in SCRAPE["scrape_configs"]:
        if job["job_name"].startswith("rabbitmq"):
            family = {"family": job["params"]["family"]} if "params" in job else {}
            answer = await broker.get(job.get("metrics_path", "/metrics"), params=family)
            found |= set(re.findall(r"^(rabbitmq_\w+)", answer.text, re.MULTILINE))
    return found
