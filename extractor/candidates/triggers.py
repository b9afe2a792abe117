"""Triggers: words that may tell of a meeting; whether they do is decided by who reads them."""

import re

from extractor.candidates.phrases import Range

_BEFORE_SOMEBODY = r"(?=\s+(?:(?:the|a|an|his|her|their|its|both|two|with|by|to)\s|[A-Z]))"
_TRIGGER = re.compile(
    r"\b(?:"
    r"met|meets?|meetings?|talks|talked|negotiat(?:ed|es?|ing|ions?)|confer(?:s|red|ring)?|summits?|"
    r"summon(?:s|ed|ing)?|audience|consultations?|consult(?:ed|s|ing)?|dialogues?|encounter(?:ed|s)?|"
    r"conven(?:e|es|ed|ing)|gather(?:s|ed|ing|ings)?|trilaterals?|bilaterals?|round-?tables?|"
    r"huddled?|receiv(?:e|es|ed|ing)|host(?:s|ed|ing)?|welcom(?:es|ed|ing)|"
    r"(?:tele)?phon(?:ed|es|ing)|phone|telephone|visit(?:s|ed|ing)?|"
    r"call(?:s|ed|ing)? (?:on|in|at)|calls?(?= (?:with|between))|"
    r"(?:phone|telephone|video|conference|courtesy|crisis|joint|farewell)[- ]?"
    r"(?:calls?|conference|link|conversations?)|(?:a|the|their|that|first|second|last) calls?|"
    r"spoke|spoken|speaks?|speaking|discuss(?:es|ed|ing)?|discussions?|conversations?|"
    r"s[ai]t(?:s|ting)?(?: back| straight)? (?:down|across|opposite|with|together|in on|next to|"
    r"round|around|beside|alongside|face)|shook hands|shaking hands|handshake|"
    r"lunch(?:ed|es)?|dinners?|breakfasts?|banquet|supper|iftar|coffee|tea|"
    r"din(?:e|es|ed|ing)|sessions?|"
    rf"(?:saw|see|sees|seeing|seen){_BEFORE_SOMEBODY}|"
    r"came together|come together|coming together|came face|face[- ]to[- ]face|"
    r"appear(?:s|ed|ing)? (?:before|in front)|hearings?|heard|hears|took part|take part|"
    r"attend(?:s|ed|ing)?|join(?:s|ed|ing)|rounds?|retreat|reunion|one-(?:on|to)-one|"
    r"tête-à-tête|tete-a-tete|parley|reception|interviewed|"
    r"brief(?:ed|s|ing)(?= (?:the|by|his|her|[A-Z]))|mediat(?:ed|ion|ing|es?)|"
    r"assembl(?:ed|es?)|delegations?|deputation|travell?ed to|flew|hosted|accompanied|"
    r"get together|got together|back in the room|same room|same table|the table|tour(?:ed|s)?|"
    r"greet(?:ed|s|ing)?|pa(?:id|ys?|ying) (?:a|an|his|her|their)|exchanged|"
    r"went to|go(?:es|ing)? to see|gone to see|go back in|went back in|visit"
    r")\b",
    re.IGNORECASE,
)


def triggers(text: str, start: int, end: int) -> list[Range]:
    """The words in `text[start:end]` that may tell of a meeting, in text order."""
    return [match.span() for match in _TRIGGER.finditer(text, start, end)]
