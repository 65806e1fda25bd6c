#include "app/rehearsal/papers.hpp"
#include <cmath>
#include <fstream>
#include <random>

namespace tianping::rehearsal {
namespace {

std::filesystem::path write_file(const std::filesystem::path& file, ByteView bytes)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush())
        throw std::runtime_error("cannot write " + file.string());
    return file;
}

std::vector<std::vector<std::string>> bill_rows(Fen price)
{
    std::vector<std::vector<std::string>> rows;
    for (int i = 1; i <= 30; ++i)
        rows.push_back({std::to_string(i), "分部分项工程 " + std::to_string(i), "m3",
                        std::to_string(100 + i * 7), Fen{price.count() / 30}.text()});
    return rows;
}

// Grey values of a scanned site plan: paper grain, a grid, and the axis of the works.
std::string plan_image(std::size_t width, std::size_t height, std::uint64_t seed)
{
    std::mt19937_64 chance{seed};
    std::string out(width * height, '\0');
    const double swing = 0.1 + static_cast<double>(seed % 7) / 20;
    for (std::size_t y = 0; y < height; ++y) {
        const auto axis = static_cast<std::size_t>(static_cast<double>(width) *
                                                   (0.5 + swing * std::sin(static_cast<double>(y) / 90)));
        std::uint64_t grain = chance();
        for (std::size_t x = 0; x < width; ++x) {
            grain = grain * 6364136223846793005U + 1442695040888963407U;
            const bool line = x % 100 == 0 || y % 100 == 0;
            const bool road = x > axis && x < axis + 14;
            out[y * width + x] = static_cast<char>((road ? 60 : line ? 170 : 235) + (grain >> 60U));
        }
    }
    return out;
}

// One A3 page that shows the image, written as the PDF format has it (ISO 32000-1): objects, their places.
std::string one_image_pdf(const std::string& image, std::size_t width, std::size_t height)
{
    const std::string page = "q 1191 0 0 842 0 0 cm /Plan Do Q";
    const std::vector<std::string> objects{
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        ("<</Type/Page/Parent 2 0 R/MediaBox[0 0 1191 842]/Contents 4 0 R"
         "/Resources<</XObject<</Plan 5 0 R>>>>>>"),
        "<</Length " + std::to_string(page.size()) + ">>\nstream\n" + page + "\nendstream",
        "<</Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Width " +
            std::to_string(width) + "/Height " + std::to_string(height) + "/Length " +
            std::to_string(image.size()) + ">>\nstream\n" + image + "\nendstream"};
    std::string out = "%PDF-1.4\n";
    std::string places = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < objects.size(); ++i) {
        const auto place = std::to_string(out.size());
        places += std::string(10 - place.size(), '0') + place + " 00000 n \n";
        out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
    }
    const auto table = std::to_string(out.size());
    return out + "xref\n0 6\n" + places + "trailer <</Size 6/Root 1 0 R>>\nstartxref\n" + table + "\n%%EOF\n";
}

} // namespace

std::filesystem::path write_bill(const PaperOrder& order, const std::filesystem::path& folder)
{
    document::Pdf bill{{"已标价工程量清单", order.bidder, order.project, order.bidder, order.created}};
    bill.title("已标价工程量清单", order.project + "　" + order.lot);
    bill.table({{"序号", 0.5},
                {"项目", 3},
                {"单位", 0.7},
                {"数量", 1, document::Align::right},
                {"合价（元）", 1.5, document::Align::right}},
               bill_rows(order.price));
    return write_file(folder / "已标价工程量清单.pdf", bill.print());
}

std::filesystem::path write_method(const PaperOrder& order, const std::filesystem::path& folder)
{
    document::Pdf technical{{"施工组织设计", order.bidder, order.project, order.bidder, order.created}};
    technical.title("施工组织设计", order.project + "　" + order.lot);
    for (const char* chapter : {"施工部署", "质量管理", "安全文明施工", "进度计划与资源配置"}) {
        technical.heading(chapter);
        for (int i = 0; i < 3; ++i)
            technical.paragraph("本章说明" + std::string{chapter} +
                                "的安排。各工序按设计文件和现行规范组织，关键线路设专人负责，"
                                "雨季与高温施工另有专项方案。");
    }
    return write_file(folder / "施工组织设计.pdf", technical.print());
}

std::filesystem::path write_drawings(const PaperOrder& order, const std::filesystem::path& folder)
{
    const auto height = static_cast<std::size_t>(std::sqrt(static_cast<double>(order.sheet_bytes) / 1.414));
    const auto width = order.sheet_bytes / height;
    const auto text = one_image_pdf(plan_image(width, height, order.seed), width, height);
    return write_file(folder / "施工总平面图.pdf", view(text));
}

std::filesystem::path write_statement(const Statement& statement, const std::filesystem::path& folder)
{
    document::Pdf paper{{statement.title, statement.from, statement.title, statement.from, statement.at}};
    paper.title(statement.title, statement.from);
    paper.facts(statement.facts);
    for (const auto& text : statement.says)
        paper.paragraph(text);
    return write_file(folder / (statement.title + ".pdf"), paper.print());
}

} // namespace tianping::rehearsal
