"""The list of survivors: each still exists, and says why it may live."""

from . import copied, operators, scope, survivors


def test_each_that_is_listed_can_still_be_set() -> None:
    paths = {entry.path for entry in survivors.listed().values()}
    tree = operators.known(
        [path for folder in copied.SOURCES for path in (scope.ROOT / folder).rglob("*.py")]
    )
    there = set()
    for path in paths:
        source = (scope.ROOT / path).read_bytes()
        for mutant in operators.mutants_of(path, source, tree):
            there.add((path, mutant.function, *mutant.lines(source)))
    gone = [place for place in survivors.listed() if place not in there]
    assert not gone, f"no such mutant any more, so take it from survivors.toml: {gone}"


def test_each_says_why() -> None:
    for entry in survivors.listed().values():
        assert entry.kind in survivors.KINDS, entry
        assert len(entry.why.split()) >= 5, f"say why {entry.place} may live"
