#include "infra/http/operations.hpp"
#include <algorithm>
#include <sstream>

namespace tianping::http {
namespace {

Document plain(std::string text)
{
    Document out;
    out.media = "text/plain; charset=utf-8";
    out.content = std::move(text);
    return out;
}

Route file_route(std::string path, std::string media, std::string summary,
                 std::function<Result<Document>(const Request&)> file)
{
    Route r{Kind::file, Method::get, std::move(path), Capability::public_read, no_object, std::move(summary)};
    r.response_media = std::move(media);
    r.file = std::move(file);
    return r;
}

class Text {
public:
    void gauge(const char* name, const char* help, double value) { write(name, help, "gauge", value); }
    void counter(const char* name, const char* help, double value) { write(name, help, "counter", value); }
    void buckets(const Writer::Figures& writer)
    {
        static constexpr const char* bounds[] = {"0.00025", "0.0005", "0.001", "0.002", "0.004",
                                                 "0.008",   "0.016",  "0.032", "+Inf"};
        head("tianping_decide_seconds", "time to decide one command", "histogram");
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < writer.decide_buckets.size() && i < std::size(bounds); ++i)
            out_ << "tianping_decide_seconds_bucket{le=\"" << bounds[i] << "\"} "
                 << (sum += writer.decide_buckets[i]) << "\n";
        out_ << "tianping_decide_seconds_sum " << writer.decide_seconds << "\ntianping_decide_seconds_count "
             << sum << "\n";
    }
    std::string text() const { return out_.str(); }

private:
    void head(const char* name, const char* help, const char* type)
    {
        out_ << "# HELP " << name << " " << help << "\n# TYPE " << name << " " << type << "\n";
    }
    void write(const char* name, const char* help, const char* type, double value)
    {
        head(name, help, type);
        out_ << name << " " << value << "\n";
    }
    std::ostringstream out_;
};

const char* media_of(const std::string& extension)
{
    static const std::map<std::string, const char*> known{{".html", "text/html; charset=utf-8"},
                                                          {".css", "text/css; charset=utf-8"},
                                                          {".js", "text/javascript; charset=utf-8"},
                                                          {".mjs", "text/javascript; charset=utf-8"},
                                                          {".json", "application/json"},
                                                          {".svg", "image/svg+xml"},
                                                          {".png", "image/png"},
                                                          {".jpg", "image/jpeg"},
                                                          {".webp", "image/webp"},
                                                          {".ico", "image/x-icon"},
                                                          {".woff2", "font/woff2"},
                                                          {".pdf", "application/pdf"},
                                                          {".wasm", "application/wasm"},
                                                          {".txt", "text/plain; charset=utf-8"}};
    const auto it = known.find(extension);
    return it == known.end() ? "application/octet-stream" : it->second;
}

bool is_operator(const Operations& operations, const Request& request)
{
    return std::ranges::find(operations.operators, request.call.actor.address) != operations.operators.end();
}

// What keeps no node from being given work.
std::string operators_lines(const Operations& operations)
{
    const auto writer = operations.writer ? operations.writer() : Writer::Figures{};
    const auto warning = operations.warns ? operations.warns() : std::string{};
    std::string out;
    if (!writer.held_by.empty())
        out += "due work waits: " + writer.held_by + "\n";
    for (const auto& [follower, reason] : writer.stopped_followers)
        out += "a follower stands still: " + follower +
               " (the log says why; once that is mended: tianping follower resume)\n";
    if (!warning.empty())
        out += "warning: " + warning + "\n";
    return out;
}

} // namespace

std::string metrics_text(const Writer::Figures& writer, const Server::Figures& server,
                         const Door::Figures& door)
{
    const auto n = [](auto value) { return static_cast<double>(value); };
    Text out;
    out.counter("tianping_batches_total", "transactions of the writer", n(writer.batches));
    out.counter("tianping_commands_unknown_total", "commands whose outcome was unknown", n(writer.unknown));
    out.gauge("tianping_commands_waiting", "commands before the writer", n(writer.waiting));
    out.gauge("tianping_followers_stopped", "followers that stopped at an event",
              n(writer.stopped_followers.size()));
    out.gauge("tianping_due_work_held",
              "closings and other due work that waits, for a node's stamps as a rule", n(writer.held));
    out.buckets(writer);
    out.counter("tianping_connections_total", "connections taken", n(server.accepted));
    out.counter("tianping_connections_turned_away_total", "connections beyond the limit",
                n(server.turned_away));
    out.counter("tianping_connections_cut_total", "connections cut for being too slow", n(server.cut));
    out.gauge("tianping_connections", "open connections", n(server.connections));
    out.gauge("tianping_requests_in_hand", "requests that wait for their answer", n(server.in_hand));
    out.gauge("tianping_uploads_in_hand", "bodies being received", n(server.uploads));
    out.counter("tianping_faults_total", "requests that met a fault of the house", n(door.faults));
    out.counter("tianping_denials_lost_total", "denials that the audit could not take", n(door.denials_lost));
    out.gauge("tianping_work_waiting", "reads and preparations before the pool", n(door.waiting));
    out.gauge("tianping_streams", "readers of event streams", n(door.streams));
    out.gauge("tianping_stamps_undecided", "stamped commands without a decision", n(door.undecided));
    return out.text();
}

std::vector<Route> routes(const Operations& operations)
{
    const auto healthy = [&operations](const Request&) -> Result<Document> {
        std::string text = "alive\n";
        if (operations.says)
            for (const auto& line : operations.says())
                text += line + "\n";
        return plain(std::move(text));
    };
    const auto ready = [&operations](const Request& request) -> Result<Document> {
        const auto status = operations.ready ? operations.ready() : Status{};
        if (status)
            return plain("ready\n" + (is_operator(operations, request) ? operators_lines(operations) : ""));
        auto out = plain("not ready: " + status.error().code + "\n");
        out.status = 503;
        return out;
    };
    const auto metrics = [&operations](const Request& request) -> Result<Document> {
        if (!is_operator(operations, request))
            return Error{Fault::forbidden, "http.operators_only"};
        auto text = metrics_text(operations.writer(), operations.server(), operations.door());
        if (operations.gauges)
            for (const auto& gauge : operations.gauges())
                text += "# HELP " + gauge.name + " " + gauge.text + "\n# TYPE " + gauge.name + " gauge\n" +
                        gauge.name + " " + std::to_string(gauge.value) + "\n";
        auto out = plain(std::move(text));
        out.media = "text/plain; version=0.0.4; charset=utf-8";
        return out;
    };
    return {file_route("/healthz", "text/plain", "Whether the process lives", healthy),
            file_route("/readyz", "text/plain", "Whether it may be given work", ready),
            file_route("/metrics", "text/plain", "Figures for operators", metrics)};
}

Route openapi_route(std::string document)
{
    return file_route("/api/v1/openapi.json", "application/json", "This description",
                      [document = std::move(document)](const Request&) -> Result<Document> {
                          Document out;
                          out.media = "application/json";
                          out.content = document;
                          out.cache = "max-age=300";
                          return out;
                      });
}

std::vector<Route> assets(const std::string& path, const std::filesystem::path& folder, std::string cache)
{
    std::vector<Route> out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (!entry.is_regular_file())
            continue;
        const auto name = std::filesystem::relative(entry.path(), folder).generic_string();
        const std::string media = media_of(entry.path().extension().string());
        const auto size = static_cast<std::int64_t>(entry.file_size());
        out.push_back(
            file_route(path + "/" + name, media, "A file of the pages",
                       [where = entry.path(), media, size, cache](const Request&) -> Result<Document> {
                           Document file;
                           file.media = media;
                           file.content = FileBody{where, 0, size};
                           file.cache = cache;
                           return file;
                       }));
    }
    return out;
}

Route problems_route(const Catalogue& catalogue)
{
    return file_route("/problems/{code}", "text/plain", "What a refusal means",
                      [&catalogue](const Request& request) -> Result<Document> {
                          const auto& code = request.path.at("code");
                          if (!catalogue.has(code))
                              return Error{Fault::not_found, "http.no_such_route"};
                          return plain(code + "\n\n" + catalogue.text(code, {}, "zh") + "\n\n" +
                                       catalogue.text(code, {}, "en") + "\n");
                      });
}

} // namespace tianping::http
