"""The same persons in two deliveries of one period, whatever codes they bear.

An organisation may renew its codes with each delivery, or give some clients other ones. Taken for
one who went and one who came, each of them would hide somebody who truly did. So persons are found
again by what figures count of them, and no code decides. In this order:

1. who is the same in all;
2. for whom the same was done, in most attributes the same;
3. in all attributes the same;
4. in all attributes but one, if something that was done is the same.

Who is most alike goes first. Two who are the same in all may change places: no figure tells.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace

from registry.disclosure.rules.persons import Acts, Person, persons_of
from registry.minimum_format.rules.records import Rows

MOST_ATTRIBUTES = 3
"""Of five."""


def under_codes_of(known: Rows, rows: Rows) -> Rows:
    """The rows with each person under the code that ``known`` has for them.

    Who is not in it gets a code that it does not have.
    """
    same = _same_persons(known, rows)
    codes = {
        client.client_code: same.get(client.client_code, f" niemand {nr}")
        for nr, client in enumerate(rows.clienten)
    }
    return replace(
        rows,
        clienten=tuple(
            replace(client, client_code=codes[client.client_code]) for client in rows.clienten
        ),
        contacten=tuple(
            replace(contact, client_code=codes.get(contact.client_code or ""))
            for contact in rows.contacten
        ),
    )


def _same_persons(known: Rows, rows: Rows) -> dict[str, str]:
    """Codes of the rows, and those of the same persons in ``known``."""
    old, new = (_unpaired(of) for of in (known, rows))
    found: dict[str, str] = {}
    for record in old.keys() & new.keys():
        _pair(old[record], new[record], found)
    for keys, is_same in STAGES:
        for was, now in _most_alike_first(_with_any(old), _with_any(new), keys, is_same):
            _pair(old[was], new[now], found)
    return found


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Alike:
    """Two who may be one, by how much of them is the same."""

    was: "_Record"
    now: "_Record"
    attributes: int
    shared: int
    """Acts."""
    others: int
    """Acts of either that the other lacks."""

    @property
    def order(self) -> tuple[object, ...]:
        share = self.shared / (self.shared + self.others)
        return -self.attributes - share, self.was.order, self.now.order


class _Record:
    """Whoever is the same in all."""

    def __init__(self, person: Person) -> None:
        self.attributes = person.attributes
        self.acts = person.acts
        self.done = frozenset(person.acts.items())
        self.order = (person.attributes, sorted(person.acts.items()))
        self._hash = hash((self.attributes, self.done))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, _Record)
            and self.attributes == other.attributes
            and self.done == other.done
        )


Unpaired = dict[_Record, list[str]]
"""Codes of those who are not found again yet."""


def _unpaired(rows: Rows) -> Unpaired:
    records: Unpaired = {}
    for code, person in persons_of(rows).known.items():
        records.setdefault(_Record(person), []).append(code)
    return records


def _with_any(records: Unpaired) -> list[_Record]:
    return [record for record, codes in records.items() if codes]


def _pair(old: list[str], new: list[str], found: dict[str, str]) -> None:
    while old and new:
        found[new.pop()] = old.pop()


def _most_alike_first(
    old: Iterable[_Record],
    new: Iterable[_Record],
    keys: Callable[[_Record], Iterable[Hashable]],
    is_same: Callable[[_Alike], bool],
) -> Iterable[tuple[_Record, _Record]]:
    """Pairs that share a key."""
    by_key: dict[Hashable, list[_Record]] = defaultdict(list)
    for record in old:
        for key in keys(record):
            by_key[key].append(record)
    pairs = {
        (was, now): _alike(was, now)
        for now in new
        for key in keys(now)
        for was in by_key.get(key, ())
    }
    some = sorted((each for each in pairs.values() if is_same(each)), key=lambda each: each.order)
    return [(each.was, each.now) for each in some]


def _alike(was: _Record, now: _Record) -> _Alike:
    shared = _shared(was.acts, now.acts)
    return _Alike(
        was,
        now,
        sum(one == other for one, other in zip(was.attributes, now.attributes, strict=True)),
        shared,
        was.acts.total() + now.acts.total() - 2 * shared,
    )


def _shared(some: Acts, others: Acts) -> int:
    return sum(min(number, others[act]) for act, number in some.items() if act in others)


def _but_one(record: _Record) -> Iterable[Hashable]:
    for nr in range(len(record.attributes)):
        yield nr, record.attributes[:nr], record.attributes[nr + 1 :]


STAGES: tuple[tuple[Callable[[_Record], Iterable[Hashable]], Callable[[_Alike], bool]], ...] = (
    (lambda record: [record.done], lambda alike: alike.attributes >= MOST_ATTRIBUTES),
    (lambda record: [record.attributes], lambda _: True),
    (_but_one, lambda alike: alike.shared > 0),
)
