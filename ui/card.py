"""The card to print: whom to ring when the tool is not there, as one HTML file that needs nothing else.

Every name and number comes from the corpus' contacts, with the day on which it was checked; one that is in doubt says so.
"""

from datetime import date

from corpus.clauses import Certainty, Contact, Corpus
from ui.ages import OLD, date_words, is_old
from ui.markup import to_html

_EMERGENCY = "emergency"
FILE_NAME = "whom-to-ring.html"
CONTACTS = (
    _EMERGENCY,
    "front_door_derby",
    "out_of_hours_derby",
    "front_door_derbyshire",
    "out_of_hours_derbyshire",
    "police_non_emergency",
)
"""Who is on the card, in the order in which they stand there; one that the corpus does not know is left out."""

_TOP = """<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Whom to ring about a child</title>
<style>
* {{ box-sizing: border-box; }}
body {{ font: 1.05rem/1.35 sans-serif; color: #14202e; background: #ffffff; max-width: 40rem; margin: 1rem auto; padding: 0 1rem; }}
h1 {{ font-size: 1.5em; margin: 0 0 0.4rem; }}
h2 {{ font-size: 1.1em; margin: 0; }}
section {{ border: 2px solid #14202e; padding: 0.35rem 0.7rem; margin: 0.4rem 0; break-inside: avoid; }}
section.first {{ border-width: 5px; }}
p {{ margin: 0.1rem 0; overflow-wrap: anywhere; }}
.number {{ font-size: 1.6em; font-weight: 700; }}
.doubt {{ font-weight: 700; }}
.unsure {{ font-size: 1em; font-weight: 400; }}
.checked {{ font-size: 0.9em; }}
@media print {{ @page {{ size: A4; margin: 11mm; }} body {{ margin: 0; padding: 0; max-width: none; font-size: 11pt; }} }}
</style>
</head>
<body>
<main>
<h1>Whom to ring about a child</h1>
<p><strong>Somebody in danger now: ring 999 before anything else.</strong>
You need no computer, no form, no manager and no consent for that.</p>
"""
_ENTRY = """<section class="{kind}">
<h2>{name}</h2>
<p class="number">{number}</p>
<p>{what_for}{hours}</p>
<p class="doubt">{doubt}</p>
<p class="checked">{checked}</p>
</section>
"""
_DOUBTED = """<section class="{kind}">
<h2>{name}</h2>
<p>{what_for}{hours}</p>
<p class="doubt">{doubt}</p>
<p class="unsure">{number}</p>
<p class="checked">{checked}</p>
</section>
"""
_END = """<p class="checked">Printed from what was known on {today}. Print it again when a number is older than {old} days.</p>
</main>
</body>
</html>
"""
_DOUBTFUL = "Not certain. Look the number up on the publisher's own site before you need it; with no answer, ring 999."
_PRINTED = "The number that was found, not certain: {number}"
_AGED = "Not checked for {old} days: check it before you need it."
_NO_NUMBER = "No number known"


def to_card(corpus: Corpus, today: date) -> str:
    """The card as one HTML document."""
    known = {contact.id: contact for contact in corpus.contacts}
    entries = "".join(_to_entry(known[id], today) for id in CONTACTS if id in known)
    return to_html(_TOP) + entries + to_html(_END, today=date_words(today.isoformat()), old=str(OLD))


def _to_entry(contact: Contact, today: date) -> str:
    """A section of the card. A number that is not certain stands below its doubt, and in letters no larger."""
    sure = bool(contact.number) and contact.certainty is Certainty.CONFIRMED
    parts = {
        "kind": "first" if contact.id == _EMERGENCY else "other",
        "name": contact.name,
        "what_for": contact.what_for,
        "hours": f" When: {contact.hours}." if contact.hours else "",
        "doubt": _doubt(contact, today),
        "checked": f"Checked on {date_words(contact.checked)}.",
    }
    if sure:
        return to_html(_ENTRY, number=contact.number or "", **parts)
    return to_html(_DOUBTED, number=_PRINTED.format(number=contact.number) if contact.number else _NO_NUMBER, **parts)


def _doubt(contact: Contact, today: date) -> str:
    doubts = (
        _DOUBTFUL if contact.number and contact.certainty is not Certainty.CONFIRMED else "",
        contact.note if not contact.number else "",
        _AGED.format(old=OLD) if contact.id != _EMERGENCY and is_old(contact.checked, today) else "",
    )
    return " ".join(doubt for doubt in doubts if doubt)
