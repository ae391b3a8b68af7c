"""QR codes of addresses, by the script that readers' browsers draw them with."""

import json
from functools import cache
from importlib.resources import files

_READY = "const window = {pathway: {walk: {}}}; class TextEncoder { encode(text) { return [...text].map((sign) => sign.charCodeAt(0)); } }"
"""All that the script needs of a browser; a web address is ASCII."""


@cache
def qr_rows(address: str) -> tuple[str, ...]:
    """Rows of modules, `#` where dark; none if the address is too long.

    Args:
        address: a web address, of ASCII characters.

    """
    from quickjs import Context  # noqa: PLC0415  # an engine for JavaScript, which most runs do without

    script = files("generator").joinpath("assets", "walk", "qr.js").read_text("utf-8")
    engine = Context()
    engine.eval(_READY + script)
    rows = json.loads(engine.eval(f"JSON.stringify(window.pathway.walk.qr({json.dumps(address)}))")) or ()
    return tuple("".join("#" if dark else "." for dark in row) for row in rows)
