"""Nameplates: short lines that name an outlet, an office or a person, and assert nothing."""

import re


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_RANKS = _words("""
    adm admiral adviser advisor amb ambassador archbishop ayatollah bishop brig brigadier capt
    captain cardinal chairman chairwoman chancellor chief cmdr col colonel commander commissioner
    commodore deputy director dr emir envoy father foreign gen general gov governor hajj head hon
    imam judge king leader lieutenant lt maj major marshal martyr mayor minister mp mr mrs ms
    patriarch pope premier president prime prince princess prof professor queen rabbi rear rep
    representative secretary sen senator sergeant sgt sheikh sir speaker spokesman spokesperson
    spokeswoman sultan undersecretary
""")
_PARTICLES = _words("""
    of the and for abu al ap bin bint da dal de del della den der di do dos du el ibn la le ould
    st ten ter um umm van von y
""")
_OUTLETS = _words("""
    news times post daily agency press tv herald tribune gazette today online journal chronicle
    media broadcasting radio wire newswire telegraph observer standard mirror star weekly monitor
    network magazine review bulletin dispatch
""")
_VERBS = _words("""
    accuses addresses agree agrees announces appeals are arrive arrives asks attend attends back
    backs be begin begins blames call calls cites claims condemns confirms congratulates declares
    defends demands denies discuss discusses dismisses end ends expresses face faces get gets give
    gives go goes hails has have heads hold holds hosts is insists join joins killed land lands
    launch launches lauds lead leads leave leaves make makes may meet meets met move moves must
    names open opens pledges praises promises proposes reaffirms receive receives reiterates reject
    rejects resign resigns return returns reveals said says seek seeks send sends set sets should
    sign signs slams speaks stresses suggests take takes talk talks tells thanks threatens tour
    tours travel travels underlines urges visit visits voices vows want wants warn warns was
    welcomes were will win wins would wounded
""")
_ISSUER = re.compile(
    r"(?:the )?(?:ministry|embassy|office|permanent mission|department|consulate|government|"
    r"presidency|directorate)(?: \w+)? (?:of|to|for) "
)
_SITE = re.compile(r"[\w-]{2,40}\.(?:com|org|net|ir|co|info|gov|news|tv|uk|eu)(?:\.\w{2})?")
_MARKS = re.compile(r"[:;?!“”\"‘|0-9]")


def names_source(line: str) -> bool:
    """Whether the line names the outlet or the issuing office, and nothing else."""
    words = line.split()
    if len(words) == 1 and _SITE.fullmatch(line.casefold()):
        return True
    if len(words) > 12 or not _capitalised(words) or _asserts(words):
        return False
    if _ISSUER.match(line.casefold()):
        return True
    ends = {words[0].casefold(), words[-1].casefold()}
    return len(words) <= 4 and bool(ends & _OUTLETS)


def names_person(line: str) -> bool:
    """Whether the line can be a person's name, with rank and office or without."""
    words = line.split()
    if not 2 <= len(words) <= 9 or _MARKS.search(line):
        return False
    if not _capitalised(words) or _asserts(words):
        return False
    return has_rank(line) or len(words) <= 4


def has_rank(line: str) -> bool:
    """Whether a rank, an office or a form of address stands in the line."""
    return any(_plain(word) in _RANKS for word in line.split())


def _asserts(words: list[str]) -> bool:
    return any(_plain(word) in _VERBS for word in words)


def _capitalised(words: list[str]) -> bool:
    return all(
        word[0].isupper() or _plain(word) in _PARTICLES or _plain(word)[:3] in ("al-", "el-")
        for word in words
    )


def _plain(word: str) -> str:
    return word.strip(".,()'’").casefold()
