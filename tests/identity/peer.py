"""Splink 5 in the protocol of the databank: each claim, as it comes, against those before it.

It gets what the matcher gets: names folded as the databank folds them, the same fields, blocking
rules that find as much, and weights from its own expectation maximisation over the same claims.
The claims are then played in order; each joins the person of the claim before it that scores best,
when that is likely enough. How likely is chosen afterwards, as is best for Splink.
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from statistics import median
from time import perf_counter
from typing import Any

import duckdb
import splink
import splink.comparison_level_library as levels
import splink.comparison_library as comparisons
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from databank.matching.rules.claim_lines import raw_claim
from linkage.claim import Features
from linkage.evaluation import Report, ScoredDecision, Scorer
from simulator.claims import LabelledClaim

TEXTS = (
    "given", "family", "given_first", "family_first", "initial", "birth", "day", "number", "phone",
    "address", "postcode", "alias", "sex", "written_given", "written_family",
)  # fmt: skip
THRESHOLDS = tuple(range(-4, 31))
"""Match weights in bits from which a claim is linked; the best of them counts."""


def row(place: int, told: LabelledClaim) -> dict[str, Any]:
    """One claim as a record: text or nothing per column, and the documents as a list."""
    features = Features.of(raw_claim(told.claim))
    birth = features.birth if len(features.birth) == 8 else ""
    known = "00" not in (birth[4:6], birth[6:])
    fields = {
        "given": " ".join(features.given),
        "family": " ".join(features.family),
        "given_first": features.given[0] if features.given else "",
        "family_first": features.family[0] if features.family else "",
        "initial": features.given[0][:1] if features.given else "",
        "birth": birth,
        "day": birth if known else "",
        "number": features.number,
        "phone": features.phone,
        "address": f"{features.street} {features.house}" if features.street else "",
        "postcode": features.postcode,
        "alias": features.alias,
        "sex": features.sex,
        "written_given": told.fields.get("givenNames", "").lower(),
        "written_family": told.fields.get("familyName", "").lower(),
    }
    documents = [number for _, number in features.documents]
    texts = {name: fields[name] or None for name in TEXTS}
    return {"unique_id": place, **texts, "documents": documents or None}


def settings() -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            _name("family", "given"),
            _name("given", "family"),
            _birth(),
            _documents(),
            _text("number", typo=True),
            comparisons.ExactMatch("phone").configure(term_frequency_adjustments=True),
            _text("address", typo=True, frequent=True),
            comparisons.ExactMatch("alias").configure(term_frequency_adjustments=True),
            comparisons.ExactMatch("sex"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("documents", arrays_to_explode=["documents"]),
            block_on("number"),
            block_on("phone"),
            block_on("family_first", "initial"),
            block_on("given", "family"),
            "l.given_first = r.family_first and l.family_first = r.given_first",
            block_on("day", "substr(family, 1, 2)"),
            block_on("day", "substr(given, 1, 2)"),
            block_on("given_first", "substr(birth, 1, 6)"),
            block_on("address", "initial"),
        ],
        retain_matching_columns=False,
        retain_intermediate_calculation_columns=False,
    )


def _name(column: str, other: str) -> Any:
    return comparisons.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            levels.NullLevel(column),
            levels.ExactMatchLevel(f"written_{column}", term_frequency_adjustments=True),
            levels.ExactMatchLevel(column, term_frequency_adjustments=True),
            levels.ColumnsReversedLevel(column, other),
            levels.ExactMatchLevel(f"{column}_first", term_frequency_adjustments=True),
            levels.JaroWinklerLevel(column, 0.92),
            levels.JaroWinklerLevel(column, 0.82),
            levels.ElseLevel(),
        ],
    )


def _birth() -> Any:
    swapped = (
        "substr(birth_l, 1, 4) = substr(birth_r, 1, 4) and substr(birth_l, 5, 2) ="
        " substr(birth_r, 7, 2) and substr(birth_l, 7, 2) = substr(birth_r, 5, 2)"
    )
    return comparisons.CustomComparison(
        output_column_name="birth",
        comparison_levels=[
            levels.NullLevel("birth"),
            levels.ExactMatchLevel("birth"),
            levels.CustomLevel(swapped, "day and month exchanged"),
            levels.DamerauLevenshteinLevel("birth", 1),
            levels.CustomLevel("substr(birth_l, 1, 4) = substr(birth_r, 1, 4)", "same year"),
            levels.ElseLevel(),
        ],
    )


def _documents() -> Any:
    return comparisons.CustomComparison(
        output_column_name="documents",
        comparison_levels=[
            levels.NullLevel("documents"),
            levels.ArrayIntersectLevel("documents", 1),
            levels.PairwiseStringDistanceFunctionLevel("documents", "damerau_levenshtein", 1),
            levels.ElseLevel(),
        ],
    )


def _text(column: str, *, typo: bool, frequent: bool = False) -> Any:
    return comparisons.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            levels.NullLevel(column),
            levels.ExactMatchLevel(column, term_frequency_adjustments=frequent),
            *([levels.DamerauLevenshteinLevel(column, 1)] if typo else []),
            levels.ElseLevel(),
        ],
    )


@dataclass
class Peer:
    """A trained Splink over the claims of one order."""

    claims: list[LabelledClaim]
    linker: Linker
    api: DuckDBAPI
    rows: list[dict[str, Any]]
    version: str = splink.__version__

    @classmethod
    def trained(cls, claims: Iterable[LabelledClaim]) -> "Peer":
        logging.getLogger("splink").setLevel(logging.ERROR)
        told = list(claims)
        rows = [row(place, one) for place, one in enumerate(told)]
        connection = duckdb.connect()
        connection.execute("SET lambda_syntax = 'ENABLE_SINGLE_ARROW'")  # what Splink writes
        api = DuckDBAPI(connection)
        linker = Linker(_registered(api, rows, "claims"), settings(), log_level=logging.ERROR)
        training = linker.training
        training.estimate_probability_two_random_records_match(
            [block_on("documents", arrays_to_explode=["documents"]), block_on("number")], recall=0.5
        )
        training.estimate_u_using_random_sampling(max_pairs=2e7, seed=1)
        for block in (
            block_on("given", "family"),
            block_on("day", "given_first"),
            block_on("phone", "initial"),
        ):
            training.estimate_parameters_using_expectation_maximisation(
                block, record_sample_proportion=1.0
            )
        return cls(told, linker, api, rows)

    def best(self) -> tuple[int, Report]:
        """The threshold in bits that gives the best F1, and how good Splink is with it."""
        earlier = self._pairs()
        found = [(threshold, self._played(earlier, threshold)) for threshold in THRESHOLDS]
        return max(found, key=lambda one: one[1].pairs.f1)

    def _pairs(self) -> dict[int, tuple[float, int]]:
        """For each claim the best of those before it: (match weight, its place)."""
        predicted = self.linker.inference.predict(threshold_match_weight=THRESHOLDS[0])
        best: dict[int, tuple[float, int]] = {}
        columns = ("unique_id_l", "unique_id_r", "match_weight")
        for batch in predicted.as_pyarrow_table().select(columns).to_batches(100_000):
            lefts, rights, weights = (column.to_pylist() for column in batch.columns)
            for left, right, weight in zip(lefts, rights, weights, strict=True):
                later, before = (left, right) if left > right else (right, left)
                # Of equals the earlier: it began the person.
                if (weight, -before) > best.get(later, (float("-inf"), 0)):
                    best[later] = (weight, -before)
        return {later: (weight, -before) for later, (weight, before) in best.items()}

    def _played(self, earlier: dict[int, tuple[float, int]], threshold: float) -> Report:
        person: list[int] = []
        scorer = Scorer()
        for place, told in enumerate(self.claims):
            weight, before = earlier.get(place, (float("-inf"), place))
            linked = weight >= threshold
            person.append(person[before] if linked else place)
            decision = "match" if linked else "new"
            scorer.add(ScoredDecision(told.person, told.culture, decision, person[place]))
        return scorer.report()

    def seconds_for_one(self, against: int = 50_000, times: int = 15) -> float:
        """One record against so many, with its own blocking; the median, after warming up."""
        inference, tables = self.linker.inference, self.linker.table_management
        for column in ("written_given", "written_family", "given", "family", "given_first",
                       "family_first", "phone", "address", "alias"):  # fmt: skip
            tables.compute_tf_table(column)
        known = _registered(self.api, self.rows[:against], "known")
        taken = []
        for one in Random(1).sample(self.rows[against:] or self.rows, times + 3):
            begun = perf_counter()
            record = _registered(self.api, [one], f"one_{len(taken)}")
            inference.predict_between(record, known).as_pyarrow_table()
            taken.append(perf_counter() - begun)
        return median(taken[3:])


def _registered(api: DuckDBAPI, rows: list[dict[str, Any]], name: str) -> Any:
    import pyarrow

    texts = [pyarrow.field(text, pyarrow.string()) for text in TEXTS]
    documents = pyarrow.field("documents", pyarrow.list_(pyarrow.string()))
    schema = pyarrow.schema([pyarrow.field("unique_id", pyarrow.int64()), *texts, documents])
    table = pyarrow.Table.from_pylist(rows, schema=schema)
    return api.register(table, dataset_display_name=name)
