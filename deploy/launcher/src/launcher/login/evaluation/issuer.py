"""One evaluation issuer: oidc-provider-mock, made as strict as a real issuer where services notice.

It adds what that library leaves out: PKCE, known clients with their secrets and addresses, a class
of sign-in (``acr``), a session (``sid``) with an end, and word of that end on the back channel.
"""

import base64
import json
import secrets
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import httpx
import jwt
import oidc_provider_mock
from joserfc.jwk import RSAKey

from chassis.addresses import Trust, on_this_machine
from chassis.web.login.issuer_tokens import LOGOUT_EVENT
from launcher.login.evaluation.people import Someone
from launcher.login.evaluation.settings import Client

BACK, ENDED, LEFT = "/terug", "/beeindigd", "/afgemeld"
"""Ends of the addresses of a service for signing in, for ended sessions, and for signed out."""
WEAK, STRONG = "1", "2"
LONGEST = timedelta(hours=12)
"""Time that somebody stays signed in here; the library ends what refreshes with it."""
SECONDS = 10.0
"""Seconds that a service has to take note of an end."""
ENDPOINTS = {
    "authorization_endpoint": "/oauth2/authorize",
    "token_endpoint": "/oauth2/token",
    "end_session_endpoint": "/oauth2/end_session",
    "jwks_uri": "/jwks",
}


@dataclass
class Session:
    """A sign-in at the issuer: by whom, how strongly, and at which service."""

    sid: str
    subject: str
    acr: str
    client_id: str
    redirect_uri: str
    challenge: str
    ended: bool = False


@dataclass
class EvaluationIssuer:
    """``address`` is the issuer's own name, as in ``iss``. ``app`` is what to serve."""

    domain: str
    address: str
    people: Iterable[Someone]
    clients: Mapping[str, Client]
    authorities: Path | None = None
    app: flask.Flask = field(init=False)

    def __post_init__(self) -> None:
        self._codes: dict[str, Session] = {}
        self._refreshable: dict[str, Session] = {}
        self._sessions: dict[str, Session] = {}
        self._functions = {someone.subject: someone.function for someone in self.people}
        self.app = oidc_provider_mock.app(
            user_claims=[_user(each) for each in self.people], access_token_max_age=LONGEST
        )
        self.app.debug = False
        self.app.template_folder = None
        self.app.before_request(self._before)
        self.app.after_request(self._after)

    def take_function(self, subject: str) -> None:
        """Somebody who has no function any more, as when they leave the organisation."""
        self._functions.pop(subject)
        self._store(oidc_provider_mock.User(sub=subject, claims={"functions": []}))

    def end(self, sid: str) -> list[int]:
        """End a session, and tell the service; the statuses that it answered with."""
        session = self._sessions[sid]
        session.ended = True
        token = self.logout_token(session)
        client = self.clients[session.client_id]
        ended = session.redirect_uri.removesuffix(BACK) + ENDED
        if client.internal is not None:
            ended = client.internal.rstrip("/") + urlsplit(ended).path
        try:
            context = Trust(self.authorities).context()
            with httpx.Client(timeout=SECONDS, trust_env=False, verify=context) as http:
                return [http.post(ended, data={"logout_token": token}).status_code]
        except httpx.HTTPError:
            return []

    def logout_token(self, session: Session, **changes: Any) -> str:
        """Word of an end. ``changes`` spoil it for tests; None leaves a claim out."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": session.client_id,
            "iat": now,
            "exp": now + 120,
            "jti": str(uuid.uuid4()),
            "sub": session.subject,
            "sid": session.sid,
            "events": {LOGOUT_EVENT: {}},
            **changes,
        }
        told = {name: value for name, value in claims.items() if value is not None}
        return self._signed(told, typ="logout+jwt")

    @property
    def sessions(self) -> list[Session]:
        return list(self._sessions.values())

    def _before(self) -> flask.typing.ResponseReturnValue | None:
        """Refuse what a real issuer would refuse, and answer what the library leaves out."""
        match flask.request.method, flask.request.path:
            case "GET", "/.well-known/openid-configuration":
                return flask.jsonify(self._discovery())
            case (("GET" | "POST"), "/oauth2/authorize"):
                return self._authorize()
            case "POST", "/oauth2/token":
                return None if self._may_have_tokens() else _error("invalid_grant")
            case (("GET" | "POST"), "/oauth2/end_session"):
                return self._end_session()
        known = flask.request.path in ("/jwks", "/")
        return None if known else ("", 404)

    def _authorize(self) -> flask.typing.ResponseReturnValue | None:
        refusal = self._refusal(flask.request.args)
        if refusal is not None:
            return refusal
        if flask.request.method == "GET":
            return self._page()
        form = flask.request.form
        if form.get("sub") in self._functions or form.get("action") == "deny":
            return None
        return "Kies iemand uit de lijst.", 400

    def _after(self, response: flask.Response) -> flask.Response:
        match flask.request.method, flask.request.path:
            case "POST", "/oauth2/authorize" if response.status_code == 302:
                self._note_code(response.headers["location"])
            case "POST", "/oauth2/token" if response.status_code == 200:
                response.set_data(json.dumps(self._completed(response.get_json())))
        return response

    def _discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            **{name: self.address + path for name, path in ENDPOINTS.items()},
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "refresh_token"],
            "code_challenge_methods_supported": ["S256"],
            "acr_values_supported": [WEAK, STRONG],
            "id_token_signing_alg_values_supported": ["RS256"],
            "subject_types_supported": ["public"],
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
        }

    def _refusal(self, asked: Mapping[str, str]) -> flask.typing.ResponseReturnValue | None:
        client = self.clients.get(asked.get("client_id", ""))
        if client is None or not _is_of(client, asked.get("redirect_uri", "")):
            return "Deze dienst is hier niet gekend.", 400
        if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
            return "Deze dienst vraagt geen bewijs van eenzelfde browser (PKCE).", 400
        return None

    def _page(self) -> str:
        strong = STRONG in flask.request.args.get("acr_values", "").split()
        return flask.render_template_string(
            PAGE, people=list(self.people), domain=self.domain, strong=strong
        )

    def _note_code(self, location: str) -> None:
        asked, given = flask.request.args, parse_qs(urlsplit(location).query)
        if "code" not in given:
            return
        session = Session(
            sid=secrets.token_hex(16),
            subject=flask.request.form["sub"],
            acr=WEAK if flask.request.form.get("sterk") == "nee" else STRONG,
            client_id=asked["client_id"],
            redirect_uri=asked["redirect_uri"],
            challenge=asked["code_challenge"],
        )
        self._sessions[session.sid] = session
        self._codes[given["code"][0]] = session

    def _may_have_tokens(self) -> bool:
        form, given = flask.request.form, flask.request.authorization
        if form.get("grant_type") == "refresh_token":
            session = self._refreshable.get(form.get("refresh_token", ""))
        else:
            session = self._codes.get(form.get("code", ""))
            challenge = sha256(form.get("code_verifier", "").encode()).digest()
            if session is None or session.challenge != _base64url(challenge):
                return False
        if session is None or session.ended or given is None:
            return False
        client = self.clients[session.client_id]
        secret = client.secret.get_secret_value()
        return given.username == session.client_id and given.password == secret

    def _completed(self, answer: dict[str, Any]) -> dict[str, Any]:
        """The tokens, with what the library's id token does not say."""
        form = flask.request.form
        session = self._codes.pop(form.get("code", ""), None)
        session = session or self._refreshable[form["refresh_token"]]
        if "refresh_token" in answer:
            self._refreshable[answer["refresh_token"]] = session
        claims = jwt.decode(answer["id_token"], options={"verify_signature": False})
        claims |= {"iss": self.address, "acr": session.acr, "sid": session.sid}
        return {**answer, "id_token": self._signed(claims)}

    def _end_session(self) -> flask.typing.ResponseReturnValue:
        given = flask.request.values
        back, client = given.get("post_logout_redirect_uri", ""), None
        try:
            hint = jwt.decode(
                given.get("id_token_hint", ""),
                self._key().as_pem(private=False),
                algorithms=["RS256"],
                options={"verify_aud": False, "verify_exp": False},
            )
        except jwt.PyJWTError:
            return "Je bent afgemeld.", 200
        session = self._sessions.get(hint.get("sid", ""))
        if session is not None:
            client = self.clients[session.client_id]
            if not session.ended:
                self.end(session.sid)
        if client is None or not _is_of(client, back, LEFT):
            return "Je bent afgemeld.", 200
        return flask.redirect(back)

    def _signed(self, claims: Mapping[str, Any], typ: str = "JWT") -> str:
        key = self._key()
        if key.private_key is None:
            raise TypeError("the issuer signs with a private key")
        headers = {"kid": key.kid, "typ": typ}
        return jwt.encode(dict(claims), key.private_key, "RS256", headers)

    def _key(self) -> RSAKey:
        key: RSAKey = self._storage().jwk
        return key

    def _store(self, user: oidc_provider_mock.User) -> None:
        self._storage().store_user(user)

    def _storage(self) -> Any:
        """The library keeps it where only a request finds it."""
        if flask.has_request_context() and "oidc_provider_mock_storage" in flask.g:
            return flask.g.oidc_provider_mock_storage
        with self.app.test_request_context("/jwks"):
            self.app.preprocess_request()
            return flask.g.oidc_provider_mock_storage


def _user(someone: Someone) -> oidc_provider_mock.User:
    claims: dict[str, object] = {
        "functions": [someone.function],
        "organisation": someone.organisation,
    }
    return oidc_provider_mock.User(sub=someone.subject, claims=claims)


def _is_of(client: Client, uri: str, end: str = BACK) -> bool:
    parts = urlsplit(uri)
    if not parts.path.endswith(end) or parts.query or parts.fragment:
        return False
    if client.address is None:
        return on_this_machine(parts.hostname or "")
    return f"{parts.scheme}://{parts.netloc}" == client.address.rstrip("/")


def _error(code: str) -> flask.typing.ResponseReturnValue:
    return flask.jsonify({"error": code}), 400


def _base64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


PAGE = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Aanmelden om uit te proberen</title>
<style>
body { font: 1.125rem/1.5 system-ui, sans-serif; margin: 0 auto; padding: 1rem; max-width: 44rem;
  color: #0b0c0c; }
.warning { border: 4px solid #b10e1e; padding: .75rem 1rem; }
.warning strong { color: #b10e1e; }
ul { list-style: none; padding: 0; }
li { border-top: 1px solid #b1b4b6; padding: .75rem 0; }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin: .25rem 0 0; }
button { font: inherit; min-height: 44px; padding: .25rem .75rem; cursor: pointer;
  border: 2px solid #14505c; background: #fff; color: #14505c; }
button.first { background: #14505c; color: #fff; }
button:focus { outline: 3px solid #fd0; outline-offset: 0; }
</style>
</head>
<body>
<main>
<h1>Aanmelden om uit te proberen</h1>
<p class="warning"><strong>Niet voor echt gebruik.</strong> Iedereen kan zich hier aanmelden als
iedereen. Deze mensen bestaan niet. Geef nergens gegevens van echte mensen in.</p>
{% if strong %}<p>De dienst vraagt een <strong>tweede factor</strong>.</p>{% endif %}
<h2>Wie ben je? ({{ domain }})</h2>
<ul>
{% for someone in people %}
<li><span id="p{{ loop.index }}">{{ someone.subject | capitalize }}, {{ someone.organisation }}</span>
<form method="post">
<input type="hidden" name="sub" value="{{ someone.subject }}">
<button class="first" name="sterk" value="ja" aria-describedby="p{{ loop.index }}">Met tweede factor</button>
<button name="sterk" value="nee" aria-describedby="p{{ loop.index }}">Met wachtwoord alleen</button>
</form></li>
{% endfor %}
</ul>
<form method="post"><button name="action" value="deny">Niet aanmelden</button></form>
</main>
</body>
</html>
"""  # noqa: E501  # a line per element
