#!/usr/bin/env python3
"""What the house does not want to read: unfinished work, names that say nothing, files and rooms that grew too
long, and half-width punctuation inside Chinese texts for people.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys

MOST_LINES = 300
MOST_LINES_OF_A_ROOM = 3000
BODY_OF_A_ROOM = re.compile(r"^src/rooms/([^/]+)/.*\.cpp$")
LONG_ALLOWED = re.compile(r"^(LICENSE|docs/|web/api/|tests/(vectors|golden)/|.*\.(toml|json|tsv|svg|lock)$)")
CODE = re.compile(r"\.([ch]pp|py|sh|cmake|sql|mustache|css|js|mjs|ts|vue|toml)$|CMakeLists\.txt$|^dev$|^\.ci/")
# This file has to name them.
EXEMPT = ("tools/check_text.py", "tests/tools/check_text_test.py")

UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|WIP)\b")
UNFINISHED_IN_COMMENT = re.compile(r"\bstub|\bplaceholder\b|\bnot (yet )?implemented\b|\bfor now\b", re.I)
SAYS_NOTHING = re.compile(r"(^|[_.-])(helpers?|utils?|managers?|impl|common|misc|stuff)([_.-]|$)", re.I)
MACHINE_PATH = re.compile(r"/work/(main|shared|b)\b|/root/|/home/[a-z]+/")

HAN = r"[\u3400-\u9fff]"
HALF_WIDTH = re.compile(rf"{HAN}[,;:?!()]|[,;:?!()]{HAN}")
STRING = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
MARKDOWN_CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)\n]*\)|\]\[", re.S)
PARAMETER = re.compile(r"\{[a-z_0-9]+\}")
TEMPLATE_CODE = re.compile(r"<[^>]*>|\{\{[^}]*\}\}")


def house_files(root):
    listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, check=True).stdout.decode()
    return [name for name in listed.split("\0") if name and (root / name).is_file()]


def unfinished(name, text):
    if name in EXEMPT or not CODE.search(name):
        return []
    out = []
    for number, line in enumerate(text.splitlines(), 1):
        if found := UNFINISHED.search(line) or is_comment(line) and UNFINISHED_IN_COMMENT.search(line):
            out.append(f"{name}:{number}: unfinished work: '{found[0]}'")
        if found := MACHINE_PATH.search(line):
            out.append(f"{name}:{number}: a path of one machine: '{found[0]}'")
    return out


def is_comment(line):
    return line.lstrip().startswith(("//", "#", "--", "*", "/*"))


def name_fault(name):
    stem = pathlib.PurePosixPath(name).name.rsplit(".", 1)[0]
    folders = pathlib.PurePosixPath(name).parts[:-1]
    for part in (stem, *folders):
        if SAYS_NOTHING.search(part):
            return [f"{name}: '{part}' says nothing about what is in it"]
    return []


def too_long(name, text):
    lines = text.count("\n")
    if lines <= MOST_LINES or not CODE.search(name) or LONG_ALLOWED.search(name):
        return []
    return [f"{name}: {lines} lines, at most {MOST_LINES}: split it by meaning"]


def lines_of_code(text):
    return sum(1 for line in text.splitlines() if line.strip() and not is_comment(line))


def rooms_too_long(lengths):
    return [f"src/rooms/{room}: {lines} lines of code in its bodies, at most {MOST_LINES_OF_A_ROOM}: split the room"
            for room, lines in sorted(lengths.items()) if lines > MOST_LINES_OF_A_ROOM]


def chinese_texts(name, text):
    """(line, text for people) of one file."""
    if name.endswith(".toml"):
        for number, line in enumerate(text.splitlines(), 1):
            if not line.lstrip().startswith("#"):
                yield number, PARAMETER.sub("\0", line.split(" # ")[0])
    elif name.endswith(".mustache"):
        for number, line in enumerate(text.splitlines(), 1):
            yield number, TEMPLATE_CODE.sub("\0", line)
    elif name.endswith("zh-CN.md"):
        plain = MARKDOWN_CODE.sub(lambda m: "\n" * m[0].count("\n"), text)
        yield from enumerate(plain.splitlines(), 1)
    elif re.match(r"src/.*\.[ch]pp$", name):
        for number, line in enumerate(text.splitlines(), 1):
            for string in STRING.findall(line.split("//")[0]):
                yield number, string


def half_width(name, text):
    return [f"{name}:{number}: half-width '{found[0]}' in Chinese text"
            for number, part in chinese_texts(name, text) if (found := HALF_WIDTH.search(part))]


def check(root, names=None):
    bad, rooms = [], collections.Counter()
    for name in names if names is not None else house_files(root):
        bad += name_fault(name)
        try:
            text = (root / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        bad += unfinished(name, text) + too_long(name, text) + half_width(name, text)
        if body := BODY_OF_A_ROOM.match(name):
            rooms[body[1]] += lines_of_code(text)
    return bad + rooms_too_long(rooms)


def main():
    args = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    args.add_argument("--root", default=".", type=pathlib.Path)
    bad = check(args.parse_args().root)
    print("\n".join(bad) or "text: nothing unfinished, nothing nameless, nothing too long")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
