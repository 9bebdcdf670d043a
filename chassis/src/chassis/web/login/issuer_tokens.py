"""Tokens of a login issuer: its keys, its id tokens, and its logout tokens.

A logout token is as OpenID Connect Back-Channel Logout 1.0 has it (section 2.4 and 2.6).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

import jwt

from chassis.clock import SystemClock

REAL = SystemClock()
"""Tokens are real, whatever time a simulation plays."""
LEEWAY = 30
"""Seconds that the issuer's clock may differ from ours."""
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
REFETCH_SECONDS = 60.0
"""Seconds before keys are fetched again because one was not known."""
MAX_CLAIM = 200
"""Characters of a claim at most."""
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
LOGOUT_SECONDS = 600
"""Seconds that a logout token counts, however late it says that it expires."""


class LoginRefusedError(Exception):
    """An answer of the issuer that lets nobody in. Says why, without personal values."""


@dataclass(frozen=True, slots=True)
class Logout:
    """The end that an issuer tells of: one session, or all of a person."""

    jti: str
    subject: str | None
    sid: str | None


class IssuerTokens:
    """``fetch_keys`` gives the issuer's key set; fetched again when a key is not known."""

    def __init__(
        self, client_id: str, issuer: str, fetch_keys: Callable[[], Awaitable[dict[str, Any]]]
    ) -> None:
        self._client_id = client_id
        self._issuer = issuer
        self._fetch_keys = fetch_keys
        self._keys: dict[str | None, jwt.PyJWK] = {}
        self._fetched = -REFETCH_SECONDS

    async def identity(self, token: str, nonce: str | None) -> dict[str, Any]:
        """Claims of an id token; ``nonce`` None for one that came by a refresh token."""
        claims = await self._verified(token, ["iss", "aud", "sub", "iat", "exp"], "id token")
        if nonce is not None and claims.get("nonce") != nonce:
            raise LoginRefusedError("the id token is of another login")
        parties = claims["aud"]
        if isinstance(parties, list) and len(parties) > 1 and claims.get("azp") != self._client_id:
            raise LoginRefusedError("the id token is for others too")
        return claims

    async def logout(self, token: str) -> Logout:
        required = ["iss", "aud", "iat", "exp", "jti", "events"]
        claims = await self._verified(token, required, "logout token")
        events = claims["events"]
        if not isinstance(events, Mapping) or not isinstance(events.get(LOGOUT_EVENT), Mapping):
            raise LoginRefusedError("the token is of no logout")
        if "nonce" in claims:
            raise LoginRefusedError("a logout token has no nonce")
        if claims["iat"] < REAL.now().timestamp() - LOGOUT_SECONDS - LEEWAY:
            raise LoginRefusedError("the logout token is old")
        subject = text(claims, "sub") if "sub" in claims else None
        sid = text(claims, "sid") if "sid" in claims else None
        if subject is None and sid is None:
            raise LoginRefusedError("the logout token names nobody")
        return Logout(text(claims, "jti"), subject, sid)

    async def _verified(self, token: str, required: list[str], what: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(token)
            kinds = ("jwt", "logout+jwt") if what == "logout token" else ("jwt",)
            if str(header.get("typ", "JWT")).lower() not in kinds:
                raise LoginRefusedError(f"that is no {what}")
            claims: dict[str, Any] = jwt.decode(
                token,
                await self._key(header.get("kid")),
                algorithms=ALGORITHMS,
                audience=self._client_id,
                issuer=self._issuer,
                leeway=LEEWAY,
                options={"require": required},
            )
        except jwt.PyJWTError as error:
            raise LoginRefusedError(f"the {what} does not hold: {type(error).__name__}") from None
        return claims

    async def _key(self, kid: str | None) -> jwt.PyJWK:
        if kid not in self._keys and monotonic() - self._fetched > REFETCH_SECONDS:
            document = await self._fetch_keys()
            self._keys = {}
            for key in document.get("keys", []):
                if key.get("use", "sig") == "sig":
                    self._keys[key.get("kid")] = jwt.PyJWK(key)
            self._fetched = monotonic()
        if kid in self._keys:
            return self._keys[kid]
        if kid is None and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        raise LoginRefusedError("the token is signed with an unknown key")


def text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= MAX_CLAIM or not value.isprintable():
        raise LoginRefusedError(f"unusable claim {name}")
    return value
