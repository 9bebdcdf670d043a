"""Letters of a case on their screens: made by one, checked by another, posted, and read back."""

import io
import re
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from playwright.async_api import Page, expect
from pypdf import PdfReader

from chassis.web import Function
from enforcement.notifications.rules import LetterKind

from .case_work import CaseWork
from .widths import looked_at

ADDRESS = {
    "naam": "Ilinca Voorbeeld",
    "straat": "Teststraat",
    "nummer": "5",
    "postcode": "2000",
    "gemeente": "Voorbeeld",
}


class LetterDesk:
    """Who makes letters, and the colleague who checks them; ``letter`` is the page of the last."""

    def __init__(self, work: CaseWork, page: Page, maker: Function, checker: Function) -> None:
        self.work, self.page, self.maker, self.checker = work, page, maker, checker
        self.letter = ""

    async def addressed(self, case_id: UUID) -> None:
        """The case knows who gets its letters, and where."""
        await self.work.enter(self.page, self.maker, f"brief-{self.maker}")
        await self.page.goto(f"{self.work.url}/brieven/dossier/{case_id}")
        await self.page.get_by_label("Overtreder of eigenaar").check()
        for name, value in ADDRESS.items():
            await self.page.locator(f'[name="{name}"]:visible').fill(value)
        await looked_at(self.page)
        await self.page.get_by_role("button", name="Bewaar het adres").click()
        await expect(self.page.get_by_text("Teststraat 5").first).to_be_visible()

    async def leaves(self, case_id: UUID, kind: LetterKind, **written: str) -> str:
        """All that the letter says, once it left. ``wijze`` is how; else as the law wants it."""
        await self.work.enter(self.page, self.maker, f"brief-{self.maker}")
        letters = f"{self.work.url}/brieven/dossier/{case_id}"
        answer = await self.page.goto(f"{letters}/nieuw?soort={kind}")
        assert answer is not None and answer.ok, await self.page.inner_text("main")
        await looked_at(self.page)
        await self._write(written)
        await self.page.get_by_role("button", name="Maak de brief").click()
        await expect(self.page).to_have_url(re.compile(r"/brieven/(dossier/)?[0-9a-f-]{36}$"))

        await self.work.enter(self.page, self.checker, f"brief-{self.checker}")
        await self.page.goto(letters)
        await self.page.locator('main a[href^="/brieven/"]:not([href*="dossier"])').first.click()
        await expect(self.page).to_have_url(re.compile(r"/brieven/[0-9a-f-]{36}$"))
        letter = self.page.url
        await looked_at(self.page)
        file = await self.page.request.get(f"{letter}/brief.pdf")
        await self.page.get_by_role("button", name="Deze brief is in orde").click()
        await expect(self.page).to_have_url(re.compile(r"lijst=posten"))
        own = self.page.locator(f'[name="brief"][value="{letter.rpartition("/")[2]}"]')
        await expect(own).to_be_checked()
        await self.page.get_by_role("button", name="Deze brieven zijn gepost").click()
        await expect(self.page).to_have_url(re.compile(r"lijst=onderweg"))
        self.letter = letter
        return text_of(await file.body())

    async def is_handed_over(self, case_id: UUID, kind: LetterKind, on: date, **more: str) -> str:
        """All that the letter says, whose receipt is of the day itself."""
        said = await self.leaves(case_id, kind, wijze="tegen_ontvangstbewijs", **more)
        await self.page.goto(self.letter)
        await self.page.get_by_label("Welke dag staat op het ontvangstbewijs?").fill(f"{on}")
        await looked_at(self.page)
        await self.page.get_by_role("button", name="Bewaar de ontvangst").click()
        await expect(self.page.get_by_text("De ontvangst is genoteerd.").first).to_be_visible()
        return said

    async def _write(self, written: Mapping[str, str]) -> None:
        for name, value in written.items():
            if name == "wijze":
                await self.page.locator(f'[name="wijze"][value="{value}"]').check()
            else:
                await self.page.locator(f'[name="{name}"]').fill(value)


def text_of(pdf: bytes) -> str:
    """All words of a file, each run of white space one space."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    return " ".join(" ".join(pages).split())
