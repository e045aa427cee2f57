"""What the learned part of the reader may say of a message: closed heads, in the order in which its outputs stand."""

from guardrails.verdict import Outcome, Urgency

HEADS: dict[str, tuple[str, ...]] = {
    "kind": ("case", "information", "out_of_scope"),
    "harm": ("none", "worry", "cause", "evidence"),
    "other": ("none", "free_adult", "harm"),
    "danger": ("no", "yes"),
    "recipient": ("untold", "role", "no_role", "unverified", "unsafe"),
    "known": ("no", "yes"),
    "consent": ("untold", "given", "not_asked", "refused", "doubt"),
    "doubt": ("responsibility", "disagreement", "pressed", "elsewhere", "understanding", "somebody_else"),
    "handling": ("untold", "need", "none", "insecure"),
    "matter": ("none", "peer", "low_level", "crime_only", "legal_demand", "breach", "safe_address"),
    "pressed": ("no", "yes"),
    "hold": ("nobody", "family", "accused"),
}
"""One answer each; the first is the default of the training examples. ``doubt`` says why, where consent is in doubt."""

CATEGORIES: dict[str, str] = {
    "physical": "physical_harm",
    "sexual": "sexual_harm",
    "emotional": "emotional_harm",
    "neglect": "neglect",
    "domestic_abuse": "domestic_abuse",
    "criminal_exploitation": "criminal_exploitation",
    "sexual_exploitation": "sexual_exploitation",
    "online_grooming": "online_grooming",
    "fgm": "fgm",
    "forced_marriage": "forced_marriage",
    "honour_based": "honour_based",
    "radicalisation": "radicalisation",
    "self_harm": "self_harm",
    "fabricated_illness": "fabricated_illness",
    "unborn": "unborn",
    "missing": "missing",
    "trafficking": "trafficking",
    "parental_crisis": "parental_crisis",
    "professional_abuse": "professional_abuse",
    "peer_harm": "peer_harm",
    "weapons": "weapons",
    "serious_crime": "crime",
    "adult_harm": "adult_harm",
}
"""The examples' categories of harm, any number at once, and the fact each stands for."""

OUTCOMES = tuple(map(str, Outcome))
URGENCIES = tuple(map(str, Urgency))
"""What the rules make of an example's labels. Learned beside the heads, so that a reading can be chosen that hangs together."""

OUTPUTS = sum(len(values) for values in HEADS.values()) + len(CATEGORIES) + 1 + len(OUTCOMES) + len(URGENCIES)
"""All heads, then the categories, then one output for "significant harm to anybody", then outcomes and urgencies."""
