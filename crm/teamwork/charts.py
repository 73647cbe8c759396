"""What a chart shows and where: in percents of its width and pixels of its height, so that it fits any screen.

Text in it keeps its size. Every axis begins at 0. The templates draw it; nothing here knows of colours.
"""

from dataclasses import dataclass, field

from crm.words import Text

HIGH = 124  # pixels of the tallest column
ROOM = 1.06  # of the height, above the tallest
NO_ROOM = 95  # percent: above a line so high nothing can be written


@dataclass(frozen=True)
class Mark:
    """A figure: a column, a row or a piece of one.

    ``kind``: "" as usual, ``unknown``, ``late``, ``broken``, ``overdue``, ``open``. ``words`` is how it stands beside
    the mark, where that is more than the number. Without ``url`` nothing can be opened behind it.
    """

    label: Text | str
    value: int
    url: str = ""
    kind: str = ""
    words: Text | str = ""
    short: Text | str = ""  # below a column
    target: int | None = None  # where the line of a goal stands in a row


@dataclass(frozen=True)
class Box:
    """Where a column stands: ``x`` and ``width`` in percents, ``y`` and ``height`` in pixels from above."""

    mark: Mark
    x: float
    width: float
    middle: float
    y: float
    height: float
    labelled: bool


@dataclass(frozen=True)
class Columns:
    """Upright columns, one for each day, week or mark."""

    marks: list[Mark]
    unit: Text | str = ""
    kind: str = "columns"

    @property
    def tick(self) -> int:
        """The round number at which a line stands."""
        return round_below(max((one.value for one in self.marks), default=0))

    @property
    def tick_y(self) -> float:
        """Where that line is."""
        return self._y(self.tick)

    @property
    def boxes(self) -> list[Box]:
        """The columns from left to right; on a narrow screen only some keep what stands below them."""
        slot = 100 / max(len(self.marks), 1)
        last, every = len(self.marks) - 1, 1 + len(self.marks) // 13
        return [
            Box(
                one,
                *(round(slot * (at + 0.19), 2), round(slot * 0.62, 2), round(slot * (at + 0.5), 2)),
                *(self._y(one.value), round(HIGH - self._y(one.value), 1)),
                (last - at) % every == 0,
            )
            for at, one in enumerate(self.marks)
        ]

    @property
    def wide_numbers(self) -> bool:
        """Whether the numbers on the columns would touch each other on a phone."""
        return max((len(str(one.value)) for one in self.marks), default=0) * len(self.marks) > 38

    def _y(self, value: int) -> float:
        most = max((one.value for one in self.marks), default=0) * ROOM
        return round(HIGH - value / most * HIGH, 1) if most else float(HIGH)


@dataclass(frozen=True)
class Rows:
    """Lying bars, one for each cause, department or reason. ``most`` is the end of the axis, where it is known."""

    marks: list[Mark]
    most: int = 0
    kind: str = "rows"

    def number_x(self, mark: Mark) -> float:
        """Where its number begins: after the bar. It is readable where the line of a goal passes behind it."""
        return self.width(mark.value)

    def width(self, value: int) -> float:
        """In percents of the room there is."""
        most = max([self.most, *(max(one.value, one.target or 0) for one in self.marks)])
        return round(value / most * 100, 2) if most else 0.0


@dataclass(frozen=True)
class Line:
    """A share in percents over time; where ``None`` nothing was counted."""

    marks: list[Mark | None]
    shorts: list[Text | str]
    target: int | None = None
    kind: str = "line"

    def x(self, at: int) -> float:
        """Of a point, in percents."""
        return round((at + 0.5) * 100 / len(self.marks), 2)

    def y(self, percent: int) -> float:
        """In pixels."""
        return round(HIGH - percent / 100 * HIGH, 1)

    @property
    def steps(self) -> list[tuple[int, int]]:
        """From which point to which a line goes: between neighbours that were both counted."""
        there = [one is not None for one in self.marks]
        return [(at, at + 1) for at in range(len(there) - 1) if there[at] and there[at + 1]]

    @property
    def note_at(self) -> tuple[int, bool]:
        """By which point the word "goal" has most room, and whether above its line."""
        target = self.target or 0
        inside = range(1, len(self.marks) - 1)  # beside the ends stand numbers
        at = max(inside, key=lambda at: self._gap(at, target), default=0)
        one = self.marks[at]
        return at, (one is None or one.value < target) and target <= NO_ROOM

    def _gap(self, at: int, target: int) -> int:
        one = self.marks[at]
        return -1 if one is None else abs(one.value - target)

    @property
    def target_end(self) -> float:
        """How far the line of the goal goes: to the last point, beside which stands its number."""
        return self.x(self.ends[-1]) if self.ends else 100.0

    @property
    def ends(self) -> list[int]:
        """The first and the last point: these have their number beside them."""
        there = [at for at, one in enumerate(self.marks) if one is not None]
        return sorted({there[0], there[-1]}) if there else []


@dataclass(frozen=True)
class Piece:
    """A part of a bar, in percents of the longest bar."""

    mark: Mark
    x: float
    width: float


@dataclass(frozen=True)
class Bar:
    """A bar of several pieces. ``target``: up to what share of ``due`` the good piece, which is first, should come."""

    label: Text | str
    marks: list[Mark]
    target: int | None = None
    due: int = 0

    @property
    def total(self) -> int:
        """Of its pieces."""
        return sum(one.value for one in self.marks)


@dataclass(frozen=True)
class Stack:
    """Bars that are divided: on time, late, broken."""

    bars: list[Bar]
    legend: list[tuple[str, Text]] = field(default_factory=list)
    kind: str = "stack"

    def pieces(self, bar: Bar) -> list[Piece]:
        """From left to right, without what is nothing."""
        found, at = [], 0.0
        for one in bar.marks:
            if one.value:
                width = one.value / self._most * 100
                found.append(Piece(one, round(at, 2), round(width, 2)))
                at += width
        return found

    def target_x(self, bar: Bar) -> float:
        """Where the line of its goal stands."""
        return round(bar.due / self._most * (bar.target or 0), 2) if self._most else 0.0

    @property
    def _most(self) -> int:
        return max((bar.total for bar in self.bars), default=0)


Chart = Columns | Rows | Line | Stack


def round_below(number: int) -> int:
    """The largest of 1, 2, 5, 10, 20, 50, … that is not above ``number``; 0 for none."""
    found, power = 0, 1
    while power <= number:
        found = max(one for one in (power, 2 * power, 5 * power) if one <= number)
        power *= 10
    return found
