#pragma once
// Views of how the platform serves and lets itself be checked: guide and promises (4.2.4, 10.2, 10.3, 10.4),
// verification, the interface reference, and pages for when something is not there.
#include "portal/views.hpp"

namespace tianping::portal {

struct ServiceItem {
    std::string name{};
    std::string clause{}; // of the service standard
    std::string what{};
    std::string who{};  // whom it is for
    std::string how{};  // where and how
    std::string time{}; // promised, in words
    std::string fee{};
    std::vector<std::string> materials{};
    std::vector<std::string> steps{};
};
BOOST_DESCRIBE_STRUCT(ServiceItem, (), (name, clause, what, who, how, time, fee, materials, steps))

struct Promise {
    std::string service{};
    std::string promise{};
    std::string basis{};
};
BOOST_DESCRIBE_STRUCT(Promise, (), (service, promise, basis))

struct Channel {
    std::string name{};
    std::string value{}; // telephone, address, letter box
    std::string what{};  // what it is for
};
BOOST_DESCRIBE_STRUCT(Channel, (), (name, value, what))

// "/guide"
struct GuidePage {
    std::vector<ServiceItem> services{};
    std::vector<Promise> promises{};
    std::vector<Fact> fees{};
    std::vector<Channel> supervision{};
};
BOOST_DESCRIBE_STRUCT(GuidePage, (), (services, promises, fees, supervision))

struct VerifyStep {
    std::string title{};
    std::string text{};
    std::string command{};
    std::string expected{};
};
BOOST_DESCRIBE_STRUCT(VerifyStep, (), (title, text, command, expected))

struct Found {
    std::string what{};
    std::string href{};
    Instant at{};
    std::string signer{};
};
BOOST_DESCRIBE_STRUCT(Found, (), (what, href, at, signer))

// "/verify?digest=": what is published under a digest, and how anyone checks without trusting this page.
struct VerifyPage {
    std::string asked{};    // the digest asked for; empty when none
    bool malformed = false; // what was asked for is no digest
    std::vector<Found> found{};
    std::vector<VerifyStep> steps{};
    std::vector<Fact> keys{};    // names and fingerprints of the keys that sign
    std::vector<Fact> program{}; // version and digests of the program that serves
};
BOOST_DESCRIBE_STRUCT(VerifyPage, (), (asked, malformed, found, steps, keys, program))

// "/api": rendered from the OpenAPI 3.1 document that the route tables print.
struct ApiPage {
    std::string body{}; // HTML, as Pages::api_body() draws it
    std::string href{}; // of the document itself
};

// An error as a page: the problem's status and the catalogue's text for its code.
struct ErrorPage {
    int status = 500; // 404, 500 and 503 have words of their own
    std::string text{};
    std::string article{};
    std::string incident{};            // what to name when asking for help
    std::optional<Instant> earliest{}; // when the same would be lawful
    std::int64_t retry_after = 0;      // seconds, 0 unknown
};
BOOST_DESCRIBE_STRUCT(ErrorPage, (), (status, text, article, incident, earliest, retry_after))

// What is the same on every page and differs between installations: never fixed in a template.
struct Site {
    std::string name{};
    std::string name_en{};
    std::string place{};        // "全国公共资源交易平台（江苏省·滨江市）"
    std::string organisation{}; // who runs it
    std::string address{};
    std::string hotline{};
    std::string hours{};
    std::string base{};                 // "https://ggzy.example.cn", for canonical addresses
    std::string site_code{};            // 政府网站标识码
    std::vector<std::string> filings{}; // ICP and police filing
    std::vector<Link> marks{};          // 党政机关标识, 找错, 无障碍
    std::vector<Link> links{};          // neighbouring platforms
    bool rehearsal = false;             // the whole installation is training or rehearsal
};
BOOST_DESCRIBE_STRUCT(Site, (),
                      (name, name_en, place, organisation, address, hotline, hours, base, site_code, filings,
                       marks, links, rehearsal))

} // namespace tianping::portal
