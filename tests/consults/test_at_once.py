"""Several pages of one customer that one colleague opens at the same moment are one sitting."""

import threading

from crm import db
from crm.consults import actions
from crm.consults.models import Consult
from crm.customers.models import CustomerView


def test_pages_opened_at_the_same_moment_are_one_sitting(app, alice, customer):
    ready, failed = threading.Barrier(4), []

    def look(brief: bool) -> None:
        with db.database.connection_context():
            ready.wait()
            try:
                actions.look(customer.id, brief=brief, by=alice)
            except Exception as error:  # a thread would keep it to itself
                failed.append(error)

    pages = [threading.Thread(target=look, args=(brief,)) for brief in (True, False, True, False)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()

    assert failed == []
    assert Consult.select().count() == CustomerView.select().count() == 1
    assert Consult.get().brief_at is not None
