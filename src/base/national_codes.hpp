#pragma once
// Numbers of national standards, by their own rules alone: whether somebody bears one is asked elsewhere.
#include <string_view>

namespace tianping {

// 统一社会信用代码 (GB 32100-2015): 18 of 0-9 A-Z without I O S V Z, a region of digits inside, and a
// character that checks the others.
enum class CodeFault { none, shape, check_character };
CodeFault fault_of_organisation_code(std::string_view code);

// GB 11643: whether 18 characters would pass as somebody's identity number.
bool is_identity_number(std::string_view text);

// GB/T 2260: six digits that do not begin with 0.
bool is_region(std::string_view text);
// The digits with which every region within this one begins: a province's code (350000) and a city's (350200)
// hold all below them, a county's itself alone.
std::string_view region_stem(std::string_view region);

// 交易分类代码: a letter and two digits, "A07"; which of them there are is data (law/guidance).
bool is_trade_class(std::string_view text);

// 交易系统标识码 (技术规范附件B.3.1), 11 characters: a letter of the kind of trade, a region, four digits.
bool is_platform_code(std::string_view text);

} // namespace tianping
