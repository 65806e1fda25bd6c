#include "portal/template_set.hpp"
#include "portal/files.hpp"
#include <stdexcept>

namespace tianping::portal {

namespace {

constexpr std::string_view ending = ".mustache";

class Layers final : public mstch::basic_context<std::string> {
public:
    explicit Layers(std::vector<const Data*> items) : items_{std::move(items)} {}

    void push(const Data* data) override { items_.push_back(data); }
    void pop() override { items_.pop_back(); }

    const Data* get(const std::string& name) const override
    {
        if (name == ".")
            return items_.back();
        const auto dot = name.find('.');
        const std::string first = name.substr(0, dot);
        for (auto layer = items_.rbegin(); layer != items_.rend(); ++layer)
            if (const Data* found = (*layer)->get(first))
                return dot == std::string::npos ? found : within(found, name, dot + 1);
        throw std::logic_error("portal: a template asks for " + name + ", which no page provides");
    }

    const Data* get_partial(const std::string& name) const override
    {
        throw std::logic_error("portal: partial " + name + " was not put in place");
    }

private:
    static const Data* within(const Data* data, const std::string& name, std::size_t from)
    {
        while (true) {
            const auto dot = name.find('.', from);
            data = data->get(name.substr(from, dot == std::string::npos ? dot : dot - from));
            if (!data)
                throw std::logic_error("portal: a template asks for " + name + ", which has no such part");
            if (dot == std::string::npos)
                return data;
            from = dot + 1;
        }
    }

    std::vector<const Data*> items_;
};

} // namespace

std::string whole_template(std::string_view name)
{
    std::string text{embedded_file(std::string{name} + std::string{ending}).bytes};
    if (!text.empty() && text.back() == '\n')
        text.pop_back();
    for (auto at = text.find("{{> "); at != std::string::npos; at = text.find("{{> ", at)) {
        const auto end = text.find("}}", at);
        if (end == std::string::npos)
            throw std::logic_error("portal: unclosed partial in " + std::string{name});
        const std::string part = whole_template(std::string_view{text}.substr(at + 4, end - at - 4));
        text.replace(at, end + 2 - at, part);
        at += part.size();
    }
    return text;
}

TemplateSet::TemplateSet()
{
    for (const auto& file : embedded_files()) {
        if (!file.name.ends_with(ending) || file.name.starts_with("_"))
            continue;
        const auto name = file.name.substr(0, file.name.size() - ending.size());
        auto parsed = std::make_unique<mstch::mustache>(whole_template(name));
        if (!parsed->is_valid())
            throw std::logic_error("portal: " + std::string{name} + ": " + parsed->error_message());
        parsed_.emplace(name, std::move(parsed));
    }
}

std::string TemplateSet::render(std::string_view name, const std::vector<const Data*>& layers) const
{
    const auto it = parsed_.find(name);
    if (it == parsed_.end())
        throw std::logic_error("portal: no template " + std::string{name});
    Layers context{layers};
    return it->second->render(context);
}

} // namespace tianping::portal
