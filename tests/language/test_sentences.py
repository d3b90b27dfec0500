import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.sentences import split_sentences

CASES = [
    # (sentences joined by "|" , why)
    ("Đã xử lý hồ sơ. |Ủy ban họp.", "toned endings and capitals"),
    ("Tỷ lệ đạt 95%. |Trong đó có 02 hộ.", "a percent sign before the stop"),
    ("Họp tại TP. Quảng Ngãi. |Sau đó về.", "an abbreviation ends nothing"),
    ("TM. Ủy ban nhân dân", "the signature line"),
    ("Điều 5. Phạm vi điều chỉnh", "the number of an article is its heading's"),
    ("Thực hiện theo Điều 5. |Ủy ban báo cáo.", "but inside a sentence it may end it"),
    ("Có 2.273 khẩu. |Có 672 hộ.", "dots inside numbers"),
    ("Theo Nghị định số 61/2018/NĐ-CP. |Việc này", "a document number at the end"),
    ("1. Kết quả. |2 thôn đã họp.", "an enumerator stays, a digit may open a sentence"),
    ("2.1. Về cải cách. |Xã đã làm.", "multi-level numbers"),
    ("II. Kết quả", "Roman numerals"),
    ("Đã làm; chưa xong; còn chậm. |Sẽ làm.", "semicolons stay inside"),
    ("Xã họp. |“Dân vận khéo” được nhân rộng.", "a quotation opens a sentence"),
    ("Đã họp (có biên bản). |Xã báo cáo.", "a bracket closes before the stop"),
    ("Họp “dân vận khéo.” |Xã báo cáo.", "a quotation mark after the stop"),
    ("Có 5 thôn . |Có 2 tổ.", "a space before the stop"),
    ("Nông sản, v.v. và các loại khác.", "lower case goes on"),
    ("- Mở 02 lớp\n|- Họp 03 cuộc", "list items"),
    ("# Báo cáo\n|Xã đã làm", "a heading"),
    ("Xã đã ban hành\nkế hoạch năm.", "a wrapped line goes on"),
    ("Xã đã ban hành\n\n|kế hoạch năm.", "a blank line ends"),
    ("Xã đã họp\r\n|Thôn đã họp", "Windows line ends"),
    ("a) Mở lớp\n|b) Họp dân", "lettered items"),
    ("**1. Chung.** |Xã có", "Markdown around an end"),
]


@pytest.mark.parametrize(("marked", "why"), CASES)
def test_split(marked: str, why: str) -> None:
    text = marked.replace("|", "")
    expected = [part.strip() for part in marked.split("|")]
    assert [span.of(text) for span in split_sentences(text)] == expected, why


@given(st.text(alphabet='ab Ạ.;:!?\n\r-*("”12%Đ', max_size=80))
def test_sentences_cover_everything_but_space(text: str) -> None:
    spans = split_sentences(text)
    assert spans == sorted(spans)
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
    assert all(span.of(text) == span.of(text).strip() for span in spans)
