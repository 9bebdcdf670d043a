"""One page at both widths, in one visit: what the server sends is the same at each of them."""

from urllib.parse import urlsplit
from zlib import crc32

from playwright.async_api import Page

from .audits import axe, in_full
from .browser import DESK, NARROW, PHONE, overflows
from .pictures import keep

WIDTHS = (PHONE, DESK)
_audited: set[tuple[str, tuple[int, int]]] = set()
"""What this run has audited by name; what has none may be another page each time."""


TEXT_SIZES = """() => [...document.querySelectorAll(".rp-picture")].flatMap((svg) => {
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return [...svg.querySelectorAll("text")].filter((text) => text.textContent)
    .map((text) => scale * parseFloat(getComputedStyle(text).fontSize));
})"""
"""Of the texts in pictures, in pixels as they stand on the screen."""


async def looked_at(page: Page, name: str | None = None) -> None:
    """What is shown now has nothing for axe to find, on a phone or at a desk (in ``make browser``:
    at both), and does not scroll sideways on the smallest phone. With a name it is pictured, and
    has its audit once in a short run. The window keeps its size."""
    await page.wait_for_load_state()  # whoever followed a link is on the page before it is there
    before = page.viewport_size
    assert before is not None
    subject = name or urlsplit(page.url).path.rpartition("/")[2]
    for size in _sampled(subject):
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        if name is not None:
            await keep(page, name, size)
            if (name, size) in _audited and not in_full():
                continue
            _audited.add((name, size))
        found = await axe(page)
        assert not found, (name or page.url, size, found)
    await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    assert not await overflows(page), name or page.url
    await page.set_viewport_size(before)


def _sampled(subject: str) -> tuple[tuple[int, int], ...]:
    """An audit takes a quarter of a second and more, so a short run gives each page one of them."""
    if in_full():
        return WIDTHS
    return (WIDTHS[crc32(subject.encode()) % 2],)


async def reads_at_320(page: Page) -> None:
    """Nothing scrolls sideways, and no text of a picture is smaller than 12 px."""
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    sizes = await page.evaluate(TEXT_SIZES)
    assert sizes, "there is text in the pictures"
    assert min(sizes) >= 12
