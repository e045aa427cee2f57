"""Which addresses become links: those of publishers that the corpus names, by exact host, over https. Others stay text."""

import re
from urllib.parse import quote, urlencode, urlsplit

from ui.markup import to_link_text, to_markdown_text

HOSTS = frozenset(
    {
        "derbycsc.proceduresonline.com",
        "derbycsc.trixonline.co.uk",
        "derbyshirescp.trixonline.co.uk",
        "ico.org.uk",
        "safeguardingpartnership.swindon.gov.uk",
        "seftonscp.safeguardingpolicies.org.uk",
        "www.buckssafeguarding.org.uk",
        "www.coventry.gov.uk",
        "www.ddscp.org.uk",
        "www.escb.co.uk",
        "www.gmc-uk.org",
        "www.gov.uk",
        "www.legislation.gov.uk",
        "gov.scot",
        "scotgov.theapsgroup.scot",
    }
)
GUIDE = "guide"
"""The address of the guide, below the address of the first page."""

_MAILBOX = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?=&%#+,")


def is_known(address: str) -> bool:
    """Whether this address is https, at a known host, with nothing in it that could end or bend a link."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    plain = parts.username is None and port is None and _SAFE.issuperset(address)
    return parts.scheme == "https" and parts.netloc in HOSTS and plain


def to_link(address: str) -> str:
    """The address as Markdown: a link that shows its own host and path, to be copied as it stands, if it is known; else plain text."""
    shown = address.removeprefix("https://")
    return f"[{to_link_text(shown)}]({address})" if is_known(address) else to_markdown_text(shown)


def to_mail_link(mailbox: str, subject: str) -> str:
    """The mailbox as Markdown: a link that begins a message if it is plainly a mailbox, else plain text."""
    shown = to_markdown_text(mailbox)
    return f"[{shown}](mailto:{mailbox}?subject={quote(subject, safe='')})" if _MAILBOX.fullmatch(mailbox) else shown


def clause_address(id: str, page: str | None = None) -> str:
    """The address at which the guide opens at this clause; whole if the page's own address is known."""
    parts = urlsplit(page or "")
    base = f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/" if parts.netloc else ""
    return f"{base}{GUIDE}?{urlencode({'clause': id})}"
