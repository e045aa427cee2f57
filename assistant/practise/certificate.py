"""The certificate of completion: one printable page of HTML that needs nothing else, made in the session and kept nowhere."""

import html
from dataclasses import dataclass
from datetime import date

from assistant.practise.schedule import Standing

LONGEST_NAME = 100

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Certificate of practice: {product}</title>
<style>
@page {{ size: A4; margin: 14mm; }}
* {{ box-sizing: border-box; }}
body {{ font: 11pt/1.4 "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; color: #14202e; background: #ffffff; margin: 0; }}
main {{ max-width: 46rem; margin: 1.5rem auto; padding: 1.75rem 2rem; border: 3px double #1d4f91; }}
h1 {{ font-size: 22pt; line-height: 1.15; margin: 0 0 0.75rem; color: #1d4f91; }}
h2 {{ font-size: 12.5pt; margin: 1.1rem 0 0.4rem; }}
p {{ margin: 0.4rem 0; }}
.name {{ font-size: 18pt; font-weight: 700; min-height: 2.2rem; border-bottom: 1px solid #6b7785; overflow-wrap: anywhere; }}
table {{ border-collapse: collapse; width: 100%; font-size: 9pt; line-height: 1.25; }}
th, td {{ text-align: left; padding: 0.16rem 0.4rem; border-bottom: 1px solid #c9d1db; vertical-align: top; }}
td.number, th.number {{ text-align: right; white-space: nowrap; }}
.outcomes {{ font-size: 9pt; line-height: 1.25; }}
.small {{ font-size: 9pt; color: #3d4954; }}
@media print {{ main {{ border: 0; margin: 0; padding: 0; max-width: none; }} tr {{ break-inside: avoid; }} }}
</style>
</head>
<body>
<main>
<h1>Certificate of practice</h1>
<p>This says that</p>
<p class="name">{name}</p>
<p>has practised every principle, every exception and every clause on consent and advice of</p>
<p><strong>{chapter}</strong> ({edition})</p>
<p>on invented situations that have every outcome, and answered the last situation on each clause and each outcome rightly.
Done on <strong>{day}</strong>, with <strong>{answers}</strong>.</p>
<h2>What was practised</h2>
<table>
<thead><tr><th scope="col">Clause</th><th scope="col">What it is about</th><th scope="col" class="number">Practised</th>
<th scope="col" class="number">Right</th><th scope="col">Last answer</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
<h2>The outcomes that were met</h2>
<p class="outcomes">{outcomes}</p>
<p class="small">{product} made this page for whoever practised. Nobody watched, and nothing was kept: it is a record of practice,
not a proof of competence and not a certificate of the council. In danger now, ring 999.</p>
</main>
</body>
</html>
"""
_ROW = (
    '<tr><th scope="row">{clause}</th><td>{label}</td><td class="number">{asked}</td><td class="number">{right}</td><td>{last}</td></tr>'
)


@dataclass(frozen=True, slots=True)
class Practised:
    """One line of the certificate: a clause or an outcome by its label, and how it stands."""

    label: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class Completed:
    """What a certificate is about: the product, the chapter with its edition, the day, the answers given, every clause and outcome."""

    product: str
    chapter: str
    edition: str
    on: date
    answers: int
    clauses: tuple[Practised, ...]
    outcomes: tuple[Practised, ...]


def to_certificate(name: str, completed: Completed) -> str:
    """The certificate as one page of HTML. The name may be left out, to be written in by hand; all of it is escaped."""
    return _PAGE.format(
        product=html.escape(completed.product),
        name=html.escape(_plain(name)),
        chapter=html.escape(completed.chapter),
        edition=html.escape(completed.edition),
        day=f"{completed.on.day} {completed.on:%B %Y}",
        answers=f"{completed.answers} {'answer' if completed.answers == 1 else 'answers'}",
        rows="\n".join(map(_row, completed.clauses)),
        outcomes="; ".join(map(_outcome, completed.outcomes)),
    )


def _row(practised: Practised) -> str:
    standing = practised.standing
    return _ROW.format(
        clause=html.escape(standing.topic),
        label=html.escape(practised.label),
        asked=standing.asked,
        right=standing.right,
        last=_last(standing),
    )


def _outcome(practised: Practised) -> str:
    standing = practised.standing
    return f"{html.escape(practised.label)}: {standing.asked} practised, last {_last(standing)}"


def _last(standing: Standing) -> str:
    return "right" if standing.last_right else "not right" if standing.asked else "not asked"


def _plain(name: str) -> str:
    """The name on one line, without characters that are not seen and could turn the text round."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())[:LONGEST_NAME]
