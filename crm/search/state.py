"""What is remembered of the index itself: a few lines of key and value."""

from crm.search.models import SearchState


def get(key: str) -> str | None:
    """What was put there, or None."""
    return SearchState.select(SearchState.value).where(SearchState.key == key).scalar()


def put(key: str, value: str) -> None:
    """Remember it. Inside a transaction."""
    SearchState.insert(key=key, value=value).on_conflict(
        conflict_target=[SearchState.key], update={SearchState.value: value}
    ).execute()


def swap(key: str, was: str, value: str) -> bool:
    """Remember it where the old value is still there; whether it was. Inside a transaction."""
    mine = (SearchState.key == key) & (SearchState.value == was)
    return bool(SearchState.update(value=value).where(mine).execute())


def drop(key: str) -> None:
    """Forget it. Inside a transaction."""
    SearchState.delete().where(SearchState.key == key).execute()
