"""A claim of the simulator as the databank takes it."""

from typing import Any

from databank.domain.claim import Claimed, Paper


def claimed(fields: dict[str, Any]) -> Claimed:
    address = fields.get("address", {})
    return Claimed(
        given_names=fields.get("givenNames"),
        family_name=fields.get("familyName"),
        birth_date=fields.get("birthDate"),
        sex=fields.get("sex"),
        nationality=fields.get("nationality"),
        national_number=fields.get("nationalNumber"),
        documents=tuple(
            Paper(one["type"], one["country"], one["number"]) for one in fields.get("documents", ())
        ),
        phone=fields.get("phone"),
        street=address.get("street"),
        house_number=address.get("houseNumber"),
        postcode=address.get("postcode"),
        municipality=address.get("municipality"),
        alias=fields.get("alias"),
    )
