"""Judge: what ACM/IDM writes of itself, the access management by which a city of Flanders signs in.

No test environment of it could be reached; ``support/acm.py`` does what its public documents say.
"""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc.jwk import RSAKey

from chassis.web import Function, TrustDomain
from chassis.web.assurance import Assurance
from chassis.web.login.issuer_settings import IssuerSettings
from chassis.web.login.issuer_tokens import LoginRefusedError
from chassis.web.login.issuers import Issuer, IssuerAwayError, NoFunctionError
from chassis.web.login.sign_in import SignIn

from .support.acm import CLIENT, EID, ORGANISATION, SECRET, TOTP, Acm, acm

CALLBACK = "https://enforcement.stad.example/aanmelden/stad"
PASSWORD = "urn:be:vlaanderen:authmech:example"
"""One that a dossier of integration would name for a weaker way; the pages name none."""
JURIST = {
    "sub": "2365621db15c6e2846ca71a1f2774e79fg28c487",
    "vo_id": "a5720746-4c9e-48a8-9aa0-7ab456648487",
    "vo_doelgroepcode": "LB",
    "vo_orgcode": ORGANISATION,
    "vo_orgnaam": "Stad Voorbeeld",
    "krachtlijn_rol_3d": [f"KrachtlijnJurist:{ORGANISATION}", "Andere:0000000097"],
}


@pytest.fixture
def provider() -> Iterator[Acm]:
    with acm() as found:
        found.claims = dict(JURIST)
        yield found


def issuer(provider: Acm, scope: str = "openid vo krachtlijn") -> Issuer:
    """A city's settings for it: a role, an organisation, and two ways that are strong."""
    settings = {
        "issuer": provider.base,
        "client_id": CLIENT,
        "client_secret": SECRET,
        "scope": scope,
        "function_claim": "krachtlijn_rol_3d",
        "functions": {f"KrachtlijnJurist:{ORGANISATION}": Function.JURIST_BH},
        "organisation_claim": "vo_orgcode",
        "acr": {"password": PASSWORD, "second_factor": f"{EID} {TOTP}"},
    }
    return Issuer(TrustDomain.STAD, IssuerSettings.model_validate(settings))


async def sign_in(to: Issuer, provider: Acm, chosen: str) -> SignIn:
    """Through a browser and back, as the service does it."""
    address = await to.address(
        callback=CALLBACK,
        state="state-1",
        nonce="nonce-1",
        verifier="v" * 64,
        requirement=to.settings.entrance,
    )
    code = provider.sign_in(address, chosen)
    return await to.redeem(callback=CALLBACK, code=code, verifier="v" * 64, nonce="nonce-1")


@pytest.mark.parametrize("chosen", [EID, TOTP])
async def test_somebody_signs_in_by_each_way_that_the_city_calls_strong(
    provider: Acm, chosen: str
) -> None:
    """``acr_values`` is a list, ``acr`` the one that was used: page "authenticatiemiddelen"."""
    signed_in = await sign_in(issuer(provider), provider, chosen)
    assert signed_in.assurance is Assurance.SECOND_FACTOR
    assert signed_in.actor.function is Function.JURIST_BH
    assert signed_in.actor.organisation == ORGANISATION
    assert signed_in.actor.subject == JURIST["sub"]
    assert signed_in.refresh_token is None


async def test_another_way_is_no_strong_one(provider: Acm) -> None:
    provider.claims["acr"] = "urn:be:vlaanderen:authmech:eid2"
    assert (await sign_in(issuer(provider), provider, EID)).assurance is Assurance.PASSWORD
    provider.claims["acr"] = f"{EID} {TOTP}"
    assert (await sign_in(issuer(provider), provider, EID)).assurance is Assurance.PASSWORD


async def test_a_role_for_another_organisation_gives_no_function(provider: Acm) -> None:
    provider.claims["krachtlijn_rol_3d"] = ["KrachtlijnJurist:0000000097"]
    with pytest.raises(NoFunctionError):
        await sign_in(issuer(provider), provider, EID)


OTHER = "0000000097"
GHAPRO = {ORGANISATION: "GHAPRO", OTHER: "PAYOKE"}


def of_many(provider: Acm, **changed: object) -> Issuer:
    """Settings of a domain in which many organisations work, each by its own company number."""
    settings = {
        "issuer": provider.base,
        "client_id": CLIENT,
        "client_secret": SECRET,
        "function_claim": "krachtlijn_rol_3d",
        "roles_of_organisations": True,
        "functions": {"KrachtlijnHulpverlener": Function.ZORG_REGISTRATOR},
        "organisation_claim": "vo_orgcode",
        "organisations": GHAPRO,
        "acr": {"password": PASSWORD, "second_factor": f"{EID} {TOTP}"},
        **changed,
    }
    return Issuer(TrustDomain.ZORG, IssuerSettings.model_validate(settings))


@pytest.mark.parametrize(
    "role", ["KrachtlijnHulpverlener:{}", "KrachtlijnHulpverlener:Antwerpen:{}"]
)
async def test_a_role_counts_in_the_capacity_that_was_chosen(provider: Acm, role: str) -> None:
    """Of two or three parts, the role first, the organisation last; ours by its own code."""
    provider.claims["krachtlijn_rol_3d"] = [role.format(ORGANISATION), role.format(OTHER)]
    for number, code in GHAPRO.items():
        provider.claims["vo_orgcode"] = number
        signed_in = await sign_in(of_many(provider), provider, EID)
        assert signed_in.actor.function is Function.ZORG_REGISTRATOR
        assert signed_in.actor.organisation == code


@pytest.mark.parametrize(
    "roles",
    [
        [f"KrachtlijnHulpverlener:{OTHER}"],
        f"KrachtlijnHulpverlener:{OTHER}",
        ["KrachtlijnHulpverlener"],
        [f"KrachtlijnHulpverlener:{ORGANISATION}0"],
        [f"KrachtlijnHulpverlener:{ORGANISATION}:{OTHER}"],
        [f"Hulpverlener:{ORGANISATION}"],
        [],
        None,
    ],
)
async def test_a_role_at_one_organisation_is_none_at_another(provider: Acm, roles: object) -> None:
    """Whoever works for two chooses in which capacity; a role at the other gives nothing here."""
    provider.claims["krachtlijn_rol_3d"] = roles
    with pytest.raises(NoFunctionError):
        await sign_in(of_many(provider), provider, EID)


async def test_an_organisation_that_the_city_did_not_name_is_let_in_nowhere(provider: Acm) -> None:
    provider.claims["vo_orgcode"] = "0999999922"
    provider.claims["krachtlijn_rol_3d"] = ["KrachtlijnHulpverlener:0999999922"]
    with pytest.raises(LoginRefusedError, match="organisation"):
        await sign_in(of_many(provider), provider, EID)


async def test_a_client_proves_by_its_key_who_it_is(provider: Acm) -> None:
    """``private_key_jwt``: no secret goes over the line, and no proof is said twice."""
    provider.client_key = RSAKey.generate_key(2048, {"kid": "krachtlijn-1"})
    settings = {
        "client_secret": None,
        "client_key": provider.client_key.as_pem(private=True).decode(),
        "client_key_id": "krachtlijn-1",
    }
    provider.claims["krachtlijn_rol_3d"] = [f"KrachtlijnHulpverlener:{ORGANISATION}"]
    to = of_many(provider, **settings, scope="openid offline_access")
    first = await sign_in(to, provider, EID)
    assert first.actor.organisation == "GHAPRO"
    await sign_in(to, provider, TOTP)
    provider.refresh_ended = True
    assert first.refresh_token
    with pytest.raises(LoginRefusedError):
        await to.refresh(first.refresh_token)
    other = RSAKey.generate_key(2048, {"kid": "krachtlijn-1"}).as_pem(private=True).decode()
    with pytest.raises(IssuerAwayError):
        await sign_in(of_many(provider, **settings | {"client_key": other}), provider, EID)


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_key": "x", "client_key_id": "a"},
        {"client_secret": None, "client_key": "no key"},
        {"client_secret": None, "client_key_id": "a"},
    ],
)
async def test_settings_of_a_client_that_contradict_themselves_are_refused(
    provider: Acm, wrong: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match="client_key"):
        of_many(provider, **wrong)


async def test_who_does_not_say_when_lets_nobody_in(provider: Acm) -> None:
    """ACM's pages do not name ``auth_time``; OpenID Connect does, where ``max_age`` was asked."""
    provider.says_when = False
    with pytest.raises(LoginRefusedError, match="when somebody proved"):
        await sign_in(issuer(provider), provider, EID)


async def test_a_refresh_whose_time_is_over_is_refused_and_no_silence(provider: Acm) -> None:
    """The page "refresh token": then the answer is 400 with ``invalid_request``."""
    to = issuer(provider, "openid vo krachtlijn offline_access")
    signed_in = await sign_in(to, provider, EID)
    assert signed_in.refresh_token
    provider.refresh_ended = True
    with pytest.raises(LoginRefusedError):
        await to.refresh(signed_in.refresh_token)


async def test_a_refresh_that_says_nothing_of_the_person_is_refused(provider: Acm) -> None:
    """The page's example has no id token, so a second look at a function ends the session."""
    to = issuer(provider, "openid vo krachtlijn offline_access")
    signed_in = await sign_in(to, provider, EID)
    assert signed_in.refresh_token
    with pytest.raises(LoginRefusedError):
        await to.refresh(signed_in.refresh_token)


async def test_signing_out_there_names_the_client_and_the_way_back(provider: Acm) -> None:
    """The page "afmelden": ``client_id`` is obligatory beside ``post_logout_redirect_uri``."""
    back = "https://enforcement.stad.example/afgemeld"
    address = await issuer(provider).logout_address(id_token=None, back=back)
    assert address is not None
    assert address.startswith(f"{provider.base}/v1/logout?")
    asked = parse_qs(urlsplit(address).query)
    assert asked == {"client_id": [CLIENT], "post_logout_redirect_uri": [back]}
