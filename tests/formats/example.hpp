#pragma once
// The inputs of the known answer (docs/formats/seal.md, section Vectors), and what tests make of them.
#include "formats/recovery.hpp"
#include "formats/sealing.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>

namespace tianping::seal::example {

inline Digest digest(const std::string& text)
{
    return crypto::sm3(view(text));
}

// Private key of trustee i; 0 is the bidder's own.
inline Scalar key(int i)
{
    return crypto::reduced(digest("sk" + std::to_string(i)), crypto::sm2_order);
}

inline Prefix prefix()
{
    Prefix p;
    p.threshold = 3;
    p.chunks = 4;
    for (std::size_t i = 0; i < p.id.size(); ++i)
        p.id[i] = static_cast<std::uint8_t>(i);
    p.place = {"demo.example", "T-1", "L-1", "R-1", "I-1"};
    p.part = "price";
    p.terms = digest("terms");
    p.bidder = digest("bidder");
    for (int i = 1; i <= 5; ++i)
        p.trustees.push_back({digest("cert" + std::to_string(i)), crypto::sm2_public_point(key(i))});
    p.own = crypto::sm2_public_point(key(0));
    return p;
}

inline Scalar secret_value()
{
    return crypto::reduced(digest("example secret"), crypto::sharing_prime);
}
inline Secret secret_for(const Prefix& p)
{
    return Secret::from(secret_value(), context_of(p.encode())).value();
}
inline Header header_for(const Prefix& p)
{
    return Header::decode(rebuild_header(p, secret_for(p))).value();
}
inline const Header& header()
{
    static const Header h = header_for(prefix());
    return h;
}

inline Share share(const Secret& secret, std::uint8_t i)
{
    return {i, secret.share(3, i)};
}
inline std::vector<Share> shares(const Secret& secret, std::initializer_list<int> of)
{
    std::vector<Share> out;
    for (const int i : of)
        out.push_back(share(secret, static_cast<std::uint8_t>(i)));
    return out;
}

inline Bytes counting(std::size_t length)
{
    Bytes out(length);
    for (std::size_t i = 0; i < length; ++i)
        out[i] = static_cast<std::uint8_t>(i * 131 + i / 251);
    return out;
}

inline Chance chance(std::uint8_t seed)
{
    Chance out;
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i] = static_cast<std::uint8_t>(seed + i);
    return out;
}

// A price letter and one further file; the bytes must outlive the input.
inline SealInput input(ByteView letter, ByteView other)
{
    return {prefix(),
            {{"开标一览表.json", Source::of(letter)}, {"bid.pdf", Source::of(other)}},
            "tianping-test 1",
            "creation-1",
            "machine-1"};
}

// A body for any content, not only for what a manifest can say.
inline Bytes body_of(const Header& header, const Secret& secret, ByteView content)
{
    Bytes out;
    BodySealer sealer{secret, header.digest(), header.prefix().chunks, content.size(),
                      [&](ByteView piece) { out.insert(out.end(), piece.begin(), piece.end()); }};
    sealer.write(content);
    sealer.finish();
    return out;
}

} // namespace tianping::seal::example
