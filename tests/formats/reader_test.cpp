// The independent reader in Python opens what the library sealed.
#include "base/canonical.hpp"
#include "base/wire.hpp"
#include "example.hpp"
#include "formats/messages.hpp"
#include "support/places.hpp"
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

using namespace tianping;
using namespace tianping::seal;

namespace {

void write_file(const std::filesystem::path& path, ByteView bytes)
{
    std::ofstream{path, std::ios::binary}.write(reinterpret_cast<const char*>(bytes.data()),
                                                static_cast<std::streamsize>(bytes.size()));
}

std::string read_file(const std::filesystem::path& path)
{
    std::ifstream file{path, std::ios::binary};
    std::stringstream out;
    out << file.rdbuf();
    return out.str();
}

// A sealed bid on disk and the reader's command on it.
class PythonReader : public testing::Test {
protected:
    void SetUp() override
    {
        folder_ = std::filesystem::temp_directory_path() / ("tianping_reader_" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
        Chance chance = example::chance(9);
        sealed_ = seal_part(example::input(letter_, other_), chance).value();
        write_file(folder_ / "envelope", sealed_->envelope);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    // ANSWER messages of these trustees; those in `lying` give a share that is not theirs.
    boost::json::value answers(std::initializer_list<int> of, std::initializer_list<int> lying = {}) const
    {
        boost::json::array out;
        for (const int i : of) {
            const auto index = static_cast<std::uint8_t>(i);
            Scalar value = open_box(sealed_->sealed.header, index, example::key(i)).value();
            if (std::ranges::find(lying, i) != lying.end())
                value[31] ^= 1;
            const Answer answer{example::digest("close"), sealed_->sealed.header.digest(), index,
                                AnswerCode::ok, value};
            out.push_back(boost::json::object{{"message", to_hex(answer.encode())}});
        }
        return boost::json::object{{"answers", out}};
    }

    // The exit code; what was printed is kept.
    int open(const boost::json::value& answers)
    {
        write_file(folder_ / "answers.json", view(canonical(answers)));
        const std::string command =
            "PYTHONDONTWRITEBYTECODE=1 python3 '" + test::source_folder() +
            "/tools/bid_reader.py' open --envelope '" + (folder_ / "envelope").string() + "' --answers '" +
            (folder_ / "answers.json").string() + "' --out '" + (folder_ / "out").string() + "' >'" +
            (folder_ / "printed").string() + "' 2>&1";
        const int status = std::system(command.c_str());
        printed_ = read_file(folder_ / "printed");
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

    const Bytes letter_ = example::counting(300), other_ = example::counting(400'000);
    std::filesystem::path folder_{};
    std::optional<SealedBytes> sealed_{};
    std::string printed_{};
};

} // namespace

TEST_F(PythonReader, opens_a_bid_from_answers)
{
    ASSERT_EQ(open(answers({1, 3, 4})), 0) << printed_;
    EXPECT_EQ(read_file(folder_ / "out" / "bid.pdf"), text_view(other_));
    EXPECT_EQ(read_file(folder_ / "out" / "开标一览表.json"), text_view(letter_));
    EXPECT_EQ(printed_.find("WRONG"), std::string::npos);
}

TEST_F(PythonReader, names_a_wrong_answer)
{
    ASSERT_EQ(open(answers({1, 2, 3, 4}, {2})), 0) << printed_;
    EXPECT_NE(printed_.find("the answer of trustee 2 is WRONG"), std::string::npos) << printed_;
    EXPECT_EQ(read_file(folder_ / "out" / "bid.pdf"), text_view(other_));
}

TEST_F(PythonReader, opens_with_the_bidders_own_secret)
{
    const Scalar own = open_box(sealed_->sealed.header, 0, example::key(0)).value();
    ASSERT_EQ(open(boost::json::object{{"own", to_hex(own)}}), 0) << printed_;
    EXPECT_EQ(read_file(folder_ / "out" / "bid.pdf"), text_view(other_));
}

TEST_F(PythonReader, refuses_too_few_and_lying_answers_and_writes_nothing)
{
    EXPECT_EQ(open(answers({1, 2})), 1);
    EXPECT_NE(printed_.find("seal.too_few_answers"), std::string::npos) << printed_;
    EXPECT_EQ(open(answers({1, 2, 3}, {3})), 1);
    EXPECT_NE(printed_.find("seal.header_not_rebuilt"), std::string::npos) << printed_;
    EXPECT_FALSE(std::filesystem::exists(folder_ / "out"));
}
