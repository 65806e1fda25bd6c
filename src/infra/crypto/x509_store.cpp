#include "infra/crypto/x509_store.hpp"

namespace tianping::crypto::openssl {

OwnedStore store_of(std::span<const Certificate> anchors, Instant at)
{
    constexpr int level = 2;
    constexpr int deepest = 8;
    OwnedStore store{must(X509_STORE_new(), "make a store")};
    for (const auto& anchor : anchors)
        must_succeed(X509_STORE_add_cert(store.get(), anchor.handle()), "trust a certificate");
    auto* rules = X509_STORE_get0_param(store.get());
    X509_VERIFY_PARAM_set_time(rules,
                               std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
    must_succeed(X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_PARTIAL_CHAIN), "set rules");
    X509_VERIFY_PARAM_set_auth_level(rules, level);
    X509_VERIFY_PARAM_set_depth(rules, deepest);
    return store;
}

BorrowedStack stack_of(std::span<const Certificate> certificates)
{
    BorrowedStack stack{must(sk_X509_new_null(), "make a stack")};
    for (const auto& certificate : certificates)
        must_succeed(sk_X509_push(stack.get(), certificate.handle()), "fill a stack");
    return stack;
}

} // namespace tianping::crypto::openssl
