"""The documents and the source files of the repository, and where a document's links lead."""

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .rooms import ROOT

SOURCE = {".css", ".html", ".js", ".json", ".py", ".sh", ".sql", ".toml", ".typ", ".yaml", ".yml"}
MADE = {"node_modules", "__pycache__", "build", "dist", "htmlcov"}
"""Folders that a tool fills; those that begin with a dot are left out as well."""
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`(?!\])")


def documents() -> list[Path]:
    """Every ``*.md`` of the repository."""
    return [path for path in _walk() if path.suffix == ".md"]


def files() -> list[Path]:
    """What people write and a document may be named in: code, templates, settings, scripts."""
    return [path for path in _walk() if path.suffix in SOURCE or path.name == "Makefile"]


@cache
def _walk() -> tuple[Path, ...]:
    found: list[Path] = []
    for folder, inner, names in os.walk(ROOT):
        inner[:] = sorted(name for name in inner if name[0] != "." and name not in MADE)
        found += [Path(folder, name) for name in sorted(names)]
    return tuple(found)


def dead_links(document: Path) -> Iterator[str]:
    """Relative links of a document to a file or a heading that is not there."""
    for link in LINK.findall(CODE.sub("", FENCED.sub("", document.read_text()))):
        if re.match(r"[a-z]+:", link):
            continue
        place, _, anchor = link.partition("#")
        target = document.parent / place if place else document
        if not target.exists() or (
            anchor and target.suffix == ".md" and anchor not in anchors(target)
        ):
            yield link


@cache
def anchors(document: Path) -> frozenset[str]:
    """The headings of a document as GitHub and GitLab make addresses of them."""
    headings = re.findall(r"^#+ (.*)$", FENCED.sub("", document.read_text()), re.MULTILINE)
    plain = (re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading) for heading in headings)
    return frozenset(
        re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in plain
    )
