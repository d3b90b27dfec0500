"""How terse notes read once they are sentences an office would sign."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from assistant.domain import Draft, Profile, Severity
from assistant.drafting import DraftRequest, NoteSource, draft_section
from assistant.drafting.wording import figures_of
from assistant.language.periods import parse_period

PROFILE = Profile(commune="xã Khe Bung", district="huyện Lam Hạc", province="tỉnh Trường Lĩnh")
NOTES = Path(__file__).parents[1] / "data" / "notes"


def draft(
    notes: str,
    section: str,
    report_type: str = "dan-van",
    *,
    on: date = date(2023, 12, 20),
    period: str = "2023",
    instruction: str = "",
    previous: str = "",
) -> Draft:
    return draft_section(
        DraftRequest(
            report_type,
            section,
            (NoteSource("ghi-chu.txt", notes),),
            on,
            PROFILE,
            parse_period(period),
            instruction,
            previous=previous,
        )
    )


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        # kind, number, date and abstract; "dân vận chính quyền" is an activity
        (
            "KH 14/KH-UBND 19/01/2023 dân vận chính quyền 2023",
            "Ủy ban nhân dân xã đã ban hành Kế hoạch số 14/KH-UBND ngày 19/01/2023 về công tác "
            "dân vận chính quyền năm 2023.",
        ),
        # an abstract that opens with a verb
        (
            "QĐ 33/QĐ-UBND 06/3/2023 kiện toàn BCĐ QCDC (11 đ/c)",
            "Quyết định số 33/QĐ-UBND ngày 06/3/2023 về việc kiện toàn Ban Chỉ đạo thực hiện Quy "
            "chế dân chủ (11 đồng chí).",
        ),
        (
            "CV 81/UBND-VP 20/4/2023 đôn đốc thôn họp dân",
            "Công văn số 81/UBND-VP ngày 20/4/2023 về việc đôn đốc các thôn",
        ),
        ("BC 58/BC-UBND 22/3/2023 q1", "Báo cáo số 58/BC-UBND ngày 22/3/2023 về công tác quý I."),
        ("CV 33/UBND-VP 5/1/2023 v/v trực Tết", "ngày 05/01/2023 về trực Tết"),
        # cited, not issued: no "ban hành"
        (
            "quán triệt CT 33/CT-TTg, KL 120-KL/TW, luật THDCCS (hl 1/7/2023)",
            "quán triệt Chỉ thị số 33/CT-TTg, Kết luận số 120-KL/TW và Luật Thực hiện dân chủ ở "
            "cơ sở (có hiệu lực từ ngày 01/7/2023).",
        ),
        # the higher level's plan is not the commune's own
        ("KH huyện 208/KH-UBND 29/12/2021 (dvcq 2022)", "của Ủy ban nhân dân huyện về công tác"),
        # a decree is the Government's: its code is no guess
        ("phổ biến nđ 61/2018", "Nghị định số 61/2018/NĐ-CP"),
    ],
)
def test_documents_are_cited_as_offices_cite_them(note: str, expected: str) -> None:
    assert expected in draft(note, "chi-dao").text


def test_documents_in_a_row_share_a_sentence_and_keep_their_evidence() -> None:
    notes = "KH 14/KH-UBND 19/01/2023 dân vận\nQĐ 33/QĐ-UBND 06/3/2023 kiện toàn tổ dân vận"
    result = draft(notes, "chi-dao")
    sentence = next(s for s in result.sentences if "14/KH-UBND" in s.text)
    assert "33/QĐ-UBND" in sentence.text
    assert {"n1", "n2"} <= set(sentence.evidence)
    bullets = draft(notes, "chi-dao", instruction="gạch đầu dòng")
    assert bullets.text.count("\n- ") == 2


def test_documents_never_lose_their_capital() -> None:
    text = draft((NOTES / "chi-dao.txt").read_text("utf-8"), "chi-dao").text
    assert not re.search(
        r"(?:kế hoạch|quyết định|công văn|báo cáo|chỉ thị|kết luận) (?:số )?\d", text
    )
    assert not re.search(r"luật Thực hiện|KL 120", text)


@pytest.mark.parametrize(
    ("note", "section", "expected"),
    [
        ("mở 1 buổi tuyên truyền", "ket-qua", "01 buổi"),
        ("họp bù trước 31/7", "nhiem-vu", "trước ngày 31/7"),
        ("họp bù trước 31/07", "nhiem-vu", "trước ngày 31/7"),
        ("họp bù trước 5/2", "nhiem-vu", "trước ngày 05/02"),
        ("dân hiến 1.150m2 đất", "ket-qua", "1.150 m² đất"),
        ("làm 1,2km đường BT", "ket-qua", "1,2 km đường bê tông"),
        ("mưa lụt t5 chia cắt thôn", "nguyen-nhan", "tháng 5"),
        ("2/5 thôn chưa họp q1", "han-che", "02/05 thôn chưa tổ chức họp trong quý I"),
        ("kp tt chi co 8 trd/nam", "nguyen-nhan", "08 triệu đồng/năm"),
        ("khảo sát mỗi quý 1 lần", "nhiem-vu", "mỗi quý 01 lần"),  # no "quý I lần"
        ("nghe báo cáo q2/2024", "ket-qua", "quý II năm 2024"),
    ],
)
def test_figures_and_dates_have_the_form_of_decree_30(
    note: str, section: str, expected: str
) -> None:
    assert expected in draft(note, section).text


@pytest.mark.parametrize(
    ("note", "section", "expected"),
    [
        ("họp thôn 10 cuộc, 846 lượt hộ", "ket-qua", "10 cuộc họp thôn với 846 lượt hộ tham gia"),
        (
            "một cửa: tn 732 hs, gq 720 (đúng hạn 714, quá hạn 6), đang gq 12",
            "ket-qua",
            "Bộ phận Một cửa đã tiếp nhận 732 hồ sơ, giải quyết 720 hồ sơ (714 hồ sơ đúng hạn, 06 "
            "hồ sơ quá hạn), đang giải quyết 12 hồ sơ.",
        ),
        # parts that add up to what was settled stand after "trong đó"
        (
            "mot cua: tn 732, gq 720, dung han 714, qua han 6 (dat 4, csxh 2), con 12 trong han",
            "ket-qua",
            "giải quyết 720 hồ sơ, trong đó 714 hồ sơ đúng hạn và 06 hồ sơ quá hạn (đất đai 04 hồ "
            "sơ, chính sách xã hội 02 hồ sơ); còn 12 hồ sơ trong hạn.",
        ),
        (
            "tiếp 12 lượt cd, 5 đơn (3 KN, 2 PA), gq xong 4",
            "ket-qua",
            "iếp 12 lượt công dân, tiếp nhận 05 đơn (03 đơn khiếu nại, 02 đơn phản ánh), giải "
            "quyết xong 04 đơn.",
        ),
        (
            "DVK: đk 6 mh (kt 3, vhxh 2, qpan 1)",
            "ket-qua",
            "đăng ký 06 mô hình (kinh tế 03 mô hình, văn hóa - xã hội 02 mô hình, quốc phòng - an "
            "ninh 01 mô hình).",
        ),
        ("hòa giải 8 vụ, thành 7", "ket-qua", "hòa giải 08 vụ việc, hòa giải thành 07 vụ việc."),
        (
            "TTND giám sát 3 cuộc",
            "ket-qua",
            "Ban Thanh tra nhân dân đã thực hiện 03 cuộc giám sát.",
        ),
        (
            "don 34 = truc tiep 21 + buu dien 9 + co quan chuyen 4",
            "ket-qua",
            "iếp nhận 34 đơn, gồm 21 đơn nộp trực tiếp, 09 đơn gửi qua bưu điện và 04 đơn do cơ "
            "quan khác chuyển đến.",
        ),
        ("hiến đất 1150 m2, 210 công -> 1,2 km đường", "ket-qua", "làm được 1,2 km đường."),
        # the noun of the line's first count serves the next item of the same line
        (
            "tn 3640 hs; gq 3571, đúng hạn 3548",
            "ket-qua",
            "iải quyết 3.571 hồ sơ, 3.548 hồ sơ đúng",
        ),
        # what an inspection recommends is no letter, and what is done is the recommendations
        (
            "41 nv, xong 38; tu ktra 2 dot, 7 kn, xong 6",
            "chi-dao",
            "02 đợt tự kiểm tra, 07 kiến nghị, giải quyết xong 06 kiến nghị",
        ),
        # a field before its parts counts files, never households
        (
            "ho tich 486: dh 484, dang 2",
            "ket-qua",
            "486 hồ sơ thuộc lĩnh vực hộ tịch, gồm 484 hồ sơ đúng hạn và đang giải quyết 02 hồ sơ.",
        ),
        ("giao ban tháng có nd dân vận, 6 lần", "chi-dao", "06 cuộc họp giao ban hằng tháng"),
        (
            "hồ sơ quá hạn 3 hồ sơ lĩnh vực đất đai",
            "han-che",
            "òn 03 hồ sơ thuộc lĩnh vực đất đai giải quyết quá hạn.",
        ),
        (
            "hs qua han 6 (dat dai 4, csxh 2), xin loi dan cham",
            "han-che",
            "òn 06 hồ sơ giải quyết quá hạn (đất đai 04 hồ sơ, chính sách xã hội 02 hồ sơ).",
        ),
        (
            "tl kien nghi cu tri cham, con 4/18 kn",
            "han-che",
            "iệc trả lời kiến nghị của cử tri còn chậm, còn 04/18 kiến nghị chưa được trả lời.",
        ),
        (
            "1 họp dân bù 2 thôn còn thiếu, xong trước 31/7\n2 mở lớp\n3 sửa loa",
            "nhiem-vu",
            "Tổ chức họp dân bù tại 02 thôn còn thiếu, hoàn thành trước ngày 31/7.",
        ),
        (
            "TT luật THDCCS: 5 buổi, mỗi thôn 1 buổi, có loa lưu động",
            "nhiem-vu",
            "Tổ chức 05 buổi tuyên truyền Luật Thực hiện dân chủ ở cơ sở, mỗi thôn 01 buổi, có loa "
            "lưu động.",
        ),
        (
            "giữ 5 mh DVK cũ, đk thêm 2",
            "nhiem-vu",
            "iếp tục duy trì 05 mô hình “Dân vận khéo” cũ, đăng ký thêm 02 mô hình.",
        ),
        ("không để hs trễ hạn", "nhiem-vu", "không để hồ sơ quá hạn."),
        (
            "kq: mua lut t5 chia cat thon Khe Bung\ncq: cc kiem nhiem",
            "nguyen-nhan",
            "khách quan",
        ),
    ],
)
def test_counts_become_clauses(note: str, section: str, expected: str) -> None:
    assert expected in draft(note, section).text


@pytest.mark.parametrize("section", ["chi-dao", "han-che", "ket-qua", "nguyen-nhan", "nhiem-vu"])
def test_the_sample_notes_read_without_clumsy_frames(section: str) -> None:
    result = draft(
        (NOTES / f"{section}.txt").read_text("utf-8"),
        section,
        on=date(2023, 6, 20),
        period="6 tháng đầu năm 2023",
    )
    clumsy = (
        r"Kết quả ghi nhận|Qua theo dõi|Theo thông tin tổng hợp|ghi nhận tại địa phương|\bVề \w+:"
    )
    assert not re.search(clumsy, result.text)
    assert not any(d.code == "STY002" for d in result.diagnostics)
    told = [s.text for s in result.sentences if any(i.startswith("n") for i in s.evidence)]
    openings = {" ".join(text.split()[:2]) for text in told}
    assert len(openings) > len(told) / 2, openings


@pytest.mark.parametrize(
    ("note", "section", "expected"),
    [
        ("kt 3/5 thôn", "chi-dao", "kiểm tra tại 03/05 thôn"),
        ("giao ban có nd dân vận 2 lần", "chi-dao", "nội dung dân vận"),
        ("ND hiến 5 ha đất", "ket-qua", "Nhân dân đã hiến"),
        ("cc kiem nhiem, vp chua don doc", "nguyen-nhan", "văn phòng chưa đôn đốc"),
        ("xử lý 3 vụ vp hành chính", "ket-qua", "vi phạm hành chính"),
        ("tl hộ nghèo 4,1%", "ket-qua", "ỷ lệ hộ nghèo"),
        ("tl kn cử tri còn chậm", "han-che", "trả lời"),
        ("song dt yeu", "nguyen-nhan", "sóng điện thoại"),
        ("nộp tt 410 hs", "ket-qua", "trực tuyến"),
    ],
)
def test_abbreviations_are_read_by_their_neighbours(note: str, section: str, expected: str) -> None:
    assert expected in draft(note, section).text


@pytest.mark.parametrize(
    ("note", "section", "expected"),
    [
        ("bao cao gui tre 3 lan", "han-che", "chậm 03 lần"),  # trễ, then office wording
        ("so tre mam non gui tre con it", "han-che", "gửi trẻ"),
        ("lap den duong 3 thon", "ket-qua", "đèn đường"),
        ("quy trinh noi bo cham cap nhat", "han-che", "nội bộ"),
        ("giai quyet ho so con cham", "han-che", "còn chậm"),
        ("50 con bo duoc tiem phong", "ket-qua", "50 con bò"),
        ("thu 200 phieu y kien", "ket-qua", "200 phiếu ý kiến"),
        ("hop giao ban sang thu 5", "ket-qua", "sáng thứ 5"),
        ("ho so dat dai cham", "han-che", "đất đai"),
        ("ty le chi dat 62%", "han-che", "đạt 62%"),
        ("10 ho chua tham gia", "han-che", "10 hộ"),  # never "hồ chứa"
        ("mua may quet 2 cai", "ket-qua", "mua"),
        ("mua lut chia cat duong", "nguyen-nhan", "mưa lụt"),
    ],
)
def test_accents_go_by_the_neighbours(note: str, section: str, expected: str) -> None:
    assert expected in draft(note, section).text.lower()


@pytest.mark.parametrize(
    ("note", "gap"),
    [
        ("gui tre nhieu", "tre"),
        ("den duong con it", "den"),
        ("ve hop cua Suoi Lo", "Suoi Lo"),
    ],
)
def test_what_neighbours_do_not_settle_stays_open(note: str, gap: str) -> None:
    result = draft(note, "han-che")
    assert any(d.code == "STY002" and gap in d.quote for d in result.diagnostics), result.text


def test_names_written_in_full_elsewhere_in_the_notes_are_restored() -> None:
    result = draft("thôn Suối Lở họp 2 buổi\nthon Suoi Lo chua hop dan", "ket-qua")
    assert not any(d.code == "STY002" for d in result.diagnostics)


def test_a_district_addressed_after_its_end_is_kept_and_asked() -> None:
    notes = "đề nghị huyện hỗ trợ 50trđ"
    after = draft(notes, "kien-nghi", on=date(2026, 6, 20), period="6 tháng đầu năm 2026")
    assert "Ủy ban nhân dân huyện" not in after.text
    warning = next(d for d in after.diagnostics if d.code == "STY002")
    assert (warning.severity, warning.quote) == (Severity.WARNING, "huyện")
    assert "01/7/2025" in warning.message
    before = draft(notes, "kien-nghi")
    assert "Ủy ban nhân dân huyện" in before.text
    assert not before.diagnostics


# --- Drafting again -------------------------------------------------------------------------------

RESULTS = "họp dân 15 cuộc\nhòa giải 9 vụ, thành 8\nloa phát 52 tin bài"


def test_an_added_point_rests_on_the_request() -> None:
    result = draft(RESULTS, "ket-qua", instruction="thêm ý: đã lắp 3 camera an ninh")
    sentence = next(s for s in result.sentences if "03 camera" in s.text)
    assert sentence.evidence == ("instruction",)
    evidence = next(e for e in result.evidence if e.id == "instruction")
    assert evidence.text == "đã lắp 3 camera an ninh"
    assert "15 cuộc" in result.text
    assert not result.notice


def test_two_orders_at_once() -> None:
    words = "thêm ý: tặng 20 suất quà; bỏ ý về hòa giải"
    result = draft(RESULTS, "ket-qua", instruction=words)
    assert "20 suất quà" in result.text
    assert "hòa giải" not in result.text.split("[")[0]
    assert "Đã bỏ 1 ý" in result.notice
    assert "hòa giải 9 vụ, thành 8" in result.notice
    assert "n2" not in {e.id for e in result.evidence}


def test_a_sentence_is_left_out_by_its_place() -> None:
    whole = draft(RESULTS, "ket-qua")
    second = next(s for s in whole.sentences if s.evidence == ("n2",))
    place = whole.sentences.index(second) + 1
    result = draft(RESULTS, "ket-qua", instruction=f"bỏ câu {place}")
    assert "n2" not in {id for s in result.sentences for id in s.evidence}
    assert "Đã bỏ 1 ý" in result.notice
    kept = draft(RESULTS, "ket-qua", instruction="bỏ câu 1")  # the lead tells no note
    assert {id for s in kept.sentences for id in s.evidence} >= {"n1", "n2", "n3"}
    assert "giữ nguyên" in kept.notice


def test_nothing_is_left_out_that_was_not_meant() -> None:
    result = draft(RESULTS, "ket-qua", instruction="bỏ ý về giải phóng mặt bằng")
    assert "không" in result.notice.lower()
    assert {id for s in result.sentences for id in s.evidence} >= {"n1", "n2", "n3"}


def test_writing_again_changes_words_and_no_fact() -> None:
    first = draft(RESULTS, "ket-qua")
    texts = {first.text}
    previous = first.text
    for _ in range(4):
        again = draft(RESULTS, "ket-qua", instruction="viết lại", previous=previous)
        previous = again.text
        texts.add(again.text)
        assert sorted(f.value for f in figures_of(again.text)) == sorted(
            f.value for f in figures_of(first.text)
        )
    assert len(texts) >= 3


# --- Whole reports --------------------------------------------------------------------------------


def test_a_whole_report_has_numbered_sub_headings_under_results() -> None:
    result = draft(
        (NOTES / "toan-van.txt").read_text("utf-8"),
        "toan-van",
        on=date(2023, 6, 20),
        period="6 tháng đầu năm 2023",
    )
    body = result.text[result.text.index("III. ") : result.text.index("IV. ")]
    assert re.findall(r"^(\d)\. ", body, re.MULTILINE) == ["1", "2", "3", "4", "5"]
    assert (
        "Công văn số 233/PNV ngày 29/5/2023 của Phòng Nội vụ huyện" in result.text.split("I. ")[0]
    )
    under_one_stop = body[body.index("2. Công tác") : body.index("3. Phong trào")]
    assert "732 hồ sơ" in under_one_stop
    assert not any(d.code.startswith("STR001") for d in result.diagnostics)
    assert not set(re.findall(r"\w+", result.text)) & {"tn", "gq", "hs", "kt", "nd", "vp", "tl"}


def test_a_heading_of_a_later_year_heads_tasks() -> None:
    result = draft("## 2024\n- mở 2 lớp tập huấn", "toan-van")
    tasks = result.text[result.text.index("VI. ") : result.text.index("VII. ")]
    assert "02 lớp tập huấn" in tasks
