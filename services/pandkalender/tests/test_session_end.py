"""The end of an owner's session, told in every language of the owner's pages."""

import pytest

from .support.browser import Browser

SAID = {
    "nl": ("Je sessie loopt tot", "Je wordt bijna afgemeld", "Blijf aangemeld"),
    "en": ("Your session runs until", "You will be signed out soon", "Stay signed in"),
    "fr": ("Votre session dure", "Vous serez bientôt déconnecté", "Rester connecté"),
}


@pytest.mark.parametrize("code", SAID)
async def test_a_form_says_how_long_it_can_be_sent_and_what_is_asked_before(
    browser: Browser, code: str
) -> None:
    page = (await browser.get("/rooster", taal=code)).text
    for said in SAID[code]:
        assert said in page
    assert SAID[code][0] in (await browser.get("/sessie")).json()["text"]


async def test_a_page_without_a_form_needs_no_line(browser: Browser) -> None:
    assert "data-lasting>" not in (await browser.get("/hulp")).text
