"""``python -m simulator.claims``: one claim a line, as ``krachtlijn identity resolve`` reads them.

Beside the claim stand ``personTruth``, ``culture`` and ``changed``, which ``resolve`` ignores.
"""

import argparse
import json
import sys

from simulator.claims import FIELDS, SCENARIOS, Claims


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--order", type=int, default=0, help="another order of the same claims")
    parser.add_argument("--without", action="append", choices=FIELDS, default=[])
    parser.add_argument("--scenario", choices=SCENARIOS, default="mixed")
    options = parser.parse_args()
    claims = Claims(options.persons, options.seed, options.scenario)
    for told in claims.stream(options.order, options.without):
        sys.stdout.write(json.dumps(told.row(), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
