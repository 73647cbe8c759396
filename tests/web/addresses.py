"""Every address of the product: the least that somebody must be to use it, and a form that would work there.

A new route needs a row here, or tests/web/test_every_address.py fails. A row is

    Row(METHOD, RULE as Flask knows it, WHO, form that works and writes, more)

WHO is the least that may: OPEN (also who is not logged in), OWN (everybody logged in, about themselves), READER,
STAFF, MAKER (staff, but only who made it; managers too), MANAGER, ADMIN; or TOKEN (a program with the operator's
token). Under /api/ the same words are about whose token the program has. More:

    at={"customer_id": 2}   another record than the usual one in conftest.py's IDS
    query="?q=pomp"         where a page asks for an argument
    answer=409              where even who may gets another answer than a page or a redirect
    writes=False            a POST that changes nothing in the file here; writes=READER: only for these
    files={"file": "nota.txt"}   a small file that is sent along
    policy="…"              sends its page under this policy
    one_click=True          for mail programs: what proves that they may, stands in the address
    sandboxed=True          sends what somebody uploaded, under a policy of its own in which nothing runs
"""

from crm.digest.views.page import MAIL_POLICY
from crm.outbox import views as outbox
from tests.web.row import ADMIN, MAKER, MANAGER, OPEN, OWN, READER, STAFF, TOKEN, Row

PASSWORD = "vier-paarden-in-de-wei"  # of every colleague in the table's file
LOG_IN = {"email": "{email}", "password": PASSWORD}  # {email}, {name}: those of who asks; {today}
NEW_PASSWORD = {"current_password": PASSWORD, "new_password": "vijf-koeien-op-de-dijk"}
CONTACT = {"customer": "1", "channel": "phone", "direction_phone": "in", "body": "Belt terug.", "key": "k1"}
API_CONTACT = {"customer_id": 1, "channel": "phone", "direction": "in", "body": "Belt terug over de pomp."}
COMMENT = {"body": "Monteur is onderweg.", "key": "k2"}
AGREEMENT = {"side": "we", "kind": "delivery", "body": "nieuwe CP-40 leveren", "due_on": "over 2 weken"}
COMPLAINT = {"body": "CP-40 lekt weer.", "cause": "Afdichting", "owner": "1", "due_on": "over 2 weken", "key": "k8"}
COMPLIMENT = {"body": "Ingrid stond er binnen een uur.", "key": "k9"}
NOMINATION = {"nominee": "3", "reason": "Reed op zaterdag naar de kas."}
HEADS_UP = {"body": "Eerst de vervanging, dan pas de order.", "until_on": "morgen", "key": "k7"}
QUOTATION = {"body": "Twaalf pompen", "stage": "asked", "key": "k9"}
REFUSAL = {"body": "24-uurs storingscontract", "reason": "Geen monteurs.", "refusal_contact": "1", "key": "k9"}
EXPECTATION = {"body": "Dat jullie bellen.", "review_on": "over 3 maanden", "expectation_contact": "1", "key": "k10"}
HOUSE_RULE = {"does": "0", "title": "Geen monteurs na 17:00.", "words": "storing, avond"}
FOLLOW_UP = {"what": "Kees terugbellen", "whose": "u1", "due_on": "{today}", "key": "k3"}
CUSTOMER = {"name": "Bakkerij Kuipers", "kind": "organisation", "status": "customer", "owner": ""}
PERSON = {"name": "Joop Kuipers"}
COLLEAGUE = {"name": "Fatima el Idrissi", "email": "fatima@x.example", "department": "1", "role": "staff"}


# fmt: off
ROWS = (
    Row("GET",  "/", READER),
    Row("GET",  "/healthz", OPEN),
    Row("GET",  "/metrics", TOKEN),

    Row("GET",  "/setup", OPEN),  # in a file that is in use: on to the log-in page
    Row("POST", "/setup", OPEN, CUSTOMER, answer=409, writes=False),
    Row("POST", "/setup/demo", OPEN, answer=409, writes=False),

    Row("GET",  "/login", OPEN),
    Row("POST", "/login", OPEN, LOG_IN),
    Row("POST", "/logout", OPEN, writes=OWN),
    Row("POST", "/accounts/language", OWN, {"locale": "en"}),
    Row("GET",  "/accounts/password", OWN),
    Row("POST", "/accounts/password", OWN, NEW_PASSWORD),
    Row("GET",  "/accounts/forgot", OPEN),
    Row("POST", "/accounts/forgot", OPEN, {"email": "{email}"}, writes=False),  # without a mail server: tests/accounts
    Row("GET",  "/accounts/welcome/<key>", OPEN),
    Row("POST", "/accounts/welcome/<key>", OPEN, {"password": NEW_PASSWORD["new_password"]}),
    Row("GET",  "/accounts/me", OWN),
    Row("POST", "/accounts/me", OWN, {"name": "Nieuwe Naam"}),
    Row("POST", "/accounts/me/tokens", OWN, {"name": "telefooncentrale"}),
    Row("POST", "/accounts/me/sessions/end", OWN),
    Row("POST", "/accounts/me/sessions/<int:session_id>/end", OWN),
    Row("POST", "/accounts/tokens/<int:token_id>/revoke", OWN),
    Row("GET",  "/accounts/colleagues/", ADMIN),
    Row("GET",  "/accounts/colleagues/new", ADMIN),
    Row("POST", "/accounts/colleagues/new", ADMIN, COLLEAGUE),
    Row("GET",  "/accounts/colleagues/<int:user_id>", ADMIN),
    Row("POST", "/accounts/colleagues/<int:user_id>", ADMIN, COLLEAGUE),
    Row("POST", "/accounts/colleagues/<int:user_id>/link", ADMIN),
    Row("POST", "/accounts/colleagues/<int:user_id>/disable", ADMIN),
    Row("POST", "/accounts/colleagues/<int:user_id>/enable", ADMIN, at={"user_id": 4}),
    Row("GET",  "/accounts/departments/", ADMIN),
    Row("POST", "/accounts/departments/", ADMIN, {"department": "Inkoop"}),
    Row("GET",  "/accounts/departments/<int:department_id>", ADMIN),
    Row("POST", "/accounts/departments/<int:department_id>", ADMIN, {"department": "Buitendienst", "mark": "4"}),
    Row("POST", "/accounts/departments/<int:department_id>/remove", ADMIN, at={"department_id": 4}),

    Row("GET",  "/customers/", READER),
    Row("GET",  "/customers/<int:customer_id>", READER),
    Row("GET",  "/customers/<int:customer_id>/brief", READER),
    Row("GET",  "/brief/empty-chair", READER, query="?customer=1"),
    Row("POST", "/customers/<int:customer_id>/follow", OWN),
    Row("POST", "/customers/<int:customer_id>/unfollow", OWN, at={"customer_id": 3}),
    Row("GET",  "/customers/new", STAFF),
    Row("POST", "/customers/new", STAFF, CUSTOMER),
    Row("GET",  "/customers/<int:customer_id>/edit", STAFF),
    Row("POST", "/customers/<int:customer_id>/edit", STAFF, CUSTOMER),
    Row("POST", "/customers/<int:customer_id>/archive", STAFF),
    Row("POST", "/customers/<int:customer_id>/unarchive", STAFF, at={"customer_id": 3}),
    Row("POST", "/customers/<int:customer_id>/delete", MANAGER),
    Row("POST", "/customers/<int:customer_id>/restore", MANAGER, at={"customer_id": 2}),
    Row("GET",  "/customers/<int:customer_id>/people/new", STAFF),
    Row("POST", "/customers/<int:customer_id>/people/new", STAFF, PERSON),
    Row("GET",  "/customers/people/<int:person_id>", STAFF),
    Row("POST", "/customers/people/<int:person_id>", STAFF, PERSON),
    Row("POST", "/customers/people/<int:person_id>/archive", STAFF),
    Row("POST", "/customers/people/<int:person_id>/unarchive", STAFF, at={"person_id": 3}),
    Row("POST", "/customers/people/<int:person_id>/delete", STAFF),
    Row("POST", "/customers/people/<int:person_id>/restore", STAFF, at={"person_id": 2}),

    Row("GET",  "/customers/people/<int:person_id>/vcard", STAFF),
    Row("GET",  "/customers/export", STAFF),
    Row("GET",  "/customers/people/export", STAFF),

    Row("GET",  "/interactions/new", STAFF),
    Row("POST", "/interactions/", STAFF, CONTACT),
    Row("GET",  "/interactions/<int:interaction_id>", READER),
    Row("GET",  "/interactions/<int:interaction_id>/edit", MAKER),
    Row("POST", "/interactions/<int:interaction_id>/edit", MAKER, CONTACT),
    Row("POST", "/interactions/<int:interaction_id>/comments", STAFF, COMMENT),
    Row("POST", "/interactions/<int:interaction_id>/delete", MAKER),
    Row("POST", "/interactions/<int:interaction_id>/restore", MAKER, at={"interaction_id": 2}),
    Row("POST", "/interactions/<int:interaction_id>/pin", STAFF),
    Row("POST", "/interactions/<int:interaction_id>/unpin", STAFF, at={"interaction_id": 3}),

    Row("GET",  "/interactions/choices", STAFF, query="?customer=1&field=surprise_missed"),
    Row("GET",  "/interactions/export", STAFF, query="?customer=1"),

    Row("POST", "/attachments/", STAFF, files={"file": "nota.txt"}),
    Row("GET",  "/attachments/<int:attachment_id>", READER),
    Row("GET",  "/attachments/<int:attachment_id>/download", READER, sandboxed=True),
    Row("GET",  "/attachments/<int:attachment_id>/preview", READER, sandboxed=True),
    Row("POST", "/attachments/<int:attachment_id>/remove", MAKER),
    Row("POST", "/attachments/<int:attachment_id>/restore", MAKER, at={"attachment_id": 2}),

    Row("GET",  "/refusals/", READER),
    Row("GET",  "/refusals/new", STAFF, query="?customer=1"),
    Row("POST", "/refusals/new", STAFF, REFUSAL, query="?customer=1"),
    Row("GET",  "/refusals/<int:refusal_id>", READER),
    Row("GET",  "/refusals/<int:refusal_id>/edit", MAKER),
    Row("POST", "/refusals/<int:refusal_id>/edit", MAKER, REFUSAL),
    Row("POST", "/refusals/<int:refusal_id>/delete", MAKER),
    Row("POST", "/refusals/<int:refusal_id>/restore", MAKER, at={"refusal_id": 2}),

    Row("GET",  "/houserules/", READER),
    Row("POST", "/houserules/matching", OPEN, {"body": "Korting?"}, writes=False),  # nothing to who is not logged in
    Row("GET",  "/houserules/new", MANAGER),
    Row("POST", "/houserules/new", MANAGER, HOUSE_RULE),
    Row("GET",  "/houserules/<int:rule_id>/edit", MANAGER),
    Row("POST", "/houserules/<int:rule_id>/edit", MANAGER, HOUSE_RULE),
    Row("POST", "/houserules/<int:rule_id>/move", MANAGER, {"to": "down"}),
    Row("POST", "/houserules/<int:rule_id>/delete", MANAGER),
    Row("POST", "/houserules/<int:rule_id>/restore", MANAGER, at={"rule_id": 2}),

    Row("GET",  "/expectations/", READER),
    Row("GET",  "/expectations/new", STAFF, query="?customer=1"),
    Row("POST", "/expectations/new", STAFF, EXPECTATION, query="?customer=1"),
    Row("GET",  "/expectations/<int:expectation_id>", READER),
    Row("GET",  "/expectations/<int:expectation_id>/edit", MAKER),
    Row("POST", "/expectations/<int:expectation_id>/edit", MAKER, EXPECTATION),
    Row("POST", "/expectations/<int:expectation_id>/review", STAFF, {"outcome": "met"}),
    Row("POST", "/expectations/<int:expectation_id>/reopen", STAFF, {"reviewed": "{review}"}, at={"expectation_id": 3}),
    Row("POST", "/expectations/<int:expectation_id>/delete", MAKER),
    Row("POST", "/expectations/<int:expectation_id>/restore", MAKER, at={"expectation_id": 2}),

    Row("GET",  "/followups/", READER),
    Row("GET",  "/followups/export", STAFF),
    Row("GET",  "/followups/new", STAFF, query="?customer=1"),
    Row("POST", "/followups/new", STAFF, FOLLOW_UP, query="?customer=1"),
    Row("GET",  "/followups/<int:followup_id>", READER),
    Row("GET",  "/followups/<int:followup_id>/edit", MAKER),
    Row("POST", "/followups/<int:followup_id>/edit", MAKER, FOLLOW_UP),
    Row("POST", "/followups/<int:followup_id>/finish", STAFF, {"outcome": "Gebeld, het is in orde."}),
    Row("GET",  "/followups/due", STAFF, query="?text=vrijdag"),
    Row("POST", "/followups/<int:followup_id>/claim", MAKER, at={"followup_id": 4}),
    Row("POST", "/followups/<int:followup_id>/release", MAKER, at={"followup_id": 5}),
    Row("POST", "/followups/<int:followup_id>/hand-over", MAKER, {"whose": "u2", "word": "Jij kent Kees."}),
    Row("POST", "/followups/<int:followup_id>/snooze", ("maker",), {"until": "over 2 weken"}),
    Row("POST", "/followups/<int:followup_id>/wake", ("maker",), at={"followup_id": 5}),
    Row("POST", "/followups/<int:followup_id>/stop", MAKER, at={"followup_id": 5}),
    Row("POST", "/followups/<int:followup_id>/reopen", MAKER, at={"followup_id": 3}),
    Row("POST", "/followups/<int:followup_id>/delete", MAKER),
    Row("POST", "/followups/<int:followup_id>/restore", MAKER, at={"followup_id": 2}),
    Row("GET",  "/compliments/", READER),
    Row("GET",  "/compliments/new", STAFF, query="?interaction=1"),
    Row("POST", "/compliments/new", STAFF, COMPLIMENT, query="?interaction=1"),
    Row("GET",  "/compliments/<int:compliment_id>", READER),
    Row("GET",  "/compliments/<int:compliment_id>/edit", MAKER),
    Row("POST", "/compliments/<int:compliment_id>/edit", MAKER, COMPLIMENT),
    Row("POST", "/compliments/<int:compliment_id>/delete", MAKER),
    Row("POST", "/compliments/<int:compliment_id>/restore", MAKER, at={"compliment_id": 2}),
    Row("GET",  "/compliments/month", READER),
    Row("POST", "/compliments/month", STAFF, NOMINATION),
    Row("POST", "/compliments/month/withdraw", STAFF, writes=False),  # everybody did already: the next one undoes it
    Row("POST", "/compliments/month/<int:nomination_id>/restore", STAFF),

    Row("GET",  "/headsups/", READER),
    Row("GET",  "/headsups/new", STAFF, query="?customer=1"),
    Row("POST", "/headsups/new", STAFF, HEADS_UP, query="?customer=1"),
    Row("GET",  "/headsups/<int:headsup_id>", READER),
    Row("GET",  "/headsups/<int:headsup_id>/edit", MAKER),
    Row("POST", "/headsups/<int:headsup_id>/edit", MAKER, HEADS_UP),
    Row("POST", "/headsups/<int:headsup_id>/end", MAKER),
    Row("POST", "/headsups/<int:headsup_id>/restore", MAKER, at={"headsup_id": 2}),
    Row("POST", "/followups/hand-over", ADMIN, {"from": "1", "to": "2"}),

    Row("GET",  "/agreements/", READER),
    Row("GET",  "/agreements/day", STAFF, query="?due_on=vrijdag"),
    Row("GET",  "/agreements/new", STAFF, query="?customer=1"),
    Row("POST", "/agreements/new", STAFF, AGREEMENT, query="?interaction=1"),
    Row("GET",  "/agreements/<int:agreement_id>", READER),
    Row("GET",  "/agreements/<int:agreement_id>/edit", MAKER),
    Row("POST", "/agreements/<int:agreement_id>/edit", MAKER, AGREEMENT),
    Row("POST", "/agreements/<int:agreement_id>/settle", STAFF, {"state": "kept", "note": "Geleverd."}),
    Row("POST", "/agreements/<int:agreement_id>/reopen", STAFF, {"ending": "{ending}"}, at={"agreement_id": 3}),
    Row("POST", "/agreements/<int:agreement_id>/delete", MAKER),
    Row("POST", "/agreements/<int:agreement_id>/restore", MAKER, at={"agreement_id": 2}),

    Row("GET",  "/complaints/", READER),
    Row("GET",  "/complaints/lessons", READER, query="?q=pomp"),
    Row("GET",  "/complaints/causes", READER),
    Row("POST", "/complaints/causes/<int:cause_id>/rename", MANAGER, {"name": "Pakking versleten"}),
    Row("GET",  "/complaints/known", STAFF),
    Row("GET",  "/complaints/same", STAFF, query="?cause=Afdichting+versleten"),
    Row("GET",  "/complaints/new", STAFF, query="?customer=1"),
    Row("POST", "/complaints/new", STAFF, COMPLAINT, query="?interaction=1"),
    Row("GET",  "/complaints/<int:complaint_id>", READER),
    Row("GET",  "/complaints/<int:complaint_id>/edit", MAKER),
    Row("POST", "/complaints/<int:complaint_id>/edit", MAKER, COMPLAINT),
    Row("POST", "/complaints/<int:complaint_id>/answer", STAFF, {"remedy": "Monteur komt donderdag."}),
    Row("POST", "/complaints/<int:complaint_id>/solve", STAFF, {"remedy": "Pakking vervangen."}),
    Row("POST", "/complaints/<int:complaint_id>/learn", STAFF, {"lesson": "Meteen nieuw."}, at={"complaint_id": 3}),
    Row("POST", "/complaints/<int:complaint_id>/reopen", STAFF, {"state": "solved"}, at={"complaint_id": 3}),
    Row("POST", "/complaints/<int:complaint_id>/hand-over", STAFF, {"to": "2", "word": "Jij kent Kees."}),
    Row("POST", "/complaints/hand-over", ADMIN, {"from": "1", "to": "2"}),
    Row("POST", "/complaints/<int:complaint_id>/delete", MAKER),
    Row("POST", "/complaints/<int:complaint_id>/restore", MAKER, at={"complaint_id": 2}),

    Row("GET",  "/quotations/", READER),
    Row("GET",  "/quotations/new", STAFF, query="?customer=1"),
    Row("POST", "/quotations/new", STAFF, QUOTATION, query="?interaction=1"),
    Row("GET",  "/quotations/<int:quotation_id>", READER),
    Row("GET",  "/quotations/<int:quotation_id>/edit", MAKER),
    Row("POST", "/quotations/<int:quotation_id>/edit", MAKER, QUOTATION),
    Row("GET",  "/quotations/<int:quotation_id>/send", STAFF),
    Row("POST", "/quotations/<int:quotation_id>/send", STAFF, {"on": "vandaag"}),
    Row("GET",  "/quotations/<int:quotation_id>/win", STAFF),
    Row("POST", "/quotations/<int:quotation_id>/win", STAFF, {"reason": "price"}),
    Row("GET",  "/quotations/<int:quotation_id>/lose", STAFF),
    Row("POST", "/quotations/<int:quotation_id>/lose", STAFF, {"reason": "price"}),
    Row("POST", "/quotations/<int:quotation_id>/reopen", STAFF, at={"quotation_id": 3}),
    Row("POST", "/quotations/<int:quotation_id>/delete", MAKER),
    Row("POST", "/quotations/<int:quotation_id>/restore", MAKER, at={"quotation_id": 2}),

    Row("GET",  "/departures/", READER),
    Row("GET",  "/departures/silent", READER),
    Row("GET",  "/departures/choosing", MANAGER),
    Row("GET",  "/departures/new", STAFF, query="?customer=1"),
    Row("POST", "/departures/new", STAFF, {"reason": "price"}, query="?customer=1"),
    Row("GET",  "/departures/<int:departure_id>", READER),
    Row("GET",  "/departures/<int:departure_id>/edit", MAKER),
    Row("POST", "/departures/<int:departure_id>/edit", MAKER, {"reason": "moved"}),
    Row("POST", "/departures/<int:departure_id>/return", STAFF),
    Row("POST", "/departures/<int:departure_id>/leave-again", STAFF, at={"departure_id": 2}),
    Row("POST", "/departures/<int:departure_id>/unsay", STAFF, query="?change=1", answer=404, writes=False),
    Row("POST", "/departures/<int:departure_id>/delete", MAKER),
    Row("POST", "/departures/<int:departure_id>/restore", MAKER, at={"departure_id": 3}),

    Row("GET",  "/surprises/", READER),
    Row("GET",  "/surprises/new", STAFF, query="?interaction=3"),
    Row("POST", "/surprises/new", STAFF, {"surprise_missed": "1"}, query="?interaction=3"),
    Row("GET",  "/surprises/<int:surprise_id>/edit", MAKER),
    Row("POST", "/surprises/<int:surprise_id>/edit", MAKER, {"surprise_missed": "3"}),
    Row("POST", "/surprises/<int:surprise_id>/delete", MAKER),
    Row("POST", "/surprises/<int:surprise_id>/restore", MAKER, at={"surprise_id": 2}),

    Row("GET",  "/satisfaction/", READER),
    Row("GET",  "/satisfaction/new", STAFF, query="?interaction=1"),
    Row("POST", "/satisfaction/new", STAFF, {"score": "8", "key": "k9"}, query="?interaction=1"),
    Row("GET",  "/satisfaction/<int:rating_id>", READER),
    Row("GET",  "/satisfaction/<int:rating_id>/edit", MAKER),
    Row("POST", "/satisfaction/<int:rating_id>/edit", MAKER, {"score": "6"}),
    Row("POST", "/satisfaction/<int:rating_id>/delete", MAKER),
    Row("POST", "/satisfaction/<int:rating_id>/restore", MAKER, at={"rating_id": 2}),
    Row("GET",  "/satisfaction/ask", STAFF, query="?interaction=1"),
    Row("POST", "/satisfaction/ask", STAFF, query="?interaction=1", answer=409, writes=False),  # no mail server
    Row("POST", "/satisfaction/requests/<int:request_id>/revoke", STAFF),
    Row("GET",  "/satisfaction/give/<key>", OPEN),
    Row("POST", "/satisfaction/give/<key>", OPEN, {"score": "8"}),

    Row("GET",  "/consults/", MANAGER),
    Row("POST", "/consults/<int:customer_id>", OWN, {"page": "brief"}),
    Row("POST", "/presence/<int:customer_id>", OWN, {"doing": "reads"}),

    Row("GET",  "/absences/", READER),
    Row("POST", "/absences/", STAFF, {"starts_on": "morgen", "ends_on": "over 2 weken"}),
    Row("GET",  "/absences/<int:absence_id>", READER),
    Row("GET",  "/absences/<int:absence_id>/edit", MAKER),
    Row("POST", "/absences/<int:absence_id>/edit", MAKER, {"starts_on": "morgen", "ends_on": "over 2 weken"}),
    Row("POST", "/absences/<int:absence_id>/end", MAKER),
    Row("POST", "/absences/<int:absence_id>/delete", MAKER),
    Row("POST", "/absences/undo/<int:ended_id>", MAKER),
    Row("GET",  "/handovers/", READER),
    Row("GET",  "/handovers/new", STAFF),
    Row("POST", "/handovers/new", MAKER, {"from": "1", "q": "kas", "which": "ticked", "customer": "1"}, writes=False),
    Row("POST", "/handovers/", MAKER, {"from": "1", "to": "2", "which": "all", "key": "k8"}),
    Row("GET",  "/handovers/<int:hand_over_id>", MAKER),
    Row("POST", "/handovers/<int:hand_over_id>/undo", MAKER),

    Row("GET",  "/history/<kind>/<int:record_id>", READER),
    Row("POST", "/history/<int:change_id>/restore", STAFF, query="?side=before"),
    Row("GET",  "/bin/", STAFF),

    Row("GET",  "/digest/", OWN),
    Row("GET",  "/digest/<period>", OWN),
    Row("GET",  "/digest/contacts", OWN, query="?where=yours&since=1795000000&until=1795600000"),
    Row("GET",  "/digest/preview", OWN, policy=MAIL_POLICY),
    Row("GET",  "/digest/preview.txt", OWN),
    Row("POST", "/digest/send", OWN),
    Row("GET",  "/digest/choice", OWN),
    Row("POST", "/digest/choice", OWN, {"rhythm": "daily", "weekday": "4", "minute": "960"}),
    Row("GET",  "/digest/unsubscribe/<token>", OPEN),
    Row("POST", "/digest/unsubscribe/<token>", OPEN, {"List-Unsubscribe": "One-Click"}, one_click=True),

    Row("GET",  "/calendar/", OWN),
    Row("POST", "/calendar/link", OWN),
    Row("POST", "/calendar/link/end", OWN),
    Row("GET",  "/calendar/<key>.ics", OPEN),

    Row("GET",  "/notifications/", OWN),
    Row("GET",  "/notifications/count", OPEN),  # to who is not logged in: nothing, and no log-in page
    Row("GET",  "/notifications/names", READER, query="?q=a"),
    Row("GET",  "/notifications/choices", OWN),
    Row("POST", "/notifications/choices", OWN, {"mention": "digest"}),
    Row("GET",  "/notifications/<int:notification_id>", OWN),
    Row("POST", "/notifications/<int:notification_id>/open", OWN),
    Row("POST", "/notifications/read", OWN, {"id": "1"}, writes=("maker",)),  # nobody marks what is another's
    Row("POST", "/notifications/read-all", OWN, {"until": "999999"}),
    Row("POST", "/notifications/unread", OWN, query="?until=9&at=1", writes=False),

    Row("GET",  "/outbox/", ADMIN),
    Row("GET",  "/outbox/<int:mail_id>", ADMIN),
    Row("GET",  "/outbox/<int:mail_id>/html", ADMIN, policy=outbox.MAIL_POLICY),
    Row("POST", "/outbox/<int:mail_id>/resend", ADMIN, writes=False),  # no mail server: tests/outbox
    Row("POST", "/outbox/resend-kept", ADMIN, writes=False),
    Row("POST", "/outbox/test", ADMIN, writes=False),

    Row("GET",  "/worker/", ADMIN),
    Row("POST", "/worker/<int:job_id>/retry", ADMIN),
    Row("POST", "/worker/<int:job_id>/discard", ADMIN),

    Row("GET",  "/company/", ADMIN),
    Row("POST", "/company/", ADMIN, {"name": "Van Rijnsbergen Techniek", "timezone": "Europe/Brussels"}),
    Row("POST", "/company/channels", ADMIN, {"name": "Beurs"}),
    Row("POST", "/company/channels/<int:channel_id>", ADMIN, {"name": "Beurs"}),
    Row("POST", "/company/channels/<int:channel_id>/retire", ADMIN),
    Row("POST", "/company/channels/<int:channel_id>/bring-back", ADMIN, at={"channel_id": 2}),

    Row("GET",  "/teamwork/", READER),
    Row("GET",  "/teamwork/counting", READER),
    Row("GET",  "/teamwork/export", STAFF),
    Row("GET",  "/teamwork/contacts", READER, query="?consulted=no"),
    Row("GET",  "/teamwork/customers", READER, query="?known=1"),
    Row("GET",  "/teamwork/goals", READER),
    Row("GET",  "/teamwork/goals/new", MANAGER),
    Row("POST", "/teamwork/goals/new", MANAGER, {"figure": "followups", "department": "", "target": "90"}),
    Row("GET",  "/teamwork/goals/<int:goal_id>/edit", MANAGER),
    Row("POST", "/teamwork/goals/<int:goal_id>/edit", MANAGER, {"target": "65"}),
    Row("POST", "/teamwork/goals/<int:goal_id>/delete", MANAGER),
    Row("POST", "/teamwork/goals/undo/<int:removed_id>", MANAGER),

    Row("GET",  "/search", READER),
    Row("GET",  "/search/suggest", READER),
    Row("GET",  "/search/export", STAFF, query="?q=pomp"),
    Row("POST", "/search/looked", OWN, {"q": "membraan", "found": "1"}),
    Row("POST", "/search/recent/clear", OWN),
    Row("GET",  "/search/saved", READER),
    Row("POST", "/search/saved", OWN, {"q": "membraan", "name": "Membranen"}),
    Row("POST", "/search/saved/<int:saved_id>", OWN, {"name": "Lekkages"}),
    Row("POST", "/search/saved/<int:saved_id>/delete", OWN),
    Row("POST", "/search/saved/restore", OWN, query="?q=membraan&name=Membranen&seen=1"),
    Row("GET",  "/search/missed", READER),
    Row("GET",  "/lookup", READER),

    Row("GET",  "/api/v1/search", READER),
    Row("GET",  "/api/v1/lookup", READER),
    Row("GET",  "/api/v1/customers/<int:customer_id>/interactions", READER),
    Row("POST", "/api/v1/interactions", STAFF, API_CONTACT),
)
# fmt: on
