// SPDX-License-Identifier: GPL-3.0-or-later
#include "coding_ui/application_options.h"
#include "coding_ui/main_window.h"
#include "coding_ui/study_access.h"
#include "coding_ui/theme.h"

#include <QApplication>
#include <QPixmap>
#include <QTimer>
#include <cstdio>

namespace {

using namespace axial;
using namespace axial::coding_ui;

int complain(const Error& error) {
    std::fprintf(stderr, "axial-ui: %s\n", error.line().c_str());
    return error.exit_status();
}

bool has_display(int argc, char** argv) {
    if (qEnvironmentVariableIsSet("QT_QPA_PLATFORM") || qEnvironmentVariableIsSet("DISPLAY") ||
        qEnvironmentVariableIsSet("WAYLAND_DISPLAY"))
        return true;
    for (int i = 1; i < argc; ++i)
        if (std::string_view(argv[i]) == "-platform")
            return true;
    return false;
}

int check(const ApplicationOptions& options) {
    const auto access = StudyAccess::open(options.study);
    return access ? 0 : complain(access.error());
}

int take_screenshot(QApplication& application, MainWindow& window, const QString& file) {
    int status = 1;
    QObject::connect(&window, &MainWindow::settled, &window, [&] {
        // Once more around the event loop, so that layouts that the answer asked for are done.
        QTimer::singleShot(400, &window, [&] {
            status = window.grab().save(file) ? 0 : 1;
            if (status != 0)
                std::fprintf(stderr, "axial-ui: %s: the picture cannot be written\n", qPrintable(file));
            if (!window.failure().isEmpty()) {
                std::fprintf(stderr, "axial-ui: %s\n", qPrintable(window.failure()));
                status = 1;
            }
            application.exit(status);
        });
    });
    return application.exec();
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("axial-ui"));
    const bool display = has_display(argc, argv);
    if (!display)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const auto options = parse_options(application.arguments().mid(1));
    if (!options)
        return complain(options.error());
    if (options->help || options->version) {
        std::printf("%s\n", qPrintable(options->help ? help_text() : version_text()));
        return 0;
    }
    if (options->check)
        return check(*options);
    if (!display && options->screenshot.isEmpty()) {
        if (const int status = check(*options); status != 0)
            return status;
        return complain(
            {Fault::world, "there is no display to open a window on", {}, "--screenshot FILE.png draws one"});
    }
    apply_theme(application, options->scheme.value_or(scheme_of(application.palette())));
    MainWindow window(
        {options->study, options->round, options->coder, options->thread, options->page, {}, options->query});
    window.resize(options->size);
    window.show();
    if (!options->screenshot.isEmpty())
        return take_screenshot(application, window, options->screenshot);
    return application.exec();
}
