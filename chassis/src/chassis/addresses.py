"""Addresses of broker, database and issuers: made whole with what lies in files, and kept honest.

A password comes from a file of its own, so that no list of processes shows it. What a message says
must not be readable on the way: beyond this machine every address is one with TLS, whose server
proves its name, or its host is named as one that may be spoken to in plain.
"""

import ipaddress
import os
import ssl
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

VERIFIED = "verify-full"
"""PostgreSQL's word for TLS with a known authority and the right name."""


class PlainAddressError(ValueError):
    """An address over which others could listen. Says what to do, and no password."""


@dataclass(frozen=True)
class Trust:
    """``ca`` is a file with the authorities to trust, in place of the system's.

    ``plaintext_hosts`` may be spoken to without TLS.
    """

    ca: Path | None = None
    plaintext_hosts: Collection[str] = frozenset()

    @classmethod
    def of_environment(cls, otherwise: Path | None = None) -> "Trust":
        """For programs other than services; ``otherwise`` is a file that may be missing."""
        public = os.environ.get("KRACHTLIJN_PUBLIC")
        usual = [Path(public) / "ca.crt"] if public else []
        usual += [otherwise] if otherwise else []
        named = os.environ.get("KRACHTLIJN_TLS_CA")
        known = Path(named) if named else next((path for path in usual if path.exists()), None)
        return cls(known, frozenset(listed(os.environ.get("KRACHTLIJN_PLAINTEXT_HOSTS", ""))))

    def context(self) -> ssl.SSLContext:
        """For clients that know their server by its name."""
        return ssl.create_default_context(cafile=str(self.ca) if self.ca else None)

    def outside(self) -> ssl.SSLContext:
        """For clients of servers that may be the city's or the world's: known by the system's
        authorities as well, since the platform's own signs none of theirs."""
        context = self.context()
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
        return context

    def broker(self, urls: str, password: str | None = None) -> str:
        """The address of each node of a broker (comma separated), whole."""
        return ",".join(self._broker(url, password) for url in listed(urls) or [""])

    def database(self, url: str, password: str | None = None) -> str:
        """``postgresql://role@host:port/name``, whole."""
        if urlsplit(url).scheme not in ("postgresql", "postgres"):
            raise PlainAddressError("The database's address must begin with postgresql://.")
        host, query = _host(url), _query(url)
        local = "host" in query or self._may_be_plain(host)
        if "sslmode" not in query and not local:
            query["sslmode"] = VERIFIED
        if query.get("sslmode") != VERIFIED and not local:
            raise PlainAddressError(
                f"The database on {host} would be reached without knowing it: leave "
                f"sslmode={query['sslmode']} out of its address, which then means "
                f"sslmode={VERIFIED}{_unless(host)}"
            )
        if query.get("sslmode") == VERIFIED and "sslrootcert" not in query:
            query["sslrootcert"] = str(self.ca or _system_authorities())
        return _whole(url, password, query)

    def web(self, url: str, what: str) -> str:
        """The address of an HTTP server; ``what`` it is, for the error."""
        host = _host(url)
        if urlsplit(url).scheme != "https" and not self._may_be_plain(host):
            raise PlainAddressError(
                f"{what} on {host} would be reached in plain: use https://{_unless(host)}"
            )
        return url

    def _broker(self, url: str, password: str | None) -> str:
        scheme, host, query = urlsplit(url).scheme, _host(url), _query(url)
        if scheme not in ("amqp", "amqps"):
            raise PlainAddressError("The broker's address must begin with amqps:// or amqp://.")
        if scheme == "amqps" and self.ca and not {"cafile", "capath", "cadata"} & query.keys():
            query["cafile"] = str(self.ca)
        unverified = query.get("no_verify_ssl", "0") != "0"
        if (scheme == "amqp" or unverified) and not self._may_be_plain(host):
            raise PlainAddressError(
                f"The broker on {host} would be reached without knowing it: use amqps://, and no "
                f"no_verify_ssl{_unless(host)}"
            )
        return _whole(url, password, query)

    def _may_be_plain(self, host: str) -> bool:
        return is_loopback(host) or host in self.plaintext_hosts


def is_loopback(host: str) -> bool:
    """True when the host is this machine by its very name; other names are not looked up."""
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def on_this_machine(host: str) -> bool:
    """True for names that browsers never look up elsewhere, too, and for loopback in brackets."""
    return is_loopback(host.strip("[]")) or host.endswith(".localhost")


def listed(text: str) -> list[str]:
    """The entries of a comma separated list."""
    return [each.strip() for each in text.split(",") if each.strip()]


def _unless(host: str) -> str:
    return f". Where nobody else can listen, name the host in KRACHTLIJN_PLAINTEXT_HOSTS={host}."


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""


def _query(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query, keep_blank_values=True))


def _whole(url: str, password: str | None, query: dict[str, str]) -> str:
    parts = urlsplit(url)
    user, _, place = parts.netloc.rpartition("@")
    if password is not None and user and ":" not in user:
        user = f"{user}:{quote(password, safe='')}"
    netloc = f"{user}@{place}" if user else place
    return urlunsplit(parts._replace(netloc=netloc, query=urlencode(query, safe="/")))


def _system_authorities() -> str:
    found = ssl.get_default_verify_paths().cafile
    if found is None:
        raise PlainAddressError(
            "This system has no file of trusted authorities: name one in KRACHTLIJN_TLS_CA."
        )
    return found
