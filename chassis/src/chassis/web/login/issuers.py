"""The login issuers of the trust domains a service takes: OpenID Connect, code with PKCE and nonce.

Their settings: ``chassis.web.login.issuer_settings``.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
from authlib.integrations.httpx_client import AsyncOAuth2Client, OAuthError
from authlib.oauth2.rfc7523 import PrivateKeyJWT

from chassis.addresses import Trust
from chassis.clock import SystemClock
from chassis.web.assurance import Requirement
from chassis.web.login.issuer_settings import IssuerSettings
from chassis.web.login.issuer_tokens import IssuerTokens, LoginRefusedError, Logout, text
from chassis.web.login.sign_in import SignIn
from chassis.web.roles import DOMAIN_OF, Actor, TrustDomain

TIMEOUT_SECONDS = 10.0
"""Seconds that the issuer has for an answer."""
PROOF_SECONDS = 60
"""Seconds for which a proof by key holds, by the real clock; it is made for one request."""


REFUSALS = frozenset({"invalid_grant", "access_denied"})
"""Errors of a token endpoint that are about the person; others are about us or the issuer."""
REFUSED_REFRESH = REFUSALS | {"invalid_request"}
"""What we ask with a refresh token is always the same, so that this one is about the token as well:
ACM/IDM says it of one whose time is over."""


class NoFunctionError(LoginRefusedError):
    """A person whom the issuer knows, and who has no function here."""


class IssuerAwayError(Exception):
    """The issuer cannot be reached or answers nonsense: nothing the person can do."""


class Issuer:
    """One issuer. What it publishes about itself is fetched when first needed, and kept.

    ``PlainAddressError`` where others could listen on the way to it.
    """

    def __init__(
        self, domain: TrustDomain, settings: IssuerSettings, trust: Trust | None = None
    ) -> None:
        trust = trust or Trust()
        for address in filter(None, (settings.issuer, settings.internal)):
            trust.web(address, f"The login issuer of {domain}")
        for function in settings.functions.values():
            if DOMAIN_OF[function] is not domain:
                raise ValueError(f"{domain}: its issuer may not speak for {function}")
        self.domain = domain
        self.settings = settings
        self._context = trust.outside()
        self._document: dict[str, Any] | None = None
        self._tokens: IssuerTokens | None = None

    @property
    def origin(self) -> str:
        parts = urlsplit(self.settings.issuer)
        return f"{parts.scheme}://{parts.netloc}"

    async def address(
        self,
        *,
        callback: str,
        state: str,
        nonce: str,
        verifier: str,
        requirement: Requirement,
    ) -> str:
        """The address at which the browser signs in, at least as strongly and recently as said."""
        document = await self._discover()
        asked = {
            "state": state,
            "nonce": nonce,
            "code_verifier": verifier,
            "max_age": str(requirement.max_age),
            "acr_values": self.settings.acr[requirement.assurance],
        }
        async with self._client(callback) as client:
            url, _ = client.create_authorization_url(
                self.settings.front_channel(document["authorization_endpoint"]), **asked
            )
        return str(url)

    async def redeem(self, *, callback: str, code: str, verifier: str, nonce: str) -> SignIn:
        """The person behind a code, as the id token says."""
        endpoint = await self._token_endpoint()
        async with self._client(callback) as client:
            answer = await _tokens(client.fetch_token(endpoint, code=code, code_verifier=verifier))
        signed_in = await self._sign_in(answer, nonce)
        if signed_in.authenticated_at is None:
            raise LoginRefusedError("the issuer does not say when somebody proved who they are")
        return signed_in

    async def refresh(self, refresh_token: str) -> SignIn:
        """The person as the issuer knows them now. ``LoginRefusedError`` where it does no more."""
        endpoint = await self._token_endpoint()
        async with self._client(None) as client:
            asked = client.refresh_token(endpoint, refresh_token=refresh_token)
            answer = await _tokens(asked, REFUSED_REFRESH)
        return await self._sign_in({"refresh_token": refresh_token, **answer}, None)

    async def logout(self, token: str) -> Logout:
        """The end that a logout token tells of; ``LoginRefusedError`` if it is not sound."""
        return await (await self._verifier()).logout(token)

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
        return str(httpx.URL(self.settings.front_channel(endpoint)).copy_merge_params(query))

    def _client(self, callback: str | None) -> AsyncOAuth2Client:
        secret, method = self._proof()
        return AsyncOAuth2Client(
            client_id=self.settings.client_id,
            client_secret=secret,
            token_endpoint_auth_method=method,
            scope=self.settings.scope,
            redirect_uri=callback,
            code_challenge_method="S256",
            timeout=TIMEOUT_SECONDS,
            trust_env=False,
            verify=self._context,
        )

    def _proof(self) -> tuple[str | None, str | PrivateKeyJWT]:
        """By what the service shows that it is the client, and how."""
        if key := self.settings.client_key:
            known = self.settings.client_key_id
            return key.get_secret_value(), PrivateKeyJWT(
                # As the issuer calls it, by whatever address it is reached.
                self._document["token_endpoint"] if self._document else None,
                claims={"exp": int(SystemClock().now().timestamp()) + PROOF_SECONDS},
                headers={"kid": known} if known else None,
            )
        if secret := self.settings.client_secret:
            return secret.get_secret_value(), "client_secret_basic"
        return None, "none"

    async def _fetch(self, url: str) -> dict[str, Any]:
        try:
            async with httpx.AsyncClient(
                timeout=TIMEOUT_SECONDS, trust_env=False, verify=self._context
            ) as client:
                answer = await client.get(url)
                answer.raise_for_status()
                document: dict[str, Any] = answer.json()
                return document
        except (httpx.HTTPError, ValueError) as error:
            raise IssuerAwayError(type(error).__name__) from None

    async def _discover(self) -> dict[str, Any]:
        if self._document is None:
            base = (self.settings.internal or self.settings.issuer).rstrip("/")
            document = await self._fetch(f"{base}/.well-known/openid-configuration")
            if document.get("issuer", "").rstrip("/") != self.settings.issuer.rstrip("/"):
                raise IssuerAwayError("the issuer calls itself otherwise")
            self._document = document
        return self._document

    async def _token_endpoint(self) -> str:
        return self.settings.back_channel((await self._discover())["token_endpoint"])

    async def _verifier(self) -> IssuerTokens:
        if self._tokens is None:
            document = await self._discover()
            keys = self.settings.back_channel(document["jwks_uri"])
            self._tokens = IssuerTokens(
                self.settings.client_id, document["issuer"], lambda: self._fetch(keys)
            )
        return self._tokens

    async def _sign_in(self, answer: Mapping[str, Any], nonce: str | None) -> SignIn:
        token = str(answer.get("id_token", ""))
        claims = await (await self._verifier()).identity(token, nonce)
        refresh_token = answer.get("refresh_token")
        return SignIn(
            actor=self._actor(claims),
            assurance=self.settings.assurance_of(claims.get("acr")),
            authenticated_at=_moment(claims.get("auth_time")),
            id_token=token,
            refresh_token=refresh_token if isinstance(refresh_token, str) else None,
            sid=text(claims, "sid") if "sid" in claims else None,
        )

    def _actor(self, claims: Mapping[str, Any]) -> Actor:
        organisation = text(claims, self.settings.organisation_claim)
        roles = self.settings.roles(claims.get(self.settings.function_claim), organisation)
        function = next(
            (function for code, function in self.settings.functions.items() if code in roles), None
        )
        if function is None:
            raise NoFunctionError("no function")
        if self.settings.organisations:
            if organisation not in self.settings.organisations:
                raise LoginRefusedError("an organisation that is not named in the settings")
            organisation = self.settings.organisations[organisation]
        return Actor(
            subject=text(claims, "sub"),
            function=function,
            organisation=organisation,
            domain=self.domain,
        )


def load(path: Path, accepted: Iterable[TrustDomain], trust: Trust) -> dict[TrustDomain, Issuer]:
    """The issuers of the domains that the service takes; others in the file are left alone."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return {
        domain: Issuer(domain, IssuerSettings.model_validate(document[domain.value]), trust)
        for domain in sorted(accepted)
        if domain.value in document
    }


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    try:
        return datetime.fromtimestamp(float(value), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise LoginRefusedError("unusable claim auth_time") from None


async def _tokens(asked: Any, refusals: frozenset[str] = REFUSALS) -> Mapping[str, Any]:
    """The answer of a token endpoint. Only its own word is a refusal: all else is its absence."""
    try:
        answer: Mapping[str, Any] = await asked
    except OAuthError as error:
        if error.error in refusals:
            raise LoginRefusedError(f"the issuer refused: {error.error}") from None
        raise IssuerAwayError(str(error.error)) from None
    except Exception as error:
        raise IssuerAwayError(type(error).__name__) from None
    return answer
