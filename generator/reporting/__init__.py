"""Diagnostics for a terminal, and as a page; `formatters` and `sarif` write them for other programs, `rule_doc` explains a rule."""

from collections import Counter
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from generator.autofix import Applied, Fixed
from generator.checks import relaxed_rules
from generator.compiler import Compiled
from generator.core.diagnostics import OFF, Diagnostic, Severity, escape_invisible, show_whitespace
from generator.core.source import Source
from generator.markup import escape
from generator.reporting.rule_doc import RuleDoc, lower, sentence

# So many names are listed before the rest is counted.
_FEW = 5
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}


def counted(diagnostics: Sequence[Diagnostic]) -> dict[Severity, int]:
    """Number of faults of each severity, including those that are not listed."""
    return {severity: sum(1 + found.suppressed_count for found in diagnostics if found.severity is severity) for severity in Severity}


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many faults of each severity: “2 errors, 1 warning”."""
    counts = [(found, severity.value) for severity, found in counted(diagnostics).items()]
    return ", ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for count, name in counts if count) or "no faults"


def outcome(file: object, diagnostics: Sequence[Diagnostic]) -> str:
    """Outcome of checking a file: “pathway.yaml: 2 errors, 1 warning”."""
    return f"{escape_invisible(str(file))}: {summary(diagnostics)}"


def lowered_rules(compiled: Compiled) -> str:
    """Which rules are lowered or off in a pathway, in a sentence; nothing where none are."""
    hidden = Counter[str]()
    for found in compiled.suppressed:
        hidden[found.code] += 1 + found.suppressed_count
    said = [
        f"{rule.code} ({f'off, {hidden[rule.code]} found' if setting.severity == OFF else f'only a {setting.severity}'})"
        for rule, setting in relaxed_rules(compiled.rules)
    ]
    return f"Lowered in the rules of this pathway: {', '.join(said)}." if said else ""


def unclassified_references(compiled: Compiled) -> str:
    """How many references say nothing of their design, in a sentence; nothing where all do."""
    references = compiled.site.context.index.pathway.references if compiled.site else ()
    names = [escape_invisible(reference.id) for reference in references if "design" not in reference.model_fields_set]
    if not names:
        return ""
    first = ", ".join(names[:_FEW]) + (f" and {len(names) - _FEW} more" if len(names) > _FEW else "")
    count = f"{len(names):,} reference{' has' if len(names) == 1 else 's have'}"
    return f"{count} no “design” yet: {first}. Write “unclassified” where the citation does not say how the study was done."


def more(diagnostics: Sequence[Diagnostic]) -> str:
    """Pointer to the explanation of what was found."""
    codes = {diagnostic.code for diagnostic in diagnostics}
    return f"“pathway explain {codes.pop() if len(codes) == 1 else 'CODE'}” explains more."


def line(diagnostic: Diagnostic) -> str:
    """A diagnostic on one line: `pathway.yaml:12:7: error[uncited-box] …`."""
    return f"{_place(diagnostic)}: {diagnostic.severity}[{diagnostic.code}] {sentence(diagnostic.message)} {diagnostic.help}"


def correction(made: Applied) -> str:
    """A correction on one line: `pathway.yaml:12:7: fixed[malformed-doi] Keep only the DOI: “…” becomes “…”.`."""
    new, old = escape_invisible(made.new), show_whitespace(made.old)
    change = f"“{old}” becomes “{new}”" if old and new.strip() else f"added “{new}”" if new and not old else ""
    return f"{escape_invisible(str(made.span))}: fixed[{made.code}] {made.title}{f': {change}' if change else ''}."


def fixes(fixed: Fixed, made: str = "made") -> str:
    """How many corrections were made or left out, in a sentence."""
    places = len(fixed.applied)
    said = f"{places:,} correction{'' if places == 1 else 's'} {made}" if places else "Nothing to correct automatically"
    left = f"; {fixed.refused:,} left out, because another error would follow" if fixed.refused else ""
    return f"{said}{left}."


def _place(diagnostic: Diagnostic) -> str:
    # The file may have been named by a stranger as well.
    return escape_invisible(str(diagnostic.span))


def show(console: Console, diagnostics: Sequence[Diagnostic], source: Source | None) -> None:
    """Print each diagnostic with its line, the word underlined."""
    for diagnostic in diagnostics:
        style = _STYLES[diagnostic.severity]
        head = Text.assemble(
            (f"{_place(diagnostic)}: ", "bold"), (f"{diagnostic.severity}[{diagnostic.code}]", style), f" {sentence(diagnostic.message)}"
        )
        console.print(head, soft_wrap=True)
        for excerpt in excerpt_of(diagnostic, source):
            console.print(Text(excerpt, style="dim"), soft_wrap=True)
        console.print(Text(f"  {diagnostic.help}"), soft_wrap=True)
        if diagnostic.fix:
            console.print(Text(f"  Fixable with “pathway check --fix”: {lower(diagnostic.fix.title)}."), soft_wrap=True)
        console.print()


def print_rule(console: Console, told: RuleDoc) -> None:
    """Print the explanation of a rule."""
    console.print(Text.assemble((told.code, _STYLES[told.severity]), f": {told.title}\n"))
    console.print(Text.assemble((f"{told.severity.capitalize()}: ", _STYLES[told.severity]), told.what))
    console.print(Text.assemble(("What to do: ", "bold"), told.what_to_do))
    console.print(Text.assemble(("Why: ", "bold"), told.why))
    if told.fixes:
        console.print(Text(told.fixes))
    if told.choices:
        console.print(Text(told.choices))
    for heading, example in (("Before", told.before), ("After", told.after)):
        console.print(Text(f"\n{heading}:\n", style="bold"))
        for shown in example.split("\n"):
            console.print(Text(f"    {shown}"), soft_wrap=True)
    if told.also:
        console.print(Text("\nIn special cases:", style="bold"))
    for what, what_to_do in told.also:
        console.print(Text(f"- {what} {what_to_do}"))


def excerpt_of(diagnostic: Diagnostic, source: Source | None, width: int = 100) -> list[str]:
    """Line of a diagnostic and an underline, or nothing if there is no such line."""
    text = source.line_at(diagnostic.span.line) if source and source.name == diagnostic.span.file else ""
    if not text.strip():
        return []
    span = diagnostic.span
    end = span.end_column if span.end_line == span.line else len(text) + 1
    start = max(0, span.column - 1 - width // 2)
    shown = show_whitespace(text[start : start + width])
    before, word = shown[: span.column - 1 - start], shown[span.column - 1 - start : end - 1 - start]
    # Measured in the cells of a terminal: some letters take two, and accents put on a letter take none.
    return [f"{span.line:>5} │ {shown}", f"{' ' * 5} │ {' ' * cell_len(before)}{'^' * max(1, cell_len(word))}"]


def page(diagnostics: Sequence[Diagnostic], source: Source | None) -> str:
    """The diagnostics as a Markdown page, for authors who look at the browser rather than the terminal."""
    parts = ["# This pathway cannot be shown yet", f"It has {summary(diagnostics)}. Fix the errors and save; this page will reload."]
    for diagnostic in diagnostics:
        parts.append(
            f"## {escape(_place(diagnostic))}\n\n**{diagnostic.severity}[{diagnostic.code}]** {escape(sentence(diagnostic.message))}"
        )
        excerpt = excerpt_of(diagnostic, source)
        if excerpt:
            parts.append("\n".join(f"    {text}" for text in excerpt))
        parts.append(escape(diagnostic.help))
        if diagnostic.fix:
            parts.append(f"Fixable with `pathway check --fix`: {escape(lower(diagnostic.fix.title))}.")
    return "\n\n".join(parts) + "\n"
