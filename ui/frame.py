"""What stands round every page: its title and look, and the card that is shown when the page itself cannot be."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import Page

from assistant.settings import Settings
from corpus.clauses import Contact
from corpus.errors import ProductError
from ingest.clauses import read_corpus
from ui.components import leaving
from ui.markup import show_ringing, to_markdown_text
from ui.words import PRODUCT

_STYLE = Path(__file__).parent / "style.css"
_STYLES = Path(__file__).parent / "styles"
# A picture of our own: a Material icon as page icon would be fetched from a public host.
_ICON = Path(__file__).parent / "icon.png"
_LOG = logging.getLogger(__name__)

_SAFETY = """
<section class="danger" role="alert" aria-label="In danger now">
<p class="danger-line"><span class="mark" aria-hidden="true">!</span>
<strong>Somebody in danger now? Ring 999 before anything else.</strong></p>
<p>{front_door}</p>
<p>Do not wait for this page, for a manager or for consent.</p>
</section>
"""
_FRONT_DOOR_UNKNOWN = "A child at risk, but not at this moment: ring children's social care today. The council's site has the number."


def dress(title: str, pages: Sequence[Page]) -> None:
    """Set the browser's title and the look, and show the links to all pages, which need no sidebar on a phone, and the way out."""
    st.set_page_config(page_title=f"{title} – {PRODUCT}", page_icon=_ICON, layout="wide", initial_sidebar_state="collapsed")
    for style in (_STYLE, *sorted(_STYLES.glob("*.css"))):
        st.html(style)
    st.html('<a class="skip" href="#start">Skip the links to the pages</a>')
    with st.container(key="pages", horizontal=True):
        for page in pages:
            with st.container(key=f"page-{'here' if page.title == title else page.url_path or 'ask'}", width="content"):
                st.page_link(page, label=page.title)
    leaving.show()
    st.html('<span id="start" tabindex="-1"></span>')


def end(statement: Page) -> None:
    """Show what stands at the end of every page: the way to the accessibility statement."""
    with st.container(key="end"):
        st.page_link(statement, label="Accessibility: what works here and what does not")


@contextmanager
def safety_card(environ: Mapping[str, str]) -> Iterator[None]:
    """Show the fixed safety card in place of whatever fails inside; the detail goes to the log, never to the screen."""
    try:
        yield
    except ProductError as error:
        _show_card(environ, str(error))
        st.stop()
    except Exception:  # noqa: BLE001 - whatever fails, a person in front of the page is told whom to ring
        _LOG.exception("The page could not be shown.")
        _show_card(environ, "The page met a fault that it was not written for. The server's log has the detail.")
        st.stop()


def _show_card(environ: Mapping[str, str], fault: str) -> None:
    st.title(PRODUCT, anchor=False)
    show_ringing(_SAFETY, front_door=_front_door(environ))
    st.header("This service cannot answer at the moment", anchor=False)
    st.markdown("What is wrong, for whoever looks after it:")
    for line in fault.splitlines():
        st.markdown(to_markdown_text(line))


def _front_door(environ: Mapping[str, str]) -> str:
    """Whom to ring about a child at risk, from as much of a corpus as can be read."""
    for contact in (*_contacts(environ), *_contacts({})):
        if contact.id == "front_door_derby" and contact.number:
            return f"A child at risk in Derby, but not at this moment: ring {contact.name}, {contact.number}, today."
    return _FRONT_DOOR_UNKNOWN


def _contacts(environ: Mapping[str, str]) -> tuple[Contact, ...]:
    try:
        return read_corpus(Settings.from_environ(environ).corpus)[0].contacts
    except Exception:  # noqa: BLE001 - a broken file must not take the card with it
        _LOG.exception("The contacts could not be read.")
        return ()
