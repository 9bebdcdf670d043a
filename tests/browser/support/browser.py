"""A page of a real browser: sizes, and signing in at the test issuer."""

from collections.abc import Awaitable, Callable
from typing import Any
from zlib import crc32

import pytest
from playwright.async_api import Locator, Page, expect

PATIENCE = 20_000
"""Milliseconds; a busy machine is no fault."""
PHONE, DESK, NARROW = (390, 844), (1280, 800), (320, 640)
WITHOUT_SCRIPTS = pytest.mark.night(
    "the task of the case before it, without the scripts that no form needs",
    stays="tests/access/test_bad_input.py::test_every_form_refuses_rubbish_with_a_page_and_keeps_its_data",
)
SCRIPTS = pytest.mark.parametrize(
    "scripts",
    [pytest.param(True, id="scripts"), pytest.param(False, id="plain", marks=WITHOUT_SCRIPTS)],
)
WIDTHS = pytest.mark.parametrize(
    "size",
    [pytest.param(PHONE, id="phone"), pytest.param(DESK, id="desk", marks=pytest.mark.long)],
)
"""A journey over many pages, each of which is looked at in both widths anyway."""

OpenPage = Callable[..., Awaitable[Page]]
"""``open_page(size=PHONE, scripts=True, who="eigenaar")`` gives a page, signed in as somebody."""


def _every_other(test: Callable[..., Any]) -> bool:
    """Half of the tests, always the same ones."""
    return crc32(test.__name__.encode()) % 2 == 0


def _unless(now: bool) -> list[Any]:
    return [] if now else [pytest.mark.long]


def _sizes(test: Callable[..., Any]) -> Any:
    """On a phone or at a desk, each test always in the same; in both with ``make test-long``."""
    phone = _every_other(test)
    return pytest.mark.parametrize(
        "size",
        [
            pytest.param(PHONE, id="phone", marks=_unless(phone)),
            pytest.param(DESK, id="desk", marks=_unless(not phone)),
        ],
    )(test)


def _ways(test: Callable[..., Any]) -> Any:
    """On a phone with scripts; at night every other task at a desk without too: the services' own
    tests send each form without scripts. All four ways with ``make test-long``."""
    return pytest.mark.parametrize(
        ("size", "scripts"),
        [
            pytest.param(PHONE, True, id="phone-scripts"),
            pytest.param(
                DESK,
                False,
                id="desk-plain",
                marks=[WITHOUT_SCRIPTS, *_unless(_every_other(test))],
            ),
            pytest.param(PHONE, False, id="phone-plain", marks=pytest.mark.long),
            pytest.param(DESK, True, id="desk-scripts", marks=pytest.mark.long),
        ],
    )(test)


SIZES, WAYS = _sizes, _ways


def somebody(page: Page, who: str) -> Locator:
    """The button of the test issuer, whose label is another in each of its versions."""
    return page.locator(f'button[name="sub"][value="{who}"]').first


async def become(page: Page, who: str) -> None:
    await somebody(page, who).click()


async def until(page: Page, url: str, there: Locator) -> None:
    """Load the page until what comes over the bus stands on it, and leave the bus the time for it:
    a page costs the processor a tenth of a second."""
    for _ in range(PATIENCE // 500):
        await page.goto(url)
        if await there.count():
            return
        await page.wait_for_timeout(500)
    await expect(there.first).to_be_visible()


async def overflows(page: Page) -> bool:
    """Whether the page scrolls sideways."""
    wide: bool = await page.evaluate(
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return wide
