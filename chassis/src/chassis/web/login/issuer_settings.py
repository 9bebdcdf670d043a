"""The login issuers' settings: who the issuer of each trust domain is, and what its claims mean.

``KRACHTLIJN_LOGINS`` names a JSON file with an entry per trust domain::

    {"politie": {"issuer": "https://aanmelden.politie.example/realms/politie",
                 "internal": "http://keycloak:8080/realms/politie",
                 "client_id": "databank", "client_secret": "...",
                 "functions": {"politie_agent": "politie_agent"},
                 "requires": {"politie_agent": {"assurance": "second_factor", "max_age": 3600}}}}
"""

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, SecretStr

from chassis.web.assurance import REQUIRED, Assurance, Requirement
from chassis.web.roles import Function


class IssuerSettings(BaseModel):
    """``functions`` maps what the issuer says to functions of the handbook, in order of preference.

    ``issuer`` is what tokens call it and where browsers go; ``internal`` is the address by which
    this service reaches it, where that is another. Functions and organisation come in the id token
    only; nothing is asked of a userinfo endpoint. ``acr`` says how the issuer calls each way to
    sign in, with spaces between where it has several that are as strong (``acr_values`` of OpenID
    Connect), and ``requires`` which one a function needs, in place of ``assurance.REQUIRED``.
    ``lets_everybody_in`` marks the issuer of an evaluation (``chassis.evaluation_login``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str
    internal: str | None = None
    client_id: str
    client_secret: SecretStr | None = None
    scope: str = "openid"
    function_claim: str = "functions"
    functions: dict[str, Function]
    organisation_claim: str = "organisation"
    acr: Mapping[Assurance, str] = {Assurance.PASSWORD: "1", Assurance.SECOND_FACTOR: "2"}
    requires: Mapping[Function, Requirement] = {}
    lets_everybody_in: bool = False

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
