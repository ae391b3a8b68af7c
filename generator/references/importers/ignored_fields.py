"""Fields of BibTeX that are passed over without a word: they are not about the publication, or a pathway keeps the same by other means."""

import re

_PASSED = frozenset(
    # Read by the programs that write lists.
    """crossref xref xdata ids entryset entrysubtype execute label options presort related relatedoptions relatedstring relatedtype
    shortauthor shorteditor shorttitle sorttitle sortkey sortname sortyear sortshorthand indextitle indexsorttitle shorthand
    shorthandintro gender langidopts authortype nameaddon key refsection bookpagination pagination eprinttype eprintclass archiveprefix
    primaryclass archive eprintversion eissn issn isbn isrn ismn isan lccn mrnumber zblnumber coden bibcode adsurl adsnote
    """
    # What the text itself says, and what others or the owner of the file say of it.
    """abstract annotation annote keywords keyword author_keywords keywords-plus index_keywords review comment comments description
    mesh mesh_terms tldr summary highlights toc contents intro
    """
    # Where the owner keeps the text and when it was looked at.
    """file pdf localfile local-file local-url date-added date-modified added-at timestamp creationdate modificationdate
    created modified added owner groups priority qualityassured ranking rating readstatus read
    printed relevance searchtags tags username interhash intrahash biburl bibsource posted-at internal-pdf library place-of-storage
    call-number
    """
    # How much there is of it, who paid, who may copy it, where the authors work.
    """pagetotal numpages page_count month_numeric issue_date copyright license rights affiliation affiliations address1
    correspondence_address1 author-email orcid orcid-numbers researcherid-numbers researcherid authorid author_id acknowledgement
    funding funding_details funding-acknowledgement funding-text grant sponsor sponsors
    """
    # What databases keep of it.
    """source document_type publication_stage type_of_article da doc-delivery-number web-of-science-categories research-areas
    web-of-science-index times-cited number-of-cited-references usage-count-last-180-days usage-count-since-2013 unique-id oa
    early-access-date earlyaccessdate
    esi-highly-cited-paper esi-hot-paper cited-references references cited-by citedby citations cited_by s2id corpusid openalex
    nlmuniqueid nlm-unique-id nlm_id pii uid ut ui wos scopus eid-scopus article-type chemicals_cas tradenames manufacturers
    molecular_seqnumbers medline-ta pubmodel pubstatus history subject_headings sjr
    """.split()
)
_PASSED_LIKE = re.compile(
    r"(?:bdsk|citeulike|mendeley|jabref|zotero|readcube|papers|opt|x-|user[a-f]$|verb[a-c]$|list[a-f]$|name[a-c]$|funding_text).*"
)


def passed_over(name: str) -> bool:
    """Whether nothing is said of a field of which nothing is made."""
    return name in _PASSED or bool(_PASSED_LIKE.match(name))
