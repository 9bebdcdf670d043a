"""Play claims to the matcher's core alone, with the store in memory: what the core itself costs.

    python -m tests.identity.in_memory PERSONS

Prints JSON: claims, seconds of processor, and a digest of all verdicts to the last bit.
"""

import json
import os
import subprocess
import sys
from collections.abc import Collection, Iterable
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import process_time
from typing import Any

from databank.matching.evaluation_runner import score
from databank.matching.rules.claim_lines import raw_claim
from databank.matching.rules.outcomes import ClaimDecision, outcome_of
from linkage import kernel
from linkage.claim import RawClaim
from linkage.evaluation import Scorer
from linkage.linker import Linker
from linkage.outcomes import Decision
from simulator.claims import Claims, LabelledClaim

ROOT = Path(__file__).resolve().parents[2]
SEED = 20_26
LAST = 20_000
"""Claims at the end of which the rate is taken by itself, when the store is fullest."""


def _written(decision: Decision) -> bytes:
    """All that a verdict says, numbers to the last bit."""
    return json.dumps(
        [
            type(decision).__name__,
            getattr(decision, "reason", ""),
            float(getattr(decision, "confidence", 0.0)).hex(),
            [
                (
                    person.person_id.int,
                    person.posterior.hex(),
                    person.prior.hex(),
                    person.conflict,
                    [(s.field, s.level, s.bits.hex(), s.share) for s in person.steps],
                )
                for person in decision.ranked
            ],
        ]
    ).encode()


def play(persons: int) -> dict[str, Any]:
    """``milliseconds`` of processor a claim, over all claims and over the last of them."""
    told = Claims(persons, SEED)
    claims = len(told)
    stream = (raw_claim(labelled.claim) for labelled in told.stream())
    linker, verdicts = Linker(), blake2b(digest_size=16)
    before = _seconds(linker, islice(stream, max(claims - LAST, 0)), verdicts)
    last = _seconds(linker, stream, verdicts)
    verdicts.update(linker.parameters.delta())
    return {
        "compiled": kernel.is_compiled(),
        "claims": claims,
        "milliseconds": round(1000 * (before + last) / claims, 4),
        "millisecondsLast": round(1000 * last / min(claims, LAST), 4),
        "megabytes": round(getrusage(RUSAGE_SELF).ru_maxrss / 1024),
        "verdicts": verdicts.hexdigest(),
    }


def _seconds(linker: Linker, claims: Iterable[RawClaim], verdicts: blake2b) -> float:
    """Of processor, without what it takes to make the claims up."""
    spent = 0.0
    while portion := list(islice(claims, 1_000)):
        begun = process_time()
        for claim in portion:
            decision, _ = linker.add(claim)
            verdicts.update(_written(decision))
        spent += process_time() - begun
    return spent


def judged(claims: Iterable[LabelledClaim], without: Collection[str] = ()) -> Scorer:
    """The core's decisions beside the truth; ``without`` as in ``linkage.decision.decide``."""
    linker, scorer = Linker(without=without), Scorer()
    for told in claims:
        decision, person_id = linker.add(raw_claim(told.claim), told.source)
        outcome, confidence = outcome_of(decision)
        score(scorer, [told], [ClaimDecision(person_id, person_id, confidence, outcome, decision)])
    return scorer


def played(persons: int, switch: str) -> dict[str, Any]:
    """As :func:`play`, in a process of its own; ``switch`` as in ``linkage.kernel``."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.identity.in_memory", str(persons)],
        cwd=ROOT, env=os.environ | {kernel.SWITCH: switch}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    json.dump(play(int(sys.argv[1])), sys.stdout)
