// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "codebooks/rounds.h"

#include <string>
#include <string_view>
#include <vector>

/// Codings that were made before their code came to mean something else. Every coding knows the event that said
/// what its code meant; where a later redefinition or split stands, the coding waits for its coder to look at
/// it again.
namespace axial::codebooks {

struct ToRecode {
    Coding coding;
    std::string code_name;
    std::string change; ///< "redefined", "split"
    std::string by;     ///< who changed the code
    Time at{};
    std::vector<std::string> split_into; ///< UUIDs of the codes to choose from
};

/// The queue of one coder, in the order of the codes and posts. `codebook` is its UUID.
[[nodiscard]] Result<std::vector<ToRecode>> recode_queue(corpus::Study& study, std::string_view codebook,
                                                         std::string_view coder);

/// The coder has looked: the coding stays with its code as it is defined now, or gets another code (UUID).
/// Fails for another's coding, and where a code would change in a round that is closed.
[[nodiscard]] Status recode(corpus::Study& study, std::string_view coding, std::string_view coder,
                            std::string_view code = {});

} // namespace axial::codebooks
