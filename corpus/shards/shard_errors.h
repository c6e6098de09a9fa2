// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "corpus/result.h"

#include <xapian.h>

#include <exception>
#include <new>
#include <string>
#include <utility>

namespace axial::corpus::shards {

/// What Xapian says, with the system's reason.
[[nodiscard]] inline std::string told(const Xapian::Error& error) {
    const char* reason = error.get_error_string();
    return reason == nullptr ? error.get_msg() : error.get_msg() + ": " + reason;
}

/// Runs `work`, which returns a Result, over a shard; whatever Xapian throws becomes its error. The one place
/// where it is caught.
template <typename Work>
auto shard_guarded(const std::string& where, Work&& work) -> decltype(work()) {
    try {
        return std::forward<Work>(work)();
    } catch (const Xapian::NetworkTimeoutError&) {
        return world_fault("the shard does not answer in time", where);
    } catch (const Xapian::NetworkError& error) {
        return world_fault("the shard cannot be asked: " + told(error), where);
    } catch (const Xapian::DatabaseVersionError&) {
        return bad_input("the shard is of another version of Xapian", where);
    } catch (const Xapian::DatabaseNotFoundError&) {
        return world_fault("there is no shard", where);
    } catch (const Xapian::DatabaseError& error) {
        return world_fault("the shard cannot be used: " + told(error), where);
    } catch (const Xapian::Error& error) {
        return world_fault("the shard failed: " + told(error), where);
    } catch (const std::bad_alloc&) {
        return world_fault("the shard answers with more than fits in memory", where);
    } catch (const std::exception& error) {
        return world_fault(std::string("the shard failed: ") + error.what(), where);
    }
}

} // namespace axial::corpus::shards
