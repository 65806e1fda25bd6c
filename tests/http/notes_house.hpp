#pragma once
// A whole house of one small room, served on loopback: notes that people write, read and follow.
#include "http/raw_client.hpp"
#include "infra/http/operations.hpp"
#include "infra/http/page.hpp"
#include "infra/http/uploads.hpp"
#include "support/scratch.hpp"

namespace tianping::test {

struct NoteTag {
    static constexpr std::string_view prefix = "nte";
};
using NoteId = Id<NoteTag>;

struct Note {
    NoteId id{};
    std::string text{};
    Instant written{};
    std::int64_t version = 1;
    static constexpr std::string_view table = "note";
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, text, written, version))

struct NewNote {
    static constexpr std::size_t longest_text = 1 << 20;
    std::string text{};
    std::optional<std::int64_t> weight{};
};
BOOST_DESCRIBE_STRUCT(NewNote, (), (text, weight))

// The room. `text` "bug" throws, "hidden" notes are found by nobody, "slow" prepares for a while, "held" for
// as long as the test says.
class Notes {
public:
    std::vector<http::Route> routes() const;
    static http::FindObject note_object();

    std::function<Status()> held{}; // while "held" is prepared; set before it is asked

private:
    Result<Note> add(WriteTx& tx, const http::Request& request, const NewNote& in) const;
    Result<Note> add_signed(WriteTx& tx, const http::Request& request, const NewNote& in) const;
    Result<Note> change(WriteTx& tx, const http::Request& request, const NewNote& in) const;
    Result<std::string> think(const http::Request& request, const NewNote& in) const;
    Result<Note> add_thought(WriteTx& tx, const http::Request& request, const NewNote& in,
                             const std::string& thought) const;
    Result<Note> one(const ReadTx& tx, const http::Request& request) const;
    Result<http::Page<Note>> list(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> page(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> large(const ReadTx& tx, const http::Request& request) const;
    Result<http::Source> follow(const ReadTx& tx, const http::Request& request) const;
};

// A text in a JSON answer.
std::string member(const RawAnswer& answer, const char* name);

// Waits until it is so, for at most so long; whether it came to be.
bool soon(const std::function<bool()>& is_so, std::chrono::milliseconds patience = std::chrono::seconds{10});

struct Denial {
    std::string person, object, code;
    Capability what;
};

// Tokens: "ann", "bob", "eve"; eve may do nothing but read.
struct NotesHouse {
    explicit NotesHouse(http::ServerOptions options = {}, http::DoorLimits limits = {},
                        WriterLimits writer = {}, http::Stamper* stamper = nullptr);
    ~NotesHouse();

    RawAnswer get(const std::string& target, const std::string& headers = "");
    RawAnswer post(const std::string& target, const std::string& body, const std::string& headers = "",
                   const std::string& key = "");
    static std::string request(const std::string& method, const std::string& target,
                               const std::string& headers, const std::string& body = "");
    std::string code_of(const RawAnswer& answer);
    std::int64_t count();

    ScratchFolder folder;
    TestHouse house;
    blob::BlobStore blobs;
    http::PlainStamper plain;
    http::Catalogue catalogue;
    Notes room;
    http::Uploads uploads;
    http::Operations operations;
    std::mutex mutex;
    std::vector<Denial> denials;
    std::vector<std::string> refused_tokens; // "TOKEN at ADDRESS: CODE"
    std::optional<http::Door> door;
    std::optional<http::Server> server;
    int keys = 0;
};

} // namespace tianping::test
