"""Pseudonyms: codes made in the browser of an organisation, which sends nothing."""
