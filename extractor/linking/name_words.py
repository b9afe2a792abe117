"""Name words: the words of a name that tell people apart, in plain Latin letters.

Titles and honorifics before a name, articles, particles and accents are no part of it; a family
name before a comma goes to the end.
"""

import re
from functools import lru_cache

from extractor.reading.lexicon import COURTESY, NAME_PARTICLES, RANKS
from extractor.spelling import unaccented

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e e zh z i y k l m n o p r s t u f "
        "kh ts ch sh shch _ y _ e yu ya i i e g".split(),
        strict=True,
    )
)
_TITLES = (
    frozenset(
        """
        hon honorable honourable rt excellency eng engr engineer prof professor dr rev reverend fr
        ven monsignor archbishop archdeacon canon cardinal imam ayatollah hojatoleslam hodjatoleslam
        mullah rabbi baroness countess advocate adv atty barrister amb ambassador nurse coach gov
        governor senator congressman congresswoman mp mep cs ps comrade commandant cdt cpt capitaine
        cdr pvt cpl lcpl ltc insp inspector supt naib subedar havildar jemadar risaldar
        mister madam madame mme mlle monsieur messrs maitre herr frau signor signora
        senor senora senorita sra srta dona lic ing arq dra
        alhaji alhadji elhadji elhadj hajiya hajia hadja hajah malam mallam
        datuk dato datin tengku tunku ustaz ustadz bapak ratu
        shri shrimati smt janab hazrat maulana moulana mawlana
        ato weizero woizero weyzero weizerit dejazmach mzee bwana ndugu thiru thirumathi
        """.split()
    )
    | COURTESY
    | RANKS
)
MAYBE_TITLES = frozenset(
    """
    don sri pak mama tun oba daw khun ibu lord lady baron count bishop pastor father brother sister
    justice judge sen begum doctor prince princess king queen sheikh shaikh maria
    """.split()
)
"""First words that are titles of some, and names of others, who are called without them too."""
_AFTER = frozenset("jr sr phd md mp mep obe mbe cbe esq kc qc".split())
_PARTICLES = NAME_PARTICLES | frozenset(
    "wuld weld mint binti bt bte ag ogly oglu oghlu kyzy qizi uulu".split()
)
_LETTERS = str.maketrans({"ə": "a", "Ə": "A", "ŋ": "n", "ħ": "h"})
_VIETNAMESE = re.compile("d[aeiouy]+(?:n|ng|nh|c|ch|t|m|p)?")
"""A word with đ that is no more than this is Vietnamese, which says d; the others say dj."""
_ARTICLE = re.compile(r"\b(?:(?:al|el)[-‐–’'\s]|(?:ol|ul|ad|ar|as|ash|an|at|az)[-‐–’'])(?=\w{3})")
_SERVANT = re.compile(r"\babd[aeou]l[ -]?(?=\w{3})")
_INITIALS = re.compile(r"\b(?:\w\.){2,}")
_HARD_C = re.compile("[čćČĆ](?:h|(?=k))")
"""Before letters that would make another sound of a plain c."""


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that tell people apart, lower case, in Latin letters."""
    latin = "".join(_CYRILLIC.get(c, c) for c in name.lower()) if _is_cyrillic(name) else name
    plain = latin if latin.isascii() else _spelled_out(latin)
    plain = _ARTICLE.sub("", unaccented(_first_name_first(plain)))
    plain = _SERVANT.sub("abdul", plain)
    plain = _INITIALS.sub(lambda found: found[0].replace(".", ". "), plain)
    words = [word.strip(".,’'‘`") for word in plain.replace("-", " ").split()]
    words = [re.sub(r"[_’'‘`ʿʾʼ.]", "", word) for word in _kept([word for word in words if word])]
    return tuple(word for word in words if word)


def _is_cyrillic(name: str) -> bool:
    return any("Ѐ" <= c <= "ӿ" for c in name)


def _spelled_out(name: str) -> str:
    """Letters that lose their sound with their accent, by letters that keep it."""
    name = _HARD_C.sub(lambda found: "chkh"[: 2 * len(found[0])], name.translate(_LETTERS))
    if "đ" in name or "Đ" in name:
        return " ".join(
            word
            if _VIETNAMESE.fullmatch(unaccented(word))
            else word.replace("đ", "dj").replace("Đ", "Dj")
            for word in name.split()
        )
    return name


def _first_name_first(name: str) -> str:
    family, comma, given = name.partition(",")
    if not comma or "," in given or given.strip(" .").lower() in _AFTER:
        return name
    return f"{given} {family}"


def _kept(words: list[str]) -> list[str]:
    """Words without titles before them, degrees after them and particles, the last word kept."""
    first = 0
    if words[:2] == ["tan", "sri"]:
        words = words[2:] or words
    while first < len(words) - 1 and words[first] in _TITLES:
        first += 1
    while len(words) - first > 2 and words[-1] in _AFTER:
        words = words[:-1]
    return [
        word
        for at, word in enumerate(words)
        if at == len(words) - 1 or (at >= first and word not in _PARTICLES)
    ]
