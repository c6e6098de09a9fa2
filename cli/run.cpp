// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/command.h"
#include "cli/command_line.h"
#include "codebooks/as_of.h"
#include "corpus/text/utf8.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <ostream>

namespace axial::cli {

std::string Arguments::get(std::string_view name, std::string_view otherwise) const {
    const auto found = options.find(name);
    return found == options.end() || found->second.empty() ? std::string(otherwise) : found->second.back();
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    const auto found = options.find(name);
    return found == options.end() ? std::vector<std::string>() : found->second;
}

Result<std::vector<std::string>> Arguments::list(std::string_view name) const {
    std::vector<std::string> parts;
    if (!has(name))
        return parts;
    const auto text = get(name);
    for (std::size_t begin = 0; begin <= text.size();) {
        const auto end = std::min(text.find(',', begin), text.size());
        parts.emplace_back(corpus::utf8::trim(std::string_view(text).substr(begin, end - begin)));
        if (parts.back().empty())
            return fail({Fault::usage,
                         fmt::format("--{} \"{}\": a name is missing", name, text),
                         {},
                         "separate names by one comma each"});
        begin = end + 1;
    }
    return parts;
}

Result<std::int64_t> Arguments::number(std::string_view name, std::int64_t otherwise, std::int64_t low,
                                       std::int64_t high) const {
    if (!has(name))
        return otherwise;
    const auto text = get(name);
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || value < low || value > high)
        return fail({Fault::usage,
                     fmt::format("--{} {}: a whole number from {} to {} is needed", name, text, low, high),
                     {},
                     {}});
    return value;
}

Result<double> Arguments::decimal(std::string_view name, double otherwise, double low, double high) const {
    if (!has(name))
        return otherwise;
    const auto text = get(name);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !(value >= low && value <= high))
        return fail({Fault::usage,
                     fmt::format("--{} {}: a number from {} to {} is needed", name, text, low, high),
                     {},
                     {}});
    return value;
}

Result<std::string> Arguments::one_of(std::string_view name, std::vector<std::string> choices) const {
    const auto text = get(name, choices.front());
    if (std::find(choices.begin(), choices.end(), text) == choices.end())
        return fail({Fault::usage,
                     fmt::format("--{} {}: one of {} is needed", name, text, fmt::join(choices, ", ")),
                     {},
                     {}});
    return text;
}

Result<corpus::Study> Context::open_study(corpus::Study::Mode mode) const {
    auto folder = study_path;
    if (!folder) {
        AXIAL_ASSIGN(folder, corpus::Study::find("."));
    }
    if (as_of && mode == corpus::Study::Mode::write)
        return fail(
            {Fault::usage, "what was decided cannot be changed afterwards", *as_of, "leave --as-of out"});
    AXIAL_ASSIGN(auto study, corpus::Study::open(*folder, mode));
    if (as_of) {
        AXIAL_ASSIGN(const auto moment, codebooks::find_moment(study, *as_of));
        AXIAL_TRY(codebooks::view_as_of(study, moment));
    }
    return study;
}

std::string plain(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
    return text;
}

void Context::print(const nlohmann::json& value) const {
    out << value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

void Context::print(const nlohmann::ordered_json& value) const {
    out << value.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) << '\n';
}

void Context::progress(std::string_view what, std::int64_t done, std::int64_t of) const {
    if (!terminal)
        return;
    err << '\r' << what << ": " << done;
    if (of > 0)
        err << " of " << of;
    err << "\x1b[K" << std::flush;
}

void Context::end_progress() const {
    if (terminal)
        err << "\r\x1b[K" << std::flush;
}

int run(std::span<const std::string> words, Context& context) {
    const auto failed = [&](const Error& error) {
        context.err << "axial: " << error.line() << '\n';
        return error.exit_status();
    };
    const auto parsed = parse_command_line(words);
    if (!parsed)
        return failed(parsed.error());
    if (parsed->what == Parsed::What::version) {
        context.out << "axial " AXIAL_VERSION "\n";
        return 0;
    }
    if (parsed->what == Parsed::What::help) {
        context.out << help_text(*parsed);
        return 0;
    }
    context.study_path = parsed->study;
    context.corpus = parsed->corpus;
    context.as_of = parsed->as_of;
    if (context.corpus && parsed->command->name != "search" && parsed->command->name != "sample")
        return failed({Fault::usage, "--corpus goes with \"axial search\" and \"axial sample\"", {}, {}});
    context.json = parsed->json;
    const auto status = parsed->command->run(context, parsed->arguments);
    context.end_progress();
    context.out.flush();
    if (!status)
        return failed(status.error());
    if (!context.out)
        return failed({Fault::world, "the output could not be written", {}, "is the disk full?"});
    return 0;
}

} // namespace axial::cli
