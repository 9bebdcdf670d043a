"""Screens of figures (``/cijfers``) and of their pictures (``/beeld``)."""
