"""People at the services' JSON, through the proxy, each with a token of their own function."""

import ssl
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from chassis.web import DOMAIN_OF, Function, issue

from .platform import Platform

PATIENCE_SECONDS = 60.0
CANARY = "Kanariescu-Voorbeeldova"
"""A family name that occurs nowhere else."""


class People:
    """Requests by function, about people with that family name."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        context = ssl.create_default_context(cafile=str(platform.ca))
        self.client = httpx.Client(verify=context, trust_env=False, timeout=30)

    def close(self) -> None:
        self.client.close()

    def open(self, service: str, path: str, **options: Any) -> httpx.Response:
        """A request as a browser's, whoever asks; the proxy is known by its certificate."""
        name = f"{service}.localhost"
        request = self.client.build_request(
            options.pop("method", "GET"),
            f"https://127.0.0.1:{self._platform.port}{path}",
            headers={"Host": f"{name}:{self._platform.port}", **options.pop("headers", {})},
            extensions={"sni_hostname": name, "timeout": httpx.Timeout(30).as_dict()},
            **options,
        )
        return self.client.send(request)

    def follow(self, answer: httpx.Response, **options: Any) -> httpx.Response:
        """What is where an answer leads to, as a browser would go there."""
        target = urlsplit(
            urljoin(f"https://{answer.request.headers['host']}", answer.headers["location"])
        )
        service = (target.hostname or "").removesuffix(".localhost")
        return self.open(service, f"{target.path or '/'}?{target.query}", **options)

    def ask(
        self, service: str, path: str, function: Function, organisation: str, body: Any = None
    ) -> Any:
        domain = DOMAIN_OF[function]
        token = issue(
            (self._platform.issuer_keys / f"{domain}.key").read_text(),
            domain=domain,
            function=function,
            organisation=organisation,
            subject=f"{function}-1",
            service=service,
        )
        headers = {"Authorization": f"Bearer {token}", "Krachtlijn-Purpose": "toezicht"}
        method = "GET" if body is None else "POST"
        answer = self.open(service, path, method=method, headers=headers, json=body)
        assert answer.status_code < 400, f"{path}: {answer.status_code} {answer.text[:500]}"
        return answer.json() if answer.content else None

    def open_a_house(self) -> str:
        """A declaration of suitability, from application to decision; gives its room."""
        place = {"label": "raamhuis", "street": "Voorbeeldstraat", "houseNumber": "1"}
        body = {"premises": {**place, "postcode": "2000"}, "rooms": ["1"], "reason": "aanvraag"}
        owner = (Function.EIGENAAR, "OWN-001")
        dossier = self.ask("enforcement", "/v1/suitability-dossiers", *owner, body)
        visit = {"kind": "reactief", "reason": "aanvraag", "result": "in_orde", "roomsVisited": 1}
        advice = {"service": "brandweer", "outcome": "gunstig", "conditions": []}
        today = datetime.now(UTC).date()
        decision = {
            "outcome": "toegekend",
            "motivation": "Het pand werd getoetst aan de voorwaarden van het reglement.",
            "lackingBecause": "De andere diensten zagen het pand al.",
            "validFrom": today.isoformat(),
            "validTo": (today + timedelta(days=700)).isoformat(),
            "conditions": [],
        }
        for step, function, content in (
            ("completeness", Function.DIENST_PROSTITUTIEBELEID, {"complete": True}),
            ("advice-requests", Function.DIENST_PROSTITUTIEBELEID, {"services": ["brandweer"]}),
            ("visits", Function.DIENST_PROSTITUTIEBELEID, visit),
            ("advices", Function.DIENST_PROSTITUTIEBELEID, advice),
            ("decision", Function.COLLEGE_SECRETARIS, decision),
        ):
            path = f"/v1/suitability-dossiers/{dossier['dossierId']}/{step}"
            self.ask("enforcement", path, function, "STAD", content)
        room = str(dossier["rooms"][0]["roomId"])
        eventually(lambda: room in self._rooms(), "the calendar knows the room")
        return room

    def meet_in_the_street(self, given_name: str) -> None:
        """An officer met somebody yesterday."""
        seen = _wire(datetime.now(UTC) - timedelta(days=1))
        person = {"role": "sekswerker", "claim": self._claim(given_name), "seenAt": seen}
        body = {
            "branch": "straat",
            "kind": "ad_hoc",
            "result": "geen_opmerkingen",
            "completedAt": seen,
            "persons": [person],
        }
        self.ask("databank", "/v1/inspections", Function.POLITIE_AGENT, "LPA", body)

    def declare(self, room: str, given_name: str, hours_from_now: int = 1) -> str:
        """An owner says who will work in a room; gives the shift."""
        starts = datetime.now(UTC) + timedelta(hours=hours_from_now)
        body = {
            "roomId": room,
            "startsAt": _wire(starts),
            "endsAt": _wire(starts + timedelta(hours=3)),
            "worker": self._claim(given_name),
        }
        answer = self.ask("pandkalender", "/v1/shifts", Function.EIGENAAR, "OWN-001", body)
        return str(answer["shiftId"])

    def branch_shifts(self) -> list[dict[str, Any]]:
        listed = self.ask("databank", "/v1/branch-shifts", Function.POLITIE_TEAMLEIDER, "LPA")
        return next(iter(listed["_embedded"].values()))

    def known_shifts(self) -> set[str]:
        """Declared shifts that the police know of."""
        listed = self.ask("databank", "/v1/shifts", Function.POLITIE_TEAMLEIDER, "LPA")
        return {each["shiftId"] for each in next(iter(listed["_embedded"].values()))}

    def facts(self) -> dict[str, int]:
        counts = self.ask("reporting", "/v1/facts/counts", Function.TECHNISCH_BEHEERDER, "STAD")
        return {event: each["facts"] for event, each in counts.items()}

    def _rooms(self) -> set[str]:
        listed = self.ask("pandkalender", "/v1/rooms", Function.EIGENAAR, "OWN-001")
        rooms = next(iter(listed["_embedded"].values()))
        return {room["roomId"] for room in rooms if room["acceptsShifts"]}

    def _claim(self, given_name: str) -> dict[str, Any]:
        return {
            "givenNames": given_name,
            "familyName": CANARY,
            "birthDate": "1996-05-17",
            "nationality": "ROU",
            "document": {"kind": "paspoort", "country": "ROU", "number": f"X{given_name}7"},
        }


def eventually(condition: Callable[[], Any], what: str) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < until, f"not within {PATIENCE_SECONDS:.0f} s: {what}"
        time.sleep(0.5)


def _wire(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
