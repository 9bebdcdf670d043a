"""The state of matching in a process: the model in force, and the parameters estimated so far.

Kept per database and shared by its connections. Once in a while a transaction that resolves claims
reads what other instances counted, and writes down what this one did: rows of its own, so that no
instance waits for another. A transaction that fails may leave a few claims counted twice, and what
it wrote down is written down again; a decision keeps the frequencies that it used, so it can be
replayed whatever was parameters since.
"""

import asyncio
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from math import inf
from time import monotonic
from typing import Any
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary, WeakValueDictionary

import asyncpg
import orjson

from chassis.db import Transaction
from chassis.json_documents import json_text
from databank.matching import reindex
from databank.matching.rules.model_origin import ModelOrigin
from databank.matching.store import models as store
from databank.matching.store import review_tasks
from databank.matching.store.models import StoredModel, StoreId, WrittenCounts
from linkage import caution
from linkage.caution import Caution
from linkage.claim import Features
from linkage.match_weights import Weights
from linkage.model import Model
from linkage.outcomes import Decision
from linkage.parameter_estimation import EstimatedParameters
from linkage.term_frequencies import TermFrequencies

REFRESH_SECONDS = 5.0
"""Seconds after which a transaction reads what other instances wrote."""
JUDGED_SECONDS = 600.0
"""Seconds after which it looks again at what people said of the blind sample."""
SHARE_SECONDS = 60.0
SHARE_CLAIMS = 500
SHARE_PART = 0.05
"""Seconds, claims, or the part of all claims counted here, after which counts are written down."""

MAX_SEEN = 50_000
"""Digests that a process remembers."""

RELEASE = "release"
"""The actor that puts a shipped model in force."""
NUMBERS = (
    "prior",
    "kin",
    "namesake",
    "twin",
    "same_address",
    "match_at",
    "new_at",
    "fixed",
    "log_m",
    "order_tells_kin",
)


class SeenDigests:
    """The digests seen last; claims are never removed, so one that was seen stays known."""

    def __init__(self) -> None:
        self._digests: dict[bytes, None] = {}

    def __contains__(self, digest: bytes) -> bool:
        return digest in self._digests

    def add(self, digest: bytes) -> None:
        self._digests[digest] = None
        if len(self._digests) > MAX_SEEN:
            del self._digests[next(iter(self._digests))]

    def forget(self, digest: bytes) -> None:
        """Forget one that was seen in a transaction that did not happen after all."""
        self._digests.pop(digest, None)


def dump_weights(weights: Weights) -> str:
    """The numbers of weights as text, to the last digit.

    The prior in them is of a claim without a source; each decision keeps its own.
    """
    numbers = {name: getattr(weights, name) for name in NUMBERS}
    return json_text(numbers | {"caution": tuple(weights.caution)})


def load_weights(numbers: str) -> Weights:
    """The weights that were dumped; the frequencies of values stand with each decision."""
    kept = orjson.loads(numbers)
    learned = Caution(*kept.pop("caution", Caution()))
    kept.setdefault("order_tells_kin", True)
    return Weights(**kept, caution=learned, frequencies=TermFrequencies({}))


def with_unique_version(model: Model) -> Model:
    """The model under a version that no other weights can have."""
    mark = blake2b(model.to_json().encode(), digest_size=4).hexdigest()
    return replace(model, version=f"{model.version}.{mark}")


@dataclass(slots=True, weakref_slot=True)
class ModelState:
    """``instance`` tells this process's counts from others'; ``mark`` this databank's locks.

    ``seen_digests`` are of claims that are known: most claims repeat an earlier one word for word.
    """

    model: Model
    mark: int
    parameters: EstimatedParameters = field(default_factory=EstimatedParameters)
    seen_digests: SeenDigests = field(default_factory=SeenDigests)
    instance: UUID = field(default_factory=uuid4)
    read_at: float = field(default_factory=monotonic)
    shared_at: float = field(default_factory=monotonic)
    judged_at: float = -inf
    merged: set[int] = field(default_factory=set)
    unshared: int = 0
    counted: int = 0
    weights: Weights | None = None
    weights_id: UUID = field(default_factory=uuid4)
    unkept: dict[UUID, str] = field(default_factory=dict)
    kept_in: dict[UUID, str] = field(default_factory=dict)
    """The transaction that kept numbers last, as long as nobody knows that it was done."""
    written: dict[int, WrittenCounts] = field(default_factory=dict)
    """Rows of counts that a transaction may still take back."""
    in_place: bool = False
    """The release's model and the claims' form are surely in the store."""
    placed_in: str | None = None
    """The transaction that put them there last."""

    def weigh_with(self) -> UUID:
        """The id of the numbers that the next decision is made with; :meth:`keep` keeps them."""
        weights = self.parameters.weights(self.model)
        if weights is not self.weights:
            numbers = dump_weights(weights)
            self.weights = weights
            self.weights_id = UUID(bytes=blake2b(numbers.encode(), digest_size=16).digest())
            self.unkept[self.weights_id] = numbers
        return self.weights_id

    async def keep(self, tx: Transaction) -> None:
        """Keep the numbers of the decisions; again until a transaction with them is surely done.

        One transaction keeps numbers for several messages, and may still be taken back.
        """
        if not self.unkept:
            return
        asked = dict(self.unkept)  # others decide meanwhile: their numbers are theirs to keep
        kept = await store.keep_weights(tx.conn, asked, tx.now)
        self.kept_in.update(dict.fromkeys(kept.fresh, kept.transaction))
        for number in [n for n in asked if self.kept_in.get(n) != kept.transaction]:
            self.unkept.pop(number, None)
            self.kept_in.pop(number, None)

    def observe(self, claim: Features, decision: Decision, source: str = "") -> None:
        self.parameters.observe(claim, decision, self.model, source)
        self.unshared += 1
        self.counted += 1

    def observe_soon(self, claim: Features, decision: Decision, source: str = "") -> None:
        """As :meth:`observe`, when the task waits next: while the database writes, as a rule."""
        asyncio.get_running_loop().call_soon(self.observe, claim, decision, source)

    async def refresh(self, tx: Transaction) -> None:
        """Follow the model in force, and add what other instances counted."""
        self.read_at = monotonic()
        after = max(self.merged, default=0) - store.OVERLAP
        news = await store.news(tx.conn, self.model.version, self.instance, after)
        if news.model:
            self.model = Model.from_json(news.model.weights)
        for row in news.counts:
            if row.id not in self.merged:
                self.merged.add(row.id)
                self.parameters.merge(row.counts)
        if self.read_at > self.judged_at + JUDGED_SECONDS:
            await self.learn_caution(tx)
        last = max(self.merged, default=0)
        self.merged = {number for number in self.merged if number > last - 2 * store.OVERLAP}

    async def learn_caution(self, tx: Transaction) -> None:
        """Go by what people said of the blind sample so far."""
        self.judged_at = monotonic()
        self.parameters.go_by(caution.learn(await review_tasks.judged_links(tx.conn)))

    @property
    def _is_shared(self) -> bool:
        enough = max(SHARE_CLAIMS, SHARE_PART * self.counted)
        return not self.unshared or (
            self.unshared < enough and monotonic() - self.shared_at < SHARE_SECONDS
        )

    @property
    def writes_nothing(self) -> bool:
        """Whether :meth:`keep` and :meth:`share` have nothing to write."""
        return not self.unkept and self._is_shared

    async def share(self, tx: Transaction) -> None:
        """Write down what was counted here, when there is enough of it or it waited long."""
        if self._is_shared:
            return
        self.unshared, self.shared_at = 0, monotonic()
        if counts := self.parameters.delta():
            await self._write(tx, counts)
        await self._write_again(tx)

    async def _write(self, tx: Transaction, counts: bytes) -> None:
        row = await store.add(tx.conn, self.instance, counts, tx.now)
        self.written[row.id] = row

    async def _write_again(self, tx: Transaction) -> None:
        """Write down once more what a transaction took back; other counts wait until it is done."""
        undecided = await store.undecided(tx.conn, self.written.values())
        for number in list(self.written):
            if undecided.get(number, True):
                row = self.written.pop(number)
                if number in undecided:
                    await self._write(tx, row.counts)


async def put_in_force(tx: Transaction, model: Model, by: str, reason: str) -> Model:
    """Decide with this model from now on; other instances follow within ``REFRESH_SECONDS``."""
    calibrated = with_unique_version(model)
    stored = StoredModel(calibrated.version, calibrated.to_json())
    await store.register(tx.conn, stored, ModelOrigin.CALIBRATED, tx.now, by, reason)
    await store.put_in_force(tx.conn, calibrated.version, tx.now, by, reason)
    (await current_state(tx)).model = calibrated
    return calibrated


_by_connection: WeakKeyDictionary[Any, ModelState] = WeakKeyDictionary()
_by_store: WeakValueDictionary[StoreId, ModelState] = WeakValueDictionary()


async def current_state(tx: Transaction) -> ModelState:
    """The state for the transaction's database, at most ``REFRESH_SECONDS`` behind the others'."""
    state = _by_connection.get(tx.conn)
    if state is None:
        store_id = await store.store_id(tx.conn)
        state = _by_store.get(store_id)
        if state is None:
            begun = await _begin(tx, store_id.database << 32 | store_id.features)
            state = _by_store.setdefault(store_id, begun)
        _by_connection[tx.conn] = state
    if not state.in_place:
        await _put_in_place(tx, state)
    if monotonic() - state.read_at > REFRESH_SECONDS:
        await state.refresh(tx)
    return state


def ready_state(conn: asyncpg.Connection) -> ModelState | None:
    """The state as :func:`current_state` gives it, where that asks the database nothing."""
    state = _by_connection.get(conn)
    if state and state.in_place and monotonic() - state.read_at <= REFRESH_SECONDS:
        return state
    return None


async def _begin(tx: Transaction, mark: int) -> ModelState:
    state = ModelState(with_unique_version(Model.shipped()), mark)
    await _put_in_place(tx, state)
    await state.refresh(tx)
    return state


async def _put_in_place(tx: Transaction, state: ModelState) -> None:
    """Keep the release's model, with it in force unless people chose one, and claims in its form.

    Done again until a transaction finds it all done by another: the first may be taken back, whole
    or from a message on, and decisions by a model that nobody keeps could not be made again.
    """
    shipped = with_unique_version(Model.shipped())
    stored = StoredModel(shipped.version, shipped.to_json())
    here = await store.transaction_id(tx.conn)
    changed = await store.register(
        tx.conn, stored, ModelOrigin.SHIPPED, tx.now, RELEASE, "geleverd"
    )
    now = await store.in_force(tx.conn)
    if now is None or (now.origin is ModelOrigin.SHIPPED and now.version != shipped.version):
        await store.put_in_force(tx.conn, shipped.version, tx.now, RELEASE, "geleverd")
        changed = True
    if await reindex.renew(tx, state.mark) or changed:
        state.placed_in = here
    elif state.placed_in != here:
        state.in_place = True
