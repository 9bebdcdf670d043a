"""Questions of identity, and the search for the other half of a person."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from databank.matching.rules.blind_sample import BUCKETS

from .browser import Browser
from .databank import Databank, Someone, day, unlike_others
from .forms import key_of
from .officers import Officer, seen


async def doubted(databank: Databank, **known: Any) -> tuple[str, str, Someone, Someone, str]:
    """Two persons with one document, and the question that stands between them."""
    who = unlike_others(**known)
    first = await seen(databank, "straat", day(0), who)
    twin = unlike_others(**known, document=who.document)
    second = await seen(databank, "escort", day(1), twin)
    listed = await Officer(databank).read(f"/v1/reviews?personId={second}")
    (asked,) = listed["_embedded"]["reviews"]
    return first, second, who, twin, asked["reviewId"]


async def looked_for(browser: Browser, person_id: str, **wanted: str) -> str:
    """The address of what the search within the page found."""
    asked = await browser.get(f"/splitsen/{person_id}/ander")
    assert asked.status_code == 303
    form = asked.headers["location"]
    data = {"doel": form.split("doel=")[1], "sleutel": await key_of(browser, form)} | wanted
    answer = await browser.post(f"/splitsen/{person_id}/ander", data)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


async def never_sampled(databank: Databank) -> None:
    """The share of the blind sample for all tests: a question more, by chance, is one too many
    for whoever counts them."""
    await databank.fetch("UPDATE sample_rate SET per_myriad = 0")


@asynccontextmanager
async def sampled(databank: Databank) -> AsyncIterator[None]:
    """In this block as many decisions are drawn as can be: one in ten."""
    await databank.fetch("UPDATE sample_rate SET per_myriad = $1", BUCKETS)
    try:
        yield
    finally:
        await never_sampled(databank)


async def tasks_of(databank: Databank, person_id: str) -> list[dict[str, Any]]:
    rows = await databank.fetch(
        "SELECT * FROM review_task WHERE person_id = $1 AND kind = 'steekproef'", UUID(person_id)
    )
    return [dict(row) for row in rows]


async def drawn(databank: Databank) -> tuple[str, str, dict[str, Any]]:
    """A person with an automatic link that the sample takes, and the blind question about it."""
    who = unlike_others()
    async with sampled(databank):
        person = await seen(databank, "straat", day(0), who)
        for number in range(200):
            await databank.inspect("straat", day(1), replace(who, phone=f"04{number:08}"))
            if tasks := await tasks_of(databank, person):
                return person, str(tasks[0]["claim_id"]), tasks[0]
    raise AssertionError("no decision of 200 was drawn")
