"""Matching: claims to persons as they arrive, and the state that the matcher decides with."""
