"""A thread: one matter with one customer, followed through several contacts by several colleagues."""

from random import Random

from crm.demo import voices
from crm.demo.colleagues import (
    ACCOUNTS,
    AWAY,
    AWAY_FOR,
    FIELD,
    GERRIT,
    NAMED,
    OFFICE,
    SALES,
    STANDS_IN,
    TEAM,
    WRITERS,
)
from crm.demo.drafts import CommentDraft, CompanyDraft, ContactDraft
from crm.demo.facts import Facts
from crm.demo.grammar import Note
from crm.demo.missed import MISSED
from crm.demo.workdays import Workdays

OPEN, CLOSED = 7 * 3600 + 1800, 17 * 3600 + 1800
ROLE_NAMES = {SALES: "verkoper", FIELD: "monteur", OFFICE: "binnen", ACCOUNTS: "admin"}


class Thread:
    """Collects contacts while a story is told: ``rang``, ``mailed``, ``visited``, ``wait``, ``promise``."""

    def __init__(
        self, rng: Random, company: CompanyDraft, place: int, day: int, days: Workdays, serial: int, gerrit_until: int
    ) -> None:
        self.rng = rng
        self.company = company
        self.contacts: list[ContactDraft] = []
        self._place = place
        self._day = day
        self._days = days
        self._second = self._start()
        self._over = False  # once the story reaches this moment, the rest has not happened yet
        self._promised: dict[str, int] = {}
        self._gerrit_until = gerrit_until
        self._cast = self._choose_cast(day < gerrit_until)
        self.facts = Facts(rng, company, serial, f"{days.dates[day]:%y%m}")
        self.facts.update({ROLE_NAMES[department]: TEAM[who].first for department, who in self._cast.items()})
        self._main = self._choose_person()

    def rang(self, department: str, texts: tuple[Note, ...]) -> None:
        """The customer rang us."""
        self._add(department, "phone", "in", texts)

    def called(self, department: str, texts: tuple[Note, ...], tries: float = 0.18) -> None:
        """We rang the customer; with a chance of ``tries`` not at once with success."""
        while tries and self.maybe(tries):
            self.missed(department)
            self.wait(0, 1)
        self._add(department, "phone", "out", texts)

    def missed(self, department: str) -> None:
        """We rang and reached nobody."""
        self._add(department, "phone", "out", MISSED, reached=False)

    def mail_in(self, department: str, texts: tuple[Note, ...]) -> None:
        """The customer mailed."""
        self._add(department, "email", "in", texts)

    def mailed(self, department: str, texts: tuple[Note, ...]) -> None:
        """We mailed the customer."""
        self._add(department, "email", "out", texts)

    def visited(self, department: str, texts: tuple[Note, ...]) -> None:
        """We were there."""
        self._add(department, "visit", "out", texts)

    def came(self, department: str, texts: tuple[Note, ...]) -> None:
        """The customer came to our counter."""
        self._add(department, "visit", "in", texts)

    def letter(self, department: str, texts: tuple[Note, ...], direction: str = "out") -> None:
        """By post."""
        self._add(department, "letter", direction, texts)

    def chat(self, department: str, texts: tuple[Note, ...], direction: str = "in") -> None:
        """A message on a telephone."""
        self._add(department, "chat", direction, texts)

    def noted(self, department: str, texts: tuple[Note, ...]) -> None:
        """A note among ourselves."""
        self._add(department, "note", "internal", texts)

    def met(self, department: str, texts: tuple[Note, ...], direction: str = "internal") -> None:
        """A meeting, among ourselves or with the customer."""
        self._add(department, "meeting", direction, texts)

    def comment(self, said: dict[str, tuple[Note, ...]], chance: float, by: str | None = None) -> None:
        """Somebody, of department ``by`` if given, adds something to the last contact."""
        if self._over or not self.maybe(chance):
            return
        department = by or self.rng.choice(tuple(said))
        last, author = self.contacts[-1], self._author(department)
        body = voices.write(TEAM[author], self.rng, self.rng.choice(said[department]).body.render(self.rng, self.facts))
        at = last.at + self.rng.randrange(600, 14_000)
        if at > self._days.moment(self._day, CLOSED):
            at = self._days.moment(self._day + 1, OPEN + self.rng.randrange(5_000))
        if at <= self._days.now:
            last.comments = (*last.comments, CommentDraft(author, at - last.at, body))

    def maybe(self, chance: float) -> bool:
        """True in ``chance`` of the cases."""
        return self.rng.random() < chance

    def wait(self, least: int, most: int) -> None:
        """Go on some working days later; 0 is later the same day."""
        days = self.rng.randint(least, most)
        if days:
            self._day += days
            self._second = self._start()

    def promise(self, name: str, least: int, most: int) -> None:
        """Name a day from now: ``{name}`` in words, ``{name_week}`` its week."""
        day = self._day + self.rng.randint(least, most)
        self._promised[name] = day
        self.facts[name] = self._days.words(min(day, len(self._days.dates) - 1), self.rng.choice((0, 1, 2, 3)))
        self.facts[f"{name}_week"] = self._days.week(min(day, len(self._days.dates) - 1))

    def until(self, name: str, late: int = 0) -> None:
        """Go on at the promised day, or ``late`` days after (negative: before) it."""
        self._day = max(self._day + 1, self._promised[name] + late)
        self._second = self._start()

    def _add(
        self, department: str, channel: str, direction: str, texts: tuple[Note, ...], reached: bool = True
    ) -> None:
        if not self._still_past():
            return
        rng, author = self.rng, self._author(department)
        by, note = TEAM[author], rng.choice(texts)
        subject = note.subject.render(rng, self.facts)
        if rng.random() > by.subjects:
            subject = ""
        body = voices.write(by, rng, note.body.render(rng, self.facts))
        people = () if channel == "note" or direction == "internal" else self._present(channel)
        self.contacts.append(
            ContactDraft(
                company=self._place,
                author=author,
                channel=channel,
                direction=direction,
                at=self._days.moment(self._day, self._second // 60 * 60),
                subject=subject,
                body=body,
                people=people,
                reached=reached,
                minutes=rng.choice((1, 2, 3, 4, 6, 9, 15, 40, 120)),
            )
        )
        self._second += rng.randrange(900, 9_000)

    def _author(self, department: str) -> int:
        """Who writes; what Gerrit had begun when he left is finished by Bram; somebody stands in for who is away."""
        author = self._cast[department]
        if author == AWAY and self._day > self._days.today - AWAY_FOR:
            return STANDS_IN
        return NAMED["Bram"] if author == GERRIT and self._day >= self._gerrit_until else author

    def _still_past(self) -> bool:
        """Whether the next contact lies before now; after hours it moves to the next morning."""
        if self._second > CLOSED:
            self._day, self._second = self._day + 1, self._start()
        days = self._days
        self._over = self._over or self._day > days.today or days.moment(self._day, self._second) > days.now
        return not self._over

    def _start(self) -> int:
        """A time of day; mornings are busier."""
        return OPEN + int((CLOSED - OPEN) * self.rng.random() ** 1.25)

    def _present(self, channel: str) -> tuple[int, ...]:
        if self._main is None:
            return ()
        count = len(self.company.people)
        if channel in ("visit", "meeting") and count > 1 and self.rng.random() < 0.3:
            return (self._main, (self._main + 1) % count)
        return (self._main,)

    def _choose_cast(self, gerrit: bool) -> dict[str, int]:
        cast = {department: self.rng.choice(who) for department, who in WRITERS.items()}
        if gerrit and self.company.owner in (None, NAMED["Bram"]):  # Bram took over from Gerrit
            cast[SALES] = GERRIT
        elif self.company.owner is not None and self.rng.random() < 0.8:
            cast[SALES] = self.company.owner
        return cast

    def _choose_person(self) -> int | None:
        people = self.company.people
        if not people or self.rng.random() < 0.04:
            return None
        place = int(len(people) * self.rng.random() ** 1.6)  # the first one most
        main = people[place]
        self.facts.of_woman = main.female
        self.facts["wie"] = main.called
        if len(people) > 1:
            self.facts["ander"] = people[(place + 1) % len(people)].called
        return place
