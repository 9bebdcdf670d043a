"""Words for the codes of the register of regulation, on the screens."""

from chassis.web.pages.languages import mark
from reporting.regie import labels as regie
from reporting.regulation.rules import TOPICS, Decision, Kind, Status, Topic, Verdict

PARTNER = regie.PARTNER
KIND = {
    Kind.VOORSTEL: mark("Voorstel van reglementering"),
    Kind.INSTRUMENT: mark("Instrument tegen verdoken vormen"),
}
TOPIC = {
    Topic.PROSTITUTIE: mark("Reglementering inzake prostitutie"),
    Topic.GESCHIKTHEIDSVERKLARING: mark("Reglementering inzake de geschiktheidsverklaring"),
    Topic.VERDOKEN_VORMEN: mark("Reglementering van verdoken vormen"),
    Topic.REGISTREREN: mark("Verdoken vormen registreren"),
    Topic.CONTROLEREN: mark("Verdoken vormen controleren"),
    Topic.SANCTIONEREN: mark("Verdoken vormen sanctioneren"),
}
TOPICS_OF = {kind: {topic: TOPIC[topic] for topic in topics} for kind, topics in TOPICS.items()}
STATUS = {
    Status.ONTWERP: mark("Ontwerp"),
    Status.OVERLEGD: mark("Overlegd met partners"),
    Status.INGEDIEND: mark("Ingediend"),
    Status.AANGENOMEN: mark("Aangenomen"),
    Status.VERWORPEN: mark("Verworpen"),
    Status.TE_PROBEREN: mark("Nog te proberen"),
    Status.BEPROEFD: mark("Wordt beproefd"),
    Status.BRUIKBAAR: mark("Bruikbaar"),
    Status.NIET_BRUIKBAAR: mark("Niet bruikbaar"),
}
COLOUR = {
    Status.ONTWERP: "grey",
    Status.OVERLEGD: "blue",
    Status.INGEDIEND: "blue",
    Status.AANGENOMEN: "green",
    Status.VERWORPEN: "red",
    Status.TE_PROBEREN: "grey",
    Status.BEPROEFD: "blue",
    Status.BRUIKBAAR: "green",
    Status.NIET_BRUIKBAAR: "red",
}
DECISION = {
    Decision.AANGENOMEN: STATUS[Status.AANGENOMEN],
    Decision.VERWORPEN: STATUS[Status.VERWORPEN],
}
VERDICT = {
    Verdict.BRUIKBAAR: STATUS[Status.BRUIKBAAR],
    Verdict.NIET_BRUIKBAAR: STATUS[Status.NIET_BRUIKBAAR],
}
FUNCTION = {
    **regie.FUNCTION,
    "dossierbehandelaar_bh": mark("Dossierbehandelaar bestuurlijke handhaving"),
    "jurist_bh": mark("Jurist bestuurlijke handhaving"),
}
"""Those who write the register."""
STEPS = (
    ("day", mark("Opgemaakt")),
    ("consulted_on", mark("Overlegd met partners")),
    ("submitted_on", mark("Ingediend")),
    ("tried_on", mark("Geprobeerd")),
)
CHANGED = {
    "topic": mark("waarover het gaat"),
    "day": mark("dag van opmaak"),
    "subject": mark("onderwerp"),
    "partners": mark("partners"),
    "consulted_on": mark("dag van het overleg"),
    "submitted_on": mark("dag van indiening"),
    "decided_on": mark("dag van de beslissing"),
    "decision": mark("beslissing"),
    "tried_on": mark("dag van de proef"),
    "verdict": mark("bruikbaar of niet"),
    "result": mark("resultaat"),
    "note": mark("nota"),
    "withdrawn": mark("ingetrokken"),
}
"""Fields that a next version changed."""
