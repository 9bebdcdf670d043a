"""Every text of a screen is there in every language that the screen offers, with its blanks."""

import ast
import importlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from chassis.uploads import Fault, UnreadableFileError
from chassis.web.pages.languages import REVIEWED, parse
from enforcement.case_documents.received_files import LIMITS
from enforcement.notifications.city import City
from enforcement.notifications.labels import KIND
from enforcement.site import PAGES

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = [
    path.parent
    for deep in ("*/src/*/locale", "*/*/src/*/locale", "*/*/src/*/*/locale")
    for path in sorted(ROOT.glob(deep))
]
CATALOGUES = [path for package in PACKAGES for path in sorted((package / "locale").glob("*.po"))]
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "mark": None, "lazy": None}
OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
WORKER_PORTAL = ROOT / "services/pandkalender/src/pandkalender/worker_portal"
OWN_CASE = ROOT / "services/enforcement/src/enforcement/own_case"
DOCUMENT_FAULTS = (
    Fault.NO_DOCUMENT,
    Fault.LOCKED,
    Fault.DOCUMENT_TOO_LARGE,
    Fault.TOO_MANY_PAGES,
    Fault.BUSY,
)
BLANK = re.compile(r"%\(\w+\)s")

Text = str | tuple[str, str]


@cache
def texts(package: Path) -> frozenset[Text]:
    """What the code and the templates of a package say, in Dutch.

    A package inside it with catalogues of its own says what it says in its own languages.
    """
    return frozenset(_texts(package))


def _texts(package: Path) -> Iterator[Text]:
    inner = [f"{each.relative_to(package)}/" for each in PACKAGES if package in each.parents]
    found = extract_from_dir(
        package,
        method_map=METHODS,
        keywords=KEYWORDS,
        options_map={"**/templates/**.html": OPTIONS},
    )
    for file, _, message, _, _ in found:
        if file.startswith(tuple(inner)):
            continue
        yield message if isinstance(message, str) else (message[0], message[1])
    if package == OWN_CASE:
        yield from _shown_of_others()
    if (package / "site.py").is_file():
        said = importlib.import_module(f"{package.name}.site").PAGES
        yield said.title
        yield from (item.label for item in said.navigation)


def _shown_of_others() -> Iterator[Text]:
    """What the page of the own case shows of others, whose catalogues have fewer languages."""
    house, enforcement = ROOT / "chassis/src/chassis", OWN_CASE.parent
    for path, method in (
        (house / "web/pages/templates/layout.html", "jinja2"),
        (enforcement / "case_documents/templates/_files.html", "jinja2"),
        (enforcement / "case_documents/received_files.py", "python"),
    ):
        for _, message, _, _ in extract_from_file(
            method, path, keywords=KEYWORDS, options=OPTIONS if method == "jinja2" else {}
        ):
            assert isinstance(message, str)
            yield message
    yield PAGES.title
    yield from KIND.values()
    yield from (fact.what for fact in City.load(None).fact)
    for fault in DOCUMENT_FAULTS:
        yield UnreadableFileError(fault, LIMITS).text.form


each_catalogue = pytest.mark.parametrize(
    "path", CATALOGUES, ids=lambda path: f"{path.parents[1].name}-{path.stem}"
)


@each_catalogue
def test_a_catalogue_has_every_text_with_its_blanks(path: Path) -> None:
    has_every_text(path.read_bytes(), texts(path.parents[1]))


def has_every_text(catalogue: bytes, wanted: frozenset[Text]) -> None:
    entries = read_po(BytesIO(catalogue))
    for text in wanted:
        message = entries.get(text)
        assert message is not None, text
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(said), text
        forms = text if isinstance(text, tuple) else (text,)
        for number, other in enumerate(said):  # a language may have more plurals than two
            dutch = forms[min(number, len(forms) - 1)]
            assert set(BLANK.findall(dutch)) == set(BLANK.findall(other)), text


@each_catalogue
def test_a_catalogue_has_no_text_that_nobody_says(path: Path) -> None:
    said = texts(path.parents[1])
    kept = {message.id for message in read_po(BytesIO(path.read_bytes())) if message.id}
    assert {tuple(each) if isinstance(each, list | tuple) else each for each in kept} <= said


@each_catalogue
def test_a_catalogue_says_in_its_head_whether_translators_reviewed_it(path: Path) -> None:
    says_its_review_once(path.read_bytes())


def says_its_review_once(catalogue: bytes) -> None:
    """In the head and beside no text; a text that waits in a catalogue under review is fuzzy."""
    assert len(REVIEWED.findall(catalogue)) == 1
    assert b"not reviewed" not in catalogue, "the head says this, of all texts at once"
    assert b"\n#| " not in catalogue, "msgmerge guessed: this translates another text"


@each_catalogue
def test_a_catalogue_has_a_text_once(path: Path) -> None:
    """Else msgfmt, Poedit and Weblate do not open it."""
    catalogue = path.read_bytes()
    ids = re.findall(rb'^msgid (".*"(?:\n".*")*)$', catalogue, re.MULTILINE)
    assert [text for text, count in Counter(ids).items() if count > 1] == []


HEAD = b'"X-Krachtlijn-Reviewed: none\\n"'
UNDER_REVIEW = b'"X-Krachtlijn-Reviewed: all but fuzzy\\n"'


@pytest.mark.parametrize("language", ["en", "fr", "ro", "bg", "es"])
@pytest.mark.parametrize("package", [WORKER_PORTAL, OWN_CASE], ids=lambda path: path.name)
def test_a_review_text_by_text_breaks_no_rule_and_hides_no_text(
    package: Path, language: str
) -> None:
    """From nothing reviewed to all, as msgattrib, Poedit or Weblate leave the file."""
    kept = (package / "locale" / f"{language}.po").read_bytes()
    whole = kept.replace(b"#, fuzzy\n", b"").replace(b"#, fuzzy, ", b"#, ")
    whole = whole.replace(HEAD, UNDER_REVIEW)
    none = whole.replace(UNDER_REVIEW, HEAD)
    begun = whole.replace(b"\n\nmsgid", b"\n\n#, fuzzy\nmsgid")
    begun = begun.replace(b"\n\n#, python", b"\n\n#, fuzzy, python")
    one = begun.replace(b"#, fuzzy\n", b"", 1)
    assert one.count(b"fuzzy") == begun.count(b"fuzzy") - 1 > 50

    for catalogue, unreviewed in ((none, True), (begun, True), (one, True), (whole, False)):
        has_every_text(catalogue, texts(package))
        says_its_review_once(catalogue)
        assert parse(catalogue).unreviewed == unreviewed
    shown = [parse(catalogue).texts for catalogue in (none, begun, one, whole)]
    for message in read_po(BytesIO(none)):
        if isinstance(message.id, str) and message.id:
            assert {text.ugettext(message.id) for text in shown} == {message.string}


def test_a_catalogue_that_does_not_speak_of_its_review_is_unreviewed() -> None:
    assert parse(b'msgid "Ja"\nmsgstr "Yes"\n').unreviewed


REFUSING = ROOT / "services/enforcement/src/enforcement"
SENTENCE = re.compile(r"[A-ZÀ-Ö…][^\n]* [^\n]*[.?!]|(Dit|Deze) [a-zë ]+")
"""Texts for people in code: a sentence, or the name of what is not there."""


def bare_sentences(source: str) -> Iterator[tuple[int, str]]:
    """The sentences of a module that no catalogue can hold: line and text."""
    tree = ast.parse(source)
    known: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            known.add(node.value)  # a docstring
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if called in {*KEYWORDS, "OwnFileError"}:  # the latter is English, for operators
                known.update(ast.walk(node))
        if isinstance(node, ast.JoinedStr) and node not in known:
            known.update(part for part in ast.walk(node) if part is not node)
    for node in ast.walk(tree):
        if node in known or not isinstance(node, ast.Constant | ast.JoinedStr):
            continue
        parts = node.values if isinstance(node, ast.JoinedStr) else [node]
        text = "".join(str(getattr(part, "value", "")) if is_text(part) else "…" for part in parts)
        if SENTENCE.fullmatch(text.strip()):
            yield node.lineno, text


def is_text(part: ast.AST) -> bool:
    return isinstance(part, ast.Constant) and isinstance(part.value, str)


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ('raise StepRefusedError("Plan eerst de hoorzitting.")', 1),
        ('return f"De hoorzitting is pas op {day}."', 1),
        ('raise NotFoundError("Dit dossier")', 1),
        ('raise StepRefusedError(lazy("Plan eerst de hoorzitting."))', 0),
        ('"""A word about a module."""', 0),
        ('raise RejectedError("the premises are not known here")', 0),
    ],
)
def test_a_sentence_that_no_catalogue_can_hold_is_found(source: str, bare: int) -> None:
    assert len([*bare_sentences(source)]) == bare


def test_enforcement_says_nothing_in_dutch_alone() -> None:
    """A refusal too is read in the language of the page."""
    bare = {
        f"{path.relative_to(REFUSING)}:{line}": text
        for path in sorted(REFUSING.rglob("*.py"))
        for line, text in bare_sentences(path.read_text())
    }
    assert bare == {}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda path: path.name)
def test_code_that_counts_in_words_fills_in_the_number(package: Path) -> None:
    """A template fills it in by itself; code that forgets shows ``%(num)s`` to people."""
    bare = [
        f"{path.name}: {function.name}"
        for path in sorted(package.rglob("*.py"))
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        if "ngettext" in _called(function) and not _fills_in(function)
    ]
    assert not bare


def _called(function: ast.AST) -> set[str]:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {func.id for func in calls if isinstance(func, ast.Name)}


def _fills_in(function: ast.AST) -> bool:
    each = (node.op for node in ast.walk(function) if isinstance(node, ast.BinOp))
    return any(isinstance(op, ast.Mod) for op in each)
