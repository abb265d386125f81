#!/usr/bin/python3
"""Peer of `esekretariat-bench cards`: the same cards with reportlab.
usage: cards-reportlab.py CARDS.csv OUT.pdf FONT_FOLDER [--binary]

--binary: streams as bytes instead of reportlab's default, ASCII85 text; faster and smaller."""
import csv
import sys

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

if "--binary" in sys.argv:
    rl_config.useA85 = 0
WIDTH, HEIGHT = 85.60 * mm, 53.98 * mm
# column, x mm, baseline mm, font, size; the school comes in lines that are already wrapped
FIELDS = [
    ("name", 28.1, 18.8, "DejaVuSans-Bold", 6),
    ("birthDate", 28.1, 24.8, "DejaVuSans", 6),
    ("pesel", 55.5, 24.8, "DejaVuSans", 6),
    ("school1", 28.1, 30.8, "DejaVuSans", 6),
    ("school2", 28.1, 33.2, "DejaVuSans", 6),
    ("headteacher", 28.1, 42.8, "DejaVuSans", 6),
    ("issueDate", 28.1, 48.8, "DejaVuSans", 6),
    ("number", 10.0, 49.6, "DejaVuSans-Bold", 8),
]

source, target, fonts = sys.argv[1:4]
for name in ("DejaVuSans", "DejaVuSans-Bold"):
    pdfmetrics.registerFont(TTFont(name, f"{fonts}/{name}.ttf"))
canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
with open(source, encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        canvas.drawImage(row["photo"], 5.5 * mm, HEIGHT - 43 * mm, 19 * mm, 26 * mm)
        for column, x, baseline, font, size in FIELDS:
            canvas.setFont(font, size)
            canvas.drawString(x * mm, HEIGHT - baseline * mm, row[column])
        canvas.showPage()
canvas.save()
