"""The settings of all services, read from their classes: ``docs/settings.md``.

Each is named once, by who decides about it. What a class says of a field, in the text below it, is
what the reference says.
"""

import ast
import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings

from contracts import SERVICES
from launcher.errors import LauncherError

DOCUMENT = Path("docs/settings.md")
PARENTS = {"BaseSettings", "LimitSettings"}
CHAPTERS = {
    "chassis": ("All services", "Whoever hosts the platform. Each service has them by itself."),
    "pandkalender": ("pandkalender", "The department that gives declarations to owners."),
    "databank": ("databank", "The police."),
    "enforcement": ("enforcement", "The department of enforcement, its lawyer and its office."),
    "registry": ("registry", "The study department, with the care organisations."),
    "reporting": ("reporting", "Those who make the reports and keep the register of regie."),
}
"""Chapters by package, and who decides."""
BOUNDS = {"gt": "more than", "ge": "at least", "lt": "less than", "le": "at most"}
HEAD = """# Settings

Generated from the code by `make settings`; do not edit. Every setting is a variable of the
environment: with compose a line of `.env` ([.env.example](../.env.example)), in a cluster a line of
the ConfigMap `settings` ([example](../deploy/kubernetes/examples/settings.yaml)), elsewhere what
starts the service. A service reads them at its start. Files of a city's own lie in
`/etc/krachtlijn/own`: the folder `deploy/compose/own`, or the ConfigMap `own-files`. What compose
or a manifest says itself (addresses, ports, partitions) is changed there. Secrets are better files,
each called as the setting in small letters, without what its name begins with.
"""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str


def render(root: Path) -> str:
    """The document, from the sources below ``root``; a `LauncherError` for a field without text."""
    chapters = [HEAD]
    for package, (title, who) in CHAPTERS.items():
        lines = [
            f"## {title}\n",
            f"{who}\n",
            "| Setting | Without it | What it is |",
            "|---|---|---|",
        ]
        lines += [
            f"| `{each.name}` | {each.default} | {each.meaning} |"
            for each in sorted(settings_of(root, package), key=lambda setting: setting.name)
        ]
        chapters.append("\n".join(lines) + "\n")
    return "\n".join(chapters)


def settings_of(root: Path, package: str) -> Iterator[Setting]:
    """Every field of every class of settings in a package."""
    folder = root / ("services" if package in SERVICES else "") / package / "src" / package
    for path in sorted(folder.rglob("*.py")):
        text = path.read_text()
        if any(f"({parent})" in text for parent in PARENTS):
            for node in ast.parse(text).body:
                if isinstance(node, ast.ClassDef) and _parents(node) & PARENTS:
                    place = path.relative_to(folder.parent).with_suffix("")
                    yield from _fields(node, path, ".".join(place.parts))


def _fields(node: ast.ClassDef, path: Path, module: str) -> Iterator[Setting]:
    known: type[BaseSettings] = getattr(importlib.import_module(module), node.name)
    prefix = known.model_config["env_prefix"]
    for field, below in zip(node.body, [*node.body[1:], None], strict=True):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        name, said = field.target.id, below.value if isinstance(below, ast.Expr) else None
        if not (isinstance(said, ast.Constant) and isinstance(said.value, str)):
            raise LauncherError(f"{path}: say below {name} what it is, in one text.")
        meaning = " ".join(said.value.split()).replace("``", "`").replace("|", "\\|")
        yield Setting(prefix + name.upper(), _default(known.model_fields[name]), meaning)


def _parents(node: ast.ClassDef) -> set[str]:
    return {each.id for each in node.bases if isinstance(each, ast.Name)}


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "must be said"
    bounds = [
        f"{word} {getattr(each, bound)}"
        for each in field.metadata
        for bound, word in BOUNDS.items()
        if hasattr(each, bound)
    ]
    default = _written(field.get_default(call_default_factory=True))
    return f"{default} ({', '.join(bounds)})" if bounds else default


def _written(value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float() | date():
            return f"`{value}`"
        case tuple() if value:
            return f"`{json.dumps(value)}`"
        case _:
            return f"`{value}`" if value else "nothing"


if __name__ == "__main__":
    DOCUMENT.write_text(render(Path()))
