"""Programs that call: no service calls another, and whoever calls from outside brings a token."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import yaml
from fastapi import FastAPI
from typer.testing import CliRunner

from chassis.settings import Settings
from chassis.web import Function, TrustDomain
from launcher.cli import app as krachtlijn
from launcher.sandbox import Sandbox

from .support.services import TRUSTS, client_of

Built = Callable[[str], FastAPI]

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = {"httpx", "requests", "aiohttp", "urllib3", "http.client", "urllib.request", "authlib"}
MAY_CALL = {
    "chassis/src/chassis/alerts/hook.py": "the pager of whoever is on duty, without personal data",
    "chassis/src/chassis/healthcheck.py": "itself, in its own container",
    "chassis/src/chassis/web/login/issuers.py": "the login issuer of a trust domain",
    "services/databank/src/databank/operation/prometheus.py": "the Prometheus that watches it",
}
"""What of the services and the chassis speaks HTTP to somebody, and to whom."""
PATH = "/v1/deliveries"


def imported(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if not any(client.partition(".")[0] in text for client in CLIENTS):
        return  # to parse all files takes the longest
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_service_calls_another_over_http() -> None:
    """They share events alone (decision 0020), so there are no tokens between them to keep."""
    callers = {
        str(path.relative_to(ROOT))
        for folder in ("chassis/src", *(f"services/{name}/src" for name in TRUSTS))
        for path in (ROOT / folder).rglob("*.py")
        if any(
            name == client or name.startswith(f"{client}.")
            for name in imported(path)
            for client in CLIENTS
        )
    }
    assert callers == set(MAY_CALL)


def token(sandbox: Sandbox, service: str) -> str:
    """As an operator makes one for a care organisation's system."""
    command = ["token", "--domain", "zorg", "--function", "zorg_registrator"]
    run = sandbox.infra.run
    place = ["--environment", run.environment, "--root", str(run.root)]
    made = CliRunner().invoke(
        krachtlijn, [*command, "--organisation", "GHAPRO", "--service", service, *place]
    )
    assert made.exit_code == 0, made.output
    return made.output.strip()


async def status(app: FastAPI, bearer: str | None) -> int:
    async with client_of(app) as client:
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        answer: httpx.Response = await client.get(PATH, headers=headers)
        return answer.status_code


async def test_a_program_of_a_care_organisation_is_let_in_with_its_token(sandbox: Sandbox) -> None:
    import registry.app

    app = registry.app.build(sandbox.settings("registry"))
    async with sandbox.serve(app) as client:
        headers = {"Authorization": f"Bearer {token(sandbox, 'registry')}"}
        assert (await client.get(PATH, headers=headers)).status_code == 200


async def test_without_it_or_with_another_it_is_not(built: Built, sandbox: Sandbox) -> None:
    app = built("registry")
    assert await status(app, None) == 401
    assert await status(app, token(sandbox, "reporting")) == 401, "for another service"
    assert await status(app, sandbox.token(Function.ZORG_REGISTRATOR, ttl=-60)) == 401
    assert await status(app, sandbox.token(Function.POLITIE_AGENT, service="registry")) == 403
    own_claim = sandbox.token_of(TrustDomain.POLITIE, Function.ZORG_REGISTRATOR, service="registry")
    assert await status(app, own_claim) == 401, "no issuer speaks for another's function"


async def test_metrics_are_read_without_a_token_and_only_at_the_port_for_machines(
    built: Built, service: str, sandbox: Sandbox
) -> None:
    app = built(service)
    async with sandbox.internal(app) as client:
        assert (await client.get("/metrics")).status_code == 200
        assert (await client.get(PATH)).status_code == 404, "nothing else is there"
    async with client_of(app) as client:
        for path in ("/metrics", "/health/live", "/health/ready"):
            assert (await client.get(path)).status_code == 401
    told = yaml.safe_load((ROOT / "deploy/prometheus/prometheus.yml").read_text())
    (job,) = (job for job in told["scrape_configs"] if job["job_name"] == "krachtlijn")
    assert not {"authorization", "basic_auth", "oauth2"} & set(job)
    targets = {each["labels"]["service"]: each["targets"] for each in job["static_configs"]}
    assert targets[service] == [f"{service}:{Settings.model_fields['internal_port'].default}"]
