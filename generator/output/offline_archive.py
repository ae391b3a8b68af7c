"""The offline bundle: the built site as one archive, without what only servers need."""

import hashlib
import io
import re
import zipfile
from collections.abc import Mapping

from generator.i18n import Words
from generator.markup.html_tree import parse, serialise
from generator.model import Metadata

_FOR_SERVERS = re.compile(r"_headers|robots\.txt|\.pathway-files|hosting/.*|sitemap\.xml(\.gz)?|.*\.map|downloads/[^/]*\.zip")
_LANGUAGES = "assets/javascripts/lunr/"
_LONGEST = 200
"""So many bytes a name may have; file systems take 255, and an ending follows."""


def bundle_name(metadata: Metadata) -> str:
    """The bundle's name without its ending; a version may hold what no file name can, and more than one may."""
    name = re.sub(r"[^\w.-]+", "-", f"{metadata.id}-{metadata.version}").encode()[:_LONGEST].decode(errors="ignore")
    return name.strip(".-")


def bundle(built: Mapping[str, bytes], metadata: Metadata, words: Words) -> bytes:
    """A ZIP archive of a built site (its files by path), the same bytes for the same site."""
    name = bundle_name(metadata)
    chosen = {path: content for path, content in built.items() if _belongs(path)}
    if "index.html" in chosen:
        # Readers of the bundle have it already.
        chosen["index.html"] = _without_offer(chosen["index.html"])
    chosen["README.txt"] = readme(metadata, words).encode("utf-8")
    return _zipped({f"{name}/{path}": content for path, content in chosen.items()}, metadata.published.earliest)


def _without_offer(page: bytes) -> bytes:
    tree = parse(page.decode("utf-8"))
    for offer in tree.css("p.pw-offline"):
        offer.decompose()
    return serialise(tree).encode("utf-8")


def _belongs(path: str) -> bool:
    return not _FOR_SERVERS.fullmatch(path) and is_needed(path)


def is_needed(path: str) -> bool:
    """Whether a file of a site has a use; the theme brings files for searches in thirty languages, which ours does without."""
    return not path.startswith(_LANGUAGES)


def _zipped(files: Mapping[str, bytes], day: tuple[int, int, int]) -> bytes:
    # The format begins in 1980.
    stamp = (*max(day, (1980, 1, 1)), 0, 0, 0)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[path])
    return packed.getvalue()


def readme(metadata: Metadata, words: Words) -> str:
    """Instructions for the bundle, as plain text."""
    facts = (
        f"{words.version} {metadata.version}",
        f"{words.published} {words.format_date(metadata.published)}",
        f"{words.review_by} {words.format_date(metadata.review_by)}",
        words.status_of(metadata),
        *([str(metadata.address)] if metadata.address else []),
    )
    parts = (metadata.title, "\n".join(facts), *words.bundle_readme.strip().split("\n\n"), *metadata.disclaimer)
    # Notepad on Windows shows these line ends, and so does everything else.
    return "\r\n".join("\n\n".join(parts).split("\n")) + "\r\n"


def checksum(archive: bytes, name: str) -> str:
    """The archive's SHA-256 in the form that `sha256sum --check` reads."""
    return f"{hashlib.sha256(archive).hexdigest()}  {name}\n"
