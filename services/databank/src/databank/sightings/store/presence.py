"""SQL on whether the declared person came to a shift, for every query that asks for it.

Each is an expression over rows called ``sighting`` and ``shift``, joined by ``OF_SHIFT``.
"""

OF_SHIFT = "LEFT JOIN shift ON sighting.source_kind = 'shift' AND shift.shift_id = source_id"
"""The declared shift behind a sighting, if that is its source."""

_OFFICER_SAW = """(EXISTS (
       SELECT FROM verification AS look
         JOIN sighting AS spotted ON spotted.source_kind = 'verification'
              AND spotted.source_id = look.id AND spotted.withdrawn_at IS NULL
        WHERE look.shift_id = shift.shift_id AND look.outcome = 'aanwezig')
    OR EXISTS (
       SELECT FROM identity_validation AS look
        WHERE look.shift_id = shift.shift_id AND look.outcome = 'gevalideerd'
          AND look.at >= shift.starts_at AND look.at < coalesce(shift.ended_at, shift.ends_at)
          AND NOT EXISTS (
              SELECT FROM identity_validation AS later
               WHERE later.shift_id = look.shift_id AND later.at >= look.at
                 AND later.reason = 'persoon_is_niet_document')))"""

PAPER_OF_ANOTHER = """EXISTS (
       SELECT FROM identity_validation AS look
        WHERE look.shift_id = shift.shift_id AND look.reason = 'persoon_is_niet_document'
          AND NOT EXISTS (
              SELECT FROM identity_validation AS later
               WHERE later.shift_id = look.shift_id AND later.at > look.at
                 AND later.outcome = 'gevalideerd'))"""
"""Whether whoever is there showed the paper of the declared person, and was not that person."""

STANDS = f"""(sighting.withdrawn_at IS NULL AND CASE
       WHEN shift.verification IN ('weerlegd', 'afwezig_bij_controle') THEN {_OFFICER_SAW}
       ELSE true END)"""
"""Whether a sighting counts: not withdrawn, nor a shift that officers found empty, or with somebody
else, without ever seeing the person there. Who was seen and is gone later was there all the same.
"""

BASIS = f"""CASE WHEN sighting.source_kind <> 'shift' THEN 'waargenomen'
            WHEN {_OFFICER_SAW} THEN 'waargenomen'
            WHEN sighting.seen_at > {{now}} THEN 'aangekondigd' ELSE 'begonnen' END"""
"""The basis of a sighting that counts at the moment ``now``, an expression to fill in."""
