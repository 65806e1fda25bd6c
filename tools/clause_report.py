#!/usr/bin/env python3
"""Which clauses of the standard and which duties of 43号令 a test proves, and which wait.

A test proves a clause when its name holds it: `clause_6_5_3a` is 6.5.3a, `duty_43_17` is 43-17. Names come
from ctest, from the scenario files and from the browser tests. A name that names no clause is a fault, and
so is one that names a divided clause without its part. `duty_20_49` is article 49 of 20号令
(电子招标投标办法); these are listed too.
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys

NAMED = re.compile(r"(?<![A-Za-z0-9])(clause|duty)_(L?\d[A-Za-z0-9_]*?)(?=(?:_and)?_(?:clause|duty)_|[^A-Za-z0-9_]|$)")
ARTICLES_OF_ORDER_20 = 66
TEXTS = ("tests/scenarios/**/*", "tests/e2e/**/*.mjs", "tests/e2e/**/*.ts", "tests/interop/**/*.py")


def read_table(path, key):
    with open(path, encoding="utf-8", newline="") as table:
        return {row[key]: row for row in csv.DictReader(table, delimiter="\t")}


def as_named(kind, number):
    """'6.5.3a' -> '6_5_3a', '43-17' -> '43_17': how a test writes it."""
    return number.replace("." if kind == "clause" else "-", "_")


def proven(kind, rest, numbers):
    """The longest number of `numbers` that begins `rest` (the words after clause_ or duty_), or None."""
    fitting = [n for n in numbers
               if rest == as_named(kind, n) or rest.startswith(as_named(kind, n) + "_")]
    return max(fitting, key=len, default=None)


def fault_of(kind, rest, numbers):
    parts = [n for n in numbers if re.fullmatch(re.escape(as_named(kind, n)[:-1]) + r"(_.*)?", rest)
             and n[-1].isalpha()]
    if parts:
        return f"{kind}_{rest}: divided; say which part: {', '.join(parts)}"
    return f"{kind}_{rest}: there is no such {kind}"


def sort_names(names, numbers):
    """({(kind, number): [test names]}, faults)."""
    proofs, bad = {}, []
    for name in sorted(set(names)):
        for kind, rest in NAMED.findall(name):
            number = proven(kind, rest, numbers[kind])
            if number is None:
                bad.append(f"{name}: {fault_of(kind, rest, numbers[kind])}")
            else:
                proofs.setdefault((kind, number), []).append(name)
    return proofs, bad


def names_of_ctest(build):
    listed = subprocess.run(["ctest", "--test-dir", str(build), "--show-only=json-v1"], capture_output=True, text=True,
                            check=True)
    for test in json.loads(listed.stdout)["tests"]:
        if re.search(r"/(every_case|share_1_of_\d+)$", test["name"]):
            yield from names_of_program(test["command"][0])
        elif not re.search(r"/share_\d+_of_\d+$", test["name"]):
            yield test["name"]


def names_of_program(program):
    """Of a GoogleTest program whose cases ctest runs together."""
    listed = subprocess.run([program, "--gtest_list_tests"], capture_output=True, text=True, check=True)
    suite = ""
    for line in listed.stdout.splitlines():
        if not line.startswith(" "):
            suite = line.strip()
        else:
            yield f"{pathlib.Path(program).name}/{suite}{line.split()[0]}"


def names_of_texts(root):
    for pattern in TEXTS:
        for path in sorted(root.glob(pattern)):
            if path.is_file():
                where = path.relative_to(root).as_posix()
                text = where + " " + path.read_text(encoding="utf-8")
                for kind, rest in NAMED.findall(text):
                    yield f"{where}:{kind}_{rest}"


def report(title, kind, table, proofs):
    have = [number for number in table if (kind, number) in proofs]
    waiting = [number for number in table if (kind, number) not in proofs]
    print(f"{title}: {len(have)} of {len(table)} proven by a test")
    for number in have:
        tests = proofs[(kind, number)]
        print(f"  {number:9} {table[number]['room']:13} {len(tests)} test{'s' if len(tests) > 1 else ''}: {tests[0]}")
    print(f"  waiting:  {' '.join(waiting)}")


def report_order_20(proofs):
    named = sorted(int(number[3:]) for kind, number in proofs if kind == "duty" and number.startswith("20-"))
    print(f"articles of 20号令 that a test names: {' '.join(map(str, named)) or 'none'}")


def main():
    args = argparse.ArgumentParser(description="which clauses and duties a test proves")
    args.add_argument("--root", default=".", type=pathlib.Path)
    args.add_argument("--build", required=True, type=pathlib.Path, help="folder that ctest knows")
    args = args.parse_args()
    clauses = read_table(args.root / "docs/clauses.tsv", "clause")
    duties = read_table(args.root / "docs/duties43.tsv", "duty")
    names = list(names_of_ctest(args.build)) + list(names_of_texts(args.root))
    order_20 = [f"20-{article}" for article in range(1, ARTICLES_OF_ORDER_20 + 1)]
    proofs, bad = sort_names(names, {"clause": list(clauses), "duty": list(duties) + order_20})
    report("clauses of the standard", "clause", clauses, proofs)
    report("duties of 43号令", "duty", duties, proofs)
    report_order_20(proofs)
    for fault in bad:
        print(f"FAULT {fault}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
