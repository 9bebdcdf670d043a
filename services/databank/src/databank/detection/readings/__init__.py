"""Readings: what a person's sightings say of her in two branches, from all looks that were held."""
