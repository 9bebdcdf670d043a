"""How a mutant gets into a running process: no file is written, so no checkout is ever spoiled.

Code inside functions is exchanged in the function objects that exist, whoever imported them. What
is done when a module is imported can only be imported anew: then a loader gives the mutated source.
"""

import dis
import functools
import gc
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import CodeType, FunctionType, ModuleType

Swap = tuple[FunctionType, CodeType, CodeType]
"""A function, its code and the code to give it."""


class Functions:
    """The functions of this process by the file of their code, and what rules remember."""

    def __init__(self) -> None:
        self._by_file: dict[str, list[FunctionType]] = defaultdict(list)
        self._remember: list[functools._lru_cache_wrapper[object]] = []
        gc.unfreeze()  # else what the tests froze after collecting is not listed
        for each in gc.get_objects():
            if isinstance(each, FunctionType):
                self._by_file[each.__code__.co_filename].append(each)
            elif isinstance(each, functools._lru_cache_wrapper) and _is_of_rules(each):
                self._remember.append(each)
        gc.freeze()

    def swaps(self, path: str, original: str, mutated: str) -> list[Swap]:
        """What to change; nothing when it cannot be done in place, because what is done at import
        differs, functions came or went, or nobody imported the file."""
        before, after = (
            compile(text, path, "exec", dont_inherit=True) for text in (original, mutated)
        )
        if _done_at_import(before) != _done_at_import(after):
            return []
        pairs = _pairs(before, after)
        changed = {_place(old): new for old, new in pairs if new is not None and old != new}
        lost = {_place(old) for old, new in pairs if new is None}
        lost |= {_place(old) for old, new in pairs if new and old.co_freevars != new.co_freevars}
        if any(_place(each.__code__) in lost for each in self._by_file[path]):
            return []
        return [
            (each, each.__code__, changed[_place(each.__code__)])
            for each in self._by_file[path]
            if _place(each.__code__) in changed
        ]

    def give(self, swaps: list[Swap]) -> None:
        for function, _, new in swaps:
            function.__code__ = new
        self._forget()

    def take_back(self, swaps: list[Swap]) -> None:
        for function, old, _ in swaps:
            function.__code__ = old
        self._forget()

    def _forget(self) -> None:
        for each in self._remember:
            each.cache_clear()


def _is_of_rules(wrapper: "functools._lru_cache_wrapper[object]") -> bool:
    code = getattr(getattr(wrapper, "__wrapped__", None), "__code__", None)
    return code is not None and any(
        part in code.co_filename for part in ("/rules", "/linkage/src/", "/disclosure/src/")
    )


def _codes(code: CodeType) -> Iterator[CodeType]:
    for each in _own_codes(code):
        yield each
        yield from _codes(each)


def _pairs(before: CodeType, after: CodeType) -> list[tuple[CodeType, CodeType | None]]:
    """Each code of functions and classes with what becomes of it; those within a function that came
    or went have nothing, and live in the function around them alone."""
    old, new = _own_codes(before), _own_codes(after)
    if [each.co_qualname for each in old] != [each.co_qualname for each in new]:
        return [(each, None) for each in _codes(before)]
    return [
        pair
        for left, right in zip(old, new, strict=True)
        for pair in [(left, right), *_pairs(left, right)]
    ]


def _own_codes(code: CodeType) -> list[CodeType]:
    return [each for each in code.co_consts if isinstance(each, CodeType)]


def _place(code: CodeType) -> tuple[str, int, bytes]:
    return code.co_qualname, code.co_firstlineno, code.co_code


def _done_at_import(module: CodeType) -> list[object]:
    """What runs at import: the module's own code, and the bodies of its classes."""

    bodies = [each for each in _codes(module) if not each.co_flags & OPTIMIZED]
    return [_steps(each) for each in (module, *bodies)]


def _steps(code: CodeType) -> list[tuple[str, str]]:
    """What a module or the body of a class does, by values: where these lie may change.

    Without what a class notes of its methods since Python 3.13, the attributes that they set on
    ``self``: nobody reads it, so a method that sets one less is exchanged as any other.
    """
    steps = [
        (each.opname, "" if isinstance(each.argval, CodeType) else repr(each.argval))
        for each in dis.get_instructions(code)
        if each.opname != "EXTENDED_ARG"
    ]
    noted = [nr for nr, (_, value) in enumerate(steps) if value == "'__static_attributes__'"]
    return [step for nr, step in enumerate(steps) if nr + 1 not in noted]


OPTIMIZED = 1
"""The flag of a function's code; the body of a class lacks it (``inspect.CO_OPTIMIZED``)."""


class MutatedModule(MetaPathFinder):
    """Gives one module from a mutated source."""

    def __init__(self, path: str, source: str) -> None:
        self._path = path
        self._source = source

    def find_spec(
        self, fullname: str, path: object = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.rpartition(".")[2] != self._path.rpartition("/")[2].removesuffix(".py"):
            return None
        spec = PathFinder.find_spec(fullname, path, target)  # type: ignore[arg-type]
        if spec is None or spec.origin != self._path:
            return None
        spec.loader = _Loader(fullname, self._path, self._source)
        spec.cached = None
        return spec


class _Loader(SourceFileLoader):
    def __init__(self, fullname: str, path: str, source: str) -> None:
        super().__init__(fullname, path)
        self._source = source

    def get_code(self, fullname: str) -> CodeType:
        return compile(self._source, self.path, "exec", dont_inherit=True)


def mutate_import(path: str, source: str) -> None:
    """Let whoever imports this file get the mutated source, for the rest of this process."""
    sys.meta_path.insert(0, MutatedModule(path, source))
