"""The login issuers' settings: who the issuer of each trust domain is, and what its claims mean.

``KRACHTLIJN_LOGINS`` names a JSON file with an entry per trust domain::

    {"politie": {"issuer": "https://aanmelden.politie.example/realms/politie",
                 "internal": "http://keycloak:8080/realms/politie",
                 "client_id": "databank", "client_secret": "...",
                 "functions": {"politie_agent": "politie_agent"},
                 "requires": {"politie_agent": {"assurance": "second_factor", "max_age": 3600}}}}
"""

from collections.abc import Mapping
from typing import Self

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import BaseModel, ConfigDict, SecretStr, model_validator

from chassis.web.assurance import REQUIRED, Assurance, Requirement
from chassis.web.roles import Function


class IssuerSettings(BaseModel):
    """``functions`` maps what the issuer says to functions of the handbook, in order of preference.

    ``issuer`` is what tokens call it and where browsers go; ``internal`` is the address by which
    this service reaches it, where that is another. Functions and organisation come in the id token
    only; nothing is asked of a userinfo endpoint. ``acr`` says how the issuer calls each way to
    sign in, with spaces between where it has several that are as strong (``acr_values`` of OpenID
    Connect), and ``requires`` which one a function needs, in place of ``assurance.REQUIRED``.
    Where ``roles_of_organisations``, roles are those of ACM/IDM, ``Role:organisation`` or with a
    part between: ``functions`` has the role alone, and it counts only for the organisation that
    somebody acts for (``organisation_claim``). ``organisations``, where there are some, gives their
    codes here by what the issuer calls them, and others are let in nowhere.
    The service proves who it is by ``client_secret``, or by ``client_key``, an RSA key in PEM
    (``private_key_jwt``), which the issuer knows as ``client_key_id``.
    ``lets_everybody_in`` marks the issuer of an evaluation (``chassis.evaluation_login``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    issuer: str
    internal: str | None = None
    client_id: str
    client_secret: SecretStr | None = None
    client_key: SecretStr | None = None
    client_key_id: str | None = None
    scope: str = "openid"
    function_claim: str = "functions"
    functions: dict[str, Function]
    roles_of_organisations: bool = False
    organisation_claim: str = "organisation"
    organisations: Mapping[str, str] = {}
    acr: Mapping[Assurance, str] = {Assurance.PASSWORD: "1", Assurance.SECOND_FACTOR: "2"}
    requires: Mapping[Function, Requirement] = {}
    lets_everybody_in: bool = False

    @model_validator(mode="after")
    def _one_proof_of_the_client(self) -> Self:
        if self.client_key is None:
            if self.client_key_id is not None:
                raise ValueError("client_key_id names no key: give client_key too")
            return self
        if self.client_secret is not None:
            raise ValueError("client_key and client_secret: give one of both")
        try:
            key = load_pem_private_key(self.client_key.get_secret_value().encode(), None)
        except (ValueError, TypeError):
            key = None
        if not isinstance(key, RSAPrivateKey):
            raise ValueError("client_key is no private RSA key in PEM without a password")
        return self

    def roles(self, claim: object, organisation: str) -> set[str]:
        """Of what the issuer says, that which counts for who acts for this organisation."""
        said = {str(each) for each in claim} if isinstance(claim, list) else {str(claim)}
        if not self.roles_of_organisations:
            return said
        parts = [each.split(":") for each in said if ":" in each]
        return {role for role, *_, at in parts if at == organisation}

    def requirement(self, function: Function) -> Requirement:
        return self.requires.get(function, REQUIRED[function])

    @property
    def entrance(self) -> Requirement:
        """The least to ask of somebody whose function is not known yet."""
        all_of_them = [self.requirement(function) for function in self.functions.values()]
        if not all_of_them:
            return Requirement(assurance=Assurance.PASSWORD)
        levels = {each.assurance for each in all_of_them}
        return Requirement(
            assurance=next(level for level in Assurance if level in levels),
            max_age=min(each.max_age for each in all_of_them),
        )

    def assurance_of(self, acr: object) -> Assurance:
        """The strongest way to sign in that an issuer's class stands for; unknown ones the least.

        An issuer may not say more than a class that we know by name.
        """
        named = [each for each, names in self.acr.items() if acr in names.split()]
        return named[-1] if named else Assurance.PASSWORD

    def back_channel(self, address: str) -> str:
        """An address of the issuer, as this service reaches it."""
        return _moved(address, self.issuer, self.internal)

    def front_channel(self, address: str) -> str:
        """An address of the issuer, as a browser reaches it."""
        return _moved(address, self.internal, self.issuer)


def _moved(address: str, base: str | None, other: str | None) -> str:
    if base is None or other is None:
        return address
    base, other = base.rstrip("/"), other.rstrip("/")
    return other + address.removeprefix(base) if address.startswith(f"{base}/") else address
