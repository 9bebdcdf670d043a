"""The letter of a ban repeats what the mayor answered with the order.

Law of 29 July 1991 arts. 2 and 3: the reasons are those of whoever decides, not of who writes.
"""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import asyncpg
import pytest
from fastapi import FastAPI

from chassis.web import Function
from enforcement.cases.store.timeline import TimelineEntry
from enforcement.street_bans.answered import OrderSaid

from ..support.browser import signed_in
from ..support.city import City
from ..support.letters import address
from ..support.pdf import text_of
from ..support.receipts import hands_over
from ..support.street_bans import Ban

WORKER = Function.DOSSIERBEHANDELAAR_BH
WHY = {"reden": "De motivering was fout.", "zeker": "ja"}
MAKE = "/brieven/te-maken?soort=street-ban:beslissing"
ORDERED_ANEW = """
INSERT INTO timeline (case_id, step, from_state, to_state, at, actor_function, actor_subject)
SELECT case_id, step, from_state, to_state, at, actor_function, actor_subject
  FROM timeline WHERE case_id = $1 AND step = 'order'
"""
"""By a release that did not ask for the answer yet."""


async def written(ban: Ban) -> str:
    """The letter about the order, as somebody writes it now."""
    body = {"caseId": str(ban.case_id), "kind": "beslissing"}
    answer = await ban.city.call(WORKER, "POST", "/v1/letters", body)
    assert answer.status_code == 201, answer.text
    pdf = await ban.worker.get(f"/brieven/{answer.json()[0]['letterId']}/brief.pdf")
    return text_of(pdf.content)


async def ready(ban: Ban) -> Ban:
    """Heard and bounded, and somebody to write to."""
    await (await (await ban.skips_warning()).is_heard()).is_bounded()
    await address(ban.city, str(ban.case_id), "overtreder")
    await ban.college_meets()
    return ban


async def test_no_order_leaves_whoever_was_heard_unanswered(app: FastAPI, city: City) -> None:
    ban = await ready(await Ban.starts(app, city))
    silent = ban.order() | {"antwoord": ""}
    said = await ban.refused(ban.mayor, "bevel", **silent)
    assert "Antwoord op het verweer: de brief herhaalt wat je hier schrijft." in said
    assert (await ban.row())["state"] == "gehoord"
    await ban.does(ban.mayor, "bevel", **(silent | {"antwoord": "De politie zag u."}))
    assert "De politie zag u." in await ban.worker.sees(ban.page)
    typed = {"caseId": str(ban.case_id), "kind": "beslissing", "defenceAnswer": "Zomaar."}
    refused = await city.call(WORKER, "POST", "/v1/letters", typed)
    assert [each["field"] for each in refused.json()["errors"]] == ["defenceAnswer"]
    assert "De politie zag u." in await written(ban)


async def test_whoever_stayed_away_reads_that_there_was_no_defence(
    app: FastAPI, city: City
) -> None:
    ban = await Ban.starts(app, city)
    await (await ban.skips_warning()).is_bounded()
    ban.morning()
    hearing = ban.today + timedelta(days=9)
    when = {"moment": f"{hearing}T10:00", "ontvangen": str(ban.today)}
    await ban.does(ban.worker, "uitnodigen", **when)
    await hands_over(city, str(ban.case_id), "uitnodiging_hoorzitting")
    city.later(days=10)
    await ban.does(ban.worker, "niet-verschenen")
    await ban.college_meets()
    await ban.does(ban.mayor, "bevel", **(ban.order() | {"antwoord": ""}))
    assert "U gaf geen verweer." in await written(ban)


async def test_a_renewal_and_an_order_anew_have_their_own_answers(app: FastAPI, city: City) -> None:
    ban = await ready(await Ban.starts(app, city))
    await ban.does(ban.mayor, "bevel", **(ban.order() | {"antwoord": "Eerste antwoord."}))
    await ban.does(ban.mayor, "hernemen", **WHY, vanaf="bevel")
    await ban.college_meets()
    again = ban.order() | {"antwoord": ""}
    await ban.refused(ban.mayor, "bevel", **again)
    await ban.does(ban.mayor, "bevel", **(again | {"antwoord": "Tweede antwoord."}))
    anew = await written(ban)
    assert "Tweede antwoord." in anew and "Eerste antwoord." not in anew
    await ban.does(ban.worker, "kennisgeving", beroep="on")
    await ban.meets()
    await ban.does(ban.college, "bevestiging", uitkomst="bevestigd", zeker="ja")
    await ban.is_heard()
    await ban.college_meets()
    renewal = ban.order(await ban.last_day() + timedelta(days=1)) | {"antwoord": ""}
    await ban.refused(ban.mayor, "hernieuwing", **renewal)
    await ban.does(ban.mayor, "hernieuwing", **(renewal | {"antwoord": "Derde antwoord."}))
    assert "Derde antwoord." in await written(ban)


def noted(*lines: str) -> list[TimelineEntry]:
    """Steps as a timeline keeps them; a word with a capital is what the mayor answered."""
    return [
        TimelineEntry(
            case_id=UUID(int=1),
            step="antwoord_op_verweer" if line.istitle() else line,
            to_state="bevolen",
            at=datetime(2026, 3, 2, tzinfo=UTC),
            actor_function="kabinet_burgemeester",
            actor_subject="sv-1",
            reason=line if line.istitle() else None,
        )
        for line in lines
    ]


FIRST = ("hearing", "order", "Eerste")


@pytest.mark.parametrize(
    ("lines", "in_defence", "answer"),
    [
        ((), False, None),
        (("hearing",), True, None),
        (("absence", "order", "Niets"), False, "Niets"),
        (FIRST, True, "Eerste"),
        ((*FIRST, "absence", "renewal"), False, None),
        ((*FIRST, "written-defence", "renewal", "Tweede"), True, "Tweede"),
        ((*FIRST, "hearing", "renewal", "Tweede", "retake"), True, "Eerste"),
        (("hearing", "order", "hearing", "renewal", "Tweede", "retake"), True, None),
        ((*FIRST, "hearing", "renewal", "Tweede", "retake", "renewal"), True, None),
        ((*FIRST, "retake"), True, None),
        ((*FIRST, "retake", "order"), True, None),
    ],
)
def test_the_order_that_stands_has_its_own_answer_and_one_taken_back_lends_none(
    lines: tuple[str, ...], in_defence: bool, answer: str | None
) -> None:
    said = OrderSaid.of(noted(*lines))
    assert (said.in_defence, said.answer) == (in_defence, answer)


async def test_the_letter_is_made_with_others_unless_its_answer_is_missing(
    app: FastAPI, city: City, rows: asyncpg.Connection
) -> None:
    ban = await ready(await Ban.starts(app, city))
    await ban.does(ban.mayor, "bevel", **ban.order())
    worker = await signed_in(app, city, WORKER, f"reeks-{uuid4().hex[:6]}")
    box = f'name="dossier" type="checkbox" value="{ban.case_id}"'
    assert box in (await worker.get(MAKE)).text
    await rows.execute(ORDERED_ANEW, ban.case_id)
    page = (await worker.get(MAKE)).text
    assert box not in page
    assert f"/brieven/dossier/{ban.case_id}/nieuw?soort=beslissing" in page
    body = {"caseId": str(ban.case_id), "kind": "beslissing"}
    refused = await city.call(WORKER, "POST", "/v1/letters", body)
    assert [each["field"] for each in refused.json()["errors"]] == ["defenceAnswer"]
