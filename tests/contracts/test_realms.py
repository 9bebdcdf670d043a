"""The realms for Keycloak fit the services, the table of functions and Keycloak's own fields.

Keycloak itself does not run here: names and types of fields are held against those that its own
administration client declares (``data/keycloak_representations.json``).
"""

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from chassis.web.assurance import Assurance
from chassis.web.authorisation import rows
from chassis.web.login.issuer_settings import IssuerSettings
from chassis.web.login.login_context import LoginContext
from chassis.web.roles import DOMAIN_OF, TrustDomain
from databank.app import build as build_databank
from enforcement.app import build as build_enforcement
from launcher.login import realms, settings_files
from launcher.login.settings_files import Issuers, Kind
from launcher.sandbox import Sandbox
from pandkalender.app import build as build_pandkalender
from registry.app import build as build_registry
from reporting.app import build as build_reporting

FRESH = timedelta(minutes=5)

REALMS = Path(__file__).parents[2] / "deploy" / "keycloak" / "realms"
FIELDS = json.loads((Path(__file__).parent / "data" / "keycloak_representations.json").read_text())
SERVICES = {
    "pandkalender": build_pandkalender,
    "databank": build_databank,
    "enforcement": build_enforcement,
    "registry": build_registry,
    "reporting": build_reporting,
}
DOMAINS = pytest.mark.parametrize("domain", list(realms.TAKES))
KINDS = {
    "string": str,
    "number": int,
    "boolean": bool,
    "string[]": list,
    "any[]": list,
    "Record<string, any>": dict,
    "Record<string, string>": dict,
}
PARTS = {
    "clients": "ClientRepresentation",
    "clientScopes": "ClientScopeRepresentation",
    "protocolMappers": "ProtocolMapperRepresentation",
    "groups": "GroupRepresentation",
    "authenticationFlows": "AuthenticationFlowRepresentation",
    "authenticationExecutions": "AuthenticationExecutionExportRepresentation",
    "authenticatorConfig": "AuthenticatorConfigRepresentation",
    "requiredActions": "RequiredActionProviderRepresentation",
    "realm": "RoleRepresentation",
    "org.keycloak.userprofile.UserProfileProvider": "ComponentExportRepresentation",
}
"""What the members of a list are, by the field that holds it."""
LATER = {"authenticatorFlow": "boolean"}
"""The declared name of this field has a slip, which Keycloak takes as well."""


@pytest.fixture(scope="session")
def apps(sandbox: Sandbox) -> dict[str, FastAPI]:
    return {name: build(sandbox.settings(name)) for name, build in SERVICES.items()}


def realm_of(domain: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((REALMS / f"{domain}.json").read_text())
    return found


def settings_of(domain: str, service: str) -> IssuerSettings:
    issuers = Issuers(Kind.KEYCLOAK, "https://login.example", "https://keycloak:8443")
    return IssuerSettings.model_validate(settings_files.entries(service, issuers, {})[domain])


def misfits(value: Any, kind: str, path: str) -> list[str]:
    """Fields that Keycloak does not know, or that are of another type."""
    wrong = []
    for name, content in value.items():
        declared = FIELDS[kind].get(name) or LATER.get(name)
        here = f"{path}.{name}"
        if declared is None:
            wrong.append(f"{here} is no field of {kind}")
        elif declared in KINDS and not isinstance(content, KINDS[declared]):
            wrong.append(f"{here} is no {declared}")
        wrong += _inside(name, content, here)
    return wrong


def _inside(name: str, content: Any, path: str) -> list[str]:
    if isinstance(content, list) and name in PARTS:
        return [
            line
            for place, member in enumerate(content)
            for line in misfits(member, PARTS[name], f"{path}[{place}]")
        ]
    if name in {"roles", "components"}:
        return [line for key, value in content.items() for line in _inside(key, value, path)]
    return []


@DOMAINS
def test_the_realm_files_are_fresh(domain: str) -> None:
    assert (REALMS / f"{domain}.json").read_text() == realms.as_json(domain), (
        "run: krachtlijn login realms --to deploy/keycloak/realms"
    )


def test_there_is_one_realm_per_trust_domain_and_no_other() -> None:
    assert {path.stem for path in REALMS.glob("*.json")} == {each.value for each in TrustDomain}


@DOMAINS
def test_a_realm_has_only_fields_that_keycloak_knows(domain: str) -> None:
    assert misfits(realm_of(domain), "RealmRepresentation", domain) == []


def test_a_field_that_keycloak_does_not_know_is_noticed() -> None:
    wrong = {"relam": "x", "enabled": "yes", "clients": [{"clientid": "x"}]}
    assert len(misfits(wrong, "RealmRepresentation", "proef")) == 3


@DOMAINS
def test_a_realm_speaks_for_the_functions_of_its_own_domain_and_no_other(domain: str) -> None:
    realm = realm_of(domain)
    own = {function.value for function, of in DOMAIN_OF.items() if of.value == domain}
    assert {role["name"] for role in realm["roles"]["realm"]} == own
    assert {group["name"]: group["realmRoles"] for group in realm["groups"]} == {
        name: [name] for name in own
    }
    for service in realms.TAKES[domain]:
        assert set(settings_of(domain, service).functions) == own


@DOMAINS
def test_a_realm_holds_no_user_and_no_secret(domain: str) -> None:
    realm = realm_of(domain)
    assert "users" not in realm
    for client in realm["clients"]:
        assert re.fullmatch(r"\$\{KRACHTLIJN_[A-Z_]+_SECRET\}", client["secret"])


@DOMAINS
def test_every_service_that_takes_the_domain_has_its_client(
    domain: str, apps: dict[str, FastAPI]
) -> None:
    """As its pages do, or its tokens where it has no pages yet."""
    takes = {
        name
        for name, app in apps.items()
        if TrustDomain(domain) in getattr(app.state, "domains", app.state.trusts)
    }
    assert {client["clientId"] for client in realm_of(domain)["clients"]} == takes
    assert set(realms.TAKES[domain]) == takes


@DOMAINS
def test_clients_lead_back_to_the_paths_that_the_service_has(
    domain: str, apps: dict[str, FastAPI]
) -> None:
    for client in realm_of(domain)["clients"]:
        app = apps[client["clientId"]]
        base = f"${{{realms.url_variable(client['clientId'])}}}"
        attributes = client["attributes"]
        internal = f"${{{realms.internal_variable(client['clientId'])}}}"
        back = attributes["backchannel.logout.url"].removeprefix(internal)
        left = attributes["post.logout.redirect.uris"].removeprefix(base)
        (callback,) = client["redirectUris"]
        assert "*" not in callback
        if not hasattr(app.state, "login"):
            continue  # no pages yet: the same paths as soon as it has some
        login: LoginContext = app.state.login
        ours = login.callback(TrustDomain(domain)).removeprefix(login.public_url)
        assert callback.removeprefix(base) == ours
        open_to_all = {route for route, row in rows(app.state.table) if row.anybody}
        assert ("POST", back.replace(domain, "{domain}")) in open_to_all
        assert ("GET", left) in open_to_all


@DOMAINS
def test_clients_sign_in_by_code_with_pkce_alone(domain: str) -> None:
    for client in realm_of(domain)["clients"]:
        assert client["attributes"]["pkce.code.challenge.method"] == "S256"
        assert client["attributes"]["backchannel.logout.session.required"] == "true"
        assert client["attributes"]["use.refresh.tokens"] == "true"
        assert client["standardFlowEnabled"]
        assert not client["publicClient"]
        for other in ("implicitFlow", "directAccessGrants", "serviceAccounts"):
            assert not client[f"{other}Enabled"]


@DOMAINS
def test_the_id_token_says_what_the_service_reads(domain: str) -> None:
    realm = realm_of(domain)
    (scope,) = realm["clientScopes"]
    mapped = {
        mapper["config"].get("claim.name", mapper["name"]): mapper["config"]
        for mapper in scope["protocolMappers"]
    }
    for client in realm["clients"]:
        assert client["defaultClientScopes"] == [scope["name"]]
        settings = settings_of(domain, client["clientId"])
        assert settings.scope == "openid"
        for claim in (settings.function_claim, settings.organisation_claim, "acr", "auth_time"):
            assert mapped[claim]["id.token.claim"] == "true", claim
        assert settings.client_id == client["clientId"]
        assert settings.issuer == f"https://login.example/realms/{realm['realm']}"
        assert settings.internal == f"https://keycloak:8443/realms/{realm['realm']}"
    assert "email" not in mapped and "name" not in mapped


@DOMAINS
def test_a_person_cannot_give_themselves_another_organisation(domain: str) -> None:
    (profile,) = realm_of(domain)["components"]["org.keycloak.userprofile.UserProfileProvider"]
    declared = json.loads(profile["config"]["kc.user.profile.config"][0])
    assert "unmanagedAttributePolicy" not in declared, "else any attribute could be set"
    organisation = next(a for a in declared["attributes"] if a["name"] == "organisation")
    assert organisation["permissions"]["edit"] == ["admin"]


@DOMAINS
def test_a_second_factor_is_asked_where_the_service_asks_and_as_recently(domain: str) -> None:
    realm = realm_of(domain)
    levels = json.loads(realm["attributes"]["acr.loa.map"])
    flows = {
        flow["alias"]: flow["authenticationExecutions"] for flow in realm["authenticationFlows"]
    }
    config = {each["alias"]: each["config"] for each in realm["authenticatorConfig"]}
    steps = {}
    forms = next(step["flowAlias"] for step in flows[realm["browserFlow"]] if "flowAlias" in step)
    for inner in flows[forms]:
        assert inner["requirement"] == "CONDITIONAL"
        condition, step = flows[inner["flowAlias"]]
        assert condition["authenticator"] == "conditional-level-of-authentication"
        level = config[condition["authenticatorConfig"]]
        steps[int(level["loa-condition-level"])] = (step["authenticator"], level["loa-max-age"])
    settings = settings_of(domain, realms.TAKES[domain][0])
    assert levels == {settings.acr[each]: number for number, each in enumerate(Assurance, 1)}
    assert steps[levels[settings.acr[Assurance.PASSWORD]]][0] == "auth-username-password-form"
    second, max_age = steps[levels[settings.acr[Assurance.SECOND_FACTOR]]]
    assert second == "auth-otp-form"
    assert int(max_age) == FRESH.total_seconds()
    for name in ("registrationFlow", "directGrantFlow"):
        assert [step["authenticator"] for step in flows[realm[name]]] == [
            "deny-access-authenticator"
        ]


@DOMAINS
def test_a_realm_withstands_guessing_and_outlives_no_session(domain: str) -> None:
    realm = realm_of(domain)
    assert realm["bruteForceProtected"]
    assert realm["failureFactor"] <= 10
    assert not realm["registrationAllowed"]
    assert not realm["resetPasswordAllowed"]
    assert realm["ssoSessionIdleTimeout"] == 30 * 60
    assert realm["ssoSessionMaxLifespan"] == 10 * 3600
