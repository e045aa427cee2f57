"""The auditor's command line: check the rules, print them as a table, decide a file of facts.

python -m guardrails check | table [--markdown] | decide FACTS.yaml [--as-of DATE]
"""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

import yaml

import corpus
from corpus.errors import InputError, ProductError, RulesError
from guardrails.decide import decide
from guardrails.explain import OUTCOME_WORDS, conditions_in_words, explain, what_would_change
from guardrails.facts import Facts, FactSheet
from guardrails.proofs import Report, check, facts_of
from guardrails.ruleset import FOLDER, IN_FORCE_ALWAYS, Rule, Ruleset, load_ruleset
from guardrails.verdict import Verdict

CORPUS = Path(str(corpus.__file__)).resolve().parent


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when all is well, 1 when the rules or the input have a fault."""
    options = _parser().parse_args(arguments)
    try:
        labels = load_labels(options.corpus)
        ruleset = load_ruleset(options.rules, labels)
        if options.command == "check":
            started = time.perf_counter()
            report = check(ruleset, options.as_of)
            print("\n".join(report_lines(report, ruleset, time.perf_counter() - started)))
            return 1 if report.faults else 0
        if options.command == "table":
            print("\n".join(_markdown(ruleset, labels) if options.markdown else _text(ruleset, labels)))
            return 0
        facts = read_facts_file(options.facts, ruleset.spec)
        verdict = decide(facts, ruleset, options.as_of)
        if options.command == "explain":
            print("\n".join(explain(verdict, facts, ruleset)))
            return 0
        print("\n".join(_decision_lines(verdict, facts, ruleset, options.as_of)))
        return 0
    except ProductError as error:
        print(error, file=sys.stderr)
        return 1


def load_labels(folder: Path = CORPUS) -> Mapping[str, str]:
    """The label of every clause that a rule may cite: those of the procedure, and the notes.

    Raises:
        RulesError: when a file of them cannot be read.
    """
    faults: list[str] = []
    labels: dict[str, str] = {}
    for path in (folder / "derby" / "clauses.yaml", *sorted((folder / "notes").glob("*.yaml"))):
        try:
            listed = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
            labels |= {entry["id"]: entry["label"] for entry in listed.get("clauses") or listed["notes"]}
        except OSError as error:
            faults.append(f"{path.name}: cannot be read ({error.strerror})")
        except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
            faults.append(f"{path.name}: is no list of clauses with an id and a label: {error}")
    if faults:
        raise RulesError(tuple(faults))
    return labels


def read_facts_file(path: Path, spec: FactSheet) -> Facts:
    """The facts of a YAML file that maps the id of a fact to its value.

    Raises:
        InputError: with every fault of the file.
    """
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not YAML: {error}") from error
    if root is None:
        return Facts()
    if not isinstance(root, yaml.MappingNode):
        raise InputError(f"{path} must map facts to values, such as “physical_harm: cause”, one a line.")
    pairs = [(str(key.value), value.value if isinstance(value, yaml.ScalarNode) else None) for key, value in root.value]
    if faults := tuple(_faults(pairs, spec)):
        listed = "\n".join(f"  - {fault}" for fault in faults)
        raise InputError(f"{path} has {len(faults)} fault(s):\n{listed}\nAll facts are listed in guardrails/facts.yaml.")
    return facts_of({id: value for id, value in pairs if value is not None})


def report_lines(report: Report, ruleset: Ruleset, seconds: float) -> Iterator[str]:
    """What the check found, a line each."""
    yield f"{len(ruleset.rules)} rules, {len(ruleset.spec.facts)} facts, {len(ruleset.spec.variables)} variables, {ruleset.hash}"
    yield f"{report.states:,} states of the decision sheet, all visited in {seconds:.1f} s"
    yield f"{report.fired_sets:,} different sets of fired rules; at most {report.most_rules} rules fire in one state"
    yield f"rules that never fire: {', '.join(report.never_fired) or 'none'}"
    yield f"rules that never decide: {', '.join(report.never_deciding) or 'none'}"
    yield from (f"  {count:>9,} states: {outcome}" for outcome, count in report.outcomes.items())
    yield from (f"holds: {property}" for property in report.proven)
    yield from (f"note: {note}" for note in report.notes)
    for fault in report.faults:
        yield f"FAULT: {fault.property}"
        yield f"       {fault.shown_by}"
    yield f"{len(report.faults)} fault(s)"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m guardrails", description="The rules, for somebody who audits them.")
    parser.add_argument("--rules", type=Path, default=FOLDER, help="the folder with facts.yaml and rules/")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder with the clauses that rules may cite")
    commands = parser.add_subparsers(dest="command", required=True)
    checking = commands.add_parser("check", help="prove all that must hold of the rules; exit status 1 with counter-examples")
    table = commands.add_parser("table", help="print every rule")
    table.add_argument("--markdown", action="store_true", help="as Markdown, for docs/rules.md")
    deciding = commands.add_parser("decide", help="decide a file of facts and show the path")
    deciding.add_argument("facts", type=Path, metavar="FACTS.yaml", help="maps the id of a fact to its value")
    explaining = commands.add_parser("explain", help="the path alone, in the same words as the chat and `ask --explain`")
    explaining.add_argument("facts", type=Path, metavar="FACTS.yaml", help="maps the id of a fact to its value")
    for command in (checking, deciding, explaining):
        command.add_argument(
            "--as-of", type=date.fromisoformat, default=date.today(), metavar="DATE", help="the day (ISO 8601); today if left out"
        )
    return parser


def _faults(pairs: list[tuple[str, str | None]], spec: FactSheet) -> Iterator[str]:
    known = {fact.id: fact.values for fact in spec.facts}
    for id in dict.fromkeys(id for id, _ in pairs):
        if id not in known:
            yield f"there is no fact “{id}”{_suggestion(id, known)}"
    for id, value in pairs:
        if id in known and value is None:
            yield f"{id} needs one value, one of {', '.join(known[id])}"
        elif id in known and value not in known[id]:
            yield f"{id}: “{value}” is none of {', '.join(known[id])}{_suggestion(str(value), known[id])}"
    for id in dict.fromkeys(id for id, _ in pairs):
        if sum(1 for other, _ in pairs if other == id) > 1:
            yield f"{id} is given more than once"


def _suggestion(word: str, known: Sequence[str] | Mapping[str, object]) -> str:
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean “{close[0]}”?" if close else ""


def _decision_lines(verdict: Verdict, facts: Facts, ruleset: Ruleset, as_of: date) -> Iterator[str]:
    yield f"{verdict.outcome.value} ({OUTCOME_WORDS[verdict.outcome]}), as of {as_of.isoformat()}"
    yield from explain(verdict, facts, ruleset)
    yield f"Lines to say: {', '.join(verdict.must_say)}."
    changes: dict[str, list[str]] = {}
    for change in what_would_change(facts, ruleset, as_of):
        changes.setdefault(f"{change.outcome.value}, {change.urgency.value}", []).append(f"{change.fact} {change.value}")
    for becomes, values in changes.items():
        yield f"It would become {becomes}, with: {'; '.join(values)}."


def _text(ruleset: Ruleset, labels: Mapping[str, str]) -> Iterator[str]:
    for rule in ruleset.rules:
        yield rule.id
        yield from (f"    {name:<12} {words}" for name, words in _rows(rule, labels))
        yield ""


def _markdown(ruleset: Ruleset, labels: Mapping[str, str]) -> Iterator[str]:
    yield "# The rules"
    yield ""
    yield "Written by `python -m guardrails table --markdown` from `guardrails/rules/`; change the rules, not this page."
    yield f"{len(ruleset.rules)} rules over {len(ruleset.spec.facts)} facts. Which of several fired rules wins is declared in"
    yield "`guardrails/verdict.py`; every other part of their consequences adds up."
    for rule in ruleset.rules:
        yield f"\n## {rule.id}\n"
        yield f"{rule.says}\n"
        yield "| | |\n| --- | --- |"
        yield from (f"| {name} | {words.replace('|', chr(92) + '|')} |" for name, words in _rows(rule, labels)[1:])


def _rows(rule: Rule, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    until = f" until {rule.in_force_until.isoformat()}" if rule.in_force_until else ""
    since = "always" if rule.in_force_from == IN_FORCE_ALWAYS else rule.in_force_from.isoformat()
    return (
        ("Says", rule.says),
        ("When", conditions_in_words(rule)),
        ("Then", _consequence(rule)),
        ("Lines", ", ".join(rule.must_say) or "none"),
        ("Clauses", "; ".join(f"{id} ({labels.get(id, 'no label')})" for id in rule.cites)),
        ("Why", rule.why),
        ("In force", f"{since}{until}"),
    )


def _consequence(rule: Rule) -> str:
    then = rule.then
    parts = [f"{OUTCOME_WORDS[then.outcome]}, standing {then.standing}" if then.outcome else "adds to what other rules decide"]
    parts.append(f"urgency at least {then.urgency.value}")
    if then.escalate:
        parts.append("escalate")
    if then.exceptions:
        parts.append(f"exceptions {', '.join(then.exceptions)}")
    if then.recipients:
        parts.append(f"with {', '.join(then.recipients)}")
    if then.not_with:
        parts.append(f"not with {', '.join(then.not_with)}")
    return "; ".join(parts)


if __name__ == "__main__":
    sys.exit(main())
