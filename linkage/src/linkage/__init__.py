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
from linkage.decision import decide, rank
from linkage.expectation_maximisation import ImplausibleError, calibrate
from linkage.explanation import Bar, Strength, bars
from linkage.linker import Linker
from linkage.match_weights import WaterfallStep, Weights, replay
from linkage.model import Model
from linkage.outcomes import Decision, Match, New, Review
from linkage.parameter_estimation import EstimatedParameters
from linkage.persons import PERSONS
from linkage.posterior import Candidate, KnownClaim, RankedPerson
from linkage.schema import Field, Schema
from linkage.term_frequencies import TermFrequencies

__all__ = [
    "PERSONS",
    "Bar",
    "Candidate",
    "Decision",
    "EstimatedParameters",
    "Features",
    "Field",
    "IdentityDocument",
    "ImplausibleError",
    "KnownClaim",
    "Linker",
    "Match",
    "Model",
    "New",
    "RankedPerson",
    "RawClaim",
    "Review",
    "Schema",
    "StaleFormError",
    "Strength",
    "TermFrequencies",
    "WaterfallStep",
    "Weights",
    "bars",
    "calibrate",
    "decide",
    "is_valid_number",
    "rank",
    "replay",
]
