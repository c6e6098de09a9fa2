// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "collectors/http/manners.h"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace axial::collectors {

/// Which of several tokens may ask for what, and from when on. Times are those of Clock::elapsed().
class Budgets {
public:
    using Moment = std::chrono::milliseconds;
    explicit Budgets(std::size_t tokens) : tokens_(tokens == 0 ? 1 : tokens) {}

    /// The token to ask with now, and the moment from which it may. It stays with one token until that is used
    /// up for the resource; of several used-up ones it takes the one that is free first.
    [[nodiscard]] std::pair<std::size_t, Moment> choose(const std::string& resource, Moment now);

    /// Nothing may be asked of the resource with this token before `until`.
    void close(std::size_t token, const std::string& resource, Moment until);
    /// The same with any token: limits that are not a token's own.
    void close_all(const std::string& resource, Moment until);

    void note(std::size_t token, const std::string& resource, const Budget& budget, Moment now);
    /// What this token was told last; nothing before its first answer.
    [[nodiscard]] std::optional<Budget> told(std::size_t token, const std::string& resource) const;
    /// What is known to be left for a resource with all tokens together; nothing before the first answer.
    [[nodiscard]] std::optional<Budget> left(const std::string& resource, Moment now) const;

private:
    struct State {
        Moment closed_until{0};
        std::optional<Budget> budget;
        Moment told_at{0};
    };
    std::size_t tokens_;
    std::map<std::pair<std::string, std::size_t>, State> states_; ///< by resource and token
    std::map<std::string, std::size_t> current_;                  ///< token in use, by resource
};

} // namespace axial::collectors
