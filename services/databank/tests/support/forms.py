"""Hidden fields of the forms on a page: every form carries a key, so that it counts once."""

import re
from typing import Any
from uuid import uuid4

import httpx

from .browser import Browser

PACKED = 14_000
"""Bytes of a page on the way: one round trip of a cold connection carries so much."""


def hidden(page: httpx.Response, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page.text)
    assert found, name
    return found[1]


async def keyed(browser: Browser, path: str, **data: Any) -> dict[str, Any]:
    page = await browser.get(path)
    assert page.status_code == 200, page.text
    return {"sleutel": hidden(page, "sleutel")} | data


async def key_of(browser: Browser, path: str) -> str:
    key: str = (await keyed(browser, path))["sleutel"]
    return key


async def send_twice(browser: Browser, path: str, status: int = 303, **data: str) -> Any:
    """A form, sent twice as a phone without an answer does; the answer of the second."""
    form = {"sleutel": str(uuid4())} | data
    await browser.post(path, form)
    answer = await browser.post(path, form)
    assert answer.status_code == status, answer.text
    return answer
