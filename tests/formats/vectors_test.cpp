// The vectors that the reader in Python checks too (docs/formats/seal.md, section 14).
#include "base/wire.hpp"
#include "example.hpp"
#include "formats/joint.hpp"
#include "formats/messages.hpp"
#include "infra/crypto/digest.hpp"
#include "support/places.hpp"
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

using namespace tianping;
using namespace tianping::seal;

namespace {

namespace json = boost::json;

json::value vectors(const std::string& name)
{
    std::ifstream file{test::source_folder() + "/tests/formats/vectors/" + name + ".json"};
    std::stringstream text;
    text << file.rdbuf();
    return json::parse(text.str());
}

std::string text_of(const json::value& v)
{
    return std::string{v.get_string()};
}
std::string text_of(const json::object& o, const char* key)
{
    return text_of(o.at(key));
}
Bytes bytes_of(const json::value& v)
{
    return from_hex(text_of(v)).value();
}
Bytes bytes_of(const json::object& o, const char* key)
{
    return bytes_of(o.at(key));
}
Scalar scalar_of(const json::value& v)
{
    return digest_from_hex(text_of(v)).value();
}
std::size_t count_of(const json::value& v)
{
    return v.to_number<std::size_t>();
}

// A case's own members over those that are common to all.
json::object merged(const json::object& common, const json::object& own)
{
    json::object out = common;
    for (const auto& [key, value] : own)
        out[key] = value;
    return out;
}

Bytes case_stream(const json::object& c, std::uint32_t chunks)
{
    Bytes stream;
    if (const auto* parts = c.if_contains("stream")) {
        stream.resize(chunks * chunk_size);
        for (const auto& part : parts->get_array()) {
            const Bytes raw = bytes_of(part.get_array()[1]);
            std::ranges::copy(raw,
                              stream.begin() + static_cast<std::ptrdiff_t>(count_of(part.get_array()[0])));
        }
        return stream;
    }
    const Bytes content = bytes_of(c, "content");
    stream = Packer{}.u64(content.size()).raw(content).take();
    stream.resize(chunks * chunk_size);
    return stream;
}

// Header and body as a sealer who keeps no rule would make them.
Bytes sealed_case(const json::object& c)
{
    using namespace std::string_view_literals;
    const Header header = Header::decode(bytes_of(c, "header")).value();
    const Secret secret = Secret::from(scalar_of(c.at("secret")), header.context()).value();
    const BodyKeys keys = secret.body_keys();
    Bytes cipher = case_stream(c, header.prefix().chunks), out{header.bytes().begin(), header.bytes().end()};
    crypto::Sm4Ctr{keys.cipher, {}}.apply(cipher, cipher);
    for (std::uint32_t i = 0; i < header.prefix().chunks; ++i) {
        const ByteView chunk = ByteView{cipher}.subspan(i * chunk_size, chunk_size);
        crypto::HmacSm3 code{keys.code};
        code.update(view("tianping/seal/1/chunk\0"sv)).update(header.digest());
        const Digest tag =
            code.update(Packer{}.u32(i).u32(header.prefix().chunks).take()).update(chunk).finish();
        out.insert(out.end(), chunk.begin(), chunk.end());
        out.insert(out.end(), tag.begin(), tag.end());
    }
    return out;
}

void apply(const json::object& change, std::size_t header_size, Bytes& envelope)
{
    const std::string op = text_of(change, "op");
    const auto chunk = [&](const char* key) {
        return envelope.begin() +
               static_cast<std::ptrdiff_t>(header_size + count_of(change.at(key)) * sealed_chunk_size);
    };
    if (op == "xor" || op == "put") {
        const Bytes raw = bytes_of(change, "hex");
        for (std::size_t i = 0, at = count_of(change.at("at")); i < raw.size(); ++i)
            envelope[at + i] = op == "put" ? raw[i] : static_cast<std::uint8_t>(envelope[at + i] ^ raw[i]);
    } else if (op == "swap") {
        std::swap_ranges(chunk("a"), chunk("a") + sealed_chunk_size, chunk("b"));
    } else if (op == "cut") {
        envelope.resize(envelope.size() - count_of(change.at("bytes")));
    } else if (op == "add") {
        envelope.insert(envelope.end(), count_of(change.at("times")), bytes_of(change, "hex")[0]);
    } else {
        ASSERT_EQ(op, "foreign");
        const Bytes other = sealed_case(change);
        std::copy_n(other.end() - 4 * sealed_chunk_size, sealed_chunk_size, chunk("chunk"));
    }
}

std::vector<Share> answers_of(const json::object& c)
{
    std::vector<Share> out;
    for (const auto& answer : c.at("answers").get_array())
        out.push_back(
            {static_cast<std::uint8_t>(count_of(answer.get_array()[0])), scalar_of(answer.get_array()[1])});
    return out;
}

struct Outcome {
    OpenedPart part{};
    std::vector<std::uint8_t> wrong{};
};

Result<Outcome> opened(const json::object& c, const Bytes& bytes)
{
    TP_TRY(envelope, Envelope::read(bytes));
    std::optional<Recovered> recovered;
    if (const auto* own = c.if_contains("own")) {
        TP_TRY(secret, recover_from_secret(envelope.header, scalar_of(*own)));
        recovered = Recovered{secret, {}};
    } else {
        TP_TRY(by_answers, recover(envelope.header, answers_of(c)));
        recovered = std::move(by_answers);
    }
    TP_TRY(part, open_part(envelope, recovered->secret));
    return Outcome{std::move(part), recovered->wrong};
}

void check_opening(const json::object& c)
{
    Bytes envelope = sealed_case(c);
    const std::size_t header_size = bytes_of(c, "header").size();
    if (const auto* changes = c.if_contains("changes"))
        for (const auto& change : changes->get_array())
            apply(change.get_object(), header_size, envelope);
    const auto outcome = opened(c, envelope);
    ASSERT_EQ(outcome ? "opened" : outcome.error().code, text_of(c, "expect"));
    if (!outcome)
        return;
    std::vector<std::uint8_t> wrong;
    if (const auto* named = c.if_contains("wrong"))
        for (const auto& i : named->get_array())
            wrong.push_back(static_cast<std::uint8_t>(count_of(i)));
    EXPECT_EQ(outcome->wrong, wrong);
    const json::array& files = c.at("files").get_array();
    ASSERT_EQ(outcome->part.inside.files.size(), files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        EXPECT_EQ(outcome->part.inside.files[i].name, text_of(files[i].get_array()[0]));
        EXPECT_EQ(to_hex(crypto::sm3(outcome->part.inside.files[i].bytes)), text_of(files[i].get_array()[1]));
    }
}

template <class Message>
std::string reading(const Bytes& bytes, std::string& digest)
{
    const auto read = Message::decode(bytes);
    if (!read)
        return read.error().code;
    digest = to_hex(crypto::sm3(read->encode()));
    return "opened";
}

std::string reading(const Bytes& bytes, std::string& digest)
{
    const std::string letters{text_view(bytes).substr(0, 8)};
    if (letters == "TPKEYS01")
        return reading<KeyMessage>(bytes, digest);
    if (letters == "TPSUBM01")
        return reading<Submit>(bytes, digest);
    if (letters == "TPWDRW01")
        return reading<Withdraw>(bytes, digest);
    if (letters == "TPRCPT01")
        return reading<Receipt>(bytes, digest);
    if (letters == "TPCLOS01")
        return reading<Close>(bytes, digest);
    if (letters == "TPJOIN01")
        return reading<JointAgreement>(bytes, digest);
    if (letters == "TPPROF01")
        return reading<Proof>(bytes, digest);
    return reading<Answer>(bytes, digest);
}

} // namespace

TEST(Vectors, known_answer)
{
    const json::value document = vectors("known_answer");
    const json::object& d = document.get_object();
    const Prefix prefix = example::prefix();
    const Secret secret = example::secret_for(prefix);
    EXPECT_EQ(prefix.encode(), bytes_of(d, "prefix"));
    EXPECT_EQ(secret.context(), scalar_of(d.at("context")));
    EXPECT_EQ(secret.value(), scalar_of(d.at("secret")));
    EXPECT_EQ(rebuild_header(prefix, secret), bytes_of(d, "header"));
    EXPECT_EQ(example::header().digest(), scalar_of(d.at("header_digest")));
    for (const auto& share : d.at("shares").get_array()) {
        const auto i = static_cast<std::uint8_t>(count_of(share.get_array()[0]));
        EXPECT_EQ(secret.share(3, i), scalar_of(share.get_array()[1]));
        EXPECT_EQ(example::key(i), scalar_of(d.at("private_keys").get_array()[i].get_array()[1]));
        EXPECT_EQ(open_box(example::header(), i, example::key(i)).value(), secret.share(3, i));
    }
    const Bytes content = bytes_of(d, "content");
    Bytes envelope = bytes_of(d, "header");
    const Bytes body = example::body_of(example::header(), secret, content);
    envelope.insert(envelope.end(), body.begin(), body.end());
    EXPECT_EQ(crypto::sm3(envelope), scalar_of(d.at("envelope_digest")));
    for (const auto& edge : d.at("size_classes").get_array()) {
        const json::value& chunks = edge.get_array()[1];
        const auto wanted =
            chunks.is_null() ? std::optional<std::uint32_t>{} : chunks.to_number<std::uint32_t>();
        EXPECT_EQ(size_class(edge.get_array()[0].to_number<std::uint64_t>()), wanted);
    }
    Chance chance{};
    std::ranges::copy(bytes_of(d, "chance"), chance.begin());
    EXPECT_EQ(Secret::fresh(chance, crypto::sm3(content), secret.context()).value(),
              scalar_of(d.at("fresh_secret")));
    EXPECT_EQ(crypto::sm3(content), scalar_of(d.at("content_digest")));
}

TEST(Vectors, opening)
{
    const json::value document = vectors("opening");
    const json::array& cases = document.get_object().at("cases").get_array();
    EXPECT_GE(cases.size(), 150U);
    for (const auto& c : cases) {
        SCOPED_TRACE(text_of(c.get_object(), "name"));
        check_opening(merged(document.get_object().at("common").get_object(), c.get_object()));
    }
}

TEST(Vectors, points)
{
    const json::value document = vectors("points");
    for (const auto& v : document.get_object().at("points").get_array()) {
        const json::object& c = v.get_object();
        EXPECT_EQ(crypto::is_sm2_point(bytes_of(c, "point")), c.at("good").get_bool()) << text_of(c, "name");
    }
    for (const auto& v : document.get_object().at("boxes").get_array()) {
        const json::object& c = v.get_object();
        const auto opened_box = crypto::sm2_decrypt(bytes_of(c, "box"), scalar_of(c.at("key")));
        ASSERT_EQ(opened_box.has_value(), c.contains("message")) << text_of(c, "name");
        if (opened_box) {
            EXPECT_EQ(*opened_box, bytes_of(c, "message"));
        }
    }
    for (const auto& v : document.get_object().at("encryptions").get_array()) {
        const json::object& c = v.get_object();
        Point to{};
        std::ranges::copy(bytes_of(c, "to"), to.begin());
        EXPECT_EQ(crypto::sm2_encrypt(to, bytes_of(c, "message"), scalar_of(c.at("k"))), bytes_of(c, "box"));
    }
}

TEST(Vectors, messages)
{
    const json::value document = vectors("messages");
    const json::array& cases = document.get_object().at("cases").get_array();
    EXPECT_GE(cases.size(), 60U);
    for (const auto& v : cases) {
        const json::object& c = v.get_object();
        std::string digest;
        EXPECT_EQ(reading(bytes_of(c, "message"), digest), text_of(c, "expect")) << text_of(c, "name");
        if (c.contains("digest")) {
            EXPECT_EQ(digest, text_of(c, "digest")) << text_of(c, "name");
        }
    }
}
