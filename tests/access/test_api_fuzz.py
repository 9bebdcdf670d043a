"""Whatever the OpenAPI of a service allows, and what it does not, gets an answer that it describes.

Never a 5xx: a status that the operation documents, in a content type and a form that it documents.

``make test`` sends few requests per operation, ``make api-fuzz`` many (KRACHTLIJN_API_EXAMPLES).
"""

import importlib
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import schemathesis
import uvicorn
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from chassis.web import permissions
from launcher.sandbox import Sandbox

Built = Callable[[str], FastAPI]
EXAMPLES = int(os.environ.get("KRACHTLIJN_API_EXAMPLES", "2"))
SETTINGS = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [content_type_conformance, response_schema_conformance, status_code_conformance]


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """The service on a port of its own, with its broker and database, in a thread."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", log_config=None))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(1_200):
        if server.started:
            break
        time.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


def sender(
    address: str, headers: dict[str, str], broken: list[str], sent: Counter[int]
) -> Callable[[schemathesis.Case], None]:
    def send(case: schemathesis.Case) -> None:
        answer = case.call(base_url=address, headers=headers, timeout=60, allow_redirects=False)
        sent[answer.status_code] += 1
        kind = answer.headers.get("content-type", [""])[0]
        is_problem = kind.startswith("application/problem+json")
        said = f"{answer.status_code} {kind} {case.as_curl_command()[:600]}"
        if answer.status_code >= 500 or (answer.status_code >= 400) != is_problem:
            broken.append(said)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as found:
            broken.extend(
                f"{type(one).__name__} {one.message[:600]} {said}" for one in found.exceptions
            )

    return send


@pytest.mark.night(
    "requests by chance, beside spoiled ones by kind",
    stays="tests/access/test_bad_input.py::test_every_endpoint_refuses_rubbish_clearly_and_keeps_its_data",
)
@pytest.mark.timeout(1800)
def test_no_operation_breaks_whatever_it_is_sent(
    sandbox: Sandbox,
    service: str,
    pytestconfig: pytest.Config,
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = importlib.import_module(f"{service}.app").build(sandbox.settings(service))
    allowed = permissions(app)
    broken: list[str] = []
    sent: Counter[int] = Counter()
    with listening(app) as address:
        schema = schemathesis.openapi.from_dict(app.openapi())
        for found in schema.get_all_operations():
            operation = found.ok()
            functions = sorted(allowed[operation.method.upper(), operation.path])
            for function in functions if EXAMPLES > 10 else functions[:1]:
                headers = {
                    "Authorization": f"Bearer {sandbox.token(function, 'GHAPRO', service=service)}",
                    "Krachtlijn-Purpose": "toezicht",
                }
                for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
                    send = sender(address, headers, broken, sent)
                    strategy = operation.as_strategy(generation_mode=mode)
                    try:
                        SETTINGS(given(case=strategy)(send))()
                    except Unsatisfiable:
                        continue  # nothing can be wrong about an operation that takes nothing
    with capsys.disabled():
        told = f" {service}: {sent.total()} requests, answers {dict(sorted(sent.items()))}"
        pytestconfig.get_terminal_writer().line(told)
    assert not broken, f"{len(broken)} in {sent.total()} requests:\n" + "\n".join(broken[:20])
