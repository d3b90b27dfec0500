"""Whether a written word is a possible Vietnamese syllable: onset, rhyme and tone."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q r s t th tr v x"
_RHYME_LIST = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi
    om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uâc uân uâng uât uây uc uê uêch uên uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu
"""
_ONSETS = frozenset({"", *_ONSET_LIST.split()})
_RHYMES = frozenset(_RHYME_LIST.split())
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
#: Rhymes that end in a stop have the tones sắc or nặng, or, typed without accents, none.
_STOPPED = re.compile(r"(?:[pt]|c|ch)$")
_STOP_TONES = frozenset({"", "\u0301", "\u0323"})


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """True for "nghị", "Thuế", "xa"; False for "nghÞ", "công1", "strategy"."""
    tone = ""
    letters = []
    for character in unicodedata.normalize("NFD", word.lower()):
        if character in _TONES:
            if tone:
                return False
            tone = character
        else:
            letters.append(character)
    plain = unicodedata.normalize("NFC", "".join(letters))
    if _STOPPED.search(plain) and tone not in _STOP_TONES:
        return False
    return any(
        plain[:length] in _ONSETS and _fits(plain[:length], plain[length:])
        for length in range(min(3, len(plain)) + 1)
    )


def _fits(onset: str, rhyme: str) -> bool:
    if onset == "q":
        return rhyme[:1] == "u" and (rhyme[1:] in _RHYMES or rhyme in _RHYMES)
    if onset == "gi":
        return rhyme in _RHYMES or f"i{rhyme}" in _RHYMES  # giếng
    return rhyme in _RHYMES or (onset == "g" and rhyme == "i")
