"""One trace from an owner's request to what the police's detection tells the city."""

import asyncio
import importlib
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chassis import traces
from chassis.settings import SettingsError
from chassis.traces import Traces
from chassis.web import Function
from contracts.databank import BranchShiftAnnounced
from contracts.enforcement import Premises, Room, SuitabilityGranted
from launcher.sandbox import Sandbox

START = datetime(2026, 3, 2, 20, tzinfo=UTC)
SERVICES = ("pandkalender", "databank", "reporting")
CALLER = "00-" + "ab" * 16 + "-" + "cd" * 8 + "-01"
CLAIM = {
    "givenNames": "Vilmatrace",
    "familyName": "Ottokescu",
    "birthDate": "1995-04-13",
    "document": {"kind": "paspoort", "country": "ROU", "number": "TRACED0001"},
}
STEPS = {
    "pandkalender": {
        "POST /v1/shifts",
        "record pandkalender.shift-declared.v1",
        "publish pandkalender.shift-declared.v1",
    },
    "databank": {
        "handle pandkalender.shift-declared.v1",
        "record databank.branch-shift-announced.v1",
        "publish databank.branch-shift-announced.v1",
    },
    "reporting": {
        "handle pandkalender.shift-declared.v1",
        "handle databank.branch-shift-announced.v1",
    },
}


@dataclass
class Traced:
    """Services whose spans are kept here."""

    sandbox: Sandbox
    clients: dict[str, httpx.AsyncClient]
    spans: InMemorySpanExporter

    async def asks(
        self, service: str, function: Function, path: str, body: Any, organisation: str, **more: str
    ) -> Any:
        token = self.sandbox.token(function, organisation)
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Time": START.isoformat(), **more}
        answer = await self.clients[service].post(path, json=body, headers=headers)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def of(self, trace: int) -> dict[str, dict[str, ReadableSpan]]:
        """The spans of a trace by service and name."""
        found: dict[str, dict[str, ReadableSpan]] = {service: {} for service in SERVICES}
        for span in self.spans.get_finished_spans():
            if span.context.trace_id == trace:
                found[str(span.resource.attributes["service.name"])][span.name] = span
        return found


@pytest.fixture
async def traced(
    pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Traced]:
    spans = InMemorySpanExporter()
    monkeypatch.setattr(traces, "exporter", lambda: spans)
    monkeypatch.setattr(spans, "shutdown", lambda: None)  # several services share it
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "50")
    sandbox = await asyncio.to_thread(Sandbox.open, Path(pytestconfig.rootpath))
    clients = {}
    async with AsyncExitStack() as running:
        for service in SERVICES:
            settings = await asyncio.to_thread(sandbox.settings, service)
            build = importlib.import_module(f"{service}.app").build
            app = build(settings.model_copy(update={"traces": "otlp"}))
            clients[service] = await running.enter_async_context(sandbox.serve(app))
        yield Traced(sandbox, clients, spans)
    await asyncio.to_thread(sandbox.close)


async def test_one_trace_leads_from_the_request_to_the_detection_and_names_nobody(
    traced: Traced,
) -> None:
    owner, room = "OWN-traced", uuid4()
    await traced.sandbox.handled(
        "pandkalender", await traced.sandbox.publish(granted(owner, room), at=START)
    )
    street = {
        "branch": "straat",
        "kind": "maandactie",
        "result": "geen_opmerkingen",
        "completedAt": START.isoformat(),
        "persons": [{"role": "sekswerker", "claim": CLAIM}],
    }
    await traced.asks(
        *("databank", Function.POLITIE_AGENT, "/v1/inspections", street, "politie"),
        **{"Krachtlijn-Purpose": "toezicht"},
    )
    begins = START + timedelta(days=3)
    shift = {
        "roomId": str(room),
        "startsAt": begins.isoformat(),
        "endsAt": (begins + timedelta(hours=8)).isoformat(),
        "worker": CLAIM,
    }
    await traced.asks(
        *("pandkalender", Function.EIGENAAR, "/v1/shifts", shift, owner), traceparent=CALLER
    )
    trace = int("ab" * 16, 16)
    for _ in range(600):
        found = traced.of(trace)
        if all(STEPS[service] <= found[service].keys() for service in SERVICES):
            break
        await asyncio.sleep(0.05)
    else:
        raise AssertionError({service: sorted(names) for service, names in found.items()})
    assert_descends(found)
    assert_names_nobody(traced.spans.get_finished_spans(), room)
    (told,) = await traced.sandbox.recorded("databank", BranchShiftAnnounced)
    assert told.cause.traceparent and "ab" * 16 in told.cause.traceparent


def assert_descends(found: dict[str, dict[str, ReadableSpan]]) -> None:
    """Each step below the one that it came from."""
    declared = found["pandkalender"]["record pandkalender.shift-declared.v1"]
    handled = found["databank"]["handle pandkalender.shift-declared.v1"]
    announced = found["databank"]["record databank.branch-shift-announced.v1"]
    came_from = {
        declared: found["pandkalender"]["POST /v1/shifts"],
        handled: declared,
        announced: handled,
        found["reporting"]["handle databank.branch-shift-announced.v1"]: announced,
        found["databank"]["publish databank.branch-shift-announced.v1"]: announced,
    }
    for span, origin in came_from.items():
        assert span.parent is not None
        assert span.parent.span_id == origin.context.span_id, span.name


def assert_names_nobody(spans: tuple[ReadableSpan, ...], room: object) -> None:
    told = "".join(span.to_json() for span in spans)
    for word in ("Vilmatrace", "Ottokescu", "1995-04-13", "TRACED0001", str(room)):
        assert word not in told


def granted(owner: str, room: Any) -> SuitabilityGranted:
    premises_id = uuid4()
    premises = Premises(
        premises_id=premises_id,
        label="Pand 1",
        street="Voorbeeldstraat",
        house_number="1",
        postcode="2000",
        owner=owner,
        rooms=(Room(room_id=room, label="R-01"),),
    )
    return SuitabilityGranted(
        premises_id=premises_id,
        dossier_id=uuid4(),
        premises=premises,
        conditional=False,
        conditions=(),
        valid_from=date(2025, 6, 1),
        valid_to=date(2027, 5, 31),
        decided_at=START - timedelta(days=200),
    )


def test_off_it_makes_nothing_and_imports_nothing() -> None:
    assert not Traces.of("databank", "off").is_on
    script = "import sys, databank.app; sys.exit('opentelemetry.sdk' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True)


def test_on_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ImportError

    monkeypatch.setattr(traces, "exporter", missing)
    with pytest.raises(SettingsError, match=r"install chassis\[otel\]"):
        Traces.of("databank", "otlp")
