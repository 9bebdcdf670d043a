"""Import of the three older databases (handbook OBJT-08), with their lineage.

``read_export`` opens an export and makes records of its rows, by the formats in ``rules``;
``take_rows`` writes a batch of them, ``tell_history`` makes sightings of what they tell, ``run``
keeps one import going from begin to end, ``rejects`` is for the rows that it refused. The formats
of the exports: docs/legacy.md.
"""

__all__ = ["rules"]
