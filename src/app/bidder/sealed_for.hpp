#pragma once
// Whom a sealing kit makes a bidder seal to. check_kit finds that a kit agrees with itself; that its owner
// and its trustees are the true ones no kit can say of itself: a platform could serve one bidder terms of its
// own making, read what he uploads for them and refuse it. The bidder compares these lines with the notice on
// the outside medium, names the owner whom he knows from there, and brings authorities of his own.
#include "app/bidder/bid.hpp"
#include "infra/crypto/chain.hpp"

namespace tianping::bidder {

// As the signing certificate names him, which the owner's terms pin. A chain is not asked of it: the centre's
// may be of the installation's own authority, and whoever trusted that would trust any owner that it makes
// up.
struct ShareHolder {
    std::int64_t index{};
    std::string name{};
    std::string code{};   // 统一社会信用代码
    bool vouched = false; // for the organisation that the terms give him, by the bidder's authorities
};
BOOST_DESCRIBE_STRUCT(ShareHolder, (), (index, name, code, vouched))

struct SealedFor {
    std::string owner{};
    std::string owner_code{};
    std::string owner_issuer{}; // of the owner's certificate, RFC 2253
    std::string terms_digest{}; // hex SM3 of the terms that the owner signed
    Instant deadline{};         // as these terms say
    terms::Manner manner{};
    std::int64_t threshold{}; // so many of the trustees open a part
    std::vector<ShareHolder> trustees{};
    bool owner_named = false; // the bidder named this owner; else that it is his is the platform's word
    bool vouched = false; // the bidder's authorities vouch for its certificate; else that speaks for itself
};
BOOST_DESCRIBE_STRUCT(SealedFor, (),
                      (owner, owner_code, owner_issuer, terms_digest, deadline, manner, threshold, trustees,
                       owner_named, vouched))

// What the bidder has from elsewhere than the platform; what is empty is not checked.
struct Known {
    std::string intake{}; // int_… for which the kit was asked
    std::string owner{};  // 统一社会信用代码 of the notice on the outside medium
    const crypto::TrustStore* anchors = nullptr; // the authorities that he trusts
    Instant at{};                                // when certificates have to be good
};

// Of a kit that passed check_kit. Refuses, in this order: `bidder.terms_of_another_lot` where the kit is not
// the intake's that was asked for, or its terms are not its own; `bidder.other_owner` where the certificate
// that signed the terms has another code than `owner`; `bidder.not_vouched` where it leads to none of
// `anchors` or was not good at `at`. Who the trustees are says the owner, in the terms that he signed.
Result<SealedFor> sealed_for(const bidding::SealingKit& kit, const Known& known);

} // namespace tianping::bidder
