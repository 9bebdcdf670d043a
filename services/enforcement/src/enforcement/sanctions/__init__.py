"""Sanctions about premises, from the first finding to the check on the spot."""
