"""The login issuers of the trust domains a service takes: OpenID Connect, code with PKCE and nonce.

``KRACHTLIJN_LOGINS`` names a JSON file that says, per trust domain, who the issuer is and which of
its claims mean what here::

    {"politie": {"issuer": "https://aanmelden.politie.example", "client_id": "databank",
                 "client_secret": "...", "function_claim": "functions",
                 "functions": {"kl-agent": "politie_agent"}, "organisation_claim": "unit"}}
"""

import json
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import jwt
from authlib.integrations.httpx_client import AsyncOAuth2Client
from pydantic import BaseModel, ConfigDict, SecretStr

from chassis.web.roles import DOMAIN_OF, Actor, Function, TrustDomain

LEEWAY = 30
"""Seconds that the issuer's clock may differ from ours."""
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
TIMEOUT_SECONDS = 10.0
"""Seconds that the issuer has for an answer."""
REFETCH_SECONDS = 60.0
"""Seconds before keys are fetched again because one was not known."""
MAX_CLAIM = 200
"""Characters of a claim at most."""


class LoginRefusedError(Exception):
    """An answer of the issuer that lets nobody in. Says why, without personal values."""


class NoFunctionError(LoginRefusedError):
    """A person whom the issuer knows, and who has no function here."""


class IssuerAwayError(Exception):
    """The issuer cannot be reached or answers nonsense: nothing the person can do."""


class IssuerSettings(BaseModel):
    """``functions`` maps what the issuer says to functions of the handbook, in order of preference.

    ``claims`` may come in the id token only; nothing is asked of a userinfo endpoint.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str
    client_id: str
    client_secret: SecretStr | None = None
    scope: str = "openid"
    function_claim: str = "functions"
    functions: dict[str, Function]
    organisation_claim: str = "organisation"


class Issuer:
    """One issuer. What it publishes about itself is fetched when first needed, and kept."""

    def __init__(self, domain: TrustDomain, settings: IssuerSettings) -> None:
        for function in settings.functions.values():
            if DOMAIN_OF[function] is not domain:
                raise ValueError(f"{domain}: its issuer may not speak for {function}")
        self.domain = domain
        self.settings = settings
        self._document: dict[str, Any] | None = None
        self._keys: dict[str | None, jwt.PyJWK] = {}
        self._fetched = 0.0

    @property
    def origin(self) -> str:
        parts = urlsplit(self.settings.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    async def address(self, *, callback: str, state: str, nonce: str, verifier: str) -> str:
        """The address at which the browser signs in."""
        document = await self._discover()
        async with self._client(callback) as client:
            url, _ = client.create_authorization_url(
                document["authorization_endpoint"], state=state, nonce=nonce, code_verifier=verifier
            )
        return str(url)

    async def redeem(
        self, *, callback: str, code: str, verifier: str, nonce: str
    ) -> tuple[Actor, str]:
        """The person behind a code, and the id token that says so."""
        document = await self._discover()
        try:
            async with self._client(callback) as client:
                tokens = await client.fetch_token(
                    document["token_endpoint"], code=code, code_verifier=verifier
                )
        except httpx.HTTPError as error:
            raise IssuerAwayError(type(error).__name__) from None
        except Exception as error:
            raise LoginRefusedError(f"the code was refused: {type(error).__name__}") from None
        token = str(tokens.get("id_token", ""))
        return self._actor(await self._verified(token, nonce)), token

    async def logout_address(self, *, id_token: str | None, back: str) -> str | None:
        """The address at which to sign out at the issuer; None where it has none."""
        try:
            endpoint = (await self._discover()).get("end_session_endpoint")
        except IssuerAwayError:
            return None
        if not endpoint:
            return None
        query = {"post_logout_redirect_uri": back, "client_id": self.settings.client_id}
        if id_token:
            query["id_token_hint"] = id_token
        return str(httpx.URL(endpoint).copy_merge_params(query))

    def _client(self, callback: str) -> AsyncOAuth2Client:
        secret = self.settings.client_secret
        return AsyncOAuth2Client(
            client_id=self.settings.client_id,
            client_secret=secret.get_secret_value() if secret else None,
            token_endpoint_auth_method="client_secret_basic" if secret else "none",
            scope=self.settings.scope,
            redirect_uri=callback,
            code_challenge_method="S256",
            timeout=TIMEOUT_SECONDS,
            trust_env=False,
        )

    async def _discover(self) -> dict[str, Any]:
        if self._document is None:
            url = f"{self.settings.issuer.rstrip('/')}/.well-known/openid-configuration"
            document = await _fetch(url)
            if document.get("issuer", "").rstrip("/") != self.settings.issuer.rstrip("/"):
                raise IssuerAwayError("the issuer calls itself otherwise")
            self._document = document
        return self._document

    async def _verified(self, token: str, nonce: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(token)
            claims: dict[str, Any] = jwt.decode(
                token,
                await self._key(header.get("kid")),
                algorithms=ALGORITHMS,
                audience=self.settings.client_id,
                issuer=(await self._discover())["issuer"],
                leeway=LEEWAY,
                options={"require": ["iss", "aud", "sub", "iat", "exp", "nonce"]},
            )
        except jwt.PyJWTError as error:
            raise LoginRefusedError(f"the id token does not hold: {type(error).__name__}") from None
        if claims["nonce"] != nonce:
            raise LoginRefusedError("the id token is of another login")
        parties = claims["aud"]
        if (
            isinstance(parties, list)
            and len(parties) > 1
            and claims.get("azp") != (self.settings.client_id)
        ):
            raise LoginRefusedError("the id token is for others too")
        return claims

    async def _key(self, kid: str | None) -> jwt.PyJWK:
        if kid not in self._keys and time.monotonic() - self._fetched > REFETCH_SECONDS:
            document = await _fetch((await self._discover())["jwks_uri"])
            self._keys = {}
            for key in document.get("keys", []):
                if key.get("use", "sig") == "sig":
                    self._keys[key.get("kid")] = jwt.PyJWK(key)
            self._fetched = time.monotonic()
        if kid in self._keys:
            return self._keys[kid]
        if kid is None and len(self._keys) == 1:
            return next(iter(self._keys.values()))
        raise LoginRefusedError("the id token is signed with an unknown key")

    def _actor(self, claims: Mapping[str, Any]) -> Actor:
        claim = claims.get(self.settings.function_claim)
        codes = {str(code) for code in claim} if isinstance(claim, list) else {str(claim)}
        function = next(
            (function for code, function in self.settings.functions.items() if code in codes), None
        )
        if function is None:
            raise NoFunctionError("no function")
        return Actor(
            subject=_text(claims, "sub"),
            function=function,
            organisation=_text(claims, self.settings.organisation_claim),
            domain=self.domain,
        )


def load(path: Path, accepted: Iterable[TrustDomain]) -> dict[TrustDomain, Issuer]:
    """The issuers of the domains that the service takes; others in the file are left alone."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return {
        domain: Issuer(domain, IssuerSettings.model_validate(document[domain.value]))
        for domain in sorted(accepted)
        if domain.value in document
    }


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= MAX_CLAIM or not value.isprintable():
        raise LoginRefusedError(f"unusable claim {name}")
    return value


async def _fetch(url: str) -> dict[str, Any]:
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS, trust_env=False) as client:
            answer = await client.get(url)
            answer.raise_for_status()
            document: dict[str, Any] = answer.json()
            return document
    except (httpx.HTTPError, ValueError) as error:
        raise IssuerAwayError(type(error).__name__) from None
