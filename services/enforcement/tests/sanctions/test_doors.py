"""A sanction at its two doors: what the API takes is what the page asks, no more and no less."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI

from chassis.web import Function

from ..support.browser import signed_in
from ..support.city import City
from ..support.sanctions import COLLEGE, WORKER, decided, decision

NOBODYS = "/v1/sanction-cases/00000000-0000-4000-8000-000000000000"
PROPOSAL = {"kind": "schorsing", "motivation": "Herhaling.", "proportionality": "Zo kort als kan."}
DECISION = decision("schorsing")


@pytest.mark.parametrize(
    ("who", "step", "body", "field"),
    [
        (WORKER, "release", {"motivation": "ab"}, "motivation"),
        (WORKER, "warning", {"extract": "ab"}, "extract"),
        (WORKER, "warning", {"extract": "Artikel 12.", "sentAt": "9999-12-31"}, "sentAt"),
        (WORKER, "proposal", PROPOSAL | {"motivation": "ab"}, "motivation"),
        (WORKER, "proposal", PROPOSAL | {"proportionality": "ab"}, "proportionality"),
        (COLLEGE, "decision", DECISION | {"motivation": "ab"}, "motivation"),
        (COLLEGE, "decision", DECISION | {"defenceAnswer": "ab"}, "defenceAnswer"),
        (COLLEGE, "decision", DECISION | {"proportionality": "ab"}, "proportionality"),
        (COLLEGE, "decision", DECISION | {"decidedAt": "0202-03-02"}, "decidedAt"),
        (WORKER, "notification", {"notifiedAt": "9999-12-31"}, "notifiedAt"),
        (WORKER, "execution-check-withdrawal", {"motivation": "ab"}, "motivation"),
        (WORKER, "sequel", {"sequel": "geen_gevolg", "motivation": "ab"}, "motivation"),
        (COLLEGE, "reopening", {"motivation": "ab"}, "motivation"),
        (WORKER, "closing", {"reason": "ab"}, "reason"),
    ],
)
async def test_the_api_holds_to_the_rule_of_the_page(
    city: City, who: Function, step: str, body: dict[str, Any], field: str
) -> None:
    """Three letters at least, and years in which clocks run."""
    answer = await city.call(who, "POST", f"{NOBODYS}/{step}", body)
    assert answer.status_code == 422, answer.text
    assert [each["field"] for each in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("told", [True, False])
async def test_the_page_asks_whether_the_letter_named_the_appeal(
    app: FastAPI, city: City, told: bool
) -> None:
    """Else the sixty days begin four months later (Council of State Act, art. 19)."""
    case = await decided(city, "schorsing", 1, 20)
    worker = await signed_in(app, city, WORKER, f"behandelaar-{uuid4().hex[:8]}")
    page = f"/dossiers/{case['caseId']}/kennisgeving"
    assert 'name="beroep"' in (await worker.get(page)).text
    notified_on = city.today
    await worker.does(page, **({"beroep": "true"} if told else {}))
    terms = (await city.sees(WORKER, case["path"]))["terms"]
    (last,) = [each["lastDay"] for each in terms if each["termId"] == "rvs.annulment_days"]
    after = date.fromisoformat(last) - notified_on
    assert after < timedelta(days=70) if told else after > timedelta(days=150)
