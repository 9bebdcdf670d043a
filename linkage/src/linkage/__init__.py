"""Probabilistic record linkage of identity claims: one claim against those known, without I/O.

The public face; ``README.md`` begins with an example. ``linkage.blocking`` finds candidates,
``linkage.evaluation`` scores decisions against a truth, ``linkage.kernel`` tells which modules
may be compiled.
"""

from linkage.kernel import folders

__path__[:0] = folders()

# ruff: noqa: E402 - whatever is imported from here on may be a compiled module
from linkage.belgian_numbers import is_valid_number
from linkage.claim import Features, IdentityDocument, RawClaim, StaleFormError
from linkage.comparison_levels import compare
from linkage.decision import decide, rank
from linkage.expectation_maximisation import ImplausibleError, calibrate
from linkage.explanation import Bar, Strength, bars
from linkage.match_weights import WaterfallStep, Weights, replay
from linkage.model import Model
from linkage.outcomes import Decision, Match, New, Review
from linkage.parameter_estimation import EstimatedParameters
from linkage.posterior import Candidate, KnownClaim, RankedPerson
from linkage.term_frequencies import TermFrequencies

__all__ = [
    "Bar",
    "Candidate",
    "Decision",
    "EstimatedParameters",
    "Features",
    "IdentityDocument",
    "ImplausibleError",
    "KnownClaim",
    "Match",
    "Model",
    "New",
    "RankedPerson",
    "RawClaim",
    "Review",
    "StaleFormError",
    "Strength",
    "TermFrequencies",
    "WaterfallStep",
    "Weights",
    "bars",
    "calibrate",
    "compare",
    "decide",
    "is_valid_number",
    "rank",
    "replay",
]
