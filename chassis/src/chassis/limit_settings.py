"""Settings of the limits at the edge of a service, and of the proxies in front of it."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from chassis.addresses import listed

COUNTED = (
    "limit_actor_minute",
    "limit_address_minute",
    "limit_actor_at_once",
    "limit_address_at_once",
)
"""Limits on what somebody asks."""

_NAME = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9._-]{1,253}")
_HOW = (
    "Name each proxy by its address (10.0.0.7), its network (10.0.0.0/24) or the name by which it"
    " is found (proxy), separated by commas."
)


def _proxies(value: object) -> object:
    named = listed(value) if isinstance(value, str) else value
    for each in named if isinstance(named, list | tuple | set | frozenset) else ():
        _check_proxy(str(each))
    return named


def _check_proxy(named: str) -> None:
    try:
        network: IPv4Network | IPv6Network = ip_network(named)
    except ValueError:
        if not _NAME.fullmatch(named):
            raise ValueError(f"{named!r} is no proxy. {_HOW}") from None
        return
    if network.prefixlen == 0:
        raise ValueError(f"{named} is everybody, who could then say to be anybody. {_HOW}")


class LimitSettings(BaseSettings):
    """Limits count in each instance for itself; 0 is no limit. Who goes beyond one is refused."""

    model_config = SettingsConfigDict(
        env_prefix="KRACHTLIJN_", frozen=True, hide_input_in_errors=True
    )

    trusted_proxies: Annotated[frozenset[str], NoDecode, BeforeValidator(_proxies)] = frozenset()
    """The only ones whose ``X-Forwarded-For`` counts: addresses, networks or names, separated
    by commas."""
    limit_actor_minute: int = Field(default=600, ge=0)
    """Requests of one actor in a minute."""
    limit_address_minute: int = Field(default=3000, ge=0)
    """Requests from one address in a minute."""
    limit_actor_at_once: int = Field(default=20, ge=0)
    """Requests of one actor that are under way at once, streams of news among them."""
    limit_address_at_once: int = Field(default=400, ge=0)
    """Requests from one address that are under way at once."""
    limit_connections: int = Field(default=800, ge=1)
    """Connections that are open at an instance at most."""
    limit_head_seconds: float = Field(default=10, gt=0)
    """Seconds in which the head of a request must be there."""
    limit_body_seconds: float = Field(default=20, gt=0)
    """Seconds in which its body must be there; more as it comes on."""
    limit_answer_seconds: float = Field(default=60, gt=0)
    """Seconds after which a large answer is looked at, again and again."""
    limit_slowest_rate: int = Field(default=2048, ge=1)
    """Bytes a second; a body or an answer that goes more slowly is cut off."""

    @model_validator(mode="after")
    def _one_actor_is_no_more_than_an_address(self) -> Self:
        for which in ("minute", "at_once"):
            actor, address = (getattr(self, f"limit_{who}_{which}") for who in ("actor", "address"))
            if address and not 0 < actor <= address:
                raise ValueError(
                    f"limit_actor_{which} is more than limit_address_{which}: behind one address"
                    " there are many people, so give it more."
                )
        return self
