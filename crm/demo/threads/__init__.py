"""What goes on between the company and its customers, each kind as often as it does."""

from itertools import accumulate

from crm.demo.drafts import CompanyDraft
from crm.demo.threads import (
    complaint,
    delivery,
    english,
    fault,
    household,
    invoice,
    maintenance,
    project,
    quotation,
    sales,
    small,
)

BUSINESS = (
    (quotation.quotation, 16),
    (fault.fault, 17),
    (delivery.delivery, 22),
    (invoice.question, 6),
    (invoice.reminder, 4),
    (complaint.complaint, 3),
    (maintenance.maintenance, 6),
    (maintenance.renewal, 2),
    (sales.visit, 7),
    (sales.prices, 5),
    (sales.keeping_up, 8),
    (sales.card, 3),
    (sales.inside, 4),
    (small.question, 12),
    (small.change, 7),
    (small.tip, 6),
    (small.note, 5),
    (small.thanks, 2),
    (small.chat, 4),
    (project.project, 2),
    (project.rental, 2),
    (project.guarantee, 2),
)
PROSPECT = ((quotation.quotation, 4), (sales.visit, 3), (sales.keeping_up, 4), (sales.card, 1), (small.question, 2))
HOUSEHOLD = ((household.at_home, 1),)
ABROAD = ((english.abroad, 1),)


def _weighed(kinds: tuple) -> tuple[tuple, list[int]]:
    return tuple(kind for kind, _ in kinds), list(accumulate(weight for _, weight in kinds))


_BUSINESS, _PROSPECT, _HOUSEHOLD, _ABROAD = map(_weighed, (BUSINESS, PROSPECT, HOUSEHOLD, ABROAD))


def kinds_for(company: CompanyDraft) -> tuple[tuple, list[int]]:
    """The kinds of thread that suit a customer, and their cumulative weights."""
    if company.language == "en":
        return _ABROAD
    if company.kind == "household":
        return _HOUSEHOLD
    return _PROSPECT if company.status == "prospect" else _BUSINESS
