"""The screens' own words: labels of outcomes, of the facts' values, of whoever is asking. Advice is not worded here."""

from dataclasses import dataclass

from corpus.clauses import Certainty, Status
from guardrails.facts import Provenance
from guardrails.verdict import Outcome, Urgency

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
    "police": "Police",
    "housing": "Housing",
    "voluntary": "Voluntary organisation",
    "other": "Somewhere else",
}

_CONCERN = {
    "none": "no sign of it",
    "worry": "a worry",
    "cause": "reasonable cause to believe it",
    "evidence": "evidence of it",
}
_VALUES = {
    "no": "no",
    "yes": "yes",
    "untold": "not said",
    "18_or_over": "18 or over",
    "16_to_17": "16 or 17",
    "13_to_15": "13 to 15",
    "12": "12",
    "under_12": "under 12",
    "sufficient": "understands enough",
    "unclear": "not clear",
    "not_sufficient": "does not understand enough",
    "given": "agreed",
    "not_asked": "nobody has asked yet",
    "refused": "refused or withdrawn",
    "parent": "somebody with parental responsibility",
    "young_person": "the young person",
    "somebody_else": "somebody else",
    "professional": "somebody with a role",
    "no_role": "somebody without a role",
    "unverified": "not verified",
    "unsafe": "somebody unsafe",
    "need": "it meets a need",
    "secure": "a secure route",
    "insecure": "an insecure route",
    "sent": "sent to the wrong person",
    "safe_address": "a safe address was shown",
    "harmless": "nobody seriously harmed",
    "serious": "somebody seriously harmed",
    "out_of_scope": "something else",
    "information": "a question about the procedure",
    "case": "a real case",
}


def value_label(group: str, value: str) -> str:
    """What a value is called on the screen; a value without a label is shown as it is written."""
    concern = _CONCERN.get(value) if group == "harm" else None
    if value == "none":
        return concern or "none"
    return concern or _VALUES.get(value, value.replace("_", " "))
