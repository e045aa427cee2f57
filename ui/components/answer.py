"""The answer: the outcome as a card, then what to do, then the words it rests on, then everything else."""

import streamlit as st

from assistant.pipeline import Answer
from assistant.reply import Notice, Phrase, Quote, Reply, Sentence, SpeakTo
from corpus.clauses import Corpus
from ui.components.quotes import show_note, show_quotes
from ui.markup import show_html, to_bullets, to_markdown_text, to_numbered
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
<p class="contact"><strong>{name}</strong><span class="reach">{reach}</span><span>{why}</span><em>{caution}</em></p>
"""
_NEARLY = "Nearly: "


def show(answer: Answer, corpus: Corpus) -> None:
    """Show the whole reply, in the order in which it should be read."""
    reply = answer.reply
    _show_card(reply)
    _show_list("One question", reply.asks)
    _show_steps(reply.steps)
    if reply.net:
        show_html(_NET, net=reply.net)
    _show_notices(reply.notices)
    _show_voices(reply, corpus)
    _show_limits(reply.share, reply.leave_out)
    _show_phrases(reply.phrases)
    _show_contacts(reply.speak_to)
    _show_list("Write it down", _texts(reply.record))
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
    derby = tuple(quote for quote in reply.quotes if quote.start is not None)
    notes = tuple(quote for quote in reply.quotes if quote.start is None)
    if derby:
        with st.container(key="derby"):
            st.subheader("Derby’s procedure says", anchor=False)
            show_quotes(derby, corpus)
    if notes or reply.national:
        with st.container(key="national"):
            st.subheader("National guidance now says", anchor=False)
            for notice in reply.national:
                st.markdown(f"{to_markdown_text(notice.text)} ({to_markdown_text(notice.id)})")
            for note in notes:
                show_note(note)


def _show_limits(share: tuple[Sentence, ...], leave_out: tuple[Sentence, ...]) -> None:
    shown = [(title, _texts(items)) for title, items in (("Share", share), ("Leave out", leave_out)) if items]
    if shown:
        for column, (title, items) in zip(st.columns(len(shown)), shown, strict=True):
            with column:
                _show_list(title, items)


def _show_phrases(phrases: tuple[Phrase, ...]) -> None:
    if phrases:
        st.subheader("Words you can use", anchor=False)
        for phrase in phrases:
            st.markdown(f"To {to_markdown_text(phrase.to)}:\n\n> “{to_markdown_text(phrase.text)}”")


def _show_contacts(contacts: tuple[SpeakTo, ...]) -> None:
    if contacts:
        st.subheader("Who to speak to", anchor=False)
        for contact in contacts:
            _show_contact(contact)


def _show_contact(contact: SpeakTo) -> None:
    show_html(_CONTACT, name=contact.name, reach=contact.reach, why=contact.why, caution=contact.caution)


def _show_near(near: tuple[Quote, ...], corpus: Corpus) -> None:
    if near:
        st.subheader("Near to what you asked", anchor=False)
        show_quotes(near, corpus)


def _show_notices(notices: tuple[Notice, ...]) -> None:
    if notices:
        with st.container(key="notices"):
            st.subheader("Please note", anchor=False)
            st.markdown(to_bullets(tuple(notice.text for notice in notices)))


def _show_reasons(answer: Answer) -> None:
    with st.expander("How the rules came to this", icon=":material/account_tree:"):
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
