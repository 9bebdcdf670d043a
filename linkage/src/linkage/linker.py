"""Records decided on one by one, in memory: for a file, or to try a schema."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from linkage.blocking import COMPARED, LIKELY
from linkage.blocking_index import BlockingIndex, IndexedClaim
from linkage.decision import decide
from linkage.model import Model
from linkage.outcomes import Decision, joined
from linkage.parameter_estimation import EstimatedParameters
from linkage.persons import PERSONS
from linkage.schema import Folded, Schema


class Linker:
    """The records so far, in the order in which they came; each teaches the weights of the next.

    Whom records are of is numbered. ``model`` holds the weights to begin with, those of the schema
    where none is given; ``without`` leaves careful rules out (``decision.CAREFUL_RULES``).
    """

    def __init__(
        self,
        schema: Schema = PERSONS,
        model: Model | None = None,
        without: Collection[str] = (),
    ) -> None:
        self.schema = schema
        self.model = model or (Model.shipped() if schema is PERSONS else Model.of(schema))
        self.parameters = EstimatedParameters(schema)
        self._without = without
        self._index = BlockingIndex()
        self._things = 0

    def add(self, record: Any, source: str = "") -> tuple[Decision, UUID]:
        """The decision, and whom or what the record stands with from now on. Where people are asked
        it is by itself, unless it fits two that may be one."""
        folded = self.schema.fold(record)
        first, others = self.candidates(folded)
        decision = decide(folded, first, self.model, self.parameters, others, source, self._without)
        thing = joined(decision) or self._another()
        self.parameters.observe(folded, decision, self.model, source)
        self._index.add(thing, thing, folded, self.schema.keys(folded))
        return decision, thing

    def candidates(self, folded: Folded) -> tuple[list[IndexedClaim], list[IndexedClaim]]:
        """Records that a folded one is compared with: those that share most with it, and others."""
        return self._index.candidates(
            self.schema.probes(folded), self.schema.strong_keys(folded), COMPARED, LIKELY
        )

    def _another(self) -> UUID:
        self._things += 1
        return UUID(int=self._things)
