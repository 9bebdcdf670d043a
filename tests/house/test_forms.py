"""Forms lead on: every route of a page that takes a form ends in a redirect."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [
    *ROOT.glob("services/*/src/**/*.py"),
    *ROOT.glob("chassis/src/chassis/**/*.py"),
]
MODULES = {
    str(path.with_suffix("")).rpartition("/src/")[2].replace("/", "."): path for path in SOURCES
}
LEADING_ON = {"go", "RedirectResponse", "departure.leave"}
NEVER = {
    "post_look": "a part of a page",
    "post_stay": "JSON, for a page that asks",
    "post_logout_token": "from the issuer, and no browser",
    "post_series": "shows the days of a series, which the next form enters",
    "post_decisions": "shows what a file says, which the next form records",
}
"""Routes that never lead on, and why."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> dict[str, Function]:
    return {node.name: node for node in ast.walk(tree) if isinstance(node, Function)}


def posts(path: Path) -> Iterator[tuple[str, Function]]:
    """The functions of a module that take forms: those of pages, and none of the JSON API."""
    source = path.read_text()
    if not re.search(r"include_in_schema=False", source):
        return
    for name, function in functions(ast.parse(source)).items():
        for decorator in function.decorator_list:
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith(".post"):
                yield name, function


def calls(function: Function) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}


def known_to(path: Path) -> dict[str, Function]:
    """The functions of a module, and those that it takes from other modules of pages."""
    tree = ast.parse(path.read_text())
    found: dict[str, Function] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom):
            continue
        module = node.module or ""
        if ".pages." in module and module in MODULES:
            theirs = functions(ast.parse(MODULES[module].read_text()))
            taken = {each.name for each in node.names} & theirs.keys()
            found |= {name: theirs[name] for name in taken}
    return found | functions(tree)


def leads_on(path: Path, function: Function) -> bool:
    """Whether it redirects, itself or by another function of a module of pages."""
    known, seen, left = known_to(path), set[str](), [function]
    while left:
        called = calls(left.pop())
        if called & LEADING_ON:
            return True
        left += [known[name] for name in called & known.keys() - seen]
        seen |= called
    return False


FORMS = [(path, name, function) for path in SOURCES for name, function in posts(path)]


def test_all_forms_are_found() -> None:
    assert len(FORMS) > 40


@pytest.mark.parametrize(
    ("path", "name", "function"),
    FORMS,
    ids=[f"{path.relative_to(ROOT).with_suffix('')}-{name}" for path, name, _ in FORMS],
)
def test_a_form_that_was_dealt_with_leads_on(path: Path, name: str, function: Function) -> None:
    """What else a route answers with is held by ``chassis.web.pages.after_form`` in every test that
    sends a form: a page that is no refusal and no question is an error there."""
    assert leads_on(path, function) or name in NEVER


def test_what_asks_once_more_says_why() -> None:
    said = [
        ast.literal_eval(decorator.args[0])
        for _, _, function in FORMS
        for decorator in function.decorator_list
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "asks_again"
    ]
    assert all(len(why) > 20 for why in said)
    assert 0 < len(said) < len(FORMS) / 3, "the exception, not the rule"


def test_no_template_joins_markup_to_a_translated_text_which_would_show_it() -> None:
    """A text of the catalogue is safe markup: what ``~`` adds to it is escaped, so that a block of
    ``{% set %}`` has to hold both.
    """
    joined = re.compile(r"""\b_\([^()]*\)\s*~\s*['"]<""")
    found = {
        str(path.relative_to(ROOT)): hits
        for folder in ("services", "chassis")
        for path in ROOT.glob(f"{folder}/**/templates/**/*.html")
        if (hits := joined.findall(path.read_text(encoding="utf-8")))
    }
    assert not found
