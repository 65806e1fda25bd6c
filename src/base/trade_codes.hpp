#pragma once
// Codes of projects, trades and lots by their own rules alone: made from their parts, or looked at.
#include "base/calendar.hpp"

namespace tianping {

// Codes of domain.md 5.3 and 技术规范附件B.3: platform 11, project 17, tender project 20, section 23.
std::string project_code(std::string_view platform_code, std::int64_t serial);
std::string tender_project_code(std::string_view project_code, std::int64_t serial);
std::string section_code(std::string_view tender_project_code, std::int64_t serial);

// 统一交易标识码, 40 characters: class - issuer - yyyymmdd (+08:00) - serial - check, which is that of ISO
// 7064 MOD 37-2 over the 35 others without hyphens. Parts that fill no 35 characters of its alphabet are a
// bug and throw.
std::string unified_code(std::string_view trade_class, std::string_view issuer, CivilDay day,
                         std::int64_t serial);

// 投资项目统一代码: YYYY-RRRRRR-II-TT-NNNNNN, digits. The structure is not in the law that was read
// (domain.md 5.3 has it from memory), so that no more is refused than cannot be one: a first part that is
// neither a year of this century nor year and month (2604, as codes are written too), a region that GB/T 2260
// cannot have. Industry, type and serial are taken as they are.
bool is_investment_code(std::string_view code);

} // namespace tianping
