"""Heads of cases as one list. Each procedure says in its own store what a head of it is.

``fact_code`` is that of the finding with which a fine or a sanction began. ``at_college``: the
college's secretary may know of it. A measure, an investigation and a ban stand before the college
only once there is an order or a proposal. ``in_court``: an appeal runs; ``annulled``: a judge
annulled what was decided, and nothing came in its place. ``premises_id`` is that of premises of the
city's permits, or the code of a sealed address.
"""

from enforcement.gas import store as gas
from enforcement.integrity_investigations import store as integrity_investigations
from enforcement.mayor_measures import store as mayor_measures
from enforcement.sanctions import store as sanctions
from enforcement.street_bans import store as street_bans
from enforcement.suitability.store import dossiers

HEADS = " UNION ALL ".join(
    (
        gas.HEAD,
        sanctions.HEAD,
        dossiers.HEAD,
        integrity_investigations.HEAD,
        mayor_measures.HEAD,
        street_bans.HEAD,
    )
)
