"""Whoever picks a block of reasons hears that a colleague changed the case meanwhile."""

import re

from fastapi import FastAPI

from chassis.web import Function
from launcher.page_walk import words

from ..support.browser import signed_in
from ..support.city import City
from ..support.procedure import OFFICER, FineCase

PROPOSALS = "/v1/letter-text-proposals"


async def test_a_block_does_not_hide_what_a_colleague_did_meanwhile(
    app: FastAPI, city: City
) -> None:
    said = {"slot": "motivering", "caseKind": "gas-case", "title": f"Blok {city.now}"}
    body = {"validFrom": f"{city.today}", "words": "Het was de eerste keer.", "reason": "Vaak."}
    made = await city.does(Function.JURIST_BH, PROPOSALS, said | body, subject="een")
    yes = {"approved": True, "reason": "Nagelezen."}
    await city.does(OFFICER, f"{PROPOSALS}/{made['textId']}/decision", yes, subject="twee")
    case = await (await FineCase.opens(city, app)).ready()
    await case.asked_around()
    officer = await signed_in(app, city, OFFICER)
    form = f"/dossiers/{case.case_id}/beslissen"
    shown = (await officer.get(form)).text
    (seen,) = re.findall(r'name="gezien" value="([^"]*)"', shown)
    chosen = {"blok": made["textId"], "gezien": seen}
    assert "Intussen veranderde dit dossier" not in words((await officer.post(form, chosen)).text)
    await case.asked_around()  # by a colleague
    begun = words((await officer.post(form, chosen)).text)
    assert "Het was de eerste keer." in begun
    assert "Intussen veranderde dit dossier" in begun
