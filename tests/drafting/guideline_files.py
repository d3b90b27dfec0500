"""Outlines as superiors send them, one for each way of numbering."""

from __future__ import annotations

from pathlib import Path

import docx

TYPED = (
    "ỦY BAN NHÂN DÂN HUYỆN LAM HẠC",
    "ĐỀ CƯƠNG",
    "Báo cáo kết quả công tác dân vận năm 2023",
    "(Kèm theo Công văn số 742/UBND-NV ngày 25/5/2023)",
    "I. ĐẶC ĐIỂM TÌNH HÌNH",
    "Nêu số thôn, số hộ, số nhân khẩu.",
    "II. KẾT QUẢ THỰC HIỆN",
    "1. Công tác tuyên truyền",
    "- Đã tổ chức bao nhiêu cuộc tuyên truyền? Bao nhiêu lượt người tham dự?",
    "2. Thực hiện dân chủ ở cơ sở",
    "a) Những nội dung công khai",
    "- Số nội dung đã công khai.",
    "b) Những việc Nhân dân bàn",
    "- Số cuộc họp thôn; số hộ tham gia.",
    "III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN",
    "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2024",
    "V. KIẾN NGHỊ, ĐỀ XUẤT",
    "Phụ lục 1. Kết quả tiếp công dân",
)
TABLE = (
    ("TT", "Nội dung", "Đơn vị tính", "Số lượng"),
    ("1", "Số lượt tiếp", "lượt", ""),
    ("2", "Số đơn", "đơn", ""),
)


def typed(path: Path) -> Path:
    """Numbers typed by hand, and an appendix with a table."""
    document = docx.Document()
    for line in TYPED:
        document.add_paragraph(line)
    table = document.add_table(len(TABLE), len(TABLE[0]))
    for row, cells in enumerate(TABLE):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.save(str(path))
    return path


def styled(path: Path) -> Path:
    """Word's heading styles without any number."""
    document = docx.Document()
    document.add_paragraph("Đề cương báo cáo công tác dân vận", style="Title")
    document.add_heading("Công tác chỉ đạo", 1)
    document.add_paragraph("Số văn bản đã ban hành?")
    document.add_heading("Kết quả đạt được", 1)
    document.add_heading("Tiếp công dân", 2)
    document.add_paragraph("Tổng số lượt tiếp công dân, số đơn tiếp nhận.")
    document.add_heading("Khó khăn, vướng mắc", 1)
    document.save(str(path))
    return path


def numbered(path: Path) -> Path:
    """Numbers that Word counts itself."""
    document = docx.Document()
    document.add_paragraph("ĐỀ CƯƠNG BÁO CÁO")
    for heading, question in (
        ("Kết quả tiếp công dân", "Số lượt tiếp công dân?"),
        ("Hạn chế, vướng mắc", "Nêu rõ nơi nào, việc gì."),
        ("Phương hướng thời gian tới", "Việc sẽ làm, thời hạn."),
    ):
        document.add_paragraph(heading, style="List Number")
        document.add_paragraph(question)
    document.save(str(path))
    return path


def without_headings(path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Đề nghị các xã báo cáo kết quả công tác dân vận trước ngày 10/12/2023.")
    document.save(str(path))
    return path
