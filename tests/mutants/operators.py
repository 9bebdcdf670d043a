"""The faults: from a source file, every one that a tired programmer could have made.

Each changes a few characters of one place, so that the rest keeps its lines. Left out is what could
not matter or could not be missed: docstrings, annotations, logs, texts, and keyword arguments
without a default.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

Replaced = tuple[ast.AST, str]

COMPARISONS: Mapping[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: (r"<", "<="),
    ast.LtE: (r"<=", "<"),
    ast.Gt: (r">", ">="),
    ast.GtE: (r">=", ">"),
    ast.Eq: (r"==", "!="),
    ast.NotEq: (r"!=", "=="),
    ast.Is: (r"\bis\b", "is not"),
    ast.IsNot: (r"\bis\s+not\b", "is"),
    ast.In: (r"\bin\b", "not in"),
    ast.NotIn: (r"\bnot\s+in\b", "in"),
}
TWINS = {"min": "max", "max": "min", "any": "all", "all": "any"}
SPANS = {
    "days": "hours",
    "hours": "days",
    "minutes": "hours",
    "weeks": "days",
    "seconds": "minutes",
}
"""Keywords of a timedelta."""
MOMENT = "microseconds=1"
"""The least there is: it may be forgotten, and nobody writes two for it."""
EMPTY = {
    "list": "[]",
    "tuple": "()",
    "dict": "{}",
    "set": "set()",
    "frozenset": "frozenset()",
    "Sequence": "()",
    "Iterable": "()",
    "Iterator": "iter(())",
    "Mapping": "{}",
}
"""What a function gives that gives nothing, by the head of its annotation."""
CHECKS = {"isinstance", "issubclass", "cast", "TypeVar", "NewType"}
"""Calls of which no argument but the first is a value."""
SETTINGS = {"dataclass", "lru_cache", "ConfigDict", "get_logger"}
"""Calls that say how something is kept, and rule nothing."""
LOGS = re.compile(r"^(log|logger|_log|warnings|say)\b|\.(debug|info|warning|error|exception)$")


@dataclass(frozen=True)
class Known:
    """What the tree says beyond one file."""

    members: Mapping[str, tuple[str, ...]]
    """Of each enum its members, in order."""
    optional: Mapping[str, frozenset[str]]
    """Of each function or class by name the keywords that some definition gives a default."""


BUILTIN = {
    "sorted": {"key", "reverse"},
    "min": {"key", "default"},
    "max": {"key", "default"},
    "sort": {"key", "reverse"},
    "sum": {"start"},
}


def known(paths: list[Path]) -> Known:
    """Read enums and defaults out of the tree."""
    members: dict[str, tuple[str, ...]] = {}
    optional: dict[str, set[str]] = {name: set(words) for name, words in BUILTIN.items()}
    for path in paths:
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                args = node.args
                plain = args.posonlyargs + args.args
                names = plain[len(plain) - len(args.defaults) :]
                names += [
                    arg
                    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True)
                    if default
                ]
                optional.setdefault(node.name, set()).update(arg.arg for arg in names)
            elif isinstance(node, ast.ClassDef):
                if any(ast.unparse(base).endswith("Enum") for base in node.bases):
                    members[node.name] = tuple(
                        each.targets[0].id
                        for each in node.body
                        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
                    )
                optional.setdefault(node.name, set()).update(
                    each.target.id
                    for each in node.body
                    if isinstance(each, ast.AnnAssign)
                    and isinstance(each.target, ast.Name)
                    and each.value
                )
    return Known(members, {name: frozenset(words) for name, words in optional.items()})


@dataclass(frozen=True, order=True)
class Mutant:
    """One fault at one place of one file."""

    path: str
    begin: int
    """In bytes of the file, as the end."""
    end: int
    text: str
    """What stands there instead."""
    operator: str
    function: str
    """The qualified name of the function around it, by the code object's spelling; empty where it
    is done when the module is imported."""
    names: tuple[str, ...] = field(default=(), compare=False)
    """Outside of functions: the names that the statement binds."""

    def source(self, original: bytes) -> bytes:
        """The file with the fault, with as many lines as before: a class knows its own number."""
        text = self.text.encode()
        gone = original.count(b"\n", self.begin, self.end) - text.count(b"\n")
        return original[: self.begin] + text + b" \\\n" * gone + original[self.end :]

    def line(self, original: bytes) -> int:
        return original.count(b"\n", 0, self.begin) + 1

    def lines(self, original: bytes) -> tuple[str, str]:
        """The lines it touches, before and after, without what indents them."""
        start = original.rfind(b"\n", 0, self.begin) + 1
        stop = original.find(b"\n", self.end)
        stop = len(original) if stop < 0 else stop
        after = original[start : self.begin] + self.text.encode() + original[self.end : stop]
        return (
            " ".join(original[start:stop].decode().split()),
            " ".join(after.decode().split()),
        )


class Finder(ast.NodeVisitor):
    """Walks one file and lists its mutants."""

    def __init__(self, path: str, source: bytes, tree: Known) -> None:
        self._path = path
        self._source = source
        self._known = tree
        self._starts = [0]
        for line in source.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._scope: list[str] = []
        self._within = False
        self._returns: list[ast.expr | None] = []
        self._names: tuple[str, ...] = ()
        self._found: list[Mutant] = []

    def mutants(self) -> list[Mutant]:
        self.visit(ast.parse(self._source))
        return sorted(set(self._found))

    # places

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + column

    def _span(self, node: ast.AST) -> tuple[int, int]:
        return (
            self._at(node.lineno, node.col_offset),  # type: ignore[attr-defined]
            self._at(node.end_lineno, node.end_col_offset),  # type: ignore[attr-defined]
        )

    def _put(self, begin: int, end: int, text: str, operator: str) -> None:
        function = ".".join(self._scope) if self._within else ""
        names = () if self._within else self._names
        self._found.append(Mutant(self._path, begin, end, text, operator, function, names))

    def _replace(self, node: ast.AST, text: str, operator: str) -> None:
        self._put(*self._span(node), text, operator)

    def _between(self, left: ast.AST, right: ast.AST, what: str, text: str, operator: str) -> None:
        """Replace an operator that stands between two operands, comments and brackets aside."""
        begin, end = self._span(left)[1], self._span(right)[0]
        gap = re.sub(rb"#[^\n]*", lambda match: b" " * len(match[0]), self._source[begin:end])
        if match := re.search(what.encode(), gap):
            self._put(begin + match.start(), begin + match.end(), text, operator)

    # scopes

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        names = self._names
        self._names = (self._scope[0] if self._scope else node.name,)
        for each in [*node.decorator_list, *node.args.defaults, *node.args.kw_defaults]:
            if each is not None:
                self.visit(each)
        self._names = names
        if not any("overload" in ast.unparse(each) for each in node.decorator_list):
            with self._inside(node.name):
                self._returns.append(node.returns)
                for statement in node.body:
                    self.visit(statement)
                self._returns.pop()

    @contextmanager
    def _inside(self, name: str) -> Iterator[None]:
        """Within a function; of functions in functions the outermost is the one that counts."""
        if self._within:
            yield
            return
        self._within = True
        self._scope.append(name)
        yield
        self._scope.pop()
        self._within = False

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._function(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        with self._inside("<lambda>"):
            self._returns.append(None)
            self.visit(node.body)
            self._returns.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        if any("Protocol" in ast.unparse(base) for base in node.bases):
            return
        if self._within:
            self.generic_visit(node)
            return
        names, self._names = self._names, (self._scope[0] if self._scope else node.name,)
        self._scope.append(node.name)
        for each in [*node.decorator_list, *node.body]:
            self.visit(each)
        self._scope.pop()
        self._names = names

    # statements

    def visit_Module(self, node: ast.Module) -> None:
        for each in node.body:
            self._names = tuple(
                target.id
                for part in (getattr(each, "targets", None) or [getattr(each, "target", None)])
                for target in ast.walk(part or ast.Pass())
                if isinstance(target, ast.Name)
            )
            if self._names == ("__all__",) or isinstance(each, ast.Import | ast.ImportFrom):
                continue
            self.visit(each)
            self._names = ()

    def visit_If(self, node: ast.If) -> None:
        if "TYPE_CHECKING" in ast.unparse(node.test):
            return
        self._condition(node.test)
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._condition(node.test)
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for each in node.ifs:
            self._condition(each)
        self.generic_visit(node)

    def _condition(self, test: ast.expr) -> None:
        if isinstance(test, ast.Name | ast.Attribute | ast.Call):
            text = self._source[slice(*self._span(test))].decode()
            self._replace(test, f"not {text}", "condition turned")

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Assert(self, node: ast.Assert) -> None:
        """What must be true anyway; an annotation for the checker of types."""

    def visit_Expr(self, node: ast.Expr) -> None:
        call = node.value.value if isinstance(node.value, ast.Await) else node.value
        if isinstance(node.value, ast.Constant):
            return
        if isinstance(call, ast.Call):
            if LOGS.search(ast.unparse(call.func)):
                return
            if self._within:
                self._replace(node, "pass", "statement removed")
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        """Its texts and causes are no rule; that it refuses is one."""
        if self._within and node.exc is not None:
            self._replace(node, "pass", "refusal removed")

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        if self._within:
            self._replace(node, "pass", "statement removed")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        if self._within and all(
            isinstance(target, ast.Attribute | ast.Subscript) for target in node.targets
        ):
            self._replace(node, "pass", "statement removed")
        self.visit(node.value)

    def visit_Return(self, node: ast.Return) -> None:
        if node.value is not None and self._returns:
            for text in self._nothing(self._returns[-1], node.value):
                self._replace(node.value, text, "nothing returned")
            self.visit(node.value)

    def _nothing(self, returns: ast.expr | None, value: ast.expr) -> Iterator[str]:
        annotation = ast.unparse(returns) if returns is not None else ""
        if isinstance(value, ast.Constant) and isinstance(value.value, bool):
            yield str(not value.value)
        elif isinstance(value, ast.Constant):
            return
        elif annotation == "bool":
            yield from ("True", "False")
        elif "None" in annotation:
            yield "None"
        elif (empty := EMPTY.get(annotation.partition("[")[0])) and ast.unparse(value) != empty:
            yield empty
        elif annotation == "str":
            yield '""'
        elif annotation == "int":
            yield "0"

    # expressions

    def visit_Compare(self, node: ast.Compare) -> None:
        operands = [node.left, *node.comparators]
        for kind, left, right in zip(node.ops, operands, operands[1:], strict=False):
            what, text = COMPARISONS[type(kind)]
            self._between(left, right, what, text, "comparison")
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        old, new = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        for left, right in zip(node.values, node.values[1:], strict=False):
            self._between(left, right, rf"\b{old}\b", new, "and, or")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        begin, _ = self._span(node)
        operand, _ = self._span(node.operand)
        if isinstance(node.op, ast.Not):
            gap = self._source[begin:operand].decode()
            self._put(begin, operand, gap.replace("not", "", 1).strip(" "), "not removed")
        elif isinstance(node.op, ast.USub) and not isinstance(node.operand, ast.Constant):
            self._put(begin, operand, self._source[begin + 1 : operand].decode(), "sign")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        texts = any(
            isinstance(side, ast.JoinedStr | ast.List | ast.Tuple | ast.ListComp)
            or (isinstance(side, ast.Constant) and isinstance(side.value, str | bytes))
            for side in (node.left, node.right)
        )
        if isinstance(node.op, ast.Add) and not texts:
            self._between(node.left, node.right, r"\+", "-", "plus, minus")
        elif isinstance(node.op, ast.Sub):
            self._between(node.left, node.right, r"-", "+", "plus, minus")
        elif isinstance(node.op, ast.BitOr) and self._within:
            self._between(node.left, node.right, r"\|", "&", "union, intersection")
        elif isinstance(node.op, ast.BitAnd) and self._within:
            self._between(node.left, node.right, r"&", "|", "union, intersection")
        elif isinstance(node.op, ast.Div | ast.Mult) and not texts:
            star = r"\*" if isinstance(node.op, ast.Mult) else "/"
            new = "/" if isinstance(node.op, ast.Mult) else "*"
            self._between(node.left, node.right, star, new, "times, divided")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool):
            self._replace(node, str(not value), "True, False")
        elif isinstance(value, int):
            self._replace(node, str(value + 1), "number")
            self._replace(node, str(value - 1) if value else "(-1)", "number")
        elif isinstance(value, float):
            self._replace(node, repr(value * 2 if value else 1.0), "number")

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """A text."""

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if isinstance(node.value, ast.Name) and isinstance(node.ctx, ast.Load):
            members = self._known.members.get(node.value.id, ())
            if node.attr in members and len(members) > 1:
                other = members[(members.index(node.attr) + 1) % len(members)]
                self._replace(node, f"{node.value.id}.{other}", "another code")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = ast.unparse(node.func).rpartition(".")[2]
        if isinstance(node.func, ast.Name) and name in TWINS:
            self._replace(node.func, TWINS[name], "min, max, any, all")
        if name in SETTINGS:
            return
        if name in CHECKS:
            for argument in node.args[:1]:
                self.visit(argument)
            return
        optional = self._known.optional.get(name, frozenset())
        node.keywords = [each for each in node.keywords if each.arg != "strict"]  # a check alone
        for keyword in node.keywords:
            if name == "timedelta" and keyword.arg in SPANS:
                begin = self._span(keyword)[0]
                self._put(begin, begin + len(keyword.arg), SPANS[keyword.arg], "span of time")
            elif name == "timedelta" and ast.unparse(keyword) == MOMENT:
                self._replace(keyword.value, "0", "number")
            elif keyword.arg in optional:
                begin, end = self._span(keyword)
                comma = re.match(rb"\s*,", self._source[end:])
                self._put(begin, end + (comma.end() if comma else 0), "", "keyword left out")
        node.keywords = [each for each in node.keywords if ast.unparse(each) != MOMENT]
        self.generic_visit(node)


def mutants_of(path: str, source: bytes, tree: Known) -> list[Mutant]:
    """Every mutant of a file that compiles."""
    found = []
    for mutant in Finder(path, source, tree).mutants():
        try:
            compile(mutant.source(source), path, "exec", dont_inherit=True)
        except SyntaxError:
            continue
        found.append(mutant)
    return found
