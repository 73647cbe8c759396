"""How a contact is quoted and which are worth it."""

from datetime import timedelta

import pytest

from crm.digest import picking, pool
from crm.quoting import clean, clean_lines, quote, sentences
from tests import factories
from tests.digest.reading import known, logged, rows, this_week


@pytest.mark.parametrize(
    ("subject", "body", "said"),
    [
        ("", "Pomp lekt. Kees belt morgen.", "Pomp lekt. Kees belt morgen."),
        ("Pomp lekt", "Pomp lekt. Kees belt morgen.", "Pomp lekt. Kees belt morgen."),
        ("Storing kas 3", "Pomp lekt.", "Storing kas 3. Pomp lekt."),
        ("Alleen een onderwerp", "", "Alleen een onderwerp."),
        ("", "Beste Joost,\nDe pomp lekt.\n> Op maandag schreef u:\n> hallo", "De pomp lekt."),
        ("", "Pomp lekt\nKees belt morgen", "Pomp lekt / Kees belt morgen"),
        (
            "",
            "een lange mail die\nbij kolom zeventig is afgebroken.",
            "een lange mail die bij kolom zeventig is afgebroken.",
        ),
        ("", "", ""),
    ],
)
def test_the_subject_comes_first_where_it_says_something_else(subject, body, said):
    assert quote(subject, body, 220) == said


def test_only_whole_sentences_are_quoted():
    body = "De kast is 412 mm en de nis 400. Muur is betegeld, er kan niets af. " + "Femke wil het graag weten. " * 9
    said = quote("", body, 100)
    assert said == "De kast is 412 mm en de nis 400. Muur is betegeld, er kan niets af. Femke wil het graag weten."


def test_a_sentence_without_end_is_cut_between_words():
    said = quote("", "pomp " * 200, 60)
    assert len(said) <= 60 and said.endswith("pomp …")
    assert len(quote("", "a" * 5_000, 60)) == 60


def test_few_words_get_the_next_ones_with_them():
    said = quote(
        "Onderhoud", "De havenmeester vraagt wat een jaarcontract voor alle drie de pompen op de steigers kost.", 80
    )
    assert said == "Onderhoud. De havenmeester vraagt wat een jaarcontract voor alle drie de …"


def test_a_title_or_an_abbreviation_does_not_end_a_sentence():
    assert sentences("Dhr. Claassen twijfelt, zie nr. 5 van P. Bakker. Hij belt.") == [
        "Dhr. Claassen twijfelt, zie nr. 5 van P. Bakker.",
        "Hij belt.",
    ]


@pytest.mark.parametrize("bad", ["\u202e", "\u2066", "\u200f", "\x07", "\x1b", "\u061c", "\ufeff"])
def test_nothing_that_turns_the_text_round_is_quoted(bad):
    assert clean(f"Kees{bad} belt\r\nmorgen") == "Kees belt morgen"


@pytest.mark.parametrize("nothing", ["\u200b\u200b", " \u200d ", "\ufe0f", "\u3164\u2800", "\u202e"])
def test_what_nobody_sees_is_nothing(nothing):
    assert clean(nothing) == "" and clean(f"{nothing} Kees") == "Kees"


def test_lines_stay_lines_and_are_as_clean():
    assert clean_lines("Pomp\u202e vervangen.\r\n\u200b\r\n  Klant gebeld. \n") == "Pomp vervangen.\n\nKlant gebeld."


def test_names_that_people_typed_are_cleaned_in_every_section(alice, bob):
    shop = factories.customer("Kees\u202e & Zn", owner=alice)
    factories.interaction(shop, by=bob, body="<b>Pomp</b>\u202e lekt weer langs de as.")
    factories.followup(shop, by=alice, what="Bellen\u2066 over de pomp")
    told = this_week(alice)
    said = [str(text) for part in told.parts for row in part.section.rows for text in (row.title, row.quote, row.note)]
    assert "<b>Pomp</b> lekt weer langs de as." in said
    assert "at Kees & Zn" in said
    assert not any(mark in text for text in said for mark in "\u202e\u2066")


def test_who_was_not_reached_and_a_note_of_a_word_tell_nothing():
    plain = pool.score(True, 40, False, False, 0)
    assert plain > 0
    assert pool.score(False, 40, False, False, 0) == 0
    assert pool.score(True, 8, False, False, 0) == 0
    assert pool.score(True, 8, False, True, 0) > plain


def test_marks_weigh_most_then_comments_then_who_began_and_length_has_a_ceiling():
    marked, commented = pool.score(True, 40, False, True, 0), pool.score(True, 40, False, False, 1)
    incoming, long = pool.score(True, 40, True, False, 0), pool.score(True, 300, False, False, 0)
    assert marked > commented and marked > incoming and marked > long
    assert pool.score(True, 100_000, False, False, 0) == long < marked
    assert pool.score(True, 40, False, False, 50) == pool.score(True, 40, False, False, 3)
    assert picking.with_marks(plain := pool.score(True, 40, False, False, 0), ["late"]) > marked - 6 + plain


BUSY = (
    "Derde keer dat hij belt over de CP-40 in kas 3. De vervanging zou gisteren komen, er is niets geleverd. "
    "Hij zet de tweede pomp nu niet door. Ik heb gezegd dat verkoop hem vandaag nog terugbelt over de levertijd."
)


def test_a_busy_week_reads_in_two_minutes(alice, bob):
    dana = factories.user("Daniëlle Koçak", department="Verkoop")
    for number in range(12):
        mine = known(f"Kwekerij De Lange Akker {number}", owner=alice)
        factories.person(mine, f"Annelies van den Berg {number}", role="Bedrijfsleider")
        silent = known(f"Machinefabriek Hoogland {number}", owner=alice)
        for ago in (62, 72, 82, 92):
            logged(factories.interaction(silent, by=alice, ago=timedelta(days=ago)), timedelta(days=ago))
        factories.interaction(mine, by=bob, body=BUSY, direction="in", subject=f"Storing CP-40, melding {number}")
        factories.followup(
            mine, by=bob, user=alice, what="Prijs doorgeven voor 40 m PE-leiding, 63 mm", days=number % 5 - 2
        )
        factories.interaction(factories.customer(f"Haven {number}", owner=dana), by=bob, body=BUSY)
        factories.interaction(factories.customer(f"Zwart {number}"), by=bob, body=BUSY)
    told = this_week(alice)
    read = [
        f"{row.title} {row.quote} {row.note or ''} {row.state or ''}"
        for part in told.parts
        for row in part.section.rows
    ]
    assert len(rows(told, "yours")) == 8 and len(rows(told, "followups")) == 6
    assert len(rows(told, "silent")) == 4 and len(rows(told, "newcomers")) == 7
    assert len(rows(told, "department")) == 2 and len(rows(told, "elsewhere")) == 1
    assert 250 < len(" ".join(read).split()) <= 450
