"""Report on references that were added, with the author's next steps."""

from collections.abc import Iterator, Sequence

from generator.core.diagnostics import escape_invisible
from generator.i18n import load_messages
from generator.model import DesignBasis, Reference
from generator.references import label
from generator.references.merge import AddedReference


def summary_lines(additions: Sequence[AddedReference], pathway: str, *, written: bool, faulty: bool = False) -> Iterator[str]:
    """Lines for a terminal; if nothing was written, with the entries that would be added."""
    if not additions:
        yield "Nothing was added." if faulty else "Nothing was added: the pathway already has all of these references."
        return
    count = "1 reference" if len(additions) == 1 else f"{len(additions)} references"
    yield f"Added {count} to {pathway}:" if written else f"Would add {count} to {pathway}:"
    for addition in additions:
        yield _summary(addition) if written else f"\n{addition.text}"
        if addition.hints:
            yield f"      PubMed calls it: {', '.join(map(escape_invisible, addition.hints))}."
    if any(addition.entry.get("design_basis") == DesignBasis.DATABASE for addition in additions):
        yield "A design with “design_basis: database” is only proposed. Check it against the publication."
    yield "Fill in design, design_basis, population and directness from the publication itself."
    yield "Cite each one in a statement. Until then, “pathway check” reports it as unused."
    if not written:
        yield "Nothing was written."


def _summary(addition: AddedReference) -> str:
    title = escape_invisible(addition.entry["title"])
    stop = "" if title.endswith(("?", "!", ".")) else "."
    who = escape_invisible(label(Reference.model_validate(addition.entry), load_messages()))
    return f"  {addition.entry['id']} (line {addition.line}): {who}. {title}{stop}"
