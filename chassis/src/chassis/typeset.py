"""Set a document in type: a PDF that is archived and read aloud, in every script with a font.

A service that makes documents brings ``typst`` itself; the others are smaller without it.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import structlog
import typst

from chassis.text_direction import TURNING

log = structlog.get_logger("typeset")

FOLDERS = ("/usr/share/fonts/truetype/noto", "/usr/share/fonts/opentype/noto")
"""Debian's folders of Noto (``fonts-noto-core``, ``-cjk`` and ``-color-emoji``)."""
SAMPLES = {"fonts-noto-core": "ก", "fonts-noto-cjk": "王", "fonts-noto-color-emoji": "💋"}
"""A character that only the font of the package draws."""
ARCHIVED = ("a-2a", "ua-1")
"""PDF/A-2a to be kept for years, PDF/UA-1 to be read aloud. Neither allows a box for a letter."""
LETTERS = b"""// The fonts of a text, the first that has a letter; other scripts find theirs alone.
#let letters = ("Libertinus Serif", "Noto Serif", "Noto Naskh Arabic", "Noto Sans CJK SC")
"""
PANIC = "PanicException"
"""The class by which a fault of the type setter itself ends: no letter it should choke on is kept
from a document, and no document is lost for one."""
_REFUSED = re.compile(r'(?:the text|the codepoint|disallowed codepoint) `"(.*?)"`', re.DOTALL)
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.DOTALL)
_BREAKS = dict.fromkeys(map(ord, "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), "\n")
_UNSEEN = dict.fromkeys([*range(9), *range(0x0E, 0x1C), 0x1F, *range(0x7F, 0x85), 0xFEFF], None)
_UNSEEN |= dict.fromkeys([*range(0x86, 0xA0), *range(0xD800, 0xE000)], None)
_UNSEEN |= dict.fromkeys(map(ord, TURNING), None)
"""Controls of terminals, the mark of byte orders, half a character: nobody sees them typed. Nor
signs that turn the direction: a document says what was stored.
"""


@dataclass(frozen=True, slots=True, repr=False)
class TypesetDocument:
    """A PDF, and the characters that no font has: in their place stands their number, ``[U+E000]``.

    It prints nothing.
    """

    pdf: bytes
    undrawable: tuple[str, ...]


def typeset(
    source: bytes,
    told: Mapping[str, Any],
    parts: Mapping[str, bytes] | None = None,
    standards: Sequence[str] = ARCHIVED,
) -> TypesetDocument:
    """Blocking: run it in a thread. ``told`` is ``sys.inputs.told`` of the source, as JSON.

    ``parts`` are files that the source imports by name, beside ``letters.typ`` with the fonts.
    """
    sources: Any = {"main": source, **(parts or {}), "letters.typ": LETTERS}
    replaced: dict[int, str | None] = {**_BREAKS, **_UNSEEN}
    undrawable: list[str] = []
    while True:
        content = json.dumps(_translated(told, replaced))
        compiler = typst.Compiler(
            sources, font_paths=_fonts(), ignore_system_fonts=True, sys_inputs={"told": content}
        )
        try:
            pdf = compiler.compile(format="pdf", pdf_standards=list(standards))  # type: ignore[arg-type]
        except typst.TypstError as error:
            fresh = _strange(_named_in(error), replaced)
            if not fresh:
                raise
        except BaseException as error:
            fresh = _strange(json.loads(content).values(), replaced)
            if type(error).__name__ != PANIC or not fresh:
                raise
        else:
            assert isinstance(pdf, bytes)
            return TypesetDocument(pdf, tuple(sorted(undrawable)))
        undrawable += fresh
        replaced |= {ord(each): f"[{number_of(each)}]" for each in fresh}


def number_of(character: str) -> str:
    """The number of a character, as Unicode writes it: ``U+E000``."""
    return f"U+{ord(character):04X}"


def named(characters: Sequence[str]) -> str:
    """Characters for a sentence, with their numbers; a screen may draw what a document cannot."""
    return ", ".join(
        f"{each} ({number_of(each)})" if each.isprintable() else number_of(each)
        for each in characters
    )


def warn_of_missing_fonts() -> None:
    """Warn whoever starts the service: texts in their scripts come out as numbers of letters."""
    for package in missing_fonts():
        log.warning("fonts missing: install the package", package=package)


@cache
def missing_fonts() -> tuple[str, ...]:
    """Packages of which no font draws its sample."""
    source = (
        b'#import "letters.typ": letters\n#set document(title: "-")\n#set text(font: letters)\n'
    )
    source += b"#json(bytes(sys.inputs.told)).text"
    return tuple(
        package
        for package, sample in SAMPLES.items()
        if typeset(source, {"text": sample}, standards=("a-2u",)).undrawable
    )


@cache
def _fonts() -> typst.Fonts:
    """Read once: they are hundreds."""
    folders = [folder for folder in FOLDERS if Path(folder).is_dir()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)


def _named_in(error: typst.TypstError) -> str:
    return "".join(map(_unescaped, _REFUSED.findall(error.diagnostic)))


def _strange(value: Any, replaced: Mapping[int, str | None]) -> list[str]:
    """Characters to do without, once each. Signs on a letter go before the letter they stand on."""
    told = value if isinstance(value, str) else json.dumps([*value], ensure_ascii=False)
    strange = [
        each for each in dict.fromkeys(told) if not each.isascii() and ord(each) not in replaced
    ]
    signs = [each for each in strange if unicodedata.category(each).startswith("M")]
    return signs or strange


def _unescaped(text: str) -> str:
    """A text as Rust prints it for a programmer."""
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)


def _translated(value: Any, replaced: Mapping[int, str | None]) -> Any:
    match value:
        case str():
            return value if value.isascii() and value.isprintable() else value.translate(replaced)
        case Mapping():
            return {key: _translated(each, replaced) for key, each in value.items()}
        case list() | tuple():
            return [_translated(each, replaced) for each in value]
    return value


def right_to_left(line: str) -> bool:
    """Whether a line reads from the right: its first letter with a direction says it (UAX 9)."""
    return next(_directions(line), "L") != "L"


def _directions(line: str) -> Iterator[str]:
    for character in line:
        direction = unicodedata.bidirectional(character)
        if direction in ("L", "R", "AL"):
            yield direction
