"""Keycloak's realms, one per trust domain, made from the table of functions.

A realm holds no user and no secret. Addresses and clients' secrets are placeholders that Keycloak
fills in from its environment as it imports the file, or what is given.
"""

import json
from collections.abc import Mapping
from typing import Any

from chassis.web.login import sessions
from chassis.web.login.backchannel import PATH as ENDED
from chassis.web.login.login_context import BACK
from chassis.web.login.routes import LEFT
from chassis.web.roles import DOMAIN_OF, Function, TrustDomain
from launcher.login.realm_flows import CONFIG, FLOWS

TAKES: Mapping[str, tuple[str, ...]] = {
    "eigenaar": ("pandkalender",),
    "politie": ("databank", "pandkalender", "reporting"),
    "stad": ("enforcement", "reporting"),
    "zorg": ("registry",),
}
"""Services where people of a trust domain sign in, or will as soon as the service has pages."""
SCOPE = "krachtlijn"
TITLES = {
    "eigenaar": "Eigenaars en beheerders",
    "politie": "Politie",
    "stad": "Stad",
    "zorg": "Zorg en hulp",
}
MINUTE = 60


def url_variable(service: str) -> str:
    """The variable of Keycloak's environment with the address by which browsers know a service."""
    return f"KRACHTLIJN_{service.upper()}_URL"


def internal_variable(service: str) -> str:
    """The same with the address by which Keycloak itself reaches the service (back channel)."""
    return f"KRACHTLIJN_{service.upper()}_INTERNAL_URL"


def secret_variable(service: str, domain: str) -> str:
    return f"KRACHTLIJN_{service.upper()}_{domain.upper()}_SECRET"


def functions_of(domain: str) -> list[str]:
    return [function.value for function in Function if DOMAIN_OF[function] is TrustDomain(domain)]


def realm(domain: str, addresses: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The realm of a trust domain, as Keycloak imports it. ``addresses`` of services, as known."""
    functions = functions_of(domain)
    return {
        "realm": domain,
        "displayName": f"Krachtlijn: {TITLES[domain]}",
        "enabled": True,
        "sslRequired": "external",
        **SIGN_IN,
        **BRUTE_FORCE,
        **LIFETIMES,
        **EVENTS,
        "internationalizationEnabled": True,
        "supportedLocales": ["nl", "fr", "en"],
        "defaultLocale": "nl",
        "attributes": {"acr.loa.map": json.dumps({"1": 1, "2": 2})},
        "roles": {"realm": [{"name": name, "composite": False} for name in functions]},
        "groups": [{"name": name, "path": f"/{name}", "realmRoles": [name]} for name in functions],
        "clientScopes": [_scope()],
        "defaultDefaultClientScopes": [SCOPE],
        "clients": [_client(domain, service, addresses or {}) for service in TAKES[domain]],
        "authenticationFlows": FLOWS,
        "authenticatorConfig": CONFIG,
        "browserFlow": FLOWS[0]["alias"],
        "registrationFlow": FLOWS[-1]["alias"],
        "directGrantFlow": FLOWS[-1]["alias"],
        "requiredActions": REQUIRED_ACTIONS,
        "components": {"org.keycloak.userprofile.UserProfileProvider": [_profile()]},
    }


def as_json(domain: str, addresses: Mapping[str, str] | None = None) -> str:
    return json.dumps(realm(domain, addresses), indent=2, ensure_ascii=False) + "\n"


SIGN_IN = {
    "registrationAllowed": False,
    "resetPasswordAllowed": False,
    "rememberMe": False,
    "editUsernameAllowed": False,
    "duplicateEmailsAllowed": False,
    "loginWithEmailAllowed": False,
    "verifyEmail": False,
    "passwordPolicy": "length(14) and notUsername() and passwordHistory(5)",
    "otpPolicyType": "totp",
    "otpPolicyAlgorithm": "HmacSHA1",
    "otpPolicyDigits": 6,
    "otpPolicyPeriod": 30,
    "otpPolicyLookAheadWindow": 1,
    "otpPolicyCodeReusable": False,
    "defaultSignatureAlgorithm": "RS256",
}
"""Who may sign in is for the administrator alone to say. Authenticator apps know SHA-1 only."""
BRUTE_FORCE = {
    "bruteForceProtected": True,
    "permanentLockout": False,
    "failureFactor": 5,
    "waitIncrementSeconds": MINUTE,
    "maxFailureWaitSeconds": 15 * MINUTE,
    "minimumQuickLoginWaitSeconds": MINUTE,
    "quickLoginCheckMilliSeconds": 1000,
    "maxDeltaTimeSeconds": 12 * 60 * MINUTE,
}
LIFETIMES = {
    "ssoSessionIdleTimeout": int(sessions.IDLE.total_seconds()),
    "ssoSessionMaxLifespan": int(sessions.ABSOLUTE.total_seconds()),
    "accessTokenLifespan": int(sessions.CHECK_EVERY.total_seconds()),
    "accessCodeLifespan": MINUTE,
    "accessCodeLifespanLogin": 10 * MINUTE,
    "accessCodeLifespanUserAction": 5 * MINUTE,
    "revokeRefreshToken": False,
}
"""Those of a service's own sessions, so that neither outlives the other."""
EVENTS = {
    "eventsEnabled": True,
    "eventsExpiration": 90 * 24 * 60 * MINUTE,
    "eventsListeners": ["jboss-logging"],
    "adminEventsEnabled": True,
    "adminEventsDetailsEnabled": False,
}
"""Details would repeat what people are called."""
REQUIRED_ACTIONS = [
    {
        "alias": alias,
        "name": name,
        "providerId": alias,
        "enabled": True,
        "defaultAction": False,
        "priority": priority,
        "config": {},
    }
    for alias, name, priority in (
        ("CONFIGURE_TOTP", "Configure OTP", 10),
        ("UPDATE_PASSWORD", "Update Password", 20),
    )
]


def _client(domain: str, service: str, addresses: Mapping[str, str]) -> dict[str, Any]:
    base = addresses.get(service, f"${{{url_variable(service)}}}").rstrip("/")
    internal = addresses.get(service, f"${{{internal_variable(service)}}}").rstrip("/")
    return {
        "clientId": service,
        "name": service,
        "enabled": True,
        "protocol": "openid-connect",
        "publicClient": False,
        "clientAuthenticatorType": "client-secret",
        "secret": f"${{{secret_variable(service, domain)}}}",
        "standardFlowEnabled": True,
        "implicitFlowEnabled": False,
        "directAccessGrantsEnabled": False,
        "serviceAccountsEnabled": False,
        "frontchannelLogout": False,
        "fullScopeAllowed": True,
        "rootUrl": base,
        "baseUrl": "/",
        "redirectUris": [base + BACK.format(domain=domain)],
        "webOrigins": [],
        "defaultClientScopes": [SCOPE],
        "optionalClientScopes": [],
        "attributes": {
            "pkce.code.challenge.method": "S256",
            "use.refresh.tokens": "true",
            "post.logout.redirect.uris": base + LEFT,
            "backchannel.logout.url": internal + ENDED.format(domain=domain),
            "backchannel.logout.session.required": "true",
            "backchannel.logout.revoke.offline.tokens": "true",
        },
    }


def _scope() -> dict[str, Any]:
    """What an id token says, and no more: no name, no address."""
    return {
        "name": SCOPE,
        "description": "Functie en organisatie",
        "protocol": "openid-connect",
        "attributes": {"include.in.token.scope": "false", "display.on.consent.screen": "false"},
        "protocolMappers": [
            _mapper(
                "functions",
                "oidc-usermodel-realm-role-mapper",
                {"claim.name": "functions", "multivalued": "true", "jsonType.label": "String"},
            ),
            _mapper(
                "organisation",
                "oidc-usermodel-attribute-mapper",
                {
                    "user.attribute": "organisation",
                    "claim.name": "organisation",
                    "jsonType.label": "String",
                },
            ),
            _mapper(
                "auth_time",
                "oidc-usersessionmodel-note-mapper",
                {
                    "user.session.note": "AUTH_TIME",
                    "claim.name": "auth_time",
                    "jsonType.label": "long",
                },
            ),
            _mapper("acr", "oidc-acr-mapper", {}),
            _mapper("sub", "oidc-sub-mapper", {}),
        ],
    }


def _mapper(name: str, kind: str, config: Mapping[str, str]) -> dict[str, Any]:
    return {
        "name": name,
        "protocol": "openid-connect",
        "protocolMapper": kind,
        "config": {**config, "id.token.claim": "true", "access.token.claim": "true"},
    }


def _profile() -> dict[str, Any]:
    """Attributes of a person. The organisation is the administrator's to give: who could change the
    own would be another owner."""
    by_admin = {"view": ["admin"], "edit": ["admin"]}
    attributes = [
        {"name": "username", "displayName": "Gebruikersnaam", "permissions": by_admin},
        {"name": "email", "displayName": "E-mail", "permissions": by_admin},
        {
            "name": "organisation",
            "displayName": "Organisatie",
            "permissions": by_admin,
            "required": {"roles": ["admin"]},
            "validations": {"length": {"min": 1, "max": 200}},
            "multivalued": False,
        },
    ]
    return {
        "name": "profiel",
        "providerId": "declarative-user-profile",
        "config": {"kc.user.profile.config": [json.dumps({"attributes": attributes})]},
    }
