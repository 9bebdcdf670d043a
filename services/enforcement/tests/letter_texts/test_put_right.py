"""A text with a mistake, or with a mistyped day, is put right by two people, on the same day."""

from datetime import timedelta

import asyncpg
import pytest

from chassis.web import Function

from ..support.city import City
from ..support.letters import WORKER
from ..support.procedure import OFFICER

PROPOSALS = "/v1/letter-text-proposals"


@pytest.fixture(autouse=True)
async def no_text_of_before(rows: asyncpg.Connection) -> None:
    await rows.execute("UPDATE letter_text SET state = 'ingetrokken' WHERE state <> 'ingetrokken'")


async def agreed(city: City, words: str, in_days: int = 0) -> None:
    day = f"{city.today + timedelta(days=in_days)}"
    place = {"slot": "uitleg", "caseKind": "street-ban", "letter": "waarschuwing"}
    body = {**place, "words": words, "validFrom": day, "reason": "Een fout."}
    made = await city.does(Function.JURIST_BH, PROPOSALS, body, subject="een")
    yes = {"approved": True, "reason": "Nagelezen."}
    await city.does(OFFICER, f"{PROPOSALS}/{made['textId']}/decision", yes, subject="twee")


async def held(city: City, in_days: int = 0) -> list[str]:
    on = city.today + timedelta(days=in_days)
    listed = await city.sees(WORKER, f"/v1/letter-texts?on={on}")
    return [each["words"] for each in listed["_embedded"]["letterTexts"]]


async def test_a_wrong_word_is_put_right_and_taken_away_on_the_day_itself(city: City) -> None:
    await agreed(city, "Bel ons niet.")
    await agreed(city, "Bel ons.")
    assert await held(city) == ["Bel ons."]
    await agreed(city, "")
    assert await held(city) == []


async def test_a_text_of_a_far_day_locks_no_place_and_makes_way(city: City) -> None:
    await agreed(city, "Een tikfout in het jaar.", in_days=3653)
    await agreed(city, "Kom gerust langs.", in_days=1)
    assert await held(city) == []
    assert await held(city, in_days=1) == ["Kom gerust langs."]
    assert await held(city, in_days=3653) == ["Kom gerust langs."]


async def test_a_text_that_was_agreed_for_later_holds_from_its_day(city: City) -> None:
    await agreed(city, "Kom gerust langs.")
    await agreed(city, "Kom langs of bel.", in_days=3)
    assert await held(city, in_days=2) == ["Kom gerust langs."]
    assert await held(city, in_days=3) == ["Kom langs of bel."]
