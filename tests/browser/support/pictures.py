"""Pictures of the screens, small and the same each time; ``make screenshots`` takes them all.

A picture knows which page it shows and where that was, so the index is made of the files alone.
"""

import io
import os
import re
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.async_api import Page

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "screens"
COLOURS = 64
"""Enough for the house's few colours and the edges of letters."""
APART = 9
"""Between two colours of a palette: else white may become the almost white beside it."""
STILL = """() => {
  for (const told of document.querySelectorAll("[data-lasting]"))
    told.textContent = told.textContent.replace(/\\d\\d:\\d\\d/, "10:30");
  return document.fonts.ready.then(() => true);
}"""
"""Sessions end by the clock on the wall, all else by the clock of the town."""
WIDTHS = (390, 1280)
AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=/bewijs/…/).+")
WHO = {
    "eigenaar": "Owners and managers",
    "sekswerker": "Workers, with a code",
    "mijn": "Who got a letter of the city, with its code",
    "veld": "Police in the street",
    "politie": "Police at a desk",
    "recherche": "Recherche, for its own case",
    "dossiers": "Case workers, lawyers and sanctioning officers of the city",
    "financien": "Finance department of the city",
    "regie": "Readers of the plan's figures, and who keeps the register of regie",
    "zorg": "Care organisations, and the study office",
    "inzage": "The data-protection officer, and shielded files",
    "uitvoer": "Lists that leave",
    "beheer": "Who keeps a service running",
    "huis": "What every site has",
}
HEAD = """# The screens

At 390 and at 1280 pixels wide, with synthetic people. `make screenshots` takes the pictures and
writes this page; `tests/browser/test_pictures.py` says which pages have none, and why.
"""


@dataclass(frozen=True, order=True)
class Picture:
    """``address`` is the path, with ``…`` for every id."""

    name: str
    width: int
    title: str
    address: str

    @property
    def who(self) -> str:
        who = self.name.partition("-")[0]
        return who if who in WHO else "huis"

    @property
    def file(self) -> str:
        return f"{self.name}-{self.width}.png"


def taken_now() -> bool:
    """Whether this run takes the pictures anew."""
    return bool(os.environ.get("KRACHTLIJN_SCREENSHOTS"))


async def keep(page: Page, name: str, size: tuple[int, int]) -> None:
    """The upper part of a page, as somebody meets it. Only when pictures are asked for."""
    if not taken_now():
        return
    await page.wait_for_load_state("load")
    await page.evaluate(STILL)
    taken = await page.screenshot(animations="disabled", caret="hide")
    title = (await page.title()).partition(" · ")[0]
    address = AN_ID.sub("…", AN_ID.sub("…", urlsplit(page.url).path))
    picture = Picture(name, size[0], title, address)
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / picture.file).write_bytes(small(taken, picture))


async def keep_both(page: Page, name: str) -> None:
    """At both widths, whatever the page has now."""
    size = page.viewport_size
    assert size is not None
    for width, height in ((390, 844), (1280, 800)):
        await page.set_viewport_size({"width": width, "height": height})
        await keep(page, name, (width, height))
    await page.set_viewport_size(size)


def small(taken: bytes, picture: Picture) -> bytes:
    """A palette instead of true colours: a quarter of the bytes, and letters as sharp."""
    described = PngInfo()
    described.add_itxt("Title", picture.title)
    described.add_itxt("Address", picture.address)
    image = Image.open(io.BytesIO(taken)).convert("RGB")
    palette = Image.new("P", (1, 1))
    palette.putpalette(commonest(image))
    few = image.quantize(palette=palette, dither=Image.Dither.NONE)
    written = io.BytesIO()
    few.save(written, "PNG", optimize=True, pnginfo=described)
    return written.getvalue()


def commonest(image: Image.Image) -> list[int]:
    """The colours that fill most, exactly as they are; what lies between goes to the nearest."""
    counted = image.getcolors(image.width * image.height) or []
    kept: list[tuple[int, int, int]] = []
    for _, colour in sorted(counted, key=lambda each: (-each[0], each[1])):
        near = any(
            max(abs(a - b) for a, b in zip(colour, one, strict=True)) < APART for one in kept
        )
        if not near:
            kept.append(colour)
        if len(kept) == COLOURS:
            break
    return [part for colour in kept for part in colour]


def pictures(folder: Path = FOLDER) -> list[Picture]:
    found = []
    for path in folder.glob("*.png"):
        name, _, width = path.stem.rpartition("-")
        with Image.open(path) as image:
            told = image.text  # type: ignore[attr-defined]
        found.append(Picture(name, int(width), told["Title"], AN_ID.sub("…", told["Address"])))
    return sorted(found)


def index(found: list[Picture]) -> str:
    parts = [HEAD]
    for who in WHO:
        shown = [each for each in found if each.who == who]
        parts.append(f"## {WHO[who]}\n\n| Screen | Address | Phone | Desk |\n|---|---|---|---|")
        for name, both in groupby(shown, lambda each: each.name):
            files = {each.width: each for each in both}
            one = next(iter(files.values()))
            links = " | ".join(
                f"[{width}]({files[width].file})" if width in files else "" for width in WIDTHS
            )
            parts.append(f"| {one.title} ({name.partition('-')[2]}) | `{one.address}` | {links} |")
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def indexed() -> dict[str, str]:
    """The address of each picture by its name, also while the pictures themselves are away."""
    rows = re.findall(
        r"\| `([^`]+)` \| \[390\]\(([\w-]+)-390\.png\)", (FOLDER / "README.md").read_text("utf-8")
    )
    return {name: address for address, name in rows}


if __name__ == "__main__":
    (FOLDER / "README.md").write_text(index(pictures()), encoding="utf-8")
