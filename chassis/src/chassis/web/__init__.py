"""HTTP for a service: who may ask, what may come in, and how a refusal looks.

What it offers is imported when it is asked for: a command that wants the names of the functions
alone starts without the web.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chassis.refusals import FieldError
    from chassis.web.access_log.chain import Anchor, TamperedError, chain_head, verify_chain
    from chassis.web.access_log.log import Action, record_access
    from chassis.web.access_log.purpose import purpose
    from chassis.web.authorisation.gate import allow, permissions, secure, undeclared_routes
    from chassis.web.bodies import Body, CalendarDay, Sentence, View
    from chassis.web.paging import Page, PageRequest, hal, listed
    from chassis.web.problem import Problem
    from chassis.web.problem_handlers import install
    from chassis.web.request_scope import Context, RequestContext, request_context
    from chassis.web.roles import DOMAIN_OF, OVERSEERS, Actor, Function, TrustDomain
    from chassis.web.tokens import Issuers, issue, new_key_pair, verify

__all__ = [
    "DOMAIN_OF",
    "OVERSEERS",
    "Action",
    "Actor",
    "Anchor",
    "Body",
    "CalendarDay",
    "Context",
    "FieldError",
    "Function",
    "Issuers",
    "Page",
    "PageRequest",
    "Problem",
    "RequestContext",
    "Sentence",
    "TamperedError",
    "TrustDomain",
    "View",
    "allow",
    "chain_head",
    "hal",
    "install",
    "issue",
    "listed",
    "new_key_pair",
    "permissions",
    "purpose",
    "record_access",
    "request_context",
    "secure",
    "undeclared_routes",
    "verify",
    "verify_chain",
]

_OFFERED = {
    "chassis.refusals": ("FieldError",),
    "chassis.web.access_log.chain": ("Anchor", "TamperedError", "chain_head", "verify_chain"),
    "chassis.web.access_log.log": ("Action", "record_access"),
    "chassis.web.access_log.purpose": ("purpose",),
    "chassis.web.authorisation.gate": ("allow", "permissions", "secure", "undeclared_routes"),
    "chassis.web.bodies": ("Body", "CalendarDay", "Sentence", "View"),
    "chassis.web.paging": ("Page", "PageRequest", "hal", "listed"),
    "chassis.web.problem": ("Problem",),
    "chassis.web.problem_handlers": ("install",),
    "chassis.web.request_scope": ("Context", "RequestContext", "request_context"),
    "chassis.web.roles": ("DOMAIN_OF", "OVERSEERS", "Actor", "Function", "TrustDomain"),
    "chassis.web.tokens": ("Issuers", "issue", "new_key_pair", "verify"),
}
_PLACES = {name: module for module, names in _OFFERED.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(name)
    return getattr(import_module(_PLACES[name]), name)
