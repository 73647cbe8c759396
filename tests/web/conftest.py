"""A file with some of everything, so that every address of the product leads somewhere, and everybody to try them."""

import base64
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crm import clock, db, journal
from crm.absences import actions as absences
from crm.accounts import actions as accounts
from crm.accounts import keys, passwords
from crm.accounts.models import CONSOLE, ApiToken, Invitation, LoginSession, Role, User
from crm.agreements import actions as agreements
from crm.attachments import actions as attachments
from crm.calendar.models import CalendarFeed
from crm.company import actions as company
from crm.complaints import actions as complaints
from crm.compliments import actions as compliments
from crm.compliments import months
from crm.customers import actions as customers
from crm.customers.actions import CustomerValues
from crm.departures import actions as departures
from crm.digest import unsubscribing
from crm.digest.models import Series
from crm.expectations import actions as expectations
from crm.expectations.checks import Review
from crm.followups import actions as followups
from crm.followups.models import FollowUp
from crm.handovers.models import HandOver, HandOverCustomer
from crm.headsups import actions as headsups
from crm.headsups.actions import Values as HeadsUpValues
from crm.houserules import actions as houserules
from crm.interactions import actions
from crm.jobs.models import Job
from crm.journal import Change
from crm.mail import actions as mails
from crm.mail.letter import Letter
from crm.notifications.models import Notification
from crm.quotations import actions as quotations
from crm.refusals import actions as refusals
from crm.satisfaction import actions as satisfaction
from crm.satisfaction.models import RatingRequest
from crm.search import actions as searching
from crm.search.models import SavedSearch
from crm.settings import Settings
from crm.surprises import actions as surprises
from crm.teamwork.actions import goals
from crm.teamwork.actions.goals import Values as GoalValues
from tests import factories
from tests.databases import Databases
from tests.web.addresses import PASSWORD
from tests.web.row import Row

# The record that each argument of an address stands for; ``lambda user: …`` where everybody has their own.
# Of each kind 1 is as usual, 2 is in the bin and 3 is archived or pinned or followed: what there is to undo.
IDS: dict[str, Any] = {
    "user_id": 1,
    "department_id": 1,
    "key": "een-link-voor-bob",
    "session_id": lambda user: LoginSession.get(LoginSession.user == user).id,
    "token_id": lambda user: ApiToken.get(ApiToken.user == user).id,
    "customer_id": 1,
    "person_id": 1,
    "interaction_id": 1,
    "followup_id": 1,
    "absence_id": 1,
    "ended_id": lambda _user: Change.get(Change.verb == "absence.delete").id,
    "hand_over_id": 1,
    "compliment_id": 1,
    "nomination_id": lambda user: withdrawn(user) or 1,
    "headsup_id": 1,
    "notification_id": lambda user: Notification.get(Notification.user == user).id,
    "attachment_id": 1,
    "agreement_id": 1,
    "surprise_id": 1,
    "refusal_id": 1,
    "rule_id": 1,
    "expectation_id": 1,
    "rating_id": 1,
    "request_id": 1,
    "complaint_id": 1,
    "quotation_id": 1,
    "departure_id": 1,
    "cause_id": 1,
    "goal_id": 1,
    "removed_id": lambda _user: Change.get(Change.verb == "goal.delete").id,
    "channel_id": 1,
    "period": "2026-W47",
    "token": lambda user: unsubscribing.token(user.id, Series.OWN),
    "saved_id": lambda user: SavedSearch.get(SavedSearch.user == user).id,
    "mail_id": 1,
    "job_id": lambda _user: Job.get(Job.kind == "search.read").id,
    "kind": "customer",
    "record_id": 1,
    "change_id": lambda _user: Change.get(Change.verb == "customer.edit").id,
}
PICTURE = base64.b64decode(  # a grey card
    "iVBORw0KGgoAAAANSUhEUgAAACgAAAAeCAAAAAB7tgMBAAAAGklEQVR42mNsYCAOMDGMKhxVOKpwVOEgVggA+5AAvJGYIwMAAAAASUVORK5CYII="
)


@pytest.fixture
def file(alice: User, bob: User, charlie: User) -> User:
    """The records of IDS, all of Alice, who is returned. A new room adds its records here."""
    used, binned, done = (factories.customer(owner=alice) for _number in (1, 2, 3))
    people = [factories.person(used, phones=["06 12 34 56 78"]) for _number in (1, 2, 3)]
    body = "De pomp lekt. Monteur komt donderdag."
    contacts = [factories.interaction(used, by=alice, people=people[:1], body=body) for _number in (1, 2, 3)]
    actions.comment(contacts[0].id, "Besteld.", by=bob)
    for name in ("typeplaatje.png", "oud.png"):
        waiting = attachments.upload(BytesIO(PICTURE), name, by=alice)
        attachments.attach(contacts[0].id, [waiting.key], by=alice)
    attachments.remove(waiting.id, by=alice)
    told = factories.interaction(used, by=alice, body="Kees zegt dat de pomp lekt.")
    for contact in (contacts[0], told):
        surprises.mark(contact.id, None, by=alice)
    surprises.delete(2, by=alice)
    said_no = [factories.refusal(contacts[0], by=alice, body=body) for body in ("Korting", "Weekendcontract")]
    refusals.delete(said_no[1].id, by=alice)
    rules = [factories.houserule(by=CONSOLE, title=f"Regel {number}.") for number in (1, 2, 3)]
    houserules.delete(rules[1].id, by=CONSOLE)
    expected = [factories.expectation(contacts[0], by=alice) for _number in (1, 2, 3)]
    expectations.delete(expected[1].id, by=alice)
    expectations.review(expected[2].id, Review("met"), by=alice)
    actions.delete(contacts[1].id, by=alice)
    actions.pin(contacts[2].id, by=alice)
    asked = [factories.followup(used, by=alice) for _number in (1, 2, 3)]
    asked += [factories.followup(used, by=alice, department=alice.department) for _number in (4, 5)]
    FollowUp.update(user=alice, repeats="week", snoozed_until="2099-01-01").where(FollowUp.id == asked[4].id).execute()
    followups.delete(asked[1].id, by=alice)
    followups.finish(asked[2].id, "Gebeld.", by=alice)
    warned = [headsups.create(used.id, HeadsUpValues("Hond los.", factories.today()), by=alice) for _number in (1, 2)]
    headsups.end(warned[1].id, by=alice)
    agreed = [factories.agreement(contacts[0], by=alice) for _number in (1, 2, 3)]
    agreements.delete(agreed[1].id, by=alice)
    agreements.settle(agreed[2].id, agreements.Ending("kept"), by=alice)
    complained = [
        factories.complaint(contacts[0], by=alice, state=state) for state in ("received", "received", "solved")
    ]
    complaints.delete(complained[1].id, by=alice)
    praised = [factories.compliment(contacts[0], by=alice) for _number in (1, 2)]
    compliments.delete(praised[1].id, by=alice)
    offered = [factories.quotation(contacts[0], by=alice, stage=stage) for stage in ("asked", "asked", "sent")]
    quotations.delete(offered[1].id, by=alice)
    factories.customer("Wasserij Steenbeek", owner=alice)
    left = [factories.customer(f"Smederij {number}", owner=alice) for number in (1, 2, 3)]
    gone = [factories.departure(one, by=alice) for one in left]
    departures.return_(gone[1].id, by=alice)
    departures.delete(gone[2].id, by=alice)
    far = factories.today() + timedelta(days=300)
    for days in (0, 9):
        away = absences.add(absences.Values(alice.id, far + timedelta(days), far + timedelta(days)), by=alice)
    absences.delete(away.id, by=alice)
    given = HandOver.create(from_user=alice, to_user=alice, created_by=alice, created_at=clock.now())
    HandOverCustomer.create(hand_over=given, customer=used)
    customers.delete_person(people[1].id, by=alice)
    customers.archive_person(people[2].id, by=alice)
    customers.delete(binned.id, by=CONSOLE)
    customers.archive(done.id, by=CONSOLE)
    customers.edit(used.id, CustomerValues("Kwekerij De Nieuwe Naam"), by=alice)
    for figure in ("consulted", "agreements"):
        aimed = goals.create(GoalValues(figure, None, 70), by=CONSOLE)
    goals.delete(aimed.id, by=CONSOLE)
    for name in ("Marktplaats", "Fax"):
        company.add_channel(name, by=CONSOLE)
    company.retire_channel(2, by=CONSOLE)
    accounts.former_colleague("p.de-vries@vanrijnsbergen.example", department="Administratie")
    factories.department("Leeg")
    now, link = clock.now(), keys.hash_of(IDS["key"])
    mails.put(Letter("Week 47", "Dag Bob", "<p>Dag Bob"), kind="digest", address=bob.email, name=bob.name)
    Job.create(kind="search.read", run_at=now, created_at=now, tries=10, error="MemoryError", failed_at=now)
    CalendarFeed.create(key_hash=link, user=charlie, created_at=now)
    marked = [factories.another_rating(contacts[0], by=alice) for _number in (1, 2)]
    satisfaction.delete(marked[1].id, by=alice)
    about = {"customer": used, "interaction": contacts[0], "email": "annelies@vandenberg.example"}
    RatingRequest.create(key_hash=link, created_at=now, expires_at=now + timedelta(days=30), **about)
    Invitation.create(key_hash=link, user=bob, created_at=now, expires_at=now + timedelta(days=7))
    return alice


class Everybody:
    """One of each who may come along, and the file as it was before they came."""

    def __init__(self, app: Flask, settings: Settings, users: dict[str, User], databases: Databases) -> None:
        self.app, self.settings, self.users, self._databases = app, settings, users, databases
        self.keys = {who: self._session(user) for who, user in users.items()}
        self.tokens = {who: accounts.create_token(user, by=CONSOLE) for who, user in users.items()}
        self.tokens["operator"] = settings.metrics_token
        for user in users.values():
            customers.follow(3, by=user)
            CalendarFeed.create(key_hash=f"of {user.id}", user=user, created_at=clock.now())
            Notification.create(
                user=user, kind="mention", how="app", record_kind="interaction", record=1, created_at=clock.now()
            )
            if user.may(Role.STAFF):
                compliments.vote(months.current(), compliments.Vote(3, "Reed op zaterdag."), by=user)
                compliments.withdraw(months.current(), by=user)
            searching.save("pomp lekt", by=user)
            searching.searched("pomp", found=True, seen_id=1, today=factories.today(), by=user)
        databases.keep(settings.data_dir)
        self._files = {path: path.read_bytes() for path in self._beside()}

    def ask(self, who: str, row: Row, csrf: bool = True, more: str = "", **options: Any) -> TestResponse:
        """The answer to ``who`` for this row; ``more`` are arguments behind the address."""
        headers = {**options.pop("headers", {})}
        if who in self.tokens and (row.for_programs or who == "operator"):
            headers["Authorization"] = f"Bearer {self.tokens[who]}"
        url = options.pop("url", None) or self.url(row, who) + (more or row.query)
        browser = self.browser("nobody" if row.for_programs else who)
        if row.method == "GET":
            answer = browser.get(url, headers=headers)
        elif row.for_programs:
            answer = browser.post(url, json=row.form, headers=headers)
        else:
            answer = browser.post(url, data=self._form(row, who), csrf=csrf, headers=headers)
        answer.get_data()  # to the end, also where it is made while it is read
        return answer

    def url(self, row: Row, who: str, number: str | None = None) -> str:
        """The address of the row's record, or of the record with this number that does not exist."""
        known = IDS | row.at
        rules = [rule for rule in self.app.url_map.iter_rules() if rule.rule == row.rule]
        for name in rules[0].arguments if rules else ():
            assert name in known, f"{row}: say in IDS of tests/web/conftest.py which record <{name}> is"
        found = row.rule
        for converter, name in arguments(row.rule):
            value = known[name] if number is None else number
            if callable(value):
                value = value(self.users.get(who, self.users["maker"]))
            found = found.replace(f"<{converter}{name}>", str(value))
        return found

    def browser(self, who: str) -> FlaskClient:
        """A browser in which ``who`` is logged in, or nobody."""
        client = self.app.test_client()
        if who in self.keys:
            with client.session_transaction() as session:
                session.update({"_user_id": self.keys[who], "_fresh": True})
        return client

    def restore(self) -> None:
        """The file as it was."""
        db.database.close()
        self._databases.put_back(self.settings.data_dir)
        for new in self._beside() - set(self._files):
            new.unlink()
        for path, content in self._files.items():
            path.write_bytes(content)
        db.database.connect()

    def _beside(self) -> set[Path]:
        """The files that are kept beside the database."""
        found = self.settings.data_dir.rglob("*")
        return {path for path in found if path.is_file() and not path.name.startswith("crm.db")}

    def _form(self, row: Row, who: str) -> dict[str, Any]:
        user = self.users.get(who, self.users["maker"])
        told = {"{today}": factories.today().isoformat(), "{email}": user.email}
        told |= {"{name}": user.name, "{id}": str(user.id)}
        told |= {"{ending}": journal.last("agreement.settle", 3), "{review}": journal.last("expectation.review", 3)}
        form = {name: told.get(value, value) if isinstance(value, str) else value for name, value in row.form.items()}
        return form | {name: (BytesIO(b"Poort 3 is dicht.\n"), file) for name, file in row.files.items()}

    @staticmethod
    def _session(user: User) -> str:
        key, now = keys.new_session_key(), clock.now()
        made = {"user": user, "created_at": now, "expires_at": now + timedelta(days=1)}
        LoginSession.create(key_hash=keys.hash_of(key), **made)
        return key


@pytest.fixture
def everybody(app: Flask, settings: Settings, file: User, bob: User, charlie: User, databases: Databases) -> Everybody:
    """A reader, staff who made nothing, who made all of it, a manager and an administrator."""
    users = {"reader": charlie, "staff": bob, "maker": file}
    users["manager"] = factories.user("Marloes Kooistra", role=Role.MANAGER)
    users["admin"] = factories.user("Diana ’t Hooft", role=Role.ADMIN)
    User.update(password=passwords.hash_of(PASSWORD)).execute()
    return Everybody(app, settings, {who: User.get_by_id(user.id) for who, user in users.items()}, databases)


def withdrawn(user: User) -> int | None:
    """The number of the vote that somebody withdrew."""
    theirs = (Change.verb == "nomination.withdraw") & (Change.user == user.id)
    return Change.select(Change.record).where(theirs).scalar()


def arguments(rule: str) -> list[tuple[str, str]]:
    """``/a/<int:b>/<c>`` -> ``[("int:", "b"), ("", "c")]``"""
    parts = [part.partition(">")[0] for part in rule.split("<")[1:]]
    return [(part[: part.find(":") + 1], part[part.find(":") + 1 :]) for part in parts]


@pytest.fixture
def addresses(app: Flask) -> Callable[[], list[str]]:
    """Every "METHOD rule" that the application answers to, but for static files."""

    def of() -> list[str]:
        rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]
        return sorted(f"{method} {rule.rule}" for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"})

    return of
