"""Told stories on disk, so that each is told once, however often and by whomever it is attacked.

They lie under the digest of all code that tells them: what changes there, they are told anew. What
an attack found of a story lies beside it, under the digest of the attack.
"""

import json
import lzma
import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from . import stories
from .learning import Pair, Person, Reading, Statement
from .stories import Story
from .years import CHANGES, year_of

ROOT = Path(__file__).parents[4]
PLACE = ROOT / ".run" / "attack-revisions"
TELLS = (
    "contracts/src/contracts/branches.py",
    "contracts/src/contracts/codes.py",
    "disclosure/src",
    "services/registry/src/registry/counts/rules",
    "services/registry/src/registry/disclosure",
    "services/registry/src/registry/integration/published.py",
    "services/registry/src/registry/minimum_format/rules",
    "services/registry/src/registry/validation/rules",
    "simulator/src/simulator/city",
    "services/registry/tests/support/history.py",
    "tests/privacy/revisions/support/saved.py",
    "tests/privacy/revisions/support/stories.py",
    "tests/privacy/revisions/support/years.py",
)
ATTACKS = (
    "services/registry/tests/support/attack.py",
    "services/registry/tests/support/truth.py",
    "services/registry/tests/support/two_tellings.py",
    "tests/privacy/revisions/support",
)
SOLVERS = ("highspy", "numpy")
"""Libraries that decide which figures are told, and what of them is counted."""
ENCODING = "latin-1"  # what is told is bytes; they come back as they were


@cache
def digest(*places: str) -> str:
    """Of all code in these files and folders, and the versions of the solvers."""
    found = sha256("".join(f"{each} {version(each)}\0" for each in SOLVERS).encode())
    for place in places:
        path = ROOT / place
        for file in [path] if path.is_file() else sorted(path.rglob("*.py")):
            found.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes())
    return found.hexdigest()[:16]


def story(clients: int, seed: int, name: str) -> Story:
    """One of :data:`CHANGES`, as ``stories.story`` tells it."""
    file = _folder() / f"{clients}-{seed}-{name}.xz"
    if not file.exists():
        told = stories.story(clients, seed, name)
        kept = [*told.before, *(told.after if told.was_told_again else ())]
        write(file, _packed([each.decode(ENCODING) for each in kept]))
    told_then = [each.encode(ENCODING) for each in _unpacked(file)]
    old, new, codes = CHANGES[name](year_of(clients, seed), seed)
    (first, public), (last, last_public) = told_then[:2], told_then[-2:]
    return Story((first, public), (last, last_public), old, new, codes)


def pairs(clients: int, seed: int, name: str) -> tuple[tuple[Pair, Pair], Sequence[Person]]:
    """What each audience reads of a story; and another batch of the same register."""
    file = _attacked(clients, seed, f"{name}.xz")
    if not file.exists():
        told = story(clients, seed, name)
        some = [told.pair(audience) for audience in (stories.INTERNAL, stories.PUBLIC)]
        plain = [told.persons, told.others(seed), [_plain(each) for each in some]]
        write(file, _packed(plain))
    persons, others, readings = _unpacked(file)
    internal, public = (Pair(*_readings(each), persons) for each in readings)
    return (internal, public), others


def found(clients: int, seed: int) -> Mapping[str, Any] | None:
    """What this attack found of a year before, by kind of change; None where it was not asked."""
    file = _attacked(clients, seed, "found.json")
    if not file.exists():
        return None
    kept: Mapping[str, Any] = json.loads(file.read_text())
    return kept


def keep(clients: int, seed: int, by_kind: Mapping[str, Any]) -> None:
    write(_attacked(clients, seed, "found.json"), json.dumps(by_kind).encode())


def forget_others() -> None:
    """Stories that other code told: nobody asks for them again."""
    for folder in PLACE.glob("*/"):
        if folder != _folder():
            shutil.rmtree(folder)


def _folder() -> Path:
    return PLACE / digest(*TELLS)


def _attacked(clients: int, seed: int, name: str) -> Path:
    return _folder() / digest(*ATTACKS) / f"{clients}-{seed}-{name}"


def _plain(pair: Pair) -> list[Any]:
    """Each statement beside its figures; what is not there has none."""
    statements = {**pair.before, **pair.after}
    return [
        [
            statement,
            *([some[statement]] if statement in some else [] for some in (pair.before, pair.after)),
        ]
        for statement in statements
    ]


def _readings(plain: Iterable[Any]) -> tuple[Reading, Reading]:
    before: dict[Statement, int | None] = {}
    after: dict[Statement, int | None] = {}
    for (period, measure, dims), *told in plain:
        statement = (period, measure, tuple((name, code) for name, code in dims))
        for some, figure in zip((before, after), told, strict=True):
            if figure:
                some[statement] = figure[0]
    return before, after


def _packed(plain: Any) -> bytes:
    return lzma.compress(json.dumps(plain).encode(), preset=1)


def _unpacked(file: Path) -> Any:
    return json.loads(lzma.decompress(file.read_bytes()))


def write(file: Path, content: bytes) -> None:
    """Whole or not at all: another may read, or the run be stopped."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)
