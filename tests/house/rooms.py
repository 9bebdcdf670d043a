"""The rooms of a service, read from its source: which module is what, and who imports whom."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("rules", "labels", "store", "acts", "desk", "registration", "api", "pages")
"""Rooms that every capability may have; every other module of a capability is an operation."""
CENTRAL = {
    "app": "wiring",
    "authorisation": "rules",
    "exports": "wiring",
    "functions": "rules",
    "handlers": "entry",
    "overdue": "wiring",
    "procedures": "registration",
    "oversight": "wiring",
    "routes": "wiring",
    "schema": "wiring",
    "sealed_columns": "tables",
    "settings": "settings",
    "site": "wiring",
    "tables": "tables",
    "timers": "entry",
}
"""What stands at the top of a service, and of which layer it is."""
MAY_IMPORT = {
    "rules": {"rules"},
    "labels": {"labels", "rules"},
    "tables": {"rules", "tables"},
    "settings": {"rules", "settings"},
    "store": {"rules", "settings", "store", "tables"},
    "operation": {"acts", "desk", "operation", "rules", "settings", "store", "tables"},
    "acts": {"acts", "labels", "operation", "rules", "settings", "store"},
    "desk": {"acts", "desk", "labels", "operation", "rules", "store"},
    "api": {"acts", "api", "desk", "labels", "operation", "rules", "settings", "store"},
    "pages": {"acts", "desk", "labels", "operation", "pages", "rules", "settings", "store"},
    "registration": {"desk", "labels", "operation", "pages", "registration", "rules", "store"},
    "entry": {"operation", "registration", "rules", "settings", "store"},
}
"""Layer -> layers of the same service. The wiring may import everything."""
SERVICES = sorted(path.parent.name for path in ROOT.glob("services/*/pyproject.toml"))


PACKAGES = {
    **{service: ROOT / "services" / service / "src" / service for service in SERVICES},
    **{
        name: ROOT / name / "src" / name
        for name in ("chassis", "contracts", "disclosure", "linkage", "simulator")
    },
    "krachtlijn_client": ROOT / "client" / "src" / "krachtlijn_client",
    "launcher": ROOT / "deploy" / "launcher" / "src" / "launcher",
}
"""Package -> its source folder."""


@dataclass(frozen=True)
class Module:
    service: str
    name: str
    """Dotted, without the service: ``detection.branch_shifts.store``."""
    path: Path

    @property
    def capability(self) -> str:
        """``detection`` of ``detection.branch_shifts.store``; empty at the top of the service."""
        first, dot, _ = self.name.partition(".")
        return first if dot or self.path.name == "__init__.py" else ""

    @property
    def layer(self) -> str:
        parts = self.name.split(".")
        for part in parts[1:]:
            if part in LAYERS:
                return part
        if len(parts) == 1 and self.path.name != "__init__.py":
            if parts == ["authorisation"] and self.path.with_name("functions.py").exists():
                return "wiring"  # it lists the rows of desks; its functions stand apart
            return CENTRAL.get(parts[0], "operation")
        return "operation"


@cache
def modules(service: str) -> dict[str, Module]:
    folder = ROOT / "services" / service / "src" / service
    found = {}
    for path in sorted(folder.rglob("*.py")):
        parts = list(path.relative_to(folder).with_suffix("").parts)
        if "migrations" in parts:
            continue
        if parts[-1] == "__init__":
            parts.pop()
        if parts:
            name = ".".join(parts)
            found[name] = Module(service, name, path)
    return found


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imports(module: Module) -> Iterator[tuple[Module, int]]:
    """Modules of the same service that this one imports, with the line."""
    known = modules(module.service)
    for node in ast.walk(tree(module.path)):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [
                f"{node.module}.{name.name}"
                if f"{node.module}.{name.name}".partition(".")[2] in known
                else node.module
                for name in node.names
            ]
        else:
            continue
        for name in dict.fromkeys(names):
            service, _, inside = name.partition(".")
            if service == module.service and inside in known:
                yield known[inside], node.lineno


SQL = re.compile(r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM)\b", re.S)
ASKS = {
    "execute",
    "executemany",
    "fetch",
    "fetchrow",
    "fetchval",
    "cursor",
    "copy_records_to_table",
}


def queries(module: Module) -> Iterator[int]:
    """Lines with SQL, or with a question to a connection."""
    for node in ast.walk(tree(module.path)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and SQL.search(node.value)
        ) or (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ASKS
            and ast.unparse(node.func.value).rpartition(".")[2] in {"conn", "connection", "session"}
        ):
            yield node.lineno


def dependencies(package: str) -> dict[str, set[str]]:
    """Module -> modules of the same package that it imports, also within functions."""
    folder = PACKAGES[package]
    paths = {}
    for path in sorted(folder.rglob("*.py")):
        parts = [package, *path.relative_to(folder).with_suffix("").parts]
        paths[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    graph: dict[str, set[str]] = {name: set() for name in paths}
    for name, path in paths.items():
        for node in ast.walk(tree(path)):
            if not (isinstance(node, ast.ImportFrom) and node.module):
                continue
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                target = full if full in paths else node.module
                if target in paths and target != name:
                    graph[name].add(target)
    return graph
