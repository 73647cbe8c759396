"""What the colleagues of the demo company searched for: kept, lately, and in vain."""

from datetime import date, timedelta

from crm import clock
from crm.accounts.models import User
from crm.interactions.models import Interaction
from crm.search import missed
from crm.search.models import MissedSearch, RecentSearch, SavedSearch

KEPT = {
    "joost": (
        ("Storingen aan pompen", "storing pomp sinds:vorige maand"),
        ("Offertes van verkoop", "offerte afd:verkoop"),
    ),
    "ingrid": (("Te laat geleverd", "(levering OF leveren) laat"), ("Rekening klopt niet", "rekening klopt")),
}
LATELY = {"joost": ("winterorder", "van den berg", "voorrijkosten", "viton"), "ingrid": ("hydrofoor", "6781")}
# months ago, words, how often
IN_VAIN = (
    (0, "statiegeld pallets", 4),
    (0, "inlogcode webshop", 3),
    (0, "openingstijden kerst", 2),
    (0, "legionellacertificaat", 1),
    (1, "statiegeld pallets", 2),
    (1, "handleiding frequentieregelaar", 2),
    (1, "prijslijst 2027", 5),
    (2, "terugbelverzoek weekend", 1),
)
NEWS = 12  # contacts since a kept search was looked at


def write(now: date) -> None:
    """Write them all. Inside a transaction."""
    newest = Interaction.select(Interaction.id).order_by(Interaction.id.desc()).limit(1).scalar() or 0
    for user in User.select().where(User.disabled_at.is_null()):
        first = user.name.split()[0].lower()
        for name, words in KEPT.get(first, ()):
            SavedSearch.create(user=user, name=name, query=words, seen_id=max(newest - NEWS, 0), created_at=clock.now())
        for ago, words in enumerate(LATELY.get(first, ()), 1):
            RecentSearch.create(user=user, query=words, at=clock.now() - timedelta(hours=ago))
    for months, words, times in IN_VAIN:
        then = date(now.year, now.month, 15) - timedelta(days=30 * months)  # the middle: 30 days back is a month back
        MissedSearch.create(month=missed.month_of(then), words=words, times=times)
