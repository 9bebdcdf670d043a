"""Lists that may leave the registry: the access log, for its overseer."""

from chassis.web.access_log.review import access_list
from chassis.web.exports import Exports
from registry.authorisation import DATA_PROTECTION
from registry.oversight import OVERSIGHT

EXPORTS = Exports(
    listings=(access_list(OVERSIGHT),), approvers=frozenset(), overseers=DATA_PROTECTION
)
