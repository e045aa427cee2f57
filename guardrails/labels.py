"""What the values of the closed fact sheet are called in front of people: on the screen and in the record of a decision."""

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
    "lost": "lost or stolen",
    "sent": "sent to the wrong person",
    "safe_address": "a safe address was shown",
    "harmless": "nobody seriously harmed",
    "serious": "somebody seriously harmed",
    "out_of_scope": "something else",
    "information": "a question about the procedure",
    "case": "a real case",
}


def value_label(group: str, value: str) -> str:
    """What a value is called; a value without a label is shown as it is written."""
    concern = _CONCERN.get(value) if group == "harm" else None
    if value == "none":
        return concern or "none"
    return concern or _VALUES.get(value, value.replace("_", " "))
