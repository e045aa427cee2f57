"""What the learned part of the reader may say of a message: closed heads, in the order in which its outputs stand."""

HEADS: dict[str, tuple[str, ...]] = {
    "kind": ("case", "information", "out_of_scope"),
    "harm": ("none", "worry", "cause", "evidence"),
    "other": ("none", "free_adult", "harm"),
    "danger": ("no", "yes"),
    "recipient": ("untold", "role", "no_role", "unverified", "unsafe"),
    "known": ("no", "yes"),
    "consent": ("untold", "given", "not_asked", "refused", "doubt"),
    "handling": ("untold", "need", "none", "insecure"),
    "matter": ("none", "peer", "low_level", "crime_only", "legal_demand", "breach"),
    "pressed": ("no", "yes"),
    "hold": ("nobody", "family", "accused"),
}
"""One answer each; the first is the default of the training examples."""

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

OUTPUTS = sum(len(values) for values in HEADS.values()) + len(CATEGORIES) + 1
"""All heads, then the categories, then one output for "significant harm to anybody"."""
