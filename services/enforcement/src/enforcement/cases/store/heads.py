"""Heads of the cases of all six procedures, as one list for searches and boards; no persons.

``at_college``: the college's secretary may know of it. A measure, an investigation and a ban stand
before the college only once there is an order or a proposal. ``in_court``: an appeal runs.
``premises_id`` is that of premises of the city's permits, or the code of a sealed address.
"""

HEADS = """
SELECT case_id, 'gas-case' AS kind, number, state, opened_at, premises_id, true AS at_college,
       state = 'beroep_ingesteld' AS in_court
  FROM gas_case
 UNION ALL SELECT case_id, 'sanction-case', number, state, opened_at, premises_id, true,
       council_appeal
  FROM sanction_case
 UNION ALL SELECT dossier_id, 'suitability-dossier', number, state, filed_at, premises_id, true,
       council_appeal
  FROM dossier
 UNION ALL SELECT case_id, 'integrity-investigation', number, state, started_at, premises_id,
       proposed_at IS NOT NULL, appeal_pending
  FROM integrity_investigation
 UNION ALL SELECT case_id, 'mayor-measure', number, state, opened_at, premises_id,
       ordered_at IS NOT NULL, council_appeal
  FROM mayor_measure
 UNION ALL SELECT case_id, 'street-ban', number, state, opened_at, NULL, order_id IS NOT NULL,
       appeal_pending
  FROM street_ban_case
"""
