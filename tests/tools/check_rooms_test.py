import pathlib
import tempfile
import unittest

import check_rooms

# In the order data flows, with what each declares.
ROOMS = {"identity": "room(identity acts.cpp)", "procedure": "room(procedure load.cpp USES base)",
         "trade": "room(trade rules.cpp USES identity procedure)",
         "notice": "room(notice\n  rules.cpp # USES procedure\n  USES identity trade)",
         "bidding": "room(bidding rules.cpp USES trade notice)", "opening": "room(opening USES trade bidding)"}


def house(files):
    """A source tree: {"rooms/trade/rules.cpp": "rooms/identity/api.hpp", ...}; every included file exists."""
    folder = tempfile.TemporaryDirectory()
    src = pathlib.Path(folder.name)
    for room, declared in ROOMS.items():
        (src / "rooms" / room).mkdir(parents=True)
        (src / "rooms" / room / "CMakeLists.txt").write_text(declared + "\n", encoding="utf-8")
    (src / "rooms/CMakeLists.txt").write_text("".join(f"add_subdirectory({room})\n" for room in ROOMS), encoding="utf-8")
    for name, includes in files.items():
        for there in includes.split():
            (src / there).parent.mkdir(parents=True, exist_ok=True)
            (src / there).touch()
    for name, includes in files.items():
        (src / name).parent.mkdir(parents=True, exist_ok=True)
        (src / name).write_text("".join(f'#include "{there}"\n' for there in includes.split()), encoding="utf-8")
    return folder, src


class RoomsTest(unittest.TestCase):
    def bad(self, here, there):
        folder, src = house({here: there})
        with folder:
            return check_rooms.check(src)

    def allowed(self, here, there):
        self.assertEqual(self.bad(here, there), [], f"{here} -> {there}")

    def refused(self, here, there, why):
        bad = self.bad(here, there)
        self.assertEqual(len(bad), 1, f"{here} -> {there}")
        self.assertIn(why, bad[0])

    def test_the_floor_is_for_everyone(self):
        for here in ("infra/spine/store.cpp", "formats/seal.cpp", "rooms/trade/rules.cpp", "followers/feed/feed.cpp",
                     "portal/pages.cpp", "app/main.cpp"):
            self.allowed(here, "base/result.hpp")

    def test_base_looks_at_nobody_else(self):
        self.allowed("base/wire.cpp", "base/wire.hpp")
        self.refused("base/wire.cpp", "infra/spine/store.hpp", "base includes base only")

    def test_infra_knows_no_room(self):
        self.allowed("infra/http/server.cpp", "infra/spine/store.hpp")
        self.refused("infra/http/server.cpp", "rooms/trade/api.hpp", "infra includes base and infra only")
        self.refused("infra/http/server.cpp", "formats/seal.hpp", "infra includes base and infra only")

    def test_formats_need_no_database(self):
        self.allowed("formats/seal.cpp", "infra/crypto/key.hpp")
        self.refused("formats/seal.cpp", "infra/spine/store.hpp", "infra/crypto only")
        self.refused("formats/seal.cpp", "rooms/bidding/api.hpp", "infra/crypto only")

    def test_a_room_asks_those_above_it_through_their_api(self):
        self.allowed("rooms/bidding/service.cpp", "rooms/trade/api.hpp")
        self.refused("rooms/bidding/service.cpp", "rooms/trade/store.hpp", "only rooms/trade/api.hpp")
        self.refused("rooms/trade/service.cpp", "rooms/bidding/api.hpp", "data never flows back")
        self.allowed("rooms/trade/service.cpp", "rooms/trade/store.hpp")

    def test_a_room_asks_only_those_that_its_cmake_file_uses(self):
        self.allowed("rooms/notice/service.cpp", "rooms/identity/api.hpp")
        self.refused("rooms/notice/service.cpp", "rooms/procedure/api.hpp", "does not say that it USES procedure")
        self.refused("rooms/opening/evidence.cpp", "rooms/notice/api.hpp",
                     "src/rooms/opening/CMakeLists.txt does not say that it USES notice")
        self.allowed("app/main.cpp", "rooms/procedure/api.hpp")

    def test_a_room_outside_the_list_is_refused(self):
        self.refused("rooms/cellar/rules.cpp", "rooms/trade/api.hpp", "cellar is no room")
        self.refused("rooms/trade/rules.cpp", "rooms/cellar/api.hpp", "cellar is no room")

    def test_followers_are_never_called(self):
        self.refused("rooms/notice/service.cpp", "followers/feed/api.hpp", "followers are never called")
        self.allowed("followers/feed/feed.cpp", "rooms/opening/api.hpp")
        self.refused("followers/feed/feed.cpp", "rooms/opening/store.hpp", "only rooms/opening/api.hpp")
        self.refused("followers/feed/feed.cpp", "followers/search/search.hpp", "do not know each other")

    def test_the_portal_asks_and_nobody_asks_the_app(self):
        self.allowed("portal/pages.cpp", "rooms/notice/api.hpp")
        self.allowed("portal/pages.cpp", "followers/feed/api.hpp")
        self.refused("portal/pages.cpp", "rooms/notice/store.hpp", "only rooms/notice/api.hpp")
        self.refused("rooms/notice/http.cpp", "portal/pages.hpp", "may not look into portal")
        self.refused("portal/pages.cpp", "app/app.hpp", "nobody includes app")
        self.allowed("app/main.cpp", "rooms/notice/store.hpp")

    def test_paths_are_written_whole_and_exist(self):
        self.refused("rooms/trade/rules.cpp", "rooms/trade/../identity/store.hpp", "whole path")
        folder, src = house({"rooms/trade/rules.cpp": ""})
        with folder:
            (src / "rooms/trade/rules.cpp").write_text('#include "base/nothing.hpp"\n#include <vector>\n')
            self.assertIn("no such file", check_rooms.check(src)[0])
            (src / "rooms/trade/rules.hpp").touch()
            (src / "rooms/trade/rules.cpp").write_text('#include "rules.hpp"\n')
            self.assertIn("whole path", check_rooms.check(src)[0])

    def test_angle_brackets_hide_nothing(self):
        folder, src = house({"rooms/trade/rules.cpp": "", "rooms/bidding/api.hpp": ""})
        with folder:
            (src / "rooms/trade/rules.cpp").write_text("#include <rooms/bidding/api.hpp>\n")
            self.assertIn("data never flows back", check_rooms.check(src)[0])


if __name__ == "__main__":
    unittest.main()
