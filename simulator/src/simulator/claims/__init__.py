"""Claims about made-up people, with the truth beside them, to judge the databank's matcher by.

python -m simulator.claims --persons 5000 --seed 1 > claims.jsonl
"""

from simulator.claims.files import UnlabelledError, labelled_claims
from simulator.claims.scenarios import SCENARIOS
from simulator.claims.stream import FIELDS, Claims, LabelledClaim

__all__ = [
    "FIELDS",
    "SCENARIOS",
    "Claims",
    "LabelledClaim",
    "UnlabelledError",
    "labelled_claims",
]
