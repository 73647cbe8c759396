"""Tables to download: safe in a spreadsheet, in the reader's own make, and as long as they may be."""

import csv
import io
import tracemalloc

import peewee
import pytest

from crm import db
from crm.accounts.models import User
from crm.web import csv as downloads
from crm.web.csv import answer
from tests import factories


@pytest.fixture
def download(app, alice):
    """``download(rows)``: the file as bytes, and its headers; made while a request is at hand, read after it."""

    def made(rows, columns=("a", "b"), name="Klanten: ’s-Gravenzande/é", language="nl"):
        with app.test_request_context(headers={"Accept-Language": language}):
            found = answer(name, columns, rows)
        return b"".join(found.response), found.headers

    return made


def test_a_dutch_reader_gets_semicolons_and_an_english_one_commas_both_with_a_mark(download):
    dutch, headers = download([["x", 1]])
    english, _headers = download([["x", 1]], language="en")
    assert dutch == b"\xef\xbb\xbfa;b\r\nx;1\r\n" and english == b"\xef\xbb\xbfa,b\r\nx,1\r\n"
    assert headers["Content-Type"] == "text/csv; charset=utf-8" and headers["X-Content-Type-Options"] == "nosniff"


def test_the_name_is_plain_and_says_the_day(download):
    _data, headers = download([])
    [name] = headers["Content-Disposition"].removeprefix('attachment; filename="').split('"')[:1]
    assert name.startswith("klanten-s-gravenzande-e-20") and name.endswith(".csv") and name.isascii()
    _data, headers = download([], name='"; x=\r\nSet-Cookie: a')
    assert "\r" not in headers["Content-Disposition"] and headers["Content-Disposition"].count('"') == 2


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+31 6 12",
        "-",
        "@SUM(A1)",
        "\t=1",
        "\n=1",
        "\r=1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\0=1",
        "\x1f=1",
        "'=1",
        "''-",
    ],
)
def test_what_a_spreadsheet_would_run_becomes_text(download, cell):
    data, _headers = download([[cell, "y"]])
    [_head, row] = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert row[0].startswith("'") and row[1] == "y"


@pytest.mark.parametrize("cell", ["’t Hof", "'t Hof", "a=b", "1-2", "", "06 12", "'"])
def test_other_text_stays_as_it_is(download, cell):
    data, _headers = download([[cell, "y"]])
    [_head, row] = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert row == [cell, "y"]


def test_separators_quotes_and_line_ends_stay_within_their_cell(download):
    hostile = 'a;b,c"d\r\n=e\rf\ng\0\x07\x9b'
    data, _headers = download([[hostile, None], [-5, factories.at("2026-07-01T10:00:00+00:00")]])
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1:] == [['a;b,c"d\n=e\nf\ng', ""], ["-5", "2026-07-01T12:00:00+02:00"]]


def test_a_hundred_thousand_rows_are_sent_in_pieces(app, alice):
    with app.test_request_context():
        pieces = iter(answer("x", ["a"], (["w" * 100] for _number in range(100_000))).response)
    next(pieces)
    tracemalloc.start()
    size = sum(len(piece) for piece in pieces)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert size > 10_000_000 and most < 2_000_000


def test_the_rows_may_ask_the_file_but_not_write_in_it_after_the_request_is_over(app, login, alice):
    def rows():
        yield [User.get().name, ""]
        with pytest.raises(peewee.DatabaseError, match=r"readonly|read-only"):
            User.update(name="Een ander").execute()
        yield ["1", ""]

    app.add_url_rule("/tabel", "tabel", lambda: downloads.answer("tabel", ["a", "b"], rows()))
    browser = login(alice)
    db.database.close()
    page = browser.get("/tabel").get_data(as_text=True)
    assert db.database.is_closed()
    db.database.connect()
    assert "Alice van den Bosch" in page and page.endswith("1;\r\n")


def test_a_download_that_is_broken_off_leaves_no_connection_behind(app, login, alice):
    app.add_url_rule("/tabel", "tabel", lambda: downloads.answer("tabel", ["a"], ([c] for c in ["x" * 70_000] * 9)))
    browser = login(alice)
    db.database.close()
    answer = browser.get("/tabel")
    next(answer.iter_encoded())
    assert not db.database.is_closed()
    answer.close()
    assert db.database.is_closed()
    db.database.connect()
