"""Persons as reports and letters name them."""
