"""The database knows the codes of every state, kind and outcome, and refuses others."""

from alembic import op

revision = "0017"
down_revision = "0016"

CODES = (
    (
        "assessment_step",
        "action",
        "nemen teruggeven bevestigd verklaarbaar foutieve_koppeling geen_actie opvolgen afsluiten",
    ),
    ("assessment_step", "follow_up", "contact doorverwijzing RIR"),
    (
        "assessment_step",
        "state",
        "gedetecteerd in_beoordeling bevestigd verklaarbaar foutieve_koppeling geen_actie "
        "opvolging afgesloten",
    ),
    ("back_test", "state", "wacht bezig klaar geannuleerd mislukt"),
    ("branch_shift_case", "outcome", "bevestigd verklaarbaar foutieve_koppeling geen_actie"),
    (
        "branch_shift_case",
        "state",
        "gedetecteerd in_beoordeling bevestigd verklaarbaar foutieve_koppeling geen_actie "
        "opvolging afgesloten",
    ),
    ("contact_attempt", "outcome", "uitgesteld niet_bereikt geweigerd"),
    ("detection_rule", "stage", "ontwerp schaduw actief vervangen ingetrokken"),
    ("emergency_access", "verdict", "gerechtvaardigd niet_gerechtvaardigd"),
    ("execution_check", "state", "open gecontroleerd"),
    ("finding", "addressee", "sanctionerend_ambtenaar parket gemengd bestuur intern"),
    ("finding", "possible_victim", "ja nee onbekend"),
    ("finding", "procedure", "gas sanctie"),
    ("finding", "report_kind", "PV RIR INFORMATIERAPPORT"),
    (
        "finding",
        "state",
        "genoteerd vaststelling in_opmaak opgemaakt overgemaakt ingevoerd geen_gevolg "
        "mondelinge_waarschuwing geseponeerd ingetrokken",
    ),
    ("finding_person", "role", "slachtoffer getuige"),
    (
        "finding_step",
        "state",
        "genoteerd vaststelling in_opmaak opgemaakt overgemaakt ingevoerd geen_gevolg "
        "mondelinge_waarschuwing geseponeerd ingetrokken",
    ),
    (
        "finding_step",
        "step",
        "geen_gevolg waarschuwen vaststellen opmaken afsluiten slachtoffercheck overmaken "
        "naar_parket invoeren seponeren intrekken noteren overleg_gevraagd "
        "overleg_beeindigd",
    ),
    ("first_contact", "state", "open gehouden geweigerd samengevoegd"),
    ("follow_up", "kind", "gas sanctie"),
    (
        "follow_up",
        "state",
        "geopend opgeschort_overleg volgende_vaststelling beslist_geen_sanctie "
        "beslist_extra_waarschuwing beslist_schorsing beslist_intrekking "
        "beslist_tijdelijke_sluiting beslist_definitieve_sluiting",
    ),
    ("identity_validation", "outcome", "gevalideerd weerlegd onduidelijk"),
    ("inspection", "result", "geen_opmerkingen mondelinge_waarschuwing vaststelling"),
    ("inspection", "state", "lopend afgerond ingetrokken"),
    ("inspection_person", "decision", "gekend nieuw na_te_kijken"),
    (
        "inspection_person",
        "outcome",
        "in_orde identiteit_na_te_kijken hulp_aangeboden mondelinge_waarschuwing "
        "vaststelling vertrokken",
    ),
    ("inspection_person", "role", "sekswerker klant uitbater"),
    ("legacy_fact", "kind", "waarneming instelling nota"),
    ("legacy_fact", "state", "te_verwerken waargenomen enkel_bewaard in_te_trekken ingetrokken"),
    ("legacy_reject", "closed_as", "verbeterd opgegeven"),
    (
        "legacy_row",
        "outcome",
        "nieuw gekoppeld na_te_kijken zonder_persoon te_oud herhaald geweigerd",
    ),
    ("legacy_run", "state", "rijen waarnemingen klaar gestaakt"),
    ("matching_model", "origin", "shipped calibrated"),
    ("pattern_case", "outcome", "bevestigd verklaarbaar foutieve_koppeling geen_actie"),
    (
        "pattern_case",
        "state",
        "gedetecteerd in_beoordeling bevestigd verklaarbaar foutieve_koppeling geen_actie "
        "opvolging afgesloten",
    ),
    ("person", "identity_state", "te_valideren gevalideerd weerlegd onduidelijk"),
    (
        "person_change",
        "ground",
        "persoon_gezien document_vergeleken gegevens_vergeleken verklaring_betrokkene "
        "document_van_iemand_anders vergissing",
    ),
    ("person_change", "kind", "samengevoegd gesplitst ongedaan_gemaakt"),
    ("research_case", "source", "verslag signaal elders"),
    ("review_task", "answer", "dezelfde_persoon andere_persoon niet_te_zeggen"),
    (
        "review_task",
        "ground",
        "persoon_gezien document_vergeleken gegevens_vergeleken verklaring_betrokkene "
        "document_van_iemand_anders vergissing",
    ),
    ("review_task", "kind", "koppeling samenvoegen steekproef"),
    ("review_task", "state", "open beantwoord vervallen"),
    ("rule_step", "stage", "ontwerp schaduw actief vervangen ingetrokken"),
    (
        "rule_step",
        "step",
        "leveren opstellen wijzigen terugtoetsen schaduw activeren intrekken vervangen",
    ),
    ("shift", "state", "aangegeven gewijzigd geannuleerd beeindigd"),
    (
        "shift",
        "verification",
        "niet_gecontroleerd bevestigd_ter_plaatse weerlegd afwezig_bij_controle "
        "niet_vast_te_stellen",
    ),
    ("signal", "priority", "gewoon dringend"),
    (
        "signal",
        "state",
        "gemeld getrieerd nagegaan aanbod_open aanbod_aanvaard doorverwezen afgesloten",
    ),
    (
        "signal_step",
        "state",
        "gemeld getrieerd nagegaan aanbod_open aanbod_aanvaard doorverwezen afgesloten",
    ),
    ("signal_step", "step", "triage veiligheid aanbod doorverwijzing afsluiten heropenen"),
    ("signal_term", "priority", "gewoon dringend"),
    ("suitability", "state", "geschikt voorwaardelijk geweigerd geschorst ingetrokken verlopen"),
    ("verdict", "kind", "must cannot open"),
    ("verification", "outcome", "aanwezig andere afwezig niet_vast_te_stellen"),
    ("worker_access", "why_ended", "nieuwe_code ingetrokken gesplitst"),
    ("worker_answer", "answer", "bevestigd betwist"),
)
"""Table, column, and the codes as they were when this was written."""


def upgrade() -> None:
    for table, column, codes in CODES:
        listed = ", ".join(f"'{code}'" for code in codes.split())
        op.execute(
            f"ALTER TABLE {table} ADD CONSTRAINT {column}_is_known CHECK ({column} IN ({listed}))"
        )
