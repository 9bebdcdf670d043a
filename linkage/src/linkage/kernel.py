"""The kernel: modules of this package that may be compiled, and where the compiled ones lie.

One source: ``deploy/kernel/compile.py`` compiles exactly these files with mypyc, into a folder
whose name tells the sources and the Python that it was made for. Where that folder is missing, or
a source changed since, the same files run as plain Python, with the same verdicts to the bit.
"""

import os
import sysconfig
from functools import cache
from hashlib import blake2b
from pathlib import Path

MODULES = (
    "blocking",
    "blocking_index",
    "comparison_levels",
    "conflicts",
    "decision",
    "document_countries",
    "family_name_systems",
    "known_share",
    "match_weights",
    "optional_words",
    "parameter_estimation",
    "persons",
    "posterior",
    "records_of_one",
    "schema",
    "shared_letters",
    "short_forms",
    "term_frequencies",
    "transliteration",
    "two_in_one",
    "vowels",
)
"""Where a claim's time goes. ``claim`` stays plain: others derive classes from its own."""
SWITCH, PLAIN = "LINKAGE_KERNEL", "plain"
"""Variable of the environment that, set to ``plain``, leaves a compiled kernel aside."""
_PACKAGE = Path(__file__).parent


@cache
def folder() -> Path:
    """The folder of the kernel that fits these sources and this Python; it may be missing."""
    digest = blake2b(str(sysconfig.get_config_var("SOABI")).encode(), digest_size=10)
    for source in sorted(_PACKAGE.glob("*.py")):
        digest.update(source.name.encode() + b"\0" + source.read_bytes())
    return _PACKAGE / "_kernel" / digest.hexdigest()


def folders() -> list[str]:
    """The folder in which to look for modules before all others; none where all is plain."""
    if os.environ.get(SWITCH) == PLAIN or not (_PACKAGE / "_kernel").is_dir():
        return []
    return [str(folder())] if folder().is_dir() else []


def is_compiled() -> bool:
    """Whether the modules that decide here are compiled ones."""
    from linkage import decision

    return not str(decision.__file__).endswith(".py")
