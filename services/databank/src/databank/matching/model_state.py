"""What a process knows of matching: the model in force, and what the claims taught so far.

Kept per database and shared by its connections. Once in a while a transaction that resolves claims
reads what other instances counted, and writes down what this one did: rows of its own, so that no
instance waits for another. A transaction that fails may leave a few claims counted twice; a
decision keeps the frequencies that it used, so it can be replayed whatever was learned since.
"""

from dataclasses import dataclass, field, replace
from hashlib import blake2b
from time import monotonic
from typing import Any
from uuid import UUID, uuid4
from weakref import WeakKeyDictionary, WeakValueDictionary

import orjson

from chassis.db import Transaction
from databank.matching import reindex
from databank.matching.store import models as store
from linkage.claim import Features
from linkage.decision import Verdict
from linkage.match_weights import Weights
from linkage.model import Model
from linkage.parameter_estimation import Learned
from linkage.term_frequencies import Frequencies

REFRESH_SECONDS = 5.0
SHARE_SECONDS = 60.0
SHARE_CLAIMS = 500
SHARE_PART = 0.05
"""Counts are written down after so many claims, or this part of all that were ever counted here."""

HEARD = 50_000

RELEASE = "release"
NUMBERS = ("prior", "kin", "namesake", "same_address", "match_at", "new_at", "fixed", "log_m")


class Heard:
    """The digests heard last; claims are never removed, so what was heard once stays known."""

    def __init__(self) -> None:
        self._digests: dict[bytes, None] = {}

    def __contains__(self, digest: bytes) -> bool:
        return digest in self._digests

    def add(self, digest: bytes) -> None:
        self._digests[digest] = None
        if len(self._digests) > HEARD:
            del self._digests[next(iter(self._digests))]

    def forget(self, digest: bytes) -> None:
        """It was heard in a transaction that did not happen after all."""
        self._digests.pop(digest, None)


def told(weights: Weights) -> str:
    """Numbers as text, to the last digit."""
    return orjson.dumps({name: getattr(weights, name) for name in NUMBERS}).decode()


def again(numbers: str) -> Weights:
    """The weights that were told; the frequencies of values stand with each decision."""
    return Weights(**orjson.loads(numbers), frequencies=Frequencies({}))


def labelled(model: Model) -> Model:
    """The model under a version that no other weights can have."""
    mark = blake2b(model.to_json().encode(), digest_size=4).hexdigest()
    return replace(model, version=f"{model.version}.{mark}")


@dataclass(slots=True, weakref_slot=True)
class Knowledge:
    """``instance`` tells this process's counts from others'; ``mark`` this databank's locks.

    ``heard`` are digests of claims that are known: most claims repeat an earlier one word for word.
    """

    model: Model
    mark: int
    learned: Learned = field(default_factory=Learned)
    heard: Heard = field(default_factory=Heard)
    instance: UUID = field(default_factory=uuid4)
    read_at: float = field(default_factory=monotonic)
    shared_at: float = field(default_factory=monotonic)
    merged: set[int] = field(default_factory=set)
    unshared: int = 0
    counted: int = 0
    weights: Weights | None = None
    weights_id: UUID = field(default_factory=uuid4)
    unkept: dict[UUID, str] = field(default_factory=dict)

    def weigh_with(self) -> UUID:
        """The id of the numbers that the next decision is made with; :meth:`keep` keeps them."""
        weights = self.learned.weights(self.model)
        if weights is not self.weights:
            numbers = told(weights)
            self.weights = weights
            self.weights_id = UUID(bytes=blake2b(numbers.encode(), digest_size=16).digest())
            self.unkept[self.weights_id] = numbers
        return self.weights_id

    async def keep(self, tx: Transaction) -> None:
        """With the decisions; again until a transaction that had them is surely done."""
        if self.unkept:
            for done in await store.keep_weights(tx.conn, self.unkept, tx.now):
                self.unkept.pop(done, None)

    def observe(self, claim: Features, verdict: Verdict) -> None:
        self.learned.observe(claim, verdict, self.model)
        self.unshared += 1
        self.counted += 1

    async def refresh(self, tx: Transaction) -> None:
        """Follow the model in force, and add what other instances counted."""
        self.read_at = monotonic()
        after = max(self.merged, default=0) - store.OVERLAP
        news = await store.news(tx.conn, self.model.version, self.instance, after)
        if news.model:
            self.model = Model.from_json(news.model[1])
        for number, counts in news.counts:
            if number not in self.merged:
                self.merged.add(number)
                self.learned.merge(counts)
        last = max(self.merged, default=0)
        self.merged = {number for number in self.merged if number > last - 2 * store.OVERLAP}

    async def share(self, tx: Transaction) -> None:
        """Write down what was counted here, when there is enough of it or it waited long."""
        enough = max(SHARE_CLAIMS, SHARE_PART * self.counted)
        if not self.unshared or (
            self.unshared < enough and monotonic() - self.shared_at < SHARE_SECONDS
        ):
            return
        self.unshared, self.shared_at = 0, monotonic()
        if counts := self.learned.delta():
            await store.add(tx.conn, self.instance, counts, tx.now)


async def put_in_force(tx: Transaction, model: Model, by: str, reason: str) -> Model:
    """Decide with this model from now on; other instances follow within ``REFRESH_SECONDS``."""
    calibrated = labelled(model)
    weights = (calibrated.version, calibrated.to_json())
    await store.register(tx.conn, weights, store.CALIBRATED, tx.now, by, reason)
    await store.put_in_force(tx.conn, calibrated.version, tx.now, by, reason)
    (await knowledge(tx)).model = calibrated
    return calibrated


_by_connection: WeakKeyDictionary[Any, Knowledge] = WeakKeyDictionary()
_by_store: WeakValueDictionary[tuple[int, int, int], Knowledge] = WeakValueDictionary()


async def knowledge(tx: Transaction) -> Knowledge:
    """Of the transaction's database; at most ``REFRESH_SECONDS`` behind what others wrote."""
    known = _by_connection.get(tx.conn)
    if known is None:
        place = await store.place(tx.conn)
        known = _by_store.get(place)
        if known is None:
            known = await _begin(tx, place[1] << 32 | place[2])
            known = _by_store.setdefault(place, known)
        _by_connection[tx.conn] = known
    if monotonic() - known.read_at > REFRESH_SECONDS:
        await known.refresh(tx)
    return known


async def _begin(tx: Transaction, mark: int) -> Knowledge:
    """A release's own model comes into force by itself, unless people chose a calibrated one."""
    shipped = labelled(Model.shipped())
    await store.register(
        tx.conn, (shipped.version, shipped.to_json()), store.SHIPPED, tx.now, RELEASE, "geleverd"
    )
    now = await store.in_force(tx.conn)
    if now is None or (now[1] == store.SHIPPED and now[0] != shipped.version):
        await store.put_in_force(tx.conn, shipped.version, tx.now, RELEASE, "geleverd")
    await reindex.renew(tx, mark)
    known = Knowledge(shipped, mark)
    await known.refresh(tx)
    return known
