"""Codes in a worker's words."""

from chassis.web.pages.languages import mark
from contracts.codes import DisputeReason

REASON = {
    DisputeReason.GEDWONGEN: mark("Ik word gedwongen"),
    DisputeReason.ONVEILIG: mark("Ik voel me niet veilig"),
    DisputeReason.HUURT_NIET: mark("Ik huur dit raam niet"),
    DisputeReason.WAS_ER_NIET: mark("Ik was er niet of ik zal er niet zijn"),
    DisputeReason.UREN_KLOPPEN_NIET: mark("De uren kloppen niet"),
}
