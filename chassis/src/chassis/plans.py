"""Plans of PostgreSQL that are made once, where statements look rows up by lists of keys."""

PLANNED_ONCE = "set_config('plan_cache_mode', 'force_generic_plan', true)"
"""An entry for the list of a SELECT: what comes after it in the transaction is planned once.

Left alone, PostgreSQL plans a statement anew for the very values of each call as long as it takes
that for cheaper, and for lists of a few keys it always does, though every plan goes by the same
indexes: planning took half of its time (decision 0145). Not for statements that filter by what may
be missing, or by how much of a table a value finds: those need a plan for their values.
"""
