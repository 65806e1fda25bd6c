#include "infra/crypto/pem.hpp"
#include "infra/crypto/openssl_calls.hpp"
#include <openssl/pem.h>

namespace tianping::crypto {

namespace {

constexpr std::size_t longest_text = 16u << 20;
constexpr std::string_view white_space = " \t\r\n";

struct Block {
    std::string label;
    bool has_headers{};
    Bytes data;
};

std::optional<Block> next_block(BIO* bio)
{
    char* name{};
    char* header{};
    unsigned char* data{};
    long length{};
    if (PEM_read_bio(bio, &name, &header, &data, &length) != 1)
        return std::nullopt;
    Block found{name, header && *header, Bytes(data, data + length)};
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_clear_free(data, static_cast<std::size_t>(length));
    return found;
}

} // namespace

std::optional<std::vector<Bytes>> pem_blocks(std::string_view text, std::string_view label)
{
    if (text.size() > longest_text)
        return std::nullopt;
    const auto bio = openssl::reader(text);
    std::vector<Bytes> found;
    while (auto block = next_block(bio.get())) {
        if (block->label != label)
            continue;
        if (block->has_headers)
            return std::nullopt;
        found.push_back(std::move(block->data));
    }
    const auto last = ERR_peek_last_error();
    ERR_clear_error();
    if (ERR_GET_LIB(last) != ERR_LIB_PEM || ERR_GET_REASON(last) != PEM_R_NO_START_LINE)
        return std::nullopt;
    return found;
}

std::optional<Bytes> single_pem_block(std::string_view text, std::string_view label)
{
    const auto first = text.find_first_not_of(white_space);
    const auto last = text.find_last_not_of(white_space);
    if (first == std::string_view::npos)
        return std::nullopt;
    text = text.substr(first, last - first + 1);
    const auto begin = "-----BEGIN " + std::string{label} + "-----";
    const auto end = "-----END " + std::string{label} + "-----";
    if (!text.starts_with(begin) || text.find(end) + end.size() != text.size())
        return std::nullopt;
    auto found = pem_blocks(text, label);
    if (!found || found->size() != 1)
        return std::nullopt;
    return std::move(found->front());
}

} // namespace tianping::crypto
