"""Whom an @ means: whole names, beginnings that only one colleague has, departments; and whom it does not."""

import time

import pytest

from crm.accounts.mentions import Roster, Target
from crm.notifications.mentions import quoted

COLLEAGUES = [
    (1, "Sanne Bakker"),
    (2, "Jan de Boer"),
    (3, "Jan Smit"),
    (4, "Ingrid van ’t Hof"),
    (5, "Jan-Willem Vos"),
    (6, "Özlem Yıldız"),
    (7, "Jan Smit jr."),
    (8, "dr. Annelies van den Berg"),
]
DEPARTMENTS = [(1, "Binnendienst"), (2, "Verkoop"), (3, "Verkoop Noord"), (4, "R&D")]


@pytest.fixture
def roster() -> Roster:
    return Roster(COLLEAGUES, DEPARTMENTS)


def meant(roster: Roster, text: str) -> list[tuple[str, set[Target]]]:
    return [(text[one.start : one.end], set(one.targets)) for one in roster.find(text)]


@pytest.mark.parametrize(
    ("text", "shown", "target"),
    [
        ("@Sanne Bakker belt terug.", "@Sanne Bakker", ("user", 1)),
        ("@sanne bakker", "@sanne bakker", ("user", 1)),
        ("Kan @Sanne dit doen?", "@Sanne", ("user", 1)),
        ("(@Sanne, graag vóór vrijdag)", "@Sanne", ("user", 1)),
        ("@Sanne  Bakker", "@Sanne  Bakker", ("user", 1)),
        ("@Sanne\nBakker", "@Sanne\nBakker", ("user", 1)),
        ("@Sanne B. weet dit", "@Sanne B.", ("user", 1)),
        ("@Jan de Boer: bel Kees", "@Jan de Boer", ("user", 2)),
        ("@Jan B. weet dit", "@Jan B.", ("user", 2)),
        ("@Jan Smit jr. weet dit", "@Jan Smit jr.", ("user", 7)),
        ("@Jan Smit weet dit", "@Jan Smit", ("user", 3)),
        ("@Ingrid van 't Hof", "@Ingrid van 't Hof", ("user", 4)),
        ("@ingrid", "@ingrid", ("user", 4)),
        ("@Jan-Willem komt", "@Jan-Willem", ("user", 5)),
        ("@ozlem yildiz", "@ozlem yildiz", ("user", 6)),
        ("@Annelies van den Berg", "@Annelies van den Berg", ("user", 8)),
        ("@binnendienst: graag", "@binnendienst", ("department", 1)),
        ("@Verkoop Noord!", "@Verkoop Noord", ("department", 3)),
        ("@verkoop noordelijk deel", "@verkoop", ("department", 2)),
        ("cc:@R&D", "@R&D", ("department", 4)),
    ],
)
def test_a_name_after_an_at_is_a_mention(roster, text, shown, target):
    assert meant(roster, text) == [(shown, {Target(*target)})]


@pytest.mark.parametrize(
    "text",
    [
        "Sanne Bakker",
        "@",
        "@@",
        "@ ",
        "@Jan",  # three are called that
        "@Jan weet dit",
        "@Sannelies",
        "@Piet",
        "sanne@binnendienst.nl",
        "info@verkoop",
        "a.b+c@Sanne",
        "@verkoop.nl",
        "@Sanne@mastodon.example",
        "https://social.example/@Sanne",
        "@Jan-Kees",
    ],
)
def test_these_mention_nobody(roster, text):
    assert meant(roster, text) == []


def test_who_have_the_same_whole_name_are_all_meant():
    both = Roster([(1, "Jan Smit"), (2, "Jan Smit")], [])
    assert meant(both, "@Jan Smit") == [("@Jan Smit", {Target("user", 1), Target("user", 2)})]


def test_a_whole_name_counts_before_somebody_elses_beginning():
    names = Roster([(1, "Verkoop Janssen")], [(9, "Verkoop")])
    assert meant(names, "@Verkoop") == [("@Verkoop", {Target("department", 9)})]


def test_several_mentions_in_one_text_are_all_found_where_they_stand(roster):
    text = "Éérst @Sanne, dan @binnendienst en @Ingrid van ’t Hof."
    assert [shown for shown, _targets in meant(roster, text)] == ["@Sanne", "@binnendienst", "@Ingrid van ’t Hof"]


def test_signs_that_nobody_sees_do_not_hide_a_name(roster):
    assert [targets for _shown, targets in meant(roster, "@Sanne\u200b Bakker")] == [{Target("user", 1)}]


def test_a_long_text_with_a_thousand_ats_is_read_at_once():
    many = Roster([(id, f"Voornaam{id} van der Achternaam{id}") for id in range(500)], DEPARTMENTS)
    began = time.perf_counter()
    assert len(many.find("@verkoop x" * 1000)) == 1  # the others stand after a letter
    assert len(many.find("@verkoop  " * 1000)) == 1000
    assert time.perf_counter() - began < 0.5


@pytest.mark.parametrize(("before", "after"), [(0, 0), (3000, 0), (0, 3000), (3000, 3000)])
def test_a_quote_is_short_and_holds_the_name(roster, before, after):
    text = f"Een regel ervoor\n{'woord ' * (before // 6)}@Sanne Bakker{' woord' * (after // 6)}\nEen regel erna"
    said = quoted(text, roster.find(text)[0])
    assert "@Sanne Bakker" in said and len(said) <= 300 and "regel" not in said
    assert said.startswith("… ") == bool(before) and said.endswith(" …") == bool(after)


def test_a_roster_without_names_finds_nothing():
    assert Roster([], []).find("@Sanne") == []
