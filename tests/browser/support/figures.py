"""Somebody who reads the figures of the plan, or keeps the register of regie."""

from typing import Any
from uuid import uuid4

from playwright.async_api import Page

from chassis.web import DOMAIN_OF, Actor, Function
from chassis.web.login import Assurance, SignIn, sessions

from .town import Town


async def enter(page: Page, town: Town, function: Function) -> None:
    """Sign in where the login would do it; what is shown stays until the test goes on."""
    actor = Actor(f"cijfers-{uuid4().hex[:6]}", function, "STAD", DOMAIN_OF[function])
    async with town.apps["reporting"].state.database.connection() as conn:
        token = await sessions.begin(conn, SignIn(actor, Assurance.SECOND_FACTOR))
    cookie: Any = {"name": "kl-reporting", "value": token, "url": town.urls["reporting"]}
    await page.context.add_cookies([cookie])
