"""A real Prometheus beside a running platform, and what the dashboards ask of it."""

import asyncio
import json
import re
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import yaml

ROOT = Path(__file__).resolve().parents[3]
CONFIG = ROOT / "deploy/prometheus"
DASHBOARDS = ROOT / "deploy/grafana/dashboards"
VARIABLES = {"$__rate_interval": "1m", "$service": ".*"}


def questions() -> dict[str, str]:
    """Every expression of every panel, by its place, with Grafana's variables filled in."""
    found = {}
    for path in sorted(DASHBOARDS.glob("*.json")):
        for panel in json.loads(path.read_text())["panels"]:
            for target in panel["targets"]:
                expression = target["expr"]
                for name, value in VARIABLES.items():
                    expression = expression.replace(name, value)
                found[f"{path.stem}: {panel['title']} {target['refId']}"] = expression
    return found


@dataclass(frozen=True)
class Prometheus:
    client: httpx.AsyncClient

    async def answers(self, expression: str) -> bool:
        """Whether the expression has a number, and not only for what is no number."""
        answer = await self.client.get("/api/v1/query", params={"query": expression})
        assert answer.is_success, (expression, answer.text)
        values = [sample["value"][1] for sample in answer.json()["data"]["result"]]
        return any(value != "NaN" for value in values)

    async def knows(self, metric: str) -> bool:
        """Whether a service exposes the metric, with or without a value."""
        name = metric.removesuffix("_total").removesuffix("_bucket")
        params = {"metric": name}
        found = (await self.client.get("/api/v1/targets/metadata", params=params)).json()["data"]
        full = {"metric": f"{name}_total"}
        return bool(
            found or (await self.client.get("/api/v1/targets/metadata", params=full)).json()["data"]
        )

    async def rules(self) -> list[dict[str, Any]]:
        groups = (await self.client.get("/api/v1/rules")).json()["data"]["groups"]
        return [rule for group in groups for rule in group["rules"]]

    async def unanswered(self, asked: dict[str, str], done: asyncio.Event) -> set[str]:
        """Ask until each has had an answer once, or what is watched is ``done``."""
        open_ = set(asked)
        while open_ and not done.is_set():
            for place in sorted(open_):
                if await self.answers(asked[place]):
                    open_.discard(place)
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), 1)
        return open_


def _configured(ports: dict[str, int], folder: Path) -> Path:
    """Our own configuration, with the places where everything really listens."""
    shutil.copy(CONFIG / "alerts.yml", folder)
    config = yaml.safe_load((CONFIG / "prometheus.yml").read_text())
    config["global"] = {"scrape_interval": "1s", "evaluation_interval": "1s"}
    del config["alerting"]
    for job in config["scrape_configs"]:
        del job["scheme"], job["tls_config"]  # on one machine all is plain
        for entry in job["static_configs"]:
            service = entry.get("labels", {}).get("service")
            name = f"{service}-internal" if service else "prometheus"
            entry["targets"] = [f"127.0.0.1:{ports[name]}"]
    path = folder / "prometheus.yml"
    path.write_text(yaml.safe_dump(config))
    return path


@asynccontextmanager
async def scraping(program: str, ports: dict[str, int], folder: Path) -> AsyncIterator[Prometheus]:
    """A Prometheus that scrapes every second; ``ports`` as the environment remembers them."""
    config = _configured(ports, folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        program,
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address=127.0.0.1:{port}",
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20
        ) as client:
            while not await _ready(client):
                assert process.returncode is None, "Prometheus does not take its configuration"
                await asyncio.sleep(0.1)
            yield Prometheus(client)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _ready(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/-/ready")).is_success
    except httpx.HTTPError:
        return False


def metric_of(expression: str) -> str:
    """The first metric of ours in an expression."""
    found = re.search(r"krachtlijn_\w+|rabbitmq_\w+", expression)
    assert found, expression
    return found[0]
