"""The rooms of every service: layers inside a capability, and no circle between them."""

import ast
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from .rooms import (
    MAY_IMPORT,
    PACKAGES,
    ROOT,
    SERVICES,
    Module,
    dependencies,
    imports,
    modules,
    queries,
    tree,
)

SOURCES = [
    path
    for pattern in ("*/src/**/*.py", "*/*/src/**/*.py")
    for path in sorted(ROOT.glob(pattern))
    if "migrations" not in path.parts
]


def where(module: Module, line: int) -> str:
    return f"{module.path.relative_to(ROOT)}:{line}"


@pytest.mark.parametrize("service", SERVICES)
def test_a_room_imports_only_what_lies_below_it(service: str) -> None:
    wrong = [
        f"{where(module, line)}: {module.layer} imports {target.layer} {target.name}"
        for module in modules(service).values()
        if module.layer in MAY_IMPORT
        for target, line in imports(module)
        if target.layer not in MAY_IMPORT[module.layer]
    ]
    assert wrong == []


def test_no_list_below_the_procedures_of_enforcement_reads_the_table_of_one() -> None:
    """Decision 0186: what no import shows, an arrow in SQL, is refused too."""
    reads = re.compile(
        r"\b(?:FROM|JOIN|UPDATE|INTO)\s+(?:gas_\w+|sanction_case|measure_\w+|mayor_measure|dossier\w*"
        r"|street_ban_\w+|integrity_\w+)"
    )
    below = (
        "acts",
        "appeals",
        "case_documents",
        "cases",
        "council_of_state",
        "hearings",
        "meetings",
        "payments",
        "perimeters",
        "persons",
        "worklist",
    )
    source = ROOT / "services/enforcement/src/enforcement"
    wrong = [
        f"{path.relative_to(source)}: {found.group()}"
        for capability in below
        for path in sorted((source / capability).rglob("*.py"))
        for found in reads.finditer(path.read_text())
    ]
    assert wrong == []


@pytest.mark.parametrize("line", ["from ..store import cases", "from . import pages"])
def test_no_import_hides_from_this_reading_behind_dots(line: str) -> None:
    """What is read here are whole names; the linter refuses others, except in tests."""
    ruff = [Path(sys.executable).with_name("ruff"), "check", "--quiet", "-"]
    for path, refused in (
        ("services/databank/src/databank/detection/rules/window.py", True),
        ("chassis/src/chassis/bus/relay.py", True),
        ("services/databank/tests/detection/test_window.py", False),
    ):
        done = subprocess.run(
            [*ruff, "--stdin-filename", path], cwd=ROOT, input=f"{line}\n",
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ("TID252" in done.stdout) is refused, (path, done.stdout)


@pytest.mark.parametrize("service", SERVICES)
def test_sql_stands_in_the_store_alone(service: str) -> None:
    wrong = [
        where(module, line)
        for module in modules(service).values()
        if module.layer not in {"store", "tables"}
        for line in queries(module)
    ]
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_problem_is_raised_at_the_edge_alone(service: str) -> None:
    """Operations raise the domain's errors; how they look over HTTP is the edge's."""
    wrong = [
        where(module, node.lineno)
        for module in modules(service).values()
        if module.layer not in {"api", "pages", "wiring"}
        for node in ast.walk(tree(module.path))
        if isinstance(node, ast.ImportFrom) and any(alias.name == "Problem" for alias in node.names)
    ]
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_rows_leave_the_store_typed(service: str) -> None:
    """No function hands out a record or a row by name; a helper with ``_`` may."""
    wrong = [
        f"{where(module, node.lineno)} {node.name}"
        for module in modules(service).values()
        for node in ast.walk(tree(module.path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and not node.name.startswith("_")
        and re.search(
            r"\bRecord\b",
            "".join(
                ast.unparse(part)
                for part in [node.returns, *(arg.annotation for arg in node.args.args)]
                if part is not None
            ),
        )
        and module.layer not in {"tables"}
    ]
    assert wrong == []


@pytest.mark.parametrize("service", SERVICES)
def test_codes_are_compared_as_enums(service: str) -> None:
    """No loose string where the rules have an enum: neither in a comparison nor in a literal."""
    codes = {
        assigned.value.value
        for module in modules(service).values()
        if module.layer == "rules"
        for node in ast.walk(tree(module.path))
        if isinstance(node, ast.ClassDef)
        and any("Enum" in ast.unparse(base) for base in node.bases)
        for assigned in node.body
        if isinstance(assigned, ast.Assign)
        and isinstance(assigned.value, ast.Constant)
        and len(str(assigned.value.value)) > 3
    }
    wrong = [
        f"{where(module, node.lineno)} {constant.value}"
        for module in modules(service).values()
        if module.layer != "rules"
        for node in ast.walk(tree(module.path))
        if isinstance(node, ast.Compare)
        or (isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal")
        for constant in ast.walk(node)
        if isinstance(constant, ast.Constant) and constant.value in codes
    ]
    assert wrong == []


def _cycle(graph: dict[str, set[str]]) -> list[str]:
    """One circle of the graph, or nothing."""
    state: dict[str, int] = {}
    path: list[str] = []

    def visit(node: str) -> list[str]:
        state[node] = 1
        path.append(node)
        for target in sorted(graph.get(node, ())):
            if state.get(target) == 1:
                return [*path[path.index(target) :], target]
            if target not in state and (circle := visit(target)):
                return circle
        path.pop()
        state[node] = 2
        return []

    for node in sorted(graph):
        if node not in state and (circle := visit(node)):
            return circle
    return []


@pytest.mark.parametrize("service", SERVICES)
def test_no_circle_of_modules(service: str) -> None:
    graph = {
        module.name: {target.name for target, _ in imports(module)}
        for module in modules(service).values()
    }
    assert _cycle(graph) == []


@pytest.mark.parametrize("package", sorted(PACKAGES.keys() - set(SERVICES)))
def test_no_circle_of_modules_in_other_packages(package: str) -> None:
    """Also not by an import within a function; for types alone it is no circle."""
    assert _cycle(dependencies(package)) == []


@pytest.mark.parametrize("service", SERVICES)
def test_no_circle_of_capabilities(service: str) -> None:
    """Their orders are in ``pyproject.toml``."""
    graph: dict[str, set[str]] = {}
    for module in modules(service).values():
        for target, _ in imports(module):
            if module.capability and target.capability not in {"", module.capability}:
                graph.setdefault(module.capability, set()).add(target.capability)
    assert _cycle(graph) == []


def offers(service: str, package: str) -> frozenset[str] | None:
    """The modules that a package names in ``__all__``; None of a package that says nothing.

    Nor does one whose ``__all__`` names no module, but what it imports to pass on.
    """
    for node in tree(modules(service)[package].path).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and ast.unparse(node).startswith("__all__"):
            names = ast.literal_eval(node.value) if node.value else ()
            offered = frozenset(f"{package}.{name}" for name in names)
            return offered if not offered or offered & modules(service).keys() else None
    return None


@pytest.mark.parametrize("service", SERVICES)
def test_others_import_only_what_a_capability_offers(service: str) -> None:
    """``__all__`` of its package, and of packages in it, names the modules that others import."""
    taken: set[str] = set()
    wrong = []
    for module in modules(service).values():
        for target, line in imports(module):
            if not module.capability or target.capability in {"", module.capability}:
                continue
            parts = target.name.split(".")
            steps = [".".join(parts[:number]) for number in range(1, len(parts) + 1)]
            taken.update(steps)
            for package, step in pairwise(steps):
                offered = offers(service, package)
                if offered is not None and step not in offered:
                    wrong.append(f"{where(module, line)} imports {target.name}")
    assert wrong == []
    packages = [module for module in modules(service).values() if module.path.name == "__init__.py"]
    silent = [
        each.name
        for each in packages
        if each.name == each.capability and offers(service, each.name) is None
    ]
    assert silent == []
    stale = {step for each in packages for step in offers(service, each.name) or ()} - taken
    assert stale == set()


def test_a_module_says_what_it_is() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.read_text().strip() and not ast.get_docstring(tree(path))
    ]
    assert wrong == []
