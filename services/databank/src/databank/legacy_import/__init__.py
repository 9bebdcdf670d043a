"""The three older databases (handbook OBJT-08), brought into this one with their lineage.

``reading`` opens an export and gives its rows; ``parsing`` makes facts of a row or says why not;
``taking`` writes a batch of rows, ``history`` makes sightings of what they tell, ``running`` keeps
one import going from begin to end. What the exports look like: docs/legacy.md.
"""
