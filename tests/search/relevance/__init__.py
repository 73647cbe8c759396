"""How well search finds: 450 notes as colleagues write them, and 430 things people type, with what should be found.

``customers.tsv``, ``people.tsv`` and ``notes.tsv`` are the customers of three years of a technical wholesaler;
a note's key begins with its customer's. ``queries.tsv`` says per query which notes are right (``relevant``, all of
them), which may be found without being wrong (``also``), which never (``*``: all others), and which customer or
person stands first. ``12*`` are all notes of customer 12. The answers follow from what was written, not from
what search does: where two readers would disagree there is no query.

``python -m tests.search.relevance`` prints the figures and every miss.
"""
