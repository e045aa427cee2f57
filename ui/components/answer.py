"""The answer: the outcome as a card, what to do now, the words it rests on; everything else waits behind openers."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from assistant.pipeline import Answer
from assistant.reply import Notice, Phrase, Quote, Reply, Sentence
from corpus.clauses import Corpus
from guardrails.verdict import Outcome, Urgency
from ui.components import turning
from ui.components.aging import show_aged
from ui.components.quotes import show_note, show_quotes
from ui.markup import show_ringing, show_ringing_list, to_bullets, to_markdown_text
from ui.reaching import Reach
from ui.sureness import behind_it
from ui.words import SIGNS, URGENCY

_CARD = """
<p class="tags">
<span class="tag"><span class="mark {shape}" aria-hidden="true">{mark}</span>{words}</span>
<span class="urgency">{urgency}</span>
</p>
<h2 class="headline" id="answer" data-name="{name}" tabindex="-1">{headline}</h2>
"""
_LEAD = '<p class="lead">{lead}</p>'
_NET = '<p class="net"><span class="mark circle" aria-hidden="true">!</span><span>{net}</span></p>'
_CONTACT = """
<p class="contact">
<span class="when">{when}</span><strong>{name}</strong><span class="reach">{reach}</span><span>{why}</span><em>{caution}</em>
</p>
"""
_PHRASE = '<p class="phrase">To {to}:</p><blockquote class="phrase">“{text}”</blockquote>'
_NEARLY = "Nearly: "
_QUOTES_IN_SIGHT = 2
_LEARNED_FROM = (
    "The program that reads messages learned from made-up examples. Where it took a fact from a message as a whole, it says how sure it "
    "was, and which of those examples is the nearest, with the distance between the two. An example is invented: it is never a real case, "
    "and nothing in it is about this family."
)


def _nothing() -> None:
    """Show nothing."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the page puts round an answer.

    ``name`` tells this answer's headline from the one before. ``in_card`` shows what stands under the headline, ``under_card`` what
    stands under the card, and ``on`` the box to go on in, after what there is to do now, or what the procedure says to a question.
    """

    name: str = ""
    in_card: Callable[[], None] = _nothing
    under_card: Callable[[], None] = _nothing
    on: Callable[[], None] = _nothing


def show(answer: Answer, corpus: Corpus, contacts: tuple[Reach, ...], changes: tuple[str, ...], around: Around | None = None) -> None:
    """Show the whole reply, in the order in which it should be read.

    Args:
        answer: what to show.
        corpus: where the quotes stand.
        contacts: whom to speak to, as it fits who is asking and the day.
        changes: what would change the answer, as sentences.
        around: what the page puts round it; nothing if it is left out.
    """
    reply, around = answer.reply, around or Around()
    with st.container(key="answer-part"):
        _show_card(reply, around)
        around.under_card()
        asked_for = _show_focus(reply, contacts)
        _show_list("One question", reply.asks)
        _show_steps(reply.steps)
        is_question = reply.outcome is Outcome.INFORMATION
        if is_question:  # whose answer is the words themselves
            _show_voices(reply, corpus)
        around.on()
        if reply.net:
            show_ringing(_NET, net=reply.net)
        turning.show(changes)
        _show_notices(reply.notices)
        if not is_question:
            _show_voices(reply, corpus)
        if asked_for != "speak_to":
            _show_contacts(contacts, opened=reply.urgency is not Urgency.ROUTINE)
        _show_limits(reply.share if asked_for != "share" else (), reply.leave_out if asked_for != "leave_out" else ())
        if asked_for != "phrases":
            _show_phrases(reply.phrases)
        if asked_for != "record":
            _show_record(reply.record)
        quoted = {quote.clause for quote in reply.quotes}
        _show_near(tuple(quote for quote in reply.near if quote.clause not in quoted), corpus)
        _show_reasons(answer)


def _show_card(reply: Reply, around: Around) -> None:
    sign = SIGNS[reply.outcome]
    urgency = URGENCY[reply.urgency]
    senior = "Tell somebody senior who is not involved" if reply.escalate else ""
    with st.container(key=f"card-{reply.outcome.value}"):
        show_ringing(
            _CARD,
            name=around.name,
            shape=sign.shape,
            mark=sign.mark,
            words=sign.words,
            urgency=". ".join(part for part in (urgency, senior) if part),
            headline=reply.headline,
        )
        around.in_card()
        if reply.lead:
            show_ringing(_LEAD, lead=" ".join(_texts(reply.lead)))


def _show_focus(reply: Reply, contacts: tuple[Reach, ...]) -> str:
    """What the latest message asks for, in sight and not behind an opener; the part of the reply that is shown with that."""
    if reply.focus is None:
        return ""
    with st.container(key="asked-for"):
        st.subheader(reply.focus.title, anchor=False)
        show_ringing(_LEAD, lead=" ".join(_texts(reply.focus.says)))
        match reply.focus.part:
            case "record":
                show_ringing_list(_texts(reply.record))
            case "phrases":
                _list_phrases(reply.phrases)
            case "speak_to":
                _list_contacts(contacts)
            case "share":
                show_ringing_list(_texts(reply.share))
            case "leave_out":
                show_ringing_list(_texts(reply.leave_out))
    return reply.focus.part


def _show_steps(steps: tuple[Sentence, ...]) -> None:
    if steps:
        st.subheader("What to do now", anchor=False)
        with st.container(key="steps"):
            show_ringing_list(_texts(steps), numbered=True)


def _show_voices(reply: Reply, corpus: Corpus) -> None:
    """Each voice in its own panel: Derby's first words and every difference are in sight, the rest behind openers."""
    derby = tuple(quote for quote in reply.quotes if quote.start is not None)
    notes = tuple(quote for quote in reply.quotes if quote.start is None)
    if derby:
        with st.container(key="derby"):
            st.subheader("Derby’s procedure says", anchor=False)
            show_quotes(derby[:_QUOTES_IN_SIGHT], corpus)
            if more := derby[_QUOTES_IN_SIGHT:]:
                with st.expander(f"More of its words ({len(more)})", icon=":material/format_quote:"):
                    show_quotes(more, corpus)
    if notes or reply.national:
        with st.container(key="national"):
            st.subheader("Beyond the chapter", anchor=False)
            for notice in reply.national:
                st.markdown(f"{to_markdown_text(notice.text)} ({to_markdown_text(notice.id)})")
            if notes:
                with st.expander(f"Our summaries of guidance ({len(notes)})", icon=":material/format_quote:", expanded=not reply.national):
                    for note in notes:
                        show_note(note)


def _show_contacts(contacts: tuple[Reach, ...], opened: bool) -> None:
    if contacts:
        with st.expander("Who to speak to", icon=":material/call:", expanded=opened):
            _list_contacts(contacts)


def _list_contacts(contacts: tuple[Reach, ...]) -> None:
    for contact in contacts:
        person = contact.person
        show_ringing(_CONTACT, when=contact.when, name=person.name, reach=person.reach, why=person.why, caution=person.caution)
        if contact.aged:
            show_aged(contact.aged)


def _show_limits(share: tuple[Sentence, ...], leave_out: tuple[Sentence, ...]) -> None:
    shown = [(title, _texts(items)) for title, items in (("Share", share), ("Leave out", leave_out)) if items]
    if shown:
        with st.expander("What to share, and what to leave out", icon=":material/checklist:"):
            for title, items in shown:
                st.markdown(f"**{title}**")
                show_ringing_list(items)


def _show_phrases(phrases: tuple[Phrase, ...]) -> None:
    if phrases:
        with st.expander("Words you can use", icon=":material/chat:"):
            _list_phrases(phrases)


def _list_phrases(phrases: tuple[Phrase, ...]) -> None:
    for phrase in phrases:
        show_ringing(_PHRASE, to=phrase.to, text=phrase.text)


def _show_record(record: tuple[Sentence, ...]) -> None:
    if record:
        with st.expander("Write it down", icon=":material/edit_note:"):
            show_ringing_list(_texts(record))


def _show_near(near: tuple[Quote, ...], corpus: Corpus) -> None:
    if near:
        with st.container(key="near"), st.expander(f"Near to what you asked ({len(near)})", icon=":material/search:"):
            show_quotes(near, corpus)


def _show_notices(notices: tuple[Notice, ...]) -> None:
    if notices:
        with st.container(key="notices"):
            st.subheader("Please note", anchor=False)
            show_ringing_list(tuple(notice.text for notice in notices))


def _show_reasons(answer: Answer) -> None:
    with st.container(key="reasons"), st.expander("How the rules came to this", icon=":material/account_tree:"):
        st.markdown("No language model decides. This is the way from the facts to the outcome:")
        nearly = tuple(line.removeprefix(_NEARLY) for line in answer.explanation if line.startswith(_NEARLY))
        held = tuple(behind_it(line) for line in answer.explanation if not line.startswith(_NEARLY))
        if any(fact.reason for fact in answer.facts):
            st.markdown(_LEARNED_FROM)
        st.markdown(to_bullets(held) or "Nothing was decided.")
        if nearly:
            st.markdown("**What would have made a difference**")
            st.markdown(to_bullets(nearly))
        written = "fixed wording" if answer.reply.generator == "rules" else f"the model {answer.reply.generator}, checked"
        st.markdown(to_markdown_text(f"Worded by: {written}. Answer id: {answer.id}."))


def _show_list(title: str, items: tuple[str, ...]) -> None:
    if items:
        st.subheader(title, anchor=False)
        show_ringing_list(items)


def _texts(sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in sentences)
