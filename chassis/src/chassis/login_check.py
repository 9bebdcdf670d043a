"""Whether database and broker take a service's passwords, asked once before it starts.

A server that is away is waited for by the service itself. One that refuses a password, or that is
not who it should be, would be asked for ever, and nobody told what to do.
"""

import asyncio
import ssl

import aiormq
import asyncpg

from chassis.bus import connection
from chassis.settings import Settings

SECONDS = 10.0
"""Seconds that each server has to answer; one that does not is no finding here."""
REFUSED = (asyncpg.InvalidPasswordError, asyncpg.InvalidAuthorizationSpecificationError)


async def refusals(settings: Settings) -> list[str]:
    """Sentences on what is refused, with what to do; no value of a setting is told."""
    found = await asyncio.gather(_database(settings), _broker(settings))
    return [sentence for sentence in found if sentence is not None]


async def _database(settings: Settings) -> str | None:
    try:
        async with asyncio.timeout(SECONDS):
            known = await asyncpg.connect(settings.database_url.get_secret_value())
            await known.close()
    except REFUSED:
        return _refused("The database", "database_password", "databases create")
    except ssl.SSLCertVerificationError:
        return _unknown("The database")
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return None
    return None


async def _broker(settings: Settings) -> str | None:
    try:
        async with (
            asyncio.timeout(SECONDS),
            connection.connected(settings.amqp_url.get_secret_value(), "login check"),
        ):
            return None
    except aiormq.exceptions.ProbableAuthenticationError:
        return _refused("The broker", "amqp_password", "topology apply")
    except ssl.SSLCertVerificationError:
        return _unknown("The broker")
    except (OSError, TimeoutError, aiormq.exceptions.AMQPError):
        return None


def _refused(server: str, secret: str, command: str) -> str:
    return (
        f"{server} refuses this service's password: what stands in {secret} (or in its address) is "
        f"not what the server was told. Put the right one back, or run 'krachtlijn {command}', "
        "which sets it as the secrets say."
    )


def _unknown(server: str) -> str:
    return (
        f"{server} shows a certificate that is not of an authority trusted here, or of another "
        "name: see ca.crt, KRACHTLIJN_TLS_CA, and the server's name in its address."
    )
