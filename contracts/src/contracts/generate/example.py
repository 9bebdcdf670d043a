"""A first message of an event, to become its golden example. Everything in it is invented."""

import base64
import types
from datetime import date
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import AwareDatetime, BaseModel

from contracts.branches import Branch
from contracts.event import Event, Fact
from contracts.generate.schemas import data_schema, source

FALLBACK = {"moment": "2026-03-02T21:00:00Z", "date": "2026-03-02", "text": "voorbeeld"}

BY_NAME: dict[str, Any] = {
    "PoliceCountsReleased.about": "bestuurlijke_aanhoudingen",
    "PoliceCountsReleased.total": 12,
    "PoliceCountsReleased.branches": {"straat": 7, "raam": None},
    "PoliceCountsReleased.grounds": {"openbare_rust": 7, "verkeer": None},
    "PoliceCountsReleased.kinds": {"bestuurlijke_aanhouding": 12},
    "PopulationMeasured.rounded_to": 5,
    "PopulationMeasured.persons": 40,
    "PopulationMeasured.branches": {"raam": 30, "straat": 15},
    "PopulationMeasured.branch_counts": {"een": 35, "meer": 5},
    "PopulationMeasured.visibilities": {"zichtbaar": 40},
    "PopulationMeasured.moves": {"straat:raam": 5},
    "PopulationMeasured.known": {"nieuw": 5, "gekend": 35},
    "PopulationMeasured.age_bands": {"van_21_tot_24": 15, "van_25_tot_29": 25},
    "PopulationMeasured.origin_groups": {"eu_oost": 30, "belgie": 10},
    "PopulationMeasured.establishments": 20,
    "PopulationMeasured.establishment_branches": {"raam": 20},
    "PopulationMeasured.establishment_visibilities": {"zichtbaar": 20},
    "BranchReadingsMeasured.rounded_to": 5,
    "BranchReadingsMeasured.persons": {"verschoven:straat:raam": 5, "werkt_ook:raam:escort": 15},
    "ExpectedRecallMeasured.planted": 150,
    "ExpectedRecallMeasured.found": {"straat:raam": 94, "raam:massagesalon": 108},
    "ExpectedRecallMeasured.hardly_visible": ["escort:raam"],
    "BranchReadingChanged.revision": 2,
    "BranchReading.kind": "verschoven",
    "BranchReading.after": "2026-01-20",
    "BranchReading.before": "2026-03-02",
    "BranchReading.probability": 0.97,
    "moved_at": "2026-02-10T00:00:00Z",
    "SeenElsewhere.branch": "escort",
    "SeenElsewhere.known_until": "2026-01-20",
    "OperationMeasured.component": "databank",
    "OperationMeasured.measured_by": "prometheus",
    "OperationMeasured.probes": 1440,
    "OperationMeasured.answered": 1438,
    "OperationMeasured.imported": ["expert", "fiches"],
    "OperationMeasured.imports": 3,
    "declared_at": "2026-03-02T14:30:00Z",
    "starts_at": "2026-03-02T19:00:00Z",
    "ends_at": "2026-03-03T01:00:00Z",
    "previous_starts_at": "2026-03-02T18:00:00Z",
    "previous_ends_at": "2026-03-03T00:00:00Z",
    "overlap_starts_at": "2026-03-02T20:00:00Z",
    "overlap_ends_at": "2026-03-03T00:30:00Z",
    "lead_minutes": 270,
    "due_at": "2026-03-16T21:00:00Z",
    "fact_at": "2026-03-02T20:15:00Z",
    "from_seen_at": "2026-01-20T22:10:00Z",
    "to_seen_at": "2026-03-02T20:15:00Z",
    "expected_at": "2026-03-04T19:00:00Z",
    "suspended_from": "2026-04-01T00:00:00Z",
    "suspended_to": "2026-05-01T00:00:00Z",
    "closed_from": "2026-04-01T00:00:00Z",
    "closed_to": "2026-05-01T00:00:00Z",
    "effective_from": "2026-04-01T00:00:00Z",
    "effective_to": "2026-05-01T00:00:00Z",
    "valid_from": "2026-03-01",
    "valid_to": "2031-02-28",
    "decide_by": "2026-09-02",
    "safe_by": "2026-08-19",
    "declared_by": "eigenaar-01",
    "owner": "eigenaar-01",
    "fact_code": "tippelen-buiten-zone",
    "report_number": "AN.00.TEST.000001/2026",
    "rule_id": "branch-shift",
    "window_days": 365,
    "LinkageError.confidence": 95,
    "confidence": 0.97,
    "reason": "link-gecorrigeerd",
    "to_branch": "prive_thuis",
    "BranchShiftAnnounced.from_branch": "straat",
    "BranchShiftAnnounced.to_branch": "raam",
    "conditions": ["alarmknop", "brandblusser"],
    "conditional": True,
    "Room.label": "R-03",
    "Premises.label": "Pand Voorbeeldstraat 12",
    "street": "Voorbeeldstraat",
    "house_number": "12",
    "postcode": "2000",
    "measure": "contacten",
    "languages": {"nl": 700, "andere": 40},
    "dimensions": {"branche": "raam", "maand": "2026-02"},
    "value": 42,
    "year": 2026,
    "threshold": 5,
}
"""Values that make sense to a reader, by field or by model and field; types give the rest."""


def example(event: type[Event]) -> dict[str, Any]:
    """A whole message of ``event``; the same event always gets the same example."""
    data = _data(event)
    subject = data[str(event.model_fields[event.key].alias)]
    correlation = _id("correlation")
    return {
        "specversion": "1.0",
        "id": _id(event.type),
        "source": source(event.publisher),
        "type": event.type,
        "subject": subject,
        "time": FALLBACK["moment"],
        "datacontenttype": "application/json",
        "dataschema": data_schema(event),
        "partitionkey": subject,
        "sequence": "1",
        "correlationid": correlation,
        "causationid": _id("cause"),
        "traceparent": f"00-{UUID(correlation).hex}-{UUID(correlation).hex[:16]}-01",
        "data": data,
    }


def _data(model: type[BaseModel]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if issubclass(model, Event) and name in model.seals:
            fields[str(field.alias)] = _boxes(sorted(model.seals[name].readers))
        else:
            fields[str(field.alias)] = _value(name, field.annotation, model.__name__)
    return fields


def _value(name: str, kind: Any, label: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _value(name, arguments[0], label)
    if origin in (Union, types.UnionType):
        return _value(name, arguments[0], label)
    hint = BY_NAME.get(f"{label}.{name}", BY_NAME.get(name))
    if hint is not None and not _is_code(kind, without=hint):
        return hint
    if origin is tuple:
        return [_value(f"{name}-1", arguments[0], label)]
    return _plain(name, kind, label)


def _plain(name: str, kind: Any, label: str) -> Any:
    if kind is AwareDatetime:
        return FALLBACK["moment"]
    if issubclass(kind, Fact):
        return _data(kind)
    if issubclass(kind, Enum):
        return next(iter(kind)).value
    if kind is UUID:
        return _id(name)
    if kind is date:
        return FALLBACK["date"]
    text = f"{label.lower()}-{FALLBACK['text']}"
    known = {bool: False, int: 1, float: 0.5, Branch: Branch.RAAM.value, str: text}
    if kind not in known:
        raise TypeError(f"no example for {label}.{name}; write its message by hand")
    return known[kind]


def _is_code(kind: Any, without: Any) -> bool:
    """Whether ``kind`` is a closed list in which ``without`` does not occur."""
    return isinstance(kind, type) and issubclass(kind, Enum) and without not in list(kind)


def _id(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"urn:krachtlijn:example:{name}"))


def _boxes(readers: list[str]) -> dict[str, Any]:
    box = base64.b64encode(b"not a real box: examples hold no key and no person").decode()
    return {"sealed": {reader: {"epoch": "2026-03", "box": box} for reader in readers}}
