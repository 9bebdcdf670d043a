"""Passwords, keys and certificates of a platform, in a folder of their own for each who needs some.

``tree`` says where everything lies and reads it; ``make`` makes what is missing.
"""

from launcher.credentials.tree import Credentials

__all__ = ["Credentials"]
