"""Search finds what people look for, and nothing else first: 430 queries over 450 notes."""

from collections import Counter

from tests.search.relevance import measuring, notes, queries

LEAST_RECALL = 0.95
KINDS = {
    "inflection",
    "compound",
    "verb",
    "typo",
    "accent",
    "name",
    "number",
    "operator",
    "English",
    "phrase",
    "prefix",
    "field",
    "date",
}


def test_what_people_type_finds_what_colleagues_wrote(app):
    answers = measuring.ask(queries.cases(), notes.log_all())

    print(measuring.table(answers))
    faults = "\n".join(filter(None, (answer.fault for answer in answers)))
    told = f"\n{measuring.table(answers)}\n{faults}"
    assert measuring.recall(answers) >= LEAST_RECALL, told
    assert [answer.case.query for answer in answers if answer.wrong] == [], told
    assert [answer.case.query for answer in answers if answer.misplaced] == [], told


def test_the_set_is_large_and_mixed_enough_to_say_something():
    cases = queries.cases()
    per_kind = Counter(case.kind for case in cases)

    assert len(list(notes.rows("notes"))) >= 300
    assert len({case.query for case in cases}) == len(cases) >= 150
    assert set(per_kind) == KINDS
    assert min(per_kind.values()) >= 10


def test_every_query_asks_for_something_and_contradicts_nothing():
    for case in queries.cases():
        assert case.relevant or case.first, case.query
        assert not case.right & case.never, case.query


def test_a_search_that_finds_nothing_or_the_wrong_note_would_be_noticed():
    [case] = [case for case in queries.cases() if case.query == "stel"]

    nothing, bestelling = measuring.Answer(case, (), ""), measuring.Answer(case, ("61h", "33h"), "")

    assert nothing.recall == 0
    assert "not found 61h" in nothing.fault
    assert bestelling.wrong == ["33h"]
