#include "app/rehearsal/cast.hpp"
#include "rooms/identity/api.hpp"
#include <algorithm>
#include <array>

namespace tianping::rehearsal {
namespace {

constexpr std::string_view code_digits = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr std::array syllables{"衡远", "云岭", "启明", "长泽", "晟业", "海川", "中岳", "瑞丰", "恒基", "天成",
                               "宏图", "金石", "立信", "广厦", "安泰", "华诚", "嘉禾", "正源", "博远", "新宇",
                               "同济", "永安", "盛世", "凯歌", "江淮", "北辰", "南山", "东升"};
constexpr std::array trades{"建设集团有限公司", "市政工程有限公司", "路桥工程有限公司", "建筑工程有限公司"};

struct Project {
    const char* name;
    const char* place;
    std::array<std::pair<const char*, const char*>, 3> lots;
};
constexpr std::array projects{
    Project{"平州市云岭大道改造工程",
            "平州市云岭区",
            {{{"一标段", "道路、排水及附属工程施工"},
              {"二标段", "综合管廊工程施工"},
              {"三标段", "照明、绿化及交通设施施工"}}}},
    Project{
        "平州市长泽水厂扩建工程",
        "平州市长泽区",
        {{{"一标段", "净水构筑物土建施工"}, {"二标段", "输配水管线施工"}, {"三标段", "厂区道路及绿化施工"}}}},
    Project{"平州市启明中学迁建工程",
            "平州市启明新区",
            {{{"一标段", "教学楼及实验楼施工"},
              {"二标段", "体育馆及宿舍楼施工"},
              {"三标段", "室外管网及景观施工"}}}},
    Project{"平州市海川大桥加固及接线工程",
            "平州市海川区",
            {{{"一标段", "主桥加固施工"}, {"二标段", "东岸接线道路施工"}, {"三标段", "西岸接线道路施工"}}}},
};

// A subject part with the right check digit of its own (GB 11714).
std::string subject_part(std::mt19937_64& chance)
{
    constexpr std::array weights{3, 7, 9, 10, 5, 8, 4, 2};
    std::string out = "MA";
    while (out.size() < 8)
        out += static_cast<char>('0' + chance() % 10);
    int sum = 0;
    for (std::size_t i = 0; i < 8; ++i)
        sum += (out[i] >= 'A' ? out[i] - 'A' + 10 : out[i] - '0') * weights[i];
    const int check = 11 - sum % 11;
    return out + (check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check));
}

std::string fresh_code(std::mt19937_64& chance, const std::string& kind)
{
    return organisation_code(kind + "990100" + subject_part(chance));
}

void name_institutions(Cast& out, std::mt19937_64& chance)
{
    out.owner = {fresh_code(chance, "12"), "平州市城市建设投资中心", "甲方经办"};
    out.trustees = {{fresh_code(chance, "12"), "平原省公共资源交易服务中心", "受托一"},
                    {fresh_code(chance, "12"), "平州市衡平公证处", "受托二"},
                    {fresh_code(chance, "12"), "望澜市公共资源交易中心", "受托三"}};
    out.supervisor = {fresh_code(chance, "11"), "平州市住房和城乡建设局", "监督经办"};
    out.association = {fresh_code(chance, "51"), "平州市招标投标协会", "协会经办"};
    out.bank = {fresh_code(chance, "91"), "平州农商银行股份有限公司", "银行经办"};
}

void name_bidders(Cast& out, std::mt19937_64& chance, const std::vector<std::string>& names,
                  std::size_t count)
{
    for (std::size_t i = 0; i < count; ++i) {
        const auto kind = i < names.size() - 2 ? chance() % trades.size() : i % trades.size();
        out.bidders.push_back({fresh_code(chance, "91"), names.at(2 + i % (names.size() - 2)) + trades[kind],
                               "投标人" + std::to_string(i + 1) + "经办"});
        out.prices.push_back(out.estimate.share_of(static_cast<std::int64_t>(8'600 + chance() % 1'200)));
    }
}

} // namespace

Fen Cast::whole_estimate() const
{
    Fen sum{};
    for (const auto& lot : lots)
        sum = sum + lot.estimate;
    return sum;
}

std::string organisation_code(const std::string& first17)
{
    for (const char last : code_digits)
        if (const auto code = first17 + last; identity::check_organisation_code(code))
            return code;
    throw std::logic_error("no check character fits " + first17);
}

Cast cast_of(std::uint64_t seed, std::size_t bidders)
{
    std::mt19937_64 chance{seed};
    Cast out;
    std::vector<std::string> names(syllables.begin(), syllables.end());
    std::ranges::shuffle(names, chance);
    const auto& project = projects[chance() % projects.size()];
    out.project = project.name;
    out.place = project.place;
    name_institutions(out, chance);
    out.agency = {fresh_code(chance, "91"), "平州" + names[0] + "招标代理有限公司", "代理经办"};
    out.partner = {fresh_code(chance, "91"), names[1] + "管线工程有限公司", "联合体成员经办"};
    for (const auto& [name, scope] : project.lots)
        out.lots.push_back(
            {name, scope, Fen::yuan(static_cast<std::int64_t>(12'000'000 + chance() % 8'000'000))});
    out.estimate = out.lots.front().estimate;
    name_bidders(out, chance, names, bidders);
    return out;
}

} // namespace tianping::rehearsal
