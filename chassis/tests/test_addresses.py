"""Addresses are made whole, and nothing goes over a wire in plain that nobody allowed."""

from pathlib import Path

import pytest

from chassis.addresses import PlainAddressError, Trust

CA = Path("/run/public/ca.crt")
TRUST = Trust(CA, {"oud"})
WORD = "p/w:@"


def test_the_password_of_a_file_completes_an_address_that_has_none() -> None:
    assert TRUST.broker("amqp://databank@localhost/x", WORD) == (
        "amqp://databank:p%2Fw%3A%40@localhost/x"
    )
    assert (
        TRUST.database("postgresql://a:own@localhost/x", WORD) == "postgresql://a:own@localhost/x"
    )


def test_beyond_this_machine_the_server_of_the_database_proves_its_name() -> None:
    assert TRUST.database("postgresql://a@database:5432/x", "b") == (
        "postgresql://a:b@database:5432/x?sslmode=verify-full&sslrootcert=/run/public/ca.crt"
    )
    system = Trust().database("postgresql://a@database/x?sslmode=verify-full")
    assert "sslrootcert=/" in system
    assert TRUST.database("postgresql://a@/x?host=/run/postgresql") == (
        "postgresql://a@/x?host=/run/postgresql"
    )


def test_every_node_of_the_broker_is_known_by_the_authority_at_hand() -> None:
    assert TRUST.broker("amqps://a@one/x,amqps://a@two/x", "b") == (
        "amqps://a:b@one/x?cafile=/run/public/ca.crt,amqps://a:b@two/x?cafile=/run/public/ca.crt"
    )
    assert Trust().broker("amqps://a@one/x") == "amqps://a@one/x"


@pytest.mark.parametrize(
    "url", ["amqp://a:secret@broker/x", "amqps://a:secret@one/x,amqp://a:secret@two/x",
            "amqps://a:secret@broker/x?no_verify_ssl=1"],
)  # fmt: skip
def test_a_broker_that_could_be_anybody_is_refused(url: str) -> None:
    with pytest.raises(PlainAddressError, match="use amqps://") as error:
        TRUST.broker(url)
    assert "secret" not in str(error.value)


@pytest.mark.parametrize("mode", ["disable", "prefer", "require", "verify-ca"])
def test_a_database_that_could_be_anybody_is_refused(mode: str) -> None:
    with pytest.raises(PlainAddressError, match="KRACHTLIJN_PLAINTEXT_HOSTS=db") as error:
        TRUST.database(f"postgresql://a:secret@db/x?sslmode={mode}")
    assert "secret" not in str(error.value)


def test_an_issuer_in_plain_is_refused() -> None:
    with pytest.raises(PlainAddressError, match=r"The login issuer on login .*use https"):
        TRUST.web("http://login/realms/politie", "The login issuer")
    assert TRUST.web("https://login/", "The login issuer") == "https://login/"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "[::1]", "oud"])
def test_this_machine_and_named_hosts_may_be_spoken_to_in_plain(host: str) -> None:
    for url in (f"amqp://a:b@{host}:5672/x", f"amqps://a:b@{host}/x?no_verify_ssl=1&cafile=/ca"):
        assert TRUST.broker(url) == url
    for url in (f"postgresql://a:b@{host}/x", f"postgresql://a:b@{host}/x?sslmode=disable"):
        assert TRUST.database(url) == url
    assert TRUST.web(f"http://{host}/", "The login issuer") == f"http://{host}/"


@pytest.mark.parametrize("host", ["128.0.0.1", "localhost.example", "0.0.0.0", "127.0.0.1.nip.io"])
def test_what_only_looks_like_this_machine_is_another(host: str) -> None:
    with pytest.raises(PlainAddressError):
        TRUST.broker(f"amqp://a:b@{host}/x")


@pytest.mark.parametrize("url", ["", "broker:5672", "http://a@localhost/x"])
def test_what_is_no_address_is_refused_with_how_one_begins(url: str) -> None:
    with pytest.raises(PlainAddressError, match="must begin with"):
        TRUST.broker(url)
    with pytest.raises(PlainAddressError, match="must begin with"):
        TRUST.database(url)
