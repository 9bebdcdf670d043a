"""Exports of three older databases about one synthetic town, with the truth beside them.

``python -m simulator.legacy FOLDER`` writes them. Everything follows from the seed.
"""
