// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/rounds.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Who gets which posts of a round. Nothing of it is stored: it follows from the posts, the coders and the
/// seed, and so is the same in every copy of the study.
namespace axial::codebooks {

/// Posts are ordered by the round's seed. The first `calibration` of them go to everybody. Each of the others
/// goes to `overlap` of the coders (0: to all): those who have fewest so far, among equals by the seed and the
/// post, so that no coder has over one post more than another.
class Assignment {
public:
    Assignment(const Round& round, std::vector<std::string> posts);

    /// Whether every post goes to every coder, now: then nothing has to be looked up.
    [[nodiscard]] static bool is_everything(const Round& round) {
        return round.released && (round.overlap == 0 || round.overlap >= static_cast<int>(round.coders.size()));
    }

    /// In no order; without the posts behind the calibration as long as the round is not released.
    [[nodiscard]] std::vector<std::string> of(std::string_view coder) const;
    [[nodiscard]] const std::set<std::string>& calibration() const { return calibration_; }

private:
    std::vector<std::string> coders_;
    std::set<std::string> calibration_;
    std::vector<std::vector<std::string>> posts_; ///< by coder; behind the calibration
    bool released_;
};

/// The assignment of a round of a study. Fails if its set is not here.
[[nodiscard]] Result<Assignment> assignment_of(corpus::Study& study, const Round& round);

} // namespace axial::codebooks
