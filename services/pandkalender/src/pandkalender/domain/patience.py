"""How often somebody may try a code that does not exist. Remembered in memory, written nowhere.

An address that failed often waits. When there are very many failures from everywhere, whoever
failed before waits too; an address that did not fail yet always has a try. So nobody can keep a
worker out by failing elsewhere.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address

WINDOW = 600.0
"""Seconds."""
PER_ADDRESS = 10
EVERYWHERE = 300
REMEMBERED = 20_000


@dataclass(slots=True)
class Patience:
    """Times are seconds of any clock that only moves on."""

    _by_address: OrderedDict[str, deque[float]] = field(default_factory=OrderedDict)
    _all: deque[float] = field(default_factory=deque)

    def lets(self, address: str, now: float) -> bool:
        failures = self._by_address.get(_network(address), deque())
        _forget(failures, now)
        _forget(self._all, now)
        most = PER_ADDRESS if len(self._all) < EVERYWHERE else 1
        return len(failures) < most

    def failed(self, address: str, now: float) -> None:
        network = _network(address)
        self._by_address.setdefault(network, deque()).append(now)
        self._by_address.move_to_end(network)
        self._all.append(now)
        while len(self._by_address) > REMEMBERED:
            self._by_address.popitem(last=False)

    def right(self, address: str) -> None:
        """The last try of this address was no failure."""
        failures = self._by_address.get(_network(address))
        if failures:
            failures.pop()
        if self._all:
            self._all.pop()


def _forget(failures: deque[float], now: float) -> None:
    while failures and failures[0] <= now - WINDOW:
        failures.popleft()


def _network(address: str) -> str:
    """One household of IPv6 is one address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(int(parsed) >> 64) if isinstance(parsed, IPv6Address) else address
