"""What the claims teach the matcher: how often values occur, and how often fields agree."""

import json
from collections import Counter
from collections.abc import Mapping

from databank.domain.claim import Features
from databank.domain.matching import New, Verdict


class Learned:
    """Counts only, of folded values: personal data like the claims that they come from.

    Several instances learn side by side: each writes down its ``delta`` and merges those of others.
    """

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {}
        self._fresh: dict[str, Counter[str]] = {}

    def observe(self, claim: Features, verdict: Verdict) -> None:
        """After each decision. Values count once a person, so that a known one adds nothing."""
        self._count("decision", type(verdict).__name__)
        if isinstance(verdict, New):
            for word in claim.family:
                self._count("family", word)
            for word in claim.given:
                self._count("given", word)

    def delta(self) -> bytes:
        """What was learned here since the last call; empty when that is nothing."""
        fresh, self._fresh = self._fresh, {}
        return json.dumps(fresh, ensure_ascii=False).encode() if fresh else b""

    def merge(self, delta: bytes) -> None:
        """Add what another instance, or this one before it stopped, learned."""
        fresh: Mapping[str, Mapping[str, int]] = json.loads(delta)
        for field, counts in fresh.items():
            self._counts.setdefault(field, Counter()).update(counts)

    def _count(self, field: str, value: str) -> None:
        for counts in (self._counts, self._fresh):
            counts.setdefault(field, Counter())[value] += 1
