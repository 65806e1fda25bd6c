#pragma once
// The embedded templates, parsed once, partials put in place at that time. A name that a template uses and
// nobody provides is a bug and throws: nothing is silently left out of a public page.
#include "portal/paint.hpp"
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace tianping::portal {

class TemplateSet {
public:
    TemplateSet();
    // `layers` from the outermost to the innermost; the innermost that has a name gives it.
    std::string render(std::string_view name, const std::vector<const Data*>& layers) const;

private:
    std::map<std::string, std::unique_ptr<mstch::mustache>, std::less<>> parsed_;
};

// A template's text with all partials in place; throws std::logic_error when one does not exist.
std::string whole_template(std::string_view name);

} // namespace tianping::portal
