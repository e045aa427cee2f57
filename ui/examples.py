"""Ready-made questions, by who is asking. The people in them are invented."""

EXAMPLES: dict[str, tuple[str, ...]] = {
    "social_care": (
        "The father's solicitor rang and wants our notes on the children. Can I send them?",
        "Mum has not been asked yet. Can I send the school a summary so that they can support him?",
        "Which exceptions let us share without consent?",
    ),
    "school": (
        "A boy of eight has a belt mark on his back and begged me not to tell his dad. Mum says we may not ring anyone.",
        "The new school has asked for everything we hold on a pupil. Do I just send the file?",
        "Can I ask a parent to agree to a referral to the family support worker?",
    ),
    "health": (
        "A girl of 14 asked me for contraception. Her boyfriend is 14 too. Do I have to tell her parents?",
        "At the eight-week check the baby had a bruise on her cheek and nobody could say how it came about.",
        "Mum has said yes to my telling the nursery about his speech delay. What may I send?",
    ),
    "early_years": (
        "A three-year-old keeps coming in hungry and in yesterday's nappy. Mum is lovely, but this is the fourth week.",
        "Grandma collects on Fridays and asked how the custody case is going. What do I say?",
        "Who has to consent for a child who is two?",
    ),
    "childminder": (
        "The toddler I mind came with a bruise inside his ear. Mum said it was the car seat. I work on my own.",
        "Another childminder has the girl on Fridays and asked what is going on at home. What may I say?",
        "Mum has said yes to my telling the nursery about his speech delay. What may I send?",
    ),
    "police": (
        "We were called to a man hitting his partner. Two children were upstairs. The mother does not want anyone told.",
        "May I tell the school that a pupil was found with a knife at the weekend?",
        "What has to be written down when we share without consent?",
    ),
    "housing": (
        "A tenant fled her husband. His brother is at the desk asking which flat she and the children are in.",
        "The inspector found no heating, no beds and a toddler alone in the flat. The family told us to keep out.",
        "Can I email what I know about a family to a support worker's private Gmail?",
    ),
    "volunteer": (
        "A coach at our club has been sending a 13-year-old pictures late at night. His friend runs the club with me.",
        "A teenager told me in confidence that she has been cutting herself.",
        "Our volunteers want to post about a family in our WhatsApp group. Is that all right?",
    ),
    "foster": (
        "The girl we foster came back from contact with finger marks on her arm. She begged me to say nothing.",
        "The football club asked why he came into care. Can I tell the coach?",
        "Who has to agree before something is shared about a child in care?",
    ),
    "public": (
        "My neighbour leaves her two little ones alone at night and they scream. Can I tell somebody?",
        "A man came to my shop and asked which flat the woman upstairs moved to with her children. She fled from him.",
        "Do I need anyone's consent to tell social care what I saw?",
    ),
    "other": (
        "The cleaner told me that a child in the building goes without food for days. Can I tell somebody?",
        "Somebody rang, said he was from the council and asked about a child. He would not give a number.",
        "What does the chapter say about children under 12?",
    ),
}


def examples_for(asker: str) -> tuple[str, ...]:
    """The questions for this asker; one from each of four kinds of asker when that has not been said."""
    if asker in EXAMPLES:
        return EXAMPLES[asker]
    return (EXAMPLES["school"][0], EXAMPLES["health"][2], EXAMPLES["housing"][0], EXAMPLES["social_care"][2])
