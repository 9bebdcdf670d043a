"""Modules imported when they are needed, from threads that run side by side."""

import importlib
import threading
from types import ModuleType

# Two threads that import one large package from two ends can each see it half made.
_importing = threading.Lock()


def module(name: str) -> ModuleType:
    with _importing:
        return importlib.import_module(name)
