#!/usr/bin/env python3
"""The texts of refusals: catalogues/PART.toml, one table a code, `zh` and `en`.

Both languages are there and name the same {parameters}; no code stands twice; every code that src/ refuses
with has its texts, and no text waits for a code that nobody uses.
"""
import argparse
import pathlib
import re
import sys
import tomllib

LANGUAGES = ("zh", "en")
CODE = r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+"
PARAMETER = re.compile(r"\{([a-z_0-9]+)\}")
LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')
# Where src/ refuses: Error{Fault::x, "code"}, invalid_field("code", …), FieldFault {path, "code", …}.
REFUSALS = (re.compile(rf'Fault::[a-z_]+,\s*"({CODE})"'),
            re.compile(rf'invalid_field\(\s*"({CODE})"'),
            re.compile(rf'(?:push_back|emplace_back|\badd|FieldFault)\s*\(?\{{[^{{}};"]*,\s*"({CODE})"'),
            re.compile(rf'\brefuse\w*\(\s*(?:[a-z_]+,\s*)?"({CODE})"'),
            re.compile(rf'\bcode\s*=\s*"({CODE})"'))


def load(folder):
    """({code: (file, entry)}, faults)."""
    entries, bad = {}, []
    for path in sorted(folder.glob("*.toml")):
        name = f"catalogues/{path.name}"
        try:
            texts = tomllib.loads(path.read_text(encoding="utf-8"))
        except tomllib.TOMLDecodeError as error:
            bad.append(f"{name}: {error}")
            continue
        for code, entry in texts.items():
            if code in entries:
                bad.append(f"{name}: {code} stands in {entries[code][0]} too")
            entries[code] = (name, entry)
    return entries, bad


def entry_faults(code, name, entry):
    if not re.fullmatch(CODE, code) or not isinstance(entry, dict):
        return [f"{name}: {code} is no code (room.reason)"]
    bad = [f"{name}: {code} has no {language}" for language in LANGUAGES if not str(entry.get(language, "")).strip()]
    bad += [f"{name}: {code} has an unknown member '{extra}'" for extra in entry if extra not in LANGUAGES]
    if not bad:
        zh, en = (set(PARAMETER.findall(entry[language])) for language in LANGUAGES)
        if zh != en:
            bad.append(f"{name}: {code}: parameters differ: zh {sorted(zh)}, en {sorted(en)}")
    return bad


def texts_of(src):
    """(name, text) of every C++ file, whole-line comments blanked."""
    for path in sorted(src.rglob("*.[ch]pp")):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield path.relative_to(src.parent).as_posix(), "\n".join(
            "" if line.lstrip().startswith("//") else line for line in lines)


def check(root):
    entries, bad = load(root / "catalogues")
    for code, (name, entry) in entries.items():
        bad += entry_faults(code, name, entry)
    literals, told = set(), set()
    for name, text in texts_of(root / "src"):
        literals.update(LITERAL.findall(text))
        for pattern in REFUSALS:
            for match in pattern.finditer(text):
                if match[1] not in entries and match[1] not in told:
                    told.add(match[1])
                    bad.append(f"{name}:{text[:match.start(1)].count(chr(10)) + 1}: {match[1]} has no texts")
    # "fault." + a name: the code is put together, its beginning stands in the source.
    begins = tuple(literal for literal in literals if re.fullmatch(r"[a-z][a-z0-9_]*\.", literal))
    bad += [f"{name}: nobody refuses with {code}" for code, (name, _) in entries.items()
            if code not in literals and not code.startswith(begins)]
    return bad


def main():
    args = argparse.ArgumentParser(description="every refusal has its texts in both languages")
    args.add_argument("--root", default=".", type=pathlib.Path)
    bad = check(args.parse_args().root)
    print("\n".join(bad) or "catalogues: every refusal has its texts in both languages")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
