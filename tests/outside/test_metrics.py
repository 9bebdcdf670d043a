"""Judge: ``promtool``, the tool of Prometheus (Debian package ``prometheus``), as it lints metrics.

The rules of alarms, Prometheus' configuration and Alertmanager's are judged by the same package in
``tests/monitoring``.
"""

import asyncio
import importlib
import subprocess

import pytest
from prometheus_client import generate_latest

from contracts import SERVICES
from launcher import bus_completeness, server_certificates
from launcher.backup import commands as backup
from launcher.sandbox import Sandbox

NIGHTLY = (backup, bus_completeness, server_certificates)


def lint(promtool: str, shown: bytes) -> str:
    """What promtool has to say; nothing when it finds the metrics sound."""
    done = subprocess.run([promtool, "check", "metrics"], input=shown, capture_output=True)
    return "" if done.returncode == 0 else (done.stdout + done.stderr).decode()


async def test_what_a_service_shows_is_sound(promtool: str, off_the_bus: Sandbox) -> None:
    """All five register with one registry, so one page of this process shows the metrics of all."""
    apps = {service: importlib.import_module(f"{service}.app") for service in SERVICES}
    app = apps["reporting"].build(off_the_bus.settings("reporting", migrate=False))
    async with off_the_bus.internal(app) as client:
        answer = await client.get("/metrics")
    assert answer.status_code == 200
    assert "krachtlijn_identity_decisions" in answer.text, "of another service in this process"
    assert await asyncio.to_thread(lint, promtool, answer.content) == ""
    for each in NIGHTLY:
        assert await asyncio.to_thread(lint, promtool, generate_latest(each.REGISTRY)) == ""


@pytest.mark.parametrize(
    "shown", [b"a_total_seconds_total 1\n", b"# TYPE a counter\na 1\n", b"a{b=c} 1\n"]
)
def test_the_tool_refuses_what_is_unsound(promtool: str, shown: bytes) -> None:
    """The judge above is one that can say no."""
    assert lint(promtool, shown)
