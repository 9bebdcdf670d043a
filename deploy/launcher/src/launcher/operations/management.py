"""The broker's management interface, as an administrator of one virtual host."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

import httpx

from chassis.addresses import Trust
from launcher.credentials import Credentials
from launcher.names import ADMIN, VHOST
from launcher.rabbitmq import Broker
from launcher.reach import addresses_in_clear, trust_of

if TYPE_CHECKING:
    from aio_pika.abc import AbstractConnection


@dataclass(frozen=True)
class Management:
    """Its address, and the login of whoever asks it."""

    url: str
    user: str
    password: str = field(repr=False)
    vhost: str
    trust: Trust = field(default_factory=Trust)

    @classmethod
    def parse(cls, url: str, secrets: Credentials | None = None) -> "Management":
        """Parse ``https://user:password@host:15671/vhost``; the password may be in the secrets."""
        trust = trust_of(secrets)
        with addresses_in_clear():
            parts = urlsplit(trust.web(url, "The broker's management"))
            port = f":{parts.port}" if parts.port else ""
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        user = unquote(parts.username or (ADMIN if secrets else "guest"))
        password = unquote(parts.password or "")
        if not password:
            password = secrets.broker_password(user) if secrets else "guest"
        place = f"{parts.scheme}://{host}{port}"
        return cls(place, user, password, unquote(parts.path.strip("/")) or VHOST, trust)

    @classmethod
    def of(cls, broker: Broker, vhost: str = VHOST) -> "Management":
        """The management of a broker that runs here."""
        return cls(
            broker.management_url, broker.admin_user, broker.admin_password, vhost, broker.trust
        )

    def client(self, seconds: float = 10) -> httpx.Client:
        return httpx.Client(**self._options(seconds))

    def asynchronous(self, seconds: float = 30) -> httpx.AsyncClient:
        return httpx.AsyncClient(**self._options(seconds))

    def queues(self, tail: str = "") -> str:
        return f"/api/queues/{quote(self.vhost, safe='')}{tail}"

    async def connect(self) -> "AbstractConnection":
        """A connection to the broker itself, where its management says that it listens."""
        import aio_pika  # here: most commands speak to the management alone, and start sooner

        return await aio_pika.connect(await self.address(self.user, self.password), timeout=10)

    async def address(self, user: str, password: str) -> str:
        """The address of the broker itself for one of its users."""
        async with self.asynchronous() as client:
            overview = (await client.get("/api/overview")).raise_for_status().json()
        parts = urlsplit(self.url)
        wanted = "amqp/ssl" if parts.scheme == "https" else "amqp"
        port = next(each["port"] for each in overview["listeners"] if each["protocol"] == wanted)
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        scheme = "amqps" if wanted == "amqp/ssl" else "amqp"
        login = f"{quote(user, safe='')}:{quote(password, safe='')}"
        place = f"{scheme}://{login}@{host}:{port}/{quote(self.vhost, safe='')}"
        return self.trust.broker(place)

    def _options(self, seconds: float) -> dict[str, Any]:
        secure = self.url.startswith("https://")
        with addresses_in_clear():
            verify = self.trust.context() if secure else True
        return {
            "base_url": self.url,
            "auth": (self.user, self.password),
            "timeout": seconds,
            "trust_env": False,
            "verify": verify,
        }
