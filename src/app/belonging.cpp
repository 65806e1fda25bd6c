#include "app/belonging.hpp"
#include <boost/mp11.hpp>

namespace tianping::app {
namespace {

struct InstallationRow {
    std::int64_t only_row{1};
    std::string name{};
    ClockPurpose purpose{};
    std::string platform{};
    std::string sm2_root{};
    std::string sm2_issuing{};
    std::string p256_root{};
    std::string p256_issuing{};
    std::string timestamps{};
    static constexpr std::string_view table = "installation";
};
BOOST_DESCRIBE_STRUCT(InstallationRow, (),
                      (only_row, name, purpose, platform, sm2_root, sm2_issuing, p256_root, p256_issuing,
                       timestamps))

InstallationRow row_of(const Installation& installation)
{
    const auto digest = [](const crypto::Certificate& of) { return to_hex(of.digest()); };
    const auto& platform = installation.platform();
    return {1,
            platform.name,
            installation.about().purpose,
            digest(platform.certificate),
            digest(installation.sm2_authority().root()),
            digest(installation.sm2_authority().issuing()),
            digest(installation.p256_authority().root()),
            digest(installation.p256_authority().issuing()),
            digest(platform.timestamps.signer())};
}

std::string text_of(const std::string& value)
{
    return value;
}
std::string text_of(ClockPurpose value)
{
    return wire::name_of(value);
}
std::string text_of(std::int64_t value)
{
    return std::to_string(value);
}

std::optional<InstallationRow> recorded(const ReadTx& tx)
{
    return tx.find<InstallationRow>("WHERE only_row = 1");
}

} // namespace

bool is_recorded(const ReadTx& tx)
{
    return recorded(tx).has_value();
}

Status record(WriteTx& tx, const Installation& installation)
{
    return tx.insert(row_of(installation));
}

Status check_belongs(const ReadTx& tx, const Installation& installation)
{
    const auto there = recorded(tx);
    if (!there)
        return {};
    const auto here = row_of(installation);
    Error e{Fault::conflict, "installation.of_another"};
    boost::mp11::mp_for_each<wire::Members<InstallationRow>>([&](auto d) {
        if ((*there).*d.pointer != here.*d.pointer)
            e.fields.push_back({d.name, "installation.differs", text_of((*there).*d.pointer)});
    });
    if (e.fields.empty())
        return {};
    e.params["folder"] = installation.data().string();
    return e;
}

Status check_belongs(const DatabaseAddress& database, const Installation& installation)
{
    ReadPool reads{database, 1};
    return reads.read([&](const ReadTx& tx) { return check_belongs(tx, installation); });
}

} // namespace tianping::app
