"""Our rules for what runs: who it is, what it may, what it mounts, and who may take it away."""

import re
import tomllib

import pytest
import yaml

from contracts import SERVICES

from .support.commands import parsed
from .support.manifests import (
    KUBERNETES,
    OVERLAYS,
    ROOT,
    Pod,
    label,
    of_kind,
    pods,
    render,
    services,
    variables,
)
from .support.network import selects

pytestmark = pytest.mark.parametrize("overlay", OVERLAYS)
USERS = {name: 10_001 + number for number, name in enumerate(SERVICES)}
OPERATIONS = 10_010
EXACT = re.compile(r"^[^:@]+:\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?$")


def faults(pod: Pod) -> list[str]:
    """Where it falls short of the restricted pod security standard, and of our own wishes."""
    security = pod.spec.get("securityContext", {})
    wrong = [
        word
        for word, right in {
            "runs as root": security.get("runAsNonRoot") is True,
            "has an account of the image": security.get("runAsUser", 0) >= 10_000,
            "shares its files": security.get("fsGroup") == security.get("runAsUser"),
            "has no seccomp": security.get("seccompProfile") == {"type": "RuntimeDefault"},
            "gets a token": pod.spec.get("automountServiceAccountToken") is False,
            "uses the default account": pod.spec.get("serviceAccountName", "default") != "default",
            "shares a namespace of the node": not any(
                pod.spec.get(key) for key in ("hostNetwork", "hostPID", "hostIPC")
            ),
            "mounts what is neither secret, setting nor scratch": all(
                set(volume) - {"name"}
                <= {"projected", "configMap", "emptyDir", "persistentVolumeClaim"}
                for volume in pod.spec.get("volumes", [])
            ),
            "has scratch without a limit": all(
                "sizeLimit" in volume["emptyDir"]
                for volume in pod.spec.get("volumes", [])
                if "emptyDir" in volume
            ),
        }.items()
        if not right
    ]
    for container in pod.containers:
        mine, limits = container.get("securityContext", {}), container.get("resources", {})
        wrong += [
            f"{container['name']} {word}"
            for word, right in {
                "may become more": mine.get("allowPrivilegeEscalation") is False,
                "keeps capabilities": mine.get("capabilities") == {"drop": ["ALL"]},
                "writes on its root": mine.get("readOnlyRootFilesystem") is True,
                "is another user": set(mine)
                <= {"allowPrivilegeEscalation", "capabilities", "readOnlyRootFilesystem"},
                "has no request or limit": {"cpu", "memory"} <= set(limits.get("requests", {}))
                and "memory" in limits.get("limits", {}),
                "has no exact image": EXACT.match(container["image"]) is not None,
            }.items()
            if not right
        ]
    return wrong


def test_every_pod_is_restricted(overlay: str) -> None:
    assert {pod.name: wrong for pod in pods(overlay) if (wrong := faults(pod))} == {}


def example(name: str) -> Pod:
    (manifest,) = yaml.safe_load_all((KUBERNETES / "examples" / name).read_text())
    return Pod(manifest, manifest["spec"]["template"])


def test_a_job_that_restores_is_restricted_and_has_what_it_needs(overlay: str) -> None:
    """Of one service, and the keys from the safe by a secret that no manifest makes."""
    restore = example("restore.yaml")
    assert faults(restore) == []
    assert restore.namespace in {pod.namespace for pod in services(overlay)}
    assert restore.labels["app.kubernetes.io/component"] == "job"
    assert restore.secrets == {"databank-restore", "databank-owner", "databank", "public"}
    assert "databank-restore" not in str(render(overlay))
    (container,) = restore.containers
    context = parsed(container["args"])
    assert context.params["service"] == "databank"
    claims = {(each["metadata"]["namespace"], each["metadata"]["name"])
              for each in of_kind(overlay, "PersistentVolumeClaim")}  # fmt: skip
    assert (restore.namespace, "databank-backups") in claims
    accounts = {(each["metadata"]["namespace"], each["metadata"]["name"])
                for each in of_kind(overlay, "ServiceAccount")}  # fmt: skip
    assert (restore.namespace, restore.spec["serviceAccountName"]) in accounts


def test_a_job_about_keys_at_rest_is_restricted_and_has_what_it_needs(overlay: str) -> None:
    """Of the owner of one database, with a file that it cannot change."""
    keys = example("keys.yaml")
    assert faults(keys) == []
    assert keys.labels["app.kubernetes.io/component"] == "job"
    assert keys.namespace in {pod.namespace for pod in services(overlay)}
    assert keys.secrets == {"databank-owner"}
    (container,) = keys.containers
    context = parsed(container["args"])
    assert (context.command.name, context.params["service"]) == ("wrap", "databank")
    items = {each["path"] for volume in keys.spec["volumes"] if volume["name"] == "secrets"
             for source in volume["projected"]["sources"]
             for each in source["secret"]["items"]}  # fmt: skip
    assert str(context.params["file"]).removeprefix("/run/secrets/krachtlijn/") in items
    accounts = {(each["metadata"]["namespace"], each["metadata"]["name"])
                for each in of_kind(overlay, "ServiceAccount")}  # fmt: skip
    assert (keys.namespace, keys.spec["serviceAccountName"]) in accounts


def test_a_job_that_makes_reporting_anew_has_what_it_needs(overlay: str) -> None:
    """What an operator has, and an owner's password that no manifest lays down beside it."""
    rebuild = example("rebuild.yaml")
    assert faults(rebuild) == []
    (operator,) = (pod for pod in pods(overlay) if pod.namespace == rebuild.namespace)
    assert rebuild.secrets == operator.secrets | {"reporting-rebuild"}
    assert "reporting-rebuild" not in str(render(overlay))
    assert operator.labels.items() <= rebuild.labels.items(), "so the network lets it through"
    (container,) = rebuild.containers
    context = parsed(container["args"])
    assert (context.command.name, context.params["service"]) == ("rebuild", "reporting")
    addresses = dict(each.removeprefix("--database-url=").split("=", 1)
                     for each in container["args"] if "--database-url=" in each)  # fmt: skip
    homes = {pod.labels["app.kubernetes.io/name"]: pod.namespace for pod in services(overlay)}
    assert addresses == {
        role: f"postgresql://{role}@database-rw.{homes[service]}.svc:5432/{service}"
        for service in SERVICES
        for role in ([service, "reporting_owner"] if service == "reporting" else [service])
    }
    mounted = {each["path"] for volume in rebuild.spec["volumes"] if volume["name"] == "secrets"
               for source in volume["projected"]["sources"]
               for each in source["secret"]["items"]}  # fmt: skip
    assert mounted == {
        *(f"{service}/database_password" for service in SERVICES),
        "reporting-owner/database_password",
    }


def test_every_namespace_refuses_what_is_not(overlay: str) -> None:
    namespaces = of_kind(overlay, "Namespace")
    assert len(namespaces) == 8
    for namespace in namespaces:
        assert namespace["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


def test_a_service_runs_as_its_own_user(overlay: str) -> None:
    users = {
        pod.labels["app.kubernetes.io/name"]: pod.spec["securityContext"]["runAsUser"]
        for pod in services(overlay)
    }
    assert users == USERS
    jobs = [pod for pod in pods(overlay) if pod not in services(overlay)]
    assert {pod.spec["securityContext"]["runAsUser"] for pod in jobs} == {OPERATIONS}


def test_a_service_mounts_its_own_secrets_alone(overlay: str) -> None:
    for pod in services(overlay):
        name = pod.labels["app.kubernetes.io/name"]
        assert pod.secrets == {name, f"{name}-tls", "public"}


def test_no_job_mounts_the_secrets_of_two_services(overlay: str) -> None:
    for pod in pods(overlay):
        whose = {
            service for service in SERVICES for name in pod.secrets if name.startswith(service)
        }
        assert len(whose) <= 1, pod.name
        if whose:
            assert pod.labels["app.kubernetes.io/name"].startswith(next(iter(whose)))


def test_only_migrations_have_the_owners_password(overlay: str) -> None:
    """And the superuser's reaches only the container that makes the database."""
    for pod in pods(overlay):
        powerful = {name for name in pod.secrets if name.endswith(("-owner", "-superuser"))}
        assert not powerful or pod.name.endswith("-migrate"), pod.name
        volumes = {volume["name"]: str(volume) for volume in pod.spec["volumes"]}
        for container in pod.containers:
            mounted = "".join(volumes[mount["name"]] for mount in container["volumeMounts"])
            assert ("superuser" in mounted) == (container["name"] == "database"), pod.name


def test_who_compares_has_passwords_that_show_ids_alone(overlay: str) -> None:
    (comparer,) = (pod for pod in pods(overlay) if pod.namespace == "krachtlijn-operating")
    assert comparer.secrets == {"completeness", "completeness-tls"}
    addresses = [each for each in comparer.containers[0]["args"] if "postgresql://" in each]
    wanted = {f"{service}_completeness" for service in SERVICES}
    assert {re.split("://|@", each)[1] for each in addresses} == wanted
    holding = [pod.name for pod in pods(overlay) if "completeness" in pod.secrets]
    assert holding == [comparer.name]


def test_an_operator_has_logins_and_no_key(overlay: str) -> None:
    """Where nobody works there is no pod, and none that opens a seal, a column or a backup."""
    (operator,) = (pod for pod in pods(overlay) if pod.namespace == "krachtlijn-operator")
    assert operator.workload["spec"]["replicas"] == 0
    assert operator.secrets == {"operator"}
    (secrets,) = (each for each in operator.spec["volumes"] if each["name"] == "secrets")
    (source,) = secrets["projected"]["sources"]
    assert {item["path"] for item in source["secret"]["items"]} == {
        *(f"{service}/database_password" for service in SERVICES),
        "admin/broker_password",
        "operator/amqp_password",
    }
    addresses = variables(operator.containers[0])["KRACHTLIJN_BUS_DATABASE_URLS"].split()
    said = {name: url for name, _, url in (each.partition("=") for each in addresses)}
    homes = {pod.labels["app.kubernetes.io/name"]: pod.namespace for pod in services(overlay)}
    assert said == {
        name: f"postgresql://{name}@database-rw.{namespace}.svc:5432/{name}"
        for name, namespace in homes.items()
    }


def test_secrets_are_files_that_others_cannot_read(overlay: str) -> None:
    for pod in pods(overlay):
        for volume in pod.spec["volumes"]:
            if volume["name"] != "public" and "projected" in volume:
                assert volume["projected"]["defaultMode"] == 0o440
        for container in pod.containers:
            assert all(
                mount.get("readOnly")
                for mount in container["volumeMounts"]
                if mount["name"] != "tmp"
            ) or "persistentVolumeClaim" in str(pod.spec["volumes"])


def test_each_secret_is_fetched_by_an_account_of_its_own(overlay: str) -> None:
    stores = {
        (each["metadata"]["namespace"], each["metadata"]["name"]): each["spec"]["provider"]["vault"]
        for each in of_kind(overlay, "SecretStore")
    }
    if overlay == "small":
        assert stores == {}
        return
    roles = [store["auth"]["kubernetes"]["role"] for store in stores.values()]
    assert len(roles) == len(set(roles))
    accounts = {
        (namespace, store["auth"]["kubernetes"]["serviceAccountRef"]["name"])
        for (namespace, _), store in stores.items()
    }
    assert len(accounts) == len(stores)
    for secret in of_kind(overlay, "ExternalSecret"):
        place = secret["metadata"]["namespace"], secret["spec"]["secretStoreRef"]["name"]
        role = stores[place]["auth"]["kubernetes"]["role"]
        key = secret["spec"]["dataFrom"][0]["extract"]["key"]
        assert key in {role, f"archive-{role}", "public"}, label(secret)


def test_every_secret_that_a_pod_mounts_is_made_by_somebody(overlay: str) -> None:
    made = {
        (each["metadata"]["namespace"], each["spec"]["secretName"])
        for each in of_kind(overlay, "Certificate")
    } | {
        (each["metadata"]["namespace"], each["spec"]["target"]["name"])
        for each in of_kind(overlay, "ExternalSecret")
    }
    made |= {
        (each["metadata"]["namespace"], "database-superuser")
        for each in of_kind(overlay, "Cluster")
    }
    for pod in pods(overlay):
        missing = {name for name in pod.secrets if (pod.namespace, name) not in made}
        if overlay == "small":  # secrets.sh lays these down
            missing = {name for name in missing if not by_hand(name)}
        assert missing == set(), pod.name


def by_hand(name: str) -> bool:
    own = {*SERVICES, *(f"{each}-{part}" for each in SERVICES for part in ("owner", "backup"))}
    return name in own | {"public", "broker-admin", "completeness", "operator"}


def test_who_keeps_a_service_up_may_be_asked_to_let_one_go(overlay: str) -> None:
    budgets = of_kind(overlay, "PodDisruptionBudget")
    for pod in services(overlay):
        covering = [
            budget
            for budget in budgets
            if budget["metadata"]["namespace"] == pod.namespace
            and selects(budget["spec"]["selector"], pod.labels)
        ]
        assert [budget["spec"]["maxUnavailable"] for budget in covering] == [1], pod.name
    broker = {"app.kubernetes.io/name": "broker"}
    assert any(
        budget["metadata"]["namespace"] == "krachtlijn-broker"
        and selects(budget["spec"]["selector"], broker)
        for budget in budgets
    )
    assert all(
        each["spec"]["enablePDB"] is (overlay != "small") for each in of_kind(overlay, "Cluster")
    )


def test_a_service_is_probed_and_given_time_to_end(overlay: str) -> None:
    """25 seconds after SIGTERM (docs/operating.md), which comes when the sleep is over."""
    for pod in services(overlay):
        container = pod.spec["containers"][0]
        assert {"startupProbe", "readinessProbe", "livenessProbe"} <= set(container)
        sleep = container["lifecycle"]["preStop"]["sleep"]["seconds"]
        assert pod.spec["terminationGracePeriodSeconds"] >= sleep + 25
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            assert container[probe]["httpGet"]["port"] == "internal"
        assert container["livenessProbe"]["httpGet"]["path"] == "/health/live"
        assert container["readinessProbe"]["httpGet"]["path"] == "/health/ready"


def test_images_are_of_this_release(overlay: str) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    ours = {
        container["image"]
        for pod in [*pods(overlay), *map(example, ("restore.yaml", "keys.yaml", "rebuild.yaml"))]
        for container in pod.containers
        if "krachtlijn/" in container["image"]
    }
    assert {image.partition("@")[0].rpartition(":")[2] for image in ours} == {version}
    assert {image.partition("@")[0].rpartition(":")[0].rpartition("/")[2] for image in ours} == {
        *SERVICES,
        "operations",
    }


def test_the_broker_is_the_one_whose_permissions_are_tested(overlay: str) -> None:
    broker = of_kind(overlay, "RabbitmqCluster")[0]["spec"]
    assert broker["image"] == "docker.io/library/rabbitmq:4.0.9-management"
    assert broker["tls"]["disableNonTLSListeners"] is True
    assert "default_queue_type = quorum" in broker["rabbitmq"]["additionalConfig"]
    assert EXACT.match(of_kind(overlay, "Cluster")[0]["spec"]["imageName"])


def test_every_setting_of_a_service_can_be_said_in_its_namespace(overlay: str) -> None:
    """By a ConfigMap that may be missing; what the manifests say themselves beats it."""
    for pod in services(overlay):
        (container,) = pod.containers
        assert container["envFrom"] == [{"configMapRef": {"name": "settings", "optional": True}}]
        files = {each["mountPath"]: each["name"] for each in container["volumeMounts"]}
        (volume,) = (
            each for each in pod.spec["volumes"] if each["name"] == files["/etc/krachtlijn/own"]
        )
        assert volume["configMap"] == {"name": "own-files", "optional": True}, pod.name


def test_what_the_manifests_say_themselves_is_no_choice_of_a_city(overlay: str) -> None:
    """Else a ConfigMap would say it without effect: those have a place in the overlay."""
    for pod in services(overlay):
        (container,) = pod.containers
        said = {each["name"] for each in container["env"] if each["name"].startswith("KRACHT")}
        assert said <= {
            *("KRACHTLIJN_AMQP_URL", "KRACHTLIJN_DATABASE_URL", "KRACHTLIJN_PUBLIC_URL"),
            *("KRACHTLIJN_SECRETS", "KRACHTLIJN_PUBLIC", "KRACHTLIJN_HSTS"),
            *("KRACHTLIJN_HOST", "KRACHTLIJN_PORT", "KRACHTLIJN_TRUSTED_PROXIES"),
            *("KRACHTLIJN_INTERNAL_HOST", "KRACHTLIJN_INTERNAL_PORT"),
            *("KRACHTLIJN_PARTITIONS", "KRACHTLIJN_INSTANCES", "KRACHTLIJN_INSTANCE"),
            *("KRACHTLIJN_DATABANK_PROMETHEUS", "KRACHTLIJN_PLAINTEXT_HOSTS"),
            "KRACHTLIJN_DATABANK_WORKER_URL",
        }, pod.name
