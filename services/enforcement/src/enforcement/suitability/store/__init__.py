"""Premises and the dossiers about them; beside them what belongs to one, a module per thing."""

from enforcement.suitability.store import (
    advices as advices,
)
from enforcement.suitability.store import (
    changes as changes,
)
from enforcement.suitability.store import (
    conditions as conditions,
)
from enforcement.suitability.store import (
    planned_visits as planned_visits,
)
from enforcement.suitability.store import (
    suspensions as suspensions,
)
from enforcement.suitability.store import (
    visits as visits,
)
from enforcement.suitability.store.dossiers import (
    Dossier as Dossier,
)
from enforcement.suitability.store.dossiers import (
    Premises as Premises,
)
from enforcement.suitability.store.dossiers import (
    Room as Room,
)
from enforcement.suitability.store.dossiers import (
    as_fact as as_fact,
)
from enforcement.suitability.store.dossiers import (
    asked_last as asked_last,
)
from enforcement.suitability.store.dossiers import (
    continues as continues,
)
from enforcement.suitability.store.dossiers import (
    counts as counts,
)
from enforcement.suitability.store.dossiers import (
    ended_by_city as ended_by_city,
)
from enforcement.suitability.store.dossiers import (
    ever_had as ever_had,
)
from enforcement.suitability.store.dossiers import (
    exists as exists,
)
from enforcement.suitability.store.dossiers import (
    find_continued_for_update as find_continued_for_update,
)
from enforcement.suitability.store.dossiers import (
    find_for_update as find_for_update,
)
from enforcement.suitability.store.dossiers import (
    find_renewable_for_update as find_renewable_for_update,
)
from enforcement.suitability.store.dossiers import (
    find_valid_at as find_valid_at,
)
from enforcement.suitability.store.dossiers import (
    find_valid_for_update as find_valid_for_update,
)
from enforcement.suitability.store.dossiers import (
    find_withdrawn_for_update as find_withdrawn_for_update,
)
from enforcement.suitability.store.dossiers import (
    get as get,
)
from enforcement.suitability.store.dossiers import (
    get_for_update as get_for_update,
)
from enforcement.suitability.store.dossiers import (
    given_up as given_up,
)
from enforcement.suitability.store.dossiers import (
    has_live_dossier as has_live_dossier,
)
from enforcement.suitability.store.dossiers import (
    has_other_live_dossier as has_other_live_dossier,
)
from enforcement.suitability.store.dossiers import (
    held_now as held_now,
)
from enforcement.suitability.store.dossiers import (
    holder_at as holder_at,
)
from enforcement.suitability.store.dossiers import (
    holders_at as holders_at,
)
from enforcement.suitability.store.dossiers import (
    kind_at as kind_at,
)
from enforcement.suitability.store.dossiers import (
    owner_of_code as owner_of_code,
)
from enforcement.suitability.store.dossiers import (
    page as page,
)
from enforcement.suitability.store.dossiers import (
    place_of as place_of,
)
from enforcement.suitability.store.dossiers import (
    premises_at as premises_at,
)
from enforcement.suitability.store.dossiers import (
    premises_of as premises_of,
)
from enforcement.suitability.store.dossiers import (
    rooms_of as rooms_of,
)
from enforcement.suitability.store.dossiers import (
    runs_at_address as runs_at_address,
)
from enforcement.suitability.store.dossiers import (
    sold_since as sold_since,
)
from enforcement.suitability.store.dossiers import (
    undecided as undecided,
)
