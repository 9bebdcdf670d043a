"""Emergency access to a shielded file, with a second person and a judgement afterwards."""
