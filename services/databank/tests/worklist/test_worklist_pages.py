"""The worklist: how much waits in each queue, and nothing about anybody."""

from ..support.browser import Browser
from ..support.databank import Databank
from ..support.reviews import doubted


async def test_what_waits_is_counted_and_names_nobody(databank: Databank, browser: Browser) -> None:
    _, _, who, twin, _ = await doubted(databank)
    page = await browser.get("/te-beoordelen")
    assert page.status_code == 200
    for path in ("/signalen", "/verschuivingen", "/patronen", "/identiteiten?soort=steekproef"):
        assert f'href="{path}"' in page.text
    assert who.family not in page.text and twin.family not in page.text
    queue = await browser.get("/identiteiten")
    assert who.family not in queue.text and twin.family not in queue.text
