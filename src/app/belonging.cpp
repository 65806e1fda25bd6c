#include "app/belonging.hpp"
#include "infra/blob/mark.hpp"
#include "infra/spine/chance.hpp"
#include <array>
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
    const auto& platform = installation.platform();
    return {1,
            platform.name,
            installation.about().purpose,
            platform.certificate.digest_text(),
            installation.sm2_authority().root().digest_text(),
            installation.sm2_authority().issuing().digest_text(),
            installation.p256_authority().root().digest_text(),
            installation.p256_authority().issuing().digest_text(),
            platform.timestamps.signer().digest_text()};
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

struct BlobFolderRow {
    std::int64_t only_row{1};
    std::string mark{};
    static constexpr std::string_view table = "blob_folder";
};
BOOST_DESCRIBE_STRUCT(BlobFolderRow, (), (only_row, mark))

// Marks of this installation begin with it.
std::string own_mark(const Installation& installation)
{
    return installation.platform().certificate.digest_text() + "-";
}

std::optional<BlobFolderRow> recorded_blobs(const ReadTx& tx)
{
    return tx.find<BlobFolderRow>("WHERE only_row = 1");
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

bool are_blobs_recorded(const ReadTx& tx)
{
    return recorded_blobs(tx).has_value();
}

Result<std::string> mark_blobs(const Installation& installation)
{
    if (auto there = blob::mark_of(installation.blobs()))
        return *std::move(there);
    std::array<std::uint8_t, 16> random{};
    SystemChance{}.fill(random);
    return blob::give_mark(installation.blobs(), own_mark(installation) + to_hex(random));
}

void record_blobs(WriteTx& tx, const std::string& mark)
{
    if (!recorded_blobs(tx))
        tx.insert(BlobFolderRow{1, mark}).value();
}

Status check_blobs(const ReadTx& tx, const Installation& installation)
{
    const auto there = recorded_blobs(tx);
    const auto here = blob::mark_of(installation.blobs());
    const std::map<std::string, std::string> folder{{"folder", installation.blobs().string()}};
    if (!there && here && !here->starts_with(own_mark(installation)))
        return Error{Fault::conflict, "installation.blobs_of_another", {}, folder};
    if (!there || here == there->mark)
        return {};
    Error e{Fault::conflict, "installation.other_blobs", {}, folder};
    e.params["file"] = blob::mark_file(installation.blobs()).string();
    e.params["mark"] = there->mark;
    return e;
}

} // namespace tianping::app
