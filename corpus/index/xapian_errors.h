// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <xapian.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace axial::corpus::index {

inline constexpr auto run_index_hint = "run \"axial index\"";

/// Runs `work`, which returns a Result; whatever Xapian throws becomes its error. The one place where it is
/// caught.
template <typename Work>
auto xapian_guarded(const std::string& where, Work&& work) -> decltype(work()) {
    const auto told = [](const Xapian::Error& error) {
        const char* reason = error.get_error_string();
        return reason == nullptr ? error.get_msg() : error.get_msg() + ": " + reason;
    };
    try {
        return std::forward<Work>(work)();
    } catch (const Xapian::DatabaseLockError&) {
        return world_fault("the index is being written by another process", where, "try again when it is done");
    } catch (const Xapian::WildcardError&) {
        return bad_input("too many words begin like a wildcard of the query", {},
                         "type more letters before the *");
    } catch (const Xapian::DatabaseError& error) {
        if (const char* reason = error.get_error_string();
            reason != nullptr && std::string_view(reason) == std::strerror(ENOSPC))
            return world_fault("the disk is full", where,
                               "make room; the index is brought up to date by itself");
        return world_fault("the index cannot be used: " + told(error), where, "run \"axial index --rebuild\"");
    } catch (const Xapian::Error& error) {
        return world_fault("the search failed: " + told(error), where);
    } catch (const std::exception& error) {
        return world_fault(std::string("the index failed: ") + error.what(), where);
    }
}

} // namespace axial::corpus::index
