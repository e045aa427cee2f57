"""The screens' own words: labels of outcomes, of the facts' values, of whoever is asking. Advice is not worded here."""

from dataclasses import dataclass

from corpus.clauses import Certainty, Status
from guardrails.facts import Provenance
from guardrails.labels import value_label
from guardrails.verdict import Outcome, Urgency

__all__ = ["AREAS", "ASKERS", "CERTAINTY", "PRODUCT", "PROVENANCE", "SIGNS", "STATUS", "URGENCY", "Sign", "value_label"]

PRODUCT = "Can I share this?"


@dataclass(frozen=True, slots=True)
class Sign:
    """How an outcome is told apart without its headline: a few words, a mark and a shape; the colour only adds."""

    words: str
    mark: str
    shape: str


SIGNS = {
    Outcome.SHARE_WITHOUT_CONSENT: Sign("Share: consent not needed", "➜", "arrow"),
    Outcome.SHARE_WITH_CONSENT: Sign("Share what was agreed", "✓", "circle"),
    Outcome.SEEK_CONSENT: Sign("Ask for consent first", "…", "bubble"),
    Outcome.PAUSE: Sign("Pause and get advice", "‖", "square"),
    Outcome.DO_NOT_SHARE: Sign("Do not share", "✕", "octagon"),
    Outcome.CLARIFY: Sign("One thing to settle", "?", "diamond"),
    Outcome.INFORMATION: Sign("About the procedure", "i", "circle"),
    Outcome.OUT_OF_SCOPE: Sign("Not covered here", "–", "square"),
}

URGENCY = {Urgency.ROUTINE: "", Urgency.TODAY: "Act today", Urgency.IMMEDIATE: "Act now"}

PROVENANCE = {
    Provenance.READ: "read in",
    Provenance.LEARNED: "understood from",
    Provenance.PERSON: "stated by you",
}

STATUS = {
    Status.STATUTORY: "statutory",
    Status.ADVICE: "advice, not statutory",
    Status.LOCAL: "local procedure",
    Status.SUMMARY: "summary",
}

CERTAINTY = {
    Certainty.CONFIRMED: "confirmed at the publisher",
    Certainty.REPORTED: "reported by others, not checked at the publisher",
    Certainty.UNCONFIRMED: "not confirmed",
    Certainty.CONFLICTING: "sources disagree",
}

ASKERS = {
    "": "Not said",
    "social_care": "Children's social care",
    "school": "School or college",
    "health": "Health",
    "early_years": "Early years",
    "childminder": "Childminder",
    "police": "Police",
    "housing": "Housing",
    "volunteer": "Voluntary, faith or youth organisation",
    "foster": "Foster carer",
    "public": "Neighbour, relative or member of the public",
    "other": "Somewhere else",
}
AREAS = {
    "": "Not said: Derby City’s numbers are shown",
    "derby": "Derby City",
    "derbyshire": "The county of Derbyshire",
    "elsewhere": "Somewhere else",
}
