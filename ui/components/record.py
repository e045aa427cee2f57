"""The record of a decision and the consent form, to finish and to take away. What is written stays in the session's memory."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import streamlit as st

from assistant.documents import FORMATS, Format
from assistant.parts import Parts
from assistant.reading.roles import to_roles
from assistant.record import ConsentForm, Nothing, Paper, Record, Section, draft_consent_form, draft_record, to_citation
from assistant.reply import Quote
from ui.markup import show_html, to_markdown_text
from ui.state import PAPERS, Exchange, Talk

PAGE = "ui/pages/record.py"
MAX_CHARACTERS = 3000
"""In one section: a page of text, and little enough to be looked through for names at once."""

RECORD, FORM = "record", "form"

_GRACE, _GLANCE, _PATIENCE = 0.4, 0.1, 10.0  # seconds: until a box that was just left reports, between looks, and at most
_ASK = "ui/pages/ask.py"
_BASIS = {"says", "national"}
_FILES = {RECORD: "record-of-decision", FORM: "consent-form"}
_QUOTE = '<figure class="quote"><blockquote>{words}</blockquote><figcaption>{cited}</figcaption></figure>'
_PROMISE = (
    "**No names, addresses, dates of birth or case numbers here.** Write them in afterwards, in your own case system. "
    "Nothing here is kept: it is gone when you close or reload the page, so download it first."
)
_TAKE_AWAY = {
    RECORD: "Finish it here, or take it as it is and finish it in Word or on paper. What was decided is left open for you.",
    FORM: "To go through with the family, in plain words. Names and the answer are written on paper only.",
}
_CHANGED = "**The answer has changed since you wrote here.** Your own words were kept; check that they still fit."
_NAMED = "This may hold a name, a number or an address. Take it out here, and write it in your own case system."


@dataclass(frozen=True, slots=True)
class _Written:
    """What was written into a section, about which answer, and whether it may name somebody."""

    text: str
    about: str
    names: bool


@dataclass
class _Papers:
    """What the person wrote and chose, by paper and section.

    It changes in place, so that a file that is asked for in the moment of leaving a box has the last words written.
    """

    texts: dict[tuple[str, str], _Written] = field(default_factory=dict)
    chosen: dict[tuple[str, str], str] = field(default_factory=dict)
    drafts: int = 0
    drawing: bool = False

    def of(self, paper: str) -> Mapping[str, str]:
        """What was written into this paper, by section."""
        return {section: written.text for (kind, section), written in self.texts.items() if kind == paper}

    def chosen_for(self, answer: str) -> Mapping[str, str]:
        """What was chosen about this answer, by section: another answer asks for it anew."""
        return {section: option for (section, about), option in self.chosen.items() if about == answer}

    def written_before(self, answer: str) -> tuple[tuple[str, str], ...]:
        """The sections that were written about an earlier answer."""
        return tuple(place for place, written in self.texts.items() if written.about != answer)


def show_link() -> None:
    """Show the way from an answer to its record."""
    st.page_link(PAGE, label="Record this decision", icon=":material/edit_document:")


def show_nothing_yet() -> None:
    """Say what to do before there is anything to record."""
    st.markdown(
        "There is nothing to record yet. First say on the page **Ask** what you saw or heard, who would be told and why. "
        "Come back here with the answer: the record is drafted from it, for you to finish."
    )
    st.page_link(_ASK, label="Go to Ask", icon=":material/arrow_back:")


def show(talk: Talk, latest: Exchange, parts: Parts) -> None:
    """Show the record and the form for the latest answer, each with its files."""
    papers = _papers()
    papers.drawing = True
    with st.container(key="papers"):
        st.markdown(_PROMISE)
        _show_changed(papers, latest)
        _show(draft_record(latest.answer, talk.conversation, parts), RECORD, "The record", papers, latest)
        _show(draft_consent_form(latest.answer, talk.conversation, parts), FORM, "The consent form", papers, latest)
        # A button and no link: pressed straight from a box, a link is overtaken by the words being taken in.
        back = st.button("Back to the answer", icon=":material/arrow_back:")
    papers.drawing = False
    if back:
        st.switch_page(_ASK)


def _papers() -> _Papers:
    papers: _Papers = st.session_state.setdefault(PAPERS, _Papers())
    return papers


def _show_changed(papers: _Papers, latest: Exchange) -> None:
    before = papers.written_before(latest.answer.id)
    if before:
        with st.container(key="papers-changed"):
            st.markdown(_CHANGED)
            st.button("Draft those parts again", icon=":material/restart_alt:", on_click=_draft_again, args=(papers, before))


def _draft_again(papers: _Papers, sections: tuple[tuple[str, str], ...]) -> None:
    for section in sections:
        papers.texts.pop(section, None)
    papers.drafts += 1


def _show(paper: Record | ConsentForm | Nothing, kind: str, title: str, papers: _Papers, latest: Exchange) -> None:
    st.header(title, anchor=False)
    if isinstance(paper, Nothing):
        st.markdown(to_markdown_text(paper.why))
        return
    st.markdown(_TAKE_AWAY[kind])
    _show_files(paper, kind, papers, latest.answer.id, "top")
    for section in paper.sections:
        with st.container(key=f"{kind}-{section.id}"):
            _show_section(section, kind, papers, latest.answer.id)
    _show_end(paper)
    _show_files(paper, kind, papers, latest.answer.id, "end")


@st.fragment
def _show_section(section: Section, kind: str, papers: _Papers, answer: str) -> None:
    """Show one section. Leaving its box redraws the section alone: a file asked for in that moment must not lose its button."""
    st.subheader(section.heading, anchor=False)
    if section.by_hand:
        st.markdown("*Left blank, to be filled in on paper.*")
        st.text("\n".join([*section.options, *section.text.splitlines()]))
        return
    if section.hint:
        st.markdown(to_markdown_text(section.hint))
    if section.options:
        _show_options(section, papers, answer)
    key = f"{kind}-{section.id}-{answer}-{papers.drafts}"
    written = papers.texts.get((kind, section.id))
    st.text_area(
        section.heading,
        written.text if written else section.text,
        key=key,
        height="content",
        max_chars=MAX_CHARACTERS,
        label_visibility="collapsed",
        on_change=_keep,
        args=(papers, (kind, section.id), answer, key),
    )
    if written and written.names:
        st.markdown(f"**{_NAMED}**")
    _show_quotes(section)


def _show_options(section: Section, papers: _Papers, answer: str) -> None:
    """The decision is the person's: none is chosen beforehand."""
    key = f"chosen-{section.id}-{answer}-{papers.drafts}"
    chosen = papers.chosen_for(answer).get(section.id)
    st.radio(
        section.heading,
        section.options,
        index=section.options.index(chosen) if chosen in section.options else None,
        key=key,
        label_visibility="collapsed",
        on_change=_choose,
        args=(papers, (section.id, answer), key),
    )


def _show_quotes(section: Section) -> None:
    """Show what the decision rests on in full, and the words beside the other parts when asked for."""
    if section.id in _BASIS:
        for quote in section.quotes:
            _show_quote(quote)
    elif section.quotes:
        with st.expander(f"The exact words: {', '.join(quote.label for quote in section.quotes)}", icon=":material/article:"):
            for quote in section.quotes:
                _show_quote(quote)


def _show_quote(quote: Quote) -> None:
    words = quote.text if quote.start is None else f"“{quote.text}”"
    show_html(_QUOTE, words=words, cited=to_citation(quote))


def _show_end(paper: Paper) -> None:
    st.subheader(paper.closing.heading, anchor=False)
    st.markdown(to_markdown_text(paper.closing.text))
    with st.container(key=f"small-print-{type(paper).__name__.lower()}"):
        for line in paper.small_print:
            st.text(line)


def _show_files(paper: Paper, kind: str, papers: _Papers, answer: str, place: str) -> None:
    with st.container(horizontal=True, key=f"files-{kind}-{place}"):
        for format in FORMATS:
            st.download_button(
                f"Download as {format.name}",
                partial(_made, paper, kind, papers, answer, format),
                file_name=f"{_FILES[kind]}.{format.ending}",
                mime=format.media_type,
                icon=":material/download:",
                key=f"download-{kind}-{format.ending}-{place}",
                on_click="ignore",
            )


def _made(paper: Paper, kind: str, papers: _Papers, answer: str, format: Format) -> bytes:
    """The file, once a box that the click left has been taken down: leaving it and asking for the file reach the server together."""
    time.sleep(_GRACE)
    patience = time.monotonic() + _PATIENCE
    while papers.drawing and time.monotonic() < patience:
        time.sleep(_GLANCE)
    return format.make(paper.written(papers.of(kind), papers.chosen_for(answer)))


def _keep(papers: _Papers, place: tuple[str, str], answer: str, key: str) -> None:
    text = str(st.session_state[key])
    papers.texts[place] = _Written(text, answer, names=False)
    papers.texts[place] = _Written(text, answer, names=bool(to_roles((text,)).replaced))


def _choose(papers: _Papers, place: tuple[str, str], key: str) -> None:
    papers.chosen[place] = st.session_state[key]
