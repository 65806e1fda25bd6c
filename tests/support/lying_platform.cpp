#include "support/lying_platform.hpp"
#include "base/canonical.hpp"
#include <arpa/inet.h>
#include <array>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tianping::test {
namespace {

using namespace std::chrono_literals;

sockaddr_in local(std::uint16_t port)
{
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_port = htons(port);
    out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return out;
}

const sockaddr* as_address(const sockaddr_in& at)
{
    return reinterpret_cast<const sockaddr*>(&at);
}

std::string received(int from)
{
    std::array<char, 65536> buffer{};
    const auto count = ::recv(from, buffer.data(), buffer.size(), 0);
    return count > 0 ? std::string{buffer.data(), static_cast<std::size_t>(count)} : std::string{};
}

void send_all(int to, const std::string& text)
{
    for (std::size_t done = 0; done < text.size();) {
        const auto count = ::send(to, text.data() + done, text.size() - done, MSG_NOSIGNAL);
        if (count <= 0)
            return;
        done += static_cast<std::size_t>(count);
    }
}

} // namespace

void close_with_bids(Tender& tender)
{
    tender.all_bid();
    tender.go_to(unsealing::deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        tender.trustee(number).service->visit(tender.intake());
}

void LyingTender::ask_for_everything()
{
    see_the_quorum();
    tender.go_to(unsealing::deadline + 60min);
    tender.go_to(unsealing::deadline + 120min);
    say_remedy();
}

void LyingTender::see_the_quorum()
{
    for (std::size_t number = 1; number <= 5; ++number)
        visit(number);
}

void LyingTender::say_remedy()
{
    std::string headers;
    for (const auto& part : tender.house().reads().read(
             [&](const ReadTx& tx) { return opening::store::sealed_parts(tx, intake()); }))
        headers += (headers.empty() ? "\"" : ",\"") + part.header + "\"";
    const auto until = unsealing::deadline + 180min;
    tender.inside([&](WriteTx& tx, const Call& call) {
        tx.change("UPDATE unsealing SET remedy = :r, remedy_from = :f, remedy_until = :u WHERE intake = :i",
                  "[" + headers + "]", call.arrived, until, tender.intake());
    });
}

std::vector<seal::AnswerCode> LyingTender::said(std::size_t bidder, std::int64_t trustee)
{
    const auto answers =
        tender.house().reads().read([&](const ReadTx& tx) { return opening::store::answers(tx, intake()); });
    std::vector<seal::AnswerCode> out;
    for (const auto& part : unsealing::parts_of(tender, bidder))
        for (const auto& answer : answers)
            if (answer.number == trustee && answer.header == part.header)
                out.push_back(answer.code);
    return out;
}

crypto::KeyedPair LyingTender::made_up(const std::string& code)
{
    const auto now = tender.installation().clock().now();
    return tender.installation()
        .sm2_authority()
        .make_pair({"made up", "made up", code, "m"}, {now, now + 24h * 365})
        .value();
}

void LyingTender::show_proof(std::size_t bidder, const crypto::KeyedPair& signer)
{
    const auto submission = unsealing::submission_of(tender, bidder);
    const auto close = digest_from_hex(tender.view().closing_digest).value();
    const auto parts = unsealing::parts_of(tender, bidder);
    tender.inside([&](WriteTx& tx, const Call& call) {
        for (const auto& part : parts) {
            const auto message = seal::Proof{close, digest_from_hex(part.header).value(), close}.encode();
            if (!tx.insert(opening::BidderMessageRow{
                    opening::store::bidder_message_id(opening::BidderAct::proof, part.header),
                    opening::BidderAct::proof, intake(), submission, part.header,
                    to_base64(signer.certificates.sign.der()), to_base64(message),
                    to_base64(signer.sign_key.sign(message)), call.arrived}))
                throw std::runtime_error{"there is a proof already"};
        }
    });
}

void LyingTender::show_cause(std::size_t bidder, const account::Holder& signer)
{
    const auto submission = unsealing::submission_of(tender, bidder);
    const opening::BidFinding finding{};
    const opening::CauseText text{
        "tianping/cause/1", tender.kit().platform,        tender.intake(),
        submission,         tender.view().closing_digest, opening::CauseCode::platform_failed,
        "并无此事",         opening::digest_of(finding),  {}};
    const auto signature = account::sign_with(signer, opening::signed_bytes(text));
    tender.inside([&](WriteTx& tx, const Call& call) {
        if (!tx.insert(opening::CauseRow{tender.intake() + "/" + submission, intake(), submission, text.code,
                                         text.text, canonical(wire::write(finding)), "[]",
                                         signature.certificate, signature.value, call.arrived}))
            throw std::runtime_error{"there is a cause already"};
    });
}

void LyingTender::give_lists(Instant at)
{
    const auto& authority = tender.installation().sm2_authority();
    tender.anchors().add(authority.crl(at));
    tender.anchors().add(authority.root_crl(at));
}

void LyingTender::revoke(const crypto::Certificate& certificate, Instant at)
{
    const auto done = tender.installation().sm2_authority().revoke(
        certificate.serial(), crypto::RevocationReason::key_compromise, at);
    if (!done)
        throw std::runtime_error{done.error().code};
}

Rewriting::Rewriting(const std::string& base, std::string from, std::string to)
    : from_{std::move(from)}, to_{std::move(to)}, house_{static_cast<std::uint16_t>(
                                                      std::stoi(base.substr(base.rfind(':') + 1)))}
{
    auto at = local(0);
    socklen_t size = sizeof at;
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::bind(listening_, as_address(at), size) != 0 || ::listen(listening_, 8) != 0 ||
        ::getsockname(listening_, reinterpret_cast<sockaddr*>(&at), &size) != 0)
        throw std::runtime_error{"no port for the platform that lies"};
    port_ = ntohs(at.sin_port);
    thread_ = std::thread{[this] { serve(); }};
}

Rewriting::~Rewriting()
{
    ending_ = true;
    thread_.join();
    ::close(listening_);
}

// One connection at a time: a client has one.
void Rewriting::serve()
{
    while (!ending_) {
        pollfd door{listening_, POLLIN, 0};
        if (::poll(&door, 1, 20) <= 0)
            continue;
        const int client = ::accept(listening_, nullptr, nullptr);
        carry(client);
        ::close(client);
    }
}

void Rewriting::carry(int client)
{
    const int house = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto at = local(house_);
    bool open = ::connect(house, as_address(at), sizeof at) == 0;
    while (open && !ending_) {
        std::array<pollfd, 2> both{pollfd{client, POLLIN, 0}, pollfd{house, POLLIN, 0}};
        if (::poll(both.data(), both.size(), 20) <= 0)
            continue;
        if (both[0].revents != 0) {
            const auto asked = received(client);
            send_all(house, asked);
            open = !asked.empty();
        }
        if (open && both[1].revents != 0)
            answer(house, client);
        char byte = 0;
        open = open && ::recv(house, &byte, 1, MSG_PEEK | MSG_DONTWAIT) != 0;
    }
    ::close(house);
}

void Rewriting::answer(int house, int client)
{
    auto text = received(house);
    for (auto at = text.find(from_); at != std::string::npos; at = text.find(from_, at + to_.size())) {
        text.replace(at, from_.size(), to_);
        ++rewritten_;
    }
    send_all(client, text);
}

Misled::Misled(Tender& tender, std::size_t number, const std::string& from, const std::string& to)
    : lies_{tender.anyone().base(), from, to}, through_{lies_.base(),
                                                        tender.trustee(number).account->origin(),
                                                        tender.trustee(number).account->holder()},
      intake_{tender.intake()}
{
    if (const auto session = through_.sign_in(); !session)
        throw std::runtime_error{session.error().code};
    real_ = std::make_unique<trustee::Trustee>(trustee::Parts{through_.client(),
                                                              *tender.trustee(number).clock,
                                                              tender.chance(),
                                                              through_.holder().key,
                                                              through_.holder().certificate,
                                                              tender.trustee(number).state,
                                                              {},
                                                              through_.origin(),
                                                              &tender.anchors()});
}

} // namespace tianping::test
