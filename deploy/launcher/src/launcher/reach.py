"""Servers elsewhere: by whom they are known, and errors on the way there in one sentence."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import httpx

from chassis.addresses import PlainAddressError, Trust
from launcher.credentials import Credentials
from launcher.errors import LauncherError


def trust_of(secrets: Credentials | None) -> Trust:
    """Trust as the environment says it, as for services; else in the authority of the secrets."""
    return Trust.of_environment(secrets.ca if secrets is not None else None)


@contextmanager
def addresses_in_clear() -> Iterator[None]:
    """Tell what is wrong with an address, or with a file of authorities."""
    try:
        yield
    except PlainAddressError as error:
        raise LauncherError(str(error)) from None
    except ValueError:
        raise LauncherError(
            "An address cannot be read: write postgresql://USER@HOST:5432/NAME or "
            "https://USER@HOST:15671/."
        ) from None
    except (FileNotFoundError, PermissionError) as error:
        raise LauncherError(
            f"The authorities to trust cannot be read ({error.strerror}): see KRACHTLIJN_TLS_CA "
            "and ca.crt in the folder public of the secrets."
        ) from None


@contextmanager
def database_in_clear(which: str) -> Iterator[None]:
    """Turn errors of a database into one sentence that says what to do."""
    try:
        yield
    except asyncpg.UndefinedTableError:
        sentence = f"{which} has no bus tables: let the service's migrations run first."
    except (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidPasswordError):
        sentence = f"{which} refuses the login: check user and password."
    except asyncpg.InvalidCatalogNameError:
        sentence = f"{which} does not exist: check its name, or start the platform."
    except asyncpg.InsufficientPrivilegeError:
        sentence = f"The login may not do this in {_within(which)}: use the role that may."
    except ssl.SSLCertVerificationError as error:
        sentence = _unproven(which, error)
    except (OSError, TimeoutError, asyncpg.PostgresConnectionError) as error:
        if "SSL upgrade" in str(error):
            sentence = (
                f"{which} speaks no TLS: give its server a certificate (database/tls.crt of the "
                "secrets), or name its host in KRACHTLIJN_PLAINTEXT_HOSTS."
            )
        else:
            sentence = (
                f"{which} cannot be reached ({type(error).__name__}): check that it runs, and its "
                "address."
            )
    else:
        return
    raise LauncherError(sentence)


@contextmanager
def management_in_clear() -> Iterator[None]:
    """Turn errors of the broker's management into one sentence that says what to do."""
    try:
        yield
    except httpx.HTTPStatusError as error:
        status = error.response.status_code
        sentence = (
            f"The broker's management refuses ({status}): check user, password and virtual host."
        )
    except httpx.HTTPError as error:
        cause = error.__context__
        while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
            cause = cause.__context__
        if cause is not None:
            sentence = _unproven("The broker's management", cause)
        else:
            sentence = (
                f"The broker's management cannot be reached ({type(error).__name__}): check that "
                "the broker runs, and its address."
            )
    else:
        return
    raise LauncherError(sentence)


def _unproven(which: str, error: ssl.SSLCertVerificationError) -> str:
    return (
        f"{which} does not prove who it is ({error.verify_message.rstrip('.')}): check its "
        "address, and the authority that signed its certificate (KRACHTLIJN_TLS_CA, or ca.crt in "
        "the folder public of the secrets)."
    )


def _within(which: str) -> str:
    return which[0].lower() + which[1:]
