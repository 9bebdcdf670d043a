"""What one stream of claims teaches, to the sixth digit: counts, weights, threshold, caution.

Whether the numbers are good is judged elsewhere (``make bench-identity``, tests/identity). Here
they are as they were: a change that was not meant shows, and one that was meant brings a new file,
which a failing run leaves beside its name.
"""

import json
from collections import Counter
from dataclasses import replace
from math import isclose
from pathlib import Path
from typing import Any
from uuid import UUID

from linkage.claim import Features, IdentityDocument, RawClaim
from linkage.decision import decide
from linkage.model import Model
from linkage.outcomes import Decision
from linkage.parameter_estimation import EstimatedParameters
from linkage.posterior import KnownClaim, RankedPerson

NOTED = Path(__file__).with_name("what_a_stream_teaches.json")
MODEL = Model.shipped()
PERSONS = 450
"""More than are remembered to be compared with strangers."""
TABLES = ("m:", "u:", "claims", "address", "posteriors", "source")


def person(number: int) -> RawClaim:
    """Somebody whom nobody resembles, with papers, a telephone and a house, or not."""
    mark = "".join(chr(97 + int(digit)) for digit in f"{number:05}")
    return RawClaim(
        f"Ana{mark} Maria",
        f"Voor{mark}{mark[::-1]}",
        f"19{60 + number % 40}-{1 + number % 12:02}-{1 + number % 28:02}",
        sex="FM"[number % 2],
        national_number=f"{number:011}" if number % 3 == 0 else None,
        documents=(IdentityDocument("paspoort", "ROU", f"X{number:07}"),) if number % 2 else (),
        phone=f"+3247{number:07}" if number % 5 == 0 else None,
        street=f"Zilverenlaan {mark}" if number % 4 else None,
        house_number=str(1 + number % 90) if number % 4 else None,
        postcode=f"2{number % 60:03}" if number % 4 else None,
        municipality="Antwerpen" if number % 4 else None,
    )


def again(hers: RawClaim, number: int) -> RawClaim:
    """Her next claim, or that of somebody who resembles her."""
    changes: list[dict[str, Any]] = [
        {},
        {"family_name": f"{hers.family_name}n"},
        {"given_names": "Ana M."},
        {"given_names": hers.family_name, "family_name": hers.given_names},
        {"birth_date": str(hers.birth_date)[:4], "documents": ()},
        {"street": "Anderelaan", "house_number": "7", "postcode": "9000", "municipality": "Gent"},
        {"given_names": "Ilinca", "documents": (), "national_number": None},  # a twin
        {
            "given_names": "Rosa",
            "birth_date": "1971-12-31",
            "documents": (),
            "national_number": None,
        },  # a sister
        {"family_name": "Smit", "documents": ()},
    ]
    return replace(hers, **changes[number % len(changes)])


def taught() -> tuple[EstimatedParameters, list[Decision]]:
    parameters, decisions = EstimatedParameters(), []

    def claim(raw: RawClaim, known: list[KnownClaim], source: str) -> None:
        features = Features.of(raw)
        decision = decide(features, known, MODEL, parameters)
        parameters.observe(features, decision, MODEL, source)
        decisions.append(decision)

    for number in range(PERSONS):
        hers = person(number)
        source = ("kwartier", "owner", "")[number % 3]
        claim(hers, [], source)
        known = [KnownClaim(UUID(int=number + 1), Features.of(hers))]
        if number % 9 == 0:
            other = replace(hers, family_name=f"{hers.family_name}s", documents=())
            known.append(KnownClaim(UUID(int=number + 10_001), Features.of(other)))
        claim(again(hers, number), known, source)
    return parameters, decisions


def numbers(what: object, path: str = "") -> dict[str, object]:
    """Every number in something nested, by its path."""
    if isinstance(what, dict):
        parts: list[tuple[object, object]] = list(what.items())
    elif isinstance(what, list | tuple):
        parts = list(enumerate(what))
    else:
        return {path: what}
    found: dict[str, object] = {}
    for name, part in parts:
        found |= numbers(part, f"{path}/{name}")
    return found


def as_ranked(person: RankedPerson) -> list[object]:
    steps = [[step.field, step.level, step.bits, step.share] for step in person.steps]
    return [str(person.person_id), person.posterior, person.bits, str(person.conflict), steps]


def outcome() -> dict[str, object]:
    parameters, decisions = taught()
    counts = json.loads(parameters.delta())
    weights = parameters.weights(MODEL)
    learned = parameters.as_model(MODEL, "noted")
    last = decisions[-36:]
    outcomes = Counter(f"{type(each).__name__} {getattr(each, 'reason', '')}" for each in decisions)
    return numbers(
        {
            "counts": {name: counts[name] for name in sorted(counts) if name.startswith(TABLES)},
            "terms": {name: len(values) for name, values in sorted(counts.items())},
            "priors": [parameters.prior(MODEL, source) for source in ("kwartier", "owner", "")],
            "weights": [
                weights.prior,
                weights.kin,
                weights.namesake,
                weights.twin,
                weights.same_address,
                weights.match_at,
                weights.new_at,
            ],
            "model": {
                "known": learned.known_share,
                "population": learned.population,
                "fields": learned.fields,
            },
            "outcomes": dict(outcomes),
            "decisions": [
                [type(decision).__name__, *(as_ranked(person) for person in decision.ranked)]
                for decision in last
            ],
        }
    )


def is_as_noted(now: object, noted: object) -> bool:
    if isinstance(now, float) and isinstance(noted, float):
        return isclose(now, noted, rel_tol=1e-6, abs_tol=1e-9)
    return now == noted


def test_the_same_stream_teaches_the_same(tmp_path: Path) -> None:
    now, noted = outcome(), json.loads(NOTED.read_text())
    again_noted = tmp_path / NOTED.name
    again_noted.write_text(json.dumps(now, indent=0, default=str, sort_keys=True) + "\n")
    changed = [name for name in {*now, *noted} if not is_as_noted(now.get(name), noted.get(name))]
    assert not changed, f"{len(changed)} numbers, as {sorted(changed)[:5]}; now: {again_noted}"
