"""A world whose moves are planted: lives first, then what supervision of a city sees of them.

No rule of the services is imported or repeated: the truth is what people do, not what is seen.
"""
