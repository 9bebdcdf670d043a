"""Settings of the evaluation issuer: variables whose names start with ``KRACHTLIJN_LOGIN_``."""

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from chassis.addresses import on_this_machine
from chassis.evaluation_login import FROM_EVERYWHERE, WHAT_TO_DO, is_published
from launcher.errors import LauncherError

IN_AS_MANY_WORDS = "lets everybody in"
"""Where it listens for the proxy of its own platform, on networks that nobody else is in."""


class NotForRealError(LauncherError):
    """The issuer would stand where others than who evaluates could reach it."""


class Client(BaseModel):
    """A service. ``address`` is how browsers know it; without, any address on loopback will do.

    ``internal`` is where this issuer reaches it, to say that a session has ended.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    secret: SecretStr
    address: str | None = None
    internal: str | None = None


class EvaluationSettings(BaseSettings):
    """``address`` is where browsers find the four issuers, each under its domain: ``/politie``.

    ``published`` is where the proxy before it lets browsers in. ``clients`` is a JSON file: by
    trust domain, the services by name. ``evaluation`` says in as many words that everybody is let
    in; without it the issuer listens on loopback alone, and without more words it is known by and
    published at an address on loopback alone. ``tls_ca`` holds the authorities by which it knows
    the services that it tells of an end.
    """

    model_config = SettingsConfigDict(env_prefix="KRACHTLIJN_LOGIN_", frozen=True)

    host: str = "127.0.0.1"
    port: int = 8080
    address: str = "http://127.0.0.1:8080"
    published: str = "127.0.0.1"
    clients: Path
    tls_cert: Path | None = None
    tls_key: Path | None = None
    tls_ca: Path | None = None
    evaluation: str = ""

    def check(self) -> None:
        """Raise ``NotForRealError`` where it would let people in whom nobody meant."""
        if self.evaluation == FROM_EVERYWHERE:
            return
        refuse_published(self.published, self.address)
        if not on_this_machine(self.host) and self.evaluation != IN_AS_MANY_WORDS:
            raise NotForRealError(
                "This issuer lets everybody in, as anybody. It does not listen beyond this machine"
                " unless KRACHTLIJN_LOGIN_EVALUATION says so in as many words:"
                f" '{IN_AS_MANY_WORDS}'. Where real people sign in, use a real issuer"
                " (deploy/keycloak)."
            )

    def issuer(self, domain: str) -> str:
        return f"{self.address.rstrip('/')}/{domain}"


def refuse_published(published: str, *addresses: str) -> None:
    """Raise ``NotForRealError`` where others come in: by where the proxy listens, or by a name."""
    names = [urlsplit(address).hostname or "" for address in addresses]
    if is_published([published, *names]):
        places = ", ".join(each for each in (published, *names) if not on_this_machine(each))
        raise NotForRealError(
            "The login of an evaluation lets everybody in, as whom they choose, and others would "
            f"reach it ({places}). {WHAT_TO_DO}"
        )
