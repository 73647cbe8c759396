"""The digest as a page, the choice of how it comes, and the way out of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crm import clock
from crm.accounts.models import Role
from crm.digest import choices, periods, unsubscribing
from crm.digest import queries as digests
from crm.digest.models import DigestChoice, Rhythm, Series
from crm.digest.views.page import MAIL_POLICY
from crm.jobs.models import Job
from crm.journal import Change
from tests import factories
from tests.conftest import text_of
from tests.digest import samples

CHOICE = {"rhythm": "daily", "weekday": "4", "minute": "960", "sections": ["yours", "followups"]}


@pytest.fixture
def news(alice, bob):
    """Something new at a customer of Alice."""
    customer = factories.customer("Kwekerij Van den Berg & Zonen", owner=alice)
    body = "Derde keer dat hij belt over de CP-40 in kas 3. Hij zet de tweede pomp niet door."
    return factories.interaction(customer, by=bob, body=body)


@pytest.fixture
def manager(app):
    return factories.user("Marloes Kooistra", department="Verkoop", role=Role.MANAGER)


def this_week():
    return periods.week_of(factories.today())


def test_the_week_so_far_tells_what_colleagues_wrote(login, alice, news):
    page = text_of(login(alice).get("/digest/"))
    number = int(this_week()[-2:])
    assert f"<h1>Week {number} " in page or f"<h1>Week&nbsp;{number} " in page
    assert "Derde keer dat hij belt over de CP-40 in kas 3." in page and "Bob de Wit" in page
    assert f'href="/customers/{news.customer_id}#i{news.id}"' in page


def test_another_week_does_not_tell_of_this_one(login, alice, news):
    before = periods.week_of(factories.today() - timedelta(days=7))
    page = text_of(login(alice).get(f"/digest/{before}"))
    assert "CP-40" not in page and f'href="/digest/{this_week()}"' in page


def test_one_day_has_a_page_too(login, alice, news):
    day = factories.today()
    assert "CP-40" in text_of(login(alice).get(f"/digest/{day.isoformat()}"))
    assert "CP-40" not in text_of(login(alice).get(f"/digest/{day - timedelta(days=1)}"))


def test_working_days_follow_each_other(login, alice):
    page = text_of(login(alice).get("/digest/2026-11-20"))
    assert 'href="/digest/2026-11-19"' in page and "/digest/2026-11-21" not in page


def test_a_year_of_53_weeks_has_all_of_them(login, alice):
    browser = login(alice)
    assert [browser.get(f"/digest/{one}").status_code for one in ("2026-W53", "2020-W53", "2025-W53")] == [
        200,
        200,
        404,
    ]


@pytest.mark.parametrize(
    "nonsense",
    [
        *("2026-W00", "2026-W54", "2026-W7", "2026-w47", "2026", "morgen", "2026-02-30", "20261120", "0001-W01"),
        *(
            "9999-W52",
            "1989-12-31",
            "2026-W47-1",
            "٢٠٢٦-W47",
            "2026-W4７",
            "-W",
            "W",
            "2026-W47%20",
            "2026-11-20T10:00",
        ),
    ],
)
def test_what_is_no_week_is_not_there(login, alice, nonsense):
    assert login(alice).get(f"/digest/{nonsense}").status_code == 404


def test_what_lies_ahead_is_said_kindly(login, alice):
    later = periods.week_of(factories.today() + timedelta(days=70))
    answer = login(alice).get(f"/digest/{later}")
    assert answer.status_code == 200 and 'class="empty"' in text_of(answer)


def test_without_news_it_says_so(login, alice):
    page = text_of(login(alice).get("/digest/"))
    assert 'class="empty"' in page and 'class="digest-part"' not in page


def test_the_department_is_for_who_leads_it(login, alice, manager, news):
    assert login(alice).get("/digest/?of=department").status_code == 403
    assert login(alice).get(f"/digest/{this_week()}?of=department").status_code == 403
    page = text_of(login(manager).get("/digest/?of=department"))
    assert "CP-40" in page and "Verkoop</h1>" in page
    assert "of=department" not in text_of(login(alice).get("/digest/"))


def test_a_section_that_is_left_out_is_left_out_of_the_page(login, alice, news):
    DigestChoice.create(user=alice, left_out="yours", changed_at=clock.now())
    assert "CP-40" not in text_of(login(alice).get("/digest/"))


def test_the_page_costs_as_many_questions_however_much_it_tells(login, alice, bob, news, query_count):
    browser = login(alice)
    browser.get("/digest/")
    with query_count() as count:
        browser.get("/digest/")
        few = count()
    for number in range(10):
        customer = factories.customer(f"Bakkerij {number}", owner=alice, city="")
        factories.interaction(customer, by=bob, body=f"Oven {number} wordt niet warm.")
        factories.followup(customer, by=alice)
    with query_count() as count:
        page = text_of(browser.get("/digest/"))
        assert count() <= few + 3  # sections that had nothing to ask for before
    assert "wordt niet warm" in page


def test_what_is_late_is_red_beside_the_line(login, alice, news):
    factories.followup(news.customer, by=alice, days=-2)
    page = text_of(login(alice).get("/digest/"))
    assert f'<time class="late" datetime="{factories.today() - timedelta(days=2)}">' in page


def test_harm_is_only_text_on_the_page(login, alice, monkeypatch):
    told = samples.hostile(alice)
    monkeypatch.setattr(digests, "told", lambda edition, left_out: replace(told, edition=edition))
    page = text_of(login(alice).get("/digest/"))
    assert "<script>alert" not in page and "<img src=x" not in page and "mark-late&#34;" not in page
    assert "&lt;script&gt;alert(1)" in page and 'onclick="' not in page


def test_the_preview_is_the_mail_and_nothing_of_it_can_run(login, alice, news):
    news.created_at -= timedelta(minutes=1)
    news.save()
    answer = login(alice).get("/digest/preview")
    assert answer.headers["Content-Security-Policy"] == MAIL_POLICY and "script-src" not in MAIL_POLICY
    assert "CP-40" in text_of(answer) and "/digest/unsubscribe/" in text_of(answer)
    text = login(alice).get("/digest/preview.txt")
    assert text.mimetype == "text/plain" and "\n-- \n" in text_of(text) and "CP-40" in text_of(text)
    assert login(alice).get("/digest/preview?of=department").status_code == 403


def test_looking_fixes_nothing(login, alice, news):
    for url in ("/digest/", "/digest/preview", "/digest/choice"):
        assert login(alice).get(url).status_code == 200
    assert not DigestChoice.select().count() and not Job.select().count()


def test_one_now_is_asked_of_the_worker(login, alice):
    answer = login(alice).post("/digest/send")
    assert answer.status_code == 303 and Job.get().kind == "digest.now"
    page = text_of(login(alice).get("/digest/"))
    assert "CRM_SMTP_URL" not in page  # that is for administrators


def test_who_asked_hears_that_no_mail_goes_out(login, alice):
    browser = login(alice)
    page = text_of(browser.post("/digest/send", follow_redirects=True))
    assert 'class="banner banner-warn"' in page


def test_of_a_department_only_who_leads_it_gets_one(login, alice, manager):
    assert login(alice).post("/digest/send", data={"of": "department"}).status_code == 403
    assert login(manager).post("/digest/send", data={"of": "department"}).location == "/digest/?of=department"


def test_a_choice_is_kept_and_in_the_journal(login, alice):
    answer = login(alice).post("/digest/choice", data=CHOICE | {"when_empty": "y"})
    assert answer.status_code == 303 and answer.location == "/digest/"
    kept = choices.of(alice)
    assert (kept.rhythm, kept.weekday, kept.minute, kept.when_empty) == ("daily", 4, 960, True)
    assert {"yours", "followups"}.isdisjoint(choices.left_out(kept)) and "silent" in choices.left_out(kept)
    assert Change.get(Change.verb == "digest.choose").user == alice.id


def test_the_form_shows_what_counts_now(login, alice):
    login(alice).post("/digest/choice", data=CHOICE)
    page = text_of(login(alice).get("/digest/choice"))
    assert 'value="daily" checked' in page and '<option value="4" selected' in page
    assert '<option value="960" selected>16:00' in page
    assert 'id="section-yours" value="yours" checked' in page and 'value="silent" checked' not in page
    assert "Europe/Amsterdam" in page and 'name="department"' not in page


@pytest.mark.parametrize(
    ("field", "typed"), [("rhythm", "hourly"), ("weekday", "7"), ("weekday", ""), ("minute", "1440"), ("minute", "-5")]
)
def test_what_is_not_in_the_list_is_refused_with_what_was_chosen(login, alice, field, typed):
    answer = login(alice).post("/digest/choice", data=CHOICE | {field: typed})
    page = text_of(answer)
    assert answer.status_code == 422 and f'id="{field}-error"' in page
    assert 'value="silent" checked' not in page and 'value="yours" checked' in page
    assert not DigestChoice.select().count()


def test_only_who_leads_a_department_can_choose_its_digest(login, alice, manager):
    for user, wanted in ((alice, False), (manager, True)):
        login(user).post("/digest/choice", data=CHOICE | {"department": "y"})
        assert choices.of(user).department is wanted


def test_a_link_in_the_mail_asks_before_it_ends_anything(client, alice):
    link = f"/digest/unsubscribe/{unsubscribing.token(alice.id, Series.OWN)}"
    page = client.get(link)
    assert page.status_code == 200 and "<button" in text_of(page)
    assert choices.of(alice).rhythm == Rhythm.WEEKLY


def test_one_click_of_a_mail_program_ends_the_series_without_a_log_in(client, alice, manager):
    link = f"/digest/unsubscribe/{unsubscribing.token(alice.id, Series.OWN)}"
    answer = client.post(link, data={"List-Unsubscribe": "One-Click"}, csrf=False)
    assert answer.status_code == 200 and choices.of(alice).rhythm == Rhythm.OFF
    assert choices.of(manager).rhythm == Rhythm.WEEKLY
    assert client.post(link, csrf=False).status_code == 200  # programs try again
    assert "<button" not in text_of(client.get(link))


def test_of_two_series_only_one_ends(client, manager):
    DigestChoice.create(user=manager, department=True, changed_at=clock.now())
    client.post(f"/digest/unsubscribe/{unsubscribing.token(manager.id, Series.DEPARTMENT)}", csrf=False)
    assert (choices.of(manager).department, choices.of(manager).rhythm) == (False, Rhythm.WEEKLY)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_we_did_not_make_ends_nothing(client, alice, method):
    good = unsubscribing.token(alice.id, Series.OWN)
    for wrong in (
        "x",
        good.swapcase(),
        unsubscribing.token(999_999, Series.OWN),
        "a" * 900,
    ):
        answer = getattr(client, method)(
            f"/digest/unsubscribe/{wrong}", **({"csrf": False} if method == "post" else {})
        )
        assert answer.status_code == 404 and "split" in text_of(answer)
    assert choices.of(alice).rhythm == Rhythm.WEEKLY


def test_a_clock_that_nobody_knows_takes_nobody_s_pages_away(login, alice, news):
    alice.timezone = "Mars/Olympus"
    alice.save()
    page = login(alice).get("/digest/")
    assert page.status_code == 200 and 'data-zone="Europe/Amsterdam"' in text_of(page)
    assert "CP-40" in text_of(page)


def test_the_first_page_and_the_menu_lead_there(login, alice):
    assert text_of(login(alice).get("/")).count('href="/digest/"') >= 2
