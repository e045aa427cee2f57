"""Which addresses become links: those of publishers that the corpus names, by exact host, over https. Others stay text."""

from urllib.parse import urlsplit

from ui.markup import to_markdown_text

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
        "www.gov.uk",
        "www.legislation.gov.uk",
        "gov.scot",
        "scotgov.theapsgroup.scot",
    }
)
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
    """The address as Markdown: a link that shows its own host and path if it is known, else plain text."""
    shown = to_markdown_text(address.removeprefix("https://"))
    return f"[{shown}]({address})" if is_known(address) else shown
