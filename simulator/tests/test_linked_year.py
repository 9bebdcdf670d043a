"""People behind the clients of last year, and the codes that organisations make of them."""

import re
from collections import Counter

from simulator.city import City, shared_clients
from simulator.play.linkage_codes import code_of, with_codes

KEY, OTHER = b"a" * 32, b"b" * 32


def test_who_is_shared_comes_to_two_organisations_and_counts_once(city: City) -> None:
    found = shared_clients.people(city.care)
    times = Counter(number for numbers in found.values() for number in numbers.values())
    shared = sum(shared_clients.SHARED.values())
    assert Counter(times.values())[2] == shared
    assert set(times.values()) == {1, 2}
    clients = sum(len(numbers) for numbers in found.values())
    assert shared_clients.distinct(found) == clients - shared


def test_a_person_has_one_code_and_no_other_has_it(city: City) -> None:
    everybody = range(shared_clients.distinct(shared_clients.people(city.care)))
    codes = [code_of(KEY, number) for number in everybody]
    assert len({*codes}) == len(codes)
    assert all(re.fullmatch("k1-[b-df-hj-np-tv-xz]{18}", code) for code in codes)
    assert codes == [code_of(KEY, number) for number in everybody]
    assert not {*codes} & {code_of(OTHER, number) for number in everybody}


def test_a_client_without_a_contact_has_no_code(city: City) -> None:
    found = shared_clients.people(city.care)
    for tables in city.care:
        if tables.half is None:
            coded = with_codes(tables, KEY, found[tables.organisation]).clienten
            having = [row["client_code"] for row in coded if row["koppelcode"]]
            assert having == shared_clients.met(tables)
