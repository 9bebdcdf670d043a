"""Questions of identity, and the search for the other half of a person."""

from typing import Any

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
