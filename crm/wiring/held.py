"""In which columns each kind of fact holds a contact and a customer; ``crm.interactions.having`` asks all at once."""

import peewee

from crm.agreements.models import Agreement
from crm.attachments.models import Attachment
from crm.complaints.models import Complaint
from crm.compliments.models import Compliment
from crm.departures.models import Departure
from crm.expectations.models import Expectation
from crm.followups.models import FollowUp
from crm.headsups.models import HeadsUp
from crm.interactions.having import Columns
from crm.quotations.models import Quotation
from crm.refusals.models import Refusal
from crm.satisfaction.models import Rating, RatingRequest
from crm.surprises.models import Surprise

FILES: Columns = (Attachment.interaction,)
KINDS: dict[str, Columns] = {  # by the name in ``timeline.KINDS``
    "agreement": (Agreement.interaction, Agreement.settled_in),
    "complaint": (Complaint.interaction,),
    "compliment": (Compliment.interaction,),
    "departure": (Departure.interaction,),
    "expectation": (Expectation.interaction, Expectation.reviewed_in),
    "followup": (FollowUp.interaction, FollowUp.result),
    "headsup": (HeadsUp.interaction,),
    "quotation": (Quotation.interaction, Quotation.sent_in, Quotation.decided_in),
    "rating": (Rating.interaction, RatingRequest.interaction),
    "refusal": (Refusal.interaction,),
    "surprise": (Surprise.interaction, Surprise.missed),
}
CUSTOMERS: dict[str, peewee.Field] = {
    "agreement": Agreement.customer,
    "complaint": Complaint.customer,
    "compliment": Compliment.customer,
    "departure": Departure.customer,
    "expectation": Expectation.customer,
    "headsup": HeadsUp.customer,
    "quotation": Quotation.customer,
    "rating": Rating.customer,
    "refusal": Refusal.customer,
    "surprise": Surprise.customer,
}
