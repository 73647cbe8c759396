"""How much a contact tells to who was not there: what decides which few are quoted."""

MARKED, GRAVE = 6, 4
COMMENT, MOST_COMMENTS = 2, 3
INCOMING = 2
EACH, LONGEST = 100, 3  # characters for a point, and the ceiling
SHORTEST = 12  # characters; "Gemaild." tells nothing


def score(reached: bool, length: int, incoming: bool, marked: bool, comments: int) -> int:
    """Points of a contact whose subject and text have ``length`` characters together; 0: not worth telling.

    ``marked``: something came of it (a follow-up, "good to know", and what later rooms mark); that is what colleagues
    must know. ``comments``: of others than the author; who answers found it worth that. ``incoming``: the customer
    wanted something. A long text often tells more, but a long mail does not tell ten times as much.
    """
    if not reached or (length < SHORTEST and not marked):
        return 0
    points = 1 + MARKED * marked + COMMENT * min(comments, MOST_COMMENTS) + INCOMING * incoming
    return points + min(length // EACH, LONGEST)


def with_marks(points: int, kinds: list[str]) -> int:
    """The same once it is known what the marks are: what went wrong or surprised us comes before all else."""
    return points + GRAVE * sum(kind in ("late", "warn") for kind in kinds)
