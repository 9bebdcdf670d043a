"""What becomes of single rows of an older database."""

from pathlib import Path

from .conftest import AT, ORDER, Databank
from .exports import PERSON, a_line, movers, save


async def test_a_changed_row_is_a_new_claim_beside_the_old_and_what_it_no_longer_says_is_withdrawn(
    databank: Databank, tmp_path: Path
) -> None:
    before = [a_line(1), a_line(2)]
    databank.bring("expert", save(tmp_path / "a.csv", before))
    after = [a_line(1, Voornaam="Ilinca Maria", **{"Datum vaststelling": "14/03/2024"}), a_line(2)]
    report = databank.bring("expert", save(tmp_path / "b.csv", after)).json
    assert report["rijen"] == {"gekoppeld": 1, "herhaald": 1}
    assert report["feiten"]["ingetrokken"] == 1
    rows = await databank.fetch(
        "SELECT claim_id, superseded_at FROM legacy_row WHERE row_id = '1' ORDER BY imported_at"
    )
    assert len({row["claim_id"] for row in rows}) == 2
    assert rows[0]["superseded_at"] is not None
    assert rows[1]["superseded_at"] is None
    (old, new) = await databank.fetch(
        "SELECT sighting.* FROM sighting JOIN claim ON claim.id = claim_id"
        " WHERE family_name = $1 ORDER BY seen_at",
        before[0]["Naam"],
    )
    assert old["person_id"] == new["person_id"]
    assert old["withdrawn_at"] is not None
    assert new["withdrawn_at"] is None


def test_an_operator_reads_how_the_books_close_and_what_to_do(
    databank: Databank, tmp_path: Path
) -> None:
    wrong = a_line(2, Branche="Kelder")
    export = save(tmp_path / "a.csv", [a_line(1), wrong, a_line(3)])
    told = databank.run("import", str(export), "--source", "expert", "--at", AT, *ORDER)
    assert told.code == 3
    assert "expert databank: 3 rijen ingevoerd." in told.out
    assert "Aansluiting: 3 = 2 nieuw + 1 geweigerd" in told.out
    assert "krachtlijn legacy rejects --run" in told.out
    assert wrong["Naam"] not in told.out


async def test_a_row_of_which_only_a_remark_changed_withdraws_nothing(
    databank: Databank, tmp_path: Path
) -> None:
    databank.bring("expert", save(tmp_path / "a.csv", [a_line(1)]))
    report = databank.bring("expert", save(tmp_path / "b.csv", [a_line(1, Opmerking="x")])).json
    assert report["rijen"] == {"gekoppeld": 1}
    assert report["feiten"].get("ingetrokken", 0) == 0
    (seen,) = await databank.fetch("SELECT withdrawn_at FROM sighting")
    assert seen["withdrawn_at"] is None
    assert len(await databank.fetch("SELECT FROM claim")) == 1


async def test_an_import_that_breaks_says_where_and_nothing_of_a_person(
    databank: Databank, tmp_path: Path
) -> None:
    line = a_line(1)
    rule = "ALTER TABLE claim ADD CONSTRAINT never CHECK (family_name IS NULL)"
    await databank.fetch(rule)
    asked = ("--source", "expert", "--at", AT, *ORDER)
    told = databank.run("import", str(save(tmp_path / "a.csv", [line])), *asked)
    assert told.code == 1
    assert "CheckViolationError" in told.error
    assert not any(line[name] in told.out + told.error for name in PERSON)
    assert await databank.fetch("SELECT FROM legacy_row") == []


async def test_refused_rows_are_corrected_in_a_file_and_come_in_then(
    databank: Databank, tmp_path: Path
) -> None:
    wrong = [a_line(1), a_line(2, Branche="Kelder"), a_line(3, **{"Datum vaststelling": "ooit"})]
    export = save(tmp_path / "a.csv", wrong)
    report = databank.bring("expert", export).json
    assert report["rijen"] == {"nieuw": 1, "geweigerd": 2}
    told = databank.run("rejects", "--run", report["run"], *ORDER, "--csv", str(tmp_path / "r.csv"))
    assert "Deze branche kennen we niet." in told.out
    assert wrong[1]["Naam"] not in told.out
    text = (tmp_path / "r.csv").read_text("utf-8-sig").replace("Kelder", "Straat")
    corrected = tmp_path / "beter.csv"
    corrected.write_text(text.replace(";ooit;", ";mei 2024;"), "utf-8-sig")
    report = databank.bring("expert", corrected).json
    assert report["rijen"] == {"nieuw": 2}
    rows = await databank.fetch("SELECT cells, closed_as FROM legacy_reject")
    assert all(row["closed_as"] == "verbeterd" and row["cells"] == "{}" for row in rows)
    assert databank.bring("expert", export).json["rijen"] == {"herhaald": 3}


async def test_refused_rows_that_nobody_will_correct_are_given_up_and_their_fields_go(
    databank: Databank, tmp_path: Path
) -> None:
    wrong = a_line(1, Branche="Kelder")
    export = save(tmp_path / "a.csv", [wrong])
    run = databank.bring("expert", export).json["run"]
    given_up = databank.run("rejects", "--run", run, *ORDER, "--give-up")
    assert "1 rijen opgegeven" in given_up.out
    rows = [row for rows in (await databank.everything()).values() for row in rows]
    assert not any(wrong["Naam"] in row for row in rows)
    assert databank.bring("expert", export).json["rijen"] == {"herhaald": 1}
    logged = await databank.fetch("SELECT action FROM access_log ORDER BY position")
    assert [row["action"] for row in logged] == ["combine", "delete", "combine"]


async def test_nobody_who_was_known_gets_a_first_contact_and_an_assessment_is_no_sighting(
    databank: Databank, tmp_path: Path
) -> None:
    found = [
        a_line(1),
        a_line(2, Zekerheid="0,75"),
        a_line(3, Hoedanigheid="klant"),
        a_line(4, **{"Datum vaststelling": "maart 2024"}),
    ]
    report = databank.bring("expert", save(tmp_path / "a.csv", found)).json
    assert report["feiten"]["waargenomen"] == 1
    assert report["feiten"]["enkel_bewaard"] == 3
    assert await databank.fetch("SELECT FROM first_contact") == []
    (seen,) = await databank.fetch("SELECT branch, seen_at FROM sighting")
    assert seen["seen_at"].isoformat() == "2024-03-12T21:15:00+00:00"
    known = await databank.fetch("SELECT FROM person WHERE first_seen_at IS NOT NULL")
    assert len(known) == 3  # all but the client
    roles = await databank.fetch("SELECT DISTINCT role, category FROM legacy_row ORDER BY role")
    assert [tuple(row) for row in roles] == [
        ("klant", "contact_zonder_verdenking"),
        ("sekswerker", "contact_zonder_verdenking"),
    ]


async def test_moves_in_the_history_are_told_by_event_time_and_a_flood_of_them_waits_for_a_person(
    databank: Databank, tmp_path: Path
) -> None:
    found = movers(400)
    export = save(tmp_path / "a.csv", found)
    report = databank.bring("expert", export, "--most-moves", "100").json
    assert not report["finished"]
    assert report["feiten"]["verschuivingen"] == 200  # a batch of persons
    on = databank.bring("expert", export, "--most-moves", "100", "--accept-moves").json
    assert on["finished"]
    assert on["run"] == report["run"]
    assert on["feiten"]["verschuivingen"] == 400
    cases = await databank.fetch("SELECT * FROM branch_shift_case WHERE withdrawn_at IS NULL")
    assert {case["to_seen_at"].year for case in cases} == {2024}
    assert len(await databank.sandbox.recorded("databank")) == len(cases) == 400


async def test_what_is_older_than_may_be_kept_is_counted_and_not_taken(
    databank: Databank, tmp_path: Path
) -> None:
    old = {"Datum vaststelling": "1/3/2019"}
    found = [
        a_line(1),
        a_line(2, **old),
        a_line(3, Categorie="V", **old),
        a_line(4, Branche="Kelder", **old),
        a_line(5, Branche="Kelder", Categorie="Q", **old),
    ]
    report = databank.bring("expert", save(tmp_path / "a.csv", found)).json
    assert report["rijen"] == {"nieuw": 2, "te_oud": 2, "geweigerd": 1}
    rows = [row for rows in (await databank.everything()).values() for row in rows]
    for line in (found[1], found[3]):
        assert not any(line["Naam"] in row for row in rows)


async def test_a_row_that_turns_out_to_be_of_somebody_else_takes_its_sightings_along(
    databank: Databank, tmp_path: Path
) -> None:
    there = {"Datum vaststelling": "20/03/2024", "Branche": "Straat"}
    before = [a_line(1), a_line(2, **there)]
    wrong = before[1] | {name: before[0][name] for name in PERSON}
    databank.bring("expert", save(tmp_path / "a.csv", [before[0], wrong]))
    (case,) = await databank.fetch("SELECT * FROM branch_shift_case")
    assert case["withdrawn_at"] is None
    report = databank.bring("expert", save(tmp_path / "b.csv", before)).json
    assert report["rijen"] == {"nieuw": 1, "herhaald": 1}
    (case,) = await databank.fetch("SELECT * FROM branch_shift_case")
    assert case["withdrawn_reason"] == "waarneming_ingetrokken"
    standing = await databank.fetch("SELECT person_id FROM sighting WHERE withdrawn_at IS NULL")
    assert len({row["person_id"] for row in standing}) == len(standing) == 2
    told = [event.type.split(".")[3] for event in await databank.sandbox.recorded("databank")]
    assert told == ["branch-shift-detected", "branch-shift-withdrawn"]


async def test_who_may_have_been_a_minor_at_work_is_noted_for_people_and_no_signal_is_raised(
    databank: Databank, tmp_path: Path
) -> None:
    found = [
        a_line(1, Geboortedatum="13/03/2006", **{"Nota codes": "MH"}),
        a_line(2, Geboortedatum="12/03/2006"),
        a_line(3, Geboortedatum="2006"),
        a_line(4, Geboortedatum="maart 2006"),
        a_line(5, Geboortedatum="2005"),
    ]
    report = databank.bring("expert", save(tmp_path / "a.csv", found)).json
    assert report["feiten"]["nota_na_te_kijken"] == 4
    noted = await databank.fetch(
        "SELECT legacy_row.row_id FROM legacy_fact JOIN legacy_row ON legacy_row.id ="
        " legacy_fact.row_id WHERE code = 'mogelijk_minderjarig_na_te_kijken' ORDER BY 1"
    )
    assert [row["row_id"] for row in noted] == ["1", "3", "4"]
    assert await databank.fetch("SELECT FROM signal") == []


async def test_an_unfinished_import_is_given_up_for_another_file_only_when_somebody_says_so(
    databank: Databank, tmp_path: Path
) -> None:
    found = movers(250)
    first = save(tmp_path / "a.csv", found)
    assert not databank.bring("expert", first, "--most-moves", "10").json["finished"]
    other = save(tmp_path / "b.csv", [*found, a_line(700)])
    refused = databank.run("import", str(other), "--source", "expert", "--at", AT, *ORDER)
    assert refused.code == 1
    assert "--set-aside" in refused.error
    report = databank.bring("expert", other, "--set-aside", "--accept-moves").json
    assert report["finished"]
    assert report["rijen"] == {"herhaald": 500, "nieuw": 1}
    assert report["feiten"]["waargenomen"] == 101  # what the first left, and the new one
    states = await databank.fetch("SELECT state FROM legacy_run")
    assert sorted(row["state"] for row in states) == ["gestaakt", "klaar"]
    assert len(await databank.fetch("SELECT FROM branch_shift_case")) == 250
    assert "expert: 501 rijen, 251 personen, 501 waarnemingen" in databank.run("status").out
