"""Which words of a timeline are large enough for the wall."""

from datetime import timedelta

import pytest

from crm.brief.empty_chair import lines
from crm.brief.empty_chair.lines import Told
from crm.interactions.models import Direction
from tests import factories

MONDAY = factories.at("2026-11-16T09:00:00+01:00")
FILLER = "De maandelijkse levering is volgens planning afgegeven bij de balie."


def told(number: int, body: str, *, direction: str = Direction.OUT, department: int = 1, subject: str = "") -> Told:
    """The contact of so many days after Monday."""
    return Told(number, MONDAY + timedelta(days=number), department, direction, subject, body)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Gebeld. Kees is boos dat de vervanging niet kwam. Nr. 4471.", "Kees is boos dat de vervanging niet kwam."),
        ("Kees belt over kas 3. “Jullie verkoper weet zeker van niks.”", "Jullie verkoper weet zeker van niks."),
        ("Beste Joost,\nWij zijn heel blij met de monteur.\n> oud", "Wij zijn heel blij met de monteur."),
        ("Pomp staat klaar\nAnnelies belt zodra er iemand is", "Annelies belt zodra er iemand is"),
        ("Hij wacht al. Morgen bellen.", "Hij wacht al. Morgen bellen."),
        ("Ok.", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_sentence_in_which_somebody_speaks_or_feels_is_chosen_whole(body, words):
    assert lines.best(told(1, body))[0] == words


def test_a_subject_that_says_more_than_its_text_is_the_line():
    about = told(1, "Derde keer. Belt morgen.", subject="Pomp lekt weer, vervanging niet gekomen")
    assert lines.best(about)[0] == "Pomp lekt weer, vervanging niet gekomen"


def test_without_a_sentence_that_fits_the_subject_leads_and_words_are_not_broken():
    words, worth = lines.best(told(1, "en " * 200, subject="Storing nr. 4"))
    assert words.startswith("Storing nr. 4. en en") and words.endswith("en …")
    assert len(words) <= lines.LONGEST and worth > 0


def test_signs_that_turn_the_text_round_stay_out():
    assert "\u202e" not in lines.best(told(1, "De klant is\u202e teleurgesteld in de levering."))[0]


def test_the_lines_stand_in_order_of_time_and_tell_of_the_occasion_and_the_end():
    contacts = [told(number, f"Regel {number}: {FILLER}") for number in range(20)]
    contacts[3] = told(3, "Annelies klaagt dat niemand haar terugbelt.", direction=Direction.IN)
    found = lines.choose(contacts, about=7)
    ids = [id for id, _words in found]
    assert ids == sorted(ids) and {3, 7, 19} <= set(ids)


def test_it_ends_with_contact_and_not_with_a_note_among_ourselves():
    note = told(9, "Klant is bezorgd over de prijs, zegt Ruben.", direction=Direction.INTERNAL)
    ids = [id for id, _words in lines.choose([told(1, FILLER), told(2, f"Weer: {FILLER}"), note])]
    assert 2 in ids


def test_departments_that_had_no_line_yet_come_first():
    contacts = [told(number, f"Levering {number}: volgens planning afgegeven.", department=1) for number in range(10)]
    contacts[4] = told(4, "Montage van de nieuwe leiding is klaar.", department=2)
    assert 4 in [id for id, _words in lines.choose(contacts)]


def test_a_few_good_lines_are_better_than_many():
    contacts = [told(number, f"Regel {number}: {FILLER}") for number in range(30)]
    assert len(lines.choose(contacts)) == lines.FEWEST
    glad = [
        told(number, f"Kees is blij met levering {number}, zegt hij.", direction=Direction.IN) for number in range(30)
    ]
    assert len(lines.choose(glad)) == lines.MOST


def test_together_they_fit_the_screen():
    long = "Kees is teleurgesteld omdat de pomp weer niet op de dag kwam die wij toezegden, keer {}, zegt hij ons."
    found = lines.choose([told(number, long.format(number), direction=Direction.IN) for number in range(30)])
    assert sum(-(-len(words) // lines.PER_ROW) for _id, words in found) <= lines.ROWS


def test_the_same_words_are_told_once():
    assert len(lines.choose([told(number, FILLER) for number in range(5)])) == 1
