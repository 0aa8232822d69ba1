"""Golden quotes: reads `x.quotes.csv`, and holds the interpreter against what was worked out by hand."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from interpreter import Refused, Tariff, fen, text

AROUND = {"name", "inception", "as_of", "premium", "fault", "steps", "sum"}


@dataclass
class Golden:
    name: str
    risk: dict
    premium: str
    faults: list[tuple[str, str]]
    steps: list[tuple[int, str, str]]


def read(path: Path) -> list[Golden]:
    with path.open(encoding="utf-8", newline="") as file:
        return [golden(row) for row in csv.DictReader(file, strict=True)]


def golden(row: dict) -> Golden:
    words = row["fault"].split()
    return Golden(
        name=row["name"],
        risk=risk(row),
        premium=row["premium"],
        faults=list(zip(words[::2], words[1::2], strict=True)),
        steps=[expected_step(pair) for pair in row["steps"].split()],
    )


def risk(row: dict) -> dict:
    answers, units = {}, {}
    for column, cell in row.items():
        if column in AROUND or cell == "":
            continue
        unit = re.fullmatch(r"unit(\d*)\.(.+)", column)
        if unit:
            units.setdefault(int(unit[1] or 1), {})[unit[2]] = cell
        else:
            answers[column] = cell
    count = max(units, default=0)
    return {
        "inception": row["inception"],
        "as_of": row["as_of"] or row["inception"],
        "answers": answers,
        "units": [{"answers": units.get(index + 1, {})} for index in range(count)],
    }


def expected_step(pair: str) -> tuple[int, str, str]:
    key, _, value = pair.partition("=")
    unit = re.fullmatch(r"unit(\d+)\.(.+)", key)
    return (int(unit[1]) - 1, unit[2], value) if unit else (0, key, value)


def check(tariff: Tariff, expected: Golden) -> list[str]:
    """What differs; nothing where the quote is right."""
    try:
        rated = tariff.rate(expected.risk)
    except Refused as refused:
        same = sorted(refused.faults) == sorted(expected.faults)
        return [] if same else [f"refused: {refused}, expected {expected.faults or expected.premium}"]
    wrong = []
    if fen(rated.premium) != expected.premium:
        wrong.append(f"premium {fen(rated.premium)}, expected {expected.premium or expected.faults}")
    results = {(step.unit or 0, step.key): text(step.result) for step in rated.steps}
    for unit, key, value in expected.steps:
        if results.get((unit, key)) != value:
            wrong.append(f"step {key} {results.get((unit, key))}, expected {value}")
    return wrong


def untouched(tariff: Tariff, goldens: list[Golden]) -> list[str]:
    """Rows of tables that no golden quote uses."""
    touched = set()
    for one in goldens:
        try:
            touched |= tariff.rate(one.risk).rows
        except Refused as refused:
            touched |= refused.rows
    rows = [(key, number) for key, table in tariff.tables.items() for number in range(1, len(table["rows"]) + 1)]
    return [f"table {key}, row {number}" for key, number in rows if (key, number) not in touched]
