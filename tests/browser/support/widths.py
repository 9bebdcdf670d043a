"""One page at both widths, in one visit: what the server sends is the same at each of them."""

from playwright.async_api import Page

from .browser import DESK, NARROW, PHONE, axe, overflows
from .pictures import keep


async def looked_at(page: Page, name: str | None = None) -> None:
    """What is shown now has nothing for axe to find, on a phone and at a desk, and does not scroll
    sideways on the smallest phone. With a name it is pictured. The window keeps its size."""
    before = page.viewport_size
    assert before is not None
    for size in (PHONE, DESK):
        await page.set_viewport_size({"width": size[0], "height": size[1]})
        if name is not None:
            await keep(page, name, size)
        assert await axe(page) == [], (name or page.url, size)
    await page.set_viewport_size({"width": NARROW[0], "height": NARROW[1]})
    assert not await overflows(page), name or page.url
    await page.set_viewport_size(before)
