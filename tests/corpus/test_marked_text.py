"""Marks of secrecy in what a person types."""

from __future__ import annotations

import pytest

from assistant.corpus.secrecy import mark_of, refuse_marked_text
from assistant.domain import UserError


@pytest.mark.parametrize(
    "text",
    [
        *("MẬT", "TỐI MẬT", "TUYỆT MẬT", "  [MẬT]  ", "(mật)", "tối mật", "TOI MAT", "MAT"),
        *("Độ mật: Mật", "độ mật: tối mật", "MẬT: phương án tác chiến", "TỐI MẬT - kế hoạch A"),
        *("họp dân 5 thôn\nMẬT\nphương án", "- [TUYỆT MẬT] phương án", "M Ậ T"),
    ],
)
def test_a_mark_is_seen(text: str) -> None:
    assert mark_of(text)
    with pytest.raises(UserError, match="bí mật nhà nước"):
        refuse_marked_text("họp dân", text)


@pytest.mark.parametrize(
    "text",
    [
        *("bảo vệ bí mật nhà nước: tốt", "bỏ phiếu kín, bí mật", "MẬT ONG rừng 20 lít", ""),
        *("bao mat thong tin", "mat mua 3 ha", "MẶT TRẬN: 5 cuộc giám sát", "mất", "mật độ dân số"),
        *("tập huấn công tác bảo mật cho 12 cán bộ", "MẬT độ 45 người/km2", "mat"),
    ],
)
def test_words_about_secrets_and_honey_are_no_mark(text: str) -> None:
    assert mark_of(text) is None
    refuse_marked_text(text)
