"""Customers abroad: written in English, with the accents of people who also think in Dutch."""
# ruff: noqa: E501 - one text per line

from crm.demo.colleagues import ACCOUNTS, OFFICE, SALES
from crm.demo.grammar import notes
from crm.demo.thread import Thread

ASKED = notes("""
    Quotation {p} # {Wie} asks for {stuks}x {p}, delivered to {stad}. Needs motor 60 Hz? No, normal 50. Offer before Friday.
    Request # Mail from {wie}: "Please quote {stuks} pcs {p} incl. gasket kit {partcode}. We compare with one other supplier."
    {p} for export # Wants CE papers in English and pallet height below 1,60 m. {Stuks} pieces. Asked {binnen} about transport.
    Phone {wie} # Old pump leaks, looking at {p}. Flow {debiet}, pressure {bar}. Will send a photo of the nameplate.
    """)
QUOTED = notes("""
    Offer {offerte} sent # {Stuks}x {p}, {bedrag}, DAP {stad}, {weken} weeks. Valid 30 days. No VAT.
    {offerte} # Sent to {mail}. Freight {bedragje} extra, they can also collect. Mentioned the price goes up next quarter.
    Offer {p} # {Offerte} mailed, {bedrag}. Two options for transport, {wie} can choose. Will call in two weeks.
    {offerte} to {wie} # {Stuks}x {p}, price {bedrag}, spare gasket included. Said no to 60 days credit.
    Offer {offerte} # {Bedrag} for {p} with spare {partcode}. Told {hem_en} the lead time is honest.
    """)
ORDERED = notes("""
    Order {order} # {Wie} confirms, {inkoop}. Pick up by their own carrier, labels in English please.
    {inkoop} received # {Stuks}x {p}, same price as {offerte}. Prepayment 30 %, invoice {factuur}.
    Order by mail # "Please proceed with {offerte}, we need it before the season." Confirmed as {order}.
    """)
SHIPPED = notes("""
    Shipped {order} # Left today, {seconden} kg, two boxes. Tracking sent to {wie}.
    {pakbon} # Carrier came at {uur_en}, export papers included. {Wie} informed.
    Arrived # {Wie} confirms arrival of {p}, one box slightly wet, content ok.
    """)
TROUBLE = notes("""
    Complaint {p} # {Wie} reports noise after two weeks. Asked for a video and the serial number ({serie}).
    Missing parts # Gasket kit {partcode} was not in the box. Sent by courier, no charge.
    Customs question # Their broker wants the commodity code of {p}. Given, {admin} has the list.
    Wrong invoice # {Factuur} shows Dutch VAT. Credit {credit} and new invoice sent. {Wie} was friendly about it.
    Noise {p} # Looked at the video with {monteur}: coupling not aligned. Wrote down the steps for {wie}, {hij_en} will try.
    """)
SMALL = notes("""
    News from {wie} # Business is slow, no orders planned. Will call again in {weken} weeks.
    Price list # Sent the English price list, {korting} discount stays for this year.
    Closing # Closed for {weken} weeks from {nadag_en}, no deliveries please.
    New contact # {Wie} introduces {ander}, who takes over maintenance. Speaks good Dutch by the way.
    After the fair # {Wie} was at our stand and wants the documentation of {p} and of a dosing pump.
    Spare parts # Which {partcode} fits their {p} of {jaar} years ago? Looked it up, still the same. Two pieces for the next order.
    Payment {factuur} # {Wie} says it was paid last week. Not seen yet, asked {admin} to look.
    Question {p} # Can {p} run on {temp}? Yes, with Viton seal. Asked for the datasheet, mailed.
    """)


def abroad(thread: Thread) -> None:
    """From question to delivery, or one small thing."""
    facts = thread.facts
    facts.about("pomp")
    facts["nadag_en"] = f"the {thread.rng.randrange(4, 28)}th"
    female = facts["hij"] == "zij"
    facts.update(
        hem_en="her" if female else "him", hij_en="she" if female else "he", uur_en=f"{thread.rng.randrange(9, 17)}:15"
    )
    if thread.maybe(0.4):
        small = SMALL if thread.maybe(0.6) else TROUBLE
        return thread.mail_in(SALES, small) if thread.maybe(0.6) else thread.called(SALES, small)
    thread.mail_in(SALES, ASKED) if thread.maybe(0.6) else thread.rang(SALES, ASKED)
    thread.wait(1, 3)
    thread.mailed(SALES, QUOTED)
    if thread.maybe(0.5):
        thread.wait(3, 12)
        thread.mail_in(OFFICE, ORDERED)
        thread.wait(8, 20)
        thread.noted(OFFICE, SHIPPED)
        if thread.maybe(0.4):
            thread.wait(3, 15)
            thread.mail_in(ACCOUNTS if thread.maybe(0.3) else OFFICE, TROUBLE)
