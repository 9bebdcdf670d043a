"""Claims about made-up people, with the truth beside them, to judge the databank's matcher by.

python -m simulator.claims --persons 5000 --seed 1 > claims.jsonl
"""

from simulator.claims.files import UnlabelledError, told
from simulator.claims.stream import FIELDS, Claims, Told

__all__ = ["FIELDS", "Claims", "Told", "UnlabelledError", "told"]
