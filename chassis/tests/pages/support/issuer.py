"""The evaluation issuer beside the toy service, as strict as a real one."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from launcher import ports
from launcher.login.evaluation.issuer import EvaluationIssuer, Session
from launcher.login.evaluation.server import running
from launcher.login.evaluation.settings import EvaluationSettings
from launcher.rundir import RunDir

from .browser import HERE, Browser

CLIENT, SECRET = "proef", "geheim"
AGENT, LEADER = "agent 1", "teamleider"


@dataclass(frozen=True)
class Issuer:
    """``politie`` is the police's issuer; ``settings`` are the service's for it."""

    politie: EvaluationIssuer
    settings: dict[str, Any]

    @property
    def session(self) -> Session:
        """The one at which somebody signed in last."""
        return self.politie.sessions[-1]


@contextmanager
def evaluation_issuer(folder: Path, **more: Any) -> Iterator[Issuer]:
    port = ports.claim(RunDir.of(folder, "login"), "login")["login"]
    clients = folder / "clients.json"
    clients.write_text(json.dumps({"politie": {CLIENT: {"secret": SECRET, "address": HERE}}}))
    settings = EvaluationSettings(
        port=port, clients=clients, **{"address": f"http://127.0.0.1:{port}", **more}
    )
    with running(settings) as issuers:
        entry = {
            "issuer": settings.issuer("politie"),
            "client_id": CLIENT,
            "client_secret": SECRET,
            "functions": {
                "politie_agent": "politie_agent",
                "politie_teamleider": "politie_teamleider",
            },
        }
        yield Issuer(issuers["politie"], entry)


async def choose(address: str, subject: str, *, strong: bool = True) -> str:
    """Sign in at the issuer by its page; the address that it leads back to."""
    async with httpx.AsyncClient(trust_env=False) as issuer:
        page = await issuer.get(address)
        assert "Niet voor echt gebruik" in page.text, page.text
        sent = {"sub": subject, "sterk": "ja" if strong else "nee"}
        answer = await issuer.post(address, data=sent)
    assert answer.status_code == 302, answer.text
    return answer.headers["location"].removeprefix(HERE)


async def enter(
    browser: Browser, subject: str = AGENT, *, strong: bool = True, path: str = "/aanmelden"
) -> httpx.Response:
    return await browser.get(await choose(await browser.begin(path), subject, strong=strong))
