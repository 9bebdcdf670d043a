"""ACM/IDM, the access management of the Flemish government, as its public documents describe it.

A stand-in, and ours: it does what is written, by `authenticatie.vlaanderen.be/docs`, under
"beveiligen van toepassingen", "OpenID Connect", "technische info": the pages about discovery,
signing in, scopes and claims, ways to authenticate, refresh tokens and signing out. What they leave
open is left to OpenID Connect Core 1.0. Its tokens are signed with ``joserfc``, which our services
do not read them with. It listens on this machine, so its addresses begin otherwise than ACM's.
"""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "28358814-5c20-4c13-bbff-db5dd8c4ae93", "synthetic-secret"
EID, TOTP = "urn:be:vlaanderen:authmech:eid", "urn:be:vlaanderen:authmech:csamtotp"
ORGANISATION = "0123456749"
"""A company number, as ``vo_orgcode`` gives it; of nobody."""


@dataclass
class Acm:
    """``claims`` are those of who signs in next; ``says`` what is left out or put in its place."""

    base: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    says_when: bool = True
    refresh_ended: bool = False
    client_key: RSAKey | None = None
    """Of a client that proves who it is by it (RFC 7523) in place of a secret."""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "acm-1"}))
    _proofs: set[str] = field(default_factory=set)
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def discovery(self) -> dict[str, Any]:
        return {
            "authorization_endpoint": f"{self.base}/v1/auth",
            "end_session_endpoint": f"{self.base}/v1/logout",
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "issuer": self.base,
            "jwks_uri": f"{self.base}/v1/keys",
            "response_modes_supported": ["query", "fragment", "form_post"],
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "token_endpoint": f"{self.base}/v1/token",
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "introspection_endpoint": f"{self.base}/v1/introspect",
            "code_challenge_methods_supported": ["plain", "S256"],
        }

    def sign_in(self, address: str, chosen: str) -> str:
        """The code that a browser takes back, from somebody who authenticated in a ``chosen`` way.

        The way must be among ``acr_values``, where these were asked: no other is offered.
        """
        asked = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
        assert {"client_id", "redirect_uri", "response_type", "scope"} <= set(asked)
        assert (asked["client_id"], asked["response_type"]) == (CLIENT, "code")
        assert "openid" in asked["scope"].split(" ")
        assert chosen in asked["acr_values"].split(" ")
        code = f"code-{len(self._codes)}"
        self._codes[code] = {**asked, "chosen": chosen}
        return code

    def knows(self, authorization: str | None, form: dict[str, str]) -> bool:
        """Whether a client proves who it is as it was registered, and in no other way."""
        if self.client_key is None:
            scheme, _, said = (authorization or "").partition(" ")
            name, _, secret = base64.b64decode(said).decode().partition(":")
            return (scheme, unquote(name), unquote(secret)) == ("Basic", CLIENT, SECRET)
        proof = jwt.decode(form["client_assertion"], self.client_key, algorithms=["RS256"])
        said_once = proof.claims["jti"] not in self._proofs
        self._proofs.add(proof.claims["jti"])
        return (
            authorization is None
            and "client_secret" not in form
            and form["client_assertion_type"]
            == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            and proof.header["kid"] == self.client_key.kid
            and (proof.claims["iss"], proof.claims["sub"]) == (CLIENT, CLIENT)
            and proof.claims["aud"] == f"{self.base}/v1/token"
            and time.time() < proof.claims["exp"] <= time.time() + 60
            and said_once
        )

    def tokens(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if form["grant_type"] == "refresh_token":
            if self.refresh_ended:
                return 400, {"error": "invalid_request"}
            return 200, {"access_token": "a", "token_type": "Bearer", "expires_in": 3600}
        asked = self._codes.pop(form["code"])
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        assert (challenge, asked["code_challenge_method"]) == (asked["code_challenge"], "S256")
        assert form["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())
        claims = {
            "iss": self.base,
            "aud": CLIENT,
            "azp": CLIENT,
            "iat": now,
            "exp": now + 3600,
            "kid": "acm-1",
            "at_hash": "not-looked-at",
            "nonce": asked["nonce"],
            "acr": asked["chosen"],
            **self.claims,
        }
        if self.says_when and "max_age" in asked:  # OpenID Connect Core 1.0, section 2
            claims["auth_time"] = now
        token = jwt.encode({"alg": "RS256", "kid": "acm-1"}, claims, self.key)
        given = {"access_token": "a", "token_type": "Bearer", "expires_in": 3600, "id_token": token}
        if "offline_access" in asked["scope"].split(" "):
            given["refresh_token"] = "r"
        return 200, given


@contextmanager
def acm() -> Iterator[Acm]:
    """One that listens on a port of its own."""
    found = Acm()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            documents = {
                "/op/.well-known/openid-configuration": found.discovery,
                "/op/v1/keys": lambda: {"keys": [found.key.as_dict(private=False)]},
            }
            self._answer(200, documents[self.path]())

        def do_POST(self) -> None:
            assert self.path == "/op/v1/token"
            length = int(self.headers["Content-Length"])
            form = {
                name: value[0] for name, value in parse_qs(self.rfile.read(length).decode()).items()
            }
            known = found.knows(self.headers["Authorization"], form)
            self._answer(*(found.tokens(form) if known else (401, {"error": "invalid_client"})))

        def log_message(self, *_: object) -> None:
            return

        def _answer(self, status: int, document: dict[str, Any]) -> None:
            body = json.dumps(document).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json;charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.base = f"http://127.0.0.1:{server.server_address[1]}/op"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
