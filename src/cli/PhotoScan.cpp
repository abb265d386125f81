#include "app/ScanAnswer.h"
#include "base/Format.h"
#include "base/Translate.h"
#include "base/platform/Files.h"
#include "base/platform/Streams.h"
#include "cli/Context.h"

#include <iostream>

namespace esek::cli {

namespace {

struct Args {
    std::string scanner, out;
    int dpi = 300;
    std::vector<std::string> settings;
};

app::ScanOrder orderOf(const Args& a) {
    app::ScanOrder order;
    order.scanner = a.scanner;
    order.dpi = a.dpi;
    for (const std::string& setting : a.settings) {
        const auto equals = setting.find('=');
        if (equals == std::string::npos || equals == 0)
            throw Exception(Error{ErrorCode::valueInvalid,
                                  "a setting of a scanner",
                                  {{"field", "--set"}, {"reason", tr("it is written NAME=VALUE")}}});
        order.options.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
    }
    return order;
}

void listScanners(Context& context) {
    const auto scanners = app::ScanService().scanners().value();
    Json out = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const auto& one : scanners) {
        out.push_back({{"name", one.name}, {"description", one.description}});
        rows.push_back({one.name, one.description});
    }
    if (context.json)
        context.print(out);
    else if (rows.empty())
        context.message(tr("No scanner was found. Look whether it is switched on and connected."));
    else
        context.line(table({tr("scanner"), tr("maker and model")}, rows));
}

void scan(Context& context, const Args& a) {
    const auto photos = app::ScanService().photos(orderOf(a)).value();
    const auto files = app::ScanService::save(photos, context.output(a.out)).value();
    Json out = Json::array();
    for (std::size_t i = 0; i < files.size(); ++i) {
        const std::string name = platform::toUtf8(files[i].filename());
        out.push_back({{"file", name}, {"width", photos[i].width}, {"height", photos[i].height}});
        if (!context.json)
            context.line(format("{}  {} x {}", name, photos[i].width, photos[i].height));
    }
    if (context.json)
        context.print(out);
    context.message(tr("Send each with “photo submit”, or import the folder and say whose they are."));
}

/// For the desktop program alone: the answer of app/ScanAnswer.h on standard output.
void scanForWindow(bool list, const Args& a) {
    const auto answer = list ? app::scanAnswer(app::ScanService().scanners())
                             : app::scanAnswer(app::ScanService().sheet(orderOf(a)));
    platform::useBinaryStreams();
    std::cout.write(reinterpret_cast<const char*>(answer.data()),
                    static_cast<std::streamsize>(answer.size()));
    std::cout.flush();
}

} // namespace

void addPhotoScan(CLI::App& photo, Context& context) {
    CLI::App* scanners = photo.add_subcommand("scanners", tr("scanners of this computer"));
    scanners->fallthrough();
    scanners->callback([&context] { listScanners(context); });

    auto args = std::make_shared<Args>();
    CLI::App* verb = photo.add_subcommand("scan", tr("scan a page and cut out the photos on it"));
    verb->fallthrough();
    verb->add_option("--out", args->out, tr("folder for the photos"))->required();
    verb->add_option("--scanner", args->scanner,
                     tr("a name of “photo scanners”; needed when there are several"));
    verb->add_option("--dpi", args->dpi, tr("resolution; the scanner takes the nearest that it has"))
        ->check(CLI::Range(150, 1200));
    verb->add_option("--set", args->settings, tr("a setting of the scanner by its own name, NAME=VALUE"));
    verb->callback([&context, args] { scan(context, *args); });

    auto window = std::make_shared<Args>();
    auto list = std::make_shared<bool>(false);
    CLI::App* forWindow = photo.add_subcommand("scan-for-window", "")->group("");
    forWindow->fallthrough();
    forWindow->add_flag("--list", *list);
    forWindow->add_option("--scanner", window->scanner);
    forWindow->add_option("--dpi", window->dpi)->check(CLI::Range(150, 1200));
    forWindow->add_option("--set", window->settings);
    forWindow->callback([list, window] { scanForWindow(*list, *window); });
}

} // namespace esek::cli
