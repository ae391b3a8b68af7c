"""Diagnostics for a terminal, and as a page."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from generator.diagnostics import Diagnostic, Severity, visible
from generator.markdown import escape
from generator.source import Source

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow"}


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """How many errors and warnings: “2 errors, 1 warning”."""
    counts = [(sum(diagnostic.severity is severity for diagnostic in diagnostics), severity.value) for severity in Severity]
    return ", ".join(f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count) or "no faults"


def line(diagnostic: Diagnostic) -> str:
    """A diagnostic on one line: `pathway.yaml:12:7: error[uncited-node] …`."""
    return f"{diagnostic.span}: {diagnostic.severity}[{diagnostic.code}] {_stop(diagnostic.message)} {diagnostic.help}"


def show(console: Console, diagnostics: Sequence[Diagnostic], source: Source | None) -> None:
    """Prints each diagnostic with the line it stands in, the word underlined."""
    for diagnostic in diagnostics:
        style = _STYLES[diagnostic.severity]
        head = Text.assemble(
            (f"{diagnostic.span}: ", "bold"), (f"{diagnostic.severity}[{diagnostic.code}]", style), f" {_stop(diagnostic.message)}"
        )
        console.print(head, soft_wrap=True)
        for excerpt in excerpt_of(diagnostic, source):
            console.print(Text(excerpt, style="dim"), soft_wrap=True)
        console.print(Text(f"  {diagnostic.help}"), soft_wrap=True)
        console.print()


def _stop(message: str) -> str:
    return message if message.endswith(("?", ".")) else f"{message}."


def excerpt_of(diagnostic: Diagnostic, source: Source | None, width: int = 100) -> list[str]:
    """The line a diagnostic stands in and an underline, or nothing where there is no such line."""
    text = source.line_at(diagnostic.span.line) if source else ""
    if not text.strip():
        return []
    span = diagnostic.span
    end = span.end_column if span.end_line == span.line else len(text) + 1
    start = max(0, span.column - 1 - width // 2)
    shown = visible(text[start : start + width].replace("\t", " "))
    length = max(1, min(end - span.column, len(shown) - (span.column - 1 - start)))
    gutter = f"{span.line:>5} │ "
    return [f"{gutter}{shown}", f"{' ' * 5} │ {' ' * (span.column - 1 - start)}{'^' * length}"]


def page(diagnostics: Sequence[Diagnostic], source: Source | None) -> str:
    """The diagnostics as a Markdown page, for whoever looks at the browser rather than the terminal."""
    parts = ["# This pathway cannot be shown yet", f"It has {summary(diagnostics)}. Mend and save; this page reloads by itself."]
    for diagnostic in diagnostics:
        parts.append(
            f"## {escape(str(diagnostic.span))}\n\n**{diagnostic.severity}[{diagnostic.code}]** {escape(_stop(diagnostic.message))}"
        )
        excerpt = excerpt_of(diagnostic, source)
        if excerpt:
            parts.append("\n".join(f"    {text}" for text in excerpt))
        parts.append(escape(diagnostic.help))
    return "\n\n".join(parts) + "\n"
