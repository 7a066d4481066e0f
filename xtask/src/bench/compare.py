"""A plain script of the kind a finance office writes: reads every table cell of the files in a
folder with python-docx or openpyxl and adds up points and scores. The benchmark runs it beside the
product on the same files; it does far less than the product does."""

import pathlib
import sys

import docx
import openpyxl


def rows_of_docx(path):
    for table in docx.Document(path).tables:
        for row in table.rows:
            yield [cell.text.strip() for cell in row.cells]


def rows_of_xlsx(path):
    for sheet in openpyxl.load_workbook(path, data_only=True):
        for row in sheet.iter_rows(values_only=True):
            yield ["" if cell is None else str(cell).strip() for cell in row]


def number(text):
    try:
        return float(text.replace(",", "").rstrip("%"))
    except ValueError:
        return None


def check(rows):
    """Sums the columns headed 分值 and 得分 and compares them with the row 总分."""
    points_at = score_at = None
    points = score = 0.0
    findings = []
    for row in rows:
        if "三级指标" in row and "得分" in row:
            score_at = row.index("得分")
            points_at = row.index("分值") if "分值" in row else row.index("权重")
        elif row and row[0] in ("总分", "合计") and score_at is not None:
            printed = number(row[score_at])
            if printed is not None and abs(printed - score) > 10.01:
                findings.append(("total", printed, score))
        elif score_at is not None and score_at < len(row):
            points += number(row[points_at]) or 0.0
            score += number(row[score_at]) or 0.0
            if (number(row[score_at]) or 0.0) > (number(row[points_at]) or 0.0):
                findings.append(("score", row[score_at], row[points_at]))
    return findings


def main(folder):
    findings = 0
    for path in sorted(pathlib.Path(folder).iterdir()):
        rows = rows_of_docx if path.suffix == ".docx" else rows_of_xlsx
        findings += len(check(rows(path)))
    print(findings)


main(sys.argv[1])
