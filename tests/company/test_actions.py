"""What an administrator changes of the company itself."""

import pytest
from flask_babel import force_locale

from crm.company import actions, queries
from crm.company.models import OwnChannel
from crm.errors import Forbidden, Invalid, NotFound
from crm.interactions.channels import OURS
from crm.journal import Change
from crm.names import fold
from crm.web.language import say


def verbs() -> list[str]:
    return [change.verb for change in Change.select().order_by(Change.id) if change.kind in ("setting", "channel")]


def test_name_and_clock_are_kept_with_one_change_that_says_what_was(diana):
    actions.edit("  Van Rijnsbergen   Pompen ", "Europe/Lisbon", by=diana)
    actions.edit("Van Rijnsbergen Pompen", "", by=diana)

    assert queries.facts() == {"company_name": "Van Rijnsbergen Pompen", "timezone": ""}
    first, second = Change.select().where(Change.kind == "setting").order_by(Change.id)
    assert (first.verb, first.user) == ("setting.edit", diana.id)
    assert first.values["after"] == {"company_name": "Van Rijnsbergen Pompen", "timezone": "Europe/Lisbon"}
    assert second.values == {"before": {"timezone": "Europe/Lisbon"}, "after": {"timezone": ""}}


def test_saving_without_a_change_writes_nothing(diana):
    actions.edit("Van Rijnsbergen", "", by=diana)
    actions.edit("Van Rijnsbergen", "", by=diana)

    assert verbs() == ["setting.edit"]


@pytest.mark.parametrize("timezone", ["Europe/Lutjebroek", "../../etc/passwd", "/etc/localtime", "Europe", "\0", "nu"])
def test_a_clock_that_does_not_exist_is_refused_and_the_name_not_kept_either(diana, timezone):
    with pytest.raises(Invalid) as refused:
        actions.edit("Van Rijnsbergen", timezone, by=diana)

    assert list(refused.value.fields) == ["timezone"] and queries.facts() == {}


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "Van\x07Rijn", "Van\u202eRijn"])
def test_a_company_is_called_something_that_can_be_read(diana, name):
    with pytest.raises(Invalid) as refused:
        actions.edit(name, "", by=diana)

    assert list(refused.value.fields) == ["name"]


def test_a_channel_is_added_renamed_retired_and_brought_back(diana):
    channel = actions.add_channel("  Whats  App ", by=diana)
    assert (channel.name, channel.key) == ("Whats App", f"own{channel.id}")
    actions.rename_channel(channel.id, "WhatsApp", by=diana)
    actions.retire_channel(channel.id, by=diana)
    assert OwnChannel.get_by_id(channel.id).retired_at
    actions.bring_back_channel(channel.id, by=diana)

    assert [(one.name, one.retired_at) for one in queries.own_channels()] == [("WhatsApp", None)]
    assert verbs() == ["channel.create", "channel.edit", "channel.retire", "channel.bring_back"]


def test_what_is_done_twice_is_written_once(diana):
    channel = actions.add_channel("Beurs", by=diana)
    for _time in range(2):
        actions.rename_channel(channel.id, "Vakbeurs", by=diana)
    for _time in range(2):
        retired = actions.retire_channel(channel.id, by=diana)

    assert retired.retired_at and verbs() == ["channel.create", "channel.edit", "channel.retire"]


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "x" * 41,
        "Whats\0App",
        "Whats\x1bApp",
        "Whats\u200bApp",
        "Whats\u202eApp",
        "!!!",
        "own3",
        "Own 3".replace(" ", ""),
    ],
)
def test_a_channel_has_a_name_that_can_be_read_and_is_no_key(diana, name):
    with pytest.raises(Invalid):
        actions.add_channel(name, by=diana)
    assert not queries.own_channels()


def test_forty_characters_fit(diana):
    assert actions.add_channel("Ĳ" * 40, by=diana).id


def test_the_names_of_our_seven_are_taken_in_both_languages(app, diana):
    names = [*OURS]
    with app.test_request_context():
        for language in ("nl", "en"):
            with force_locale(language):
                names += [say(word) for word in OURS.values()]
    for name in names:
        with pytest.raises(Invalid):
            actions.add_channel(name.upper(), by=diana)


def test_a_name_is_used_once_whatever_its_capitals_and_accents(diana):
    cafe = actions.add_channel("Café", by=diana)
    for same in ("café", "CAFE", " Cafe "):
        with pytest.raises(Invalid, match="already"):
            actions.add_channel(same, by=diana)
    actions.retire_channel(cafe.id, by=diana)
    with pytest.raises(Invalid, match="bring that back"):
        actions.add_channel("cafe", by=diana)
    beurs = actions.add_channel("Beurs", by=diana)
    with pytest.raises(Invalid):
        actions.rename_channel(beurs.id, "CAFÉ", by=diana)
    assert fold(actions.rename_channel(cafe.id, "CAFÉ", by=diana).name) == "cafe"


def test_a_channel_that_is_not_there_is_not_found(diana):
    for act in (actions.retire_channel, actions.bring_back_channel):
        with pytest.raises(NotFound):
            act(7, by=diana)
    with pytest.raises(NotFound):
        actions.rename_channel(7, "Beurs", by=diana)


def test_only_administrators_may(alice, diana):
    channel = actions.add_channel("Beurs", by=diana)
    for act in (
        lambda: actions.edit("Anders", "", by=alice),
        lambda: actions.add_channel("Balie", by=alice),
        lambda: actions.rename_channel(channel.id, "Balie", by=alice),
        lambda: actions.retire_channel(channel.id, by=alice),
        lambda: actions.bring_back_channel(channel.id, by=alice),
    ):
        with pytest.raises(Forbidden):
            act()
