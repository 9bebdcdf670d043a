"""How often somebody may try a code that does not exist.

An address that failed often waits. When there are very many failures from everywhere, whoever
failed before waits too; an address that did not fail yet always has a try. So nobody can keep a
worker out by failing elsewhere. Nothing is counted by code: then anybody could close one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

WINDOW = timedelta(minutes=10)
PER_ADDRESS = 10
EVERYWHERE = 300


def most(everywhere: int) -> int:
    """How many tries an address has in a window in which so many failed in all."""
    return PER_ADDRESS if everywhere < EVERYWHERE else 1


def again(tried: Sequence[datetime], allowed: int) -> datetime:
    """When an address that used up its tries has one again, at a whole minute as people read it."""
    free = sorted(tried)[-allowed] + WINDOW
    return (free + timedelta(seconds=59, microseconds=999_999)).replace(second=0, microsecond=0)


def network(address: str) -> str:
    """One household of IPv6 is one address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    return str(int(parsed) >> 64) if isinstance(parsed, IPv6Address) else address
