"""Progress of work on a sequence: a count of the members that pass by."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, overload


class CountedPasses(Sequence[Any]):
    """Members that are counted as they pass; looking one up is not passing by."""

    def __init__(self, members: Sequence[Any], advance: Callable[[int], None]) -> None:
        self._members = members
        self._advance = advance

    def __len__(self) -> int:
        return len(self._members)

    @overload
    def __getitem__(self, place: int) -> Any: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        return self._members[place]

    def __iter__(self) -> Iterator[Any]:
        for member in self._members:
            yield member
            self._advance(1)
