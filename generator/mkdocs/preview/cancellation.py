"""Converting what nobody has asked for yet gives way as soon as somebody waits.

A page of a large pathway takes seconds, and Python does one thing at a time: who saves meanwhile would wait for half of them.
"""

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor

_FIRST = 1000
"""Before all others: what is asked for each block and each text comes here."""


class InterruptedConversion(BaseException):  # as KeyboardInterrupt: MkDocs tells every Exception as the fault of a page
    """A page was left half converted; it is as if it had not been begun."""


class Patience(Extension):
    """Asks, at every step, element, block and text of a page, whether to go on; changes nothing of what comes out."""

    def __init__(self) -> None:
        super().__init__()
        self.is_hurried: Callable[[], bool] = lambda: False

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Markdown's name
        """Has Markdown come by."""
        md.parser.blockprocessors.register(_Block(md, self), "patience", _FIRST)
        md.inlinePatterns.register(_Text(md, self), "patience", _FIRST)
        is_block = md.is_block_level

        def asked(tag: Any) -> bool:
            self.go_on()
            return is_block(tag)

        # HTML is read before there are blocks, and put back after the texts; Markdown asks this of each element then.
        md.is_block_level = asked  # type: ignore[method-assign]
        for steps in (md.preprocessors, md.treeprocessors, md.postprocessors):
            for step in steps:
                step.run = self._asking(step.run)  # type: ignore[assignment, method-assign]

    def _asking(self, run: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def asked(content: Any) -> Any:
            self.go_on()
            return run(content)

        return asked

    def go_on(self) -> None:
        """Raises InterruptedConversion where somebody waits."""
        if self.is_hurried():
            raise InterruptedConversion


class _Block(BlockProcessor):
    """Takes no block."""

    def __init__(self, md: Markdown, patience: Patience) -> None:
        super().__init__(md.parser)
        self._patience = patience

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002  # Markdown's signature
        """Nothing is for us."""
        self._patience.go_on()
        return False


class _Text(InlineProcessor):
    """Finds nothing in any text."""

    _nothing = re.compile(r"(?!)")

    def __init__(self, md: Markdown, patience: Patience) -> None:
        super().__init__("(?!)", md)
        self._patience = patience

    def getCompiledRegExp(self) -> Any:  # noqa: N802  # as above
        """Positions without a match."""
        self._patience.go_on()
        return self._nothing
