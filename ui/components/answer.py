"""The answer: the outcome as a card, what to do now, the words it rests on; everything else waits behind openers."""

import streamlit as st

from assistant.pipeline import Answer
from assistant.reply import Notice, Phrase, Quote, Reply, Sentence
from corpus.clauses import Corpus
from guardrails.verdict import Urgency
from ui.components import turning
from ui.components.aging import show_aged
from ui.components.quotes import show_note, show_quotes
from ui.markup import show_html, to_bullets, to_markdown_text, to_numbered
from ui.reaching import Reach
from ui.words import SIGNS, URGENCY

_CARD = """
<p class="tags">
<span class="tag"><span class="mark {shape}" aria-hidden="true">{mark}</span>{words}</span>
<span class="urgency">{urgency}</span>
</p>
<h2 class="headline" id="answer">{headline}</h2>
"""
_NET = '<p class="net"><span class="mark circle" aria-hidden="true">!</span><span>{net}</span></p>'
_CONTACT = """
<p class="contact">
<span class="when">{when}</span><strong>{name}</strong><span class="reach">{reach}</span><span>{why}</span><em>{caution}</em>
</p>
"""
_NEARLY = "Nearly: "
_QUOTES_IN_SIGHT = 2


def show(answer: Answer, corpus: Corpus, contacts: tuple[Reach, ...], changes: tuple[str, ...]) -> None:
    """Show the whole reply, in the order in which it should be read.

    Args:
        answer: what to show.
        corpus: where the quotes stand.
        contacts: whom to speak to, as it fits who is asking and the day.
        changes: what would change the answer, as sentences.
    """
    reply = answer.reply
    with st.container(key="answer-part"):
        _show_card(reply)
        _show_list("One question", reply.asks)
        _show_steps(reply.steps)
        if reply.net:
            show_html(_NET, net=reply.net)
        turning.show(changes)
        _show_notices(reply.notices)
        _show_voices(reply, corpus)
        _show_contacts(contacts, opened=reply.urgency is not Urgency.ROUTINE)
        _show_limits(reply.share, reply.leave_out)
        _show_phrases(reply.phrases)
        _show_record(reply.record)
        quoted = {quote.clause for quote in reply.quotes}
        _show_near(tuple(quote for quote in reply.near if quote.clause not in quoted), corpus)
        _show_reasons(answer)


def _show_card(reply: Reply) -> None:
    sign = SIGNS[reply.outcome]
    urgency = URGENCY[reply.urgency]
    senior = "Tell somebody senior who is not involved" if reply.escalate else ""
    with st.container(key=f"card-{reply.outcome.value}"):
        show_html(
            _CARD,
            shape=sign.shape,
            mark=sign.mark,
            words=sign.words,
            urgency=". ".join(part for part in (urgency, senior) if part),
            headline=reply.headline,
        )
        if reply.lead:
            st.markdown(" ".join(to_markdown_text(sentence.text) for sentence in reply.lead))


def _show_steps(steps: tuple[Sentence, ...]) -> None:
    if steps:
        st.subheader("What to do now", anchor=False)
        with st.container(key="steps"):
            st.markdown(to_numbered(_texts(steps)))


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
            st.subheader("National guidance now says", anchor=False)
            for notice in reply.national:
                st.markdown(f"{to_markdown_text(notice.text)} ({to_markdown_text(notice.id)})")
            if notes:
                with st.expander(f"Our summaries of it ({len(notes)})", icon=":material/format_quote:", expanded=not reply.national):
                    for note in notes:
                        show_note(note)


def _show_contacts(contacts: tuple[Reach, ...], opened: bool) -> None:
    if contacts:
        with st.expander("Who to speak to", icon=":material/call:", expanded=opened):
            for contact in contacts:
                person = contact.person
                show_html(_CONTACT, when=contact.when, name=person.name, reach=person.reach, why=person.why, caution=person.caution)
                if contact.aged:
                    show_aged(contact.aged)


def _show_limits(share: tuple[Sentence, ...], leave_out: tuple[Sentence, ...]) -> None:
    shown = [(title, _texts(items)) for title, items in (("Share", share), ("Leave out", leave_out)) if items]
    if shown:
        with st.expander("What to share, and what to leave out", icon=":material/checklist:"):
            for title, items in shown:
                st.markdown(f"**{title}**\n\n{to_bullets(items)}")


def _show_phrases(phrases: tuple[Phrase, ...]) -> None:
    if phrases:
        with st.expander("Words you can use", icon=":material/chat:"):
            for phrase in phrases:
                st.markdown(f"To {to_markdown_text(phrase.to)}:\n\n> “{to_markdown_text(phrase.text)}”")


def _show_record(record: tuple[Sentence, ...]) -> None:
    if record:
        with st.expander("Write it down", icon=":material/edit_note:"):
            st.markdown(to_bullets(_texts(record)))


def _show_near(near: tuple[Quote, ...], corpus: Corpus) -> None:
    if near:
        with st.container(key="near"), st.expander(f"Near to what you asked ({len(near)})", icon=":material/search:"):
            show_quotes(near, corpus)


def _show_notices(notices: tuple[Notice, ...]) -> None:
    if notices:
        with st.container(key="notices"):
            st.subheader("Please note", anchor=False)
            st.markdown(to_bullets(tuple(notice.text for notice in notices)))


def _show_reasons(answer: Answer) -> None:
    with st.container(key="reasons"), st.expander("How the rules came to this", icon=":material/account_tree:"):
        st.markdown("No language model decides. This is the way from the facts to the outcome:")
        nearly = tuple(line.removeprefix(_NEARLY) for line in answer.explanation if line.startswith(_NEARLY))
        held = tuple(line for line in answer.explanation if not line.startswith(_NEARLY))
        st.markdown(to_bullets(held) or "Nothing was decided.")
        if nearly:
            st.markdown("**What would have made a difference**")
            st.markdown(to_bullets(nearly))
        written = "fixed wording" if answer.reply.generator == "rules" else f"the model {answer.reply.generator}, checked"
        st.markdown(to_markdown_text(f"Worded by: {written}. Answer id: {answer.id}."))


def _show_list(title: str, items: tuple[str, ...]) -> None:
    if items:
        st.subheader(title, anchor=False)
        st.markdown(to_bullets(items))


def _texts(sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
    return tuple(sentence.text for sentence in sentences)
