"""The tables of enforcement and every query on them."""
