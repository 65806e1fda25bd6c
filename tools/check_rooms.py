#!/usr/bin/env python3
"""Who may include whom (rule 1 of the house).

base       includes base only.
infra/*    include base and infra.
formats    include base, formats and infra/crypto.
rooms/*    include base, infra, formats, their own room, and the api.hpp of the rooms that their CMakeLists.txt USES;
           these stand above them in src/rooms/CMakeLists.txt.
followers  include base, infra, formats, their own folder, and the api.hpp of any room (events, nothing else).
portal     includes base, infra, formats, portal, and the api.hpp of any room and follower.
app        includes anything; nobody includes app.
"""
import argparse
import pathlib
import re
import sys

HOUSE = ["base", "infra", "formats", "rooms", "followers", "portal", "app"]
INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^">]+)[">]', re.M)
PLACED = re.compile(r"\badd_subdirectory\(\s*(\w+)\s*\)")
DECLARED = re.compile(r"\broom\(\s*(\w+)([^)]*)\)")


def cmake(path):
    """The text of a CMake file without its comments; nothing when there is none."""
    return re.sub(r"#.*", "", path.read_text(encoding="utf-8")) if path.is_file() else ""


def rooms_of(src):
    """Each room with the names that it USES, in the order data flows: whoever stands lower may ask whoever stands
    higher. CMake says both."""
    rooms = {name: set() for name in PLACED.findall(cmake(src / "rooms/CMakeLists.txt"))}
    for name in rooms:
        for declared, words in DECLARED.findall(cmake(src / "rooms" / name / "CMakeLists.txt")):
            if declared == name:
                rooms[name] |= set(words.partition("USES")[2].split())
    return rooms


def refusal(here, there, rooms):
    """Why a file at path `here` may not include `there`; both as tuples of path parts below src/."""
    part, other = here[0], there[0]
    if part == "app":
        return None
    if other == "app":
        return "nobody includes app"
    if other == "base" or (part == other and part not in ("rooms", "followers")):
        return None
    if part == "base":
        return "base includes base only"
    if part == "infra":
        return "infra includes base and infra only"
    if part == "formats":
        return None if there[:2] == ("infra", "crypto") else "formats include base, formats and infra/crypto only"
    if other in ("infra", "formats"):
        return None
    if other == "rooms":
        return refusal_of_room(here, there, rooms)
    if other == "followers":
        return refusal_of_follower(here, there)
    return f"{part} may not look into {other}"


def refusal_of_room(here, there, rooms):
    order = list(rooms)
    if len(there) < 3 or there[1] not in rooms:
        return f"{there[1]} is no room of src/rooms/CMakeLists.txt"
    if here[0] == "rooms":
        if here[1] == there[1]:
            return None
        if here[1] not in rooms:
            return f"{here[1]} is no room of src/rooms/CMakeLists.txt"
        if order.index(there[1]) > order.index(here[1]):
            return f"{there[1]} stands below {here[1]}: data never flows back"
        if there[1] not in rooms[here[1]]:
            return f"src/rooms/{here[1]}/CMakeLists.txt does not say that it USES {there[1]}"
    return None if there[2:] == ("api.hpp",) else f"of another room only rooms/{there[1]}/api.hpp may be seen"


def refusal_of_follower(here, there):
    if here[0] == "rooms":
        return "followers are never called"
    if here[0] == "followers":
        return None if here[1] == there[1] else "followers do not know each other"
    return None if there[-1] == "api.hpp" else f"of a follower only followers/{there[1]}/api.hpp may be seen"


def parts_of(name):
    return tuple(pathlib.PurePosixPath(name).parts)


def is_of_the_house(name, folder, src):
    """An include is ours when it begins with a part of the house, or when the file lies beside the includer."""
    return parts_of(name)[0] in HOUSE or (folder / name).is_file() or (src / name).is_file()


def check(src):
    bad, rooms = [], rooms_of(src)
    for path in sorted(src.rglob("*.[ch]pp")):
        here = path.relative_to(src).parts
        for name in INCLUDE.findall(path.read_text(encoding="utf-8")):
            if not is_of_the_house(name, path.parent, src):
                continue
            where = f"src/{'/'.join(here)} includes {name}"
            if parts_of(name)[0] not in HOUSE or ".." in parts_of(name):
                bad.append(f"{where}: write the whole path from src/")
            elif not (src / name).is_file():
                bad.append(f"{where}: there is no such file")
            elif why := refusal(here, parts_of(name), rooms):
                bad.append(f"{where}: {why}")
    return bad


def main():
    args = argparse.ArgumentParser(description="who may include whom")
    args.add_argument("--root", default=".", type=pathlib.Path)
    bad = check(args.parse_args().root / "src")
    print("\n".join(bad) or "rooms: every include is allowed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
