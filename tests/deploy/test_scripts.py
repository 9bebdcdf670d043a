"""What is done by hand beside the manifests: laying secrets down, and applying in order."""

import base64
import json
import os
import subprocess
from pathlib import Path

import pytest
import yaml

from contracts import SERVICES
from launcher.credentials.tree import roles_of

from .support.manifests import KUBERNETES, Pod, pods, render

DOMAIN = {
    "pandkalender": "krachtlijn-eigenaar",
    "databank": "krachtlijn-politie",
    "enforcement": "krachtlijn-stad",
    "reporting": "krachtlijn-stad",
    "registry": "krachtlijn-zorg",
}


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tree of secrets in which every file says whose it is."""
    root = tmp_path_factory.mktemp("secrets")
    places = [
        "public/seal_public.json", "public/issuers.json", "admin/broker_password",
        "admin/database_password", "operator/amqp_password", "admin/broker_users.json",
        "issuers/politie.key", "ca/ca.key",
    ]  # fmt: skip
    for service in SERVICES:
        places += [
            f"{service}/{name}"
            for name in (
                "amqp_password",
                "database_password",
                "seal_private.json",
                "vault.json",
                "logins.json",
                "alert_hook",
            )
        ]
        places += [
            f"{service}/tls.key",
            f"{service}-owner/database_password",
            f"{service}-owner/vault.json",
            f"{service}-backup/database_password",
            f"{service}-backup/recipients.txt",
            f"{service}-backup/signing.key",
            f"{service}-restore/identity.txt",
            f"completeness/{service}_password",
        ]
    for place in places:
        (root / place).parent.mkdir(exist_ok=True)
        (root / place).write_text(f"content of {place}")
    roles = {role: f"verifier of {role}" for each in SERVICES for role in roles_of(each)}
    (root / "admin" / "database_roles.json").write_text(json.dumps(roles))
    return root


@pytest.fixture(scope="module")
def printed(tree: Path) -> str:
    """The manifests that the script makes."""
    done = subprocess.run(
        [KUBERNETES / "secrets.sh", tree], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def laid(printed: str) -> dict[tuple[str, str], dict[str, str]]:
    """Content by namespace and name of each secret among them."""
    return {
        (secret["metadata"]["namespace"], secret["metadata"]["name"]): {
            name: base64.b64decode(content).decode() for name, content in secret["data"].items()
        }
        for secret in yaml.safe_load_all(printed)
        if secret
    }


def test_a_service_gets_its_own_secrets_and_no_other(
    laid: dict[tuple[str, str], dict[str, str]],
) -> None:
    for service in SERVICES:
        own = laid[DOMAIN[service], service]
        assert own["amqp_password"] == f"content of {service}/amqp_password"
        assert own["alert_hook"] == f"content of {service}/alert_hook"
        assert {content.partition("/")[0] for content in own.values()} == {f"content of {service}"}
        owner = dict(laid[DOMAIN[service], f"{service}-owner"])
        assert json.loads(owner.pop("database_roles.json")) == {
            role: f"verifier of {role}" for role in roles_of(service)
        }
        assert {content.partition("/")[0] for content in owner.values()} == {
            f"content of {service}-owner"
        }
        backup = laid[DOMAIN[service], f"{service}-backup"]
        assert {content.partition("/")[0] for content in backup.values()} == {
            f"content of {service}-backup"
        }


def test_no_public_key_is_laid_down_before_the_private_one_of_its_reader(printed: str) -> None:
    """Else a publisher seals with it, and its reader cannot open what came."""
    files = [list(secret["data"]) for secret in yaml.safe_load_all(printed) if secret]
    private = [place for place, names in enumerate(files) if "seal_private.json" in names]
    public = [place for place, names in enumerate(files) if "seal_public.json" in names]
    assert (len(private), len(public)) == (5, 4)
    assert max(private) < min(public)


def test_what_is_private_and_what_is_public_can_be_laid_down_apart(
    tree: Path, laid: dict[tuple[str, str], dict[str, str]]
) -> None:
    parts = {}
    for part in ("private", "public"):
        done = subprocess.run(
            [KUBERNETES / "secrets.sh", tree, part], capture_output=True, text=True, check=True
        )
        parts[part] = {
            (secret["metadata"]["namespace"], secret["metadata"]["name"])
            for secret in yaml.safe_load_all(done.stdout)
            if secret
        }
    assert {name for _, name in parts["public"]} == {"public"}
    assert "public" not in {name for _, name in parts["private"]}
    assert parts["private"] | parts["public"] == set(laid)
    wrong = subprocess.run(
        [KUBERNETES / "secrets.sh", tree, "all"], capture_output=True, text=True, check=False
    )
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert "private or public" in wrong.stderr


def test_no_key_of_an_issuer_or_authority_and_no_key_for_restores_is_laid_down(
    laid: dict[tuple[str, str], dict[str, str]],
) -> None:
    everything = " ".join(content for secret in laid.values() for content in secret.values())
    for word in (
        "issuers/",
        "ca.key",
        "admin/database_password",
        "tls.key",
        "restore",
    ):
        assert word not in everything.replace("public/issuers", "")


def test_what_is_laid_down_is_what_pods_mount(
    laid: dict[tuple[str, str], dict[str, str]],
) -> None:
    """On a small platform; certificates and the servers' administrators come from operators."""
    by_operators = ("-tls", "-superuser")
    mounted = {
        (pod.namespace, name): pod
        for pod in pods("small")
        for name in pod.secrets
        if not name.endswith(by_operators)
    }
    assert set(mounted) == set(laid)
    for place, pod in mounted.items():
        assert items(pod, place[1]) <= set(laid[place]), place


def items(pod: Pod, secret: str) -> set[str]:
    return {
        item["key"]
        for volume in pod.spec["volumes"]
        for source in volume.get("projected", {}).get("sources", [])
        if source.get("secret", {}).get("name") == secret
        for item in source["secret"].get("items", [])
    }


def test_a_folder_that_is_no_tree_is_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [KUBERNETES / "secrets.sh", tmp_path], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "krachtlijn secrets init" in done.stderr
    assert done.stdout == ""


@pytest.fixture
def pretended(tmp_path: Path) -> dict[str, str]:
    """An environment whose kubectl renders for real, and for the rest only says what it was told.

    It fails when it is told what is in ``refuse``.
    """
    real = subprocess.run(["which", "kubectl"], capture_output=True, text=True, check=True)
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "kubectl"
    script.write_text(
        f"""#!/bin/bash
case $1 in
    kustomize | create) exec {real.stdout.strip()} "$@" ;;
esac
echo "kubectl $*" >>{tmp_path}/told
case $* in *jsonpath*) cat {tmp_path}/published 2>/dev/null ;; esac
[[ $* != *"--filename -"* ]] || grep -o 'seal_[a-z]*.json' | sort -u >>{tmp_path}/told
[[ ! -f {tmp_path}/refuse ]] || ! grep -qF -- "$(cat {tmp_path}/refuse)" <<<"$*"
"""
    )
    waits = folder / "sleep"
    waits.write_text(f"#!/bin/bash\necho sleep $* >>{tmp_path}/told\n")
    for each in (script, waits):
        each.chmod(0o755)
    return {**os.environ, "PATH": f"{folder}:{os.environ['PATH']}", "TOLD": str(tmp_path / "told")}


def apply(overlay: str, environment: dict[str, str], *more: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [KUBERNETES / "apply.sh", overlay, *more],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, Path(environment["TOLD"]).read_text().splitlines()


def test_services_come_after_the_migrations_and_these_after_their_servers(
    pretended: dict[str, str], tree: Path
) -> None:
    code, told = apply("small", pretended, str(tree))
    assert code == 0
    order = [
        "step=namespace",
        "--filename -",
        "!krachtlijn.be/step",
        "wait --for=condition=AllReplicasReady",
        "krachtlijn-zorg cluster.postgresql",
        "delete job",
        "step=prepare",
        "krachtlijn-zorg --selector krachtlijn.be/step=prepare job",
        # Its number of pods is whoever's who scaled it: applied over, it would be refused.
        "delete deployment operator --namespace krachtlijn-operator --ignore-not-found",
        "step=serve",
        "statefulset/registry",
    ]
    places = [next(i for i, line in enumerate(told) if word in line) for word in order]
    assert places == sorted(places)
    assert keys_laid_down(told) == ["seal_private.json", "seal_public.json"], (
        "a first one waits not"
    )


def keys_laid_down(told: list[str]) -> list[str]:
    return [line for line in told if line.startswith(("seal_", "sleep "))]


def test_a_new_seal_key_is_published_when_every_pod_has_what_opens_it(
    pretended: dict[str, str], tree: Path, tmp_path: Path
) -> None:
    """What a pod mounts follows its secret within two minutes."""
    (tmp_path / "published").write_bytes(base64.b64encode(b"the keys of last year"))
    code, told = apply("small", pretended, str(tree))
    assert code == 0
    assert keys_laid_down(told) == ["seal_private.json", "sleep 150", "seal_public.json"]


def test_a_release_without_a_new_seal_key_waits_for_nothing(
    pretended: dict[str, str], tree: Path, tmp_path: Path
) -> None:
    published = base64.b64encode((tree / "public/seal_public.json").read_bytes())
    (tmp_path / "published").write_bytes(published)
    code, told = apply("small", pretended, str(tree))
    assert code == 0
    assert keys_laid_down(told) == ["seal_private.json", "seal_public.json"]


def test_no_service_is_touched_when_a_migration_fails(
    pretended: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "refuse").write_text("krachtlijn-politie --selector krachtlijn.be/step=prepare job")
    code, told = apply("production", pretended)
    assert code != 0
    assert not any("step=serve" in line for line in told)


@pytest.mark.parametrize("overlay", ["small", "production"])
def test_every_object_has_its_step(overlay: str) -> None:
    """Jobs before services; what has no step is the ground on which both stand."""
    steps = {
        "Namespace": "namespace",
        "Job": "prepare",
        "StatefulSet": "serve",
        "Deployment": "serve",
    }
    for manifest in render(overlay):
        step = manifest["metadata"].get("labels", {}).get("krachtlijn.be/step")
        assert step == steps.get(manifest["kind"]), manifest["metadata"]["name"]


def test_an_operator_enters_as_the_services_do(
    laid: dict[tuple[str, str], dict[str, str]],
) -> None:
    assert laid["krachtlijn-operator", "operator"] == {
        **{f"{name}_password": f"content of {name}/database_password" for name in SERVICES},
        "broker_password": "content of admin/broker_password",
        "amqp_password": "content of operator/amqp_password",
    }


def test_only_the_topology_and_an_operator_have_the_administrator_of_the_broker(
    laid: dict[tuple[str, str], dict[str, str]],
) -> None:
    admin = laid["krachtlijn-broker", "broker-admin"]
    assert admin["username"] == "admin"
    assert admin["password"] == "content of admin/broker_password"
    assert admin["default_user.conf"].splitlines() == [
        "default_user = admin",
        "default_pass = content of admin/broker_password",
    ]
    assert {place for place, files in laid.items() if "admin/broker_password" in str(files)} == {
        ("krachtlijn-broker", "broker-admin"),
        ("krachtlijn-operator", "operator"),
    }
