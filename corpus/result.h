// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tl/expected.hpp>

#include <string>
#include <utility>

namespace axial {

/// Whose turn it is to act when something could not be done; decides the exit status of the command line.
enum class Fault {
    input,     ///< what was given is wrong or missing: a file, an id, a query
    world,     ///< a disk, a network, a lock: the same call may succeed later
    usage,     ///< the command line itself is wrong
    cancelled, ///< the person stopped it
};

/// An error as a value. Every one reads as one line: where, what, and what to do about it.
struct Error {
    Fault fault = Fault::input;
    std::string what;  ///< what is wrong, lower case, no full stop
    std::string where; ///< file:line, id, URL or column; may be empty
    std::string hint;  ///< what the person can do; may be empty

    /// "where: what (hint)", never with a line break or another control character.
    [[nodiscard]] std::string line() const;
    /// 1 input or world, 2 usage, 130 cancelled.
    [[nodiscard]] int exit_status() const;
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}
[[nodiscard]] inline tl::unexpected<Error> bad_input(std::string what, std::string where = {},
                                                     std::string hint = {}) {
    return fail({Fault::input, std::move(what), std::move(where), std::move(hint)});
}
[[nodiscard]] inline tl::unexpected<Error> world_fault(std::string what, std::string where = {},
                                                       std::string hint = {}) {
    return fail({Fault::world, std::move(what), std::move(where), std::move(hint)});
}
[[nodiscard]] inline tl::unexpected<Error> cancelled() {
    return fail({Fault::cancelled, "stopped", {}, "run the same command again to go on"});
}

/// Passes an error on to the caller: `AXIAL_TRY(store.begin());`
#define AXIAL_TRY(expression)                                                                                  \
    do {                                                                                                       \
        if (auto axial_try_result = (expression); !axial_try_result)                                           \
            return tl::unexpected<::axial::Error>(std::move(axial_try_result).error());                        \
    } while (false)

#define AXIAL_CONCAT_(a, b) a##b
#define AXIAL_CONCAT(a, b) AXIAL_CONCAT_(a, b)
#define AXIAL_ASSIGN_(temporary, declaration, expression)                                                      \
    auto temporary = (expression);                                                                             \
    if (!temporary)                                                                                            \
        return tl::unexpected<::axial::Error>(std::move(temporary).error());                                   \
    declaration = std::move(*temporary)
/// Unwraps a result or passes its error on: `AXIAL_ASSIGN(auto study, Study::open(path));`
#define AXIAL_ASSIGN(declaration, expression)                                                                  \
    AXIAL_ASSIGN_(AXIAL_CONCAT(axial_result_, __LINE__), declaration, expression)

} // namespace axial
