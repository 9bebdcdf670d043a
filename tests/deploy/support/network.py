"""Who reaches whom, as Kubernetes reads the network policies of an overlay."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .manifests import Manifest, of_kind


@dataclass(frozen=True)
class Peer:
    """A pod at one end of a connection: ours, an operator's, or somebody else's."""

    namespace: str
    labels: Mapping[str, str]


class Network:
    def __init__(self, overlay: str, strangers: Mapping[str, Mapping[str, str]]) -> None:
        """``strangers``: labels of namespaces that the overlay does not make."""
        self._policies = of_kind(overlay, "NetworkPolicy")
        self._namespaces: dict[str, Mapping[str, str]] = {
            manifest["metadata"]["name"]: manifest["metadata"]["labels"]
            for manifest in of_kind(overlay, "Namespace")
        } | dict(strangers)

    def covered(self, peer: Peer) -> set[str]:
        """The directions in which something is said of it, so that the rest is refused."""
        return {way for policy in self._about(peer) for way in policy["spec"]["policyTypes"]}

    def reaches(self, source: Peer, target: Peer, port: int) -> bool:
        """Whether both ends allow it; an end of which nothing is said allows everything."""
        return self._lets(source, "Egress", target, port) and self._lets(
            target, "Ingress", source, port
        )

    def leaves(self, source: Peer) -> list[dict[str, Any]]:
        """The rules by which it speaks to anybody at all, also outside the cluster."""
        return [
            rule
            for policy in self._about(source)
            for rule in policy["spec"].get("egress", [])
            if not rule.get("to")
        ]

    def addresses(self, source: Peer) -> set[tuple[str, int]]:
        """Blocks outside the cluster, and ports of them, that it may speak to."""
        return {
            (entry["ipBlock"]["cidr"], port["port"])
            for policy in self._about(source)
            for rule in policy["spec"].get("egress", [])
            for entry in rule.get("to", [])
            if "ipBlock" in entry
            for port in rule["ports"]
        }

    def _lets(self, here: Peer, way: str, there: Peer, port: int) -> bool:
        about = [policy for policy in self._about(here) if way in policy["spec"]["policyTypes"]]
        if not about:
            return True
        side = "to" if way == "Egress" else "from"
        return any(
            self._allows(rule, side, policy["metadata"]["namespace"], there, port)
            for policy in about
            for rule in policy["spec"].get(way.lower(), [])
        )

    def _about(self, peer: Peer) -> list[Manifest]:
        return [
            policy
            for policy in self._policies
            if policy["metadata"]["namespace"] == peer.namespace
            and selects(policy["spec"]["podSelector"], peer.labels)
        ]

    def _allows(
        self, rule: dict[str, Any], side: str, namespace: str, there: Peer, port: int
    ) -> bool:
        ports = rule.get("ports")
        if ports and not any(
            entry["port"] <= port <= entry.get("endPort", entry["port"]) for entry in ports
        ):
            return False
        peers = rule.get(side)
        return not peers or any(self._matches(entry, namespace, there) for entry in peers)

    def _matches(self, entry: dict[str, Any], namespace: str, there: Peer) -> bool:
        if "ipBlock" in entry:
            return False  # addresses outside the cluster, none of a pod
        if "namespaceSelector" in entry:
            if not selects(entry["namespaceSelector"], self._namespaces[there.namespace]):
                return False
        elif there.namespace != namespace:
            return False
        return selects(entry.get("podSelector", {}), there.labels)


def selects(selector: dict[str, Any], labels: Mapping[str, str]) -> bool:
    for expression in selector.get("matchExpressions", []):
        assert expression["operator"] == "Exists", "only what our policies use"
        if expression["key"] not in labels:
            return False
    return all(labels.get(key) == value for key, value in selector.get("matchLabels", {}).items())
